"""Train the encoder on all tasks at once: python -m training.train --out FOLDER [--passes 8] [--seed 0].

One trunk, one batch of one task after another, two batches to a step. Uses a GPU where there is one; on a CPU that others
use too, two processes of one thread each (`torchrun --nproc-per-node 2 -m training.train …`, a batch for each, the same
result) are faster than one process of two threads, which wait for each other at every layer. Every few minutes
the state is written to FOLDER/state.pt, and a run that was stopped goes on from there; FOLDER/weights.pt holds the moving
average of the weights, which is what is judged and exported. The learning rate rises, stays, and falls linearly in the
last half, so a run can be lengthened (`--passes`) before it falls.
"""
from __future__ import annotations

import argparse
import os
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from torch import distributed
from torch.nn import functional

from . import data, model
from .data import IGNORE

TRUNK_RATE, HEAD_RATE, LAYER_DECAY = 1.6e-4, 6e-4, 0.9
WARM, FALL = 0.04, 0.5
AVERAGE = 0.99
TOGETHER = 2
WEIGHT = {"labels": 1.0, "pointers": 0.5, "speech": 0.3, "names": 1.0, "links": 0.5, "targets": 0.7, "tone": 0.4}


def collate(batch: list[data.Example], device: str) -> tuple[torch.Tensor, ...]:
    """Word pieces, kinds and mask of a batch, padded to the longest."""
    longest = max(map(len, batch))
    ids, kinds, mask = (np.zeros((len(batch), longest), dtype=np.int64) for _ in range(3))
    for row, example in enumerate(batch):
        ids[row, :len(example)], kinds[row, :len(example)] = example.ids, example.kinds
        mask[row, :len(example)] = 1
    return tuple(torch.from_numpy(column).to(device) for column in (ids, kinds, mask))


def padded(batch: list[data.Example], longest: int, device: str) -> torch.Tensor:
    """Labels of a batch, padded with what the loss ignores."""
    labels = np.full((len(batch), longest), IGNORE, dtype=np.int64)
    for row, example in enumerate(batch):
        labels[row, :len(example)] = example.answers["labels"]
    return torch.from_numpy(labels).to(device)


def pointing(net, vectors, mask, rows, heads, which) -> torch.Tensor:
    """Logits over the pieces of each head's window: (heads × pointers × pieces)."""
    batch, length, _ = vectors.shape
    queries = net.head("queries", vectors).view(batch, length, -1, model.WIDTH)[rows, heads][:, which]
    keys = net.head("keys", vectors).view(batch, length, -1, model.WIDTH)[rows][:, :, which]
    logits = torch.einsum("hpw,hnpw->hpn", queries, keys) / model.WIDTH ** 0.5
    return logits.masked_fill(mask[rows][:, None] == 0, -1e4)


def losses(net, batch: list[data.Example], device: str) -> dict[str, torch.Tensor]:
    """The losses of one batch by name, each a mean."""
    task = batch[0].task
    ids, kinds, mask = collate(batch, device)
    vectors = net(ids, kinds, mask)
    if task == "quotes":
        return _quote_losses(net, batch, vectors, mask, device)
    if task == "targets":
        seats = torch.zeros_like(mask, dtype=vectors.dtype)
        for row, example in enumerate(batch):
            seats[row, example.answers["seats"]] = 1 / len(example.answers["seats"])
        logits = (net.targets(vectors, mask) * seats.unsqueeze(-1)).sum(1)
        label = torch.tensor([example.answers["label"] for example in batch], device=device)
        return {"targets": functional.cross_entropy(logits.float(), label, label_smoothing=0.1)}
    if task == "tone":
        place = torch.tensor([example.answers["place"] for example in batch], device=device)
        score = torch.tensor([example.answers["score"] for example in batch], device=device)
        given = net.tones(vectors, mask).float().gather(1, place[:, None])[:, 0]
        return {"tone": functional.mse_loss(given, score.float())}
    if task == "names":
        labels = padded(batch, ids.shape[1], device).flatten()
        return {"names": functional.cross_entropy(net.head("names", vectors).float().flatten(0, 1), labels, ignore_index=IGNORE)}
    links = [(row, head, earlier) for row, example in enumerate(batch) for head, earlier in example.answers["links"]]
    rows, heads = (torch.tensor([link[i] for link in links], device=device) for i in (0, 1))
    share = pointing(net, vectors, mask, rows, heads, [3])[:, 0].float().log_softmax(-1)
    right = torch.zeros_like(share, dtype=torch.bool)
    for number, (_, _, earlier) in enumerate(links):
        right[number, earlier] = True
    return {"links": -share.masked_fill(~right, -1e4).logsumexp(-1).mean()}


