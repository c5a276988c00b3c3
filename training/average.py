"""The mean of the weights of runs that began alike: python -m training.average RUN.pt RUN.pt … --out MEAN.pt [--weights 1 1 …]

Fine-tuned models that began with the same weights lie in one valley, where their mean is often better than each of them
("model soups", Wortsman et al. 2022).
"""
from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch


def mean(states: Sequence[dict[str, torch.Tensor]], weights: Sequence[float]) -> dict[str, torch.Tensor]:
    """The weighted mean of networks' weights, name by name."""
    return {name: sum(weight * state[name].float() for weight, state in zip(weights, states, strict=True)) / sum(weights)
            for name in states[0]}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.average", description=__doc__.split("\n")[0])
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=float, nargs="*", help="a weight for each run (default: all the same)")
    given = parser.parse_args()
    states = [torch.load(run, map_location="cpu", weights_only=True) for run in given.runs]
    torch.save(mean(states, given.weights or [1.0] * len(states)), given.out)


if __name__ == "__main__":
    main()
