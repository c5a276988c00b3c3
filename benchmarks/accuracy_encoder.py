"""Predictions and figures for the encoder by itself.

The table of the README has its names. What it reaches on the other tasks without the rules of the analyses is printed by
    python -m benchmarks.accuracy_encoder [--models FOLDER] [--tasks quotes targets tone names people]
which is how checkpoints are compared and the model's card is filled.
"""
from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from helpers import encoder
from training.data import in_fold, sentences

from .tables import Figure

Models = tuple[encoder.Model, encoder.Model]
"""The network that reads and the one that hears tone."""
SHIPPED = (encoder.model(), encoder.tone_model())


def names(rows: Iterable[dict], using: Models = SHIPPED) -> Iterator[dict]:
    """Persons, organisations and places in sentences, each read by itself."""
    for row in rows:
        reading = encoder.read_text(row["text"], [(0, len(row["text"]))], using=using[0])
        yield {"id": row["id"], "names": [[name.start, name.end, name.label] for name in reading.find_names()]}


def quotes(rows: Iterable[dict], using: Models = SHIPPED) -> Iterator[dict]:
    """Quotations and their sources as the model finds them, every line read as a paragraph."""
    for row in rows:
        reading = encoder.read_text(row["text"], *sentences(row["text"]), using[0])
        yield {"id": row["id"], "quotations": [
            {"spans": quotation.spans, "speaker": quotation.source and [quotation.source]}
            for quotation in reading.find_quotations()]}


def targets(rows: Iterable[dict], using: Models = SHIPPED) -> Iterator[dict]:
    """Tone towards targets, their names hidden from the model."""
    for row in rows:
        share = encoder.tones(row["text"], [(0, len(row["text"]))], [tuple(row["target"])], using=using[1]).targets[0]
        yield {"id": row["id"], "label": encoder.TARGET[int(np.nan_to_num(share, nan=0.3).argmax())]}


def tone(rows: Iterable[dict], using: Models = SHIPPED) -> Iterator[dict]:
    """Tone of sentences, the names that the model finds hidden from it."""
    for row in rows:
        whole = [(0, len(row["text"]))]
        found = [(name.start, name.end) for name in encoder.read_text(row["text"], whole, using=using[0]).find_names()]
        yield {"id": row["id"], "score": float(encoder.tones(row["text"], whole, names=found, using=using[1]).sentences[0])}


def people(rows: Iterable[dict], using: Models = SHIPPED) -> Iterator[dict]:
    """Who is meant by each mention: a name by its longest form, anything else by the mention it points to."""
    for row in rows:
        text = row["text"]
        reading = encoder.read_text(text, *sentences(text), using[0])
        words = [int(np.searchsorted(reading.ends, start, side="right")) for start, _, _ in row["mentions"]]
        longest: dict[str, str] = {}
        answers: list[str | None] = []
        for (start, end, kind), word in zip(row["mentions"], words, strict=True):
            if kind == "name":
                name = re.sub(r"[’']s?$", "", text[start:end])
                last = name.split()[-1].casefold()
                longest[last] = max(longest.get(last, ""), name, key=lambda name: len(name.split()))
                answers.append(last)
                continue
            seats, share = reading.pointers(min(word, len(reading) - 1), "person")
            earlier = {seat: i for i, seat in enumerate(words[:len(answers)])}
            weighed = [(p, earlier.get(int(seat))) for seat, p in zip(seats, share, strict=True)
                       if seat == -1 or int(seat) in earlier]
            best = max(weighed, key=lambda pair: pair[0])[1]
            answers.append(None if best is None else answers[best])
        yield {"id": row["id"], "people": [answer and longest[answer] for answer in answers]}


PREDICTORS: dict = {"names": names}
FIGURES: list = [
    Figure("names", "names.jsonl.gz", "f1", "names of persons, organisations, places: exact F1", "spaCy small .583", 0.78)]

ALONE = {
    "quotes": (quotes, "quotes_dev", ("all_overlap_f1", "all_joint_f1", "all_exact_f1", "qmark_joint_f1",
                                      "qmark_scare_rejected", "direct_mixed_joint_f1", "indirect_joint_f1")),
    "targets": (targets, "targets", ("sets.mt.macro_f1", "sets.rw.macro_f1")),
    "tone": (tone, "tone", ("sets.nyt.pearson", "sets.emobank_newspaper.splits.dev.pearson", "sets.headlines.pearson")),
    "names": (names, "names", ("f1", "span_f1", "labels.person", "labels.organisation", "labels.place")),
    "people": (people, "people", ("balanced", "name", "pronoun", "nominal", "unnamed_kept")),
}
"""Task: its predictor, its file of dev data, the figures to show. NYT: of the articles kept out of training only."""


def alone(task: str, using: Models) -> dict[str, float]:
    """The encoder's own figures on one task, by the bench's scorer."""
    from .__main__ import BENCH, rows, score
    predictor, file, keys = ALONE[task]
    with tempfile.TemporaryDirectory() as folder:
        kept, gold, out = [], Path(folder) / "gold.jsonl", Path(folder) / "predictions.jsonl"
        for row in rows(BENCH / "data" / f"{file}.jsonl.gz"):
            if row.get("set") == "train" or (row.get("set") == "nyt" and not in_fold(row)):
                continue
            kept.append(row)
        gold.write_text("".join(json.dumps(row) + "\n" for row in kept), encoding="utf-8")
        out.write_text("".join(json.dumps(row) + "\n" for row in predictor(kept, using)), encoding="utf-8")
        found = score(task, gold, out)
    figures = {}
    for key in keys:
        value = found
        for level in key.split("."):
            value = value[level]
        figures[key] = round(value, 4)
    return figures


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy_encoder")
    parser.add_argument("--models", type=Path, default=encoder.MODEL.parent, help="folder of the networks")
    parser.add_argument("--tasks", nargs="*", default=list(ALONE), choices=list(ALONE))
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    using = tuple(encoder.Model(given.models / path.name, given.threads) for path in (encoder.MODEL, encoder.TONE_MODEL))
    for task in given.tasks:
        print(json.dumps({task: alone(task, using)}), flush=True)


if __name__ == "__main__":
    main()
