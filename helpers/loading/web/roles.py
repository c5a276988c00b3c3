"""The roles of a page's pieces, from its own marks: headings, captions, lists, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .page import Piece

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])(?:wp-)?caption", re.I)
_OPENING = 8
"""Pieces before the first of the body among which the caption of the opening picture may stand."""

_ASIDE = frozenset(("nav", "aside", "header", "footer"))
_ENDS = re.compile(r"[.?!…:;,][\"'”’)\]]*$")


def labelled(pieces: list[Piece], kept: Iterable[int], title: str | None) -> Iterator[tuple[str, str]]:
    """(role, text) of the kept pieces and of the captions among them, in reading order; the title is left out."""
    kept = set(kept)
    if not kept:
        return
    seen = set()
    first = min(kept)
    for index in range(max(0, first - _OPENING), max(kept) + 1):
        piece = pieces[index]
        caption = is_caption(piece)
        if index not in kept and not (
            caption
            and 20 < len(piece.text) < 1000
            and piece.text not in seen
            and (index > first or _ASIDE.isdisjoint(piece.tags()))
        ):
            continue
        seen.add(piece.text)
        if title and _same(piece.text, title):
            continue
        yield "caption" if caption else _role(piece), piece.text


def is_caption(piece: Piece) -> bool:
    """Whether a piece is what a picture shows: in figcaption, or in a box whose class says caption."""
    near = [piece.element, *piece.element.iterancestors()][:4]
    return any(element.tag == "figcaption" or _CAPTION_CLASS.search(element.get("class") or "") for element in near)


def _role(piece: Piece) -> str:
    tags = piece.tags()
    if any(tag in _HEADINGS for tag in tags[:3]):
        return "subhead"
    if "li" in tags[:4]:
        return "list"
    if "blockquote" in tags:
        return "quote"
    short = len(piece.text) < 80 and not _ENDS.search(piece.text)
    if short and piece.bold > 0.8 * len(piece.text):
        return "subhead"
    return "paragraph"


def _same(text: str, title: str) -> bool:
    return " ".join(text.split()).casefold() == " ".join(title.split()).casefold()
