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

_FACTIVA_NUMBER = re.compile(r"^[ \t]*Document [A-Z]{2,}[\dA-Za-z]{14,}[ \t]*$", re.M)
_FACTIVA_WORDS = re.compile(r"^[ \t]*[\d,.]+ words[ \t]*$", re.M)
_RIGHTS = re.compile(r"(?:\(c\)|©|Copyright\b|All rights reserved)", re.I)
_NAMES = re.compile(r"(?:[Bb]y |BY )\S.*|[A-ZÀ-Þ][\w.’'-]*(?:,? (?:and |de |van |von )?[A-ZÀ-Þ][\w.’'-]*){1,5}")

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
_PROQUEST_TEXT = re.compile(r"^[ \t]*(?:Full [Tt]ext:|FULL TEXT[ \t]*$)", re.M)
_PROQUEST_PART = re.compile(r"[ \t]*(ABSTRACT|FULL TEXT|DETAILS|LINKS)(?: \([A-Z ]+\))?[ \t]*()")
"""The headings of newer exports; what `DETAILS` holds are fields."""
_PROQUEST_CITATION = re.compile(r"(.+?)\. \S.*\. ?(\d{1,2} \w{3,9} \d{4})\b.*")
_PROQUEST_FIELD = re.compile(rf"[ \t]*({'|'.join(map(re.escape, _PROQUEST_NAMES))}):[ \t]*(.*)")


def split(file: File, text: str, notices: tuple = ()) -> Iterator[Document] | None:
    """The articles of an export; None where the text is none."""
    if "End of Document" in text and _END_OF_DOCUMENT.search(text) and _BODY.search(text):
        return _placed(file, _nexis(text), notices)
    if lexisnexis.is_one(text):
        return _placed(file, lexisnexis.articles(text), notices)
    if "roQuest document" in text and _PROQUEST_TEXT.search(text) and _RULE.search(text):
        return _placed(file, _proquest(text), notices)
    if "HD" in text and "TD" in text and _is_factiva(text):
        return _placed(file, _factiva(text), notices)
    if "Document " in text and " words" in text and _FACTIVA_NUMBER.search(text) and _FACTIVA_WORDS.search(text):
        return _placed(file, _factiva_articles(text), notices)
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
            match = _PROQUEST_PART.fullmatch(line) or _PROQUEST_FIELD.fullmatch(line)
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
        cited = next(filter(None, map(_PROQUEST_CITATION.fullmatch, before[1:3])), None)
        yield {
            "title": re.sub(r"\s?: \[\d+\]$", "", first.get("title") or (before[0 if cited else -1] if before else "")) or None,
            "body": [line.strip() for line in known["full text"] if line.strip()],
            "byline": first.get("author") or (cited[1] if cited else None),
            "date": first.get("publication date") or (cited[2] if cited else None),
            "publisher": first.get("publication title", "").partition(";")[0] or None,
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
        "byline": one.get("BY") or (credit if (credit := one.get("CR", "")).lower().startswith("by ") else None),
        "date": one.get("PD"),
        "publisher": one.get("SN"),
        "language": one.get("LA"),
    }


def _factiva_articles(text: str) -> Iterator[dict]:
    """The articles of an export without codes: headline, byline, `132 words`, date, time, source, …, rights, body, `Document …`."""
    for part in _FACTIVA_NUMBER.split(text)[:-1]:
        counted = list(_FACTIVA_WORDS.finditer(part))
        if not counted:
            continue
        above, below = _lines(part[:counted[-1].start()]), _lines(part[counted[-1].end():])
        byline = above.pop() if len(above) > 1 and _NAMES.fullmatch(above[-1]) else None
        facts = below[:10]
        dated = next((n for n, line in enumerate(facts) if dates.iso(line)), None)
        rights = max((n for n, line in enumerate(facts) if _RIGHTS.match(line)), default=None)
        if dated is None or rights is None:
            continue
        named = [line for line in facts[dated + 1:rights] if not re.fullmatch(r"\d\d:\d\d(?::\d\d)?", line)]
        yield {
            "title": above[-1] if above else None,
            "body": below[rights + 1:],
            "byline": byline,
            "date": facts[dated],
            "publisher": named[0] if named else None,
            "language": next((line for line in reversed(named) if dates.language(line) and line.isalpha()), None),
        }
