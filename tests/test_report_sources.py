"""Reports of files that hold several articles: one each, stable folders, a bounded number, one bad article costs no other."""
import csv
import zipfile

import pytest

import helpers
from helpers import report
from helpers.report import pages, places, sources
from tests.conftest import ROOT
from tests.test_report import notebooks  # noqa: F401  (a fixture)
from tests.test_rerun import article, silent

SAMPLES = ROOT / "tests" / "samples"


def folders_of(*asked):
    return [source.folder for source in sources.expand(asked, lambda source: False)]


def table(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("title", "text"), *rows])
    return path


def row(title, words="noon"):
    return title, f"The ferry left the old harbour at {words}. Forty people and eleven cars were on board when it went."


@pytest.mark.parametrize(("name", "folders"), [
    ("article.docx", ["article"]),
    ("nexis_one.docx", ["nexis-one"]),
    ("crawl.warc.gz", ["crawl-warc"]),
    ("nexis.docx", ["nexis-harbour-bridge-to-close-for-repairs", "nexis-ferry-crews-ask-for-more-boats"]),
    ("nexis.rtf", ["nexis"]),
    ("factiva.rtf", ["factiva-harbour-bridge-to-close-for-repairs", "factiva-ferry-crews-ask-for-more-boats"]),
    ("feed.rss", ["feed-harbour-bridge-to-close-for-repairs", "feed-ferry-crews-ask-for-more-boats"]),
    ("articles.mbox", ["articles-harbour-bridge-to-close-for-repairs", "articles-ferry-crews-ask-for-more-boats"]),
    ("articles.zip", ["articles-one", "articles-two"]),
])
def test_every_article_of_a_file_has_a_folder(name, folders):
    assert folders_of(SAMPLES / name) == folders


def test_every_source_can_be_loaded_by_its_address():
    for name in ("nexis.docx", "factiva.html", "feed.rss", "articles.mbox", "articles.zip", "articles.parquet"):
        found = sources.expand([SAMPLES / name], lambda source: False)
        assert [helpers.load(source.address).title for source in found] == [
            each.title for each in helpers.load_many(SAMPLES / name)]


def test_a_folder_does_not_move_when_articles_are_added_or_renamed_files_lie_beside_it(tmp_path):
    first = folders_of(table(tmp_path / "rows.csv", [row("Ferry late"), row("")]))
    again = folders_of(table(tmp_path / "rows.csv", [row("Bridge shut", "one"), row("Ferry late"), row("")]))
    assert first == again[1:]
    assert first[0] == "rows-ferry-late" and first[1].startswith("rows-") and len(first[1]) == len("rows-") + 8


def test_articles_of_one_title_or_even_one_text_get_folders_of_their_own(notebooks, tmp_path):  # noqa: F811
    notebooks("00_good", "1 + 1")
    rows = table(tmp_path / "rows.csv", [row("Late"), row("Late", "one"), row("../Late"), row("Late", "one")])
    outcomes = report.make([rows], tmp_path / "out", say=silent)
    folders = [outcome.folder for outcome in outcomes]
    assert len(set(folders)) == 4 and all(folder.parent == tmp_path / "out" for folder in folders)
    assert [outcome.folder for outcome in report.make([rows], tmp_path / "out", say=silent)] == folders


def test_one_report_an_article_and_only_changed_ones_again(notebooks, tmp_path):  # noqa: F811
    notebooks("00_good", "import helpers, pandas", "title = helpers.load(ARTICLE).title",
              "helpers.table(pandas.DataFrame({'a': [title]}), 'titles')")
    rows, out = table(tmp_path / "rows.csv", [row("Ferry late"), row("Bridge shut", "one")]), tmp_path / "out"

    def made():
        outcomes = report.make([rows], out, say=silent)
        assert not any(outcome.error for outcome in outcomes)
        return [outcome.title for outcome in outcomes if not outcome.unchanged]

    assert made() == ["Ferry late", "Bridge shut"]
    assert made() == []
    for title, folder in (("Ferry late", "rows-ferry-late"), ("Bridge shut", "rows-bridge-shut")):
        assert title in (out / folder / "titles.csv").read_text(encoding="utf-8-sig")
        assert title in (out / "index.html").read_text(encoding="utf-8")
    assert "python -m helpers report &#39;rows.csv#2&#39;" in (out / "rows-bridge-shut" / "index.html").read_text(encoding="utf-8")
    table(rows, [row("Ferry late"), row("Bridge shut", "two"), row("Harbour full", "three")])
    assert made() == ["Bridge shut", "Harbour full"]


