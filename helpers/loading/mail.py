"""Mail (.eml, .mbox) and pages saved as mail (.mht, .mhtml)."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator

from ..article import ArticleError
from . import dates, web
from .document import LARGEST_TEXT, Document, File, document, placed, too_large

MOST_PARTS = 100
"""Multipart sections of a mail; the standard library's parser takes the square of their number in time."""


SHORTEST_TEXT = 60
"""Words from which on the plain text of a mail is taken to be all of it."""


def read(file: File, options=None) -> Iterator[Document | ArticleError]:
    """Yield the documents that the file holds; what it says of them goes with them. Raises ArticleError."""
    head = file.head(4096)
    if re.match(rb"\s*From \S+.*\d{4}\r?\n", head):
        for place, data in enumerate(_messages(file), 1):
            try:
                if isinstance(data, ArticleError):
                    raise data
                yield _document(file, data, place)
            except ArticleError as error:
                yield error
    else:
        yield _document(file, file.whole())


def _messages(file: File) -> Iterator[bytes | ArticleError]:
    """The messages of an mbox, as a stream: one begins at `From ` after an empty line."""
    lines: list[bytes] = []
    size, place, blank = 0, 0, True
    with file.open() as stream:
        while line := stream.readline(1 << 20):
            if blank and line.startswith(b"From ") and re.match(rb"From \S+.*\d{4}\s*$", line):
                if lines:
                    place += 1
                    yield b"".join(lines) if size <= LARGEST_TEXT * 4 else too_large(placed(file, place), LARGEST_TEXT)
                lines, size = [], 0
            elif size <= LARGEST_TEXT * 4:
                lines.append(line[1:] if line.startswith(b">From ") else line)
                size += len(line)
            blank = not line.strip()
    if lines:
        yield b"".join(lines) if size <= LARGEST_TEXT * 4 else too_large(placed(file, place + 1), LARGEST_TEXT)


def _document(file: File, data: bytes, place: int | None = None) -> Document:
    name = placed(file, place)
    if len(re.findall(rb"content-type:\s*multipart", data, re.I)) > MOST_PARTS:
        raise ArticleError(name, "the mail holds too many parts within one another", "Save its text as .txt")
    message = email.message_from_bytes(data, policy=email.policy.default)
    saved_page = "Snapshot-Content-Location" in message or message.get_content_type() == "multipart/related"
    part = message.get_body(("html", "plain") if saved_page else ("plain", "html"))
    if not saved_page and _is_stub(part, message.get_body(("html",))):
        part = message.get_body(("html",))
    if part is None:
        part = next((each for each in message.walk() if each.get_content_maintype() == "text"), None)
    if part is None:
        raise ArticleError(name, "the mail holds no text", "Save the attachment itself and give that")
    inner = File.of_bytes(name, part.get_payload(decode=True) or b"", charset=part.get_content_charset())
    subject, published = message.get("Subject"), _date(message.get("Date"))
    if part.get_content_type() == "text/html" and (saved_page or message.get("From") == "<Saved by Blink>"):
        source, notices = web.decoded(inner)
        return web.article(file, source, notices, place)
    known = {
        "title": _windows(str(subject)).strip() or None if subject else None,
        "published": published,
        "authors": tuple(
            (people[0] if len(people := dates.authors(name)) == 1 else name) or address
            for name, address in email.utils.getaddresses([str(value) for value in message.get_all("From", [])])[:3]
            if name or address
        ),
    }
    if part.get_content_type() == "text/html":
        source, notices = web.decoded(inner)
        composer = web.fragment(source)
        return document(file, composer.text, place, blocks=composer.blocks, notices=notices, **known)
    from .plain import decoded

    text, notices = decoded(inner)
    return document(file, text, place, notices=notices, **known)


def _is_stub(plain, html) -> bool:
    """Whether the plain text of a mail only says where to read it, and the HTML beside it holds the article."""
    if plain is None or html is None or html is plain:
        return False
    words = len((plain.get_payload(decode=True) or b"").split())
    return words < SHORTEST_TEXT and len(web.fragment(web.decoded(_file(html))[0]).text.split()) > 4 * words


def _file(part) -> File:
    return File.of_bytes("mail", part.get_payload(decode=True) or b"", charset=part.get_content_charset())


def _windows(subject: str) -> str:
    """A subject whose dashes and quotation marks are those of Windows, though it says that it is in Latin 1, as many do."""
    return re.sub("[\x80-\x9f]", lambda sign: sign[0].encode("latin-1").decode("cp1252", "ignore"), subject)


def _date(value) -> str | None:
    try:
        return dates.iso(email.utils.parsedate_to_datetime(str(value))) if value else None
    except (ValueError, TypeError):
        return None
