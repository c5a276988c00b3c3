"""What every reader takes, a File, and what it gives, Documents."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from ..article import ArticleError, Notice

LARGEST_TEXT = 20_000_000
"""Characters of the longest article: six times War and Peace. What is longer is a collection or a mistake."""

LARGEST_FILE = 256_000_000
"""Bytes of the largest file that is read into memory whole. Formats of many articles are read as a stream."""


@dataclass(frozen=True, slots=True)
class Document:
    """Decoded text with what its file says about it. `blocks` are (start, end, role) where the format knows roles.

    `id` is made from the words and, in a file of many articles, the place among them: it does not depend on the path.
    """

    text: str
    source: str
    id: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    blocks: tuple[tuple[int, int, str], ...] | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """Bytes with a name: a file on disk, a member of an archive, standard input. `open` gives a fresh stream.

    `depth` counts the archives it lies in; `charset` is what a mail or a web server said about its encoding.
    """

    name: str
    open: Callable[[], BinaryIO]
    depth: int = 0
    charset: str | None = None

    @classmethod
    def of_bytes(cls, name: str, data: bytes, depth: int = 0, charset: str | None = None) -> File:
        """A File that lies in memory."""
        return cls(name, lambda: io.BytesIO(data), depth, charset)

    @property
    def suffix(self) -> str:
        """The extension in lower case, with its dot."""
        return PurePath(self.name).suffix.lower()

    def head(self, size: int = 65_536) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return read_up_to(stream, size)

    def whole(self, limit: int = LARGEST_FILE) -> bytes:
        """All bytes. Raises ArticleError where there are more than `limit`."""
        with self.open() as stream:
            data = read_up_to(stream, limit + 1)
        if len(data) > limit:
            raise too_large(self.name, limit)
        return data


def read_up_to(stream: BinaryIO, size: int) -> bytes:
    """`size` bytes, or fewer where the stream ends; a single `read` of a pipe or an archive may stop early."""
    chunks = []
    while size > 0 and (chunk := stream.read(min(size, 1 << 20))):
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def too_large(name: str, limit: int) -> ArticleError:
    """The error that says so, with what to do."""
    return ArticleError(
        name,
        f"it is larger than {limit // 1_000_000} MB, more than one article can be",
        "Split it into one file an article, or into rows of a .jsonl or .csv file",
    )


def document(file: File, text: str, place: int | None = None, **known) -> Document:
    """A Document of `text`. `place` counts from 1 among the articles of one file; `known` is what the file says."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    mark = "" if place is None else f"-{place}"
    return Document(
        text=text,
        source=placed(file, place),
        id=digest + mark,
        **{name: value for name, value in known.items() if value is not None},
    )


def placed(file: File, place: int | None) -> str:
    """What to call the article at `place` of a file."""
    return file.name if place is None else f"{file.name}#{place}"


class Composer:
    """Puts a text together from parts with roles, where a format has no plain text of its own."""

    def __init__(self):
        self._parts: list[str] = []
        self._blocks: list[tuple[int, int, str]] = []
        self._length = 0

    def add(self, role: str, text: str | None) -> None:
        """Append a part on lines of its own; a blank one is left out."""
        text = (text or "").strip()
        if not text:
            return
        if self._parts:
            tight = role == "list" and self._blocks[-1][2] == "list"
            self._append("\n" if tight else "\n\n")
        self._blocks.append((self._length, self._length + len(text), role))
        self._append(text)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    @property
    def text(self) -> str:
        """All parts in their order, blank lines between them."""
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[tuple[int, int, str], ...]:
        """(start, end, role) of every part, offsets into `text`."""
        return tuple(self._blocks)


def unplaced(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """Notices about a file without their offsets, for a text that was taken out of it."""
    return tuple(Notice(notice.message) for notice in notices)
