"""Larger networks learn names, and what they find is written down: python -m training.name_teachers [--work build/teachers]

Two MPNet-base (`training.mpnet`) learn names, the second with some names exchanged for others of their kind. Both are asked about texts
that nobody labelled; their mean is `training/taught_names.npz`. Some 40 minutes on two cores. A teacher is kept in the working folder,
and goes on where it was stopped.
"""
from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch

from helpers import encoder

from . import batches, data, losses, mpnet, taught_names
from .data import Example
from .taught_names import Window

PASSES, ROOM, ASKED = 12, 400, 2560
"""How often a teacher goes over the sentences; word pieces in a batch of them, and of the windows that are asked about."""
TRUNK_RATE, HEAD_RATE, WARM, FALL = 5e-5, 6e-4, 0.08, 0.7
EXCHANGED = (0.0, 0.4)      # the share of names exchanged for others, for each teacher


def named(exchanged: float, seed: int) -> list[list[Example]]:
    """Batches of all passes over the sentences with names."""
    found = []
    for number in range(PASSES):
        chance = random.Random(f"{seed} {number}")
        examples = list(data.names_windows(data.exchanged(exchanged, chance), chance, (1, 1, 1, 2, 4)))
        found += batches.batched([examples], ROOM, chance)
    return found


@torch.no_grad()
def asked(net: mpnet.Teacher, windows: Sequence[Window], device: str) -> Iterator[tuple[int, np.ndarray]]:
    """What a teacher says of each window, in no order: (its number, probabilities of the labels of its pieces)."""
    examples = [Example("found", window.ids, window.kinds, {"number": number}) for number, window in enumerate(windows)]
    for batch in batches.batched([examples], ASKED, random.Random(0)):
        given = losses.tensors(losses.collated(batch), device)
        with torch.autocast(device, torch.bfloat16):
            shares = net.head("names", net(given["ids"], given["kinds"], given["mask"])).float().softmax(-1).cpu().numpy()
        for row, example in enumerate(batch):
            yield example.answers["number"], shares[row, :len(example)]


def main() -> None:
    """The command line."""
    work, device = mpnet.workplace("name_teachers", __doc__)
    windows = list(taught_names.windows())
    names = [np.zeros((len(window.ids), len(encoder.NAMES))) for window in windows]
    for seed, share in enumerate(EXCHANGED, 1):
        torch.manual_seed(seed)
        net = mpnet.trained(mpnet.from_mpnet(), named(share, seed), work / f"names-{seed}.pt", device, TRUNK_RATE, HEAD_RATE,
                            WARM, FALL)
        for number, told in asked(net, windows, device):
            names[number] += told / len(EXCHANGED)
    taught_names.write(taught_names.TAUGHT, list(zip(windows, names, strict=True)))


if __name__ == "__main__":
    main()
