"""The chance of each letter of an unseen word to carry a syllable, by the stretches of letters around it."""

from __future__ import annotations

import functools
from itertools import chain
from pathlib import Path
from zlib import crc32

import numpy as np

WEIGHTS = Path(__file__).resolve().parents[1] / "models" / "syllable_stretches.npz"
SLOTS = 1 << 20
"""Weights of the model: a stretch of letters finds its own by a checksum, so that no list of stretches is kept."""

REACH, MOST_AROUND = 5, 6
"""Letters looked at on either side of a letter, and on both sides together."""


def letter_probabilities(word: str) -> np.ndarray:
    """For every letter of `word`, of the letters a to z, the probability that it carries a syllable."""
    weights, step = _weights()
    found = slots(word)
    starts = np.cumsum([0, *map(len, found[:-1])])
    sums = np.add.reduceat(weights[list(chain.from_iterable(found))], starts, dtype=np.int64)
    return 1 / (1 + np.exp(-step * sums))


def slots(word: str) -> list[list[int]]:
    """For every letter, where the weights of the stretches of letters around it stand; `<` and `>` are the edges."""
    letters = f"<{word}>".encode("ascii")
    return [
        [
            _slot(letters[place - before : place + after + 1], before)
            for before in range(min(REACH, place) + 1)
            for after in range(min(REACH, MOST_AROUND - before, len(word) + 1 - place) + 1)
        ]
        for place in range(1, len(word) + 1)
    ]


def _slot(stretch: bytes, before: int) -> int:
    """The stretch's checksum and the letter's place in it, stirred (Fibonacci hashing), so that few share a slot."""
    return (crc32(stretch) * 0x9E3779B97F4A7C15 + before * 0xC2B2AE3D27D4EB4F & 0xFFFFFFFFFFFFFFFF) >> 44


@functools.cache
def _weights() -> tuple[np.ndarray, float]:
    """The weights in whole numbers, and how much 1 is worth in log odds."""
    with np.load(WEIGHTS) as file:
        return file["weights"], float(file["step"])
