"""Speed of a whole report, of loading, and of the import, as a person meets them: whole processes, medians."""
from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .tables import ROOT, Speed

SAMPLE = ROOT / "data" / "articles" / "kerry-lavrov.txt"
RUNS = 3


def measure():
    """Yield one Speed a measurement."""
    with tempfile.TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "helpers", "report", str(SAMPLE), "--out", folder]
        _seconds([*ours], runs=1)   # a first run reads the packages from the disk
        fast, slow = _seconds(ours), _by_hand(Path(folder))
        yield Speed("six notebooks of the sample to HTML", f"{fast:.1f} s",
                    f"{slow:.1f} s papermill's and nbconvert's command lines, one after another", round(slow / fast, 2), "≤ 15 s, 4 ×")
    whole = _seconds([sys.executable, "-c", "import helpers"])
    bare = _seconds([sys.executable, "-c", "pass"])
    yield Speed("import helpers", f"{whole - bare:.2f} s", "–", None, "≤ 0.5 s")
    from helpers import load
    load(SAMPLE)
    yield Speed("loading the sample", f"{1000 * _median(lambda: load(SAMPLE), 15):.1f} ms", "–", None, "≤ 20 ms")


def _by_hand(folder: Path) -> float:
    """What a person would type: each notebook run and exported by the two packages' own commands."""
    bin_folder = Path(sys.executable).parent
    start = time.perf_counter()
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        run = folder / notebook.name
        for command in ([bin_folder / "papermill", "--no-progress-bar", notebook, run, "--cwd", notebook.parent],
                        [bin_folder / "jupyter-nbconvert", "--to", "html", run]):
            subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def _seconds(command: list[str], runs: int = RUNS) -> float:
    return _median(lambda: subprocess.run(command, check=True, capture_output=True), runs)


def _median(call, runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
