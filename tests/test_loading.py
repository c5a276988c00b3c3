"""Loading: every format's sample, what it says about itself, places and ids."""

from __future__ import annotations

import gzip
import io
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import ArticleError, loading
from helpers.loading import dates

sys.path.insert(0, str(Path(__file__).parent / "samples"))
import make

SAMPLES = Path(__file__).parent / "samples"
BODY = "\n\n".join(make.PARAGRAPHS)
FIRST, SECOND = make.TITLE, make.SECOND_TITLE
TIME = make.DATE + "T08:30:00+00:00"
AUTHORS = (make.AUTHOR,)


def one(source, **options) -> loading.Document:
    [found] = loading.read(source, **options)
    return found


def roles(found: loading.Document) -> list[tuple[str, str]]:
    return [(role, found.text[start:end]) for start, end, role in found.blocks]


FACTS = [  # file, title, authors, published, publisher, language of each article in it
    ("article.md", [(FIRST, AUTHORS, make.DATE, None, None)]),
    ("article.html", [(FIRST, AUTHORS, TIME, make.PUBLISHER, "en")]),
    ("article.htm", [(FIRST, AUTHORS, TIME, make.PUBLISHER, "en")]),
    ("article.mhtml", [(FIRST, AUTHORS, TIME, make.PUBLISHER, "en")]),
    ("crawl.warc.gz", [(FIRST, AUTHORS, TIME, make.PUBLISHER, "en")]),
    ("article.docx", [(FIRST, AUTHORS, None, None, None)]),
    ("article.rtf", [(FIRST, AUTHORS, None, None, None)]),
    ("article.odt", [(FIRST, AUTHORS, None, None, None)]),
    ("article.pdf", [(FIRST, AUTHORS, make.DATE, None, None)]),
    ("article.eml", [(FIRST, AUTHORS, TIME, None, None)]),
    ("articles.mbox", [(FIRST, AUTHORS, TIME, None, None), (SECOND, AUTHORS, TIME, None, None)]),
    ("feed.rss", [(FIRST, AUTHORS, TIME, make.PUBLISHER, "en"), (SECOND, (), None, make.PUBLISHER, "en")]),
    ("feed.atom", [(FIRST, AUTHORS, TIME, make.PUBLISHER, None)]),
    *(
        (name, [(FIRST, (), make.DATE, make.PUBLISHER, "en"), (SECOND, (), "2026-03-15", make.PUBLISHER, "en")])
        for name in (
            "articles.csv",
            "articles.tsv",
            "articles.xlsx",
            "articles.jsonl",
            "articles.json",
            "articles.parquet",
            "media_cloud.csv",
        )
    ),
    *(
        (name, [(FIRST, AUTHORS, make.DATE, make.PUBLISHER, "en"), (SECOND, AUTHORS, make.DATE, make.PUBLISHER, "en")])
        for name in ("nexis.docx", "lexisnexis.txt", "factiva.rtf", "factiva.html", "proquest.txt")
    ),
    *((name, [(FIRST, AUTHORS, make.DATE, make.PUBLISHER, "en")]) for name in ("nexis_one.docx", "nexis.rtf")),
]


@pytest.mark.parametrize(("name", "expected"), FACTS, ids=[name for name, _ in FACTS])
def test_what_a_file_says_about_its_articles(name, expected):
    found = list(loading.read(SAMPLES / name))
    assert [(each.title, each.authors, each.published, each.publisher, each.language) for each in found] == expected
    assert len({each.id for each in found}) == len(found)


@pytest.mark.parametrize("name", [name for name, _ in FACTS])
def test_every_sample_keeps_its_words(name):
    text = next(loading.read(SAMPLES / name)).text
    for words in (
        "cracks in two of its supports.",
        "“We can’t wait any longer,” Mayor Zoë Müller told reporters at a café",
    ):
        assert words in text or (name == "feed.atom" and words.startswith("“"))


@pytest.mark.parametrize("name", sorted(set(make.samples()) - {"scan.pdf"}))
def test_samples_by_their_bytes_alone(name):
    """A sniffed type needs no name; only Markdown is text like any other without its extension."""
    data = (SAMPLES / name).read_bytes()
    by_name, by_bytes = list(loading.read(SAMPLES / name)), list(loading.read(data))
    assert [each.text for each in by_bytes] == [each.text for each in by_name]
    assert [each.id for each in by_bytes] == [each.id for each in by_name]
    assert all(each.source.startswith("<bytes>") for each in by_bytes)


