"""The notebooks as files: short, readable, without functions or outputs, asking questions."""
import ast
import json
import re

import pytest

from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = ["00_overview", "01_readability", "02_quotes", "03_repetition", "04_sentiment", "05_compare"]


def cells(path, kind):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def test_all_six_are_there():
    assert [path.stem for path in NOTEBOOKS] == NAMES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_short_and_holds_no_program(path):
    code = cells(path, "code")
    assert len(code) <= 20
    for cell in code:
        source = "".join(cell["source"])
        assert cell["outputs"] == [] and cell["execution_count"] is None
        assert len(source.splitlines()) <= 5, source
        for node in ast.walk(ast.parse(source)):
            assert not isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef)), source
            if isinstance(node, ast.Import):
                assert {name.name.split(".")[0] for name in node.names} <= {"helpers", "pandas"}, source
            if isinstance(node, ast.ImportFrom):
                assert node.module.split(".")[0] in ("helpers", "pandas"), source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_asks_and_explains(path):
    words = ["".join(cell["source"]) for cell in cells(path, "markdown")]
    titles = [line for text in words for line in text.splitlines() if line.startswith("# ")]
    assert len(titles) == 1 and titles[0].endswith("?")
    assert any("**How to read this.**" in text for text in words)
    assert any("**What this cannot tell you.**" in text for text in words)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_first_code_cell_is_the_one_to_edit(path):
    first = cells(path, "code")[0]
    assert first["metadata"]["tags"] == ["parameters"]
    source = "".join(first["source"])
    paths = re.findall(r'"(data/articles/[^"]+)"', source)
    assert len(paths) == (2 if path.stem == "05_compare" else 1) and all((ROOT / each).is_file() for each in paths)
    assert source.startswith("ARTICLES = " if path.stem == "05_compare" else "ARTICLE = ")


SENTENCE = re.compile(r"(?<=[.!?])[”\")*]*\s+(?=[A-Z“\"*])")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_how_to_read_this_takes_two_sentences(path):
    told = [part for cell in cells(path, "markdown") for part in "".join(cell["source"]).split("\n\n")
            if part.startswith("**How to read this.** ")]
    long = [part for part in told if len(SENTENCE.split(part.removeprefix("**How to read this.** "))) > 2]
    assert told and long == []
