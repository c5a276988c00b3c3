"""Runs a report again whenever something that goes into it is saved."""
from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from . import NOTEBOOKS, places
from .sources import files

EVERY = 0.5
"""Seconds between two looks at the files' times."""


def watch(command: list[str], sources: Iterable[str | Path], out: str | Path, say: Callable[[str], None] = print) -> None:
    """Run `python -m helpers COMMAND` now and after every change, until Ctrl-C.

    Each run is a process of its own, so that edited code and word lists count too; what did not change is left as it stands.
    """
    sources = list(sources)
    try:
        while True:
            before = times(sources, out)
            subprocess.run([sys.executable, "-m", "helpers", *command], check=False)
            before |= {path: saved for path, saved in times(sources, out).items() if path.name == places.CORRECTED}
            say("Watching: save an article, quotes.csv, a word list or a notebook to run again; Ctrl-C ends.")
            while times(sources, out) == before:
                time.sleep(EVERY)
    except KeyboardInterrupt:
        say("Stopped watching.")


def times(sources: Iterable[str | Path], out: str | Path) -> dict[Path, int]:
    """When each file was last written: the articles, what a person corrected, our notebooks, code and word lists."""
    package = Path(__file__).resolve().parents[1]
    looked_at = [*files(sources), *Path(out).glob(f"*/{places.CORRECTED}"), *NOTEBOOKS.glob("*.ipynb"),
             *(path for ending in ("*.py", "*.txt", "*.j2", "*.css") for path in package.rglob(ending))]
    return {path: path.stat().st_mtime_ns for path in looked_at if path.is_file()}
