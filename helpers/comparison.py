"""Several articles side by side: what differs, and by how much."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

import pandas as pd

from . import quotes, readability, repetition, reuse, sentiment
from .article import Article
from .sentiment.voices import FEWEST

MEASURES = {
    "words": "words in the running text",
    "sentence_words": "words a sentence",
    "grade": "school grade (Flesch–Kincaid)",
    "quoted": "share of words quoted or reported",
    "sources": "sources heard",
    "unnamed": "share of sources without a name",
    "repeated": "share of sentences printed again",
    "narration": "tone of the narration, −1 to 1",
}
"""Measure → what it says, in words."""

COLUMNS = ["article", "id", *MEASURES]


def articles(several: Iterable[Article]) -> pd.DataFrame:
    """One row an article: `article` (its title), `id`, and the `MEASURES`; a measure that cannot be computed is missing.

    Shares run from 0 to 1. `quoted` counts the words of all quotations, direct, mixed and indirect; `unnamed` is the
    share of sources that are people without a name.
    """
    several = list(several)
    names = labels(several)
    return pd.DataFrame([_row(article, one, names[one]) for article, one in zip(several, reuse.ids(several), strict=True)],
                        columns=COLUMNS)


def labels(several: Iterable[Article]) -> dict[str, str]:
    """Id → title, or where there is none the file's name; where two have the same title, the file's name and the title."""
    several = list(several)
    titles = [article.title for article in several]
    found = {}
    for one, article, title in zip(reuse.ids(several), several, titles, strict=True):
        file = PurePath(article.source or one).name
        found[one] = file if not title else title if titles.count(title) == 1 else f"{file}: {title}"
    return found


def _row(article: Article, one: str, name: str) -> dict:
    body = set(article.body())
    words = sum(sentence in body for sentence in article.words.sentences)
    found = quotes.sources(article)
    spans = repetition.repeats(article)
    again = sum(any(row.start <= article.sentences[index].start and article.sentences[index].end <= row.end
                    for row in spans.itertuples()) for index in body)
    tone = sentiment.sentences(article)
    narration = tone.loc[(tone["voice"] == "narration") & tone["sentence"].isin(body), "tone"]
    return {
        "article": name, "id": one, "words": words,
        "sentence_words": words / len(body) if body else None,
        "grade": readability.scores(article).get("flesch_kincaid_grade"),
        "quoted": found["words"].sum() / words if words else None,
        "sources": len(found),
        "unnamed": (found["kind"] == "unnamed").mean() if len(found) else None,
        "repeated": again / len(body) if body else None,
        "narration": narration.mean() if len(narration) >= FEWEST else None,
    }


def differences(frame: pd.DataFrame) -> pd.DataFrame:
    """What stands out, as sentences: one row a measure, `measure`, `sentence`; for one article, what to do instead."""
    if len(frame) < 2:
        return pd.DataFrame([("how to compare", "Only one article was given: write more paths into ARTICLES and run again.")],
                            columns=["measure", "sentence"])
    rows = [(name, sentence) for name in MEASURES if (sentence := _difference(frame, name))]
    return pd.DataFrame(rows, columns=["measure", "sentence"])


def _difference(frame: pd.DataFrame, measure: str) -> str | None:
    values = frame.set_index("article")[measure].dropna()
    if len(values) < 2:
        return f"Too few articles allow to say anything about {MEASURES[measure]}."
    low, high = values.idxmin(), values.idxmax()
    if values.max() == values.min():
        return f"All have the same: {show(measure, values.max())} ({MEASURES[measure]})."
    return (f"Most: “{bare(high)}” with {show(measure, values.max())}; least: “{bare(low)}” with "
            f"{show(measure, values.min())} ({MEASURES[measure]}).")


def bare(title: str) -> str:
    """A title without quotation marks of its own, to be put between ours."""
    return title.strip('"“”')


def show(measure: str, value: float) -> str:
    """A value as people write it: shares in per cent, counts whole, the rest with one or two digits."""
    if measure in ("quoted", "unnamed", "repeated"):
        return f"{value:.0%}"
    if measure in ("words", "sources"):
        return f"{value:,.0f}"
    return f"{value:+.2f}" if measure == "narration" else f"{value:.1f}"


def named(frame: pd.DataFrame, several: Iterable[Article]) -> pd.DataFrame:
    """A table of `reuse` with titles in the place of ids."""
    names = labels(several)
    columns = [column for column in ("a", "b", "source", "id", "first") if column in frame]
    return frame.assign(**{column: [names.get(value, value) for value in frame[column]] for column in columns})


def closest(several: Iterable[Article], pairs: pd.DataFrame) -> tuple[Article, Article]:
    """The two articles of the pair in `pairs` that share most words; two empty ones where nothing is shared."""
    several = list(several)
    by_id = dict(zip(reuse.ids(several), several, strict=True))
    if pairs.empty:
        return Article(text=""), Article(text="")
    most = pairs.sort_values("words", ascending=False, kind="stable").iloc[0]
    return by_id[most["a"]], by_id[most["b"]]
