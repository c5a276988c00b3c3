"""Blocks → sentences → words and tokens, with exact offsets."""
from __future__ import annotations

from ..article import BODY, PROSE, Block, Notice, Sentence, Words
from .languages import language
from .sentences import breaks, ends
from .tokens import words_and_tokens

__all__ = ["language", "segment"]


def segment(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[Sentence, ...], Words, Words, tuple[Notice, ...]]:
    """(sentences, words, tokens, notices) of all blocks read as prose, in reading order."""
    sentences, notices, paragraph, parted = [], [], 0, breaks(text)
    for index, block in enumerate(blocks):
        if block.role not in PROSE:
            continue
        number = None
        if block.role in BODY:
            number = paragraph = paragraph + 1
        here = block.start
        for there, glued in [*ends(text, block.start, block.end, parted), (block.end, False)]:
            piece = text[here:there]
            start, end = there - len(piece.lstrip()), here + len(piece.rstrip())
            if start < end:
                sentences.append(Sentence(start, end, index, number))
            if glued:
                notices.append(_space_missing(text, here, there))
            here = there
    words, tokens = words_and_tokens(
        text, [sentence.start for sentence in sentences], [sentence.end for sentence in sentences])
    return tuple(sentences), words, tokens, tuple(notices)


def _space_missing(text: str, here: int, there: int) -> Notice:
    word = text[max(here, there - 40):there].split()[-1]
    return Notice(f"space missing after '{word}'", there - len(word), there)
