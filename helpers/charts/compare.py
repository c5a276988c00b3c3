"""Pictures of several articles side by side."""
from __future__ import annotations

import pandas as pd
from matplotlib.ticker import MaxNLocator, PercentFormatter

from ..comparison import INTERVALS, MEASURES, difference, show
from .letters import drawable
from .style import BLUE, GREY, LIGHT, VERMILION, Chart, new_figure, shorten

_MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
_NAMED = 15
"""More articles than this are dots without names: their table names them."""
_SPOKEN = 8
"""So many articles are told one by one to those who cannot see the picture."""
_SHARES = frozenset({"quoted", "unnamed", "repeated"})


_TEXT = ("words", "sentence_words", "ease", "repeated")
_VOICES = ("quoted", "sources", "unnamed", "narration")


def text(frame: pd.DataFrame) -> Chart:
    """How long, how hard and how repetitive each article is; from `comparison.articles`."""
    return _panels(frame, _TEXT, _title(frame, "ease", "there is nothing to compare yet"), "articles-text")


def voices(frame: pd.DataFrame) -> Chart:
    """How much room each article gives to whom, and the tone of its own words; from `comparison.articles`."""
    return _panels(frame, _VOICES, _title(frame, "quoted", "who speaks in it stands on its own page"), "articles-voices")


def _panels(frame: pd.DataFrame, measures: tuple[str, ...], title: str, called: str) -> Chart:
    """One panel a measure, one mark an article, in the order given."""
    names = [shorten(title, 30) for title in _titles(frame)]
    rows = max(1, len(frame))
    height = 0.62 + (0.2 if rows < 8 else 0.165) * min(rows, 14)
    figure, axes = new_figure(title, 2 * height + 0.3, 2, 2, squeeze=False)
    for panel, measure in zip(axes.flat, measures, strict=True):
        words = MEASURES[measure]
        values = frame[measure].astype(float)
        for place, value in enumerate(values):
            if value == value:
                low = high = value
                if measure in INTERVALS:
                    low, high = (frame[bound].iloc[place] for bound in INTERVALS[measure])
                    panel.plot([low, high], [place, place], color=LIGHT, linewidth=5, solid_capstyle="butt", zorder=0)
                panel.plot([0, value], [place, place], color=GREY, linewidth=1.1, zorder=1)
                panel.plot(value, place, _MARKS[place % len(_MARKS)], color=VERMILION if place % 2 else BLUE, markersize=7)
                beyond = low if value < 0 else high
                panel.annotate(show(measure, value), (beyond, place), xytext=(-7 if value < 0 else 7, 0), textcoords="offset points",
                               va="center", ha="right" if value < 0 else "left", fontsize=8.5)
            else:
                panel.annotate("too little to say", (0, place), xytext=(4, 0), textcoords="offset points", va="center",
                               fontsize=8.5, color=GREY)
        panel.set_title(words, loc="left", fontsize=9.5)
        panel.set_ylim(rows - 0.4, -0.6)
        left = panel in axes[:, 0]
        panel.set_yticks(range(len(frame)), names if left and len(frame) <= _NAMED else [""] * len(frame), fontsize=8.5)
        panel.margins(x=0.28)
        if not values.fillna(0).any():
            panel.set_xlim(-0.03, 1)
        elif values.min() >= 0:
            panel.set_xlim(left=-0.05 * values.max())
        if measure in _SHARES:
            panel.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        elif measure in ("words", "sources"):
            panel.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        panel.axvline(0, color=GREY, linewidth=0.8)
        panel.tick_params(axis="x", labelsize=8.5)
        panel.spines["left"].set_visible(False)
        panel.tick_params(axis="y", length=0)
    spoken = ". ".join(
        f"{row.article}: " + ", ".join(f"{MEASURES[name]} {show(name, value)}" for name in measures
                                       if (value := getattr(row, name)) is not None and value == value)
        for row in frame.head(_SPOKEN).itertuples())
    empty = len(frame) < 2
    return Chart(figure, title if empty else f"{title} {spoken}.", frame, called, empty)


def _title(frame: pd.DataFrame, measure: str, alone: str) -> str:
    """What stands out in one measure; `alone` where there is one article only."""
    if len(frame) < 2:
        return f"One article only: {alone}."
    return difference(frame.assign(article=[shorten(title, 50) for title in _titles(frame)]), measure)


def _titles(frame: pd.DataFrame) -> list[str]:
    """What each article is called in a picture: its title, or its number in the table where the title's letters cannot be drawn."""
    return [drawable(str(title), instead=f"article {number}") for number, title in enumerate(frame["article"], 1)]
