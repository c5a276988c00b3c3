"""The bench's training parts as windows of word pieces with the answers each head is to give.

Reads `../shared/bench/data` (or the folder in the variable BENCH). Nothing here reads what is for measuring only: not the
headlines, not BABE, not CLEAR. Dev files are read by `evaluate.py` alone.
"""
from __future__ import annotations

import gzip
import json
import os
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from helpers import encoder, segmenting
from helpers.article import Block
from helpers.encoder import FIRST, HIDDEN, LAST, LIMIT
from helpers.encoder.toning import STRAIGHT
from helpers.sentiment import contextual, scoring

from . import taught_names, taught_tone

BENCH = Path(os.environ.get("BENCH", Path(__file__).resolve().parents[2] / "shared" / "bench" / "data"))
IGNORE = -100
TONE_SCALES = {"nyt": (0, -0.15, 0.86), "emobank": (1, 3.0, 0.33)}
"""For each source of ratings: its place among the outputs, the middle of its scale and about its standard deviation."""


@dataclass
class Example:
    """One window: word pieces, what the model sees beside them, and the answers of one task."""

    task: str
    ids: np.ndarray
    kinds: np.ndarray
    answers: dict = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)


def rows(name: str) -> Iterator[dict]:
    """The rows of one of the bench's files."""
    with gzip.open(BENCH / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def in_fold(row: dict) -> bool:
    """Whether an NYT row is left out of training: every fifth article, for an honest figure."""
    return row.get("set") == "nyt" and zlib.crc32(row["article"].encode()) % 5 == 0


def sentences(text: str) -> tuple[list[tuple[int, int]], list[bool]]:
    """The sentences of all lines, and which of them begin a line."""
    lines = tuple(Block(match.start(), match.end(), "paragraph") for match in re.finditer(r"[^\n]*\S[^\n]*", text))
    found = segmenting.segment(text, lines)[0]
    blocks = [-1, *(sentence.block for sentence in found)]
    return [(sentence.start, sentence.end) for sentence in found], [a != b for a, b in pairwise(blocks)]


def examples(task: str, number: int, seed: int) -> list[Example]:
    """All examples of a task for pass `number`; windows are cut and names hidden anew in each pass."""
    return list(globals()[f"_{task}"](random.Random(f"{seed} {task} {number}")))


# ------------------------------------------------------------------------------------------------ windows over texts
def _windows(pieces, chance: random.Random) -> Iterator[tuple[int, int, int]]:
    """Windows as at run time, the first shortened by chance, so that they are cut elsewhere in each pass."""
    skip = chance.choice([0, 0, *pieces.units[1:9]]) if len(pieces.units) > 9 else 0
    if skip:
        yield 0, 0, min(skip, LIMIT - 2)
    for before, start, end in encoder.windows(pieces, context=taught_names.CONTEXT):
        if end > skip:
            yield before, start, end


def _wrap(task: str, pieces, before: int, end: int, **answers) -> Example:
    ids = np.concatenate([[FIRST], pieces.ids[before:end], [LAST]])
    kinds = np.concatenate([[0], pieces.kinds[before:end], [0]])
    return Example(task, ids, kinds, answers)


def _word_at(pieces, start: int, end: int) -> list[int]:
    """The first pieces of the words that a span touches."""
    return np.flatnonzero((pieces.starts < end) & (pieces.ends > start) & pieces.first).tolist()


def _quotes(chance: random.Random) -> Iterator[Example]:
    for row in rows("quotes_train"):
        yield from quote_examples(row, chance)


def quote_examples(row: dict, chance: random.Random) -> Iterator[Example]:
    """One article's windows: labels on the first piece of each word, links from each content's first word."""
    text = row["text"]
    pieces = encoder.cut(text, *sentences(text))
    labels = np.where(pieces.first, 0, IGNORE)
    links = []
    quoted = np.zeros(len(text) + 1, dtype=bool)
    for quotation in row["quotations"]:
        for part, (a, b) in enumerate(sorted(quotation["spans"])):
            quoted[a:b] = True
            words = _word_at(pieces, a, b)
            labels[words] = 2
            labels[words[:1]] = 3 if part else 1
        for label, spans in ((4, quotation["cue"] or []), (6, quotation["speaker"] or [])):
            for a, b in spans:
                words = _word_at(pieces, a, b)
                labels[words] = label + 1
                labels[words[:1]] = label
        content = _word_at(pieces, *min(quotation["spans"]))
        if content:
            links.append((content[0], *_ends(pieces, quotation["speaker"]), _ends(pieces, quotation["cue"])[0]))
    marks = list(mark_pairs(text, pieces))
    for before, _, end in _windows(pieces, chance):
        seat = {p: p - before + 1 for p in range(before, end)}
        pointers = []
        for head, first, last, cue in links:
            if head in seat:
                pointers.append([seat[head], *(0 if p is None else seat.get(p, IGNORE) for p in (first, last, cue))])
        speech = []
        for i, j in marks:
            if i in seat:
                a, b = int(pieces.starts[i]), int(pieces.ends[j])
                letters = [k for k in range(a, b) if text[k].isalnum()]
                if letters:
                    speech.append([seat[i], int(2 * sum(quoted[k] for k in letters) >= len(letters))])
        yield _wrap("quotes", pieces, before, end, labels=np.concatenate([[IGNORE], labels[before:end], [IGNORE]]),
                    pointers=pointers, speech=speech)


def _ends(pieces, spans) -> tuple[int | None, int | None]:
    words = _word_at(pieces, *min(spans)) if spans else []
    return (words[0], words[-1]) if words else (None, None)


def mark_pairs(text: str, pieces) -> Iterator[tuple[int, int]]:
    """Pairs of pieces, an opening quotation mark and the one that closes it within the paragraph."""
    opening = None
    quoted = False
    for i in range(len(pieces)):
        if pieces.kinds[i] // 3 % 2:
            opening, quoted = None, False
        if text[pieces.starts[i]:pieces.ends[i]] in encoder.MARKS:
            before, quoted = quoted, encoder.opens_quotation(text, int(pieces.starts[i]), quoted)
            if quoted and not before:
                opening = i
            elif before and not quoted and opening is not None:
                yield opening, i
                opening = None


def _people(chance: random.Random) -> Iterator[Example]:
    for row in rows("people_train"):
        text = row["text"]
        pieces = encoder.cut(text, *sentences(text))
        mentions = []
        for (a, b, kind), person in zip(row["mentions"], row["people"], strict=True):
            words = _word_at(pieces, a, b)
            if words:
                mentions.append((words[0], kind, tuple(person["tokens"]) if person else None))
        for shift in (0, 1):
            for before, start, end in _windows(pieces, chance):
                if shift:
                    middle = (start + end) // 2
                    before, end = middle, min(len(pieces), middle + LIMIT - 2)
                example = _people_window(pieces, before, end, mentions)
                if example.answers["links"]:
                    yield example


def _people_window(pieces, before: int, end: int, mentions: list) -> Example:
    links, seen = [], []
    for head, kind, person in mentions:
        if not before <= head < end:
            continue
        earlier = [seat for seat, who in seen if person and who == person]
        if earlier or person is None or kind == "name":
            links.append([head - before + 1, earlier or [0]])
        seen.append((head - before + 1, person))
    return _wrap("people", pieces, before, end, links=links)


def _names(chance: random.Random) -> Iterator[Example]:
    yield from names_windows(rows("names_train"), chance, (1, 1, 2, 4, 6))


def names_windows(sentences: Iterable[dict], chance: random.Random, counts: Sequence[int]) -> Iterator[Example]:
    """Sentences that follow each other in a document, as many as one of `counts`, make a window: names must be found in company too."""
    waiting: list[dict] = []
    wanted = 1
    for row in [*sentences, None]:
        document = row and row["id"].rsplit("-", 1)[0]
        if waiting and (len(waiting) >= wanted or document != waiting[-1]["id"].rsplit("-", 1)[0]):
            yield names_window(waiting)
            waiting, wanted = [], chance.choice(counts)
        waiting.append(row)


def exchanged(share: float, chance: random.Random, organisations: Sequence[str] = ()) -> Iterator[dict]:
    """The sentences of names_train with a share of their names exchanged for others of their kind, or for one of `organisations`."""
    sentences, others = list(rows("names_train")), defaultdict(list, organisation=list(organisations))
    for row in sentences:
        for start, end, label in row["names"]:
            others[label].append(row["text"][start:end])
    return (exchange(row, others, share, chance) for row in sentences)


def exchange(row: dict, others: dict[str, list[str]], share: float, chance: random.Random) -> dict:
    """A sentence with a share of its names exchanged for other names of their kind."""
    text, names, last = "", [], 0
    for start, end, label in sorted(row["names"]):
        if start >= last:
            text += row["text"][last:start]
            name = chance.choice(others[label]) if chance.random() < share else row["text"][start:end]
            names.append((len(text), len(text) + len(name), label))
            text, last = text + name, end
    return {**row, "text": text + row["text"][last:], "names": names}


def names_window(waiting: list[dict]) -> Example:
    """Sentences of names_train that follow each other, as one window."""
    text, units, names = "", [], []
    for row in waiting:
        units.append((len(text), len(text) + len(row["text"])))
        names += [(a + len(text), b + len(text), label) for a, b, label in row["names"]]
        text += row["text"] + " "
    pieces = encoder.cut(text, units, [number == 0 for number in range(len(units))])
    labels = np.where(pieces.first, 0, IGNORE)
    for a, b, label in names:
        words = _word_at(pieces, a, b)
        kind = encoder.NAMES.index(label)
        labels[words] = kind + 1
        labels[words[:1]] = kind
    end = min(len(pieces), LIMIT - 2)
    return _wrap("names", pieces, 0, end, labels=np.concatenate([[IGNORE], labels[:end], [IGNORE]]))


# ------------------------------------------------------------------------------------------------ sentences, names hidden
AS_AT_RUN_TIME = 0.5       # share of the sentences in which exactly the names are hidden that the analysis would hide
CAPITALISED = re.compile(r"(?<=[\w,;:—–-] )(?:[A-Z][\w.’'-]*\w)(?: [A-Z][\w.’'-]*\w)*")


def names_at_run_time(text: str) -> list[tuple[int, int]]:
    """The names that the analysis of tone hides from the network: those that the word lists take for names."""
    return contextual.name_runs(scoring.score(text).pieces)


def hide_some(text: str, chance: random.Random) -> list[tuple[int, int]]:
    """Every other time the names that are hidden at run time, else runs of capitalised words inside a sentence: none, all, or each by
    the toss of a coin, since which names are known depends on the article."""
    if chance.random() < AS_AT_RUN_TIME:
        return names_at_run_time(text)
    share = chance.choice([0.0, 0.0, 0.5, 1.0])
    return [match.span() for match in CAPITALISED.finditer(text) if chance.random() < share]


def _targets(chance: random.Random) -> Iterator[Example]:
    for row in rows("targets"):
        if row["split"] == "train":
            yield target_example(row, hide_some(row["text"], chance))


def target_example(row: dict, others: list[tuple[int, int]]) -> Example:
    """A sentence with the target hidden, and perhaps other names."""
    text, (a, b) = row["text"], row["target"]
    hidden = [span for span in others if span[1] <= a or span[0] >= b]
    if encoder.hides(text[a:b]):
        hidden.append((a, b))
    pieces = encoder.cut(text, [(0, len(text))], hidden=hidden)
    seats = np.flatnonzero((pieces.starts < b) & (pieces.ends > a))
    room = LIMIT - 2
    before = int(seats[0]) // room * room
    end = min(before + room, len(pieces))
    return _wrap("targets", pieces, before, end, seats=[s - before + 1 for s in seats.tolist() if s < end],
                 label=encoder.TARGET.index(row["label"]))


def _tone(chance: random.Random) -> Iterator[Example]:
    for row in rows("emobank_train"):
        if row["split"] == "train":
            yield _tone_example(row["text"], "emobank", row["score"], chance)
    for row in rows("tone"):
        if row["set"] == "nyt" and not in_fold(row):
            yield _tone_example(row["text"], "nyt", row["score"], chance)


def _tone_example(text: str, source: str, score: float, chance: random.Random) -> Example:
    pieces = encoder.cut(text, [(0, len(text))], hidden=hide_some(text, chance))
    place, middle, spread = TONE_SCALES[source]
    return _wrap("tone", pieces, 0, min(len(pieces), LIMIT - 2), place=place, score=(score - middle) / spread)


def _found(chance: random.Random) -> Iterator[Example]:
    """Texts that nobody labelled, with what the teachers take for names in them."""
    for window, shares in taught_names.read():
        yield Example("found", window.ids, window.kinds, {"taught_names": shares})


def _heard(chance: random.Random) -> Iterator[Example]:
    """Sentences that nobody rated, with the teachers' opinions and the names hidden that were hidden from them."""
    known, _ = taught_tone.read()
    for text in taught_tone.unrated():
        if given := known.get(taught_tone.checksum(text)):
            hidden, tone, shares = given
            example = heard_example(text, [(int(start), int(end)) for start, end in hidden])
            example.answers.update(taught_tone=tone, taught_targets=list(zip(hidden_seats(example), shares, strict=True)))
            yield example


def heard_example(text: str, hidden: list[tuple[int, int]]) -> Example:
    """A sentence that nobody rated."""
    pieces = encoder.cut(text.translate(STRAIGHT), [(0, len(text))], hidden=hidden)
    return _wrap("heard", pieces, 0, min(len(pieces), LIMIT - 2))


def hidden_seats(example: Example) -> list[int]:
    """Where the names stand that are hidden in it."""
    return np.flatnonzero(example.ids == HIDDEN).tolist()
