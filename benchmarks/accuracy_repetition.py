"""Predictions and figures for: repetition."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from helpers import repetition

from .tables import Figure


def within(rows: Iterable[dict]) -> Iterator[dict]:
    """Repeated units of one article."""
    for row in rows:
        pairs = [[pair.first, pair.second] for pair in repetition.repeated_units(row["units"])]
        yield {"id": row["id"], "pairs": pairs}


PREDICTORS: dict = {"within": within}
FIGURES: list = [
    Figure("within", "within.jsonl.gz", "f1", "repeated units within an article, f1",
           "MinHash .988 at its best threshold, rapidfuzz .983", 0.995),
]
