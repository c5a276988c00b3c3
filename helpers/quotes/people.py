"""Who is meant: the person or body behind words such as "Kerry", "the U.S. diplomat", "he" or "the newspaper".

`gathering` lists who and what the article names, `following` tells pronouns and descriptions; here the words of a source find
their person.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from . import speakers
from .following import INTRODUCING, MEMORY, follow
from .gathering import PRONOUNS, Gathered
from .links import Links
from .naming import ADJECTIVES, TITLES, Entity, bare, core, name_words, person_name
from .pieces import cut
from .reading import Found, Paragraph
from .word_classes import CLASSES, names_body

_PRESS = {"newspaper": ("post", "times", "journal", "herald", "tribune", "guardian", "telegraph", "news", "courier", "gazette",
                        "mirror", "mail", "sun", "independent", "globe", "chronicle", "observer", "standard", "star"),
          "agency": ("press", "reuters", "tass", "interfax", "afp", "agency", "ap", "bloomberg", "xinhua")}
_PRESS["paper"] = _PRESS["daily"] = _PRESS["newspaper"]
_NOBODY = frozenset({"every", "each", "any", "no", "many", "most", "some", "few"})
"""Words before a noun after which nobody in particular is meant ("every other New Zealander")."""
_ASKED = {"Q": "Q (who asks)", "A": "A (who answers)"}
_NONE = frozenset({"nobody", "no one", "no-one", "none", "neither"})
_LINKED = re.compile(r" (?:of|to|for|who|with|from|by|that|whose|against|in) |[’']s ")
_BESIDE = re.compile(r", ((?:[Tt]he )?[A-Z][\w&’'-]*(?: (?:[A-Z&][\w’'-]*|of|for|and))*)")
_POSSESSIVE = re.compile(r"[’']s")
_OF_A_PLACE = re.compile(r" of (?:the )?[A-Z]")
_NEXT = re.compile(r"(?:,? (?:Mr|Mrs|Ms|Dr)\.? |,? )?")
_CLOSES_OFF = frozenset(",.;:)—–")
_LEADS_ON = frozenset({"of", "to", "for", "who", "with", "from", "by", "that", "whose", "against", "in", "’s", "'s"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is meant: the name (None where the article gives none), what kind of source, how sure (0 to 1), and why.

    `words`: what the article calls somebody without a name when it brings them in ("One victim").
    """

    name: str | None
    kind: str
    sure: float
    why: str
    words: str | None = None


