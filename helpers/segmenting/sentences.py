"""Where sentences end inside a stretch of running text: one pass over the marks that can end one.

A mark ends a sentence unless what stands before it is an abbreviation or what follows it goes on. Quotations of several
sentences are cut at each, as Universal Dependencies does. Curly and straight quotation marks give the same cut.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_LEXICONS = Path(__file__).resolve().parents[1] / "lexicons"
_OPENERS = "“‘\"'([{«„¿¡"
_CLOSERS = "\"”’'»)]}"
_WIDE = "。！？｡"
_OPEN, _CLOSE = re.escape(_OPENERS), re.escape(_CLOSERS)

_NOTE = r"(?:[ \u00a0]?\[(?:\d[\d ,–-]*|citation needed|note \d+|[a-z])\](?! [a-z]))*"
"""References such as [1] [2, 3] right after a mark belong to the sentence before them."""

_MARK = re.compile(
    rf"(?P<mark>[.!?…؟۔।]+(?:[ \u00a0]\.)*)(?P<close>[{_CLOSE}“]*){_NOTE}(?=\s|$)"     # before white space; ". . ." is one
    rf"|(?<=[\w%{_CLOSE}])[.!?…]+[{_CLOSE}“‘]*{_NOTE}(?=[{_OPEN}]*[A-Z])"                # glued to a capital
    rf"|[{_WIDE}]+[{_CLOSE}」』]*"
    rf"|(?<=[a-z]{{2}})\.\d{{1,3}}(?=\s[A-Z])")                                          # a footnote's number
_NEXT = re.compile(rf"\s*([{_OPEN}\s–—*•·-]*)([^\W_][\w’'-]*(?:\.[\w’'-]+)*)?")
_NUMBER_OF_NOTE = re.compile(r"\s\d{1,2}(?=\s+([A-Z][a-z]*)\s|\s*$)")
_SYMBOLS = re.compile(r"\s*(?:[:;=8][-^o']?[()\[\]DPp/|*3]+|[^\w\s$£€#@“‘\"'(\[]+)(?=\s|$)")
_SPEECH = re.compile(r"(?:[\w’'.-]+ ){0,4}?(?:said|says|asked|asks|added|adds|told|tells|wrote|writes|shouted|cried|replied|"
                     r"exclaimed|yelled|screamed|whispered|answered|wondered|joked|tweeted|demanded|continued|explained)\b")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")
_CLOCK = frozenset(["EST", "EDT", "ET", "PST", "PDT", "PT", "CST", "CDT", "CT", "MST", "MDT", "MT", "GMT", "UTC", "BST",
                    "CET", "Eastern", "Pacific", "Central", "Mountain", "Monday", "Tuesday", "Wednesday", "Thursday",
                    "Friday", "Saturday", "Sunday"])
_MARKER = re.compile(r"[\s•⁃*(]*(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{1,4}|(?:Figure|Fig|Table|Listing|Box) \d+)$")
_EXTENSION = frozenset(["Com", "Net", "Org", "Edu", "Gov", "Uk", "Co", "Html", "Htm", "Js", "Php", "Docx", "Pdf", "Beta",
                        "NET", "COM", "ORG", "EDU", "GOV", "PDF", "HTML", "JS", "Io", "Py"])

_DATE = (r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?:January|February|March|April|May|June|July|August|September|"
         r"October|November|December) \d{1,2}, \d{4}")
_DATELINE = re.compile(rf"{_DATE}(?=\s[A-Z])")
_DATED = re.compile(rf"(?<=\w)(?=\s{_DATE}$)")
_BREAK = re.compile(
    r"(?= (?:Image|Photo|Photograph|Picture|File photo)s?: [A-Z])"                       # the credit of a picture
    r"|(?<=\w)(?= \d\d/\d\d/\d{4} \d\d:\d\d)|(?<=\d\d/\d\d/\d{4} )\d\d:\d\d(?::\d\d)?(?: [AP]M)?(?=\s)"   # head of a mail
    r"|(?<=\S)(?= [-_=*~]{5,}\s)|(?<= )[-_=*~]{5,}(?=\s)")                               # a rule


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


def ends(text: str, start: int, end: int) -> list[tuple[int, bool]]:
    """(offset, glued) of every sentence end strictly inside text[start:end]; `glued`: no space follows where one should."""
    found = [(position, False) for position in _breaks(text, start, end)]
    found.extend(_marks(text, start, end))
    return sorted(set(found)) if found else found


def _breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Ends that need no mark: around a date line, before a picture's credit, around a rule."""
    for match in _BREAK.finditer(text, start, end):
        yield match.end()
    dateline = _DATELINE.match(text, start, end)
    if dateline:
        yield dateline.end()
    if text[end - 1].isdigit():
        dated = _DATED.search(text, max(start, end - 34), end)
        if dated:
            yield dated.end()


