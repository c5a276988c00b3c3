"""Blocks → sentences → words and tokens, with exact offsets."""
from __future__ import annotations

import re

from .article import PROSE, Block, Notice, Sentence, Words

_END = re.compile(r"(?<![A-Z])[.!?][”’\"')]*(?:\s+(?=[“‘\"'(]?[A-Z0-9])|(?=[A-Z][a-z])|\s*$)")
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\w+(?:[-’'.,/]\w+)*|[^\w\s]")


def segment(text: str, blocks: tuple[Block, ...]):
    """(sentences, words, tokens, notices) of all blocks read as prose."""
    sentences, columns = [], ([], [], [])
    paragraph = 0
    for index, block in enumerate(blocks):
        if block.role not in PROSE:
            continue
        paragraph += block.role == "paragraph"
        here = block.start
        for match in [*_END.finditer(text, block.start, block.end), None]:
            there = match.end() if match else block.end
            piece = text[here:there].rstrip()
            if piece:
                sentences.append(Sentence(here, here + len(piece), index, paragraph if block.role == "paragraph" else None))
            here = there
    for number, sentence in enumerate(sentences):
        for token in _TOKEN.finditer(text, sentence.start, sentence.end):
            for column, value in zip(columns, (token.start(), token.end(), number), strict=True):
                column.append(value)
    tokens = Words(*columns)
    words = Words(*zip(*[(w.start, w.end, w.sentence) for w in tokens if any(map(str.isalnum, text[w.start:w.end]))],
                       strict=True)) if len(tokens) else Words()
    return tuple(sentences), words, tokens, ()


def language(text: str, sentences: tuple[Sentence, ...]) -> tuple[str | None, tuple[Notice, ...]]:
    """The article's language (ISO 639-1) and a notice where it is not English."""
    return "en", ()
