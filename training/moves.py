"""How often a label follows another in the training texts: python -m training.moves

Writes helpers/models/encoder.moves.json, which helpers/encoder/chains.py weighs with the network's answers. Paragraphs are chains;
half a move is added to every count, so that nothing is impossible.
"""
from __future__ import annotations

import json
import random
from collections.abc import Iterator

import numpy as np

from helpers import encoder
from helpers.encoder.chains import MOVES

from . import data

LABELS = {"quotation": len(encoder.QUOTATION), "names": len(encoder.NAMES)}


def quotation_chains() -> Iterator[list[int]]:
    """The labels of the words of every paragraph of quotes_train."""
    for row in data.rows("quotes_train"):
        for example in data.quote_examples(row, random.Random(0)):
            chain: list[int] = []
            for label, kind in zip(example.answers["labels"].tolist(), example.kinds.tolist(), strict=True):
                if kind // 3 % 2 and chain:
                    yield chain
                    chain = []
                if label != data.IGNORE:
                    chain.append(label)
            yield chain


def name_chains() -> Iterator[list[int]]:
    """The labels of the words of every sentence of names_train."""
    for row in data.rows("names_train"):
        yield [label for label in data.names_window([row]).answers["labels"].tolist() if label != data.IGNORE]


def table(chains: Iterator[list[int]], count: int) -> list[list[float]]:
    """Probabilities of the next label (column) after each (row), the last row at the beginning."""
    times = np.full((count + 1, count), 0.5)
    for chain in chains:
        for before, label in zip([count, *chain], chain, strict=False):
            times[before, label] += 1
    return np.round(times / times.sum(1, keepdims=True), 6).tolist()


def main() -> None:
    """Write the tables."""
    tables = {"quotation": table(quotation_chains(), LABELS["quotation"]), "names": table(name_chains(), LABELS["names"])}
    MOVES.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {MOVES}")


if __name__ == "__main__":
    main()