class People:
    """The persons and bodies of an article; `meant` says who words at an offset mean."""

    def __init__(self, paragraphs: list[Paragraph], links: Links | None = None, found: Sequence[Found] = (), longest: int | None = None):
        self._paragraphs = paragraphs
        text = paragraphs[0].pieces.text if paragraphs else ""
        gathered = Gathered(paragraphs, links, longest)
        self._mentions, self._entities = gathered.mentions, gathered.entities
        self._meant = follow(text, gathered, links, found)
        self._starts = [mention.start for mention in self._mentions]

    def meant(self, text: str, start: int, end: int) -> Resolved:
        """Who `text[start:end]` means in this article."""
        whole_end, end = end, start + len(core(text[start:end]))
        words = text[start:end]
        kind = speakers.kind(words)
        lower = words.lower().strip()
        if lower in ("who", "that", "which"):
            return self._relative(text, start, words)
        called = speakers.office(words)
        if called:
            return Resolved(None, "unnamed", .8, f"“{words}” is an office", called)
        if words.startswith("@"):
            return Resolved(words, "named", .8, f"“{words}” is an account")
        if kind == "organisation" and words.isupper() and len(words) > 3 and text[end:end + 1] == ":" and not names_body([words]):
            kind = "named"                                          # "SMITH: …"
            known = [entity for entity in self._entities if entity.kind == "named" and bare(name_words(entity.name)[-1]) == lower]
            if len(known) == 1:
                return self._answer(known[0], .9, "the label in capitals names", kind, words)
        if lower in _NONE:
            return Resolved(None, "unattributed", .8, f"“{words}”: nobody says it", "not attributed")
        if words in _ASKED:
            return Resolved(None, "unnamed", .8, f"“{words}” in questions and answers", _ASKED[words])
        if lower in CLASSES["pronoun"] and lower not in PRONOUNS:
            return Resolved(None, "unnamed", .5, f"“{words}” is not followed up")
        if lower.split(" ", 1)[0] in _NOBODY:
            return Resolved(None, "unnamed", .6, f"“{words}” names nobody in particular")
        first = bisect_left(self._starts, start)
        inside = []
        for mention in self._mentions[first:first + 12]:
            if mention.start >= end:
                break
            if mention.end <= end:
                inside.append(mention)
        if lower in PRONOUNS or (inside and inside[0].pronoun and inside[0].end - inside[0].start == end - start):
            entity, sure, why = self._meant.get((start, end), (None, .3, "nobody named before it"))
            return self._answer(entity, sure, why, "unattributed" if entity is None else "unnamed", words)
        named = [mention for mention in inside if mention.entity is not None and not _clause_between(text[start:mention.start])]
        if named and kind in ("named", "organisation") and (kind == "named" or named[-1].end >= end - 2):
            entity = named[-1].entity
            if words.startswith("The ") and named[-1].start == start + 4 and _OF_A_PLACE.match(text, named[-1].end, end):
                return Resolved(words, "organisation", .7, f"“{words}” as written")       # "The Port of Halden" is nobody called Port
            return self._answer(entity, .95, f"“{words}” is how the article names", entity.kind if words.isupper() else kind, words)
        if kind == "named" and inside and inside[-1].entity is not None:        # "Port of Halden": the name is a part of another
            return Resolved(words, "organisation", .7, f"“{words}” as written")
        if kind == "named":
            return Resolved(" ".join(name_words(person_name(words))) or words, kind, .7, f"“{words}” as written")
        described = next((mention for mention in inside if mention.words and not _owns(text, mention.end, end)
                          and not _clause_between(_POSSESSIVE.sub("", text[start:mention.start]))), None)
        named = self._named_next(text, whole_end)
        if named is None and end < whole_end and words.split()[-1].islower():       # "One of them, Ann Lee, …"
            named = self._named_next(text, end)
        if named is not None and kind != "organisation":
            return self._answer(named, .85, f"“{words}” stands beside the name", kind, words)
        if described is not None and not _many(lower):
            entity, sure, why = self._meant[described.start, described.end]
            if entity is not None and (entity.name or described.words[0] not in INTRODUCING):
                return self._answer(entity, sure, why, kind, words)
        if kind == "organisation":
            return self._body(words, start, text[end:whole_end])
        if lower in TITLES - ADJECTIVES:
            holders = {id(one): one for one in self._entities if lower in one.roles and one.kind == "named"}
            if len(holders) == 1:
                return self._answer(*holders.values(), .7, "the only one whom the article calls so", kind, words)
        if described is None and lower.startswith("the ") and not _many(lower):
            entity = self._called(words, start)
            if entity is not None:
                return self._answer(entity, .7, "the article describes so", kind, words)
        shorter = words if end < whole_end else None        # "An official | who asked not to be named"
        return Resolved(None, kind, .85 if kind == "unnamed" else .6, "not named in the article", shorter)

    def _called(self, words: str, start: int) -> Entity | None:
        """The person before `start` whom the article has described with a noun of these words ("the boy wearing a shirt")."""
        head = _LINKED.split(words)[0]
        if _POSSESSIVE.match(words, len(head)):     # "the port's own calendar" is no port
            return None
        nouns = {bare(word) for word in cut(head, 0, 10**6).words[1:] if word[0].isalpha()}
        for mention in reversed(self._mentions[max(0, bisect_left(self._starts, start) - MEMORY):bisect_left(self._starts, start)]):
            entity = self._meant[mention.start, mention.end][0]
            if entity is not None and entity.name and entity.kind != "organisation" and nouns & entity.roles:
                return entity
        return None

    def _named_next(self, text: str, end: int) -> Entity | None:
        """The person whose name follows a description at once ("his wife Ann Lee"), or set off by commas."""
        following = _NEXT.match(text, end)
        index = bisect_left(self._starts, following.end())
        mention = self._mentions[index] if index < len(self._mentions) else None
        if mention is None or mention.entity is None or mention.start != following.end() or mention.entity.kind == "organisation":
            return None
        return mention.entity if "," not in following[0] or text[mention.end:mention.end + 1] in _CLOSES_OFF else None

    def _relative(self, text: str, start: int, words: str) -> Resolved:
        """"…, who": the name that stands right before it."""
        index = bisect_left(self._starts, start)
        for mention in reversed(self._mentions[max(0, index - 4):index]):
            if mention.end <= start and start - mention.end <= 3:
                entity = self._meant[mention.start, mention.end][0]
                if entity is None:
                    return Resolved(None, "unnamed", .7, f"“{words}” follows these words", text[mention.start:mention.end])
                return self._answer(entity, .85, f"“{words}” follows the name", "unnamed", words)
        before = self._phrase_before(start)
        return Resolved(None, "unnamed", .7 if before else .5, f"“{words}” follows {'these words' if before else 'no name'}", before)

    def _phrase_before(self, start: int) -> str | None:
        """The noun phrase that ends right before an offset or the comma there ("Critics, | who …")."""
        paragraph = self._paragraphs[max(0, bisect_right(self._paragraphs, start, key=attrgetter("start")) - 1)]
        pieces = paragraph.pieces
        last = pieces.first_at(start)
        last -= last > 0 and pieces.words[last - 1] == ","
        place = bisect_left(paragraph.phrases, last, key=attrgetter("last"))
        phrase = paragraph.phrases[place] if place < len(paragraph.phrases) else None
        return pieces.text[pieces.starts[phrase.first]:pieces.ends[last - 1]] if phrase and phrase.last == last else None

    def _body(self, words: str, start: int, behind: str) -> Resolved:
        """A body by its own name, which may stand behind it ("its operator, Valmere Water") or be a longer one ("The Institute"), or as
        the article describes it before ("the newspaper")."""
        pieces = cut(words, 0, len(words))
        head = pieces.lower[-1]
        before = [mention for mention in self._mentions[:bisect_left(self._starts, start)] if mention.entity is not None]
        if pieces.words[-1][0].islower():
            beside = _BESIDE.match(behind)
            if beside:
                return Resolved(beside[1], "organisation", .85, f"“{words}” stands beside the name {beside[1]}")
        if pieces.lower[0] in ("the", "this", "its") and pieces.words[-1][0].islower():
            called = next((mention.entity for mention in reversed(before) if head in mention.entity.roles), None)
            if called is not None:
                return Resolved(called.name, "organisation", .8, f"the article calls {called.name} “{head}”")
        hints = _PRESS.get(head)
        if hints and pieces.lower[0] in ("the", "this"):
            known = [mention for mention in before if bare(name_words(mention.entity.name)[-1]) in hints]
            if known:
                name = self._with_article(known[-1].entity.name)
                return Resolved(name, "organisation", .8, f"“{words}” is {name}, named before it")
        return Resolved(words if pieces.words[-1][0].isupper() else None, "organisation", .9, "named as it is written")

    def _with_article(self, name: str) -> str:
        for paragraph in self._paragraphs:
            text = paragraph.pieces.text
            place = text.find(f"The {name}", paragraph.start, paragraph.end)
            if place >= 0:
                return f"The {name}"
        return name

    def _answer(self, entity: Entity | None, sure: float, why: str, kind: str, words: str) -> Resolved:
        if entity is None or not entity.name:
            called = entity.called[0] if entity is not None and entity.called else None
            return Resolved(None, kind, sure, f"{why}: {called}" if called else why, called)
        if kind == "organisation":
            if _calls(words, entity.name):
                return Resolved(entity.name, kind, min(sure, .95), f"the article calls {entity.name} “{words}”")
            return Resolved(words, kind, .95, f"“{words}” as written")
        shown = why if not why.endswith("names") else f"{why} {entity.name}"
        return Resolved(entity.name, entity.kind, sure, shown if entity.name in shown else f"{shown}: {entity.name}")


def _calls(words: str, name: str) -> bool:
    """Whether words for a body are less than its name: "its operator", "the grid operator Norvolt", "The Institute"."""
    *before, last = words.split()
    described = bool(before) and before[-1] in CLASSES["organisation"] and words.endswith(name)
    lower = last.islower() and words.split()[0].lower() not in INTRODUCING
    return described or lower or (before == ["The"] and last in name.split())


def _clause_between(text: str) -> bool:
    """True where a name stands in a clause or phrase that only describes the head ("an aide to Kerry")."""
    return any(word in _LEADS_ON for word in text.lower().split())


def _owns(text: str, end: int, last: int) -> bool:
    """Whether the words that end at `end` own what follows in a phrase that ends at `last`: "her son’s | partner"."""
    return end + 2 < last and _POSSESSIVE.match(text, end) is not None


def _many(lower: str) -> bool:
    return " and " in lower
