"""How many targets are right in sentences that praise one and blame another (NewsMTSC, mt, dev): python -m benchmarks.targets_contrast"""
from __future__ import annotations

from collections import defaultdict

from .__main__ import BENCH, rows
from .accuracy_tone import targets


def right() -> tuple[float, int]:
    """(share of targets whose label is people's, number of targets)."""
    sentences = defaultdict(list)
    for row in rows(BENCH / "data" / "targets.jsonl.gz"):
        if (row["set"], row["split"]) == ("mt", "dev"):
            sentences[row["text"]].append(row)
    found = [row for targeted in sentences.values() if {"negative", "positive"} <= {row["label"] for row in targeted} for row in targeted]
    answers = [answer["label"] for answer in targets(found)]
    return sum(answer == row["label"] for answer, row in zip(answers, found, strict=True)) / len(found), len(found)


if __name__ == "__main__":
    print("{:.3f} of {} targets".format(*right()))
