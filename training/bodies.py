"""Organisations that the news names all the time (`bodies.txt`), marked in texts that nobody labelled.

The labelled sentences with names are from mails, reviews and answers, where few of them stand, so the teachers overlook the UN and the
Senate. Marking a text by a list of what is known (distant supervision, Mintz et al. 2009) teaches them.
"""
from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np

from helpers import encoder

BODIES = Path(__file__).with_name("bodies.txt")
SURE = 0.9          # what the list says weighs this much, the teachers the rest
DOUBT = 0.3         # from this probability of a person or a place on the teachers are believed: Chelsea Clinton, Barcelona
BEGINS = encoder.NAMES.index("organisation")
OTHERS = [place for place, label in enumerate(encoder.NAMES) if label.startswith(("person", "place"))]


def names() -> list[str]:
    """The organisations in the list."""
    lines = BODIES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def marked(ids: np.ndarray, kinds: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """What the teachers say of a window's pieces (`shares`, pieces × labels, 0 within a word), with the organisations of the list marked
    that they overlook."""
    found, cases, first = shares.copy(), kinds % 3, shares.any(1)
    starts = np.flatnonzero(first).tolist()
    words, free = dict(zip(starts, range(len(starts)), strict=True)), 0
    for start in starts:
        for name, looks in _by_first_piece().get(int(ids[start]), ()) if start >= free else ():
            end = start + len(name)
            if not np.array_equal(ids[start:end], name) or not np.array_equal(cases[start:end], looks) or not (
                    end >= len(ids) - 1 or first[end]):
                continue
            beside = [place for place in (starts[words[start] - 1] if words[start] else None, end if end in words else None)
                      if place is not None]
            shouted = looks.min() == 2 and any(cases[place] == 2 for place in beside)
            if shares[start, OTHERS].sum() < DOUBT and all(shares[place, 0] > 0.5 for place in beside) and not shouted:
                inside = start + np.flatnonzero(first[start:end])
                found[inside] *= 1 - SURE
                found[inside, BEGINS + 1] += SURE
                found[start, [BEGINS, BEGINS + 1]] = found[start, BEGINS] + SURE, found[start, BEGINS + 1] - SURE
                free = end
            break
    return found


@cache
def _by_first_piece() -> dict[int, list[tuple[np.ndarray, np.ndarray]]]:
    """Word pieces and cases of each organisation by its first piece, the longest first."""
    found = defaultdict(list)
    for name in sorted(names(), key=len, reverse=True):
        pieces = encoder.cut(name, [(0, len(name))], [False])
        found[int(pieces.ids[0])].append((pieces.ids, pieces.kinds % 3))
    return found
