"""Charts of tone: sentences in reading order, voices, targets, loaded words."""
from __future__ import annotations

import pandas as pd
from matplotlib.ticker import MaxNLocator

from ..sentiment import leaning
from ..sentiment.across import CLEAR, signed
from ..sentiment.intervals import FEWEST, Mean, differ, of_interval
from ..sentiment.sentences import NEUTRAL
from ..tables import capital
from . import style
from .across import leaning_around

MARKS = {"headline": ("s", style.INK), "caption": ("P", style.GREY), "narration": ("o", style.BLUE),
         "mixed": ("D", style.PURPLE), "quotation": ("^", style.VERMILION)}
KINDS = {"person": ("o", style.BLUE), "organisation": ("s", style.VERMILION), "country": ("D", style.GREEN)}
SHAPES = ("o", "s", "D", "^", "v")
ZERO = Mean(0.0, 0.0, 1)


def by_sentence(frame: pd.DataFrame) -> style.Chart:
    """Tone of each row of sentiment.sentences in reading order; the mark's shape tells the voice.

    Sentences printed twice are drawn and counted once. Where none leaves the neutral band the picture says so in words.
    """
    known = frame[frame["tone"].notna() & ~frame["repeated"]]
    summary = _summary(known) if len(known) or frame.empty else f"No tone is given: {frame['why'].iloc[0]}."
    drawn = known if len(known) > 1 and (known["label"] != "neutral").any() else known.iloc[:0]
    if drawn.empty:
        return style.nothing(summary, frame, "tone-by-sentence")
    figure, axes = style.new_figure(summary, height=3.3)
    axes.axhspan(-NEUTRAL, NEUTRAL, color=style.LIGHT, alpha=0.5, linewidth=0)
    axes.axhline(0, color=style.GREY, linewidth=0.8)
    places = drawn["sentence"] + 1
    for voice, (marker, colour) in MARKS.items():
        rows = drawn[drawn["voice"] == voice]
        if len(rows):
            axes.vlines(places[rows.index], 0, rows["tone"], color=colour, linewidth=1, alpha=0.6)
            axes.scatter(places[rows.index], rows["tone"], marker=marker, color=colour, s=_size(len(drawn)), label=voice, zorder=3)
    _tone_axis(axes.set_ylim, axes.set_ylabel, drawn["tone"])
    axes.set_xlabel("sentence, in reading order (grey band: neutral)")
    axes.set_xlim(0, places.max() + 1)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=5, frameon=False)
    low, high = drawn["tone"].idxmin(), drawn["tone"].idxmax()
    alt = (f"{summary} Tone of {len(drawn)} sentences in reading order, from −1 to 1. Lowest {signed(drawn['tone'][low])} at sentence "
           f"{places[low]}, highest {signed(drawn['tone'][high])} at sentence {places[high]}.")
    return style.Chart(figure, alt, frame, "tone-by-sentence")


def voices(frame: pd.DataFrame) -> style.Chart:
    """Mean tone of each row of sentiment.voices with its interval and number of sentences."""
    known = frame[frame["tone"].notna()].reset_index(drop=True)
    names = [speaker if isinstance(speaker, str) else voice
             for voice, speaker in zip(known["voice"], known["speaker"], strict=True)]
    summary = _voices_summary(known) if len(known) or frame.empty else f"No tone is given: {frame['warning'].iloc[0]}."
    neutral = not known[["negative", "positive"]].any(axis=None)
    if neutral or known["low"].isna().all():
        return style.nothing(summary, frame, "tone-by-voice")
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
    axes.set_yticks(range(len(known)), [f"{capital(style.shorten(name))} ({count})" for name, count in
                                        zip(names, known["sentences"], strict=True)])
    axes.set_ylim(len(known) - 0.4, -0.6)
    _tone_axis(axes.set_xlim, figure.supxlabel, known[["tone", "low", "high"]].stack(), " (hollow: under 5 sentences; grey: neutral)")
    alt = summary + "".join(
        f" {name}: mean {signed(row.tone)} over {row.sentences} sentence{'s' if row.sentences != 1 else ''}"
        + (f" ({signed(row.low)} to {signed(row.high)})" if row.low == row.low else " (too few to say)") + "."
        for name, row in zip(names, known.itertuples(), strict=True))
    return style.Chart(figure, alt, frame, "tone-by-voice", empty=known.empty)


def targets(frame: pd.DataFrame, why: str | None = None, most: int = 12) -> style.Chart:
    """Mean tone toward the targets of sentiment.target_summary that are mentioned most, with intervals; `why` there is none, where the
    article could not be read for tone (sentiment.why_not). Where no mention leans either way, or no name stands in 5
    sentences, the picture says so in words."""
    shown = frame.head(most).reset_index(drop=True)
    summary = f"No tone is given: {why}." if why else _targets_summary(shown)
    neutral = not shown[["negative", "positive"]].any(axis=None)
    if neutral or shown["low"].isna().all():
        return style.nothing(summary, frame, "tone-by-target")
    figure, axes = style.new_figure(summary, height=max(1.5, 0.34 * len(shown) + 1.1))
    axes.axvline(0, color=style.GREY, linewidth=0.8)
    for kind, (marker, colour) in KINDS.items():
        rows = shown[shown["kind"] == kind]
        for place, row in rows.iterrows():
            enough = row["low"] == row["low"]
            if enough:
                axes.plot([row["low"], row["high"]], [place, place], color=colour, linewidth=2)
            axes.scatter(row["tone"], place, marker=marker, s=50, zorder=3, edgecolor=colour, linewidth=1.5,
                         facecolor=colour if enough else "white")
        if len(rows):
            axes.scatter([], [], marker=marker, color=colour, s=50, label=kind)
    axes.set_yticks(range(len(shown)), [f"{style.shorten(name)} ({count})" for name, count in
                                        zip(shown["name"], shown["mentions"], strict=True)])
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_xlim(-1.02, 1.02)
    axes.set_xlabel("negative ←  0  → positive (hollow: under 5 sentences)")
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    alt = summary + "".join(
        f" {row['name']}: {signed(row['tone'])} over {row['mentions']}"
        + (f" ({signed(row['low'])} to {signed(row['high'])})." if row["low"] == row["low"] else " (too few to say).")
        for _, row in shown.iterrows())
    return style.Chart(figure, alt, frame, "tone-by-target")


