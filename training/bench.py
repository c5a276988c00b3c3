"""Where the development data of ../shared/bench lie, and their rows."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT.parent / "shared" / "bench" / "data"


def rows(path: Path) -> list[dict]:
    """The rows of a bench file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]
