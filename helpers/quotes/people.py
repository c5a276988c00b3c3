"""Who is meant: the person or body behind the words that name a speaker."""
from __future__ import annotations

from dataclasses import dataclass, field

from . import speakers
from .pieces import Pieces, cut
from .reading import Paragraph
from .word_classes import CLASSES

TITLES = CLASSES["title"]
_PERSON_PRONOUNS = {"he": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "herself": "f", "i": ""}


@dataclass(slots=True)
class Entity:
    """Somebody or a body the article names. `called` are the ways it is called, in order of first use."""

    name: str
    kind: str
    called: list[str] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is meant: the name (None where nobody is), and why."""

    name: str | None
    kind: str
    sure: float
    why: str


def person_name(text: str) -> str:
    """The name inside a phrase: "State Department spokesman John Kirby" → "John Kirby"; "" where there is none."""
    words = _words(text)
    last = len(words)
    while last and not words[last - 1][:1].isupper():
        last -= 1
    first = last
    while first and (words[first - 1][:1].isupper() or words[first - 1] in ("al", "bin", "van", "von", "de", "la", "der", "-")):
        if words[first - 1].lower().rstrip(".") in TITLES or words[first - 1].lower() in TITLES:
            break
        first -= 1
    while first < last and not words[first][:1].isupper():
        first += 1
    return " ".join(words[first:last])


def _words(text: str) -> list[str]:
    pieces = cut(text, 0, len(text))
    return [word for word in pieces.words if word[0].isalnum() and word.lower() not in ("the", "a", "an")]


class People:
    """The persons and bodies of an article, and who a phrase at an offset means."""

    def __init__(self, paragraphs: list[Paragraph]):
        self.entities: list[Entity] = []
        self._by_last: dict[str, list[Entity]] = {}
        for paragraph in paragraphs:
            for phrase in speakers.phrases(paragraph.pieces):
                self._enter(paragraph.pieces, phrase)

    def _enter(self, pieces: Pieces, phrase: speakers.Phrase) -> None:
        words = pieces.text[pieces.starts[phrase.first]:pieces.ends[phrase.last - 1]]
        kind = speakers.kind(words)
        if not any(word[:1].isupper() for word in pieces.words[phrase.first:phrase.last]):
            return
        if (kind == "organisation" and words[:4].lower() not in ("the ", "a", "an ")) or kind == "organisation":
            name, kind = words, "organisation"
            key = _words(words)
            if not key or not key[-1][0].isupper():
                return
        elif kind == "named":
            name = person_name(words)
            key = _words(name)
        else:
            return
        if not key:
            return
        last = key[-1].lower()
        known = [entity for entity in self._by_last.get(last, []) if entity.kind == kind and _agree(entity.name, key)]
        if known:
            entity = known[-1]
            if len(key) > len(_words(entity.name)):
                entity.name = name
        else:
            entity = Entity(name, kind)
            self.entities.append(entity)
            self._by_last.setdefault(last, []).append(entity)
        if words not in entity.called:
            entity.called.append(words)
        entity.seen.append(pieces.starts[phrase.first])

    def meant(self, text: str, start: int, end: int) -> Resolved:
        """Who `text[start:end]` means in this article."""
        words = text[start:end]
        kind = speakers.kind(words)
        key = _words(words)
        if kind == "named" or (kind == "organisation" and key and key[-1][0].isupper()):
            entity = next((e for e in reversed(self._by_last.get(key[-1].lower(), []))
                           if _agree(e.name, _words(person_name(words)) or key)), None) if key else None
            if entity:
                return Resolved(entity.name, entity.kind, .95, f"“{words}” is how the article names {entity.name}")
            return Resolved(person_name(words) or words, kind, .7, f"“{words}” as written")
        lower = words.lower()
        if lower in _PERSON_PRONOUNS:
            return self._nearest(start, "named", f"“{words}”: the last person named before it")
        if kind == "organisation" and lower.startswith(("the ", "its ")):
            head = key[-1].lower() if key else ""
            hints = {"newspaper": ("post", "times", "journal", "herald", "tribune", "guardian", "telegraph", "news"),
                     "paper": ("post", "times", "journal", "herald", "tribune", "guardian", "telegraph"),
                     "agency": ("press", "reuters", "tass", "interfax", "afp", "agency")}.get(head)
            if hints:
                for entity in sorted(self.entities, key=lambda e: -max((s for s in e.seen if s < start), default=-1)):
                    if entity.seen[0] < start and _words(entity.name)[-1].lower() in hints:
                        return Resolved(entity.name, "organisation", .8, f"“{words}” is {entity.name}, named before")
        return Resolved(None, kind, .9 if kind == "unnamed" else .5, "not named in the article")

    def _nearest(self, start: int, kind: str, why: str) -> Resolved:
        best, place = None, -1
        for entity in self.entities:
            if entity.kind != kind:
                continue
            for seen in entity.seen:
                if place < seen < start:
                    best, place = entity, seen
        return Resolved(best.name, kind, .6, why) if best else Resolved(None, "unattributed", .3, "nobody named before")


def _agree(name: str, words: list[str]) -> bool:
    """Two names of one person share their last word, and no other word speaks against it."""
    own = [word.lower() for word in _words(name)]
    other = [word.lower() for word in words]
    if own[-1:] != other[-1:]:
        return False
    return len(own) == 1 or len(other) == 1 or own[0] == other[0] or set(own) <= set(other) or set(other) <= set(own)
