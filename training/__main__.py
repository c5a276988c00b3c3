"""python -m training [--seed 0] [--passes 8]: rebuild the encoder from ../shared/bench, one step after another.

Each step is a module of its own and can be run alone; a step that was stopped goes on where it was. The working files
lie in build/encoder-SEED.
"""
from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from .data import PASSES

ROOT = Path(__file__).resolve().parents[1]


def steps(folder: Path, seed: int, passes: int) -> list[list[str]]:
    """The commands, in order. Without a GPU two processes train together."""
    import torch
    python = [sys.executable, "-m"]
    workers = 1 if torch.cuda.is_available() else min(2, os.cpu_count() or 1)
    threads = max(1, (os.cpu_count() or 1) // workers)
    together = [*python, "torch.distributed.run", "--standalone", f"--nproc-per-node={workers}", "-m"]
    model = ROOT / "helpers" / "models" / "encoder.onnx"
    return [
        [*python, "training.data", str(folder), f"--passes={passes}", f"--seed={seed}"],
        [*together, "training.train", f"--out={folder}", f"--passes={passes}", f"--seed={seed}", f"--threads={threads}"],
        [*python, "training.export", str(folder / "weights.pt"), str(model), "--float", str(folder / "whole.onnx")],
        [*python, "training.moves"],
        [*python, "training.card", "--whole", str(folder / "whole.onnx")],
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
