"""The names, pronouns and descriptions of persons and bodies in an article, in reading order.

Names are gathered under the longest form that shares a last word; titles and appositions give each its descriptions ("the
mayor"). After: Bontcheva et al., "Shallow methods for named entity coreference resolution" (2002).
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from . import cues, speakers
from .links import Links
from .naming import ADJECTIVES, OPENS, TITLES, Entity, agree, bare, gender_of, is_name_word, name_runs
from .pieces import Pieces
from .reading import Paragraph
from .word_classes import CLASSES, names_body

PRONOUNS = {"he": "m", "him": "m", "himself": "m", "his": "m", "she": "f", "her": "f", "herself": "f", "hers": "f"}
_PLACES_BEFORE = frozenset({"in", "at", "near", "across", "into", "throughout", "outside"})
_NOT_SUBJECT = frozenset({"of", "in", "on", "at", "by", "for", "with", "from", "to", "into", "about", "against", "after",
                          "before", "during", "between", "over", "under", "like", "than", "as", "including", "through", "toward"})
_AGE = re.compile(r"\b[Tt]he \d{1,3}-year-old\b(?! \w+(?:man|woman|boy|girl))")
_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "lady", "lord", "judge", "chief"})
_CLOSED = CLASSES["function"] | CLASSES["determiner"]
_CALLED, _PERSONS = CLASSES["person"] | TITLES, CLASSES["person"] | (TITLES - ADJECTIVES)
_BEFORE_TITLES = CLASSES["person"] | CLASSES["determiner"]
_IS = frozenset({"is", "was", "became", "becomes", "remains", "remained"})
_SAME = {"justice": "judge", "barrister": "lawyer", "solicitor": "lawyer", "attorney": "lawyer", "pm": "minister", "mp": "lawmaker"}
"""Nouns by which newspapers take up a title again: "Mrs Justice Okafor … the judge"."""
NAMED = 3
"""Weight of the encoder's word on whether a name is a person's (chosen on the development part)."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may mean somebody: a name (then its `entity`), a `pronoun`, or a description (its `words`); `sentence` is the
    number of its sentence, `attached` the offset of a name or pronoun beside it, -1 where there is none."""

    start: int
    end: int
    sentence: int
    subject: bool
    quoted: bool
    entity: Entity | None
    pronoun: str = ""
    words: tuple[str, ...] = ()
    attached: int = -1


class Gathered:
    """The persons and bodies of an article (`entities`), and every mention of somebody in reading order (`mentions`)."""

    def __init__(self, paragraphs: list[Paragraph], links: Links | None = None, longest: int | None = None):
        """`longest`: how many words a name may have, counted from its last; in German the nouns before it have capitals too."""
        self._links, self._longest = links, longest
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        self._by_word: dict[str, list[Entity]] = {}
        self._paragraphs = paragraphs
        self._lower = Counter(word for paragraph in paragraphs for word in paragraph.pieces.words if word[0].islower())
        self._gather()

    def _gather(self) -> None:
        sentence = 0
        loose = []
        for paragraph, names in zip(self._paragraphs, self._names(), strict=True):
            pieces = paragraph.pieces
            starts = pieces.sentence_starts
            opening = set(starts)
            base = sentence
            sentence += len(starts)
            outer = [stretch for stretch in paragraph.stretches if stretch.depth == 0]
            for first, last in names:
                if _office(pieces, first, last) or (first and speakers.is_nationality(pieces.words[first - 1:last])):
                    continue
                place = _Place(pieces, first, last, base + bisect_right(starts, first) - 1, first in opening,
                               _inside(outer, pieces.starts[first]))
                if last - first == 1 and place.opens and (pieces.lower[first] in self._lower or _adverb(pieces, first)):
                    continue                        # an everyday word that only opens a sentence
                if last - first == 1 and not _titled(pieces, first):
                    loose.append(place)
                else:
                    self._enter(place)
            self._pronouns_and_roles(paragraph, starts, base, outer)
            for match in _AGE.finditer(pieces.text, paragraph.start, paragraph.end):
                place = base + bisect_right(starts, pieces.first_at(match.start())) - 1
                self.mentions.append(Mention(match.start(), match.end(), place, True, _inside(outer, match.start()), None, "",
                                               tuple(match[0].lower().split())))
        for place in loose:
            self._enter(place)
        self.mentions.sort(key=lambda mention: (mention.start, mention.end))

    def _names(self) -> list[list[tuple[int, int]]]:
        """For each paragraph the runs of capitalised words that may be names. Where the encoder sees a person in a longer run,
        that part alone; a single word in which it sees no name is left out, unless Mr. or the like is before it or it is part
        of a longer name elsewhere."""
        runs = [(paragraph.pieces, first, last) for paragraph in self._paragraphs for first, last in name_runs(paragraph.pieces)]
        if self._longest:
            runs = [(pieces, max(first, last - self._longest), last) for pieces, first, last in runs]
        parts = [self._links.person_in(*run) if self._links else run[1:] for run in runs]
        known = {word for (pieces, *_), (first, last) in zip(runs, parts, strict=True) if last - first > 1
                 for word in pieces.words[first:last]}
        found: dict[int, list[tuple[int, int]]] = {id(paragraph.pieces): [] for paragraph in self._paragraphs}
        for (pieces, first, last), part in zip(runs, parts, strict=True):
            if part[0] < part[1] or pieces.words[first] in known or _titled(pieces, first):
                found[id(pieces)].append(part if part[0] < part[1] else (first, last))
        return [found[id(paragraph.pieces)] for paragraph in self._paragraphs]

    def _enter(self, place: _Place) -> None:
        pieces, first, last = place.pieces, place.first, place.last
        words = pieces.words[first:last]
        if _titled(pieces, first) and all(map(str.isupper, words)):         # "MS. OYELARAN:" in a transcript is Ms. Oyelaran
            words = [word.capitalize() for word in words]
        name, key = " ".join(words), [bare(word) for word in words]
        kind = self._kind(pieces, first, last, key)
        known = [known for known in self._by_word.get(key[-1], []) if agree(known, key)]
        entity = max(known, key=lambda known: (known.mentions, known.first), default=None)
        if entity is None and len(key) == 1:
            entity = next((known for known in reversed(self._by_word.get("^" + key[0], []))), None)
        if entity is not None and last - first == 1 and pieces.words[first].isupper():
            kind = entity.kind                      # "PENCE:" is a person that the article names otherwise too
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
        self.mentions.append(Mention(pieces.starts[first], pieces.ends[last - 1], place.sentence,
                                       _subject(pieces, first, last), place.quoted, entity))

    def _kind(self, pieces: Pieces, first: int, last: int, key: list[str]) -> str:
        if _titled(pieces, first):
            return "named"
        if names_body(pieces.words[first:last]) or (
                last - first == 1 and pieces.words[first].isupper() and len(key[0]) > 1 and not _label(pieces, first, last)):
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
            likely = self._links.kinds(pieces.starts[first], pieces.ends[last - 1])
            score += NAMED * (2 * likely["person"] - sum(likely.values()))
        of_body = before == "of" and first > 1 and words[first - 2][0].isupper() and bare(words[first - 2]) not in TITLES
        score -= 3 * of_body                        # "the Port of Halden"
        return score - 3 * (before == "the") - 2 * (before in _PLACES_BEFORE)

    def _describe(self, entity: Entity, pieces: Pieces, first: int, last: int) -> None:
        """Nouns that stand beside a name: titles before it, an apposition before or after it, "is a …"."""
        lower, words = pieces.lower, pieces.words
        index = first - 1
        while index >= 0 and words[index][0].isalpha() and lower[index] not in _CLOSED \
                and (index,) and first - index < 5:
            self._role(entity, lower[index], index == first - 1)
            self._body(entity, words[index])
            index -= 1
        if first > 1 and words[first - 1] == "," and lower[first - 2] in _CALLED:
            self._role(entity, lower[first - 2], True)
        index = last
        if index < len(words) and words[index] in (",", "(") and index + 2 < len(words) and words[index + 1].isdigit():
            index += 2
        if index + 1 < len(words) and words[index] == ",":
            opens = lower[index + 1]
            if opens in ("a", "an", "the", "one", "his", "her", "their", "its", "whose") or opens in _CALLED:
                self._noun_phrase(entity, pieces, index + 1)
        elif index + 1 < len(words) and (lower[index] in _IS or lower[index] == "as") and \
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
            self._body(entity, pieces.words[place])

    def _role(self, entity: Entity, word: str, head: bool) -> None:
        word = bare(word)
        if head or word in CLASSES["person"] or word in TITLES:
            entity.roles |= {word, _SAME.get(word, word)}
        gender = gender_of(word)
        if gender and (head or word in ("mr", "mrs", "ms", "miss")):
            entity.gender = entity.gender or gender

    def _body(self, entity: Entity, word: str) -> None:
        if word[0].isupper() and bare(word) not in TITLES and bare(word) not in CLASSES["person"]:
            entity.bodies.add(bare(word))

    def _pronouns_and_roles(self, paragraph: Paragraph, starts: list[int], base: int, outer) -> None:
        pieces = paragraph.pieces
        for index, word in enumerate(pieces.lower):
            if word in PRONOUNS:
                place = base + bisect_right(starts, index) - 1
                self.mentions.append(Mention(pieces.starts[index], pieces.ends[index], place, _subject(pieces, index),
                                               _inside(outer, pieces.starts[index]), None, word))
        for phrase in paragraph.phrases:
            words = tuple(pieces.lower[phrase.first:phrase.last])
            head = bare(words[-1])
            office = _office(pieces, phrase.head, phrase.last)
            attached = self._attached(pieces, phrase) if pieces.words[phrase.head][0].islower() else -1
            person = head in _PERSONS
            called = (office or pieces.words[phrase.head][0].islower()) and person and not head.endswith("s")
            if attached >= 0 or called or _from(pieces, phrase):
                place = base + bisect_right(starts, phrase.first) - 1
                self.mentions.append(Mention(pieces.starts[phrase.first], pieces.ends[phrase.last - 1], place,
                                               _subject(pieces, phrase.first, phrase.last),
                                               _inside(outer, pieces.starts[phrase.first]),
                                               None, "", words, attached))

    def _attached(self, pieces: Pieces, phrase: speakers.Phrase) -> int:
        """Offset where the name or pronoun begins that the phrase is in apposition to ("X, a painter"; "she is a painter")."""
        index = phrase.first - 1
        if index > 0 and (pieces.words[index] == "," or pieces.lower[index] in _IS):
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


@dataclass(frozen=True, slots=True)
class _Place:
    pieces: Pieces
    first: int
    last: int
    sentence: int
    opens: bool
    quoted: bool


def _office(pieces: Pieces, first: int, last: int) -> bool:
    """Whether a capitalised word is an office and no name: "the President", alone."""
    return (last - first == 1 and bare(pieces.words[first]) in TITLES and pieces.lower[first] in CLASSES["person"]
            and first > 0 and pieces.lower[first - 1] in CLASSES["determiner"])


def _from(pieces: Pieces, phrase: speakers.Phrase) -> bool:
    """Whether a phrase is "the Dutchman" or the like, and no noun follows ("the Japanese | public")."""
    if not speakers.is_nationality(pieces.words[phrase.first:phrase.last]):
        return False
    after = pieces.lower[phrase.last] if phrase.last < len(pieces) else "."
    return not after[0].isalnum() or after in CLASSES["function"] or after in CLASSES["past"] or after.endswith("ed") or (
        (after,) in cues.lexicon().forms)


def _label(pieces: Pieces, first: int, last: int) -> bool:
    """Whether a name in capitals opens a paragraph before a colon, as that of a person does in a transcript ("SMITH: …")."""
    return first == 0 and last < len(pieces) and pieces.words[last] == ":" and len(pieces.words[first]) > 3


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
            bare(pieces.words[index]) in TITLES or pieces.lower[index] in _BEFORE_TITLES):
        index -= 1
    return index < 0 or pieces.lower[index] not in _NOT_SUBJECT


def _titled(pieces: Pieces, first: int) -> bool:
    return first > 0 and bare(pieces.words[first - 1]) in _ADDRESSES
