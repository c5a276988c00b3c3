"""Where NLTK and textstat find their data: in this project, never on the network."""
from __future__ import annotations

import functools
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data" / "nltk_data"
RESOURCES = ("corpora/cmudict/cmudict", "sentiment/vader_lexicon.zip/vader_lexicon/vader_lexicon.txt")


@functools.cache
def use_project_data() -> Path:
    """Make NLTK look in the project's data/nltk_data and nowhere else; return the folder it reads.

    Call it before using `nltk.corpus.cmudict`, `nltk.sentiment.vader` or textstat: then none asks the network.
    NLTK 3.10 refuses a folder that another account owns or may write to, as in a clone made under umask 002 or mounted
    into a container. There it is given a private copy that lives as long as the process.
    `nltk.corpus.cmudict.dict()`, which textstat calls, answers from `Pronunciations`: the same in a tenth of the time.
    """
    import nltk.corpus
    import nltk.data
    nltk.data.path[:] = [str(FOLDER)]
    if not _accepted(nltk.data):
        nltk.data.path[:] = [str(Path(_private_folder().name) / FOLDER.name)]
    nltk.corpus.cmudict.dict = pronunciations
    return Path(nltk.data.path[0])


class Pronunciations(Mapping):
    """CMUdict as NLTK gives it, word in small letters → lists of phonemes; a word's lines are cut when it is asked for."""

    def __init__(self, text: str):
        self._lines: dict[str, list[str]] = {}
        for line in text.splitlines():
            word, _, numbered = line.partition(" ")
            if word:
                self._lines.setdefault(word.lower(), []).append(numbered)

    def __getitem__(self, word: str) -> list[list[str]]:
        return [numbered.split()[1:] for numbered in self._lines[word]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@functools.cache
def pronunciations() -> Pronunciations:
    """The project's copy of CMUdict."""
    return Pronunciations((FOLDER / RESOURCES[0]).read_text(encoding="utf-8"))


def _accepted(data) -> bool:
    """Whether NLTK finds every resource where it looks now."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            for resource in RESOURCES:
                data.find(resource)
        except LookupError:
            return False
    return True


@functools.cache
def _private_folder() -> tempfile.TemporaryDirectory:
    """A copy of the data that only this account can write to; removed when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="nltk_data-")
    copy = Path(folder.name) / FOLDER.name
    shutil.copytree(FOLDER, copy, copy_function=shutil.copyfile)
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    return folder
