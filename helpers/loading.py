"""A path, bytes or text in any supported format → decoded text and what the file says about it."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .article import ArticleError, Notice

PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Document:
    """Decoded text with what its file says about it. `blocks` are (start, end, role) where the format knows roles."""

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


def name_of(source) -> str:
    """What to call a source in a message."""
    return "<bytes>" if isinstance(source, bytes) else "<text>" if source is None else str(source)


def read(source: str | Path | bytes | None = None, *, text: str | None = None) -> Iterator[Document]:
    """The documents in one source. Raises ArticleError."""
    if text is None:
        data = source if isinstance(source, bytes) else find(source).read_bytes()
        text = data.decode("utf-8-sig")
    name = name_of(source)
    yield Document(text=text, source=name, id=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16])


def read_many(sources: str | Path | Iterable[str | Path]) -> Iterator[Document | ArticleError]:
    """The documents of many sources, an ArticleError in the place of a bad one."""
    for source in [sources] if isinstance(sources, (str, Path)) else sources:
        try:
            yield from read(source)
        except ArticleError as error:
            yield error


def find(path: str | Path) -> Path:
    """A relative path is looked for in the working directory, then in the project's folder."""
    for candidate in (Path(path), PROJECT / path):
        if candidate.exists():
            return candidate
    raise ArticleError(str(path), "there is no such file", "Check the spelling and the folder")
