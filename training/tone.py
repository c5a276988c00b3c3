"""Train helpers/models/tone.npz: the valence of words, from sentences whose tone people have judged.

    python -m training.tone            # trains, prints figures by folds, writes the model

Data (../shared/bench/data): NYT snippets (tone.jsonl.gz, set nyt) and EmoBank (emobank_train.jsonl.gz; of its newspaper
rows those of split train). Never the headlines, never BABE.
"""
from __future__ import annotations

import gzip
import json
from math import sqrt
from pathlib import Path
from zlib import crc32

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import Ridge

from helpers.sentiment import lists, valence
from helpers.sentiment.reading import read
from helpers.sentiment.scoring import length

DATA = Path(__file__).resolve().parents[2] / "shared" / "bench" / "data"
PENALTY = 4.0
OTHER_GENRES = 0.6      # weight of EmoBank's sentences that are not from newspapers
LIST_SCALE, RUN_SCALE = 1.5, 1.2        # larger: less penalised
FEWEST = 2              # sentences a word must stand in to have a weight of its own
FOLDS = 5


def rows(name: str) -> list[dict]:
    """The rows of a file of the bench."""
    with gzip.open(DATA / name, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def sentences() -> list[dict]:
    """Training sentences: text, y (standard deviations from neutral), weight, group (article, document or sentence), set."""
    found = [{"set": "nyt", "text": row["text"], "y": row["score"] / 0.86, "weight": 1.0, "group": "nyt " + row["article"]}
             for row in rows("tone.jsonl.gz") if row["set"] == "nyt"]
    emobank = [row for row in rows("emobank_train.jsonl.gz") if row["genre"] != "newspaper" or row["split"] == "train"]
    means = {genre: np.mean([row["score"] for row in emobank if row["genre"] == genre])
             for genre in {row["genre"] for row in emobank}}
    for row in emobank:
        news = row["genre"] == "newspaper"
        found.append({"set": "newspaper" if news else "other", "text": row["text"], "group": row["id"].rsplit("_", 2)[0],
                      "y": (row["score"] - (3 if news else means[row["genre"]])) / 0.29,
                      "weight": 1.0 if news else OTHER_GENRES})
    return found


def features(text: str) -> dict:
    """Column → value of one sentence, divided by the root of its length: exactly what scoring.score adds up."""
    pieces = read(text)
    unit, found = 1 / sqrt(length(pieces)), {}
    for piece in pieces:
        if piece.kind != "word" or piece.undoes:
            continue
        factor = piece.degree * unit * valence.turn(piece.form, piece.flipped)
        for name, value in lists.opinions(piece.form):
            key = (name, value > 0)
            found[key] = found.get(key, 0.0) + factor * value * LIST_SCALE
        if valence.learns(piece.form):
            found[piece.form] = found.get(piece.form, 0.0) + factor
            places = valence.runs(piece.form)
            share = factor * RUN_SCALE / sqrt(len(places))
            for place in places:
                found[place] = found.get(place, 0.0) + share
    return found


def fit(found: list[dict], y: np.ndarray, weights: np.ndarray) -> valence.Model:
    """Ridge regression without intercept, so that a sentence of words without valence is neutral."""
    counts: dict = {}
    for row in found:
        for key in row:
            counts[key] = counts.get(key, 0) + 1
    words = sorted(key for key, count in counts.items() if isinstance(key, str) and count >= FEWEST)
    columns = {key: number for number, key in enumerate([*valence.list_features(), *words, *range(valence.TABLE)])}
    cells = [(number, columns[key], value) for number, row in enumerate(found) for key, value in row.items() if key in columns]
    at, column, value = zip(*cells, strict=True)
    matrix = sp.csr_matrix((value, (at, column)), shape=(len(found), len(columns)))
    weight = Ridge(alpha=PENALTY, fit_intercept=False, solver="sparse_cg", tol=1e-4).fit(matrix, y, weights).coef_
    return valence.Model({key: float(weight[columns[key]]) * LIST_SCALE for key in valence.list_features()},
                         {word: float(weight[columns[word]]) for word in words},
                         weight[len(columns) - valence.TABLE:] * RUN_SCALE)


def predict(model: valence.Model, found: list[dict]) -> np.ndarray:
    """Standard deviations from neutral."""
    return np.array([sum(value * (model.lists[key] / LIST_SCALE if isinstance(key, tuple) else
                                  model.words.get(key, 0.0) if isinstance(key, str) else model.runs[key] / RUN_SCALE)
                         for key, value in row.items()) for row in found])


def correlation(x, y) -> float:
    """Pearson's r."""
    return float(np.corrcoef(x, y)[0, 1])


def main() -> None:
    """Figures by folds, then the model from everything."""
    data = sentences()
    found, y = [features(row["text"]) for row in data], np.array([row["y"] for row in data])
    weights, sets = np.array([row["weight"] for row in data]), np.array([row["set"] for row in data])
    fold = np.array([crc32(row["group"].encode()) % FOLDS for row in data])
    guess = np.zeros(len(data))
    for number in range(FOLDS):
        inside = fold != number
        model = fit([row for row, keep in zip(found, inside, strict=True) if keep], y[inside], weights[inside])
        guess[~inside] = predict(model, [row for row, keep in zip(found, inside, strict=True) if not keep])
    for name in ("nyt", "newspaper", "other"):
        print(f"{name}: r {correlation(guess[sets == name], y[sets == name]):.3f} by folds, {(sets == name).sum()} sentences")
    model = fit(found, y, weights)
    tests = {"newspaper dev": [row for row in rows("tone.jsonl.gz") if row.get("split") == "dev"],
             "headlines (never trained on)": [row for row in rows("tone.jsonl.gz") if row["set"] == "headlines"]}
    for name, test in tests.items():
        r = correlation(predict(model, [features(row["text"]) for row in test]), [row["score"] for row in test])
        print(f"{name}: r {r:.3f}, {len(test)} sentences")
    model.save()
    print(f"{valence.MODEL}: {valence.MODEL.stat().st_size:,} bytes, {len(model.words):,} words")


if __name__ == "__main__":
    main()
