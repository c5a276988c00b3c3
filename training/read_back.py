"""The weights of a model that shipped, to train on from or to mix: python -m training.read_back ENCODER.onnx OUT.pt

Undoes `training.export`: whole numbers of 8 bits become numbers again, and what `training.outliers` evened out is put back. What 8 bits
lost stays lost. Former models lie in the history: git show COMMIT:helpers/models/encoder.onnx > ENCODER.onnx
"""
from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from . import model
from .train import save

ATTENTION = ("query", "key", "value")


def matrix(given: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    """A weight matrix (inputs × outputs) as numbers, whether it was brought to 8 bits or not."""
    if name in given:
        return given[name]
    whole, step, zero = (given[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "scale", "zero_point"))
    return (whole - zero) * step


def state(given: Mapping[str, np.ndarray]) -> dict[str, torch.Tensor]:
    """The weights of a network that reads, by their names in `training.model`. The words' vectors and the heads that do not ship are
    MiniLM's and those training begins with."""
    net = model.from_minilm().state_dict()
    known = net | {model.NAME_READER + name: weight for name, weight in model.NameReader().state_dict().items()}
    found = {name: given[name] for name in known if name in given}
    found["places.weight"] = net["places.weight"].numpy().copy()
    found["places.weight"][:len(given["places.weight"])] = given["places.weight"]
    heads = [*(f"heads.{head}_head" for head in model.HEADS), *(f"{model.NAME_READER}{part}" for part in ("inner", "out"))]
    found |= {f"{head}.weight": matrix(given, f"{head}.weight").T for head in heads if f"{head}.bias" in given}
    for place in range(2):
        near = f"{model.NAME_READER}beside.{place}"
        if f"{near}.bias" in given:
            product = matrix(given, f"{near}.weight")
            found[f"{near}.weight"] = product.reshape(3, -1, product.shape[1]).transpose(2, 1, 0)
    for layer in {name.rsplit(".", 2)[0] for name in net if name.startswith("layers.")}:
        factor, inner = given[f"{layer}.attention_norm.again"], 1 / given[f"{layer}.inner.less"]
        for part, weight, bias in zip(ATTENTION, np.split(matrix(given, f"{layer}.attention.weight"), 3, axis=1),
                                      np.split(given[f"{layer}.attention.bias"], 3), strict=True):
            found[f"{layer}.{part}.weight"], found[f"{layer}.{part}.bias"] = weight.T, bias
        found[f"{layer}.join.weight"] = matrix(given, f"{layer}.join.weight").T
        found[f"{layer}.up.weight"] = matrix(given, f"{layer}.up.weight").T / factor
        found[f"{layer}.down.weight"] = matrix(given, f"{layer}.down.weight").T / inner
        for part in ("weight", "bias"):
            found[f"{layer}.attention_norm.{part}"] = given[f"{layer}.attention_norm.{part}"] * factor
    return net | {name: torch.tensor(np.ascontiguousarray(value, dtype=np.float32)) for name, value in found.items()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.read_back", description=__doc__.split("\n")[0])
    parser.add_argument("model", type=Path, help="a network that reads, as it shipped")
    parser.add_argument("out", type=Path, help="where its weights are written")
    given = parser.parse_args()
    initial = onnx.load(given.model).graph.initializer
    save(given.out.parent, given.out.name, state({each.name: numpy_helper.to_array(each) for each in initial}))


if __name__ == "__main__":
    main()
