"""Which of many articles share text, how much, of which kind, and which is likely the source."""
from __future__ import annotations

import math
import os
from collections.abc import Container, Iterable, Iterator, Sized
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..article import PROSE, Article, ArticleError
from .fingerprints import FAMILY
from .joining import Join
from .shelf import Shelf
from .work import Cluster, Progress, Threads, join

COLUMNS = ["a", "b", "kind", "near", "share_a", "share_b", "words", "facts", "source", "why"]

NEAR = ("copy", "cut", "reordered", "rewritten")
"""Kinds of which both articles tell one story in the same words, or most of it."""

SAME_STORY = 0.40        # least share of the words of the shorter one that stands in the other
EMBEDDED = 0.42          # a single passage that is less of the article it stands in, and not its beginning, is a part
ONE_PASSAGE = 0.90       # share of the words in common from which on they are a single passage
OWN_FACTS = 0.70         # fewer names and numbers in common than this, for the words in common: a refilled form
MOST_FACTS = 0.60        # the same for articles with little in common,
LITTLE = 0.60            # which is less than this,
BEGINNING = 0.30         # unless at least this much of both beginnings is the same
WHOLE = 0.90             # from this share on both sides two articles are copies
QUOTED = 0.80            # share of the words in common that stand between quotation marks: only speech is shared
DENSE = 0.60             # share of runs kept in a passage, below which its words were changed throughout


class Row(NamedTuple):
    """What is needed of an article here."""

    id: str
    text: str
    published: str | None = None
    publisher: str | None = None


def rows(articles: Iterable) -> list[Row]:
    """Articles, or (id, text, published) and (id, text) rows, as rows; of an Article only what is read as prose."""
    return list(stream(articles))


def stream(articles: Iterable) -> Iterator[Row]:
    """The same one after another. Raises ArticleError for the id of a row that was there before."""
    known: set[str] = set()
    for number, article in enumerate(articles):
        if isinstance(article, Article):
            text = "\n\n".join(article.text[block.start:block.end] for block in article.blocks if block.role in PROSE)
            row = Row(_own_id(article, number, known), text, article.published, article.publisher)
        else:
            row = Row(*article)
        if row.id in known:
            raise ArticleError(row.id, "two articles have this id", "Give each article an id of its own")
        known.add(row.id)
        yield row


def ids(articles: Iterable[Article]) -> list[str]:
    """What the tables call each of these Articles: its id; for one with the same words as an earlier one, where it came from."""
    known: dict[str, None] = {}
    for number, article in enumerate(articles):
        known[_own_id(article, number, known)] = None
    return list(known)


def _own_id(article: Article, number: int, known: Container[str]) -> str:
    names = (article.id, article.source, f"{article.id or article.source or 'article'} ({number + 1})")
    return next((name for name in names if name and name not in known), str(number))


def pairs(articles: Iterable, *, memory: float = math.inf, folder: str | os.PathLike | None = None, progress: bool = False,
          cluster: str | None = None) -> pd.DataFrame:
    """One row for each two articles that share text, the most alike first.

    Takes Articles or rows (id, text, published). `share_a` is the share of a's words that stands in b (containment),
    and `share_b` the other way about; higher is more. Boilerplate counts on neither side. `words` is how many words
    of a are shared, `facts` the share of the names and numbers of the one that has fewer which the other has too.
    `kind`:

    - copy, cut (one is the other shortened), reordered, rewritten: one story, and `near` is true;
    - partial: passages of one stand in an article that is otherwise its own; quotation: only speech is shared;
      template: the same form filled with other names and numbers;
    - boilerplate: only words are shared that far more articles have than is usual. So many may share them that each is
      paired with the next one alone; here the shares are those of the boilerplate.

    `source` is the id of the likely source and `why` the reason: "published earlier", or "holds all of the other"; both
    are missing where nothing speaks for either. Articles with the same text are paired all with all up to 32 of them;
    beyond, each with the first one only. Raises ArticleError when two articles have one id.

    Articles are read one after another and their texts are not kept. `memory` bounds, in bytes, what is held of them; the
    rest goes to the disk (beside ids, dates and the table itself, and about 0.2 GB a processor at work). In a `folder` all
    work is kept: stopped in any way, the same call with the same articles goes on where it was. `progress` shows a bar on a
    terminal. `cluster` is the address of a Dask scheduler whose workers see `folder`; they do all but the reading.
    """
    if cluster is not None and folder is None:
        raise ArticleError(cluster, "a cluster needs a folder that all its machines see", "Say folder=…")
    given: list[Row] = []
    expected = len(articles) if isinstance(articles, Sized) else None
    with (Shelf(folder, memory) as shelf, Cluster(cluster) if cluster else Threads() as pool,
          Progress(progress, expected) as bar):
        _, table = compared(stream(articles), given, shelf, pool, bar, memory / 2)
    return finish(table, given)


