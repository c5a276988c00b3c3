"""Web archives (.warc, .warc.gz): the pages among their records, one by one. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..article import ArticleError
from . import encodings, web
from .document import Document, File, document, read_up_to

_FOR_MACHINES = re.compile(r"://[^/]+/(?:robots|ads|app-ads|humans|security)\.txt$")
_PAGES = ("text/html", "application/xhtml+xml")


def read(file: File, options=None) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    from warcio.archiveiterator import ArchiveIterator

    place = 0
    with file.open() as stream:
        for record in ArchiveIterator(stream, no_record_parse=False):
            kind, charset = _kind(record)
            if record.rec_type not in ("response", "resource") or kind not in (*_PAGES, "text/plain"):
                continue
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            if not status.startswith("2"):
                continue
            address = record.rec_headers.get_header("WARC-Target-URI") or "page"
            if _FOR_MACHINES.search(address):
                continue
            place += 1
            data = read_up_to(record.content_stream(), web.LARGEST_PAGE + 1)
            try:
                yield _document(File.of_bytes(f"{file.name}#{address}", data, charset=charset), kind, place)
            except ArticleError as error:
                yield error
    if not place:
        raise ArticleError(file.name, "the web archive holds no page", "Check that the crawl saved its pages")


def _document(page: File, kind: str, place: int) -> Document:
    if kind in _PAGES:
        source, notices = web.decoded(page)
        return web.article(page, source, notices)
    try:
        text, notices = encodings.decode(page.whole(web.LARGEST_PAGE), page.charset)
    except encodings.Undecodable as error:
        raise ArticleError(page.name, str(error), "Look at the page in the archive") from error
    return document(page, text, notices=notices)


def _kind(record) -> tuple[str, str | None]:
    headers = record.http_headers or record.rec_headers
    value = (headers.get_header("Content-Type") or "").lower()
    kind, _, rest = value.partition(";")
    _, _, charset = rest.partition("charset=")
    return kind.strip(), charset.split(";")[0].strip(" \"'") or None
