"""What the README promises is there and works."""
import re
import subprocess
import sys
import zlib

import pytest

import helpers
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


BLOCKS = re.findall(r"```python\n(.*?)```", README, re.S)


@pytest.mark.parametrize("code", [block for block in BLOCKS if "tables/" not in block])
def test_the_python_in_the_readme_runs(code, monkeypatch):
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})


def test_the_tables_of_many_articles_open_as_the_readme_says(tmp_path, monkeypatch, capsys):
    helpers.corpus.analyse([ROOT / "data" / "articles", tmp_path / "nowhere.txt"], tmp_path / "tables")
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    said = []
    for code in (block for block in BLOCKS if "tables/" in block):
        exec(compile(code, "README.md", "exec"), {})
        said.append(capsys.readouterr().out)
    assert [word in text for word, text in zip(("unnamed", "narration", "nowhere.txt"), said, strict=True)] == [True] * 3


def test_every_command_named_is_a_target():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    commands = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.S))
    named = set(re.findall(r"^make ([a-z]+)", commands, re.M))
    assert {"report", "test", "lab", "bench"} <= named <= targets
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True).stdout
    assert all(f"make {target}" in listed for target in named)


def test_every_option_named_is_there():
    """What `OPTIONS` may hold is what `python -m helpers report --help` lists."""
    offered = subprocess.run([sys.executable, "-m", "helpers", "report", "--help"], cwd=ROOT, capture_output=True, text=True).stdout
    named = set(re.findall(r"--[a-z]+", " ".join(re.findall(r'OPTIONS="([^"]+)"', README))))
    assert {"--zip", "--xlsx", "--again"} <= named
    assert all(f"{option} " in offered for option in named)


def test_files_and_folders_named_are_there():
    for name in re.findall(r"\]\(([^)#:]+)\)", README) + re.findall(r"`((?:helpers|data)/[\w/.-]+)`", README):
        assert (ROOT / name).exists(), name


def test_requirements_are_pinned_each_with_its_reason():
    for file in sorted(ROOT.glob("requirements*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith(("#", "-r ")):
                assert re.fullmatch(r"[A-Za-z0-9_.-]+==[\w.+]+ +# \S.+", line), f"{file.name}: {line}"


def test_the_gallery_is_small_and_names_no_folder_of_the_machine_it_was_made_on():
    gallery = ROOT / "docs" / "gallery"
    reports = [folder for folder in gallery.iterdir() if folder.is_dir() and folder.name != "compare"]
    assert len(reports) == 6 and all((folder / "article.html").exists() for folder in reports)
    files = [file for file in gallery.rglob("*") if file.is_file()]
    assert sum(len(zlib.compress(file.read_bytes())) for file in files) <= 3_000_000
    assert not any(b"/work/" in file.read_bytes() or b"/home/" in file.read_bytes() for file in files)
