"""Train a network on several tasks at once: python -m training.train --out FOLDER [--recipe read] [--passes 7] [--seed 0].

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
from pathlib import Path

import numpy as np
import torch
from torch import distributed

from . import losses, model
from .batches import PASSES, RECIPES, prepared

TRUNK_RATE, HEAD_RATE, LAYER_DECAY = 1.6e-4, 6e-4, 0.9
WARM, FALL = 0.04, 0.5
AVERAGE = 0.99
TOGETHER = 2


def optimizer(net, trunk: float = TRUNK_RATE, head: float = HEAD_RATE) -> torch.optim.Optimizer:
    """AdamW with the peak rates of the last layer (`trunk`) and of the heads; a layer learns the more slowly the deeper it lies, the
    heads fastest. Kinds are new, so fast too."""
    depth = len(net.layers)
    groups: dict = defaultdict(list)
    net.words.weight.requires_grad_(False)      # half of all weights, and most words are too rare to learn from
    for name, weight in net.named_parameters():
        if not weight.requires_grad:
            continue
        if name.startswith("layers."):
            rate = trunk * LAYER_DECAY ** (depth - 1 - int(name.split(".")[1]))
        elif name.startswith(("places", "norm")):
            rate = trunk * LAYER_DECAY ** depth
        else:
            rate = head
        groups[rate, 0.01 if weight.ndim > 1 else 0.0].append(weight)
    return torch.optim.AdamW([{"params": weights, "lr": rate, "peak": rate, "weight_decay": decay}
                              for (rate, decay), weights in groups.items()], betas=(0.9, 0.98), eps=1e-6, fused=True)


def share_of_peak(progress: float, warm: float = WARM, fall: float = FALL) -> float:
    """The learning rate at a share of the run, as a share of its peak: it rises for `warm` of the run and falls for `fall` of it."""
    return min(1.0, progress / warm, max(0.0, (1 - progress) / fall))


def halves(device: str) -> bool:
    """Whether to reckon in 16 bits, which on most CPUs is slower than in 32."""
    return device == "cuda" or torch.cpu._is_avx512_bf16_supported()


def save(folder: Path, name: str, what: dict) -> None:
    """Write a file whole or not at all."""
    torch.save(what, folder / f"{name}.partial")
    os.replace(folder / f"{name}.partial", folder / name)


def made(out: Path, source: Path) -> bool:
    """Whether a file was made from another one as that is now, so that a step that was done is not done again."""
    return out.exists() and out.stat().st_mtime >= source.stat().st_mtime


def train(folder: Path, recipe: str, passes: float, seed: int, minutes: float, dropout: float, device: str,
          within: float = np.inf, begin: Path | None = None) -> None:
    """Train, or go on training, until `passes` over the data are done or `within` minutes of training are over.

    `recipe`: what is learned, one of batches.RECIPES. `begin`: weights of a trained model to begin with, instead of MiniLM's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    worker, workers = (distributed.get_rank(), distributed.get_world_size()) if distributed.is_initialized() else (0, 1)
    torch.manual_seed(seed)
    net = model.like(torch.load(begin, map_location="cpu", weights_only=True), dropout) if begin else model.from_minilm(dropout)
    net.to(device)
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
    net.train()
    saved = shown = begun = time.monotonic()
    sums, pieces = defaultdict(list), 0
    for number in range(begin_pass, int(np.ceil(passes))):
        batches = prepared(folder, number, seed, passes, recipe)
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
                with torch.autocast(device, torch.bfloat16, enabled=halves(device)):
                    found = losses.losses(net, batch[0].task, losses.tensors(losses.collated(batch), device))
                sum(losses.WEIGHT[name] * loss for name, loss in found.items()).div(TOGETHER).backward()
                for name, loss in found.items():
                    sums[name].append(loss.detach())
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
                means = " ".join(f"{name} {torch.stack(values).mean().item():.3f}" for name, values in sorted(sums.items()))
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
    parser.add_argument("--passes", type=float, default=PASSES)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=4, help="between two savings of the state")
    parser.add_argument("--within", type=float, default=np.inf, help="minutes of training after which to be done")
    parser.add_argument("--recipe", default="read", choices=list(RECIPES), help="what is learned")
    parser.add_argument("--begin", type=Path, help="weights of a trained model to begin with")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    if "WORLD_SIZE" in os.environ:
        distributed.init_process_group("gloo")
    train(given.out, given.recipe, given.passes, given.seed, given.minutes, given.dropout,
          "cuda" if torch.cuda.is_available() else "cpu", given.within, given.begin)
    if distributed.is_initialized():
        distributed.destroy_process_group()


if __name__ == "__main__":
    main()
