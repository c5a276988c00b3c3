"""Bad input: each a clear ArticleError with file, trouble and cure; the articles beside it go on."""

from __future__ import annotations

import gzip
import io
import os
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import ArticleError, loading
from helpers.loading import archive

sys.path.insert(0, str(Path(__file__).parent / "samples"))
import make

SAMPLES = Path(__file__).parent / "samples"
GOOD = make.TEXT.encode()


def error_of(source, **options) -> ArticleError:
    found = list(loading.read_many([source], **options))
    [error] = [each for each in found if isinstance(each, ArticleError)]
    assert error.file and error.trouble and error.cure
    assert str(error).startswith(error.file)
    return error


def cut(name: str) -> bytes:
    data = (SAMPLES / name).read_bytes()
    return data[: len(data) * 6 // 10]


def broken_gzip() -> bytes:
    packed = bytearray(gzip.compress(GOOD))
    packed[-8] ^= 0xFF      # the sum over its content
    return bytes(packed)


def encrypted_zip() -> bytes:
    return with_header(make.archive({"a.txt": GOOD}), 6, lambda flags: flags | 1)


def deflate64_zip(name: str) -> bytes:
    """A zip as Windows packs very large ones."""
    return with_header(make.archive({name: GOOD}), 8, lambda method: 9)


def with_header(packed: bytes, place: int, change) -> bytes:
    """A zip of one member with a number of its header changed; the number lies two bytes further in the list at the end."""
    data = bytearray(packed)
    for signature, at in ((b"PK\x03\x04", place), (b"PK\x01\x02", place + 2)):
        at += data.index(signature)
        data[at : at + 2] = struct.pack("<H", change(struct.unpack("<H", data[at : at + 2])[0]))
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BAD = {  # what it is: bytes, extension, words of the message
    "empty": (b"", ".txt", "is empty"),
    "white space": (b" \n\t \r\n", ".txt", "white space"),
    "white space of UTF-8": ("\ufeff\u00a0\u2003\n".encode(), ".txt", "white space"),
    "zeros": (b"\0" * 5000, ".txt", "white space"),
    "binary": (bytes(range(256)) * 20, ".txt", "binary"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, ".txt", "picture"),
    "photo": (b"\xff\xd8\xff\xe0" + b"\0" * 50, ".html", "picture"),
    "sound": (b"RIFF\0\0\0\0WAVEfmt ", ".txt", "sound"),
    "seven zip": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, ".zip", "7z"),
    "NUL bytes": (b"Some words.\0 Others.\0\n" * 20, ".txt", "binary"),
    "encrypted docx": (OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99, ".docx", "password"),
    "encrypted xlsx": (OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99, ".xlsx", "password"),
    "old doc": (OLE, ".doc", "old Office"),
    "encrypted zip": (encrypted_zip(), ".zip", "password"),
    "deflate64 zip": (deflate64_zip("a.txt"), ".zip", "compressed in a way"),
    "deflate64 odt": (deflate64_zip("mimetype"), ".odt", "cannot be unpacked"),
    "encrypted pdf": (make.pdf(["Words"], encrypted=True), ".pdf", "password"),
    "scan": (make.pdf(), ".pdf", "scan"),
    "damaged docx": (cut("article.docx"), ".docx", "damaged"),
    "damaged odt": (cut("article.odt"), ".odt", "damaged"),
    "damaged xlsx": (cut("articles.xlsx"), ".xlsx", "damaged"),
    "damaged zip": (cut("articles.zip"), ".zip", "damaged"),
    "damaged parquet": (cut("articles.parquet"), ".parquet", "damaged"),
    "damaged pdf": (b"%PDF-1.4\n" + b"junk " * 40, ".pdf", "damaged"),
    "gz that ends early": (cut("article.txt.gz"), ".gz", "ends early"),
    "gz with a wrong byte": (broken_gzip(), ".gz", "damaged"),
    "too many lines": (b"Home\n" * 100_001, ".txt", "it has 100001 lines"),
    "damaged rtf": (cut("article.rtf"), ".rtf", "ends early"),
    "empty zip": (make.archive({}), ".zip", "no articles"),
    "zip of pictures": (make.archive({"a.png": b"\x89PNG"}), ".zip", "no articles"),
    "docx without text": (make.docx([]), ".docx", "empty"),
    "csv without text": (b"id,url\n1,https://example.org\n", ".csv", "the columns id, url"),
    "csv of one line": (b"text,title\n", ".csv", "no rows"),
    "csv left open": (b'text,title\n"One,T\n' + b"x" * 200, ".csv", "no end"),
    "json damaged": (b'{"text": "Some words', ".json", "not valid JSON"),
    "json without articles": (b"[1, 2, 3]", ".json", "no objects"),
    "json too deep": (b"[" * 100_000, ".json", "deep"),
    "feed that is a page": (b"<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>", ".rss", "web page"),
    "feed without entries": (
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title></channel></rss>',
        ".rss",
        "no entries",
    ),
    "feed with entities": (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel/></rss>',
        ".rss",
        "entities",
    ),
    "xml": (b'<?xml version="1.0"?><note>Hello</note>', ".xml", "neither RSS nor Atom"),
    "page without words": (
        b"<html><head><title>App</title></head><body><div id=root></div></body></html>",
        ".html",
        "no article",
    ),
    "mail without text": (
        b"From: a@example.org\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\n"
        b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n",
        ".eml",
        "no text",
    ),
    "web archive without pages": (
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"WARC-Date: 2026-03-14T00:00:00Z\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
        ".warc",
        "no page",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_says_what_is_wrong_and_what_to_do(name, tmp_path):
    data, suffix, words = BAD[name]
    path = tmp_path / f"file{suffix}"
    path.write_bytes(data)
    error = error_of(path)
    assert error.file.startswith(str(path))
    assert any(word in str(error) for word in words.split("|")), str(error)
    with pytest.raises(ArticleError):
        list(loading.read(path))


@pytest.mark.parametrize("name", BAD)
def test_the_other_articles_go_on(name, tmp_path):
    data, suffix, _ = BAD[name]
    (tmp_path / f"b{suffix}").write_bytes(data)
    for good in ("a.txt", "c.txt"):
        (tmp_path / good).write_bytes(GOOD)
    found = list(loading.read_many(tmp_path))
    assert [isinstance(each, ArticleError) for each in found] == [False, True, False]
    packed = make.archive({"a.txt": GOOD, f"b{suffix}": data, "c.txt": GOOD})
    found = list(loading.read_many([packed]))
    assert [isinstance(each, ArticleError) for each in found] == [False, True, False]


@pytest.mark.parametrize("source", ["no/such/file.txt", "nul\0byte.txt", "x" * 5000, 17, None])
def test_no_such_file(source):
    assert error_of(source).trouble


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        (" \n\u200b", "white space"),
        ("Half a \ud83d character.", "lone surrogate"),
        ("A NUL \0 here.", "NUL"),
    ],
)
def test_bad_text(text, words):
    with pytest.raises(ArticleError, match=words):
        list(loading.read(None, text=text))


