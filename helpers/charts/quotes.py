"""Charts of quotations: where they stand in the story, who has them, how much room each source gets."""
from __future__ import annotations

import pandas as pd
from matplotlib.ticker import MaxNLocator

from ..tables import capital, within
from .style import BLUE, GREY, INK, LIGHT, ORANGE, SKY, VERMILION, Chart, new_figure, shorten

KINDS = {"direct": (BLUE, ""), "mixed": (VERMILION, "///"), "indirect": (SKY, "...")}
SOURCE_KINDS = {"named": (BLUE, ""), "organisation": (SKY, "..."), "document": (ORANGE, "xxx"),
                "unnamed": (VERMILION, "///"), "unattributed": (LIGHT, "--")}
_IN_WORDS = {"named": "named person", "organisation": "organisation", "document": "document", "unnamed": "unnamed",
             "unattributed": "not attributed"}
MOST = 20
"""Rows a picture shows; the table beneath has them all."""


def story_strip(quotations: pd.DataFrame) -> Chart:
    """The whole story as one strip from first to last word, quotations coloured by kind."""
    share = (quotations["position_end"] - quotations["position"]).sum() if len(quotations) else 0
    title = (f"{share:.0%} of the article's words are quoted or reported speech." if len(quotations)
             else "No quotation was found in this article.")
    figure, axis = new_figure(title, 1.5)
    axis.barh(0, 1, height=.8, color="#F2F2F2", edgecolor=GREY, linewidth=.6)
    parts = []
    for kind, (colour, hatch) in KINDS.items():
        rows = quotations[quotations["kind"] == kind]
        if rows.empty:
            continue
        axis.barh([0] * len(rows), _lengths(rows), left=rows["position"], height=.8, color=colour, hatch=hatch,
                  edgecolor="white", linewidth=.6, label=f"{kind} ({rows['quotation'].nunique()})")
        parts.append(f"{rows['quotation'].nunique()} {kind}")
    _reading_order(axis)
    axis.set_yticks([])
    axis.spines["left"].set_visible(False)
    if parts:
        figure.legend(loc="outside lower center", ncols=3, frameon=False)
    alt = (f"Strip of the article in reading order. {share:.0%} of the words are in quotations: {', '.join(parts)}. "
           f"The first begins after {quotations['position'].min():.0%} of the words." if parts else title)
    columns = ["start", "end", "kind", "speaker", "words", "position", "position_end"]
    return Chart(figure, alt, quotations[columns], "quotes-story-strip", empty=not parts)


def speaker_rows(quotations: pd.DataFrame) -> Chart:
    """One row a speaker in order of appearance, a mark where the speaker is quoted."""
    names = list(dict.fromkeys(quotations["speaker"]))
    shown = names[:MOST]
    title = "Nobody is quoted in this article." if not names else (
        f"{capital(shorten(names[0], 60))} is the only source." if len(names) == 1
        else f"{len(names)} sources are heard; {within(shorten(names[0], 50))} comes first.")
    if len(names) > MOST:
        title += f" The first {MOST} are shown."
    figure, axis = new_figure(title, max(1.6, .34 * len(shown) + 1))
    for kind, (colour, hatch) in KINDS.items():
        rows = quotations[(quotations["kind"] == kind) & quotations["speaker"].isin(shown)]
        if len(rows):
            places = [shown.index(name) for name in rows["speaker"]]
            axis.barh(places, _lengths(rows), left=rows["position"], height=.62, color=colour,
                      hatch=hatch, edgecolor="white", linewidth=.6, label=kind)
    for row, _ in enumerate(shown):
        axis.axhline(row, color=LIGHT, linewidth=.8, zorder=0)
    axis.set_yticks(range(len(shown)), [capital(shorten(name)) for name in shown])
    axis.set_ylim(max(1, len(shown)) - .4, -.6)
    _reading_order(axis)
    if names:
        figure.legend(loc="outside lower center", ncols=3, frameon=False)
    first = quotations.groupby("speaker", sort=False)["position"].min() if names else pd.Series(dtype=float)
    entries = "; ".join(f"{name} from {first[name]:.0%} of the text" for name in shown[:8])
    alt = f"One row for each source in order of appearance: {entries}." if names else title
    return Chart(figure, alt, quotations[["speaker", "start", "end", "kind", "words", "position", "position_end"]],
                 "quotes-speaker-rows", empty=not names)


def room(sources: pd.DataFrame) -> Chart:
    """Sources ranked by the words they are given, coloured by what kind of source they are."""
    shown = sources.head(MOST)
    words = int(sources["words"].sum()) if len(sources) else 0
    named = sources[sources["kind"] == "named"]["words"].sum() / words if words else 0
    title = _room_title(sources, words)
    if len(sources) > MOST:
        title += f" The first {MOST} of {len(sources)} are shown."
    figure, axis = new_figure(title, max(1.6, .36 * len(shown) + 1))
    for kind, (colour, hatch) in SOURCE_KINDS.items():
        rows = shown[shown["kind"] == kind]
        if len(rows):
            axis.barh(rows.index, rows["words"].astype(float), height=.62, color=colour, hatch=hatch, edgecolor="white",
                      linewidth=.6, label=_IN_WORDS[kind])
    for row, source in shown.iterrows():
        axis.text(float(source["words"]), row, f" {source['words']}", va="center", ha="left", fontsize=9.5, color=INK)
    axis.set_yticks(range(len(shown)), [capital(shorten(str(name))) for name in shown["source"]])
    axis.set_ylim(max(1, len(shown)) - .4, -.6)
    axis.set_xlabel("words in quotations")
    axis.xaxis.set_major_locator(MaxNLocator(integer=True))
    axis.margins(x=.1)
    if len(shown):
        figure.legend(loc="outside lower center", ncols=3, frameon=False)
    alt = ("Bars, sources by words given to them: " + "; ".join(
        f"{row.source} ({_IN_WORDS[row.kind]}) {row.words}" for row in shown.head(8).itertuples())
        + (f". Named persons have {named:.0%} of the words." if named else ". No word is a named person's.") if len(shown) else title)
    return Chart(figure, alt, sources, "quotes-room", empty=shown.empty)


def _room_title(sources: pd.DataFrame, words: int) -> str:
    """Who gets most room; two who get the same are both named, and the only one is no winner."""
    if sources.empty:
        return "No source was found in this article."
    most = sources[sources["words"] == sources["words"].iloc[0]]
    first = shorten(str(most["source"].iloc[0]), 60)
    given = f"the {words:,} words given to sources"
    if len(sources) == 1:
        return f"{capital(first)} is the only source: {words:,} word{'' if words == 1 else 's'}."
    if len(most) == 1:
        return f"{capital(first)} gets most room: {most['share'].iloc[0]:.0%} of {given}."
    second = within(shorten(str(most["source"].iloc[1]), 60))
    whose = f"{capital(first)} and {second}" if len(most) == 2 else f"{len(most)} sources"
    return f"{whose} get most room: {most['share'].iloc[0]:.0%} each of {given}."


def _lengths(rows: pd.DataFrame) -> pd.Series:
    """Lengths on the reading axis, never so short that a bar cannot be seen."""
    return (rows["position_end"] - rows["position"]).clip(lower=.006).astype(float)


def _reading_order(axis) -> None:
    axis.set_xlim(0, 1)
    axis.set_xticks([0, .25, .5, .75, 1], ["first word", "¼", "half", "¾", "last word"])
    axis.set_xlabel("reading order")
