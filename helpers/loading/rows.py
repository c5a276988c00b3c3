"""Rows of a table, whatever file they come from → Documents: which column is the text, and what the others say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from ..article import ArticleError
from . import dates, web
from .document import Document, File, document, placed
from .sniffing import TEXT_COLUMNS, plain

_TITLES = ("title", "headline", "hed", "article_title", "heading", "subject", "hd")
_AUTHORS = ("author", "authors", "byline", "by", "creator", "writer", "journalist", "author_name")
_DATES = (
    "published",
    "publish_date",
    "published_at",
    "publication_date",
    "pub_date",
    "pubdate",
    "date_published",
    "datepublished",
    "date",
    "date_publish",
    "published_date",
    "datetime",
    "created_at",
    "time",
    "timestamp",
)
_PUBLISHERS = (
    "publisher",
    "media_name",
    "outlet",
    "source_name",
    "publication",
    "publication_title",
    "newspaper",
    "source",
    "site",
    "source_domain",
    "domain",
    "media",
)
_LANGUAGES = ("language", "lang")

_LOOKED_AT = 50
"""Rows that are looked at to find the column of text by its shape."""


@dataclass(frozen=True, slots=True)
class _Columns:
    text: str
    title: str | None
    authors: str | None
    published: str | None
    publisher: str | None
    language: str | None


def documents(
    file: File, rows: Iterable[dict | ArticleError], text_column: str | None
) -> Iterator[Document | ArticleError]:
    """A Document a row. Raises ArticleError where no column holds the text, naming the columns there are."""
    rows = iter(rows)
    first = list(islice(rows, _LOOKED_AT))
    samples = [row for row in first if isinstance(row, dict)]
    if not samples:
        yield from first or [ArticleError(file.name, "the table has no rows", "Check that it was exported whole")]
        return
    columns = _columns(file, samples, text_column)
    for place, row in enumerate(chain(first, rows), 1):
        if isinstance(row, ArticleError):
            yield row
            continue
        value = row.get(columns.text)
        if value is None or not str(value).strip():
            yield ArticleError(
                placed(file, place),
                f"its column {columns.text!r} is empty",
                "Fill it, delete the row, or name another column as text_column=…",
            )
            continue
        yield _document(file, str(value), place, row, columns)


def _document(file: File, text: str, place: int, row: dict, columns: _Columns) -> Document:
    blocks = None
    if text.lstrip()[:1] == "<" and "</" in text:
        composer = web.fragment(text)
        text, blocks = composer.text, composer.blocks
    return document(
        file,
        text,
        place,
        title=_word(row, columns.title),
        authors=dates.authors(_names(row.get(columns.authors))),
        published=dates.iso(row.get(columns.published)),
        publisher=_word(row, columns.publisher),
        language=dates.language(_word(row, columns.language)),
        blocks=blocks,
    )


def _word(row: dict, column: str | None) -> str | None:
    value = row.get(column) if column else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    return " ".join(str(value).split()) or None if isinstance(value, (str, int, float)) else None


def _names(value):
    if isinstance(value, dict):
        return value.get("name")
    if isinstance(value, (list, tuple)):
        return [name for each in value if (name := _names(each))]
    return value if isinstance(value, str) else None


def _columns(file: File, samples: list[dict], wanted: str | None) -> _Columns:
    names = list(dict.fromkeys(name for row in samples for name in row if name is not None))
    by_name = {}
    for name in names:
        by_name.setdefault(plain(name), name)

    def first(known: tuple[str, ...], but: str) -> str | None:
        """The first of the `known` columns that the file has, other than the column `but`."""
        return next((by_name[name] for name in known if name in by_name and by_name[name] != but), None)

    if wanted is not None:
        text = wanted if wanted in names else by_name.get(plain(wanted))
        if text is None:
            raise ArticleError(file.name, f"it has no column {wanted!r}; it has {_listed(names)}", "Name one of these")
    else:
        text = _text_column(samples, names, by_name)
        if text is None:
            raise ArticleError(
                file.name,
                f"no column looks like the text of articles; it has {_listed(names)}",
                "If one of these is the text, name it as text_column=…",
            )
    return _Columns(
        text,
        first(_TITLES, text),
        first(_AUTHORS, text),
        first(_DATES, text),
        first(_PUBLISHERS, text),
        first(_LANGUAGES, text),
    )


def _text_column(samples: list[dict], names: list[str], by_name: dict[str, str]) -> str | None:
    """By name, where the column so named holds words; else the column whose cells are by far the longest."""
    words = {name: [len(value.split()) for row in samples if isinstance(value := row.get(name), str)] for name in names}
    for name in TEXT_COLUMNS:
        if name in by_name and max(words[by_name[name]], default=0) >= 3:
            return by_name[name]
    longest = max(names, key=lambda name: sum(words[name]), default=None)
    return longest if longest is not None and sum(words[longest]) >= 40 * len(samples) else None


def _listed(names: list[str]) -> str:
    shown = ", ".join(str(name)[:40] for name in names[:30])
    return f"the columns {shown}" + (f" and {len(names) - 30} more" if len(names) > 30 else "") if names else "none"
