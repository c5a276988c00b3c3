"""Does the steps of a join, on the threads of this machine or on a Dask cluster, and says how far it is."""
from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed

import numpy as np
from tqdm import tqdm

from ..article import ArticleError
from . import joining
from .joining import Join
from .shelf import Shelf

COST = {"reading": 6, "counting": 2, "marking": 3, "joining": 3, "comparing": 6}
"""What a step costs, roughly: only for the time left."""


def join(texts: Iterable[str], shelf: Shelf, pool: Threads | Cluster, memory: float,
         progress: Progress) -> tuple[Join, np.ndarray, np.ndarray]:
    """(the join, FOUND records of all pairs that share text, for each text the first one that is the same).

    `texts` are read as they come and not kept. What lies on the shelf already is not done again.
    """
    count = 0
    with Threads(pool.here) as threads:
        waiting: deque = deque()
        for block in joining.blocks(texts):
            waiting.append((threads.submit(joining.read, shelf, count, block), len(block)))
            count += 1
            while len(waiting) > pool.here:
                _finish(waiting, progress)
        while waiting:
            _finish(waiting, progress)
    work, same = joining.settle(shelf, count, pool.jobs, memory)
    progress.settle(work.texts)
    pool.run(joining.count, work, range(work.parts), progress.step("counting"))
    joining.gather_counts(work)
    pool.run(joining.mark, work, range(count), progress.step("marking"))
    shelf.put("counted", np.zeros(0))
    for name in ("counts", *(f"counts-{part}" for part in range(work.parts))):
        shelf.drop(name)
    pool.run(joining.link, work, range(work.ranges), progress.step("joining"))
    return work, measured(work, pool, progress), same


def measured(work: Join, pool: Threads | Cluster, progress: Progress) -> np.ndarray:
    """FOUND records of the pairs that were joined."""
    spans = range(-(-work.texts // joining.SPAN))
    pool.run(joining.measure, work, spans[::-1], progress.step("comparing"))    # the last ones have most to compare with
    return np.concatenate([work.shelf.get(f"found-{span}") for span in spans] or [np.zeros(0, joining.FOUND)])


def _finish(waiting: deque, progress: Progress) -> None:
    future, size = waiting.popleft()
    future.result()
    progress.read(size)


class Threads:
    """Does units of work on the threads of this process: compiled code lets the others run."""

    def __init__(self, jobs: int | None = None):
        self.jobs = self.here = jobs or cores()
        self._pool = ThreadPoolExecutor(self.jobs)

    def submit(self, step: Callable, *given):
        """Do one unit in the background; the future of what it gives."""
        return self._pool.submit(step, *given)

    def run(self, step: Callable, work: Join, units: Iterable[int], said: Callable[[float], None]) -> None:
        """Do all units of a step; `said` is told of each what share of the step it is."""
        units = list(units)
        futures = [self._pool.submit(step, work, unit) for unit in units]
        try:
            for future in as_completed(futures):
                future.result()
                said(1 / len(units))
        except BaseException:
            for future in futures:
                future.cancel()
            raise

    def __enter__(self) -> Threads:
        return self

    def __exit__(self, *error) -> None:
        self._pool.shutdown(cancel_futures=True)


class Cluster:
    """Does units of work on a Dask cluster whose workers see the shelf's folder. Articles are read here, not there."""

    def __init__(self, address: str):
        try:
            from distributed import Client
        except ImportError:
            raise ArticleError(address, "Dask is not installed", "pip install -r requirements-cluster.txt") from None
        try:
            self._client = Client(address, timeout=10, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ArticleError(address, f"no Dask scheduler answers there ({error})", "Start one: dask scheduler") from error
        self.here = cores()

    @property
    def jobs(self) -> int:
        """Threads of all workers there are now."""
        return max(1, sum(self._client.nthreads().values()))

    def run(self, step: Callable, work: Join, units: Iterable[int], said: Callable[[float], None]) -> None:
        """Do all units of a step; a unit whose worker is lost is done by another."""
        futures = [self._client.submit(step, work, unit, pure=False) for unit in units]
        try:
            for future in futures:
                future.result()
                said(1 / len(futures))
        finally:
            self._client.cancel(futures)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *error) -> None:
        self._client.close(timeout=5)


class Progress:
    """A bar on a terminal with the time left; silent where it is not wanted or there is no terminal."""

    def __init__(self, wanted: bool = False, expected: int | None = None):
        total = expected * sum(COST.values()) if expected else None
        self._bar = tqdm(total=total, disable=None if wanted else True, unit=" steps", unit_scale=True, desc="reading")
        self._texts = 0

    def read(self, texts: int) -> None:
        """So many texts more are read."""
        self._bar.update(texts * COST["reading"])

    def settle(self, texts: int) -> None:
        """All texts are read: now the time left is known."""
        self._texts, self._bar.total = texts, texts * sum(COST.values())

    def step(self, name: str) -> Callable[[float], None]:
        """A step begins; returns what is to be told how large a share of it was done."""
        self._bar.set_description(name)
        return lambda share: self._bar.update(round(share * self._texts * COST[name])) and None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error) -> None:
        self._bar.close()


def cores() -> int:
    """Processors that this process may use, at most eight."""
    available = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    return max(1, min(8, len(available)))
