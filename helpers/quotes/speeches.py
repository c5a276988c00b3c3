"""Which quotation a mention of somebody stands in, and which mentions name its speaker."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from .gathering import Mention
from .naming import core
from .reading import Found

Mentions = Sequence[Mention]


class Speeches:
    """The quotations of an article that have a speaker, and the mentions in the words for each speaker."""

    def __init__(self, text: str, found: Sequence[Found], mentions: Mentions):
        attributed = sorted((one for one in found if one.speaker), key=lambda one: one.spans)
        starts = [mention.start for mention in mentions]
        self._speakers: list[Mentions] = []
        self._places = sorted((start, end, number) for number, one in enumerate(attributed) for start, end in one.spans)
        for one in attributed:
            end = one.speaker[0] + len(core(text[slice(*one.speaker)]))          # "Fry, | who spoke for the Crown": Fry
            first, last = bisect_right(starts, one.speaker[0] - 1), bisect_right(starts, end - 1)
            self._speakers.append([mention for mention in mentions[first:last] if mention.end <= end])

    def opened(self, mention: Mention) -> Mentions:
        """The mentions that name the speaker of the report that `mention` opens ("said | he was glad", "said | that he …")."""
        place = bisect_right(self._places, (mention.start, float("inf"))) - 1
        opens = place >= 0 and mention.start - self._places[place][0] <= len("that ")
        return self.around(mention) if opens else ()

    def around(self, mention: Mention) -> Mentions:
        """The mentions that name the speaker of the quotation in which `mention` stands; none where it stands in none."""
        place = bisect_right(self._places, (mention.start, float("inf"))) - 1
        inside = place >= 0 and mention.start < self._places[place][1]
        return self._speakers[self._places[place][2]] if inside else ()
