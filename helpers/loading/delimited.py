"""Tables as text: .csv and .tsv, also with semicolons or bars, read as a stream."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from ..article import ArticleError
from . import encodings, rows
from .document import LARGEST_TEXT, Document, File, placed, too_large
from .sniffing import delimiter


def read(file: File, options) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    yield from rows.documents(file, _rows(file), options.text_column)


def _rows(file: File) -> Iterator[dict | ArticleError]:
    head = file.head(1_000_000)
    encoding = encodings.detect(head, file.charset)
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    text = head.decode(encoding, "replace")
    # A cell may be as long as an article; the limit is the csv module's own, and it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST_TEXT))
    with file.open() as stream, io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="") as opened:
        lines = _Lines(opened, file)
        said = _SAID.match(text)
        if said:
            next(lines)
            text = text[said.end():]
        reader = csv.reader(lines, delimiter=said[1] if said else delimiter(text) or _commonest(text))
        try:
            yield from _named(file, lines, (cells for cells in reader if any(cell.strip() for cell in cells)))
        except csv.Error as error:
            yield ArticleError(file.name, f"the table breaks off at line {reader.line_num} ({error})", _OPEN_QUOTE)


_SAID = re.compile(r"\ufeff?\"?sep=([,;|\t])\"?\r?\n", re.I)
"""What Excel writes above a table to say what separates its columns."""
_OPEN_QUOTE = "Look for a quotation mark that is not closed"


def _named(file: File, lines: _Lines, rows: Iterator[list[str]]) -> Iterator[dict | ArticleError]:
    """Rows under the names of the first; the last one only once it is known that no quotation mark was left open."""
    names = next(rows, [])
    waiting: list[dict | ArticleError] = []
    place, cells = 0, []
    for place, cells in enumerate(rows, 1):
        yield from waiting
        if len(cells) > len(names):
            waiting = [
                ArticleError(
                    placed(file, place),
                    f"the row has {len(cells)} cells under {len(names)} columns",
                    "Put quotation marks around cells that hold the separator",
                )
            ]
        else:
            waiting = [dict(zip(names, cells, strict=False))]
    if lines.quotes % 2 and any("\n" in cell for cell in cells):
        waiting = [
            ArticleError(placed(file, place), "the row has no end: it runs to the end of the table", _OPEN_QUOTE)
        ]
    yield from waiting


class _Lines:
    """The lines of a table, its quotation marks counted; a line longer than an article ends the reading."""

    def __init__(self, opened: io.TextIOWrapper, file: File):
        self._opened, self._file, self.quotes = opened, file, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._opened.readline(2 * LARGEST_TEXT)
        if not line:
            raise StopIteration
        if len(line) >= 2 * LARGEST_TEXT:
            raise too_large(self._file.name, LARGEST_TEXT)
        self.quotes += line.count('"')
        return line.replace("\0", "")


def _commonest(text: str) -> str:
    first = text.partition("\n")[0]
    return max("\t,;|", key=lambda character: (first.count(character), character == ","))