def test_one_bad_article_of_a_file_stops_no_other(notebooks, tmp_path):  # noqa: F811
    notebooks("00_good", "1 + 1")
    rows = table(tmp_path / "rows.csv", [row("Ferry late"), ("Empty", ""), row("Bridge shut"), ("No sentence", "***")])
    first, empty, third, none = report.make([rows], tmp_path / "out", say=silent)
    assert first.title == "Ferry late" and third.title == "Bridge shut"
    assert "rows.csv#2" in empty.error and "rows.csv#4" in none.error


def test_pages_that_cannot_be_written_cost_their_own_report(notebooks, tmp_path, monkeypatch):  # noqa: F811
    notebooks("00_good", "1 + 1")
    write = pages.write

    def stumbling(folder, found, *rest):
        if found.article.title == "Ferry late":
            raise KeyError("level")
        write(folder, found, *rest)
    monkeypatch.setattr(pages, "write", stumbling)
    first, second = report.make([table(tmp_path / "rows.csv", [row("Ferry late"), row("Bridge shut")])], tmp_path / "out", say=silent)
    assert "rows.csv#1" in first.error and "KeyError" in first.error and second.folder and not list((tmp_path / "out").glob(".*"))


def test_articles_of_a_file_are_compared(notebooks, tmp_path):  # noqa: F811
    notebooks("00_good", "1 + 1")
    path = notebooks("05_compare", "import helpers; from helpers import corpus", "print([each.title for each in corpus.articles(ARTICLES)])")
    path.write_text(path.read_text(encoding="utf-8").replace("ARTICLE =", "ARTICLES ="), encoding="utf-8")
    report.make([table(tmp_path / "rows.csv", [row("Ferry late"), row("Bridge shut", "one")])], tmp_path / "out", say=silent)
    page = (tmp_path / "out" / places.COMPARISON / "index.html").read_text(encoding="utf-8")
    assert "Ferry late" in page and "Bridge shut" in page and "report rows.csv</code>" in page


def test_one_article_has_no_page_of_comparison_and_is_told_how_to_get_one(notebooks, tmp_path):  # noqa: F811
    notebooks("00_good", "1 + 1")
    notebooks("05_compare", "0 / 0")
    one = table(tmp_path / "rows.csv", [row("Ferry late")])
    outcome, = report.make([one], tmp_path / "out", say=silent)
    assert outcome.error is None and not (outcome.folder / "05_compare.html").exists()
    assert "name both: <code>python -m helpers report rows.csv another-article.txt</code>" in (outcome.folder / "index.html").read_text(encoding="utf-8")
    again, = report.make([one], tmp_path / "out", say=silent)
    assert again.unchanged
    alone, = report.make([one], tmp_path / "alone", ["compare"], say=silent)
    assert "one article alone cannot be compared" in alone.error and not (tmp_path / "alone").exists()


def test_thousands_are_not_begun(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MOST", 3)
    rows = table(tmp_path / "rows.csv", [row(f"Ferry {number}", str(number)) for number in range(9)])
    *found, more = sources.expand([rows], lambda source: False)
    assert [source.within for source in found] == ["#1", "#2", "#3"] and not any(source.error for source in found)
    assert "more than 3 articles" in more.error and "python -m helpers analyse rows.csv" in more.error and "'rows.csv#4'" in more.error
    fourth, = sources.expand([f"{rows}#4"], lambda source: False)
    assert (fourth.folder, fourth.error) == ("rows-ferry-3", None)


@pytest.mark.parametrize("asked", ["rows.csv#9", "rows.csv#", "rows.csv/1", "nowhere.csv#1", "#", "a" * 5000 + "#1"])
def test_an_address_that_leads_nowhere_is_one_sentence(tmp_path, asked, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table(tmp_path / "rows.csv", [row("Ferry late"), row("Bridge shut")])
    source, = sources.expand([asked], lambda source: False)
    assert source.error
    with pytest.raises(helpers.ArticleError):
        helpers.load(asked)


def test_a_file_whose_name_looks_like_an_address_is_that_file(tmp_path):
    article(tmp_path / "draft#2.txt")
    source, = sources.expand([tmp_path / "draft#2.txt"], lambda source: False)
    assert helpers.load(source.address).source == source.address and (source.within, source.folder) == ("", "draft-2")


def test_a_zip_with_names_twice(tmp_path):
    with zipfile.ZipFile(tmp_path / "stories.zip", "w") as archive:
        archive.writestr("a/story.txt", row("")[1])
        archive.writestr("b/story.txt", row("", "one")[1])
    folders = folders_of(tmp_path / "stories.zip")
    assert len(set(folders)) == 2 and all(folder.startswith("stories-story-") for folder in folders)
