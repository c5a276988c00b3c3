"""Passages of an article that are printed twice, word for word or reworded."""
from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from ..article import PROSE, Article
from .units import FEWEST_WORDS, WORD, repeated_units

COLUMNS = ["start", "end", "text", "other_start", "other_end", "other_text", "unit", "kind", "similarity", "words"]

_QUOTED = re.compile(r"“([^“”]{12,1500})”|\"([^\"]{12,1500})\"")


class _Unit(NamedTuple):
    start: int
    end: int
    role: str
    block: int


def repeats(article: Article) -> pd.DataFrame:
    """One row a passage that repeats an earlier one, in reading order.

    `start`, `end` and `text` are the later passage, `other_start`, `other_end` and `other_text` the earlier one it is
    most like. `unit` says what is repeated: a block by its role ("paragraph", "caption", "furniture" …), a "sentence",
    or a "quotation" (the same words of speech given twice). `kind` is "verbatim", "styled" (other marks or case),
    "near" or "reworded"; `similarity` is the share of words both have in the same order (Dice, 0 to 1, higher is more
    alike); `words` counts the words of the later passage. Page furniture is compared with furniture only.
    """
    text = article.text
    prose = [_Unit(block.start, block.end, block.role, number)
             for number, block in enumerate(article.blocks) if block.role in PROSE]
    furniture = [_Unit(block.start, block.end, block.role, number)
                 for number, block in enumerate(article.blocks) if block.role == "furniture"]
    whole = _compare(text, prose)
    again = {second.block for _, second, *_ in whole}
    printed_once = [unit for unit in prose if unit.block not in again]
    sentences = _sentences(article, printed_once)
    rows = whole + _compare(text, sentences) + _compare(text, furniture)
    rows += _outside(rows, _compare(text, _quoted(text, printed_once)))
    table = [_row(text, *pair) for pair in sorted(rows, key=lambda pair: pair[1].start)]
    return pd.DataFrame(table, columns=COLUMNS)


def _compare(text: str, units: list[_Unit]) -> list[tuple]:
    """(earlier unit, later unit, kind, similarity) of units that repeat another."""
    pairs = repeated_units([text[unit.start:unit.end] for unit in units])
    return [(units[pair.first], units[pair.second], pair.kind, pair.similarity) for pair in pairs]


def _sentences(article: Article, blocks: list[_Unit]) -> list[_Unit]:
    """The sentences of blocks that are not themselves printed twice."""
    wanted = {unit.block for unit in blocks}
    return [_Unit(sentence.start, sentence.end, "sentence", sentence.block)
            for sentence in article.sentences if sentence.block in wanted]


def _quoted(text: str, blocks: list[_Unit]) -> list[_Unit]:
    """What stands between quotation marks, without the marks."""
    found = []
    for block in blocks:
        for match in _QUOTED.finditer(text, block.start, block.end):
            inside = 1 if match[1] is not None else 2
            found.append(_Unit(*match.span(inside), "quotation", block.block))
    return found


def _outside(known: list[tuple], pairs: list[tuple]) -> list[tuple]:
    """Pairs that no pair already known explains: neither as a part of it nor as the whole."""
    def within(unit: _Unit, other: _Unit) -> bool:
        """Whether two units share a place in the text."""
        return unit.start < other.end and other.start < unit.end
    return [pair for pair in pairs
            if not any(within(pair[0], other[0]) and within(pair[1], other[1]) for other in known)]


def _row(text: str, first: _Unit, second: _Unit, kind: str, similarity: float) -> tuple:
    passage, other = text[second.start:second.end], text[first.start:first.end]
    unit = second.role
    if unit != "furniture" and _is_speech(passage) and _is_speech(other):
        unit = "quotation"
    return (second.start, second.end, passage, first.start, first.end, other, unit, kind, similarity,
            len(WORD.findall(passage)))


def _is_speech(passage: str) -> bool:
    """Whether nearly all words stand between quotation marks."""
    words = len(WORD.findall(passage))
    quoted = sum(len(WORD.findall(match[0])) for match in _QUOTED.finditer(passage))
    return words >= FEWEST_WORDS and quoted >= 0.9 * words
