"""Rich text (.rtf); an export of Factiva or Nexis Uni is cut into its articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..article import ArticleError
from . import dates, exports
from .document import Document, File, document

LARGEST = 60_000_000


def read(file: File, options=None) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    from striprtf.striprtf import rtf_to_text

    source = file.whole(LARGEST).decode("latin-1").lstrip()
    # Pictures are pages of hexadecimal figures: dropped first, as the reader goes through them one by one.
    source = re.sub(r"[0-9a-fA-F]{200,}|(?:[0-9a-fA-F]{40,}\s+){4,}", "", source)
    if source.rstrip("\0 \r\n\t")[-1:] != "}":
        raise ArticleError(file.name, "it ends early: the last brace is missing", "Download or copy it again")
    page = re.search(r"\\ansicpg(\d+)", source[:2000])
    text = rtf_to_text(source, encoding=f"cp{page[1]}" if page and page[1] != "0" else "cp1252", errors="replace")
    several = exports.split(file, text)
    if several is not None:
        yield from several
        return
    yield document(file, text, title=_fact(source, "title"), authors=dates.authors(_fact(source, "author")))


def _fact(source: str, name: str) -> str | None:
    match = re.search(rf"\{{\\{name} ([^{{}}\\]+)\}}", source[:20_000])
    return match[1].strip() or None if match else None
