"""Quotations by the encoder: its labels and links, with marks read by rule, handed over as the other readers do."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from operator import itemgetter

import numpy as np

from .. import encoder
from ..article import Article
from . import speakers
from .beside import Beside, Inserted, Sides
from .pieces import Pieces
from .reading import Found, Paragraph, Reading, Span
from .runs import CONTENT, Run, outer, reason, said
from .word_classes import CLASSES

SPEECH = .9
"""A stretch between marks is speech when that is at least so likely (chosen, as the next ones, on the development part)."""
GOES_ON, UTTERANCE = .5, 5
"""Behind other speech in its paragraph a stretch that opens a sentence, with so many words, is speech when that is at least so
likely (in the training part, 740 of 743 are)."""
FURTHER = .4
"""A run goes on with the quotation before it when that is at least so likely, beside its being a new one."""
LEAST_LEFT = 4
"""Words of a report that are left where the rest of it turns out to be somebody else's."""
_NOTHING = np.eye(len(encoder.QUOTATION))[0]
_NEW, _ON, _FURTHER, _CUE = 1, 2, 3, (4, 5)


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

    def offsets(self, first: int, last: int) -> Span:
        """Offsets of the pieces `first` to `last` (exclusive)."""
        return self.pieces.starts[first], self.pieces.ends[last - 1]

    def span(self, run: Run) -> Span:
        """Offsets of a run."""
        return self.offsets(run.first, run.last)


def _paragraph(seen: _Seen, paragraph: Paragraph, result: Reading) -> None:
    marks, verdicts, spoke = outer(paragraph), [], False
    stretches = [stretch for stretch in paragraph.stretches if stretch.depth == 0]
    for stretch, (first, last) in zip(stretches, marks, strict=True):
        likely = _speech(seen, first, last)
        verdicts.append(likely >= (GOES_ON if spoke and _whole(paragraph, first, last) else SPEECH))
        spoke = spoke or verdicts[-1]
        result.verdicts[stretch.start, stretch.end] = verdicts[-1], (
            reason(paragraph, first, last, verdicts[-1], likely) if likely else "nothing between the marks")
    sides = Sides(paragraph)
    inserted = [one for one in sides.inserted() if _reported(seen, one)]
    again = {one.behind[0] for one in inserted}
    runs = said(paragraph, seen.content, seen.begins, marks, verdicts, inserted)
    spoken = [mark for mark, verdict in zip(marks, verdicts, strict=True) if verdict]
    speech = {first for first, _ in spoken}
    groups: list[list[Run]] = []
    for run in runs:
        if groups and run.first in again:
            groups[-1].append(run)
        elif groups and _goes_on(seen, run):
            groups[-1 - _over_an_aside(paragraph, groups, run, speech)].append(run)
        else:
            groups.append([run])
    clauses = {one.before[0]: one for one in inserted}
    for parts in groups:
        clause = clauses.get(parts[0].first)
        result.found.extend([_named_beside(seen, clause, parts)] if clause else _parted(seen, parts, sides, spoken))


def _reported(seen: _Seen, clause: Inserted) -> bool:
    """Whether the encoder, too, sees a report around or in a clause between commas."""
    said = seen.content > CONTENT
    return bool(said[slice(*clause.before)].mean() > .5 or said[slice(*clause.behind)].mean() > .3
                or seen.quotation[slice(*clause.cue)][:, _CUE].sum(1).max() > .5) and not said[slice(*clause.cue)].any()


def _whole(paragraph: Paragraph, first: int, last: int) -> bool:
    """Whether a stretch between marks opens a sentence and has enough words for one."""
    words = paragraph.pieces.words[first:last]
    return first in paragraph.opening and sum(word[0].isalnum() for word in words) >= UTTERANCE


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