def _quote_losses(net, batch, vectors, mask, device) -> dict[str, torch.Tensor]:
    labels = padded(batch, vectors.shape[1], device)
    logits = net.head("quotation", vectors).float().flatten(0, 1)
    found = {"labels": functional.cross_entropy(logits, labels.flatten(), ignore_index=IGNORE)}
    links = [(row, *link) for row, example in enumerate(batch) for link in example.answers["pointers"]]
    if links:
        links = torch.tensor(links, device=device)
        share = pointing(net, vectors, mask, links[:, 0], links[:, 1], [0, 1, 2]).float()
        found["pointers"] = 3 * functional.cross_entropy(share.flatten(0, 1), links[:, 2:].flatten(), ignore_index=IGNORE)
        if not (links[:, 2:] != IGNORE).any():
            del found["pointers"]
    marks = [(row, *mark) for row, example in enumerate(batch) for mark in example.answers["speech"]]
    if marks:
        rows, seats, speech = torch.tensor(marks, device=device).T
        given = net.head("speech", vectors)[rows, seats, 0].float()
        found["speech"] = functional.binary_cross_entropy_with_logits(given, speech.float())
    return found


def optimizer(net) -> torch.optim.Optimizer:
    """AdamW; a layer learns the more slowly the deeper it lies, the heads fastest. Kinds are new, so fast too."""
    depth = len(net.layers)
    groups: dict = defaultdict(list)
    net.words.weight.requires_grad_(False)      # half of all weights, and most words are too rare to learn from
    for name, weight in net.named_parameters():
        if not weight.requires_grad:
            continue
        if name.startswith("layers."):
            rate = TRUNK_RATE * LAYER_DECAY ** (depth - 1 - int(name.split(".")[1]))
        elif name.startswith(("places", "norm")):
            rate = TRUNK_RATE * LAYER_DECAY ** depth
        else:
            rate = HEAD_RATE
        groups[rate, 0.01 if weight.ndim > 1 else 0.0].append(weight)
    return torch.optim.AdamW([{"params": weights, "lr": rate, "peak": rate, "weight_decay": decay}
                              for (rate, decay), weights in groups.items()], betas=(0.9, 0.98), eps=1e-6, fused=True)


def share_of_peak(progress: float) -> float:
    """The learning rate at a share of the run, as a share of its peak."""
    return min(1.0, progress / WARM, max(0.0, (1 - progress) / FALL))


def save(folder: Path, name: str, what: dict) -> None:
    """Write a file whole or not at all."""
    torch.save(what, folder / f"{name}.partial")
    os.replace(folder / f"{name}.partial", folder / name)


