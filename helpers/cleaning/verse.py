"""Verse: a text of short lines that are neither a menu nor a list. Its stanzas are its paragraphs."""
from __future__ import annotations

from itertools import groupby

import numpy as np

from .lines import lines
from .shapes import NAMES, describe

_LONGEST = 75
_FEWEST = 4
"""Fewer lines than this are taken as they come."""


def stanzas(text: str) -> list[tuple[int, int]] | None:
    """(start, end) of the stanzas of a text that is verse and nothing else; None where it is none.

    Verse is told from lists and menus by its words: common ones at the beginning of lines, few capitals within, no words of web
    pages, no bullets; and from a list of headlines by lines that go on in a small letter, or end in a mark, or stand in groups.
    """
    places = list(lines(text))
    if len(places) < _FEWEST or max(end - start for start, end in places) > _LONGEST:
        return None
    shape = dict(zip(NAMES, describe(text, places).T, strict=False))
    listed = (shape["starts_bullet"] > 0) | (shape["number"] > 0) | (shape["answer"] > 0) | (shape["starts_digit"] > 0)
    of_a_page = (shape["furniture"] > 0.34) | (shape["signup"] > 0) | (shape["rights"] > 0) | (shape["comments"] > 0)
    marked = (shape["ends_stop"] > 0) | (shape["ends_comma"] > 0) | (shape["ends_question"] > 0)
    flowing = (shape["starts_lower"] > 0) | marked
    if shape["ends_stop"].mean() > 0.6 or listed.mean() > 0.15 or of_a_page.mean() > 0.2 or shape["function"].mean() < 0.25 \
            or shape["capitalised"].mean() > 0.45:
        return None
    groups = _groups(text, places)
    sizes = np.array([len(group) for group in groups])
    grouped = sizes[sizes > 1].sum() > 0.7 * len(places) and len(groups) > 1
    if flowing.mean() < (0.3 if grouped else 0.5) and not (grouped and _common_at_the_beginning(text, places) > 0.5):
        return None
    return [(group[0][0], group[-1][1]) for group in groups]


def _common_at_the_beginning(text: str, places: list[tuple[int, int]]) -> float:
    """The share of lines that begin with a function word."""
    firsts = [(start, start + len(text[start:end].split(None, 1)[0])) for start, end in places]
    return float((describe(text, firsts)[:, NAMES.index("function")] > 0).mean())


def _groups(text: str, places: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Lines with no empty line between them."""
    breaks = [0] + [text.count("\n", end, start) > 1 for (_, end), (start, _) in zip(places, places[1:], strict=False)]
    numbers = np.cumsum(breaks)
    return [[place for _, place in group] for _, group in groupby(zip(numbers, places, strict=True), key=lambda pair: pair[0])]
