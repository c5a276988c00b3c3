"""The word lists of helpers/lexicons that tone and loaded words are read with."""
from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "lexicons"


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of a list: each line up to its first tab; lines that begin with # are comments."""
    return frozenset(line.split("\t")[0] for line in _lines(name))


@cache
def columns(name: str) -> dict[str, str]:
    """Entry → what stands behind the tab in its line."""
    return dict(line.split("\t", 1) for line in _lines(name))


@cache
def numbers(name: str) -> dict[str, float]:
    """Entry → the number behind the tab in its line."""
    return {entry: float(number) for entry, number in columns(name).items()}


def _lines(name: str) -> list[str]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
