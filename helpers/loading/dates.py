"""Dates, authors and languages as files write them → as the data model has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from . import datelines

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?")
_MONTH_FIRST = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|[.º°])? (?:de )?([^\W\d]{3,10})\.?,? (?:del? )?(\d{4})\b")
_YEAR_FIRST = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_SAID = re.compile(rf"(?:{'|'.join(datelines.PUBLISHED)})\b\W*(?:(?:{'|'.join(datelines.ON)})\b\W*)?", re.I)

_SIGNED = re.compile(
    r"^(?:(?:(?:story|written|reported|words|interview|text) )?by|from)[:\s]+"
    rf"|^(?:{'|'.join(datelines.BEFORE_COLON)})\s?:\s*|^(?:{'|'.join(datelines.WITHOUT_CAPITALS)})[:：/\s]\s*",
    re.I,
)
_FOREIGN_BY = re.compile(rf"(?:{'|'.join(datelines.BY)})(?: |\s?: ?)(?=\S+ \S)", re.I)
"""Before a first and a last name: Von Miller is a name himself."""
_BETWEEN = re.compile(
    rf"\s*;\s*|,?\s+(?:and|AND|&)\s+|,?\s+(?:{'|'.join(datelines.AND)})\s+(?=\S+\s+\S)"
)
"""What parts two names. Ortega y Gasset is one: after *y* and its like a first and a last name have to follow."""
_BESIDE = re.compile(r",\s+|\s*\|\s*")
"""What parts two names, or a name and what its bearer is, or whom or where from he writes."""
_POSITION = re.compile(
    r"(?:^|\s)(?:(?:(?:staff|senior|chief|special|national|political) )?(?:correspondent|reporter|editor|writer|columnist|journalist"
    r"|critic|contributor|producer|photographer)|(?:the )?associated press|agence france-presse|reuters|afp|bloomberg news)$", re.I)
"""What a writer is, or the agency he writes for."""
_PAPER = re.compile(r"\b(?:press|staff|news|times|post|gazette)$", re.I)
_FROM = re.compile(r"(?<=\w)\s+(?:in|for|at) (?:the )?[A-ZÀ-Þ].*$|\s+@\w+.*$")
_LAST_FIRST = re.compile(r"[\w'’\-]+, [\w'’\-. ]+")
_YOUNGER = re.compile(r",\s+(?=(?:Jr|Sr|II|III|IV)\b)")
_FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)\b")


def iso(written, day_first: bool = False) -> str | None:
    """The ISO 8601 date (with its time where it is given) in a line that names one; None where it names none.

    A date in figures alone, such as 3/4/2019, is left out where it may mean March or April, unless the writer is known to put the
    `day_first`; with full stops, as in 3.4.2019, it always comes first.
    """
    if written is None:
        return None
    if isinstance(written, datetime):
        return written.isoformat(timespec="seconds")
    line = str(written).strip()[:200]
    line = line[said.end() :] if (said := _SAID.match(line)) else line
    if match := _ISO.match(line):
        try:
            datetime.fromisoformat(f"{match[1]}-{match[2]}-{match[3]}T{match[4] or '00'}:{match[5] or '00'}")
        except ValueError:
            return None
        day = f"{match[1]}-{match[2]}-{match[3]}"
        if not match[4]:
            return day
        zone = (match[7] or "").replace("Z", "+00:00")
        zone = f"{zone[:3]}:{zone[-2:]}" if zone else ""
        return f"{day}T{match[4]}:{match[5]}:{match[6] or '00'}{zone}"
    if re.fullmatch(r"\d{8}", line):
        return iso(f"{line[:4]}-{line[4:6]}-{line[6:]}")
    if re.fullmatch(r"\d{10}|\d{13}", line):
        return datetime.fromtimestamp(int(line[:10]), UTC).isoformat(timespec="seconds")
    if match := _YEAR_FIRST.match(line):
        return iso(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}")
    if match := _FIGURES.match(line):
        return _in_figures(int(match[1]), day_first or match[2] == ".", int(match[3]), match[4])
    for pattern, month, day in ((_MONTH_FIRST, 1, 2), (_DAY_FIRST, 2, 1)):
        for match in pattern.finditer(line):
            if number := datelines.MONTHS.get(match[month].lower()):
                return iso(f"{match[3]}-{number:02}-{int(match[day]):02}")
    return None


def _in_figures(first: int, day_first: bool, second: int, year: str) -> str | None:
    if not day_first and first <= 12 and second <= 12 and first != second:
        return None
    month, day = (first, second) if second > 12 else (second, first)
    return iso(f"{year}-{month:02}-{day:02}")


def dateline(paragraph: str) -> str | None:
    """The ISO date in a dateline that opens an article, `HALDEN, 12 January 2026 –`; None where there is none."""
    before, dash, _ = paragraph[:100].partition(" – ") if " – " in paragraph[:100] else paragraph[:100].partition(" — ")
    return iso(before) if dash and "." not in before else None


def authors(byline) -> tuple[str, ...]:
    """The names in a byline: `By Ann Lee and Bo Chan` → two."""
    if byline is None:
        return ()
    if isinstance(byline, (list, tuple)):
        return tuple(dict.fromkeys(name for each in byline for name in authors(each)))
    line = _SIGNED.sub("", " ".join(str(byline).split()))
    line = _FOREIGN_BY.sub("", line, count=1) if _FOREIGN_BY.match(line) else line
    line = re.sub(r"\s*[<(][^<>()]*@[^<>()]*[>)]|\S+@\S+\.\w+", "", line)
    if ";" in line and all(_LAST_FIRST.fullmatch(each.strip()) for each in line.split(";")):
        return authors(line.split(";"))
    if _LAST_FIRST.fullmatch(line):  # Lee, Ann
        last, _, first = line.partition(", ")
        return (f"{first} {last}".strip(),) if len(first.split()) < 3 and " " not in last else (last, first)
    names = [name for several in _BETWEEN.split(_YOUNGER.sub(" ", line)) for name in _people(several)]
    return tuple(dict.fromkeys(name for name in names if 1 < len(name) < 80))


def _people(several: str) -> Iterator[str]:
    """The names in a part of a byline, without what follows a first and a last name: `science correspondent`, `in Moscow`, `Reuters`."""
    full = False
    for part in _BESIDE.split(several):
        name = _FROM.sub("", part).strip(" .,–-")
        whole = name.count(" ") > 0
        if full and (not whole or part.startswith("The ") or _POSITION.search(name) or _PAPER.search(name)):
            continue
        full = full or whole
        bare = _POSITION.sub("", name).strip(" .,–-")
        yield bare if " " in bare and not name.startswith("The ") else name


def language(written) -> str | None:
    """The two-letter code of a language written as a code, as `en-US` or as its English name."""
    if not written:
        return None
    line = str(written).strip().lower()
    names = {
        "english": "en",
        "german": "de",
        "french": "fr",
        "spanish": "es",
        "russian": "ru",
        "italian": "it",
        "portuguese": "pt",
        "dutch": "nl",
        "chinese": "zh",
        "japanese": "ja",
        "arabic": "ar",
        "korean": "ko",
    }
    for name, code in names.items():
        if line.startswith(name):
            return code
    match = re.match(r"([a-z]{2})(?:[-_]|$)", line)
    return match[1] if match else None
