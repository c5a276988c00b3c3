"""Quotations by a linear model with learned weights: a conditional random field over pieces, then choices among candidates.

The weights (helpers/models/quotes.npz) were learned from PolNeAR's training part by training/quotes.py; the card is
helpers/models/quotes.md. Marks are exact by rule; NumPy is all it needs.
"""
from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from ..article import Article
from . import choice, features, speakers
from .choice import BEGIN, INSIDE, Run, View
from .reading import Found, Paragraph, Reading
from .runs import outer, reason, said

MODEL = Path(__file__).resolve().parents[1] / "models" / "quotes.npz"
SPEECH = .6
"""A stretch between marks is speech when that is at least so likely."""
SPLIT = .4
"""A piece begins another quotation when that is at least so likely (chosen on the development part)."""


@dataclass(frozen=True)
class Model:
    """The learned weights: of labels (hashed rows, one column a label), of moves between labels, and of the three choices."""

    labels: np.ndarray
    moves: np.ndarray
    speaker: np.ndarray
    join: np.ndarray
    speech: np.ndarray
    clusters: dict[str, int]
    bits: int


@lru_cache(maxsize=2)
def load(path: Path = MODEL) -> Model:
    """The model read from `path`: whole numbers of eight bits, scaled back."""
    with np.load(path) as stored:
        def scaled(name: str) -> np.ndarray:
            return stored[name].astype(np.float32) * stored[f"{name}_scale"]
        words = json.loads(stored["cluster_words"].tobytes().decode("utf-8"))
        clusters = dict(zip(words, stored["cluster_numbers"].tolist(), strict=True))
        labels = scaled("labels")
        return Model(labels, stored["moves"].astype(float), scaled("speaker"), scaled("join"), scaled("speech"), clusters,
                     len(labels).bit_length() - 1)


def installed() -> bool:
    """True where the model's file is there."""
    return MODEL.exists()


def read(article: Article, paragraphs: list[Paragraph], model: Model | None = None) -> Reading:
    """The quotations of an article by the linear model."""
    model = model or load()
    reading = Reading()
    if not paragraphs:
        return reading
    encoded = features.encode(paragraphs, model.clusters)
    scores = model.labels[features.hashed(encoded, model.bits)].sum(axis=1, dtype=np.float64)
    for paragraph, (first, last) in zip(paragraphs, encoded.ranges, strict=True):
        if last > first:
            labels = probabilities(scores[first:last], model.moves)
            _paragraph(paragraph, labels, model, reading)
    return reading