def _marks(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    here, counted, quotes = start, start, 0
    for match in _MARK.finditer(text, start, end):
        position = match.end()
        if position >= end:
            return
        mark = match["mark"]
        if mark:
            if not _ends_sentence(text, here, match, mark, end):
                continue
            note = _NUMBER_OF_NOTE.match(text, position, end)
            if note and (not note[1] or note[1].lower() in openers()):
                position = note.end()
                if position >= end:
                    return
            yield position, False
        elif text[position].isspace() or match[0][0] in _WIDE:
            yield position, False
        else:
            if "\"" in match[0]:
                quotes += text.count("\"", counted, match.start())
                counted = match.start()
                if quotes % 2 == 0:      # no quotation is open: the mark opens the next sentence
                    position = match.start() + match[0].index("\"")
            elif match[0][-1] in "“‘":
                position -= 1
            if not _ends_glued(text, here, match, position, end):
                continue
            yield position, True
        here = position


def _ends_sentence(text: str, here: int, match: re.Match, mark: str, end: int) -> bool:
    """Whether a mark before white space ends the sentence that began at `here`."""
    following = _NEXT.match(text, match.end(), end)
    word = following[2] or ""
    lower = word[:1].islower()
    if not word and _SYMBOLS.match(text, match.end(), end):
        return False
    before = _chunk(text, here, match.start())
    if mark == ".":
        if len(before) <= 9 and match.start() - here < 14 and _MARKER.match(text[here:match.start()]):
            return False
        goes_on = None if match["close"] else _after_abbreviation(before, word)
        if goes_on is not None:
            return not goes_on
        return not lower or (not match["close"] and (not before or before.islower()))
    if "!" in mark or "?" in mark:
        if match["close"]:
            return not lower and not _SPEECH.match(text, following.start(2) if word else match.end(), end)
        if "(" in following[1] and (lower or word[:1].isdigit()):
            return False
        return not lower or not before or before[:1].islower()
    if lower:
        return False
    return not (mark == "…" and not before) and not (" " in mark and mark.count(".") == 3)


def _ends_glued(text: str, here: int, match: re.Match, position: int, end: int) -> bool:
    """Whether a mark with no space after it ends a sentence: `camps.Last` does, `Amazon.Com` and `v2.Beta` do not."""
    before = _chunk(text, here, match.start())
    following = _NEXT.match(text, position, end)
    word = following[2] or ""
    if "@" in before or "/" in before or before.startswith("www.") or text[following.end():following.end() + 1] in ("@", "/"):
        return False
    if position - match.start() > 1 and match[0][-1] in _CLOSERS:
        return True
    if "." in word and "..." not in match[0]:
        word = word.partition(".")[0]
        if word in _EXTENSION or len(word) < 2:
            return False
    if word in _EXTENSION or (len(word) < 2 and word not in ("I", "A")):
        return False
    if match[0][0] in "!?":
        return True
    known = word.lower() in openers()
    names, numbers, anywhere = abbreviations()
    key = before.lower()
    if before in names or key in names or len(key) < 2 or _ACRONYM.match(before) or key in anywhere or before in anywhere:
        return known and len(key) > 2 and not (before in names or key in names)
    letters = key.replace("-", "").replace("’", "").replace("'", "")
    return known or (letters.isalpha() and len(word) > 2 and (before.islower() or len(before) > 2))


def _after_abbreviation(before: str, word: str) -> bool | None:
    """Whether the sentence goes on after an abbreviation's full stop; None where it is no abbreviation."""
    names, numbers, anywhere = abbreviations()
    key = before.lower()
    if before in names or key in names:
        return True
    if before in numbers or key in numbers:
        return True if word[:1].isdigit() else None
    if key in ("a.m", "p.m"):
        return not word[:1].isupper() or word in _CLOCK
    if before in anywhere or key in anywhere or _ACRONYM.match(before):
        return word.lower() not in openers() or word[:1].islower()
    if len(before) == 1 and before.isalpha():
        return word.lower() not in openers() or (word[:1].islower() and before != "i")
    return None


def _chunk(text: str, here: int, position: int) -> str:
    """The letters right before a mark, back to white space, without opening marks."""
    piece = text[max(here, position - 40):position]
    return piece.split()[-1].lstrip(_OPENERS) if piece and not piece[-1].isspace() else ""
