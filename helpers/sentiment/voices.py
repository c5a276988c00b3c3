"""Tone of each voice: the narrator's, the headline's, the captions', and that of the people quoted."""
from __future__ import annotations

import math
from statistics import NormalDist, fmean, stdev

import pandas as pd

from ..article import Article
from .sentences import sentences

FEWEST = 5      # sentences: below, a mean says next to nothing and has no interval
ORDER = ("headline", "caption", "narration", "mixed", "quotation")
COLUMNS = ("voice", "speaker", "sentences", "words", "tone", "low", "high", "negative", "neutral", "positive", "warning")


def voices(article: Article, quotations: pd.DataFrame | None = None, scores=None, repeated: bool = False) -> pd.DataFrame:
    """Mean tone of each voice; one row a voice, then one a speaker (voice "speaker") of quotations.

    Columns: voice, speaker, sentences and words (counts), tone (mean over its sentences, -1 to 1), low and high (its 95 %
    interval by Student's t), negative, neutral, positive (counts of sentences), warning (None, or why not to lean on
    the row). Over fewer than 5 sentences the interval is missing and the warning says so.
    A speaker's sentences are those in which the speaker's quoted words are most of the quoted words; sentences of blocks
    printed twice count once unless `repeated`.
    """
    rows = sentences(article, quotations, scores)
    rows = rows.assign(length=[len(span) for span in article.sentence_words()])
    if not repeated:
        rows = rows[~rows["repeated"]]
    found = [_row(voice, None, rows[rows["voice"] == voice]) for voice in ORDER if (rows["voice"] == voice).any()]
    quoted = rows[rows["voice"].isin(("quotation", "mixed")) & rows["speaker"].notna()]
    found += [_row("speaker", speaker, group) for speaker, group in quoted.groupby("speaker", sort=False)]
    return pd.DataFrame(found, columns=list(COLUMNS))


def mean_interval(values: list[float], level: float = 0.95) -> tuple[float, float, float]:
    """(mean, low, high) by Student's t; the interval is missing below 5 values, everything where there is none."""
    values = [value for value in values if value == value]
    missing = float("nan")
    if not values:
        return missing, missing, missing
    mean = fmean(values)
    if len(values) < FEWEST:
        return mean, missing, missing
    half = _student(level, len(values) - 1) * stdev(values) / math.sqrt(len(values))
    return mean, mean - half, mean + half


def _student(level: float, freedom: int) -> float:
    """Two-sided quantile of Student's t (M. Abramowitz and I. Stegun, 1964, 26.7.5; within .002 from 4 degrees on)."""
    z = NormalDist().inv_cdf(0.5 + level / 2)
    terms = ((z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96, (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
             (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160)
    return z + sum(term / freedom ** (power + 1) for power, term in enumerate(terms))


def _row(voice: str, speaker: str | None, rows: pd.DataFrame) -> tuple:
    mean, low, high = mean_interval(list(rows["tone"]))
    counts = rows["label"].value_counts()
    return (voice, speaker, len(rows), int(rows["length"].sum()), mean, low, high,
            *(int(counts.get(name, 0)) for name in ("negative", "neutral", "positive")), _warning(rows))


def _warning(rows: pd.DataFrame) -> str | None:
    if rows["tone"].isna().all():
        return rows["why"].iloc[0]
    if len(rows) < FEWEST:
        return f"only {len(rows)} sentence{'s' if len(rows) > 1 else ''}: too few for a mean to lean on"
    return None
