"""Whatever words a file of any format holds, and whatever bytes: exact offsets and a role for every character, or an ArticleError."""
import gzip
import html
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import helpers
from helpers.article import BODY, PROSE, ROLES

sys.path.insert(0, str(Path(__file__).parent / "samples"))
import make

SAMPLES = Path(__file__).parent / "samples"
STORY = "The bridge opened on Monday after three years of work."


def table(paragraphs: list[str], separator: str = ",") -> bytes:
    import csv
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([("text", "title"), ("\n\n".join(paragraphs), "T")])
    return out.getvalue().encode()


def spreadsheet(paragraphs: list[str]) -> bytes:
    import openpyxl
    book = openpyxl.Workbook()
    for row in (["text", "title"], ["'" + "\n\n".join(paragraphs), "T"]):
        book.active.append(row)
    return make._saved(book)


def parquet(paragraphs: list[str]) -> bytes:
    import pyarrow
    from pyarrow import parquet as writer
    out = io.BytesIO()
    writer.write_table(pyarrow.Table.from_pylist([{"text": "\n\n".join(paragraphs)}]), out)
    return out.getvalue()


def page(paragraphs: list[str]) -> bytes:
    inside = "".join(f"<p>{html.escape(words)}</p>" for words in paragraphs)
    return f'<html><head><meta charset="utf-8"></head><body><article>{inside}</article></body></html>'.encode()


def feed(paragraphs: list[str]) -> bytes:
    inside = html.escape("".join(f"<p>{html.escape(words)}</p>" for words in paragraphs))
    return (f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>F</title><item><title>T</title>'
            f"<description>{inside}</description></item></channel></rss>").encode()


def nexis(paragraphs: list[str]) -> bytes:
    return "\n".join([make.TITLE, make.PUBLISHER, "March 14, 2026", "Length: 62 words", "Body", *paragraphs,
                      "Classification", "End of Document"]).encode()


def lexisnexis(paragraphs: list[str]) -> bytes:
    return "\n\n".join(["1 of 1 DOCUMENTS", make.TITLE, "LENGTH: 62 words", *paragraphs, "LANGUAGE: ENGLISH"]).encode()


def factiva(paragraphs: list[str]) -> bytes:
    return "\n".join(["HD", make.TITLE, "WC", "62 words", "PD", "14 March 2026", "SN", make.PUBLISHER, "LP", "",
                      "TD", *paragraphs, "AN", "Document X1"]).encode()


FORMATS = {
    "txt": lambda paragraphs: "\n\n".join(paragraphs).encode(),
    "md": lambda paragraphs: "\n\n".join(paragraphs).encode(),
    "html": page,
    "docx": lambda paragraphs: make.docx([("Normal", words) for words in paragraphs]),
    "rtf": lambda paragraphs: b"{\\rtf1\\ansi " + "\\par ".join(map(make.rtf_words, paragraphs)).encode() + b"}",
    "pdf": lambda paragraphs: make.pdf(make.wrapped("\n\n".join(paragraphs).encode("cp1252", "ignore").decode("cp1252"))),
    "eml": lambda paragraphs: make.MAIL.partition("\n\n")[0].encode() + b"\n\n" + "\n\n".join(paragraphs).encode(),
    "csv": table,
    "tsv": lambda paragraphs: table(paragraphs, "\t"),
    "xlsx": spreadsheet,
    "parquet": parquet,
    "jsonl": lambda paragraphs: json.dumps({"text": "\n\n".join(paragraphs)}).encode(),
    "json": lambda paragraphs: json.dumps([{"text": "\n\n".join(paragraphs)}]).encode(),
    "rss": feed,
    "gz": lambda paragraphs: gzip.compress("\n\n".join(paragraphs).encode()),
    "zip": lambda paragraphs: make.archive({"a.txt": "\n\n".join(paragraphs).encode()}),
    "nexis": nexis,
    "lexisnexis": lexisnexis,
    "factiva": factiva,
}
"""Every format that a test can fill with words: name → function from paragraphs to a file's bytes."""

AS_IT_CAME = ("csv", "gz", "json", "jsonl", "parquet", "tsv", "txt", "zip")
"""Formats of plain text, which `Article.text` is, letter for letter."""

