"""Texts as arrays: words as numbers, units as ranges of words. Compiled, because millions of words pass through
here."""
from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numba import njit

ROOT = 6
"""Letters of a word that are compared: "organisation" and "organizations" are one word, and so are most
misspellings."""


class Reading(NamedTuple):
    """A text's words and units. `roots` are the words as numbers, equal for equal roots; `starts`, `ends` are offsets
    into the text; unit number u holds the words `edges[u]` to `edges[u + 1]`."""

    roots: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    edges: np.ndarray

    @property
    def units(self) -> int:
        """How many units there are."""
        return len(self.edges) - 1


def read(text: str) -> Reading:
    """A text's words and units: sentences, or what looks like one."""
    lower = text.lower()
    if len(lower) != len(text):                      # "İ".lower() has two characters, and offsets must hold
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    points = np.frombuffer(lower.encode("utf-32-le", "surrogatepass"), np.uint32)
    return Reading(*_read(points, letters()))


@cache
def letters() -> np.ndarray:
    """For each code point of the Basic Multilingual Plane whether it is part of a word: letters, marks, digits."""
    table = np.zeros(0x10000, np.bool_)
    for point in range(0x10000):
        letter = chr(point)
        table[point] = letter.isalnum() or (point >= 0x300 and not letter.isspace() and letter.isidentifier())
    table[0x0900:0x0E00] = [not chr(point).isspace() and chr(point) not in "।॥" for point in range(0x0900, 0x0E00)]
    return table


@njit(cache=True, nogil=True)
def _blank_line(points, place):
    """Whether nothing but white space stands between this line end and the next one."""
    place += 1
    while place < len(points) and points[place] <= 32:
        if points[place] == 10:
            return True
        place += 1
    return place >= len(points)


@njit(cache=True, nogil=True)
def _read(points, letters):
    size = len(points)
    roots = np.empty(size // 2 + 1, np.uint64)
    starts = np.empty(size // 2 + 1, np.int32)
    ends = np.empty(size // 2 + 1, np.int32)
    edges = np.empty(size // 2 + 2, np.int32)
    words = units = 0
    edges[0] = 0
    place = 0
    while place < size:
        point = points[place]
        if point >= 0x10000 or letters[point]:
            start = place
            root = np.uint64(14695981039346656037)
            while place < size and (points[place] >= 0x10000 or letters[points[place]]):
                if place - start < ROOT:
                    root = (root ^ np.uint64(points[place])) * np.uint64(1099511628211)
                place += 1
            roots[words], starts[words], ends[words] = root, start, place
            words += 1
            # an apostrophe and what follows it are of the word: don't, Kerry's
            if (place + 1 < size and (points[place] == 39 or points[place] == 0x2019)
                    and points[place + 1] < 0x10000 and letters[points[place + 1]]):
                place += 1
                while place < size and (points[place] >= 0x10000 or letters[points[place]]):
                    place += 1
                ends[words - 1] = place
            continue
        blank = point == 10 and _blank_line(points, place)
        stop = blank
        if point == 46 or point == 33 or point == 63 or point == 0x2026 or point == 0x0964:
            after = place + 1
            while after < size and (points[after] == 34 or points[after] == 39 or points[after] == 41
                                    or points[after] == 0x201D or points[after] == 0x2019 or points[after] == 93):
                after += 1
            stop = after >= size or points[after] <= 32
        if stop and words - edges[units] >= (1 if blank else 3):
            units += 1
            edges[units] = words
        place += 1
    if words > edges[units]:
        units += 1
        edges[units] = words
    return roots[:words].copy(), starts[:words].copy(), ends[:words].copy(), edges[:units + 1].copy()
