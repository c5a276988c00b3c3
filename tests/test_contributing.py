"""What CONTRIBUTING.md shows is code that runs: its word list, analysis, tests, notebook cell and reader."""
import importlib
import re
import shutil
import sys
import types

import pytest

import helpers
from helpers import loading, quotes
from helpers.loading import sniffing
from helpers.sentiment import lists
from tests.conftest import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(?:python|text) (\S+)\n(.*?)```", TEXT, re.S))


@pytest.fixture
def module(monkeypatch):
    """`module(file)`: the module that CONTRIBUTING.md shows for `file`, imported under its name."""
    def made(file):
        name = file.removesuffix(".py").replace("/", ".")
        new = types.ModuleType(name)
        new.__package__ = name.rpartition(".")[0]
        monkeypatch.setitem(sys.modules, name, new)
        monkeypatch.setattr(importlib.import_module(new.__package__), name.rpartition(".")[2], new, raising=False)
        exec(compile(BLOCKS[file], file, "exec"), vars(new))
        return new
    return made


@pytest.fixture
def hedging(module, monkeypatch, tmp_path):
    folder = tmp_path / "lexicons"
    shutil.copytree(lists.FOLDER, folder)
    (folder / "hedges.txt").write_text(BLOCKS["helpers/lexicons/hedges.txt"], encoding="utf-8")
    monkeypatch.setattr(lists, "FOLDER", folder)
    yield module("helpers/hedging.py")
    lists.entries.cache_clear()


def test_the_analysis_passes_its_own_tests(hedging, sample):
    shown = {}
    exec(compile(BLOCKS["tests/test_hedging.py"], "test_hedging.py", "exec"), shown)
    table, = shown["test_hedges"].pytestmark
    for case in table.args[1]:
        shown["test_hedges"](*case)
    shown["test_whose_hedge_it_is"]()
    assert hedging.hedges(helpers.load(text="It is long."))["text"].empty
    assert 0 <= hedging.share(sample) <= 1
    for row in hedging.hedges(sample).itertuples():
        assert sample.slice(row) == row.text


def test_the_cells_show_a_table_and_the_text(hedging, sample):
    """A cell shows what its last line gives; the names are those that the notebook has by then."""
    names = {"helpers": helpers, "article": sample, "highlight": helpers.highlight, "quotations": quotes.quotations(sample)}
    for cell, shown in (("notebooks/04_sentiment.ipynb", "<table"), ("notebooks/04_sentiment.ipynb#next", "article-text")):
        *before, last = BLOCKS[cell].strip().splitlines()
        exec("\n".join(before), names)
        assert shown in eval(last, names)._repr_html_()


def test_the_reader_reads(module, monkeypatch, tmp_path):
    module("helpers/loading/newsroom.py")
    monkeypatch.setitem(loading.READERS, "newsroom", "newsroom")
    monkeypatch.setitem(sniffing._BY_SUFFIX, ".news", "newsroom")
    file = tmp_path / "bridge.news"
    file.write_text("Bridge opens\nAnn Field\n\nThe bridge opened on Monday. It is long.\n", encoding="utf-8")
    article = helpers.load(file)
    assert (article.title, article.authors) == ("Bridge opens", ("Ann Field",))
    assert article.text == file.read_text(encoding="utf-8") and len(article.sentences) >= 2


def test_every_module_named_in_the_map_is_there():
    for name in re.findall(r"`([a-z_]+)/?`", re.search(r"\| floor .*?\n\n", TEXT, re.S)[0]):
        assert any((ROOT / "helpers" / kind).exists() for kind in (name, f"{name}.py")) or name in ("load", "load_many", "__main__"), name
