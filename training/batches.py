"""What a pass over the training parts consists of, in batches of examples of one task.

python -m training.batches FOLDER [--recipe read] [--passes 7] [--seed 0] writes the batches of every pass to FOLDER/batches-N.pickle.
"""
from __future__ import annotations

import argparse
import os
import pickle
import random
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from . import data, taught_tone
from .data import Example

PASSES = 7
RECIPES = {
    "read": {"quotes": (1.0, 1.0), "found": (0.4, 0.4), "names": (2.0, 6.0), "people": (1.0, 3.0)},
    "tone": {"targets": (1.0, 1.0), "tone": (1.0, 1.0)},
    "taught_tone": {"heard": (1.0, 1.0), "targets": (1.0, 1.0), "tone": (1.0, 1.0)},
}
"""What is learned, and how often a pass goes over each task's data: in the first half of the passes, and in the second, in which
the learning rate falls. To read: also the names that teachers find in texts that nobody labelled (`training.taught_names`); names and
people have few examples, which would be learned by heart if they came that often from the start. To hear tone: nothing else; then with
what teachers hear in the same sentences and in those that nobody rated (`training.taught_tone`)."""
ROOM = {"read": 1280, "tone": 2560, "taught_tone": 2560}
"""Word pieces in a batch, padding included."""


def shares(number: int, passes: float, recipe: str) -> dict[str, float]:
    """How often pass `number` of `passes` goes over each task's data."""
    return {task: halves[2 * number >= passes] for task, halves in RECIPES[recipe].items()}


def prepared(folder: Path, number: int, seed: int, passes: float, recipe: str) -> list[list[Example]]:
    """The batches of pass `number` of `passes`, from `folder` where they were written before."""
    path = folder / f"batches-{number}.pickle"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_bytes(pickle.dumps(batches(number, seed, shares(number, passes, recipe), ROOM[recipe])))
        partial.replace(path)
    return pickle.loads(path.read_bytes())


def batches(number: int, seed: int, tasks: dict[str, float], room: int) -> list[list[Example]]:
    """All batches of one pass."""
    chance = random.Random(f"{seed} {number}")
    parts = []
    for task, share in tasks.items():
        waiting: list[Example] = []
        for repeat in range(int(np.ceil(share))):
            part = data.examples(task, number * 10 + repeat, seed)
            if "heard" in tasks and task != "heard":
                add_opinions(task, part)
            left = share - repeat
            waiting += part if left >= 1 else chance.sample(part, int(left * len(part)))
        parts.append(waiting)
    return batched(parts, room, chance)


def batched(parts: Iterable[list[Example]], room: int, chance: random.Random) -> list[list[Example]]:
    """Batches in random order: examples of one task (a part) and of like length, at most `room` word pieces with padding."""
    found = []
    for part in parts:
        waiting = [example for example in part if len(example) > 2]
        waiting.sort(key=lambda example: len(example) * chance.uniform(0.9, 1.1))
        batch: list[Example] = []
        for example in waiting:
            if batch and (len(batch) + 1) * max(len(example), max(map(len, batch))) > room:
                found.append(batch)
                batch = []
            batch.append(example)
        found.append(batch)
    chance.shuffle(found)
    return found


def add_opinions(task: str, found: list[Example]) -> None:
    """Give all examples of a task of rated sentences, in the order of their rows, the teachers' opinions as well."""
    _, opinions = taught_tone.read()
    count = len(opinions.targets)
    tone = opinions.tone[:count] if task == "targets" else opinions.tone[count:]
    for number, example in enumerate(found):
        example.answers["taught_tone"] = tone[number]
        if task == "targets":
            example.answers["taught_target"] = opinions.targets[number]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.batches", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--recipe", default="read", choices=list(RECIPES))
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    for number in range(given.passes):
        found = prepared(given.folder, number, given.seed, given.passes, given.recipe)
        print(f"pass {number}: {len(found)} batches, {sum(len(e) for b in found for e in b)} word pieces", flush=True)


if __name__ == "__main__":
    main()
