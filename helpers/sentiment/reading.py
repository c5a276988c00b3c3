"""A sentence as the tone measure reads it: words, which of them are names or plain terms, and which are turned about.

The rules are contextual valence shifting (L. Polanyi and A. Zaenen, 2006): negation, words that undo what they apply to,
degree adverbs. Names and set terms ("United Nations", "interest rates") are read as names, never as praise or blame.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from . import lists

_PIECE = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*(?:(?<=\b[A-Z])\.(?:[A-Z]\.)+)?|\d[\d.,]*\d|\d|[^\w\s]")
_STOPS = frozenset(",;:.!?()[]—–…")
_OPENING = frozenset("“\"‘'«([—–:")
_CLAUSE = frozenset({"but", "although", "though", "however", "while", "whereas", "because", "since", "unless", "if"})
_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "get", "gets", "got", "gotten"})
_PREPOSITIONS = frozenset({
    "in", "at", "on", "after", "before", "when", "as", "because", "yesterday", "today", "last", "this", "early", "late", "and",
    "again", "completely", "miserably", "with", "within"})
_LONG_NEGATORS = frozenset({"not", "never", "nobody", "nothing", "cannot", "none", "neither", "nor"})
NEGATION_REACH, SHORT_REACH, REVERSAL_REACH = 6, 3, 4   # words of the same clause


@dataclass(slots=True)
class Piece:
    """A word or mark of a sentence: offsets into it, lower-case form, and how it is to be read.

    `kind` is word, name, term (part of a set term) or stop (a mark that ends a clause); `flipped` where the words
    around it turn its meaning about; `degree` a factor from degree adverbs; `undoes` where its part is to turn about another
    word, and it has no tone of its own.
    """

    start: int
    end: int
    form: str
    kind: str = "word"
    flipped: bool = False
    degree: float = 1.0
    undoes: bool = False


@lru_cache(maxsize=512)
def read(text: str, names: frozenset[str] = frozenset()) -> list[Piece]:
    """The pieces of one sentence, not to be changed: what was read last is kept. `names` are words known to be names from elsewhere in
    the article, as written."""
    pieces = [Piece(match.start(), match.end(), match[0].lower().replace("’", "'")) for match in _PIECE.finditer(text)]
    for piece in pieces:
        if piece.form in _STOPS or piece.form in _CLAUSE:
            piece.kind = "stop"
    _mark_names(text, pieces, names)
    _mark_terms(pieces)
    _turn_about(pieces)
    return pieces


def names_of(texts: Iterable[str]) -> frozenset[str]:
    """Words that these sentences write with a capital inside a sentence and never without: the article's names."""
    return _names_of(tuple(texts))


@lru_cache(maxsize=4)
def _names_of(texts: tuple[str, ...]) -> frozenset[str]:
    capital, small = set(), set()
    for text in texts:
        pieces = list(_PIECE.finditer(text))
        if _is_title(text, [(piece.start(), piece.end()) for piece in pieces]):
            continue
        inside = False
        for piece in pieces:
            word = piece[0]
            if word[0].isalpha():
                if word[0].islower():
                    small.add(word)
                elif inside:
                    capital.add(word)
            inside = word not in _OPENING and word not in ".!?" if not word[0].isalnum() else True
    return frozenset(word for word in capital if word.lower() not in small and word != "I")


