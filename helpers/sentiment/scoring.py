"""Tone of one sentence as a sum over its words, so that each word's share is known exactly."""
from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from . import lists, vader
from .reading import Piece, read
from .valence import valence

CARRIED = 0.03      # a word of the opinion lists, or one that denies, that moves the tone by less than this did not carry it
LEARNED = 0.08      # the same for any other word: its weight is learned alone, and a small one is as likely noise ("truck", "goal")
SCALE = 3.0         # standard deviations of raters' judgements that make a tone of 1


@dataclass(frozen=True, slots=True)
class Scored:
    """Tone of a sentence by its words: `shares` (start, end, share) in reading order, which add up to `whole`; its pieces."""

    whole: float
    shares: tuple[tuple[int, int, float], ...]
    pieces: list[Piece]

    @property
    def tone(self) -> float:
        """The tone, -1 to 1."""
        return max(-1.0, min(1.0, self.whole))

    @property
    def carried(self) -> tuple[tuple[int, int, float], ...]:
        """The words that carried the tone, strongest first."""
        return strongest(self.shares, self.pieces)

    def passed_over(self, compound: float) -> list[tuple[str, str]]:
        """(word, kind) of the names and set terms that VADER counts in the direction of its score."""
        known = vader.lexicon()
        return [(piece.form, piece.kind) for piece in self.pieces
                if piece.kind in ("name", "term") and known.get(piece.form, 0) * compound > 0]

    @property
    def opinions(self) -> list[Piece]:
        """The words that the lists know as praise or blame."""
        return [piece for piece in self.pieces if piece.kind == "word" and lists.is_opinion(piece.form)]

    @property
    def turned(self) -> list[str]:
        """Opinion words whose meaning the words around them turn about."""
        return [piece.form for piece in self.opinions if piece.flipped]


def score(text: str, names: frozenset[str] = frozenset()) -> Scored:
    """Score one sentence; `names` are words known to be names."""
    pieces = read(text, names)
    unit = SCALE * math.sqrt(length(pieces))
    shares = tuple((piece.start, piece.end, piece.degree * valence(piece.form, piece.flipped) / unit)
                   for piece in pieces if piece.kind == "word" and not piece.undoes)
    return Scored(math.fsum(share for _, _, share in shares), shares, pieces)


def strongest(shares: Iterable[tuple[int, int, float]], pieces: Iterable[Piece]) -> tuple[tuple[int, int, float], ...]:
    """The words (start, end, share) that move the tone enough to say that they carry it, strongest first."""
    moving = sorted((share for share in shares if abs(share[2]) >= CARRIED), key=lambda share: -abs(share[2]))
    little = {share[:2] for share in moving if abs(share[2]) < LEARNED}
    known = {(piece.start, piece.end) for piece in pieces if piece.kind != "term" and (piece.start, piece.end) in little
             and (lists.is_opinion(piece.form) or lists.is_negator(piece.form))}
    return tuple(share for share in moving if abs(share[2]) >= LEARNED or share[:2] in known)


def length(pieces: list[Piece]) -> int:
    """Words of a sentence, at least 1."""
    return max(1, sum(piece.form[0].isalnum() for piece in pieces))
