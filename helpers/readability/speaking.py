"""The model behind the dictionary: which letters of an unseen word carry a syllable."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import onnxruntime

from . import stretches

WEIGHTS = Path(__file__).resolve().parents[1] / "models" / "syllables.onnx"
SHARE = 0.6
"""How much the stretches of letters weigh beside the network (chosen on words held out of the training file)."""

_LONGEST = 26
_EDGE = 27


@functools.lru_cache(maxsize=1 << 16)
def count(word: str) -> int:
    """The likeliest number of syllables, at least 1, of a word of the letters a to z.

    Two models give every letter a probability of standing for a syllable: a small recurrent network that reads the word in
    both directions, and the weights of `stretches`. The number is the likeliest value of their sum, in the weighted
    geometric mean of both. See helpers/models/syllables.md.
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
    codes = np.array([[_EDGE, *(ord(letter) - 96 for letter in word), _EDGE]])
    (logits,) = _network().run(None, {"letters": codes})
    return 1 / (1 + np.exp(-logits[0, 1:-1].astype(float))), stretches.letter_probabilities(word)


def _sum_of(spoken: np.ndarray) -> np.ndarray:
    """The distribution of how many of independent events happen (Poisson binomial)."""
    found = [1.0]
    for happens in spoken.tolist():
        found = [same * (1 - happens) + fewer * happens for same, fewer in zip([*found, 0.0], [0.0, *found], strict=True)]
    return np.array(found + [0.0] * (_LONGEST + 1 - len(found)))


@functools.cache
def _network() -> onnxruntime.InferenceSession:
    """The network: the letters of a word (a = 1 …, an edge before and after) → the logit of each to carry a syllable."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(WEIGHTS, options, providers=["CPUExecutionProvider"])
