"""What every formula is made of: sentences, words, letters, syllables, long, short and unfamiliar words."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain
from operator import mul
from pathlib import Path

from ..article import Article
from . import syllables

LONG, MINI = 7, 3
"""Letters: from 7 a word is long (LIX, RIX), up to 3 it is a mini-word (McAlpine)."""

_OPENING = "\"“‘«('[–—"
_CLOSING = "\"'”’»)] \t\n"
_ENDS = ".!?…:;"
_PARTS = re.compile(r"[-‐‑–—/]")
_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ier", "y"),
    ("iest", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ing", ""),
    ("er", ""),
    ("est", ""),
    ("n't", ""),
)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a text holds. More of anything but sentences is harder, in proportion to the words.

    `characters` are all but white space, punctuation included; `letters` letters and digits of the words.
    `monosyllables` have one syllable, `polysyllables` three or more; `long_words` more than six letters, `mini_words` up
    to three. `unfamiliar_words` are not on the list of easy words (Dale & Chall 1948, as textstat has it), also when
    their inflections are stripped, and are neither names nor numbers; `difficult_words` are those of them with two
    syllables or more, `complex_words` with three or more. `numbers` are words without a letter; `open_sentences` end without
    a full stop or another end mark.
    """

    sentences: int = 0
    words: int = 0
    characters: float = 0
    letters: float = 0
    syllables: float = 0
    monosyllables: float = 0
    polysyllables: float = 0
    long_words: float = 0
    mini_words: float = 0
    numbers: float = 0
    unfamiliar_words: float = 0
    difficult_words: float = 0
    complex_words: float = 0
    open_sentences: int = 0


@dataclass(frozen=True, slots=True)
class Spelling:
    """One distinct word form: what `Counts` sums, one by one. `familiar` words are never difficult."""

    letters: int
    syllables: int
    familiar: bool
    capital: bool


def count(article: Article, repeated: bool = True) -> Counts:
    """The counts of the running text: captions and headlines apart, what is printed twice counted twice by default."""
    return count_sentences(article, article.body(repeated=repeated))


def count_sentences(article: Article, sentences, names: frozenset[str] | None = None) -> Counts:
    """The counts of the sentences with these indices, in rising order; `names` where they were found before."""
    ranges = article.sentence_words()
    text, starts, ends = article.text, article.words.starts, article.words.ends
    full = [index for index in sentences if ranges[index]]
    forms = [
        text[start:end]
        for first, last in _runs(ranges[index] for index in full)
        for start, end in zip(starts[first:last], ends[first:last], strict=True)
    ]
    if not forms:
        return Counts()
    if names is None:
        names = find_names(article, sentences)
    tally = Counter(forms)
    columns = zip(*map(_summands, tally), strict=True)
    sums = [sum(map(mul, column, tally.values())) for column in columns]
    for name in names & tally.keys():
        for position, value in enumerate(_summands(name)[-3:], len(sums) - 3):
            sums[position] -= value * tally[name]
    written = [text[article.sentences[index].start : article.sentences[index].end] for index in full]
    characters = sum(len("".join(sentence.split())) for sentence in written)
    return Counts(
        len(full),
        len(forms),
        characters,
        *sums,
        sum(sentence.rstrip(_CLOSING)[-1:] not in _ENDS for sentence in written),
    )


def spelling(form: str) -> Spelling:
    """What is to be known of a word form by itself."""
    return _spelling(form)


def find_names(article: Article, sentences=None) -> frozenset[str]:
    """Word forms that are names: written with a capital where no sentence or quotation begins. Only unfamiliar ones.

    A form that stands only at the beginning of sentences is a name when the dictionary does not know it.
    In a text that is mostly capitals nothing is taken for a name.
    """
    text, words, ranges = article.text, article.words, article.sentence_words()
    candidates: dict[str, bool] = {}
    capitals = total = 0
    for index in article.body() if sentences is None else sentences:
        previous = None
        for number in ranges[index]:
            start, end = words.starts[number], words.ends[number]
            form = text[start:end]
            total += 1
            if form.islower():
                previous = end
                continue
            capitals += form.isupper() and len(form) > 1
            facts = _spelling(form)
            if facts.capital and not facts.familiar:
                initial = previous is None or text[start - 1] in _OPENING
                candidates[form] = candidates.get(form, False) or not initial
            previous = end
    if capitals > total / 2:
        return frozenset()
    return frozenset(
        form
        for form, inside in candidates.items()
        if inside or not form[0].isupper() or not syllables.in_dictionary(stem(form.lower()))
    )


def stem(form: str) -> str:
    """Without a possessive ending and with straight apostrophes."""
    form = form.replace("’", "'")
    return form[:-2] if form.endswith("'s") else form.rstrip("'")


@functools.lru_cache(maxsize=1 << 17)
def _summands(form: str) -> tuple[int, ...]:
    """One occurrence's share of letters … complex_words, in the order of `Counts`."""
    facts = _spelling(form)
    strange = not facts.familiar
    return (
        facts.letters,
        facts.syllables,
        facts.syllables == 1,
        facts.syllables >= 3,
        facts.letters >= LONG,
        facts.letters <= MINI,
        not any(map(str.isalpha, form)),
        strange,
        strange and facts.syllables >= 2,
        strange and facts.syllables >= 3,
    )


@functools.lru_cache(maxsize=1 << 17)
def _spelling(form: str) -> Spelling:
    return Spelling(
        letters=sum(map(str.isalnum, form)),
        syllables=syllables.count(form),
        familiar=all(map(_familiar, filter(None, _PARTS.split(form)))),
        capital=form != form.lower(),
    )


def _familiar(part: str) -> bool:
    """A number, a word of the list, or an inflection of one."""
    if any(map(str.isdigit, part)):
        return True
    word, easy = stem(part.lower()), easy_words()
    if word in easy or len(word) == 1:
        return True
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            base = word[: -len(ending)]
            if len(base) > 1 and (
                base + (instead or "e") in easy or base in easy or (base[-1:] == base[-2:-1] and base[:-1] in easy)
            ):
                return True
    return False


@functools.cache
def easy_words() -> frozenset[str]:
    """textstat's list of some 2,940 easy words, read where textstat keeps it, without importing textstat."""
    folder = Path(find_spec("textstat").submodule_search_locations[0])
    return frozenset((folder / "resources" / "en" / "easy_words.txt").read_text(encoding="utf-8").split())


def _runs(ranges):
    """Neighbouring ranges joined, as (first, last) pairs."""
    first = last = 0
    for piece in chain(ranges, [range(-1, -1)]):
        if piece.start != last:
            if last > first:
                yield first, last
            first = piece.start
        last = piece.stop
