"""What the model answers for each word of a text: quotations and their sources, names, links between words."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from ..article import Article
from .chains import moves, smoothed
from .network import Model, model, softmax
from .pieces import Span, cut, windows

QUOTATION = ("outside", "content", "content goes on", "further part", "cue", "cue goes on", "source", "source goes on")
"""What a word is to a quotation. A further part begins anew after an interruption: “Yes,” he said, “but later.”"""
NAMES = ("outside", "person", "person goes on", "organisation", "organisation goes on", "place", "place goes on")
POINTERS = ("source first", "source last", "cue first", "person")
"""From the first word of a quotation's content to its source and cue; from a mention of a person to an earlier one."""
WIDTH = 64       # of one pointer's vectors
LONGEST = 40     # words behind the first that a source may have
LEAST = 0.1      # a source less likely than that is none: the answer is spread over all words


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its offsets, `label` (person, organisation, place) and probability."""

    start: int
    end: int
    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted content in one or more parts; who said it and the cue, as offsets, None where nobody or nothing is found.
    Probabilities: of the content's words on average, and of the link to the source (or of there being none)."""

    spans: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    probability: float
    source_probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model answers for each word of a text, in reading order.

    `quotation` and `names` are probabilities (words × labels), `speech` the probability that the stretch which a
    quotation mark opens is speech and no mere word used at a distance. `pointers` gives links between words.
    """

    starts: np.ndarray
    ends: np.ndarray
    quotation: np.ndarray
    names: np.ndarray
    speech: np.ndarray
    vectors: list = field(repr=False)      # for each window: numbers of its words, queries, keys (row 0: nobody)
    window: np.ndarray = field(repr=False)  # for each word, its window

    def __len__(self) -> int:
        return len(self.starts)

    def pointers(self, word: int, kind: str) -> tuple[np.ndarray, np.ndarray]:
        """Where `word` points: numbers of words and their probabilities; the number -1 stands for nobody."""
        words, queries, keys = self.vectors[self.window[word]]
        place = POINTERS.index(kind)
        part = slice(place * WIDTH, (place + 1) * WIDTH)
        row = int(np.searchsorted(words, word))
        return words, softmax(keys[:, part] @ queries[row, part] / WIDTH ** .5)

    def find_names(self) -> list[Name]:
        """The names of persons, organisations and places, in reading order."""
        found = []
        for kind, begin, end in _stretches(self.names, {1: 1, 2: 1, 3: 3, 4: 3, 5: 5, 6: 5}, {1, 3, 5}):
            share = float(self.names[begin:end, [kind, kind + 1]].sum(1).mean())
            found.append(Name(int(self.starts[begin]), int(self.ends[end - 1]), NAMES[kind], share))
        return found

    def find_quotations(self) -> list[Quotation]:
        """The quotations, in reading order, each linked to its source and cue."""
        stretches = _stretches(self.quotation, {1: 1, 2: 1, 3: 3, 4: 4, 5: 4, 6: 6, 7: 6}, {1, 3, 4, 6})
        parts: list[list[tuple[int, int]]] = []
        for kind, begin, end in stretches:
            if kind == 3 and parts:
                parts[-1].append((begin, end))
            elif kind in (1, 3):
                parts.append([(begin, end)])
        return [self._quotation(part) for part in parts]

    def _quotation(self, parts: list[tuple[int, int]]) -> Quotation:
        head = parts[0][0]
        source, sure = self.source(head)
        inside = np.concatenate([self.quotation[a:b, 1:4].sum(1) for a, b in parts])
        return Quotation(tuple((int(self.starts[a]), int(self.ends[b - 1])) for a, b in parts), source, self.cue(head),
                         float(inside.mean()), sure)

    def cue(self, head: int) -> Span | None:
        """The words that report the quotation whose content begins with the word `head`; None where there are none."""
        words, share = self.pointers(head, "cue first")
        first = int(words[share.argmax()])
        if first < 0:
            return None
        last = first + 1
        while last < len(self) and self.quotation[last].argmax() == 5:
            last += 1
        return int(self.starts[first]), int(self.ends[last - 1])

    def source(self, head: int) -> tuple[Span | None, float]:
        """Who says the quotation whose content begins with the word `head`, and the probability of the answer.

        The best pair of first and last word, at most LONGEST words apart; None where "nobody" is better. Which words of a speaker's
        come first and last is a lesser question than who speaks: the probability is that the first of them is one of those in the answer.
        """
        words, first = self.pointers(head, "source first")
        _, last = self.pointers(head, "source last")
        nobody = first[0] * last[0]
        ends = np.lib.stride_tricks.sliding_window_view(np.append(last[1:], np.zeros(LONGEST)), LONGEST + 1)
        best = first[1:] * ends.max(1)                      # for each first word, with the best last word behind it
        if not best.size or nobody >= best.max():
            return None, float(first[0])
        a = int(best.argmax())
        b = a + int(ends[a].argmax())
        likely = float(first[a + 1:b + 2].sum())
        if likely < LEAST:
            return None, float(first[0])
        return (int(self.starts[words[a + 1]]), int(self.ends[words[b + 1]])), likely


def _stretches(share: np.ndarray, kind_of: dict[int, int], begins: set[int]) -> list[tuple[int, int, int]]:
    """Runs of labels as (kind, first word, one past the last). A word that goes on with nothing begins."""
    found: list[list[int]] = []
    open_kind = None
    for word, label in enumerate(share.argmax(1).tolist() if len(share) else []):
        kind = kind_of.get(label)
        if kind is None:
            open_kind = None
            continue
        goes_on = label not in begins and (open_kind == kind or (open_kind == 3 and kind == 1))
        if goes_on:
            found[-1][2] = word + 1
        else:
            found.append([kind, word, word + 1])
            open_kind = kind
    return [tuple(stretch) for stretch in found]


def read(article: Article, threads: int = 1) -> Reading:
    """Quotations, names and links in the sentences of an article, in one pass; the analyses share what was read last."""
    spans = tuple((sentence.start, sentence.end) for sentence in article.sentences)
    blocks = [sentence.block for sentence in article.sentences]
    opens = tuple(i == 0 or blocks[i] != blocks[i - 1] for i in range(len(blocks)))
    return _read(article.text, spans, opens, threads)


@lru_cache(maxsize=2)
def _read(text: str, spans: tuple[Span, ...], opens: tuple[bool, ...], threads: int) -> Reading:
    return read_text(text, spans, opens, model(threads))


def read_text(text: str, units: Sequence[Span], opens: Sequence[bool] | None = None, using: Model | None = None) -> Reading:
    """As `read`, for any text and the sentences in it; `opens` says which of them begin a paragraph (default all)."""
    pieces = cut(text, units, opens)
    cuts = list(windows(pieces))
    answers = (using or model()).run(pieces, cuts)
    word_of = np.cumsum(pieces.first) - 1
    count = int(pieces.first.sum())
    firsts = np.flatnonzero(pieces.first)
    ends = pieces.ends[np.append(firsts[1:], len(pieces)) - 1] if count else firsts
    quotation, names = np.zeros((count, len(QUOTATION)), np.float32), np.zeros((count, len(NAMES)), np.float32)
    speech, window, vectors = np.zeros(count, np.float32), np.zeros(count, np.int64), []
    for number, ((before, start, end), answer) in enumerate(zip(cuts, answers, strict=True)):
        rows = np.flatnonzero(pieces.first[before:end]) + 1
        words = word_of[before:end][rows - 1]
        own = words >= word_of[start]
        own[rows - 1 < start - before] = False
        quotation[words[own]] = softmax(answer["quotation"][rows[own]])
        names[words[own]] = softmax(answer["names"][rows[own]])
        speech[words[own]] = 1 / (1 + np.exp(-answer["speech"][rows[own], 0]))
        window[words[own]] = number
        seats = np.append(0, rows)
        vectors.append((np.append(-1, words), answer["queries"][seats], answer["keys"][seats]))
    edges = sorted({int(word_of[piece]) for piece in pieces.paragraphs if piece < len(pieces)} | {0, count})
    return Reading(pieces.starts[firsts], ends, smoothed(quotation, edges, moves("quotation")),
                   smoothed(names, edges, moves("names")), speech, vectors, window)
