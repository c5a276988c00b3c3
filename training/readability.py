"""Fits the reading ease of words, sentences and texts: helpers/models/readability*.txt, and prints the figures of their card.

    python -m training.readability [--bench ../shared/bench/data]

Trained on OneStopEnglish (100-word parts, CC BY-SA 4.0: the advanced version of an article is harder than the
intermediate, that harder than the elementary one) and the train split of CEFR-SP Wiki-Auto (CC BY-SA 3.0: sentences
with levels), and on nothing else. Least squares with a small ridge, in which no weight may have the wrong sign: only
pronouns may make a text easier. CLEAR and the CEFR texts are only measured.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from scipy.optimize import nnls
from scipy.stats import spearmanr

from benchmarks.accuracy_readability import prose
from helpers.readability import index

from . import sentence_ease
from .bench import BENCH, rows

LEVELS = ("elementary", "intermediate", "advanced")
GAP, RIDGE = 0.6, 0.1
EASIER = ("personal pronouns",)
MEANINGS = (
    ("rare words", "words off the list of familiar ones: the more in a sentence and the rarer, the harder; a word counts where it "
                   "is new"),
    ("uncommon words", "all but the small words (the, of, and): the more in a sentence and the rarer, the harder; a word counts "
                       "where it is new"),
    ("long words", "syllables after the first, in all but the commonest words: the more in a sentence, the harder; a word counts "
                   "where it is new"),
    ("hard words", "how hard the words are, learned from sentences that experts sorted by level"),
    ("personal pronouns", "I, you, she, their …: the more of them, the plainer it is who does what"),
)
BY_LIST = 3
"""The place of the feature that is itself learnt."""


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
    parser.add_argument("--bench", type=Path, default=BENCH)
    bench = parser.parse_args().bench
    cefr, onestop = rows(bench / "cefr_sentences.jsonl.gz"), rows(bench / "onestop_100.jsonl.gz")
    learnt = sentence_ease.learn(cefr)
    sentence_ease.write_words(learnt.fitted)
    cefr_values, onestop_values = table(cefr), table(onestop)
    cefr_values[:, BY_LIST] = -learnt.of_words    # of sentences that the list has not seen
    kept = ~np.isnan(learnt.of_words)
    cefr, cefr_values = [row for row, keep in zip(cefr, kept, strict=True) if keep], cefr_values[kept]
    train = np.array([row["split"] == "train" for row in cefr])
    levels = np.array([row["ease"] for row in cefr])
    usual = onestop_values[[row["level"] == "advanced" for row in onestop]].mean(axis=0)
    spread = np.vstack([cefr_values[train], onestop_values]).std(axis=0)
    a, b = (cefr_values - cefr_values[train].mean(axis=0)) / spread, (onestop_values - usual) / spread
    centred = levels[train] - levels[train].mean()
    articles = sorted({row["article"] for row in onestop})

    level = np.array([row["level"] for row in onestop])
    distance = b - (table(rows(bench / "onestop.jsonl.gz")) - usual) / spread
    words = np.array([index.sentence_sums(prose(row["text"]))[1][:, 1].sum() for row in onestop])

    def points_of(chosen):
        """Weights from these articles, in points: 20 lie between an article's elementary and its advanced version."""
        found = fit(a[train], centred, *steps(b, onestop, set(chosen)))
        ease = b @ found
        return found * 20 / (ease[level == LEVELS[0]].mean() - ease[level == LEVELS[-1]].mean())

    def reach(points):
        """How far the first 100 words lie from the whole text, more words reckoned to 100."""
        return np.abs(distance @ points) * np.sqrt(words / 100)

    shuffled = random.Random(0).sample(articles, len(articles))
    right = inside = 0
    for fold in range(5):
        held_out = set(shuffled[fold::5])
        unseen = np.array([row["article"] in held_out for row in onestop])
        points = points_of(set(articles) - held_out)
        right += (steps(b, onestop, held_out)[0] @ points > 0).sum()
        inside += (reach(points)[unseen] <= np.quantile(reach(points)[~unseen], 0.9)).sum()
    points = points_of(articles)
    error = np.quantile(reach(points), 0.9) / 1.645
    figures = {
        "onestop_100 pairs right, article-grouped folds": right / len(steps(b, onestop, set(articles))[1]),
        "onestop_100 texts within the interval, article-grouped folds": inside / len(onestop),
        "cefr_sentences dev rho": spearmanr((a @ points)[~train], levels[~train])[0],
    }
    for name in ("clear", "cefr_texts"):
        measured = rows(bench / f"{name}.jsonl.gz")
        figures[f"{name} rho, never trained on"] = spearmanr(
            table(measured) @ (points / spread), [row["ease"] for row in measured]
        )[0]
    for name, value in figures.items():
        print(f"{name}: {value:.4f}")
    print(f"first 100 words against the whole text, points: mean {(distance @ points).mean():.1f}, error {error:.2f}")
    write(points, usual, spread, error)
    sentence_ease.write(learnt.fitted, [prose(row["text"]) for row in onestop])


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
        "# The length of a sentence has no line of its own: every word in it counts in the first three, which are square roots "
        "of sums.",
        "# feature | weight | usual | spread | meaning",
    ]
    lines += [
        f"{key} | {weight:.3f} | {middle:.4f} | {width:.4f} | {meaning}"
        for (key, meaning), weight, middle, width in zip(MEANINGS, points, usual, spread, strict=True)
    ]
    index.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    index.model.cache_clear()


if __name__ == "__main__":
    main()