@pytest.mark.parametrize("name", sorted(set(make.samples()) - {"scan.pdf", "article.md"}))
def test_a_sniffed_type_beats_a_wrong_extension(name, tmp_path):
    wrong = tmp_path / ("wrong.pdf" if "pdf" not in name else "wrong.docx")
    wrong.write_bytes((SAMPLES / name).read_bytes())
    assert [each.id for each in loading.read(wrong)] == [each.id for each in loading.read(SAMPLES / name)]


@pytest.mark.parametrize("name", sorted(set(make.samples()) - {"scan.pdf"}))
def test_blocks_cover_every_character_that_is_not_blank(name):
    for found in loading.read(SAMPLES / name):
        covered = set()
        for start, end, _ in found.blocks or ():
            assert 0 <= start < end <= len(found.text)
            assert covered.isdisjoint(range(start, end))
            covered.update(range(start, end))
        if found.blocks is not None:
            assert all(place in covered for place, character in enumerate(found.text) if not character.isspace())


def test_roles_of_a_page():
    assert roles(one(SAMPLES / "article.html")) == [
        ("headline", FIRST),
        ("byline", make.AUTHOR),
        ("date", make.DATE),
        ("caption", make.CAPTION),
        ("paragraph", make.PARAGRAPHS[0]),
        ("paragraph", make.PARAGRAPHS[1]),
        ("subhead", make.SUBHEAD),
        ("paragraph", make.PARAGRAPHS[2]),
        ("list", "The first ferry leaves at six in the morning."),
        ("list", "The last one leaves at eleven at night."),
    ]


def test_roles_of_a_word_file():
    assert [role for role, _ in roles(one(SAMPLES / "article.docx"))] == [
        "headline",
        "paragraph",
        "paragraph",
        "subhead",
        "paragraph",
        "caption",
    ]


def test_roles_of_markdown_and_its_text_as_it_came():
    found = one(SAMPLES / "article.md")
    assert found.text == make.MARKDOWN
    assert [role for role, _ in roles(found)] == [
        "furniture",
        "headline",
        "paragraph",
        "quote",
        "subhead",
        "paragraph",
        "list",
        "list",
    ]


@pytest.mark.parametrize("name", ["nexis.docx", "lexisnexis.txt", "factiva.rtf", "factiva.html", "proquest.txt"])
def test_an_export_is_cut_into_articles_without_its_fields(name):
    first, second = loading.read(SAMPLES / name)
    assert [words for role, words in roles(first) if role == "paragraph"] == list(make.PARAGRAPHS)
    assert [words for role, words in roles(second) if role == "paragraph"] == list(make.SECOND)
    assert [words for role, words in roles(first) if role == "headline"] == [FIRST]
    assert first.source.endswith(name + "#1") and second.source.endswith(name + "#2")


def test_pdf_lines_become_paragraphs():
    assert one(SAMPLES / "article.pdf").text.split("\n\n") == make.TEXT.strip().split("\n\n")


def test_columns_of_a_pdf_are_read_one_after_the_other():
    assert one(SAMPLES / "columns.pdf").text.split("\n\n")[1:] == [*make.PARAGRAPHS, *make.SECOND]


TABLE = [(left, 700 - 14 * row, words) for row in range(8) for left, words in ((50, f"Town {row}"), (320, "yes"), (420, "no"))]
FORM = [(left, 700 - 14 * row, words) for row in range(3) for left, words in ((50, "Name of the witness"), (320, "Ann Example, baker"))]


@pytest.mark.parametrize("rows", [TABLE, FORM], ids=["table", "form"])
def test_cells_side_by_side_are_no_columns(rows):
    [*_, found] = loading.read(make.pdf(placed=rows))
    words = found.text.split()
    assert words == [word for _, _, cell in rows for word in cell.split()]


def test_plain_text_is_never_rewritten():
    text = "  A first line.\r\n\r\n\tIt’s — “quoted” \u00a0… and Â£5.\n\x0cThe end.  "
    assert one(text.encode("utf-8")).text == text
    assert one(None, text=text).text == text


def test_an_id_is_of_the_words_and_not_of_path_or_encoding(tmp_path):
    (tmp_path / "elsewhere.txt").write_bytes(make.TEXT.encode("utf-16"))
    ids = {
        one(SAMPLES / "article.txt").id,
        one(tmp_path / "elsewhere.txt").id,
        one(None, text=make.TEXT).id,
        one(SAMPLES / "article.txt.gz").id,
        next(loading.read(SAMPLES / "articles.zip")).id,
    }
    assert len(ids) == 1


