"""Text → blocks with roles: what is article, what is page furniture.

Lines are told apart by their shape and their neighbours (`shapes`, `reader`), then named by plain rules (`roles`).
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten

from ..article import Block, Notice
from ..loading import Document
from .keeping import kept
from .lines import lines
from .lines import paragraphs as _paragraphs
from .live import posts
from .reader import body_likelihood
from .roles import refined, roles
from .shapes import describe
from .verse import stanzas

_ALL = 4
"""A text of so few lines is taken to be all article."""


def blocks(document: Document) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """Every character that is not blank in a block with a role, in reading order, and what a person should know.

    Where the format knew its roles (`document.blocks`) they are kept; what lies between them is furniture.
    """
    text = document.text
    if document.blocks:
        known = list(_known(text, document.blocks))
        told = refined([text[start:end] for start, end, _ in known], [role for *_, role in known])
        spans = [(start, end, role) for (start, end, _), role in zip(known, told, strict=True)]
        return _flag_repeats(text, spans)
    verse = stanzas(text)
    if verse:
        named = roles([text[start:end] for start, end in verse], [True] * len(verse))
        spans = [(start, end, "paragraph" if "\n" in text[start:end] else role) for (start, end), role in zip(verse, named, strict=True)]
        found, notices = _flag_repeats(text, spans)
        return found, (*notices, Notice("read as verse: each stanza is a paragraph"))
    places = _paragraphs(text)
    printed = [text[start:end] for start, end in places]
    return _flag_repeats(text, [(*place, role) for place, role in zip(places, roles(printed, _kept(text, places, printed)), strict=True)])


def paragraphs(text: str) -> tuple[Block, ...]:
    """Every paragraph of a text known to be all prose, as a block; lines that only wrap are one paragraph."""
    return tuple(Block(start, end, "paragraph") for start, end in _paragraphs(text))


def _kept(text: str, places: list[tuple[int, int]], printed: list[str]) -> list[bool]:
    """Which lines are of the article's running text."""
    if len(places) <= _ALL:
        return [True] * len(places)
    features = describe(text, places)
    told = posts(printed, features)
    if told is not None:
        return told.tolist()
    return kept(printed, features, body_likelihood(features))


def _known(text: str, given: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Blocks whose roles the format knows; what lies between them is furniture."""
    position = 0
    for start, end, role in [*sorted(given), (len(text), len(text), "furniture")]:
        start = max(start, position)
        for first, last in lines(text, position, start):
            yield first, last, "furniture"
        words = text[start:end]
        if words.strip():
            yield end - len(words.lstrip()), start + len(words.rstrip()), role
        position = max(position, end)


def _flag_repeats(text: str, spans: list[tuple[int, int, str]]) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """Blocks that know which earlier block they repeat word for word."""
    found, seen, notices = [], {}, []
    for start, end, role in spans:
        words = " ".join(text[start:end].split())
        first = seen.setdefault(words, len(found))
        repeats = None if first == len(found) else first
        if repeats is not None and role != "furniture":
            notices.append(Notice(f"{role} printed twice: {shorten(words, 62, placeholder=' …')}", start, end))
        found.append(Block(start, end, role, repeats))
    return tuple(found), tuple(notices)
