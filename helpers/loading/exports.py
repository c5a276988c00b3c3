"""Exports of news databases, as text: Nexis Uni, LexisNexis, Factiva, ProQuest. One file holds one article or hundreds.

All three print an article's facts as named fields around its text. What is made of each is the headline, the byline,
the date and the paragraphs, with their roles; the export's cover, fields and legal notes are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from ..article import ArticleError
from . import dates, lexisnexis
from .document import Composer, Document, File, document, unplaced

_END_OF_DOCUMENT = re.compile(r"^[ \t]*End of Document[ \t]*$", re.M)
_BODY = re.compile(r"^[ \t]*Body[ \t]*$", re.M)
_NEXIS_FIELD = re.compile(
    r"[ \t]*(Section|Length|Byline|Highlight|Dateline|Copyright|Series|Graphic|Column|Edition|"
    r"Load-Date|Correction|Correction-Date):?[ \t\xa0]*(.*)"
)
_NEXIS_END = re.compile(r"^[ \t]*(?:Classification|Load-Date:.*|Graphic|Notes)[ \t]*$", re.M)

_FACTIVA_CODES = (
    "SE",
    "HD",
    "BY",
    "CR",
    "WC",
    "PD",
    "ET",
    "SN",
    "SC",
    "ED",
    "PG",
    "VOL",
    "LA",
    "CY",
    "CX",
    "LP",
    "TD",
    "CT",
    "RF",
    "CO",
    "IN",
    "NS",
    "RE",
    "IPC",
    "IPD",
    "PUB",
    "AN",
    "ART",
    "DLN",
    "CLM",
    "RST",
)
_FACTIVA_FIELD = re.compile(rf"[ \t|]*({'|'.join(_FACTIVA_CODES)})(?:[ \t]*\|[ \t]*|[ \t]{{1,}}|[ \t]*$)(.*)")
_FACTIVA_END = re.compile(r"[ \t|]*(?:Document \w{8,}|Search Summary)[ \t|]*$")

_RULE = re.compile(r"^[ \t]*_{20,}[ \t]*$", re.M)
_PROQUEST_NAMES = (
    "Author",
    "Publication info",
    "ProQuest document link",
    "Abstract",
    "Abstract (summary)",
    "Links",
    "Full text",
    "Full Text",
    "Subject",
    "Location",
    "People",
    "Company / organization",
    "Company",
    "Classification",
    "Identifier / keyword",
    "Title",
    "Publication title",
    "Publication year",
    "Publication date",
    "Publisher",
    "Place of publication",
    "Country of publication",
    "Publication subject",
    "ISSN",
    "Source type",
    "Language of publication",
    "Document type",
    "ProQuest document ID",
    "Document URL",
    "Copyright",
    "Last updated",
    "Database",
    "Section",
    "Pages",
    "First page",
    "Volume",
    "Issue",
    "Dateline",
    "Column",
    "Credit",
    "Illustration",
)
_PROQUEST_FIELD = re.compile(rf"[ \t]*({'|'.join(map(re.escape, _PROQUEST_NAMES))}):[ \t]*(.*)")


def split(file: File, text: str, notices: tuple = ()) -> Iterator[Document] | None:
    """The articles of an export; None where the text is none."""
    if "End of Document" in text and _END_OF_DOCUMENT.search(text) and _BODY.search(text):
        return _placed(file, _nexis(text), notices)
    if lexisnexis.is_one(text):
        return _placed(file, lexisnexis.articles(text), notices)
    if "roQuest document" in text and "ull text:" in text and _RULE.search(text):
        return _placed(file, _proquest(text), notices)
    if "HD" in text and "TD" in text and _is_factiva(text):
        return _placed(file, _factiva(text), notices)
    return None


def _placed(file: File, found: Iterator[dict], notices: tuple) -> Iterator[Document]:
    """Documents with their place among the articles; one that stands alone has none."""
    first, second = next(found, None), next(found, None)
    if first is None:
        raise ArticleError(file.name, "the export holds no article with its text", "Export it again with the full text")
    if second is None:
        yield _composed(file, None, notices, **first)
        return
    for place, known in enumerate(chain((first, second), found), 1):
        yield _composed(file, place, notices, **known)


def _composed(
    file: File,
    place: int | None,
    notices: tuple,
    title: str | None,
    body: list[str],
    byline: str | None = None,
    date: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
) -> Document:
    composer = Composer()
    composer.add("headline", title)
    composer.add("byline", byline)
    composer.add("date", date)
    for line in body:
        composer.add("paragraph" if len(line) > 70 or line.rstrip()[-1:] in '.?!”"’' else "subhead", line)
    return document(
        file,
        composer.text,
        place,
        blocks=composer.blocks,
        title=title or None,
        authors=dates.authors(byline),
        published=dates.iso(date),
        publisher=publisher or None,
        language=dates.language(language),
        notices=unplaced(notices),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _nexis(text: str) -> Iterator[dict]:
    for part in _END_OF_DOCUMENT.split(text):
        body = _BODY.search(part)
        if not body:
            continue
        head = _lines(part[: body.start()])
        found = {match[1]: match[2].strip() for line in head if (match := _NEXIS_FIELD.fullmatch(line))}
        first_field = next((n for n, line in enumerate(head) if _NEXIS_FIELD.fullmatch(line)), len(head))
        before = [line for line in head[:first_field] if not line.startswith("Copyright")]
        dated = max((n for n, line in enumerate(before) if dates.iso(line)), default=None)
        title = publisher = date = None
        if dated is None:
            title = before[-2] if len(before) > 1 else before[-1] if before else None
        else:
            date = before[dated]
            publisher = before[dated - 1] if dated > 0 else None
            title = before[dated - 2] if dated > 1 else None
        rest = part[body.end() :]
        end = _NEXIS_END.search(rest)
        yield {
            "title": title,
            "body": _lines(rest[: end.start()] if end else rest),
            "byline": found.get("Byline"),
            "date": date,
            "publisher": publisher,
            "language": _after(rest, "Language:"),
        }


def _after(text: str, name: str) -> str | None:
    match = re.search(rf"^[ \t]*{name}[ \t]*(.+)$", text, re.M)
    return match[1].strip() if match else None


def _proquest(text: str) -> Iterator[dict]:
    for part in _RULE.split(text):
        known: dict[str, list[str]] = {}
        name, before = "", []
        for line in part.splitlines():
            match = _PROQUEST_FIELD.fullmatch(line)
            if match:
                name = match[1].lower()
                known.setdefault(name, []).append(match[2])
            elif name:
                known[name].append(line)
            elif line.strip() and not re.fullmatch(r"\s*Document \d+ of \d+\s*", line):
                before.append(line.strip())
        if "full text" not in known:
            continue
        first = {name: " ".join(" ".join(lines).split()) for name, lines in known.items()}
        yield {
            "title": first.get("title") or (before[-1] if before else None),
            "body": [line.strip() for line in known["full text"] if line.strip()],
            "byline": first.get("author"),
            "date": first.get("publication date"),
            "publisher": first.get("publication title"),
            "language": first.get("language of publication"),
        }


def _is_factiva(text: str) -> bool:
    codes = {match[1] for line in text.splitlines() if (match := _FACTIVA_FIELD.fullmatch(line))}
    return {"HD", "WC", "PD", "TD"} <= codes and bool({"SN", "LP", "AN"} & codes)


def _factiva(text: str) -> Iterator[dict]:
    known: dict[str, list[str]] = {}
    name = ""
    for line in [*text.splitlines(), "HD"]:
        match = _FACTIVA_FIELD.fullmatch(line)
        code = match[1] if match else None
        if code in ("HD", "SE") and ("TD" in known or "LP" in known):
            if "HD" in known:
                yield _factiva_article(known)
            known, name = {}, ""
        if _FACTIVA_END.fullmatch(line):
            name = ""
        elif match:
            name = code
            known.setdefault(name, []).append(match[2])
        elif name:
            known[name].append(line)


def _factiva_article(known: dict[str, list[str]]) -> dict:
    lines = {code: [line.strip(" \t|") for line in found if line.strip(" \t|")] for code, found in known.items()}
    one = {code: " ".join(found) for code, found in lines.items()}
    return {
        "title": one.get("HD"),
        "body": lines.get("LP", []) + lines.get("TD", []),
        "byline": one.get("BY"),
        "date": one.get("PD"),
        "publisher": one.get("SN"),
        "language": one.get("LA"),
    }
