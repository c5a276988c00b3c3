"""What a page says about its article: JSON-LD first, then OpenGraph and trafilatura's reading of the rest."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from .. import dates
from .page import Piece

_BYLINE = re.compile(r"(?:By|BY) [A-Z]")
_ARTICLE = re.compile(r"Article|BlogPosting|Report\b|Review\b", re.I)


@dataclass(frozen=True, slots=True)
class Facts:
    """Title, authors, date, publisher, language, and the body where JSON-LD gives it (empty where it does not)."""

    title: str | None
    authors: tuple[str, ...]
    published: str | None
    publisher: str | None
    language: str | None
    body: str


def facts(tree, source: str = "") -> Facts:
    """What the page says about its article."""
    things: dict[str, dict] = {}
    item = next(iter(_articles(tree, things)), {})
    found = _trafilatura(tree)
    published = dates.iso(_text(item.get("datePublished"))) or dates.iso(_meta(tree, "article:published_time"))
    names = _names(item.get("author"), things)
    authors = tuple(names) or dates.authors(found.author if found else None)
    publisher = next(iter(_names(item.get("publisher"), things)), None) or _meta(tree, "og:site_name")
    title = _text(item.get("headline")) or (found.title if found else None) or _meta(tree, "og:title")
    heading = _heading(tree, title)
    return Facts(
        title=_line(heading or title),
        authors=tuple(name for name in authors if not re.match(r"https?:", name)),
        published=published or (found.date if found else None),
        publisher=_line(publisher or (found.sitename if found else None)),
        language=dates.language(tree.get("lang") or _meta(tree, "og:locale")),
        body=_text(item.get("articleBody")) or "",
    )


def printed(known: Facts, tree, above: list[Piece]) -> Facts:
    """The same, with headline, byline and date as they are printed `above` the body, where the page's marks do not tell them: a page
    made before there were such marks has its headline in bold letters, and the paper's name as its title."""
    lines = [line for piece in above for line in piece.text.split("\n") if len(line) < 160]
    if next(tree.iter("h1"), None) is None and _meta(tree, "og:title") is None and not _articles(tree, {}):
        bold = [piece.text for piece in above if piece.bold > 0.8 * len(piece.text) and 15 < len(piece.text) < 160]
        known = replace(known, title=_line(bold[0] if bold else known.title))
    return replace(
        known,
        authors=known.authors or next((dates.authors(line) for line in lines if _BYLINE.match(line)), ()),
        published=known.published or next(filter(None, (dates.iso(line) for line in lines if len(line) < 80)), None),
    )


def _trafilatura(tree):
    from trafilatura import extract_metadata

    try:
        return extract_metadata(tree, extensive=False)
    except Exception:  # It stumbles over odd pages; JSON-LD and OpenGraph remain.
        return None


def _heading(tree, title: str | None) -> str | None:
    """The page's own printed heading, where it is the only one or says what the title says."""
    headings = [" ".join(element.text_content().split()) for element in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    if not title:
        return headings[0] if len(headings) == 1 else None
    words = set(re.findall(r"\w+", title.lower()))
    for heading in headings:
        own = set(re.findall(r"\w+", heading.lower()))
        if own and len(own & words) >= 0.6 * max(len(own), min(len(words), 4)):
            return heading
    return None


def _meta(tree, name: str) -> str | None:
    for element in tree.iter("meta"):
        if name in (element.get("property"), element.get("name")) and (element.get("content") or "").strip():
            return element.get("content").strip()
    return None


def _articles(tree, things: dict[str, dict]) -> list[dict]:
    """The items of JSON-LD that are articles; all that have a name and an `@id` are put into `things`, as others may call them by it."""
    found = []
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            continue
        try:
            waiting = [
                json.loads(
                    re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", element.text or ""), strict=False
                )
            ]
        except (ValueError, RecursionError):
            continue
        for _ in range(1000):
            if not waiting:
                break
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting.extend(value)
            elif isinstance(value, dict):
                kind = value.get("@type")
                if isinstance(value.get("@id"), str) and "name" in value:
                    things.setdefault(value["@id"], value)
                if any(_ARTICLE.search(str(each)) for each in (kind if isinstance(kind, list) else [kind])):
                    found.append(value)
                waiting.extend(value.get(name) for name in ("@graph", "mainEntity") if value.get(name))
    return found


def _names(value, things: dict[str, dict]) -> list[str]:
    if isinstance(value, list):
        return list(dict.fromkeys(name for each in value for name in _names(each, things)))
    if isinstance(value, dict):
        known = value if "name" in value else things.get(str(value.get("@id")), {})
        return _names(known.get("name"), {})
    return [name] if (name := _line(_text(value))) else []


def _text(value) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _line(text: str | None) -> str | None:
    """Text as one line, without entities that were written twice."""
    if not text:
        return None
    import html

    return " ".join(html.unescape(text).split()) or None
