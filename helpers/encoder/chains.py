"""Labels of words as a chain: what follows what in annotated news makes single words' labels agree with their neighbours'.

A linear-chain model on top of the network's answers: the probabilities of each word's labels are weighed with those of the
moves between labels, by the forward-backward algorithm with scaling (Rabiner, 1989).
"""
from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

import numpy as np

from .network import MODEL

MOVES = MODEL.with_suffix(".moves.json")
"""For each kind of labels, the probability of every label (column) after every label (row; the last row: at the beginning)."""
WEIGHT = {"quotation": 0.7, "names": 0.5}
"""The exponent of the moves' probabilities beside the network's answers (chosen on the development part)."""
LONGEST, TOGETHER = 500, 64      # words in a chain, chains walked side by side: memory stays small whatever the article


@cache
def moves(kind: str) -> np.ndarray:
    """The probabilities of moves between labels of a kind, raised to their weight."""
    return np.array(json.loads(MOVES.read_text(encoding="utf-8"))[kind]) ** WEIGHT[kind]


def smoothed(shares: np.ndarray, edges: Sequence[int], steps: np.ndarray) -> np.ndarray:
    """Probabilities of labels (words × labels) in the light of their neighbours; `edges`: the words at which a chain begins, and
    the end."""
    found = np.empty_like(shares)
    ends = [*edges[1:]]
    cuts = sorted({*edges, *(place for start, end in zip(edges, ends, strict=False) for place in range(start, end, LONGEST))})
    for first in range(0, len(cuts) - 1, TOGETHER):
        some = np.array(cuts[first:first + TOGETHER + 1])
        found[some[0]:some[-1]] = _walked(shares[some[0]:some[-1]], some - some[0], steps)
    return found


def _walked(shares: np.ndarray, edges: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Some chains side by side, the longest first, in as many steps as that has words."""
    order = np.argsort(-np.diff(edges), kind="stable")
    starts, lengths, count = edges[:-1][order], np.diff(edges)[order], shares.shape[1]
    numbers = np.arange(lengths[0])[:, None]
    seat, place = numbers < lengths, starts + numbers                 # step × chain
    going = seat.sum(1).tolist()                                      # how many chains have so many words
    answers = np.ones((*seat.shape, count))
    answers[seat] = shares[place[seat]] + 1e-9
    step, begin = steps[:count], steps[count]
    forward, backward = np.empty_like(answers), np.ones_like(answers)
    forward[0] = begin * answers[0]
    for index in range(1, len(going)):
        here = np.matmul(forward[index - 1, :going[index]], step, out=forward[index, :going[index]])
        here *= answers[index, :going[index]]
        _scale(here, index)
    for index in range(len(going) - 2, -1, -1):
        there = slice(going[index + 1])
        here = np.matmul(answers[index + 1, there] * backward[index + 1, there], step.T, out=backward[index, there])
        _scale(here, index)
    both = forward[seat] * backward[seat]
    found = np.empty_like(shares)
    found[place[seat]] = both / both.sum(-1, keepdims=True)
    return found


def _scale(values: np.ndarray, index: int) -> None:
    """At every eighth word bring the numbers back to a sum of 1, before they become too small to tell apart."""
    if index % 8 == 0:
        values /= np.add.reduce(values, -1, keepdims=True)
