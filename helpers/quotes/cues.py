"""Words that report: the editable list, and where its words stand in a paragraph."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .pieces import Pieces

LEXICON = Path(__file__).resolve().parents[1] / "lexicons" / "reporting_verbs.txt"
STANCES = ("neutral", "assertive", "doubtful", "emotional", "thought", "shown")
CALLING = frozenset({"accuse", "brand", "call", "characterise", "characterize", "condemn", "denounce", "describe", "dub", "label"})
"""Verbs that say what somebody calls somebody or something: "called it “…”", "accused them of “…”"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word in a paragraph: pieces `first` to `last` (exclusive), its base form and stance."""

    first: int
    last: int
    base: str
    stance: str
    form: str


@dataclass(frozen=True)
class Lexicon:
    """`forms`: (words of a form) → (base, stance, form), where form is base, s, ed, ing or fixed.

    `longest`: first word → how many words its longest form has.
    """

    forms: dict[tuple[str, ...], tuple[str, str, str]]
    longest: dict[str, int]


@lru_cache(maxsize=4)
def lexicon(path: Path = LEXICON) -> Lexicon:
    """The list read from `path`. A line that is not `stance<TAB>word[<TAB>forms]` raises ValueError with its number."""
    forms: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        stance, _, rest = line.partition("\t")
        base, _, irregular = rest.partition("\t")
        if stance not in STANCES or not base:
            raise ValueError(f"{path.name}, line {number}: expected stance, tab, word; one of {', '.join(STANCES)}")
        for words, form in _forms(base, irregular.split()):
            forms.setdefault(words, (base, stance, form))
    longest: dict[str, int] = {}
    for words in forms:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return Lexicon(forms, longest)


def _forms(base: str, irregular: list[str]):
    head, *tail = base.split()
    if tail and head in ("according", "in"):
        yield (head, *tail), "fixed"
        return
    stem = head[:-1] if head.endswith("e") else head
    yields = head[:-1] if head.endswith("y") and head[-2] not in "aeou" else None
    third = f"{yields}ies" if yields else f"{head}es" if head.endswith(("s", "sh", "ch", "x", "o")) else f"{head}s"
    past = f"{yields}ied" if yields else f"{stem}ed"
    if head == "go":
        irregular = ["went", "gone"]
    if head == "put":
        irregular = ["put", "putting"]
    yield (head, *tail), "base"
    yield (third, *tail), "s"
    for form in irregular:
        yield (form, *tail), "ing" if form.endswith("ing") else "ed"
    if not any(not form.endswith("ing") for form in irregular):
        yield (past, *tail), "ed"
    if not any(form.endswith("ing") for form in irregular):
        yield (f"{head if head == 'see' else stem}ing", *tail), "ing"


def find(pieces: Pieces, words: Lexicon | None = None) -> list[Cue]:
    """Every reporting word of a paragraph, the longest form where several fit, in reading order."""
    words = words or lexicon()
    found, index, lower = [], 0, pieces.lower
    while index < len(lower):
        for length in range(min(words.longest.get(lower[index], 0), len(lower) - index), 0, -1):
            entry = words.forms.get(tuple(lower[index:index + length]))
            if entry:
                found.append(Cue(index, index + length, *entry))
                index += length
                break
        else:
            index += 1
    return found


def stance(text: str, words: Lexicon | None = None) -> str | None:
    """The stance of a cue's own words ("has repeatedly claimed" → assertive); None where no listed word is in them."""
    from .pieces import cut
    found = find(cut(text, 0, len(text)), words)
    return found[-1].stance if found else None
