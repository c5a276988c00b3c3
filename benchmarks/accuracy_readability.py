"""Predictions and figures for: readability."""

from __future__ import annotations

import re
from functools import partial

import helpers
from helpers import readability, segmenting
from helpers.article import Article, Block
from helpers.readability.formulas import FORMULAS

from .tables import Figure


def prose(text: str) -> Article:
    """A text known to be running prose: every line that is not blank is a paragraph, and nothing is furniture."""
    blocks = tuple(Block(line.start(), line.end(), "paragraph") for line in re.finditer(r"\S(?:[^\n]*\S)?", text))
    sentences, words, tokens, _ = segmenting.segment(text, blocks)
    return Article(text, blocks, sentences, words, tokens, language="en")


def ease(rows):
    """The reading ease of each text: higher is easier; a text without a score is left out. A lone sentence gets a sentence's."""
    for row in rows:
        article = prose(row["text"])
        alone = len(article.body()) == 1
        value = (readability.sentences(article)["ease"] if alone else readability.ease(article)["value"]).max()
        if value == value:
            yield {"id": row["id"], "score": float(value)}


def formulas(rows, key: str):
    """One classic formula, harder texts lower."""
    for row in rows:
        value = readability.scores(prose(row["text"]))[key]
        if value == value:
            yield {"id": row["id"], "score": float(value if key == "flesch_reading_ease" else -value)}


def syllables(rows):
    """Syllables by the model, with the dictionary off."""
    for row in rows:
        yield {"word": row["word"], "count": readability.syllable_count(row["word"], dictionary=False)}


def counts(rows):
    """Sentences of the body of an article as a person pastes it."""
    for row in rows:
        yield {"id": row["id"], "counts": {"sentences": readability.counts(helpers.load(text=row["text"])).sentences}}


PREDICTORS: dict = {"readability": ease, "onestop": ease, "syllables": syllables, "counts": counts} | {
    f"readability_{formula.key}": partial(formulas, key=formula.key) for formula in FORMULAS
}
FIGURES: list = [
    Figure(
        "counts",
        "counts.jsonl.gz",
        "exact",
        "sentences of the sample counted right",
        "0 (textstat counts 29)",
        1.0,
        digits=0,
    ),
    Figure(
        "readability",
        "clear.jsonl.gz",
        "abs_rho",
        "reading ease on CLEAR, rank correlation, never trained on it",
        "RIX .577",
        0.64,
    ),
    Figure(
        "readability_revised_spache",
        "clear.jsonl.gz",
        "abs_rho",
        "best classic formula on our counts (revised Spache) on CLEAR, rank correlation",
        "RIX .577",
        0.60,
    ),
    Figure(
        "readability",
        "cefr_texts.jsonl.gz",
        "abs_rho",
        "reading ease of CEFR texts, rank correlation, never trained on them",
        "fog .925",
        0.93,
    ),
    Figure(
        "readability",
        "cefr_sentences.jsonl.gz",
        "abs_rho",
        "reading ease of CEFR-SP sentences, its dev split, rank correlation",
        "ARI .738",
        0.85,
        split="dev",
    ),
    Figure(
        "onestop",
        "onestop_100.jsonl.gz",
        "pairs_right",
        "OneStopEnglish pairs in order (trained on them; .974 by folds)",
        "Spache .928",
        None,
    ),
    Figure(
        "onestop", "onestop.jsonl.gz", "pairs_right", "OneStopEnglish, whole texts, pairs in order", "Flesch .998", None
    ),
    Figure(
        "syllables", "syllables.jsonl.gz", "accuracy", "syllables of unseen words, dictionary off", "n-grams .960", 0.97
    ),
]
