"""Excel files (.xlsx): the first sheet that has a column of text, row by row."""

from __future__ import annotations

from collections.abc import Iterator

from ..article import ArticleError
from . import rows
from .document import Document, File
from .word import checked


def read(file: File, options) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    import openpyxl

    checked(file)
    with file.open() as stream:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        trouble = ArticleError(file.name, "the table has no rows", "Check that it was exported whole")
        for sheet in book.worksheets:
            try:
                yield from rows.documents(file, _rows(sheet), options.text_column)
                return
            except ArticleError as error:
                trouble = error
        yield trouble


def _rows(sheet) -> Iterator[dict]:
    lines = sheet.iter_rows(values_only=True)
    names = [str(name) if name is not None else f"column {number}" for number, name in enumerate(next(lines, ()), 1)]
    for cells in lines:
        if any(cell is not None for cell in cells):
            yield dict(zip(names, cells, strict=False))