PIECES = st.lists(st.sampled_from([
    STORY, "“We can’t wait,” she said.", "By Ann Example", "14 March 2026", "Share", "U.S.", "Mr.", "camps.Last", "5 p.m.", "…", "•",
    "1.", "(Reuters)", "\u202bהגשר נפתח\u202c", "e\u0301", "👩‍👧", "$x$", "<b>", "&amp;", "\\", "{", "}", "|", "=1+1", "Photo: AP",
    "http://example.org/a?b=c", "#bridge", "–", "«", "Fe\u00adrry", "a\u00a0b", "\u2028", "____________"]), min_size=1, max_size=7)
PARAGRAPHS = st.lists(PIECES.map(" ".join), max_size=7).map(lambda made: [STORY, *made, STORY])


def check(article: helpers.Article) -> None:
    """Blocks part the text, sentences part what is prose, words and tokens lie within sentences; nothing overlaps."""
    text = article.text
    covered = 0
    for block in article.blocks:
        assert block.role in ROLES
        assert not text[covered:block.start].strip(), "a character in no block"
        assert covered <= block.start < block.end <= len(text)
        assert text[block.start:block.end] == text[block.start:block.end].strip()
        covered = block.end
    assert not text[covered:].strip()
    for index, block in enumerate(article.blocks):
        inside = [sentence for sentence in article.sentences if sentence.block == index]
        place = block.start
        for sentence in inside:
            assert block.start <= sentence.start < sentence.end <= block.end
            assert not text[place:sentence.start].strip()
            assert (sentence.paragraph is not None) == (block.role in BODY)
            place = sentence.end
        assert bool(inside) == (block.role in PROSE)
        assert not inside or not text[place:block.end].strip()
    for units in (article.words, article.tokens):
        end = 0
        for unit in units:
            sentence = article.sentences[unit.sentence]
            assert max(end, sentence.start) <= unit.start < unit.end <= sentence.end
            assert not any(sign.isspace() for sign in text[unit.start:unit.end])
            end = unit.end
    for notice in article.notices:
        assert notice.start is None or 0 <= notice.start <= notice.end <= len(text)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(paragraphs=PARAGRAPHS)
def test_words_of_any_kind_in_every_format(name, paragraphs):
    found = list(helpers.load_many([FORMATS[name](paragraphs)]))
    assert found
    for each in found:
        if isinstance(each, helpers.ArticleError):
            raise each
        check(each)
        if name in AS_IT_CAME:
            assert each.text == "\n\n".join(paragraphs)


@pytest.mark.parametrize("name", sorted(make.samples()))
def test_every_sample(name):
    for each in helpers.load_many(SAMPLES / name):
        assert name == "scan.pdf" if isinstance(each, helpers.ArticleError) else check(each) is None


@settings(max_examples=60)
@given(st.sampled_from(["PK\x03\x04", "%PDF-1.4", "{\\rtf1", "<html>", "<?xml ", "From ", "text,", "{", "[", "\x1f\x8b", "PAR1",
                        "WARC/1.0", "---\n", ""]), st.binary(max_size=200),
       st.sampled_from([".txt", ".csv", ".md", ".rss", ".jsonl", ".html", ".pdf", ".docx", ""]))
def test_any_bytes_end_in_articles_or_errors(tmp_path_factory, opening, rest, suffix):
    path = tmp_path_factory.mktemp("bytes") / f"file{suffix}"
    path.write_bytes(opening.encode("latin-1") + rest)
    for each in helpers.load_many(path):
        if isinstance(each, helpers.ArticleError):
            assert each.file and each.trouble
        else:
            check(each)


@settings(max_examples=40)
@given(st.sampled_from(sorted(make.samples())), st.data())
def test_a_damaged_file_of_any_format_is_cut_right_or_refused(name, data):
    damaged = bytearray((SAMPLES / name).read_bytes())
    place = data.draw(st.integers(0, len(damaged) - 1))
    damaged[place:place + data.draw(st.integers(1, 30))] = data.draw(st.binary(max_size=8))
    for each in helpers.load_many([bytes(damaged)]):
        if not isinstance(each, helpers.ArticleError):
            check(each)
