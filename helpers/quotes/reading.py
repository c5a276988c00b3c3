"""What a reader of quotations hands over: the frame that rules and the encoder fill alike."""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from ..article import PROSE, Article
from . import speakers
from .cues import Cue
from .marks import Stretch, stretches
from .pieces import Pieces, cut

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """One quotation as found: offsets into the article's text.

    `spans` are its parts in reading order, `speaker` and `cue` the words naming who speaks and reporting it (None
    where there are none), `via` the words naming a go-between, `confidence` between 0 and 1, `why` the evidence in words, `kind`
    direct, mixed or indirect where the marks do not decide it (a transcript).
    """

    spans: tuple[Span, ...]
    speaker: Span | None
    cue: Span | None
    confidence: float
    via: Span | None = None
    why: tuple[str, ...] = ()
    kind: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """A block of prose as the readers see it: its pieces, its stretches between marks, the pieces at which its sentences begin."""

    block: int
    start: int
    end: int
    role: str
    pieces: Pieces
    stretches: tuple[Stretch, ...]
    stray: tuple[int, ...] = ()
    sentences: tuple[int, ...] = ()

    @cached_property
    def opening(self) -> frozenset[int]:
        """The pieces at which its sentences begin."""
        return frozenset(self.sentences)

    @cached_property
    def verbs(self) -> list[Cue]:
        """The reporting words that are no nouns here, in reading order."""
        return speakers.verbs(self.pieces)

    @cached_property
    def phrases(self) -> list[speakers.Phrase]:
        """The noun phrases, in reading order."""
        return speakers.phrases(self.pieces, self.verbs)


@dataclass(frozen=True)
class Reading:
    """The quotations of an article and, for every outer stretch between marks, (speech or not, reason)."""

    found: list[Found] = field(default_factory=list)
    verdicts: dict[Span, tuple[bool, str]] = field(default_factory=dict)


Reader = Callable[[Article, list[Paragraph]], Reading]


_SIGNED = re.compile(r"\s*[“\"”‘][^\n]{25,}[”\"’]\s*(?:[―—–]|--?)\s*[A-ZÀ-Þ]")
"""A line that is nothing but a quotation with a signature: “…” ― Name. Speech, even where a page sets it like a picture."""


def paragraphs(article: Article, repeated: bool = True) -> list[Paragraph]:
    """The article's blocks of prose, in reading order; a block of several lines is read line by line.

    Without `repeated` a block that is printed a second time is left out.
    """
    found, begins = [], [sentence.start for sentence in article.sentences]
    for index, block in enumerate(article.blocks):
        signed = block.role == "furniture" and _SIGNED.match(article.text, block.start, block.end)
        if (block.role not in PROSE and not signed) or (block.repeats is not None and not repeated):
            continue
        here = block.start
        for line in article.text[block.start:block.end].splitlines(keepends=True):
            there = here + len(line)
            if line.strip():
                end = here + len(line.rstrip())
                marked, stray = stretches(article.text, here, end)
                pieces = cut(article.text, here, end)
                own = begins[bisect_left(begins, here):bisect_left(begins, end)]
                found.append(Paragraph(index, here, end, block.role, pieces, tuple(marked), tuple(stray),
                                       tuple(dict.fromkeys(map(pieces.first_at, own)))))
            here = there
    return found


def paragraph_at(paragraphs: Sequence[Paragraph], offset: int) -> Paragraph:
    """The paragraph of an article's, in reading order, in which an offset lies."""
    return paragraphs[bisect_right(paragraphs, offset, key=attrgetter("start")) - 1]
