"""What a piece of a page looks like, in numbers: votes, shape, place in the page, neighbours.

Everything here is about the shape of pages in general: no site, no publisher, no language has a rule of its own.
"""

from __future__ import annotations

import math
import re
from collections import Counter

from .page import Piece

_CLASSES = {
    "caption": r"caption|photo|image|credit|gallery|picture|media|figure",
    "related": r"relat|recommend|more-|read-?more|also|most|popular|trend|promo|teaser|list|card|latest|next|prev",
    "share": r"share|social|follow|twitter|facebook|tweet|instagram",
    "byline": r"byline|author|writer|bio|contributor|meta|date|time|info|tag|categor|topic|label|breadcrumb|kicker",
    "furniture": r"foot|nav|menu|header|sidebar|aside|widget|newsletter|subscri|sign-?up|login|comment|ad-|ads|advert|"
    r"sponsor|copyright|disclaimer|cookie|banner|modal|popup|paywall|toolbar|correction|notice",
    "article": r"article|story|body|content|entry|post|text|main|paragraph|copy",
}
_CLASSES = {name: re.compile(pattern, re.I) for name, pattern in _CLASSES.items()}

_CALL = re.compile(
    r"(?:read|see|watch|click|sign up|subscribe|follow|related|more|share|image|photo|source|via|credit|advertisement|"
    r"copyright|©|join|get|download|listen|also|next|up next|contact|email|write to|this (?:story|article)|updated?|"
    r"published|posted|by|most read|you may|don't miss|don’t miss|if you (?:like|enjoy)\w*)\b",
    re.I,
)
_SERVICE = re.compile(
    r"©|copyright|all rights reserved|sign up|newsletter|subscribe|follow (?:us|me|him|her)|click here|"
    r"@\w+|e-?mail|https?:|www\.",
    re.I,
)
_CREDIT = re.compile(r"contributed (?:reporting|to th)|contributed from|\breporting by\b|\bediting by\b", re.I)
_ADDRESS = re.compile(r"\S+@\S+\.\w+|(?:https?://|www\.)\S+|\S+\.(?:com|org|net)/\S+")
_COUNTER = re.compile(r"\d*\s*(?:comments?|shares?|likes?|replies|views|advertisement)", re.I)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_NEIGHBOURS = ("votes", "precise", "length", "ends", "in_p", "all_link", "in_main", "link_share", "heading")
_AROUND = (-2, -1, 1, 2)


def table(tree, pieces: list[Piece], votes: list[list[int]]) -> list[list[float]]:
    """One row of numbers a piece, in the order of NAMES."""
    rows = _rows(tree, pieces, votes)
    for index, row in enumerate(rows):
        for offset in _AROUND:
            other = rows[index + offset] if 0 <= index + offset < len(rows) else None
            for name in _NEIGHBOURS:
                row[f"{name}{offset:+d}"] = other[name] if other else -1.0
        window = rows[max(0, index - 4) : index + 5]
        row["votes_around"] = sum(other["votes"] for other in window) - row["votes"]
    return [[float(row[name]) for name in NAMES] for row in rows]


