"""VADER as NLTK computes it (C. Hutto and E. Gilbert, 2014): the word list people know, unchanged, for comparison."""
from __future__ import annotations

from functools import cache, lru_cache

from ..nltk_data import use_project_data


@cache
def _analyser():
    use_project_data()
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    class Analyser(SentimentIntensityAnalyzer):
        """NLTK's own, which pairs every word with every mark: here only with the marks of the text, for the same score sooner."""

        def polarity_scores(self, text):
            """The scores of a text."""
            self.constants.PUNC_LIST = [marks for marks in VaderConstants.PUNC_LIST if marks in text]
            return super().polarity_scores(text)

    return Analyser()


@lru_cache(maxsize=256)
def compound(text: str) -> float:
    """NLTK's compound score of a text, -1 to 1; kept for a while, since several tables of an article ask for it."""
    return _analyser().polarity_scores(text)["compound"]


def lexicon() -> dict[str, float]:
    """VADER's words, smileys and their valences, -4 to 4."""
    return _analyser().lexicon
