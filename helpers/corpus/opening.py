"""open: the tables of a corpus, read only when they are asked for."""
from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pandas as pd

import helpers  # what compares articles is imported when it is first asked for

from .. import assembling, loading
from ..article import Article, ArticleError
from ..loading import addresses
from ..sentiment import across
from . import manifest, tables

if TYPE_CHECKING:
    from ..findings import Findings

_PROSE = """
with blocks as (select article, block, string_agg(text, ' ' order by sentence) as text from read_parquet(?) group by all),
texts as (select article, string_agg(text, '\n\n' order by block) as text from blocks group by all)
select article, texts.text, published, publisher from read_parquet(?, file_row_number = true) join texts using (article)
order by file_row_number
"""

_TONES = """
select article, publisher as outlet, day, voice, count(*) as sentences, {sums}
from tone join articles using (article) where tone is not null and not repeated
group by all order by article, voice
"""
_MENTIONS = """
with named as (select name, kind from targets where name is not null and not repeated group by all
    order by count(distinct article) desc, count(*) desc, name, kind limit ?)
select article, publisher as outlet, day, if(speaker is null, 'narration', 'quotation') as voice, name, kind, count(*) as mentions, {sums}
from targets join named using (name, kind) join articles using (article) where not repeated
group by all order by article, name, kind, voice
"""
_SUMS = "sum(tone) as total, sum(tone * tone) as squares, " + ", ".join(
    f"count(*) filter (label = '{label}') as {label}" for label in across.LABELS)


class Corpus(Mapping):
    """The finished tables of a folder, name → lazy DuckDB relation; `sql` asks a question, `frame` reads a whole table.

    `left_out` counts the articles that were left out by their date.
    """

    def __init__(self, path: Path, files: dict[str, list[str]], left_out: int = 0):
        self.path, self.left_out = path, left_out
        self._files = files
        self._database = duckdb.connect()
        for name, parts in files.items():
            self._database.read_parquet(parts).create_view(name)

    def __getitem__(self, table: str) -> duckdb.DuckDBPyRelation:
        if table not in self._files:
            raise KeyError(f"{table}; there are {', '.join(self)}")
        return self._database.table(table)

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __repr__(self) -> str:
        return f"<corpus {self.path}: {', '.join(self)}>"

    def sql(self, question: str, *values) -> pd.DataFrame:
        """The answer to a question in SQL, in which each table has its name; `values` stand for its question marks."""
        return self._database.execute(question, list(values)).df()

    def ask(self, question: str, *values) -> list[tuple]:
        """The same as plain rows."""
        return self._database.execute(question, list(values)).fetchall()

    def prose(self) -> Iterator[tuple]:
        """Every article as (key, what is read as prose, date, outlet), in order; read part by part as it is asked for."""
        for articles, sentences in zip(self._files["articles"], self._files["sentences"], strict=True):
            yield from self._database.cursor().execute(_PROSE, [sentences, articles]).fetchall()

    def tones(self) -> pd.DataFrame:
        """The tones of all articles added up, for `sentiment.by_outlet` and its sisters: one row an article and voice; empty where
        tone was not asked for."""
        return self.sql(_TONES.format(sums=_SUMS)) if "tone" in self else pd.DataFrame(columns=list(across.ROWS))

    def mentions(self, most: int = 200) -> pd.DataFrame:
        """The tones toward the names that stand in most articles, at most so many, added up for `sentiment.by_person`: one row an
        article, name and voice; empty where targets were not asked for."""
        return (self.sql(_MENTIONS.format(sums=_SUMS), most) if "targets" in self
                else pd.DataFrame(columns=list(across.MENTION_ROWS)))

    def articles(self, most: int = 40) -> list[Article]:
        """At most so many of the articles, cut anew from their text, those of the largest families first."""
        first = ("left join families using (article) order by family is null, family, place, source, article" if "families" in self
                 else "order by source, article")
        rows = self.ask("select text, source, id, title, authors, articles.published, articles.publisher, language "
                        f"from articles {first} limit ?", most)
        return [assembling.assemble(loading.Document(text, source, one, title, tuple(authors), *rest))
                for text, source, one, title, authors, *rest in rows]

    def frame(self, table: str) -> pd.DataFrame:
        """A whole table, in the order of the articles."""
        return self[table].df()


def open(folder: str | os.PathLike) -> Corpus:
    """The tables that `analyse` wrote into `folder`; while it still runs, those of the parts that are finished.

    Raises ArticleError where there are none.
    """
    path = Path(folder)
    settings, done = manifest.read(path)
    if settings is None:
        raise ArticleError(str(folder), "it holds no tables of a corpus",
                           "Make them with: python -m helpers analyse PATH --out DIR")
    parts = sorted(done.values(), key=lambda entry: entry["name"])
    if not parts:
        raise ArticleError(str(folder), "none of its parts is finished", "Run the analysis again: it goes on where it was")
    return Corpus(path, {name: [str(path / name / f"{entry['name']}.parquet") for entry in parts if name in entry["rows"]]
                         for name in tables.NAMES if any(name in entry["rows"] for entry in parts)},
                  sum(entry["left_out"] for entry in parts))


def articles(paths: str | os.PathLike | Iterable[str | os.PathLike], most: int = 40) -> list[Article]:
    """The articles of files, as `helpers.load` reads them, and of folders that `analyse` wrote.

    Of such a folder at most so many are given, those of the largest families of reuse first, then in the order of the
    tables. They are cut anew from the stored text. Raises ArticleError for what is neither.
    """
    found = []
    for path in [paths] if isinstance(paths, (str, os.PathLike)) else paths:
        place, _ = addresses.located(path)
        found += open(place).articles(most) if (place / manifest.MANIFEST).exists() else [assembling.load(path)]
    return found


def tones(paths: str | os.PathLike | Iterable[str | os.PathLike], analysed: Iterable[Findings]) -> pd.DataFrame:
    """The tones of all articles of a folder that `analyse` wrote, of however many; for anything else those of what was `analysed`.
    One row an article and voice, for `sentiment.by_outlet` and its sisters."""
    whole = _whole(paths)
    return pd.concat([each.tones() for each in whole], ignore_index=True) if whole else helpers.comparison.tones(analysed)


def mentions(paths: str | os.PathLike | Iterable[str | os.PathLike], analysed: Iterable[Findings]) -> pd.DataFrame:
    """The same for the tones toward people, organisations and countries, for `sentiment.by_person`."""
    whole = _whole(paths)
    return pd.concat([each.mentions() for each in whole], ignore_index=True) if whole else helpers.comparison.mentions(analysed)


def _whole(paths: str | os.PathLike | Iterable[str | os.PathLike]) -> list[Corpus]:
    """The corpora among some paths."""
    places = [addresses.located(path)[0] for path in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]
    return [open(place) for place in places if (place / manifest.MANIFEST).exists()]
