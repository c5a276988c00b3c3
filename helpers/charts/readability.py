"""Charts of helpers.readability: every one takes the table it is drawn from."""

from __future__ import annotations

import pandas as pd
from matplotlib.ticker import MaxNLocator

from .style import BLUE, GREY, INK, LIGHT, VERMILION, Chart, new_figure

_GRADES = ((1, 6, "primary"), (6, 9, "middle"), (9, 13, "high school"), (13, 17, "college"), (17, 40, "beyond"))


def formulas(frame: pd.DataFrame) -> Chart:
    """The school grade each formula gives, and how far they disagree. `frame` as from readability.measures."""
    table = frame[["measure", "value", "grade", "counts", "reason"]]
    known = frame.dropna(subset=["grade"])
    if known.empty:
        why = next((reason for reason in frame.get("reason", ()) if reason), "there is nothing to count")
        return _nothing(f"No formula speaks about this text: {why}.", table, "formulas")
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
        )
    axes.set_yticks(range(len(known)), known["measure"])
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", color=LIGHT, lw=0.7)
    axes.set_xlabel("Years of US schooling (band: middle half, line: median)")
    left, right = min(0, grades.min() - 0.5), max(18, grades.max() + 1.2)
    axes.set_xlim(left, right)
    axes.set_ylim(-0.7, len(known) - 0.3)
    _name_grades(axes, left, right)
    alt = (
        f"Dots of the school grade by {len(known)} formulas, from {known['measure'].iloc[0]} with {grades.min():.1f} to "
        f"{known['measure'].iloc[-1]} with {grades.max():.1f}; the median is {middle:.1f} and the middle half lies between "
        f"{low:.1f} and {high:.1f}."
    )
    return Chart(figure, alt, table, "formulas")


def _name_grades(axes, left: float, right: float) -> None:
    top = axes.secondary_xaxis("top")
    shown = [(start, end, name) for start, end, name in _GRADES if start < right]
    top.set_xticks(
        [(max(start, left) + min(end, right)) / 2 for start, end, _ in shown], [name for *_, name in shown], fontsize=9
    )
    top.tick_params(length=0)
    top.spines["top"].set_visible(False)
    for start, *_ in shown[1:]:
        axes.axvline(start, color=LIGHT, lw=0.9, zorder=0)


def sentences(frame: pd.DataFrame) -> Chart:
    """How long every sentence is, in reading order, the hard ones told apart. `frame` as from readability.sentences."""
    table = frame[["sentence", "paragraph", "words", "grade", "adds", "hard", "why", "start", "end"]]
    if frame.empty:
        return _nothing("There is no running sentence to show.", table, "sentences")
    hard = int(frame["hard"].sum())
    title = (
        f"{hard} of {len(frame)} sentences are hard; the longest has {frame['words'].max()} words."
        if len(frame) > 1
        else f"The only sentence has {frame['words'].max()} words."
    )
    figure, axes = new_figure(title, height=2.7)
    position = pd.Series(range(1, len(frame) + 1), index=frame.index)
    many = len(frame) > 60
    for chosen, colour, hatch, label in (
        (~frame["hard"], BLUE, "", "other"),
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
                label=label,
            )
    axes.axhline(25, color=INK, lw=1, ls="--", label="25 words, where a sentence counts as long")
    axes.set_xlabel("Sentence, in reading order")
    axes.set_ylabel("Words")
    axes.set_xlim(0.3, len(frame) + 0.7)
    axes.set_ylim(0, max(30, frame["words"].max() * 1.22))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12))
    axes.legend(loc="upper left", frameon=False, ncols=3, fontsize=9.5)
    alt = (
        f"Bars of the length of {len(frame)} sentences in reading order, from {frame['words'].min()} to {frame['words'].max()} words, "
        f"half of them up to {frame['words'].median():.0f}; {hard} are marked as hard."
    )
    return Chart(figure, alt, table, "sentences")


def paragraphs(frame: pd.DataFrame) -> Chart:
    """Grade of every paragraph in reading order. `frame` as from readability.paragraphs."""
    if frame.empty:
        return _nothing("There is no paragraph to show.", frame, "paragraphs")
    worst = frame.loc[frame["grade"].idxmax()]
    title = (
        f"Paragraph {worst['paragraph']:.0f} is the hardest of {len(frame)}."
        if len(frame) > 1
        else "The text is one paragraph."
    )
    figure, axes = new_figure(title, height=2.5)
    axes.plot(frame["paragraph"], frame["grade"], color=BLUE, lw=1.4, marker="o" if len(frame) <= 80 else "", ms=5)
    axes.scatter([worst["paragraph"]], [worst["grade"]], marker="D", s=60, color=VERMILION, zorder=3)
    middle = frame["grade"].median()
    axes.axhline(middle, color=GREY, lw=1, ls="--")
    axes.annotate(
        "median",
        (1, middle),
        xycoords=axes.get_yaxis_transform(),
        xytext=(-2, 3),
        textcoords="offset points",
        ha="right",
        fontsize=9,
        color=GREY,
    )
    axes.set_xlabel("Paragraph, in reading order")
    axes.set_ylabel("Grade (higher is harder)")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12))
    axes.margins(x=0.03, y=0.15)
    alt = (
        f"Line of the grade of {len(frame)} paragraphs in reading order, median {middle:.1f}; the hardest is paragraph "
        f"{worst['paragraph']:.0f} with {worst['grade']:.1f}."
    )
    return Chart(figure, alt, frame, "paragraphs")


def beside_textstat(frame: pd.DataFrame) -> Chart:
    """Each formula on our counts and on textstat's. `frame` as from readability.beside_textstat."""
    known = frame.dropna(subset=["ours", "textstat"]).iloc[::-1]
    if known.empty:
        return _nothing("There is nothing to compare with textstat.", frame, "beside-textstat")
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


def _nothing(title: str, table: pd.DataFrame, name: str) -> Chart:
    figure, axes = new_figure(title, height=0.6)
    axes.set_axis_off()
    return Chart(figure, title, table, name)
