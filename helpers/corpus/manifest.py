"""The folder of a corpus: its tables, and the manifest of the parts that are finished. Only one process writes in it.

A part's files are written under `.partial`, then renamed into place; then the part gets its line in manifest.jsonl. What
has no line is not there: a run that was killed leaves such files behind, and the next one removes them.
"""
from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from . import tables
from .plan import Part, across
from .worker import fingerprint

MANIFEST, PARTIAL, LOCK = "manifest.jsonl", ".partial", ".lock"
OFTEN = 1.0
"""Seconds of finished parts a power cut may cost: how often they are made fast on the disk."""


class OtherSettings(ValueError):
    """The folder holds tables of other articles, settings or another version."""


class Stopped(RuntimeError):
    """The run could not go on; what is finished is kept."""


class Folder:
    """The folder `path` of a corpus, held by this process as a context manager."""

    def __init__(self, path: str | os.PathLike):
        self.path = Path(path)
        self.done: dict[str, dict] = {}
        self._waiting: list[dict] = []
        self._synced = time.monotonic()
        self.path.mkdir(parents=True, exist_ok=True)
        self._lock = open(self.path / LOCK, "w")  # noqa: SIM115 - held as long as the folder
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise OtherSettings(f"{self.path}: another run is writing into it; wait for it, or choose another folder") from error
        shutil.rmtree(self.path / PARTIAL, ignore_errors=True)
        (self.path / PARTIAL).mkdir(exist_ok=True)

    def scratch(self) -> str:
        """A folder for what is not finished, on the same disk."""
        return tempfile.mkdtemp(dir=self.path / PARTIAL)

    def resume(self, settings: dict, planned: Iterable[Part], again: bool, retry: bool) -> tuple[list[str], int]:
        """Keep what an earlier run finished and still holds, remove everything else; returns (what changed, parts kept).

        Raises OtherSettings where that would remove tables a person may want.
        """
        old_settings, old = read(self.path)
        if old_settings is None and (strange := sorted(entry.name for entry in self.path.iterdir() if not _is_ours(entry))):
            raise OtherSettings(f"{self.path} holds other things ({', '.join(strange[:3])}); choose an empty or a new folder")
        if old and not again:
            _compare(self.path, old_settings, settings)
        if old and old_settings != settings:
            old = {}
        kept, changed = {}, []
        files = set()
        known_files = {file: known for entry in old.values() for file, *known in entry["files"]}
        for part in planned:
            files.update(part.paths)
            following = part
            if part.key not in old:     # another file has come into it or left it: its other files may have changed all the same
                changed += [file for file in part.paths if file in known_files and _is_other(file, *known_files[file])]
            while (entry := old.get(following.key)) is not None:
                if (retry and entry["rows"]["errors"]) or not self._has(entry):
                    break
                if other := [file for file, *known in entry["files"] if _is_other(file, *known)]:
                    changed += other
                    break
                kept[following.key] = {**entry, "name": following.name}
                if entry["ended"]:
                    break
                following = following.next()
        comparison = across(kept.values())
        if comparison.key in old and self._has(old[comparison.key]):
            kept[comparison.key] = old[comparison.key]
        gone = sorted({file for entry in old.values() for file, *_ in entry["files"]} - files)
        if not again and (left := [file for file in gone if os.path.exists(file)]):
            raise OtherSettings(
                f"{self.path} holds the tables of other articles too ({left[0]}{' …' if len(left) > 1 else ''}): give their "
                "paths as well, choose another folder, or say --again to replace them")
        self._begin(settings, kept)
        return [f"{file}: changed" for file in sorted(set(changed))] + [f"{file}: gone" for file in gone], len(kept)

    def _has(self, entry: dict) -> bool:
        """Whether all files of a part are there: somebody may have tidied up."""
        return all((self.path / name / f"{entry['name']}.parquet").exists() for name in entry["rows"])

    def _begin(self, settings: dict, kept: dict[str, dict]) -> None:
        """Write the manifest anew, then make the folder agree with it."""
        lines = [json.dumps(line) for line in ({"settings": settings}, *kept.values())]
        write_whole(self.path / MANIFEST, "\n".join(lines) + "\n")
        for name in tables.NAMES:
            for file in list((self.path / name).glob("part-*.parquet")):
                entry = kept.get(file.stem.rpartition("-")[2])
                if entry is None or name not in entry["rows"]:
                    file.unlink()
                elif file.stem != entry["name"]:
                    file.rename(file.with_name(f"{entry['name']}.parquet"))
            with suppress(OSError):
                (self.path / name).rmdir()
        self.done = kept

    def commit(self, part: Part, report: dict) -> None:
        """Put a finished part into place. Raises OSError."""
        for name in report["rows"]:
            (self.path / name).mkdir(exist_ok=True)
            os.replace(f"{report['folder']}/{name}.parquet", self.path / name / f"{part.name}.parquet")
        shutil.rmtree(os.path.dirname(report["folder"]), ignore_errors=True)
        entry = {"key": part.key, "name": part.name, **{name: report[name] for name in ("files", "rows", "left_out", "ended")}}
        self.done[part.key] = entry
        self._waiting.append(entry)
        if time.monotonic() - self._synced > OFTEN:
            self.sync()

    def sync(self) -> None:
        """Make the finished parts survive a power cut, then write their lines."""
        if self._waiting:
            for entry in self._waiting:
                for name in entry["rows"]:
                    _fsync(self.path / name / f"{entry['name']}.parquet")
            for name in {name for entry in self._waiting for name in entry["rows"]}:
                _fsync(self.path / name)
            with open(self.path / MANIFEST, "a", encoding="utf-8") as file:
                file.write("".join(json.dumps(entry) + "\n" for entry in self._waiting))
                file.flush()
                os.fsync(file.fileno())
        self._waiting, self._synced = [], time.monotonic()

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *error) -> None:
        """Keep what is finished, leave nothing half-written, let go of the folder."""
        with suppress(OSError):
            self.sync()
        shutil.rmtree(self.path / PARTIAL, ignore_errors=True)
        self._lock.close()


def read(folder: Path) -> tuple[dict | None, dict[str, dict]]:
    """The settings and the finished parts, by key; None where there is no manifest. A last line cut off counts for nothing."""
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8").split("\n")[:-1]
    except FileNotFoundError:
        return None, {}
    entries = list(_parsed(lines))
    if not entries or "settings" not in entries[0]:
        return None, {}
    return entries[0]["settings"], {entry["key"]: entry for entry in entries[1:]}


def _parsed(lines: list[str]) -> Iterator[dict]:
    for line in lines:
        try:
            yield json.loads(line)
        except ValueError:
            return


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with open(partial, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _compare(folder: Path, old: dict, new: dict) -> None:
    said = {"version": "another version of the suite", "analyses": "other analyses", "since": "another --since",
            "until": "another --until", "text_column": "another --text-column", "part": "another --part"}
    other = [f"{words} ({old.get(name)})" for name, words in said.items() if old.get(name) != new.get(name)]
    if other:
        raise OtherSettings(f"{folder} holds tables made with {' and '.join(other)}: choose another folder, or say --again to "
                            "make all of them anew")


def _is_other(file: str, size: int | None, changed: int | None, digest: str | None) -> bool:
    """Size and time tell; where only the time differs, the content. A file that could not be looked at is tried again."""
    now = fingerprint(file)
    if size is None or now[0] != size:
        return True
    return now[1] != changed and (digest is None or fingerprint(file, content=True)[2] != digest)


def _is_ours(entry: Path) -> bool:
    return entry.name in (PARTIAL, LOCK, f".{MANIFEST}.partial")


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
