"""load: a path, bytes or text in, an Article out. Reads, cleans and cuts, in that order."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from . import cleaning, loading, segmenting
from .article import Article, ArticleError
from .loading import dates
from .segmenting import languages

_SAYS = ("headline", "byline", "date", "paragraph")
"""Roles whose first block says what the file itself does not: title, authors, date."""


def load(source: str | Path | bytes | None = None, *, text: str | None = None, text_column: str | None = None) -> Article:
    """One article from a path or the bytes of a file in any supported format, or from `text` given as it is.

    A relative path is looked for in the working directory, then in the project's folder; `-` is standard input. One article of
    a file that holds several is called by its `source`, as `load_many` gives it: `nexis.docx#3`, `stories.zip/budget.txt`.
    In a table, `text_column` names the column that holds the articles' text where it cannot be told by name and shape.
    Raises ArticleError naming the file, the trouble and the cure; also when the file holds several articles.
    """
    articles = (assemble(document) for document in loading.read(source, text=text, text_column=text_column))
    first = next(articles, None)
    if first is None:
        raise ArticleError(loading.name_of(source), "no article was found in it", "Check that the file holds text")
    if next(articles, None) is not None:
        raise ArticleError(loading.name_of(source), "it holds more than one article",
                           f"Call one as {first.source}, or use helpers.load_many to read them all")
    return first


def load_many(sources: str | Path | Iterable[str | Path], *,
              text_column: str | None = None) -> Iterator[Article | ArticleError]:
    """Every article of files, folders and archives, one by one; an ArticleError stands in the place of a bad one.

    `text_column` as in `load`.
    """
    for document in loading.read_many(sources, text_column=text_column):
        if isinstance(document, ArticleError):
            yield document
            continue
        try:
            yield assemble(document)
        except ArticleError as error:
            yield error


def assemble(document: loading.Document) -> Article:
    """A decoded document cut into blocks, sentences, words and tokens."""
    blocks, block_notices = cleaning.blocks(document)
    sentences, words, tokens, cut_notices = segmenting.segment(document.text, blocks)
    notices = tuple(document.notices) + tuple(block_notices) + tuple(cut_notices)
    if not words:
        raise ArticleError(document.source, "it holds no sentence",
                           "Check that it is an article and not a list of links or a picture")
    language, language_notices = segmenting.language(document.text, sentences)
    said = {role: document.text[block.start:block.end] for block in reversed(blocks) if (role := block.role) in _SAYS}
    foreign = not languages.is_english(document.language or language)
    return Article(
        text=document.text, blocks=blocks, sentences=sentences, words=words, tokens=tokens,
        title=document.title or said.get("headline"), publisher=document.publisher,
        authors=document.authors or dates.authors(said.get("byline")),
        published=document.published or dates.iso(said.get("date"), day_first=foreign) or dates.iso(said.get("byline"))
        or dates.dateline(said.get("paragraph", "")),
        language=document.language or language, source=document.source, id=document.id,
        notices=notices + tuple(language_notices))


