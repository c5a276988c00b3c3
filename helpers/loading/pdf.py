"""The text layer of a PDF, its lines put together into paragraphs."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ..article import ArticleError, Notice
from . import columns, dates
from .document import LARGEST_TEXT, Document, File, document, too_large

_MOST_RECTANGLES, _MOST_BOXES = 50_000, 5_000
"""A page of more boxes, after those of one line are joined, is a drawing or a table, not columns of text."""

_BROWSERS = re.compile(r"skia|chrom|mozilla|firefox|safari|webkit|wkhtml", re.I)
_FILE_NAME = re.compile(r"\.(?:html?|docx?|odt|rtf|txt|md|indd|qxp|pages|pdf)$|^Microsoft Word - |^(?:untitled|about:blank)$", re.I)

_ENDS = '.?!”"’:'
_INDENT = 40
"""Points of the widest indent of a paragraph's first line; what stands further in is centred."""
_LOW = re.compile(r"[acemnorsuvwxz.,;: -]*")
"""Letters without a stroke up or down: a line of them looks as if it were of a smaller size."""
_HEAD = 90
"""Characters of the longest line at the head or foot of a page."""
_FOLIO = re.compile(r"(?:[Pp]age |[Ss]eite |[Pp]ágina )?\W?\d{1,4}\W?(?: ?(?:of|/|von|sur|de) ?\d{1,4})?|\d{1,4} \| .+|.+ \| \d{1,4}")
_DIGITS = re.compile(r"\d+")

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
    text = "\n\n".join(joined([paragraphs(page) for page in pages]))
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
    page, several = "", False
    for group in groups:
        lines = columns.lines(group)
        printed = [" ".join(layer.get_text_bounded(*box).strip() for box in line) for line in lines]
        words = "\n".join(_parted(lines, printed))
        goes_on = (several or len(lines) < 3) and words[:1].islower() and page[-1:] not in _ENDS      # the column's foot breaks it
        page += ("\n" if goes_on else "\n\n") + words
        several = len(lines) > 2
    return page


def _parted(lines: list[list[columns.Box]], printed: list[str]) -> Iterator[str]:
    """The lines of a column, an empty one where more room than usual is left between two, the letters' size changes, or one is indented."""
    steps = [upper[0][1] - lower[0][1] for upper, lower in pairwise(lines)]
    usual = statistics.median(steps) if steps else 0
    edge = statistics.median(line[0][0] for line in lines)
    indented = [2 < line[0][0] - edge < _INDENT for line in lines]
    heights = [None if _LOW.fullmatch(words) else max(box[3] for box in line) - min(box[1] for box in line)
               for line, words in zip(lines, printed, strict=True)]
    for place, (words, step) in enumerate(zip(printed, [*steps, 0], strict=True)):
        yield words
        below = min(place + 1, len(lines) - 1)
        sizes = [height for height in (heights[place], heights[below]) if height is not None]
        if step > 1.4 * usual or max(sizes, default=0) > 1.6 * min(sizes, default=0) or (indented[below] and not indented[place]):
            yield ""


def joined(pages: list[str]) -> list[str]:
    """The paragraphs of all pages, one that a page's foot breaks in mid-sentence put together; what is printed at the head or the foot
    of several pages, and a page's number, stand behind it."""
    parted = [page.split("\n\n") for page in pages if page]
    often = Counter(_DIGITS.sub("0", line) for page in parted for line in {*page[:2], *page[-2:]} if len(line) < _HEAD)
    found: list[str] = []
    last = None      # the place of the last paragraph that is not of a page's head or foot
    for page in parted:
        fresh = last is not None and found[last][-1] not in _ENDS and " " in found[last]
        begun = next((place for place, words in enumerate(page[:3]) if words[:1].islower()), 0) if fresh else 0
        for place, words in enumerate(page):
            edge = (place < 2 or place > len(page) - 3) and len(words) < _HEAD
            if edge and (place < begun or often[_DIGITS.sub("0", words)] > 1 or _FOLIO.fullmatch(words)):
                found.append(words)
                continue
            if fresh and words[:1].islower():
                found[last] = _onto(found[last], words)
            else:
                last = len(found)
                found.append(words)
            fresh = False
    return found


def _onto(line: str, following: str) -> str:
    """A line and what follows it, without the printer's hyphen between."""
    return line[:-1] + following if re.search(r"[a-z]-$", line) and following[:1].islower() else f"{line} {following}"


def paragraphs(page: str) -> str:
    """A page's lines as paragraphs: a line that is full goes on in the next; a hyphen at its end was the printer's."""
    page = re.sub(r"[\x02\xad\ufffe]\s*\r?\n?", "\x02", page.replace("\0", ""))
    lines = [line.strip() for line in page.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    full = 0.75 * statistics.median(lengths[len(lengths) // 2 :])
    spaced = 1 < sum(not line for line in lines[1:-1]) < len(lengths) / 2      # empty lines alone part its paragraphs
    parts: list[str] = []
    open_end = near = False
    for line in lines:
        if not line:
            open_end = near = False
            continue
        if open_end or (near and line[:1].islower() and parts[-1][-1] not in _ENDS and " " in parts[-1]):
            parts[-1] = _onto(parts[-1], line)
        else:
            parts.append(line)
        ended = line[-1:] in _ENDS and len(line) < full * (0.7 if spaced else 1.2)
        open_end = len(line) >= full * (0.7 if spaced else 1) and not ended
        near = len(line) > 0.85 * full      # a ragged line: it goes on where the next begins in mid-sentence
    return "\n\n".join(parts).replace("\x02", "")