def _parted(seen: _Seen, parts: list[Run], sides: Sides, spoken: list[tuple[int, int]]) -> list[Found]:
    """The quotation of some runs, cut where the words right beside a stretch between marks name another speaker for it."""
    found = _found(seen, parts, sides)
    shares: list[tuple[Beside | None, list[Run]]] = [(None, [])]
    speaker = found.speaker
    for run in parts:
        begin = run.first
        for first, last in spoken[bisect_left(spoken, run.first, key=itemgetter(0)):bisect_left(spoken, run.last, key=itemgetter(0))]:
            beside = sides.of(first, last)
            if beside is not None and _differs(seen, beside, speaker):
                cut = max(begin, beside.begin)
                shares[-1][1].extend(_shortened(seen.pieces, begin, cut, spoken))
                shares.append((beside, []))
                begin, speaker = cut, seen.offsets(*beside.speaker)
        shares[-1][1].append(Run(begin, run.last))
    if len(shares) == 1:
        return [found]
    result = [replace(found, spans=tuple(map(seen.span, shares[0][1])))] if shares[0][1] else []
    return result + [_named_beside(seen, beside, runs) for beside, runs in shares[1:]]


def _differs(seen: _Seen, beside: Beside, speaker: Span | None) -> bool:
    """Whether the words beside a stretch name somebody else than `speaker`. They do not where somebody else says them ("he hoped
    that people would say, ‘…’"), nor where they are a pronoun after a name, which it may stand for."""
    if not beside.claimed and seen.content[beside.cue[0]] > CONTENT:
        return False
    if speaker is None:
        return True
    start, end = seen.offsets(*beside.speaker)
    if start < speaker[1] and speaker[0] < end:
        return False
    named, other = (seen.pieces.text[slice(*words)].lower() for words in (speaker, (start, end)))
    return other not in CLASSES["pronoun"] or (named in CLASSES["pronoun"] and named != other)


def _shortened(pieces: Pieces, first: int, last: int, spoken: list[tuple[int, int]]) -> list[Run]:
    """What is left of a run before a stretch that somebody else says: nothing where that is a few words without marks."""
    while last > first and not pieces.words[last - 1][0].isalnum() and not any(last == end for _, end in spoken):
        last -= 1
    words = sum(word[0].isalnum() for word in pieces.words[first:last])
    return [Run(first, last)] if words >= LEAST_LEFT or any(first <= start < last for start, _ in spoken) else []


def _named_beside(seen: _Seen, beside: Beside | Inserted, runs: list[Run]) -> Found:
    inside = float(np.mean([seen.content[run.first:run.last].mean() for run in runs]))
    cue = seen.offsets(*beside.cue)
    return Found(tuple(map(seen.span, runs)), seen.offsets(*beside.speaker), cue, max(.05, min(.95, inside)), None,
                 (f"reporting word “{seen.pieces.text[slice(*cue)]}”", "the speaker stands right beside what is said"))


def _with_name(seen: _Seen, source: Span, sides: Sides) -> Span:
    """Words for a speaker, with the name before them that they are in apposition to."""
    first, last = seen.pieces.first_at(source[0]), seen.pieces.first_at(source[1] - 1) + 1
    name = sides.apposed_to(first, last) if last <= len(seen.pieces) else None
    return source if name is None else (seen.pieces.starts[name], source[1])


def _over_an_aside(paragraph: Paragraph, groups: list[list[Run]], run: Run, speech: set[int]) -> bool:
    """Whether a sentence between marks goes on with the speech before an aside in the sentence before: “…,” he said, adding that it
    was late. “…” (In the training part 67 of 84 such sentences belong to the first quotation.)"""
    if len(groups) < 2 or not {run.first, groups[-2][-1].first} <= speech or run.first not in paragraph.opening:
        return False
    between = range(groups[-2][-1].last, groups[-1][0].first + 1)
    return not any(place in speech or place in paragraph.opening for place in between)


def _found(seen: _Seen, parts: list[Run], sides: Sides) -> Found:
    first = parts[0]
    opening = range(first.first, min(first.first + 3, first.last))
    head = int(seen.word[max(opening, key=seen.begins.__getitem__)])
    inside = float(np.mean([seen.content[part.first:part.last].mean() for part in parts]))
    source, sure = seen.answers.source(head) if head >= 0 else (None, 0.5)
    source = source and _with_name(seen, seen.whole(source), sides)
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
