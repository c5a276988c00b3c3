"""One network from several trainings: python -m training.mean OUT.pt WEIGHTS.pt WEIGHTS.pt …

Networks that began with the same weights and were trained apart may lie so near each other that the mean of their weights is a network
as well, and sometimes a better one than each of them (Wortsman et al. 2022, Model soups); which means are, only the dev data tells.
"""
from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from .train import save


def mean(states: Sequence[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of each weight. A ValueError where the networks are not built alike."""
    shapes = [{name: weight.shape for name, weight in state.items()} for state in states]
    if any(shape != shapes[0] for shape in shapes):
        raise ValueError("these networks are not built alike, so there is no mean of their weights")
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.mean", description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path, help="where the mean is written")
    parser.add_argument("weights", type=Path, nargs="+", help="weights.pt of each training")
    given = parser.parse_args()
    save(given.out.parent, given.out.name, mean([torch.load(path, map_location="cpu", weights_only=True) for path in given.weights]))


if __name__ == "__main__":
    main()
