"""An index on disk, for more articles than fit into memory at once: a new batch is compared with what is there."""
from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from ..article import ArticleError
from .fingerprints import Fingerprints, candidates, fingerprints
from .many import COLUMNS, Row, describe, finish, pairs, rows


class Index:
    """Batches of articles in a folder. Each batch is there as a whole or not at all, whatever stops the machine.

        index = reuse.Index("index")
        for day in days:
            index.add(day, articles_of(day))     # a day that is there already is left as it is
        index.pairs()

    Memory holds the new batch and one earlier batch at a time.
    """

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def batches(self) -> list[str]:
        """Names of the batches, in the order in which they are compared."""
        return sorted(path.name for path in self.folder.iterdir() if path.is_dir() and not path.name.startswith("."))

    def add(self, name: str, articles: Iterable) -> pd.DataFrame:
        """Compare a batch with itself and with every earlier one, keep it, and return its pairs (columns of `pairs`).

        A batch of that name that is there already is returned as it was found: after an interruption, add all again.
        Raises ArticleError when an id is known from another batch, or when the disk is full.
        """
        if not name or name.startswith(".") or Path(name).name != name:
            raise ArticleError(name or "batch", "this cannot be the name of a batch", "Use letters and digits")
        if (self.folder / name).exists():
            return self._read_pairs(name)
        given = rows(articles)
        words = fingerprints(row.text for row in given)
        found = [pairs(given)]
        for other, other_rows, other_words in self._parts():
            known = {row.id for row in other_rows} & {row.id for row in given}
            if known:
                raise ArticleError(min(known), f"batch {other!r} has an article of this id", "Give it an id of its own")
            found.append(_between(other_rows, other_words, given, words))
        table = pd.concat(found, ignore_index=True)[COLUMNS]
        self._write(name, given, words, table)
        return table

    def pairs(self) -> pd.DataFrame:
        """The pairs of all batches, columns as `pairs` has them, in the order in which they were found."""
        tables = [self._read_pairs(name) for name in self.batches]
        return pd.concat(tables, ignore_index=True) if tables else pairs([])

    def _parts(self) -> Iterator[tuple[str, list[Row], Fingerprints]]:
        for name in self.batches:
            folder = self.folder / name
            table = pd.read_parquet(folder / "articles.parquet")
            given = [Row(*(None if pd.isna(value) else value for value in row)) for row in
                     zip(table["id"], [""] * len(table), table["published"], table["publisher"], strict=True)]
            yield name, given, Fingerprints(*(np.load(folder / f"{part}.npy") for part in ("words", "edges", "facts")))

    def _read_pairs(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.folder / name / "pairs.parquet")

    def _write(self, name: str, given: list[Row], words: Fingerprints, table: pd.DataFrame) -> None:
        partial = self.folder / f".{name}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        try:
            partial.mkdir()
            for part in ("words", "edges", "facts"):
                np.save(partial / f"{part}.npy", getattr(words, part))
            articles = [(row.id, row.published, row.publisher) for row in given]
            pd.DataFrame(articles, columns=["id", "published", "publisher"], dtype="string").to_parquet(
                partial / "articles.parquet")
            table.astype({"source": "string", "why": "string", "a": "string", "b": "string"}).to_parquet(
                partial / "pairs.parquet")
            partial.rename(self.folder / name)
        except OSError as error:
            shutil.rmtree(partial, ignore_errors=True)
            raise ArticleError(str(self.folder), f"the batch {name!r} could not be written ({error.strerror})",
                               "Make room on the disk and add it again") from error


def _between(old_rows: list[Row], old: Fingerprints, new_rows: list[Row], new: Fingerprints) -> pd.DataFrame:
    """Pairs of an old article and a new one."""
    both = Fingerprints(np.concatenate([old.words, new.words]),
                        np.concatenate([old.edges, new.edges[1:] + old.edges[-1]]),
                        np.concatenate([old.facts, new.facts]))
    keys = candidates(both)
    crossing = ((keys & np.uint64(0xFFFFFFFF)) < len(old)) & ((keys >> np.uint64(32)) >= len(old))
    return finish(describe(both, keys[crossing]), [*old_rows, *new_rows])
