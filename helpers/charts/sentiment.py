"""Charts of tone: sentences in reading order, voices, targets, loaded words."""
from __future__ import annotations

import pandas as pd
from matplotlib.ticker import MaxNLocator

from ..sentiment import leaning
from ..sentiment.sentences import NEUTRAL
from . import style

MARKS = {"headline": ("s", style.INK), "caption": ("P", style.GREY), "narration": ("o", style.BLUE),
         "mixed": ("D", style.PURPLE), "quotation": ("^", style.VERMILION)}
KINDS = {"person": ("o", style.BLUE), "organisation": ("s", style.VERMILION), "country": ("D", style.GREEN)}
SHAPES = ("o", "s", "D", "^", "v")
CLEAR = 0.2     # a mean nearer to 0 is not called clear, however many mentions there are


def by_sentence(frame: pd.DataFrame) -> style.Chart:
    """Tone of each row of sentiment.sentences in reading order; the mark's shape tells the voice."""
    known = frame[frame["tone"].notna()]
    summary = _summary(known) if len(known) or frame.empty else f"No tone is given: {frame['why'].iloc[0]}."
    figure, axes = style.new_figure(summary, height=3.3)
    axes.axhspan(-NEUTRAL, NEUTRAL, color=style.LIGHT, alpha=0.5, linewidth=0)
    axes.axhline(0, color=style.GREY, linewidth=0.8)
    places = pd.Series(range(1, len(known) + 1), index=known.index)
    for voice, (marker, colour) in MARKS.items():
        rows = known[known["voice"] == voice]
        if len(rows):
            axes.vlines(places[rows.index], 0, rows["tone"], color=colour, linewidth=1, alpha=0.6)
            axes.scatter(places[rows.index], rows["tone"], marker=marker, color=colour, s=_size(len(known)), label=voice,
                         zorder=3)
    _tone_axis(axes.set_ylim, axes.set_ylabel, known["tone"])
    axes.set_xlabel("sentence, in reading order (grey band: neutral)")
    if len(known):
        axes.set_xlim(0, len(known) + 1)
        figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=5, frameon=False)
    alt = summary if known.empty else f"{summary} Tone of {len(known)} sentences in reading order, from -1 to 1."
    if len(known):
        low, high = known["tone"].idxmin(), known["tone"].idxmax()
        alt += (f" Lowest {known['tone'][low]:.2f} at sentence {places[low]}, highest {known['tone'][high]:.2f} "
                f"at sentence {places[high]}.")
    return style.Chart(figure, alt, frame, "tone-by-sentence", empty=known.empty)


def voices(frame: pd.DataFrame) -> style.Chart:
    """Mean tone of each row of sentiment.voices with its interval and number of sentences."""
    known = frame[frame["tone"].notna()].reset_index(drop=True)
    names = [speaker if isinstance(speaker, str) else voice
             for voice, speaker in zip(known["voice"], known["speaker"], strict=True)]
    summary = _voices_summary(known) if len(known) or frame.empty else f"No tone is given: {frame['warning'].iloc[0]}."
    figure, axes = style.new_figure(summary, height=max(1.5, 0.42 * len(known) + 0.9))
    axes.axvspan(-NEUTRAL, NEUTRAL, color=style.LIGHT, alpha=0.5, linewidth=0)
    axes.axvline(0, color=style.GREY, linewidth=0.8)
    for place, row in known.iterrows():
        enough = row["low"] == row["low"]
        marker, colour = MARKS.get(row["voice"], ("v", style.ORANGE))
        if enough:
            axes.plot([row["low"], row["high"]], [place, place], color=colour, linewidth=2)
        axes.scatter(row["tone"], place, marker=marker, s=55, zorder=3, edgecolor=colour, linewidth=1.5,
                     facecolor=colour if enough else "white")
    axes.set_yticks(range(len(known)), [f"{style.shorten(name)} ({count})" for name, count in
                                        zip(names, known["sentences"], strict=True)])
    axes.set_ylim(len(known) - 0.4, -0.6)
    _tone_axis(axes.set_xlim, axes.set_xlabel, known[["tone", "low", "high"]].stack())
    alt = summary + "".join(
        f" {name}: mean {row.tone:.2f} over {row.sentences} sentence{'s' if row.sentences != 1 else ''}"
        + (f" ({row.low:.2f} to {row.high:.2f})" if row.low == row.low else " (too few for an interval)") + "."
        for name, row in zip(names, known.itertuples(), strict=True))
    return style.Chart(figure, alt, frame, "tone-by-voice", empty=known.empty)


