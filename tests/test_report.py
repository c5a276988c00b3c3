"""Reports: whole or not at all, nothing of a person's lost, and the known traps of nbconvert, papermill and pandas."""
import asyncio
import csv
import json
import re

import lxml.html
import nbformat
import pytest

from helpers import report
from helpers.report import pages, places, running, sources
from tests.conftest import ODD, ROOT, SAMPLE

PAGES = ["index.html", "article.html", *(f"{path.stem}.html" for path in sorted((ROOT / "notebooks").glob("*.ipynb")))]


@pytest.fixture
def notebooks(tmp_path, monkeypatch):
    """A folder of small notebooks in the place of ours: `notebooks(name, source, …)` writes one."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setattr(report, "NOTEBOOKS", folder)

    def write(name, *sources):
        parameters = nbformat.v4.new_code_cell("ARTICLE = 'a.txt'", metadata={"tags": ["parameters"]})
        body = [nbformat.v4.new_code_cell(source) for source in sources]
        cells = [nbformat.v4.new_markdown_cell("# Does it work?"), parameters, *body]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {
            "name": "python3", "display_name": "Python 3", "language": "python"}}), folder / f"{name}.ipynb")
        return folder / f"{name}.ipynb"
    return write


def run(*parameters):
    """Each notebook with its parameters, one after another in one kernel: `run(path, {...}, path, {...})`."""
    async def executed():
        async with running.Kernels(1) as kernels:
            return [await kernels.execute(*pair) for pair in zip(parameters[::2], parameters[1::2], strict=True)]
    return asyncio.run(executed())


@pytest.mark.parametrize("article", [SAMPLE, *ODD], ids=lambda path: path.stem)
def test_every_page_stands_alone(reports, article):
    folder = reports / places.slug(article.stem)
    assert sorted(path.name for path in folder.glob("*.html")) == sorted(set(PAGES) - {"05_compare.html"})
    for page in [*folder.glob("*.html"), reports / "compare" / "index.html"]:
        html = page.read_text(encoding="utf-8")
        assert page.stat().st_size < (500_000 if page.parent == folder else 1_000_000)      # the comparison is of all articles
        assert not re.search(r"""(src|href)=["']?(https?:)?//""", html), f"{page} names an address outside"
        assert "<script" not in html
        assert 'border="1"' not in html
        assert len(re.findall("<h1", html)) == 1
        assert '<html lang="en">' in html and "<title>" in html
        for image in lxml.html.fromstring(html).iter("img"):
            assert len(image.get("alt", "").split()) >= 5, f"{page}: a picture without a sentence"
            assert image.get("src").startswith(("data:image/png;base64,", "data:image/webp;base64,"))


