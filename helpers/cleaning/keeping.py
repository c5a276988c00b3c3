"""Lines with their likelihoods → which are of the article's running text."""
from __future__ import annotations

from collections import Counter

import numpy as np

from .appeals import is_appeal, signs_up
from .headings import is_advertisement, is_of_comments, is_of_others, names_another
from .shapes import NAMES

_KEPT, _KEPT_OUTSIDE, _STRETCH = 0.25, 0.85, 0.3
"""A line is of the article from this likelihood on; outside the article's stretch of the page when nearly certain.
Chosen by cross-validation over hosts (training/lines.py --folds)."""
_GOES_ON, _CAME_BEFORE, _BOX = 0.4, 0.6, 10
"""And from these on after and before it, where no more lines than this lie between and none begins readers' comments."""
_BOXED = 0.15
"""And prose from this one on where all that lies between is known to be a box."""
_LONG, _AFTER_A_BOX = 60, 0.05
"""Prose of so many characters goes on from this likelihood on where two lines of it follow a box."""
_UNDER_A_HEADING = 0.2
"""Comments and teasers are no article where so much, measured by them, speaks for lines before their heading."""
_BARE = 0.85
"""Where so much of a text is article there is no page around it."""
_PROSE, _PROSE_LINES, _SIGNS = 0.8, 0.4, 0.02
"""Nor where so much of the text and of its lines is prose, and no more of the lines than this are signs of a page."""
_TURNS, _INTERVIEW = 3, 0.4
"""Two speakers who speak so often each, in so much of the article, hold an interview."""
_OF_A_PAGE = "comments", "related", "tags", "legal", "signup", "rights"


def kept(lines: list[str], features: np.ndarray, likely: np.ndarray) -> list[bool]:
    """Which lines are of the article's running text, from their words, their `features` and their likelihoods."""
    lengths = np.array([len(line) for line in lines])
    shape = dict(zip(NAMES, features.T, strict=False))
    first, last = _article(lines, (likely - _STRETCH) * lengths**0.3)
    enough = np.full(len(likely), _KEPT_OUTSIDE)
    enough[last:] = _beyond(range(last, len(lines)), lines, shape, likely, _GOES_ON)
    enough[_resumed(last, lines, shape, likely)] = 0
    enough[:first] = _beyond(range(first - 1, -1, -1), lines, shape, likely, _CAME_BEFORE)[::-1]
    enough[first:last] = _KEPT
    chosen = likely > enough
    if not chosen.any():
        return (likely >= likely.max() * 0.5).tolist()
    signs = np.any([shape[name] > 0 for name in _OF_A_PAGE], axis=0) & (lengths < 100)
    prose, alone = shape["prose"] > 0, signs.mean() < _SIGNS
    chosen[:-1] |= prose[:-1] & (likely[:-1] > _KEPT) & (enough[:-1] < _KEPT_OUTSIDE) & chosen[1:]      # the first paragraph after a box
    almost_all = lengths[chosen].sum() > _BARE * lengths.sum()
    if almost_all or (alone and lengths[prose].sum() > _PROSE * lengths.sum() and prose.mean() > _PROSE_LINES):
        chosen |= prose
        if alone:
            plain = ~signs & (shape["furniture"] <= 0.5) & (shape["copies"] == 0) & (shape["lower"] > 0)
            chosen |= plain & _between(chosen)
    praise = [i for i in np.flatnonzero(chosen[1:-1]).tolist() if lengths[i + 2] < 40 and signs_up(*lines[i:i + 3])]
    chosen[np.array(praise, int) + 1] = False
    chosen |= _spoken(lines, chosen, shape["answer"] > 0)
    return (chosen & ~((shape["rights"] > 0) & signs)).tolist()


