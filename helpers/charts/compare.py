"""Pictures of several articles side by side."""
from __future__ import annotations

import pandas as pd
from matplotlib.ticker import MaxNLocator, PercentFormatter

from ..comparison import INTERVALS, MEASURES, bare, show
from .style import BLUE, GREY, LIGHT, VERMILION, Chart, new_figure, shorten

_MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
_NAMED = 15
"""More articles than this are dots without names: their table names them."""
_SPOKEN = 8
"""So many articles are told one by one to those who cannot see the picture."""
_SHARES = frozenset({"quoted", "unnamed", "repeated"})


def measures(frame: pd.DataFrame) -> Chart:
    """One panel a measure, one mark an article, in the order given; from `comparison.articles`."""
    names = [shorten(str(title), 30) for title in frame["article"]]
    title = _title(frame)
    rows = max(1, len(frame))
    height = 0.62 + 0.2 * min(rows, 14)
    figure, axes = new_figure(title, 4 * height + 0.3, 4, 2, squeeze=False)
    for panel, (measure, words) in zip(axes.flat, MEASURES.items(), strict=True):
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
        f"{row.article}: " + ", ".join(f"{words} {show(name, value)}" for name, words in MEASURES.items()
                                       if (value := getattr(row, name)) is not None and value == value)
        for row in frame.head(_SPOKEN).itertuples())
    empty = len(frame) < 2
    return Chart(figure, title if empty else f"{title} {spoken}.", frame, "articles-side-by-side", empty)


def _title(frame: pd.DataFrame) -> str:
    if len(frame) < 2:
        return "One article only: there is nothing to compare yet."
    ease = frame.set_index("article")["ease"].astype(float).dropna()
    if len(ease) < 2:
        return f"{len(frame)} articles side by side."
    return f"{len(frame)} articles side by side: “{shorten(bare(str(ease.idxmin())), 50)}” asks most of its readers."
