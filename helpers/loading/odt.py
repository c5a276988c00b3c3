"""OpenDocument text (.odt), with the roles that its styles and headings name."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from ..article import ArticleError
from . import dates
from .document import Composer, Document, File, document
from .word import CELL, CELLS, checked

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLES = {
    "Title": "headline",
    "Subtitle": "subhead",
    "Quotations": "quote",
    "Caption": "caption",
    "Illustration": "caption",
    "Byline": "byline",
}
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FRAME = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}frame"
_DC = "{http://purl.org/dc/elements/1.1/}"


def read(file: File, options=None) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    from lxml import etree

    checked(file)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    with file.open() as stream, zipfile.ZipFile(stream) as archive:
        names = set(archive.namelist())
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise ArticleError(file.name, "it is protected with a password", "Save it without one")
        content = etree.fromstring(archive.read("content.xml"), parser)
        meta = etree.fromstring(archive.read("meta.xml"), parser) if "meta.xml" in names else None
    parents = {
        each.get("{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name"): each.get(
            "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}parent-style-name"
        )
        for each in content.iter("{urn:oasis:names:tc:opendocument:xmlns:style:1.0}style")
    }
    composer = Composer()
    rows = set()      # of tables, those of short cells: each is printed as a line
    for element in content.iter(f"{_TEXT}p", f"{_TEXT}h", f"{_TABLE}table-row"):
        if element.tag == f"{_TABLE}table-row":
            cells = [" ".join(" ".join(map(_words, cell.iter(f"{_TEXT}p"))).split()) for cell in element]
            cells = [cell for cell in cells if cell]
            if len(cells) > 1 and max(map(len, cells)) <= CELL:
                rows.add(element)
                composer.add("list", CELLS.join(cells))
            continue
        around = list(element.iterancestors())
        if any(each.tag in (f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation") or each in rows for each in around):
            continue
        style = element.get(f"{_TEXT}style-name") or ""
        style = (parents.get(style) or style).replace("_20_", " ")
        if element.tag == f"{_TEXT}h":
            role = "subhead" if composer.blocks else "headline"
        elif any(each.tag == f"{_TEXT}list-item" for each in around):
            role = "list"
        else:
            role = next((role for name, role in _STYLES.items() if style.startswith(name)), "paragraph")
        composer.add(role, _words(element))
    facts = {} if meta is None else {each.tag: each.text for each in meta.iter() if each.text and each.text.strip()}
    headline = next((composer.text[start:end] for start, end, role in composer.blocks if role == "headline"), None)
    styled = any(role != "paragraph" for _, _, role in composer.blocks)
    yield document(
        file,
        composer.text,
        title=facts.get(f"{_DC}title") or headline,
        authors=dates.authors(facts.get(f"{_DC}creator")),
        language=dates.language(facts.get(f"{_DC}language")),
        blocks=composer.blocks if styled else None,
    )


def _words(element) -> str:
    """What a paragraph says, without its notes and without frames, whose paragraphs are read on their own."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * int(child.get(f"{_TEXT}c") or 1))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag not in (f"{_TEXT}note", f"{_OFFICE}annotation", _FRAME) and isinstance(child.tag, str):
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
