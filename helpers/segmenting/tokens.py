"""Sentences → words and tokens, as columns of offsets.

Text is cut at white space first; how a piece is cut further depends on the piece alone (and on whether it ends its
sentence), so every distinct piece is looked at once and its cuts are copied to all its places. That makes the cost that
of splitting at white space, however rich the rules are.
"""
from __future__ import annotations

import re
from array import array
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from .. import numbering
from ..article import Words
from .sentences import abbreviations

_LEXICONS = Path(__file__).resolve().parents[1] / "lexicons"
_LONGEST = 1000
"""A piece longer than this is no word: it is cut by the plainest rule, so that its cost stays in proportion."""

_ADDRESS = (r"(?:https?://|www\.|mailto:)[^\s<>\"“”]*[\w/=~-]|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*"
            r"|[@#][^\W\d_]\w*")
_CLITIC = r"['’](?:s|re|ve|ll|d|m)\b"
_JOINED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "dont": 2, "doesnt": 4, "didnt": 3, "isnt": 2, "wasnt": 3,
           "arent": 3, "wouldnt": 5, "couldnt": 5, "shouldnt": 6, "havent": 4, "hasnt": 3, "cant": 2, "wont": 2,
           "alot": 1}
"""Words written as one that are two, and where they part."""


@cache
def _token() -> re.Pattern:
    prefixes = "|".join(line for line in (_LEXICONS / "prefixes.txt").read_text(encoding="utf-8").splitlines()
                        if line and not line.startswith("#"))
    return re.compile("|".join([
        _ADDRESS,
        r"[:;=8][-^']?[)(DP\]\[/\\|*]+(?!\w)|<3(?!\d)|\^\^",                                   # emoticons
        r"(?:[a-z]\.){2,}|\bph\.d\.?",                                                        # U.S.
        r"\d{3}-\d{3}-\d{4}|\d{3}-\d{4}(?!\d)",                                               # telephone numbers
        r"\d+(?:[.,:/]\d+)*(?=(?:[ap]\.?m|mins?|hrs?|yrs?|km|kg|cm|mm|ft|lbs?|mph|mg|bn|m|k)\b)",   # 5|pm
        r"\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d])",
        rf"(?:{prefixes})-[^\W_]+(?=$|[^\w'’-]|['’](?:s|re|ve|ll|d|m)?(?!\w))",                   # re-elected
        r"\w[\w-]*(?:\.[\w-]*\w)*\.(?:com|org|net|edu|gov|co|uk|ca|io|doc|docx|pdf|ppt|xls|html?|jpg|txt|php)\b(?!\.\w)",
        r"[^\W\d_]/[^\W\d_]\b",                                                                 # b/c
        r"[^\W\d_]+?(?=n['’]t\b)|n['’]t\b",                                                    # did|n't
        _CLITIC,
        rf"[^\W_]+(?:(?!{_CLITIC})['’&.](?=[^\W_])[^\W_]+)*",                                # O'Brien, A&M, bbc.co.uk
        r"\.{2,}|-{2,}|!{2,}|\?{2,}|[-*_=~^]{2,}|[^\w\s]|_",
    ]), re.I)


_WORD = re.compile("|".join([
    _ADDRESS,
    r"(?:[^\W\d_]\.){2,}(?:-?\w+(?:[-’']\w+)*)?",                  # U.S., U.S.-led
    r"[^\W_]+(?:[-‐‑’'.,:/&@_]+(?<![-‐‑’'.,:/&@_]{2})[^\W_]+)*",     # didn't, five-year-old, 1,200, RFE/RL
]))
_PLAIN = re.compile(r"\w+|[^\w\s]")


