"""Many articles into tables: nothing lost, nothing double, whatever happens on the way."""
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers
from helpers import corpus
from helpers.corpus import children, plan, tables
from helpers.corpus.progress import Progress, duration
from helpers.corpus.worker import is_wanted
from tests.conftest import ROOT, SAMPLE

COMMAND = """
import argparse, sys
from helpers import corpus
parser = argparse.ArgumentParser(prog="python -m helpers")
corpus.add_command(parser.add_subparsers())
wanted = parser.parse_args(sys.argv[1:])
sys.exit(wanted.run(wanted))
"""



def article(number: int) -> str:
    """A small article that is like no other."""
    town = ("Lagos", "Oslo", "Quito", "Perth")[number % 4]
    return (f"{town} Council Votes On Bridge {number}\n\n"
            f"The council of {town} voted on Monday to close bridge {number} for repairs.\n\n"
            f"“We had no choice,” said Mayor Anna Berg, who has run the town for {number + 2} years. “The steel is bad.”\n\n"
            f"The repairs will cost $5 million and last {number + 3} months, an official said.\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Forty small articles."""
    path = tmp_path_factory.mktemp("articles")
    for number in range(40):
        (path / f"{number:02d}.txt").write_text(article(number))
    return path


@pytest.fixture(scope="module")
def undisturbed(folder, tmp_path_factory) -> Path:
    """What one process makes of them when nobody interferes."""
    out = tmp_path_factory.mktemp("undisturbed")
    assert analyse(folder, out, jobs=1).articles == 40
    return out


def analyse(paths, out, analyses=("repetition",), part=4, **options) -> corpus.Outcome:
    return corpus.analyse(paths, out, analyses=analyses, part=part, progress=Progress(quiet=True), **options)


def start(*arguments, prepared: str = "", path: Path | None = None, **options) -> subprocess.Popen:
    """The command line in a process of its own, after the lines `prepared`."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*([str(path)] if path else []), str(ROOT)])}
    return subprocess.Popen([sys.executable, "-c", prepared + COMMAND, "analyse", *map(str, arguments)], env=environment,
                            text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def rows(out: Path) -> dict[str, pa.Table]:
    """Every table as it lies in the folder, in the order of the files' names."""
    return {name: pa.concat_tables([pq.read_table(file) for file in sorted((out / name).glob("*.parquet"))])
            for name in sorted(entry.name for entry in out.iterdir() if entry.is_dir())}


def same(one: Path, other: Path) -> bool:
    left, right = rows(one), rows(other)
    return left.keys() == right.keys() and all(left[name].equals(right[name]) for name in left)


def files(out: Path) -> dict[Path, int]:
    return {path: path.stat().st_ino for path in out.rglob("*.parquet")}


def test_every_table_has_the_columns_of_its_analysis_and_the_offsets_lead_to_the_words(tmp_path):
    copy = tmp_path / "copy.txt"
    copy.write_text(SAMPLE.read_text() + "\nNobody in Moscow was surprised.\n")
    analyse([SAMPLE, copy], tmp_path / "out", analyses=())
    found = rows(tmp_path / "out")
    assert set(found) == set(tables.NAMES)
    texts = dict(zip(*(found["articles"][name].to_pylist() for name in ("article", "text")), strict=True))
    assert list(texts.values()) == [helpers.load(SAMPLE).text, copy.read_text()]
    for table in tables.TABLES:
        made = found[table.name]
        assert made.schema == table.schema and made.num_rows, table.name
        assert set(made["article"].to_pylist()) <= set(texts)
        assert len(set(made["version"].to_pylist())) == 1
        for row in made.to_pylist():
            if "text" in row and "start" in row:
                assert texts[row["article"]][row["start"]:row["end"]] == row["text"]
    assert found["errors"].num_rows == 0
    assert found["quotations"].num_rows >= len(helpers.quotes.quotations(helpers.load(SAMPLE)))
    assert found["families"]["size"].to_pylist() == [2, 2]


def test_no_column_of_an_analysis_is_forgotten_by_mistake(sample):
    """A column that is new in an analysis is added to tables.py, or here where a corpus has no use for it."""
    left_out = {"readability": {"counts", "how_to_read", "reference"}, "difficulty": {"number", "text", "look_at"}, "quotations": {"id"},
                "tone": {"text", "word_spans"}, "targets": {"evidence"}, "reuse": {"article"}, "families": {"article", "publisher", "published"}}
    found, together = tables.Findings(sample), tables.Together([("a", sample.text), ("b", sample.text)])
    for table in tables.TABLES:
        columns = set(table.function(together if table.across else found).keys())
        assert columns == set(table.columns) | left_out.get(table.name, set()), table.name


def test_the_comparison_is_made_anew_only_when_an_article_is_another(tmp_path):
    articles, out = tmp_path / "articles", tmp_path / "out"
    articles.mkdir()
    for number in range(6):
        text = (article(number) + article(number + 50)).replace("bridge", f"bridge{number // 2}")
        (articles / f"{number}.txt").write_text(text)
    analyse(articles, out, analyses=["reuse"])
    before = files(out)
    analyse(articles, out, analyses=["reuse"])
    assert files(out) == before
    (articles / "3.txt").unlink()
    analyse(articles, out, analyses=["reuse"])
    keys = set(rows(out)["articles"]["article"].to_pylist())
    assert len(keys) == 5 and set(rows(out)["families"]["article"].to_pylist()) <= keys
    assert len(list((out / "reuse").glob("*.parquet"))) == 1
    (articles / "0.txt").rename(tmp_path / "0.txt")
    for path in articles.iterdir():
        path.unlink()
    analyse(articles, out, analyses=["reuse"], again=True)
    assert rows(out)["reuse"].num_rows == 0 and rows(out)["errors"]["trouble"].to_pylist() == ["the folder holds no articles"]


def test_the_page_says_what_lies_in_the_tables_and_runs_nothing(tmp_path):
    odd = tmp_path / "<script>alert(1)<%2fscript>.txt"
    odd.write_bytes(b"")
    analyse([SAMPLE, odd], tmp_path / "out", analyses=())
    page = (tmp_path / "out" / "corpus.html").read_text()
    assert page.count("<h1>") == 1 and "A corpus of 1 articles" not in page and "A corpus of 1 article" in page
    assert "The Washington Post" in page and "It is empty" in page
    assert "<script" not in page and "&lt;script&gt;" in page and "http" not in page


def test_two_processes_and_other_parts_make_the_same_rows(folder, undisturbed, tmp_path):
    analyse(folder, tmp_path / "out", jobs=2, part=16)
    assert same(tmp_path / "out", undisturbed)
    sources = rows(undisturbed)["articles"]["source"].to_pylist()
    assert sources == sorted(sources) and len(set(sources)) == 40


def test_killed_at_ten_moments_it_ends_with_the_tables_of_an_undisturbed_run(folder, undisturbed, tmp_path):
    chance = random.Random(10)
    killed = 0
    for _ in range(10):
        run = start(folder, "--out", tmp_path / "out", "--analyses", "repetition", "--part", 1, "--jobs", 2)
        began = set((tmp_path / "out" / ".partial").glob("*")) if (tmp_path / "out").exists() else set()
        wait_for(lambda began=began, run=run: run.poll() is not None or set((tmp_path / "out" / ".partial").glob("*")) - began)
        time.sleep(chance.uniform(0, 0.06))     # 40 parts take about a second
        killed += run.poll() is None
        run.kill()
        run.communicate()
    assert killed >= 3      # else nothing was tried
    assert analyse(folder, tmp_path / "out").articles == 40
    assert same(tmp_path / "out", undisturbed)
    assert not (tmp_path / "out" / ".partial").exists()


def wait_for(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.01)


def test_what_is_finished_is_not_done_again(folder, undisturbed):
    before = files(undisturbed)
    outcome = analyse(folder, undisturbed)
    assert outcome.kept == outcome.parts and not outcome.changed
    assert files(undisturbed) == before


def test_a_changed_a_new_and_a_lost_file_are_noticed(tmp_path, monkeypatch):
    # Where a part ends hangs on the whole path, which is another in every run of the tests: here after 03, 07, 11, 15, 19.
    monkeypatch.setattr("helpers.corpus.plan._is_edge", lambda file, size: Path(file).stem in ("03", "07", "11", "15", "19"))
    articles, out = tmp_path / "articles", tmp_path / "out"
    articles.mkdir()
    for number in range(24):
        (articles / f"{number:02d}.txt").write_text(article(number))
    analyse(articles, out)
    before = files(out)
    (articles / "05.txt").write_text(article(99))
    (articles / "09a.txt").write_text(article(98))
    (articles / "20.txt").unlink()
    os.utime(articles / "11.txt", (1, 1))      # touched, not changed
    outcome = analyse(articles, out)
    assert sorted(outcome.changed) == [f"{articles / '05.txt'}: changed", f"{articles / '20.txt'}: gone"]
    assert (outcome.kept, outcome.parts) == (3, 6)      # another are 04 to 07, 08 to 11 and 20 to 23
    assert set(before.values()) & set(files(out).values()), "parts that did not change are kept as they are"
    analyse(articles, tmp_path / "fresh")
    assert same(out, tmp_path / "fresh")


def test_another_version_other_settings_other_articles_are_noticed(folder, tmp_path, monkeypatch):
    out = tmp_path / "out"
    analyse(folder / "00.txt", out)
    with pytest.raises(corpus.OtherSettings, match="other analyses"):
        analyse(folder / "00.txt", out, analyses=["tone"])
    with pytest.raises(corpus.OtherSettings, match="other articles"):
        analyse(folder / "01.txt", out)
    monkeypatch.setattr("helpers.corpus.running.version", lambda: "9")
    with pytest.raises(corpus.OtherSettings, match="another version"):
        analyse(folder / "00.txt", out)
    analyse(folder / "01.txt", out, again=True)
    found = rows(out)["articles"]
    assert found["source"].to_pylist() == [str(folder / "01.txt")] and found["version"].to_pylist() == ["9"]


def test_a_folder_with_other_things_in_it_is_left_alone(folder, tmp_path):
    (tmp_path / "thesis.docx").write_text("dear to somebody")
    with pytest.raises(corpus.OtherSettings, match="thesis"):
        analyse(folder / "00.txt", tmp_path)
    assert sorted(entry.name for entry in tmp_path.iterdir() if not entry.name.startswith(".")) == ["thesis.docx"]


def test_a_bad_file_is_one_row_of_errors(folder, tmp_path):
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "empty.txt").write_text("")
    (bad / "noise.txt").write_bytes(bytes(range(256)) * 9)
    run = start(folder / "00.txt", bad, tmp_path / "nowhere.txt", "--out", tmp_path / "out", "--analyses", "repetition")
    said, _ = run.communicate(timeout=120)
    assert run.returncode == 1 and "3 could not be analysed" in said
    found = rows(tmp_path / "out")
    assert found["articles"].num_rows == 1
    errors = found["errors"].to_pylist()
    assert [Path(row["file"]).name for row in errors] == ["empty.txt", "noise.txt", "nowhere.txt"]
    assert all(row["trouble"] and row["cure"] and row["position"] == 1 for row in errors)


