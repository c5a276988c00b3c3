"""Where reports lie: what their folders are called, and how a new report takes an old one's place."""
from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MADE = "made.json"
"""In every report: when, from what and with which version it was made, and the hash of every file as we wrote it."""

CORRECTED = "quotes.csv"
"""The table in every report that a person corrects; the next run reads it."""

COMPARISON = "compare"
"""The folder of the page that compares the articles of one run."""


def slug(name: str) -> str:
    """A folder name that every system takes: lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60] or "article"


def name_folders(jobs) -> None:
    """Give every job its folder: named as its source wishes; where that is taken by another article, a hash is added."""
    taken: set[Path] = set()
    for job in jobs:
        job.folder = _folder(job.out, job.source, taken)
        taken.add(job.folder)


def _folder(out: Path, source, taken: set[Path]) -> Path:
    file = str(source.file.resolve())
    for unlike in ("", file, file + source.content):
        mark = f"-{hashlib.sha256(unlike.encode()).hexdigest()[:8]}" if unlike else ""
        folder = out / f"{source.folder}{mark}"
        if folder not in taken and read_made(folder).get("path") in (None, file):
            break
    return folder


def corrections(notebook: Path, folder: Path) -> dict:
    """The parameter that hands the notebooks on quotations and tone what a person corrected in the report before."""
    corrected = folder / CORRECTED
    takes_them = notebook.stem.endswith(("_quotes", "_sentiment"))
    return {"CORRECTIONS": str(corrected.resolve())} if takes_them and corrected.exists() else {}


@contextmanager
def building(folder: Path, key: str = "", written_by_hand: str = "") -> Iterator[Path]:
    """An empty folder to write a report into; when all went well it takes `folder`'s place, else nothing is left of it.

    `key` goes into its record. `written_by_hand` is the hash of the corrected table that this run has read.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        yield made
        _install(made, folder, key, written_by_hand)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _install(building: Path, folder: Path, key: str, written_by_hand: str) -> None:
    """Put a finished report in its place, in one move.

    Files a person added to the old one are kept; a file of ours that a person changed is kept as well, as
    `NAME (yours).csv` beside the new one, unless the new one was made from it.
    """
    before = read_made(folder)
    made = read_made(building) | {"key": key, "files": {path.name: hash_of(path) for path in sorted(building.iterdir())}}
    made["quotations"] = _identities(building / CORRECTED) or before.get("quotations", [])
    (building / MADE).write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    old = folder.with_name(f".old-{folder.name}")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        for path in folder.iterdir():
            known = {before.get("files", {}).get(path.name)}
            if path.name == CORRECTED and (building / CORRECTED).exists():
                known.add(written_by_hand)
            if path.name != MADE and not (path.is_file() and hash_of(path) in known):
                (shutil.copytree if path.is_dir() else shutil.copy2)(path, _beside(building / path.name))
        folder.rename(old)
    building.chmod(0o755)
    building.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _beside(path: Path) -> Path:
    """`path`, or where that is taken `NAME (yours).csv`, `NAME (yours 2).csv` and so on."""
    free, number = path, 1
    while free.exists():
        free = path.with_name(f"{path.stem} (yours{f' {number}' if number > 1 else ''}){path.suffix}")
        number += 1
    return free


def _identities(table: Path) -> list[str]:
    """The ids of the quotations in the table that a person may correct: whichever is gone later was taken out by hand."""
    if not table.exists():
        return []
    with table.open(encoding="utf-8-sig", newline="") as rows:
        return [row["id"] for row in csv.DictReader(rows) if row.get("id")]


def read_made(folder: Path) -> dict:
    """The record of the report in `folder`; empty where there is none."""
    try:
        return json.loads((folder / MADE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def hash_of(path: Path) -> str:
    """SHA-256 of a file, empty where there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