@pytest.mark.parametrize("text", [17, b"bytes", ["list"]])
def test_text_that_is_none(text):
    with pytest.raises(ArticleError, match="not text"):
        list(loading.read(None, text=text))


def test_right_to_left_text_is_text():
    text = "قال رئيس البلدية إن الجسر سيغلق لمدة ستة أسابيع."
    assert next(loading.read(text.encode())).text == text


def test_a_folder_without_articles(tmp_path):
    assert "no articles" in error_of(tmp_path).trouble
    (tmp_path / ".hidden").write_bytes(GOOD)
    assert "no articles" in error_of(tmp_path).trouble


def test_symbolic_links(tmp_path):
    (tmp_path / "out.txt").write_bytes(GOOD)
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.txt").write_bytes(GOOD)
    (folder / "b.txt").symlink_to(tmp_path / "out.txt")
    (folder / "inner" / "loop").symlink_to(folder)
    (folder / "same.txt").symlink_to(folder / "a.txt")
    found = list(loading.read_many(folder))
    assert [Path(each.source).name for each in found if not isinstance(each, ArticleError)] == ["a.txt"]
    assert [
        (Path(each.file).name, "leads out" in each.trouble) for each in found if isinstance(each, ArticleError)
    ] == [("b.txt", True)]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in error_of(tmp_path / "pipe.txt").trouble


def test_a_line_of_a_hundred_megabytes(tmp_path):
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"word " * 200_000)
    assert "larger than" in error_of(path).trouble


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".html"])
def test_a_line_longer_than_any_article_in_other_formats(suffix, tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "LARGEST_TEXT", 1000)
    start, end = {
        ".csv": ("text,title\n", ",T\n"),
        ".jsonl": ('{"text": "', '"}\n'),
        ".html": ("<html><p>", "</p></html>"),
    }[suffix]
    path = tmp_path / f"long{suffix}"
    path.write_text(start + "word " * 1000 + end)
    assert "larger than" in error_of(path).trouble


def test_a_file_of_json_larger_than_any_article(tmp_path):
    path = tmp_path / "long.json"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(81):
            file.write(b"word " * 200_000)
        file.write(b'"}')
    assert error_of(path).trouble.startswith("it is larger than 80 MB")


def test_lines_are_not_counted_twice_where_empty_ones_part_them():
    [found] = loading.read_many([b"The ferry sailed at nine.\r\n\r\n" * 60_000])
    assert not isinstance(found, ArticleError)


def test_standard_input_without_end(monkeypatch):
    monkeypatch.setattr(loading, "LARGEST_FILE", 1000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"word " * 1000)))
    assert "larger than" in error_of("-").trouble


def test_a_word_file_longer_than_any_article(monkeypatch):
    from helpers.loading import word

    monkeypatch.setattr(word, "LARGEST_TEXT", 1000)
    assert "larger than" in error_of(make.docx([("Normal", "word " * 100)] * 3)).trouble