def test_where_every_file_is_bad_the_exit_code_says_so(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    run = start(tmp_path / "empty.txt", "--out", tmp_path / "out", "--analyses", "repetition")
    said, _ = run.communicate(timeout=120)
    assert run.returncode == 4 and "1 could not be analysed" in said


@pytest.mark.parametrize(("files", "code"), [({"good.txt": "The bridge was closed. It was opened again.", "empty.txt": ""}, 0), ({"empty.txt": ""}, 2)])
def test_make_calls_no_failure_what_is_complete(files, code, tmp_path):
    for name, text in ({"in/" + name: text for name, text in files.items()} | {"venv/bin/python": "", "venv/ready": ""}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    done = subprocess.run(["make", "-C", ROOT, "analyse", f"ARTICLES={tmp_path / 'in'}", f"OUT={tmp_path / 'out'}", f"VENV={tmp_path / 'venv'}",
                           f"RUN={sys.executable}", "OPTIONS=--analyses repetition --jobs 1"], capture_output=True, text=True, timeout=120)
    assert done.returncode == code and ("Error" in done.stderr) == bool(code), done.stderr
    assert "1 could not be analysed: see the table errors." in done.stdout


DEADLY = """
import os, time
from helpers import assembling
known = assembling.assemble
def assemble(document):
    if "bridge 7 " in document.text: os._exit(9)
    if "bridge 21 " in document.text: time.sleep(1000)
    if "bridge 30 " in document.text: raise ZeroDivisionError("oh")
    return known(document)
assembling.assemble = assemble
"""


def test_an_article_that_kills_or_stops_its_worker_costs_one_row(folder, undisturbed, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(DEADLY)
    run = start(folder, "--out", tmp_path / "out", "--analyses", "repetition", "--part", 16, "--seconds", 5, path=tmp_path)
    run.communicate(timeout=300)
    assert run.returncode == 1
    found = rows(tmp_path / "out")
    assert {Path(row["file"]).name: row["trouble"][:40] for row in found["errors"].to_pylist()} == {
        "07.txt": "analysing it killed the process (exit co", "21.txt": "analysing it took longer than 5 seconds",
        "30.txt": "the analysis failed (ZeroDivisionError: "}
    good = rows(undisturbed)["articles"].to_pandas()
    expected = good[~good["source"].str.contains("07.txt|21.txt|30.txt")]["article"]
    assert list(found["articles"]["article"].to_pylist()) == list(expected)


SLOW = """
import time
from helpers import assembling
known = assembling.assemble
def assemble(document):
    time.sleep(0.5)
    return known(document)
assembling.assemble = assemble
"""


def test_ctrl_c_stops_it_and_the_same_command_goes_on(folder, undisturbed, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(SLOW)
    arguments = (folder, "--out", tmp_path / "out", "--analyses", "repetition", "--part", 4)
    run = start(*arguments, path=tmp_path)
    wait_for(lambda: len(list((tmp_path / "out" / "articles").glob("*.parquet"))) > 1)    # the last may not be noted
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert run.returncode == 130 and "same command again to go on" in said and "Traceback" not in said
    assert not (tmp_path / "out" / ".partial").exists()
    run = start(*arguments)
    said, _ = run.communicate(timeout=300)
    assert run.returncode == 0 and "kept from earlier runs" in said
    assert same(tmp_path / "out", undisturbed)


def test_a_full_disk_stops_it_with_a_clear_word_and_nothing_half_written(folder, undisturbed, tmp_path):
    """A limit on the size of files stands for the disk: the system refuses to write on just as it does there."""
    arguments = (folder, "--out", tmp_path / "out", "--analyses", "repetition", "--part", 4)
    limit = ("import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
             "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, -1))")
    run = start(*arguments, prepared=limit)
    _, said = run.communicate(timeout=300)
    assert run.returncode == 3 and "cannot be written: File too large" in said and "Traceback" not in said
    assert not (tmp_path / "out" / ".partial").exists()
    for file in (tmp_path / "out").rglob("*.parquet"):
        pq.read_table(file)
    run = start(*arguments)
    run.communicate(timeout=300)
    assert run.returncode == 0 and same(tmp_path / "out", undisturbed)


def test_two_runs_into_one_folder_do_not_mix(folder, tmp_path):
    run = start(folder, "--out", tmp_path / "out", "--analyses", "repetition", "--part", 4)
    wait_for(lambda: (tmp_path / "out" / ".partial").exists())
    with pytest.raises(corpus.OtherSettings, match="another run"):
        analyse(folder, tmp_path / "out")
    run.kill()
    run.communicate()


def export(count: int) -> str:
    """An export of ProQuest with many articles in one file."""
    rule = "_" * 60
    return f"\n{rule}\n\n".join(
        f"Document {number + 1} of {count}\n\n{article(number).partition(chr(10))[0]}\n\nPublication title: Daily {number % 3}\n"
        f"Publication date: {1 + number % 28} Nov 2026\nFull text: " + article(number).partition("\n\n")[2] * 2
        + "\nProQuest document ID: 7\n"
        for number in range(count))


def test_a_large_file_is_done_in_stretches_each_article_once(tmp_path):
    collection = tmp_path / "export.txt"
    collection.write_text(export(400))
    assert plan.is_collection(str(collection), collection.stat().st_size)
    expected = [each.source for each in helpers.load_many(collection)]
    assert len(expected) > 300
    outcome = analyse(collection, tmp_path / "out", part=32, jobs=2)
    found = rows(tmp_path / "out")
    assert found["articles"]["source"].to_pylist() == expected
    assert outcome.parts == len(list((tmp_path / "out" / "articles").glob("*.parquet"))) == -(-len(expected) // 32)
    assert analyse(collection, tmp_path / "out", part=32).kept == outcome.parts
    for file in sorted((tmp_path / "out").glob("*/*000064*.parquet")):
        file.unlink()       # somebody tidied up
    assert analyse(collection, tmp_path / "out", part=32).kept == 2
    assert rows(tmp_path / "out")["articles"].equals(found["articles"])


def test_only_articles_of_a_time(tmp_path):
    collection = tmp_path / "export.txt"
    collection.write_text(export(28))
    outcome = analyse([collection, SAMPLE], tmp_path / "out", since="2026-11-20", until="2026-11-25")
    days = [str(day) for day in rows(tmp_path / "out")["articles"]["day"].to_pylist()]
    assert sorted(days) == [f"2026-11-{day}" for day in range(20, 26)]
    assert outcome.left_out == 28 - 6 + 1 and outcome.errors == 0


@pytest.mark.parametrize("published, since, until, wanted", [
    ("2026-11-23", "2026", None, True), ("2026-11-23T10:00:00Z", "2026-11-23", "2026-11-23", True),
    ("2025-12-31", "2026", None, False), ("2026-11-23", None, "2026-10", False), ("2026-10-31", None, "2026-10", True),
    (None, "2026", None, False), (None, None, None, True)])
def test_dates_are_compared_as_far_as_they_are_given(published, since, until, wanted):
    assert is_wanted(published, since, until) is wanted


def test_paths_from_standard_input_and_patterns(folder, tmp_path):
    run = start("-", "--out", tmp_path / "out", "--analyses", "repetition", stdin=subprocess.PIPE)
    run.communicate(f"{folder / '03.txt'}\n\n{folder}/1?.txt\n{folder / '03.txt'}\n", timeout=120)
    assert run.returncode == 0
    names = [Path(source).stem for source in rows(tmp_path / "out")["articles"]["source"].to_pylist()]
    assert names == ["03", *(str(number) for number in range(10, 20))]


@pytest.mark.parametrize("arguments, word", [
    (["--analyses", "tonne"], "no analysis tonne"), (["--since", "yesterday"], "no date"), (["--jobs", "0"], "at least 1"),
    ([], "--out")])
def test_wrong_usage_exits_2(arguments, word, tmp_path):
    out = ["--out", tmp_path / "out"] if arguments else []
    run = start(SAMPLE, *out, *arguments)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 2 and word in said and "Traceback" not in said
    assert not (tmp_path / "out").exists()


def test_open_gives_lazy_tables_and_answers_questions(undisturbed, folder):
    tables = corpus.open(undisturbed)
    assert set(tables) == {"articles", "sentences", "repeats", "errors"}
    assert tables["articles"].aggregate("count(*)").fetchall() == [(40,)]
    assert tables.frame("articles")["source"].tolist() == [str(path) for path in sorted(folder.iterdir())]
    answer = tables.sql("select count(*) as sentences from sentences join articles using (article) where title like ?", "Oslo%")
    assert answer["sentences"].item() == sum(
        len(helpers.load(path).sentences) for number, path in enumerate(sorted(folder.iterdir())) if number % 4 == 1)
    with pytest.raises(KeyError, match="there are articles"):
        tables["tweets"]
    with pytest.raises(helpers.ArticleError, match="no tables"):
        corpus.open(folder)


def test_a_folder_of_tables_gives_its_articles_back(undisturbed, folder, tmp_path):
    several = corpus.articles([undisturbed, SAMPLE], most=5)
    assert [article.source for article in several[:5]] == [str(folder / f"{number:02d}.txt") for number in range(5)]
    assert several[5].text == helpers.load(SAMPLE).text and len(several) == 6
    for article in several[:5]:
        alone = helpers.load(article.source)
        assert (article.text, article.title, article.sentences, article.id) == (alone.text, alone.title, alone.sentences, alone.id)
    with pytest.raises(helpers.ArticleError):
        corpus.articles(tmp_path / "nowhere")


def test_the_recipes_of_the_documentation_run_and_agree(undisturbed, monkeypatch):
    """Every block of docs/scale.md that opens the tables, on a folder named out as there."""
    blocks = re.findall(r"```(sql|python)\n(.*?)```", (ROOT / "docs" / "scale.md").read_text(encoding="utf-8"), flags=re.S)
    assert {"sql", "python"} == {language for language, _ in blocks} and len(blocks) >= 4
    analyse([SAMPLE], undisturbed.parent / "recipes" / "out", analyses=())
    monkeypatch.chdir(undisturbed.parent / "recipes")
    counted = {}
    for language, block in blocks:
        if language == "sql":
            unnamed = duckdb.sql(block).fetchall()
            assert len(unnamed) == 1 and 0 <= unnamed[0][1] <= 1
            continue
        names: dict = {}
        exec(block, names)
        counted |= {name: len(names[name]) for name in ("with_pandas", "with_polars", "with_duckdb") if name in names}
    assert len(counted) == 3 and len(set(counted.values())) == 1 and counted["with_pandas"] > 10, counted


@pytest.mark.parametrize(("file", "size", "articles"), [
    ("a.txt", 9_000, 1), ("a.docx", 60_000, 1), ("scan.pdf", 5_000_000, 1), ("year.csv", 4_000_000, 1_000), ("year.zip", 1_500_000, 1_000),
    ("nexis.docx", 800_000, 200)])
def test_about_how_many_articles_a_file_holds(file, size, articles):
    assert plan.expected([(file, size)]) == articles


@given(st.lists(st.tuples(st.text("abc/", min_size=1, max_size=8), st.integers(0, 400_000)), unique_by=lambda file: file[0]),
       st.sampled_from([1, 4, 16]))
@settings(deadline=None)
def test_every_file_lies_in_exactly_one_part_in_order(listed, size):
    parts = list(plan.parts(listed, size))
    assert [path for part in parts for path in part.paths] == [path for path, _ in listed]
    assert len({part.key for part in parts}) == len(parts)
    assert [part.name for part in parts] == sorted(part.name for part in parts)


def test_one_more_file_changes_few_parts():
    listed = [(f"/archive/{number:05d}.txt", 3000) for number in range(5000)]
    before = {part.key for part in plan.parts(listed, 32)}
    after = {part.key for part in plan.parts([("/archive/00000a.txt", 3000), *listed], 32)}
    assert len(before) > 100 and len(before - after) <= 1


def test_a_name_that_is_no_text_and_one_that_is_odd(tmp_path):
    odd = tmp_path / "articles"
    odd.mkdir()
    names = [b"caf\xe9.txt", b"line\nbreak.txt", b"=cmd|' /C calc'!A0.txt", b"<script>alert(1)</script>.txt", b"-rf.txt"]
    for name in names:
        Path(os.fsdecode(os.path.join(os.fsencode(odd), name.replace(b"/", b"_")))).write_text(article(1))
    assert analyse(odd, tmp_path / "out").articles == len(names)
    assert len(set(rows(tmp_path / "out")["articles"]["article"].to_pylist())) == len(names)


def test_a_worker_that_does_not_start_says_why(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.exit('no such luck')")
    with pytest.raises(corpus.Stopped, match="did not start"):
        analyse(folder, tmp_path / "out")


def test_memory_that_grows_makes_a_fresh_worker(folder, undisturbed, tmp_path, monkeypatch):
    monkeypatch.setattr(children, "MOST_MEMORY", 1)
    analyse(folder / "00.txt", tmp_path / "out", jobs=1)
    assert rows(tmp_path / "out")["articles"].equals(rows(undisturbed)["articles"].slice(0, 1))


@pytest.mark.parametrize("seconds, said", [
    (3, "3 seconds"), (90, "1.5 minutes"), (60, "1 minute"), (7200, "2 hours"), (200_000, "2.3 days")])
def test_durations_as_people_say_them(seconds, said):
    assert duration(seconds) == said


def test_a_plain_log_says_how_far_it_is(capsys, monkeypatch):
    monkeypatch.setattr("helpers.corpus.progress.EVERY", 0)
    log = Progress()
    log.begin(100, [], ["a.txt: changed"])
    log.add({"rows": {"articles": 19, "errors": 1}, "left_out": 0})
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "a.txt: changed" and "20 of about 100 articles" in lines[1] and "left, 1 errors" in lines[1]


@pytest.fixture
def cluster(monkeypatch):
    """A Dask cluster of two workers on this machine."""
    from distributed import LocalCluster
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=50) as running:
        yield running


def test_a_cluster_makes_the_same_rows_and_may_lose_a_worker(folder, undisturbed, tmp_path, cluster):
    address = cluster.scheduler_address
    run = start(folder, "--out", tmp_path / "out", "--analyses", "repetition", "--part", 4, "--cluster", address)
    wait_for(lambda: list((tmp_path / "out" / ".partial").glob("*/*/tables")))
    os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    _, said = run.communicate(timeout=300)
    assert run.returncode == 0, said
    assert same(tmp_path / "out", undisturbed)


def test_a_cluster_that_does_not_answer_is_a_clear_word(folder, tmp_path):
    with pytest.raises(corpus.Stopped, match="answers at tcp"):
        analyse(folder, tmp_path / "out", cluster="tcp://127.0.0.1:9")
