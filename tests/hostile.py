"""Files that mean harm or are broken, the same ones for the same seed: `python -m tests.hostile FOLDER COUNT [SEED]`.

Each maker takes a random.Random and gives (file name as bytes, content). Every second file is a sound one of some format,
fuzzed: bits turned, cut off, parts doubled, parts of another file put in.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

STORY = ("Council Votes On Bridge\n\nThe council of Oslo voted on Monday to close the bridge for repairs.\n\n“We had no choice,” said "
         "Mayor Anna Berg. “The steel is bad.”\n\nThe repairs will cost $5 million, an official said on condition of anonymity.\n")
PARAGRAPHS = STORY.strip().split("\n\n")
MEGABYTE = 1_000_000


def write(folder: Path, count: int, seed: int = 7) -> list[Path]:
    """Write `count` files into `folder`; returns their paths."""
    made = []
    for number in range(count):
        chance = Random(f"{seed}-{number}")
        name, content = (fuzzed if number % 2 else MAKERS[number // 2 % len(MAKERS)])(chance)
        path = Path(os.fsdecode(os.path.join(os.fsencode(folder), b"%04d-%s" % (number, name))))
        path.write_bytes(content)
        made.append(path)
    return made


@cache
def sound() -> tuple[tuple[bytes, bytes], ...]:
    """A sound file of every format: (ending, content)."""
    page = _page("".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[1:]))
    rows = [{"title": f"Bridge {number}", "published": "2026-11-23", "text": STORY} for number in range(4)]
    lines = "\n".join(json.dumps(row) for row in rows)
    table = "title,text\n" + "\n".join(f'{row["title"]},"{row["text"]}"' for row in rows)
    feed = ("<?xml version='1.0'?><rss version='2.0'><channel><title>Daily</title><item><title>Bridge</title><description>"
            + STORY + "</description></item></channel></rss>")
    mail = f"From: a@example.org\nTo: b@example.org\nSubject: Bridge\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n\n{STORY}"
    warc = ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nWARC-Date: 2026-11-23T10:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n")
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    texts = {".txt": STORY, ".md": "# " + STORY, ".json": json.dumps(rows), ".jsonl": lines, ".csv": table, ".rss": feed, ".eml": mail,
             ".tsv": table.replace(",", "\t"), ".mbox": f"From a@example.org Mon Nov 23 10:00:00 2026\n{mail}",
             ".rtf": r"{\rtf1\ansi " + STORY.replace("\n", "\\par\n").encode("ascii", "replace").decode() + "}"}
    return (*((ending.encode(), text.encode()) for ending, text in texts.items()),
            (b".html", page), (b".docx", docx(PARAGRAPHS)), (b".odt", odt(PARAGRAPHS)), (b".xlsx", xlsx(rows)), (b".pdf", pdf(STORY)),
            (b".parquet", parquet(rows)), (b".zip", packed({"a.txt": STORY.encode(), "b/page.html": page})),
            (b".txt.gz", gzip.compress(STORY.encode(), mtime=0)),
            (b".warc", warc.format(len(answer)).encode() + answer + b"\r\n\r\n"))


def fuzzed(chance: Random) -> tuple[bytes, bytes]:
    """A sound file, damaged."""
    ending, content = chance.choice(sound())
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 10))):
        place, length = chance.randrange(len(data)), chance.choice((1, 2, 8, 64, 500))
        kind = chance.randrange(6)
        if kind == 0:
            data[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[place:place + length]
        elif kind == 2:
            data[place:place] = data[place:place + length] * chance.choice((1, 2, 50))
        elif kind == 3:
            data[place:place + length] = chance.randbytes(length)
        elif kind == 4:
            other = chance.choice(sound())[1]
            data[place:place] = other[chance.randrange(len(other)):][:length]
        elif len(data) > 200:
            del data[place + 1:]
        data = data or bytearray(b"x")
    return b"fuzzed" + ending, bytes(data)


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>Bridge</title>{head}</head><body><h1>Bridge</h1>{body}</body></html>".encode()


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 10, 0, 0)), content, method)
    return held.getvalue()


def docx(paragraphs, document: str | None = None, more: dict[str, bytes] | None = None) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return packed({
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
                               f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
                               f'PartName="/word/document.xml" ContentType="{kind}"/></Types>'.encode(),
        "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
                       b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
                       b'Target="word/document.xml"/></Relationships>',
        "word/document.xml": (document or f"<w:document {space}><w:body>{body}</w:body></w:document>").encode(), **(more or {})})


def odt(paragraphs, before: str = "") -> bytes:
    spaces = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"')
    body = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": (
        f"{before}<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>").encode()})


def xlsx(rows) -> bytes:
    import openpyxl
    book = openpyxl.Workbook()
    for row in [list(rows[0]), *(list(row.values()) for row in rows)]:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def parquet(rows) -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), held)
    return held.getvalue()


def pdf(text: str, pages: int = 1, action: str = "") -> bytes:
    shown = "".join(f"({line.encode('ascii', 'replace').decode()}) Tj T* " for line in text.splitlines())
    stream = f"BT /F1 10 Tf 12 TL 50 750 Td {shown} ET"
    objects = [f"<< /Type /Catalog /Pages 2 0 R {action} >>", f"<< /Type /Pages /Kids [{'3 0 R ' * pages}] /Count {pages} >>",
               "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 "
               "/BaseFont /Helvetica >> >> >> /MediaBox [0 0 600 800] >>", f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"]
    return ("%PDF-1.4\n" + "".join(f"{number} 0 obj\n{each}\nendobj\n" for number, each in enumerate(objects, 1))
            + "trailer << /Root 1 0 R >>\n%%EOF").encode()


LAUGHS = ('<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10)) + "]>")
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY n SYSTEM "http://192.0.2.1/x">]>'


def nested_zip(depth: int) -> bytes:
    content = packed({"a.txt": STORY.encode()})
    for _ in range(depth):
        content = packed({"inner.zip": content})
    return content


def many_members(count: int) -> bytes:
    return packed({f"{number}.txt": b"" for number in range(count)})


def odd_characters(chance: Random) -> str:
    strange = "\u202e\u200b\u0301\u0489\ufeff\u2028\ufdfa\U000e0041\U0001f468\u200d\U0001f469\ufffd\ue000\u0f3c\x1b\x7f\x85"
    return STORY + "".join(chance.choice(strange) * chance.randrange(1, 40) + chance.choice(" .\n“”a") for _ in range(600))


def lines_of(unit: str, size: int) -> bytes:
    return (STORY + "\n" + unit * (size // len(unit))).encode()


def named(name: bytes) -> Callable[[Random], tuple[bytes, bytes]]:
    return lambda chance: (name, STORY.encode())


def fixed(name: str, content: Callable[[], bytes]) -> Callable[[Random], tuple[bytes, bytes]]:
    return lambda chance: (name.encode(), content())


MAKERS: tuple[Callable[[Random], tuple[bytes, bytes]], ...] = (
    # bombs
    fixed("bomb.zip", lambda: packed({"a.txt": b"word " * (12 * MEGABYTE)})),
    fixed("bomb.txt.gz", lambda: gzip.compress(b"\0" * (80 * MEGABYTE), 9, mtime=0)),
    fixed("bomb.docx", lambda: docx([], "<?xml version='1.0'?><a>" + "x" * (60 * MEGABYTE) + "</a>")),
    fixed("bomb.odt", lambda: odt(["a " * (30 * MEGABYTE)])),
    fixed("laughs.docx", lambda: docx([], LAUGHS + "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
                                      "<w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>")),
    fixed("laughs.odt", lambda: odt(["&l9;"], LAUGHS)),
    fixed("laughs.rss", lambda: (LAUGHS + "<rss version='2.0'><channel><item><title>&l9;</title><description>&l9;</description></item>"
                                 "</channel></rss>").encode()),
    fixed("laughs.html", lambda: LAUGHS.encode() + _page("<p>&l9;</p>")),
    fixed("russian-doll.zip", lambda: nested_zip(12)),
    fixed("many.zip", lambda: many_members(3000)),
    # deep nesting
    fixed("deep.html", lambda: _page("<div>" * 20_000 + STORY + "</div>" * 20_000)),
    fixed("deep-table.html", lambda: _page("<table><tr><td>" * 3000 + STORY)),
    fixed("deep.json", lambda: b"[" * 200_000),
    fixed("deep-object.json", lambda: b'{"text":' * 50_000 + b"1" + b"}" * 50_000),
    fixed("deep.jsonl", lambda: (json.dumps({"text": STORY}) + "\n").encode() + b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"),
    fixed("deep.rtf", lambda: rb"{\rtf1 " + b"{" * 50_000 + b"text" + b"}" * 50_000),
    fixed("deep.md", lambda: (">" * 20_000 + " text\n\n" + "- " * 5000 + STORY).encode()),
    fixed("deep.odt", lambda: odt(["<text:span>" * 20_000 + "x" + "</text:span>" * 20_000])),
    # huge lines
    fixed("one-line.txt", lambda: STORY.replace("\n", " ").encode() * 4000),
    fixed("no-space.txt", lambda: lines_of("a", 2 * MEGABYTE)),
    fixed("full-stops.txt", lambda: lines_of(".", MEGABYTE // 5)),
    fixed("capitals.txt", lambda: lines_of("Mr. A. B. C. U.S. ", MEGABYTE // 5)),
    fixed("quotes.txt", lambda: lines_of("“", 30_000)),
    fixed("straight-quotes.txt", lambda: lines_of("\"'", 20_000)),
    fixed("says.txt", lambda: lines_of('"a," he said. ', 100_000)),
    fixed("brackets.txt", lambda: lines_of("((((([[[[", 100_000)),
    fixed("spaces.txt", lambda: lines_of(" \t", MEGABYTE)),
    fixed("line-ends.txt", lambda: lines_of("\r\n", MEGABYTE)),
    fixed("same-line.txt", lambda: lines_of("The same sentence stands here again and again.\n", MEGABYTE // 4)),
    fixed("same-word.txt", lambda: lines_of("very, ", MEGABYTE // 5)),
    fixed("dashes.txt", lambda: lines_of("a-b—c–d-", 200_000)),
    fixed("addresses.txt", lambda: lines_of("http://192.0.2.1/a?b=c&d=e ", 300_000)),
    fixed("digits.txt", lambda: lines_of("1,234.56 ", 300_000)),
    fixed("wide.csv", lambda: (",".join(["text", *(f"c{number}" for number in range(20_000))]) + "\n" + "x," * 20_000 + "x\n").encode()),
    fixed("huge-cell.csv", lambda: b'title,text\na,"' + b"word " * (MEGABYTE // 5) + b'"\n'),
    fixed("open-quote.csv", lambda: b'title,text\na,"' + STORY.encode() * 300),
    # odd characters
    lambda chance: (b"odd.txt", odd_characters(chance).encode("utf-8", "replace")),
    lambda chance: (b"odd-utf16.txt", odd_characters(chance).encode("utf-16")),
    lambda chance: (b"random.txt", chance.randbytes(50_000)),
    lambda chance: (b"high.txt", bytes(chance.randrange(128, 256) for _ in range(20_000))),
    fixed("mixed.txt", lambda: STORY.encode("utf-16-le") + STORY.encode() + STORY.encode("cp1252") + b"\xff\xfe\x00"),
    fixed("nul.txt", lambda: STORY.replace(" ", "\0").encode()),
    fixed("surrogates.jsonl", lambda: b'{"title": "\\ud800", "text": "The man \\udfff said so. He left the town on Monday."}\n' * 3),
    fixed("combining.txt", lambda: lines_of("e" + "\u0301" * 200, 200_000)),
    fixed("right-to-left.txt", lambda: ("\u202e" + STORY + "שלום עולם. " * 500).encode()),
    fixed("boms.txt", lambda: b"\xef\xbb\xbf" * 100 + STORY.encode()),
    fixed("controls.txt", lambda: (STORY + "\x1b[31m\x1b]0;title\x07\x08\x08").encode()),
    # what another program would run
    fixed("script.html", lambda: _page(f"<script>fetch('http://192.0.2.1/')</script><p>{STORY}</p><img src=http://192.0.2.1/a.png "
                                       "onerror=alert(1)><iframe src='file:///etc/passwd'></iframe>",
                                       "<base href='http://192.0.2.1/'><meta http-equiv=refresh content='0;url=http://192.0.2.1/'>")),
    fixed("script.txt", lambda: ("<script>alert(1)</script> " + STORY + "</textarea><img src=x onerror=alert(1)> {{7*7}} ${7*7} `id`").encode()),
    fixed("formula.csv", lambda: ("title,text\n=cmd|' /C calc'!A0,\"=HYPERLINK(\"\"http://192.0.2.1\"\",\"\"x\"\") " + STORY + "\"\n").encode()),
    fixed("formula.xlsx", lambda: xlsx([{"title": "=1+1", "text": "=WEBSERVICE(\"http://192.0.2.1\")"}, {"title": "@x", "text": STORY}])),
    fixed("outside.rss", lambda: (OUTSIDE + "<rss version='2.0'><channel><item><title>&e;</title><description>&n;" + STORY
                                  + "</description></item></channel></rss>").encode()),
    fixed("outside.docx", lambda: docx([], OUTSIDE + "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
                                       "<w:body><w:p><w:r><w:t>&e;&n;</w:t></w:r></w:p></w:body></w:document>")),
    fixed("outside.odt", lambda: odt(["&e;&n;"], OUTSIDE)),
    fixed("slip.zip", lambda: packed({"../../../../tmp/slipped.txt": STORY.encode(), "/tmp/slipped.txt": STORY.encode(),
                                      "C:\\slipped.txt": STORY.encode(), "good.txt": STORY.encode()})),
    fixed("launch.pdf", lambda: pdf(STORY, action="/OpenAction << /S /URI /URI (http://192.0.2.1/) >>")),
    fixed("many-pages.pdf", lambda: pdf(STORY, pages=500)),
    fixed("loop.pdf", lambda: pdf(STORY).replace(b"/Parent 2 0 R", b"/Parent 3 0 R").replace(b"[3 0 R", b"[2 0 R")),
    # what is something else than it says
    *(fixed(f"lie{ending}", lambda: b"\x89PNG\r\n\x1a\n" + bytes(3000)) for ending in (".txt", ".docx", ".pdf")),
    *(fixed(f"empty{ending}", lambda: b"") for ending in (".txt", ".zip", ".xlsx", ".parquet", ".pdf", ".html")),
    fixed("page.pdf", lambda: _page(STORY)),
    fixed("text.parquet", lambda: b"PAR1" + STORY.encode() + b"PAR1"),
    fixed("text.docx", lambda: STORY.encode()),
    fixed("head-only.warc", lambda: b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n" + STORY.encode()),
    fixed("endless.eml", lambda: b"From: a@example.org\nTo: b\nSubject: x\n" + b"X-A: b\n" * 50_000 + b"\n" + STORY.encode()),
    fixed("parts.eml", lambda: b'From: a@example.org\nTo: b\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="a"\n\n'
          + b'--a\nContent-Type: multipart/mixed; boundary="a"\n\n' * 2000),
    # hostile names
    *map(named, (b"caf\xe9.txt", b"line\nbreak.txt", b"=cmd|' C calc'!A0.txt", b"<script>alert(1)<script>.txt", b"-rf .txt",
                 b"$(touch hacked).txt", b"`touch hacked`.txt", b"a" * 240 + b".txt", "\U0001f468\u200d\U0001f469.txt".encode(),
                 "\u202etxt.exe.txt".encode(), b"%2e%2e%2fetc%2fpasswd.txt", b"' or 1=1 --.txt", b"nul\x01\x02.txt", b"[a-z]*?.txt")),
)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.mkdir(parents=True, exist_ok=True)
    print(len(write(place, int(sys.argv[2]), *map(int, sys.argv[3:4]))), "files")
