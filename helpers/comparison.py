"""Several articles side by side: what differs, by how much, and where there is too little to say."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath

import pandas as pd

from . import reuse, sentiment
from .article import Article
from .findings import Findings, find
from .sentiment import across
from .sentiment.intervals import FEWEST, differ, mean_interval, of_interval

MEASURES = {
    "words": "words in the running text",
    "sentence_words": "words a sentence",
    "ease": "reading ease, more is easier",
    "quoted": "share of words quoted or reported",
    "sources": "sources heard",
    "unnamed": "share of sources without a name",
    "repeated": "share of sentences that come twice",
    "narration": "tone of the writer's own words",
}
"""Measure → what it says, in words."""

INTERVALS = {"ease": ("ease_low", "ease_high"), "narration": ("narration_low", "narration_high")}
"""Measures that come with an interval, by which two articles are told apart or not."""

COLUMNS = ["article", "id", *MEASURES, *(bound for bounds in INTERVALS.values() for bound in bounds), "narration_sentences"]


@dataclass(frozen=True)
class _Words:
    """How a difference is told: of two articles, of many, and with what unit."""

    more: str
    most: str
    least: str
    unit: str
    apart: float = 0.0      # relative difference from which two values are told apart
    turned: bool = False    # whether a lower value is "more"


_TOLD = {
    "words": _Words("is longer", "Longest", "shortest", "words", .05),
    "sentence_words": _Words("has longer sentences", "Longest sentences", "shortest", "words a sentence", .1),
    "ease": _Words("is harder to read", "Hardest to read", "easiest", "points of reading ease", turned=True),
    "quoted": _Words("gives more room to sources", "Most room for sources", "least", "of the words", .1),
    "sources": _Words("hears more sources", "Most sources", "fewest", "sources"),
    "unnamed": _Words("leaves more sources without a name", "Most sources without a name", "fewest", "of the sources"),
    "repeated": _Words("repeats more of itself", "Repeats itself most", "least", "of the sentences"),
    "narration": _Words("is gloomier in the writer's own words", "Gloomiest in the writer's own words", "brightest", "of tone",
                        turned=True),
}


def articles(several: Iterable[Article | Findings]) -> pd.DataFrame:
    """One row an article: `article` (its title, with its file where two share one), `id`, and the `MEASURES`.

    A measure that cannot be computed is missing. Shares run from 0 to 1. `words` counts the running text; `quoted` is the share of
    all words, headline and captions among them as in notebook 02, that stand in quotations, direct, mixed and indirect;
    `unnamed` is the share of sources that are people without a name. `ease_low` and `ease_high`, `narration_low` and
    `narration_high` bound the two measures that come with an interval; `narration_sentences` counts the sentences behind the tone.
    """
    found = _found(several)
    names = labels(found)
    return pd.DataFrame([_row(each, one, name) for each, (one, name) in zip(found, names.items(), strict=True)], columns=COLUMNS)


def _row(found: Findings, one: str, name: str) -> dict:
    article, ease = found.article, found.ease.iloc[0]
    body = set(article.body())
    words = sum(sentence in body for sentence in article.words.sentences)
    again = sum(any(row.start <= article.sentences[index].start and article.sentences[index].end <= row.end
                    for row in found.repeats.itertuples()) for index in body)
    own = found.tone.loc[(found.tone["voice"] == "narration") & ~found.tone["repeated"], "tone"].dropna()
    tone, low, high = mean_interval(list(own)) if len(own) >= FEWEST else (None, None, None)
    return {
        "article": name, "id": one, "words": words, "sentence_words": words / len(body) if body else None,
        "ease": ease["value"], "ease_low": ease["low"], "ease_high": ease["high"],
        "quoted": found.sources["words"].sum() / len(article.words) if len(article.words) else None, "sources": len(found.sources),
        "unnamed": (found.sources["kind"] == "unnamed").mean() if len(found.sources) else None,
        "repeated": again / len(body) if body else None,
        "narration": tone, "narration_low": low, "narration_high": high, "narration_sentences": len(own)}


def heard(several: Iterable[Article | Findings]) -> pd.DataFrame:
    """Who is heard where: one row a source, those heard in most articles first, then those with most words.

    `source`, `kind`, `articles` (in how many it is heard), `words` (given to it in all of them), `where` (each article and
    the words there). A person is matched by the name's words from its end ("Dahl", "Ivar Dahl", "Meteorologist Ivar Dahl") where
    that leaves no doubt, all others by their whole name.
    """
    found = _found(several)
    given = [each.sources[each.sources["kind"] != "unattributed"] for each in found]
    people = _people(_full(source) for sources in given for source in sources.itertuples() if source.kind == "named")
    rows: dict[str, dict] = {}
    for sources, name in zip(given, labels(found).values(), strict=True):
        for source in sources.itertuples():
            called = _full(source).casefold()
            key = people[called] if source.kind == "named" else called
            row = rows.setdefault(key, {"source": source.source, "kind": source.kind, "given": {}})
            row["source"] = max(row["source"], source.source, key=len)
            row["given"][name] = row["given"].get(name, 0) + int(source.words)
    table = [(row["source"], row["kind"], len(row["given"]), sum(row["given"].values()),
              "; ".join(f"{name} ({words})" for name, words in row["given"].items())) for row in rows.values()]
    frame = pd.DataFrame(table, columns=["source", "kind", "articles", "words", "where"])
    return frame.sort_values(["articles", "words"], ascending=False, kind="stable").reset_index(drop=True)


def _full(source) -> str:
    """What a source is called where its name is given most fully: "Per Dahl" for "Dahl"."""
    name = str(source.source)
    fuller = [called for form in source.called if (called := form.split(",")[0].strip()).endswith(f" {name}")]
    return max(fuller, key=len, default=name) if source.kind == "named" else name


def _people(names: Iterable[str]) -> dict[str, str]:
    """Each name, in small letters, and the longest name that ends in it; its own where two different ones do."""
    names = list(dict.fromkeys(name.casefold() for name in names))
    found = {}
    for name in names:
        longer = sorted((other for other in names if f" {other}".endswith(f" {name}")), key=len)
        in_a_row = all(f" {there}".endswith(f" {here}") for here, there in pairwise(longer))
        found[name] = longer[-1] if in_a_row else name
    return found


def tones(several: Iterable[Article | Findings]) -> pd.DataFrame:
    """The tones of articles added up, for `sentiment.by_outlet` and its sisters: one row an article and voice, columns of
    `sentiment.across.ROWS`. `article` is what it is called (`labels`). Articles that are not in English have no rows."""
    found = _found(several)
    return _added_up(found, [across.sums(each.tone, ["voice"], "sentences") for each in found], across.ROWS)


def mentions(several: Iterable[Article | Findings]) -> pd.DataFrame:
    """The tones toward people, organisations and countries added up, for `sentiment.by_person`: one row an article, name and voice,
    columns of `sentiment.across.MENTION_ROWS`. People who are called by one name in two articles are taken for one."""
    found, parts = _found(several), []
    for each in found:
        targets = sentiment.targets(each.article, each.names, each.quotations)
        whose = targets["speaker"].notna().map({True: "quotation", False: "narration"})
        parts.append(across.sums(targets.assign(voice=whose), ["voice", "name", "kind"], "mentions"))
    return _added_up(found, parts, across.MENTION_ROWS)


def _added_up(found: list[Findings], parts: list[pd.DataFrame], columns: tuple[str, ...]) -> pd.DataFrame:
    """The parts of several articles one below the other, with what each article says of itself."""
    days = pd.to_datetime([(each.article.published or "")[:10] for each in found], format="%Y-%m-%d", errors="coerce")
    told = [part.assign(article=name, outlet=each.article.publisher, day=day)
            for each, part, name, day in zip(found, parts, labels(found).values(), days, strict=True) if len(part)]
    return pd.concat(told, ignore_index=True)[list(columns)] if told else pd.DataFrame(columns=list(columns))


def differences(frame: pd.DataFrame) -> pd.DataFrame:
    """What stands out, as sentences: one row a measure, `measure`, `sentence`; for one article, what to do instead."""
    if len(frame) < 2:
        return pd.DataFrame([("how to compare", "Only one article was given: write more paths into ARTICLES and run again.")],
                            columns=["measure", "sentence"])
    return pd.DataFrame([(name, difference(frame, name)) for name in MEASURES], columns=["measure", "sentence"])


def difference(frame: pd.DataFrame, measure: str) -> str:
    """What stands out in one measure, as a sentence; that there is too little to say or no difference, where that is so."""
    rows = frame[frame["sources"] >= FEWEST] if measure == "unnamed" else frame
    rows = rows.dropna(subset=[measure]).sort_values(measure, ascending=_TOLD[measure].turned, kind="stable")
    if len(rows) < 2:
        few = "sources" if measure == "unnamed" else "sentences"
        return f"Too few {few} to compare them by the {MEASURES[measure].split(',')[0]}."
    told, first, last = _TOLD[measure], rows.iloc[0], rows.iloc[-1]
    most, least = (f"{show(measure, row[measure])}" for row in (first, last))
    if most == least:
        what = MEASURES[measure].split(",")[0]
        return f"No difference in the {what}: {most}."
    if _too_close(first, last, measure, len(rows) * (len(rows) - 1) // 2):
        if measure not in INTERVALS:
            return f"Hardly a difference in the {MEASURES[measure]}: {'from ' * (len(frame) > 2)}{least} to {most}."
        return f"Too close to say which {told.more}: {most} and {least} {told.unit}." if len(frame) == 2 else (
            f"Too close to say which {told.more}: from {most} to {least} {told.unit}.")
    if len(frame) == 2:
        return f"“{bare(first['article'])}” {told.more}: {most} against {least} {told.unit}."
    high, low = (_called(rows, measure, value) for value in (most, least))
    found = f"{told.most}: {high} ({most} {told.unit}); {told.least}: {low} ({least})."
    if measure == "unnamed" and len(rows) < len(frame):     # the others are in the picture, and not compared
        return f"{found} Those with fewer than {FEWEST} sources are not compared."
    return found


def _called(rows: pd.DataFrame, measure: str, shown: str) -> str:
    """The article that has this value, or how many have it."""
    alike = rows[[show(measure, value) == shown for value in rows[measure]]]
    return f"“{bare(alike.iloc[0]['article'])}”" if len(alike) == 1 else f"{len(alike)} articles"


def _too_close(first, last, measure: str, pairs: int) -> bool:
    """Whether two values cannot be told apart: tones by Welch's test, others by their intervals where there are some, else by how
    little they differ."""
    if measure == "narration":
        means = (of_interval(*row[["narration", *INTERVALS[measure], "narration_sentences"]]) for row in (first, last))
        return not differ(*means, comparisons=pairs)
    if measure in INTERVALS:
        low, high = INTERVALS[measure]
        return any(one[low] <= other[measure] <= one[high] for one, other in ((first, last), (last, first)))
    return abs(first[measure] - last[measure]) < _TOLD[measure].apart * max(first[measure], last[measure])


def bare(title: str) -> str:
    """A title without quotation marks of its own, to be put between ours."""
    return title.strip('"“”')


def show(measure: str, value: float) -> str:
    """A value as people write it: shares in per cent, counts and points whole, tone with two digits."""
    if measure in ("quoted", "unnamed", "repeated"):
        return f"{value:.0%}"
    if measure in ("words", "sources", "ease"):
        return f"{value:,.0f}"
    return across.signed(value) if measure == "narration" else f"{value:.1f}"


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


def _found(several: Iterable[Article | Findings]) -> list[Findings]:
    return [find(each) if isinstance(each, Article) else each for each in several]


def labels(several: Iterable[Article | Findings]) -> dict[str, str]:
    """Id → what the article is called: its title, or the file's name where there is none or where two have the same title, as drafts
    do; where the files are called alike too, the file's name, the title and a number."""
    listed = [each.article if isinstance(each, Findings) else each for each in several]
    ids = reuse.ids(listed)
    files = [PurePath(article.source or one).name for one, article in zip(ids, listed, strict=True)]
    titles = [article.title or file for article, file in zip(listed, files, strict=True)]
    full = [title if titles.count(title) == 1 else file if files.count(file) == 1 else f"{file}: {title}"
            for title, file in zip(titles, files, strict=True)]
    return {one: name if full.count(name) == 1 else f"{name} [{number}]"
            for number, (one, name) in enumerate(zip(ids, full, strict=True), 1)}