def test_a_zip_that_unpacks_out_of_all_proportion(monkeypatch):
    monkeypatch.setattr(archive, "SMALL", 1_000_000)
    bomb = make.archive({"a.txt": b"0" * 3_000_000, "b.txt": GOOD})
    first, second = loading.read_many([bomb])
    assert "trap" in first.trouble and second.text == make.TEXT


def test_a_gz_that_unpacks_out_of_all_proportion(monkeypatch):
    monkeypatch.setattr(archive, "SMALL", 1_000_000)
    packed = gzip.compress((b'{"text": "' + b"The same few words. " * 500 + b'"}\n') * 600)
    assert "trap" in error_of(packed).trouble


@pytest.mark.parametrize("name", ["article.docx", "articles.xlsx", "article.odt"])
def test_an_office_file_that_unpacks_out_of_all_proportion(name, monkeypatch):
    from helpers.loading import word

    monkeypatch.setattr(word, "LARGEST_PART", 500)
    assert "unpacks to" in error_of((SAMPLES / name).read_bytes()).trouble


@pytest.mark.parametrize("name", ["../out.txt", "/etc/article.txt", "a/../../b.txt", "C:\\article.txt", "..\\out.txt"])
def test_a_zip_whose_names_lead_out(name):
    first, second = sorted(
        loading.read_many([make.archive({name: GOOD, "good.txt": GOOD})]),
        key=lambda each: not isinstance(each, ArticleError),
    )
    assert "leads out" in first.trouble and second.text == make.TEXT


def test_a_symbolic_link_in_a_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    assert "symbolic link" in error_of(out.getvalue()).trouble


def test_archives_too_deep():
    data = GOOD
    for number in range(6):
        data = make.archive({f"{number}.zip" if number else "a.txt": data})
    assert "one within another" in error_of(data).trouble


def test_ten_thousand_files_in_an_archive():
    packed = make.archive({f"{number:05}.txt": b"Words of article %d." % number for number in range(10_000)})
    found = list(loading.read_many([packed]))
    assert len(found) == 10_000 and found[-1].text == "Words of article 9999."


def test_ten_thousand_files_in_a_folder(tmp_path):
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").write_bytes(b"Words of article %d." % number if number % 100 else b"")
    found = list(loading.read_many(tmp_path))
    assert len(found) == 10_000 and sum(isinstance(each, ArticleError) for each in found) == 100
    assert found[-1].text == "Words of article 9999."


def test_rows_that_are_bad_cost_only_themselves():
    data = b'{"text": "The first article."}\n{"text": \n{"text": ""}\n[1]\n'
    data += b'{"text": "Half \\ud83d."}\n{"text": "The last one."}\n'
    found = list(loading.read_many([data]))
    assert [isinstance(each, ArticleError) for each in found] == [False, True, True, True, True, False]
    assert [each.file for each in found[1:5]] == [f"<bytes>#{number}" for number in (2, 3, 4, 5)]


def test_a_column_that_is_not_there():
    error = error_of(b"text,title\nWords of it all,T\n", text_column="body")
    assert "'body'" in error.trouble and "text, title" in error.trouble


def test_a_page_nested_without_end():
    deep = b"<html><body>" + b"<div>" * 50_000 + make.PARAGRAPHS[0].encode() + b"</body></html>"
    [found] = loading.read_many([deep])
    assert isinstance(found, ArticleError) or make.PARAGRAPHS[0] in found.text


def test_memory_does_not_grow_with_the_file(tmp_path):
    """A table is a stream: its first article comes before its last row is looked at."""
    path = tmp_path / "table.csv"
    path.write_bytes(b"text,title\n" + b"Words of an article.,T\n" * 1000 + b'"left open,T\n')
    found = loading.read_many(path)
    assert next(found).text == "Words of an article."
    assert isinstance(list(found)[-1], ArticleError)


@given(st.sampled_from(sorted(make.samples())), st.data())
@settings(max_examples=60, deadline=None)
def test_damage_anywhere_ends_in_documents_or_errors(name, data):
    damaged = bytearray((SAMPLES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(1, 30))] = data.draw(st.binary(max_size=8))
    for found in loading.read_many([bytes(damaged)]):
        assert isinstance(found, ArticleError) or found.text.strip()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<?xml " + b"<!-- --> " * 100_000, None),
        (b"<!--" + b" -->  <!-- " * 100_000, None),
        (b"{\\rtf1 " + b"{" * 100_000 + b"}" * 100_001, "empty"),
        (b"<html><body>" + b"<a href=x>link</a> " * 50_000, "elements"),
        (
            b"From: a@b.org\nTo: c@d.org\nSubject: x\n"
            + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 20_000,
            "too many parts",
        ),
        ("â€™ â€œ Ã© ".encode() * 200_000, None),
        (b"ProQuest document\n" + b"_" * 500_000, None),
    ],
    ids=["xml", "comments", "braces", "links", "mail", "mojibake", "rules"],
)
def test_what_is_made_to_take_for_ever_does_not(data, words):
    [found] = loading.read_many([data])
    assert (words in found.trouble) if words else isinstance(found, loading.Document)
