"""Predictions and figures for: loading, cleaning and cutting."""
from __future__ import annotations

from helpers import cleaning, loading, segmenting
from helpers.article import BODY

KEPT = BODY | {"subhead"}
"""Roles that are the article's body as the pasted data counts it: its running text and the headings in it."""


def _blocks(text: str):
    return cleaning.blocks(loading.Document(text=text, source="<text>", id=""))[0]


def _segment(text: str):
    return segmenting.segment(text, cleaning.paragraphs(text))


def pasted(rows):
    for row in rows:
        yield {"id": row["id"], "body": [[b.start, b.end] for b in _blocks(row["text"]) if b.role in KEPT]}


def structure(rows):
    for row in rows:
        yield {"id": row["id"], "blocks": [[b.start, b.end, b.role] for b in _blocks(row["text"])]}


def sentences(rows):
    for row in rows:
        yield {"id": row["id"], "spans": [[s.start, s.end] for s in _segment(row["text"])[0]]}


def golden(rows):
    for row in rows:
        yield {"id": row["id"], "sentences": [row["text"][s.start:s.end] for s in _segment(row["text"])[0]]}


def words(rows):
    for row in rows:
        tokens = _segment(row["text"])[2]
        yield {"id": row["id"], "spans": [[w.start, w.end] for w in tokens]}


def counts(rows):
    for row in rows:
        blocks = _blocks(row["text"])
        found = segmenting.segment(row["text"], blocks)[0]
        yield {"id": row["id"], "counts": {"sentences": sum(blocks[s.block].role in BODY for s in found)}}


PREDICTORS: dict = {"pasted": pasted, "structure": structure, "sentences": sentences, "glued": sentences,
                    "golden": golden, "words": words, "counts": counts}
FIGURES: list = []
