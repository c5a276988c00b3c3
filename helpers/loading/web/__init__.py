"""HTML: the article of a page, with its title, authors, date and publisher. Nothing is ever fetched.

A Factiva export saved as HTML is cut into its articles, whether it prints its codes or not.

The text is the page's article as a reader has it: headline, byline, date, captions and body, each a block with its
role, one line of text each (a line break inside a paragraph stays one). Page furniture is left out of the text, as the
text is ours to make here and not the author's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ...article import ArticleError, Notice
from .. import encodings, exports
from ..document import Composer, Document, File, document, unplaced
from . import metadata, page, roles

LARGEST_PAGE = 10_000_000
"""Bytes of the largest page: a long article with everything in it has half a million."""

MOST_ELEMENTS = 40_000
"""Elements of the largest page: a long article with everything around it has ten thousand. It bounds the time."""

_ABOVE = 5
"""Pieces above the body among which an old page prints its headline and its byline."""

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:\-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w.:\-]+)", re.I
)


def read(file: File, options=None) -> Iterator[Document | ArticleError]:
    """The article of a page."""
    text, notices = decoded(file)
    if (">HD<" in text and ">TD<" in text) or (">Document " in text and " words<" in text):
        lines = "\n".join(page.texts(page.parse(text)))
        if (several := exports.split(file, lines, notices)) is not None:
            yield from several
            return
    yield article(file, text, notices)


def decoded(file: File) -> tuple[str, tuple[Notice, ...]]:
    """The source of a page and its notices, in the encoding its server or its own head names. Raises ArticleError."""
    data = file.whole(LARGEST_PAGE)
    declared = _CHARSET.search(data[:4096])
    charset = file.charset or (next(filter(None, declared.groups())).decode("ascii", "replace") if declared else None)
    try:
        return encodings.decode(data, charset)
    except encodings.Undecodable as error:
        raise ArticleError(file.name, str(error), "Save the page again from the browser") from error


def article(file: File, source: str, notices: tuple[Notice, ...] = (), place: int | None = None) -> Document:
    """The article in the source of a page. Raises ArticleError where there is none."""
    from . import choosing

    tree = page.parse(source)
    if sum(1 for _ in islice(tree.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        raise ArticleError(
            file.name,
            f"the page has more than {MOST_ELEMENTS} elements, more than one article can have",
            "Save the article's own page, or copy its text into a .txt file",
        )
    facts = metadata.facts(tree, source)
    pieces = page.pieces(tree)
    kept = choosing.body(tree, pieces)
    facts = metadata.printed(facts, tree, pieces[max(0, min(kept, default=0) - _ABOVE) : min(kept, default=0)])
    composer = Composer()
    composer.add("headline", facts.title)
    composer.add("byline", ", ".join(facts.authors))
    composer.add("date", (facts.published or "")[:10])
    before = len(composer.blocks)
    for role, text in roles.labelled(pieces, kept, facts.title):
        composer.add(role, text)
    if len(composer.blocks) == before:
        for paragraph in facts.body.split("\n"):
            composer.add("paragraph", paragraph)
    if len(composer.blocks) == before:
        raise ArticleError(
            file.name,
            "no article was found in the page",
            "Open it in a browser, wait until the article shows, and save it again or copy the text",
        )
    return document(
        file,
        composer.text,
        place,
        title=facts.title,
        authors=facts.authors,
        published=facts.published,
        publisher=facts.publisher,
        language=facts.language,
        blocks=composer.blocks,
        notices=unplaced(notices),
    )


def fragment(source: str) -> Composer:
    """The text of HTML that is all article: a feed's entry, a mail, a cell of a table."""
    composer = Composer()
    if "<" not in source and "&" not in source:
        composer.add("paragraph", source)
        return composer
    pieces = page.pieces(page.parse(f"<html><body>{source}</body></html>"))
    for role, text in roles.labelled(pieces, range(len(pieces)), None):
        composer.add(role, text)
    return composer
