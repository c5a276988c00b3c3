"""Blocks → sentences → words and tokens, with exact offsets."""
from __future__ import annotations

import re

from .article import BODY, PROSE, Block, Notice, Sentence, Words

_CLOSE = "\"”’'»)\\]"
_CANDIDATE = re.compile(rf"[.!?…]+[{_CLOSE}]*(?=\s|$)|(?<=[a-z]{{2}})[.!?][{_CLOSE}]*(?=[“‘\"'(\[]?[A-Z][a-z]*\b)")
_NEXT = re.compile(r"\s*[“‘\"'(\[«—–-]*\s*(\w[\w’'-]*)?")
_BEFORE = re.compile(r"[\w.&’'@/-]*$")
_NEVER = frozenset(["mr", "mrs", "ms", "dr", "prof", "gen", "sen", "rep", "gov", "lt", "col", "sgt", "capt", "rev", "hon", "st", "mt", "ft", "messrs", "vs", "cf", "fig", "figs", "pres", "adm", "maj", "cmdr", "amb", "sens", "reps", "supt", "e.g", "i.e"])
_NUMBERED = frozenset(["no", "nos", "p", "pp", "art", "sec", "vol", "ch", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"])
_MAYBE = frozenset(["inc", "corp", "co", "ltd", "jr", "sr", "bros", "etc", "al", "a.m", "p.m", "u.s", "u.k", "u.n", "e.u", "d.c", "ph.d", "calif", "mo", "ariz"])
_STARTERS = frozenset(["the", "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "in", "on", "at", "but", "and", "however", "when", "while", "if", "there", "a", "an", "as", "for", "after", "before", "his", "her", "its", "their", "our", "my", "what", "who", "how", "why", "where", "so", "or", "not", "no", "is", "was", "did", "do", "according", "since", "meanwhile", "last"])
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
        for there in [*_ends(text, block.start, block.end, notices), block.end]:
            piece = text[here:there].strip()
            if piece:
                start = text.index(piece, here)
                sentences.append(Sentence(start, start + len(piece), index,
                                          paragraph if block.role in BODY else None))
            here = there
    for number, sentence in enumerate(sentences):
        for token in _TOKEN.finditer(text, sentence.start, sentence.end):
            for column, value in zip(columns, (token.start(), token.end(), number), strict=True):
                column.append(value)
    tokens = Words(*columns)
    words = Words(*zip(*[(w.start, w.end, w.sentence) for w in tokens if any(map(str.isalnum, text[w.start:w.end]))],
                       strict=True)) if len(tokens) else Words()
    return tuple(sentences), words, tokens, tuple(notices)


def _ends(text: str, start: int, end: int, notices: list[Notice]):
    """Offsets where a sentence ends inside a block."""
    for match in _CANDIDATE.finditer(text, start, end):
        if match.end() == end:
            return
        following = _NEXT.match(text, match.end(), end)[1] or ""
        before = _BEFORE.search(text, max(start, match.start() - 30), match.start())[0].lower()
        if following[:1].islower():
            continue
        glued = not text[match.end()].isspace()
        if match[0].startswith("."):
            if before in _NEVER or (before in _NUMBERED and following[:1].isdigit()):
                continue
            initial = len(before) == 1 and before.isalpha()
            if (initial or before in _MAYBE or "." in before) and following.lower() not in _STARTERS:
                continue
        if glued:
            word = re.search(r"\S*$", text[max(start, match.start() - 30):match.end()])[0]
            notices.append(Notice(f"space missing after '{word}'", match.end() - len(word), match.end()))
        yield match.end()


def language(text: str, sentences: tuple[Sentence, ...]) -> tuple[str | None, tuple[Notice, ...]]:
    """The article's language (ISO 639-1) and a notice where it is not English."""
    return "en", ()
