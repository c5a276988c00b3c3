"""Quotations by a linear model with learned weights: a conditional random field over pieces, then a choice of speaker.

The weights (helpers/models/quotes.npz) were learned from PolNeAR's training part; see helpers/models/quotes.md. NumPy only.
"""
from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from ..article import Article
from . import cues, features, speakers
from .marks import Stretch
from .reading import Found, Paragraph, Reading, Span

MODEL = Path(__file__).resolve().parents[1] / "models" / "quotes.npz"
OTHER, BEGIN, INSIDE, CUE, SPEAKER = range(5)


@dataclass(frozen=True)
class Model:
    """Weights of the labels, of their transitions, of the choice of speaker, of joining parts and of speech between marks."""

    labels: np.ndarray
    scale: np.ndarray
    moves: np.ndarray
    choice: np.ndarray
    join: np.ndarray
    speech: np.ndarray
    clusters: dict[str, int]


def label_probabilities(scores: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """Probability of each label at each piece, by the forward-backward algorithm with scaling (Rabiner, 1989)."""
    size, count = scores.shape
    emit = np.exp(scores - scores.max(axis=1, keepdims=True))
    step = np.exp(moves[:count])
    forward, backward = np.empty((size, count)), np.ones((size, count))
    here = np.exp(moves[count]) * emit[0]
    forward[0] = here = here / here.sum()
    for index in range(1, size):
        here = (here @ step) * emit[index]
        here /= here.sum()
        forward[index] = here
    there = backward[-1]
    back = step.T
    for index in range(size - 2, -1, -1):
        there = (there * emit[index + 1]) @ back
        there /= there.sum()
        backward[index] = there
    both = forward * backward
    return both / both.sum(axis=1, keepdims=True)
