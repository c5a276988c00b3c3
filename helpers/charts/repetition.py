"""Charts of repetition within one article."""
from __future__ import annotations

import pandas as pd
from matplotlib.patches import Arc, Rectangle

from ..article import BODY, PROSE, Article
from .style import BLUE, GREY, HATCHES, INK, LIGHT, VERMILION, Chart, new_figure, shorten

_MARKERS = {"phrase": ("o", BLUE), "name": ("s", VERMILION), "at once": ("o", BLUE), "doubled": ("X", VERMILION),
            "close": ("s", VERMILION), "opening": ("^", INK)}
_ECHOES = {"at once": "said again at once", "doubled": "doubled, perhaps by a slip",
           "close": "again within a dozen words", "opening": "openings of neighbouring sentences"}
_MOST_ROWS = 15


def arcs(repeats: pd.DataFrame, article: Article) -> Chart:
    """The article as a band of blocks in reading order, an arc from every repeated passage back to its first printing.

    Takes the frame of `repetition.repeats`.
    """
    furniture = int((repeats["unit"] == "furniture").sum())
    text = len(repeats) - furniture
    title = _arcs_title(text, furniture)
    figure, axes = new_figure(title, height=2.2)
    for block in article.blocks:
        kind = "body" if block.role in BODY else "other" if block.role in PROSE else "furniture"
        colour, hatch = {"body": (LIGHT, ""), "other": ("white", "...."), "furniture": ("white", "")}[kind]
        axes.add_patch(Rectangle((block.start, -0.16), block.end - block.start, 0.16, facecolor=colour, hatch=hatch,
                                 edgecolor=GREY, linewidth=0.6, label=kind))
    length = max(len(article.text), 1)
    top = 0.3
    for row in repeats.itertuples():
        here, there = (row.start + row.end) / 2, (row.other_start + row.other_end) / 2
        height = _height(here - there, length)
        top = max(top, height)
        same = row.kind in ("verbatim", "styled")
        colour, line = (BLUE, "-") if same else (VERMILION, (0, (4, 2)))
        axes.add_patch(Arc(((here + there) / 2, 0), here - there, 2 * height, theta1=0, theta2=180, edgecolor=colour,
                           linewidth=1.8, linestyle=line))
        for start, end in ((row.start, row.end), (row.other_start, row.other_end)):
            axes.add_patch(Rectangle((start, -0.16), end - start, 0.16, facecolor=colour, alpha=0.55,
                                     hatch="" if same else HATCHES[1], edgecolor=colour))
    axes.set(ylim=(-0.2, top + 0.06), yticks=[])
    _reading_axis(axes, length)
    axes.legend(handles=_arc_legend(repeats), loc="upper left", bbox_to_anchor=(0, -0.2), ncols=3, frameon=False,
                fontsize=9)
    alt = title + " " + " ".join(
        f"{row.unit.capitalize()} “{shorten(row.text, 60)}” repeats an earlier one ({row.kind}, "
        f"similarity {row.similarity:.2f})." for row in repeats.head(8).itertuples())
    return Chart(figure, alt.strip(), repeats, "repeats")


def _reading_axis(axes, length: int) -> None:
    """The page from its beginning to its end."""
    axes.set_xlim(-0.01 * length, 1.01 * length)
    axes.set_xticks([0, length], ["beginning", "end of the page"])
    for label, side in zip(axes.get_xticklabels(), ("left", "right"), strict=True):
        label.set_horizontalalignment(side)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _arcs_title(text: int, furniture: int) -> str:
    passages = f"{text} passage{'s repeat' if text > 1 else ' repeats'} an earlier one"
    lines = f"{furniture} {'lines' if furniture > 1 else 'line'} of page furniture too"
    if not text:
        lines = lines.replace(" too", " repeated")
    found = [said for count, said in ((text, passages), (furniture, lines)) if count]
    return "; ".join(found) + "." if found else "No passage is printed twice."


def _height(width: float, length: int) -> float:
    """Higher arcs for farther repeats, never flat."""
    return 0.18 + 0.6 * min(1.0, width / length * 2)


def _arc_legend(repeats: pd.DataFrame) -> list:
    handles = [Rectangle((0, 0), 1, 1, facecolor=LIGHT, edgecolor=GREY, label="running text"),
               Rectangle((0, 0), 1, 1, facecolor="white", hatch="....", edgecolor=GREY, label="headline, caption …"),
               Rectangle((0, 0), 1, 1, facecolor="white", edgecolor=GREY, label="page furniture")]
    kinds = set(repeats["kind"])
    if kinds & {"verbatim", "styled"}:
        handles.append(Rectangle((0, 0), 1, 1, facecolor=BLUE, alpha=0.55, edgecolor=BLUE, label="same words"))
    if kinds & {"near", "reworded"}:
        handles.append(Rectangle((0, 0), 1, 1, facecolor=VERMILION, alpha=0.55, hatch=HATCHES[1], edgecolor=VERMILION,
                                 label="some words changed (dashed arc)"))
    return handles


