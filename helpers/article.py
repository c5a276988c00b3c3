"""The data model: an article, its blocks, sentences and words. No input, no output, no analysis.

Every unit is a span: `start` and `end` are character offsets into `Article.text`, `end` one past the last character,
so `article.text[unit.start:unit.end]` is always the words themselves. `Article.text` is never rewritten.
"""
from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

ROLES = ("headline", "subhead", "byline", "date", "caption", "paragraph", "list", "quote", "credit", "furniture")
"""What a block can be. `furniture` is everything of the page that is not of the article: menus, players, share bars."""

PROSE = frozenset({"headline", "subhead", "caption", "paragraph", "list", "quote"})
"""Roles that are read as prose: only these are cut into sentences."""

BODY = frozenset({"paragraph", "list", "quote"})
"""Roles that are the running text of the article: what the analyses count."""


class ArticleError(ValueError):
    """An article that cannot be read or analysed: `file`, what is wrong (`trouble`) and what to do (`cure`)."""

    def __init__(self, file: str, trouble: str, cure: str = ""):
        self.file, self.trouble, self.cure = str(file), trouble, cure
        super().__init__(self.file, trouble, cure)

    def __str__(self) -> str:
        return f"{self.file}: {self.trouble}." + (f" {self.cure}." if self.cure else "")

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in a notebook: the sentence, not fifty lines of where in our code it was said."""
        return [f"{type(self).__name__}: {self}"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of lines with one role. `repeats` is the index of the earlier block with the same words, or None."""

    start: int
    end: int
    role: str
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence. `block` is its block's index; `paragraph` counts the body blocks from 1, None outside the body."""

    start: int
    end: int
    block: int
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word or token. `sentence` is its sentence's index."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about how the article was read. Offsets where it concerns one place."""

    message: str
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        return self.message


class Words(Sequence):
    """Words or tokens in reading order, kept as three columns of whole numbers.

    Iterating gives `Word`s; `starts`, `ends` and `sentences` are the columns, for code that counts millions.
    """

    __slots__ = ("ends", "sentences", "starts")

    def __init__(self, starts: Sequence[int] = (), ends: Sequence[int] = (), sentences: Sequence[int] = ()):
        self.starts, self.ends, self.sentences = (
            column if isinstance(column, array) else array("i", column) for column in (starts, ends, sentences))

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Words(self.starts[index], self.ends[index], self.sentences[index])
        return Word(self.starts[index], self.ends[index], self.sentences[index])

    def __iter__(self) -> Iterator[Word]:
        return map(Word, self.starts, self.ends, self.sentences)

    def __eq__(self, other) -> bool:
        return isinstance(other, Words) and (
            (self.starts, self.ends, self.sentences) == (other.starts, other.ends, other.sentences))

    __hash__ = None

    def __repr__(self) -> str:
        return f"<{len(self)} words>"

    def __reduce__(self):
        return Words, (self.starts, self.ends, self.sentences)


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text as it came, and where everything in it lies.

    `words` are words as a reader counts them (`didn't`, `five-year-old`, `U.S.` and `1,200` are one word each);
    `tokens` are the finer pieces of Universal Dependencies (`did` `n't`), punctuation included.
    `published` is an ISO 8601 date or time; None where the source does not say.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    words: Words = field(default_factory=Words)
    tokens: Words = field(default_factory=Words)
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    source: str = ""
    id: str = ""
    notices: tuple[Notice, ...] = ()

    def slice(self, span) -> str:
        """The words of a span: anything with `start` and `end`, a row of a table too."""
        return self.text[span.start:span.end]

    def role(self, sentence: Sentence) -> str:
        """The role of the block a sentence stands in."""
        return self.blocks[sentence.block].role

    def body(self, repeated: bool = True) -> tuple[int, ...]:
        """Indices of the sentences of the running text; with `repeated=False` without blocks printed a second time."""
        return tuple(
            index for index, sentence in enumerate(self.sentences)
            if (block := self.blocks[sentence.block]).role in BODY and (repeated or block.repeats is None))

    def sentence_words(self) -> list[range]:
        """For each sentence, the range of indices of its words."""
        return _ranges(self.words, len(self.sentences))

    def sentence_tokens(self) -> list[range]:
        """For each sentence, the range of indices of its tokens."""
        return _ranges(self.tokens, len(self.sentences))


def _ranges(words: Words, sentences: int) -> list[range]:
    counts = [0] * (sentences + 1)
    for sentence in words.sentences:
        counts[sentence + 1] += 1
    total, edges = 0, []
    for count in counts:
        total += count
        edges.append(total)
    return [range(a, b) for a, b in pairwise(edges)]
