"""What of a text can be drawn: emoji and scripts that the font lacks would be empty boxes, and a warning each."""
from __future__ import annotations

import re
from functools import cache

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator

OTHER = "(other letters)"
"""In the place of a text of which no letter can be drawn."""
_LEFT_OUT = "…"


def drawable(text: str, instead: str = OTHER) -> str:
    """`text` as a picture can show it: emoji left out, words in letters that the font lacks as "…"; `instead` where no letter is left."""
    if text.isascii() or all(character in "\n\t" or ord(character) in _drawn() for character in text):
        return text
    kept = "".join(character if character.isspace() or ord(character) in _drawn() else _LEFT_OUT if character.isalnum() else ""
                   for character in text)
    shown = re.sub(rf"{_LEFT_OUT}(?:[ {_LEFT_OUT}]*{_LEFT_OUT})?", _LEFT_OUT, kept)
    shown = re.sub(r" {2,}", " ", shown).strip(" ")
    return shown if any(map(str.isalnum, shown)) else instead


def make_drawable(figure: Figure) -> None:
    """Leave out of every text of `figure` what its font cannot draw."""
    for text in figure.findobj(Text):
        text.set_text(drawable(text.get_text()))
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if isinstance(axis.get_major_locator(), FixedLocator):     # its labels are made anew whenever it is drawn
                names = [label.get_text() for label in axis.get_ticklabels()]
                shown = [drawable(name) for name in names]
                if shown != names:
                    axis.set_ticks(axis.get_majorticklocs(), shown)


@cache
def _drawn() -> frozenset[int]:
    """Code points that both cuts of our font have."""
    regular, bold = (get_font(findfont(FontProperties(family="DejaVu Sans", weight=weight))).get_charmap() for weight in ("normal", "bold"))
    return frozenset(regular) & frozenset(bold)
