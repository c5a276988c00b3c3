"""What the encoder adds to the question who is meant: which earlier words a mention points to, and what names stand for."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict

import numpy as np

from .. import encoder
from .naming import Entity
from .pieces import Pieces

PERHAPS, CLEARLY, SURELY, BEYOND_DOUBT = .15, .7, .9, .98
_BEFORE = 4
"""Words before a name that may belong to its mention: titles, an article."""


class Links:
    """The encoder's reading of an article, asked for persons; mentions that are resolved are noted with `own`."""

    def __init__(self, reading: encoder.Reading, text: str):
        self._reading = reading
        self._starts, self._ends = reading.starts.tolist(), reading.ends.tolist()
        self._owners: dict[int, Entity] = {}
        self._alike: dict[str, list[int]] = defaultdict(list)
        for place, (start, end) in enumerate(zip(self._starts, self._ends, strict=True)):
            if text[start].isupper():
                self._alike[text[start:end]].append(place)
        self._text = text

    def kinds(self, start: int, end: int) -> dict[str, float]:
        """How likely the words at these offsets name nothing, a person, an organisation, a place. Of a single word that is not surely one
        of these, what it names in the whole article: a word seldom has two senses there (Gale, Church and Yarowsky, 1992). Where that is
        perhaps a person and nothing else, it is a person: a given name that stands alone is now and then overlooked."""
        first, last = self._words(start, end)
        if first >= last:
            return {"nothing": 0.0, "person": 0.0, "organisation": 0.0, "place": 0.0}
        likely = _kinds(self._reading.names[first:last].mean(0))
        if last - first == 1 and max(likely.values()) < SURELY:
            likely = _kinds(self._reading.names[self._alike.get(self._text[self._starts[first]:self._ends[first]], [first])].mean(0))
            if PERHAPS < likely["person"] > SURELY * (1 - likely["nothing"]):
                return likely | {"nothing": 0.0, "person": likely["person"] + likely["nothing"]}
        return likely

    def kind(self, start: int, end: int) -> tuple[str, float]:
        """What the words at these offsets most likely name, and how likely."""
        likely = self.kinds(start, end)
        best = max(likely, key=likely.get)
        return best, likely[best]

    def person_in(self, pieces: Pieces, first: int, last: int) -> tuple[int, int]:
        """A run of capitalised words without what clearly does not belong to the name in it: what stands before the first word
        that names a person ("Texas Ann Lee"), what names nothing behind it; an empty run where it is one word that names nothing.
        """
        likely = [self.kind(pieces.starts[place], pieces.ends[place]) for place in range(first, last)]
        if last - first == 1:
            return first, last - (likely[0][0] == "nothing" and likely[0][1] > CLEARLY)
        begin = next((place for place, (kind, sure) in enumerate(likely) if kind == "person" and sure > .5), 0)
        if begin == 1 and len(likely) == 2 and likely[0][0] == "nothing" and likely[0][1] < BEYOND_DOUBT:     # "said | Per Dahl"
            begin = 0
        end = len(likely)
        while begin and end > begin + 1 and likely[end - 1][0] == "nothing" and likely[end - 1][1] > CLEARLY:
            end -= 1
        return first + begin, first + end

    def forget(self) -> None:
        """Take back what was noted with `own`."""
        self._owners.clear()

    def own(self, start: int, end: int, entity: Entity) -> None:
        """Note that the words at these offsets mean `entity`, and the words right before them that nobody else has."""
        first, last = self._words(start, end)
        for word in range(first, last):
            self._owners[word] = entity
        for word in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
            if word in self._owners:
                break
            self._owners[word] = entity

    def earlier(self, start: int, end: int) -> tuple[dict[int, float], float]:
        """(id of an entity → probability that the mention at these offsets means it, probability of nobody named before)."""
        first, last = self._words(start, end)
        found: dict[int, float] = defaultdict(float)
        if first >= last:
            return found, 0.0
        words, shares = self._reading.pointers(first, "person")
        for place in np.flatnonzero(shares > .005).tolist():
            owner = self._owners.get(int(words[place]))
            if owner is not None and words[place] < first:
                found[id(owner)] += float(shares[place])
        return found, float(shares[0])

    def _words(self, start: int, end: int) -> tuple[int, int]:
        return bisect_right(self._ends, start), bisect_left(self._starts, end)


def _kinds(names: np.ndarray) -> dict[str, float]:
    """Probabilities of the labels of names as those of what is named."""
    nothing, *shares = names.tolist()
    return {"nothing": nothing, "person": sum(shares[:2]), "organisation": sum(shares[2:4]), "place": sum(shares[4:])}