def test_article_text_is_data(reports):
    html = (reports / "hostile-markup" / "00_overview.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(" in html
    assert "{{ config }}" in html
    for table in (reports / "hostile-markup").glob("*.csv"):
        for row in csv.reader(table.open(encoding="utf-8-sig")):
            for cell in row:
                assert not re.match(r"\s*[=@]|\s*[+-](?![\d.]+$)", cell), f"{table.name}: {cell[:40]}"


def test_every_table_has_its_csv_and_every_link_its_file(reports):
    folder = reports / "kerry-lavrov"
    assert len(list(folder.glob("*.csv"))) >= 5
    for page in [*folder.glob("*.html"), reports / "compare" / "index.html"]:
        for link in re.findall(r'href="([^"#]+)["#]', page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"


def test_the_list_names_every_report(reports):
    listed = (reports / "index.html").read_text(encoding="utf-8")
    for folder in ("kerry-lavrov", *(places.slug(path.stem) for path in ODD)):
        assert f'href="{folder}/index.html"' in listed


def test_a_failed_notebook_leaves_nothing_and_says_why(notebooks, tmp_path):
    notebooks("00_good", "1 + 1")
    notebooks("01_bad", "raise RuntimeError('the ink ran out')")
    outcome, = report.make([SAMPLE], tmp_path / "out")
    assert outcome.folder is None
    assert "01_bad.ipynb" in outcome.error and "the ink ran out" in outcome.error and "kerry-lavrov" in outcome.error
    assert not list((tmp_path / "out").glob("**/*.html"))
    assert not list((tmp_path / "out").glob(".building*"))


def test_an_unknown_parameter_is_an_error(notebooks):
    path = notebooks("00_good", "1 + 1")
    with pytest.raises(running.NotebookFailed, match="no parameter ARTICEL; it has ARTICLE"):
        run(path, {"ARTICEL": "x.txt"})


def test_a_wrong_path_in_a_notebook_is_one_sentence_not_a_traceback(notebooks):
    path = notebooks("00_good", "import helpers", "helpers.load(ARTICLE)")
    with pytest.raises(running.NotebookFailed, match=r"nowhere\.txt"):
        run(path, {"ARTICLE": "nowhere.txt"})


def printed(node):
    return "".join(output.get("text", "") for cell in node.cells for output in cell.get("outputs", []))


def test_nothing_leaks_from_one_notebook_into_the_next(notebooks, tmp_path):
    first = notebooks("00_first", "import os, sys, warnings, pandas, matplotlib, helpers\nimport matplotlib.pyplot as plt",
                      "helpers.setup_notebook(); left = 1; __builtins__ and 2",
                      "os.environ['LEFT'] = '1'; os.chdir('/'); sys.path.insert(0, '/left'); warnings.simplefilter('error')",
                      "pandas.set_option('display.max_rows', 7); matplotlib.rcParams['font.size'] = 33; plt.figure()",
                      "get_ipython().set_custom_exc((ZeroDivisionError,), lambda *a, **k: [])")
    look = ("import os, sys, warnings, pandas, matplotlib\nimport matplotlib.pyplot as plt",
            "print(sorted(name for name in globals() if not name.startswith('_')))",
            "print(os.getcwd(), os.environ.get('LEFT'), '/left' in sys.path, get_ipython().custom_exceptions)",
            "print([filter[0] for filter in warnings.filters], pandas.get_option('display.max_rows'))",
            "print(matplotlib.rcParams['font.size'], plt.get_fignums(), Out, len(In), get_ipython().execution_count)")
    second = notebooks("01_second", *look)
    alone, = run(second, {})
    after = run(first, {}, second, {})[1]
    assert printed(after) == printed(alone) != ""


def test_a_kernel_that_dies_fails_its_notebook_alone(notebooks, tmp_path):
    notebooks("00_good", "print(ARTICLE)")
    notebooks("01_deadly", "import os", "'a.txt' in ARTICLE and os._exit(1)")
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    dead, *others = report.make([tmp_path / name for name in ("a.txt", "b.txt", "c.txt")], tmp_path / "out", jobs=1)
    assert "the kernel running 01_deadly.ipynb died" in dead.error
    assert all(outcome.folder and not outcome.error for outcome in others)


def test_a_cell_without_an_end_is_stopped(notebooks, tmp_path, monkeypatch):
    monkeypatch.setattr(running, "TIMEOUT", 3)
    slow, good = notebooks("00_slow", "while True: pass"), notebooks("01_good", "print(1)")
    with pytest.raises(running.NotebookFailed, match=r"00_slow\.ipynb took longer than 3 seconds"):
        run(slow, {}, good, {})

    async def both():
        async with running.Kernels(1) as kernels:
            return await asyncio.gather(kernels.execute(slow, {}), kernels.execute(good, {}), return_exceptions=True)
    stopped, done = asyncio.run(both())
    assert isinstance(stopped, running.NotebookFailed) and printed(done) == "1\n"


def test_one_bad_article_does_not_stop_the_others(notebooks, tmp_path):
    notebooks("00_good", "1 + 1")
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    bad, good, missing = report.make([empty, SAMPLE, tmp_path / "missing.txt"], tmp_path / "out")
    assert good.folder and good.title == "Kerry, Lavrov Hold Moscow Talks"
    assert "empty.txt" in bad.error and "missing.txt" in missing.error


def test_a_rerun_keeps_what_a_person_changed_or_added(notebooks, tmp_path):
    notebooks("00_good", "import pandas, helpers", "helpers.table(pandas.DataFrame({'a': [1]}), 'numbers')")
    out = tmp_path / "out"
    folder = report.make([SAMPLE], out)[0].folder
    (folder / "numbers.csv").write_text("a\n2\n")
    (folder / "my notes.txt").write_text("call Kirby")
    assert report.make([SAMPLE], out)[0].folder == folder
    assert (folder / "my notes.txt").read_text() == "call Kirby"
    assert (folder / "numbers (yours).csv").read_text() == "a\n2\n"
    assert (folder / "numbers.csv").read_text(encoding="utf-8-sig").splitlines() == ["a", "1"]
    assert not list(out.glob(".*"))


def test_articles_of_the_same_name_do_not_overwrite_each_other(notebooks, tmp_path):
    notebooks("00_good", "1 + 1")
    twins = [tmp_path / "a" / "story.txt", tmp_path / "b" / "story.txt"]
    for twin in twins:
        twin.parent.mkdir()
        twin.write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    together = [outcome.folder for outcome in report.make(twins, tmp_path / "out")]
    assert len(set(together)) == 2
    assert [report.make([twin], tmp_path / "out")[0].folder for twin in twins] == together


def test_a_report_says_how_it_was_made(reports):
    made = json.loads((reports / "kerry-lavrov" / places.MADE).read_text(encoding="utf-8"))
    assert made["file"] == "kerry-lavrov.txt" and made["version"] and made["date"]
    assert set(made["files"]) >= {"index.html", "00_overview.html"}


def test_every_page_says_how_it_was_made_and_how_to_make_it_again(reports):
    for page in (reports / "kerry-lavrov").glob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "Made from <code>kerry-lavrov.txt</code>" in html and "python -m helpers report kerry-lavrov.txt" in html
        assert "SHA-256" in html and "01_readability" in html


@pytest.mark.parametrize(("name", "folder"), [
    ("Kerry & Lavrov", "kerry-lavrov"), ("../../etc/passwd", "etc-passwd"), ("Ünïcode", "unicode"), ("文章", "article"),
    ("a" * 200, "a" * 60)])
def test_any_file_name_gives_a_safe_folder(name, folder):
    assert places.slug(name) == folder


def test_notebooks_are_chosen_by_name():
    assert [path.stem for path in report.choose(["quotes", "00_overview"])] == ["00_overview", "02_quotes"]
    with pytest.raises(report.UnknownNotebook, match=r"no notebook is called quote;.*02_quotes"):
        report.choose(["quote"])


def test_a_page_title_is_the_notebooks_question(reports):
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        assert pages.title_of(nbformat.read(notebook, as_version=4)).endswith("?")


def test_a_folder_stands_for_its_articles(tmp_path):
    for name in ("b.txt", "a.html", "README.md", "picture.png", ".hidden.txt", "part/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("The bridge opened.", encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in sources.files([tmp_path])] == ["a.html", "b.txt", "part/c.txt"]
    assert sources.files([tmp_path / "README.md"]) == [tmp_path / "README.md"]     # named, it is read
