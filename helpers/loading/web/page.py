"""A page's pieces of text in reading order: what stands between two block elements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import lxml.html
from lxml import etree

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "button",
        "select",
        "textarea",
        "head",
        "object",
        "embed",
        "canvas",
        "math",
        "input",
        "video",
        "audio",
        "map",
        "dialog",
        "option",
        "datalist",
    ]
)

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "hgroup",
        "menu",
        "amp-img",
    ]
)

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

MOST_PIECES = 50_000


@dataclass(slots=True)
class Piece:
    """Text between two block elements; `element` is the innermost of them, `linked` counts characters in links."""

    text: str
    element: etree._Element
    linked: int
    emphasised: int
    bold: int

    def tags(self) -> list[str]:
        """The names of its element and all around it, innermost first."""
        return [self.element.tag, *(each.tag for each in self.element.iterancestors())]


def parse(source: str) -> etree._Element:
    """The tree of a page's source; anything is a page to the parser."""
    data = source.replace("\0", "").encode("utf-8", "replace")
    if not data.strip():
        data = b"<html></html>"
    return lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8"), ensure_head_body=True)


def pieces(tree: etree._Element) -> list[Piece]:
    """The pieces of text a reader sees, in reading order. What is hidden, and scripts, are left out."""
    found: list[Piece] = []
    collector = _Collector(found)
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            collector.add(element.tail)
        elif event == "start":
            if _invisible(element):
                walk.skip_subtree()
                continue
            collector.enter(element)
        else:
            if not _invisible(element):
                collector.leave(element)
            collector.add(element.tail)
        if len(found) > MOST_PIECES:
            break
    collector.flush(tree)
    return found


def _invisible(element) -> bool:
    return (
        element.tag in _SKIPPED or element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
    )


class _Collector:
    """Gathers text until a block element begins or ends."""

    def __init__(self, found: list[Piece]):
        self._found, self._parts = found, []
        self._links = self._emphases = self._bolds = 0
        self._linked = self._emphasised = self._bold = 0

    def enter(self, element) -> None:
        """An element begins: where it is a block, what was gathered before it is a piece."""
        tag = element.tag
        if tag in _BLOCKS:
            self.flush(element.getparent() if element.getparent() is not None else element)
        elif tag == "br":
            self._parts.append("\n")
        self._links += tag == "a"
        self._emphases += tag in ("em", "i")
        self._bolds += tag in ("strong", "b")
        self.add(element.text)

    def leave(self, element) -> None:
        """An element ends: where it is a block, what was gathered in it is a piece."""
        tag = element.tag
        if tag in _BLOCKS:
            self.flush(element)
        self._links -= tag == "a"
        self._emphases -= tag in ("em", "i")
        self._bolds -= tag in ("strong", "b")

    def add(self, text: str | None) -> None:
        """Gather text, with how much of it is in links, emphasised and bold."""
        if not text:
            return
        text = re.sub(r"\s+", " ", text)
        self._parts.append(text)
        size = len(text)
        self._linked += size * (self._links > 0)
        self._emphasised += size * (self._emphases > 0)
        self._bold += size * (self._bolds > 0)

    def flush(self, element) -> None:
        """Make pieces of what was gathered, parted at empty lines, and begin anew; a piece without a letter or digit is dropped."""
        counts = self._linked, self._emphasised, self._bold
        for part in re.split(r"\n\s*\n", "".join(self._parts)):
            lines = [" ".join(line.split()) for line in part.split("\n")]
            text = "\n".join(line for line in lines if line)
            if any(character.isalnum() for character in text):
                self._found.append(Piece(text, element, *counts))
        self._parts.clear()
        self._linked = self._emphasised = self._bold = 0


def texts(tree: etree._Element | None) -> Iterable[str]:
    """The lines of an extractor's tree."""
    return () if tree is None else (piece.text for piece in pieces(tree))
