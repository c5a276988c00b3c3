"""Tone in context: what the small encoder reads, together with what the word lists say.

The two err in different places, so their weighted sum is nearer to human raters than either. Both are sums over words, so
that each word's share of a sentence's tone is known. Without the encoder's file the word lists stand alone.
"""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .. import encoder
from ..article import Article
from . import scoring, stance
from .reading import Piece

Span = tuple[int, int]

ENCODER, LISTS = 0.8, 0.3
"""Weights of the two in a sentence's tone, both in standard deviations of raters' judgements (chosen on the dev part)."""
STANCE = 0.75
"""The encoder's part in the probabilities of a tone toward a target; the rest is the linear model's."""


@dataclass(frozen=True, slots=True)
class Toned:
    """Tone of a sentence (-1 to 1), the words that carried it (start, end, share; strongest first), and the word lists' own
    reading of it."""

    tone: float
    carried: tuple[tuple[int, int, float], ...]
    lists: scoring.Scored


def names_in(article: Article) -> list[Span]:
    """Where the encoder finds names of persons, bodies and places; it does not see them when it reads the tone."""
    return _names(encoder.read(article)) if encoder.available() else []


def sentences(text: str, units: Sequence[Span], hidden: Sequence[Span] = (), names: frozenset[str] = frozenset()) -> list[Toned]:
    """The tone of sentences of a text, all in one pass. `hidden`: names the encoder is not to see; `names`: words known to
    be names, for the word lists."""
    listed = [scoring.score(text[start:end], names) for start, end in units]
    if not encoder.available() or not units:
        return [Toned(scored.tone, scored.carried, scored) for scored in listed]
    read = encoder.tones(text, units, names=hidden)
    return [_together(unit, scored, tone, _word_shares(scored.pieces, read, unit))
            for unit, scored, tone in zip(units, listed, read.sentences.tolist(), strict=True)]


def alone(texts: list[str]) -> list[Toned]:
    """The tone of sentences that stand alone, without an article around them."""
    text = "\n".join(texts)
    edges = np.cumsum([0, *(len(one) + 1 for one in texts)]).tolist()
    units = [(start, start + len(one)) for start, one in zip(edges, texts, strict=False)]
    return sentences(text, units, _names(encoder.read_text(text, units)) if encoder.available() else ())


def chances(text: str, units: Sequence[Span], targets: Sequence[tuple[int, Span]], hidden: Sequence[Span] = (),
            names: frozenset[str] = frozenset()) -> np.ndarray:
    """Probabilities of negative, neutral and positive tone toward targets, one row each.

    `targets`: (number of its sentence, its span). The encoder sees none of their names.
    """
    linear = np.array([stance.chances(text[units[number][0]:units[number][1]], start - units[number][0],
                                      end - units[number][0], names) for number, (start, end) in targets]).reshape(-1, 3)
    if not encoder.available() or not targets:
        return linear
    found = encoder.tones(text, units, [span for _, span in targets], hidden).targets
    return np.where(np.isnan(found), linear, STANCE * found + (1 - STANCE) * linear)


def _together(unit: Span, scored: scoring.Scored, tone: float, shares: dict[Span, float]) -> Toned:
    """The weighted sum of both readings, as a tone from -1 to 1 with its words."""
    total = LISTS * scored.whole + (0.0 if math.isnan(tone) else ENCODER * tone / scoring.SCALE)
    for start, end, share in scored.shares:
        span = (unit[0] + start, unit[0] + end)
        shares[span] = shares.get(span, 0.0) + LISTS * share
    carried = scoring.strongest((start - unit[0], end - unit[0], share) for (start, end), share in shares.items())
    return Toned(max(-1.0, min(1.0, total)), carried, scored)


def _word_shares(pieces: list[Piece], read: encoder.Tones, unit: Span) -> dict[Span, float]:
    """Word → what its pieces add to the tone of its sentence by the encoder; names and marks left out."""
    first, last = np.searchsorted(read.starts, unit)
    found: dict[Span, float] = {}
    places = [(unit[0] + piece.start, unit[0] + piece.end) for piece in pieces if piece.kind != "name" and piece.form[0].isalpha()]
    ends = np.array([end for _, end in places])
    for start, share in zip(read.starts[first:last].tolist(), read.shares[first:last].tolist(), strict=True):
        word = int(np.searchsorted(ends, start, side="right"))
        if word < len(places) and places[word][0] <= start:
            found[places[word]] = found.get(places[word], 0.0) + ENCODER * share / scoring.SCALE
    return found


def _names(reading: encoder.Reading) -> list[Span]:
    return [(name.start, name.end) for name in reading.find_names()]
