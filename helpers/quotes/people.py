"""Who is meant: the person or body behind words such as "Kerry", "the U.S. diplomat", "he" or "the newspaper".

One walk through the article in reading order. Names are gathered under the longest form that shares a last word; titles
and appositions give each name its descriptions ("the mayor"); a pronoun goes to the person who is nearest, most often a
subject, and of a gender that the article itself has shown (Mr., "spokeswoman", an earlier pronoun with one candidate).
After: Hobbs, "Resolving pronoun references" (Lingua 44, 1978); Lappin and Leass, "An algorithm for pronominal anaphora
resolution" (1994); Bontcheva et al., "Shallow methods for named entity coreference resolution" (2002).
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from . import cues, speakers
from .links import Links
from .naming import OPENS, TITLES, Entity, agree, bare, core, gender_of, is_name_word, name_runs, name_words, person_name
from .pieces import Pieces, cut
from .reading import Paragraph
from .word_classes import CLASSES

PRONOUNS = {"he": "m", "him": "m", "himself": "m", "his": "m", "she": "f", "her": "f", "herself": "f", "hers": "f"}
_PLACES_BEFORE = frozenset({"in", "at", "near", "across", "into", "throughout", "outside"})
_NOT_SUBJECT = frozenset({"of", "in", "on", "at", "by", "for", "with", "from", "to", "into", "about", "against", "after",
                          "before", "during", "between", "over", "under", "like", "than", "as", "including", "through", "toward"})
_PRESS = {"newspaper": ("post", "times", "journal", "herald", "tribune", "guardian", "telegraph", "news", "courier", "gazette",
                        "mirror", "mail", "sun", "independent", "globe", "chronicle", "observer", "standard", "star"),
          "agency": ("press", "reuters", "tass", "interfax", "afp", "agency", "ap", "bloomberg", "xinhua")}
_PRESS["paper"] = _PRESS["daily"] = _PRESS["newspaper"]
_AGE = re.compile(r"\b[Tt]he \d{1,3}-year-old\b(?! \w+(?:man|woman|boy|girl))")
_LINKED = re.compile(r" (?:of|to|for|who|with|from|by|that|whose|against|in) |[’']s ")
_NEXT = re.compile(r"(?:,? (?:Mr|Mrs|Ms|Dr)\.? |,? )?")
_CLOSES_OFF = frozenset(",.;:)—–")
_INTRODUCING = frozenset({"a", "an", "one", "another", "some", "no", "every", "each", "any"})
_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "lady", "lord", "judge", "chief"})
_LEADS_ON = frozenset({"of", "to", "for", "who", "with", "from", "by", "that", "whose", "against", "in", "’s", "'s"})
LINK, LEAST, NOBODY = .3, .03, .95
"""Weight of the encoder's link in the score of a candidate; the probability below which a link counts for nothing; how likely
nobody must be for a pronoun to be left alone (chosen on the development part)."""
NAMED = 3
"""Weight of the encoder's word on whether a name is a person's."""
DESCRIBED = .6
"""How likely a description must point to somebody."""
_MEMORY = 60
"""Mentions before a pronoun that are looked at."""


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


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    sentence: int
    subject: bool
    quoted: bool
    entity: Entity | None
    pronoun: str = ""
    words: tuple[str, ...] = ()
    attached: int = -1


class People:
    """The persons and bodies of an article; `meant` says who words at an offset mean."""

    def __init__(self, paragraphs: list[Paragraph], links: Links | None = None):
        self._links = links
        self.entities: list[Entity] = []
        self._by_word: dict[str, list[Entity]] = {}
        self._mentions: list[_Mention] = []
        self._meant: dict[tuple[int, int], tuple[Entity | None, float, str]] = {}
        self._paragraphs = paragraphs
        self._text = paragraphs[0].pieces.text if paragraphs else ""
        self._lower = Counter(word for paragraph in paragraphs for word in paragraph.pieces.words if word[0].islower())
        self._gather()
        self._walk()
        self._learn_gender()
        self._walk()
        self._starts = [mention.start for mention in self._mentions]

    # ------------------------------------------------------------ names
    def _gather(self) -> None:
        sentence = 0
        loose = []
        for paragraph in self._paragraphs:
            pieces = paragraph.pieces
            starts = pieces.sentence_starts()
            opening = set(starts)
            base = sentence
            sentence += len(starts)
            outer = [stretch for stretch in paragraph.stretches if stretch.depth == 0]
            for first, last in self._names(pieces):
                place = _Place(pieces, first, last, base + bisect_right(starts, first) - 1, first in opening,
                               _inside(outer, pieces.starts[first]))
                if last - first == 1 and place.opens and (pieces.lower[first] in self._lower or _adverb(pieces, first)):
                    continue                        # an everyday word that only opens a sentence
                if last - first == 1 and not _titled(pieces, first):
                    loose.append(place)
                else:
                    self._enter(place)
            self._pronouns_and_roles(pieces, starts, base, outer)
            for match in _AGE.finditer(pieces.text, paragraph.start, paragraph.end):
                place = base + bisect_right(starts, pieces.first_at(match.start())) - 1
                self._mentions.append(_Mention(match.start(), match.end(), place, True, _inside(outer, match.start()), None, "",
                                               tuple(match[0].lower().split())))
        for place in loose:
            self._enter(place)
        self._mentions.sort(key=lambda mention: (mention.start, mention.end))

    def _names(self, pieces: Pieces) -> Iterator[tuple[int, int]]:
        """Runs of capitalised words that may be names; where the encoder sees a person in a longer run, that part alone."""
        for first, last in name_runs(pieces):
            if self._links:
                first, last = self._links.person_in(pieces, first, last)
            if first < last:
                yield first, last

    def _enter(self, place: _Place) -> None:
        pieces, first, last = place.pieces, place.first, place.last
        words = pieces.words[first:last]
        name, key = " ".join(words), [bare(word) for word in words]
        key = key[:-1] if key[-1] in ("jr", "sr") and len(key) > 1 else key
        kind = self._kind(pieces, first, last, key)
        known = [known for known in self._by_word.get(key[-1], []) if agree(known, key)]
        entity = max(known, key=lambda known: (known.mentions, known.first), default=None)
        if entity is None and len(key) == 1:
            entity = next((known for known in reversed(self._by_word.get("^" + key[0], []))), None)
        if entity is None:
            entity = Entity(name, kind, first=pieces.starts[first])
            self.entities.append(entity)
            self._by_word.setdefault(key[-1], []).append(entity)
        if len(words) == 1 and len(entity.name.split()) > 1 and key[0] == bare(entity.name.split()[-1]):
            entity.evidence += 2                    # called by the last word alone, as persons are
        entity.forms[name] += 1
        entity.name = max(entity.forms, key=lambda form: (1 < len(form.split()) < 5, entity.forms[form], len(form)))
        if len(key) > 1:
            known = self._by_word.setdefault("^" + key[0], [])
            if entity not in known and kind == "named":
                known.append(entity)
        entity.mentions += 1
        entity.evidence += self._evidence(pieces, first, last) - 2 * place.opens * (last - first == 1)
        self._describe(entity, pieces, first, last)
        if entity.kind != "organisation" or kind == "organisation":
            entity.kind = kind
        self._mentions.append(_Mention(pieces.starts[first], pieces.ends[last - 1], place.sentence,
                                       _subject(pieces, first, last), place.quoted, entity))

    def _kind(self, pieces: Pieces, first: int, last: int, key: list[str]) -> str:
        if key[-1] in CLASSES["name"] or pieces.words[last - 1] == "&" or (
                last - first == 1 and pieces.words[first].isupper() and len(key[0]) > 1):
            return "organisation"
        return "named"

    def _evidence(self, pieces: Pieces, first: int, last: int) -> int:
        """Signs that a name is a person's, less the signs that it is a place's or a thing's."""
        lower, words = pieces.lower, pieces.words
        before = lower[first - 1] if first else ""
        after = lower[last] if last < len(words) else ""
        score = 2 * (bare(before) in TITLES or before in CLASSES["person"])
        if after == "," and last + 1 < len(words):
            score += 2 * (words[last + 1].isdigit() or lower[last + 1] in ("who", "whose"))
        score += 2 * (after in ("who", "whose"))
        score += after.endswith("ed") and before != "the"
        score -= 3 * (lower[last - 1] in self._lower)
        score += 2 * ((after,) in cues.lexicon().forms or (before,) in cues.lexicon().forms)
        if self._links:
            kind, likely = self._links.kind(pieces.starts[first], pieces.ends[last - 1])
            score += NAMED * likely if kind == "person" else -NAMED * likely
        return score - 3 * (before == "the") - 2 * (before in _PLACES_BEFORE)

    def _describe(self, entity: Entity, pieces: Pieces, first: int, last: int) -> None:
        """Nouns that stand beside a name: titles before it, an apposition before or after it, "is a …"."""
        lower, words = pieces.lower, pieces.words
        index = first - 1
        while index >= 0 and words[index][0].isalpha() and lower[index] not in CLASSES["function"] | CLASSES["determiner"] \
                and (index,) and first - index < 5:
            self._role(entity, lower[index], index == first - 1)
            index -= 1
        if first > 1 and words[first - 1] == "," and lower[first - 2] in CLASSES["person"] | TITLES:
            self._role(entity, lower[first - 2], True)
        index = last
        if index < len(words) and words[index] in (",", "(") and index + 2 < len(words) and words[index + 1].isdigit():
            index += 2
        if index + 1 < len(words) and words[index] == ",":
            opens = lower[index + 1]
            if opens in ("a", "an", "the", "one", "his", "her", "their", "its", "whose") or opens in CLASSES["person"] | TITLES:
                self._noun_phrase(entity, pieces, index + 1)
        elif index + 1 < len(words) and lower[index] in ("is", "was", "became", "as") and \
                lower[index + 1] in ("a", "an", "the"):
            self._noun_phrase(entity, pieces, index + 1)

    def _noun_phrase(self, entity: Entity, pieces: Pieces, index: int) -> None:
        if pieces.lower[index] in CLASSES["determiner"]:
            index += 1
        first = index
        while index < len(pieces) and pieces.words[index][0].isalnum() and index - first < 8 and (
                pieces.lower[index] not in CLASSES["function"] or pieces.lower[index] == "and"):
            index += 1
        for place in range(first, index):
            self._role(entity, pieces.lower[place], place == index - 1)

    def _role(self, entity: Entity, word: str, head: bool) -> None:
        word = bare(word)
        if head or word in CLASSES["person"] or word in TITLES:
            entity.roles.add(word)
        gender = gender_of(word)
        if gender and (head or word in ("mr", "mrs", "ms", "miss")):
            entity.gender = entity.gender or gender

    def _pronouns_and_roles(self, pieces: Pieces, starts: list[int], base: int, outer) -> None:
        for index, word in enumerate(pieces.lower):
            place = base + bisect_right(starts, index) - 1
            if word in PRONOUNS:
                self._mentions.append(_Mention(pieces.starts[index], pieces.ends[index], place, _subject(pieces, index),
                                               _inside(outer, pieces.starts[index]), None, word))
        for phrase in speakers.phrases(pieces):
            words = tuple(pieces.lower[phrase.first:phrase.last])
            head = bare(words[-1])
            attached = self._attached(pieces, phrase) if pieces.words[phrase.head][0].islower() else -1
            person = head in CLASSES["person"] or head in TITLES
            if attached >= 0 or (person and not head.endswith("s") and pieces.words[phrase.head][0].islower()):
                place = base + bisect_right(starts, phrase.first) - 1
                self._mentions.append(_Mention(pieces.starts[phrase.first], pieces.ends[phrase.last - 1], place,
                                               _subject(pieces, phrase.first, phrase.last),
                                               _inside(outer, pieces.starts[phrase.first]),
                                               None, "", words, attached))

    def _attached(self, pieces: Pieces, phrase: speakers.Phrase) -> int:
        """Offset where the name or pronoun begins that the phrase is in apposition to ("X, a painter"; "she is a painter")."""
        index = phrase.first - 1
        if index > 0 and (pieces.words[index] == "," or pieces.lower[index] in ("is", "was", "became")):
            last = index
            if pieces.words[last - 1] == "," or pieces.words[last - 1].isdigit():
                return -1
            first = last - 1
            while first > 0 and is_name_word(pieces.words[first - 1]) and is_name_word(pieces.words[first]):
                first -= 1
            if is_name_word(pieces.words[first]) or pieces.lower[first] in PRONOUNS:
                return self._known_start(pieces, first, last)
        index = phrase.last + (phrase.last < len(pieces) and pieces.words[phrase.last] == ",")
        if index < len(pieces) and is_name_word(pieces.words[index]) and index + 1 < len(pieces) and (
                index == phrase.last or is_name_word(pieces.words[index + 1])):
            return pieces.starts[index]
        return -1

    def _known_start(self, pieces: Pieces, first: int, last: int) -> int:
        while first < last - 1 and (bare(pieces.words[first]) in TITLES or pieces.lower[first] in CLASSES["determiner"]):
            first += 1
        return pieces.starts[first]

    # ------------------------------------------------------------ the walk
    def _walk(self) -> None:
        """Resolve every pronoun and description in reading order; what is resolved counts as a mention after it."""
        memory: list[tuple[_Mention, Entity]] = []
        self._votes: dict[int, Counter] = {}
        self._meant.clear()
        places: dict[int, Entity | None] = {}
        if self._links:
            self._links.forget()
        names = {mention.start: mention.entity for mention in self._mentions if mention.entity is not None}
        for mention in self._mentions:
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
                if entity is None and mention.words[0] in ("a", "an", "one"):
                    called = self._text[mention.start:mention.end]
                    role = bare(mention.words[-1])
                    entity = Entity("", "unnamed", called=[called], roles={role}, gender=gender_of(role))
                    entity.evidence = 1
            self._meant[mention.start, mention.end] = (entity, sure, why)
            places[mention.start] = entity
            if entity is not None:
                if self._links:
                    self._links.own(mention.start, mention.end, entity)
                memory.append((mention, entity))
                del memory[:-_MEMORY]

    def _pronoun(self, mention: _Mention, memory) -> tuple[Entity | None, float, str]:
        return self._ranked(mention, memory, PRONOUNS[mention.pronoun])

    def _ranked(self, mention: _Mention, memory, wanted: str) -> tuple[Entity | None, float, str]:
        """The likeliest person before a mention: near, a subject, of the `wanted` gender ("" where it is open)."""
        scores = {}
        linked, nobody = self._links.earlier(mention.start, mention.end) if self._links else ({}, 0.0)
        for before, entity in memory:
            if entity.kind == "organisation" or (wanted and entity.gender and entity.gender != wanted):
                continue
            distance = mention.sentence - before.sentence
            votes = self._votes.get(id(entity), {})
            score = -2 * (bool(wanted) and not entity.gender and sum(votes.values()) > 2 * votes.get(wanted, 0))
            score += -.75 * min(distance, 6) + .8 * before.subject - .9 * (before.quoted != mention.quoted)
            score += .5 * (entity.gender == wanted) + .5 * bool(before.pronoun) + .08 * min(entity.mentions, 8)
            if distance == 0 and mention.pronoun in ("he", "she") and not before.subject:
                score -= .4
            score += .5 * max(-4, min(2, entity.evidence)) if entity.name else -.3
            score += LINK * log(1 + linked.get(id(entity), 0.0) / LEAST)
            scores[id(entity)] = max(scores.get(id(entity), (-99.0, entity)), (score, entity), key=lambda pair: pair[0])
        ranked = sorted(scores.values(), key=lambda pair: -pair[0])
        if not ranked or nobody > NOBODY:
            return None, .3, "nobody named before it"
        margin = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else ranked[0][0] - 2)
        return ranked[0][1], min(.9, .55 + .25 * margin), f"“{mention.pronoun}” is the person named nearest before it"

    def _description(self, mention: _Mention, memory) -> tuple[Entity | None, float, str]:
        head = bare(mention.words[-1])
        if head.endswith("-year-old") and mention.words[0] == "the":
            entity, sure, _ = self._ranked(mention, memory, "")
            return entity, sure, "the person named nearest before it"
        if mention.words[0] in _INTRODUCING:
            return None, .8, "introduces somebody without a name"
        if "'s" in mention.words or "’s" in mention.words:
            return None, .5, "somebody else's relation, not named here"
        possessive = mention.words[0] in ("his", "her") and memory and memory[-1][0].start == mention.start
        owner = memory[-1][1] if possessive else None
        for _, entity in reversed(memory):
            if head in entity.roles and entity is not owner and entity.kind != "organisation":
                return entity, .8, f"the article calls {entity.name or 'this person'} “{head}”"
        modifiers = [word for word in mention.words[1:-1] if word in TITLES]
        if modifiers:
            for _, entity in reversed(memory):
                if set(modifiers) & entity.roles and entity.kind != "organisation":
                    return entity, .6, f"the article calls {entity.name or 'this person'} “{modifiers[-1]}”"
        if self._links and mention.words[0] not in PRONOUNS:
            linked, nobody = self._links.earlier(mention.start, mention.end)
            for _, entity in reversed(memory):
                if linked.get(id(entity), 0.0) > max(nobody, DESCRIBED) and entity.kind != "organisation":
                    return entity, .6, f"read as {entity.name or 'this person'} in its context"
        return None, .6, "nobody of that description is named before it"

    def _learn_gender(self) -> None:
        """A person whose pronouns all agree, where they were surely meant, has that gender in this article."""
        votes: dict[int, Counter] = {}
        for mention in self._mentions:
            if mention.pronoun:
                entity, sure, _ = self._meant[mention.start, mention.end]
                if entity is not None and sure >= .7:
                    votes.setdefault(id(entity), Counter())[PRONOUNS[mention.pronoun]] += 1
        for entity in self.entities:
            counted = votes.get(id(entity))
            if counted and not entity.gender:
                (gender, most), = counted.most_common(1)
                if most >= .75 * sum(counted.values()):
                    entity.gender = gender

    # ------------------------------------------------------------ the answer
    def meant(self, text: str, start: int, end: int) -> Resolved:
        """Who `text[start:end]` means in this article."""
        whole_end, end = end, start + len(core(text[start:end]))
        words = text[start:end]
        kind = speakers.kind(words)
        lower = words.lower().strip()
        if lower in ("who", "that", "which"):
            return self._relative(text, start, words)
        if lower in CLASSES["pronoun"] and lower not in PRONOUNS:
            return Resolved(None, "unnamed", .5, f"“{words}” is not followed up")
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
            return self._answer(named[-1].entity, .95, f"“{words}” is how the article names", kind, words)
        if kind == "named":
            return Resolved(" ".join(name_words(person_name(words))) or words, kind, .7, f"“{words}” as written")
        described = next((mention for mention in inside if mention.words and not _clause_between(
            text[start:mention.start].replace("’s", "").replace("'s", ""))), None)
        named = self._named_next(text, whole_end)
        if named is not None and kind != "organisation":
            return self._answer(named, .85, f"“{words}” stands beside the name", kind, words)
        if described is not None and not _many(lower):
            entity, sure, why = self._meant[described.start, described.end]
            if entity is not None and (entity.name or described.words[0] not in _INTRODUCING):
                return self._answer(entity, sure, why, kind, words)
        if kind == "organisation":
            return self._body(words, start)
        if described is None and lower.startswith("the ") and not _many(lower):
            entity = self._called(words, start)
            if entity is not None:
                return self._answer(entity, .7, "the article describes so", kind, words)
        return Resolved(None, kind, .85 if kind == "unnamed" else .6, "not named in the article")

    def _called(self, words: str, start: int) -> Entity | None:
        """The person before `start` whom the article has described with a noun of these words ("the boy wearing a shirt")."""
        nouns = {bare(word) for word in cut(_LINKED.split(words)[0], 0, 10**6).words[1:] if word[0].isalpha()}
        for mention in reversed(self._mentions[max(0, bisect_left(self._starts, start) - _MEMORY):bisect_left(self._starts, start)]):
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
                return self._answer(entity, .85, f"“{words}” follows the name", "unnamed", words)
        return Resolved(None, "unnamed", .5, f"“{words}” follows no name")

    def _body(self, words: str, start: int) -> Resolved:
        """"the newspaper" → the newspaper named last before it; a body's own name as written."""
        pieces = cut(words, 0, len(words))
        head = pieces.lower[-1]
        before = [mention for mention in self._mentions[:bisect_left(self._starts, start)] if mention.entity is not None]
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
            return Resolved(words, kind, .95, f"“{words}” as written")
        shown = why if not why.endswith("names") else f"{why} {entity.name}"
        return Resolved(entity.name, entity.kind, sure, shown if entity.name in shown else f"{shown}: {entity.name}")


