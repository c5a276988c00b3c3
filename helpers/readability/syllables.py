"""How many syllables a word has: by the dictionary, and by a model where the dictionary is silent."""

from __future__ import annotations

import functools
import re
import unicodedata

from ..nltk_data import FOLDER
from . import speaking

_SPELT = re.compile(r"(?:[A-Z]\.)+[A-Z]?|[A-Z]+(?:&[A-Z]+)*")
_PIECES = re.compile(r"[-‐‑–—/_+@]+")
_LETTER_NAMES = dict.fromkeys("abcdefghijklmnopqrstuvxyz", 1) | {"w": 3}
_HISSING = re.compile(r"(?:[sxz]|[cs]h|[cgs]e)$")
_CLITIC = re.compile(r"(?P<host>.*?)(?P<clitic>n't|'[a-z]{1,2}|')$")
_SPOKEN_CLITICS = {"'ll": 1, "'ve": 1, "'re": 1}
_TITLES = {
    "mr": 2,
    "mrs": 2,
    "ms": 1,
    "dr": 2,
    "prof": 3,
    "sen": 3,
    "rep": 5,
    "gov": 3,
    "gen": 3,
    "lt": 3,
    "sgt": 2,
    "st": 1,
    "jr": 2,
    "sr": 2,
    "vs": 2,
    "etc": 4,
    "no": 1,
}
"""Written short, read long: `Mr.` is Mister. Counted so only with the full stop, as `Mr.`"""


@functools.lru_cache(maxsize=1 << 17)
def count(word: str, dictionary: bool = True) -> int:
    """Syllables of `word` as it is read aloud, at least 1; more is harder.

    Known words by CMUdict (Carnegie Mellon University; its first pronunciation), others by the model of
    `helpers/models/syllables.md`, or all by the model with `dictionary=False`. `five-year-old` is the sum of its parts,
    `FBI` is spelt out, `Assad's` adds one only after a hissing sound, and a number counts one syllable: spelling
    numbers out makes every formula agree less with readers.
    """
    word = _plain(word)
    pieces = [piece for piece in _PIECES.split(word) if any(map(str.isalnum, piece))]
    return max(1, sum(_piece(piece, dictionary) for piece in pieces))


def _plain(word: str) -> str:
    """Without accents (a final é keeps its sound as `ay`), with straight apostrophes."""
    word = word.replace("’", "'").replace("‘", "'")
    if word.isascii():
        return word
    word = re.sub(r"[éè]$", "ay", unicodedata.normalize("NFC", word))
    return "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))


def _piece(piece: str, dictionary: bool) -> int:
    if any(map(str.isdigit, piece)):
        return 1
    lower = piece.lower().strip("'")
    if lower.endswith(".") and lower.rstrip(".") in _TITLES:
        return _TITLES[lower.rstrip(".")]
    if _SPELT.fullmatch(piece.rstrip("'")) and _is_spelt_out(piece, dictionary):
        return sum(_LETTER_NAMES.get(letter, 0) for letter in lower)
    known = _dictionary().get(lower) if dictionary else None
    if known is not None:
        return known
    clitic = _CLITIC.fullmatch(lower)
    if clitic and clitic["host"]:
        return _piece(piece[: len(clitic["host"])], dictionary) + _clitic(clitic["host"], clitic["clitic"])
    lower = re.sub(r"[^a-z]", "", lower)
    return speaking.count(lower) if lower else 1


def _is_spelt_out(piece: str, dictionary: bool) -> bool:
    """`FBI`, `U.S.`, `EU` are read letter by letter; `NATO`, `TASS`, `I` and a shouted `STOP` as words."""
    letters = re.sub(r"[^A-Za-z]", "", piece)
    if len(letters) < 2:
        return False
    if "." in piece or "&" in piece or letters == "US":
        return True
    lower = letters.lower()
    if dictionary and lower in _dictionary():
        return False  # spelt words stand there with the sound of their letters: FBI, BBC, CNN
    return (
        len(letters) <= 3 or not re.search(r"[aeiouy]", lower) or bool(re.match(r"[^aeiouy]{3}|[^aeiouy]{4}$", lower))
    )


def _clitic(host: str, clitic: str) -> int:
    if clitic == "'s":
        return int(bool(_HISSING.search(host)))
    if clitic == "n't":
        return 1
    if clitic == "'d":
        return int(host[-1:] in "td")
    return _SPOKEN_CLITICS.get(clitic, 0)


@functools.cache
def _dictionary() -> dict[str, int]:
    """Word → syllables of its first pronunciation: a vowel's stress digit marks each."""
    counts: dict[str, int] = {}
    path = FOLDER / "corpora" / "cmudict" / "cmudict"
    for line in path.read_text(encoding="ascii").splitlines():
        word, first, phones = line.partition(" 1 ")
        if first:
            counts[word.lower()] = phones.count("0") + phones.count("1") + phones.count("2")
    return counts


def in_dictionary(word: str) -> bool:
    """Whether CMUdict holds `word`, in small letters."""
    return word in _dictionary()
