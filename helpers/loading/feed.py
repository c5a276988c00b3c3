"""RSS and Atom: the entries of a feed, as far as the feed prints them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from ..article import ArticleError
from . import dates, web
from .document import Document, File, document, placed

LARGEST = 50_000_000


def read(file: File, options=None) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    import feedparser

    data = file.whole(LARGEST)
    if re.search(rb"<!ENTITY", data[:10_000]):
        raise ArticleError(
            file.name,
            "the feed declares entities of its own, as a trap for readers does",
            "Save the feed again from its source",
        )
    feed = feedparser.parse(io.BytesIO(data))
    if not feed.entries:
        raise ArticleError(
            file.name,
            "the feed has no entries" if not feed.bozo else f"the feed is damaged ({feed.bozo_exception})",
            "Open the feed's address in a browser and save it again",
        )
    for place, entry in enumerate(feed.entries, 1):
        source = next((content.value for content in entry.get("content", []) if content.get("value")), None)
        source = source or entry.get("summary") or ""
        composer = web.fragment(source)
        if not composer.text:
            yield ArticleError(placed(file, place), "the entry has no text", "Give the article's page instead")
            continue
        written = re.fullmatch(r"\S+@\S+\s*\((.+)\)", entry.get("author") or "")      # ann@example.org (Ann Lee), as RSS has it
        names = written[1] if written else [each["name"] for each in entry.get("authors", []) if each.get("name")] or entry.get("author")
        title = " ".join(web.fragment(entry.get("title") or "").text.split())
        yield document(
            file,
            composer.text,
            place,
            title=title or None,
            authors=dates.authors(names),
            published=dates.iso(_date(entry.get("published_parsed") or entry.get("updated_parsed"))),
            publisher=feed.feed.get("title") or None,
            language=dates.language(feed.feed.get("language")),
            blocks=composer.blocks,
        )


def _date(parsed) -> str | None:
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*parsed[:6]) if parsed else None
