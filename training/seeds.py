"""What `make train` reaches with one seed and another: python -m training.seeds build/encoder-0 build/encoder-1 …

Exports what was trained in each folder, scores it on the dev data beside what ships, and prints a table with median and range.
"""
from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.accuracy_encoder import ALONE, SHIPPED, Models, alone
from helpers import encoder

from .card import SHOWN


def exported(folder: Path) -> Models:
    """The two networks that were trained in a working folder of `python -m training`, in 8 bits."""
    models = folder / "models"
    models.mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-m", "training.export", folder / "reading.pt", folder / "taught" / "weights.pt", models], check=True)
    return tuple(encoder.Model(models / model.path.name) for model in SHIPPED)


def table(folders: Sequence[Path]) -> Iterator[str]:
    """The lines of a table of what ships, each seed, their median, and how far apart they lie."""
    models = [SHIPPED, *map(exported, folders)]
    yield f"| measure (dev), 8 bits, by itself | ships | {' | '.join(f'`{folder.name}`' for folder in folders)} | median | range |"
    yield "|---" * (len(folders) + 4) + "|"
    for task in ALONE:
        found = [alone(task, model) for model in models]
        for key, (measure, *_) in SHOWN[task].items():
            ships, *again = [one[key] for one in found]
            cells = [f"{value:.3f}" for value in (ships, *again, median(again), max(again) - min(again))]
            yield f"| {measure} | {' | '.join(cells)} |"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.seeds", description=__doc__.split("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+", help="working folders of `python -m training --seed N`")
    for line in table(parser.parse_args().folders):
        print(line, flush=True)


if __name__ == "__main__":
    main()
