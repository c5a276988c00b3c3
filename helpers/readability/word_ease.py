"""How hard words are, by a list that was learnt from sentences with levels: the words, and their beginnings and endings."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

WEIGHTS = Path(__file__).resolve().parents[1] / "models" / "readability_words.txt"
ANOTHER_WORD, ANOTHER_NAME = "any other word", "any other name"


class Levels(dict[str, float]):
    """Piece → levels: above 0 is easier, below harder. What the pieces of a word form come to is kept."""

    def __init__(self, listed: Iterable[tuple[str, float]]):
        super().__init__(listed)
        self.of_form = functools.lru_cache(maxsize=1 << 16)(self._of_form)

    def _of_form(self, form: str, is_name: bool) -> dict[str, float]:
        """The levels of a form's pieces as `piece_levels` sums them; those without any are left out."""
        found = pieces([form], frozenset([form] if is_name else ()))
        return {piece: self.get(piece, self.get(instead)) for piece, instead in found.items() if piece in self or instead in self}


@functools.cache
def levels() -> Levels:
    """The levels as they stand in helpers/models/readability_words.txt."""
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    return Levels((piece, float(given)) for piece, _, given in (line.partition(" | ") for line in lines if line[:2] not in ("", "# ")))


def of_sentence(words: list[str], names: frozenset[str]) -> float:
    """How far the words of a sentence make it easier (above 0) or harder, in levels A1 to C2: their sum over √words."""
    found: dict[str, float] = {}
    of_form = levels().of_form
    for form in words:
        found |= of_form(form, form in names)
    return sum(found.values()) / math.sqrt(len(words))


def piece_levels(found: Mapping[str, str | None], listed: Mapping[str, float]) -> float:
    """The levels of all these pieces together; `found` as from `pieces`."""
    return sum(listed.get(piece, listed.get(instead, 0.0)) for piece, instead in found.items())


def pieces(words: list[str], names: frozenset[str]) -> dict[str, str | None]:
    """What can have points of its own: `word`, its beginning `wor-` and ending `-ord`; of numbers the length.

    With each goes what stands for it where it is not listed. A name is `a name` and the word itself, for some are known to
    every learner (`france`, `september`); its letters say nothing.
    """
    found: dict[str, str | None] = {}
    for form in words:
        word = form.lower()
        if form[0].isdigit():
            found[f"a number of {min(sum(map(str.isdigit, form)), 5)} digits"] = None
        elif form in names:
            found |= {"a name": None, word: ANOTHER_NAME}
        else:
            found |= _of_word(word)
    return found


@functools.lru_cache(maxsize=1 << 16)
def _of_word(word: str) -> dict[str, str | None]:
    """A word in small letters, its beginnings and its endings."""
    sizes = [size for size in (2, 3, 4) if len(word) > size + 1] if word.isalpha() else []
    return {word: ANOTHER_WORD} | dict.fromkeys(part for size in sizes for part in (f"{word[:size]}-", f"-{word[-size:]}"))
