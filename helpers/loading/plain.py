"""Plain text: exactly the decoded text. An export of LexisNexis, ProQuest or Factiva saved as text is cut into its articles."""

from __future__ import annotations

from collections.abc import Iterator

from ..article import ArticleError
from . import encodings, exports
from .document import LARGEST_TEXT, Document, File, document


def decoded(file: File, limit: int = 4 * LARGEST_TEXT) -> tuple[str, tuple]:
    """The text of a file and its notices. Raises ArticleError."""
    try:
        return encodings.decode(file.whole(limit), file.charset)
    except encodings.Undecodable as error:
        raise ArticleError(file.name, str(error), "Give the article as text, or save it as UTF-8") from error


def read(file: File, options) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    text, notices = decoded(file)
    several = exports.split(file, text, notices)
    if several is None:
        yield document(file, text, notices=notices)
    else:
        yield from several
