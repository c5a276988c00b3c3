"""VADER as NLTK computes it (C. Hutto and E. Gilbert, 2014): the word list people know, unchanged, for comparison."""
from __future__ import annotations

from functools import cache

from ..nltk_data import use_project_data


@cache
def _analyser():
    use_project_data()
    from nltk.sentiment.vader import SentimentIntensityAnalyzer
    return SentimentIntensityAnalyzer()


def compound(text: str) -> float:
    """NLTK's compound score of a text, -1 to 1."""
    return _analyser().polarity_scores(text)["compound"]


def lexicon() -> dict[str, float]:
    """VADER's words, smileys and their valences, -4 to 4."""
    return _analyser().lexicon
