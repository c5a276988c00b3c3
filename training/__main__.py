"""python -m training [--seed 0] [--passes 7]: rebuild the encoder's two networks from ../shared/bench, one step after another.

The network that reads is trained on what people labelled and on the names that larger networks find (`taught_names.npz`, made by
`python -m training.name_teachers`), then given a larger head for names; the one that hears tone is trained on people's ratings, made
narrower inside, and trained on with the opinions of larger networks (`taught_tone.npz`, made by `python -m training.tone_teachers`).

Each step is a module of its own and can be run alone; a step that was stopped goes on where it was. The working files
lie in build/encoder-SEED.
"""
from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from .batches import PASSES

TONE_PASSES, TAUGHT_PASSES = 6, 2
ROOT = Path(__file__).resolve().parents[1]


def steps(folder: Path, seed: int, passes: int) -> list[list[str]]:
    """The commands, in order. Without a GPU two processes train together."""
    import torch
    python = [sys.executable, "-m"]
    workers = 1 if torch.cuda.is_available() else min(2, os.cpu_count() or 1)
    threads = max(1, (os.cpu_count() or 1) // workers)
    together = [*python, "torch.distributed.run", "--standalone", f"--nproc-per-node={workers}", "-m"]
    reading, tone, taught = folder / "reading.pt", folder / "tone", folder / "taught"
    models, whole = str(ROOT / "helpers" / "models"), str(folder / "whole")
    return [
        [*python, "training.batches", str(folder), f"--passes={passes}", f"--seed={seed}"],
        [*together, "training.train", f"--out={folder}", f"--passes={passes}", f"--seed={seed}", f"--threads={threads}"],
        [*together, "training.train", f"--out={tone}", "--recipe=tone", f"--passes={TONE_PASSES}", f"--seed={seed + 5}",
         f"--threads={threads}"],
        [*python, "training.narrow", str(tone / "weights.pt"), str(folder / "narrow.pt"), f"--batches={taught}",
         f"--passes={TAUGHT_PASSES}", f"--seed={seed + 3}"],
        [*together, "training.train", f"--out={taught}", "--recipe=taught_tone", f"--passes={TAUGHT_PASSES}",
         f"--begin={folder / 'narrow.pt'}", f"--seed={seed + 3}", "--dropout=0.05", f"--threads={threads}"],
        [*python, "training.export", str(reading), str(taught / "weights.pt"), models, "--whole", whole],
        [*python, "training.moves"],
        [*python, "training.card", "--whole", whole],
    ]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--passes", type=int, default=PASSES)
    given = parser.parse_args()
    for step in steps(ROOT / "build" / f"encoder-{given.seed}", given.seed, given.passes):
        print("•", " ".join(step[2:]), flush=True)
        subprocess.run(step, check=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})


if __name__ == "__main__":
    main()
