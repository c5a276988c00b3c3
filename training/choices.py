"""Log-linear choices among candidates on hashed features, trained by AdaGrad: one softmax a group."""
from __future__ import annotations

import numba
import numpy as np


@numba.njit(fastmath=True, cache=True)
def fit(rows, row_edges, group_edges, right, weights, squares, rate, passes, seed, dropout):
    """Maximise the probability of the right candidates of each group.

    `rows[row_edges[c]:row_edges[c + 1]]` are the features of candidate c, `group_edges` bound the candidates of a group,
    `right` is 1 for right ones. Groups without a right candidate are passed over. Weights change in place.
    """
    np.random.seed(seed)
    groups = len(group_edges) - 1
    for _turn in range(passes):
        loss = 0.0
        for g in np.random.permutation(groups):
            first, last = group_edges[g], group_edges[g + 1]
            if right[first:last].sum() == 0:
                continue
            score = np.zeros(last - first)
            salt = np.random.randint(0, 1 << 30)
            for c in range(first, last):
                for r in range(row_edges[c], row_edges[c + 1]):
                    row = rows[r]
                    if (row * 2654435761 + salt) % 1000 >= dropout * 1000:
                        score[c - first] += weights[row]
            top = score.max()
            share = np.exp(score - top)
            share /= share.sum()
            good = 0.0
            for c in range(first, last):
                good += share[c - first] * right[c]
            loss -= np.log(good + 1e-12)
            for c in range(first, last):
                gradient = share[c - first] - (share[c - first] * right[c] / (good + 1e-12))
                if abs(gradient) < 1e-3:
                    continue
                for r in range(row_edges[c], row_edges[c + 1]):
                    row = rows[r]
                    if (row * 2654435761 + salt) % 1000 >= dropout * 1000:
                        squares[row] += gradient * gradient
                        weights[row] -= rate * gradient / np.sqrt(squares[row] + 1.0)
        rate *= .85
    return loss / max(1, groups)


class Groups:
    """Collects candidates group by group."""

    def __init__(self):
        self.rows, self.row_edges, self.group_edges, self.right = [], [0], [0], []

    def add(self, candidates: list[tuple[list[int], int]]) -> None:
        """One group: (rows, 1 if right) of every candidate."""
        for rows, right in candidates:
            self.rows.extend(rows)
            self.row_edges.append(len(self.rows))
            self.right.append(right)
        self.group_edges.append(len(self.right))

    def train(self, bits: int, passes: int = 6, rate: float = .15, dropout: float = .1) -> np.ndarray:
        """The learned weights."""
        weights, squares = np.zeros(1 << bits), np.zeros(1 << bits)
        fit(np.array(self.rows, dtype=np.int64), np.array(self.row_edges), np.array(self.group_edges),
            np.array(self.right, dtype=np.int8), weights, squares, rate, passes, 0, dropout)
        return weights
