"""Where a line stands: among the lines of prose, and between signs of what follows an article. A row of numbers for every line."""
from __future__ import annotations

import numpy as np


def core(prose, lengths) -> np.ndarray:
    """The run of lines where prose most outweighs the rest: a first guess at where the article stands."""
    gains = np.where(prose, np.sqrt(np.minimum(lengths, 600)), -2.0 - np.sqrt(np.minimum(lengths, 40)) / 3)
    sums = np.concatenate(([0.0], np.cumsum(gains)))
    last = int(np.argmax(sums - np.minimum.accumulate(sums)))
    found = np.zeros(len(prose), bool)
    found[int(np.argmin(sums[:last + 1])):last] = True
    return found


def sections(rare, prose, names) -> dict:
    """Signs of what follows an article (comments, links): how many since the prose began, how many to come."""
    begun = np.cumsum(prose) > 0
    found = {}
    for name in names:
        seen = np.minimum(rare[name], 1) * begun
        total = np.cumsum(seen)
        found[f"{name}_before"] = np.log1p(np.minimum(total - seen, 20))
        found[f"{name}_after"] = np.log1p(np.minimum(total.max(initial=0) - total, 20))
    return found


def dates(dated) -> dict:
    """Lines that are hardly more than a date or a time, as teasers and comments have them: how many before, after and near."""
    sums = np.concatenate(([0], np.cumsum(dated)))
    index = np.arange(len(dated))
    near = sums[np.minimum(index + 9, len(dated))] - sums[np.maximum(index - 8, 0)]
    return {"dates_before": np.log1p(sums[:-1]), "dates_after": np.log1p(sums[-1] - sums[1:]), "dates_near": np.log1p(near)}


def among_prose(prose, lengths, core) -> dict:
    """Where a line stands among the lines of prose: the article is where they are many and close together."""
    count = len(prose)
    weight = prose * np.minimum(lengths, 600).astype(float)
    total = max(weight.sum(), 1.0)
    before = np.cumsum(weight) - weight
    index = np.arange(count)
    sums = np.concatenate(([0.0], np.cumsum(weight)))

    def window(size):
        """Characters of prose in each line and in the `size` lines before and after it."""
        return sums[np.minimum(index + size + 1, count)] - sums[np.maximum(index - size, 0)]

    at = np.flatnonzero(prose)
    if len(at):
        following = at[np.minimum(np.searchsorted(at, index, "left"), len(at) - 1)]
        previous = at[np.maximum(np.searchsorted(at, index, "right") - 1, 0)]
        gap_before = np.where(index >= at[0], index - previous, 99)
        gap_after = np.where(index <= at[-1], following - index, 99)
    else:
        gap_before = gap_after = np.full(count, 99)
    dense = window(10)
    core_first, core_last = (np.flatnonzero(core)[[0, -1]] if core.any() else (0, count))
    return {"position": index / max(count, 1), "prose_before": before / total,
            "prose_after": (total - before - weight) / total,
            "lines": np.full(count, np.log1p(count) / 5), "prose_lines": np.full(count, np.log1p(prose.sum()) / 3),
            "prose_characters": np.full(count, np.log1p(weight.sum()) / 8),
            "density": dense / max(dense.max(initial=0), 1.0),
            "core": core, "core_before": np.log1p(np.maximum(core_first - index, 0)),
            "core_after": np.log1p(np.maximum(index - core_last, 0)),
            "core_share": np.full(count, (weight * core).sum() / total), "near": np.log1p(window(2)) / 6,
            "far": np.log1p(window(25)) / 8,
            "run_before": np.log1p(np.minimum(gap_before, 99)), "run_after": np.log1p(np.minimum(gap_after, 99))}
