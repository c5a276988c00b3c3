"""The word lists of helpers/lexicons that tone and loaded words are read with."""
from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from . import vader

FOLDER = Path(__file__).resolve().parents[1] / "lexicons"
OPINION_LISTS = ("vader", "opinion", "tone_words")


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of a list: each line up to its first tab; lines that begin with # are comments."""
    return frozenset(line.split("\t")[0] for line in _lines(name))


@cache
def columns(name: str) -> dict[str, str]:
    """Entry → what stands behind the tab in its line; lines without a tab are left out."""
    return dict(line.split("\t", 1) for line in _lines(name) if "\t" in line)


@cache
def numbers(name: str) -> dict[str, float]:
    """Entry → the number behind the tab in its line."""
    return {entry: float(number) for entry, number in columns(name).items()}


def is_negator(form: str) -> bool:
    """Whether a word (lower case, straight apostrophe) denies what follows it."""
    return form in entries("negators") or form.endswith("n't")


@lru_cache(maxsize=1 << 16)
def opinions(form: str) -> tuple[tuple[str, float], ...]:
    """(list, value) of the opinion lists that know a word: VADER's valence, Hu and Liu's ±1, our own valence."""
    return tuple((name, found[form]) for name, found in _opinions().items() if form in found)


def is_opinion(form: str) -> bool:
    """Whether a list takes the word for praise or blame."""
    return bool(opinions(form))


@cache
def _opinions() -> dict[str, dict[str, float]]:
    signs = dict.fromkeys(entries("opinion_negative"), -1.0) | dict.fromkeys(entries("opinion_positive"), 1.0)
    known = {"vader": {word: value for word, value in vader.lexicon().items() if word[0].isalpha()},
             "opinion": signs, "tone_words": numbers("tone_words")}
    return {name: {word: value for word, value in found.items() if not is_negator(word)} for name, found in known.items()}


def _lines(name: str) -> list[str]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
