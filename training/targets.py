"""Train helpers/models/targets.npz: tone toward a target, from NewsMTSC's own train part (MIT).

    python -m training.targets

Chosen on its dev parts (mt, rw). Multinomial logistic regression on hashed features, classes weighted alike.
"""
from __future__ import annotations

import sys

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from helpers.sentiment import stance

from .tone import rows

PENALTY = 10.0      # of the squared weights, against the sum of losses


def matrix(data: list[dict]) -> sp.csr_matrix:
    """Hashed features, one row a target."""
    found = [stance.hashed(stance.features(row["text"], *row["target"])) for row in data]
    lengths = np.cumsum([0] + [len(places) for places, _ in found])
    return sp.csr_matrix((np.concatenate([values for _, values in found]), np.concatenate([places for places, _ in found]),
                          lengths), shape=(len(data), stance.TABLE))


def fit(x: sp.csr_matrix, y: np.ndarray, penalty: float = PENALTY) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features × labels) and bias."""
    labels, size = len(stance.LABELS), x.shape[1]
    truth = np.eye(labels)[y]
    weight = (len(y) / (labels * truth.sum(0)))[y][:, None]
    turned = x.T.tocsr()

    def loss(flat):
        w, b = flat[:-labels].reshape(size, labels), flat[-labels:]
        z = x @ w + b
        z -= z.max(1, keepdims=True)
        log = z - np.log(np.exp(z).sum(1, keepdims=True))
        error = weight * (np.exp(log) - truth)
        return (-(weight * truth * log).sum() + penalty / 2 * (w * w).sum(),
                np.concatenate([(turned @ error + penalty * w).ravel(), error.sum(0)]))

    best = minimize(loss, np.zeros(size * labels + labels), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    return best[:-labels].reshape(size, labels), best[-labels:]


def macro_f1(right: np.ndarray, guess: np.ndarray) -> float:
    """Mean of the labels' F1."""
    return float(np.mean([2 * ((right == k) & (guess == k)).sum() / max(1, (right == k).sum() + (guess == k).sum())
                          for k in range(len(stance.LABELS))]))


def main() -> None:
    """Train, print the figures of the dev parts, write the model."""
    data = {name: [row for row in rows("targets.jsonl.gz") if row["set"] == name] for name in ("train", "mt", "rw")}
    x = {name: matrix(part) for name, part in data.items()}
    y = {name: np.array([stance.LABELS.index(row["label"]) for row in part]) for name, part in data.items()}
    penalty = float(sys.argv[1]) if len(sys.argv) > 1 else PENALTY
    weights, bias = fit(x["train"], y["train"], penalty)
    for name in ("mt", "rw"):
        print(f"{name}: macro-F1 {macro_f1(y[name], (x[name] @ weights + bias).argmax(1)):.3f}, {len(y[name])} targets")
    np.savez_compressed(stance.MODEL, weights=weights.astype(np.float16), bias=bias.astype(np.float32))
    print(f"{stance.MODEL}: {stance.MODEL.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
