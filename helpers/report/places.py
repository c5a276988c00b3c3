"""Where reports lie: which files are analysed, what their folders are called, and how a new report takes an old one's place."""
from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .. import ArticleError
from ..loading import find

MADE = "made.json"
"""In every report: when, from what and with which version it was made, and the hash of every file as we wrote it."""


COMPARISON = "compare"
"""The folder of the page that compares the articles of one run."""


def expand(sources: Iterable[str | Path]) -> list[Path]:
    """The files named: a folder stands for the files in it, sorted, hidden ones left out.

    A missing file is kept, so that it is reported.
    """
    found: list[Path] = []
    for source in sources:
        try:
            path = find(source)
        except ArticleError:
            path = Path(source)
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file()
                            and not any(part.startswith(".") for part in file.relative_to(path).parts))
            found += inside or [path]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def slug(name: str) -> str:
    """A folder name that every system takes: lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60] or "article"


def name_folders(jobs) -> None:
    """Give every job its folder: named after the file; where that is taken by another article, its id is added."""
    taken: set[Path] = set()
    for job in jobs:
        folder = job.out / slug(job.source.stem)
        if folder in taken or _made_from(folder) not in (None, str(job.source.resolve())):
            folder = job.out / f"{slug(job.source.stem)}-{hashlib.sha256(str(job.source.resolve()).encode()).hexdigest()[:8]}"
        taken.add(folder)
        job.folder = folder


def corrections(notebook: Path, folder: Path) -> dict:
    """The parameter that hands a person's corrected quotes.csv of the report before to the notebook on quotes."""
    corrected = folder / "quotes.csv"
    return {"CORRECTIONS": str(corrected.resolve())} if notebook.stem.endswith("_quotes") and corrected.exists() else {}


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """An empty folder to write a report into; when all went well it takes `folder`'s place, else nothing is left of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        yield made
        _install(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _install(building: Path, folder: Path) -> None:
    """Put a finished report in its place, in one move.

    Files a person added to the old one are kept; a file of ours that a person changed is kept as well, as
    `NAME (yours).csv` beside the new one.
    """
    record = {path.name: _hash(path) for path in sorted(building.iterdir())}
    made = json.loads((building / MADE).read_text(encoding="utf-8"))
    (building / MADE).write_text(json.dumps({**made, "files": record}, indent=1) + "\n", encoding="utf-8")
    old = folder.with_name(f".old-{folder.name}")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        ours = _read_made(folder).get("files", {})
        for path in folder.iterdir():
            if path.name == MADE or (path.is_file() and ours.get(path.name) == _hash(path)):
                continue
            kept = path.name if not (building / path.name).exists() else f"{path.stem} (yours){path.suffix}"
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, building / kept)
        folder.rename(old)
    building.chmod(0o755)
    building.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _made_from(folder: Path) -> str | None:
    return _read_made(folder).get("path")


def _read_made(folder: Path) -> dict:
    try:
        return json.loads((folder / MADE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