def test_the_same_words_twice_in_a_file_have_two_ids():
    found = list(loading.read(b"text,title\n" + b"The same words every time here.,T\n" * 3))
    assert len({each.id for each in found}) == 3


def test_a_folder_is_read_whole_in_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/y.html", ".hidden.txt", ".git/config.txt", "photo.png", "c.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(make.HTML if name.endswith("html") else f"An article of {name}.", encoding="utf-8")
    names = [Path(each.source).relative_to(tmp_path).as_posix() for each in loading.read_many(tmp_path)]
    assert names == ["b.txt", "c.md", "a/y.html", "a/z.txt"]


def test_many_sources_of_every_kind():
    found = list(loading.read_many([SAMPLES / "article.txt", str(SAMPLES / "articles.csv"), b"Words of one article."]))
    assert [each.title for each in found] == [None, FIRST, SECOND, None]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(make.TEXT.encode("utf-16"))))
    found = one("-")
    assert found.text == make.TEXT and found.source == "<standard input>"


def test_a_relative_path_is_also_looked_for_in_the_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert loading.find("data/articles/kerry-lavrov.txt").is_absolute()
    assert "Kerry, Lavrov Hold Moscow Talks" in one("data/articles/kerry-lavrov.txt").text


def test_archives_within_archives(tmp_path):
    inner = make.archive({"deep.txt": make.TEXT.encode(), "table.csv.gz": gzip.compress(make.table().encode())})
    found = list(loading.read(make.archive({"inner.zip": inner, "page.html": make.HTML.encode()})))
    assert [each.source for each in found] == [
        "<bytes>/inner.zip/deep.txt",
        "<bytes>/inner.zip/table.csv.gz#1",
        "<bytes>/inner.zip/table.csv.gz#2",
        "<bytes>/page.html",
    ]


TABLES = [  # a table's bytes, options, the texts found in it
    (b"id;body\n1;The words of one article; and more\n", {}, None),
    (b'id;body\n1;"The words of one article; and more"\n', {}, ["The words of one article; and more"]),
    (b"nr,what\n1,Short words here\n", {"text_column": "what"}, ["Short words here"]),
    (b"nr,What Is It\n1,Short words here\n", {"text_column": "what is it"}, ["Short words here"]),
    (b"nr,prose\n1," + b"word " * 60 + b"\n", {}, ["word " * 60]),
    ("text,title\n“Ça va?” she asked him,T\n".encode("cp1252"), {}, ["“Ça va?” she asked him"]),
    ("\ufefftext,title\nThe words of it all,T\n".encode(), {}, ["The words of it all"]),
    (b'text,title\n"<p>One.</p><p>Two &amp; three.</p>",T\n', {}, ["One.\n\nTwo & three."]),
]


