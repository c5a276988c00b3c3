"""A worker process: reads parts, analyses their articles, writes one Parquet file a table, and says all the time where it is.

It takes one JSON object a line from standard input and answers on standard output, so that it can run under anything: a
pool on one machine or the worker of a cluster. When its standard input ends, whoever started it is gone and it goes too.
"""
from __future__ import annotations

import hashlib
import itertools
import json
import os
import queue
import resource
import sys
import threading
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from .. import assembling, loading
from ..article import Article, ArticleError
from . import tables

WARM = "“We shall see,” the minister told reporters on Monday. The talks had failed, an official said, and nobody was surprised."
BUG_CURE = "Leave it out, and tell us with the article: the suite should not stumble over it"


class GivenUp(Exception):
    """Reading on was fatal before: the place, what happened and what to do."""


class Reading:
    """The articles of large files, stretch by stretch: the next stretch of the same file goes on where the last one ended.

    `say` is told before every article that is read.
    """

    def __init__(self):
        self._file = self._found = self._ahead = None
        self._place = 0

    def stretch(self, path: str, column: str | None, first: int, size: int, say) -> Iterator[tuple[int, object]]:
        """(place, Document or ArticleError) of up to `size` articles."""
        file = (path, column, *fingerprint(path)[:2])
        if self._file != file or self._place > first:
            self._file, self._found, self._ahead, self._place = file, results(path, column), None, 0
        while self._place < first + size and not self.ended(say):
            place, result = self._place, self._ahead
            self._ahead, self._place = None, place + 1
            if place >= first:
                yield place, result

    def ended(self, say) -> bool:
        """Whether the file holds no more articles."""
        if self._ahead is None:
            say("reading", 0, self._place)
            self._ahead = next(self._found, None)
        return self._ahead is None


def whole(path: str, column: str | None, unit: int, say) -> Iterator[tuple[int, object]]:
    """(place, Document or ArticleError) of all articles of a file."""
    found = results(path, column)
    for place in itertools.count():
        say("reading", unit, place)
        result = next(found, None)
        if result is None:
            return
        yield place, result


def results(path: str, column: str | None) -> Iterator:
    """What the loader finds in a file; never raises an Exception."""
    try:
        yield from loading.read_many([path], text_column=column)
    except Exception as error:
        yield ArticleError(path, f"reading it failed ({_short(error)})", BUG_CURE)


