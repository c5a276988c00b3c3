"""An index on disk, for articles that come batch by batch: a new batch is compared with what is there."""
from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from ..article import ArticleError
from . import joining, work
from .many import COLUMNS, Row, compared, describe, finish, pairs, stream
from .shelf import Shelf


class Index:
    """Batches of articles in a folder. Each batch is there as a whole or not at all, whatever stops the machine.

        index = reuse.Index("index")
        for day in days:
            index.add(day, articles_of(day))     # a day that is there already is left as it is
        index.pairs()

    Earlier batches are not read again, neither their texts nor their words: their runs of words lie sorted in the folder.
    """

    def __init__(self, folder: str | os.PathLike):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def batches(self) -> list[str]:
        """Names of the batches, in the order in which they are compared."""
        return sorted(path.name for path in self.folder.iterdir() if path.is_dir() and not path.name.startswith("."))

    def add(self, name: str, articles: Iterable, *, progress: bool = False) -> pd.DataFrame:
        """Compare a batch with itself and with every earlier one, keep it, and return its pairs (columns of `pairs`).

        A batch of that name that is there already is returned as it was found: after an interruption, add all again.
        Raises ArticleError when an id is known from another batch, or when the disk is full.
        """
        if not name or name.startswith(".") or Path(name).name != name:
            raise ArticleError(name or "batch", "this cannot be the name of a batch", "Use letters and digits")
        if (self.folder / name).exists():
            return self._read_pairs(name)
        partial = self.folder / f".{name}.partial"
        try:
            found = self._compare(partial, articles, progress)
            partial.rename(self.folder / name)
        except ArticleError:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        except OSError as error:
            shutil.rmtree(partial, ignore_errors=True)
            raise ArticleError(str(self.folder), f"the batch {name!r} could not be written ({error.strerror})",
                               "Make room on the disk and add it again") from error
        return found

    def pairs(self) -> pd.DataFrame:
        """The pairs of all batches, columns as `pairs` has them, in the order in which they were found."""
        tables = [self._read_pairs(name) for name in self.batches]
        return pd.concat(tables, ignore_index=True) if tables else pairs([])

    def _compare(self, partial: Path, articles: Iterable, progress: bool) -> pd.DataFrame:
        """Compare a batch in a folder of its own, which holds all that later batches need."""
        others = {name: self._rows(name) for name in self.batches}
        batch_of = {row.id: name for name, known in others.items() for row in known}
        given: list[Row] = []
        with Shelf(partial) as shelf, work.Threads() as pool, work.Progress(progress) as bar:
            new, table = compared(_unknown(articles, batch_of), given, shelf, pool, bar)
            tables = [finish(table, given)]
            for name, known in others.items():
                scratch = partial / f"with-{name}"
                with Shelf(self.folder / name) as old, Shelf(scratch) as between:
                    join = _crossing(between, old, len(known), new)
                    pool.run(joining.link, join, range(join.ranges), bar.step("joining"))
                    tables.append(finish(describe(work.measured(join, pool, bar)), [*known, *given]))
                shutil.rmtree(scratch)
            for span in itertools.count():
                if f"found-{span}" not in shelf:
                    break
                shelf.drop(f"found-{span}")
            for number in range(new.ranges):
                shelf.drop(f"pairs-{number}")
                shelf.drop(f"linked-{number}")
        found = pd.concat(tables, ignore_index=True)[COLUMNS]
        rows = [(row.id, row.published, row.publisher) for row in given]
        pd.DataFrame(rows, columns=["id", "published", "publisher"], dtype="string").to_parquet(partial / "articles.parquet")
        found.astype({"source": "string", "why": "string", "a": "string", "b": "string"}).to_parquet(partial / "pairs.parquet")
        return found

    def _rows(self, name: str) -> list[Row]:
        table = pd.read_parquet(self.folder / name / "articles.parquet")
        return [Row(one, "", *(None if pd.isna(value) else value for value in (published, publisher)))
                for one, published, publisher in zip(table["id"], table["published"], table["publisher"], strict=True)]

    def _read_pairs(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.folder / name / "pairs.parquet")


def _unknown(articles: Iterable, batch_of: dict[str, str]) -> Iterator[Row]:
    """The articles as rows. Raises ArticleError for an id that another batch has."""
    for row in stream(articles):
        if row.id in batch_of:
            raise ArticleError(row.id, f"batch {batch_of[row.id]!r} has an article of this id", "Give it an id of its own")
        yield row


def _crossing(between: Shelf, old: Shelf, size: int, new: joining.Join) -> joining.Join:
    """What is to do to find the pairs of an old article and a new one."""
    numbers = list(itertools.takewhile(lambda number: f"digests-{number}" in old, itertools.count()))
    sizes = [len(old.get(f"digests-{number}")) for number in numbers]
    blocks = [joining.Block(old, number, first) for number, first in
              zip(numbers, np.append(0, np.cumsum(sizes))[:-1].tolist(), strict=True)]
    blocks += [block._replace(first=block.first + size) for block in new.blocks]
    words = new.words + sum(int(old.get(f"edges-{number}")[-1]) for number in numbers)
    return new._replace(shelf=between, blocks=tuple(blocks), texts=size + new.texts, words=words, crossing=size)
