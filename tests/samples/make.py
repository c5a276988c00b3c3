"""Writes the sample files beside it, one of every format, all of them our own words.

python tests/samples/make.py
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import textwrap
import zipfile
from itertools import starmap
from pathlib import Path

HERE = Path(__file__).parent

TITLE = "Harbour Bridge to Close for Repairs"
AUTHOR = "Ann Example"
DATE = "2026-03-14"
PUBLISHER = "The Quayside Courier"
PARAGRAPHS = (
    "The old harbour bridge will close for six weeks from Monday, the city council said, after engineers "
    "found cracks in two of its supports.",
    "“We can’t wait any longer,” Mayor Zoë Müller told reporters at a café beside the quay. “Safety comes first.”",
    "Ferries will run every 20 minutes, and a ticket will cost £1.50 – half the usual price.",
)
SUBHEAD = "Who pays"
CAPTION = "The bridge on a quiet morning, seen from the fish market."
SECOND_TITLE = "Ferry Crews Ask for More Boats"
SECOND = (
    "Ferry crews asked on Tuesday for two more boats while the harbour bridge is closed.",
    "“Twenty minutes is too long when it rains,” said Bo Sample, who has steered the ferry for 11 years.",
)

TEXT = "\n\n".join((TITLE, f"By {AUTHOR}", PARAGRAPHS[0], PARAGRAPHS[1], SUBHEAD, PARAGRAPHS[2])) + "\n"
SECOND_TEXT = "\n\n".join((SECOND_TITLE, *SECOND)) + "\n"

HTML = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{TITLE} | {PUBLISHER}</title>
<meta property="og:site_name" content="{PUBLISHER}">
<script type="application/ld+json">{
    json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": TITLE,
            "datePublished": DATE + "T08:30:00+00:00",
            "author": {"@type": "Person", "name": AUTHOR},
            "publisher": {"@type": "Organization", "name": PUBLISHER},
        }
    )
}</script>
<style>p {{ margin: 0 }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li>
<li><a href="/sport">Sport</a></li><li><a href="/tv">Television</a></li></ul></nav>
<main><article><h1>{TITLE}</h1><p class="byline">By {AUTHOR}</p>
<figure><img src="bridge.jpg" alt=""><figcaption>{CAPTION}</figcaption></figure>
<div class="story"><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><h2>{SUBHEAD}</h2><p>{PARAGRAPHS[2]}</p>
<ul><li>The first ferry leaves at six in the morning.</li>
<li>The last one leaves at eleven at night.</li></ul></div></article></main>
<aside class="related"><h3>Most read</h3>
<ul><li><a href="/1">Ten soups for spring</a></li><li><a href="/2">A walk</a></li></ul></aside>
<footer><p>© 2026 {PUBLISHER}. All rights reserved.</p><p><a href="/terms">Terms</a></p></footer>
<script>var x = "not an article";</script></body></html>
"""

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>{PUBLISHER}</title><link>https://example.org/</link><description>News</description><language>en-gb</language>
<item><title>{TITLE}</title><dc:creator>{AUTHOR}</dc:creator><pubDate>Sat, 14 Mar 2026 08:30:00 GMT</pubDate>
<content:encoded><![CDATA[<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>]]></content:encoded></item>
<item><title>{SECOND_TITLE}</title><description>{SECOND[0]}</description></item></channel></rss>
"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{PUBLISHER}</title><id>urn:x</id><updated>{DATE}T09:00:00Z</updated>
<entry><title>{TITLE}</title><id>urn:y</id><author><name>{AUTHOR}</name></author><published>{DATE}T08:30:00Z</published>
<updated>{DATE}T08:30:00Z</updated><content type="html">&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;</content></entry></feed>
"""

MARKDOWN = f"""---
title: {TITLE}
author: {AUTHOR}
date: {DATE}
---
# {TITLE}

{PARAGRAPHS[0]}

> {PARAGRAPHS[1]}

## {SUBHEAD}

{PARAGRAPHS[2]}

- The first ferry leaves at six in the morning.
- The last one leaves at eleven at night.
"""

MAIL = f"""From: {AUTHOR} <ann@example.org>
To: desk@example.org
Subject: {TITLE}
Date: Sat, 14 Mar 2026 08:30:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

{PARAGRAPHS[0]}

