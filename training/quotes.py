"""Train helpers/models/quotes.npz: python -m training.quotes ../shared/bench/data [--folds 3]

Reads quotes_train (PolNeAR; Newell, Margolin and Ruths, 2018) and nothing of quotes_dev but for the figures it prints;
word classes come from quotes_train and wikinews. Needs requirements-training.txt (scikit-learn, scipy) and numba. Takes
about six minutes on one free core.
"""
from __future__ import annotations

import argparse
import gzip
import itertools
import json
import re
from bisect import bisect_left
from collections import Counter
from pathlib import Path

import numpy as np

from helpers.article import Article, Block
from helpers.quotes import choice, features, linear
from helpers.quotes.choice import Run
from helpers.quotes.pieces import cut
from helpers.quotes.reading import Paragraph, paragraphs
from helpers.quotes.runs import outer

from . import choices, crf

LABELS = 5
RUNS = ((.3, (.2, .15, .1, .05), 1), (.5, (.25, .2, .15, .1, .06, .04), 3))
"""Two runs whose weights are averaged: share of templates left out, rate of each epoch, how many last epochs are averaged."""
PRUNE = .03
"""Weights nearer to zero than this are dropped from the file; the figures do not change."""


def rows(path: Path):
    """The rows of a .jsonl.gz file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def plain(text: str) -> list[Paragraph]:
    """The paragraphs of a text whose every line is one."""
    blocks = tuple(Block(m.start(), m.end(), "paragraph") for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    return paragraphs(Article(text=text, blocks=blocks))


# ---------------------------------------------------------------- word classes
def clusters(texts: list[str], count: int = 256, least: int = 4, contexts: int = 1500) -> dict[str, int]:
    """Word → class, by the words around it: positive pointwise mutual information, singular vectors, k-means."""
    from scipy import sparse
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.decomposition import TruncatedSVD
    documents = [cut(text, 0, len(text)).lower for text in texts]
    counted = Counter(word for document in documents for word in document)
    known = {word: number for number, (word, times) in enumerate(counted.most_common()) if times >= least}
    frequent = {word: number for number, (word, _) in enumerate(counted.most_common(contexts))}
    at, seen = [], []
    for document in documents:
        for number, offset in enumerate((-2, -1, 1, 2)):
            for index, word in enumerate(document):
                other = index + offset
                if word in known and 0 <= other < len(document) and document[other] in frequent:
                    at.append(known[word])
                    seen.append(number * contexts + frequent[document[other]])
    matrix = sparse.csr_matrix((np.ones(len(at), np.float32), (at, seen)), shape=(len(known), 4 * contexts))
    matrix.sum_duplicates()
    total = matrix.sum()
    rows_sum = np.asarray(matrix.sum(1)).ravel() + 1e-9
    columns = np.asarray(matrix.sum(0)).ravel() ** .75
    columns *= total / columns.sum()
    entries = matrix.tocoo()
    value = np.log(np.maximum(entries.data * total / (rows_sum[entries.row] * columns[entries.col] + 1e-9), 1e-9))
    keep = value > 0
    positive = sparse.csr_matrix((value[keep], (entries.row[keep], entries.col[keep])), shape=matrix.shape)
    vectors = TruncatedSVD(100, random_state=0, n_iter=4).fit_transform(positive)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    found = MiniBatchKMeans(count, random_state=0, n_init=3, batch_size=4096, max_iter=60).fit(vectors).labels_
    return {word: int(found[number]) for word, number in known.items()}


# ---------------------------------------------------------------- labels
class Corpus:
    """Articles as the model reads them: hashed features, gold labels, and the bounds of every paragraph."""

    def __init__(self, path: Path, classes: dict[str, int]):
        self.rows = list(rows(path))
        self.paragraphs, hashed, labels, self.starts, self.ends = [], [], [], [], []
        here = 0
        for row in self.rows:
            listed = plain(row["text"])
            encoded = features.encode(listed, classes)
            hashed.append(features.hashed(encoded))
            labels.append(gold_labels(listed, encoded, row["quotations"], row["text"]))
            self.paragraphs.append(listed)
            self.starts += [here + first for first, _ in encoded.ranges]
            self.ends += [here + last for _, last in encoded.ranges]
            here += encoded.size
        self.hashed, self.labels = np.vstack(hashed), np.concatenate(labels)
        self.starts, self.ends = np.array(self.starts), np.array(self.ends)


def gold_labels(listed, encoded, quotations, text: str) -> np.ndarray:
    """The label of each piece; what is said goes before reporting words, these before speakers."""
    cover = np.zeros(len(text) + 1, dtype=np.int8)
    for field, label in (("speaker", choice.SPEAKER), ("cue", choice.CUE), ("spans", choice.INSIDE)):
        for quotation in quotations:
            for start, end in quotation[field] or ():
                cover[start:end] = label
    labels = np.zeros(encoded.size, dtype=np.int8)
    for paragraph, (first, last) in zip(listed, encoded.ranges, strict=True):
        labels[first:last] = cover[np.array(paragraph.pieces.starts, dtype=np.int64)]
        for quotation in quotations:
            for start, _ in quotation["spans"]:
                if paragraph.start <= start < paragraph.end:
                    index = first + paragraph.pieces.first_at(start)
                    if index < last and labels[index] == choice.INSIDE:
                        labels[index] = choice.BEGIN
    return labels


def fit_labels(corpus: Corpus, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights and moves of the random field: the average of several runs."""
    runs = [_run(corpus, chosen, *settings) for settings in RUNS]
    return sum(weights for weights, _ in runs) / len(runs), sum(moves for _, moves in runs) / len(runs)


