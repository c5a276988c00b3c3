"""A paragraph cut into pieces: words, numbers and single signs, each with its offsets. One pass, linear time."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_ABBREVIATIONS = (
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Sgt", "Capt", "Maj", "Adm", "Cmdr",
    "Rev", "Hon", "St", "Jr", "Sr", "Inc", "Corp", "Co", "Ltd", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug",
    "Sept", "Sep", "Oct", "Nov", "Dec", "vs", "No", "Reps", "Sens", "Messrs", "Supt", "Det",
    "MR", "MRS", "MS", "DR", "PROF", "SEN", "REP", "GOV", "GEN")
_PIECE = re.compile(
    rf"(?:[A-Za-z]\.){{2,}}|(?:{'|'.join(_ABBREVIATIONS)})\.(?=\s)|[A-Z]\.(?=\s+[A-Z])|\d+(?:-[A-Za-z]\w*)+|\d+(?:[.,]\d+)*|[’']s\b|[’'](?:re|ve|ll|d|m)\b"
    r"|\b[A-Za-zÀ-ÿ]{1,2}[’'][A-ZÀ-Þ]\w+(?:-\w+)*|\w+?(?=n[’']t\b)|n[’']t\b|\w+(?:[-/]\w+)*(?:’\w+(?<!’s)(?<!’t))?|``|''|\.\.\.|--|[^\w\s]")


@dataclass(frozen=True)
class Pieces:
    """The pieces of `text[start:end]`: `starts` and `ends` are offsets into the whole text, `words` as written."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def lower(self) -> list[str]:
        """The pieces in lower case."""
        return [word.lower() for word in self.words]

    def first_at(self, offset: int) -> int:
        """Index of the first piece that ends after `offset`."""
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Index of the first piece of each sentence: after . ! ? and closing marks, before a capital or mark."""
        starts, words, before = [0], self.words, 0
        for index in range(1, len(words)):
            if words[index - 1] not in _CLOSERS:
                before = index - 1
            if words[before] in _STOPS and words[index] not in _CLOSERS and words[index] not in _STOPS:
                word = words[index]
                if word[0].isupper() or word[0].isdigit() or word in _OPENERS or not word[0].isalnum():
                    starts.append(index)
        return starts


_STOPS = frozenset({".", "!", "?", "…", "..."})
_CLOSERS = frozenset({"”", "’", '"', "''", ")", "]", "»", "'"})
_OPENERS = frozenset({"“", "‘", '"', "``", "(", "[", "«", "„", "'"})


def cut(text: str, start: int, end: int) -> Pieces:
    """The pieces of `text[start:end]`."""
    found = list(_PIECE.finditer(text, start, end))
    return Pieces(text, [m.start() for m in found], [m.end() for m in found], [m[0] for m in found])
