"""Which quotation a mention of somebody stands in, and which mentions name its speaker."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from .gathering import Mention
from .reading import Found

Mentions = Sequence[Mention]


class Speeches:
    """The quotations of an article that have a speaker, and the mentions in the words for each speaker."""

    def __init__(self, found: Sequence[Found], mentions: Mentions):
        attributed = sorted((one for one in found if one.speaker), key=lambda one: one.spans)
        starts = [mention.start for mention in mentions]
        self._speakers: list[Mentions] = []
        self._places = sorted((start, end, number) for number, one in enumerate(attributed) for start, end in one.spans)
        for one in attributed:
            first, last = (bisect_right(starts, offset - 1) for offset in one.speaker)
            self._speakers.append([mention for mention in mentions[first:last] if mention.end <= one.speaker[1]])

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
