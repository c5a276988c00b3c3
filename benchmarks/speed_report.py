"""Speed of a whole report, of loading, and of the import, as a person meets them: whole processes, medians."""
from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from .tables import ROOT, Speed

SAMPLE = ROOT / "data" / "articles" / "kerry-lavrov.txt"
RUNS = 3
LAB_RUNS = 5


def measure():
    """Yield one Speed a measurement."""
    for part in PARTS.values():
        yield from part()


def _pages():
    with tempfile.TemporaryDirectory() as folder:
        report = [sys.executable, "-m", "helpers", "report", "--out", folder]
        ours = [*report, "--again", str(SAMPLE)]
        _seconds(ours, runs=1)   # a first run reads the packages from the disk
        fast, slow = _seconds(ours), _median(lambda: _by_hand(Path(folder)), RUNS)
        yield Speed("six notebooks of the sample to HTML", f"{fast:.1f} s",
                    f"{slow:.1f} s papermill's and nbconvert's command lines, one after another", round(slow / fast, 2), "≤ 12 s, 4 ×")
        again = _seconds([*report, str(SAMPLE)])
        yield Speed("the same once more, nothing changed", f"{again:.1f} s", "–", None, "≤ 2 s")
        ten = _seconds([*report, "--again", *_articles(Path(folder), 10)], runs=1)
        yield Speed("reports of ten articles, and their comparison", f"{ten:.1f} s", "–", None, "≤ 60 s")
    whole = _seconds([sys.executable, "-c", "import helpers"])
    bare = _seconds([sys.executable, "-c", "pass"])
    yield Speed("import helpers", f"{whole - bare:.2f} s", "–", None, "≤ 0.5 s")
    from helpers import load
    load(SAMPLE)
    yield Speed("loading the sample", f"{1000 * _median(lambda: load(SAMPLE), 15):.1f} ms", "–", None, "≤ 20 ms")


def _lab():
    """As a person meets it: the server's start, the notebook's opening, Run All, and the first picture in the window."""
    from playwright.sync_api import TimeoutError as Waited

    from tests.lab import first_picture
    times = []
    for _ in range(2 * LAB_RUNS):
        with tempfile.TemporaryDirectory() as folder, suppress(Waited):     # now and then Lab loses a message to its kernel
            times.append(first_picture(Path(folder)))
        if len(times) > LAB_RUNS:
            break
    whole, opened = (statistics.median(each) for each in zip(*times[1:], strict=True))      # the first reads the packages from the disk
    yield Speed("JupyterLab, from opening notebook 00 to its first picture", f"{opened:.1f} s", "–", None, "≤ 10 s")
    yield Speed("the same, the start of JupyterLab's server included", f"{whole:.1f} s", "–", None, "–")


PARTS = {"pages": _pages, "lab": _lab}
"""Name → measurement; about 5 minutes and 1."""


def _articles(folder: Path, number: int) -> list[str]:
    """Sample articles under names of their own, beginning again where there are fewer than `number`."""
    known = sorted(SAMPLE.parent.glob("*.txt"))
    copies = [folder / "articles" / f"{place}-{known[place % len(known)].name}" for place in range(number)]
    copies[0].parent.mkdir(exist_ok=True)
    for place, copy in enumerate(copies):
        shutil.copyfile(known[place % len(known)], copy)
    return [str(copy) for copy in copies]


def _by_hand(folder: Path) -> None:
    """What a person would type: each notebook run and exported by the two packages' own commands."""
    bin_folder = Path(sys.executable).parent
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        run = folder / notebook.name
        for command in ([bin_folder / "papermill", "--no-progress-bar", notebook, run, "--cwd", notebook.parent],
                        [bin_folder / "jupyter-nbconvert", "--to", "html", run]):
            subprocess.run(command, check=True, capture_output=True)


def _seconds(command: list[str], runs: int = RUNS) -> float:
    return _median(lambda: subprocess.run(command, check=True, capture_output=True), runs)


def _median(call, runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
