"""What there is to do: paths → files → parts, the same parts in the same order every time.

A part is a few small files, or a stretch of the articles of one large file. Only paths are looked at, and sizes: nothing
is opened.
"""
from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..loading import find, worth_reading

LARGE, LARGE_PACKED = 256_000, 32_000
"""Bytes from which a file is taken to hold many articles, and is cut into stretches; fewer where it is compressed."""

MOST_BYTES = 4_000_000
"""Bytes of small files in one part."""

_PACKED = (".zip", ".gz", ".parquet", ".xlsx")
_SINGLE = (".pdf",)
"""What holds one article however large it is. A Word file may hold many, but its styles and pictures alone can take 50 kB."""
_BYTES, _BYTES_PACKED = 4_000, 1_500
"""Bytes of one article, roughly: only for the time left and the size of the parts."""


@dataclass(frozen=True, slots=True)
class Part:
    """Small files, or `size` articles of one large file from number `first` (counted from 0); `number` gives the order."""

    number: int
    paths: tuple[str, ...]
    first: int | None = None
    size: int = 0

    @property
    def key(self) -> str:
        """What the part is of, whatever its number."""
        said = "\0".join([*self.paths, f"{self.first}+{self.size}" if self.first is not None else ""])
        return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:16]

    @property
    def name(self) -> str:
        """The stem of its files; their alphabetical order is the order of the articles."""
        return f"part-{self.number:07d}-{(self.first or 0):09d}-{self.key}"

    def next(self) -> Part:
        """The following stretch of the same file."""
        return Part(self.number, self.paths, self.first + self.size, self.size)


def across(entries: Iterable[dict]) -> Part:
    """The part that compares all articles: another one as soon as any file of these finished parts is another."""
    known = sorted(str((entry["key"], entry["files"])) for entry in entries if entry["files"])
    return Part(0, ("across", hashlib.sha256("\n".join(known).encode("utf-8", "surrogateescape")).hexdigest()))


def listed(paths: Iterable[str | os.PathLike], out: str | os.PathLike = "") -> list[tuple[str, int]]:
    """(absolute path, bytes) of every file, each once, folder by folder in the order of names; none that lies in `out`.

    A path that leads nowhere stays in the list: it becomes a row of `errors`.
    """
    found: dict[str, int] = {}
    ours = os.path.join(os.path.abspath(out), "") if out else None
    for path in paths:
        for file in _expanded(os.fspath(path)):
            if file not in found and not (ours and file.startswith(ours)):
                found[file] = _bytes(file)
    return list(found.items())


def _expanded(path: str) -> Iterator[str]:
    if not os.path.exists(path) and glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))
        if matches:
            for match in matches:
                yield from _files(os.path.abspath(match))
            return
    try:
        yield from _files(os.path.abspath(find(path)))
    except ValueError:
        yield os.path.abspath(path) if "\0" not in path else path


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
        return
    empty = True
    for parent, folders, names in os.walk(path):
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in sorted([*names, *links]):
            file = os.path.join(parent, name)
            if worth_reading(name) and not _link_inside(file, path):
                empty = False
                yield file
    if empty:
        yield path


def _link_inside(file: str, folder: str) -> bool:
    """Whether it is a link to something in the same folder, which is read where it lies."""
    return os.path.islink(file) and os.path.realpath(file).startswith(os.path.realpath(folder) + os.sep)


def _bytes(file: str) -> int:
    try:
        return os.stat(file).st_size
    except (OSError, ValueError):
        return 0


def is_collection(file: str, size: int) -> bool:
    """Whether it may hold so many articles that it is done in stretches."""
    return not file.lower().endswith(_SINGLE) and size >= (LARGE_PACKED if file.lower().endswith(_PACKED) else LARGE)


def expected(files: Iterable[tuple[str, int]]) -> int:
    """About how many articles the files hold."""
    return sum(size // (_BYTES_PACKED if file.lower().endswith(_PACKED) else _BYTES) if is_collection(file, size) else 1
               for file, size in files)


def part_size(articles: int) -> int:
    """Articles a part, for a corpus of about so many: a power of two, so that a few articles more change nothing."""
    return 2 ** min(10, max(3, round(articles / 256).bit_length()))


def parts(files: Iterable[tuple[str, int]], size: int) -> Iterator[Part]:
    """The parts in order; of a large file the first stretch only, as nobody knows how many there are.

    Where a part of small files ends is decided by the files' names, so that a file more or less changes one part only.
    """
    number, batch, total = 0, [], 0
    for file, length in files:
        if is_collection(file, length):
            if batch:
                yield Part(number, tuple(batch))
                number, batch, total = number + 1, [], 0
            yield Part(number, (file,), 0, size)
            number += 1
            continue
        batch.append(file)
        total += length
        if len(batch) >= 2 * size or total >= MOST_BYTES or _is_edge(file, size):
            yield Part(number, tuple(batch))
            number, batch, total = number + 1, [], 0
    if batch:
        yield Part(number, tuple(batch))


def _is_edge(file: str, size: int) -> bool:
    digest = hashlib.blake2b(file.encode("utf-8", "surrogateescape"), digest_size=8).digest()
    return int.from_bytes(digest) % size == 0
