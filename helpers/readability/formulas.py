"""The formulas: each turns `Counts` into a number, the number into a school grade, and says how to read it."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from .counting import Counts


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula. `grade` gives years of US schooling, None where the author gave no scale of grades."""

    key: str
    name: str
    value: Callable[[Counts], float]
    grade: Callable[[float], float] | None
    counts: tuple[str, ...]
    read: str
    reference: str
    harder: str = "higher"
    least_sentences: int = 1
    least_words: int = 100


def _scale(edges: tuple[float, ...], grades: tuple[float, ...]) -> Callable[[float], float]:
    """A step table: value from edges[i] on has grades[i + 1]."""
    return lambda value: float(grades[bisect_right(edges, value)])


def _itself(value: float) -> float:
    return value


def _flesch(c: Counts) -> float:
    return 206.835 - 1.015 * c.words / c.sentences - 84.6 * c.syllables / c.words


def _flesch_kincaid(c: Counts) -> float:
    return 0.39 * c.words / c.sentences + 11.8 * c.syllables / c.words - 15.59


def _fog(c: Counts) -> float:
    return 0.4 * (c.words / c.sentences + 100 * c.complex_words / c.words)


def _smog(c: Counts) -> float:
    return 1.043 * math.sqrt(30 * c.polysyllables / c.sentences) + 3.1291


def _automated(c: Counts) -> float:
    return 4.71 * c.characters / c.words + 0.5 * c.words / c.sentences - 21.43


def _coleman_liau(c: Counts) -> float:
    return 5.8 * c.letters / c.words - 29.6 * c.sentences / c.words - 15.8


def _dale_chall(c: Counts) -> float:
    share = 100 * c.unfamiliar_words / c.words
    return 0.1579 * share + 0.0496 * c.words / c.sentences + (3.6365 if share > 5 else 0)


def _new_dale_chall(c: Counts) -> float:
    raw = 15.79 * c.difficult_words / c.words + 0.0496 * c.words / c.sentences
    return raw + (3.6365 if raw > 0.05 else 0)


def _spache(c: Counts) -> float:
    return 0.141 * c.words / c.sentences + 8.6 * c.difficult_words / c.words + 0.839


def _revised_spache(c: Counts) -> float:
    return 0.121 * c.words / c.sentences + 8.2 * c.new_unfamiliar_words / c.words + 0.659


def _linsear(c: Counts) -> float:
    points = (c.words + 2 * c.polysyllables) / c.sentences
    return (points - 2 if points <= 20 else points) / 2


def _lix(c: Counts) -> float:
    return c.words / c.sentences + 100 * c.long_words / c.words


def _rix(c: Counts) -> float:
    return c.long_words / c.sentences


def _mcalpine(c: Counts) -> float:
    return (c.words + c.mini_words) / c.sentences


def _forcast(c: Counts) -> float:
    return 20 - 15 * c.monosyllables / c.words


_FLESCH_GRADES = _scale((0, 30, 50, 60, 70, 80, 90), (17, 17, 14.5, 11, 8.5, 7, 6, 5))
_DALE_CHALL_GRADES = _scale((5, 6, 7, 8, 9, 10), (4, 5.5, 7.5, 9.5, 11.5, 14, 16))
_LIX_GRADES = _scale((10, 15, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56), tuple(range(1, 14)))
_RIX_GRADES = _scale((0.2, 0.5, 0.8, 1.3, 1.8, 2.4, 3.0, 3.7, 4.5, 5.3, 6.2, 7.2), tuple(range(1, 14)))
_GRADE = "The years of US schooling a reader needs; 9 is a usual aim for newspapers."