def _spoken(lines: list[str], chosen: np.ndarray, marked: np.ndarray) -> np.ndarray:
    """The further lines of an interview: those that go on with the marks of its speakers, `Q:` and `A:`, however short they are.

    `marked` are the lines that begin with a word or a name and a colon.
    """
    spoken = np.zeros(len(lines), bool)
    if (marked & chosen).sum() < max(2 * _TURNS, _INTERVIEW * chosen.sum()):
        return spoken
    marks = {i: lines[i].partition(":")[0] for i in np.flatnonzero(marked).tolist()}
    often = {mark for mark, count in Counter(marks[i] for i in marks if chosen[i]).items() if count >= _TURNS}
    spoken[[i for i, mark in marks.items() if mark in often]] = True
    if len(often) < 2 or (spoken & chosen).sum() < _INTERVIEW * chosen.sum():
        return np.zeros(len(lines), bool)
    last = int(np.flatnonzero(spoken & chosen)[0])
    for i in range(last, len(lines)):
        if (spoken[i] and i - last <= 2) or (chosen[i] and i == last + 1):
            last = i
    return spoken & (np.arange(len(lines)) <= last)


def _between(chosen: np.ndarray) -> np.ndarray:
    """Which lines stand, alone or with one other, between lines of the article, or after the last."""
    around = np.concatenate(([False, False], chosen, [True, True]))
    before, after = around[1:-3], around[3:-1]
    return (before & (after | around[4:])) | (after & (before | around[:-4]))


def _article(lines: list[str], gains: np.ndarray) -> tuple[int, int]:
    """Where the article stands on the page: the run of lines with the greatest sum, unless it only begins under a heading of
    comments or of other stories while there is an article before that."""
    first, last = _stretch(gains)
    sums = np.concatenate(([0.0], np.cumsum(gains)))
    best = np.maximum.accumulate(sums - np.minimum.accumulate(sums))      # of the runs that end before each line
    for i in np.flatnonzero(best[:first] > _UNDER_A_HEADING * gains[first:last].sum()).tolist():
        if is_of_comments(lines[i]) or is_of_others(lines[i]):
            return _stretch(gains[:i])
    return first, last


def _beyond(places: range, lines: list[str], shape: dict[str, np.ndarray], likely: np.ndarray, enough: float) -> np.ndarray:
    """What likelihood is enough for each of the lines at `places`, beyond the stretch: less where it is near, as a box may only
    interrupt the article, and for prose no more than within it where all between is known to be a box."""
    needed = np.full(len(places), _KEPT_OUTSIDE)
    seen, boxed = -1, False
    for far, i in enumerate(places):
        if shape["comments"][i] or far - seen > _BOX:
            break
        needed[far] = (_KEPT if shape["order"][i] else _BOXED) if boxed and shape["prose"][i] else enough
        if (shape["signup"][i] and len(lines[i]) < 100) or is_appeal(lines[i]) or names_another(lines[i]) \
                or is_advertisement(lines[i]):
            boxed = boxed or far == seen + 1
        elif likely[i] > needed[far]:
            seen, boxed = far, False
        else:
            boxed = False
    return needed


def _resumed(last: int, lines: list[str], shape: dict[str, np.ndarray], likely: np.ndarray) -> list[int]:
    """The lines with which the article goes on after boxes, from `last` on: two of long prose in a row, none of them the page's own
    words, or one right after such lines or the picture under them; nothing near them may be a sign that the article has ended."""
    lengths = np.array([len(line) for line in lines])
    of_page = np.any([shape[name] > 0 for name in (*_OF_A_PAGE, "author", "by", "order", "number")], axis=0)
    telling = (shape["prose"] > 0) & (lengths >= _LONG) & (likely > _AFTER_A_BOX) & ~of_page
    dated = (shape["time"] > 0.25) & (shape["digits"] > 0)
    ended = (shape["comments"] > 0) | (lengths < 100) & (dated | np.any([shape[name] > 0 for name in ("tags", "legal", "by")], axis=0))
    found: list[int] = []
    seen = last - 1
    for i in range(last, len(lines)):
        if i - seen > _BOX + 1 or ended[i]:
            break
        near = found and (found[-1] == i - 1 or (found[-1] == i - 2 and shape["picture"][i - 1]))
        if telling[i] and (near or telling[i + 1:i + 2].any()) and not is_appeal(lines[i]):
            found.append(i)
            seen = i
    return found


def _stretch(gains: np.ndarray) -> tuple[int, int]:
    """The run of lines with the greatest sum."""
    sums = np.concatenate(([0.0], np.cumsum(gains)))
    lowest = np.minimum.accumulate(sums)
    last = int(np.argmax(sums - lowest))
    return int(np.argmin(sums[:last + 1])), last
