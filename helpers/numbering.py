"""Equal stretches of a text get equal numbers, so that what depends on a word's letters alone is worked out once a word.

The columns are numpy's: a text of a million words costs a few dozen passes over arrays and no object a word.
"""
from __future__ import annotations

import random
from functools import cache

import numpy as np

_LONGEST = 64
"""A longer stretch is no word; each gets a number of its own."""


def codes(text: str) -> np.ndarray:
    """The code point of every character, lone surrogates too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def numbered(codes: np.ndarray, starts: np.ndarray, ends: np.ndarray,
             apart: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """(firsts, numbers): the index of the first of each kind of stretch, and for every stretch the number of its kind.

    Stretches are told apart by 64-bit sums of their characters, each multiplied by a random number of its place. Those
    that `apart` holds the indices of are never of one kind with the others, though their characters be the same.
    """
    sizes = ends - starts
    sums = sizes.astype(np.uint64) * _multipliers()[_LONGEST]
    left = np.flatnonzero(sizes <= _LONGEST)
    long = np.flatnonzero(sizes > _LONGEST)
    sums[long] = long.astype(np.uint64) + np.uint64(1)
    for place in range(min(_LONGEST, int(sizes.max(initial=0)))):
        left = left[sizes[left] > place]
        sums[left] += codes[starts[left] + place] * _multipliers()[place]
    if apart is not None:
        sums[apart] ^= _multipliers()[_LONGEST + 1]
    _, firsts, numbers = np.unique(sums, return_index=True, return_inverse=True)
    return firsts, numbers


@cache
def _multipliers() -> np.ndarray:
    """Fixed random odd numbers: one for each place, one for the length, one for stretches kept apart."""
    chance = random.Random(20)
    return np.array([chance.getrandbits(64) | 1 for _ in range(_LONGEST + 2)], np.uint64)
