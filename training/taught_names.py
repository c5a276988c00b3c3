"""What larger networks take for names in texts that nobody labelled: `taught_names.npz`, and the windows that it speaks of.

The file holds numbers alone, no text: for each window its checksum, and for each word that is perhaps part of a name the probabilities
of the labels. `training.name_teachers` makes the file; `training.data` turns it into examples.
"""
from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers import encoder

TAUGHT = Path(__file__).with_name("taught_names.npz")
CONTEXT = 64    # word pieces of the sentences before that a training window repeats: more than at run time, so each is learned more often
SURE = 0.98     # from this probability on a word is outside, and nothing is written down of it


@dataclass(frozen=True)
class Window:
    """Word pieces as the network reads them, with the pieces around them; `first` is True where a word begins."""

    ids: np.ndarray
    kinds: np.ndarray
    first: np.ndarray


def windows() -> Iterator[Window]:
    """The texts without labels among the training texts: articles, and short texts, a few of which make a text, as windows."""
    from .data import sentences
    for text in _texts():
        pieces = encoder.cut(text, *sentences(text))
        for before, _, end in encoder.windows(pieces, context=CONTEXT):
            yield Window(np.concatenate([[encoder.FIRST], pieces.ids[before:end], [encoder.LAST]]),
                         np.concatenate([[0], pieces.kinds[before:end], [0]]),
                         np.concatenate([[False], pieces.first[before:end], [False]]))


def _texts() -> Iterator[str]:
    from .data import in_fold, rows
    yield from (row["text"] for row in rows("onestop") if row["level"] != "intermediate")
    yield from (f"{row['title']}\n\n{row['text']}" for row in rows("wikinews"))
    yield from (row["text"] for row in rows("people_train"))
    short = [" ".join(row["text"].split()) for name in ("targets", "emobank_train", "tone") for row in rows(name)
             if row.get("split", "train") == "train" and (name != "tone" or row["set"] == "nyt") and not in_fold(row)]
    short = list(dict.fromkeys(filter(None, short)))
    chance = random.Random(17)
    chance.shuffle(short)
    place = 0
    while place < len(short):
        together = chance.choice([1, 2, 4, 6])
        yield "\n\n".join(short[place:place + together])
        place += together


def write(path: Path, told: Sequence[tuple[Window, np.ndarray]]) -> None:
    """Write the probabilities (pieces × labels) of each window."""
    firsts, shares = np.concatenate([window.first for window, _ in told]), np.concatenate([shares for _, shares in told])
    places = np.flatnonzero(firsts & (shares[:, 0] < SURE))
    np.savez_compressed(path, windows=np.array([_checksum(window) for window, _ in told], dtype=np.uint32),
                        places=np.diff(places, prepend=0).astype(np.uint16), shares=np.round(shares[places] * 255).astype(np.uint8))


def read(path: Path = TAUGHT) -> Iterator[tuple[Window, np.ndarray]]:
    """Each window with the probabilities of its pieces' labels (pieces × labels; all 0 within a word). A ValueError where windows are
    cut otherwise than they were."""
    with np.load(path) as file:
        given = {name: file[name] for name in file.files}
    found = list(windows())
    if not np.array_equal(given["windows"], np.array([_checksum(window) for window in found], dtype=np.uint32)):
        raise ValueError(f"{path.name} speaks of other windows than these: make it anew with python -m training.name_teachers")
    firsts = np.concatenate([window.first for window in found])
    shares = np.zeros((len(firsts), len(encoder.NAMES)), np.float32)
    shares[firsts, 0] = 1
    shares[np.cumsum(given["places"], dtype=int)] = given["shares"] / np.float32(255)
    ends = np.cumsum([len(window.ids) for window in found]).tolist()
    for window, end in zip(found, ends, strict=True):
        yield window, shares[end - len(window.ids):end]


def _checksum(window: Window) -> int:
    return zlib.crc32(window.ids.astype(np.int32).tobytes())
