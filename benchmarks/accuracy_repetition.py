"""Predictions and figures for: repetition within an article, alignment and reuse across articles."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from helpers import repetition, reuse

from .tables import Figure


def within(rows: Iterable[dict]) -> Iterator[dict]:
    """Repeated units of one article."""
    for row in rows:
        pairs = [[pair.first, pair.second] for pair in repetition.repeated_units(row["units"])]
        yield {"id": row["id"], "pairs": pairs}


def align(rows: Iterable[dict]) -> Iterator[dict]:
    """Passages that two texts share."""
    for row in rows:
        spans = [[passage.start, passage.end - passage.start, passage.other_start,
                  passage.other_end - passage.other_start] for passage in reuse.align(row["a_text"], row["b_text"])]
        yield {"pair": row["pair"], "spans": spans}


def pairs(rows: Iterable[dict]) -> Iterator[dict]:
    """Articles of one story in the same words."""
    table = reuse.pairs((row["id"], row["text"]) for row in rows)
    for row in table[table["near"]].itertuples():
        yield {"a": row.a, "b": row.b}


PREDICTORS: dict = {"within": within, "align": align, "pairs": pairs}
FIGURES: list = [
    Figure("within", "within.jsonl.gz", "f1", "repeated units within an article, f1",
           "MinHash .988 at its best threshold, rapidfuzz .983", 0.995),
    Figure("align", "align_real.jsonl.gz", "plagdet", "aligned passages of wire copy, plagdet",
           "passim .911, rapidfuzz .900", 0.95),
    Figure("align", "align_real.jsonl.gz", "granularity", "the same, detections a passage", "difflib 1.002", 1.02,
           higher_is_better=False),
    Figure("align", "align_pan13.jsonl.gz", "plagdet", "aligned passages of PAN 2013, same settings, plagdet",
           "Sanchez-Perez .903", 0.91),
    Figure("pairs", "near_s1000_pairs.jsonl.gz", "f1", "near-duplicate articles, generated, f1", "rensa .978", 0.985),
    Figure("pairs", "near_real_pairs.jsonl.gz", "f1",
           "near-duplicate articles with templates and partial copies, same setting, f1", "rensa .834", 0.95),
]
