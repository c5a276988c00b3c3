"""Where sentences end inside a stretch of running text: one pass over the marks that can end one.

A mark ends a sentence unless what stands before it is an abbreviation or what follows it goes on. Quotations of several
sentences are cut at each, as Universal Dependencies does. Curly and straight quotation marks give the same cut.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

_LEXICONS = Path(__file__).resolve().parents[1] / "lexicons"
_OPENERS = "“‘\"'([{«„¿¡"
_CLOSERS = "\"”’'»)]}"
_WIDE = "。！？｡"
_OPEN, _CLOSE = re.escape(_OPENERS), re.escape(_CLOSERS)

_MARK = re.compile(
    r"[.!?…؟۔।。！？｡](?<![.!?…؟۔।].)[.!?…؟۔।]*(?:[ \u00a0]\.){0,9}(?P<end>)"              # ". . ." is one mark
    rf"[{_CLOSE}“‘」』]{{0,9}}"
    r"(?:[ \u00a0]?\[(?:\d[\d ,–-]{0,40}|citation needed|note \d+|[a-z])\](?! [a-z])){0,9}"   # references: [1] [2, 3]
    rf"(?:(?<=[a-z]{{2}}\.)\d{{1,3}}(?=\s[A-Z]))?"                                          # a footnote's number
    rf"(?:(?=\s|$|[{_OPEN}A-Z])|(?<=[{_WIDE}]))")
_NEXT = re.compile(rf"\s*([{_OPEN}\s–—*•·-]{{0,20}})([^\W_][\w’'-]{{0,40}}(?:\.[\w’'-]{{1,40}}){{0,4}})?")
_NUMBER_OF_NOTE = re.compile(r"\s\d{1,2}(?=\s+([A-Z][a-z]*)\s|\s*$)")
_SYMBOLS = re.compile(r"\s*(?:[:;=8][-^o']?[()\[\]DPp/|*3]+|[^\w\s$£€#@“‘\"'(\[]{1,20})(?=\s|$)")
_SPEECH = re.compile(r"(?:[\w’'.-]+ ){0,4}?(?:said|says|asked|asks|added|adds|told|tells|wrote|writes|shouted|cried"
                     r"|replied|exclaimed|yelled|screamed|whispered|answered|wondered|joked|tweeted|demanded|continued|explained)\b")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")
_HOUR = re.compile(r"(?:^|\d)[ap]\.m$")
_AT_HOUR = re.compile(r"\W*(?:At|By|From|Until|Around|About|Before|After|Since) (?:about |around )?[\d:.]+ ?[ap]\.m$")
_CLOCK = frozenset(["EST", "EDT", "ET", "PST", "PDT", "PT", "CST", "CDT", "CT", "MST", "MDT", "MT", "GMT", "UTC", "BST",
                    "CET", "Eastern", "Pacific", "Central", "Mountain", "Monday", "Tuesday", "Wednesday", "Thursday",
                    "Friday", "Saturday", "Sunday"])
_ADDRESS = re.compile(r"@|://|^www\.|\.\w+/")
_MARKER = re.compile(r"[\s•⁃*(]*(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{1,4}|(?:Figure|Fig|Table|Listing|Box) \d+)$")
_EXTENSION = frozenset(["Com", "Net", "Org", "Edu", "Gov", "Uk", "Co", "Html", "Htm", "Js", "Php", "Docx", "Pdf", "Io",
                        "Beta", "NET", "COM", "ORG", "EDU", "GOV", "PDF", "HTML", "JS", "Py"])

_DATE = (r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?:January|February|March|April|May|June|July|August|September|"
         r"October|November|December) \d{1,2}, \d{4}")
_DATELINE = re.compile(rf"{_DATE}(?=\s[A-Z])")
_DATED = re.compile(rf"(?<=\w)(?=\s{_DATE}$)")
_BREAKS = (
    (("hoto", "mage: ", "mages: ", "icture: ", "ictures: "),                               # the credit of a picture
     re.compile(r"(?:Image|Photo|Photograph|Picture|File photo)s?: (?=[A-Z])")),
    (("/19", "/20"), re.compile(r"\d\d/\d\d/\d{4} \d\d:\d\d(?::\d\d)?(?: [AP]M)?(?=\s)")),   # the head of a mail
    (("-----", "_____", "=====", "*****", "~~~~~"), re.compile(r"(?<=\s)[-_=*~]{5,}(?=\s)")))      # a rule
"""What stands for itself in running text though no mark ends what is before it: in lines with which signs, and what."""
_RUN_ON = re.compile(
    r"[A-Z0-9][^.!?;:,\n“\"]{4,100}"
    r"(?= (?:(?:In|On) the|There (?:is|are)|However|Please|These|They|If you|This (?:is|was)) )"
    r"(?<=[a-z)])(?<! in)(?<! of)(?<! film)(?<! book)(?<! song)(?<! called)(?<! titled)")
_ITEM = re.compile(r"([•⁃*–-]? ?\(?)(\d{1,3}|[aA])([.)]{1,2}) ")


@cache
def abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Abbreviations that stand before a name, before a number, and anywhere."""
    sections, found = {"before a name": 0, "before a number": 1, "anywhere": 2}, ([], [], [])
    place = 0
    for line in (_LEXICONS / "abbreviations.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            place = sections.get(line[1:].partition(":")[0].strip(), place)
        elif line:
            found[place].append(line)
    return tuple(map(frozenset, found))


@cache
def openers() -> frozenset[str]:
    """Words that open a sentence."""
    lines = (_LEXICONS / "sentence_openers.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def breaks(text: str) -> list[int]:
    """Offsets anywhere in a text where a sentence ends without a mark: before a picture's credit, around a rule."""
    found = []
    for hints, pattern in _BREAKS:
        for start, end in _lines_with(text, hints):
            for match in pattern.finditer(text, start, end):
                if match.start() and text[match.start() - 1] == " ":
                    found.append(match.start() - 1)
                if not match[0].endswith(": "):
                    found.append(match.end())
    return sorted(set(found))


def _lines_with(text: str, hints: Sequence[str]) -> set[tuple[int, int]]:
    """Start and end of the lines that hold one of the hints: finding those is much cheaper than the patterns."""
    found = set()
    for hint in hints:
        place = text.find(hint)
        while place >= 0:
            end = text.find("\n", place) + 1 or len(text)
            found.add((text.rfind("\n", 0, place) + 1, end))
            place = text.find(hint, end)
    return found


def ends(text: str, start: int, end: int, breaks: Sequence[int] = ()) -> list[tuple[int, bool]]:
    """(offset, glued) of every sentence end strictly inside text[start:end]; `glued`: a space is missing after it.

    `breaks` are further ends, in order, found by `breaks` once for the whole text.
    """
    found = dict.fromkeys(breaks[bisect_right(breaks, start):bisect_left(breaks, end)], False)
    items = list(_items(text, start, end))
    found.update(dict.fromkeys(items, False))
    found.update(dict.fromkeys(_headings(text, start, end), False))
    for first, last in pairwise([start, *items, end]):
        found.update(_marks(text, first, last))
    return sorted(found.items())


def _headings(text: str, start: int, end: int) -> Iterator[int]:
    """Ends after a date line or a heading that runs into its paragraph, and before a date at the end."""
    for pattern in (_DATELINE, _RUN_ON):
        heading = pattern.match(text, start, end)
        if heading:
            yield heading.end()
    if text[end - 1].isdigit():
        dated = _DATED.search(text, max(start, end - 34), end)
        if dated:
            yield dated.end()


def _items(text: str, start: int, end: int) -> Iterator[int]:
    """Where the second and later items of a list begin that is printed as running text: 1. … 2. …, (a) … (b) …"""
    first = _ITEM.match(text, start, end)
    if not first:
        return
    before, ordinal, after = first.groups()
    while True:
        ordinal = str(int(ordinal) + 1) if ordinal.isdigit() else chr(ord(ordinal) + 1)
        place = text.find(f" {before}{ordinal}{after} ", start, end)
        if place < 0 or ordinal == "{":
            return
        yield place
        start = place + 1


def _marks(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    here, counted, quotes = start, start, 0
    for match in _MARK.finditer(text, start, end):
        position = match.end()
        if position >= end:
            return
        mark = text[match.start():match.end("end")]
        glued = False
        if mark[-1] in _WIDE or text[position - 1].isdigit():
            pass
        elif text[position].isspace():
            if not _ends_sentence(text, here, match, mark, end):
                continue
            note = _NUMBER_OF_NOTE.match(text, position, end)
            if note and (not note[1] or note[1].lower() in openers()):
                position = note.end()
                if position >= end:
                    return
        else:
            place = text.find("\"", match.start(), position)
            if place >= 0:
                quotes += text.count("\"", counted, place)
                counted = place
                if quotes % 2 == 0:      # no quotation is open: the mark opens the next sentence
                    position = place
            elif text[position - 1] in "“‘":
                position -= 1
            if not _ends_glued(text, here, match, mark, position, end):
                continue
            glued = True
        yield position, glued
        here = position


def _ends_sentence(text: str, here: int, match: re.Match, mark: str, end: int) -> bool:
    """Whether a mark before white space ends the sentence that began at `here`."""
    before = _chunk(text, here, match.start())
    closing = text[match.end("end"):match.end()]
    if mark == "." and not closing and match.start() - here >= 30 and text[match.end() + 1:match.end() + 2].isupper() \
            and len(before) > 1 and before.isalpha() and not _is_abbreviation(before):
        return True     # as nearly all do: what follows need not be looked at closely
    following = _NEXT.match(text, match.end(), end)
    word = following[2] or ""
    lower = word[:1].islower()
    if not word and _SYMBOLS.match(text, match.end(), end):
        return False
    if mark == ".":
        if len(before) <= 9 and match.start() - here < 14 and _MARKER.match(text[here:match.start()]):
            return False
        if match.start() - here < 30 and _AT_HOUR.match(text[here:match.start()]):
            return False
        goes_on = None if closing.strip(")]") else _after_abbreviation(before, word)
        if goes_on is not None:
            return not goes_on
        return not lower or (not closing and (not before or before.islower()))
    if "!" in mark or "?" in mark:
        if closing:
            return not lower and not _SPEECH.match(text, following.start(2) if word else match.end(), end)
        if "(" in following[1] and (lower or word[:1].isdigit()):
            return False
        return not lower or not before or before[:1].islower()
    if lower or text[match.start() - 1:match.start()] == "[":
        return False
    return not (mark == "…" and not before) and not (" " in mark and mark.count(".") == 3)


def _ends_glued(text: str, here: int, match: re.Match, mark: str, position: int, end: int) -> bool:
    """Whether a mark with no space after it ends a sentence: `camps.Last` does, `Amazon.Com` and `v2.Beta` do not."""
    before = _chunk(text, here, match.start())
    following = _NEXT.match(text, position, end)
    word = following[2] or ""
    if _ADDRESS.search(before) or text[following.end():following.end() + 1] in ("@", "/"):
        return False
    if not word[:1].isupper() or not before:
        return False
    if position > match.end("end"):
        return True
    if "." in word and "..." not in mark:
        word, _, rest = word.partition(".")
        if rest[:1].islower():
            return False
    elif len(word) == 1 and text[following.end():following.end() + 1] == ".":
        return False
    if word in _EXTENSION or (len(word) < 2 and word not in ("I", "A")):
        return False
    if mark[0] in "!?":
        return True
    known = word.lower() in openers()
    names, _, anywhere = abbreviations()
    key = before.lower()
    if before in names or key in names or len(key) < 2:
        return False
    if _ACRONYM.match(before) or key in anywhere or before in anywhere:
        return known and len(key) > 2
    letters = key.replace("-", "").replace("’", "").replace("'", "")
    words = letters.isalpha() and (before.islower() or len(before) > 2) and (len(word) > 2 or word.lower() in names)
    return known or words


def _after_abbreviation(before: str, word: str) -> bool | None:
    """Whether the sentence goes on after an abbreviation's full stop; None where it is no abbreviation."""
    names, numbers, anywhere = abbreviations()
    key = before.lower()
    if before in names or key in names:
        return True
    if before in numbers or key in numbers:
        return True if word[:1].isdigit() else None
    if _HOUR.search(key):
        return not word[:1].isupper() or word in _CLOCK
    if before in anywhere or key in anywhere or _ACRONYM.match(before):
        return word.lower() not in openers() or word[:1].islower()
    if len(before) == 1 and before.isalpha():
        return word.lower() not in openers() or (word[:1].islower() and before != "i")
    return None


@cache
def _all_abbreviations() -> frozenset[str]:
    return frozenset().union(*abbreviations())


def _is_abbreviation(word: str) -> bool:
    known = _all_abbreviations()
    return word in known or word.lower() in known


def _chunk(text: str, here: int, position: int) -> str:
    """The letters right before a mark, back to white space, without opening marks."""
    piece = text[max(here, position - 40):position]
    return piece.split()[-1].lstrip(_OPENERS) if piece and not piece[-1].isspace() else ""
