"""Reading ease of one sentence: linear in named features, in how hard its words are, and in what a small network makes of it."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..article import Article
from . import counting, index, sentence_network, syllables, word_ease
from .spotting import lexicon, passive, word_forms

WEIGHTS = Path(__file__).resolve().parents[1] / "models" / "readability_sentences.txt"

_SUFFIXES = {
    "nouns made of verbs and adjectives": re.compile(r"\w{3,}(?:tion|sion|ment|ness|ity|ance|ence|ship|ism)s?"),
    "adjectives by their endings": re.compile(r"\w{3,}(?:al|ive|ous|ic|ary|able|ible|ful|less)"),
    "adverbs in -ly": re.compile(r"\w{3,}ly"),
    "words in -ing": re.compile(r"\w{2,}ing"),
    "words in -ed": re.compile(r"\w{3,}ed"),
}
_SUBORDINATE = frozenset(
    [
        "after",
        "although",
        "as",
        "because",
        "before",
        "if",
        "since",
        "that",
        "though",
        "unless",
        "until",
        "when",
        "where",
        "whereas",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
    ]
)
_PREPOSITIONS = frozenset(["by", "for", "in", "of", "to", "with"])
_BE = frozenset(["is", "was", "are", "were"])
_MODAL = frozenset(["would", "could", "may", "might", "should", "must"])
_PERFECT = frozenset(["has", "have", "had", "been"])
_MARKS = {
    "commas": re.compile(","),
    "colons and semicolons": re.compile("[;:]"),
    "dashes": re.compile(" [-–—]+ |—"),
    "hyphens": re.compile(r"(?<=\w)-(?=\w)"),
}


@dataclass(frozen=True, slots=True)
class Model:
    """`start` points, points for `a_level` of the words (`word_ease`), points for a level `by_network`, and the named features' lines."""

    start: float
    a_level: float
    by_network: float
    features: tuple[index.Feature, ...]


@functools.cache
def model() -> Model:
    """The weights as they stand in helpers/models/readability_sentences.txt."""
    numbers, features = index.read_weights(WEIGHTS)
    return Model(numbers["start"], numbers["a level of the words"], numbers["a level by the network"], features)


def ease(article: Article, sentences: Sequence[int], names: frozenset[str] = frozenset()) -> np.ndarray:
    """How easy each of the sentences with these indices is to read by itself, on the scale of `readability.ease`: more is easier.

    NaN where it holds no word. The card is helpers/models/readability.md.
    """
    spans = [(article.sentences[place].start, article.sentences[place].end) for place in sentences]
    by_network = model().by_network * sentence_network.levels(article.text, spans)
    return np.array([_by_list(article, place, names) for place in sentences]) + by_network


def _by_list(article: Article, sentence: int, names: frozenset[str]) -> float:
    """The points that can be looked up: of the named features and the words."""
    words = [form for *_, form in word_forms(article, sentence)]
    if not words:
        return math.nan
    values = feature_values(article, sentence, names)
    fitted = model()
    named = sum(feature.points(values[feature.key]) for feature in fitted.features)
    return fitted.start + named + fitted.a_level * word_ease.of_sentence(words, names)


def feature_values(article: Article, sentence: int, names: frozenset[str] = frozenset()) -> dict[str, float]:
    """The named features of a sentence. Names and numbers count for its length, but not as rare or long words."""
    forms = [form for *_, form in word_forms(article, sentence)]
    lower = [counting.stem(form.lower()) for form in forms]
    plain = [form for form in forms if form not in names and not form[0].isdigit()]
    length = max(len(forms), 1)
    unit = article.sentences[sentence]
    return {
        "length": math.log(length),
        "words above 12": max(0, length - 12),
        "words above 25": max(0, length - 25),
        "names": sum(form in names for form in forms) / length,
        "numbers": sum(form[0].isdigit() for form in forms) / length,
        **dict(_of_plain_words(plain)),
        "passive": float(passive(article, word_forms(article, sentence)) is not None),
        **dict(_of_small_words(lower, length)),
        **{key: math.sqrt(sum(bool(ending.fullmatch(word)) for word in lower)) for key, ending in _SUFFIXES.items()},
        **{
            key: math.sqrt(len(mark.findall(article.text, unit.start, unit.end)))
            for key, mark in _MARKS.items()
        },
    }


def _of_plain_words(forms: list[str]) -> Iterator[tuple[str, float]]:
    """Rarity, length and unfamiliarity of the words that are neither names nor numbers."""
    zipf = np.array([index.zipf(counting.stem(form.lower())) for form in forms] or [index.FAMILIAR])
    spellings = [counting.spelling(form) for form in forms]
    spoken = np.array([syllables.count(form) for form in forms] or [1])
    for edge in (6, 5.5, 5, 4.5, 4, 3):
        yield f"rarity below {edge:g}", math.sqrt(np.maximum(edge - zipf, 0).sum())
    for edge in (5, 4, 3):
        yield f"share of words below {edge}", float((zipf < edge).mean())
    yield "mean frequency", float(zipf.mean())
    rarest = [*np.sort(zipf)[:3], 7.0, 7.0]
    for place, name in enumerate(("rarest word", "second rarest word", "third rarest word")):
        yield name, float(rarest[place])
    yield "syllables a word", float(spoken.mean())
    yield "longest word", float(spoken.max())
    yield "syllables after the first", math.sqrt((spoken - 1).sum())
    yield "words of three syllables", math.sqrt((spoken >= 3).sum())
    yield "words of four syllables", math.sqrt((spoken >= 4).sum())
    yield "letters a word", sum(facts.letters for facts in spellings) / max(len(forms), 1)
    strange = sum(not facts.familiar for facts in spellings)
    yield "unfamiliar words", math.sqrt(strange)
    yield "share of unfamiliar words", strange / max(len(forms), 1)


def _of_small_words(lower: list[str], length: int) -> Iterator[tuple[str, float]]:
    """What the small words say about the sentence's build."""
    yield "subordination", math.sqrt(sum(word in _SUBORDINATE for word in lower))
    yield "prepositions", math.sqrt(sum(word in _PREPOSITIONS for word in lower))
    yield "and, or, but", math.sqrt(sum(word in ("and", "or", "but") for word in lower))
    yield "personal pronouns", sum(word in index.PRONOUNS for word in lower) / length
    yield "small words", sum(word in lexicon("small_words") for word in lower) / length
    yield "the", lower.count("the") / length
    yield "different words", len(set(lower)) / length
    yield "is or was among the first words", float(any(word in _BE for word in lower[:4]))
    yield "modal verb", float(any(word in _MODAL for word in lower))
    yield "has, had, been", float(any(word in _PERFECT for word in lower))
