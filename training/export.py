"""Write trained weights as the model that ships: python -m training.export WEIGHTS.pt OUT.onnx [--float OUT32.onnx].

The network is written down operator by operator, with onnxruntime's own fused attention, embedding and normalisation, so
nothing depends on what an exporter makes of torch code. Weights become 8-bit whole numbers (one scale a column of a
matrix; the word vectors one scale a table), inputs of matrices are brought to 8 bits as they come.
"""
from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from . import model

SEATS = 12
OWN = "com.microsoft"


class Graph:
    """Nodes and weights as they are written down; `add` gives back the name of what a node puts out."""

    def __init__(self):
        self.nodes, self.weights, self.count = [], [], 0

    def weight(self, name: str, value) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype=np.float32), name))
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


def graph(state: dict[str, np.ndarray], seats: int = SEATS) -> onnx.ModelProto:
    """The network as an ONNX model of 32 bits."""
    g = Graph()
    tables = [g.weight(f"{name}.weight", state[f"{name}.weight"]) for name in ("words", "places", "kinds")]
    norm = [g.weight(f"norm.{part}", state[f"norm.{part}"]) for part in ("weight", "bias")]
    x = g.add("EmbedLayerNormalization", ["ids", "kinds", *tables, *norm, "mask"], "embedded", 2, OWN, epsilon=1e-12)
    lengths = "embedded_1"
    for i in range(sum(name.endswith(".query.weight") for name in state)):
        x = _layer(g, state, f"layers.{i}", x, lengths, seats)
    for name in model.HEADS:
        g.linear(f"heads.{name}_head", state, x, name)
    g.linear("tone", state, x, "tone")
    _target(g, state, x)
    sizes = model.HEADS | {"target": len(model.TARGET), "tone": model.TONES}
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "pieces", size]) for name, size in sizes.items()]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT32, ["batch", "pieces"]) for name in ("ids", "kinds", "mask")]
    return helper.make_model(helper.make_graph(g.nodes, "encoder", inputs, outputs, g.weights), ir_version=9,
                             opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(OWN, 1)])


def _layer(g: Graph, state: dict, name: str, x: str, lengths: str, seats: int) -> str:
    three = [f"{name}.{part}" for part in ("query", "key", "value")]
    matrix = g.weight(f"{name}.attention.weight", np.concatenate([state[f"{part}.weight"].T for part in three], 1))
    bias = g.weight(f"{name}.attention.bias", np.concatenate([state[f"{part}.bias"] for part in three]))
    seen = g.add("Attention", [x, matrix, bias, lengths], domain=OWN, num_heads=seats)
    x = _normed(g, state, f"{name}.join", f"{name}.attention_norm", seen, x)
    inner = g.add("MatMul", [x, g.weight(f"{name}.up.weight", state[f"{name}.up.weight"].T)])
    inner = g.add("BiasGelu", [inner, g.weight(f"{name}.up.bias", state[f"{name}.up.bias"])], domain=OWN)
    return _normed(g, state, f"{name}.down", f"{name}.norm", inner, x)


def _normed(g: Graph, state: dict, linear: str, norm: str, value: str, x: str) -> str:
    product = g.add("MatMul", [value, g.weight(f"{linear}.weight", state[f"{linear}.weight"].T)])
    scales = [g.weight(f"{norm}.{part}", state[f"{norm}.{part}"]) for part in ("weight", "bias")]
    bias = g.weight(f"{linear}.bias", state[f"{linear}.bias"])
    return g.add("SkipLayerNormalization", [product, x, *scales, bias], domain=OWN, epsilon=1e-12)


def _target(g: Graph, state: dict, x: str) -> None:
    """The tone of the window towards each word piece, from its vector and the mean of the window's vectors."""
    g.weights.append(numpy_helper.from_array(np.array([1], dtype=np.int64), "first axis"))
    g.weights.append(numpy_helper.from_array(np.array([2], dtype=np.int64), "second axis"))
    mask = g.add("Unsqueeze", [g.add("Cast", ["mask"], to=TensorProto.FLOAT), "second axis"])
    total = g.add("ReduceSum", [g.add("Mul", [x, mask]), "first axis"], keepdims=1)
    mean = g.add("Div", [total, g.add("ReduceSum", [mask, "first axis"], keepdims=1)])
    width = state["target_inner.weight"].shape[0]
    own, whole = state["target_inner.weight"][:, :width], state["target_inner.weight"][:, width:]
    one = g.add("MatMul", [x, g.weight("target_inner.own", own.T)])
    other = g.add("MatMul", [mean, g.weight("target_inner.whole", whole.T)])
    inner = g.add("Add", [g.add("Add", [one, other]), g.weight("target_inner.bias", state["target_inner.bias"])])
    g.linear("target", state, g.add("Tanh", [inner]), "target")


def quantised(path: Path, out: Path) -> None:
    """The model of 32 bits as one of 8."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    quantize_dynamic(path, out, op_types_to_quantize=["MatMul", "Attention", "EmbedLayerNormalization"], per_channel=True,
                     reduce_range=False, weight_type=QuantType.QInt8,
                     extra_options={"DefaultTensorType": TensorProto.FLOAT, "MatMulConstBOnly": True})


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.export", description=__doc__.split("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", type=Path, dest="whole", help="keep the model of 32 bits here")
    given = parser.parse_args()
    state = {name: weight.float().numpy() for name, weight in torch.load(given.weights, weights_only=True).items()}
    with tempfile.TemporaryDirectory() as folder:
        whole = given.whole or Path(folder) / "whole.onnx"
        onnx.save(graph(state), whole)
        quantised(whole, given.out)
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
