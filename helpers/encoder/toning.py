"""Tone of sentences and toward targets in them, each sentence read alone and its names hidden."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .network import Model, softmax, tone_model
from .pieces import LIMIT, Span, cut

TARGET = ("negative", "neutral", "positive")
STRAIGHT = str.maketrans("’‘", "''")      # so that “don’t” and “don't” are read alike
PRONOUNS = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself", "they", "them", "their", "theirs",
                      "themselves", "it", "its", "itself"})


@dataclass(frozen=True, slots=True)
class Tones:
    """`sentences`: tone of each sentence in standard deviations of rated news sentences, above 0 more positive;
    `targets`: a row for each target, the probabilities of negative, neutral and positive tone towards it.

    `starts`, `ends`, `shares`: what each word piece adds to its sentence's tone. The tone is the mean of what its pieces say
    (of the two pieces that stand for the whole as well), so the shares of the words and of the whole add up to it.
    """

    sentences: np.ndarray
    targets: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    shares: np.ndarray


def tones(text: str, units: Sequence[Span], targets: Sequence[Span] = (), names: Sequence[Span] = (),
          using: Model | None = None) -> Tones:
    """Tone of sentences, and of the sentences towards targets in them, all targets in one pass.

    The model does not see who a target is: every target with a capital letter or a pronoun, and every one of `names`,
    is hidden from it, so that no name carries a tone of its own. Missing (NaN) where a unit has no word, or a target
    lies in no unit.
    """
    hidden = [span for span in {*map(tuple, targets), *map(tuple, names)} if hides(text[span[0]:span[1]])]
    pieces = cut(text.translate(STRAIGHT), units, hidden=_merged(hidden))
    cuts = []
    for a, b in pairwise(pieces.units):
        cuts += [(start, start, min(start + LIMIT - 2, b)) for start in range(a, b, LIMIT - 2)]
    answers = (using or tone_model()).run(pieces, cuts)
    unit_of = np.searchsorted(pieces.units, [start for start, _, _ in cuts], side="right") - 1
    weight = np.bincount(unit_of, [end - start for start, _, end in cuts], len(units))
    score, shares, towards = np.zeros(len(units)), np.zeros(len(pieces)), np.zeros((len(pieces), 3))
    for unit, (start, _, end), answer in zip(unit_of, cuts, answers, strict=True):
        said = answer["tone"].mean(-1) / len(answer["tone"]) * (end - start) / weight[unit]
        score[unit] += said.sum()
        shares[start:end] = said[1:-1]
        towards[start:end] = answer["target"][1:-1]
    found = np.full((len(targets), 3), np.nan)
    for row, (a, b) in enumerate(targets):
        seen = (pieces.starts < b) & (pieces.ends > a)
        if seen.any():
            found[row] = softmax(towards[seen].mean(0))
    return Tones(np.where(weight > 0, score, np.nan), found, pieces.starts, pieces.ends, shares)


def hides(words: str) -> bool:
    """Whether a target is hidden from the model: it has a capital letter, or is a pronoun."""
    return any(letter.isupper() for letter in words) or words.lower() in PRONOUNS


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans, those that overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
