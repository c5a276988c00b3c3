"""The valence of a word: what it adds to a sentence's tone, from word lists and a small model of words and their parts.

The model is linear (ridge regression, training/tone.py): a weight for each list, a weight for each frequent word, and a
weight for each run of 3 to 5 letters, so that a word never seen has the valence of its relatives ("mismanaged", "unfair").
"""
from __future__ import annotations

from functools import cache, lru_cache
from math import sqrt
from pathlib import Path
from zlib import crc32

import numpy as np

from . import lists

MODEL = Path(__file__).resolve().parents[1] / "models" / "tone.npz"
TABLE = 1 << 15         # weights of letter runs; runs that fall on the same one share it
RUNS = (3, 4, 5)
FLIPPED_PRAISE, FLIPPED_BLAME = -0.8, -0.1


class Model:
    """The weights: `lists` by (list, praise), `words` by word, `runs` by the hash of the letters."""

    def __init__(self, list_weights: dict, word_weights: dict[str, float], run_weights: np.ndarray):
        self.lists, self.words, self.runs = list_weights, word_weights, run_weights

    def save(self, path: Path = MODEL) -> None:
        """Write the weights, half precision."""
        names = list(self.words)
        np.savez_compressed(
            path, lists=np.array([self.lists[key] for key in list_features()], dtype=np.float32),
            names=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
            words=np.array([self.words[name] for name in names], dtype=np.float16), runs=self.runs.astype(np.float16))

    @classmethod
    def load(cls, path: Path = MODEL) -> Model:
        """Read the weights."""
        with np.load(path) as file:
            names = file["names"].tobytes().decode().split("\n")
            return cls(dict(zip(list_features(), file["lists"].tolist(), strict=True)),
                       dict(zip(names, file["words"].astype(float).tolist(), strict=True)), file["runs"].astype(np.float32))


def list_features() -> list[tuple[str, bool]]:
    """(list, praise) of every weight of a list."""
    return [(name, praise) for name in lists.OPINION_LISTS for praise in (True, False)]


def turn(form: str, flipped: bool) -> float:
    """The factor on a word's valence where its neighbours turn it about: "not good" is bad, "no one was killed" neutral."""
    if not flipped:
        return 1.0
    return FLIPPED_PRAISE if sum(value for _, value in lists.opinions(form)) > 0 else FLIPPED_BLAME


def runs(form: str) -> list[int]:
    """Places in the table of a word's letter runs."""
    marked = f"^{form}$"
    return [crc32(marked[start:start + length].encode()) % TABLE
            for length in RUNS for start in range(len(marked) - length + 1)]


def learns(form: str) -> bool:
    """Whether the model has a weight for the word: not for words of grammar and numbers."""
    return form[0].isalpha() and form not in lists.entries("words_without_tone")


@cache
def _model() -> Model:
    return Model.load()


@lru_cache(maxsize=1 << 17)
def valence(form: str, flipped: bool = False) -> float:
    """What a word adds to a sentence's tone before the sentence's length divides it; higher is more positive.

    `flipped` where its neighbours turn it about.
    """
    model = _model()
    total = sum(model.lists[name, value > 0] * value for name, value in lists.opinions(form))
    if learns(form):
        places = runs(form)
        total += model.words.get(form, 0.0) + float(model.runs[places].sum()) / sqrt(len(places))
    return total * turn(form, flipped)
