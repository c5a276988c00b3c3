"""Make a trained network for tone narrower inside: python -m training.narrow WEIGHTS.pt OUT.pt --batches FOLDER [--inner 768]

In the middle of each feed-forward net those neurons are kept on which the answers depend most (the mean square of activation ×
gradient: Fisher information, Molchanov et al. 2019), and the weights behind them are fitted anew to what all of them together said
(least squares, as in Kwon et al. 2022). What is lost is little, and comes back where training goes on.
"""
from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from . import batches, losses, model
from .data import Example
from .train import made

INNER = 768
RECIPE = "taught_tone"
LOOKED_AT, FITTED = 160, 50
"""Batches from which the neurons are chosen, and to whose first ones the weights are fitted."""
RIDGE = 1e-4


def importance(net: model.Encoder, found: Sequence[list[Example]]) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    """For each layer how much the losses depend on each neuron, and the second moments of the neurons' activations."""
    depends = [torch.zeros_like(layer.up.bias) for layer in net.layers]
    moments = [torch.zeros(len(sums), len(sums)) for sums in depends]
    inner: dict[int, torch.Tensor] = {}

    def keep(place: int, activations: torch.Tensor) -> None:
        activations.retain_grad()
        inner[place] = activations

    for place, layer in enumerate(net.layers):
        layer.down.register_forward_pre_hook(lambda _, inputs, place=place: keep(place, inputs[0]))
    for number, batch in enumerate(found):
        given = losses.tensors(losses.collated(batch), "cpu")
        answered = losses.losses(net, batch[0].task, given)
        net.zero_grad()
        sum(losses.WEIGHT[name] * loss for name, loss in answered.items()).backward()
        here = given["mask"].bool()
        for place, activations in inner.items():
            depends[place] += ((activations.detach() * activations.grad) * here.unsqueeze(-1)).sum(1).square().sum(0)
            if number < FITTED:
                seen = activations.detach()[here]
                moments[place] += seen.T @ seen
    return depends, moments


def narrowed(state: dict[str, torch.Tensor], found: Sequence[list[Example]], inner: int) -> dict[str, torch.Tensor]:
    """A network's weights with `inner` neurons in each feed-forward net, as chosen and fitted on batches of examples."""
    net = model.like(state, dropout=0.0).train()
    state = dict(state)
    for place, (depends, moments) in enumerate(zip(*importance(net, found), strict=True)):
        kept = depends.topk(inner).indices.sort().values
        up, down = f"layers.{place}.up", f"layers.{place}.down.weight"
        among = moments[kept][:, kept]
        among += RIDGE * moments.diagonal().mean() * torch.eye(inner)
        before = state[down]
        state[down] = torch.linalg.solve(among, moments[kept] @ before.T).T.contiguous()
        for part in ("weight", "bias"):
            state[f"{up}.{part}"] = state[f"{up}.{part}"][kept]
        missing = before.clone()
        missing[:, kept] -= state[down]
        lost = ((missing @ moments) * missing).sum() / ((before @ moments) * before).sum()
        print(f"layer {place}: {lost:.1%} of what its net says is lost", flush=True)
    return state


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.narrow", description=__doc__.split("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--batches", type=Path, required=True, help="folder of the batches of the pass that is to follow")
    parser.add_argument("--passes", type=float, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--inner", type=int, default=INNER)
    given = parser.parse_args()
    if made(given.out, given.weights):
        print("done")
        return
    found = batches.prepared(given.batches, 0, given.seed, given.passes, RECIPE)[:LOOKED_AT]
    state = torch.load(given.weights, map_location="cpu", weights_only=True)
    torch.save(narrowed(state, found, given.inner), given.out)


if __name__ == "__main__":
    main()