@dataclass(frozen=True, slots=True)
class _Place:
    pieces: Pieces
    first: int
    last: int
    sentence: int
    opens: bool
    quoted: bool


def _adverb(pieces: Pieces, first: int) -> bool:
    return pieces.lower[first].endswith("ly") and len(pieces.lower[first]) > 5


def _inside(outer, offset: int) -> bool:
    place = bisect_right(outer, offset, key=lambda stretch: stretch.start) - 1
    return place >= 0 and offset < outer[place].end


def _subject(pieces: Pieces, first: int, last: int | None = None) -> bool:
    """True unless a preposition governs the phrase, titles before it left aside, or it is a possessive."""
    if last is not None and last < len(pieces) and pieces.words[last] in ("'s", "’s", "'", "’"):
        return False
    if pieces.lower[first] in ("his", "him", "her", "hers") and first and pieces.words[first - 1] not in OPENS:
        return False
    index = first - 1
    while index >= 0 and pieces.words[index][0].isalnum() and (
            bare(pieces.words[index]) in TITLES or pieces.lower[index] in CLASSES["person"] | CLASSES["determiner"]):
        index -= 1
    return index < 0 or pieces.lower[index] not in _NOT_SUBJECT


def _titled(pieces: Pieces, first: int) -> bool:
    return first > 0 and bare(pieces.words[first - 1]) in _ADDRESSES


def _clause_between(text: str) -> bool:
    """True where a name stands in a clause or phrase that only describes the head ("an aide to Kerry")."""
    return any(word in _LEADS_ON for word in text.lower().split())


def _many(lower: str) -> bool:
    return " and " in lower
