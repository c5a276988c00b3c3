"""Exports of LexisNexis as it was before Nexis Uni: plain text, `1 of 250 DOCUMENTS`, fields in capitals, wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import dates

_NUMBER = re.compile(r"^[ \t]*\d+ of \d+ DOCUMENTS?[ \t]*$", re.M)
_FIELD = re.compile(r"([A-Z]{3,}(?:[- ][A-Z]{2,}){0,2}):(?!\S)")
_HEAD = frozenset(["BYLINE", "SECTION", "LENGTH", "DATELINE", "HEADLINE", "HIGHLIGHT", "SERIES", "COLUMN", "EDITION", "BODY"])
_TAIL = frozenset([
    "LOAD-DATE", "LANGUAGE", "GRAPHIC", "GRAPHICS", "DOCUMENT-TYPE", "PUBLICATION-TYPE", "JOURNAL-CODE", "SUBJECT",
    "ORGANIZATION", "PERSON", "COMPANY", "TICKER", "INDUSTRY", "GEOGRAPHIC", "COUNTRY", "STATE", "CITY", "ACC-NO",
    "DISTRIBUTION", "CORRECTION", "CORRECTION-DATE", "NOTES", "NAME", "URL", "TYPE", "CREDIT",
])
_RIGHTS = re.compile(r"(?:Copyright|©|\(c\)) ?(?:\(c\) )?\d{4}\b|All Rights Reserved\W*$", re.I)
_EDITION = re.compile(r"\bedition\b|^(?:final|late|early|first|national|correction appended)\b", re.I)


def is_one(text: str) -> bool:
    """Whether a text is such an export: a counted document with its length."""
    return " DOCUMENT" in text and "LENGTH:" in text and _NUMBER.search(text) is not None


def articles(text: str) -> Iterator[dict]:
    """What each document of an export says: title, body (its paragraphs), byline, date, publisher, language."""
    for part in _NUMBER.split(text)[1:]:
        found = _article(_paragraphs(part))
        if found["body"]:
            yield found


def _paragraphs(part: str) -> list[tuple[bool, str]]:
    """(centred, words) of every paragraph. Where no line is blank, as out of a Word file, each line is one."""
    lines = part.strip("\n").splitlines()
    wrapped = any(not line.strip() for line in lines)
    found: list[tuple[bool, str]] = []
    open_end = False
    for line in lines:
        words, centred = " ".join(line.split()), line.startswith("     ")
        if words and open_end and not centred:
            found[-1] = False, f"{found[-1][1]} {words}"
        elif words:
            found.append((centred, words))
        open_end = bool(words) and wrapped and not centred
    return found


def _article(paragraphs: list[tuple[bool, str]]) -> dict:
    fields: dict[str, str] = {}
    before: list[tuple[bool, str]] = []
    body: list[str] = []
    name = ""
    for centred, words in paragraphs:
        match = _FIELD.match(words)
        known = match[1] if match and match[1] in _HEAD | _TAIL else None
        rest = words[match.end():].strip() if known else words
        if _RIGHTS.search(words) and len(words) < 200:
            name = name if name in _HEAD else ""
        elif known:
            name = known
            fields.setdefault(name, rest)
            if name == "BODY" and rest:
                body.append(rest)
        elif name in _HEAD:
            body.append(words)
        elif not name and not body:
            before.append((centred, words))
    dated = next((words for _, words in before if dates.iso(words)), None)
    names = [(centred, words) for centred, words in before if words != dated and not _EDITION.search(words)]
    title = fields.get("HEADLINE") or next((words for centred, words in reversed(names) if not centred), None)
    if title is None and len(names) > 1:
        title = names[-1][1]
    return {
        "title": title,
        "body": body,
        "byline": fields.get("BYLINE"),
        "date": dated,
        "publisher": next((words for _, words in names if words != title), None),
        "language": fields.get("LANGUAGE"),
    }