def words_and_tokens(text: str, starts: list[int], ends: list[int]) -> tuple[Words, Words]:
    """Words as readers count them, and tokens of Universal Dependencies, of the sentences from `starts` to `ends`."""
    if not starts:
        return Words(), Words()
    codes = numbering.codes(text)
    piece_starts, piece_ends, sentences, final = _pieces(codes, starts, ends)
    # What ends a sentence is cut in its own way: "No." is an answer there.
    firsts, kinds = numbering.numbered(codes, piece_starts, piece_ends, final)
    cuts = [_cuts(text[start:end], last) for start, end, last in zip(
        piece_starts[firsts].tolist(), piece_ends[firsts].tolist(), final[firsts].tolist(), strict=True)]
    return tuple(_columns([cut[which] for cut in cuts], kinds, piece_starts, sentences) for which in (0, 1))


def _pieces(codes: np.ndarray, starts: list[int], ends: list[int]):
    """Starts and ends of everything between white space inside sentences, its sentence, and whether it ends one."""
    filled = ~_blank()[np.minimum(codes, _HIGHEST)]
    first, last = np.array(starts), np.array(ends)
    fresh = np.zeros(len(codes) + 1, bool)
    fresh[first] = fresh[last] = True                      # a sentence's edge parts what stands together: camps.|Last
    before = np.concatenate(([False], filled))
    after = np.concatenate((filled, [False]))
    piece_starts = np.flatnonzero(after & (~before | fresh))
    piece_ends = np.flatnonzero(before & (~after | fresh))
    sentences = np.searchsorted(first, piece_starts, "right") - 1
    inside = (sentences >= 0) & (piece_starts < last[sentences])
    piece_starts, piece_ends, sentences = piece_starts[inside], piece_ends[inside], sentences[inside]
    return piece_starts, piece_ends, sentences, piece_ends == last[sentences]


_HIGHEST = 0x3001
"""No white space lies beyond U+3000."""


@cache
def _blank() -> np.ndarray:
    return np.array([chr(code).isspace() for code in range(_HIGHEST + 1)])


@lru_cache(maxsize=1 << 16)
def _cuts(piece: str, final: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Offsets of the words and of the tokens in one piece: start, end, start, end, …"""
    whole = (0, len(piece))
    if piece.isalpha():
        parting = _JOINED.get(piece.lower())
        return whole, whole if parting is None else (0, parting, parting, len(piece))
    if len(piece) > _LONGEST:
        plain = tuple(place for match in _PLAIN.finditer(piece) for place in match.span())
        return tuple(place for match in re.finditer(r"\w+", piece) for place in match.span()), plain
    tokens = [match.span() for match in _token().finditer(piece)]
    if len(tokens) > 1 and piece.endswith(".") and tokens[-1] == (len(piece) - 1, len(piece)):
        start, end = tokens[-2]
        if end == len(piece) - 1 and _keeps_stop(piece[start:end], final):
            tokens[-2:] = [(start, end + 1)]
    words = tuple(place for match in _WORD.finditer(piece) for place in match.span())
    return words, tuple(place for span in tokens for place in span)


def _keeps_stop(word: str, final: bool) -> bool:
    """Whether the full stop after a word belongs to it: an abbreviation or an initial."""
    names, numbers, anywhere = abbreviations()
    key = word.lower()
    if word in names or key in names or word in anywhere or key in anywhere:
        return True
    if final:
        return False
    return word in numbers or key in numbers or (len(word) == 1 and word.isalpha())


def _columns(cuts: list[tuple[int, ...]], places: np.ndarray, starts: np.ndarray, sentences: np.ndarray) -> Words:
    """The cuts of each distinct piece copied to all its places."""
    counts = np.array([len(cut) // 2 for cut in cuts], np.int64)
    flat = np.array([place for cut in cuts for place in cut], np.int64).reshape(-1, 2)
    firsts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    repeats = counts[places]
    total = int(repeats.sum())
    running = np.arange(total) - np.repeat(np.cumsum(repeats) - repeats, repeats) + np.repeat(firsts[places], repeats)
    base = np.repeat(starts, repeats)
    return Words(*(_column(column) for column in (
        base + flat[running, 0], base + flat[running, 1], np.repeat(sentences, repeats))))


def _column(values: np.ndarray) -> array:
    column = array("i")
    column.frombytes(values.astype(np.int32).tobytes())
    return column
