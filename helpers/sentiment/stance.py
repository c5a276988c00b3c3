"""Tone of a sentence toward one target in it: a linear model of the words around the target, which never sees its name.

Trained on NewsMTSC (F. Hamborg and K. Donnay, 2021) by training/targets.py. Other names and numbers are read by kind alone.
"""
from __future__ import annotations

from functools import cache, lru_cache
from math import sqrt
from pathlib import Path
from zlib import crc32

import numpy as np

from .reading import Piece, read
from .valence import valence

MODEL = Path(__file__).resolve().parents[1] / "models" / "targets.npz"
LABELS = ("negative", "neutral", "positive")
TABLE = 1 << 17
NEAR = 8        # words on each side that count as near


def chances(text: str, start: int, end: int, pieces: list[Piece] | None = None) -> np.ndarray:
    """Probabilities that the sentence is negative, neutral, positive toward what stands at start to end in it. `pieces`: the sentence as
    `reading.read` gives it, where it was read before."""
    weights, bias = _model()
    places, values = hashed(features(text, start, end, pieces))
    logits = bias + values @ weights[places]
    raised = np.exp(logits - logits.max())
    return raised / raised.sum()


def hashed(found: dict[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Places in the table of weights, and values."""
    return np.array([*map(_place, found)], dtype=np.int64), np.array([*found.values()], dtype=np.float32)


@lru_cache(maxsize=1 << 16)
def _place(key: str) -> int:
    return crc32(key.encode()) % TABLE


def features(text: str, start: int, end: int, pieces: list[Piece] | None = None) -> dict[str, float]:
    """What the model sees: words of the sentence, of the target's clause and near it, runs of letters, valences."""
    pieces = read(text) if pieces is None else pieces
    inside = [index for index, piece in enumerate(pieces) if piece.start < end and piece.end > start] or [0]
    first, last = inside[0], inside[-1]
    forms = ["<T>" if first <= index <= last else _form(piece) for index, piece in enumerate(pieces)]
    left, right = first, last
    while left > 0 and pieces[left - 1].kind != "stop":
        left -= 1
    while right < len(pieces) - 1 and pieces[right + 1].kind != "stop":
        right += 1
    found: dict[str, float] = {}
    _add_words(found, forms, first, last, left, right)
    _add_runs(found, pieces, first, last)
    _add_valences(found, pieces, first, last, left, right)
    found[f"place={min(9, 10 * first // max(1, len(pieces)))}"] = 0.5
    found["words"] = len(pieces) / 40
    found["names"] = sum(piece.kind == "name" for piece in pieces) / 5
    found["pronoun"] = 0.5 * (text[start:end].lower() in ("he", "she", "him", "her", "his"))
    found["quotes"] = 0.5 * any(piece.form in "“”\"" for piece in pieces)
    return found


def _form(piece: Piece) -> str:
    if piece.kind == "name":
        return "<N>"
    if piece.form[0].isdigit():
        return "<0>"
    return "~" + piece.form if piece.flipped and piece.kind == "word" else piece.form


def _add_words(found: dict[str, float], forms: list[str], first: int, last: int, left: int, right: int) -> None:
    def add(key: str, value: float) -> None:
        """Add to a feature; one that was not there begins at 0."""
        found[key] = found.get(key, 0.0) + value

    whole, clause = 2 / sqrt(max(1, len(forms))), 1 / sqrt(max(1, right - left))
    for index, form in enumerate(forms):
        add("u=" + form, whole)
        if index:
            add(f"b={forms[index - 1]}_{form}", whole)
        if left <= index <= right and not first <= index <= last:
            add(("cL=" if index < first else "cR=") + form, clause)
            add("c=" + form, clause)
    for distance in range(1, NEAR + 1):
        for side, index in (("A", last + distance), ("B", first - distance)):
            if 0 <= index < len(forms):
                add(f"{side}={forms[index]}", 0.5 / sqrt(distance))
                if distance < 4:
                    add(f"{side}{distance}={forms[index]}", 0.5)
    add("AA=" + "_".join(forms[last + 1:last + 3]), 0.5)
    add("BB=" + "_".join(forms[max(0, first - 2):first]), 0.5)


def _add_runs(found: dict[str, float], pieces: list[Piece], first: int, last: int) -> None:
    share = 0.7 / sqrt(max(1, len(pieces)))
    for index, piece in enumerate(pieces):
        if piece.kind == "word" and piece.form[0].isalpha() and not first <= index <= last:
            for key in _runs(piece.form, piece.flipped):
                found[key] = found.get(key, 0.0) + share


@lru_cache(maxsize=1 << 16)
def _runs(form: str, flipped: bool) -> tuple[str, ...]:
    """The features of a word's runs of letters."""
    marked, sign = f"^{form}$", "h=~" if flipped else "h="
    return tuple(sign + marked[place:place + length] for length in (3, 4, 5) for place in range(len(marked) - length + 1))


def _add_valences(found: dict[str, float], pieces: list[Piece], first: int, last: int, left: int, right: int) -> None:
    values = [piece.degree * valence(piece.form, piece.flipped) if piece.kind == "word" and not piece.undoes else None
              for piece in pieces]
    ranges = {"all": (0, len(pieces)), "L": (0, first), "R": (last + 1, len(pieces)), "clause": (left, right + 1),
              "clauseL": (left, first), "clauseR": (last + 1, right + 1), "nearR": (last + 1, last + 6),
              "nearL": (max(0, first - 5), first), "near": (max(0, first - 10), last + 11)}
    for name, (here, there) in ranges.items():
        known = [value for value in values[here:there] if value is not None]
        unit = 1 / sqrt(max(1, len(known)))
        praise = unit * sum(value for value in known if value > 0)
        blame = -unit * sum(value for value in known if value < 0)
        found.update({f"L+{name}": praise, f"L-{name}": blame, f"L={name}": praise - blame,
                      f"L^{name}": max(known, default=0.0), f"Lv{name}": -min(known, default=0.0)})


@cache
def _model() -> tuple[np.ndarray, np.ndarray]:
    with np.load(MODEL) as file:
        return file["weights"].astype(np.float32), file["bias"].astype(np.float32)
