"""Liveblogs: short posts, each under a line that is its time. Their lines look like a page's comments, not like an article's."""
from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from .shapes import NAMES

_LONGEST = 48
_FEWEST = 4
"""Fewer times than this are no liveblog."""
_BEFORE = 0.5
"""Where so much prose, measured by that of the posts, stands before the first time, that is the article."""
_THREE_WORDS, _EIGHT_WORDS = np.log1p(2.5) / 4, np.log1p(7.5) / 4
_UPDATED = re.compile(r"\W*(?:last )?(?:updated|modified|edited)\b", re.I)
_DATE = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
_SUMMARY = re.compile(
    r"\W*(?:(?:the )?(?:key|main) (?:points|events|moments|developments|takeaways|facts)|(?:a |the )?(?:quick |short |evening |morning )?"
    r"(?:summary|recap)(?: so far)?|(?:the day |the story )?(?:at a glance|in brief|so far)|what (?:we know|(?:has )?happened)(?: so far)?"
    r"|what you need to know|(?:the )?latest developments"
    r"|l[’']essentiel|das wichtigste(?: in kürze)?|lo esencial|(?:las|los) (?:claves|puntos clave))\W*", re.I)
"""The heading of a list that sums up what happened."""
_MOST = 15
"""Lines that such a list has at most."""
_CLOCK = re.compile(
    rf"\W*(?:(?:[Pp]osted|[Pp]ublished) ?(?:at|on)? ?)?(?:{_DATE},? (?:at )?)?"
    rf"(\d{{1,2}})[:.h](\d\d)(?:[:.]\d\d)?\s?(?:([ap])\.?m\b\.?)?(?:\s?\(?[A-Z]{{2,4}}\)?)?(?:,? {_DATE})?\W*")
_HOUR = re.compile(r"\W*(\d{1,2}) ?([ap])\.?m\b\.?(?: ?[A-Z]{2,4})?\W*")
_AGO = re.compile(r"\W*(\d{1,3}) ?(m|min|mins|minutes?|h|hr|hrs|hours?) ago\W*")


def moment(line: str) -> int | None:
    """The minute of the day that a line names where it is a time and nothing else; `5m ago` counts back from 0."""
    if len(line) > _LONGEST:
        return None
    if found := _CLOCK.fullmatch(line):
        hour, minute, half = int(found[1]), int(found[2]), found[3]
    elif found := _HOUR.fullmatch(line):
        hour, minute, half = int(found[1]), 0, found[2]
    elif found := _AGO.fullmatch(line):
        return -int(found[1]) * (60 if found[2].startswith("h") else 1)
    else:
        return None
    return None if hour > 23 or minute > 59 else (hour % 12 + 12 * (half == "p") if half else hour) * 60 + minute


def _form(line: str) -> str:
    """How a time is written: its marks and words, without date, digits, minutes and blanks: `7 p.m.` as `7:05 p.m.`"""
    return re.sub(rf"{_DATE}|(?<=\d)[:.h]\d\d|[A-Z][a-z]+|[ap]\.?(?=m\b)|[\d\s]+"
                  r"|\b(?:m|min|mins|minutes?|h|hr|hrs|hours?)(?= ago)", "", line).strip(",")


def stamps(lines: list[str]) -> list[int]:
    """The indexes of the lines that are the times of a liveblog's posts: several of one form, each later than the last, or earlier."""
    forms: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        if (at := moment(line)) is not None:
            forms.setdefault(_form(line), []).append((i, at))
    found = max(forms.values(), key=len, default=[])
    steps = [(later > earlier) - (later < earlier) for (first, earlier), (second, later) in pairwise(found) if second > first + 1]
    moves = len(steps) - steps.count(0)
    if moves + 1 < _FEWEST or max(steps.count(1), steps.count(-1)) < 0.8 * moves:
        return []
    return [i for i, _ in found]


def posts(lines: list[str], features: np.ndarray) -> np.ndarray | None:
    """Which lines are the posts of a liveblog, with their headings and what stands directly over the first; None where it is none.

    `features` are those of `shapes`. It is none where the prose is not between the times (a list of headlines, with theirs), where
    an article stands before them, and where they are of readers' comments.
    """
    at = stamps(lines)
    if not at:
        return None
    shape = {name: features[:, NAMES.index(name)] for name in
             ("prose", "comments", "copies", "furniture", "words", "by", "starts_bullet", "inner")}
    prose = (shape["prose"] > 0) | ((shape["inner"] > 0) & (shape["words"] > _EIGHT_WORDS))
    last = _last(at[-1], prose)
    written = np.array([len(line) for line in lines]) * prose
    between = [prose[first:second].any() for first, second in pairwise(at)]
    comments, before = shape["comments"] > 0, np.flatnonzero(prose[:at[0]])
    of_readers = comments[at[0]:last].sum() > 0.3 * len(at) or (len(before) and comments[before[-1]:at[0]].any())
    if sum(between) < 0.5 * len(between) or of_readers or written[:at[0]].sum() > _BEFORE * written[at[0]:last].sum():
        return None
    chosen = (shape["copies"] == 0) & (shape["furniture"] < 0.34) & (shape["by"] == 0) & (shape["words"] > _THREE_WORDS)
    chosen |= prose
    telling = prose | (shape["starts_bullet"] > 0) & (shape["words"] > _THREE_WORDS)
    updates = [i for i in range(last) if _UPDATED.match(lines[i])]
    chosen[updates] = telling[updates] = False
    chosen[at] = chosen[last:] = False
    for i in headings(lines):
        if i + 1 < last and (chosen[i + 1] or telling[i + 1]):
            chosen[i] = True
    first = next((i for i in headings(lines[:at[0]]) if i + _MOST >= at[0] and chosen[i:at[0]].mean() > 0.6), at[0])
    while first > 0 and telling[first - 1]:
        first -= 1
    chosen[:first] = False
    return chosen


def headings(lines: list[str]) -> list[int]:
    """The indexes of the lines that head a list of what happened: `Key points`, `What we know so far:`."""
    return [i for i, line in enumerate(lines) if len(line) < _LONGEST and _SUMMARY.fullmatch(line)]


def _last(stamp: int, prose: np.ndarray) -> int:
    """Where the last post ends: after its prose, which may have a heading, and more prose of one piece with it."""
    end = stamp + 1
    while end < len(prose) and (prose[end] or (end < stamp + 3 and prose[end:stamp + 4].any())):
        end += 1
    return end