def fingerprint(path: str, content: bool = False) -> list:
    """[bytes, time of the last change, hash of the content] of a file, by which a change is noticed; nulls where it is none."""
    try:
        known = os.stat(path)
        digest = None
        if content:
            with open(path, "rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()[:24]
        return [known.st_size, known.st_mtime_ns, digest]
    except (OSError, ValueError):
        return [None, None, None]


class Rows:
    """The rows of one part, table by table, as they are found."""

    def __init__(self, wanted: tuple[tables.Table, ...], version: str):
        self.wanted, self.version = [table for table in wanted if not table.across], version
        self.batches: dict[str, list[pa.RecordBatch]] = {table.name: [] for table in self.wanted}
        self.errors: list[tuple] = []

    def add(self, article: Article) -> None:
        """All rows of one article, or none. Raises what an analysis raises."""
        found = tables.Findings(article)
        key = hashlib.sha256(f"{article.source}\0{article.id}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
        rows = [table.batch(found, key, self.version) for table in self.wanted]
        for table, batch in zip(self.wanted, rows, strict=True):
            self.batches[table.name].append(batch)

    def fail(self, file: str, place: int | None, trouble: str, cure: str) -> None:
        """One row of `errors`."""
        position = None if place is None else place + 1
        self.errors.append((tables.printable(file), position, tables.printable(trouble), tables.printable(cure), self.version))

    def write(self, folder: str) -> dict[str, int]:
        """Write every table to `folder`, empty ones too; returns the rows of each. Raises OSError."""
        made = {table.name: pa.Table.from_batches(self.batches[table.name], table.schema) for table in self.wanted}
        columns = list(zip(*self.errors, strict=True)) or [()] * len(tables.ERRORS)
        made["errors"] = pa.table([pa.array(column, field.type) for column, field in zip(columns, tables.ERRORS, strict=True)],
                                  schema=tables.ERRORS)
        return write(made, folder)


def write(made: dict[str, pa.Table], folder: str) -> dict[str, int]:
    """Write tables as Parquet files of a new folder; returns the rows of each. Raises OSError."""
    os.makedirs(folder)
    for name, rows in made.items():
        held = pa.BufferOutputStream()
        pq.write_table(rows, held, compression="zstd")
        with open(os.path.join(folder, f"{name}.parquet"), "wb") as file:
            file.write(held.getvalue())
    return {name: rows.num_rows for name, rows in made.items()}


class Worker:
    """Does parts one after another. `tell(stage, unit, place)` is told where it is."""

    def __init__(self, tell):
        self._tell, self._reading = tell, Reading()

    def compare(self, task: dict) -> dict:
        """Make the tables that go across all articles of the corpus task["out"]. Raises OSError where it cannot write."""
        from . import opening
        self._tell("comparing", 0, 0)
        together = tables.Together(opening.open(task["out"]).prose())
        made = {table.name: pa.Table.from_batches([table.batch(together, None, task["version"])], table.schema)
                for table in tables.chosen(task["analyses"]) if table.across}
        return {"files": [], "rows": write(made, task["folder"]), "left_out": 0, "ended": True}

    def do(self, task: dict) -> dict:
        """Analyse a part and write its files to task["folder"]; returns what was done. Raises OSError where it cannot write."""
        rows = Rows(tables.chosen(task["analyses"]), task["version"])
        fatal = {(stage, unit, place): (trouble, cure) for stage, unit, place, trouble, cure in task["fatal"]}
        first, size, column = task["first"], task["size"], task["text_column"]
        left_out, files, ended = 0, [], True

        def say(stage: str, unit: int, place: int) -> None:
            """Tell how far we are. Raises GivenUp at a place that ended a process before."""
            if (stage, unit, place) in fatal:
                raise GivenUp(place, *fatal[stage, unit, place])
            self._tell(stage, unit, place)

        for unit, path in enumerate(task["paths"]):
            files.append([path, *fingerprint(path, content=first is None)])
            try:
                found = (whole(path, column, unit, say) if first is None
                         else self._reading.stretch(path, column, first, size, say))
                for place, result in found:
                    if isinstance(result, ArticleError):
                        rows.fail(result.file, place, result.trouble, result.cure)
                    elif not is_wanted(result.published, task["since"], task["until"]):
                        left_out += 1
                    elif ("analysing", unit, place) in fatal:
                        rows.fail(result.source, place, *fatal["analysing", unit, place])
                    else:
                        self._tell("analysing", unit, place)
                        analyse(rows, result, place)
                ended = first is None or self._reading.ended(say)
            except GivenUp as stop:
                place, trouble, cure = stop.args
                if place >= (first or 0):
                    rows.fail(path, place, trouble, cure)
        self._tell("writing", 0, 0)
        return {"files": files, "rows": rows.write(task["folder"]), "left_out": left_out, "ended": ended}


def analyse(rows: Rows, document: loading.Document, place: int) -> None:
    """All tables of one article, or one row of `errors`."""
    try:
        rows.add(assembling.assemble(document))
    except ArticleError as error:
        rows.fail(error.file, place, error.trouble, error.cure)
    except Exception as error:  # One article costs one row, whatever an analysis stumbles over.
        rows.fail(document.source, place, f"the analysis failed ({_short(error)})", BUG_CURE)


def is_wanted(published: str | None, since: str | None, until: str | None) -> bool:
    """Whether an article lies between two dates, each a year, month or day and included; without a date it lies nowhere."""
    if not (since or until):
        return True
    return bool(published) and (not since or published[:len(since)] >= since) and (not until or published[:len(until)] <= until)


def _short(error: BaseException) -> str:
    said = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _tasks() -> Iterator[dict]:
    """Tasks from standard input; its end ends the process at once, in the middle of an article too."""
    waiting: queue.SimpleQueue = queue.SimpleQueue()

    def listen() -> None:
        """Put every task into the queue; end at once where nobody sends any more."""
        for line in sys.stdin.buffer:
            waiting.put(json.loads(line))
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        yield waiting.get()


def main() -> None:
    """Work until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)   # what a library prints must not get between the answers
    pa.set_cpu_count(1)

    def tell(*said) -> None:
        """Send one line to the process that asked."""
        answers.write(json.dumps(said).encode() + b"\n")

    wanted = tables.chosen(sys.argv[1:])
    Rows(wanted, "").add(assembling.load(text=WARM))     # models and word lists are read before any time is taken
    worker = Worker(tell)
    tell("ready", memory())
    for task in _tasks():
        try:
            tell("done", worker.compare(task) if task.get("across") else worker.do(task), memory())
        except OSError as error:
            tell("stopped", f"{error.strerror or error}", task["folder"])


def memory() -> int:
    """The most bytes this process has held."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024


if __name__ == "__main__":
    main()
