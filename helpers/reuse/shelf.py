"""Arrays by name: in memory as long as there is room, else in files; in a folder they outlive the process."""
from __future__ import annotations

import math
import os
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import numpy as np

from ..article import ArticleError

_SMALL = 1 << 16
"""Bytes of a file that is read at once; a larger one is mapped into memory."""


class Shelf:
    """Named arrays.

    Without a folder they are held in memory up to `memory` bytes, and what does not fit goes into a temporary folder that
    `close` removes. With a folder all lie in files there, each whole or not at all, so that another process, after a
    `kill -9` or on another machine, finds what is finished. A Shelf with a folder can be sent to other processes.
    """

    def __init__(self, folder: str | os.PathLike | None = None, memory: float = math.inf):
        self._arrays: dict[str, np.ndarray] = {}
        self._mapped: dict[str, np.ndarray] = {}
        self._lock = threading.Lock()
        self._temporary: tempfile.TemporaryDirectory | None = None
        self._folder = Path(folder) if folder is not None else None
        self._left = 0 if folder is not None else memory
        if self._folder:
            with _ClearErrors(self._folder):
                self._folder.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, array: np.ndarray) -> None:
        """Keep an array. Raises ArticleError where it cannot be written; nothing half-written is left."""
        with self._lock:
            fits = array.nbytes < self._left
            if fits:
                self._left -= array.nbytes
                self._arrays[name] = array
        if not fits:
            self._write(name, array)

    def get(self, name: str) -> np.ndarray:
        """An array, not to be changed. Raises FileNotFoundError where there is none."""
        if (array := self._arrays.get(name)) is None and (array := self._mapped.get(name)) is None:
            file = self._file(name)
            mapped = file.stat().st_size > _SMALL
            array = np.load(file, mmap_mode="r" if mapped else None).view(np.ndarray)
            if mapped:
                self._mapped[name] = array
        return array

    def __contains__(self, name: str) -> bool:
        return name in self._arrays or (self._folder is not None and self._file(name).exists())

    def drop(self, name: str) -> None:
        """Forget an array, if it is there."""
        with self._lock:
            array = self._arrays.pop(name, None)
            self._left += array.nbytes if array is not None else 0
            self._mapped.pop(name, None)
        if array is None and self._folder is not None:
            self._file(name).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of everything; a temporary folder goes too."""
        self._arrays.clear()
        self._mapped.clear()
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = self._folder = None

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *error) -> None:
        self.close()

    def __reduce__(self):
        if self._folder is None or self._temporary is not None:
            raise TypeError("only a Shelf with a folder of its own can be sent to another process")
        return Shelf, (str(self._folder),)

    def _file(self, name: str) -> Path:
        if self._folder is None:
            raise FileNotFoundError(name)
        return self._folder / f"{name}.npy"

    def _write(self, name: str, array: np.ndarray) -> None:
        with self._lock:
            if self._folder is None:
                with _ClearErrors(Path(tempfile.gettempdir())):
                    self._temporary = tempfile.TemporaryDirectory(prefix="reuse-")
                self._folder = Path(self._temporary.name)
        partial = self._folder / f".{name}.{os.getpid()}-{threading.get_ident()}.npy"
        try:
            with _ClearErrors(self._folder):
                np.save(partial, array)
                partial.replace(self._file(name))
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


class _ClearErrors:
    """Says in plain words that a folder cannot be written."""

    def __init__(self, folder: Path):
        self._folder = folder

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, trace) -> None:
        if isinstance(error, OSError):
            raise ArticleError(str(self._folder), f"it cannot be written ({error.strerror or error})",
                               "Make room on the disk, then run the same again") from error
