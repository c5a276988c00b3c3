"""Trains helpers/models/html_body.json: which pieces of a page are its article.

    python training/train_html.py ../shared/bench/data/html.jsonl.gz [--check]

Needs scikit-learn (requirements-training.txt). Gold is the body of each page as running text: a piece is positive when
its words lie in it, in order. `--check` only prints the scores of a ten-fold cross-validation by page.
"""

from __future__ import annotations

import difflib
import gzip
import json
import random
import re
import statistics
import sys
from pathlib import Path

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from helpers.loading.web import choosing, features, page  # noqa: E402

STRENGTH = 0.02
"""Inverse strength of regularisation, chosen by cross-validation among .01, .02, .03, .1."""

FOLDS = 10
_WORDS = re.compile(r"\w+")


def examples(path: str):
    """For each page: its pieces, votes, features, labels and the words of gold."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            tree = page.parse(row["html"])
            pieces = page.pieces(tree)
            votes = [choosing._votes(lines, pieces) for lines in choosing.extractors(tree)]
            yield (
                pieces,
                votes,
                numpy.array(features.table(tree, pieces, votes)),
                labels(pieces, row["body"]),
                row["body"],
            )


def labels(pieces, body: str):
    """1 for each piece whose words lie in gold, in order."""
    gold = _WORDS.findall(body)
    joined = f" {' '.join(gold)} "
    words, owners = [], []
    for index, piece in enumerate(pieces):
        own = _WORDS.findall(piece.text)
        if own and f" {' '.join(own)} " in joined:
            words += own
            owners += [index] * len(own)
    matched = numpy.zeros(len(pieces))
    for block in difflib.SequenceMatcher(None, words, gold, autojunk=False).get_matching_blocks():
        for place in range(block.a, block.a + block.size):
            matched[owners[place]] += 1
    sizes = numpy.bincount(owners, minlength=len(pieces)) if owners else numpy.zeros(len(pieces))
    return (matched > 0.6 * numpy.maximum(sizes, 1)).astype(int)


def fit(pages):
    """Scaling and weights."""
    rows, answers = numpy.vstack([each[2] for each in pages]), numpy.concatenate([each[3] for each in pages])
    scaler = StandardScaler().fit(rows)
    return scaler, LogisticRegression(C=STRENGTH, max_iter=2000).fit(scaler.transform(rows), answers)


def check(pages, seeds=(0, 1, 2)) -> None:
    """Cross-validated precision, recall, f1 of four-word shingles, and the share of pages that are exact."""
    scores = []
    for seed in seeds:
        order = list(range(len(pages)))
        random.Random(seed).shuffle(order)
        for fold in range(FOLDS):
            held = set(order[fold::FOLDS])
            scaler, model = fit([pages[index] for index in order if index not in held])
            for index in held:
                pieces, votes, rows, _, body = pages[index]
                chosen = choosing.chosen(pieces, votes, list(model.predict_proba(scaler.transform(rows))[:, 1]))
                scores.append(compare(body, "\n".join(pieces[each].text for each in chosen)))
    precision, recall, exact = (statistics.mean(column) for column in zip(*scores, strict=True))
    print(
        f"precision {precision:.4f} recall {recall:.4f} f1 {2 * precision * recall / (precision + recall):.4f} "
        f"exact {exact:.4f}"
    )


def compare(gold: str, found: str) -> tuple[float, float, float]:
    from collections import Counter

    one, two = _WORDS.findall(gold), _WORDS.findall(found)
    first, second = (Counter(zip(*(words[shift:] for shift in range(4)), strict=False)) for words in (one, two))
    both = (first & second).total()
    return both / max(1, second.total()), both / max(1, first.total()), float(one == two)


def main() -> None:
    pages = list(examples(sys.argv[1]))
    check(pages)
    if "--check" in sys.argv:
        return
    scaler, model = fit(pages)
    stored = {
        "intercept": round(float(model.intercept_[0]), 5),
        "features": [
            [name, *(round(float(value), 5) for value in values)]
            for name, *values in zip(features.NAMES, scaler.mean_, scaler.scale_, model.coef_[0], strict=True)
        ],
    }
    choosing.MODEL.write_text(json.dumps(stored, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
