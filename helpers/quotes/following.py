"""Who is meant by each pronoun and description: one walk through the mentions of an article in reading order.

A pronoun goes to the person who is nearest, most often a subject, and of a gender that the article itself has shown (Mr.,
"spokeswoman", an earlier pronoun with one candidate); the encoder's link from a mention to an earlier one weighs in.
After: Hobbs, "Resolving pronoun references" (Lingua 44, 1978); Lappin and Leass, "An algorithm for pronominal anaphora
resolution" (1994).
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from . import cues
from .gathering import PRONOUNS, Gathered, Mention
from .links import Links
from .naming import TITLES, Entity, bare, gender_of
from .reading import Found
from .speeches import Speeches
from .word_classes import CLASSES

LINK, LEAST, NOBODY = .3, .03, .95
"""Weight of the encoder's link in the score of a candidate; the probability below which a link counts for nothing; how likely
nobody must be for a pronoun to be left alone (chosen on the development part)."""
OF_ONESELF = 1
"""Weight of who tells it for a pronoun that opens a report: who "said he was glad" was most often glad himself."""
DESCRIBED = .9
"""How likely a description must point to somebody."""
MEMORY = 60
"""Mentions before a pronoun that are looked at."""
_WHOSE = frozenset({"my", "our", "his", "her", "their"})
_OF_SPEAKERS = frozenset({"my", "our", "your", "their"})
INTRODUCING = frozenset({"a", "an", "one", "another", "some", "no", "every", "each", "any"})

Meant = dict[tuple[int, int], tuple[Entity | None, float, str]]
"""For each mention (start, end): who is meant (None: nobody known), how sure, and why."""


def follow(text: str, gathered: Gathered, links: Links | None = None, found: Sequence[Found] = ()) -> Meant:
    """Who is meant by each mention; `found`: the quotations, whose speakers do not speak of themselves as "he" or "she". The walk is
    done twice: what the first shows of people's gender helps the second."""
    walk = _Walk(text, gathered, links, Speeches(text, found, gathered.mentions))
    walk.go()
    walk.learn_gender()
    walk.go()
    return walk.meant


