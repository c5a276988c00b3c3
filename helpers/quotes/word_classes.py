"""The editable classes of words by which phrases are told apart: helpers/lexicons/source_words.txt."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

LEXICON = Path(__file__).resolve().parents[1] / "lexicons" / "source_words.txt"
BODIES = LEXICON.with_name("organisation_words.txt")
NAMES = ("person", "document", "organisation", "name", "title", "work", "pronoun", "determiner", "function", "past", "relation",
         "nationality")


def read(path: Path = LEXICON) -> dict[str, frozenset[str]]:
    """Class → words. A line that is not `class<TAB>word` raises ValueError with its number."""
    found: dict[str, set[str]] = {name: set() for name in NAMES}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, word = line.partition("\t")
        if name not in found or not word.strip():
            raise ValueError(f"{path.name}, line {number}: expected class, tab, word; classes are {', '.join(NAMES)}")
        found[name].add(word.strip().lower())
    return {name: frozenset(words) for name, words in found.items()}


CLASSES = read()
_BODIES = CLASSES["name"] | {line.lower() for line in BODIES.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"}


def names_body(words: Sequence[str]) -> bool:
    """Whether the words of a name are a body's: "&" in them, or a last word as in "Eastgate Rovers", "Security Departments"."""
    last = words[-1].lower().rstrip(".")
    if len(words) == 1:
        return last in CLASSES["name"]
    return "&" in words or last in _BODIES or last.removesuffix("s") in _BODIES