def _rows(tree, pieces: list[Piece], votes: list[list[int]]) -> list[dict[str, float]]:
    total = [sum(column) for column in zip(*votes, strict=True)]
    sizes = [len(piece.text) for piece in pieces]
    around = [[piece.element, *piece.element.iterancestors()] for piece in pieces]
    strong = [index for index, count in enumerate(total) if count >= 2 and sizes[index] > 60]
    if not strong:
        strong = [index for index, count in enumerate(total) if count and sizes[index] > 60]
    weight = sum(sizes[index] for index in strong) or 1
    by_element, by_kind, by_parent = Counter(), Counter(), Counter()
    for index in strong:
        for element in around[index][:8]:
            by_element[element] += sizes[index]
        by_kind[_kind(pieces[index])] += sizes[index]
        by_parent[around[index][min(1, len(around[index]) - 1)]] += sizes[index]
    main = max(
        (element for element, size in by_element.items() if size >= 0.7 * weight),
        key=lambda element: sum(1 for _ in element.iterancestors()),
        default=None,
    )
    first, last = (strong[0], strong[-1]) if strong else (0, len(pieces) - 1)
    names: dict = {}
    counts, seen = Counter(piece.text for piece in pieces), Counter()
    title = " ".join((tree.findtext(".//title") or "").split()).lower()
    done, about = 0, 99
    rows = []
    for index, piece in enumerate(pieces):
        text, size, elements = piece.text, sizes[index], around[index]
        tags = [element.tag for element in elements]
        inside = main is not None and main in elements
        path = elements[: elements.index(main)] if inside else elements[:6]
        own = _classes(elements[:3], names)
        whole = _classes(path, names)
        letters = sum(character.isalpha() for character in text) or 1
        heading = any(tag in _HEADINGS for tag in tags[:2])
        link_share = min(1.0, piece.linked / size)
        about = 0 if size < 60 and re.match(r"about\b", text, re.I) else about + 1
        tail = index > last or (bool(strong) and index >= strong[-min(2, len(strong))])
        row = {
            "precise": votes[0][index],
            "fast": votes[1][index],
            "readable": votes[2][index],
            "votes": total[index],
            "all_votes": total[index] == 3,
            "length": math.log1p(size),
            "link_share": link_share,
            "all_link": link_share >= 0.9,
            "ends": text.rstrip("”\"')’» ")[-1:] in set(".?!…。"),
            "teaser": text.rstrip()[-1:] == "…" or text.endswith("..."),
            "colon": text[-1:] == ":",
            "capitals": sum(character.isupper() for character in text) / letters,
            "figures": sum(character.isdigit() for character in text) / size,
            "in_p": "p" in tags[:2],
            "in_li": "li" in tags[:3],
            "heading": heading,
            "in_h1": "h1" in tags[:2],
            "figure": "figure" in tags or "figcaption" in tags,
            "figcaption": "figcaption" in tags,
            "aside": "aside" in tags,
            "footer": "footer" in tags,
            "header": "header" in tags,
            "nav": "nav" in tags,
            "cell": "td" in tags,
            "quote": "blockquote" in tags,
            "article": "article" in tags,
            "in_main": inside,
            "depth": min(len(path), 8) if inside else 9,
            "same_parent": by_parent[elements[min(1, len(elements) - 1)]] / weight,
            "same_kind": by_kind[_kind(piece)] / weight,
            "before": index < first,
            "after": index > last,
            "gap": min(20, first - index if index < first else max(0, index - last)),
            "way": min(2.0, max(-1.0, (index - first) / max(1, last - first))),
            "twice": counts[text] > 1,
            "again": seen[text] > 0,
            "in_title": size > 8 and text.lower() in title,
            "emphasised": piece.emphasised > 0.8 * size,
            "bold": piece.bold > 0.8 * size,
            "call": bool(_CALL.match(text)),
            "call_link": bool(_CALL.match(text)) and link_share > 0.3,
            "label_link": bool(re.match(r"[^:.]{2,30}:\s", text)) and link_share > 0.4,
            "capital_link": text.isupper() and link_share > 0.8,
            "service": bool(_SERVICE.search(text)),
            "bracketed": text[:1] == "[" and text[-1:] == "]",
            "credit": bool(_CREDIT.search(text)),
            "address": bool(_ADDRESS.fullmatch(text)),
            "counter": bool(_COUNTER.fullmatch(text)),
            "about": about in (1, 2, 3),
            "tail": tail,
            "tail_emphasised": tail and piece.emphasised > 0.8 * size,
            "tail_service": tail and bool(_SERVICE.search(text)),
            "tail_link": tail and link_share > 0.2,
            "short_block": size < 80 and not heading and "p" not in tags[:2] and "li" not in tags[:3],
            "done": done / weight,
            "left": 0.0,
        }
        for name in _CLASSES:
            row[f"own_{name}"] = name in own
            row[f"path_{name}"] = name in whole
        seen[text] += 1
        done += size if total[index] >= 2 else 0
        row["left"] = -done
        rows.append(row)
    for row in rows:
        row["left"] = (row["left"] + done) / weight
    return rows


def _kind(piece: Piece) -> tuple[str, str]:
    return piece.element.tag, piece.element.get("class") or ""


def _classes(elements: list, known: dict) -> set[str]:
    """What the tags, classes, ids and item properties of some elements speak of."""
    found: set[str] = set()
    for element in elements:
        if element not in known:
            own = (
                f"{element.tag} {element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
            )
            known[element] = {name for name, pattern in _CLASSES.items() if pattern.search(own)}
        found |= known[element]
    return found


_OWN = [
    "precise",
    "fast",
    "readable",
    "votes",
    "all_votes",
    "length",
    "link_share",
    "all_link",
    "ends",
    "teaser",
    "colon",
    "capitals",
    "figures",
    "in_p",
    "in_li",
    "heading",
    "in_h1",
    "figure",
    "figcaption",
    "aside",
    "footer",
    "header",
    "nav",
    "cell",
    "quote",
    "article",
    "in_main",
    "depth",
    "same_parent",
    "same_kind",
    "before",
    "after",
    "gap",
    "way",
    "twice",
    "again",
    "in_title",
    "emphasised",
    "bold",
    "call",
    "call_link",
    "label_link",
    "capital_link",
    "service",
    "bracketed",
    "credit",
    "address",
    "counter",
    "about",
    "tail",
    "tail_emphasised",
    "tail_service",
    "tail_link",
    "short_block",
    "done",
    "left",
]

NAMES = (
    *_OWN,
    *(f"{place}_{name}" for name in _CLASSES for place in ("own", "path")),
    *(f"{name}{offset:+d}" for offset in _AROUND for name in _NEIGHBOURS),
    "votes_around",
)
"""The features' names, in the order of a row and of the stored model."""
