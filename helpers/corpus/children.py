"""Keeps worker processes: gives one a part, watches it, and when it dies or hangs, finds the article to blame and goes on.

The same class serves one machine, where each thread of a pool has a child, and a cluster, where each worker has some.
"""
from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

START = 180.0
"""Seconds a worker may take to read its models."""

LONG_FILE = 10_000_000
"""Bytes of a file from which more time is given to read on in it, in proportion."""

MOST_MEMORY = 1_500_000_000
"""Bytes after which a worker is replaced by a fresh one."""

DEATHS = 2
"""How often an article may kill its worker before it is left out: once can be the machine's fault."""

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS",
                            "RAYON_NUM_THREADS"), "1")
PACKAGES = Path(__file__).resolve().parents[2]


class Died(Exception):
    """The worker is gone or was ended: where it was (stage, unit, place) and what happened."""


class CannotWrite(Exception):
    """A part could not be written: the system's words, and the folder."""


class CannotStart(Exception):
    """A worker process did not come up: its last words."""


def _limit(task: dict, stage: str, unit: int, place: int) -> float:
    """Seconds the worker may stay where it is; comparing all articles takes what it takes."""
    if stage in ("writing", "comparing"):
        return START if stage == "writing" else 1e7
    if stage == "reading":
        with suppress(OSError, ValueError):
            return task["seconds"] * max(1.0, os.path.getsize(task["paths"][unit]) / LONG_FILE)
    return task["seconds"]


class Child:
    """One worker process and who watches it; used by one thread at a time."""

    def __init__(self):
        self._process: subprocess.Popen | None = None
        self._buffer, self._at_end, self._closed, self._code = b"", False, False, None

    def do(self, task: dict) -> dict:
        """Do a part to its end; an article that kills or stops the worker costs one row. Raises CannotWrite, CannotStart."""
        fatal: list[list] = []
        deaths: dict[tuple, int] = {}
        while True:
            folder = tempfile.mkdtemp(dir=task["scratch"]) + "/tables"
            try:
                return self._attempt({**task, "fatal": fatal, "folder": folder}) | {"folder": folder}
            except Died as death:
                if self._closed:
                    raise
                where, trouble, cure, is_slow = death.args
                deaths[where] = deaths.get(where, 0) + 1
                if where[0] in ("reading", "analysing"):
                    if is_slow or deaths[where] >= DEATHS:
                        fatal.append([*where, trouble, cure])
                elif deaths[where] > DEATHS:
                    raise CannotStart(f"it dies when it is {where[0]} ({trouble}); is there enough memory?") from death

    def close(self) -> None:
        """End the process, whatever it is doing; may be called from any thread."""
        self._closed = True
        if process := self._process:
            process.kill()

    def _attempt(self, task: dict) -> dict:
        if self._process is None:
            self._start(task["scratch"], task["analyses"])
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(task).encode() + b"\n")
            self._process.stdin.flush()
        where, limit = ("waiting", 0, 0), START
        while True:
            said = self._hear(limit)
            if said is None:
                raise self._blame(where, limit)
            if said[0] == "done":
                if said[2] > MOST_MEMORY:
                    self.end()
                return said[1]
            if said[0] == "stopped":
                raise CannotWrite(*said[1:])
            where = tuple(said)
            limit = _limit(task, *where)

    def _blame(self, where: tuple, limit: float) -> Died:
        """Ends what is left of the process and says what happened."""
        is_slow = not self._at_end
        self.end()
        if is_slow:
            return Died(where, f"{where[0]} it took longer than {limit:.0f} seconds",
                        "Look at it alone; if it is a proper article, allow more with --seconds", True)
        return Died(where, f"{where[0]} it killed the process (exit code {self._code})",
                    "Look at it alone; where memory is short, use fewer --jobs", False)

    def _start(self, scratch: str, analyses: list[str]) -> None:
        """Start a process with a session of its own, so that Ctrl-C reaches us alone."""
        environment = {**os.environ, **ONE_THREAD, "PYTHONHASHSEED": "0",
                       "PYTHONPATH": os.pathsep.join([str(PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])])}
        with tempfile.TemporaryFile(dir=scratch) as log:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", f"{__package__}.worker", *analyses], stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=log, start_new_session=True, env=environment)
            self._buffer, self._at_end = b"", False
            said = self._hear(START)
            if self._closed:
                self.end()
                raise Died(("waiting", 0, 0), "", "", False)
            if said is None:
                self.end()
                log.seek(0)
                raise CannotStart(log.read().decode("utf-8", "replace").strip()[-2000:] or "it said nothing")

    def _hear(self, seconds: float) -> list | None:
        """The next thing the worker says; None when it says nothing for so long, or never will again."""
        end = time.monotonic() + seconds
        pipe = self._process.stdout.fileno()
        while b"\n" not in self._buffer:
            left = end - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                return None
            chunk = os.read(pipe, 1 << 16)
            if not chunk:
                self._at_end = True
                return None
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\n")
        return json.loads(line)

    def end(self) -> None:
        """End the process, if it has not ended itself, and forget it; the next part begins with a fresh one."""
        process, self._process = self._process, None
        if process is None:
            return
        if not self._at_end:
            process.kill()
        try:
            self._code = process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
            self._code = process.wait()
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.stdout.close()