{PARAGRAPHS[1]}
"""

MBOX = f"From ann@example.org Sat Mar 14 08:30:00 2026\n{MAIL}\nFrom bo@example.org Sun Mar 15 09:00:00 2026\n" + (
    MAIL.replace(TITLE, SECOND_TITLE)
    .replace(PARAGRAPHS[0], SECOND[0])
    .replace(PARAGRAPHS[1], ">From the quay: " + SECOND[1])
)


def mhtml() -> bytes:
    import quopri

    body = quopri.encodestring(HTML.encode("utf-8")).decode("ascii")
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/bridge\r\nSubject: {TITLE}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----edge"\r\n\r\n'
        "------edge\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://example.org/bridge\r\n\r\n"
        + body.replace("\n", "\r\n")
        + "\r\n------edge\r\nContent-Type: text/css\r\n\r\np { margin: 0 }\r\n------edge--\r\n"
    ).encode("ascii")


NEXIS_COVER = (
    """User Name: = Reader
Date and Time: = Monday, March 16, 2026 9:12:00 AM GMT
Job Number: = 123456789
Documents (2)
1. """
    + TITLE
    + """
Client/Matter: -None-
Search Terms: bridge
2. """
    + SECOND_TITLE
    + """
Client/Matter: -None-
Search Terms: bridge"""
)


def nexis(number: int) -> list[str]:
    title, paragraphs = ((TITLE, PARAGRAPHS), (SECOND_TITLE, SECOND))[number]
    return [
        title,
        PUBLISHER,
        "March 14, 2026 Saturday",
        f"Copyright 2026 {PUBLISHER} All Rights Reserved",
        "Section: NEWS; Pg. 1",
        "Length: 62 words",
        f"Byline: By {AUTHOR}",
        "Body",
        *paragraphs,
        "Classification",
        "Language: ENGLISH",
        "Publication-Type: Newspaper",
        "Subject: BRIDGES (90%)",
        "Load-Date: March 15, 2026",
        "End of Document",
    ]


def lexisnexis() -> str:
    """As LexisNexis wrote before Nexis Uni, in both its orders: facts under the headline, and HEADLINE among the fields."""
    first = "\n\n".join(textwrap.fill(each, 70, initial_indent=" ") for each in PARAGRAPHS)
    second = "\n\n".join(textwrap.fill(each, 70, initial_indent="   ") for each in SECOND)
    rights = f"Copyright 2026 {PUBLISHER} Ltd."
    return f"""
{"1 of 2 DOCUMENTS":^70}


{PUBLISHER:^70}

{"March 14, 2026 Saturday":^70}
{"Late Edition - Final":^70}

{TITLE}

BYLINE: By {AUTHOR}

SECTION: NEWS; Pg. 1

LENGTH: 62 words


{first}

LOAD-DATE: March 15, 2026

LANGUAGE: ENGLISH

GRAPHIC: PHOTO: {CAPTION} (Photo by Bo Sample)

PUBLICATION-TYPE: Newspaper


{rights:^70}
{"All Rights Reserved":^70}


{"2 of 2 DOCUMENTS":^70}

{rights:^70}
{"All Rights Reserved":^70}
{PUBLISHER:^70}

{"March 14, 2026, Saturday":^70}

SECTION: News, Pg. 2

LENGTH: 40 words

HEADLINE: {SECOND_TITLE}

BYLINE: {AUTHOR}

BODY:
{second}

LANGUAGE: English

