"""What kind of file it is, from its bytes; the extension only decides where the bytes leave it open."""

from __future__ import annotations

import csv
import json
import re

from ..article import ArticleError
from . import encodings
from .document import File

_NOT_TEXT = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"%!PS", "a PostScript file"),
)

_OTHER_ARCHIVES = (
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

TABLE_SUFFIXES = {".csv": "csv", ".tsv": "csv", ".tab": "csv"}
_BY_SUFFIX = {
    **TABLE_SUFFIXES,
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".eml": "mail",
    ".mbox": "mbox",
    ".rss": "feed",
    ".atom": "feed",
}
_FEED_SUFFIXES = {".rss", ".atom", ".xml", ".rdf"}

TEXT_COLUMNS = (
    "text",
    "body",
    "article_text",
    "full_text",
    "fulltext",
    "story_text",
    "content",
    "article",
    "articlebody",
    "article_body",
    "maintext",
    "main_text",
    "plain_text",
    "plaintext",
    "body_text",
    "bodytext",
    "story",
    "raw_text",
    "transcript",
    "document",
    "volltext",
    "artikeltext",
    "texte",
    "texto",
    "testo",
)
"""Names of the column that holds the article, most telling first; capitals, spaces and hyphens do not count."""


def kind(file: File) -> str:
    """The format's name, a key of `loading.READERS`. Raises ArticleError for what is recognised and cannot be read."""
    head = file.head()
    if not head.strip(b"\0 \t\r\n\f\v"):
        raise ArticleError(
            file.name,
            "it is empty" if not head else "it holds nothing but white space",
            "Check that it was saved or downloaded whole",
        )
    found = _by_signature(file, head)
    return found or _by_text(file, head)


def _by_signature(file: File, head: bytes) -> str | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(file)
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(_OLE):
        raise _office_error(file)
    for signature, name in _OTHER_ARCHIVES:
        if head.startswith(signature):
            raise ArticleError(
                file.name, f"it is packed as {name}, which is not read here", "Unpack it first, or use zip"
            )
    for signature, name in _NOT_TEXT:
        if head.startswith(signature):
            raise ArticleError(file.name, f"it is {name}, not an article", "Give the article's text, page or document")
    if head.startswith(b"RIFF") or head[4:8] == b"ftyp":
        raise ArticleError(
            file.name, "it is a picture, sound or video, not an article", "Give the article's text, page or document"
        )
    return None


def _office_error(file: File) -> ArticleError:
    """The old Office container: encrypted new formats lie in it too."""
    if "EncryptedPackage".encode("utf-16-le") in file.whole():
        return ArticleError(file.name, "it is protected with a password", "Open it in Office and save it without one")
    return ArticleError(
        file.name,
        "it is in the old Office format (.doc, .xls)",
        "Open it in Word, Excel or LibreOffice and save it as .docx or .xlsx",
    )


def _zip_kind(file: File) -> str:
    import zipfile

    try:
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except RuntimeError as error:      # zipfile's word for a password, and for a compression it does not know
        raise ArticleError(
            file.name, f"the archive cannot be unpacked ({error})", "Pack it again as an ordinary zip, without a password"
        ) from error
    except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
        raise ArticleError(file.name, f"the archive is damaged ({error})", "Download or copy it again") from error
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if kind.startswith(b"application/epub"):
        raise ArticleError(file.name, "it is an e-book (EPUB), not an article", "Save the chapter as .txt or .html")
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
        raise ArticleError(file.name, "it is an Office file without text of an article", "Save the article as .docx")
    if kind.startswith(b"application/vnd.oasis"):
        raise ArticleError(file.name, "it is a spreadsheet or drawing of LibreOffice", "Save it as .csv or .odt")
    return "zip"


# Possessive throughout: nothing that looks like the start of a page may cost more than one pass.
_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+"
    r"(?:<!doctype\s+html|<html|<head|<body|<(?:div|article|main|p)\b)",
    re.I,
)
_FEED = re.compile(r"<(?:rss|rdf:RDF)\b|<feed\b[^>]*Atom", re.I)
_HEADER = re.compile(
    r"(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|Content-Type|"
    r"X-[\w-]+|Reply-To|Snapshot-Content-Location): ?\S",
    re.I,
)


def _by_text(file: File, head: bytes) -> str:
    suffix = file.suffix
    try:
        text = encodings.decode(head, file.charset)[0].lstrip("\ufeff")
    except encodings.Undecodable as error:
        raise ArticleError(file.name, str(error), "Give the article as text, or save it as UTF-8") from error
    start = text.lstrip()
    if _FEED.search(text[:4000]) and start.startswith("<"):
        return "feed"
    if _HTML.match(text):
        if suffix in _FEED_SUFFIXES:
            raise ArticleError(
                file.name,
                "it is a web page, not a feed: probably the site's error page",
                "Open the feed's address in a browser and save it again",
            )
        return "html"
    if suffix in _FEED_SUFFIXES:
        raise ArticleError(file.name, "it is neither RSS nor Atom", "Give the feed itself, or the article's page")
    if re.match(r"From \S+.*\d{4}\r?\n", text):
        return "mbox"
    lines = start.splitlines()[:12]
    headers = [
        line
        for line in lines[: next((n for n, line in enumerate(lines) if not line.strip()), 12)]
        if _HEADER.match(line)
    ]
    if len(headers) >= 3 or (headers and suffix in (".eml", ".mht", ".mhtml")):
        return "mail"
    if suffix not in TABLE_SUFFIXES and start[:1] in ("{", "["):
        found = "jsonl" if suffix in (".jsonl", ".ndjson") and start[0] == "{" else _json_kind(start)
        if found:
            return found
    if suffix not in _BY_SUFFIX and delimiter(text):
        return "csv"
    return _BY_SUFFIX.get(suffix, "text")


def _json_kind(start: str) -> str | None:
    first, _, rest = start.partition("\n")
    try:
        value = json.loads(first)
    except ValueError:
        return "json" if re.match(r"(?:\{\s*(?:\"|\})|\[\s*(?:[\[{\"\]]|-?\d+\s*,))", start) else None
    except RecursionError:
        return "json"
    if isinstance(value, dict):
        return "jsonl" if rest.lstrip().startswith("{") else "json"
    return "json" if isinstance(value, list) and not rest.strip() else None


def delimiter(text: str) -> str | None:
    """What separates the columns of a table whose first line names a column of text; None where it is no table."""
    first = text.lstrip().partition("\n")[0][:10_000]
    for character in "\t,;|":
        if character in first:
            names = next(csv.reader([first], delimiter=character), [])
            if len(names) > 1 and any(plain(name) in TEXT_COLUMNS for name in names) and max(map(len, names)) < 60:
                return character
    return None


def plain(name) -> str:
    """A column's name without capitals, spaces and hyphens."""
    return re.sub(r"[\s\-]+", "_", str(name).strip().lower())