class _Walk:
    def __init__(self, text: str, gathered: Gathered, links: Links | None, speeches: Speeches):
        self._text, self._gathered, self._links, self._speeches = text, gathered, links, speeches
        self._before: Meant = {}
        self._votes: dict[int, Counter] = {}
        self.meant: Meant = {}

    def go(self) -> None:
        """Resolve every pronoun and description in reading order; what is resolved counts as a mention after it."""
        memory: list[tuple[Mention, Entity]] = []
        self._votes.clear()
        self._before, self.meant = self.meant, {}
        places: dict[int, Entity | None] = {}
        if self._links:
            self._links.forget()
        names = {mention.start: mention.entity for mention in self._gathered.mentions if mention.entity is not None}
        for mention in sorted(self._gathered.mentions, key=self._turn):
            entity, sure, why = mention.entity, .95, "by name"
            if mention.pronoun:
                entity, sure, why = self._pronoun(mention, memory)
                if entity is not None:
                    self._votes.setdefault(id(entity), Counter())[PRONOUNS[mention.pronoun]] += 1
            elif mention.attached in names or mention.attached in places:
                entity = names.get(mention.attached) or places[mention.attached]
                sure, why = .85, "stands beside the name"
            elif mention.words:
                entity, sure, why = self._description(mention, memory)
                if entity is None:
                    entity = self._without_name(mention, memory)
            self.meant[mention.start, mention.end] = (entity, sure, why)
            places[mention.start] = entity
            if entity is not None:
                if self._links:
                    self._links.own(mention.start, mention.end, entity)
                memory.append((mention, entity))
                del memory[:-MEMORY]

    def _without_name(self, mention: Mention, memory) -> Entity | None:
        """Somebody whom the article brings in without a name ("a neighbour", "her husband"), or in the words just before ("my
        neighbour, | a nurse")."""
        if memory and not memory[-1][1].name and self._text[memory[-1][0].end:mention.start] == ", ":
            return memory[-1][1]
        role = bare(mention.words[-1])
        if mention.words[0] not in ("a", "an", "one") and not (mention.words[0] in _WHOSE and role in CLASSES["relation"]):
            return None
        known = self._before.get((mention.start, mention.end), (None,))[0]
        if known is not None and not known.name:        # what the first walk showed of this person's gender
            return known
        return Entity("", "unnamed", called=[self._text[mention.start:mention.end]], roles={role}, gender=gender_of(role), evidence=1)

    def _turn(self, mention: Mention) -> tuple[int, bool]:
        """When a mention is resolved: in reading order, but a pronoun that somebody says only after its speaker is known."""
        speaker = self._speeches.around(mention) if mention.pronoun and mention.quoted else ()
        return max([mention.start, *(one.start for one in speaker)]), bool(speaker)

    def _pronoun(self, mention: Mention, memory) -> tuple[Entity | None, float, str]:
        return self._ranked(mention, memory, PRONOUNS[mention.pronoun])

    def _ranked(self, mention: Mention, memory, wanted: str, somebody: bool = False) -> tuple[Entity | None, float, str]:
        """The likeliest person before a mention: near, a subject, of the `wanted` gender ("" where it is open); nobody where the encoder
        sees nobody, unless it must be `somebody`."""
        scores: dict[int, tuple[float, Entity]] = {}
        standing: dict[int, float | None] = {}
        linked, nobody = self._links.earlier(mention.start, mention.end) if self._links else ({}, 0.0)
        speaker = self._speaker(self._speeches.around(mention)) if mention.quoted else None
        teller = None if mention.quoted else self._teller(mention, memory)
        for before, entity in memory:
            key = id(entity)
            if key not in standing:
                excluded = entity is speaker or entity.kind == "organisation" or (wanted and entity.gender and entity.gender != wanted)
                standing[key] = None if excluded else OF_ONESELF * (entity is teller) + self._standing(entity, wanted, linked)
            score = standing[key]
            if score is None:
                continue
            distance = mention.sentence - before.sentence
            score += -.75 * min(distance, 6) + .8 * before.subject - .9 * (before.quoted != mention.quoted) + .5 * bool(before.pronoun)
            if distance == 0 and not before.subject and mention.pronoun in ("he", "she"):
                score -= .4
            if key not in scores or score > scores[key][0]:
                scores[key] = score, entity
        ranked = sorted(scores.values(), key=lambda pair: -pair[0])
        if not ranked or (nobody > NOBODY and not somebody):
            return None, .3, "nobody named before it"
        margin = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else ranked[0][0] - 2)
        return ranked[0][1], min(.9, .55 + .25 * margin), f"“{mention.pronoun}” is the person named nearest before it"

    def _standing(self, entity: Entity, wanted: str, linked: dict[int, float]) -> float:
        """What speaks for a person wherever they were named: gender, how much they are in the article, the encoder's link."""
        votes = self._votes.get(id(entity), {})
        score = -2 * (bool(wanted) and not entity.gender and sum(votes.values()) > 2 * votes.get(wanted, 0))
        score += .5 * (entity.gender == wanted) + .08 * min(entity.mentions, 8)
        score += .5 * max(-4, min(2, entity.evidence)) if entity.name else -.3
        return score + LINK * log(1 + linked.get(id(entity), 0.0) / LEAST)

    def _teller(self, mention: Mention, memory) -> Entity | None:
        """Who tells the report that a pronoun opens ("said | he was glad"): its speaker, or the subject of the verb right before."""
        known = self._speaker(self._speeches.opened(mention))
        before = self._text[max(0, mention.start - len("characterised that ")):mention.start].split()
        verb = before[-2:-1] if before[-1:] == ["that"] else before[-1:]
        if known is not None or tuple(verb) not in cues.lexicon().forms:
            return known
        return next((entity for other, entity in reversed(memory)
                     if other.sentence == mention.sentence and other.subject and not other.quoted), None)

    def _speaker(self, mentions: Sequence[Mention]) -> Entity | None:
        """Whom the mentions in the words for a speaker mean, as far as it is known by now or from the walk before."""
        for mention in reversed(mentions):
            place = mention.start, mention.end
            entity = mention.entity or self.meant.get(place, self._before.get(place, (None,)))[0]
            if entity is not None:
                return entity
        return None

    def _description(self, mention: Mention, memory) -> tuple[Entity | None, float, str]:
        head = bare(mention.words[-1])
        nationality = head in CLASSES["nationality"] and len(mention.words) == 2
        if (head.endswith("-year-old") or nationality) and mention.words[0] == "the":
            entity, sure, _ = self._ranked(mention, memory, gender_of(head) if nationality else "", nationality)
            return entity, sure, "the person named nearest before it"
        if mention.words[0] in INTRODUCING:
            return None, .8, "introduces somebody without a name"
        if "'s" in mention.words or "’s" in mention.words:
            return None, .5, "somebody else's relation, not named here"
        possessive = mention.words[0] in ("his", "her") and memory and memory[-1][0].start == mention.start
        owner = memory[-1][1] if possessive else None
        called = self._called_so(mention, memory, owner)
        if called is not None:
            return called
        modifiers = [word for word in mention.words[1:-1] if word in TITLES]
        if modifiers:
            for _, entity in reversed(memory):
                if set(modifiers) & entity.roles and entity.kind != "organisation":
                    return entity, .6, f"the article calls {entity.name or 'this person'} “{modifiers[-1]}”"
        owners = self._owners(mention, memory)
        if self._links and mention.words[0] not in PRONOUNS and mention.words[0] not in _OF_SPEAKERS:
            linked, nobody = self._links.earlier(mention.start, mention.end)
            for _, entity in reversed(memory):
                if linked.get(id(entity), 0.0) > max(nobody, DESCRIBED) and entity.kind != "organisation" and id(entity) not in owners:
                    return entity, .6, f"read as {entity.name or 'this person'} in its context"
        if possessive and mention.words[-1] in CLASSES["relation"]:
            kin = [known for known in self._gathered.entities if known.kind == "named" and head in known.roles and known is not owner]
            if len(kin) == 1:
                return kin[0], .6, f"the article calls {kin[0].name} “{head}” further on"
        return None, .6, "nobody of that description is named before it"

    def _called_so(self, mention: Mention, memory, owner: Entity | None) -> tuple[Entity | None, float, str] | None:
        """Whom the article has called by the noun of a description; where all of them belong to another body ("the Rovers manager",
        not Town's), who was spoken of last; None where it has called nobody so."""
        head, others = bare(mention.words[-1]), []
        bodies = {bare(word) for word in self._text[mention.start:mention.end].split()[1:] if word[0].isupper()}
        for _, entity in reversed(memory):
            if head in entity.roles and entity is not owner and entity.kind != "organisation":
                if not bodies or not entity.bodies or bodies & entity.bodies:
                    return entity, .8, f"the article calls {entity.name or 'this person'} “{head}”"
                others.append(entity)
        if not others:
            return None
        near = [(before, entity) for before, entity in memory if entity not in others and 0 <= mention.sentence - before.sentence <= 1]
        entity, _, why = self._ranked(mention, near, "", somebody=True)
        return entity, .5, why

    def _owners(self, mention: Mention, memory) -> set[int]:
        """The ids of those whose somebody a description is: "her son’s | partner" is neither her son nor she."""
        if self._text[max(0, mention.start - 3):mention.start].rstrip() not in ("'s", "’s"):
            return set()
        first = next((other.start for other, _ in reversed(memory) if 0 <= mention.start - other.end - 2 <= 1), mention.start)
        return {id(entity) for other, entity in memory[-4:] if first <= other.start < mention.start}

    def learn_gender(self) -> None:
        """A person whose pronouns all agree, where they were surely meant and nobody else speaks, has that gender in this article."""
        votes: dict[int, Counter] = {}
        for mention in self._gathered.mentions:
            if mention.pronoun and not mention.quoted:
                entity, sure, _ = self.meant[mention.start, mention.end]
                if entity is not None and sure >= .7:
                    votes.setdefault(id(entity), Counter())[PRONOUNS[mention.pronoun]] += 1
        for entity in {id(entity): entity for entity, *_ in self.meant.values() if entity is not None}.values():
            counted = votes.get(id(entity))
            if counted and not entity.gender:
                (gender, most), = counted.most_common(1)
                if most >= .75 * sum(counted.values()):
                    entity.gender = gender
