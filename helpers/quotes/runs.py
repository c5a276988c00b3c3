"""From labels on the pieces of a paragraph, and verdicts on its stretches between marks, to the runs that somebody says."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

import numpy as np

from . import labels
from .beside import Inserted
from .reading import Paragraph
from .word_classes import CLASSES

CONTENT, SPLIT = .5, .5
"""A piece outside marks belongs to what is said, or begins another quotation, when that is at least so likely."""
LEAST = .1
"""What goes on behind the end of a sentence outside marks is another report only where one begins at least so likely."""
WINDOW = 400
"""Pieces around a stretch between marks that are looked at: longer than paragraphs are, and keeps the reading linear."""
_ARTICLES = frozenset({"a", "an", "the"})
_PREPOSITIONS = frozenset({"of", "in", "on", "at", "by", "for", "with", "from", "into", "about", "against", "between"})
_ANONYMOUS = frozenset({"named", "identified", "quoted", "anonymity"})
_JOINING = frozenset({"and", "or", "but", "that", "which", "who", "whom", "as", "than", "because", "when", "while", "although",
                      "during", "after", "before", "until", "since", "amid", "following"})
"""What joins a clause to the one before it: nobody's words end in these."""
_AUXILIARIES = frozenset({"would", "will", "can", "could", "may", "might", "should", "must", "shall", "to", "has", "have", "had", "is",
                          "are", "was", "were", "be", "been", "not", "n't", "n’t", "'ll", "’ll"})
"""Behind these a verb follows, which is said too ("that the quay would | close")."""
_EDGES = frozenset({",", ".", ";", ":", "--", "—", "–", "―"})


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces `first` to `last` (exclusive) of a paragraph."""

    first: int
    last: int


def outer(paragraph: Paragraph) -> list[tuple[int, int]]:
    """The pieces (first, last exclusive) of each outer stretch between marks."""
    pieces = paragraph.pieces
    return [(pieces.first_at(stretch.start), bisect_left(pieces.starts, stretch.end))
            for stretch in paragraph.stretches if stretch.depth == 0]


def said(paragraph: Paragraph, content: np.ndarray, begins: np.ndarray, outer: list[tuple[int, int]], verdicts: list[bool],
         inserted: Sequence[Inserted] = ()) -> list[Run]:
    """Runs of pieces that belong to what is said: likely by the labels, or speech between marks, or around a clause in it that
    reports it (`inserted`).

    `content` and `begins` are each piece's probabilities of being said and of beginning a quotation or a part of one.
    """
    pieces = paragraph.pieces
    inside = content > CONTENT
    begin = begins > SPLIT
    for first, last in _second_reports(paragraph, outer):
        if inside[first - 1] and inside[last - 1]:
            inside[first:last] = False
    closed = [stretch.closed for stretch in paragraph.stretches if stretch.depth == 0]
    for (first, last), speech, whole in zip(outer, verdicts, closed, strict=True):
        if speech:
            begin[first + 1:last] = False
            begin[first] = begin[first] or not (first and inside[first - 1])
            inside[first:last] = True
        elif whole and inside[first:last].any():        # a mark that is never closed says nothing
            low, high = first, last
            while low > first - WINDOW and low and inside[low - 1] and not begin[low]:
                low -= 1
            while high < min(len(inside), last + WINDOW) and inside[high] and not begin[high]:
                high += 1
            if last - first >= .5 * (high - low):
                inside[first:last] = False
    for one in inserted:
        (first, last), (again, end) = one.before, one.behind
        behind = np.flatnonzero(inside[again:end])
        inside[again:again + behind[0] if len(behind) else again if inside[first:last].any() else end] = True
        inside[first:last] = True
        inside[last:again] = False
        begin[first:last], begin[again] = False, True
    borders = _borders(paragraph, outer)
    begin[borders] = True
    unasked = {border for border in borders if not (begins[border:border + 2] > LEAST).any()} - {first for first, _ in outer} - {
        one.before[0] for one in inserted}
    found, index = [], 0
    while index < len(inside):
        if not inside[index]:
            index += 1
            continue
        last = index + 1
        while last < len(inside) and inside[last] and not begin[last]:
            last += 1
        first, end = _edged(paragraph, inside, index, last)
        if (index not in unasked or _holds(outer, index, last)) and any(word[0].isalnum() for word in pieces.words[first:end]):
            found.append(Run(first, end))
        index = last
    return found


def _holds(outer: list[tuple[int, int]], first: int, last: int) -> bool:
    """Whether a stretch between marks begins in a run."""
    after = bisect_left(outer, first, key=itemgetter(0))
    return after < len(outer) and outer[after][0] < last


def _edged(paragraph: Paragraph, inside: np.ndarray, first: int, end: int) -> tuple[int, int]:
    """A run without signs and "and" at its edges. Where it ends in an article or a preposition, nobody says these alone: the noun
    phrase behind it is said too ("the | proposal, according to …"); where it ends inside a noun phrase, the rest of it."""
    pieces = paragraph.pieces
    while first < end and pieces.words[first] in _EDGES:
        first += 1
    while end > first + 1 and (pieces.words[end - 1] in _EDGES or (
            pieces.lower[end - 1] in _JOINING and not (end < len(pieces) and pieces.words[end] == ","))):       # "all of which, | he said"
        end -= 1
    if end > first and pieces.lower[end - 1] in _ARTICLES | _PREPOSITIONS:
        end += end < len(inside) and pieces.lower[end] in CLASSES["determiner"]
        while end < len(inside) and not inside[end] and pieces.words[end][0].isalnum() and (
                pieces.lower[end] not in CLASSES["function"] or (           # "closed on | Wednesday"
                    pieces.words[end][0].isupper() and pieces.lower[end] not in CLASSES["pronoun"])):
            end += 1
    while first < end < len(inside) and pieces.lower[end - 1] in _AUXILIARIES and not inside[end] and pieces.words[end][0].isalnum():
        end += 1
    place = bisect_left(paragraph.phrases, end, key=attrgetter("first")) - 1
    phrase = paragraph.phrases[place] if place >= 0 else None
    rest = slice(end, phrase.last) if phrase else slice(0)
    if phrase and first < end < phrase.last and not inside[rest].any() and not any(map(_verbal, pieces.lower[rest])):
        end = phrase.last
    return first, end


def _verbal(word: str) -> bool:
    """Whether a word at the end of what looks like a noun phrase may be its verb or a subject of its own."""
    return word.endswith("ed") or word in CLASSES["past"] or word in CLASSES["pronoun"]


def _second_reports(paragraph: Paragraph, outer: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces (first, last exclusive) outside marks with which another report by the same speaker begins: "…, adding that …", "… and
    warned that …" (in the corpus what was reported before ends there in 88 and 78 of 100 cases), "asked not to be named said …"."""
    pieces, found = paragraph.pieces, []
    for cue in paragraph.verbs:
        if cue.first < 2 or cue.stance in ("thought", "shown") or _marked(outer, cue.first):
            continue
        before = pieces.lower[cue.first - 1]
        if (before == "," and cue.form == "ing") or (before in ("and", "but") and cue.form in ("ed", "s")):
            found.append((cue.first - 1, cue.last))
        elif before in _ANONYMOUS and cue.form in ("ed", "s"):
            found.append((cue.first, cue.last))
    return found


