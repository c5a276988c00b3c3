"""How varied the vocabulary is, by measures that do not shrink as a text grows."""
from __future__ import annotations

import math
from collections import Counter

import pandas as pd

from ..article import Article
from ..segmenting import languages
from .phrases import body_words

COLUMNS = ["measure", "value", "low", "high", "words", "different", "how_to_read"]

SAMPLE = 42
"""HD-D's sample: the number of words drawn (McCarthy and Jarvis 2007)."""

FACTOR = 0.72
"""MTLD's threshold: a factor is complete when the type–token ratio falls below it (McCarthy and Jarvis 2010)."""

FEWEST = 100
"""MTLD is not steady in texts of fewer words (Koizumi 2012)."""


def variety(article: Article) -> pd.DataFrame:
    """One row a measure of how varied the words of the running text are; for all of them higher is more varied.

    `value` is missing where the text is too short for the measure. `low` and `high` hold the middle eight tenths of
    284 Wikinews articles, missing for an article that is not in English. `words` and `different` are the counts behind the
    value (a block printed again is left out).
    MTLD: McCarthy and Jarvis (2010). HD-D: McCarthy and Jarvis (2007), here as the mean type–token ratio of 42 words
    drawn at random. The plain type–token ratio falls with length: it compares texts of one length only.
    """
    words = body_words(article)
    different = len(set(words))
    ratio = different / len(words) if words else math.nan
    english = languages.is_english(article.language)
    rows = [
        ("MTLD", mtld(words), 68.0, 132.0,
         "Words in a row, on average, before more than a quarter of them repeat one another. Higher is more varied"),
        ("HD-D", hdd(words), 0.81, 0.87,
         f"Share of different words among {SAMPLE} drawn at random. Higher is more varied"),
        ("type–token ratio", ratio, math.nan, math.nan,
         "Different words divided by all words. Falls as a text grows: compare texts of one length only")]
    frame = pd.DataFrame([(*row[:4], len(words), different, row[4]) for row in rows], columns=COLUMNS)
    return frame if english else frame.assign(low=math.nan, high=math.nan)


def mtld(words: list[str]) -> float:
    """Measure of textual lexical diversity: mean length of stretches whose type–token ratio stays above 0.72.

    Higher is more varied. The mean of a pass forward and a pass backward; missing (NaN) below 100 words.
    """
    if len(words) < FEWEST:
        return math.nan
    return (_mean_factor(words) + _mean_factor(words[::-1])) / 2


def _mean_factor(words: list[str]) -> float:
    factors, seen, length = 0.0, set(), 0
    for word in words:
        seen.add(word)
        length += 1
        if len(seen) / length < FACTOR:
            factors, seen, length = factors + 1, set(), 0
    if length:
        factors += (1 - len(seen) / length) / (1 - FACTOR)
    return len(words) / factors if factors else math.nan


def hdd(words: list[str]) -> float:
    """Expected type–token ratio of 42 words drawn without putting back. Higher is more varied; NaN below 42 words."""
    total = len(words)
    if total < SAMPLE:
        return math.nan
    drawn = _log_choose(total, SAMPLE)
    return sum(1 - (math.exp(_log_choose(total - count, SAMPLE) - drawn) if total - count >= SAMPLE else 0)
               for count in Counter(words).values()) / SAMPLE


def _log_choose(total: int, drawn: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(drawn + 1) - math.lgamma(total - drawn + 1)
