"""Trains the syllable model that stands behind the dictionary: helpers/models/syllables.npz.

    python -m training.syllables [--bench ../shared/bench/data] [--epochs 24]

Every letter of a word gets a probability of carrying a syllable, from the letters around it; the number of syllables is
their sum (a Poisson binomial distribution). No alignment of letters and sounds is needed: the words' counts are enough.
Trained on syllables_train.jsonl.gz (CMUdict, BSD) only; the last 3,000 words choose the epoch.
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
LONGEST, MOST, LETTERS, WIDTH, HIDDEN, REACH = 28, 14, 16, 9, 64, 5


class Speaking(nn.Module):
    """Letters → the logit of carrying a syllable, for each letter."""

    def __init__(self):
        super().__init__()
        self.letters = nn.Embedding(28, LETTERS)
        self.wide = nn.Conv1d(LETTERS, HIDDEN, WIDTH, padding=WIDTH // 2)
        self.deep = nn.Conv1d(HIDDEN, HIDDEN // 2, REACH, padding=REACH // 2)
        self.out = nn.Conv1d(HIDDEN // 2, 1, 1)
        self.drop = nn.Dropout(0.15)

    def forward(self, codes):
        inner = self.letters(codes).transpose(1, 2)
        inner = self.drop(torch.relu(self.wide(inner)))
        inner = self.drop(torch.relu(self.deep(inner)))
        return self.out(inner).squeeze(1)


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


def right(model, codes, allowed) -> float:
    """Share of words whose likeliest count is allowed."""
    model.eval()
    with torch.no_grad():
        found = distribution(model(codes), codes)
        found[:, 0] = 0
        return allowed.gather(1, found.argmax(1, keepdim=True)).mean().item()


def save(kept: dict[str, torch.Tensor]) -> None:
    """The network in half precision, layer by layer, as helpers/readability/speaking.py reads it."""
    stored = {}
    for number, layer in enumerate(("letters", "wide", "deep", "out")):
        stored[f"n0_{number}_weight"] = kept[f"{layer}.weight"].numpy().astype(np.float16)
        stored[f"n0_{number}_bias"] = kept.get(f"{layer}.bias", torch.zeros(1)).numpy().astype(np.float16)
    np.savez_compressed(ROOT / "helpers" / "models" / "syllables.npz", **stored)


def main() -> None:
    """Train, choose, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared" / "bench" / "data")
    parser.add_argument("--epochs", type=int, default=24)
    options = parser.parse_args()
    torch.manual_seed(0)
    random.seed(0)
    torch.set_num_threads(1)
    words, allowed = read(options.bench / "syllables_train.jsonl.gz")
    order = random.sample(range(len(words)), len(words))
    codes = encode(words)
    chosen, train = torch.tensor(order[:3000]), torch.tensor(order[3000:])
    model = Speaking()
    steps = options.epochs * len(batches(codes, train))
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps)
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998))
    best, kept = 0.0, None
    for epoch in range(options.epochs):
        model.train()
        for part in batches(codes, train):
            here = short(codes[part])
            found = distribution(model(here), here)
            loss = -((found * allowed[part]).sum(1) + 1e-6).log().mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            rate.step()
            average.update_parameters(model)
        score = right(average.module, codes[chosen], allowed[chosen])
        print(f"epoch {epoch + 1}: {score:.4f}", flush=True)
        if score >= best:
            best, kept = score, {name: value.clone() for name, value in average.module.state_dict().items()}
    save(kept)
    print(f"kept {best:.4f}")


if __name__ == "__main__":
    main()
