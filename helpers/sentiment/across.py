"""Tone across articles: by outlet, by date, by person, narration apart from quotation, and how much any of it may be off.

All start from one frame, a row an article and voice (`comparison.tones` makes it of articles, `corpus.tones` of a corpus):

    article, outlet, day      which article, who published it and when (missing where it does not say)
    voice                     headline, caption, narration, mixed, quotation
    sentences                 how many; those printed twice count once
    total, squares            the sum of their tones and of their tones' squares
    negative, neutral, positive   how many are which

Or from one of mentions (`comparison.mentions`, `corpus.mentions`): the same with `mentions` in the place of `sentences`, the `name`
and `kind` of who is named, and in `voice` whose words they are: narration, or quotation for what sources say.
"""
from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .intervals import FEWEST, Mean, differ, of_sums, over_groups
from .sentences import NEUTRAL
from .voices import ORDER

LABELS = ("negative", "neutral", "positive")
SUMS = ("total", "squares", *LABELS)
ROWS = ("article", "outlet", "day", "voice", "sentences", *SUMS)
MENTION_ROWS = ("article", "outlet", "day", "voice", "name", "kind", "mentions", *SUMS)
MEANS = ("tone", "standard_error", "low", "high", *LABELS, "warning")
NOT_SAID = "(not said)"
CLEAR = 0.2
"""A mean nearer to 0 is not called clear, however many sentences there are."""
WHOSE = {"narration": "in the writer's own words", "mixed": "in sentences that quote in part", "quotation": "in quotations"}
"""The voices that are compared, and how they are called in a sentence."""
PERIODS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}
_LONGEST = (("day", 21), ("week", 150), ("month", 1100))    # days from the first article to the last


def by_outlet(rows: pd.DataFrame) -> pd.DataFrame:
    """Tone of each outlet and voice, outlets with most articles first.

    Columns: outlet, voice, articles, sentences, tone (mean over the sentences, -1 to 1, higher is more positive), standard_error,
    low and high (its 95 % interval, by the jackknife over articles), negative, neutral, positive (counts), warning (None, or that
    there is too little to say: below 5 articles there is no interval).
    """
    return _most_first(means(rows.fillna({"outlet": NOT_SAID}), ("outlet", "voice")), "outlet")


def by_article(rows: pd.DataFrame) -> pd.DataFrame:
    """Tone of each article and voice, in the order given. Columns: article, voice, sentences, and from tone on those of by_outlet; the
    intervals are about this article alone, by Student's t over its sentences, from 5 sentences on."""
    return means(rows, ("article", "voice")).drop(columns="articles")


def sides(rows: pd.DataFrame) -> pd.DataFrame:
    """What can be set side by side: by_outlet where two outlets or more have 5 articles each, else by_article."""
    enough = rows.dropna(subset=["outlet"]).groupby("outlet")["article"].nunique() >= FEWEST
    return by_outlet(rows) if enough.sum() >= 2 else by_article(rows)


def by_date(rows: pd.DataFrame, period: str | None = None) -> pd.DataFrame:
    """Tone of each day, week, month or year and voice, earliest first; articles without a date are left out.

    `period` is chosen by how far the dates lie apart when it is not given; raises ValueError for another word. Columns: period
    (2026-01-12, 2026-W03, 2026-01 or 2026), voice, and those of by_outlet.
    """
    if period not in (None, *PERIODS):
        raise ValueError(f"period is one of {', '.join(PERIODS)}, not {period!r}")
    dated = rows.dropna(subset=["day"])
    days = pd.to_datetime(dated["day"])
    if period is None:
        reach = (days.max() - days.min()).days if len(days) else 0
        period = next((name for name, longest in _LONGEST if reach <= longest), "year")
    found = means(dated.assign(period=days.dt.strftime(PERIODS[period]).astype(object)), ("period", "voice"))
    return found.sort_values("period", kind="stable", ignore_index=True)


def by_person(rows: pd.DataFrame, kinds: Sequence[str] = ("person",)) -> pd.DataFrame:
    """Tone toward each person, or what else is asked for by `kinds` (person, organisation, country), those in most articles first.

    `rows` are rows of mentions. Columns: name, kind, voice (narration: the writer's own words; quotation: what sources say),
    articles, mentions, and from tone on those of by_outlet.
    """
    return _most_first(means(rows[rows["kind"].isin(kinds)], ("name", "kind", "voice")), "name")


