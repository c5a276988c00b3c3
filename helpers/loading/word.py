"""Word files (.docx), with the roles that styles name; a Nexis Uni export is cut into its articles."""

from __future__ import annotations

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
    ("toc ", "furniture"),
)


CELLS = " | "
"""Between the cells of a row."""
CELL = 60
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
    several = exports.split(file, "\n".join(text.replace(CELLS, "\n") for _, text in lines))
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


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN = frozenset([f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"])
"""What a paragraph does not say: text that was struck out or moved, boxes (paragraphs of their own), a drawing's second version."""
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def _lines(opened) -> Iterator[tuple[str, str]]:
    """(style in lower case, text) of every paragraph, in tables and boxes too, in reading order; a row of short cells is one of a list."""
    names = {style.style_id: (style.name or "").lower() for style in opened.styles}
    default = next((style.name.lower() for style in opened.styles if style.style_id == "Normal" and style.name), "normal")
    for element in _elements(opened.element.body):
        if isinstance(element, str):
            yield "list", element
            continue
        given = element.find(f"{_W}pPr/{_W}pStyle")
        style = default if given is None else names.get(given.get(f"{_W}val"), default)
        for line in _words(element).split("\n"):
            yield style, line.replace("\xa0", " ") if not line.strip() else line


def _elements(around) -> Iterator:
    """The paragraphs in an element, in reading order; a row of a table whose cells are short is its text. Those of a box follow the
    paragraph it is tied to."""
    waiting = [iter(around)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag == f"{_W}p":
            yield element
            boxes = [box for box in element.iter(f"{_W}txbxContent") if _UNSEEN.isdisjoint(each.tag for each in box.iterancestors())]
            waiting.append(iter(boxes))
        elif element.tag == f"{_W}tr":
            row = _row(element)
            if row is None:
                waiting.append(iter(element))
            else:
                yield row
        elif (isinstance(element.tag, str) and element.tag not in _UNSEEN) or element.tag == f"{_W}txbxContent":
            waiting.append(iter(element))


def _words(paragraph) -> str:
    """What a paragraph says, with what was inserted while changes were tracked, links and fields, without what was struck out."""
    found = []
    waiting = [iter(paragraph)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag == f"{_W}t":
            found.append(element.text or "")
        elif element.tag in _MARKS:
            found.append(_MARKS[element.tag])
        elif element.tag not in _UNSEEN and element.tag != f"{_W}pPr":
            waiting.append(iter(element))
    return "".join(found)


def _row(row) -> str | None:
    """The cells of a table's row as a line of text; None where there is but one, or a long one, or one with a table in it."""
    if row.find(f".//{_W}tbl") is not None:
        return None
    texts = [" ".join(" ".join(_words(each) for each in cell.iter(f"{_W}p")).split()) for cell in row.iter(f"{_W}tc")]
    filled = [text for text in texts if text]
    return CELLS.join(filled) if len(filled) > 1 and max(map(len, filled)) <= CELL else None
