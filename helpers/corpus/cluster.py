"""The same parts on a Dask cluster: paths travel, not texts, and every Dask worker keeps worker processes of its own.

The workers must see the articles and the folder of the tables under the same paths, and have the same version installed.
"""
from __future__ import annotations

import queue
from contextlib import suppress

from .children import CannotStart, Child

PLUGIN = "media-analysis-children"


class Children:
    """What a Dask worker keeps between parts: its worker processes. Ended when the run or the worker ends."""

    name = PLUGIN

    def setup(self, worker) -> None:
        """Called by Dask when a worker gets the plugin: no process yet, each is started when a part asks for it."""
        from .running import version
        self.version = version()
        self.all: list[Child] = []
        self.idle: queue.SimpleQueue = queue.SimpleQueue()

    def teardown(self, worker) -> None:
        """Called by Dask when the worker ends: end its processes."""
        for child in self.all:
            child.close()

    def do(self, task: dict) -> dict:
        """Do a part in a process that is free."""
        if task["version"] != self.version:
            raise CannotStart(f"the cluster's workers have version {self.version}, we have {task['version']}: install the same")
        try:
            child = self.idle.get_nowait()
        except queue.Empty:
            child = Child()
            self.all.append(child)
        try:
            return child.do(task)
        finally:
            self.idle.put(child)


def do(task: dict) -> dict:
    """Do a part; runs on a Dask worker."""
    from distributed import get_worker
    return get_worker().plugins[PLUGIN].do(task)


class Cluster:
    """The scheduler at `address`, as a pool. Raises CannotStart where there is none."""

    def __init__(self, address: str):
        try:
            from distributed import Client, WorkerPlugin
        except ImportError:
            raise CannotStart("Dask is not installed: pip install -r requirements-cluster.txt") from None
        try:
            self._client = Client(address, timeout=10, set_as_default=False)
        except (OSError, ValueError) as error:
            raise CannotStart(f"no Dask scheduler answers at {address} ({error})") from error
        self._client.register_plugin(type("Children", (Children, WorkerPlugin), {"__module__": __name__})(), name=PLUGIN)
        self._tasks: set = set()

    @property
    def jobs(self) -> int:
        """Threads of all workers there are now."""
        return max(1, sum(self._client.nthreads().values()))

    def submit(self, task: dict):
        """Give a part to a worker that is free; `result` tells what it came to."""
        future = self._client.submit(do, task, pure=False)
        self._tasks.add(future)
        return future

    def result(self, future) -> dict:
        """What a part came to. Raises what the part raised, CannotStart where the cluster failed."""
        from distributed import CancelledError, KilledWorker
        self._tasks.discard(future)
        try:
            return future.result()
        except (KilledWorker, CancelledError) as error:
            raise CannotStart(f"the cluster gave a part up ({error})") from error

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *error) -> None:
        with suppress(Exception):   # the scheduler may be what is gone
            self._client.cancel(list(self._tasks))
            self._client.unregister_worker_plugin(PLUGIN)
        self._client.close(timeout=5)
