"""How hard an article is to read: right counts, every known formula, where the difficulty lies.

readability.measures(article)         one row a formula
readability.sentences(article)        one row a sentence: what makes it hard
readability.paragraphs(article)       one row a paragraph
readability.difficult_words(article)  one row an unfamiliar word
readability.beside_textstat(article)  the same formulas by textstat, on its own counts
readability.counts(article)           sentences, words, syllables …
readability.scores(article)           the formulas' values alone, for many articles
"""

from .counting import Counts
from .counting import count as counts
from .index import compare, ease, features, is_vague
from .peer import beside_textstat
from .places import difficult_words, paragraphs, sentences
from .syllables import count as syllable_count
from .whole import measures, scores

__all__ = [
    "Counts",
    "beside_textstat",
    "compare",
    "counts",
    "difficult_words",
    "ease",
    "features",
    "is_vague",
    "measures",
    "paragraphs",
    "scores",
    "sentences",
    "syllable_count",
]
