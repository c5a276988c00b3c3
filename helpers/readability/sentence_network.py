"""How easy a sentence is, by a small network that reads it as a whole: order and context of the words, which no list knows."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .. import encoder

NETWORK = Path(__file__).resolve().parents[1] / "models" / "readability_sentences.onnx"
LONGEST = 126
"""Word pieces; of a longer sentence the beginning is read."""


def levels(text: str, spans: Sequence[tuple[int, int]]) -> np.ndarray:
    """The level of each of these stretches of `text`, as its raters would give it: −6 (C2) to −1 (A1), more is easier.

    NaN where a stretch holds no word piece. The card is helpers/models/readability.md.
    """
    pieces = encoder.cut(text, spans)
    found = np.full(len(spans), np.nan)
    held = [place for place, (first, end) in enumerate(zip(pieces.units, pieces.units[1:], strict=False)) if first < end]
    windows = [(start, start, min(pieces.units[place + 1], start + LONGEST)) for place in held for start in [pieces.units[place]]]
    found[held] = [float(answer["level"]) for answer in _network().run(pieces, windows)]
    return found


@functools.cache
def _network() -> encoder.Model:
    return encoder.Model(NETWORK)
