"""What the linear model sees of an article's pieces: a few columns of whole numbers, crossed and hashed, all in NumPy."""
from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from . import cues, speakers
from .reading import Paragraph
from .word_classes import CLASSES

PAD = 3
"""Empty pieces between two paragraphs, so that no feature looks across."""
BITS = 20
_STANCE = {stance: number for number, stance in enumerate(cues.STANCES, 1)}
_FORM = {form: number for number, form in enumerate(("base", "s", "ed", "ing", "fixed"), 1)}
_CLASS = {word: number for number, name in enumerate(("person", "document", "organisation", "name", "title", "pronoun",
                                                      "determiner",
                                                      "function"), 1) for word in CLASSES[name]}
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "will", "would", "could", "can",
                 "may", "might", "should", "did", "does", "do", "'s", "’s", "to", "not", "n't", "n’t"})


@dataclass(frozen=True)
class Encoded:
    """The pieces of many paragraphs in a row: `columns` by name, and where each paragraph's pieces begin and end."""

    columns: dict[str, np.ndarray]
    ranges: list[tuple[int, int]]
    size: int


COLUMNS = ("word", "suffix3", "suffix2", "shape", "class", "cue", "base", "mark", "length", "first", "left", "left_far",
           "right", "right_far", "that", "comma", "place", "sentence", "paragraph", "cluster")


def encode(paragraphs: Sequence[Paragraph], clusters: dict[str, int] | None = None) -> Encoded:
    """The columns of all paragraphs of an article."""
    clusters = clusters or {}
    size = PAD + sum(len(paragraph.pieces) + PAD for paragraph in paragraphs)
    columns = {name: np.zeros(size, dtype=np.int64) for name in COLUMNS}
    ranges, here, known = [], PAD, {}
    for number, paragraph in enumerate(paragraphs):
        there = here + len(paragraph.pieces)
        _fill(columns, here, there, paragraph, number, known, clusters)
        ranges.append((here, there))
        here = there + PAD
    return Encoded(columns, ranges, size)


def _fill(columns, here: int, there: int, paragraph: Paragraph, number: int, known: dict, clusters: dict) -> None:
    pieces = paragraph.pieces
    for column, values in zip(("word", "suffix3", "suffix2", "shape", "class", "cluster"),
                              zip(*[known.get(word) or _word(word, known, clusters) for word in pieces.words], strict=True),
                              strict=False):
        columns[column][here:there] = values
    starts = pieces.sentence_starts()
    outer = [stretch for stretch in paragraph.stretches if stretch.depth == 0]
    mark, length = _marks(pieces, outer)
    columns["mark"][here:there], columns["length"][here:there] = mark, length
    found = [cue for cue in cues.find(pieces) if speakers.is_verb(pieces, cue, set(starts))]
    for cue in found:
        code = _STANCE[cue.stance] * 8 + _FORM[cue.form]
        columns["cue"][here + cue.first:here + cue.last] = code
        columns["base"][here + cue.first:here + cue.last] = crc32(cue.base.encode())
    quoted = sum(1 for m in mark if m) / max(1, len(mark))
    columns["paragraph"][here:there] = 1 + (quoted > .9) + 2 * (quoted > 0) + 4 * (number == 0) + 8 * (len(pieces) < 12)
    columns["first"][here + np.array(starts, dtype=np.int64)] = 1
    edges = [*starts, len(pieces)]
    for first, last in itertools.pairwise(edges):
        _sentence(columns, here, first, last, pieces, found, mark)


def _word(word: str, known: dict, clusters: dict) -> tuple[int, ...]:
    lower = word.lower()
    code = known[word] = (crc32(lower.encode("utf-8", "replace")), crc32(lower[-3:].encode("utf-8",
                                                            "replace")) if len(word) > 3 else 1,
                          crc32(lower[-2:].encode("utf-8", "replace")) if len(word) > 2 else 1, _shape(word),
                          _CLASS.get(lower, 0), clusters.get(lower, -1) + 1)
    return code


