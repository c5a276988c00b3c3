"""Text → word pieces with their offsets, and windows of whole sentences over them."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from .network import MODEL

LIMIT = 320      # word pieces in a window
CONTEXT = 32     # word pieces of the sentences before, repeated so that a window does not begin in the dark
HIDDEN = 103     # the word piece that stands for a name the model is not to see
MARKS = frozenset("“”\"„«»")

LONGEST_KEPT = 2000
"""Characters: the pieces of longer sentences are not kept."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces in reading order, as columns; `units` are the indices where a sentence begins, and the end."""

    ids: np.ndarray
    kinds: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    first: np.ndarray          # True where a word begins
    units: list[int]
    paragraphs: frozenset[int]  # those of `units` that begin a paragraph

    def __len__(self) -> int:
        return len(self.ids)


@cache
def tokenizer(path: Path | None = None):
    """The word-piece tokenizer that belongs to the model."""
    from tokenizers import Tokenizer
    return Tokenizer.from_file(str(path or MODEL.with_suffix(".tokenizer.json")))


def cut(text: str, units: Sequence[Span], opens: Sequence[bool] | None = None, hidden: Sequence[Span] = ()) -> Pieces:
    """Word pieces of stretches of `text`. `opens`: which units begin a paragraph (default all); `hidden`: spans that
    the model is to see only as "a name", each as one piece with the span's offsets."""
    whole = text.encode("utf-8", "replace").decode("utf-8")     # a lone surrogate becomes "?", offsets stay
    edges, paragraphs, parts = [0], set(), []
    concealed = sorted(set(map(tuple, hidden)))
    quoted, position, last = False, 0, None
    for (a, b), begins in zip(units, [True] * len(units) if opens is None else opens, strict=True):
        if begins:
            quoted = False
            paragraphs.add(edges[-1])
        part = (_kept if b - a <= LONGEST_KEPT else _cut)(whole[a:b]).at(a)
        while position < len(concealed) and concealed[position][1] <= a:
            position += 1
        if position < len(concealed) and concealed[position][0] < b:
            part = part.hiding(concealed[position:bisect_left(concealed, (b,))], last)
        quoted = part.mark_kinds(whole, begins, quoted)
        parts.append(part)
        edges.append(edges[-1] + len(part.ids))
        last = int(part.starts[-1]) if len(part.ids) and part.ids[-1] == HIDDEN else last if not len(part.ids) else None
    columns = [np.concatenate(column) for column in zip(*((part.ids, part.kinds, part.starts, part.ends, part.first) for part in parts),
                                                        strict=True)] or [np.zeros(0, np.int64)] * 4 + [np.zeros(0, bool)]
    return Pieces(*columns, edges, frozenset(paragraphs))


@dataclass(slots=True)
class _Part:
    """The word pieces of one stretch, as columns; `kinds` is the case of each, until the marks are told it."""

    ids: np.ndarray
    kinds: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    first: np.ndarray
    marks: list[int]        # which of them are quotation marks

    def at(self, start: int) -> _Part:
        """The same in a text in which the stretch begins at `start`."""
        return _Part(self.ids, self.kinds.copy(), self.starts + start, self.ends + start, self.first, self.marks)

    def hiding(self, concealed: Sequence[Span], last: int | None) -> _Part:
        """With each span that is concealed as one piece, but for one that begins at `last`: the stretch before ends in it."""
        rows: list[tuple[int, int, int, int, bool]] = []
        marks, marked, position = [], set(self.marks), 0
        for place, (piece, kind, s, e, new) in enumerate(zip(*(column.tolist() for column in (
                self.ids, self.kinds, self.starts, self.ends, self.first)), strict=True)):
            while position < len(concealed) and concealed[position][1] <= s:
                position += 1
            if position < len(concealed) and concealed[position][0] < e:
                if concealed[position][0] != last:
                    rows.append((HIDDEN, 1, *concealed[position], True))
                    last = concealed[position][0]
                continue
            last = None
            if place in marked:
                marks.append(len(rows))
            rows.append((piece, kind if new else rows[-1][1] if rows else 1, s, e, new))
        ids, kinds, starts, ends, first = zip(*rows, strict=True) if rows else ((),) * 5
        return _Part(*(np.array(column, np.int64) for column in (ids, kinds, starts, ends)), np.array(first, bool), marks)

    def mark_kinds(self, text: str, begins: bool, quoted: bool) -> bool:
        """Add to the kinds which piece begins a paragraph and which stand between marks or are one; whether what follows does."""
        if begins:
            self.kinds[:1] += 3
        here = 0
        for place in self.marks:
            if quoted:
                self.kinds[here:place] += 6
            self.kinds[place] += 6
            quoted, here = opens_quotation(text, int(self.starts[place]), quoted), place + 1
        if quoted:
            self.kinds[here:] += 6
        return quoted


def _cut(stretch: str) -> _Part:
    """The word pieces of a stretch that stands alone."""
    found = tokenizer().encode(stretch, add_special_tokens=False)
    ids, offsets, words = found.ids, found.offsets, found.word_ids
    first = [word != before for word, before in zip(words, [None, *words[:-1]], strict=False)]
    kinds: list[int] = []
    for (start, _), new in zip(offsets, first, strict=True):
        kinds.append(_case(stretch, start) if new else kinds[-1])
    marks = [place for place, (start, end) in enumerate(offsets) if stretch[start:end] in MARKS]
    starts, ends = np.array(offsets, np.int64).reshape(-1, 2).T
    return _Part(np.array(ids, np.int64), np.array(kinds, np.int64), starts, ends, np.array(first, bool), marks)


@lru_cache(maxsize=256)
def _kept(stretch: str) -> _Part:
    """The same for a while, since the two networks and readability ask for the same sentences."""
    return _cut(stretch)


def _case(text: str, start: int) -> int:
    """0 small letters, digits, marks; 1 Capitalised; 2 CAPITALS. Later pieces of a word have that of its first."""
    if not text[start].isupper():
        return 0
    return 2 if text[start + 1:start + 2].isupper() else 1


def opens_quotation(text: str, start: int, quoted: bool) -> bool:
    """Whether the text after this quotation mark is quoted."""
    mark = text[start]
    return mark in "“„«" or (mark == '"' and not quoted)


def windows(pieces: Pieces, limit: int = LIMIT, context: int = CONTEXT) -> Iterator[tuple[int, int, int]]:
    """Windows of whole sentences as (beginning of the context, beginning, end), in word pieces.

    A window ends where a paragraph ends if that leaves it at least half full, else where a sentence ends; only a
    sentence longer than a window is cut.
    """
    room, edges = limit - 2, pieces.units
    start = before = edge = 0
    while start < len(pieces):
        end = start
        paragraph = None
        while edge + 1 < len(edges) and edges[edge + 1] - before <= room:
            edge += 1
            end = edges[edge]
            if end in pieces.paragraphs and end - before > room // 2:
                paragraph = edge
        if paragraph is not None and end < len(pieces):
            edge = paragraph
            end = edges[edge]
        if end <= start:                                    # not one sentence fits
            if before < start:
                before = start
                continue
            end = min(start + room, edges[edge + 1])
        yield before, start, end
        start = before = end
        for earlier in range(edge, -1, -1):
            if start - edges[earlier] > context:
                break
            before = min(before, edges[earlier])
