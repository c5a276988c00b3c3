"""Runs the small network that tells an article's lines from the page's: numpy only, all lines of a text at once.

Trained by training/lines.py; the card is helpers/models/lines.md.
"""
from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

_MODEL = Path(__file__).resolve().parents[1] / "models" / "lines.npz"
_DILATIONS = (1, 2, 6)
_ONE_CORE = 1 << 18
"""Multiplications up to which numpy's library keeps to one core. With more it wakes the others, which for products as small as
these costs twice the time of the product itself."""


@cache
def _weights() -> tuple[np.ndarray, np.ndarray, list[dict[str, np.ndarray]]]:
    """Mean and spread of the features, and the weights of each of the networks whose answers are averaged."""
    with np.load(_MODEL) as stored:
        networks: dict[str, dict[str, np.ndarray]] = {}
        for name in stored.files:
            seed, dot, part = name.partition(".")
            if dot:
                weights = stored[name].astype(np.float32)
                networks.setdefault(seed, {})[part] = weights
        for weights in networks.values():
            for place in range(len(_DILATIONS)):      # one matrix for all steps of the kernel: (kernel × in, out)
                kernel = weights[f"near.{place}.weight"].transpose(2, 1, 0)
                weights[f"near.{place}.weight"] = np.ascontiguousarray(kernel.reshape(-1, kernel.shape[2]))
        return stored["mean"], stored["spread"], list(networks.values())


def body_likelihood(features: np.ndarray) -> np.ndarray:
    """How likely each line is of the article's running text, 0 to 1; one row of `shapes` a line."""
    mean, spread, networks = _weights()
    scaled = np.clip((features - mean) / spread, -6, 6).astype(np.float32)
    return np.mean([_run(weights, scaled) for weights in networks], axis=0)


def _run(weights: dict[str, np.ndarray], scaled: np.ndarray) -> np.ndarray:
    hidden = np.maximum(_linear(weights, "enter", scaled), 0)
    for place, dilation in enumerate(_DILATIONS):
        hidden = hidden + np.maximum(_near(weights, f"near.{place}", hidden, dilation), 0)
    looks = _linear(weights, "look", hidden)
    looks = np.exp(looks - looks.max())
    article = (looks / looks.sum() * hidden).sum(0)
    hidden = hidden + np.maximum(_linear(weights, "whole", np.concatenate([hidden, hidden * article], 1)), 0)
    return 1 / (1 + np.exp(-_linear(weights, "leave", hidden)[:, 0]))


def _linear(weights, name, values):
    return _product(values, weights[f"{name}.weight"].T) + weights[f"{name}.bias"]


def _near(weights, name, values, dilation):
    """A convolution over lines: each sees its neighbours `dilation` lines apart."""
    matrix, count = weights[f"{name}.weight"], len(values)
    steps = len(matrix) // values.shape[1]
    reach = steps // 2 * dilation
    padded = np.zeros((count + 2 * reach, values.shape[1]), values.dtype)
    padded[reach:reach + count] = values
    around = np.concatenate([padded[step * dilation:step * dilation + count] for step in range(steps)], axis=1)
    return _product(around, matrix) + weights[f"{name}.bias"]


def _product(values: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """values @ matrix, a few rows at a time."""
    rows = max(1, _ONE_CORE // matrix.size)
    found = np.empty((len(values), matrix.shape[1]), values.dtype)
    for start in range(0, len(values), rows):
        np.matmul(values[start:start + rows], matrix, out=found[start:start + rows])
    return found