def phrases(phrases: pd.DataFrame, article: Article) -> Chart:
    """Where each recurring phrase stands, in reading order. Takes the frame of `repetition.phrases`."""
    if phrases.empty:
        title = "No phrase recurs in the article."
    else:
        top = phrases.iloc[0]
        title = f"“{shorten(top.text, 48)}” recurs most: {top['count']} times."
    return _strip(phrases, article, title, "phrases", "No phrase of two or more words recurs.")


def echoes(echoes: pd.DataFrame, article: Article) -> Chart:
    """Where words echo, in reading order. Takes the frame of `repetition.echoes`."""
    counts = echoes["kind"].value_counts()
    said = ", ".join(f"{counts[kind]} {name}" for kind, name in _ECHOES.items() if kind in counts)
    title = f"Echoes: {said}." if said else "No word echoes."
    return _strip(echoes, article, title, "echoes", "No word echoes.")


def _strip(frame: pd.DataFrame, article: Article, title: str, name: str, nothing: str) -> Chart:
    """One line a row of the frame, a mark at each of its places."""
    shown = frame.head(_MOST_ROWS)
    left_out = len(frame) - len(shown)
    figure, axes = new_figure(title, height=1.1 + 0.27 * max(len(shown), 2))
    length = max(len(article.text), 1)
    for line, row in enumerate(shown.itertuples()):
        marker, colour = _MARKERS.get(row.kind, ("o", BLUE))
        axes.axhline(line, color=LIGHT, linewidth=0.8, zorder=0)
        axes.plot([start for start, _ in row.places], [line] * len(row.places), marker, color=colour, markersize=7,
                  markeredgecolor="white", label=row.kind, linestyle="none")
    axes.set_yticks(range(len(shown)), [shorten(str(text)) for text in shown["text"]])
    axes.set_ylim(max(len(shown), 1) - 0.4, -0.6)
    _reading_axis(axes, length)
    if shown.empty:
        axes.text(0.5, 0.5, nothing, transform=axes.transAxes, ha="center", va="center", color=GREY)
    else:
        handles = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
        axes.legend(handles.values(), handles.keys(), loc="upper left", ncols=4, frameon=False, fontsize=9,
                    bbox_to_anchor=(0, -0.12 if len(shown) > 4 else -0.3))
    if left_out:
        axes.annotate(f"{left_out} more in the table", (1, 0), xycoords="axes fraction", xytext=(0, -22),
                      textcoords="offset points", ha="right", va="top", fontsize=9, color=GREY)
    alt = title + " " + " ".join(
        f"“{shorten(str(text), 60)}” ({kind}): {count} times."
        for text, kind, count in shown.head(8)[["text", "kind", "count"]].itertuples(index=False, name=None))
    return Chart(figure, alt.strip(), frame.drop(columns="places"), name)


def variety(variety: pd.DataFrame) -> Chart:
    """How varied the words are, beside the middle eight tenths of news articles. Takes `repetition.variety`."""
    known = variety[variety["value"].notna() & variety["low"].notna()]
    sides = ["below" if row.value < row.low else "above" if row.value > row.high else "within"
             for row in known.itertuples()]
    if known.empty:
        title = "The article is too short to measure how varied its words are."
    elif len(set(sides)) == 1:
        title = f"The vocabulary is {_SIDES[sides[0]]}."
    else:
        title = "The vocabulary is " + " by one measure, ".join(_SIDES[side] for side in sides) + " by the other."
    figure, axes = new_figure(title, height=0.7 + 0.75 * max(len(known), 1), rows=max(len(known), 1), squeeze=False)
    for place, row in zip(axes[:, 0], known.itertuples(), strict=False):
        span = row.high - row.low
        place.axvspan(row.low, row.high, color=LIGHT, label="8 of 10 news articles")
        place.plot([row.value], [0], "D", color=BLUE, markersize=10, markeredgecolor="white", label="this article")
        place.set_xlim(min(row.low - span, row.value - 0.3 * span), max(row.high + span, row.value + 0.3 * span))
        place.set_yticks([0], [row.measure])
        place.spines["left"].set_visible(False)
        place.tick_params(axis="y", length=0)
    if known.empty:
        axes[0, 0].axis("off")
    else:
        axes[-1, 0].set_xlabel("more varied →", loc="right")
        axes[0, 0].legend(loc="upper left", ncols=1, frameon=False, fontsize=9)
    alt = title + "".join(f" {row.measure} {row.value:.2f}; most news articles {row.low:g} to {row.high:g}."
                          for row in known.itertuples())
    return Chart(figure, alt, variety, "variety")


_SIDES = {"below": "less varied than in most news articles", "within": "as varied as in most news articles",
          "above": "more varied than in most news articles"}
