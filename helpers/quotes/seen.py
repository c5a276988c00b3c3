"""A paragraph as the encoder answered for it: its labels for every piece."""
from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .. import encoder
from .pieces import Pieces
from .reading import Paragraph, Span
from .runs import Run

_NOTHING = np.eye(len(encoder.QUOTATION))[0]
_NEW, _ON, _FURTHER, _CUE = 1, 2, 3, (4, 5)


@dataclass(frozen=True)
class Seen:
    """A paragraph's pieces, the encoder's word for each (-1: none), and its labels for the piece."""

    answers: encoder.Reading
    pieces: Pieces
    word: np.ndarray
    quotation: np.ndarray
    sentences: tuple[int, ...]

    @classmethod
    def of(cls, answers: encoder.Reading, paragraph: Paragraph) -> Seen:
        """Words and pieces are cut alike but for a few: a piece takes the answers for the word that it begins in."""
        pieces = paragraph.pieces
        starts = np.array(pieces.starts)
        word = np.searchsorted(answers.starts, starts, side="right") - 1
        word = np.where((word >= 0) & (answers.ends[word] > starts), word, -1) if len(answers) else np.full(len(starts), -1)
        labels = np.where((word >= 0)[:, None], answers.quotation[word], _NOTHING) if len(answers) else np.tile(_NOTHING, (len(starts), 1))
        goes_on = np.append(False, (word[1:] == word[:-1]) & (word[1:] >= 0))
        labels[goes_on, _ON] += labels[goes_on, _NEW] + labels[goes_on, _FURTHER]
        labels[goes_on, _NEW] = labels[goes_on, _FURTHER] = 0
        return cls(answers, pieces, word, labels, paragraph.sentences)

    @property
    def new(self) -> np.ndarray:
        """For each piece, how likely a quotation begins with it."""
        return self.quotation[:, _NEW]

    @property
    def further(self) -> np.ndarray:
        """For each piece, how likely a further part of a quotation begins with it."""
        return self.quotation[:, _FURTHER]

    @cached_property
    def cue(self) -> np.ndarray:
        """For each piece, how likely it reports what is said."""
        return self.quotation[:, _CUE].sum(1)

    @cached_property
    def begins(self) -> np.ndarray:
        """For each piece, how likely a quotation, or a part of one, begins with it."""
        return self.new + self.further

    @cached_property
    def content(self) -> np.ndarray:
        """For each piece, how likely it is said."""
        return self.begins + self.quotation[:, _ON]

    def whole(self, span: Span) -> Span:
        """Words for a speaker that end where a piece ends ("Crouse-Mays" is one) and stand in one line and one sentence, those of the
        last of them."""
        span = max(span[0], self.pieces.text.rfind("\n", *span) + 1), span[1]
        last = self.pieces.first_at(span[1] - 1)
        if not len(self.pieces) or span[0] < self.pieces.starts[0] or last == len(self.pieces) or self.pieces.starts[last] >= span[1]:
            return span
        place = bisect_right(self.sentences, last) - 1
        first = self.pieces.first_at(max(span[0], self.pieces.starts[self.sentences[place] if place >= 0 else 0]))
        return self.pieces.starts[first - (first > 0 and self.pieces.words[first - 1] == "@")], self.pieces.ends[last]

    def offsets(self, first: int, last: int) -> Span:
        """Offsets of the pieces `first` to `last` (exclusive)."""
        return self.pieces.starts[first], self.pieces.ends[last - 1]

    def span(self, run: Run) -> Span:
        """Offsets of a run."""
        return self.offsets(run.first, run.last)
