"""Finished reports as one file to send: a zip of the pages, a workbook of all tables."""
from __future__ import annotations

import csv
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from . import places

_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")
_TEXTS = frozenset({"id", "text"})
"""Columns that stay text whatever their cells look like."""
_GUARD = re.compile(r"'\s*[=+\-@\t\r]")


def zipped(folders: Iterable[Path], target: Path) -> Path:
    """Write every file of these report folders into the zip `target`, each folder under its name; returns `target`."""
    with _whole(target) as partial, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in folders:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                archive.write(path, path.relative_to(folder.parent))
    return target


def workbook(folder: Path, target: Path) -> Path:
    """Write the CSV tables of a report into the workbook `target`, a sheet each; returns `target`.

    Columns of numbers are numbers. All else is text, also what begins with = + - @: no cell is ever a formula.
    """
    from openpyxl import Workbook
    book = Workbook()
    book.remove(book.active)
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            _fill(book.create_sheet(_sheet_name(path.stem, book.sheetnames)), list(csv.reader(file)))
    if not book.sheetnames:
        book.create_sheet("no tables")
    with _whole(target) as partial:
        book.save(partial)
    return target


def _fill(sheet, rows: list[list[str]]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font
    heading, *body = rows or [[]]
    numeric = [name not in _TEXTS and all(_NUMBER.fullmatch(row[place]) for row in body if row[place])
               for place, name in enumerate(heading)]
    for number, row in enumerate([heading, *body], 1):
        for place, value in enumerate(row):
            if not value:
                continue
            cell = sheet.cell(number, place + 1)
            if number > 1 and numeric[place]:
                cell.value = float(value) if {".", "e", "E"} & set(value) else int(value)
            else:
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value[1:] if _GUARD.match(value) else value)
                cell.data_type, cell.quotePrefix = "s", True
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _sheet_name(name: str, taken: list[str]) -> str:
    """At most 31 characters, none that Excel refuses, not taken yet whatever the capitals."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", name)[:31] or "table"
    free, number = plain, 1
    while free.casefold() in {other.casefold() for other in taken}:
        number += 1
        free = f"{plain[:27]} {number}"
    return free


class _whole:
    """The path of a file that takes `target`'s place when the block went well, and is removed otherwise."""

    def __init__(self, target: Path):
        self.target = target

    def __enter__(self) -> Path:
        handle, name = tempfile.mkstemp(prefix=".building-", suffix=self.target.suffix, dir=self.target.parent)
        os.close(handle)
        self.partial = Path(name)
        return self.partial

    def __exit__(self, kind, *error) -> None:
        if kind is None:
            self.partial.chmod(0o644)
            self.partial.replace(self.target)
        else:
            self.partial.unlink(missing_ok=True)


def export(folders: list[Path], out: Path, as_zip: bool, as_workbook: bool) -> list[Path]:
    """What was asked for, written beside the folders: a workbook an article, one zip of everything in this run.

    The zip is called as the article is where it is the only one, else reports.zip; the list of reports and the comparison
    go with several.
    """
    made = [workbook(folder, out / f"{folder.name}.xlsx") for folder in folders] if as_workbook else []
    if as_zip and folders:
        several = len(folders) > 1
        comparison = out / places.COMPARISON
        inside = [*folders, *([comparison] if several and comparison.exists() else [])]
        made.append(zipped(inside, out / f"{'reports' if several else folders[0].name}.zip"))
    return made
