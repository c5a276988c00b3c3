"""The model behind the dictionary: which letters of an unseen word carry a syllable."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np

WEIGHTS = Path(__file__).resolve().parents[1] / "models" / "syllables.npz"
_LONGEST = 26
_EDGE = 27


def count(word: str) -> int:
    """The likeliest number of syllables, at least 1, of a word of the letters a to z.

    Every letter gets a probability of standing for a syllable from the letters around it (a small
    convolutional network); the number is the likeliest value of their sum. See helpers/models/syllables.md.
    """
    parts = [word[start : start + _LONGEST] for start in range(0, len(word), _LONGEST)]
    return sum(int(distribution(part)[1:].argmax()) + 1 for part in parts)


def distribution(word: str) -> np.ndarray:
    """The probability of 0, 1, 2 … syllables."""
    return np.mean([_sum_of(spoken) for spoken in letter_probabilities(word)], axis=0)


def letter_probabilities(word: str) -> list[np.ndarray]:
    """For each network, the probability of every letter of `word` to carry a syllable."""
    codes = np.zeros(_LONGEST + 2, dtype=int)  # as wide as in training, where 0 stands for nothing
    codes[: len(word) + 2] = [_EDGE, *(ord(letter) - 96 for letter in word), _EDGE]
    return [1 / (1 + np.exp(-_run(network, codes)[1 : len(word) + 1])) for network in _networks()]


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
def _networks() -> list[list[tuple[np.ndarray, np.ndarray]]]:
    """Each network as its layers, (weight, bias): the letters, then the convolutions."""
    with np.load(WEIGHTS) as file:
        stored = {name: file[name].astype(np.float32) for name in file.files}
    networks = sorted({name.split("_")[0] for name in stored})
    return [
        [
            (stored[f"{network}_{layer}_weight"], stored[f"{network}_{layer}_bias"])
            for layer in range(sum(name.startswith(f"{network}_") for name in stored) // 2)
        ]
        for network in networks
    ]