@pytest.mark.parametrize(("data", "options", "expected"), TABLES)
def test_the_column_of_text(data, options, expected, tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    found = list(loading.read_many(path, **options))
    if expected is None:
        assert [type(each) for each in found] == [ArticleError]
    else:
        assert [each.text for each in found] == expected


def test_json_of_one_article_and_of_a_column_named():
    assert one(b'{"headline": "A", "body": "The words of one article.", "author": [{"name": "Bo"}]}').authors == ("Bo",)
    assert one(b'[{"what": "Some words."}]', text_column="what").text == "Some words."


def test_a_page_read_from_a_page_without_any_structure():
    page = "<html><body>" + "".join(f"<p>{words}</p>" for words in make.PARAGRAPHS) + "</body></html>"
    assert one(page.encode()).text == BODY


@pytest.mark.parametrize(("byline", "expected"), [
    ("Von Anna Berg", ("Anna Berg",)), ("VON ANNA BERG", ("ANNA BERG",)), ("Par Claire Dumont et Jean Roux", ("Claire Dumont", "Jean Roux")),
    ("Por María José López y Juan Pérez", ("María José López", "Juan Pérez")), ("Di Anna Rossi", ("Anna Rossi",)),
    ("Door Piet de Vries en Anna Smit", ("Piet de Vries", "Anna Smit")), ("Por Ana Souza e João Lima", ("Ana Souza", "João Lima")),
    ("Von Miller", ("Von Miller",)), ("José Ortega y Gasset", ("José Ortega y Gasset",)), ("By Ann Lee and Bo Chan", ("Ann Lee", "Bo Chan")),
])
def test_names_in_bylines_of_seven_languages(byline, expected):
    assert dates.authors(byline) == expected


@pytest.mark.parametrize(("written", "expected"), [
    ("03.02.2021", "2021-02-03"),           # with full stops the day comes first
    ("13/4/2019", "2019-04-13"), ("4/13/2019", "2019-04-13"), ("5/5/2020", "2020-05-05"), ("28-02-2020 10:20", "2020-02-28"),
    ("3/4/2019", None), ("31.02.2020", None), ("13/13/2019", None), ("1.5", None), ("3.4.19", None),
    ("2021-02-03", "2021-02-03"), ("Friday, 14 October 2022", "2022-10-14"),
    ("12. März 2024", "2024-03-12"), ("12 mars 2024", "2024-03-12"), ("1er avril 2024", "2024-04-01"), ("3 févr. 2024", "2024-02-03"),
    ("12 de marzo de 2024", "2024-03-12"), ("12 marzo 2024", "2024-03-12"), ("12 maart 2024", "2024-03-12"),
    ("quarta-feira, 5 de outubro de 2022", "2022-10-05"), ("Stand: 12.03.2024, 14:30 Uhr", "2024-03-12"),
    ("Veröffentlicht am 12. März 2024 um 14:30 Uhr", "2024-03-12"), ("9 out of 2019", None), ("32 mars 2024", None),
])
def test_dates_in_figures(written, expected):
    assert dates.iso(written) == expected


def test_nothing_is_fetched(monkeypatch):
    def refuse(*arguments, **named):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    pages = (
        make.HTML,
        make.HTML.replace("<head>", '<head><base href="https://example.org/"><link rel="canonical" href="/a">'),
        make.RSS,
        make.ATOM,
    )
    assert all(not isinstance(each, ArticleError) for page in pages for each in loading.read_many(page.encode()))


def test_text_is_read_without_heavy_libraries():
    code = (
        "import sys; from helpers import loading; next(loading.read('data/articles/kerry-lavrov.txt')); "
        "print(*({'trafilatura', 'lxml', 'docx', 'pyarrow', 'pandas', 'charset_normalizer'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=loading.PROJECT, check=True)
    assert done.stdout.split() == []


def test_a_row_of_short_cells_is_one_line_and_long_ones_are_text(tmp_path):
    import docx

    opened = docx.Document()
    opened.add_heading("Loans fall", 0)
    opened.add_paragraph(make.PARAGRAPHS[0])
    table = opened.add_table(3, 2)
    for row, words in zip(table.rows, (("Year", "Loans"), ("2025", "81,000"), (make.PARAGRAPHS[1], make.PARAGRAPHS[2])), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.rows[1].cells[0].merge(table.rows[1].cells[1]).text = "2025: 81,000"
    opened.save(tmp_path / "loans.docx")
    assert roles(one(tmp_path / "loans.docx"))[2:] == [
        ("list", "Year | Loans"),
        ("paragraph", "2025: 81,000"),
        ("paragraph", make.PARAGRAPHS[1]),
        ("paragraph", make.PARAGRAPHS[2]),
    ]


@pytest.mark.parametrize(("plain", "expected"), [
    ("Read this mail in your browser: https://example.org/mail", BODY), (BODY, BODY), ("A short note.\n\nThe whole of it.", BODY)])
def test_a_mail_whose_plain_text_is_a_stub_is_read_from_its_html(plain, expected):
    import email.message

    mail = email.message.EmailMessage()
    mail["Subject"], mail["From"] = "News", "Ann Example <ann@example.org>"
    mail.set_content(plain)
    mail.add_alternative("".join(f"<p>{words}</p>" for words in make.PARAGRAPHS), subtype="html")
    assert one(bytes(mail)).text.strip() == expected


def test_a_mail_of_few_words_is_read_from_its_plain_text():
    import email.message

    mail = email.message.EmailMessage()
    mail["Subject"], mail["From"] = "News", "Ann Example <ann@example.org>"
    mail.set_content("The bridge is shut.")
    mail.add_alternative("<p>The bridge is <b>shut</b>.</p>", subtype="html")
    assert one(bytes(mail)).text.strip() == "The bridge is shut."
