"""Parquet files, read in batches."""

from __future__ import annotations

from collections.abc import Iterator

from ..article import ArticleError
from . import rows
from .document import Document, File

_BATCH = 256


def read(file: File, options) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    from pyarrow import parquet

    with file.open() as stream:
        table = parquet.ParquetFile(stream)
        yield from rows.documents(
            file, (row for batch in table.iter_batches(_BATCH) for row in batch.to_pylist()), options.text_column
        )
