"""Reading ease: one score, linear in a few named features, with weights that anybody can read."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ..article import Article
from . import counting, syllables, word_ease
from .spotting import lexicon, word_forms
from .whole import OPEN, mostly_open, why_missing

WEIGHTS = Path(__file__).resolve().parents[1] / "models" / "readability.txt"
WINDOW = 100
"""A rare word counts where it is new: not used in this many words before. So long articles compare with short ones."""

COMMON, FAMILIAR = 6.5, 6.0
"""Zipf frequencies (van Heuven et al. 2014; 3 is once in a million words): rarer words weigh as much as they lie below."""

LEVELS = ((75, "very easy"), (60, "easy"), (45, "medium"), (30, "hard"), (-math.inf, "very hard"))
EXAMPLES = {
    "very easy": "The dog ran home. It was cold and it wanted to eat.",
    "easy": "The two ministers met in Moscow on Friday and spent hours talking about a plan to restore peace in the region.",
    "medium": "The ministers held lengthy talks on military cooperation, seeking an agreement that would end the five-year "
    "conflict.",
    "hard": "Diplomats expressed concern about repeated violations of the ceasefire, which observers had documented in three "
    "provinces.",
    "very hard": "Negotiators repeatedly expressed frustration with the military intervention, which was largely aimed at "
    "bolstering an embattled administration's territorial claims.",
}
"""Sentences of our own that lie on each level."""

PRONOUNS = frozenset(
    [
        "i",
        "you",
        "he",
        "she",
        "we",
        "they",
        "me",
        "him",
        "her",
        "us",
        "them",
        "my",
        "your",
        "his",
        "our",
        "their",
        "it",
        "its",
    ]
)
SUMS = ("sentences", "words", "rare", "uncommon", "long", "learnt", "pronouns")


@dataclass(frozen=True, slots=True)
class Feature:
    """One line of the file of weights: `weight` points of ease for one `spread` above `usual`; negative is harder."""

    key: str
    weight: float
    usual: float
    spread: float
    meaning: str

    def points(self, value):
        """What this value adds to the score, against the usual value."""
        return self.weight * (value - self.usual) / self.spread


@dataclass(frozen=True, slots=True)
class Model:
    """The score: `start` points and what every feature adds; `error` in points for a text of 100 words."""

    start: float
    error: float
    features: tuple[Feature, ...]

    def score(self, values: np.ndarray) -> np.ndarray:
        """Ease of texts whose feature values stand in the last axis."""
        return self.start + sum(feature.points(values[..., column]) for column, feature in enumerate(self.features))


@functools.cache
def model() -> Model:
    """The weights as they stand in helpers/models/readability.txt."""
    numbers, features = read_weights(WEIGHTS)
    return Model(numbers["start"], numbers["error"], features)


def read_weights(path: Path) -> tuple[dict[str, float], tuple[Feature, ...]]:
    """A file of weights: `name | number` lines by name, and the lines of features in their order."""
    numbers, features = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, *rest = (cell.strip() for cell in line.split("|"))
        if line.startswith("#") or not rest:
            continue
        if len(rest) == 1:
            numbers[key] = float(rest[0])
        else:
            features.append(Feature(key, *map(float, rest[:3]), rest[3]))
    return numbers, tuple(features)


def feature_values(sums: np.ndarray) -> np.ndarray:
    """Sums over sentences (last axis as in `SUMS`) → the features, in the order of the file of weights."""
    sentences, words, rare, uncommon, long, learnt, pronouns = np.moveaxis(sums, -1, 0)
    sentences, words = np.maximum(sentences, 1), np.maximum(words, 1)
    return np.stack(
        [
            np.sqrt(rare / sentences),
            np.sqrt(uncommon / sentences),
            np.sqrt(long / sentences),
            learnt / words,
            pronouns / words,
        ],
        axis=-1,
    )


def sentence_sums(
    article: Article, repeated: bool = True, afresh: str | None = None
) -> tuple[list[int], np.ndarray]:
    """The sentences of the running text that hold words, and what the score sums up in each: one row of `SUMS` each.

    Which words are new goes by the article; with `afresh` "sentence" or "paragraph" every one begins anew, as if it stood alone.
    """
    body = article.body(repeated=repeated)
    names = counting.find_names(article, body)
    found, rows = [], []
    last_use: dict[str, int] = {}
    position, unit = 0, None
    for index in body:
        words = word_forms(article, index)
        if not words:
            continue
        begun = {None: None, "sentence": index, "paragraph": article.sentences[index].block}[afresh]
        if begun != unit:
            last_use, unit = {}, begun
        pronouns, weights = 0, [(0.0, 0.0, 0.0)]
        for *_, form in words:
            position += 1
            word = counting.word_of(form)
            pronouns += word in PRONOUNS
            if form in names or form[0].isdigit():
                continue
            if position - last_use.get(word, -WINDOW) >= WINDOW:
                weights.append(weight(form))
            last_use[word] = position
        learnt = -word_ease.of_sentence([form for *_, form in words], names) * len(words)
        found.append(index)
        rows.append((1, len(words), *map(sum, zip(*weights, strict=True)), learnt, pronouns))
    return found, np.array(rows, dtype=float).reshape(-1, len(SUMS))


@functools.lru_cache(maxsize=1 << 17)
def weight(form: str) -> tuple[float, float, float]:
    """How much a word form adds to `rare`, `uncommon` and `long`."""
    word = counting.word_of(form)
    frequency = zipf(word)
    below = max(0.0, FAMILIAR - frequency)
    rare = 0.0 if counting.spelling(form).familiar else below
    return (
        rare,
        0.0 if word in lexicon("small_words") else below,
        (syllables.count(form) - 1) * max(0.0, COMMON - frequency),
    )


@functools.lru_cache(maxsize=1 << 17)
def zipf(word: str) -> float:
    """How common an English word is, on the Zipf scale from 0 (not met) to 8; a compound is as rare as its rarest part.

    From the package wordfreq (Speer 2022), which is read when the first word is asked for.
    """
    from wordfreq import zipf_frequency

    return min((zipf_frequency(part, "en") for part in word.split("-") if part), default=0.0)


def ease(article: Article, repeated: bool = True) -> pd.DataFrame:
    """How easy the article is to read, in one row: more is easier.

    50 is a newspaper article as printed and 70 the same article rewritten for learners (the means of the advanced and the
    elementary versions in OneStopEnglish); there is no top or bottom. Columns: `value`, `low` and `high` (where 9 of 10
    texts lie of which this one could be a part), `level` in words, `example` of that level, `note` where
    lines without full stops were taken for sentences, `reason` where the value is missing,
    `start`, `end`.
    """
    found, sums = sentence_sums(article, repeated)
    reason = why_no_score(article, repeated)
    start, end = (article.sentences[found[0]].start, article.sentences[found[-1]].end) if found else (None, None)
    value = math.nan if reason else float(model().score(feature_values(sums.sum(axis=0))))
    half = math.nan if reason else 1.645 * model().error * math.sqrt(100 / sums[:, 1].sum())
    name = None if reason else level(value)
    return pd.DataFrame(
        [
            {
                "value": value,
                "low": value - half,
                "high": value + half,
                "level": name,
                "example": EXAMPLES.get(name),
                "note": OPEN if not reason and mostly_open(counting.count(article, repeated)) else None,
                "reason": reason,
                "start": start,
                "end": end,
            }
        ]
    )


VAGUE = 60
"""Points: an interval that is wider spans most of the scale, and the text is too short to be called easy or hard."""


def is_vague(ease: pd.DataFrame) -> bool:
    """Whether a score, as `ease` gives it, says nothing because the text has so few words; also where there is none."""
    return not bool((ease["high"] - ease["low"] <= VAGUE).any())


def level(value: float) -> str:
    """A score in words."""
    return next(name for least, name in LEVELS if value >= least)


def features(article: Article, repeated: bool = True) -> pd.DataFrame:
    """What makes the score, one row a feature: all `points` and the usual newspaper's 50 add up to the score.

    Columns: `feature`, `value` here, `usual` value in a newspaper article, `points` of ease it adds or, negative, takes,
    `meaning`, `start`, `end`.
    """
    found, sums = sentence_sums(article, repeated)
    if why_no_score(article, repeated):
        return pd.DataFrame(columns=["feature", "value", "usual", "points", "meaning", "start", "end"])
    values = feature_values(sums.sum(axis=0))
    start, end = article.sentences[found[0]].start, article.sentences[found[-1]].end
    return pd.DataFrame(
        [
            (feature.key, value, feature.usual, feature.points(value), feature.meaning, start, end)
            for feature, value in zip(model().features, values, strict=True)
        ],
        columns=["feature", "value", "usual", "points", "meaning", "start", "end"],
    )


def without_each(sums: np.ndarray) -> np.ndarray:
    """For each sentence, how many points easier the text would be without it (negative: harder); NaN for the only one."""
    if len(sums) < 2:
        return np.full(len(sums), math.nan)
    total = sums.sum(axis=0)
    return model().score(feature_values(total - sums)) - model().score(feature_values(total))


def compare(before: Article, after: Article, repeated: bool = True) -> pd.DataFrame:
    """Two drafts: what changed the score. One row a feature and a last row `all together`.

    Columns: `feature`, `before`, `after`, `points` (of ease that the change adds, negative: it became harder),
    `meaning`. Empty where one of the drafts has no score.
    """
    first, second = features(before, repeated), features(after, repeated)
    columns = ["feature", "before", "after", "points", "meaning"]
    if first.empty or second.empty:
        return pd.DataFrame(columns=columns)
    frame = pd.DataFrame(
        {
            "feature": first["feature"],
            "before": first["value"],
            "after": second["value"],
            "points": second["points"] - first["points"],
            "meaning": first["meaning"],
        }
    )
    scores = [float(model().start + side["points"].sum()) for side in (first, second)]
    frame.loc[len(frame)] = ["all together", *scores, scores[1] - scores[0], "the reading ease itself"]
    return frame[columns]


def why_no_score(article: Article, repeated: bool = True) -> str | None:
    """Why the text has no score; None where it has one. Lines without full stops are scored as if each were a sentence."""
    from .formulas import FORMULAS

    reason = why_missing(FORMULAS[0], article, counting.count(article, repeated), least_words=1)
    return None if reason == OPEN else reason