def targets(frame: pd.DataFrame, most: int = 12) -> style.Chart:
    """Mean tone toward the targets of sentiment.target_summary that are mentioned most, with intervals."""
    shown = frame.head(most).reset_index(drop=True)
    summary = _targets_summary(shown)
    figure, axes = style.new_figure(summary, height=max(1.5, 0.34 * len(shown) + 1.1))
    axes.axvline(0, color=style.GREY, linewidth=0.8)
    for kind, (marker, colour) in KINDS.items():
        rows = shown[shown["kind"] == kind]
        for place, row in rows.iterrows():
            enough = row["low"] == row["low"]
            if enough:
                axes.plot([max(-1, row["low"]), min(1, row["high"])], [place, place], color=colour, linewidth=2)
            axes.scatter(row["tone"], place, marker=marker, s=50, zorder=3, edgecolor=colour, linewidth=1.5,
                         facecolor=colour if enough else "white")
        if len(rows):
            axes.scatter([], [], marker=marker, color=colour, s=50, label=kind)
    axes.set_yticks(range(len(shown)), [f"{style.shorten(name)} ({count})" for name, count in
                                        zip(shown["name"], shown["mentions"], strict=True)])
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_xlim(-1.02, 1.02)
    axes.set_xlabel("negative ←  0  → positive (hollow: under 5 mentions)")
    if len(shown):
        figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    alt = summary + "".join(
        f" {row.name}: {row.tone:.2f} over {row.mentions}." for row in
        shown[["name", "tone", "mentions"]].itertuples(index=False, name="Target"))
    return style.Chart(figure, alt, frame, "tone-by-target", empty=shown.empty)


def loaded(frame: pd.DataFrame) -> style.Chart:
    """Where the places of sentiment.loaded stand, by kind, in reading order."""
    kinds = list(dict.fromkeys(frame["kind"]))
    counts = frame["kind"].value_counts()
    summary = (f"{len(frame)} place{'s' if len(frame) != 1 else ''} to look at: "
               + ", ".join(f"{kind} ({counts[kind]})" for kind in kinds) + "." if kinds
               else "No wording of the lists was found.")
    figure, axes = style.new_figure(summary, height=max(1.4, 0.4 * len(kinds) + 0.9))
    for place, kind in enumerate(kinds):
        rows = frame[frame["kind"] == kind]
        axes.scatter(rows["sentence"] + 1, [place] * len(rows), marker=SHAPES[place % len(SHAPES)], s=45,
                     color=style.CYCLE[place % len(style.CYCLE)], alpha=0.8)
    axes.set_yticks(range(len(kinds)), kinds)
    axes.set_ylim(len(kinds) - 0.4, -0.6)
    axes.set_xlim(0, int(frame["sentence"].max()) + 2 if kinds else 1)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("sentence, in reading order")
    return style.Chart(figure, summary, frame, "loaded-words", empty=not kinds)


def _targets_summary(shown: pd.DataFrame) -> str:
    clear = shown[((shown["high"] < 0) | (shown["low"] > 0)) & (shown["tone"].abs() >= CLEAR)]
    if shown.empty:
        return "No person, organisation or country was found."
    if clear.empty:
        return "Toward none of the names is the tone clearly negative or positive."
    parts = [f"{row.name} ({'negative' if row.tone < 0 else 'positive'})"
             for row in clear[["name", "tone"]].itertuples(index=False, name="Target")]
    return f"The tone is clear toward {len(clear)} of {len(shown)} names: {', '.join(parts[:4])}{' …' if len(parts) > 4 else ''}."


def _summary(known: pd.DataFrame) -> str:
    told = leaning.body(known)
    if told.empty:
        return "No tone is given." if known.empty else "Only headlines and captions could be read for tone."
    return f"{leaning.in_words(told)}."


def _voices_summary(known: pd.DataFrame) -> str:
    voices_known = known[known["voice"].isin(("narration", "quotation"))].set_index("voice")
    if {"narration", "quotation"} <= set(voices_known.index) and voices_known["low"].notna().all():
        narration, quotation = voices_known.loc["narration"], voices_known.loc["quotation"]
        if narration["high"] < quotation["low"] or quotation["high"] < narration["low"]:
            lower = "narration" if narration["tone"] < quotation["tone"] else "quotations"
            return f"The {lower} {'is' if lower == 'narration' else 'are'} more negative than the other voice."
        return "Narration and quotations cannot be told apart by their tone here."
    if known.empty:
        return "No tone is given."
    short = int((known["sentences"] < 5).sum())
    return (f"{short} of {len(known)} voices have too few sentences to compare." if short
            else "Mean tone of each voice, with its 95 % interval.")


def _tone_axis(set_limits, set_label, values: pd.Series) -> None:
    reach = max(0.4, 1.15 * float(values.abs().max())) if len(values) else 1.0
    set_limits(-reach, reach)
    set_label("tone: negative ←  0  → positive")


def _size(count: int) -> float:
    return max(12.0, min(55.0, 2400 / max(count, 1)))