def _run(corpus: Corpus, chosen: np.ndarray, dropout: float, rates: tuple[float, ...], averaged: int):
    weights = np.zeros((1 << features.BITS, 16), np.float32)
    moves, squares = np.zeros((LABELS + 1, LABELS)), np.zeros((LABELS + 1, LABELS))
    moves[[choice.OTHER, choice.CUE, choice.SPEAKER, LABELS], choice.INSIDE] = -6      # what is said begins with BEGIN
    starts, ends = corpus.starts[chosen], corpus.ends[chosen]
    order, sums, move_sums = np.random.default_rng(0), 0, 0
    for epoch, rate in enumerate(rates):
        loss = crf.passes(corpus.hashed, corpus.labels, starts, ends, order.permutation(len(starts)), weights, moves,
                          squares, rate, dropout, epoch)
        print(f"  epoch {epoch}: loss {loss:.4f}", flush=True)
        if epoch >= len(rates) - averaged:
            sums, move_sums = sums + weights[:, :LABELS], move_sums + moves
    return sums / averaged, move_sums / averaged


def label(corpus: Corpus, weights: np.ndarray, moves: np.ndarray, chosen: np.ndarray, into: np.ndarray) -> None:
    """Write the label probabilities of the chosen paragraphs into `into`."""
    for first, last in zip(corpus.starts[chosen], corpus.ends[chosen], strict=True):
        if last > first:
            scores = weights[corpus.hashed[first:last]].sum(axis=1, dtype=np.float64)
            into[first:last] = linear.probabilities(scores, moves)


# ---------------------------------------------------------------- choices
def head_word(text: str) -> str:
    """The last word of a phrase's first part, by which two speakers are compared as the scorer compares them."""
    core = re.split(r",|;|\(|—|–|\b(?:who|of|with|from|in|at|for|on|to|that)\b", text.strip(), maxsplit=1)[0] or text
    words = [word.lower().rstrip(".") for word in re.findall(r"[A-Za-z0-9À-ÿ][\w’'.-]*", core)]
    return re.sub(r"['’]s$", "", words[-1]) if words else ""


def groups(corpus: Corpus, labels: np.ndarray) -> dict[str, choices.Groups]:
    """The three kinds of choices as groups of candidates with the right ones marked."""
    found = {name: choices.Groups() for name in ("speaker", "join", "speech")}
    number = 0
    for row, listed in zip(corpus.rows, corpus.paragraphs, strict=True):
        for paragraph in listed:
            first, last = corpus.starts[number], corpus.ends[number]
            number += 1
            if last > first:
                _paragraph_groups(row, paragraph, labels[first:last], found)
    return found


