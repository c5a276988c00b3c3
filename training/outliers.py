"""Even out the few channels whose values are ten times the others', before a network is brought to 8 bits.

In 8 bits the inputs of a matrix share 256 steps between their smallest and their largest number. In every layer one channel of the
inputs of the feed-forward net, and one in the middle of it, are so large (Dettmers et al. 2022) that the steps are too coarse
for all others. Here such channels are divided by a factor, and the matrix's weights multiplied by it (Xiao et al. 2023): the network in
32 bits answers as before, the one in 8 bits comes nearer to it.
"""
from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import torch

import helpers

from . import data, model
from .data import Example

ARTICLES = sorted((Path(__file__).resolve().parents[1] / "data" / "articles").glob("*.txt"))
USUAL = 0.9
"""The share of channels that are let be; the largest number of the others is brought down to theirs."""


def windows(name: str) -> list[Example]:
    """What a network is given at run time, from the sample articles: one that reads, stretches of an article; one that hears tone,
    sentences with their names hidden."""
    articles = [helpers.load(path) for path in ARTICLES]
    if name == "encoder":
        return [window for article in articles
                for window in data.quote_examples({"text": article.text, "quotations": []}, random.Random(0))]
    sentences = [article.text[sentence.start:sentence.end] for article in articles for sentence in article.sentences]
    return [data.heard_example(sentence, data.names_at_run_time(sentence)) for sentence in sentences]


@torch.no_grad()
def evened(state: dict[str, torch.Tensor], examples: Sequence[Example]) -> dict[str, torch.Tensor]:
    """A network's weights with its outlying channels evened out. Two weights a layer are new: `attention_norm.again` undoes the factors
    where the inputs of the feed-forward net pass by it, `inner.less` applies those in the middle of it."""
    net = model.like(state).eval()
    largest: dict[str, torch.Tensor] = {}
    for name, part in net.named_modules():
        if name.endswith((".up", ".down")):
            part.register_forward_pre_hook(lambda _, inputs, name=name: largest.update(
                {name: torch.maximum(largest.get(name, torch.zeros(())), inputs[0].abs().amax((0, 1)))}))
    for example in examples:
        ids, kinds = (torch.from_numpy(column)[None] for column in (example.ids, example.kinds))
        net(ids, kinds, torch.ones_like(ids))
    state = dict(state)
    for i in range(len(net.layers)):
        layer = f"layers.{i}"
        factor, inner = (torch.clamp(most / most.quantile(USUAL), min=1) for most in (largest[f"{layer}.up"], largest[f"{layer}.down"]))
        for part in ("weight", "bias"):
            state[f"{layer}.attention_norm.{part}"] = state[f"{layer}.attention_norm.{part}"] / factor
        state[f"{layer}.up.weight"] = state[f"{layer}.up.weight"] * factor
        state[f"{layer}.down.weight"] = state[f"{layer}.down.weight"] * inner
        state[f"{layer}.attention_norm.again"], state[f"{layer}.inner.less"] = factor, 1 / inner
    return state
