"""analyse: paths → tables. Hands out parts, puts what comes back into place, goes on where an earlier run was stopped."""
from __future__ import annotations

import hashlib
import os
import queue
import re
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import helpers

from . import manifest, plan, tables
from .children import PACKAGES, CannotStart, CannotWrite, Child
from .manifest import Folder, Stopped
from .plan import Part
from .progress import Progress

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: counts over the whole folder, what earlier runs had done, what had changed since."""

    out: Path
    articles: int
    errors: int
    left_out: int
    kept: int
    parts: int
    changed: tuple[str, ...]
    seconds: float


def analyse(paths: Iterable[str | os.PathLike] | str | os.PathLike, out: str | os.PathLike, *,
            analyses: Iterable[str] | None = None, jobs: int | None = None, since: str | None = None, until: str | None = None,
            text_column: str | None = None, cluster: str | None = None, seconds: float = 10.0, part: int | None = None,
            again: bool = False, retry: bool = False, progress: Progress | None = None) -> Outcome:
    """Analyse every article of `paths` (files, folders, patterns such as "archive/**/*.html") into the folder `out`.

    `analyses`: some of `ANALYSES`, all by default. `jobs`: processes, one a core by default. `since`, `until`: only articles
    published between these dates (2026, 2026-11 or 2026-11-23, both included); articles without a date are then left out.
    `text_column`: the column of tables that holds the article, where it is not found. `cluster`: address of a Dask scheduler
    whose workers see the same folders; paths travel, not texts. `seconds`: how long an article may take before it becomes
    an error. `part`: articles a file of the tables (by default what suits
    the size). Parts that an earlier run finished are kept; `retry` does those with errors again, `again` all.

    Raises ValueError for wrong settings, OtherSettings where `out` holds other tables, Stopped where the run cannot go on
    (a full disk); whatever stops it, the same call goes on where it was.
    """
    start = time.monotonic()
    wanted = tables.chosen(list(analyses or ()))
    for date in filter(None, (since, until)):
        if not _DATE.fullmatch(date):
            raise ValueError(f"{date!r} is no date: give 2026, 2026-11 or 2026-11-23")
    files = plan.listed([paths] if isinstance(paths, (str, os.PathLike)) else paths, out)
    if not files:
        raise ValueError("no file was given")
    settings = {
        "version": version(), "analyses": [name for name in tables.ANALYSES if name in {table.analysis for table in wanted}],
        "since": since, "until": until, "text_column": text_column, "part": part or _part_size(Path(out), files)}
    progress = progress or Progress()
    try:
        with Folder(out) as folder:
            changed, kept = folder.resume(settings, plan.parts(files, settings["part"]), again, retry)
            progress.begin(plan.expected(files), list(folder.done.values()), changed)
            task = {**settings, "seconds": seconds, "scratch": folder.scratch()}
            with _pool(cluster, jobs or len(os.sched_getaffinity(0))) as pool:
                _work(Schedule(plan.parts(files, settings["part"]), folder.done), pool, task, folder, progress)
                _compare(wanted, pool, task, folder, progress)
            from . import page  # DuckDB and jinja2, only now that they are needed
            page.write(folder.path)
            rows = [Counter(entry["rows"]) for entry in folder.done.values()]
            return Outcome(folder.path, sum(row["articles"] for row in rows), sum(row["errors"] for row in rows),
                           sum(entry["left_out"] for entry in folder.done.values()), kept, len(rows), tuple(changed),
                           time.monotonic() - start)
    except CannotStart as error:
        raise Stopped(f"a worker process did not start: {error}") from error
    except (CannotWrite, OSError) as error:
        said = error.args[0] if isinstance(error, CannotWrite) else error.strerror or str(error)
        raise Stopped(f"{out} cannot be written: {said}. What is finished is kept; make room, then run the same again") from error
    finally:
        progress.end()


def version() -> str:
    """What makes the rows: the suite's version and a mark of its code, word lists and models as they are now."""
    digest = hashlib.sha256()
    for file in sorted((PACKAGES / "helpers").rglob("*")):
        inside = file.relative_to(PACKAGES)
        if file.is_file() and not {"__pycache__", "charts", "report"} & set(inside.parts):
            digest.update(f"{inside.as_posix()}\0".encode() + file.read_bytes())
    return f"{helpers.__version__}+{digest.hexdigest()[:8]}"


def _part_size(out: Path, files: list[tuple[str, int]]) -> int:
    """As the earlier run had it, so that its parts fit."""
    return (manifest.read(out)[0] or {}).get("part") or plan.part_size(plan.expected(files))


