"""Charts of helpers.readability: every one takes the table it is drawn from."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.ticker import MaxNLocator

from ..readability import is_vague
from .narrow import WIDE_ONLY
from .style import BLUE, GREY, INK, LIGHT, VERMILION, Chart, new_figure, nothing

_GRADES = ((1, 6, "primary"), (6, 9, "middle"), (9, 13, "high school"), (13, 17, "college"), (17, 40, "beyond"))
_LETTER = 0.0135
"""About how much of the axis a letter of these names takes up."""


def formulas(frame: pd.DataFrame) -> Chart:
    """The school grade each formula gives, and how far they disagree. `frame` as from readability.measures."""
    table = frame[["measure", "value", "grade", "counts", "reason"]]
    known = frame.dropna(subset=["grade"])
    if known.empty:
        why = next((reason for reason in frame.get("reason", ()) if reason), "there is nothing to count")
        return nothing(f"No formula speaks about this text: {why}.", table, "formulas")
    grades = known["grade"]
    low, middle, high = grades.quantile(0.25), grades.median(), grades.quantile(0.75)
    title = (
        f"Half of the {len(known)} formulas put the article between grades {low:.0f} and {high:.0f}."
        if round(low) != round(high)
        else f"Half of the {len(known)} formulas put the article at grade {middle:.0f}."
    )
    figure, axes = new_figure(title, height=0.8 + 0.27 * len(known))
    known = known.sort_values("grade")
    axes.axvspan(low, high, color=BLUE, alpha=0.13, lw=0)
    axes.axvline(middle, color=BLUE, lw=1.2, ls="--")
    axes.scatter(known["grade"], range(len(known)), color=BLUE, s=46, zorder=3)
    for row, grade in enumerate(known["grade"]):
        axes.annotate(
            f"{grade:.1f}".removesuffix(".0"),
            (grade, row),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            fontsize=9.5,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.8},
        )
    axes.set_yticks(range(len(known)), known["measure"])
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", color=LIGHT, lw=0.7)
    axes.set_xlabel("Years of US schooling (band: middle half, line: median)")
    left, right = min(0, grades.min() - 0.5), max(18, grades.max() + 1.2)
    axes.set_xlim(left, right)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(-0.7, len(known) - 0.3)
    _name_grades(axes, left, right)
    alt = (
        f"Dots of the school grade by {len(known)} formulas, from {known['measure'].iloc[0]} with {grades.min():.1f} to "
        f"{known['measure'].iloc[-1]} with {grades.max():.1f}; the median is {middle:.1f} and the middle half lies between "
        f"{low:.1f} and {high:.1f}."
    )
    return Chart(figure, alt, table, "formulas")


def _name_grades(axes, left: float, right: float) -> None:
    shown = [(max(start, left), min(end, right), name) for start, end, name in _GRADES if start < right]
    for start, end, name in shown:
        if end - start > _LETTER * len(name) * (right - left):
            axes.annotate(name, ((start + end) / 2, 1), xycoords=axes.get_xaxis_transform(), xytext=(0, 4),
                          textcoords="offset points", ha="center", va="bottom", fontsize=9, gid=WIDE_ONLY)
    for start, *_ in shown[1:]:
        axes.axvline(start, color=LIGHT, lw=0.9, zorder=0)


def sentences(frame: pd.DataFrame) -> Chart:
    """How long every sentence is, in reading order, the hard ones told apart. `frame` as from readability.sentences."""
    table = frame[["sentence", "number", "paragraph", "words", "ease", "level", "adds", "why", "start", "end"]]
    if frame.empty:
        return nothing("There is no running sentence to show.", table, "sentences")
    hard, rated = int(frame["hard"].sum()), bool(frame["ease"].notna().any())
    said = f"{hard or 'None'} of {len(frame)} sentences {'is' if hard < 2 else 'are'} hard; the longest"
    title = (
        f"{said if rated else f'The longest of {len(frame)} sentences'} has {frame['words'].max()} words."
        if len(frame) > 1
        else f"The only sentence has {frame['words'].max()} words."
    )
    figure, axes = new_figure(title, height=2.7)
    position = frame["sentence"] + 1
    many = len(frame) > 60
    for chosen, colour, hatch, label in (
        (~frame["hard"], BLUE, "", "not hard"),
        (frame["hard"], VERMILION, "" if many else "///", "hard"),
    ):
        if chosen.any():
            axes.bar(
                position[chosen],
                frame["words"][chosen],
                width=1 if many else 0.78,
                color=colour,
                hatch=hatch,
                edgecolor="none" if many else "white",
                linewidth=0,
                label=label if rated else "_",
            )
    axes.axhline(25, color=INK, lw=1, ls="--", label="25 words, where a sentence counts as long")
    axes.set_xlabel("Sentence, in reading order")
    axes.set_ylabel("Words")
    axes.set_xlim(0.3, position.max() + 0.7)
    axes.set_ylim(0, max(30, frame["words"].max() * 1.22))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12))
    if len(frame) == 1:
        axes.set_xticks(position)
    axes.legend(loc="upper left", frameon=False, ncols=3, fontsize=9.5)
    alt = title if len(frame) == 1 else (
        f"Bars of the length of {len(frame)} sentences in reading order, from {frame['words'].min()} to "
        f"{frame['words'].max()} words, half of them up to {frame['words'].median():.0f}"
        + (f"; {hard or 'none'} {'is' if hard < 2 else 'are'} marked as hard." if rated else ".")
    )
    return Chart(figure, alt, table, "sentences")


def paragraphs(frame: pd.DataFrame) -> Chart:
    """Reading ease of every paragraph in reading order. `frame` as from readability.paragraphs."""
    known = frame.dropna(subset=["ease"])
    if known.empty:
        return nothing("There is no paragraph with a reading ease to show.", frame, "paragraphs")
    worst = known.loc[known["ease"].idxmin()]
    title = (
        "The text is one paragraph."
        if len(known) == 1
        else (f"Paragraph {worst['paragraph']:.0f} is the hardest of {len(known)}.")
    )
    figure, axes = new_figure(title, height=2.5)
    axes.plot(known["paragraph"], known["ease"], color=BLUE, lw=1.4, marker="o" if len(known) <= 80 else "", ms=5)
    axes.scatter([worst["paragraph"]], [worst["ease"]], marker="D", s=60, color=VERMILION, zorder=3)
    middle = known["ease"].median()
    axes.axhline(middle, color=GREY, lw=1, ls="--")
    axes.annotate(
        "median",
        (1, middle),
        xycoords=axes.get_yaxis_transform(),
        xytext=(2, 3),
        textcoords="offset points",
        ha="left",
        va="center",
        fontsize=9,
        color=GREY,
        annotation_clip=False,
    )
    axes.set_xlabel("Paragraph, in reading order")
    axes.set_ylabel("Reading ease (up: easier)")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12))
    axes.margins(x=0.03, y=0.15)
    alt = f"{title} Its reading ease is {middle:.0f}." if len(known) == 1 else (
        f"Line of the reading ease of {len(known)} paragraphs in reading order, median {middle:.0f}; the hardest is "
        f"paragraph {worst['paragraph']:.0f} with {worst['ease']:.0f}."
    )
    return Chart(figure, alt, frame, "paragraphs")


def ease(frame: pd.DataFrame) -> Chart:
    """The reading ease on its scale of levels, with the interval. `frame` as from readability.ease."""
    known = frame.dropna(subset=["value"])
    if known.empty:
        why = next((reason for reason in frame.get("reason", ()) if reason), "there is nothing to count")
        return nothing(f"There is no reading ease: {why}.", frame, "ease")
    row = known.iloc[0]
    title = (f"So few words may be of any level: {row['low']:.0f} to {row['high']:.0f} points." if is_vague(known)
             else f"The reading ease is {row['value']:.0f} points: {row['level']}.")
    figure, axes = new_figure(title, height=1.15)
    left, right = min(0, row["low"] - 3), max(100, row["high"] + 3)
    edges = [left, 30, 45, 60, 75, right]
    for number, (start, end) in enumerate(pairwise(edges)):
        axes.axvspan(start, end, color=BLUE, alpha=0.22 - 0.045 * number, lw=0)
        axes.text(
            (start + end) / 2,
            0.86,
            ("very hard", "hard", "medium", "easy", "very easy")[number],
            ha="center",
            va="center",
            fontsize=9.5,
        )
    axes.hlines(0.42, row["low"], row["high"], color=INK, lw=2)
    axes.vlines([row["low"], row["high"]], 0.34, 0.5, color=INK, lw=2)
    axes.scatter([row["value"]], [0.42], s=90, color=VERMILION, zorder=3)
    axes.vlines([50, 70], 0, 0.2, color=INK, lw=1, ls="--")
    axes.text(49.2, 0.1, "newspaper", fontsize=9, ha="right", va="center")
    axes.text(70.8, 0.1, "for learners", fontsize=9, va="center")
    axes.set_xlim(left, right)
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("Reading ease (right: easier)")
    alt = (
        f"{title} A scale from very hard to very easy; the article stands at {row['value']:.0f} points, {row['level']}, with an interval "
        f"from {row['low']:.0f} to {row['high']:.0f}. A newspaper article is at 50, one rewritten for learners at 70."
    )
    return Chart(figure, alt, frame, "ease")


def features(frame: pd.DataFrame) -> Chart:
    """What adds to the reading ease and what takes from it. `frame` as from readability.features."""
    return _bars(frame, "features", "a usual newspaper article", "nothing sets it apart from a usual newspaper article")


def compare(frame: pd.DataFrame) -> Chart:
    """What changed the reading ease from one draft to the next. `frame` as from readability.compare."""
    parts = frame[frame["feature"] != "all together"]
    parts = parts.rename(columns={"before": "usual", "after": "value"})
    return _bars(parts, "drafts", "the first draft", "nothing changed", frame)


def _bars(parts: pd.DataFrame, name: str, other: str, same: str, table: pd.DataFrame | None = None) -> Chart:
    table = parts if table is None else table
    if parts.empty:
        return nothing("There is no reading ease to explain.", table, name)
    if not parts["points"].any():
        return nothing(f"As to its reading ease, {same}.", table, name)
    total = parts["points"].sum()
    most = parts.loc[parts["points"].abs().idxmax()]
    title = _apart(parts, total, other)
    figure, axes = new_figure(title, height=0.9 + 0.3 * len(parts))
    shown = parts.iloc[::-1]
    rows = range(len(shown))
    harder = shown["points"] < 0
    axes.barh(
        rows,
        shown["points"],
        color=[VERMILION if below else BLUE for below in harder],
        hatch=["///" if below else "" for below in harder],
        edgecolor="white",
        linewidth=0,
    )
    for row, points in enumerate(shown["points"]):
        axes.annotate(
            _signed(points),
            (points, row),
            xytext=(4 if points >= 0 else -4, 0),
            textcoords="offset points",
            ha="left" if points >= 0 else "right",
            va="center",
            fontsize=9.5,
        )
    axes.axvline(0, color=INK, lw=1)
    axes.set_yticks(rows, shown["feature"])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("Points of reading ease: striped to the left harder, plain to the right easier")
    axes.margins(x=0.18)
    alt = (
        f"Bars of the points of reading ease that {len(parts)} features add or take, together {total:+.1f}; the largest is "
        f"{most['feature']} with {most['points']:+.1f}."
    )
    return Chart(figure, alt, table, name)


def _apart(parts: pd.DataFrame, total: float, other: str) -> str:
    """How far the article lies from `other`, and which feature moves it most in that direction."""
    points = round(abs(total))
    if not points:
        return f"About as easy to read as {other}."
    most = parts.loc[(parts["points"] if total > 0 else -parts["points"]).idxmax()]
    amount = "more" if most["value"] > most["usual"] else "fewer"
    direction = "easier" if total > 0 else "harder"
    return f"{points} point{'s' if points > 1 else ''} {direction} than {other}, mostly by {amount} {most['feature']}."


def _signed(points: float) -> str:
    """With the sign that belongs to it; nothing is neither more nor less."""
    return f"{round(points, 1):+.1f}".replace("-", "−") if round(points, 1) else "0"


def beside_textstat(frame: pd.DataFrame) -> Chart:
    """Each formula on our counts and on textstat's. `frame` as from readability.beside_textstat."""
    known = frame.dropna(subset=["ours", "textstat"]).iloc[::-1]
    if known.empty:
        return nothing("There is nothing to compare with textstat.", frame, "beside-textstat")
    largest = known.loc[known["difference"].abs().idxmax()]
    title = (
        f"Right counts change {largest['measure']} most: {largest['ours']:.1f} instead of {largest['textstat']:.1f}."
    )
    figure, axes = new_figure(title, height=0.8 + 0.27 * len(known))
    rows = range(len(known))
    axes.hlines(rows, known["textstat"], known["ours"], color=GREY, lw=1.6, zorder=1)
    axes.scatter(
        known["textstat"],
        rows,
        marker="D",
        s=38,
        facecolor="white",
        edgecolor=VERMILION,
        lw=1.5,
        label="textstat's counts",
        zorder=2,
    )
    axes.scatter(known["ours"], rows, s=46, color=BLUE, label="our counts", zorder=3)
    axes.set_yticks(rows, known["measure"])
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", color=LIGHT, lw=0.7)
    axes.set_xlabel("Value of the formula, each in its own unit")
    axes.legend(loc="lower right", frameon=False)
    alt = (
        f"Pairs of dots for {len(known)} formulas, on our counts and on textstat's; {largest['measure']} differs most, "
        f"{largest['ours']:.1f} against {largest['textstat']:.1f}."
    )
    return Chart(figure, alt, frame, "beside-textstat")
