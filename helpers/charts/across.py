"""Charts of tone across articles: small multiples, a panel a voice, the number of articles at every mark."""
from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..sentiment.across import clear, signed, tone_differences
from ..sentiment.sentences import NEUTRAL
from . import style

PANELS = {"narration": ("the writer's own words", "o", style.BLUE), "mixed": ("quoting in part", "D", style.PURPLE),
          "quotation": ("quotations", "^", style.VERMILION)}
MOST, LATEST = 15, 36
"""Rows and periods that are drawn; the table holds all."""


def sides(frame: pd.DataFrame) -> style.Chart:
    """Outlets or articles side by side, from sentiment.by_outlet, by_article or sides."""
    by = "outlet" if "outlet" in frame else "article"
    return _rows(frame, by, _title(frame, f"No {by} has a sentence with a tone."), PANELS, "tone-side-by-side")


def by_person(frame: pd.DataFrame) -> style.Chart:
    """Tone toward each name in the writer's own words and in quotations, from sentiment.by_person."""
    panels = {voice: PANELS[voice] for voice in ("narration", "quotation")}
    return _rows(frame, "name", _persons_title(frame), panels, "tone-by-person")


def by_date(frame: pd.DataFrame) -> style.Chart:
    """Tone of each period, a panel a voice, from sentiment.by_date."""
    title = _title(frame, "No article with a tone says when it was published.")
    voices = _voices(frame, PANELS)
    periods = sorted(set(frame["period"]))[-LATEST:]
    if not voices:
        return style.nothing(title, frame, "tone-by-date")
    figure, axes = style.new_figure(title, 0.7 + 1.7 * len(voices), len(voices), 1, sharex=True, sharey=True, squeeze=False)
    reach = _reach(frame[frame["period"].isin(periods)])
    for (voice, (name, marker, colour)), panel in zip(voices.items(), axes.flat, strict=False):
        panel.set_title(name, loc="left", fontsize=9.5)
        panel.axhspan(-NEUTRAL, NEUTRAL, color=style.LIGHT, alpha=0.5, linewidth=0)
        panel.axhline(0, color=style.GREY, linewidth=0.8)
        for row in frame[(frame["voice"] == voice) & frame["period"].isin(periods)].itertuples():
            place = periods.index(row.period)
            _mark(panel, [place, place], [row.low, row.high], place, row.tone, marker, colour, row.low == row.low)
            panel.annotate(str(row.articles), (place, -1.25 * reach), xytext=(0, 2), textcoords="offset points", ha="center", va="bottom",
                           fontsize=7.5, color=style.GREY)
        panel.set_ylim(-1.25 * reach, reach)
        panel.set_ylabel("negative ← → positive", fontsize=8.5)
        panel.tick_params(axis="y", labelsize=8.5)
    step = max(1, -(-len(periods) // 9))
    axes.flat[-1].set_xticks(range(0, len(periods), step), periods[::step], fontsize=8.5)
    axes.flat[-1].set_xlim(-0.6, len(periods) - 0.4)
    axes.flat[-1].set_xlabel("below each mark its number of articles; hollow: under 5, too few to say; grey: neutral", fontsize=8.5)
    shown = frame[frame["period"].isin(periods)]
    return style.Chart(figure, _alt(title, shown, "period", voices), frame, "tone-by-date")


def _rows(frame: pd.DataFrame, by: str, title: str, panels: dict, name: str) -> style.Chart:
    """One panel a voice, one row a group, in the order of the frame."""
    groups = list(dict.fromkeys(frame[by]))[:MOST]
    shown, voices = frame[frame[by].isin(groups)], _voices(frame, panels)
    if not voices:
        return style.nothing(title, frame, name)
    figure, axes = style.new_figure(title, max(1.5, 0.34 * len(groups) + 1.1), 1, len(voices), sharey=True, squeeze=False)
    reach = _reach(shown)
    counted = "sentences" if "article" in frame else "articles"
    for (voice, (heading, marker, colour)), panel in zip(voices.items(), axes.flat, strict=False):
        panel.set_title(heading, loc="left", fontsize=9.5)
        if by != "name":
            panel.axvspan(-NEUTRAL, NEUTRAL, color=style.LIGHT, alpha=0.5, linewidth=0)
        panel.axvline(0, color=style.GREY, linewidth=0.8)
        for row in shown[shown["voice"] == voice].itertuples():
            place = groups.index(getattr(row, by))
            _mark(panel, [row.low, row.high], [place, place], row.tone, place, marker, colour, row.low == row.low)
            panel.annotate(str(getattr(row, counted)), (1, place), xycoords=("axes fraction", "data"), xytext=(2, 0),
                           textcoords="offset points", va="center", fontsize=8, color=style.GREY)
        panel.set_xlim(-reach, reach)
        panel.tick_params(axis="x", labelsize=8.5)
        panel.tick_params(axis="y", length=0)
    first = axes.flat[0]
    first.set_yticks(range(len(groups)), [style.shorten(str(group), 26) for group in groups], fontsize=9)
    first.set_ylim(len(groups) - 0.4, -0.6)
    figure.supxlabel(f"negative ←  0  → positive; at the right the number of {counted}; hollow: under 5, too few to say",
                     fontsize=8.5, color=style.INK)
    return style.Chart(figure, _alt(title, shown, by, voices), frame, name)


def _mark(panel, xs: list[float], ys: list[float], x: float, y: float, marker: str, colour: str, enough: bool) -> None:
    """A mean: filled with its interval, or hollow where there is too little to say."""
    if enough:
        panel.plot(xs, ys, color=colour, linewidth=2)
    panel.scatter(x, y, marker=marker, s=38, zorder=3, edgecolor=colour, linewidth=1.3, facecolor=colour if enough else "white")


def _voices(frame: pd.DataFrame, panels: dict[str, tuple]) -> dict[str, tuple]:
    """The panels for which the frame has rows; none where it has too little to say in every row, so that no noise is drawn."""
    if frame["low"].isna().all():
        return {}
    return {voice: panel for voice, panel in panels.items() if (frame["voice"] == voice).any()}


def _reach(frame: pd.DataFrame) -> float:
    """How far the axis of tone reaches: at least .4, so that noise near 0 does not look large."""
    values = frame[["tone", "low", "high"]].astype(float).abs().stack()
    return min(1.05, max(0.4, 1.12 * float(values.max()))) if len(values) else 1.0


def _title(frame: pd.DataFrame, nothing: str) -> str:
    """What differs in the writer's own words, in short."""
    if frame.empty:
        return nothing
    if frame["low"].isna().all():
        by = "period" if "period" in frame else "outlet" if "outlet" in frame else "article"
        things = "sentences in one voice" if by == "article" else "articles with a tone"
        return f"Too few to say: no {by} has five {things}."
    return str(tone_differences(frame)["finding"].iloc[0])


def _persons_title(frame: pd.DataFrame) -> str:
    if frame.empty:
        return "Nobody who is named has a tone toward them."
    if frame["low"].isna().all():
        return "Too few to say: no person is named in five articles."
    names, sure = frame["name"].nunique(), frame[clear(frame)]
    if sure.empty:
        return f"Toward none of {names} names does the tone clearly lean either way." if names > 1 else (
            "Toward the only name the tone does not clearly lean either way.")
    told = sure["name"] + sure["voice"].map({"quotation": " (quotations)"}).fillna("")
    return leaning_around(list(told), list(sure["tone"]), names - sure["name"].nunique())


def leaning_around(names: Sequence[str], tones: Sequence[float], left: int) -> str:
    """The sentence that says around which names sentences lean which way, and of how many more there is too little to say."""
    parts = []
    for lean, sign in (("negative", -1), ("positive", 1)):
        inside = [name for name, tone in zip(names, tones, strict=True) if tone * sign > 0]
        if inside:
            parts.append(f"{lean} around {', '.join(inside[:3])}{' …' if len(inside) > 3 else ''}")
    rest = f"; too close or too few to say of {left} more" if left else ""
    return f"Sentences lean {' and '.join(parts)}{rest}."


def _alt(title: str, shown: pd.DataFrame, by: str, voices: dict[str, tuple]) -> str:
    counted = "sentences" if "article" in shown else "articles"
    told = [f" {heading.capitalize()}: " + "; ".join(
        f"{getattr(row, by)} {signed(row.tone)} " + (f"({signed(row.low)} to {signed(row.high)}, {getattr(row, counted)} {counted})"
                                                     if row.low == row.low else f"({row.warning})")
        for row in shown[shown["voice"] == voice].itertuples()) + "." for voice, (heading, *_) in voices.items()]
    return title + "".join(told)
