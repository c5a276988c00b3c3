"""Whether a report would come out the same: a key of all that goes into it, kept in its record."""
from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from . import places
from .sources import Source

PROJECT = Path(__file__).resolve().parents[2]


def version() -> str:
    """A hash of everything of ours that a report depends on beside its article: code, models, word lists, packages."""
    files = [path for folder in ("helpers", "data/nltk_data") for path in sorted((PROJECT / folder).rglob("*"))
             if path.is_file() and "__pycache__" not in path.parts]
    return _hash([sys.version, *(_content(path) for path in [*files, PROJECT / "requirements.txt"])])


def key(version: str, sources: Iterable[Source], notebooks: Iterable[Path], compared: bool) -> str:
    """The same as long as the articles, the notebooks, our code and the other settings are."""
    articles = (f"{source.address} {source.content or _content(source.file)}" for source in sources)
    return _hash([version, str(compared), *articles, *(f"{path.resolve()} {_content(path)}" for path in notebooks)])


def stands(folder: Path, key: str) -> bool:
    """Whether `folder` holds the report with this key, and every file of it as we wrote it.

    A person's corrections change a file, and so does whoever deletes a page: both are made again.
    """
    made = places.read_made(folder)
    return made.get("key") == key and all(
        places.hash_of(folder / name) == written for name, written in made["files"].items() if name != places.MADE)


def _content(path: Path) -> str:
    return f"{path.name} {places.hash_of(path)}"


def _hash(parts: list[str]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
