"""Which texts of a list repeat an earlier one: word for word, in another style, nearly, or reworded."""
from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

WORD = re.compile(r"[^\W_]+")

SAME = 0.68
"""Share of words in common and in order from which two texts are a repetition. Dice's coefficient of the longest common
subsequence of words: below it two sentences of one article share a subject, above it a wording."""

NEAR = 0.88
"""From here on a repetition is `near`, below it is `reworded`."""

FEWEST_WORDS = 4
"""Shorter texts ("He said.") recur without being repeated."""

EXACT_WORDS = 6
"""In a text of fewer words than this, one other word makes another statement: only other marks or case are allowed."""

WORDS_A_FACT = 12
"""Where more than one word in so many is another name or number, two texts are one template filled twice."""

NAME_LIKENESS = 75
"""Two spellings of one name ("Lavrov", "Lavrovv") are at least so alike (rapidfuzz ratio, 0 to 100)."""

LATEST = 256
"""A text is compared with at most so many earlier ones that share a given rare word: ten thousand lines of one template
stay linear."""


class UnitRepeat(NamedTuple):
    """Text number `second` repeats the earlier text number `first`."""

    first: int
    second: int
    kind: str
    similarity: float


def repeated_units(texts: Sequence[str]) -> list[UnitRepeat]:
    """For every text that repeats an earlier one, the earlier text it is most like, in reading order.

    `kind` is "verbatim" (same characters but for white space), "styled" (same words, other marks or case), "near" (a
    few words differ) or "reworded". `similarity` is the share of words both have in the same order (Dice's coefficient,
    0 to 1, higher is more alike). Texts that differ in names and numbers only, as reports of one form do, are no
    repetition.
    """
    units = [WORD.findall(text.lower().replace("’", "").replace("'", "")) for text in texts]
    found: list[UnitRepeat] = []
    first_of: dict[tuple[str, ...], int] = {}
    first_text: dict[str, int] = {}
    distinct: list[int] = []
    for number, (text, words) in enumerate(zip(texts, units, strict=True)):
        if len(words) < FEWEST_WORDS:
            continue
        key = tuple(words)
        plain = " ".join(text.split())
        if key not in first_of:
            first_of[key] = first_text[plain] = number
            distinct.append(number)
        elif plain in first_text:
            found.append(UnitRepeat(first_text[plain], number, "verbatim", 1.0))
        else:
            found.append(UnitRepeat(first_of[key], number, "styled", 1.0))
            first_text[plain] = number
    found += _reworded(texts, units, [number for number in distinct if len(units[number]) >= EXACT_WORDS])
    return sorted(found, key=lambda pair: pair.second)


def _reworded(texts: Sequence[str], units: list[list[str]], numbers: list[int]) -> list[UnitRepeat]:
    """Repetitions among texts whose words are not the same.

    Only texts that share one of their rarest words are compared: two texts alike enough always do (prefix filter,
    Chaudhuri et al. 2006). Each word becomes one character, so that the comparison runs in compiled code.
    """
    counts = Counter(word for number in numbers for word in units[number])
    rank = {word: place for place, (word, _) in enumerate(sorted(counts.items(), key=lambda item: (item[1], item[0])))}
    letters = {word: chr(0x10000 + place % 0xFFFFF) for word, place in rank.items()}
    needed = SAME / (2 - SAME)
    having: dict[str, list[int]] = defaultdict(list)
    coded: dict[int, str] = {}
    found = []
    for number in numbers:
        words = units[number]
        coded[number] = code = "".join([letters[word] for word in words])
        rarest = sorted(words, key=rank.__getitem__)[:len(words) - math.ceil(needed * len(words)) + 1]
        near = {other for word in set(rarest) if counts[word] > 1 for other in having[word][-LATEST:]}
        best = None
        for other in sorted(near):
            floor = best.similarity if best else SAME
            similarity = Indel.normalized_similarity(coded[other], code, score_cutoff=floor)
            if similarity < floor or (best and similarity == best.similarity):
                continue
            if not _other_facts(texts[other], texts[number], coded[other], code):
                best = UnitRepeat(other, number, "near" if similarity >= NEAR else "reworded", similarity)
        if best:
            found.append(best)
        for word in set(rarest):
            having[word].append(number)
    return found


def _other_facts(text: str, other: str, code: str, other_code: str) -> bool:
    """Whether the two texts fill the same form with other names and numbers."""
    words, other_words = (WORD.findall(one.replace("’", "").replace("'", "")) for one in (text, other))
    facts = 0
    for here, there in _replaced(code, other_code):
        facts += _differ([word for word in words[here] if _is_fact(word)],
                         [word for word in other_words[there] if _is_fact(word)])
    return facts * WORDS_A_FACT > min(len(words), len(other_words))


def _differ(facts: list[str], other_facts: list[str]) -> bool:
    """Whether both sides state something, and not the same: other figures, or a name not only spelt differently."""
    if not facts or not other_facts:
        return False
    figures, other_figures = ([word for word in side if any(map(str.isdigit, word))] for side in (facts, other_facts))
    if figures and other_figures:
        return figures != other_figures
    return fuzz.ratio(" ".join(facts).lower(), " ".join(other_facts).lower()) < NAME_LIKENESS


def _replaced(code: str, other_code: str) -> list[tuple[slice, slice]]:
    """Where words of one text stand in the place of words of the other."""
    kept = [op for op in Indel.opcodes(code, other_code) if op.tag == "equal"]
    here = there = 0
    gaps = []
    for start, end, other_start, other_end in [
            *((op.src_start, op.src_end, op.dest_start, op.dest_end) for op in kept),
            (len(code), len(code), len(other_code), len(other_code))]:
        if start > here and other_start > there:
            gaps.append((slice(here, start), slice(there, other_start)))
        here, there = end, other_end
    return gaps


def _is_fact(word: str) -> bool:
    return word[0].isupper() or any(map(str.isdigit, word))
