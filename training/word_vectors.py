"""What MiniLM makes of single words: vectors in which words of like meaning and use lie close together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from helpers.encoder import FIRST, LAST, cut

from .model import from_minilm

LAYERS, BATCH = 3, 128
"""How many of MiniLM's six layers a word goes through: further up the vectors serve whole sentences."""


@torch.no_grad()
def word_vectors(words: Sequence[str]) -> np.ndarray:
    """A vector (row) for each word, read by itself: the mean of its pieces, each number with mean 0 and spread 1 over `words`."""
    torch.set_num_threads(1)
    network = from_minilm().eval()
    network.layers = network.layers[:LAYERS]
    ids = [cut(word, [(0, len(word))]).ids for word in words]
    order = sorted(range(len(words)), key=lambda row: len(ids[row]))
    found = np.zeros((len(words), network.words.embedding_dim), dtype=np.float32)
    for first in range(0, len(words), BATCH):
        rows = order[first : first + BATCH]
        pieces = torch.zeros(len(rows), len(ids[rows[-1]]) + 2, dtype=torch.long)
        mask, inside = torch.zeros(pieces.shape), torch.zeros(pieces.shape)
        for line, row in enumerate(rows):
            count = len(ids[row]) + 2
            pieces[line, :count] = torch.tensor([FIRST, *ids[row], LAST])
            mask[line, :count] = 1
            inside[line, 1 : count - 1] = 1
        vectors = network(pieces, torch.zeros_like(pieces), mask)
        found[rows] = network.mean(vectors, inside).numpy()
    return (found - found.mean(axis=0)) / (found.std(axis=0) + 1e-6)
