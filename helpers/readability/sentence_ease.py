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
from . import counting, index, sentence_network, word_ease
from .counting import word_of, word_range
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
    found = model().by_network * sentence_network.levels(article.text, spans)
    worded = np.array([len(word_range(article, place)) > 0 for place in sentences], bool)
    found[~worded] = math.nan
    if worded.any():
        found[worded] += _by_list(article, [place for place, held in zip(sentences, worded, strict=True) if held], names)
    return found


def _by_list(article: Article, sentences: Sequence[int], names: frozenset[str]) -> np.ndarray:
    """The points that can be looked up, of sentences with words: of the named features and the words."""
    fitted, values = model(), feature_columns(article, sentences, names)
    named = sum(feature.points(values[feature.key]) for feature in fitted.features)
    of_words = [word_ease.of_sentence([form for *_, form in word_forms(article, place)], names) for place in sentences]
    return fitted.start + named + fitted.a_level * np.array(of_words)


def feature_values(article: Article, sentence: int, names: frozenset[str] = frozenset()) -> dict[str, float]:
    """The named features of a sentence."""
    return {key: float(value) for key, (value,) in feature_columns(article, [sentence], names).items()}


def feature_columns(article: Article, sentences: Sequence[int], names: frozenset[str] = frozenset()) -> dict[str, np.ndarray]:
    """The named features of sentences with words, one value each. Names and numbers count for a sentence's length, but not as rare
    or long words.

    Every distinct word form is looked at once; the sentences' sums are numpy's.
    """
    held = [word_forms(article, place) for place in sentences]
    forms = [form for words in held for *_, form in words]
    rows = {form: row for row, form in enumerate(dict.fromkeys(forms))}
    facts = np.array([_facts(form) for form in rows])
    is_name = np.array([form in names for form in rows])
    words = Occurrences(facts, is_name, [rows[form] for form in forms], [len(words) for words in held])
    length = words.lengths
    columns = {
        "length": np.log(length),
        "words above 12": np.maximum(0, length - 12),
        "words above 25": np.maximum(0, length - 25),
        "names": words.sums(is_name) / length,
        "numbers": words.sums(facts[:, NUMBER]) / length,
        **dict(_of_plain_words(words)),
        "passive": np.array([passive(article, each) is not None for each in held], float),
        **dict(_of_small_words(words, [[word_of(form) for *_, form in each] for each in held])),
    }
    columns |= {key: np.sqrt(words.sums(facts[:, SUFFIXES + place])) for place, key in enumerate(_SUFFIXES)}
    units = [article.sentences[place] for place in sentences]
    return columns | {
        key: np.sqrt([len(mark.findall(article.text, unit.start, unit.end)) for unit in units]) for key, mark in _MARKS.items()
    }


ZIPF, SYLLABLES, LETTERS, STRANGE, NUMBER, SUBORDINATE, PREPOSITION, JOINS, PRONOUN, SMALL, THE, MODAL, PERFECT, SUFFIXES = range(14)
"""Columns of what is known of a word form; from `SUFFIXES` on whether it has each of `_SUFFIXES`."""


@functools.lru_cache(maxsize=1 << 17)
def _facts(form: str) -> tuple[float, ...]:
    """What is known of a word form by itself, in the order of these columns."""
    word, spelt = word_of(form), counting.spelling(form)
    return (
        index.zipf(word),
        spelt.syllables,
        spelt.letters,
        not spelt.familiar,
        form[0].isdigit(),
        word in _SUBORDINATE,
        word in _PREPOSITIONS,
        word in ("and", "or", "but"),
        word in index.PRONOUNS,
        word in lexicon("small_words"),
        word == "the",
        word in _MODAL,
        word in _PERFECT,
        *(ending.fullmatch(word) is not None for ending in _SUFFIXES.values()),
    )