def _shape(word: str) -> int:
    if word[0].isdigit():
        return 1
    if not word[0].isalnum():
        return 2 + (word in ",;:") + 2 * (word in ".!?") if len(word) == 1 else 2
    if not word[0].isupper():
        return 7
    if len(word) == 1 or (len(word) == 2 and word[1] == "."):
        return 8
    return 9 if word.isupper() else 10


def _marks(pieces, outer) -> tuple[list[int], list[int]]:
    """For each piece: 0 outside marks, 1 the first of a stretch, 2 inside, 3 the last; and the length class of the stretch."""
    mark, length = [0] * len(pieces), [0] * len(pieces)
    for stretch in outer:
        first, last = pieces.first_at(stretch.start), bisect_left(pieces.starts, stretch.end)
        size = last - first - 2
        closing = pieces.words[last - 2] if size > 0 and last >= 2 else ""
        code = 1 + (size > 1) + (size > 3) + (size > 6) + (size > 12) + 8 * (closing in (",", ".", "!",
                                                            "?")) + 16 * (not stretch.closed)
        for index in range(first, last):
            mark[index] = 1 if index == first else 3 if index == last - 1 else 2
            length[index] = code
    return mark, length


def _sentence(columns, here: int, first: int, last: int, pieces, found, mark) -> None:
    """Columns that look at the sentence: the nearest reporting word on either side, outside quotation marks."""
    mine = [cue for cue in found if first <= cue.first < last and not mark[cue.first]]
    sentence = 1 + min(3, len(mine)) + 4 * any(mark[first:last]) + 8 * (last - first < 8)
    columns["sentence"][here + first:here + last] = sentence
    places = np.arange(last - first)
    columns["place"][here + first:here + last] = np.minimum(places, 4) + 8 * np.minimum(places[::-1], 3)
    columns["comma"][here + first:here + last] = np.minimum(
        np.cumsum([word == "," for word in pieces.words[first:last]]), 3)
    for position, cue in enumerate(mine):
        code = crc32(cue.base.encode()) * 8 + _FORM[cue.form]
        that = cue.last < last and pieces.lower[cue.last] == "that"
        until = mine[position + 1].first if position + 1 < len(mine) else last
        span = slice(here + cue.last, here + until)
        columns["left"][span] = code
        columns["left_far"][span] = _far(np.arange(1, until - cue.last + 1))
        columns["that"][span] = 1 + that
        since = mine[position - 1].last if position else first
        span = slice(here + since, here + cue.first)
        columns["right"][span] = code
        columns["right_far"][span] = _far(np.arange(cue.first - since, 0, -1))


def _far(distance: np.ndarray) -> np.ndarray:
    return np.digitize(distance, [1, 2, 3, 4, 6, 9, 14, 22, 35])