LOAD-DATE: March 15, 2026
"""


def factiva_fields(number: int) -> list[tuple[str, str]]:
    title, paragraphs = ((TITLE, PARAGRAPHS), (SECOND_TITLE, SECOND))[number]
    return [
        ("HD", title),
        ("BY", f"By {AUTHOR}"),
        ("WC", "62 words"),
        ("PD", "14 March 2026"),
        ("SN", PUBLISHER),
        ("SC", "QUAYC"),
        ("LA", "English"),
        ("CY", f"Copyright 2026 {PUBLISHER}"),
        ("LP", paragraphs[0]),
        ("TD", "\n".join(paragraphs[1:])),
        ("NS", "gtrans : Transport"),
        ("RE", "uk : United Kingdom"),
        ("AN", f"Document QUAYC0002026031{number}"),
    ]


def rtf_words(text: str) -> str:
    return "".join(character if ord(character) < 128 else f"\\u{ord(character)}?" for character in text)


def factiva_rtf() -> bytes:
    rows = "".join(
        "".join(
            f"{{\\b {code}}}\\par {rtf_words(value)}\\par ".replace("\n", "\\par ")
            for code, value in factiva_fields(number)
        )
        + f"Document QUAYC0002026031{number}\\par "
        for number in (0, 1)
    )
    return f"{{\\rtf1\\ansi\\ansicpg1252 {rows}}}".encode("ascii")


def factiva_html() -> str:
    rows = "".join(
        f'<div class="article"><table>{"".join(starmap(_factiva_row, factiva_fields(number)))}</table>'
        f"<p>Document QUAYC0002026031{number}</p></div>"
        for number in (0, 1)
    )
    return f'<html><head><meta charset="utf-8"><title>Factiva</title></head><body>{rows}</body></html>'


def _factiva_row(code: str, value: str) -> str:
    cells = "".join(f"<p>{line}</p>" for line in value.split("\n"))
    return f"<tr><td><b>{code}</b></td><td>{cells}</td></tr>"


def proquest() -> str:
    rule = "_" * 60
    parts = []
    for number, (title, paragraphs) in enumerate(((TITLE, PARAGRAPHS), (SECOND_TITLE, SECOND)), 1):
        parts.append(f"""{rule}

Document {number} of 2

{title}

Author: Example, Ann

Publication info: {PUBLISHER} ; Quayside [Quayside]. 14 Mar 2026: 1.

ProQuest document link

Full text: {paragraphs[0]}

{chr(10).join(paragraphs[1:])}

Subject: Bridges; Ferries

Title: {title}

Publication title: {PUBLISHER}

Publication date: Mar 14, 2026

Publisher: Quayside Press

Language of publication: English

ProQuest document ID: 10000{number}

Document URL: https://example.org/{number}

Copyright: Copyright Quayside Press Mar 14, 2026