def compared(found: Iterable[Row], given: list[Row], shelf: Shelf, pool: Threads | Cluster, bar: Progress,
             memory: float = math.inf) -> tuple[Join, pd.DataFrame]:
    """(what was compared, kinds and shares of the pairs); the rows, without their texts, are added to `given`."""
    work, records, same = join(_kept(found, given), shelf, pool, memory, bar)
    table = describe(records)
    return work, pd.concat([table, _repeated(table, same, shelf.get("lengths"))], ignore_index=True)


def _kept(found: Iterable[Row], given: list[Row]) -> Iterator[str]:
    """The texts; the rows without them are added to `given`."""
    for row in found:
        given.append(row._replace(text=""))
        yield row.text


def describe(found: np.ndarray) -> pd.DataFrame:
    """Kinds and shares of FOUND records; `a` and `b` are numbers of texts."""
    share_a = np.minimum(1, found["covered"] / np.maximum(1, found["words"]))
    share_b = np.minimum(1, found["other_covered"] / np.maximum(1, found["other_words"]))
    return pd.DataFrame({
        "a": found["a"].astype(np.int64), "b": found["b"].astype(np.int64),
        "kind": np.where(found["boilerplate"], "boilerplate", kinds(found, share_a, share_b)), "share_a": share_a,
        "share_b": share_b, "words": found["covered"], "facts": np.where(found["boilerplate"], np.nan, found["facts"])})


def kinds(measures: np.ndarray, share_a: np.ndarray, share_b: np.ndarray) -> np.ndarray:
    """The kind of each pair."""
    most, least = np.maximum(share_a, share_b), np.minimum(share_a, share_b)
    covered = np.maximum(1, measures["covered"])
    embedded = (measures["longest"] / covered >= ONE_PASSAGE) & (measures["lede"] < BEGINNING) & (least < EMBEDDED)
    other_facts = (measures["facts"] < OWN_FACTS * most) | (
        (most < LITTLE) & (measures["facts"] < MOST_FACTS) & (measures["lede"] < BEGINNING))
    one_story = (most >= SAME_STORY) & ~embedded & ~other_facts
    runs = np.maximum(1, measures["runs"])
    dense = measures["kept"] / np.maximum(1, measures["covered"] - 2 * runs)
    return np.select(
        [one_story & (measures["forward"] / runs < 0.8) & (runs > 2),
         one_story & (least >= WHOLE) & (dense >= DENSE), one_story & (dense < DENSE),
         one_story, measures["quoted"] / covered >= QUOTED, other_facts & (most >= SAME_STORY) & ~embedded],
        ["reordered", "copy", "rewritten", "cut", "quotation", "template"], "partial")


def _repeated(table: pd.DataFrame, same: np.ndarray, lengths: np.ndarray) -> pd.DataFrame:
    """Pairs that articles with the same text add: among one another, and what their first one shares with others."""
    extra: list[tuple] = []
    repeats = np.flatnonzero(same != np.arange(len(same)))
    members: dict[int, list[int]] = {}
    for number, first in zip(repeats.tolist(), same[repeats].tolist(), strict=True):
        members.setdefault(first, [first]).append(number)
    for first, everyone in members.items():
        words = int(lengths[first])
        if not words:
            continue
        for index, one in enumerate(everyone if len(everyone) <= FAMILY else everyone[:1]):
            extra += [(one, other, "copy", 1.0, 1.0, words, 1.0) for other in everyone[index + 1:]]
    firsts = list(members)
    for row in table[table["a"].isin(firsts) | table["b"].isin(firsts)].itertuples(index=False):
        ours, theirs = members.get(row.a, [row.a]), members.get(row.b, [row.b])
        if row.kind != "boilerplate" and len(ours) * len(theirs) <= FAMILY:
            extra += [(one, other, *row[2:]) for one in ours for other in theirs if (one, other) != (row.a, row.b)]
    return pd.DataFrame(extra, columns=table.columns).astype(table.dtypes.to_dict())


