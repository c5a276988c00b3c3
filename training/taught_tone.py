"""What larger networks hear in the training sentences and in variants of them: `taught_tone.npz`, and the sentences that it speaks of.

The file holds numbers alone, no text: for each unrated sentence its checksum, which stretches of it were hidden as names, its tone
on both scales, and the probabilities of a tone towards each hidden name; for each rated sentence the same, by teachers that had not
seen it. `training.tone_teachers` makes the file; `training.data` turns it into examples.
"""
from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import variants

TAUGHT = Path(__file__).with_name("taught_tone.npz")
STEPS = 40      # of a standard deviation of tone, as it is written down
SHORTEST, LONGEST = 4, 60
"""Words in a sentence of an article that is taken."""
VARIANTS_SHORT, VARIANTS = 3, 1
"""Variants of each short text and of each sentence of an article."""


@dataclass(frozen=True)
class Opinions:
    """Teachers' opinions. `tone`: (sentences × 2), in standard deviations of each scale; `targets`: (targets × 3) probabilities."""

    tone: np.ndarray
    targets: np.ndarray


def unrated() -> list[str]:
    """The texts of short rows and the sentences of articles among the training texts, then variants of all of them (of a short text
    more, since those are the kinds of texts that people rated), none twice."""
    short, long = ([" ".join(text.split()) for text in texts] for texts in (short_texts(), article_sentences()))
    counts = [VARIANTS_SHORT] * len(short) + [VARIANTS] * len(long)
    known: dict[int, str] = {}
    for text in (*short, *long, *variants.variants([*short, *long], counts, seed=9)):
        known.setdefault(checksum(text), text)
    return list(filter(None, known.values()))


def short_texts() -> Iterator[str]:
    """The rows that hold a sentence or a few."""
    from .data import in_fold, rows
    for name in ("targets", "emobank_train", "tone", "names_train", "cefr_sentences"):
        for row in rows(name):
            if row.get("split", "train") == "train" and (name != "tone" or row["set"] == "nyt") and not in_fold(row):
                yield row["text"]


def article_sentences() -> Iterator[str]:
    """The sentences of articles."""
    from .data import sentences
    for text in articles():
        for start, end in sentences(text)[0]:
            if SHORTEST <= len(text[start:end].split()) <= LONGEST:
                yield text[start:end]


def articles() -> Iterator[str]:
    """The articles among the training texts."""
    from .data import rows
    for name in ("quotes_train", "onestop", "wikinews", "people_train"):
        for row in rows(name):
            if row.get("level") != "intermediate":       # the other two versions of the article are enough
                yield f"{row['title']}\n\n{row['text']}" if name == "wikinews" else row["text"]


def checksum(text: str) -> int:
    """What a sentence is known by in the file."""
    return zlib.crc32(text.encode())


def write(path: Path, hidden: dict[int, Sequence[tuple[int, int]]], heard: Opinions, rated: Opinions) -> None:
    """Write the opinions. `hidden`: for each unrated sentence, by its checksum and in the order of `heard.tone`, its hidden spans,
    in the order of `heard.targets`; `rated`: of the rows of tone and of targets, in the order in which `training.data` reads them."""
    spans = np.array([span for spans in hidden.values() for span in spans], dtype=np.uint16).reshape(-1, 2)
    np.savez_compressed(path, sentences=np.array(list(hidden), dtype=np.uint32), spans=spans,
                        counts=np.array([len(spans) for spans in hidden.values()], dtype=np.uint8),
                        tone=_whole(heard.tone), targets=_parts(heard.targets),
                        rated_tone=_whole(rated.tone), rated_targets=_parts(rated.targets))


def read(path: Path = TAUGHT) -> tuple[dict[int, tuple[np.ndarray, np.ndarray, np.ndarray]], Opinions]:
    """For each unrated sentence by its checksum: hidden spans, tone, probabilities for each span; and the opinions on rated ones."""
    with np.load(path) as file:
        given = {name: file[name] for name in file.files}
    ends = np.cumsum(given["counts"], dtype=int)
    shares, tone = given["targets"].astype(np.float32) / 255, given["tone"].astype(np.float32) / STEPS
    found = {int(number): (given["spans"][end - count:end], tone[i], shares[end - count:end])
             for i, (number, count, end) in enumerate(zip(given["sentences"], given["counts"], ends, strict=True))}
    return found, Opinions(given["rated_tone"].astype(np.float32) / STEPS, given["rated_targets"].astype(np.float32) / 255)


def _whole(tone: np.ndarray) -> np.ndarray:
    return np.clip(np.round(tone * STEPS), -127, 127).astype(np.int8)


def _parts(shares: np.ndarray) -> np.ndarray:
    return np.round(np.asarray(shares).reshape(-1, 3) * 255).astype(np.uint8)
