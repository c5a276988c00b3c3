"""Train helpers/models/wording.npz: the words that tell sentences of newspapers from letters, essays, blogs and stories.

    python -m training.wording

Plain newspaper style is the measure of loaded wording (helpers.sentiment.wording). Data: EmoBank's sentences and their
genres (CC BY-SA 4.0), newspaper rows of split train only. Nothing is trained or weighted on BABE.
"""
from __future__ import annotations

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from helpers.sentiment import wording
from helpers.sentiment.reading import read

from .tone import rows


def main() -> None:
    """Train, print the size of both parts of the score over newspapers' sentences, write the model."""
    data = [row for row in rows("emobank_train.jsonl.gz") if row["genre"] != "newspaper" or row["split"] == "train"]
    other = np.array([row["genre"] != "newspaper" for row in data])
    found = [wording.style_features(read(row["text"])) for row in data]
    columns = DictVectorizer(dtype=np.float32)
    matrix = columns.fit_transform(found)
    keep = np.asarray((matrix != 0).sum(0)).ravel() >= 2
    matrix, names = matrix[:, keep], [name for name, kept in zip(columns.feature_names_, keep, strict=True) if kept]
    weights = LogisticRegression(C=3.0, class_weight="balanced", max_iter=500).fit(matrix, other).coef_[0]
    style = matrix @ weights
    np.savez_compressed(wording.MODEL, names=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
                        weights=weights.astype(np.float16), mean=np.float32(style[~other].mean()))
    political = [read(row["text"]) for row in rows("targets.jsonl.gz") if row["set"] == "train"]
    hits = [len(wording.places(row["text"])) for row in rows("targets.jsonl.gz") if row["set"] == "train"]
    parts = [hit / np.sqrt(wording.length(pieces)) for hit, pieces in zip(hits, political, strict=True)]
    known = dict(zip(names, weights, strict=True))
    style = [sum(known.get(k, 0) * v for k, v in wording.style_features(pieces).items()) for pieces in political]
    print(f"news about politics: standard deviation of list part {np.std(parts):.3f}, of style {np.std(style):.3f}")
    print(f"{wording.MODEL}: {wording.MODEL.stat().st_size:,} bytes, {len(names):,} words")


if __name__ == "__main__":
    main()