def _is_title(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether this is a headline in which most words have a capital, so that capitals say nothing; it has no full stop."""
    if text.rstrip().endswith("."):
        return False
    long = [text[start] for start, end in spans[1:] if end - start > 3 and text[start].isalpha()]
    return len(long) >= 2 and sum(map(str.isupper, long)) >= 0.7 * len(long)


def _mark_names(text: str, pieces: list[Piece], names: frozenset[str]) -> None:
    title = _is_title(text, [(piece.start, piece.end) for piece in pieces])
    for index, piece in enumerate(pieces):
        if piece.kind != "word" or not text[piece.start].isupper() or piece.form in ("i", "i'm", "i've", "i'd", "i'll"):
            continue
        surface = text[piece.start:piece.end]
        surface = surface[:-2] if surface.endswith(("'s", "’s")) else surface
        if surface in names or (not title and (not _begins(pieces, index) or _is_address(text, surface, pieces[index + 1:]))):
            piece.kind = "name"
    known = _phrases("names_with_opinion_words")
    for index, piece in enumerate(pieces):
        for phrase in known.get(piece.form.removesuffix("'s"), ()):
            there = index + len(phrase)
            same = len(phrase) <= len(pieces) - index and all(
                pieces[index + offset].form.removesuffix("'s") == word.lower()
                and text[pieces[index + offset].start] == word[0] for offset, word in enumerate(phrase))
            if same and (len(phrase) > 1 or not _begins(pieces, index) or _is_subject(pieces, there)):
                for each in pieces[index:there]:
                    each.kind = "name"


def _is_address(text: str, word: str, following: list[Piece]) -> bool:
    """Whether a word that begins a sentence is how somebody is addressed: “Miss Marlowe”."""
    return word in lists.entries("titles") and bool(following) and text[following[0].start].isupper()


def _begins(pieces: list[Piece], index: int) -> bool:
    """Whether a sentence, a quotation or what follows a colon begins here."""
    return index == 0 or pieces[index - 1].form in _OPENING or pieces[index - 1].form in (".", "!", "?", "•", "*", "-")


def _is_subject(pieces: list[Piece], following: int) -> bool:
    return following < len(pieces) and pieces[following].form in (",", "is", "was", "has", "had", "will", "’", "'")


@cache
def _phrases(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word in lower case → the phrases of a list that begin with it, longest first."""
    found: dict = {}
    for entry in lists.entries(name):
        words = tuple(entry.split(" "))
        found.setdefault(words[0].lower(), []).append(words)
    return {first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in found.items()}


def phrase_at(pieces: list[Piece], index: int, name: str) -> int:
    """How many pieces the longest phrase of a list takes that begins at this piece; 0 where none does."""
    for phrase in _phrases(name).get(pieces[index].form, ()):
        if len(phrase) == 1 or [piece.form for piece in pieces[index:index + len(phrase)]] == list(phrase):
            return len(phrase)
    return 0


def _mark_terms(pieces: list[Piece]) -> None:
    phrases = _phrases("plain_terms")
    for index, piece in enumerate(pieces):
        for phrase in phrases.get(piece.form, ()) or phrases.get(piece.form.removesuffix("s"), ()):
            here = [each.form for each in pieces[index:index + len(phrase)]]
            same = len(here) == len(phrase) and (
                here == list(phrase) or (here[:-1] == list(phrase[:-1]) and here[-1] == phrase[-1] + "s"))
            if same:
                for each in pieces[index:index + len(phrase)]:
                    each.kind = "term" if each.kind == "word" else each.kind
                break


def _turn_about(pieces: list[Piece]) -> None:
    """Mark what negators, undoing words and degree adverbs reach."""
    reversers, degrees = lists.columns("reversers"), lists.numbers("degree")
    spared = 0
    for index, piece in enumerate(pieces):
        spared = max(spared, index + phrase_at(pieces, index, "not_negators"))
        if piece.kind == "name":
            continue
        if index < spared:
            piece.undoes = piece.undoes or lists.is_negator(piece.form)
        elif lists.is_negator(piece.form):
            long = piece.form in _LONG_NEGATORS or piece.form.endswith("n't") or _form(pieces, index + 1) == "one"
            reached = _reach(pieces, index + 1, NEGATION_REACH if long else SHORT_REACH)
            piece.undoes = reached < 0
        length = phrase_at(pieces, index, "reversers")
        if length:
            side = reversers[" ".join(each.form for each in pieces[index:index + length])]
            back = side in ("before", "both") and (
                (index > 0 and pieces[index - 1].form in _BE)
                or (piece.form in ("fail", "fails", "failed", "ended", "eased") and _ends_clause(pieces, index + 1)))
            reached = (_reach(pieces, index - 1, REVERSAL_REACH, step=-1) if back
                       else _reach(pieces, index + length, REVERSAL_REACH))
            piece.undoes = reached != 0
        length = phrase_at(pieces, index, "degree")
        if length and index + length < len(pieces):
            following = pieces[index + length]
            following.degree *= degrees[" ".join(each.form for each in pieces[index:index + length])]


def _form(pieces: list[Piece], index: int) -> str:
    return pieces[index].form if 0 <= index < len(pieces) else ""


def _ends_clause(pieces: list[Piece], index: int) -> bool:
    return index >= len(pieces) or pieces[index].kind == "stop" or pieces[index].form in _PREPOSITIONS


def _reach(pieces: list[Piece], index: int, words: int, step: int = 1) -> float:
    """Flip up to so many words from here to the clause's end; the valence of the first opinion word among them, or 0."""
    found = 0.0
    while 0 <= index < len(pieces) and words > 0 and pieces[index].kind != "stop":
        piece = pieces[index]
        if piece.form.isalpha() or len(piece.form) > 1:
            piece.flipped = not piece.flipped
            words -= 1
            found = found or (sum(value for _, value in lists.opinions(piece.form)) if piece.kind == "word" else 0.0)
        index += step
    return found
