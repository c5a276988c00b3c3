"""Rows of a table, whatever file they come from → Documents: which column is the text, and what the others say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from ..article import ArticleError
from . import dates, web
from .document import Document, File, document, placed
from .sniffing import TEXT_COLUMNS, plain

_TITLES = ("title", "headline", "hed", "article_title", "heading", "subject", "hd", "webtitle", "titel", "überschrift", "titre", "título",
           "titolo")
_AUTHORS = ("author", "authors", "byline", "by", "creator", "writer", "journalist", "author_name", "autor", "autoren", "auteur", "auteurs",
            "autores", "autore")
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
    "webpublicationdate",
    "datum",
    "fecha",
    "data",
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
    "zeitung",
    "medium",
    "journal",
    "medio",
)
_LANGUAGES = ("language", "lang")

_LOOKED_AT = 50
"""Rows that are looked at to find the column of text by its shape."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """For each fact the columns that may hold it, most telling first: in JSON one row may name it otherwise than the next."""

    text: tuple[str, ...]
    title: tuple[str, ...]
    authors: tuple[str, ...]
    published: tuple[str, ...]
    publisher: tuple[str, ...]
    language: tuple[str, ...]


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
        text = next(filter(None, (_text(row.get(name)) for name in columns.text)), None)
        if text is None:
            held = row.get(columns.text[0])
            yield ArticleError(
                placed(file, place),
                f"its column {columns.text[0]!r} " + ("holds no text" if held and str(held).strip() else "is empty"),
                "Fill it, delete the row, or name another column as text_column=…",
            )
            continue
        yield _document(file, text, place, row, columns)


def _text(value) -> str | None:
    """The text in a cell, or in a list of paragraphs; None where there is none."""
    if isinstance(value, (list, tuple)) and value and all(isinstance(each, str) for each in value):
        value = "\n\n".join(value)
    return str(value) if value is not None and not isinstance(value, (dict, list, tuple)) and str(value).strip() else None


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
        authors=next(filter(None, (dates.authors(_names(row.get(name))) for name in columns.authors)), None),
        published=next(filter(None, (dates.iso(row.get(name)) for name in columns.published)), None),
        publisher=_word(row, columns.publisher),
        language=dates.language(_word(row, columns.language)),
        blocks=blocks,
    )


def _word(row: dict, columns: tuple[str, ...]) -> str | None:
    for column in columns:
        value = row.get(column)
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, (str, int, float)) and (words := " ".join(str(value).split())):
            return words
    return None


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

    def those(known: tuple[str, ...], but: str) -> tuple[str, ...]:
        """The `known` columns that the file has, other than the column `but`."""
        return tuple(by_name[name] for name in known if name in by_name and by_name[name] != but)

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
    others = () if wanted is not None else those(TEXT_COLUMNS, text)
    return _Columns((text, *others), *(those(known, text) for known in (_TITLES, _AUTHORS, _DATES, _PUBLISHERS, _LANGUAGES)))


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
