"""Trains the syllable model that stands behind the dictionary: helpers/models/syllables.onnx.

    python -m training.syllables [--bench ../shared/bench/data] [--epochs 16] [--held-out 0]

Every letter of a word gets a probability of carrying a syllable from a network that reads the word in both directions; the
number of syllables is their sum (a Poisson binomial distribution). No alignment of letters and sounds is needed: the words'
counts are enough. Trained on syllables_train.jsonl.gz (CMUdict, BSD) only; `--held-out 6000` leaves words out and says how
many of them are right. Forty minutes on one core.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from helpers.readability.speaking import WEIGHTS

from .bench import BENCH, rows

LONGEST, MOST, LETTERS, WIDTH, LAYERS, DROPOUT = 28, 14, 32, 192, 2, 0.25


class Speaking(nn.Module):
    """Letters → the logit of carrying a syllable, for each letter."""

    def __init__(self):
        super().__init__()
        self.letters = nn.Embedding(28, LETTERS)
        self.reading = nn.GRU(LETTERS, WIDTH, LAYERS, bidirectional=True, batch_first=True, dropout=DROPOUT)
        self.out = nn.Linear(2 * WIDTH, 1)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, codes):
        inner, _ = self.reading(self.drop(self.letters(codes)))
        return self.out(self.drop(inner)).squeeze(2)


def encode(words: list[str]) -> torch.Tensor:
    """Words as rows of numbers: 0 outside, 27 the edge, a = 1 …; an edge before and after."""
    table = np.zeros((len(words), LONGEST), dtype=np.int64)
    for row, word in zip(table, words, strict=True):
        codes = [27, *(ord(letter) - 96 for letter in word[: LONGEST - 2]), 27]
        row[: len(codes)] = codes
    return torch.from_numpy(table)


def distribution(logits, codes):
    """Probability of 0, 1, 2 … syllables for each word."""
    spoken = torch.sigmoid(logits) * ((codes > 0) & (codes < 27))
    found = torch.zeros(len(codes), MOST)
    found[:, 0] = 1
    for position in range(1, codes.shape[1] - 1):
        p = spoken[:, position : position + 1]
        found = found * (1 - p) + nn.functional.pad(found[:, :-1], (1, 0)) * p
    return found


def batches(codes, rows, size=256):
    """Rows in random batches of words about equally long, so that little is computed on emptiness."""
    rows = rows[torch.randperm(len(rows))]
    parts = [part[(codes[part] > 0).sum(1).argsort()].split(size) for part in rows.split(size * 40)]
    parts = [part for group in parts for part in group]
    return random.sample(parts, len(parts))


def short(codes):
    """The columns that any of these words fills."""
    return codes[:, : int((codes > 0).sum(1).max())]


def read(path: Path) -> tuple[torch.Tensor, torch.Tensor]:
    """Words as codes and, for each, which counts the dictionary allows."""
    found = rows(path)
    allowed = torch.zeros(len(found), MOST)
    for number, row in enumerate(found):
        allowed[number, np.minimum(row["counts"], MOST - 1)] = 1
    return encode([row["word"] for row in found]), allowed


@torch.no_grad()
def right(model, codes, allowed) -> float:
    """Share of words whose likeliest count is allowed."""
    model.eval()
    found = distribution(model(codes), codes)
    found[:, 0] = 0
    return allowed.gather(1, found.argmax(1, keepdim=True)).mean().item()


def save(model: Speaking) -> None:
    """The network as helpers/readability/speaking.py runs it, its weights in half precision."""
    axes = {"letters": {1: "length"}, "logits": {1: "length"}}
    torch.onnx.export(model.eval(), (torch.ones(1, 9, dtype=torch.long),), WEIGHTS, dynamo=False, dynamic_axes=axes,
                      input_names=["letters"], output_names=["logits"])
    written = onnx.load(WEIGHTS)
    for weight in written.graph.initializer:
        values = numpy_helper.to_array(weight)
        if values.dtype == np.float32:
            name = weight.name
            weight.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}, half"))
            written.graph.node.insert(0, helper.make_node("Cast", [f"{name}, half"], [name], to=TensorProto.FLOAT))
    onnx.save(written, WEIGHTS)
    print(f"{WEIGHTS.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    """Train on all words but those held out, save where none was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--held-out", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    torch.set_num_threads(1)
    codes, allowed = read(options.bench / "syllables_train.jsonl.gz")
    order = torch.from_numpy(np.random.default_rng(0).permutation(len(codes)))
    held_out, train = order[:options.held_out], order[options.held_out:]
    model = Speaking()
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    steps = options.epochs * (len(batches(codes, train)) + 3)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps)
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998))
    for epoch in range(options.epochs):
        model.train()
        for part in batches(codes, train):
            here = short(codes[part])
            found = distribution(model(here), here)
            loss = -((found * allowed[part]).sum(1) + 1e-6).log().mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            rate.step()
            average.update_parameters(model)
        said = f": {right(average.module, codes[held_out], allowed[held_out]):.4f} of the words held out are right" if len(held_out) else ""
        print(f"epoch {epoch + 1} of {options.epochs}{said}", flush=True)
    if not len(held_out):
        save(average.module)


if __name__ == "__main__":
    main()