FORMULAS = (
    Formula(
        "flesch_reading_ease",
        "Flesch reading ease",
        _flesch,
        _FLESCH_GRADES,
        ("words", "sentences", "syllables"),
        "From about 0 (hard) to 100 (easy); 60 to 70 is plain English. The only one here where more is easier.",
        "Flesch 1948",
        harder="lower",
    ),
    Formula(
        "flesch_kincaid_grade",
        "Flesch–Kincaid grade",
        _flesch_kincaid,
        _itself,
        ("words", "sentences", "syllables"),
        _GRADE,
        "Kincaid, Fishburne, Rogers & Chissom 1975",
    ),
    Formula(
        "gunning_fog", "Gunning fog", _fog, _itself, ("words", "sentences", "complex_words"), _GRADE, "Gunning 1952"
    ),
    Formula(
        "smog_index",
        "SMOG",
        _smog,
        _itself,
        ("sentences", "polysyllables"),
        "The grade whose pupils understand all of it, so it lies higher than the others; made for 30 sentences.",
        "McLaughlin 1969",
        least_sentences=30,
    ),
    Formula(
        "automated_readability_index",
        "Automated readability index",
        _automated,
        _itself,
        ("words", "sentences", "characters"),
        _GRADE,
        "Senter & Smith 1967",
    ),
    Formula(
        "coleman_liau_index",
        "Coleman–Liau index",
        _coleman_liau,
        _itself,
        ("words", "sentences", "letters"),
        _GRADE + " Made for machines that cannot count syllables.",
        "Coleman & Liau 1975",
    ),
    Formula(
        "dale_chall",
        "Dale–Chall",
        _dale_chall,
        _DALE_CHALL_GRADES,
        ("words", "sentences", "unfamiliar_words"),
        "4.9 or less is easy for grade 4, 9 to 9.9 is college reading.",
        "Dale & Chall 1948",
    ),
    Formula(
        "new_dale_chall",
        "New Dale–Chall",
        _new_dale_chall,
        _DALE_CHALL_GRADES,
        ("words", "sentences", "difficult_words"),
        "Read as Dale–Chall; textstat's form of it, on words of two syllables or more.",
        "Chall & Dale 1995, in textstat's form",
    ),
    Formula(
        "spache",
        "Spache",
        _spache,
        _itself,
        ("words", "sentences", "difficult_words"),
        "A school grade; made for texts up to grade 4, above that only good for comparing. textstat's form of it, on every "
        "unfamiliar word of two syllables or more.",
        "Spache 1953, in textstat's form",
    ),
    Formula(
        "revised_spache",
        "Spache, revised",
        _revised_spache,
        _itself,
        ("words", "sentences", "new_unfamiliar_words"),
        "As Spache, but as he has it: a word that is not on the list counts once, however short and however often, and so does "
        "a name (first names too, which he let pass). The list is Dale and Chall's, longer than his.",
        "Spache 1974",
    ),
    Formula(
        "linsear_write",
        "Linsear write",
        _linsear,
        _itself,
        ("words", "sentences", "polysyllables"),
        _GRADE + " On the whole text, not on its first 100 words.",
        "O'Hayre 1966",
    ),
    Formula(
        "lix",
        "LIX",
        _lix,
        _LIX_GRADES,
        ("words", "sentences", "long_words"),
        "Below 30 is easy, 40 is a newspaper, above 60 is very hard.",
        "Björnsson 1968; grades: Anderson 1983",
    ),
    Formula(
        "rix",
        "RIX",
        _rix,
        _RIX_GRADES,
        ("sentences", "long_words"),
        "Long words a sentence: below 1 is easy, above 7.2 is college reading.",
        "Anderson 1983",
    ),
    Formula(
        "mcalpine_eflaw",
        "McAlpine EFLAW",
        _mcalpine,
        None,
        ("words", "sentences", "mini_words"),
        "For readers whose first language is not English: up to 20 very easy, 25 easy, 29 a little difficult, 30 and more "
        "very confusing.",
        "McAlpine 2006",
    ),
    Formula(
        "forcast",
        "FORCAST",
        _forcast,
        _itself,
        ("words", "monosyllables"),
        _GRADE + " Needs no sentences, so it also serves lists and forms; made for 150 words.",
        "Caylor, Sticht, Fox & Ford 1973",
        least_words=150,
    ),
)
"""Every English formula of textstat 0.7.13, and FORCAST and the revised Spache, which it lacks. Fed textstat's counts they give
its values."""
