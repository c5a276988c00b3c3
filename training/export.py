"""Write trained weights as the models that ship: python -m training.export READING.pt TONE.pt FOLDER [--whole FOLDER32].

A network is written down operator by operator, with onnxruntime's own fused attention and normalisation, so nothing depends on
what an exporter makes of torch code. Weights become 8-bit whole numbers, one scale a column of a matrix; inputs of matrices are
brought to 8 bits as they come, after the channels that outgrow the others are evened out (`training.outliers`). The word vectors,
which no training changes, are one table of 7 bits for both networks.
"""
from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from helpers import encoder
from helpers.encoder import LIMIT
from helpers.encoder.network import UNKNOWN

from . import model, outliers

SEAT = 32
"""Numbers in each head of attention, whatever a network's width."""
LAST_LATIN = "\u024f"
OWN = "com.microsoft"


class Graph:
    """Nodes and weights as they are written down; `add` gives back the name of what a node puts out."""

    def __init__(self):
        self.nodes, self.weights, self.count = [], [], 0

    def weight(self, name: str, value) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype=np.float32), name))
        return name

    def numbers(self, name: str, values: list[int]) -> str:
        self.weights.append(numpy_helper.from_array(np.array(values, dtype=np.int64), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str = "", outputs: int = 1, domain: str = "", **settings) -> str:
        self.count += 1
        output = output or f"{kind}_{self.count}"
        names = [output, *(f"{output}_{i}" for i in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, inputs, names, name=f"node_{self.count}", domain=domain, **settings))
        return output

    def linear(self, name: str, state: dict, value: str, output: str = "") -> str:
        matrix = self.weight(f"{name}.weight", state[f"{name}.weight"].T)
        product = self.add("MatMul", [value, matrix])
        return self.add("Add", [product, self.weight(f"{name}.bias", state[f"{name}.bias"])], output)


def graph(state: dict[str, np.ndarray], heads: Sequence[str]) -> onnx.ModelProto:
    """The network with some of its heads as an ONNX model of 32 bits. It is given the words' vectors, not the words."""
    g = Graph()
    x = begin(g, state, "words")
    depths = [x]
    lengths = g.add("ReduceSum", ["mask", g.numbers("second axis", [1])], keepdims=0)
    for i in range(sum(name.endswith(".query.weight") for name in state)):
        x = layer(g, state, f"layers.{i}", x, lengths)
        depths.append(x)
    for name in heads:
        if name == "target":
            _target(g, state, x)
        elif name == "names" and model.NAME_READER + "out.bias" in state:
            _names(g, state, depths)
        else:
            g.linear(f"heads.{name}_head" if name in model.HEADS else name, state, x, name)
    sizes = model.HEADS | {"target": len(model.TARGET), "tone": model.TONES}
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "pieces", sizes[name]]) for name in heads]
    width = state["norm.weight"].shape[0]
    inputs = [helper.make_tensor_value_info("words", TensorProto.FLOAT, ["batch", "pieces", width]),
              *(helper.make_tensor_value_info(name, TensorProto.INT32, ["batch", "pieces"]) for name in ("kinds", "mask"))]
    return helper.make_model(helper.make_graph(g.nodes, "encoder", inputs, outputs, g.weights), ir_version=9,
                             opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(OWN, 1)])


def begin(g: Graph, state: dict, words: str) -> str:
    """The sum of a piece's word, place and kind, normalised."""
    g.numbers("first", [0])
    count = g.add("Slice", [g.add("Shape", ["mask"]), g.numbers("one", [1]), g.numbers("two", [2])])
    halves = numpy_helper.from_array(state["places.weight"][:LIMIT].astype(np.float16), "places.weight")
    g.weights.append(halves)
    places = g.add("Cast", [g.add("Slice", [halves.name, "first", count])], to=TensorProto.FLOAT)
    kinds = g.add("Gather", [g.weight("kinds.weight", state["kinds.weight"]), "kinds"])
    together = g.add("Add", [g.add("Add", [words, kinds]), places])
    norm = [g.weight(f"norm.{part}", state[f"norm.{part}"]) for part in ("weight", "bias")]
    return g.add("LayerNormalization", [together, *norm], axis=-1, epsilon=1e-12)