""")
    return "".join(parts) + rule + "\n\nContact ProQuest\n"


ROWS = [
    {
        "stories_id": "1",
        "publish_date": DATE,
        "title": TITLE,
        "url": "https://example.org/1",
        "language": "en",
        "media_name": PUBLISHER,
        "text": "\n\n".join(PARAGRAPHS),
    },
    {
        "stories_id": "2",
        "publish_date": "2026-03-15",
        "title": SECOND_TITLE,
        "url": "https://example.org/2",
        "language": "en",
        "media_name": PUBLISHER,
        "text": "\n\n".join(SECOND),
    },
]


def table(separator: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, ROWS[0], delimiter=separator)
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue()


def docx(lines: list[tuple[str, str]], title: str = "") -> bytes:
    import docx as word

    opened = word.Document()
    for style, text in lines:
        opened.add_paragraph(text, style=style)
    opened.core_properties.title, opened.core_properties.author = title, AUTHOR
    return _saved(opened)


def xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(list(ROWS[0]))
    for row in ROWS:
        book.active.append(list(row.values()))
    return _saved(book)


def _saved(opened) -> bytes:
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def parquet() -> bytes:
    import pyarrow
    from pyarrow import parquet as writer

    out = io.BytesIO()
    writer.write_table(pyarrow.Table.from_pylist(ROWS), out)
    return out.getvalue()


def odt() -> bytes:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:text>'
        f'<text:h text:outline-level="1">{TITLE}</text:h><text:p>{PARAGRAPHS[0]}</text:p>'
        f"<text:p>{PARAGRAPHS[1]}</text:p>"
        f'<text:h text:outline-level="2">{SUBHEAD}</text:h><text:p>{PARAGRAPHS[2]}</text:p>'
        "</office:text></office:body></office:document-content>"
    )
    meta = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta {names}><office:meta><dc:title>{TITLE}</dc:title>'
        f"<dc:creator>{AUTHOR}</dc:creator></office:meta></office:document-meta>"
    )
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            "meta.xml": meta.encode(),
        }
    )


def pdf(lines: list[str] = (), encrypted: bool = False, placed: list[tuple[int, int, str]] = ()) -> bytes:
    """A page of PDF by hand: lines of text in Helvetica, or an empty page as a scanner makes it.

    `placed` are further lines, each at points from the left and from the bottom of the page.
    """
    shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    shown += "".join(f"1 0 0 1 {left} {bottom} Tm ({_escaped(line)}) Tj\n" for left, bottom, line in placed)
    stream = f"BT /F1 11 Tf 14 TL 50 780 Td\n{shown}ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({TITLE}) /Author ({AUTHOR}) /CreationDate (D:20260314083000Z) >>".encode(),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"11" * 32,
        b"22" * 32,
    )
    out += b"trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        lock if encrypted else b"",
        start,
    )
    return out


def columns() -> list[tuple[int, int, str]]:
    """A headline over two columns, written row by row, left and right in turn."""
    left = [line for each in PARAGRAPHS for line in [*textwrap.wrap(each, 40), ""]]
    right = [line for each in SECOND for line in [*textwrap.wrap(each, 40), ""]]
    placed = [(50, 780, f"{TITLE} While Ferry Crews Ask for More Boats and a Longer Day")]
    for row in range(max(len(left), len(right))):
        placed += [(x, 740 - 14 * row, side[row]) for x, side in ((50, left), (320, right)) if side[row:row + 1] > [""]]
    return placed


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def wrapped(text: str, width: int = 80) -> list[str]:
    import textwrap

    return [line for part in text.split("\n\n") for line in [*textwrap.wrap(part, width), ""]]


def warc() -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for address, kind, body in (
        ("https://example.org/bridge", "text/html; charset=utf-8", HTML.encode()),
        ("https://example.org/p.png", "image/png", b"\x89PNG"),
    ):
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
        )
    return out.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 3, 14, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def samples() -> dict[str, bytes]:
    """Name → bytes of every sample."""
    styled = [
        ("Title", TITLE),
        ("Normal", PARAGRAPHS[0]),
        ("Normal", PARAGRAPHS[1]),
        ("Heading 2", SUBHEAD),
        ("Normal", PARAGRAPHS[2]),
        ("Caption", CAPTION),
    ]
    export = [("Normal", line) for line in [*NEXIS_COVER.split("\n"), *nexis(0), *nexis(1)]]
    words = [TITLE, *PARAGRAPHS]
    rtf = (
        "{\\rtf1\\ansi\\ansicpg1252{\\info{\\title "
        + TITLE
        + "}{\\author "
        + AUTHOR
        + "}}"
        + "".join(f"{rtf_words(line)}\\par " for line in words)
        + "}"
    ).encode("ascii")
    nexis_rtf = ("{\\rtf1\\ansi\\ansicpg1252 " + "".join(f"{rtf_words(line)}\\par " for line in nexis(0)) + "}").encode(
        "ascii"
    )
    jsonl = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    return {
        "article.txt": TEXT.encode(),
        "article.md": MARKDOWN.encode(),
        "article.html": HTML.encode(),
        "article.htm": HTML.replace('charset="utf-8"', 'charset="windows-1252"').encode("cp1252"),
        "article.mhtml": mhtml(),
        "article.docx": docx(styled, TITLE),
        "article.rtf": rtf,
        "article.odt": odt(),
        "article.pdf": pdf(wrapped(TEXT)),
        "columns.pdf": pdf(placed=columns()),
        "scan.pdf": pdf(),
        "article.eml": MAIL.encode(),
        "articles.mbox": MBOX.encode(),
        "articles.csv": table().encode(),
        "articles.tsv": table("\t").encode(),
        "articles.xlsx": xlsx(),
        "articles.jsonl": jsonl.encode(),
        "articles.json": json.dumps({"articles": ROWS}, ensure_ascii=False).encode(),
        "articles.parquet": parquet(),
        "feed.rss": RSS.encode(),
        "feed.atom": ATOM.encode(),
        "crawl.warc.gz": warc(),
        "articles.zip": archive(
            {"one.txt": TEXT.encode(), "two/two.txt": SECOND_TEXT.encode(), "two/photo.png": b"\x89PNG"}
        ),
        "article.txt.gz": gzip.compress(TEXT.encode(), mtime=0),
        "nexis.docx": docx(export),
        "nexis_one.docx": docx([("Normal", line) for line in nexis(0)]),
        "nexis.rtf": nexis_rtf,
        "factiva.rtf": factiva_rtf(),
        "factiva.html": factiva_html().encode(),
        "proquest.txt": proquest().encode(),
        "lexisnexis.txt": lexisnexis().encode(),
        "media_cloud.csv": table().encode(),
    }


def main() -> None:
    for name, data in samples().items():
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    main()
