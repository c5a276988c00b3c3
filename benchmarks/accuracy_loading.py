"""Predictions and figures for: loading, cleaning and cutting."""
from __future__ import annotations

from helpers import cleaning, loading, segmenting
from helpers.article import BODY

from .tables import Figure

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


PREDICTORS: dict = {"pasted": pasted, "structure": structure, "sentences": sentences, "glued": sentences,
                    "golden": golden, "words": words}
FIGURES: list = [
    Figure("pasted", "pasted.jsonl.gz", "line_f1", "pasted text, lines of the article (f1; trained on these pages)",
           "rule .737; trafilatura with the HTML .840", 0.86),
    Figure("pasted", "pasted.jsonl.gz", "char_f1", "pasted text, characters of it (f1; trained on these pages)",
           "rule .872; trafilatura with the HTML .972", 0.955),
    Figure("pasted", "pasted.jsonl.gz", "shingle_f1", "pasted text, 4-word shingles (f1; trained on these pages)",
           "rule .827; trafilatura with the HTML .953", 0.94),
    Figure("structure", "structure.jsonl.gz", "accuracy", "roles of blocks (accuracy)", "rule of 5 lines .843", 0.95),
    Figure("structure", "structure.jsonl.gz", "roles.caption.f1", "captions (f1)", "rule .65", 0.85),
    Figure("structure", "structure.jsonl.gz", "roles.subhead.f1", "subheads (f1)", "rule .47", 0.85),
    *(Figure("sentences", "sentences.jsonl.gz", f"sets.{name}.f1", f"sentence ends, {name} (f1)", peer, goal)
      for name, peer, goal in (
          ("gum_news", "segtok .964", 0.975), ("gum_written", "sentencex .976", 0.980),
          ("ewt_web", "sentence-splitter .986", 0.988), ("ewt_test", "sentencex .921", 0.930),
          ("pud", "sentence-splitter .998", 0.999))),
    Figure("golden", "golden.jsonl.gz", "correct", "golden rules of sentence ends, of 57", "pysbd 54", 55, digits=0),
    Figure("glued", "glued.jsonl.gz", "glued_recall", "sentence ends without a space (recall)", "spaCy .950", 0.97),
    Figure("glued", "glued.jsonl.gz", "false_boundaries", "the same, false ends", "sentencex 4", 5, False, 0),
    Figure("glued", "glued.jsonl.gz", "dotted_whole", "strings with dots left whole, of 6", "blingfire 6", 6, digits=0),
    *(Figure("words", "words.jsonl.gz", f"sets.{name}.f1", f"tokens as Universal Dependencies cuts them, {name} (f1)",
             f"spaCy {peer}", goal)
      for name, peer, goal in (("gum_news", ".984", 0.990), ("ewt_test", ".974", 0.976), ("pud", ".998", 0.998))),
]