def probabilities(scores: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """Probability of each label at each piece, by the forward-backward algorithm with scaling (Rabiner, 1989)."""
    size, count = scores.shape
    emit = np.exp(np.maximum(scores - scores.max(axis=1, keepdims=True), -60))
    step = np.exp(moves[:count])
    back = step.T
    forward, backward = np.empty((size, count)), np.ones((size, count))
    here = np.exp(moves[count]) * emit[0]
    forward[0] = here = here / here.sum()
    for index in range(1, size):
        here = (here @ step) * emit[index]
        here /= here.sum()
        forward[index] = here
    there = backward[-1]
    for index in range(size - 2, -1, -1):
        there = (there * emit[index + 1]) @ back
        there /= there.sum()
        backward[index] = there
    both = forward * backward
    return both / both.sum(axis=1, keepdims=True)


def _paragraph(paragraph: Paragraph, labels: np.ndarray, model: Model, reading: Reading) -> None:
    pieces = paragraph.pieces
    marks = outer(paragraph)
    verdicts = _verdicts(paragraph, marks, labels, model, reading)
    runs = said(pieces, labels, marks, verdicts, SPLIT)
    if not runs:
        return
    marked = [0] * len(pieces)
    for number, (first, last) in enumerate(marks, 1):
        marked[first:last] = [number] * (last - first)
    seen = choice.view(pieces, labels, marked, runs)
    for parts in _joined(seen, runs, model):
        reading.found.append(_found(seen, parts, model))


def _verdicts(paragraph: Paragraph, outer, labels, model: Model, reading: Reading) -> list[bool]:
    """Speech or not, for each outer stretch between marks."""
    found, previous = [], 0
    stretches = [stretch for stretch in paragraph.stretches if stretch.depth == 0]
    for stretch, (first, last) in zip(stretches, outer, strict=True):
        if last <= first or not any(word[0].isalnum() for word in paragraph.pieces.words[first:last]):
            found.append(False)
            reading.verdicts[stretch.start, stretch.end] = (False, "nothing between the marks")
            continue
        listed = choice.speech_features(paragraph.pieces, labels, first, last, previous)
        likely = 1 / (1 + np.exp(-choice.weigh(listed, model.speech)))
        so_called = " ".join(paragraph.pieces.lower[max(0, first - 3):first]).endswith(("so-called", "so called"))
        speech = bool(likely >= SPEECH) and not (so_called and last - first <= 7)
        previous = 1 + speech
        found.append(speech)
        reading.verdicts[stretch.start, stretch.end] = (speech, reason(paragraph, first, last, speech, float(likely)))
    return found


def _joined(seen: View, runs: list[Run], model: Model) -> list[list[Run]]:
    """Runs grouped into quotations: neighbours that are parts of one."""
    groups = [[runs[0]]]
    for one, two in itertools.pairwise(runs):
        if choice.weigh(choice.join_features(seen, one, two), model.join) > 0:
            groups[-1].append(two)
        else:
            groups.append([two])
    return groups


def kind_of(seen: View, parts: list[Run]) -> str:
    """direct, mixed or indirect by the share of pieces between marks."""
    total = sum(run.last - run.first for run in parts)
    inside = sum(1 for run in parts for index in range(run.first, run.last) if seen.marked[index])
    return "direct" if inside >= .9 * total else "mixed" if inside else "indirect"


def _found(seen: View, parts: list[Run], model: Model) -> Found:
    pieces = seen.pieces
    named, likely = choice.speaker(seen, parts, kind_of(seen, parts), model.speaker)
    if named is not None:
        named = _trimmed(pieces, named)
    content = float(np.mean([seen.labels[run.first:run.last, [BEGIN, INSIDE]].sum(axis=1).mean() for run in parts]))
    cue = _cue(choice.near(seen, parts), parts, named)
    words = [] if cue is None else [f"reporting word “{_words(pieces, cue)}”"]
    speaker = None if named is None else (pieces.starts[named.first], pieces.ends[named.last - 1])
    return Found(tuple((pieces.starts[run.first], pieces.ends[run.last - 1]) for run in parts), speaker,
                 None if cue is None else (pieces.starts[cue.first], pieces.ends[cue.last - 1]),
                 max(.05, min(.99, content * likely)), None if cue is None else speakers.go_between(pieces, cue.first, cue.last),
                 tuple(words))


def _cue(seen: View, parts: list[Run], named: Run | None) -> Run | None:
    """The reporting words nearest to the quotation and its speaker, in the sentences of the quotation."""
    low, high = seen.sentence[parts[0].first], seen.sentence[parts[-1].last - 1]
    best, least = None, 1e9
    for run in seen.cues:
        if not low - 1 <= seen.sentence[run.first] <= high + 1 or seen.taken[run.first]:
            continue
        gap = min(min(abs(run.first - part.last), abs(part.first - run.last)) for part in parts)
        gap += 2 * min(abs(run.first - named.last), abs(named.first - run.last)) if named is not None else 0
        if gap < least:
            best, least = run, gap
    return best if least < 60 else None


def _trimmed(pieces, run: Run) -> Run:
    first, last = run.first, run.last
    while last - 1 > first and not pieces.words[last - 1][0].isalnum() and pieces.words[last - 1] not in ")”’\"":
        last -= 1
    while first < last - 1 and not pieces.words[first][0].isalnum() and pieces.words[first] not in "(“‘\"":
        first += 1
    return Run(first, last)


def _words(pieces, run: Run) -> str:
    return pieces.text[pieces.starts[run.first]:pieces.ends[run.last - 1]]
