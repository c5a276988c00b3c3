"""A path, bytes or text in any supported format → decoded text and what the file says about it.

One small module a format; each has a function `read(file, options)` that yields Documents, and an ArticleError in the
place of a bad one. Heavy libraries are imported by the module that needs them, when it is needed.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path

from ..article import ArticleError
from . import encodings, sniffing
from .document import LARGEST_FILE, LARGEST_TEXT, Document, File, document, read_up_to, too_large

__all__ = ["Document", "File", "Options", "find", "name_of", "read", "read_many"]

PROJECT = Path(__file__).resolve().parents[2]

READERS = {
    "text": "plain",
    "markdown": "markdown",
    "html": "web",
    "mail": "mail",
    "mbox": "mail",
    "docx": "word",
    "odt": "odt",
    "rtf": "rtf",
    "pdf": "pdf",
    "csv": "delimited",
    "xlsx": "spreadsheet",
    "parquet": "parquet",
    "jsonl": "json_lines",
    "json": "json_lines",
    "feed": "feed",
    "warc": "warc",
    "zip": "archive",
    "gzip": "archive",
}
"""Format → the module of this package that reads it."""

_NO_ARTICLES = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".svg",
        ".ico",
        ".bmp",
        ".tif",
        ".tiff",
        ".mp3",
        ".mp4",
        ".m4a",
        ".wav",
        ".mov",
        ".avi",
        ".css",
        ".js",
        ".woff",
        ".woff2",
        ".ttf",
        ".py",
        ".pyc",
        ".ini",
        ".lock",
        ".db",
        ".exe",
        ".dll",
        ".so",
    ]
)
"""What lies beside articles in a folder or an archive (a saved page's pictures) and is passed over there."""

MOST_LINES = 100_000
"""Lines of the longest article that are not blank: more than War and Peace has in print. It bounds the time."""

DEEPEST = 3
"""How many archives may lie within one another."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may say about a file: the column of a table that holds the article."""

    text_column: str | None = None


def name_of(source) -> str:
    """What to call a source in a message."""
    return "<bytes>" if isinstance(source, bytes) else "<text>" if source is None else str(source)


def read(
    source: str | Path | bytes | None = None, *, text: str | None = None, text_column: str | None = None
) -> Iterator[Document]:
    """The documents in one source: a file, a folder, `-` for standard input, the bytes of a file, or `text` as it is.

    The `source` of a document, such as `nexis.docx#3`, is a source too: that one article of its file.
    `text_column` names the column of a table, or the field of a JSON file, that holds the article; without it the
    column is found by its name or its shape. Raises ArticleError at the first document that cannot be read.
    """
    if text is not None:
        found = (
            iter([document(File.of_bytes(name_of(source), b""), text)])
            if isinstance(text, str)
            else iter([ArticleError("<text>", f"it is a {type(text).__name__}, not text", "Give a string")])
        )
        results = _checked(found)
    else:
        results = _of_source(source, Options(text_column))
    for result in results:
        if isinstance(result, ArticleError):
            raise result
        yield result


def read_many(
    sources: str | Path | bytes | Iterable[str | Path | bytes], *, text_column: str | None = None
) -> Iterator[Document | ArticleError]:
    """The documents of many sources, one by one, an ArticleError in the place of a bad one.

    Folders are read with all their folders, in the order of their names; hidden files are passed over.
    """
    for source in [sources] if isinstance(sources, (str, Path, bytes)) else sources:
        yield from _of_source(source, Options(text_column))


def find(path: str | Path) -> Path:
    """A relative path is looked for in the working directory, then in the project's folder."""
    try:
        for candidate in (Path(path), PROJECT / path):
            if candidate.exists():
                return candidate
    except (OSError, ValueError, TypeError) as error:
        raise ArticleError(
            str(path)[:200], f"it is no path ({error})"[:300], "Give a file's path, or the text itself as text=…"
        ) from error
    raise ArticleError(str(path)[:200], "there is no such file", "Check the spelling and the folder")


def documents(file: File, options: Options) -> Iterator[Document | ArticleError]:
    """The documents of one file, whatever its format. Never raises an Exception of its own or of a library."""
    format = "file"
    try:
        format = sniffing.kind(file)
        reader = import_module(f".{READERS[format]}", __package__)
        yield from _checked(reader.read(file, options))
    except ArticleError as error:
        yield error
    except MemoryError:
        yield ArticleError(file.name, "it needs more memory than there is", "Split it into smaller files")
    except EOFError:
        yield ArticleError(file.name, "it ends early: a part of it is missing", "Download or copy it again")
    except RecursionError:
        yield ArticleError(file.name, f"its {format} is nested too deeply to be read", "Save it again as plain text")
    except Exception as error:  # A library may stumble over a damaged file in any way: that costs this file only.
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        yield ArticleError(
            file.name,
            f"it is damaged or no proper {format} ({reason})",
            "Open it in the program it comes from and save it again",
        )


def _of_source(source, options: Options) -> Iterator[Document | ArticleError]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        yield from documents(File.of_bytes("<bytes>", bytes(source)), options)
        return
    if str(source) == "-":
        data = read_up_to(sys.stdin.buffer, LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            yield too_large("<standard input>", LARGEST_FILE)
        else:
            yield from documents(File.of_bytes("<standard input>", data), options)
        return
    from . import addresses

    try:
        path, within = addresses.located(source)
        if path.is_dir():
            yield from _of_folder(path, options)
            return
        if not stat.S_ISREG(path.stat().st_mode):
            raise ArticleError(str(source), "it is not a regular file", "Copy its content into a file first")
        if path.name.lower().endswith((".part", ".crdownload")):
            raise ArticleError(str(source), "its download is not finished", "Wait for it, or download it again")
        path.open("rb").close()
    except ArticleError as error:
        yield error
        return
    except OSError as error:
        yield ArticleError(str(source), f"it cannot be opened ({error.strerror or error})", "Check its permissions")
        return
    if within:
        yield from addresses.article(path, str(source), within, options)
    else:
        yield from documents(File(str(source), partial(path.open, "rb")), options)


def _of_folder(folder: Path, options: Options) -> Iterator[Document | ArticleError]:
    count = 0
    root = folder.resolve()
    for path in _files(folder):
        if path.is_symlink():
            if not path.resolve().is_relative_to(root):
                count += 1
                yield ArticleError(
                    str(path),
                    "it is a symbolic link that leads out of the folder",
                    "Give the file itself, or copy it into the folder",
                )
            continue
        count += 1
        yield from _of_source(path, options)
    if not count:
        yield ArticleError(str(folder), "the folder holds no articles", "Check that it is the right folder")


def _files(folder: Path) -> Iterator[Path]:
    """Files and symbolic links, sorted folder by folder, without hidden ones and what is never an article."""
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in sorted([*names, *links]):
            if worth_reading(name):
                yield Path(parent, name)


def worth_reading(name: str) -> bool:
    """Whether a file in a folder or an archive may be an article: not hidden, no README, picture, style sheet or program."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    path = Path(last.lower())
    return not last.startswith(".") and path.suffix not in _NO_ARTICLES and path.stem != "readme"


_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_FILLED = re.compile(rf"[^\S{_BREAKS}]*+\S[^{_BREAKS}]*+")
_BLANK = re.compile("[\\s\0\ufeff\u200b-\u200d\u2060]*")


def _checked(found: Iterable[Document | ArticleError]) -> Iterator[Document | ArticleError]:
    """Documents whose text can be worked with; an ArticleError in the place of one whose cannot; mojibake noted."""
    for result in found:
        if isinstance(result, ArticleError):
            yield result
            continue
        trouble = _trouble(result)
        if trouble:
            yield trouble
            continue
        notice = encodings.mojibake(result.text)
        yield replace(result, notices=(*result.notices, notice)) if notice else result


def _lines(text: str) -> int:
    """How many lines are not blank; only counted where there are very many line breaks."""
    return sum(1 for _ in _FILLED.finditer(text)) if sum(map(text.count, _BREAKS)) > MOST_LINES else 0


def _trouble(found: Document) -> ArticleError | None:
    text = found.text
    if len(text) > LARGEST_TEXT:
        return too_large(found.source, LARGEST_TEXT)
    if (count := _lines(text)) > MOST_LINES:
        return ArticleError(
            found.source,
            f"it has {count} lines, more than one article can have",
            "Split it into one file an article, or into rows of a .jsonl or .csv file",
        )
    if _BLANK.fullmatch(text):
        return ArticleError(
            found.source,
            "it is empty" if not text else "it holds nothing but white space",
            "Check that it was saved or downloaded whole",
        )
    if "\0" in text:
        return ArticleError(
            found.source,
            "it holds NUL characters, as binary data does",
            "Take the text from its source again, or remove them",
        )
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            return ArticleError(
                found.source,
                f"it holds half a character (a lone surrogate) at offset {error.start}",
                "Read the original again with the right encoding, or remove it",
            )
    return None
