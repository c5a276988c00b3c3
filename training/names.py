"""Fit the head for names once more, by itself, on the finished trunk: python -m training.names FOLDER

In joint training a few names go under among millions of other word pieces. Their head is one linear layer, so it can be fitted
to its own data (names_train) at the end, in a minute, without touching anything else. Writes FOLDER/weights.pt anew.
"""
from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch.nn import functional

from . import data, model, train

EPOCHS, RATE, DECAY = 300, 2e-3, 0.05


@torch.no_grad()
def vectors(net: model.Encoder, seed: int, rounds: int = 3) -> tuple[torch.Tensor, torch.Tensor]:
    """The trunk's vectors of the words of names_train, in windows of changing company, and their labels."""
    found, labels = [], []
    for number in range(rounds):
        for batch in data.batches(number, seed, {"names": 1.0}):
            ids, kinds, mask = train.collate(batch, "cpu")
            given = train.padded(batch, ids.shape[1], "cpu")
            kept = given != data.IGNORE
            found.append(net(ids, kinds, mask)[kept])
            labels.append(given[kept])
    return torch.cat(found), torch.cat(labels)


def fit(net: model.Encoder, seed: int) -> float:
    """Fit the head in place; returns the last loss."""
    seen, labels = vectors(net, seed)
    head = net.heads["names_head"]
    steps = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    turn = torch.optim.lr_scheduler.CosineAnnealingLR(steps, EPOCHS)
    for _ in range(EPOCHS):
        loss = functional.cross_entropy(head(functional.dropout(seen, net.dropout)), labels)
        steps.zero_grad()
        loss.backward()
        steps.step()
        turn.step()
    return loss.item()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.names", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    net = model.Encoder()
    state = torch.load(given.folder / "weights.pt", weights_only=True)
    net.load_state_dict(state)
    net.eval()
    print(f"loss {fit(net, given.seed):.4f}")
    train.save(given.folder, "weights.pt", net.state_dict())


if __name__ == "__main__":
    main()
