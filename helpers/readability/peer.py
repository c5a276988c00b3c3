"""The same formulas by textstat, the package people know: on its own counts, beside ours."""

from __future__ import annotations

import math

import pandas as pd

from ..article import Article
from ..nltk_data import use_project_data
from . import counting
from .counting import Counts
from .formulas import FORMULAS
from .whole import why_missing


def textstat_counts(text: str) -> Counts:
    """textstat's own counts of a text, in our terms; fed to our formulas they give textstat's values."""
    use_project_data()
    from textstat.backend import counts as their
    from textstat.backend.metrics import chars_per_word

    words = their.count_words(text)
    return Counts(
        sentences=their.count_sentences(text),
        words=words,
        characters=_whole(chars_per_word(text) * words),
        letters=their.count_letters(text),
        syllables=their.count_syllables(text, "en"),
        monosyllables=their.count_monosyllable_words(text, "en"),
        polysyllables=their.count_polysyllable_words(text, "en"),
        long_words=their.count_long_words(text),
        mini_words=their.count_miniwords(text, max_size=3),
        unfamiliar_words=their.count_difficult_words(text, "en", 0),
        difficult_words=their.count_difficult_words(text, "en", 2),
        complex_words=their.count_difficult_words(text, "en", 3),
        new_unfamiliar_words=their.count_difficult_words(text, "en", 0, True),
    )


def _whole(value: float) -> float:
    """A whole number where only the last digits of a quotient keep it from being one."""
    return round(value) if abs(value - round(value)) < 1e-6 else value


def beside_textstat(article: Article, repeated: bool = True) -> pd.DataFrame:
    """One row a formula: `measure`, `ours`, `textstat`, `difference`, and the counts both ways, to see why they differ.

    textstat is given the same running text as a person would paste it. Further columns: `our_counts`, `textstat_counts`,
    `start`, `end`. FORCAST and the revised Spache, which textstat lacks, are computed on
    textstat's counts.
    """
    from .whole import describe

    body = article.body(repeated=repeated)
    ours = counting.count_sentences(article, body)
    pasted = "\n".join(article.text[article.sentences[index].start : article.sentences[index].end] for index in body)
    theirs = textstat_counts(pasted)
    start, end = (article.sentences[body[0]].start, article.sentences[body[-1]].end) if body else (None, None)
    rows = []
    for formula in FORMULAS:
        mine = math.nan if why_missing(formula, article, ours) else formula.value(ours)
        other = formula.value(theirs) if theirs.words and theirs.sentences else math.nan
        rows.append(
            (formula.name, mine, other, mine - other, describe(formula, ours), describe(formula, theirs), start, end)
        )
    return pd.DataFrame(
        rows, columns=["measure", "ours", "textstat", "difference", "our_counts", "textstat_counts", "start", "end"]
    )
