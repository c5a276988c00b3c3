"""Tables as text: .csv and .tsv, also with semicolons or bars, read as a stream."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ..article import ArticleError
from . import encodings, rows
from .document import LARGEST_TEXT, Document, File, placed
from .sniffing import delimiter


def read(file: File, options) -> Iterator[Document | ArticleError]:
    yield from rows.documents(file, _rows(file), options.text_column)


def _rows(file: File) -> Iterator[dict | ArticleError]:
    head = file.head(1_000_000)
    encoding = encodings.detect(head, file.charset)
    text = head.decode("utf-8-sig" if encoding == "utf-8" else encoding, "replace")
    separator = delimiter(text) or _commonest(text)
    # A cell may be as long as an article; the limit is the module's, and it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST_TEXT))
    with file.open() as stream, io.TextIOWrapper(stream, encoding="utf-8-sig" if encoding == "utf-8" else encoding,
                                                 errors="surrogateescape", newline="") as lines:
        reader = csv.reader((line.replace("\0", "") for line in _lines(lines, file)), delimiter=separator)
        try:
            names = next(reader, [])
            for place, cells in enumerate((cells for cells in reader if any(cell.strip() for cell in cells)), 1):
                if len(cells) > len(names):
                    yield ArticleError(placed(file, place), f"the row has {len(cells)} cells under {len(names)} columns",
                                       "Put quotation marks around cells that hold the separator")
                else:
                    yield dict(zip(names, cells, strict=False))
        except csv.Error as error:
            yield ArticleError(file.name, f"the table breaks off at line {reader.line_num} ({error})",
                               "Look for a quotation mark that is not closed")


def _lines(lines, file: File) -> Iterator[str]:
    """The lines of a file; a line longer than an article ends the reading."""
    while line := lines.readline(2 * LARGEST_TEXT):
        if len(line) >= 2 * LARGEST_TEXT:
            raise ArticleError(file.name, "a line is longer than an article can be", "Check that it is a table")
        yield line


def _commonest(text: str) -> str:
    first = text.partition("\n")[0]
    return max("\t,;|", key=lambda character: (first.count(character), character == ","))
