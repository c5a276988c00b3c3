"""Every formula on one article: value, grade, the counts behind it and how to read it."""

from __future__ import annotations

import math

import pandas as pd

from ..article import Article
from ..segmenting import languages
from . import counting
from .counting import Counts
from .formulas import FORMULAS, Formula

LEAST_WORDS = 3
MOST_WORDS_A_SENTENCE = 100
COLUMNS = ("measure", "value", "grade", "counts", "how_to_read", "note", "reason", "reference", "start", "end")


def measures(article: Article, repeated: bool = True) -> pd.DataFrame:
    """One row a formula, on the running text; `repeated=False` leaves out what is printed a second time.

    Columns: `measure`, `value` in the formula's own unit (more is harder, but easier for Flesch reading ease),
    `grade` in years of US schooling (missing where the author gave no scale), `counts` behind it, `how_to_read`,
    `note` where the text is shorter than the formula was made for, `reason` where the value is missing, `reference`,
    `start` and `end` of the text it was counted on. A value that cannot be computed is missing, never 0.
    """
    body = article.body(repeated=repeated)
    counts = counting.count_sentences(article, body)
    start, end = (article.sentences[body[0]].start, article.sentences[body[-1]].end) if body else (None, None)
    rows = []
    for formula in FORMULAS:
        reason = why_missing(formula, article, counts)
        value = math.nan if reason else formula.value(counts)
        grade = formula.grade(value) if formula.grade and not reason else math.nan
        rows.append(
            (
                formula.name,
                value,
                grade,
                describe(formula, counts),
                formula.read,
                None if reason else _note(formula, counts),
                reason,
                formula.reference,
                start,
                end,
            )
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def scores(article: Article, repeated: bool = True) -> dict[str, float]:
    """The formulas' values alone, key → value: the fast way for many articles. Missing ones are NaN."""
    counts = counting.count(article, repeated=repeated)
    return {
        formula.key: math.nan if why_missing(formula, article, counts) else formula.value(counts)
        for formula in FORMULAS
    }


def why_missing(formula: Formula, article: Article, counts: Counts, least_words: int = LEAST_WORDS) -> str | None:
    """Why a formula says nothing about this text; None when it does."""
    if not counts.words:
        return "the text has no running sentence"
    if counts.words < least_words:
        return f"the text has only {counts.words} word" + "s" * (counts.words > 1)
    if not languages.is_english(article.language):
        return f"the text is in {languages.name(article.language)}; the formula was made for English"
    if counts.numbers > counts.words / 2:
        return "more than half of the words are numbers"
    if "sentences" not in formula.counts:
        return None
    if counts.words > MOST_WORDS_A_SENTENCE * counts.sentences:
        return (
            f"{counts.words / counts.sentences:.0f} words a sentence: full stops are missing, so that sentences cannot be "
            "counted"
        )
    return OPEN if mostly_open(counts) else None


OPEN = "most sentences end without a full stop: verse, a table or a list"


def mostly_open(counts: Counts) -> bool:
    """Whether most sentences end without an end mark, so that it is the lines that were counted."""
    return counts.sentences > 1 and counts.open_sentences > counts.sentences / 2


def describe(formula: Formula, counts: Counts) -> str:
    """The counts a formula uses, in words: "451 words, 20 sentences, 812 syllables"."""
    numbers = {name: getattr(counts, name) for name in formula.counts}
    return ", ".join(
        f"{round(number):,} {name.replace('_', ' ').removesuffix('s' * (number == 1))}" for name, number in numbers.items()
    )


def _note(formula: Formula, counts: Counts) -> str | None:
    if counts.sentences < formula.least_sentences:
        return f"made for {formula.least_sentences} sentences or more; here are {counts.sentences}"
    if counts.words < formula.least_words:
        return f"made for {formula.least_words} words or more; here are {counts.words}"
    return None
