"""Three larger networks learn tone, and their opinions are written down: python -m training.tone_teachers [--work build/teachers]

MPNet-base (`training.mpnet`) is trained three times, each time without a third of the rated sentences. All three are asked about the
sentences that nobody rated, and each about the rated ones that it has not seen. What they say is `training/taught_tone.npz`. A few minutes
on a GPU, hours on a CPU. A teacher is kept in the working folder, and goes on where it was stopped.
"""
from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from helpers.encoder.toning import PRONOUNS

from . import batches, data, losses, mpnet, taught_tone
from .data import CAPITALISED, Example

FOLDS, PASSES, ROOM = 3, 4, 3000
TRUNK_RATE, HEAD_RATE, WARM, FALL = 4e-5, 3e-4, 0.05, 0.6


def fold_of(text: str) -> int:
    """The teacher that does not see this sentence."""
    return taught_tone.checksum(text) % FOLDS


def rated() -> dict[str, np.ndarray]:
    """For each task the fold of each of its examples, in the order in which `training.data` reads them."""
    targets = [row["text"] for row in data.rows("targets") if row["split"] == "train"]
    tone = [row["text"] for row in data.rows("emobank_train") if row["split"] == "train"]
    tone += [row["text"] for row in data.rows("tone") if row["set"] == "nyt" and not data.in_fold(row)]
    return {task: np.array([fold_of(text) for text in texts]) for task, texts in (("targets", targets), ("tone", tone))}


def hide(text: str, chance: random.Random) -> list[tuple[int, int]]:
    """Stretches to hide as names, about which the teachers are asked: those that are hidden at run time, or capitalised words, none, half
    or all; now and then a pronoun too."""
    at_run_time = chance.random() < data.AS_AT_RUN_TIME
    spans = data.names_at_run_time(text) if at_run_time else [match.span() for match in CAPITALISED.finditer(text)]
    pronouns = [match.span() for match in re.finditer(r"\w+", text) if match[0].lower() in PRONOUNS]
    if pronouns and chance.random() < 0.3:
        spans.append(chance.choice(pronouns))
    share = 1 if at_run_time else chance.choice([0, 0.5, 1, 1])
    kept: list[tuple[int, int]] = []
    for span in sorted(span for span in spans if chance.random() < share):
        between = text[kept[-1][1]:span[0]] if kept else " "
        if not all(map(unicodedata.combining, between)):        # two in one word are one piece to the network, and one name
            kept.append(span)
    return kept


@torch.no_grad()
def opinions(net: mpnet.Teacher, examples: Sequence[Example], device: str,
             seats: Callable[[Example], Sequence[int]]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Tone of each example on both scales, and the probabilities of a tone towards each of its `seats`."""
    tone, towards = np.zeros((len(examples), 2), np.float32), [np.zeros((0, 3), np.float32)] * len(examples)
    order = sorted(range(len(examples)), key=lambda number: len(examples[number]))
    for begin in range(0, len(order), 128):
        numbers = order[begin:begin + 128]
        batch = losses.tensors(losses.collated([Example("heard", examples[i].ids, examples[i].kinds) for i in numbers]), device)
        with torch.autocast(device, torch.bfloat16):
            vectors = net(batch["ids"], batch["kinds"], batch["mask"])
            tone[numbers] = net.tones(vectors, batch["mask"]).float().cpu().numpy()
            logits = net.targets(vectors, batch["mask"]).float().cpu()
        for row, number in enumerate(numbers):
            towards[number] = logits[row, list(seats(examples[number]))].softmax(-1).numpy()
    return tone, towards


def main() -> None:
    """The command line."""
    work, device = mpnet.workplace("tone_teachers", __doc__)
    folds = rated()
    texts = taught_tone.unrated()
    chance = random.Random(5)
    hidden = {taught_tone.checksum(text): hide(text, chance) for text in texts}
    sentences = [data.heard_example(text, spans) for text, spans in zip(texts, hidden.values(), strict=True)]
    plain = {task: data.examples(task, 0, 11) for task in folds}
    rated_tone = {task: np.zeros((len(fold), 2), np.float32) for task, fold in folds.items()}
    rated_towards = np.zeros((len(folds["targets"]), 3), np.float32)
    tones, shares = [], []
    for fold in range(FOLDS):
        net = _teacher(work / f"teacher-{fold}.pt", fold, folds, device)
        tone, towards = opinions(net, sentences, device, data.hidden_seats)
        tones.append(tone)
        shares.append(np.concatenate(towards))
        for task, examples in plain.items():
            own = np.flatnonzero(folds[task] == fold)
            rated_tone[task][own], towards = opinions(net, [examples[i] for i in own], device,
                                                      lambda example: example.answers.get("seats", []))
            if task == "targets":
                rated_towards[own] = [each.mean(0) for each in towards]
    for key, example in zip(hidden, sentences, strict=True):        # a name behind the window's end has no opinion
        hidden[key] = hidden[key][:len(data.hidden_seats(example))]
    taught_tone.write(taught_tone.TAUGHT, hidden, taught_tone.Opinions(np.mean(tones, 0), np.mean(shares, 0)),
                      taught_tone.Opinions(np.concatenate([rated_tone["targets"], rated_tone["tone"]]), rated_towards))


def _teacher(path: Path, fold: int, folds: dict[str, np.ndarray], device: str) -> mpnet.Teacher:
    """The teacher that does not see a fold, from the working folder if it was trained before."""
    torch.manual_seed(20 + fold)
    net = mpnet.from_mpnet()
    found = []
    for number in range(PASSES):
        kept = [[example for example, own in zip(data.examples(task, number, 11), own_folds, strict=True) if own != fold]
                for task, own_folds in folds.items()]
        found += batches.batched(kept, ROOM, random.Random(f"{fold} {number}"))
    return mpnet.trained(net, found, path, device, TRUNK_RATE, HEAD_RATE, WARM, FALL)


if __name__ == "__main__":
    main()
