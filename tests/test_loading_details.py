"""What files of each format hold beside their plain text: boxes and tracked changes, rows that differ, names called by a number."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

import helpers
from helpers import ArticleError, loading
from helpers.cleaning.lines import paragraphs
from helpers.loading import dates, pdf

sys.path.insert(0, str(Path(__file__).parent / "samples"))
import make

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LEAD = "The weir at Lower Marsh has been opened by a hand that nobody has seen, and the mill below it has lost its water for a week."
SECOND = "The miller has asked the parish to lock the gate, which was forged in 1811 and has never had a lock until now."
THIRD = "“I grind when there is water,” she said. “There was water on Monday.”"


def one(source, **options):
    [found] = loading.read(source, **options)
    return found


def said(found):
    return [(found.title, found.authors, found.published, found.publisher) for found in found]


@pytest.mark.parametrize(("byline", "names"), [
    ("By Ruth Amadi, science correspondent", ("Ruth Amadi",)),
    ("By RUTH AMADI AND BO LUND, Associated Press", ("RUTH AMADI", "BO LUND")),
    ("By Ruth Amadi in Oslo and Bo Lund in Kyiv", ("Ruth Amadi", "Bo Lund")),
    ("By Ruth Amadi Staff Writer", ("Ruth Amadi",)),
    ("By Ruth Amadi for the Daily Ferry", ("Ruth Amadi",)),
    ("Ruth Amadi | Reuters", ("Ruth Amadi",)),
    ("By Ruth Amadi, Jr.", ("Ruth Amadi Jr",)),
    ("Amadi, Ruth; Lund, Bo", ("Ruth Amadi", "Bo Lund")),
    ("By Ruth Amadi, Bo Lund and Cy Dov", ("Ruth Amadi", "Bo Lund", "Cy Dov")),
    ("By The Associated Press", ("The Associated Press",)),
    ("Gazette Staff", ("Gazette Staff",))])
def test_a_byline_holds_people_and_what_they_are(byline, names):
    assert dates.authors(byline) == names


def test_figures_are_a_date_where_the_writer_is_known_to_put_the_day_first():
    assert dates.iso("04/03/2026") is None
    assert dates.iso("04/03/2026", day_first=True) == "2026-03-04"
    assert dates.iso("03/25/2026", day_first=True) == "2026-03-25"


def word(body: str) -> bytes:
    import docx
    from docx.oxml import parse_xml

    opened = docx.Document()
    for place, paragraph in enumerate(parse_xml(f'<w:body xmlns:w="{WORD}">{body}</w:body>')):
        opened.element.body.insert(place, paragraph)
    file = io.BytesIO()
    opened.save(file)
    return file.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_word_file_says_what_was_inserted_and_not_what_was_struck_out():
    struck = run("nothing, ").replace("w:t", "w:delText")
    found = one(word(f"<w:p>{run('The parish said ')}<w:del>{struck}</w:del><w:ins>{run('that it would ')}</w:ins>"
                     f"<w:hyperlink>{run('lock the gate')}</w:hyperlink>{run('.')}</w:p>"))
    assert found.text == "The parish said that it would lock the gate."


def test_a_box_in_a_word_file_is_read_once_after_its_paragraph():
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run(SECOND)}</w:p></w:txbxContent></w:pict></w:r>"
    found = one(word(f"<w:p>{run(LEAD)}{box}</w:p><w:p>{run(THIRD)}</w:p>"))
    assert found.text.split("\n\n") == [LEAD, SECOND, THIRD]


def test_what_stands_in_a_content_control_of_a_word_file_is_read():
    found = one(word(f"<w:sdt><w:sdtContent><w:p>{run(LEAD)}</w:p></w:sdtContent></w:sdt><w:p>{run(SECOND)}</w:p>"))
    assert found.text.split("\n\n") == [LEAD, SECOND]


def test_a_frame_in_an_odt_is_printed_once_and_a_comment_never():
    office, text = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    table, draw = "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    content = (
        f'<o:document-content xmlns:o="{office}" xmlns:text="{text}" xmlns:table="{table}" xmlns:draw="{draw}"><o:body><o:text>'
        f"<text:p>{LEAD}<draw:frame><draw:text-box><text:p>{SECOND}</text:p></draw:text-box></draw:frame>"
        f"<o:annotation><text:p>Who says so?</text:p></o:annotation></text:p>"
        f"<table:table><table:table-row>{cell.format('1811')}{cell.format('Forged')}</table:table-row></table:table>"
        "</o:text></o:body></o:document-content>")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    assert one(file.getvalue()).text.split("\n\n") == [LEAD, SECOND, "1811 | Forged"]


def test_each_row_of_json_may_name_its_fields_in_its_own_way():
    rows = [{"title": "One", "text": LEAD, "authors": [{"name": "Ruth Amadi"}], "date": 1773727920},
            {"headline": "Two", "body": [SECOND, THIRD], "author": "Bo Lund", "published": "2026-03-20"},
            {"title": "Three", "text": {"html": LEAD}}, {"title": "Four", "text": ""}]
    first, second, third, fourth = loading.read_many("\n".join(map(json.dumps, rows)).encode())
    assert said([first, second]) == [("One", ("Ruth Amadi",), "2026-03-17T06:12:00+00:00", None), ("Two", ("Bo Lund",), "2026-03-20", None)]
    assert second.text == f"{SECOND}\n\n{THIRD}"
    assert isinstance(third, ArticleError) and "holds no text" in str(third)
    assert isinstance(fourth, ArticleError) and "is empty" in str(fourth)


@pytest.mark.parametrize("around", [
    lambda rows: {"response": {"status": "ok", "results": rows}},
    lambda rows: {"hits": {"total": 2, "hits": [{"_id": n, "_source": row} for n, row in enumerate(rows)]}},
    lambda rows: [{"fields": row} for row in rows]], ids=["service", "database", "fields"])
def test_rows_of_json_are_found_further_in(around):
    rows = [{"headline": "One", "bodyText": LEAD}, {"headline": "Two", "bodyText": SECOND}]
    assert [(each.title, each.text) for each in loading.read(json.dumps(around(rows)).encode())] == [("One", LEAD), ("Two", SECOND)]


@pytest.mark.parametrize("first", ["", "sep=;\r\n", "\ufeffsep=;\n"])
def test_a_table_with_names_of_another_language_and_the_line_of_a_spreadsheet(first, tmp_path):
    (tmp_path / "rows.csv").write_text(f'{first}Titel;Autor;Datum;Volltext\nDas Wehr;Ruth Amadi;17.03.2026;"{LEAD}"\n', encoding="utf-8")
    assert said(loading.read(tmp_path / "rows.csv")) == [("Das Wehr", ("Ruth Amadi",), "2026-03-17", None)]


def test_names_that_a_page_calls_by_a_number():
    graph = {"@graph": [{"@type": "NewsArticle", "headline": "The weir is open", "author": [{"@id": "#1"}, {"@type": "Person", "name": "Bo Lund"}],
                         "publisher": {"@id": "#2"}}, {"@type": "Person", "@id": "#1", "name": "Ruth Amadi"},
                        {"@type": "Organization", "@id": "#2", "name": "The Marsh Gazette"}]}
    page = (f'<html><head><title>x</title><script type="application/ld+json">{json.dumps(graph)}</script></head><body><h1>The weir is open</h1>'
            f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>")
    assert said(loading.read(page.encode())) == [("The weir is open", ("Ruth Amadi", "Bo Lund"), None, "The Marsh Gazette")]


def test_the_headline_of_an_old_page_is_printed_in_bold():
    page = ("<html><head><title>The Marsh Gazette</title></head><body><table><tr><td><a href=/>Home</a></td><td><b>The weir at Lower Marsh is "
            f"open</b><p>By RUTH AMADI<p>{LEAD}<p>{SECOND}<p>{THIRD}</td></tr></table></body></html>")
    found = one(page.encode())
    assert (found.title, found.authors) == ("The weir at Lower Marsh is open", ("RUTH AMADI",))


def test_a_writer_behind_an_address_and_a_subject_in_the_signs_of_windows():
    feed = (f"<rss version='2.0'><channel><title>Gazette</title><item><title>Weir</title><author>ruth@marsh.gazette (Ruth Amadi)</author>"
            f"<description>{LEAD}</description></item></channel></rss>")
    assert one(feed.encode()).authors == ("Ruth Amadi",)
    mail = f'From: "Amadi, Ruth" <ruth@marsh.gazette>\nTo: desk@marsh.gazette\nSubject: =?iso-8859-1?q?Weir_=96_open?=\n\n{LEAD}\n'
    assert said(loading.read(mail.encode())) == [("Weir – open", ("Ruth Amadi",), None, None)]


FACTS = ["132 words", "17 March 2026", "06:12", "The Marsh Gazette", "MARSH", "English", "(c) 2026 Marsh Media"]


@pytest.mark.parametrize("mark", ["{}", "<div>{}</div>"], ids=["text", "html"])
def test_a_factiva_export_without_codes(mark):
    articles = [["The weir is open", "Ruth Amadi", *FACTS, LEAD, SECOND, "Document MARSH00020260317em3h0000a"],
                ["The miller waits", *FACTS, THIRD, "Document MARSH00020260318em3h0000b"]]
    text = "\n".join(mark.format(line) for article in articles for line in article)
    found = list(loading.read((f"<html><body>{text}</body></html>" if "<" in mark else text).encode()))
    assert said(found) == [("The weir is open", ("Ruth Amadi",), "2026-03-17", "The Marsh Gazette"),
                           ("The miller waits", (), "2026-03-17", "The Marsh Gazette")]
    assert [each.text.split("\n\n")[-1] for each in found] == [SECOND, THIRD]


def test_a_proquest_export_with_headings_in_capitals():
    rule = "_" * 60
    text = (f"{rule}\n\nThe weir is open: [1]\n\nAmadi, Ruth; Lund, Bo. The Marsh Gazette; Marsh (UK) [Marsh (UK)]. 17 Mar 2026: 4.\n\n"
            f"ProQuest document link\n\nABSTRACT (ENGLISH)\n\nIt is open.\n\nFULL TEXT\n\n{LEAD}\n\n{SECOND}\n\nDETAILS\n\nSubject: Weirs\n\n"
            f"Title: The weir is open: [1]\n\nPublication title: The Marsh Gazette; Marsh (UK)\n\nPublication date: Mar 17, 2026\n\n{rule}\n")
    found = one(text.encode())
    assert said([found]) == [("The weir is open", ("Ruth Amadi", "Bo Lund"), "2026-03-17", "The Marsh Gazette")]
    assert found.text.split("\n\n")[-2:] == [LEAD, SECOND]


def test_a_paragraph_goes_on_over_the_foot_of_a_page():
    head, body = "THE MARSH GAZETTE", [SECOND, LEAD, SECOND]
    begun, _, rest = LEAD.partition(" that ")
    pages = [f"{head}\n\n{begun}\n\n4 | The Marsh Gazette", f"{head}\n\nthat {rest}\n\n{SECOND}\n\n5 | The Marsh Gazette"]
    assert pdf.joined(pages) == [head, LEAD, "4 | The Marsh Gazette", head, SECOND, "5 | The Marsh Gazette"]
    assert pdf.joined(["\n\n".join(body), SECOND]) == [*body, SECOND]


def test_an_indent_parts_the_paragraphs_of_a_column():
    rows = []
    for left in (50, 320):
        for number, line in enumerate(["Nobody has seen the hand at the weir,", "though many have looked for it there.",
                                       "The miller has offered a sack of flour", "to whoever brings it to her by Easter,",
                                       "and a second one for the arm with it."]):
            rows.append((left + 12 * (number in (0, 2)), 700 - 14 * number, line))
    [found] = loading.read(make.pdf(placed=rows))
    first, second, *_ = found.text.split("\n\n")
    assert first.endswith("looked for it there.") and second.startswith("The miller") and second.endswith("arm with it.")


def test_two_lines_wrap_where_the_text_wraps():
    wrapped = ["The weir at Lower Marsh has been opened by a hand that nobody has seen,", "and the mill below it has lost its water for more than a week, the",
               "miller says."]
    two = ["The gate was forged in 1811 and has never had a lock, says the clerk of", "Marsh parish, who has looked it up."]
    text = "\n".join(wrapped) + "\n\n" + "\n".join(two)
    assert [text[start:end].split("\n") for start, end in paragraphs(text)] == [wrapped, two]
    assert len(paragraphs("\n".join(two))) == 2


def test_a_crawl_holds_no_article_for_machines():
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    for address, words in (("https://marsh.example/robots.txt", "User-agent: *\nDisallow:\n"), ("https://marsh.example/weir.txt", LEAD)):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/plain; charset=utf-8")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(words.encode()), http_headers=headers))
    assert [each.text for each in loading.read(file.getvalue())] == [LEAD]


def test_offsets_lead_back_to_the_words_of_a_joined_pdf():
    article = helpers.load(make.pdf(make.wrapped("\n\n".join([LEAD, SECOND, THIRD]))))
    assert [article.text[each.start:each.end].split()[0] for each in article.sentences] == ["The", "The", "“I", "“There"]
