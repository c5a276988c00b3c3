"""Text → blocks with roles: what is article, what is page furniture.

Lines are told apart by their shape and their neighbours (`shapes`, `reader`), then named by plain rules (`roles`).
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten

import numpy as np

from ..article import Block, Notice
from ..loading import Document
from .lines import lines
from .lines import paragraphs as _paragraphs
from .live import posts
from .reader import body_likelihood
from .roles import refined, roles
from .shapes import NAMES, describe
from .verse import stanzas

_KEPT, _KEPT_OUTSIDE, _STRETCH = 0.25, 0.85, 0.3
"""A line is of the article from this likelihood on; outside the article's stretch of the page when nearly certain.
Chosen by cross-validation over hosts (training/lines.py --folds)."""
_GOES_ON, _CAME_BEFORE, _BOX = 0.4, 0.6, 10
"""And from these on after and before it, where no more lines than this lie between and none begins readers' comments."""
_BARE = 0.85
"""Where so much of a text is article there is no page around it."""
_ALL = 4
"""A text of so few lines is taken to be all article."""


def blocks(document: Document) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """Every character that is not blank in a block with a role, in reading order, and what a person should know.

    Where the format knew its roles (`document.blocks`) they are kept; what lies between them is furniture.
    """
    text = document.text
    if document.blocks:
        known = list(_known(text, document.blocks))
        told = refined([text[start:end] for start, end, _ in known], [role for *_, role in known])
        spans = [(start, end, role) for (start, end, _), role in zip(known, told, strict=True)]
        return _flag_repeats(text, spans)
    verse = stanzas(text)
    if verse:
        named = roles([text[start:end] for start, end in verse], [True] * len(verse))
        spans = [(start, end, "paragraph" if "\n" in text[start:end] else role) for (start, end), role in zip(verse, named, strict=True)]
        found, notices = _flag_repeats(text, spans)
        return found, (*notices, Notice("read as verse: each stanza is a paragraph"))
    places = _paragraphs(text)
    printed = [text[start:end] for start, end in places]
    return _flag_repeats(text, [(*place, role) for place, role in zip(places, roles(printed, _kept(text, places, printed)), strict=True)])


def paragraphs(text: str) -> tuple[Block, ...]:
    """Every paragraph of a text known to be all prose, as a block; lines that only wrap are one paragraph."""
    return tuple(Block(start, end, "paragraph") for start, end in _paragraphs(text))


def _kept(text: str, places: list[tuple[int, int]], printed: list[str]) -> list[bool]:
    """Which lines are of the article's running text."""
    if len(places) <= _ALL:
        return [True] * len(places)
    features = describe(text, places)
    told = posts(printed, features)
    if told is not None:
        return told.tolist()
    return kept(features, body_likelihood(features), np.array([end - start for start, end in places]))


def kept(features: np.ndarray, likely: np.ndarray, lengths: np.ndarray) -> list[bool]:
    """Which lines are of the article's running text, from their `features`, their likelihoods and their lengths."""
    first, last = _stretch((likely - _STRETCH) * lengths**0.3)
    enough = np.full(len(likely), _KEPT_OUTSIDE)
    comments = features[:, NAMES.index("comments")] > 0
    enough[last:] = _beyond(likely[last:], comments[last:], _GOES_ON)
    enough[:first] = _beyond(likely[:first][::-1], comments[:first][::-1], _CAME_BEFORE)[::-1]
    enough[first:last] = _KEPT
    chosen = likely > enough
    if not chosen.any():
        chosen = likely >= likely.max() * 0.5
    elif lengths[chosen].sum() > _BARE * lengths.sum():      # hardly a page around the article: its prose is all of it
        chosen |= features[:, NAMES.index("prose")] > 0
    return chosen.tolist()


def _beyond(likely: np.ndarray, comments: np.ndarray, enough: float) -> np.ndarray:
    """What likelihood is enough for each line beyond the stretch: less where it is near, as a box may only interrupt the article."""
    needed = np.full(len(likely), _KEPT_OUTSIDE)
    seen = -1
    for line, (value, comment) in enumerate(zip(likely, comments, strict=True)):
        if comment or line - seen > _BOX:
            break
        needed[line] = enough
        seen = line if value > enough else seen
    return needed


def _stretch(gains: np.ndarray) -> tuple[int, int]:
    """The run of lines with the greatest sum: where the article stands on the page."""
    sums = np.concatenate(([0.0], np.cumsum(gains)))
    lowest = np.minimum.accumulate(sums)
    last = int(np.argmax(sums - lowest))
    return int(np.argmin(sums[:last + 1])), last


def _known(text: str, given: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Blocks whose roles the format knows; what lies between them is furniture."""
    position = 0
    for start, end, role in [*sorted(given), (len(text), len(text), "furniture")]:
        start = max(start, position)
        for first, last in lines(text, position, start):
            yield first, last, "furniture"
        words = text[start:end]
        if words.strip():
            yield end - len(words.lstrip()), start + len(words.rstrip()), role
        position = max(position, end)


def _flag_repeats(text: str, spans: list[tuple[int, int, str]]) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """Blocks that know which earlier block they repeat word for word."""
    found, seen, notices = [], {}, []
    for start, end, role in spans:
        words = " ".join(text[start:end].split())
        first = seen.setdefault(words, len(found))
        repeats = None if first == len(found) else first
        if repeats is not None and role != "furniture":
            notices.append(Notice(f"{role} printed twice: {shorten(words, 62, placeholder=' …')}", start, end))
        found.append(Block(start, end, role, repeats))
    return tuple(found), tuple(notices)
