"""Text → blocks with roles: what is article, what is page furniture."""
from __future__ import annotations

import re
from collections.abc import Iterator

from .article import Block, Notice
from .loading import Document

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CREDIT = re.compile(r"(?:Based on|With|Additional|Reporting|Edited|Editing|Compiled|Written|Translated)\b.{0,30}"
                     r"\b(?:report(?:ing|s)|by|from)\b.{0,200}$", re.I)
_PLAYER = re.compile(r"(?:\W*\d{1,2}:\d\d(?::\d\d)?\W*)+$|please wait$|(?:watch|listen|video|photos?|gallery)\s*:|"
                     r"no media source|embed\b|share\b|(?:play|pause|mute|download|live)\b.{0,20}$", re.I)
_DATE = re.compile(r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
                   r"[a-z.]* \d{1,2},? \d{4}|\d{1,2} (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z.]* \d{4}|"
                   r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})\W*$", re.I)
_BYLINE = re.compile(r"by (?:[A-Z][\w.’'-]+(?: |, | and |$)){2,8}$", re.I)
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")


def lines(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every line that is not blank, without the white space around it."""
    for match in _LINE.finditer(text):
        line = match[0]
        bare = line.lstrip()
        if bare:
            start = match.end() - len(bare)
            yield start, start + len(bare.rstrip())


def blocks(document: Document) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """Every character that is not blank in a block with a role, in reading order, and what a person should know."""
    text = document.text
    if document.blocks:
        spans = list(_known(text, document.blocks))
    else:
        places = list(lines(text))
        words = [text[start:end] for start, end in places]
        spans = [(start, end, role) for (start, end), role in zip(places, _roles(words), strict=True)]
    return _flag_repeats(text, spans)


def _known(text: str, given) -> Iterator[tuple[int, int, str]]:
    """Blocks whose roles the format knows; what lies between them is furniture."""
    position = 0
    for start, end, role in [*sorted(given), (len(text), len(text), "furniture")]:
        start = max(start, position)
        for first, last in lines(text[position:start]):
            yield position + first, position + last, "furniture"
        words = text[start:end]
        if words.strip():
            yield end - len(words.lstrip()), start + len(words.rstrip()), role
        position = max(position, end)


def _flag_repeats(text: str, spans) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    found, seen, notices = [], {}, []
    for start, end, role in spans:
        words = " ".join(text[start:end].split())
        first = seen.setdefault(words, len(found))
        repeats = None if first == len(found) else first
        if repeats is not None and role != "furniture":
            notices.append(Notice(f"{role} printed twice: {words[:60]}{' …' if len(words) > 60 else ''}", start, end))
        found.append(Block(start, end, role, repeats))
    return tuple(found), tuple(notices)


def _roles(words: list[str]) -> list[str]:
    """The role of each line, by plain rules: long lines that end like a sentence are prose, the rest is furniture."""
    prose = [len(line) > 60 and bool(_SENTENCE_END.search(line)) for line in words]
    if not any(prose):
        prose = [bool(_SENTENCE_END.search(line)) or len(line) > 60 for line in words]
    roles = ["furniture"] * len(words)
    first = prose.index(True) if True in prose else len(words)
    end = next((i for i, line in enumerate(words) if i > first and _CREDIT.match(line)), None)
    if end is not None:
        roles[end] = "credit"
    last = end if end is not None else len(words)
    for i, line in enumerate(words[:last]):
        if prose[i]:
            twin = (i and words[i - 1] == line) or (i + 1 < len(words) and words[i + 1] == line)
            roles[i] = "caption" if twin else "paragraph"
        elif _DATE.match(line):
            roles[i] = "date"
        elif _BYLINE.match(line) and i < first + 3:
            roles[i] = "byline"
        elif i > first and not _PLAYER.match(line) and _SENTENCE_END.search(line):
            roles[i] = "paragraph"
    headline = _headline(words, first)
    if headline is not None:
        roles[headline] = "headline"
    return roles


def _headline(words: list[str], first: int) -> int | None:
    """The line before the prose that shares most words with it."""
    prose = {word.lower() for line in words[first:first + 12] if len(line) > 60 for word in _WORD.findall(line)}
    best, place = 0.0, None
    for i in range(max(0, first - 40), first):
        own = [word.lower() for word in _WORD.findall(words[i]) if len(word) > 2]
        if len(own) >= 3 and not _DATE.match(words[i]) and not _BYLINE.match(words[i]):
            shared = sum(word in prose for word in own)
            if shared >= 2 and shared >= best:
                best, place = shared, i
    return place


def paragraphs(text: str) -> tuple[Block, ...]:
    """Every paragraph of a text known to be all prose, as a block; lines that only wrap are one paragraph."""
    return tuple(Block(start, end, "paragraph") for start, end in _unwrapped(text, list(lines(text))))


def _unwrapped(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines put together where one merely goes on in the next."""
    found: list[tuple[int, int]] = []
    for start, end in places:
        if found and _goes_on(text, *found[-1], start):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _goes_on(text: str, start: int, end: int, following: int) -> bool:
    return (text[following].islower() and text[end - 1] not in ".!?:;\"”" and text.count("\n", end, following) == 1
            and text.count(" ", start, end) > 2)
