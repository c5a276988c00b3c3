"""Markdown: exactly the decoded text; the roles come from its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import dates
from .document import Document, File, document
from .plain import decoded

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S)
_PART = re.compile(r"[^\n]*\S[^\n]*(?:\n(?!(?:\s*#{1,6}\s|\s*(?:[-*+]|\d+[.)])\s|\s*>))[^\n]*\S[^\n]*)*")


def read(file: File, options=None) -> Iterator[Document]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    text, notices = decoded(file)
    front = _FRONT.match(text)
    facts = dict(re.findall(r"^([A-Za-z_]+):[ \t]*[\"']?(.*?)[\"']?[ \t]*\r?$", front[1], re.M)) if front else {}
    facts = {name.lower(): value for name, value in facts.items() if value}
    found = list(_blocks(text, front.end() if front else 0))
    title = facts.get("title") or next(
        (text[start:end].lstrip("# ") for start, end, role in found if role == "headline"), None
    )
    blocks = ([(*_trimmed(text, front.start(), front.end()), "furniture")] if front else []) + found
    marked = front or any(role != "paragraph" for _, _, role in found)
    yield document(
        file,
        text,
        title=title,
        authors=dates.authors(facts.get("author") or facts.get("authors")),
        published=dates.iso(facts.get("date")),
        publisher=facts.get("publisher"),
        language=dates.language(facts.get("lang")),
        blocks=tuple(blocks) if marked else None,
        notices=notices,
    )


def _blocks(text: str, begin: int) -> Iterator[tuple[int, int, str]]:
    headline = True
    for part in _PART.finditer(text, begin):
        start, end = _trimmed(text, part.start(), part.end())
        words = text[start:end]
        if re.match(r"#{1,6}\s", words):
            role = "headline" if headline and re.match(r"#\s", words) else "subhead"
            headline = headline and role != "headline"
        elif re.match(r"(?:[-*+]|\d+[.)])\s", words):
            role = "list"
        elif words.startswith(">"):
            role = "quote"
        elif re.match(r"!\[", words):
            role = "caption"
        elif re.fullmatch(r"[-*_=\s]+", words):
            role = "furniture"
        else:
            role = "paragraph"
        yield start, end, role


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
