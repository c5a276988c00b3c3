"""Stretches between quotation marks, by rule, paragraph by paragraph, in linear time.

Marks of English (“…” "…" ‘…’ '…' ``…''), German („…“ ‚…‘ »…«) and French («…» ‹…›) print; feet and inches and
apostrophes are no marks. A mark that is opened and not closed runs to the end of its paragraph, as printers' rules have
it for speech that goes on in the next one; a closing mark without an opening one is stray.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

_MARK = re.compile("``|''|[\"“”„‟«»‹›‘’‚'′″]")
_DOUBLE = frozenset({'"', "“", "”", "„", "‟", "``", "''"})
_SINGLE = frozenset({"‘", "’", "‚", "'"})
_PARTNER = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
_ELISIONS = re.compile(r"[’'](?:em|til|tis|twas|cause|n|bout|round|\d\ds?)\b", re.I)
SHORTEST_OPEN = 25
"""An unclosed mark with fewer characters than this behind it is stray."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text between two marks. `start` and `end` include the marks, `inner_start` and `inner_end` do not.

    `closed` is False where the paragraph ends first. `depth` is 0 for an outer stretch, 1 for one inside another.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    depth: int


def stretches(text: str, start: int, end: int) -> tuple[list[Stretch], list[int]]:
    """The stretches of the paragraph `text[start:end]` in order of their start, and the offsets of stray marks."""
    marks = list(_MARK.finditer(text, start, end))
    closers = [mark.start() for mark in marks if mark[0] in "’'" and _may_close(text, mark)]
    openers = [mark.start() for mark in marks if mark[0] in "‘'" and _may_open(text, mark, start)]
    found, stray, stack = [], [], []
    for mark in marks:
        sign = mark[0]
        inside = next((level for level in reversed(range(len(stack))) if _closes(text, stack[level], mark, closers, openers)),
                      None) if stack else None
        if inside is not None:
            opening = stack[inside]
            del stack[inside:]                  # an inner mark left open ends with the outer one
            if mark.start() > opening.end():
                found.append(Stretch(opening.start(), mark.end(), opening.end(), mark.start(), True, inside))
        elif _opens(text, mark, start, stack, closers):
            if len(stack) < 3:
                stack.append(mark)
        elif sign in _DOUBLE or sign in _PARTNER:
            stray.append(mark.start())
    for level, opening in enumerate(stack):
        if opening[0] in _SINGLE or end - opening.start() <= SHORTEST_OPEN:
            stray.append(opening.start())
        elif level == 0:
            found.append(Stretch(opening.start(), end, opening.end(), end, False, 0))
    return sorted(found, key=lambda stretch: (stretch.start, -stretch.end)), sorted(stray)


def _before(text: str, offset: int, start: int) -> str:
    return text[offset - 1] if offset > start else " "


def _after(text: str, offset: int) -> str:
    return text[offset] if offset < len(text) else " "


def _opens(text: str, mark: re.Match, start: int, stack: list, closers: list[int]) -> bool:
    sign, before, after = mark[0], _before(text, mark.start(), start), _after(text, mark.end())
    if sign in ("“", "„", "‟", "``", "«", "‹", "‚"):
        return sign != "‚" or after.isalnum()
    if sign in ("»", "›"):
        return after.isalnum() and not before.isalnum()
    if sign in ('"', "''"):
        inches = before.isdigit() and not after.isalnum()
        return not inches and not any(open_mark[0] in _DOUBLE for open_mark in stack)
    if sign in ("‘", "'"):
        if not _may_open(text, mark, start):
            return False
        following = bisect_left(closers, mark.end())
        return following < len(closers)
    if sign == "”":                              # a closing mark set where an opening one belongs
        return not stack and before in " (—–" and after.isalnum()
    return False


def _may_open(text: str, mark: re.Match, start: int) -> bool:
    before, after = _before(text, mark.start(), start), _after(text, mark.end())
    return not before.isalnum() and (after.isalnum() or after in "“\"[…$£") and not _ELISIONS.match(text, mark.start())


def _may_close(text: str, mark: re.Match) -> bool:
    before, after = _before(text, mark.start(), 0), _after(text, mark.end())
    return not before.isspace() and not after.isalnum() and before not in "(["


def _closes(text: str, opening: re.Match, mark: re.Match, closers: list[int], openers: list[int]) -> bool:
    first, sign = opening[0], mark[0]
    if first in _PARTNER:
        return sign == _PARTNER[first]
    if first == "„":
        return sign in ("“", "”", '"')
    if first in _DOUBLE:
        return sign in ("”", '"', "''") and not (sign == "''" and first not in ("``", "''", '"'))
    if first in ("‚", "‘", "'"):
        if first == "‚" and sign == "‘":
            return True
        if sign not in ("’", "'") or not _may_close(text, mark):
            return False
        # "the players’ union’": a plural's apostrophe, when another possible end comes before the next opening mark.
        if text[mark.start() - 1] == "s" and text[mark.end():mark.end() + 1] == " ":
            following = bisect_left(closers, mark.end())
            if following < len(closers):
                opener = bisect_left(openers, mark.end())
                return opener < len(openers) and openers[opener] < closers[following]
        return True
    return False