def means(rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Mean tone of each group of rows: the columns `by`, articles, sentences (or mentions), and from tone on those of by_outlet.

    Groups stand in the order of their first row, voices in that of `voices.ORDER`. Where `article` is among `by`, the interval is
    about that article, else about articles like these.
    """
    by, counted = list(by), "mentions" if "mentions" in rows else "sentences"
    parts = rows[rows[counted] > 0].groupby(list(dict.fromkeys([*by, "article"])), sort=False, as_index=False)[
        [counted, *SUMS]].sum()
    found = []
    for key, group in parts.groupby(by, sort=False):
        mean = (of_sums(int(group[counted].sum()), group["total"].sum(), group["squares"].sum()) if "article" in by
                else over_groups(group[counted].tolist(), group["total"].tolist()))
        count = int(group[counted].sum())
        articles = len(group)
        short = _number(count, counted) if "article" in by else _number(articles, "articles")
        found.append((*key, articles, count, mean.value, mean.error, *mean.bounds(), *(int(group[label].sum()) for label in LABELS),
                      f"too few to say: {short}" if mean.error != mean.error else None))
    frame = pd.DataFrame(found, columns=[*by, "articles", counted, *MEANS]).astype({"warning": object})
    places = {name: number for number, name in enumerate(dict.fromkeys(frame[by[0]]))}
    return frame.sort_values([by[0], "voice"], kind="stable", ignore_index=True,
                             key=lambda column: column.map(places if column.name == by[0] else ORDER.index))


def tone_differences(frame: pd.DataFrame) -> pd.DataFrame:
    """What differs between the groups of by_outlet, by_article or by_date: one row a voice, `voice`, `finding` (in short) and
    `sentence` (the finding with its figures).

    Two groups differ where Welch's test tells their means apart at 5 %; of more than two the lowest and the highest are compared,
    and all pairs count as looked at (Bonferroni). Groups with too little to say are not compared, and the sentence says so, nor are
    articles that name no outlet.
    """
    by = next((name for name in ("outlet", "article", "period") if name in frame), "article")
    frame = frame[frame[by] != NOT_SAID]      # articles that name no outlet are not one
    groups, columns = list(dict.fromkeys(frame[by])), ["voice", "finding", "sentence"]
    if len(groups) < 2:
        only = f"There is only one {by}, and nothing to compare it with." if groups else "There is no tone to compare."
        return pd.DataFrame([("all", only, only)], columns=columns)
    found = [(voice, *_difference(frame[frame["voice"] == voice], by, whose, groups)) for voice, whose in WHOSE.items()]
    return pd.DataFrame([(voice, f"{finding}.", f"{finding}: {figures}") for voice, finding, figures in found], columns=columns)


def sums(frame: pd.DataFrame, by: Sequence[str], counted: str) -> pd.DataFrame:
    """Rows of sentences (or of mentions) of one article with their `tone` and `label`, added up: `by`, `counted`, and SUMS."""
    known = frame[frame["tone"].notna() & ~frame["repeated"].astype(bool)]
    parts = known.assign(squares=known["tone"] ** 2, **{label: known["label"] == label for label in LABELS}).groupby(
        list(by), sort=False, as_index=False).agg(
            **{counted: ("tone", "size"), "total": ("tone", "sum")}, **{name: (name, "sum") for name in ("squares", *LABELS)})
    return parts[[*by, counted, *SUMS]]


def clear(frame: pd.DataFrame) -> pd.Series:
    """Of each row of a frame of means, whether it lies clearly to one side of 0: CLEAR or more away, and told apart from it, all
    rows counted as looked at (Bonferroni)."""
    asked = int(frame["low"].notna().sum())
    return pd.Series([bool(asked) and abs(mean.value) >= CLEAR and bool(differ(mean, Mean(0.0, 0.0, 1), asked)) for mean in _means(frame)],
                     index=frame.index, dtype=bool)


def _difference(rows: pd.DataFrame, by: str, whose: str, groups: list[str]) -> tuple[str, str]:
    """(what differs, the figures for it)."""
    enough = rows[rows["low"].notna()].sort_values("tone", kind="stable")
    if len(enough) < 2:
        return f"Too few to say {whose}", f"{_too_few(rows, by, groups, len(enough))}; each needs {FEWEST}."
    low, high = enough.iloc[0], enough.iloc[-1]
    left = len(groups) - len(enough)
    more = f" {left} more {'has' if left == 1 else 'have'} too few to say." if left else ""
    if not differ(*_means(enough.iloc[[0, -1]]), comparisons=len(enough) * (len(enough) - 1) // 2):
        return f"Too close to say {whose}", f"{_figure(low)} {'and' if len(enough) == 2 else 'to'} {_figure(high)}.{more}"
    finding = f"{_called(low[by], by)} is more negative than {_called(high[by], by)} {whose}" if len(enough) == 2 else (
        f"Most negative {whose} is {_called(low[by], by)}, most positive {_called(high[by], by)}")
    neutral = ", both neutral on average" if max(abs(low["tone"]), abs(high["tone"])) < NEUTRAL else ""
    return finding, f"{_figure(low)} against {_figure(high)}{neutral}.{more}"


def _too_few(rows: pd.DataFrame, by: str, groups: list[str], enough: int) -> str:
    """How many sentences or articles two groups have; of more than two, how many have enough."""
    counted = "sentences" if by == "article" else "articles"
    if len(groups) > 2:
        return f"{enough or 'none'} of {len(groups)} {'has' if enough < 2 else 'have'} {FEWEST} {counted}"
    counts = dict(zip(rows[by], rows[counted], strict=True))
    return " and ".join(f"{_called(group, by)} has {_number(int(counts.get(group, 0)), counted)}" for group in groups)


def _means(frame: pd.DataFrame) -> list[Mean]:
    """The means that a frame tells, with their errors."""
    freedoms = (frame["sentences"] if "article" in frame else frame["articles"]) - 1
    return [Mean(tone, error, int(freedom)) for tone, error, freedom in zip(frame["tone"], frame["standard_error"], freedoms, strict=True)]


def _called(name: str, by: str) -> str:
    bare = name.strip('"“”')
    return name if by == "period" else f"“{bare}”"


def _figure(row: pd.Series) -> str:
    return f"{signed(row['tone'])} ({row['sentences']} sentences" + (")" if "article" in row else f" in {row['articles']} articles)")


def signed(tone: float) -> str:
    """A tone as people write it: +0.12, −0.30, 0.00."""
    return f"{round(tone, 2) + 0.0:+.2f}".replace("+0.00", "0.00").replace("-", "−")


def _number(count: int, things: str) -> str:
    return f"{count} {things if count != 1 else things[:-1]}"


def _most_first(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """The groups with most articles in one voice first, each group's rows together."""
    most = frame.groupby(by)["articles"].max()
    places = {name: (-most[name], number) for number, name in enumerate(dict.fromkeys(frame[by]))}
    return frame.sort_values(by, key=lambda column: column.map(places), kind="stable", ignore_index=True)
