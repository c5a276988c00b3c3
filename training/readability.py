"""Fits the weights of the reading ease: helpers/models/readability.txt, and prints the figures of its card.

    python -m training.readability [--bench ../shared/bench/data]

Trained on OneStopEnglish (100-word parts, CC BY-SA 4.0: the advanced version of an article is harder than the
intermediate, that harder than the elementary one) and the train split of CEFR-SP Wiki-Auto (CC BY-SA 3.0: sentences
with levels), and on nothing else. Least squares with a small ridge, in which no weight may have the wrong sign: only
pronouns may make a text easier. CLEAR and the CEFR texts are only measured.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path

import numpy as np
from scipy.optimize import nnls
from scipy.stats import spearmanr

from benchmarks.accuracy_readability import prose
from helpers.readability import index

ROOT = Path(__file__).resolve().parents[1]
LEVELS = ("elementary", "intermediate", "advanced")
GAP, RIDGE = 0.6, 0.1
EASIER = ("personal pronouns",)
MEANINGS = (
    ("rare words", "unfamiliar words a sentence, the rarer the more, where they are new (square root)"),
    ("uncommon words", "all words but the small ones a sentence, the rarer the more, where they are new (square root)"),
    ("long words", "syllables after the first, in rarer words, a sentence, where they are new (square root)"),
    ("passives", "share of sentences with a passive (square root)"),
    ("subordination", "words that open a subordinate clause a sentence: which, that, because … (square root)"),
    ("prepositions", "by, for, in, of, to and with a sentence (square root)"),
    ("personal pronouns", "I, you, she, their … as a share of the words: who acts is told in plain words"),
)


def rows(path: Path) -> list[dict]:
    """The rows of a bench file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def table(found: list[dict]) -> np.ndarray:
    """Feature values, one row a text."""
    return np.array([index.feature_values(index.sentence_sums(prose(row["text"]))[1].sum(axis=0)) for row in found])


def steps(values: np.ndarray, found: list[dict], articles: set[str]) -> tuple[np.ndarray, np.ndarray]:
    """Differences between two versions of an article, and the levels that lie between them."""
    place = {(row["article"], row["level"]): number for number, row in enumerate(found) if row["article"] in articles}
    differences, gaps = [], []
    for article in sorted(articles):
        for easy, hard in ((0, 1), (1, 2), (0, 2)):
            pair = place.get((article, LEVELS[easy])), place.get((article, LEVELS[hard]))
            if None not in pair:
                differences.append(values[pair[0]] - values[pair[1]])
                gaps.append(GAP * (hard - easy))
    return np.array(differences), np.array(gaps)


def fit(sentences: np.ndarray, levels: np.ndarray, texts: np.ndarray, gaps: np.ndarray) -> np.ndarray:
    """Weights for standardised features; both sources weigh the same."""
    signs = np.array([1.0 if key in EASIER else -1.0 for key, _ in MEANINGS])
    matrix = np.vstack(
        [sentences / np.sqrt(len(sentences)), texts / np.sqrt(len(texts)), np.eye(len(signs)) * np.sqrt(RIDGE)]
    )
    target = np.concatenate([levels / np.sqrt(len(levels)), gaps / np.sqrt(len(gaps)), np.zeros(len(signs))])
    return nnls(matrix * signs, target)[0] * signs


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared" / "bench" / "data")
    bench = parser.parse_args().bench
    cefr, onestop = rows(bench / "cefr_sentences.jsonl.gz"), rows(bench / "onestop_100.jsonl.gz")
    cefr_values, onestop_values = table(cefr), table(onestop)
    train = np.array([row["split"] == "train" for row in cefr])
    levels = np.array([row["ease"] for row in cefr])
    usual = onestop_values[[row["level"] == "advanced" for row in onestop]].mean(axis=0)
    spread = np.vstack([cefr_values[train], onestop_values]).std(axis=0)
    a, b = (cefr_values - cefr_values[train].mean(axis=0)) / spread, (onestop_values - usual) / spread
    centred = levels[train] - levels[train].mean()
    articles = sorted({row["article"] for row in onestop})

    def weights(chosen):
        return fit(a[train], centred, *steps(b, onestop, set(chosen)))

    shuffled = random.Random(0).sample(articles, len(articles))
    right = 0
    for fold in range(5):
        held_out = set(shuffled[fold::5])
        differences, _ = steps(b, onestop, held_out)
        right += (differences @ weights(set(articles) - held_out) > 0).sum()
    pairs = len(steps(b, onestop, set(articles))[1])
    found = weights(articles)
    means = {name: (b @ found)[[row["level"] == name for row in onestop]].mean() for name in LEVELS}
    points = found * 20 / (means["elementary"] - means["advanced"])
    figures = {
        "onestop_100 pairs right, article-grouped folds": right / pairs,
        "cefr_sentences dev rho": spearmanr((a @ found)[~train], levels[~train])[0],
    }
    whole = rows(bench / "onestop.jsonl.gz")
    difference = b @ points - ((table(whole) - usual) / spread) @ points
    words = np.array([index.sentence_sums(prose(row["text"]))[1][:, 1].sum() for row in onestop])
    error = np.quantile(np.abs(difference) * np.sqrt(words / 100), 0.9) / 1.645
    for name in ("clear", "cefr_texts"):
        measured = rows(bench / f"{name}.jsonl.gz")
        figures[f"{name} rho, never trained on"] = spearmanr(
            table(measured) @ (points / spread), [row["ease"] for row in measured]
        )[0]
    for name, value in figures.items():
        print(f"{name}: {value:.4f}")
    print("first 100 words against the whole text: mean", difference.mean(), "error", error)
    write(points, usual, spread, error)


def write(points, usual, spread, error) -> None:
    """The file of weights, for people to read."""
    lines = [
        "# Reading ease: 50 points, and for every feature its weight for each spread that the value lies above the usual one.",
        "# 50 is a newspaper article as printed, 70 the same article rewritten for learners. A negative weight makes harder.",
        "# error: 9 of 10 texts of 100 words lie within 1.645 times so many points of the longer text they are the beginning of.",
        "# Written by training/readability.py; the card is readability.md.",
        "",
        "start | 50",
        f"error | {error:.2f}",
        "",
        "# The length of a sentence has no line of its own: every word in it counts in the first three.",
        "# feature | weight | usual | spread | meaning",
    ]
    lines += [
        f"{key} | {weight:.3f} | {middle:.4f} | {width:.4f} | {meaning}"
        for (key, meaning), weight, middle, width in zip(MEANINGS, points, usual, spread, strict=True)
    ]
    (ROOT / "helpers" / "models" / "readability.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
