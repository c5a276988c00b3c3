"""The model behind the dictionary: which letters of an unseen word carry a syllable."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np

from . import stretches

WEIGHTS = Path(__file__).resolve().parents[1] / "models" / "syllables.npz"
SHARE = 0.6
"""How much the stretches of letters weigh beside the network."""

_LONGEST = 26
_EDGE = 27


def count(word: str) -> int:
    """The likeliest number of syllables, at least 1, of a word of the letters a to z.

    Two models give every letter a probability of standing for a syllable from the letters around it: a small
    convolutional network, and the weights of `stretches`. The number is the likeliest value of their sum, in the
    weighted geometric mean of both. See helpers/models/syllables.md.
    """
    parts = [word[start : start + _LONGEST] for start in range(0, len(word), _LONGEST)]
    return sum(int(distribution(part)[1:].argmax()) + 1 for part in parts)


def distribution(word: str) -> np.ndarray:
    """The probability of 0, 1, 2 … syllables."""
    network, other = (_sum_of(spoken) + 1e-4 for spoken in letter_probabilities(word))
    mixed = network ** (1 - SHARE) * other**SHARE
    return mixed / mixed.sum()


def letter_probabilities(word: str) -> tuple[np.ndarray, np.ndarray]:
    """The probability of every letter of `word` to carry a syllable: by the network, and by the stretches of letters."""
    codes = np.zeros(_LONGEST + 2, dtype=int)  # as wide as in training, where 0 stands for nothing
    codes[: len(word) + 2] = [_EDGE, *(ord(letter) - 96 for letter in word), _EDGE]
    spoken = 1 / (1 + np.exp(-_run(_network(), codes)[1 : len(word) + 1]))
    return spoken, stretches.letter_probabilities(word)


def _run(network: list[tuple[np.ndarray, np.ndarray]], codes: np.ndarray) -> np.ndarray:
    (letters, _), *steps, last = network
    inner = letters[codes]
    for step in steps:
        found = np.maximum(_convolve(inner, *step), 0)
        inner = inner + found if found.shape == inner.shape else found
    return _convolve(inner, *last)[:, 0]


def _convolve(inner: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Positions × channels, with weights out × in × width, zeros beyond the edges."""
    width = weight.shape[2]
    padded = np.pad(inner, ((width // 2, width // 2), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, width, axis=0)
    return windows.reshape(len(inner), -1) @ weight.reshape(len(weight), -1).T + bias


def _sum_of(spoken: np.ndarray) -> np.ndarray:
    """The distribution of how many of independent events happen (Poisson binomial)."""
    found = np.zeros(_LONGEST + 1)
    found[0] = 1
    for probability in spoken:
        found[1:] = found[1:] * (1 - probability) + found[:-1] * probability
        found[0] *= 1 - probability
    return found


@functools.cache
def _network() -> list[tuple[np.ndarray, np.ndarray]]:
    """The network's layers, (weight, bias): the letters, then the convolutions."""
    with np.load(WEIGHTS) as file:
        return [
            (file[f"n0_{layer}_weight"].astype(np.float32), file[f"n0_{layer}_bias"].astype(np.float32))
            for layer in range(len(file.files) // 2)
        ]
