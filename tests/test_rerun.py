"""Running again: only what changed, with what a person corrected, when a file is saved; and what is sent round."""
import csv
import json
import os
import signal
import subprocess
import sys
import time
import zipfile

import openpyxl
import pytest

from helpers import report
from helpers.report import exporting, places, unchanged, watching
from tests.conftest import ROOT, SAMPLE
from tests.test_report import notebooks  # noqa: F401  (a fixture)


def silent(line):
    pass


def article(path, words="The ferry left at noon. Forty people were on board."):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{words}\n", encoding="utf-8")
    return path


def test_only_what_changed_is_made_again(notebooks, tmp_path):  # noqa: F811
    counting = notebooks("00_good", "import helpers, pandas", "helpers.table(pandas.DataFrame({'a': [len(ARTICLE)]}), 'numbers')")
    inside, out, said = tmp_path / "articles", tmp_path / "out", []
    a, b = article(inside / "a.txt"), article(inside / "b.txt")

    def made_again(**options):
        said.clear()
        outcomes = report.make([inside], out, say=said.append, **options)
        assert [outcome.error for outcome in outcomes] == [None, None]
        assert [outcome.unchanged for outcome in outcomes] == ["unchanged" in line for line in sorted(said)]
        return [outcome.source for outcome in outcomes if not outcome.unchanged]

    assert made_again() == [str(a), str(b)]
    assert made_again() == []
    article(a, "The ferry left at one. Fifty people were on board.")
    assert made_again() == [str(a)]
    (out / "b" / "index.html").unlink()
    assert made_again() == [str(b)]
    assert made_again(again=True) == [str(a), str(b)]
    counting.write_text(counting.read_text(encoding="utf-8").replace("len(ARTICLE)", "1"), encoding="utf-8")
    assert made_again() == [str(a), str(b)]
    assert made_again() == []


def test_an_article_that_fails_is_tried_again_and_costs_the_others_nothing(notebooks, tmp_path):  # noqa: F811
    notebooks("00_good", "1 + 1")
    good, bad = article(tmp_path / "good.txt"), tmp_path / "bad.txt"
    bad.write_text("")
    for expected in (False, True):
        first, second = report.make([bad, good], tmp_path / "out", say=silent)
        assert first.error and not second.error and second.unchanged == expected


def test_our_version_follows_code_models_and_word_lists(tmp_path, monkeypatch):
    monkeypatch.setattr(unchanged, "PROJECT", tmp_path)
    seen = {unchanged.version()}
    for name in ("helpers/quotes/rules.py", "helpers/lexicons/titles.txt", "helpers/models/tone.npz", "requirements.txt"):
        article(tmp_path / name)
        seen.add(unchanged.version())
    assert len(seen) == 5
    article(tmp_path / "helpers" / "__pycache__" / "rules.pyc")
    assert unchanged.version() in seen


def test_an_unchanged_report_asks_nothing_heavy(notebooks, tmp_path):  # noqa: F811
    notebooks("00_good", "1 + 1")
    path = article(tmp_path / "a.txt")
    report.make([path], tmp_path / "out", say=silent)
    program = (f"import sys; from pathlib import Path; from helpers import report; report.NOTEBOOKS = Path({str(tmp_path / 'notebooks')!r})\n"
               f"outcome, = report.make([{str(path)!r}], {str(tmp_path / 'out')!r})\nassert outcome.unchanged\n"
               "print(sorted({'pandas', 'matplotlib', 'nbformat', 'nbconvert', 'jupyter_client'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save(path, rows, encoding, delimiter, columns):
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def test_corrections_live_through_every_rerun(tmp_path):
    """A person mends a speaker, deletes a quotation and takes a row out, saves as Excel does; then the article changes."""
    path, out = tmp_path / "talks.txt", tmp_path / "out"
    path.write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")

    def make():
        outcome, = report.make([path], out, ["quotes"], say=silent)
        assert outcome.error is None
        return outcome.folder, (outcome.folder / "02_quotes.html").read_text(encoding="utf-8")

    folder, page = make()
    assert "Nothing was corrected by hand." in page
    rows = rows_of(folder / "quotes.csv")
    mended = next(row for row in rows if "rather constructive" in row["text"])
    deleted, taken = [row for row in rows if row is not mended][:2]
    mended |= {"speaker": "Zoë Möller", "checked": "Yes"}
    deleted["checked"] = "DELETE"
    columns = ["note", *reversed(rows[0])]
    save(folder / "quotes.csv", [row | {"note": "mine"} for row in rows if row is not taken], "utf-8-sig", ";", columns)

    folder, page = make()
    assert "3 quotations were corrected by hand." in page and "Zoë Möller" in page
    after = {row["id"]: row for row in rows_of(folder / "quotes.csv")}
    assert after[mended["id"]]["speaker"] == "Zoë Möller" and after[mended["id"]]["found_speaker"] == "Dmitry Peskov"
    assert after[deleted["id"]]["checked"] == after[taken["id"]]["checked"] == "delete"
    assert after[mended["id"]]["note"] == "mine"
    assert "Zoë Möller" in {row["source"] for row in rows_of(folder / "sources.csv")}
    assert not list(folder.glob("*yours*"))
    assert report.make([path], out, ["quotes"], say=silent)[0].unchanged

    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("rather constructive", "very constructive"), encoding="utf-8")
    folder, page = make()
    moved = next(row for row in rows_of(folder / "quotes.csv") if "very constructive" in row["text"])
    assert (moved["speaker"], moved["checked"]) == ("Zoë Möller", "yes") and "3 quotations were corrected by hand." in page

    (folder / "quotes.csv").write_bytes(b"\x00\x01 not a table \xff" * 9)
    outcome, = report.make([path], out, ["quotes"], say=silent)
    assert "quotes.csv" in outcome.error and "Save it as CSV" in outcome.error
    assert (folder / "quotes.csv").read_bytes().startswith(b"\x00\x01 not a table")