class Schedule:
    """Which part comes next. Large files are begun at several places at once, and put into place in their order."""

    def __init__(self, parts: Iterator[Part], done: dict[str, dict]):
        self._parts, self._done = parts, done
        self._open: dict[int, _Stretches] = {}

    def next(self) -> Part | None:
        """A part that nobody does yet; None where all are taken for the moment."""
        for stretches in self._open.values():
            if part := stretches.next():
                return part
        for part in self._parts:
            if part.first is None:
                if part.key not in self._done:
                    return part
                continue
            stretches = self._open[part.number] = _Stretches(part, self._done)
            if following := stretches.next():
                return following
        return None

    def finished(self, part: Part, report: dict) -> list[tuple[Part, dict]]:
        """What can be put into place now that `part` is done."""
        if part.first is None:
            return [(part, report)]
        stretches = self._open[part.number]
        found = stretches.finished(part, report)
        if stretches.is_over:
            del self._open[part.number]
        return found


class _Stretches:
    """The stretches of one large file; nobody knows how many there are until one comes back as the last."""

    def __init__(self, first: Part, done: dict[str, dict]):
        self._next, self._due, self._waiting, self._running = first, first, {}, 0
        self._last_known = False
        size = max(1, first.size)
        self._guess = plan.expected([(path, os.path.getsize(path)) for path in first.paths if os.path.exists(path)]) // size
        self._seen = 0
        while (entry := done.get(self._next.key)) is not None and not self._last_known:
            self._advance(entry["ended"])
            self._next = self._due

    def _advance(self, ended: bool) -> None:
        self._due, self._seen, self._last_known = self._due.next(), self._seen + 1, ended

    @property
    def is_over(self) -> bool:
        """Whether the last stretch is in place and none beyond it is still being read."""
        return self._last_known and not self._running

    def next(self) -> Part | None:
        """A part to begin with now; None where the file's end may be nearer, or is known."""
        ahead = (self._next.first - self._due.first) // self._next.size
        if self._last_known or (ahead and self._seen + ahead > max(self._guess, 2 * self._seen)):
            return None
        part, self._next = self._next, self._next.next()
        self._running += 1
        return part

    def finished(self, part: Part, report: dict) -> list[tuple[Part, dict]]:
        """Take the report of a part; the parts that are ready to be counted, in the order of the file."""
        self._running -= 1
        self._waiting[part.first] = report
        ready = []
        while not self._last_known and (report := self._waiting.pop(self._due.first, None)) is not None:
            ready.append((self._due, report))
            self._advance(report["ended"])
        return ready


class _Processes:
    """Worker processes on this machine, one a thread that watches it."""

    def __init__(self, jobs: int):
        self.jobs = jobs
        self._children: list[Child] = []
        self._own = threading.local()
        self._threads = ThreadPoolExecutor(jobs, initializer=self._begin)

    def _begin(self) -> None:
        self._own.child = Child()
        self._children.append(self._own.child)

    def submit(self, task: dict) -> Future:
        """Do a part in a process of this machine, in the background."""
        return self._threads.submit(lambda: self._own.child.do(task))

    def result(self, future: Future) -> dict:
        """What a part came to. Raises what the part raised."""
        return future.result()

    def __enter__(self) -> _Processes:
        return self

    def __exit__(self, *error) -> None:
        for child in self._children:
            child.close()
        self._threads.shutdown(cancel_futures=True)
        for child in self._children:
            child.end()


def _pool(cluster: str | None, jobs: int):
    if cluster is None:
        return _Processes(jobs)
    from .cluster import Cluster
    return Cluster(cluster)


def _compare(wanted: tuple[tables.Table, ...], pool, task: dict, folder: Folder, progress: Progress) -> None:
    """Make the tables that go across articles, unless they are there for just these articles."""
    folder.sync()
    part = plan.across(folder.done.values())
    if part.key in folder.done or not any(table.across for table in wanted):
        return
    progress.note("Comparing all articles with one another …")
    report = pool.result(pool.submit({**task, "across": True, "out": str(folder.path.resolve())}))
    folder.commit(part, report)
    folder.sync()


def _work(schedule: Schedule, pool, task: dict, folder: Folder, progress: Progress) -> None:
    """Do every part. Raises what stops the run."""
    back: queue.SimpleQueue = queue.SimpleQueue()
    running = 0
    while True:
        while running < 2 * pool.jobs and (part := schedule.next()):
            future = pool.submit({**task, "paths": part.paths, "first": part.first, "size": part.size})
            future.add_done_callback(lambda future, part=part: back.put((part, future)))
            running += 1
        if not running:
            return
        part, future = back.get()
        running -= 1
        for finished, report in schedule.finished(part, pool.result(future)):
            folder.commit(finished, report)
            progress.add(report)
