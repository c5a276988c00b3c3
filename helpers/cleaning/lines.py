"""Text → lines that are not blank, and paragraphs where lines only wrap."""
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NARROW, _WIDE = 45, 110
"""Lines that wrap are about as long as each other, within these bounds."""


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """(start, end) of every line that is not blank, without the white space around it."""
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        line = match[0]
        bare = line.strip()
        if bare:
            first = match.start() + (line.index(bare[0]) if line[0].isspace() else 0)
            yield first, first + len(bare)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The lines of a text, put together where one only goes on in the next, as in mails and in texts out of a PDF."""
    runs: list[list[tuple[int, int]]] = []
    for place in lines(text):
        if runs and _apart(text, runs[-1][-1][1], place[0]) == 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    widths = [_width(text, run) if len(run) > 2 else 0 for run in runs]
    usual = max(widths, default=0)      # a paragraph of two lines does not tell by itself that it wraps
    return [place for run, width in zip(runs, widths, strict=True) for place in _unwrapped(text, run, width or usual)]


def _apart(text: str, end: int, start: int) -> int:
    """How many line breaks lie between two lines, counted no further than two."""
    if start - end == 1:
        return 1
    return min(2, sum(1 for _ in zip(_BREAKS.finditer(text, end, start), range(2), strict=False)))


def _width(text: str, run: list[tuple[int, int]]) -> int:
    """How many characters the lines of a run have room for, where they wrap; 0 where they do not."""
    width = max(end - start for start, end in run)
    return width if _NARROW <= width <= _WIDE and _is_filled(text, run, width) else 0


def _unwrapped(text: str, run: list[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    """A run of lines with no blank one between: joined where a line was broken for want of room or in mid-sentence."""
    found = [run[0]]
    for start, end in run[1:]:
        first, last = found[-1]
        length = last - max(first, text.rfind("\n", first, last) + 1)
        full = length <= width < length + 1 + len(text[start:start + 40].split(None, 1)[0])
        if full or _goes_on(text, first, last, start, end):
            found[-1] = first, end
        else:
            found.append((start, end))
    return found


def _is_filled(text: str, run: list[tuple[int, int]], width: int) -> bool:
    """Whether nearly every line is as full as the next word allows, and some break in mid-sentence."""
    full = lower = 0
    for (start, end), (following, _) in pairwise(run):
        full += width - (end - start) < 1 + len(text[following:following + 40].split(None, 1)[0]) + 4
        lower += text[following].islower()
    return full >= 0.7 * (len(run) - 1) and lower >= 0.25 * (len(run) - 1)


def _goes_on(text: str, start: int, end: int, following: int, last: int) -> bool:
    """Whether a line breaks in mid-sentence: several words and no mark at the end, then a small letter and an end."""
    return (text[following].islower() and text[end - 1] not in ".!?:;\"”" and text.count(" ", start, end) > 2
            and (last - following > 40 or text[last - 1] in ".!?\"”"))