def finish(table: pd.DataFrame, given: list[Row]) -> pd.DataFrame:
    """Ids for numbers, the likely source, and the order of the rows."""
    table["near"] = table["kind"].isin(NEAR)
    a, b = table["a"].to_numpy(), table["b"].to_numpy()
    times = published([row.published for row in given])
    moment = times.to_numpy()
    earlier, later = (moment[a] < moment[b], moment[a] > moment[b]) if len(table) else (np.zeros(0, bool),) * 2
    cut = (table["kind"] == "cut").to_numpy()
    a_in_b = cut & (table["share_a"] > table["share_b"] + 0.1).to_numpy()
    b_in_a = cut & (table["share_b"] > table["share_a"] + 0.1).to_numpy()
    ids = np.array([row.id for row in given], object)
    undecided = ~earlier & ~later
    first = earlier | (undecided & b_in_a)
    second = later | (undecided & a_in_b)
    table["source"] = np.where(first, ids[a], np.where(second, ids[b], None)) if len(table) else None
    table["why"] = np.select([earlier | later, first | second], ["published earlier", "holds all of the other"], None)
    table["a"], table["b"] = (ids[a], ids[b]) if len(table) else (None, None)
    order = np.lexsort((-table["words"].to_numpy(), -np.maximum(table["share_a"], table["share_b"]).to_numpy(),
                        ~table["near"].to_numpy()))
    return table.iloc[order][COLUMNS].reset_index(drop=True)


def published(values: list[str | None]) -> pd.Series:
    """Dates and times as moments (UTC); what is no date is missing."""
    return pd.to_datetime(pd.Series(values, dtype=object), errors="coerce", utc=True, format="ISO8601")


def clusters(articles: Iterable, table: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row an article that belongs to a family: articles of one story in the same words. Families by size, then
    time.

    `family` numbers them from 1, `size` counts its articles, `place` the article's place in time (input order where
    there are no dates), `first` is the id of the first one, `kind` and `share` how this article is related to the one
    it is most like in the family and how much of it stands there (0 to 1, higher is more). Only pairs that are `near`
    bind a family: templates, shared quotations and partial copies do not chain. `table` may be `pairs(articles)`,
    known already.
    """
    given = rows(articles)
    table = pairs(given) if table is None else table
    near = table[table["near"]]
    number_of = {row.id: number for number, row in enumerate(given)}
    parent = list(range(len(given)))

    def root(number: int) -> int:
        """The article that stands for the whole family of `number`."""
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    closest: dict[int, tuple[float, str]] = {}
    for row in near.itertuples(index=False):
        a, b = number_of[row.a], number_of[row.b]
        one, other = sorted((root(a), root(b)))
        parent[other] = one
        for number, share in ((a, row.share_a), (b, row.share_b)):
            if share > closest.get(number, (-1.0, ""))[0]:
                closest[number] = (share, row.kind)
    moments = published([row.published for row in given])
    families: dict[int, list[int]] = {}
    for number in closest:
        families.setdefault(root(number), []).append(number)
    found = []
    far = pd.Timestamp.max.tz_localize("UTC")
    ordered = [sorted(members, key=lambda number: (moments[number] if pd.notna(moments[number]) else far, number))
               for members in families.values()]
    for family, members in enumerate(sorted(ordered, key=lambda members: (-len(members), members[0])), 1):
        for place, number in enumerate(members, 1):
            share, kind = closest[number]
            row = given[number]
            found.append((family, len(members), place, row.id, row.publisher, row.published, given[members[0]].id, kind,
                          share))
    return pd.DataFrame(found, columns=["family", "size", "place", "id", "publisher", "published", "first", "kind",
                                        "share"])
