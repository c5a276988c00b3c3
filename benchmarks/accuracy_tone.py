"""Predictions and figures for: tone, targets, loaded wording.

The model of word valences is trained on the NYT rows and on EmoBank's split train, so that tone is measured here on the
newspaper rows of split dev and on the headlines, a kind it has never seen; its figures on NYT are by folds over articles,
in training/tone.py and the model's card.
"""
from __future__ import annotations

from helpers import sentiment

from .tables import Figure


def tone(rows):
    """The tone of each row's sentence."""
    for row in rows:
        yield {"id": row["id"], "score": sentiment.tone([row["text"]])[0]}


def loaded(rows):
    """How loaded each row's sentence is worded."""
    for row in rows:
        yield {"id": row["id"], "score": sentiment.loadedness([row["text"]])[0]}


def targets(rows):
    """The tone of each row's sentence toward its target."""
    for row in rows:
        yield {"id": row["id"], "label": sentiment.stance_of(row["text"], *row["target"])[0]}


PREDICTORS: dict = {"tone": tone, "targets": targets, "loaded": loaded}
FIGURES: list = [
    Figure("tone", "tone.jsonl.gz", "sets.emobank_newspaper.splits.dev.pearson", "tone of newspaper sentences, Pearson's r",
           "VADER .434, best lists together .511", 0.79),
    Figure("tone", "tone.jsonl.gz", "sets.headlines.pearson", "tone of headlines (a kind never trained on), Pearson's r",
           "VADER .579, best lists together .604", 0.74),
    Figure("targets", "targets.jsonl.gz", "sets.mt.macro_f1", "tone toward a person, several in a sentence, macro-F1",
           "word lists .526", 0.77),
    Figure("targets", "targets.jsonl.gz", "sets.rw.macro_f1", "tone toward a person, as sentences come, macro-F1",
           "word lists .518", 0.81),
    Figure("loaded", "loaded.jsonl.gz", "auc", "loaded wording, nothing trained on it, AUC", "word list .580", 0.68),
]