def _marked(outer: list[tuple[int, int]], place: int) -> bool:
    """Whether a piece stands between marks."""
    before = bisect_right(outer, place, key=itemgetter(0))
    return bool(before) and place < outer[before - 1][1]


def _borders(paragraph: Paragraph, outer: list[tuple[int, int]]) -> list[int]:
    """Pieces at which a sentence begins outside marks: reported speech ends with its sentence (in 99 of 100 cases of the corpus)."""
    opening = {first for first, _ in outer}
    return [start for start in paragraph.sentences if start in opening or not _marked(outer, start)]


def reason(paragraph: Paragraph, first: int, last: int, speech: bool, likely: float, closed: bool) -> str:
    """In words why a stretch is speech or not, from what stands in and before it; `closed`: its closing mark is there."""
    if not likely:
        return "nothing between the marks"
    pieces = paragraph.pieces
    inner = pieces.words[first + 1:last - 1]
    sure = f" ({likely:.0%} likely)" if speech else f" ({1 - likely:.0%} likely)" if likely < .5 else " (speech, perhaps)"
    if speech:
        return ("a whole utterance between marks" if inner and inner[-1] in (",", ".", "!", "?") else
                "words of what somebody says, writes or thinks") + sure
    if not closed:
        return "the closing mark is missing: read by its words alone"
    label = labels.before(pieces.text, pieces.starts[first], paragraph.start)
    if label:
        return f"a label: “{label}” stands before it" + sure
    capitals = [word for word in inner if word[0].isalpha()]
    if capitals and all(word[0].isupper() or len(word) < 4 for word in capitals):
        return ("a title or name: every word has a capital" if len(capitals) > 1 else "a name or nickname") + sure
    return ("a scare quote or term: a few words of a sentence that nobody is said to say" if len(inner) <= 4 else
            "nobody is said to say it") + sure

