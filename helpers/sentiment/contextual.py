"""Tone in context: what the small encoder reads, of a sentence together with what the word lists say.

The two err in different places, so their weighted sum is nearer to human raters than either. Both are sums over words, so
that each word's share of a sentence's tone is known. Toward a target the encoder is heard alone, as the lists add nothing there.
Without the encoder's file the word lists stand alone.
"""
from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np

from .. import encoder
from . import lists, reading, scoring, stance
from .reading import Piece
from .valence import learns

Span = tuple[int, int]

ENCODER, LISTS = 0.8, 0.3
"""Weights of the two in a sentence's tone, both in standard deviations of raters' judgements (chosen on the dev part)."""
TURNED_ENCODER, TURNED_LISTS = 0.25, 0.75
"""The same where neighbours turn an opinion word about ("No one was killed", "acquitted of murder"): rules for that are surer
than a model that has seen few such sentences."""
ALONE = 0.5
"""The encoder's weight where the lists know no opinion word in the sentence: one judge is less sure than two ("The bank left interest
rates where they were")."""
ZERO = 0.087
"""What the encoder gives where both kinds of raters said "neutral": its scales begin at NYT's mean, −.15, and EmoBank's middle."""


@dataclass(frozen=True, slots=True)
class Toned:
    """Tone of a sentence (-1 to 1), the words that carried it (start, end, share; strongest first), and the word lists' own
    reading of it."""

    tone: float
    carried: tuple[tuple[int, int, float], ...]
    lists: scoring.Scored


def sentences(text: str, units: Sequence[Span], names: frozenset[str] = frozenset()) -> list[Toned]:
    """The tone of sentences of a text, all in one pass; what was read last is kept. `names`: words known to be names. The encoder sees
    no name that the word lists take for one, so that “Nice” or “Supreme Leader” is no praise to either."""
    return list(_sentences(text, tuple(units), names))


@lru_cache(maxsize=2)
def _sentences(text: str, units: tuple[Span, ...], names: frozenset[str]) -> list[Toned]:
    listed = [scoring.score(text[start:end], names) for start, end in units]
    if not encoder.available() or not units:
        return [Toned(scored.tone, scored.carried, scored) for scored in listed]
    read = encoder.tones(text, units, names=_names_in(units, [scored.pieces for scored in listed]))
    return [_together(unit, scored, tone, read) for unit, scored, tone in zip(units, listed, read.sentences.tolist(), strict=True)]


def alone(texts: list[str]) -> list[Toned]:
    """The tone of sentences that stand alone, without an article around them."""
    text = "\n".join(texts)
    edges = np.cumsum([0, *(len(one) + 1 for one in texts)]).tolist()
    units = [(start, start + len(one)) for start, one in zip(edges, texts, strict=False)]
    return sentences(text, units)


def name_runs(pieces: list[Piece]) -> list[Span]:
    """Runs of pieces that the word lists take for names, as offsets."""
    return [(run[0].start, run[-1].end) for is_name, group in groupby(pieces, lambda piece: piece.kind == "name")
            if is_name and (run := list(group))]


def _names_in(units: Iterable[Span], pieces: Iterable[list[Piece]]) -> list[Span]:
    """The names in sentences by the word lists, as offsets into the text."""
    return [(begin + start, begin + end) for (begin, _), own in zip(units, pieces, strict=True) for start, end in name_runs(own)]


def chances(text: str, units: Sequence[Span], targets: Sequence[tuple[int, Span]],
            names: frozenset[str] = frozenset()) -> np.ndarray:
    """Probabilities of negative, neutral and positive tone toward targets, one row each.

    `targets`: (number of its sentence, its span). The encoder sees none of their names, nor any that the word lists take for one:
    where those are the same, it has read the sentence for its tone already.
    """
    wanted = sorted({number for number, _ in targets})        # sentences without a target need no pass
    said = {number: text[slice(*units[number])] for number in wanted}
    pieces = {number: reading.read(sentence, names) for number, sentence in said.items()}
    found = np.full((len(targets), 3), np.nan)
    if encoder.available() and targets:
        hidden = _names_in([units[number] for number in wanted], pieces.values())
        found = encoder.tones(text, [units[number] for number in wanted], [span for _, span in targets], hidden).targets
    for row in np.flatnonzero(np.isnan(found[:, 0])):         # not read by the encoder: the word lists stand alone
        number, (start, end) = targets[row]
        begin = units[number][0]
        found[row] = stance.chances(said[number], start - begin, end - begin, pieces[number])
    return found


def _together(unit: Span, scored: scoring.Scored, tone: float, read: encoder.Tones) -> Toned:
    """The weighted sum of both readings, as a tone from -1 to 1 with its words."""
    own, listed = (TURNED_ENCODER, TURNED_LISTS) if scored.turned else (ENCODER if scored.opinions else ALONE, LISTS)
    own /= scoring.SCALE
    total = listed * scored.whole + (0.0 if math.isnan(tone) else own * (tone - ZERO))
    shares: dict[Span, float] = defaultdict(float)
    for span, share in _word_shares(scored.pieces, read, unit):
        shares[span] += own * share
    for start, end, share in scored.shares:
        shares[start, end] += listed * share
    carried = scoring.strongest(((*span, share) for span, share in shares.items()), scored.pieces)
    return Toned(max(-1.0, min(1.0, total)), carried, scored)


def _word_shares(pieces: list[Piece], read: encoder.Tones, unit: Span) -> Iterator[tuple[Span, float]]:
    """(word, what one of its word pieces adds to the tone of its sentence by the encoder); names, marks and words of grammar
    left out, on which the network may lean but no reader would."""
    words = [(piece.start, piece.end) for piece in pieces
             if piece.kind != "name" and (learns(piece.form) or lists.is_negator(piece.form))]
    ends = [end for _, end in words]
    first, last = np.searchsorted(read.starts, unit)
    for start, share in zip((read.starts[first:last] - unit[0]).tolist(), read.shares[first:last].tolist(), strict=True):
        place = bisect_right(ends, start)
        if place < len(words) and words[place][0] <= start:
            yield words[place], share
