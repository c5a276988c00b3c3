"""Teach a network that reads a larger head for names: python -m training.names WEIGHTS.pt OUT.pt [--seed 0].

The network itself stays as it is, so nothing else that it answers changes. The head (`model.NameReader`) learns from names_train, with
some names exchanged for others of their kind, and from what the teachers of names find in texts that nobody labelled
(`training.taught_names`), in which organisations that everybody knows are marked (`training.bodies`). OUT.pt holds the network and
the head. Some nine minutes on two cores.
"""
from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch

from . import batches, bodies, data, losses, model
from .data import IGNORE, Example
from .train import halves, made, save, share_of_peak

PASSES, ROOM, RATE = 2, 5120, 1e-3
"""How often the head goes over the texts that nobody labelled; word pieces in a batch."""
LABELLED = 0.3      # batches of names_train for each batch of texts that nobody labelled
EXCHANGED = 0.4     # the share of names exchanged for others
MISSED = 4.0        # a name's word weighs as much as so many that name nothing: teachers and labels would rather miss a name
LOOKED_AT = 40      # batches from which the channels' means and spreads are taken


def named(chance: random.Random) -> list[list[Example]]:
    """Batches of names_train."""
    found = data.exchanged(EXCHANGED, chance, bodies.names())
    return batches.batched([list(data.names_windows(found, chance, (1, 1, 2, 4, 6)))], ROOM, chance)


def passes(seed: int) -> Iterator[list[Example]]:
    """The batches of all passes, in order."""
    chance = random.Random(seed)
    taught = data.examples("found", 0, seed)
    for example in taught:
        example.answers["taught_names"] = bodies.marked(example.ids, example.kinds, example.answers["taught_names"])
    for _ in range(PASSES):
        found = batches.batched([taught], ROOM, chance)
        wanted = round(LABELLED * len(found))
        labelled: list[list[Example]] = []
        while len(labelled) < wanted:
            labelled += named(chance)
        found += labelled[:wanted]
        chance.shuffle(found)
        yield from found


def loss(logits: torch.Tensor, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """How far the head's answers are from what people or teachers say, names weighing more than other words."""
    if "labels" in batch:
        known = batch["labels"] != IGNORE
        shares = torch.zeros_like(logits)
        shares[known] = torch.nn.functional.one_hot(batch["labels"][known], logits.shape[-1]).to(logits)
    else:
        shares = batch["taught_names"]
    weight = torch.full_like(logits[0, 0], MISSED)
    weight[0] = 1
    return -(logits.log_softmax(-1) * shares * weight).sum() / shares.sum().clamp(min=1)


def seen(net: model.Encoder, examples: list[Example], device: str) -> tuple[list[torch.Tensor], dict[str, torch.Tensor]]:
    """What the network, which does not learn, gives for a batch at every depth; and the batch."""
    batch = losses.tensors(losses.collated(examples), device)
    with torch.no_grad(), torch.autocast(device, torch.bfloat16, enabled=halves(device)):
        return [depth.float() for depth in net.depths(batch["ids"], batch["kinds"], batch["mask"])], batch


def measured(reader: model.NameReader, net: model.Encoder, found: list[list[Example]], device: str) -> None:
    """Set the means and spreads of the channels to those of some batches."""
    vectors = []
    for examples in found:
        depths, batch = seen(net, examples, device)
        vectors.append(torch.cat([depths[place] for place in reader.DEPTHS], -1)[batch["mask"].bool()])
    reader.spread, reader.mean = torch.std_mean(torch.cat(vectors), 0)


def trained(net: model.Encoder, seed: int, device: str) -> model.NameReader:
    """A head for names on top of a network."""
    torch.manual_seed(seed)
    reader = model.NameReader().to(device)
    found = list(passes(seed))
    measured(reader, net, found[:LOOKED_AT], device)
    steps = torch.optim.AdamW(reader.parameters(), lr=RATE, weight_decay=0.01)
    shown = time.monotonic()
    for number, examples in enumerate(found):
        steps.param_groups[0]["lr"] = RATE * share_of_peak(number / len(found))
        depths, batch = seen(net, examples, device)
        wrong = loss(reader(depths, batch["mask"]), batch)
        steps.zero_grad()
        wrong.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        steps.step()
        if time.monotonic() - shown > 60:
            print(f"{time.strftime('%H:%M')} {number}/{len(found)} {wrong.item():.3f}", flush=True)
            shown = time.monotonic()
    return reader


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.names", description=__doc__.split("\n")[0])
    parser.add_argument("weights", type=Path, help="weights of a network that reads")
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if made(given.out, given.weights):
        print("done")
        return
    torch.set_num_threads(os.cpu_count() or 1)
    state = torch.load(given.weights, map_location="cpu", weights_only=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net = model.like({name: weight.float() for name, weight in state.items()}).eval().to(device)
    reader = trained(net, given.seed, device).cpu()
    save(given.out.parent, given.out.name, state | {model.NAME_READER + name: weight for name, weight in reader.state_dict().items()})


if __name__ == "__main__":
    main()
