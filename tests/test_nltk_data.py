"""NLTK and textstat read the project's own data, and ask no network."""
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import nltk_data

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("the network was asked")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_cmudict_and_vader_and_textstat_work_offline(no_network):
    nltk_data.use_project_data()
    import nltk
    import textstat
    from nltk.sentiment.vader import SentimentIntensityAnalyzer
    assert len(nltk.corpus.cmudict.dict()["readability"][0]) > 8
    assert SentimentIntensityAnalyzer().polarity_scores("a great day")["compound"] > 0.5
    assert textstat.syllable_count("readability") == 5


def test_cmudict_is_the_same_as_nltk_reads_it():
    """Every line of ours against NLTK's own reader, on every tenth word and on all that are spoken in several ways."""
    nltk_data.use_project_data()
    from nltk.corpus.reader.cmudict import CMUDictCorpusReader
    theirs = CMUDictCorpusReader(str(nltk_data.FOLDER / "corpora" / "cmudict"), ["cmudict"]).dict()
    ours = nltk_data.pronunciations()
    assert list(ours) == list(theirs)
    for place, (word, spoken) in enumerate(theirs.items()):
        if place % 10 == 0 or len(spoken) > 1:
            assert ours[word] == spoken
    assert "xyzzyx" not in ours and ours.get("xyzzyx") is None


def test_only_the_projects_folder_is_read():
    import nltk.data
    assert nltk.data.path == [str(nltk_data.use_project_data())]


def test_a_folder_others_may_write_to_is_copied(tmp_path):
    """A clone under umask 002: NLTK refuses the folder itself, so a private copy must stand in, without a warning."""
    package = tmp_path / "helpers"
    package.mkdir()
    for name in ("__init__.py", "article.py", "nltk_data.py"):
        shutil.copy(ROOT / "helpers" / name, package)
    shutil.copytree(nltk_data.FOLDER, tmp_path / "data" / "nltk_data")
    for path in tmp_path.rglob("*"):
        path.chmod(path.stat().st_mode | 0o022)
    code = ("from helpers.nltk_data import FOLDER, use_project_data; import nltk; folder = use_project_data();"
            "print(folder != FOLDER, len(nltk.corpus.cmudict.dict()) > 100_000, folder, sep='|')")
    done = subprocess.run([sys.executable, "-W", "error::RuntimeWarning", "-c", code], cwd=tmp_path,
                          env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    copied, read, folder = done.stdout.strip().split("|")
    assert (copied, read) == ("True", "True")
    assert not Path(folder).exists(), "the copy outlived its process"


def test_every_resource_has_its_source_and_licence():
    text = (nltk_data.FOLDER / "README.md").read_text()
    for resource in nltk_data.RESOURCES:
        assert "/".join(resource.split("/")[:2]) in text
    assert "Carnegie Mellon" in (nltk_data.FOLDER / "corpora" / "cmudict" / "LICENSE").read_text()
