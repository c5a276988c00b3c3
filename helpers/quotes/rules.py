"""Quotations by rule: reporting words, the clause they govern, the noun phrase that is their subject.

What stands here needs no training and no model file; it reads where the encoder's file is not there.
"""
from __future__ import annotations

from ..article import Article
from . import labels, speakers
from .cues import CALLING, Cue
from .marks import Stretch
from .reading import Found, Paragraph, Reading
from .speakers import Phrase

_ADDRESSED = frozenset({"tell", "inform", "assure", "remind", "ask", "urge", "warn", "advise", "brief"})
_TAKES_CLAUSE = frozenset({
    "say", "tell", "report", "write", "announce", "add", "claim", "argue", "insist", "warn", "note", "suggest",
    "believe", "think", "state", "confirm", "deny", "admit", "allege", "maintain", "contend", "explain",
    "acknowledge", "estimate", "predict", "indicate", "reveal", "declare", "show", "find", "testify", "inform",
    "assure", "conclude", "concede", "assert", "stress", "emphasize", "hope", "fear", "expect", "know", "feel",
    "recall", "reply", "respond", "complain", "boast"})
_ENDS = frozenset({".", "!", "?", ";"})


def read(article: Article, paragraphs: list[Paragraph]) -> Reading:
    """The quotations of an article by rule."""
    reading = Reading()
    for paragraph in paragraphs:
        _Paragraph(paragraph, reading).read()
    return reading


