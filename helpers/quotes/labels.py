"""Words before a stretch between marks that announce a name for something and no speech: labels, nicknames, titles of works."""
from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from .reading import Found, Paragraph, Span, paragraph_at
from .word_classes import CLASSES

_BEFORE = ("so-called", "dubbed", "nicknamed", "known as", "entitled", "titled", "called the", "labeled", "labelled", "branded",
           "declared a", "declared an", "referred to as", "the term", "the word", "the phrase")
_NAMING = frozenset({"so-called", "known as", "entitled", "titled"})
"""Behind these nobody says the words; behind the others somebody may ("whom critics dubbed “the Weathercock”")."""
_TERMS = frozenset({"the term", "the word", "the phrase"})
LONGEST = 30
"""Characters before a mark in which such words are looked for."""


def before(text: str, start: int, begin: int = 0) -> str | None:
    """The words before the mark at `start` that announce a label, not before `begin`; None where there are none."""
    words = text[max(begin, start - LONGEST):start].lower().rstrip()
    found = next((label for label in _BEFORE if words.endswith(label)), None)
    return found if found and not words.removesuffix(found)[-1:].isalnum() else None


def title(text: str, start: int, end: int, begin: int = 0) -> str | None:
    """The noun for a work before a stretch whose words all have a capital ("her album, “Low Water.”"); None where there is none."""
    words = [word.strip(",.!?“”\"'‘’:") for word in text[start:end].split()]
    if not all(word[:1].isupper() or word[:1].isdigit() or (number and len(word) < 4) for number, word in enumerate(words)):
        return None
    ahead = text[max(begin, start - LONGEST):start].lower().rstrip(" ,").rsplit(maxsplit=1)
    return ahead[-1] if ahead and ahead[-1] in CLASSES["work"] else None


def named(found: Found, text: str, paragraphs: list[Paragraph]) -> tuple[Span, str] | None:
    """The stretch that a quotation begins with, and why it is a name and no speech; None where it is speech, or one of several.

    `paragraphs` are those of the article, in reading order.
    """
    start, end = found.spans[0]
    inside = paragraph_at(paragraphs, start)
    place = bisect_right(inside.stretches, start, key=attrgetter("start")) - 1
    stretch = inside.stretches[place] if place >= 0 else None
    following = inside.stretches[place + 1].start if place + 1 < len(inside.stretches) else inside.end
    if len(found.spans) > 1 or stretch is None or start > stretch.inner_start or not stretch.inner_end <= end <= following:
        return None
    label = before(text, stretch.start, inside.start)
    if label and (label in _NAMING or found.speaker is None or (label not in _TERMS and not _reports(found, text, label))):
        return (stretch.start, stretch.end), f"a label: “{label}” stands before it"
    work = title(text, stretch.start, stretch.end, inside.start)
    return ((stretch.start, stretch.end), f"a title: “{work}” stands before it") if work else None


def _reports(found: Found, text: str, label: str) -> bool:
    """Whether the label is what reports the words: "whom the papers | dubbed | “the Drowned”"."""
    return found.cue is not None and label.split()[0] in text[slice(*found.cue)].lower()
