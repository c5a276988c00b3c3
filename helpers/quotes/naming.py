"""Names in news: their words, titles and genders, and when two of them may mean one person."""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .pieces import Pieces, cut
from .speakers import without_letters
from .word_classes import CLASSES

TITLES = CLASSES["title"]
ADJECTIVES = frozenset({"acting", "american", "british", "defence", "defense", "democratic", "finance", "first", "foreign", "former",
                        "french", "german", "interior", "iranian", "israeli", "kremlin", "prime", "russian", "state", "syrian", "u.s.",
                        "ukrainian", "us", "vice"})
"""Those of the titles that are no noun for a person by themselves."""
_GENDERED = {
    "m": ("mr", "sir", "lord", "king", "prince", "father", "brother", "son", "husband", "grandson", "grandfather", "uncle",
          "boy", "actor", "man", "businessman", "widower", "nephew"),
    "f": ("mrs", "ms", "miss", "lady", "dame", "queen", "princess", "mother", "sister", "daughter", "wife", "granddaughter",
          "grandmother", "aunt", "girl", "actress", "woman", "businesswoman", "widow", "niece", "waitress", "heroine")}
_GENDER = {word: gender for gender, words in _GENDERED.items() for word in words}
_NAME_LINKS = frozenset({"de", "la", "van", "von", "der", "den", "bin", "ibn", "al", "el", "du", "da", "dos", "di", "del",
                         "ter", "y", "ben", "le"})
_BEFORE_NAMES = CLASSES["determiner"] | CLASSES["pronoun"]
_PROFESSIONS = ("ologist", "ographer", "ician")
"""Ends of words that are no name before one: "Hydrologist Amina Diallo"."""
OPENS = frozenset(".!?:;“\"‘'”’…")


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or a body in the article. `called`: the ways it is called; `roles`: nouns that describe it; `bodies`: words of the
    names before these ("the Rovers manager")."""

    name: str
    kind: str
    called: list[str] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    gender: str = ""
    forms: Counter = field(default_factory=Counter)
    evidence: int = 0
    mentions: int = 0
    first: int = 0


def name_words(text: str) -> list[str]:
    """The words of a name without titles, articles and signs: "Mr. John Kerry’s" → ["John", "Kerry"]."""
    words = [word for word in cut(text, 0, len(text)).words if word[0].isalnum()]
    while words and (bare(words[0]) in TITLES or bare(words[0]) in ("the", "a", "an")) and len(words) > 1:
        words = words[1:]
    words = words[:without_letters(words)]
    return words


def bare(word: str) -> str:
    """A word in lower case, without the full stop of an abbreviation: "Mr." → "mr"."""
    return word.lower().rstrip(".")


def person_name(text: str) -> str:
    """The name inside a phrase: "State Department spokesman John Kirby" → "John Kirby"; "" where there is none."""
    pieces = cut(text, 0, len(text))
    runs = name_runs(pieces)
    if not runs:
        return ""
    first, last = runs[-1]
    return " ".join(pieces.words[first:last])


def name_runs(pieces: Pieces) -> list[tuple[int, int]]:
    """Runs of capitalised words that may be a name, without the titles before them."""
    found, index, words = [], 0, pieces.words
    while index < len(words):
        if not is_name_word(words[index]):
            index += 1
            continue
        last = index + 1
        while last < len(words) and pieces.starts[last] - pieces.ends[last - 1] <= 1:
            if is_name_word(words[last]):
                last += 1
            elif (words[last].lower() in _NAME_LINKS or words[last] == "&") and last + 1 < len(words) and is_name_word(words[last + 1]):
                last += 2
            else:
                break
        first = index
        for place in range(index, last - 1):
            if bare(words[place]) in TITLES or words[place].lower() in CLASSES["person"] or words[place].endswith(_PROFESSIONS):
                first = place + 1
        if last - first > 2 and words[first].isupper() and len(words[first].strip(".")) > 1:
            first += 1                              # "NASA Administrator Charles Bolden"
        while first < last and (words[first].lower() in _BEFORE_NAMES or (
                words[first].lower() in CLASSES["function"] and (first == 0 or words[first - 1] in OPENS))):
            first += 1
        if first < last:
            found.append((first, first + without_letters(words[first:last])))
        index = last
    return found


def is_name_word(word: str) -> bool:
    """Whether a word is written as a name is; *I* is not."""
    return word[0].isupper() and word not in ("I",) and (len(word) > 1 or word[0].isalpha())


def core(words: str) -> str:
    """A phrase without what follows its name or noun: "Ruth Ellery, 81, who lives here" → "Ruth Ellery"."""
    found = _AFTER.search(words, 1)
    if found and words[:found.start()].lower() in CLASSES["pronoun"] and words[found.end():found.end() + 1] == " ":
        found = _AFTER.search(words, found.end() + 1)       # "Another, Derek Pryce, 67"
    return words[:found.start()] if found and len(words[:found.start()].split()) > 0 else words


_AFTER = re.compile(r"\s*(?:[,;(]|\s[–—-]\s|\bwho\b|\bwhose\b|\bwhich\b)")


def agree(entity: Entity, key: list[str]) -> bool:
    """Two names of one person share their last word, and no other word speaks against it."""
    own = [bare(word) for word in name_words(entity.name)]
    if not own or own[-1] != key[-1]:
        return False
    return len(own) == 1 or len(key) == 1 or own[0] == key[0] or (own[0][0] == key[0][0] and 1 in (len(own[0]), len(key[0]))) \
        or set(own) <= set(key) or set(key) <= set(own)


def gender_of(word: str) -> str:
    """The gender that a noun for a person says, "m" or "f"; "" where it says none."""
    if word in _GENDER:
        return _GENDER[word]
    if word.endswith("woman"):
        return "f"
    return "m" if word.endswith("man") and word not in ("german", "roman", "human", "ottoman", "norman") else ""
