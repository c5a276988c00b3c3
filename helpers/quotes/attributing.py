"""From the runs of a quotation to who says it: by the encoder's pointers, and by the words right beside it, which go before."""
from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from operator import itemgetter

import numpy as np

from . import speakers
from .beside import OPENS, Beside, Inserted, Sides
from .pieces import Pieces
from .reading import Found, Span
from .runs import CONTENT, Run
from .seen import Seen
from .word_classes import CLASSES

LEAST_LEFT = 4
"""Words of a report that are left where the rest of it turns out to be somebody else's."""


def attributed(seen: Seen, parts: list[Run], sides: Sides, spoken: list[tuple[int, int]]) -> list[Found]:
    """The quotation of some runs, cut where the words right beside a stretch between marks name another speaker for it."""
    found = _found(seen, parts, sides)
    shares: list[tuple[Beside | None, list[Run]]] = [(None, [])]
    speaker = found.speaker
    for run in parts:
        begin = run.first
        for first, last in _between(spoken, run.first, run.last):
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


def reported(seen: Seen, clause: Inserted, runs: list[Run], sides: Sides) -> Found:
    """The quotation of the runs around a clause between commas: by the encoder, where it sees the clause's speaker, too."""
    found = _found(seen, runs, sides)
    start, end = seen.offsets(*clause.speaker)
    agreed = found.speaker is not None and start < found.speaker[1] and found.speaker[0] < end
    return found if agreed else _named_beside(seen, clause, runs)


def _differs(seen: Seen, beside: Beside, speaker: Span | None) -> bool:
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
    marked = _between(spoken, first, last)
    least = marked[-1][1] if marked else first
    while last > least and not pieces.words[last - 1][0].isalnum():
        last -= 1
    words = sum(word[0].isalnum() for word in pieces.words[first:last])
    return [Run(first, last)] if marked or words >= LEAST_LEFT else []


def _between(spoken: list[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """The stretches that begin in the pieces `first` to `last` (exclusive)."""
    return spoken[bisect_left(spoken, first, key=itemgetter(0)):bisect_left(spoken, last, key=itemgetter(0))]


def _named_beside(seen: Seen, beside: Beside | Inserted, runs: list[Run]) -> Found:
    """The quotation of some runs whose speaker and reporting words stand beside it."""
    inside = float(np.mean([seen.content[run.first:run.last].mean() for run in runs]))
    cue = seen.offsets(*beside.cue)
    return Found(tuple(map(seen.span, runs)), seen.offsets(*beside.speaker), cue, max(.05, min(.95, inside)), None,
                 (f"reporting word “{seen.pieces.text[slice(*cue)]}”", "the speaker stands right beside what is said"))


def _with_name(seen: Seen, source: Span, sides: Sides) -> Span:
    """Words for a speaker, with the name before them that they are in apposition to, and the noun behind "its" alone, without a clause
    before their own."""
    first, last = seen.pieces.first_at(source[0]), seen.pieces.first_at(source[1] - 1) + 1
    if source[0] < seen.pieces.starts[0] or last > len(seen.pieces):       # in another paragraph
        return source
    last = sides.owned(first, last)
    name = sides.apposed_to(first, last)
    return seen.offsets(sides.subject_of(first, last) if name is None else name, last)


def _before(seen: Seen, source: Span, cue: Span | None) -> Span:
    """Words for a speaker without the reporting word that they end in: "the council on social media | wrote"."""
    if cue is None or not source[0] < cue[0] < source[1] <= cue[1]:
        return source
    place = seen.pieces.first_at(cue[0])
    return (source[0], seen.pieces.ends[place - 1]) if place and seen.pieces.starts[place - 1] >= source[0] else source


def _ahead(pieces: Pieces, span: Span, words: Span) -> Span:
    """A span up to the "by" before words in it that name who says it: "was called a quack | by colleagues for selling pills"."""
    place = pieces.first_at(words[0])
    if not span[0] < words[0] < span[1] or not place or pieces.lower[place - 1] != "by" or pieces.starts[place - 1] <= span[0]:
        return span
    return span[0], pieces.ends[place - 2]


def _behind(pieces: Pieces, span: Span, words: Span) -> Span:
    """A span without words that it begins with and that are not said, and without the sign or "and" behind them."""
    if not span[0] <= words[0] <= span[0] + 1 or words[1] >= span[1]:
        return span
    after = pieces.first_at(words[1])
    while pieces.ends[after] < span[1] and (not pieces.words[after][0].isalnum() or pieces.lower[after] == "and") and (
            pieces.words[after] not in OPENS):
        after += 1
    return pieces.starts[after], span[1]


def _found(seen: Seen, parts: list[Run], sides: Sides) -> Found:
    first = parts[0]
    opening = range(first.first, min(first.first + 3, first.last))
    head = int(seen.word[max(opening, key=seen.begins.__getitem__)])
    inside = float(np.mean([seen.content[part.first:part.last].mean() for part in parts]))
    source, sure = seen.answers.source(head) if head >= 0 else (None, 0.5)
    cue = seen.answers.cue(head) if head >= 0 else None
    source = source and _with_name(seen, _before(seen, seen.whole(source), cue), sides)
    verb = sides.reported_by(first.first)
    if verb and not (cue and cue[0] < seen.pieces.ends[verb[1] - 1] and seen.pieces.starts[verb[0]] < cue[1]):
        cue = seen.offsets(*verb)
    text = seen.pieces.text
    told = None
    if cue is not None:
        told = speakers.go_between(seen.pieces, *(seen.pieces.first_at(place) for place in (cue[0], cue[1])))
    if told and source and told[0] < source[1] and source[0] < told[1]:          # whom it was told to does not tell it
        source = sides.opening_subject(cue[0])
    who = "this speaker" if source else "no speaker named"
    why = ([f"reporting word “{text[slice(*cue)]}”"] if cue else []) + [f"{who}: {sure:.0%} likely"]
    spans = list(map(seen.span, parts))
    for words in filter(None, (told, source)):      # "told RFE/RL | the incident was": whom, then what; "said | the operator, and …"
        spans = [_behind(seen.pieces, _ahead(seen.pieces, span, words), words) for span in spans]
    return Found(tuple(spans), source, cue, max(.05, min(.99, inside * sure)), told, tuple(why))