class _Paragraph:
    """One paragraph while it is read: sentences, reporting words and noun phrases found once."""

    def __init__(self, paragraph: Paragraph, reading: Reading):
        self.paragraph, self.reading, self.pieces = paragraph, reading, paragraph.pieces
        self.phrases, self.cues = paragraph.phrases, paragraph.verbs
        starts = self.pieces.sentence_starts
        self.sentences = list(zip(starts, [*starts[1:], len(self.pieces)], strict=True))
        self.outer = [stretch for stretch in paragraph.stretches if stretch.depth == 0]

    def read(self) -> None:
        """Read the paragraph's sentences in order, each with what the one before it ended in."""
        previous = None
        for first, last in self._units():
            stretches = [s for s in self.outer if self.pieces.starts[first] <= s.start < self._end(last)]
            found = [cue for cue in self.cues if first <= cue.first < last and not self._quoted(cue.first)]
            previous = self._unit(first, last, stretches, found, previous) or previous

    def _units(self):
        """Sentences, joined where a stretch between marks runs across their border."""
        units: list[list[int]] = []
        for first, last in self.sentences:
            begin = self.pieces.starts[first]
            if units and any(s.start < begin < s.end for s in self.outer):
                units[-1][1] = last
            else:
                units.append([first, last])
        return units

    def _end(self, last: int) -> int:
        return self.pieces.ends[last - 1]

    def _quoted(self, index: int) -> bool:
        offset = self.pieces.starts[index]
        return any(s.start <= offset < s.end for s in self.outer)

    def _unit(self, first: int, last: int, stretches: list[Stretch], found: list[Cue], previous):
        speech = []
        for stretch in stretches:
            verdict = self._verdict(stretch, found)
            self.reading.verdicts[stretch.start, stretch.end] = verdict
            if verdict[0]:
                speech.append(stretch)
        cue = self._main_cue(first, last, found, speech)
        if cue is None:
            if speech and previous and stretches[0].start <= self.pieces.starts[first]:
                self._add(speech, previous.speaker, previous.cue, .5, ("goes on from the sentence before",))
            elif speech:
                self._add(speech, None, None, .3, ("no reporting word in the sentence",))
            return None
        speaker, why = self._speaker(cue, first, last)
        spans = self._content(cue, speaker, first, last, speech)
        if not spans:
            return None
        words = [f"reporting word “{self._text(cue.first, cue.last)}”", *why]
        second = self._conjoined(cue, last)
        if second:
            self._second(second, last, speaker, found, why)
        return self._add(None, self._offsets(speaker), (self.pieces.starts[cue.first], self._end(cue.last)),
                         .8 if speaker else .4, tuple(words), spans, speakers.go_between(self.pieces, cue.first, cue.last))

    def _add(self, speech, speaker, cue, confidence, why, spans=None, via=None) -> Found:
        spans = spans or tuple((stretch.start, stretch.end) for stretch in speech)
        found = Found(tuple(spans), speaker, cue, confidence, via, why)
        self.reading.found.append(found)
        return found

    def _verdict(self, stretch: Stretch, found: list[Cue]) -> tuple[bool, str]:
        text = self.paragraph.pieces.text
        inner = text[stretch.inner_start:stretch.inner_end]
        words = inner.split()
        label = labels.before(text, stretch.start, self.paragraph.start)
        if label and len(words) <= 5:
            return False, f"a label: “{label}” stands before it"
        if not words:
            return False, "nothing between the marks"
        if len(words) <= 6 and all(word[:1].isupper() or len(word) < 4 for word in words) and inner[-1] not in ".,!?":
            return False, "every word has a capital, as in a title"
        if not found and len(words) <= 3 and inner[-1] not in ",.!?":
            return False, "a few words without a reporting word in the sentence: a scare quote"
        return True, "a reporting word in the sentence" if found else "a whole utterance between marks"

    def _main_cue(self, first: int, last: int, found: list[Cue], speech: list[Stretch]) -> Cue | None:
        for cue in found:
            if cue.base in ("according to", "in the words of"):
                return cue
        if speech:
            usable = [cue for cue in found if cue.stance not in ("thought", "shown") or cue.form != "base"]
            calling = [cue for cue in usable if cue.base in CALLING and self.pieces.starts[cue.first] < speech[0].start]
            told = [cue for cue in usable if cue.base in _TAKES_CLAUSE]
            return next(iter(told + calling + usable), None)
        for cue in found:
            if cue.base not in _TAKES_CLAUSE or cue.form == "ing":
                continue
            if self._clause_start(cue, last) is not None:
                return cue
        return None

    def _speaker(self, cue: Cue, first: int, last: int) -> tuple[Phrase | None, list[str]]:
        after = next((p for p in self.phrases if cue.last <= p.first <= cue.last + 1 and not self._quoted(p.first)), None)
        if cue.base in ("according to", "in the words of"):
            return after, ["named after it"]
        before = [p for p in self.phrases if first <= p.first and p.last <= cue.first and not self._quoted(p.first)]
        subjects = [p for p in before if not self._governed(p)]
        after_mark = self.pieces.words[cue.first - 1] in ("”", '"', "''", ",", "’") if cue.first > first else False
        if after and after_mark and cue.form in ("ed", "s") and not (subjects and subjects[-1].last == cue.first):
            return after, ["follows the reporting word"]
        if subjects:
            near = subjects[-1]
            if near.last < cue.first:
                near = Phrase(near.first, speakers.widened(self.pieces, near, cue.first), near.head)
            return near, ["subject of the reporting word"]
        return None, ["no subject found"]

    def _governed(self, phrase: Phrase) -> bool:
        """A noun phrase after a preposition is no subject."""
        lower = self.pieces.lower
        index = phrase.first - 1
        return index >= 0 and lower[index] in ("of", "in", "on", "at", "by", "for", "with", "from", "to", "into", "about",
                                              "against", "after", "before", "during", "between", "and", "over", "under")

    def _clause_start(self, cue: Cue, last: int) -> int | None:
        """The piece where the reported clause begins after a reporting word, None where there is no clause."""
        lower, index = self.pieces.lower, cue.last
        if cue.base in _ADDRESSED:
            addressee = next((p for p in self.phrases if p.first == index), None)
            if addressee is None:
                return None
            index = addressee.last
            while index < last and lower[index] in ("in", "at", "on") and (nearby := next(
                    (p for p in self.phrases if p.first == index + 1), None)):
                index = nearby.last
            following = next((p for p in self.phrases if p.first >= index), None)
            if index < last and (lower[index] == "that" or (following and following.first == index)):
                return index
            name = self.phrases[self.phrases.index(addressee)]
            split = self._split_addressee(name)
            return split
        if index < last and lower[index] == "that":
            return index
        if index < last and cue.form in ("ed", "s", "base") and any(p.first == index for p in self.phrases):
            return index if cue.base in ("say", "believe", "think", "report", "hope", "warn", "insist") else None
        return None

    def _split_addressee(self, phrase: Phrase) -> int | None:
        """`told RFE/RL the incident was …`: the addressee is a name and the clause begins with a determiner."""
        lower = self.pieces.lower
        for index in range(phrase.first + 1, phrase.last):
            if lower[index] in speakers.DETERMINERS | speakers.PRONOUNS:
                return index
        return None

    def _content(self, cue: Cue, speaker: Phrase | None, first: int, last: int, speech: list[Stretch]):
        starts, lower = self.pieces.starts, self.pieces.lower
        last = self._conjoined(cue, last) or last
        end = self._trimmed(last)
        if cue.base in ("according to", "in the words of"):
            attribution_end = speaker.last if speaker else cue.last
            before = self._span(first, cue.first)
            after = self._span(attribution_end, last)
            inserted = cue.first > first and lower[cue.first - 1] == ","
            if cue.first == first:
                return (after,) if after else None
            if inserted and after and after[1] - after[0] > 3:
                return tuple(span for span in (before, after) if span)
            return (before,) if before else None
        clause = self._clause_start(cue, last)
        if clause is not None and starts[clause] < end:
            return ((starts[clause], end),)
        if not speech:
            return None
        before = [s for s in speech if s.end <= starts[cue.first]]
        after = [s for s in speech if s.start >= starts[cue.first]]
        if after and not before and cue.base not in CALLING and cue.last < last and lower[cue.last] not in (",", ":"):
            return ((after[0].start, max(after[-1].end, end)),) if len(after) > 1 else ((after[0].start, after[0].end),)
        return tuple((s.start, s.end) for s in speech)

    def _span(self, first: int, last: int):
        words = self.pieces.words
        while first < last and words[first] in (",", ";", ":"):
            first += 1
        while last > first and words[last - 1] in (",", ";", ".", ":"):
            last -= 1
        return (self.pieces.starts[first], self.pieces.ends[last - 1]) if last > first else None

    def _trimmed(self, last: int) -> int:
        while last > 0 and self.pieces.words[last - 1] in (".", ";", ","):
            last -= 1
        return self.pieces.ends[last - 1]

    def _conjoined(self, cue: Cue, last: int) -> int | None:
        """The piece where a second report by the same subject begins: `told X …, and said …`."""
        lower = self.pieces.lower
        for other in self.cues:
            if cue.last < other.first < last and lower[other.first - 1] in ("and", "but") and other.form == cue.form \
                    and not self._quoted(other.first) and other.base in _TAKES_CLAUSE:
                return other.first - 1
        return None

    def _second(self, first: int, last: int, speaker: Phrase | None, found: list[Cue], why: list[str]) -> None:
        cue = next(cue for cue in found if cue.first > first)
        spans = self._content(cue, speaker, first, last, [])
        if spans:
            self._add(None, self._offsets(speaker), (self.pieces.starts[cue.first], self._end(cue.last)), .7,
                      (f"reporting word “{self._text(cue.first, cue.last)}”", *why), spans, None)

    def _offsets(self, phrase: Phrase | None):
        if phrase is None:
            return None
        return self.pieces.starts[phrase.first], self.pieces.ends[phrase.last - 1]

    def _text(self, first: int, last: int) -> str:
        return self.pieces.text[self.pieces.starts[first]:self.pieces.ends[last - 1]]
