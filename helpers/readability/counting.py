"""What every formula is made of: sentences, words, letters, syllables, long, short and unfamiliar words."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain
from operator import mul
from pathlib import Path

from ..article import Article
from ..segmenting.sentences import openers
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
    ("ly", ""),
    ("wn", "w"),
    ("n't", ""),
)
"""What Dale & Chall (1948, Instructions) let follow a word of their list, and what then takes the place of the ending."""



@dataclass(frozen=True, slots=True)
class Counts:
    """What a text holds. More of anything but sentences is harder, in proportion to the words.

    `characters` are all but white space, punctuation included; `letters` letters and digits of the words.
    `monosyllables` have one syllable, `polysyllables` three or more; `long_words` more than six letters,
    `mini_words` up to three. `unfamiliar_words` are not on the list of easy words (Dale & Chall 1948, as textstat
    has it), also when their inflections are stripped, and are neither names, numbers, addresses nor short for something;
    `difficult_words` are those of them with two syllables or more, `complex_words` with three or more. `new_unfamiliar_words` are
    counted once each, however often they stand there, names included, as Spache did. `numbers` are words without a letter;
    `open_sentences` end without a full stop or another end mark.
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
    new_unfamiliar_words: int = 0
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
    ranges = [words for index in sentences if (words := word_range(article, index))]
    forms = _forms(article, ranges)
    if not forms:
        return Counts()
    tally = Counter(forms)
    if names is None:
        names = _names(article, ranges, forms, tally)
    times = list(tally.values())
    sums = [sum(map(mul, column, times)) for column in zip(*map(_summands, tally), strict=True)]
    for name in names & tally.keys():
        for position, value in enumerate(_summands(name)[-3:], len(sums) - 3):
            sums[position] -= value * tally[name]
    text, owners = article.text, article.words.sentences
    units = [article.sentences[owners[words.start]] for words in ranges]
    written = [text[unit.start : unit.end] for unit in units]
    characters = len("".join("".join(written).split()))
    open_sentences = sum(sentence.rstrip(_CLOSING)[-1:] not in _ENDS for sentence in written)
    new = len({word_of(form) for form in tally if not _spelling(form).familiar})
    return Counts(len(units), len(forms), characters, *sums, new, open_sentences)


def count_forms(forms: list[str], names: frozenset[str]) -> Counts:
    """What can be counted in the words of one sentence alone: `words`, `syllables`, `unfamiliar_words`; all else is 0."""
    spelt = [_spelling(form) for form in forms]
    strange = sum(not known.familiar and form not in names for form, known in zip(forms, spelt, strict=True))
    return Counts(1, len(forms), syllables=sum(known.syllables for known in spelt), unfamiliar_words=strange)


def word_range(article: Article, sentence: int) -> range:
    """The indices of a sentence's words."""
    owners = article.words.sentences
    first = bisect_left(owners, sentence)
    return range(first, bisect_right(owners, sentence, first))


def spelling(form: str) -> Spelling:
    """What is to be known of a word form by itself."""
    return _spelling(form)


def find_names(article: Article, sentences) -> frozenset[str]:
    """Word forms that are names: written with a capital where no sentence or quotation begins. Only unfamiliar ones.

    A form that stands only at the beginning of sentences is a name when the dictionary does not know it, and when another
    capital follows it at once: given names, titles and offices ("Gareth Lowe", "Ms Diallo", "Prosecutor James Adeyemi").
    In a text that is mostly capitals nothing is taken for a name.
    """
    ranges = [words for index in sentences if (words := word_range(article, index))]
    forms = _forms(article, ranges)
    return _names(article, ranges, forms, Counter(forms))


def _names(article: Article, ranges: list[range], forms: list[str], tally: Counter) -> frozenset[str]:
    written_large = [form for form in tally if not form.islower()]
    capitals = sum(tally[form] for form in written_large if len(form) > 1 and form.isupper())
    candidates = {form for form in written_large if (facts := _spelling(form)).capital and not facts.familiar}
    if not candidates or capitals > len(forms) / 2:
        return frozenset()
    text, starts = article.text, article.words.starts
    numbers, firsts = chain.from_iterable(ranges), {words.start for words in ranges}
    inside = {
        form
        for number, form in zip(numbers, forms, strict=True)
        if form in candidates and number not in firsts and text[starts[number] - 1] not in _OPENING
    }
    doubtful = {
        form
        for form in candidates - inside
        if form[0].isupper() and syllables.in_dictionary(word_of(form))
    }
    if not doubtful:
        return frozenset(candidates)
    numbers = chain.from_iterable(ranges)
    leading = {
        form for number, form in zip(numbers, forms, strict=True) if form in doubtful and _leads_a_name(article, number)
    }
    return frozenset(candidates - doubtful | leading)


def _leads_a_name(article: Article, number: int) -> bool:
    """Whether the word is followed at once by a word with a capital, and is none that opens sentences: "Despite Moscow"."""
    words, text = article.words, article.text
    following = number + 1
    if following >= len(words) or words.sentences[following] != words.sentences[number]:
        return False
    between = text[words.ends[number] : words.starts[following]]
    other = text[words.starts[following] : words.ends[following]]
    return (
        between in (" ", ". ")
        and other[0].isupper()
        and not re.fullmatch(r"I(?:['’]\w+)?", other)
        and text[words.starts[number] : words.ends[number]].lower() not in openers()
    )


def _forms(article: Article, ranges: list[range]) -> list[str]:
    text, starts, ends = article.text, article.words.starts, article.words.ends
    return [
        text[start:end]
        for first, last in _runs(ranges)
        for start, end in zip(starts[first:last], ends[first:last], strict=True)
    ]


def stem(form: str) -> str:
    """Without a possessive ending and with straight apostrophes."""
    form = form.replace("’", "'")
    return form[:-2] if form.endswith("'s") else form.rstrip("'")


@functools.lru_cache(maxsize=1 << 17)
def word_of(form: str) -> str:
    """The word of a form as lists have it: its stem in small letters."""
    return stem(form.lower())


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
    """A number, a word of the list or an inflection of one; or no word at all: an address, or short for something ("a.m.")."""
    if any(map(str.isdigit, part)) or "@" in part or ("." in part and part.islower()):
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
