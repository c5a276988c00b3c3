"""Who speaks, where the words beside a stretch between marks leave no doubt: “…,” X said. X said: “…” X’s claim that it was “…”

The encoder reads most of these as well. In a long sentence it may be drawn to another speaker; then what stands beside the
marks goes before. The forms are those of English newspapers (Quirk et al., A Comprehensive Grammar of the English Language,
1985, 14.28 ff.: reporting clauses behind, before and in the middle of direct speech).
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter

from .cues import CALLING, Cue
from .reading import Paragraph
from .speakers import Phrase

_SIGNS = frozenset({"”", '"', "''", "’", "'", "»"})
OPENS = frozenset({"“", '"', "``", "''", "«"})
_ENDS = frozenset({".", ";"})
_ADVERBS = frozenset({"also", "then", "later", "once"})
_PREPOSITIONS = frozenset({"of", "in", "on", "at", "by", "for", "with", "from", "to", "into", "about", "against", "after", "before",
                           "during", "between", "over", "under"})
_SEEN_OR_HEARD = frozenset({"of", "with", "shows", "showed", "showing", "show", "heard", "hears", "saw", "sees", "caught", "recorded"})
"""“footage of X saying, ‘…’”, “shows X asking, ‘…’”: whoever stands behind these is the subject of the participle."""
_ADJUNCTS = frozenset({"during", "on", "in", "at", "last", "this", "earlier", "to"})
_COORDINATING = frozenset({"and", "but", "or"})
_MEANWHILE = frozenset({"as", "when", "while"})
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_OPENING = frozenset({"and", "but", "yet", "so", "then"})
_OWNING = frozenset({"a", "an", "the", "its", "his", "her", "their", "our", "my"})
_RELATIVE = frozenset({"which", "who", "that", "where"})
_CLAIMS = frozenset({"accusation", "admission", "allegation", "announcement", "argument", "assertion", "assurance", "charge", "claim",
                     "comment", "complaint", "conclusion", "contention", "declaration", "insistence", "pledge", "prediction", "promise",
                     "remark", "statement", "suggestion", "warning"})
FARTHEST = 20
"""Pieces between a stretch and the noun or participle before it that gives its speaker."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Pieces (first, last exclusive) of the words that name the speaker and report the words; `begin`: where what is said begins;
    `claimed`: what is said is the object of what somebody else says ("she doubts X’s claim that")."""

    speaker: tuple[int, int]
    cue: tuple[int, int]
    begin: int
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Inserted:
    """A reporting clause between commas in a sentence without marks, "The museum, Ms. Berg said, would open": pieces (first, last
    exclusive) of what is said before and behind it, and of the words that name the speaker and report."""

    before: tuple[int, int]
    behind: tuple[int, int]
    speaker: tuple[int, int]
    cue: tuple[int, int]


class Sides:
    """What stands beside the stretches of a paragraph; its words are looked up once."""

    def __init__(self, paragraph: Paragraph):
        self._paragraph, self._words, self._lower = paragraph, paragraph.pieces.words, paragraph.pieces.lower
        self._verb_at = {cue.first: cue for cue in paragraph.verbs}
        self._verb_to = {cue.last: cue for cue in paragraph.verbs}
        self._phrase_at = {phrase.first: phrase for phrase in paragraph.phrases}
        self._phrase_to = {phrase.last: phrase for phrase in paragraph.phrases}

    def of(self, first: int, last: int) -> Beside | None:
        """What stands beside the stretch of the pieces `first` to `last` (exclusive), its marks included; None where nothing is sure."""
        return (self._behind(first, last) or self._by(first, last) or self._before(first) or self._object(first)
                or self._participle(first) or self._claim(first))

    def reported_by(self, first: int) -> tuple[int, int] | None:
        """The reporting verb right before the piece with which a report begins: "asked not to be named | said | the port …"."""
        cue = self._verb_to.get(first)
        return (cue.first, cue.last) if cue and cue.form in ("ed", "s", "ing") else None

    def inserted(self) -> list[Inserted]:
        """The reporting clauses between commas in sentences without marks, in reading order."""
        words, starts, found = self._words, self._paragraph.sentences, []
        marks = [self._paragraph.pieces.first_at(stretch.start) for stretch in self._paragraph.stretches if stretch.depth == 0]
        for cue in self._paragraph.verbs:
            speaker = self._inserting(cue)
            if speaker is None:
                continue
            comma, again = min(cue.first, speaker[0]) - 1, max(cue.last, speaker[1]) + 1
            place = bisect_right(starts, comma)
            first, end = starts[place - 1] if place else 0, starts[place] if place < len(starts) else len(words)
            between = words[comma] == "," == words[again - 1] and first < comma and again < end
            between = between and self._lower[again] not in _COORDINATING             # "…, he said, and then he adds": a new clause
            if between and bisect_left(marks, first) == bisect_left(marks, end):
                found.append(Inserted((self._clause(first, comma), comma), (again, end), speaker, (cue.first, cue.last)))
        return found

    def _inserting(self, cue: Cue) -> tuple[int, int] | None:
        """The speaker of a clause that may be inserted between commas: "X said", "according to X"."""
        if cue.base == "according to":
            speaker = self._subject(cue.last)
        else:
            phrase = self._phrase_before(cue)
            speaker = (phrase.first, phrase.last) if phrase and cue.form in ("ed", "s") and cue.stance != "shown" else None
        return speaker if speaker and min(cue.first, speaker[0]) > 0 and max(cue.last, speaker[1]) < len(self._words) else None

    def _phrase_before(self, cue: Cue) -> Phrase | None:
        """The noun phrase before a reporting word: "X | said", "X | also | said"."""
        return self._phrase_to.get(cue.first - (self._lower[cue.first - 1] in _ADVERBS)) if cue.first else None

    def _clause(self, first: int, last: int) -> int:
        """Where the relative clause that ends before the piece `last` begins, else `first`: "the stadium, | which, Berg said, is full"."""
        for index in range(last - 1, first, -1):
            if self._words[index] == ",":
                return first
            if self._lower[index] in _RELATIVE and (self._words[index - 1] == "," or index == last - 1):
                return index
        return first

    def opening_subject(self, offset: int) -> tuple[int, int] | None:
        """Offsets of the noun phrase that opens the sentence in which an offset lies."""
        pieces, starts = self._paragraph.pieces, self._paragraph.sentences
        place = bisect_right(starts, pieces.first_at(offset)) - 1
        phrase = self._phrase_at.get(starts[place]) if place >= 0 else None
        return (pieces.starts[phrase.first], pieces.ends[phrase.last - 1]) if phrase and pieces.ends[phrase.last - 1] <= offset else None

    def subject_of(self, first: int, last: int) -> int:
        """Where the subject begins in words that name a speaker and reach back over another clause or words before it: "Kerr stood up
        as | the judge | told him", "But to save money, | he | said", "it rained, according to | the farmers"; `first` where they do not."""
        verbs = self._paragraph.verbs
        for cue in verbs[bisect_right(verbs, first, key=attrgetter("first")):bisect_left(verbs, last, key=attrgetter("last"))]:
            if cue.base == "according to":
                return cue.last
        phrase = self._phrase_to.get(last)
        if phrase is None or phrase.first <= first + 1:
            return first
        before, lower = self._lower[phrase.first - 1], self._lower
        joined = before in _MEANWHILE and last in self._verb_at and _RELATIVE.isdisjoint(lower[first:phrase.first])
        led = before == "," and lower[first] in _PREPOSITIONS | _COORDINATING and self._verb(last) is not None
        return phrase.first if joined or led else first

    def owned(self, first: int, last: int) -> int:
        """Where the words for a speaker end that are the "its" alone of the noun phrase behind a reporting verb, with the name in
        apposition to it: "said its | operator, Valmere Water,"; `last` where they are no such word."""
        phrase = self._phrase_at.get(first)
        if phrase is None or last > first + 1 or self._lower[first] not in _OWNING or first not in self._verb_to:
            return last
        words = self._words
        name = self._phrase_at.get(phrase.last + 1) if phrase.last < len(words) and words[phrase.last] == "," else None
        apposed = name and words[name.head][0].isupper() and name.last < len(words) and words[name.last] == ","
        return name.last if apposed else phrase.last

    def apposed_to(self, first: int, last: int) -> int | None:
        """The piece where the name begins to which the pieces `first` to `last` (exclusive) are in apposition as the subject of a
        reporting verb: "China, | its only ally, | said"; None where they are in none."""
        words = self._words
        last -= words[last - 1] == ","
        name = self._phrase_to.get(first - 1) if first > 1 and words[first - 1] == "," else None
        if name is None or not words[name.head][0].isupper() or last >= len(words) or words[last] != "," or not self._verb(last + 1):
            return None
        return None if name.first and self._lower[name.first - 1] in _PREPOSITIONS else name.first

    def _behind(self, first: int, last: int) -> Beside | None:
        """“…,” X said. “…,” said X. “…,” as X put it. “…,” per X"""
        words, lower = self._words, self._lower
        end = last - 1 - (words[last - 1] in _SIGNS)
        comma = end > first and words[end] == ","
        whole = end > first and words[end] in ("?", "!")
        index = last
        if index < len(words) and words[index] == ",":
            comma, index = True, index + 1
        if not (comma or whole) or index + 1 >= len(words):
            return None
        if comma and lower[index] == "per":
            subject = self._subject(index + 1)
            return Beside(subject, (index, index + 1), first) if subject else None
        inserted = lower[index] == "as"
        subject = self._subject(index + (inserted or words[index] == "@"))
        if subject:
            cue = self._verb(subject[1])
            if cue and (self._closes(cue) or (inserted and cue.base == "put it")):
                return Beside(subject, (cue.first, cue.last), first)
        cue = self._verb(index)
        subject = self._subject(cue.last) if cue else None
        return Beside(subject, (cue.first, cue.last), first) if subject and self._ends(subject[1]) else None

    def _before(self, first: int) -> Beside | None:
        """X said, “…” X said: “…” according to X, “…” in the words of X, a “…”"""
        cue = self._verb_to.get(first - 1)
        comma = first - 1 - (self._lower[first - 1] in ("a", "an", "the"))
        named = self._phrase_to.get(comma)
        source = self._verb_to.get(named.first) if named and self._words[comma] == "," else None
        if source and source.form == "fixed":
            return Beside((named.first, named.last), (source.first, source.last), first)
        if cue is None or cue.form not in ("ed", "s") or self._words[first - 1] not in (",", ":"):
            return None
        phrase = self._phrase_before(cue)
        if phrase is None or (phrase.first and self._lower[phrase.first - 1] in _PREPOSITIONS):
            return None
        return Beside((phrase.first, phrase.last), (cue.first, cue.last), first)

    def _object(self, first: int) -> Beside | None:
        """X called Y “…” X described Y as “…” X accused Y of “…”, X being the first words of the sentence or of a relative clause"""
        lower, verbs = self._lower, self._paragraph.verbs
        place = bisect_left(verbs, first, key=attrgetter("first")) - 1
        cue = verbs[place] if place >= 0 else None
        if cue is None or cue.base not in CALLING or cue.form not in ("ed", "s"):
            return None
        known, subject = self._phrase_at.get(cue.last), self._phrase_before(cue)
        if known is None or subject is None or not self._opens(subject.first):
            return None
        between = lower[known.last:first]
        if known.last > first or between[:1] not in ([], ["as"], ["of"]) or not set(between[1:]) <= {"a", "an", "the", "being"}:
            return None
        return Beside((subject.first, subject.last), (cue.first, cue.last), cue.last)

    def _by(self, first: int, last: int) -> Beside | None:
        """was described as “…” by X; was called “…” by X"""
        words, lower = self._words, self._lower
        as_ = lower[first - 1] == "as" if first else False
        cue = self._verb_to.get(first - as_)
        if cue is None or cue.base not in CALLING or cue.form != "ed" or lower[cue.first - 1] not in _BEING:
            return None
        subject = self._subject(last + 1) if last < len(words) and lower[last] == "by" else None
        return Beside(subject, (cue.first, cue.last), first) if subject else None

    def _opens(self, first: int) -> bool:
        """Whether a subject opens its sentence, or a relative clause: "Critics, | who | called it …"."""
        lower = self._lower
        return lower[first] == "who" or not {first, first - (lower[first - 1] in _OPENING)}.isdisjoint(self._paragraph.opening)

    def _participle(self, first: int) -> Beside | None:
        """footage of X saying, “…”; showed X asking last week: “…”"""
        words, lower, verbs = self._words, self._lower, self._paragraph.verbs
        place = bisect_left(verbs, first, key=attrgetter("first")) - 1
        if place < 0 or words[first - 1] not in (",", ":"):
            return None
        cue, phrase = verbs[place], self._phrase_to.get(verbs[place].first)
        between = range(cue.last, first - 1)
        if cue.form != "ing" or len(between) > FARTHEST or not all(words[index][0].isalnum() for index in between) or (
                between and lower[cue.last] not in _ADJUNCTS):
            return None
        if phrase is None or not phrase.first or lower[phrase.first - 1] not in _SEEN_OR_HEARD or not words[phrase.head][0].isupper():
            return None
        return Beside((phrase.first, phrase.last), (cue.first, cue.last), first, True)

    def _claim(self, first: int) -> Beside | None:
        """X’s claim that it was “…”: what stands between marks are X’s words, whoever speaks of the claim."""
        words, lower = self._words, self._lower
        that = next((index for index in range(first - 1, max(2, first - FARTHEST), -1)
                     if words[index] in _ENDS or words[index] in _SIGNS or index in self._verb_at or
                     (lower[index] == "that" and lower[index - 1].removesuffix("s") in _CLAIMS)), None)
        if that is None or lower[that] != "that" or that in self._verb_at:
            return None
        owner = that - 2
        while owner > max(0, that - 5) and words[owner].isalpha() and words[owner].islower():       # "Trump’s recent claim"
            owner -= 1
        phrase = self._phrase_to.get(owner) if words[owner] in ("’s", "'s") else None
        if phrase is None or not words[phrase.head][0].isupper():
            return None
        return Beside((phrase.first, owner + 1), (owner + 1, that), that, True)

    def _subject(self, index: int) -> tuple[int, int] | None:
        """The noun phrase that begins at a piece, with the phrases it owns: "the party’s bylaws"."""
        phrase = self._phrase_at.get(index)
        if phrase is None:
            return None
        last, words = phrase.last, self._words
        while last < len(words) and words[last] in ("’s", "'s") and last + 1 in self._phrase_at:
            last = self._phrase_at[last + 1].last
        return index, last

    def _verb(self, index: int) -> Cue | None:
        """The reporting verb at a piece, or behind an adverb there."""
        lower = self._lower
        if index < len(lower) and (lower[index] in _ADVERBS or (lower[index].endswith("ly") and len(lower[index]) > 4)):
            index += 1
        cue = self._verb_at.get(index)
        return cue if cue and (cue.form in ("ed", "s") or cue.base == "put it") else None

    def _closes(self, cue: Cue) -> bool:
        """Whether a reporting clause ends with its verb, with when and where, or for the speech to go on (“…,” X said, “…”)."""
        words = self._words
        return self._ends(cue.last) or self._lower[cue.last] in _ADJUNCTS or (
            words[cue.last] == "," and cue.last + 1 < len(words) and words[cue.last + 1] in OPENS)

    def _ends(self, index: int) -> bool:
        return index >= len(self._words) or self._words[index] in _ENDS or index in self._paragraph.opening
