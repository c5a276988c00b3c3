"""python -m helpers: what it says, and its exit codes."""
import subprocess
import sys

import pytest

import helpers
from helpers import __main__
from tests.conftest import ROOT, SAMPLE


def run(*arguments, **options):
    command = [sys.executable, "-m", "helpers", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, **options)


def test_help_and_version():
    assert "report" in run("--help").stdout
    shown = run("report", "--help").stdout
    assert all(option in shown for option in ("--out", "--notebook", "--jobs", "--again", "--watch", "--zip", "--xlsx", "PATH"))
    assert run("--version").stdout.strip() == f"media-analysis-notebooks {helpers.__version__}"


@pytest.mark.parametrize("arguments", [
    (), ("report",), ("reprot", SAMPLE), ("report", SAMPLE, "--jobs", "0"), ("report", SAMPLE, "--jobs", "two"),
    ("report", SAMPLE, "--notebook", "quote"), ("report", SAMPLE, "--colour")])
def test_wrong_usage_exits_2_and_says_so(arguments, tmp_path):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1].startswith("python -m helpers")


def test_failed_articles_are_listed_and_exit_1(tmp_path):
    done = run("report", tmp_path / "nowhere.txt", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "nowhere.txt" in done.stderr and "1 of 1 articles failed" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_mistake_of_ours_is_shown_and_has_an_exit_code_of_its_own(monkeypatch, capsys):
    def broken(arguments=None):
        raise ZeroDivisionError("oh")
    monkeypatch.setattr(__main__, "main", broken)
    assert __main__.run() == 70 and "ZeroDivisionError: oh" in capsys.readouterr().err


def test_one_notebook_of_one_article(tmp_path):
    done = run("report", SAMPLE, "--out", tmp_path / "out", "--notebook", "overview", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "out" / "kerry-lavrov" / "index.html") in done.stdout
    assert sorted(path.name for path in (tmp_path / "out" / "kerry-lavrov").glob("*.html")) == ["00_overview.html", "article.html", "index.html"]


def test_files_to_send_and_a_second_run(tmp_path):
    arguments = ("report", SAMPLE, "--out", tmp_path, "--notebook", "overview", "--zip", "--xlsx")
    for words in (f"{tmp_path / 'kerry-lavrov' / 'index.html'}", "unchanged"):
        done = run(*arguments)
        assert done.returncode == 0 and words in done.stdout, done.stderr
        assert done.stdout.splitlines()[-2:] == [str(tmp_path / f"kerry-lavrov.{ending}") for ending in ("xlsx", "zip")]
