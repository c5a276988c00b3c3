"""One article of a file that holds several, by its address: `nexis.docx#3`, `stories.zip/budget.txt`.

An address is what an article's `source` says: the file's path, and behind it the article's place or name within.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path

from ..article import ArticleError
from . import Options, documents, find
from .document import LARGEST_TEXT, Document, File

_REMEMBERED = 200
"""Articles of the last file that are kept at hand, for the next address in it; further on the file is read anew."""


def located(source: str | Path) -> tuple[Path, str]:
    """The file that holds an article, and what in its address comes behind the file's path: empty for a file or a folder itself.

    Looked for as `find` does. Raises ArticleError where there is neither.
    """
    try:
        return find(source), ""
    except ArticleError:
        written = str(source)
        for mark in reversed(list(re.finditer("[#/]", written))):
            try:
                path = find(written[: mark.start()])
            except ArticleError:
                continue
            if path.is_file():
                return path, written[mark.start() :]
        raise


def article(path: Path, address: str, within: str, options: Options) -> Iterator[Document | ArticleError]:
    """The one document of the file at `path` whose source is `address`, which ends in `within`, or the error in its place."""
    name = address.removesuffix(within)
    status = path.stat()
    first = _first(path, name, (status.st_mtime_ns, status.st_size), options)
    last = name
    for further in (first, _after(path, name, len(first), options)):
        for found in further:
            last = found.file if isinstance(found, ArticleError) else found.source
            if last in (address, name):      # under the file's own name stands what is wrong with all of it
                yield found
                return
    yield ArticleError(address, "the file holds no such article", f"The last one in it is {last}")


@lru_cache(maxsize=1)
def _first(path: Path, name: str, saved: tuple[int, int], options: Options) -> tuple[Document | ArticleError, ...]:
    """What the file holds first; `saved`, its time and size, tells a file that was saved anew."""
    kept, room = [], LARGEST_TEXT
    for found in islice(documents(_file(path, name), options), _REMEMBERED):
        kept.append(found)
        room -= 0 if isinstance(found, ArticleError) else len(found.text)
        if room < 0:
            break
    return tuple(kept)


def _after(path: Path, name: str, count: int, options: Options) -> Iterator[Document | ArticleError]:
    yield from islice(documents(_file(path, name), options), count, None)


def _file(path: Path, name: str) -> File:
    return File(name, partial(path.open, "rb"))
