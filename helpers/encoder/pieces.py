"""Text → word pieces with their offsets, and windows of whole sentences over them."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from .network import MODEL

LIMIT = 320      # word pieces in a window
CONTEXT = 64     # word pieces of the sentences before, repeated so that a window does not begin in the dark
HIDDEN = 103     # the word piece that stands for a name the model is not to see
MARKS = frozenset("“”\"„«»")

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
    opens = [True] * len(units) if opens is None else opens
    ids, kinds, starts, ends, first, edges, paragraphs = [], [], [], [], [], [0], set()
    encodings = tokenizer().encode_batch([whole[a:b] for a, b in units], add_special_tokens=False) if units else []
    quoted = False
    concealed = sorted(set(map(tuple, hidden)))
    position = 0
    for (a, _), begins, found in zip(units, opens, encodings, strict=True):
        if begins:
            quoted = False
            paragraphs.add(edges[-1])
        opening = begins
        previous = None
        for piece, (s, e), word in zip(found.ids, found.offsets, found.word_ids, strict=True):
            s, e = s + a, e + a
            while position < len(concealed) and concealed[position][1] <= s:
                position += 1
            new = word != previous
            previous = word
            if position < len(concealed) and concealed[position][0] < e:
                s, e = concealed[position]
                if starts and starts[-1] == s and ids[-1] == HIDDEN:
                    continue
                piece, new, shape = HIDDEN, True, 1
            else:
                shape = _shape(whole, s, e, kinds, new)
            mark = piece != HIDDEN and whole[s:e] in MARKS
            if mark:
                quoted = opens_quotation(whole, s, quoted)
            ids.append(piece)
            kinds.append(shape + 3 * opening + 6 * (quoted or mark))
            starts.append(s)
            ends.append(e)
            first.append(new)
            opening = False
        edges.append(len(ids))
    whole_numbers = [np.array(column, dtype=np.int64) for column in (ids, kinds, starts, ends)]
    return Pieces(*whole_numbers, np.array(first, dtype=bool), edges, frozenset(paragraphs))


def _shape(text: str, start: int, end: int, kinds: list[int], new: bool) -> int:
    """0 small letters, digits, marks; 1 Capitalised; 2 CAPITALS. Later pieces of a word repeat its first's."""
    if not new and kinds:
        return kinds[-1] % 3
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