class Occurrences:
    """Which word forms stand in some sentences, none without any: `facts` of each distinct form, whether it `is_name`, which of them
    each word is, and how many words each sentence has."""

    def __init__(self, facts: np.ndarray, is_name: np.ndarray, forms: list[int], lengths: list[int]):
        self.facts, self.plain = facts, ~is_name & (facts[:, NUMBER] == 0)
        self._forms, self.lengths = np.array(forms), np.array(lengths)
        self._starts = np.cumsum(self.lengths) - self.lengths

    def sums(self, of_forms: np.ndarray) -> np.ndarray:
        """For each sentence, the sum of what `of_forms` gives its words."""
        return np.add.reduceat(of_forms[self._forms].astype(float), self._starts)

    def most(self, of_forms: np.ndarray) -> np.ndarray:
        """For each sentence, the most of what `of_forms` gives its words."""
        return np.maximum.reduceat(of_forms[self._forms], self._starts)

    def least(self, of_forms: np.ndarray, count: int) -> list[np.ndarray]:
        """For each sentence, the least, second least … of what `of_forms` gives its words; infinite where there are fewer."""
        values, owners = of_forms[self._forms], np.repeat(np.arange(len(self.lengths)), self.lengths)
        ordered = np.append(values[np.lexsort((values, owners))], np.inf)
        return [np.where(place < self.lengths, ordered[np.minimum(self._starts + place, len(values))], np.inf) for place in range(count)]


def _of_plain_words(words: Occurrences) -> Iterator[tuple[str, np.ndarray]]:
    """Rarity, length and unfamiliarity of the words that are neither names nor numbers; without any they are of usual rarity."""
    plain, facts = words.plain, words.facts
    zipf, spoken = facts[:, ZIPF], facts[:, SYLLABLES]
    count = words.sums(plain)
    none, least = count == 0, np.maximum(count, 1)
    for edge in (6, 5.5, 5, 4.5, 4, 3):
        yield f"rarity below {edge:g}", np.sqrt(words.sums(np.where(plain, np.maximum(edge - zipf, 0), 0)))
    for edge in (5, 4, 3):
        yield f"share of words below {edge}", words.sums(plain & (zipf < edge)) / least
    yield "mean frequency", np.where(none, index.FAMILIAR, words.sums(np.where(plain, zipf, 0)) / least)
    rarest = words.least(np.where(plain, zipf, np.inf), 3)
    rarest[0] = np.where(none, index.FAMILIAR, rarest[0])
    for name, least_common in zip(("rarest word", "second rarest word", "third rarest word"), rarest, strict=True):
        yield name, np.where(np.isinf(least_common), 7.0, least_common)
    yield "syllables a word", np.where(none, 1, words.sums(np.where(plain, spoken, 0)) / least)
    yield "longest word", np.maximum(1, words.most(np.where(plain, spoken, 0)))
    yield "syllables after the first", np.sqrt(words.sums(np.where(plain, spoken - 1, 0)))
    yield "words of three syllables", np.sqrt(words.sums(plain & (spoken >= 3)))
    yield "words of four syllables", np.sqrt(words.sums(plain & (spoken >= 4)))
    yield "letters a word", words.sums(np.where(plain, facts[:, LETTERS], 0)) / least
    strange = words.sums(np.where(plain, facts[:, STRANGE], 0))
    yield "unfamiliar words", np.sqrt(strange)
    yield "share of unfamiliar words", strange / least


def _of_small_words(words: Occurrences, lower: list[list[str]]) -> Iterator[tuple[str, np.ndarray]]:
    """What the small words say about the sentences' build."""
    facts, length = words.facts, words.lengths
    yield "subordination", np.sqrt(words.sums(facts[:, SUBORDINATE]))
    yield "prepositions", np.sqrt(words.sums(facts[:, PREPOSITION]))
    yield "and, or, but", np.sqrt(words.sums(facts[:, JOINS]))
    yield "personal pronouns", words.sums(facts[:, PRONOUN]) / length
    yield "small words", words.sums(facts[:, SMALL]) / length
    yield "the", words.sums(facts[:, THE]) / length
    yield "different words", np.array([len(set(each)) for each in lower]) / length
    yield "is or was among the first words", np.array([not _BE.isdisjoint(each[:4]) for each in lower], float)
    yield "modal verb", words.most(facts[:, MODAL])
    yield "has, had, been", words.most(facts[:, PERFECT])
