"""python -m benchmarks predict TASK GOLD OUT | accuracy [AREA …] | speed [AREA[:PART] …]"""
from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from . import tables

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"
AREAS = ("html", "loading", "encoder", "quotes", "readability", "repetition", "tone", "corpus", "report")
"""One file each: accuracy_AREA.py has PREDICTORS, task → function(rows) yielding prediction rows, and FIGURES for the
README's table; speed_AREA.py has measure() yielding rows of speed."""


def predictors() -> dict:
    """Task → function from an iterable of gold rows (answers removed) to an iterable of prediction rows."""
    found: dict = {}
    for area in AREAS:
        found.update(import_module(f".accuracy_{area}", __package__).PREDICTORS)
    return found


def rows(path: str | Path):
    """The rows of a .jsonl or .jsonl.gz file."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def predict(task: str, gold: str | Path, out: str | Path) -> None:
    """Write predictions for `task` on the rows of `gold` to `out`, whole or not at all."""
    known = predictors()
    if task not in known:
        sys.exit(f"benchmarks: task {task!r} is not served. Served: {', '.join(sorted(known))}")
    gold = pairs_source(Path(gold)) if task == "pairs" else Path(gold)
    partial = Path(f"{out}.partial")
    opener = gzip.open if str(out).endswith(".gz") else open
    with opener(partial, "wt", encoding="utf-8") as file:
        for prediction in known[task](rows(gold)):
            file.write(json.dumps(prediction, ensure_ascii=False) + "\n")
    partial.replace(out)


def pairs_source(gold: Path) -> Path:
    """The articles that a file of gold pairs is about: near_real_pairs.jsonl.gz → near_real.jsonl.gz."""
    return gold.with_name(gold.name.replace("_pairs", ""))


def score(task: str, gold: Path, predictions: Path) -> dict:
    """What the bench's own scorer prints."""
    done = subprocess.run([sys.executable, BENCH / "score.py", task, gold, predictions], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"benchmarks: the scorer failed on {task}: {done.stderr or done.stdout}")
    return json.loads(done.stdout)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("predict", help="write predictions for one task")
    command.add_argument("task")
    command.add_argument("gold")
    command.add_argument("out")
    for name, text in (("accuracy", "score all dev data, fill the README's table"), ("speed", "time against peers")):
        command = commands.add_parser(name, help=text)
        command.add_argument("areas", nargs="*", metavar="AREA", help=f"of {', '.join(AREAS)} (default: all)")
    arguments = parser.parse_args()
    if arguments.command == "predict":
        predict(arguments.task, arguments.gold, arguments.out)
        return
    for name in arguments.areas:
        area, _, part = name.partition(":")
        if area not in AREAS:
            parser.error(f"no such area: {area}")
        parts = getattr(import_module(f".speed_{area}", __package__), "PARTS", {}) if arguments.command == "speed" else {}
        if ":" in name and part not in parts:
            parser.error(f"{area} has no part {part!r}; it has: {', '.join(parts) or 'none'}")
    run = tables.accuracy if arguments.command == "accuracy" else tables.speed
    run(arguments.areas or AREAS)


if __name__ == "__main__":
    main()
