"""Quotations by the encoder: its labels and links, with marks read by rule, handed over as the other readers do."""
from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .. import encoder
from ..article import Article
from . import speakers
from .pieces import Pieces
from .reading import Found, Paragraph, Reading, Span
from .runs import Run, outer, reason, said

SPEECH = .9
"""A stretch between marks is speech when that is at least so likely (chosen, as the next ones, on the development part)."""
FURTHER = .5
"""A run goes on with the quotation before it when that is at least so likely, beside its being a new one."""
_NOTHING = np.eye(len(encoder.QUOTATION))[0]
_NEW, _ON, _FURTHER = 1, 2, 3


def read(article: Article, listed: list[Paragraph], threads: int = 1) -> Reading:
    """The quotations of an article, and for every outer stretch between marks whether it is speech."""
    return reading(encoder.read(article, threads), listed)


def reading(answers: encoder.Reading, listed: list[Paragraph]) -> Reading:
    """What the encoder answered, as quotations and verdicts."""
    result = Reading()
    for paragraph in listed:
        if len(paragraph.pieces):
            _paragraph(_Seen.of(answers, paragraph), paragraph, result)
    return result


@dataclass(frozen=True)
class _Seen:
    """A paragraph's pieces, the encoder's word for each (-1: none), and its labels for the piece."""

    answers: encoder.Reading
    pieces: Pieces
    word: np.ndarray
    quotation: np.ndarray
    sentences: tuple[int, ...]

    @classmethod
    def of(cls, answers: encoder.Reading, paragraph: Paragraph) -> _Seen:
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
    def begins(self) -> np.ndarray:
        """For each piece, how likely a quotation, or a part of one, begins with it."""
        return self.quotation[:, _NEW] + self.quotation[:, _FURTHER]

    @property
    def content(self) -> np.ndarray:
        """For each piece, how likely it is said."""
        return self.begins + self.quotation[:, _ON]

    def whole(self, span: Span) -> Span:
        """Words for a speaker that end where a piece ends ("Crouse-Mays" is one) and stand in one sentence, that of the last of them."""
        last = self.pieces.first_at(span[1] - 1)
        if not len(self.pieces) or span[0] < self.pieces.starts[0] or last == len(self.pieces) or self.pieces.starts[last] >= span[1]:
            return span
        place = bisect_right(self.sentences, last) - 1
        return max(span[0], self.pieces.starts[self.sentences[place] if place >= 0 else 0]), self.pieces.ends[last]

    def span(self, run: Run) -> Span:
        """Offsets of a run."""
        return self.pieces.starts[run.first], self.pieces.ends[run.last - 1]


def _paragraph(seen: _Seen, paragraph: Paragraph, result: Reading) -> None:
    marks, verdicts = outer(paragraph), []
    stretches = [stretch for stretch in paragraph.stretches if stretch.depth == 0]
    for stretch, (first, last) in zip(stretches, marks, strict=True):
        likely = _speech(seen, first, last)
        verdicts.append(likely >= SPEECH)
        result.verdicts[stretch.start, stretch.end] = verdicts[-1], (
            reason(paragraph, first, last, verdicts[-1], likely) if likely else "nothing between the marks")
    runs = said(paragraph, seen.content, seen.begins, marks, verdicts)
    groups = [[run] for run in runs[:1]]
    for _, run in pairwise(runs):
        if _goes_on(seen, run):
            groups[-1].append(run)
        else:
            groups.append([run])
    result.found.extend(_found(seen, parts) for parts in groups)


def _speech(seen: _Seen, first: int, last: int) -> float:
    """How likely the pieces of a stretch between marks are speech; 0 where there is no word between the marks."""
    words = [index for index in range(first, last) if seen.pieces.words[index][0].isalnum()]
    if not words:
        return 0.0
    content = float(seen.content[words].mean())
    word = seen.word[first]
    opens = word >= 0 and seen.answers.starts[word] == seen.pieces.starts[first]
    return (float(seen.answers.speech[word]) + content) / 2 if opens else content


def _goes_on(seen: _Seen, run: Run) -> bool:
    """Whether a run goes on with the quotation before it; its first word may be a mark or the word behind it."""
    opening = seen.quotation[run.first:min(run.first + 2, run.last)]
    further, new = opening[:, _FURTHER].max(), opening[:, _NEW].max()
    return bool(further > FURTHER / (1 - FURTHER) * new)


def _found(seen: _Seen, parts: list[Run]) -> Found:
    first = parts[0]
    opening = range(first.first, min(first.first + 3, first.last))
    head = int(seen.word[max(opening, key=seen.begins.__getitem__)])
    inside = float(np.mean([seen.content[part.first:part.last].mean() for part in parts]))
    source, sure = seen.answers.source(head) if head >= 0 else (None, 0.5)
    source = source and seen.whole(source)
    cue = seen.answers.cue(head) if head >= 0 else None
    text = seen.pieces.text
    told = None
    if cue is not None:
        told = speakers.go_between(seen.pieces, *(seen.pieces.first_at(place) for place in (cue[0], cue[1])))
    who = "this speaker" if source else "no speaker named"
    why = ([f"reporting word “{text[slice(*cue)]}”"] if cue else []) + [f"{who}: {sure:.0%} likely"]
    spans = list(map(seen.span, parts))
    if told and spans[0][0] <= told[0] and told[1] < spans[0][1]:      # "told RFE/RL | the incident was": whom, then what
        after = seen.pieces.first_at(told[1])
        spans[0] = (seen.pieces.starts[after], spans[0][1])
    return Found(tuple(spans), source, cue, max(.05, min(.99, inside * sure)), told, tuple(why))
