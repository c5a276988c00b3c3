"""Trains the syllable model that stands behind the dictionary: helpers/models/syllables.npz.

    python -m training.syllables [--bench ../shared/bench/data]

Every letter of a word gets a probability of carrying a syllable, from the letters around it; the number of syllables is
their sum (a Poisson binomial distribution). No alignment of letters and sounds is needed: the words' counts are enough.
Trained on syllables_train.jsonl.gz (CMUdict, BSD) only, of which 3,000 words are kept out to watch it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path

import numpy as np
import torch
from torch import nn

ROOT = Path(__file__).resolve().parents[1]
LONGEST, MOST = 28, 14
SHAPES = (
    {"letters": 32, "layers": ((96, 5), (96, 5), (96, 5), (96, 5)), "dropout": 0.2, "epochs": 16},
    {"letters": 16, "layers": ((64, 9), (32, 5)), "dropout": 0.1, "epochs": 16},
)
"""The networks: how many numbers stand for a letter, and (channels, width) of every convolution."""


class Speaking(nn.Module):
    """Letters → the logit of carrying a syllable, for each letter."""

    def __init__(self, letters: int, layers: tuple[tuple[int, int], ...], dropout: float, epochs: int):
        super().__init__()
        self.epochs = epochs
        self.letters = nn.Embedding(28, letters)
        channels = [letters, *(channels for channels, _ in layers)]
        self.steps = nn.ModuleList(
            nn.Conv1d(before, after, width, padding=width // 2)
            for before, after, (_, width) in zip(channels, channels[1:], layers, strict=False)
        )
        self.last = nn.Conv1d(channels[-1], 1, 1)
        self.drop = nn.Dropout(dropout)

    def forward(self, codes):
        inner = self.letters(codes).transpose(1, 2)
        for step in self.steps:
            found = self.drop(torch.relu(step(inner)))
            inner = inner + found if found.shape == inner.shape else found
        return self.last(inner).squeeze(1)

    def layers(self) -> list[tuple[torch.Tensor, torch.Tensor]]:
        """(weight, bias) in the order in which they are used."""
        used = (*self.steps, self.last)
        return [(self.letters.weight, torch.zeros(1)), *((layer.weight, layer.bias) for layer in used)]


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


def read(path: Path) -> tuple[list[str], torch.Tensor]:
    """Words and, for each, which counts the dictionary allows."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    allowed = torch.zeros(len(rows), MOST)
    for number, row in enumerate(rows):
        for count in row["counts"]:
            allowed[number, min(count, MOST - 1)] = 1
    return [row["word"] for row in rows], allowed


def right(models, codes, allowed) -> float:
    """Share of words whose likeliest count is allowed."""
    with torch.no_grad():
        found = sum(distribution(model.eval()(codes), codes) for model in models)
        found[:, 0] = 0
        return allowed.gather(1, found.argmax(1, keepdim=True)).mean().item()


def train(codes, allowed, rows, watched, seed: int) -> Speaking:
    """One network."""
    torch.manual_seed(seed)
    random.seed(seed)
    model = Speaking(**SHAPES[seed])
    epochs = model.epochs
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.02)
    rate = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, 2e-3, total_steps=epochs * len(batches(codes, rows)), pct_start=0.15
    )
    for epoch in range(epochs):
        model.train()
        for part in batches(codes, rows):
            here = short(codes[part])
            found = distribution(model(here), here)
            loss = -((found * allowed[part]).sum(1) + 1e-6).log().mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            rate.step()
        print(f"network {seed}, epoch {epoch + 1}: {right([model], codes[watched], allowed[watched]):.4f}", flush=True)
    return model


def save(models: list[Speaking]) -> None:
    """The networks in half precision, as helpers/readability/speaking.py reads them."""
    stored = {
        f"n{number}_{layer}_{name}": value.detach().numpy().astype(np.float16)
        for number, model in enumerate(models)
        for layer, pair in enumerate(model.layers())
        for name, value in zip(("weight", "bias"), pair, strict=True)
    }
    np.savez_compressed(ROOT / "helpers" / "models" / "syllables.npz", **stored)


def main() -> None:
    """Train, watch, save, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared" / "bench" / "data")
    options = parser.parse_args()
    torch.set_num_threads(1)
    words, allowed = read(options.bench / "syllables_train.jsonl.gz")
    codes = encode(words)
    order = random.Random(0).sample(range(len(words)), len(words))
    watched, rows = torch.tensor(order[:3000]), torch.tensor(order[3000:])
    models = [train(codes, allowed, rows, watched, seed) for seed in range(len(SHAPES))]
    save(models)
    words, allowed = read(options.bench / "syllables.jsonl.gz")
    print(f"dev: {right(models, encode(words), allowed):.4f}")


if __name__ == "__main__":
    main()