def loaded(frame: pd.DataFrame, why: str | None = None, sentences: int = 0) -> style.Chart:
    """Where the places of sentiment.loaded stand, by kind, in reading order; `why` none was looked for, where that is so.
    `sentences` is how many the article has: so long is the axis."""
    kinds = list(dict.fromkeys(frame["kind"]))
    counts = frame["kind"].value_counts()
    summary = (f"{len(frame)} place{'s' if len(frame) != 1 else ''} to look at: "
               + ", ".join(f"{kind} ({counts[kind]})" for kind in kinds) + "." if kinds
               else f"No wording was looked up: {why}." if why else "No word or phrase of the lists was found.")
    if not kinds:
        return style.nothing(summary, frame, "loaded-words")
    figure, axes = style.new_figure(summary, height=max(1.4, 0.4 * len(kinds) + 0.9))
    for place, kind in enumerate(kinds):
        rows = frame[frame["kind"] == kind]
        axes.scatter(rows["sentence"] + 1, [place] * len(rows), marker=SHAPES[place % len(SHAPES)], s=45,
                     color=style.CYCLE[place % len(style.CYCLE)], alpha=0.8)
    axes.set_yticks(range(len(kinds)), kinds)
    axes.set_ylim(len(kinds) - 0.4, -0.6)
    axes.set_xlim(0, max(sentences, int(frame["sentence"].max()) + 1) + 1)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("sentence, in reading order")
    return style.Chart(figure, summary, frame, "loaded-words")


def _targets_summary(shown: pd.DataFrame) -> str:
    if shown.empty:
        return "No person, organisation or country was found."
    enough = shown[shown["low"].notna()]
    if not shown[["negative", "positive"]].any(axis=None):
        return f"Mostly neutral: no mention of the {len(shown)} names leans either way." if len(shown) > 1 else (
            "Mostly neutral: no mention of the only name leans either way.")
    if enough.empty:
        return f"Too few to say: none of {len(shown)} names stands in five sentences." if len(shown) > 1 else (
            "Too few to say: the only name stands in fewer than five sentences.")
    clear = enough[[differ(Mean(row["tone"], row["standard_error"], row["sentences"] - 1), ZERO, len(enough))
                    and abs(row["tone"]) >= CLEAR for _, row in enough.iterrows()]]
    if clear.empty:
        return "Toward none of the names is the tone clearly negative or positive."
    return leaning_around(list(clear["name"]), list(clear["tone"]), len(shown) - len(clear))


def _summary(known: pd.DataFrame) -> str:
    told = leaning.body(known)
    if told.empty and len(known):
        return "Only headlines and captions could be read for tone."
    return f"{leaning.in_words(told)}."


def _voices_summary(known: pd.DataFrame) -> str:
    if known.empty:
        return "No tone is given."
    if not known[["negative", "positive"]].any(axis=None):
        return "Mostly neutral wording in every voice: no sentence leans either way."
    rows = known[known["speaker"].isna()].set_index("voice")
    counts = {voice: int(rows["sentences"].get(voice, 0)) for voice in ("narration", "quotation")}
    if min(counts.values()) < FEWEST:
        return ("Too few to say whether narration and quotations differ: "
                f"{counts['narration'] or 'no'} sentence{'s' if counts['narration'] != 1 else ''} of narration, "
                f"{counts['quotation'] or 'none'} of quotation.")
    narration, quotation = (of_interval(*rows.loc[voice, ["tone", "low", "high", "sentences"]]) for voice in counts)
    if not differ(narration, quotation):
        return "Narration and quotations cannot be told apart by their tone here."
    neutral = ", both neutral on average" if max(abs(narration.value), abs(quotation.value)) < NEUTRAL else ""
    if narration.value < quotation.value:
        return f"The narration is more negative than the quotations: {signed(narration.value)} against {signed(quotation.value)}{neutral}."
    return f"The quotations are more negative than the narration: {signed(quotation.value)} against {signed(narration.value)}{neutral}."


def _tone_axis(set_limits, set_label, values: pd.Series, more: str = "") -> None:
    reach = max(0.4, 1.15 * float(values.abs().max())) if len(values) else 1.0
    set_limits(-reach, reach)
    set_label(f"tone: negative ←  0  → positive{more}", fontsize=10.5)


def _size(count: int) -> float:
    return max(12.0, min(55.0, 2400 / max(count, 1)))
