"""JSON: one object a line (.jsonl), read as a stream; a list of objects, or an object that is one article (.json)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..article import ArticleError
from . import encodings, rows
from .document import LARGEST_TEXT, Document, File, placed
from .plain import decoded
from .sniffing import kind

_LISTS = ("articles", "items", "results", "stories", "data", "docs", "documents", "entries", "hits", "records", "rows",
          "response", "result")
_WITHIN = ("fields", "_source", "attributes", "article")
"""What databases and news services name the object that holds a row's fields."""


def read(file: File, options) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    if kind(file) == "jsonl":
        yield from rows.documents(file, _lines(file), options.text_column)
        return
    try:
        value = json.loads(decoded(file)[0].lstrip("\ufeff"), strict=False)
    except ArticleError:
        raise
    except ValueError as error:
        if "Extra data" in str(error):  # a first line longer than what was sniffed
            yield from rows.documents(file, _lines(file), options.text_column)
            return
        raise ArticleError(
            file.name, f"it is not valid JSON ({error})", "Export it again, or save the text as .txt"
        ) from error
    found = _objects(value)
    if not found:
        raise ArticleError(file.name, "it holds no objects with fields, so no articles", "Give a list of objects")
    several = list(rows.documents(file, found, options.text_column))
    if isinstance(value, dict) and found == [value]:  # one article: it has no place among others
        several = [_alone(file, each) for each in several]
    yield from several


def _alone(file: File, found: Document | ArticleError):
    from dataclasses import replace

    if isinstance(found, ArticleError):
        return ArticleError(file.name, found.trouble, found.cure)
    return replace(found, source=file.name, id=found.id.partition("-")[0])


def _objects(value) -> list[dict]:
    """The rows in a list, or in the list that an object holds, further in where it has to be; an object without one is a row itself."""
    if isinstance(value, list):
        return [_flat(each) for each in value if isinstance(each, dict)]
    if isinstance(value, dict):
        for name in _LISTS:
            within = value.get(name)
            if isinstance(within, list) and any(isinstance(each, dict) for each in within):
                return _objects(within)
            if isinstance(within, dict) and len(found := _objects(within)) > 0 and found != [within]:
                return found
        return [value] if value else []
    return []


def _flat(row: dict) -> dict:
    """A row with the fields that it holds in an object of their own."""
    for name in _WITHIN:
        if isinstance(row.get(name), dict):
            row = {**row[name], **{key: value for key, value in row.items() if key != name}}
    return row


def _lines(file: File) -> Iterator[dict | ArticleError]:
    encoding = encodings.detect(file.head(), file.charset)
    if encoding.startswith(("utf-16", "utf-32")):
        raise ArticleError(file.name, f"it is in {encoding}", "Save it as UTF-8")
    limit = 4 * LARGEST_TEXT
    with file.open() as stream:
        place = 0
        while line := stream.readline(limit):
            if not line.strip():
                continue
            place += 1
            if len(line) >= limit:
                raise ArticleError(placed(file, place), "the line is longer than an article can be", "Check the file")
            try:
                value = json.loads(encodings.decode(line, encoding)[0].lstrip("\ufeff"), strict=False)
                if not isinstance(value, dict):
                    raise ValueError("it is no object")
                yield _flat(value)
            except (ValueError, RecursionError) as error:
                reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
                yield ArticleError(placed(file, place), f"the line is not valid JSON ({reason})", "Export it again")
