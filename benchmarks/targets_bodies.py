"""Macro-F1 toward countries and bodies on our own gold, targets_bodies.tsv: python -m benchmarks.targets_bodies"""
from __future__ import annotations

from pathlib import Path

from helpers import sentiment

GOLD = Path(__file__).with_suffix(".tsv")


def macro_f1() -> tuple[float, int]:
    """(mean of the three labels' F1, number of sentences)."""
    rows = [line.split("\t") for line in GOLD.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    pairs = [(right, sentiment.stance_of(text, start := text.index(target), start + len(target))[0])
             for text, target, right in rows]
    scores = []
    for label in ("negative", "neutral", "positive"):
        both = sum(right == guess == label for right, guess in pairs)
        scores.append(2 * both / max(1, sum(right == label for right, _ in pairs) + sum(guess == label for _, guess in pairs)))
    return sum(scores) / 3, len(pairs)


if __name__ == "__main__":
    print("macro-F1 {:.3f} over {} sentences".format(*macro_f1()))
