"""Blocks → sentences → words and tokens, with exact offsets."""
from __future__ import annotations

import re

from ..article import BODY, PROSE, Block, Notice, Sentence, Words
from .sentences import ends

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:[-’'.,/]\w+)*|[^\w\s]")


def segment(text: str, blocks: tuple[Block, ...]):
    """(sentences, words, tokens, notices) of all blocks read as prose."""
    sentences, notices, columns = [], [], ([], [], [])
    paragraph = 0
    for index, block in enumerate(blocks):
        if block.role not in PROSE:
            continue
        paragraph += block.role in BODY
        here = block.start
        for there, glued in [*ends(text, block.start, block.end), (block.end, False)]:
            piece = text[here:there].strip()
            if piece:
                start = text.index(piece, here)
                sentences.append(Sentence(start, start + len(piece), index,
                                          paragraph if block.role in BODY else None))
            if glued:
                word = re.search(r"\S*$", text[max(block.start, there - 30):there])[0]
                notices.append(Notice(f"space missing after '{word}'", there - len(word), there))
            here = there
    for number, sentence in enumerate(sentences):
        for token in _TOKEN.finditer(text, sentence.start, sentence.end):
            for column, value in zip(columns, (token.start(), token.end(), number), strict=True):
                column.append(value)
    tokens = Words(*columns)
    words = Words(*zip(*[(w.start, w.end, w.sentence) for w in tokens if any(map(str.isalnum, text[w.start:w.end]))],
                       strict=True)) if len(tokens) else Words()
    return tuple(sentences), words, tokens, tuple(notices)


def language(text: str, sentences: tuple[Sentence, ...]) -> tuple[str | None, tuple[Notice, ...]]:
    """The article's language (ISO 639-1) and a notice where it is not English."""
    return "en", ()
