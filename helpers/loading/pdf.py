"""The text layer of a PDF, its lines put together into paragraphs."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from itertools import pairwise

from ..article import ArticleError, Notice
from . import columns, dates
from .document import LARGEST_TEXT, Document, File, document, too_large

_MOST_RECTANGLES, _MOST_BOXES = 50_000, 5_000
"""A page of more boxes, after those of one line are joined, is a drawing or a table, not columns of text."""

_BROWSERS = re.compile(r"skia|chrom|mozilla|firefox|safari|webkit|wkhtml", re.I)
_FILE_NAME = re.compile(r"\.(?:html?|docx?|odt|rtf|txt|md|indd|qxp|pages|pdf)$|^Microsoft Word - |^(?:untitled|about:blank)$", re.I)

_SCAN = "it has no text layer: it is a scan", "Run text recognition (OCR) over it first, for example with ocrmypdf"


def read(file: File, options=None) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(file.whole())
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ArticleError(file.name, "it is protected with a password", "Save it without one") from error
        raise ArticleError(file.name, "the PDF is damaged", "Download or copy it again") from error
    try:
        pages, size = [], 0
        for number in range(len(opened)):
            page = opened[number]
            layer = page.get_textpage()
            pages.append(_in_columns(layer) or layer.get_text_bounded())
            layer.close()
            page.close()
            size += len(pages[-1])
            if size > LARGEST_TEXT:
                raise too_large(file.name, LARGEST_TEXT)
        facts = opened.get_metadata_dict()
    finally:
        opened.close()
    text = "\n\n".join(filter(None, (paragraphs(page) for page in pages)))
    if not text.strip():
        raise ArticleError(file.name, *_SCAN)
    empty = sum(not page.strip() for page in pages)
    notices = (Notice(f"{empty} of {len(pages)} pages have no text layer and were not read"),) if empty else ()
    saved = _BROWSERS.search(f"{facts.get('Producer')} {facts.get('Creator')}")     # then its date is that of the saving
    published = None if saved else re.match(r"D:(\d{8})", facts.get("CreationDate") or "")
    yield document(
        file,
        text,
        title=_title(facts.get("Title") or ""),
        authors=dates.authors(facts.get("Author")),
        published=dates.iso(published[1]) if published else None,
        notices=notices,
    )


def _title(given: str) -> str | None:
    """The title that the file gives, unless it is only the name of the file it was made from."""
    title = given.strip()
    return None if not title or _FILE_NAME.search(title) else title


def _in_columns(layer) -> str | None:
    """A page's lines in the order its columns are read; None where it has none, and the file's own order is right."""
    count = layer.count_rects()
    if count > _MOST_RECTANGLES:
        return None
    boxes = columns.joined([layer.get_rect(number) for number in range(count)])
    groups = columns.in_columns(boxes) if len(boxes) <= _MOST_BOXES else None
    if groups is None:
        return None
    page = ""
    for group in groups:
        words = "\n".join(" ".join(layer.get_text_bounded(*box).strip() for box in line)
                          for line in _parted(columns.lines(group)))
        goes_on = words[:1].islower() and page[-1:] not in '.?!”"’:'      # a sentence that the column's foot breaks
        page += ("\n" if goes_on else "\n\n") + words
    return page


def _parted(lines: list[list[columns.Box]]) -> Iterator[list[columns.Box]]:
    """The lines of a column, an empty one where more room than usual is left between two, or the letters' size changes."""
    steps = [upper[0][1] - lower[0][1] for upper, lower in pairwise(lines)]
    usual = statistics.median(steps) if steps else 0
    heights = [max(box[3] for box in line) - min(box[1] for box in line) for line in lines]
    for place, (line, step) in enumerate(zip(lines, [*steps, 0], strict=True)):
        yield line
        here, below = heights[place], heights[min(place + 1, len(heights) - 1)]
        if step > 1.4 * usual or max(here, below) > 1.6 * min(here, below):
            yield []


def paragraphs(page: str) -> str:
    """A page's lines as paragraphs: a line that is full goes on in the next; a hyphen at its end was the printer's."""
    page = re.sub(r"[\x02\xad\ufffe]\s*\r?\n?", "\x02", page.replace("\0", ""))
    lines = [line.strip() for line in page.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    full = 0.75 * statistics.median(lengths[len(lengths) // 2 :])
    parts: list[str] = []
    open_end = False
    for line in lines:
        if not line:
            open_end = False
            continue
        if open_end:
            if re.search(r"[a-z]-$", parts[-1]) and line[:1].islower():
                parts[-1] = parts[-1][:-1] + line
            else:
                parts[-1] += " " + line
        else:
            parts.append(line)
        ended = line[-1:] in '.?!”"’:' and len(line) < full * 1.2
        open_end = len(line) >= full and not ended
    return "\n\n".join(parts).replace("\x02", "")
