"""Word files (.docx), with the roles that styles name; a Nexis Uni export is cut into its articles."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from ..article import ArticleError
from . import dates, exports
from .document import LARGEST_TEXT, Composer, Document, File, document, too_large

LARGEST_PART = 200_000_000
"""Bytes of the largest part of an Office file once unpacked: beyond it, it is a trap for programs that unpack it."""

_STYLES = (
    ("title", "headline"),
    ("heading", "subhead"),
    ("subtitle", "subhead"),
    ("caption", "caption"),
    ("list", "list"),
    ("quote", "quote"),
    ("intense quote", "quote"),
    ("byline", "byline"),
    ("author", "byline"),
    ("date", "date"),
)


_CELLS = " | "
"""Between the cells of a row."""
_CELL = 60
"""Characters of the longest cell in a row of figures; longer ones are text set in a table."""


def checked(file: File) -> None:
    """Raises ArticleError for an Office file that would unpack to more than it may, or that is protected."""
    with file.open() as stream, zipfile.ZipFile(stream) as archive:
        for part in archive.infolist():
            if part.file_size > LARGEST_PART and part.filename.endswith((".xml", ".rels")):
                raise ArticleError(
                    file.name,
                    f"it unpacks to {part.file_size // 1_000_000} MB: a damaged file or a trap",
                    "Take it from its source again, or save its text as .txt",
                )
            if part.flag_bits & 1:
                raise ArticleError(file.name, "it is protected with a password", "Save it without one")


def read(file: File, options=None) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    import docx

    checked(file)
    with file.open() as stream:
        opened = docx.Document(stream)
    lines = list(_bounded(file, _lines(opened)))
    several = exports.split(file, "\n".join(text.replace(_CELLS, "\n") for _, text in lines))
    if several is not None:
        yield from several
        return
    composer = Composer()
    first_heading = True
    for style, text in lines:
        role = next((role for name, role in _STYLES if style.startswith(name)), "paragraph")
        if style == "heading 1" and first_heading and not any(role == "headline" for _, _, role in composer.blocks):
            role = "headline"
        first_heading = first_heading and role != "headline"
        composer.add(role, text)
    facts = opened.core_properties
    headline = next((composer.text[start:end] for start, end, role in composer.blocks if role == "headline"), None)
    styled = any(role != "paragraph" for _, _, role in composer.blocks)
    author = facts.author if facts.author not in ("python-docx", "Microsoft Office User", "User") else None
    yield document(
        file,
        composer.text,
        title=headline or (facts.title or "").strip() or None,
        authors=dates.authors(author),
        language=dates.language(facts.language),
        blocks=composer.blocks if styled else None,
    )


def _bounded(file: File, lines: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The same lines. Raises ArticleError where together they are longer than an article can be."""
    size = 0
    for style, text in lines:
        size += len(text) + 1
        if size > LARGEST_TEXT:
            raise too_large(file.name, LARGEST_TEXT)
        yield style, text


def _lines(opened) -> Iterator[tuple[str, str]]:
    """(style in lower case, text) of every paragraph, those in tables too, in reading order; a row of short cells is one of a list."""
    from docx.table import Table

    names: dict[str | None, str] = {}      # looked up once: to find a paragraph's style costs more than its text
    waiting = [opened.iter_inner_content()]
    while waiting:
        try:
            item = next(waiting[-1])
        except StopIteration:
            waiting.pop()
            continue
        if isinstance(item, Table):
            elements: set = set()      # the elements themselves: of one that is forgotten another takes the number
            waiting.append(iter([each for row in item.rows for each in _row(row.cells, elements)]))
            continue
        if isinstance(item, str):
            yield "list", item
            continue
        style = item._p.style
        if style not in names:
            names[style] = (item.style.name if item.style is not None else "").lower()
        style = names[style]
        for line in re.split(r"\n", item.text):
            yield style, line.replace("\xa0", " ") if not line.strip() else line


def _row(cells, seen: set) -> list:
    """What stands in the cells of a row, a merged one once in its table; a line of text where all are short."""
    new = [cell for cell in {cell._tc: cell for cell in cells}.values() if cell._tc not in seen]
    seen.update(cell._tc for cell in new)
    texts = [" ".join(cell.text.split()) for cell in new]
    if sum(map(bool, texts)) > 1 and not any(cell.tables for cell in new) and max(map(len, texts)) <= _CELL:
        return [_CELLS.join(text for text in texts if text)]
    return [each for cell in new for each in cell.iter_inner_content()]