def train(folder: Path, passes: float, seed: int, minutes: float, dropout: float, device: str,
          tasks: Iterable[str] = data.TASKS, within: float = np.inf) -> None:
    """Train, or go on training, until `passes` over the data are done or `within` minutes of training are over."""
    folder.mkdir(parents=True, exist_ok=True)
    worker, workers = (distributed.get_rank(), distributed.get_world_size()) if distributed.is_initialized() else (0, 1)
    torch.manual_seed(seed)
    net = model.from_minilm(dropout).to(device)
    torch.manual_seed(seed + worker)
    average = {name: weight.detach().clone() for name, weight in net.state_dict().items()}
    steps = optimizer(net)
    begin_pass, begin_batch, count, spent = 0, 0, 0, 0.0
    if (folder / "state.pt").exists():
        state = torch.load(folder / "state.pt", map_location=device, weights_only=True)
        net.load_state_dict(state["net"])
        steps.load_state_dict(state["steps"])
        average, begin_pass, begin_batch, count = state["average"], state["pass"], state["batch"], state["count"]
        spent = state.get("spent", 0.0)
        print(f"going on at pass {begin_pass}, batch {begin_batch}", flush=True)
    halves = device == "cuda" or torch.cpu._is_avx512_bf16_supported()      # elsewhere 16 bits are slower than 32
    net.train()
    saved = shown = begun = time.monotonic()
    sums, pieces = defaultdict(list), 0
    for number in range(begin_pass, int(np.ceil(passes))):
        batches = data.prepared(folder, number, seed, data.shares(number, passes, tasks))
        place = begin_batch if number == begin_pass else 0
        while place < len(batches):
            spending = (spent + time.monotonic() - begun) / 60 / within
            progress = max((number + place / len(batches)) / passes, agreed(spending, workers))
            if progress >= 1:
                break
            rate = share_of_peak(progress)
            for group in steps.param_groups:
                group["lr"] = group["peak"] * rate
            for batch in batches[place + worker:place + TOGETHER:workers]:
                with torch.autocast(device, torch.bfloat16, enabled=halves):
                    found = losses(net, batch, device)
                sum(WEIGHT[name] * loss for name, loss in found.items()).div(TOGETHER).backward()
                for name, loss in found.items():
                    sums[name].append(loss.item())
                pieces += sum(map(len, batch))
            if workers > 1:
                add_up(net)
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            steps.step()
            steps.zero_grad(set_to_none=False)
            place += TOGETHER
            count += 1
            if worker:
                continue
            if count % 4 == 0:
                keep = min(AVERAGE ** 4, count / (count + 10))
                with torch.no_grad():
                    for name, weight in net.named_parameters():
                        if weight.requires_grad:
                            average[name].lerp_(weight, 1 - keep)
            now = time.monotonic()
            if now - shown > 60:
                means = " ".join(f"{name} {np.mean(values):.3f}" for name, values in sorted(sums.items()))
                print(f"{time.strftime('%H:%M')} pass {number} {place}/{len(batches)} rate {rate:.2f} "
                      f"{pieces / (now - shown):.0f} pieces/s {means}", flush=True)
                shown, pieces = now, 0
                sums.clear()
            over = place >= len(batches)
            last = number + place / len(batches) >= passes or (spent + now - begun) / 60 >= within
            if now - saved > 60 * minutes or over or last:
                save(folder, "weights.pt", average)
                save(folder, "state.pt", {"net": net.state_dict(), "steps": steps.state_dict(), "average": average,
                                          "pass": number + over, "batch": 0 if over else place, "count": count,
                                          "spent": spent + now - begun})
                saved = now
    if not worker:
        print("done", flush=True)


def agreed(share: float, workers: int) -> float:
    """The first process's clock, for all processes."""
    if workers == 1:
        return share
    clock = torch.tensor([share])
    distributed.broadcast(clock, 0)
    return clock.item()


def add_up(net) -> None:
    """Every process's gradients become the sum of all processes' gradients."""
    weights = [weight for weight in net.parameters() if weight.requires_grad]
    together = torch.cat([(w.new_zeros(w.shape) if w.grad is None else w.grad).flatten() for w in weights])
    distributed.all_reduce(together)
    for weight, part in zip(weights, together.split([weight.numel() for weight in weights]), strict=True):
        weight.grad = part.view_as(weight)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="folder of this run's state and weights")
    parser.add_argument("--passes", type=float, default=data.PASSES)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=4, help="between two savings of the state")
    parser.add_argument("--within", type=float, default=np.inf, help="minutes of training after which to be done")
    parser.add_argument("--tasks", nargs="*", default=list(data.TASKS), choices=list(data.TASKS))
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    if "WORLD_SIZE" in os.environ:
        distributed.init_process_group("gloo")
    train(given.out, given.passes, given.seed, given.minutes, given.dropout,
          "cuda" if torch.cuda.is_available() else "cpu", given.tasks, given.within)
    if distributed.is_initialized():
        distributed.destroy_process_group()


if __name__ == "__main__":
    main()
