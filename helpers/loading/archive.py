"""Archives (.zip, .gz): the files in them, each read as if it lay in a folder. Nothing is ever unpacked to disk."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO

from ..article import ArticleError
from . import DEEPEST, documents, worth_reading
from .document import LARGEST_FILE, Document, File

LARGEST_RATIO = 250
"""How many times its size a member may unpack to, beyond SMALL bytes: text shrinks to a fifth, at most a thirtieth."""

SMALL = 5_000_000

_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
"""What Python unpacks. Windows packs very large files in another way (Deflate64)."""


def read(file: File, options) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    if file.depth >= DEEPEST:
        raise ArticleError(
            file.name, f"it lies in more than {DEEPEST} archives, one within another", "Unpack the outer ones"
        )
    yield from (_gzip if file.head(2) == b"\x1f\x8b" else _zip)(file, options)


def _gzip(file: File, options) -> Iterator[Document | ArticleError]:
    inner = file.name.removesuffix(".gz")
    with file.open() as stream:
        packed = stream.seek(0, io.SEEK_END)

    def opened() -> BinaryIO:
        """A fresh stream of what the .gz holds."""
        return _Guarded(gzip.GzipFile(fileobj=file.open()), file.name, packed)

    yield from _renamed(File(inner, opened, file.depth + 1, file.charset), file.name, options)


def _renamed(inner: File, name: str, options) -> Iterator[Document | ArticleError]:
    """The documents of what a .gz holds, under the archive's own name."""
    from dataclasses import replace

    for found in documents(inner, options):
        rest = (found.file if isinstance(found, ArticleError) else found.source).removeprefix(inner.name)
        if isinstance(found, ArticleError):
            yield found if found.file == name else ArticleError(name + rest, found.trouble, found.cure)
        else:
            yield replace(found, source=name + rest)


def _zip(file: File, options) -> Iterator[Document | ArticleError]:
    count = 0
    with _archive(file) as archive:
        for member in sorted(archive.infolist(), key=lambda member: member.filename):
            name = f"{file.name}/{member.filename}"
            if member.is_dir() or not worth_reading(member.filename) or member.filename.startswith("__MACOSX/"):
                continue
            count += 1
            try:
                _check(member, name)
            except ArticleError as error:
                yield error
                continue
            opened = partial(_member, archive, member, name)
            if member.filename.lower().endswith((".zip", ".docx", ".xlsx", ".odt")):
                try:
                    opened = partial(io.BytesIO, File(name, opened).whole())
                except (ArticleError, OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
                    yield (
                        error
                        if isinstance(error, ArticleError)
                        else ArticleError(name, f"it is damaged ({error})", "Download or copy the archive again")
                    )
                    continue
            yield from documents(File(name, opened, file.depth + 1), options)
    if not count:
        raise ArticleError(file.name, "the archive holds no articles", "Check that it is the right archive")


@contextmanager
def _archive(file: File):
    with file.open() as stream, zipfile.ZipFile(stream) as archive:
        yield archive


def _check(member: zipfile.ZipInfo, name: str) -> None:
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or parts[0].endswith(":"):
        raise ArticleError(
            name, "its name leads out of the archive", "Do not trust this archive; ask where it comes from"
        )
    if member.flag_bits & 1:
        raise ArticleError(name, "it is protected with a password", "Unpack it first")
    if member.compress_type not in _COMPRESSIONS:
        raise ArticleError(name, "it is compressed in a way that is not read here", "Pack it again as an ordinary zip")
    if (member.external_attr >> 16) & 0o170000 == 0o120000:
        raise ArticleError(name, "it is a symbolic link", "Put the file itself into the archive")
    if member.file_size > SMALL and member.file_size > LARGEST_RATIO * member.compress_size:
        raise _bomb(name)


def _bomb(name: str) -> ArticleError:
    return ArticleError(
        name,
        f"it unpacks to more than {LARGEST_RATIO} times its size: a trap, not an article",
        "Do not trust this archive; ask where it comes from",
    )


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> BinaryIO:
    return _Guarded(archive.open(member), name, member.compress_size)


class _Guarded(io.RawIOBase):
    """A stream that stops where it has given out of all proportion to what was packed."""

    def __init__(self, stream: BinaryIO, name: str, packed: int):
        self._stream, self._name, self._limit, self._given = stream, name, max(SMALL, LARGEST_RATIO * packed), 0

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer) -> int:
        """Fill the buffer as far as one read goes; the number of bytes. Raises ArticleError, as `read`."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, or all up to the largest file. Raises ArticleError where the limit is passed."""
        return self._counted(self._stream.read(size if size is not None and size >= 0 else LARGEST_FILE))

    def readline(self, size: int = -1) -> bytes:
        """Bytes up to the end of the line, at most `size`. Raises ArticleError, as `read`."""
        return self._counted(self._stream.readline(size if size is not None and size >= 0 else LARGEST_FILE))

    def _counted(self, data: bytes) -> bytes:
        self._given += len(data)
        if self._given > self._limit:
            raise _bomb(self._name)
        return data

    def seekable(self) -> bool:
        """Whether the stream beneath can go back, as that of a .gz or of a zip's member can."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place in what is unpacked; returns it, in bytes from the start."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """The place in what is unpacked, in bytes from the start."""
        return self._stream.tell()

    def close(self) -> None:
        """Close the stream beneath, too."""
        self._stream.close()
        super().close()