def _paragraph_groups(row: dict, paragraph: Paragraph, labels: np.ndarray, found: dict) -> None:
    pieces, text = paragraph.pieces, row["text"]
    said = [(quotation, parts) for quotation in row["quotations"] if (parts := _parts(paragraph, quotation))]
    runs = sorted((run.first, run.last, number) for number, (_, parts) in enumerate(said) for run in parts)
    covered = np.zeros(len(pieces), bool)
    for first, last, _ in runs:
        covered[first:last] = True
    marked = _speech_groups(paragraph, labels, covered, found["speech"])
    if not runs or any(two[0] < one[1] for one, two in itertools.pairwise(runs)):
        return
    seen = choice.view(pieces, labels, marked, [Run(first, last) for first, last, _ in runs])
    for (first, last, one), (next_first, next_last, two) in itertools.pairwise(runs):
        listed = choice.rows(choice.join_features(seen, Run(first, last), Run(next_first, next_last)))
        found["join"].add([([], int(one != two)), (listed, int(one == two))])
    for quotation, parts in said:
        kind = linear.kind_of(seen, parts)
        spans = quotation["speaker"] or []
        low, high = (min(a for a, _ in spans), max(b for _, b in spans)) if spans else (0, 0)
        group = [(choice.rows(choice.speaker_features(seen, parts, None, kind)), int(not spans))]
        for candidate in choice.candidates_of(seen, parts):
            start, end = pieces.starts[candidate.first], pieces.ends[candidate.last - 1]
            right = bool(spans) and start < high and low < end and head_word(text[start:end]) == head_word(text[low:high])
            group.append((choice.rows(choice.speaker_features(seen, parts, candidate, kind)), int(right)))
        found["speaker"].add(group)


def _speech_groups(paragraph: Paragraph, labels, covered, speech: choices.Groups) -> list[int]:
    pieces, marked, previous, number = paragraph.pieces, [0] * len(paragraph.pieces), 0, 0
    for first, last in outer(paragraph):
        number += 1
        marked[first:last] = [number] * (last - first)
        inner = [index for index in range(first, last) if pieces.words[index][0].isalnum()]
        if not inner:
            continue
        gold = int(covered[inner].mean() >= .5)
        listed = choice.rows(choice.speech_features(pieces, labels, first, last, previous))
        speech.add([([], 1 - gold), (listed, gold)])
        previous = 1 + gold
    return marked


def _parts(paragraph: Paragraph, quotation: dict) -> list[Run]:
    pieces, found = paragraph.pieces, []
    for start, end in quotation["spans"]:
        if paragraph.start <= start < paragraph.end:
            run = Run(pieces.first_at(start), bisect_left(pieces.starts, min(end, paragraph.end)))
            if run.last > run.first:
                found.append(run)
    return sorted(found, key=lambda run: run.first)


# ---------------------------------------------------------------- the file
def save(weights, moves, chosen: dict[str, np.ndarray], classes: dict[str, int], path: Path) -> None:
    """Write the model: every weight a whole number of eight bits, with one scale a column."""
    words = sorted(classes)
    stored = {"moves": moves.astype(np.float32),
              "cluster_words": np.frombuffer(json.dumps(words).encode(), dtype=np.uint8),
              "cluster_numbers": np.array([classes[word] for word in words], dtype=np.int16)}
    for name, values in {"labels": weights, **chosen}.items():
        values = np.where(np.abs(values) < PRUNE, 0, values)
        scale = np.maximum(np.abs(values).max(axis=0), 1e-9) / 127
        stored[name] = np.round(values / scale).astype(np.int8)
        stored[f"{name}_scale"] = np.float32(scale)
    np.savez_compressed(path, **stored)


def train(data: Path, folds: int, out: Path) -> None:
    """The whole of it: word classes, labels, label probabilities of articles not learned from, choices."""
    texts = [row["text"] for name in ("quotes_train", "wikinews") for row in rows(data / f"{name}.jsonl.gz")]
    classes = clusters(texts)
    corpus = Corpus(data / "quotes_train.jsonl.gz", classes)
    everything = np.arange(len(corpus.starts))
    fold = everything * folds // len(everything)
    unseen = np.zeros((len(corpus.labels), LABELS), np.float32)
    for number in range(folds):
        print(f"fold {number}", flush=True)
        label(corpus, *fit_labels(corpus, everything[fold != number]), everything[fold == number], unseen)
    print("all", flush=True)
    weights, moves = fit_labels(corpus, everything)
    chosen = {name: group.train(choice.BITS) for name, group in groups(corpus, unseen).items()}
    save(weights, moves, chosen, classes, out)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=linear.MODEL)
    arguments = parser.parse_args()
    train(arguments.data, arguments.folds, arguments.out)