def _crossed() -> tuple[tuple[tuple[str, int], ...], ...]:
    single = [(("word", k),) for k in range(-2, 3)]
    single += [((name, k),) for name in ("suffix3", "shape", "cue", "mark") for k in (-1, 0, 1)]
    single += [((name, k),) for name in ("class", "cluster") for k in (-2, -1, 0, 1, 2)]
    single += [((name, 0),) for name in ("suffix2", "length", "comma", "place", "sentence", "paragraph")]
    pairs = [
        (("word", -1), ("word", 0)), (("word", 0), ("word", 1)), (("word", -2), ("word", -1)), (("word", 1), ("word", 2)),
        (("cluster", -1), ("cluster", 0)), (("cluster", 0), ("cluster", 1)), (("cluster", -1), ("cluster", 0), ("cluster",
                                                            1)),
        (("cluster", -2), ("cluster", -1), ("cluster", 0)), (("cluster", 0), ("cluster", 1), ("cluster", 2)),
        (("shape", -1), ("shape", 0), ("shape", 1)), (("class", -1), ("class", 0), ("class", 1)),
        (("cue", 0), ("mark", -1)), (("cue", 0), ("class", 1)), (("cue", 0), ("word", 1)), (("cue", 0), ("word", -1)),
        (("cue", -1), ("word", 0)), (("cue", -1), ("class", 0)), (("base", -1), ("word", 0)), (("base", 0), ("word", 1)),
        (("base", 0), ("cluster", -1)), (("base", 0), ("class", -1)), (("base", 0),), (("base", 0), ("first", 0)),
        (("mark", 0), ("length", 0)), (("mark", 0), ("length", 0), ("sentence", 0)), (("mark", 0), ("length", 0),
                                                            ("left_far", 0)),
        (("mark", 0), ("length", 0), ("right_far", 0)), (("mark", 0), ("length", 0), ("paragraph", 0)),
        (("mark", 0), ("length", 0), ("word", -1)), (("mark", 0), ("word", -1), ("word", -2)),
        (("mark", 0), ("left", 0)), (("mark", 0), ("right", 0)), (("mark", 0), ("left", 0), ("right", 0)),
        (("left", 0), ("left_far", 0)), (("left", 0), ("that", 0)), (("left", 0), ("comma", 0)), (("left", 0), ("that", 0),
                                                            ("comma", 0)),
        (("left", 0), ("shape", 0)), (("left", 0), ("class", 0)), (("left", 0), ("word", 0)), (("left", 0), ("cluster", 0)),
        (("left", 0), ("right", 0)), (("left_far", 0), ("right_far", 0)), (("left_far", 0), ("shape", 0)), (("left_far",
                                                            0), ("class", 0)),
        (("right", 0), ("right_far", 0)), (("right", 0), ("comma", 0)), (("right", 0), ("shape", 0)), (("right", 0),
                                                            ("word", 0)),
        (("right_far", 0), ("shape", 0)), (("right_far", 0), ("word", 0)), (("right_far", 0), ("class", 0)), (("right_far",
                                                            0), ("cluster", 0)),
        (("left_far", 0), ("word", 0)), (("left_far", 0), ("cluster", 0)), (("sentence", 0), ("place", 0)), (("sentence",
                                                            0), ("shape", 0)),
        (("first", 0), ("class", 0)), (("first", 0), ("mark", 0)), (("first", 0), ("left", 0)), (("first", 0), ("right",
                                                            0)),
        (("first", 0), ("paragraph", 0)), (("place", 0), ("paragraph", 0)), (("mark", -1), ("mark", 0), ("mark", 1)),
        (("mark", -1), ("word", 0)), (("mark", 1), ("word", 0)), (("mark", 0), ("word", 0)), (("mark", 0), ("cluster", 0)),
        (("word", -1), ("mark", 0)), (("word", 1), ("cue", 0)), (("word", 0), ("paragraph", 0)), (("cue", 0), ("cluster",
                                                            1)),
        (("cue", 0), ("cluster", -1)), (("cluster", 0), ("word", 1)), (("cluster", -1), ("word", 0)), (("word", -1),
                                                            ("cluster", 0)),
    ]
    return tuple(single + pairs)


TEMPLATES = _crossed()
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def hashed(encoded: Encoded, bits: int = BITS, templates=TEMPLATES) -> np.ndarray:
    """Row numbers of the weights: one row a piece, one column a template."""
    found = np.empty((encoded.size, len(templates)), dtype=np.int32)
    columns = {name: column.astype(np.uint64) for name, column in encoded.columns.items()}
    shift = np.uint64(64 - bits)
    for number, template in enumerate(templates):
        value = np.full(encoded.size, number * 0x51ED270B + 1, dtype=np.uint64)
        for name, offset in template:
            value = (value ^ np.roll(columns[name], -offset)) * _MULTIPLIER
            value ^= value >> np.uint64(29)
        found[:, number] = ((value * _MULTIPLIER) >> shift).astype(np.int32)
    return found