def layer(g: Graph, state: dict, name: str, x: str, lengths: str) -> str:
    """A layer of attention and the feed-forward net behind it."""
    three = [f"{name}.{part}" for part in ("query", "key", "value")]
    matrix = g.weight(f"{name}.attention.weight", np.concatenate([state[f"{part}.weight"].T for part in three], 1))
    bias = g.weight(f"{name}.attention.bias", np.concatenate([state[f"{part}.bias"] for part in three]))
    seen = g.add("Attention", [x, matrix, bias, lengths], domain=OWN, num_heads=len(state[f"{name}.query.bias"]) // SEAT)
    x = _normed(g, state, f"{name}.join", f"{name}.attention_norm", seen, x)
    inner = g.add("MatMul", [x, g.weight(f"{name}.up.weight", state[f"{name}.up.weight"].T)])
    inner = g.add("BiasGelu", [inner, g.weight(f"{name}.up.bias", state[f"{name}.up.bias"])], domain=OWN)
    if (less := f"{name}.inner.less") in state:                     # channels that `training.outliers` evened out
        again = f"{name}.attention_norm.again"
        inner, x = g.add("Mul", [inner, g.weight(less, state[less])]), g.add("Mul", [x, g.weight(again, state[again])])
    return _normed(g, state, f"{name}.down", f"{name}.norm", inner, x)


def _normed(g: Graph, state: dict, linear: str, norm: str, value: str, x: str) -> str:
    product = g.add("MatMul", [value, g.weight(f"{linear}.weight", state[f"{linear}.weight"].T)])
    scales = [g.weight(f"{norm}.{part}", state[f"{norm}.{part}"]) for part in ("weight", "bias")]
    bias = g.weight(f"{linear}.bias", state[f"{linear}.bias"])
    total = g.add("Add", [g.add("Add", [product, x]), bias])        # apart: onnxruntime's one step for all takes longer
    return g.add("LayerNormalization", [total, *scales], axis=-1, epsilon=1e-12)


def _target(g: Graph, state: dict, x: str) -> None:
    """The tone of the window towards each word piece, from its vector and the mean of the window's vectors."""
    mask = g.add("Unsqueeze", [g.add("Cast", ["mask"], to=TensorProto.FLOAT), g.numbers("third axis", [2])])
    total = g.add("ReduceSum", [g.add("Mul", [x, mask]), "second axis"], keepdims=1)
    mean = g.add("Div", [total, g.add("ReduceSum", [mask, "second axis"], keepdims=1)])
    width = state["target_inner.weight"].shape[0]
    own, whole = state["target_inner.weight"][:, :width], state["target_inner.weight"][:, width:]
    one = g.add("MatMul", [x, g.weight("target_inner.own", own.T)])
    other = g.add("MatMul", [mean, g.weight("target_inner.whole", whole.T)])
    inner = g.add("Add", [g.add("Add", [one, other]), g.weight("target_inner.bias", state["target_inner.bias"])])
    g.linear("target", state, g.add("Tanh", [inner]), "target")


def _names(g: Graph, state: dict, depths: Sequence[str]) -> None:
    """The larger head for names (`model.NameReader`)."""
    def own(part: str) -> str:
        return g.weight(model.NAME_READER + part, state[model.NAME_READER + part])

    seen = g.add("Concat", [depths[place] for place in model.NameReader.DEPTHS], axis=-1)
    seen = g.add("Div", [g.add("Sub", [seen, own("mean")]), own("spread")])
    inner = g.add("MatMul", [seen, g.weight(f"{model.NAME_READER}inner.weight", state[f"{model.NAME_READER}inner.weight"].T)])
    x = g.add("BiasGelu", [inner, own("inner.bias")], domain=OWN)
    there = g.add("Unsqueeze", [g.add("Cast", ["mask"], to=TensorProto.FLOAT), g.numbers("last axis", [-1])])
    for place in range(2):      # a convolution, written as a product: in 8 bits that is faster
        beyond = g.add("Pad", [g.add("Mul", [x, there]), g.numbers(f"one more {place}", [0, 1, 0, 0, 1, 0])])
        axis = g.numbers(f"pieces {place}", [1])
        three = g.add("Concat", [
            g.add("Slice", [beyond, g.numbers(f"from {place} {start}", [start]), g.numbers(f"to {place} {start}", [end]), axis])
            for start, end in ((0, -2), (1, -1), (2, LIMIT + 2))], axis=-1)
        matrix = state[f"{model.NAME_READER}beside.{place}.weight"].transpose(2, 1, 0)
        near = g.add("MatMul", [three, g.weight(f"{model.NAME_READER}beside.{place}.weight", matrix.reshape(-1, matrix.shape[-1]))])
        x = g.add("Add", [x, g.add("BiasGelu", [near, own(f"beside.{place}.bias")], domain=OWN)])
    g.linear(f"{model.NAME_READER}out", state, x, "names")


def quantised(path: Path, out: Path) -> None:
    """The model of 32 bits as one of 8."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    quantize_dynamic(path, out, op_types_to_quantize=["MatMul", "Attention"], per_channel=True, reduce_range=False,
                     weight_type=QuantType.QInt8,
                     extra_options={"DefaultTensorType": TensorProto.FLOAT, "MatMulConstBOnly": True})


def word_table(vectors: np.ndarray) -> dict[str, np.ndarray]:
    """Word vectors as whole numbers from 0 to 127: (number − zero) × step. Pieces in scripts that English news does not use
    count as the unknown piece, which like the 7 bits keeps the file small."""
    step = np.float32((vectors.max() - vectors.min()) / 127)
    zero = np.float32(np.round(-vectors.min() / step))
    table = np.clip(np.round(vectors / step) + zero, 0, 127).astype(np.uint8)
    pieces = encoder.tokenizer()
    foreign = [i for i in range(len(table)) if any(letter > LAST_LATIN and letter.isalpha() for letter in pieces.id_to_token(i))
               or pieces.id_to_token(i).startswith("[unused")]
    table[foreign] = table[UNKNOWN]
    return {"words": table, "step": step, "zero": zero}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.export", description=__doc__.split("\n")[0])
    for name in ("reading", "tone"):
        parser.add_argument(name, type=Path, help="weights of the network")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--whole", type=Path, help="keep the models of 32 bits in this folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole = given.whole or Path(folder)
        whole.mkdir(parents=True, exist_ok=True)
        for (name, heads), weights in zip(model.TRUNKS.items(), (given.reading, given.tone), strict=True):
            trained = {key: weight.float() for key, weight in torch.load(weights, weights_only=True).items()}
            state = {key: weight.numpy() for key, weight in outliers.evened(trained, outliers.windows(name)).items()}
            onnx.save(graph(state, heads), whole / f"{name}.onnx")
            quantised(whole / f"{name}.onnx", given.folder / f"{name}.onnx")
        np.savez_compressed(given.folder / encoder.WORDS.name, **word_table(state["words.weight"]))
    for name in (*(f"{name}.onnx" for name in model.TRUNKS), encoder.WORDS.name):
        print(f"{given.folder / name}: {(given.folder / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
