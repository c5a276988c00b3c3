"""Talking points: phrases that turn up in many articles within a short time."""
from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..repetition.phrases import function_words
from .many import Row, clusters, published, rows
from .reading import Reading, read

COLUMNS = ["text", "kind", "words", "articles", "outlets", "first", "last", "days", "chance", "id", "start", "end",
           "ids"]
LENGTH = 4
"""Words: shorter runs are how English is put together, not what was agreed to be said."""


def talking_points(articles: Iterable, least: int = 3, days: int = 7) -> pd.DataFrame:
    """One row a phrase of four words or more that at least `least` articles use, the most surprising first.

    Articles of one family (`clusters`) count once: a wire story printed by forty papers is one use. `articles` and
    `outlets` count the uses (outlets are missing where no publisher is known), `first` and `last` are dates, `days` the
    shortest time in which half of the uses fall. `chance` is the probability that so many of the uses fall within
    `days` days if they were spread as all articles are (binomial; lower is more surprising), missing without dates.
    `kind` is "quotation" when most uses stand between quotation marks, "name" when every word of substance has a
    capital, else "phrase". `id`, `start` and `end` say where its first use stands, `ids` lists all.
    """
    given = rows(articles)
    family = {row.id: row.first for row in clusters(given).itertuples()} if len(given) > 1 else {}
    one_each = [row for row in given if family.get(row.id, row.id) == row.id]
    readings = [read(row.text) for row in one_each]
    using: dict[tuple, list[tuple[int, int]]] = defaultdict(list)
    for number, reading in enumerate(readings):
        roots = reading.roots.tolist()
        seen = set()
        for place in range(len(roots) - LENGTH + 1):
            gram = tuple(roots[place:place + LENGTH])
            if gram not in seen:
                seen.add(gram)
                using[gram].append((number, place))
    shared = {gram: uses for gram, uses in using.items() if len(uses) >= least}
    moments = published([row.published for row in one_each])
    found = [_point(uses, length, one_each, readings, moments, days) for uses, length in _longest(shared)]
    table = pd.DataFrame([row for row in found if row is not None], columns=COLUMNS)
    return table.sort_values(["chance", "articles", "words"], ascending=[True, False, False], ignore_index=True,
                             kind="stable")


def _longest(shared: dict) -> list[tuple[list[tuple[int, int]], int]]:
    """Runs that follow one another in the same articles, joined: (where each use begins, words)."""
    by_place = {uses[0]: uses for uses in shared.values()}
    joined = []
    for start, uses in sorted(by_place.items()):
        users = [number for number, _ in uses]
        before = by_place.get((start[0], start[1] - 1))
        if before and [number for number, _ in before] == users:
            continue
        length = LENGTH
        while (after := by_place.get((start[0], start[1] + length - LENGTH + 1))) and [n for n, _ in after] == users:
            length += 1
        joined.append((uses, length))
    return joined


def _point(uses: list, length: int, given: list[Row], readings: list, moments: pd.Series, days: int) -> tuple | None:
    number, place = uses[0]
    text, reading = given[number].text, readings[number]
    while length and _word(text, reading, place + length - 1).lower() in function_words():
        length -= 1
    if length < 2:
        return None
    start, end = int(reading.starts[place]), int(reading.ends[place + length - 1])
    words = [_word(text, reading, index) for index in range(place, place + length)]
    substance = [word for word in words if word.lower() not in function_words()]
    if len(substance) < 2:
        return None
    quoted = sum(_in_quotation(given[user].text, int(readings[user].starts[at + length // 2])) for user, at in uses)
    kind = ("quotation" if 2 * quoted > len(uses) else
            "name" if all(any(map(str.isupper, word)) or word.isdigit() for word in substance) else "phrase")
    times = _seconds(moments.iloc[[user for user, _ in uses]])
    outlets = {given[user].publisher for user, _ in uses} - {None}
    first, last, spread, chance = None, None, math.nan, math.nan
    if len(times):
        first, last = (str(np.datetime64(int(moment), "s"))[:10] for moment in (times[0], times[-1]))
        half = (len(times) + 1) // 2
        spread = float(min(times[half - 1:] - times[:len(times) - half + 1]) / 86400)
        chance = _chance(times, moments, days)
    return (text[start:end], kind, length, len(uses), len(outlets) or math.nan, first, last, spread, chance,
            given[number].id, start, end, tuple(given[user].id for user, _ in uses))


def _word(text: str, reading: Reading, index: int) -> str:
    return text[reading.starts[index]:reading.ends[index]]


def _in_quotation(text: str, offset: int) -> bool:
    """Whether an opening quotation mark stands before the place in its paragraph, and no closing one."""
    before = text[text.rfind("\n", 0, offset) + 1:offset]
    return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1


def _seconds(moments: pd.Series) -> np.ndarray:
    """Known moments as seconds, sorted."""
    return np.sort(moments.dropna().dt.tz_localize(None).to_numpy().astype("datetime64[s]").astype(np.int64))


def _chance(times: np.ndarray, moments: pd.Series, days: int) -> float:
    """Probability of as many uses in the fullest window of `days`, if uses fell where articles fall."""
    everything = _seconds(moments)
    width = days * 86400
    inside = np.searchsorted(times, times + width, "right") - np.arange(len(times))
    start = times[int(inside.argmax())]
    share = (np.searchsorted(everything, start + width, "right") - np.searchsorted(everything, start)) / len(everything)
    total, most = len(times), int(inside.max())
    return float(sum(math.comb(total, count) * share ** count * (1 - share) ** (total - count)
                     for count in range(most, total + 1)))