def test_what_is_saved_while_the_report_is_made_is_kept(tmp_path):
    folder = tmp_path / "a"
    for content in ("id\nq1\n", "id\nq2\n"):
        read = places.hash_of(folder / "quotes.csv")
        with places.building(folder, "key", read) as building:
            article(building / "made.json", "{}")
            (building / "quotes.csv").write_text(content)
            if folder.exists():
                (folder / "quotes.csv").write_text("id\nmine\n")
    assert (folder / "quotes.csv").read_text() == "id\nq2\n"
    assert (folder / "quotes (yours).csv").read_text() == "id\nmine\n"
    assert json.loads((folder / "made.json").read_text())["quotations"] == ["q2"]


def test_a_zip_and_a_workbook_to_send(tmp_path):
    folder = tmp_path / "story"
    article(folder / "index.html", "<h1>Story</h1>")
    table = folder / "what is said [very long name indeed].csv"
    table.write_text("id,text,n,share\nq1,'=HYPERLINK(1),1,0.5\nq2,2016,,1e-3\nq3,\"- 'tis \x07\",12,\n", encoding="utf-8-sig")
    (folder / "empty.csv").write_text("", encoding="utf-8-sig")
    book, archive = exporting.export([folder], tmp_path, as_zip=True, as_workbook=True)
    assert zipfile.ZipFile(archive).namelist() == [f"story/{name}" for name in ("empty.csv", "index.html", table.name)]
    sheets = openpyxl.load_workbook(book)
    assert all(len(name) <= 31 for name in sheets.sheetnames) and len(sheets.sheetnames) == 2
    sheet = sheets[sheets.sheetnames[1]]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["id", "text", "n", "share"], ["q1", "=HYPERLINK(1)", 1, 0.5], ["q2", "2016", None, 0.001], ["q3", "- 'tis ", 12, None]]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet["B2"].quotePrefix
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("number", [1, 2])
def test_one_zip_for_the_whole_run(tmp_path, number):
    folders = [tmp_path / name for name in ("a", "b")[:number]]
    for folder in [*folders, tmp_path / places.COMPARISON]:
        article(folder / "index.html", "<h1>Story</h1>")
    made, = exporting.export(folders, tmp_path, as_zip=True, as_workbook=False)
    names = set(zipfile.ZipFile(made).namelist())
    assert names == ({"a/index.html"} if number == 1 else {"a/index.html", "b/index.html", "compare/index.html"})
    assert made.name == ("a.zip" if number == 1 else "reports.zip")


def test_watch_looks_at_articles_corrections_and_word_lists(tmp_path):
    inside, out = tmp_path / "articles", tmp_path / "out"
    first = watching.times([article(inside / "a.txt").parent], out)
    assert ROOT / "helpers" / "lexicons" / "titles.txt" in first and ROOT / "notebooks" / "02_quotes.ipynb" in first
    article(inside / "b.txt")
    article(out / "a" / "quotes.csv")
    assert set(watching.times([inside], out)) - set(first) == {inside / "b.txt", out / "a" / "quotes.csv"}


def test_watch_runs_again_on_a_save_and_ends_cleanly(tmp_path):
    """A missing article fails at once and cheaply, which is all that is needed to see a run."""
    path, out = article(tmp_path / "a.txt", ""), tmp_path / "out"
    path.write_text("")
    command = [sys.executable, "-u", "-m", "helpers", "report", str(path), "--out", str(out), "--notebook", "overview", "--watch"]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        def until(words):
            for line in running.stdout:
                if words in line:
                    return
            pytest.fail(f"“{words}” was not said")
        until("1 of 1 articles failed")
        until("Watching")
        article(path)
        os.utime(path, ns=(time.time_ns(), time.time_ns() + 10 ** 9))
        until(str(out / "a" / "index.html"))
        until("Watching")
        running.send_signal(signal.SIGINT)
        until("Stopped watching")
        assert running.wait(30) == 0
    finally:
        running.kill()
