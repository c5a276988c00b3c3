"""The aligner's loops over arrays of word numbers, compiled by numba: which units are alike, how they chain, where passages end."""
from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def seeds(roots, edges, other_roots, other_edges, weights, least_cosine, least_dice):
    """Pairs of units alike enough: (unit, other unit, cosine, dice). Roots are numbers from 0, with a weight each."""
    units, others, vocabulary = len(edges) - 1, len(other_edges) - 1, len(weights)
    counts = np.zeros(vocabulary + 1, np.int64)
    last = np.full(vocabulary, -1, np.int64)
    other_norm = np.zeros(others)
    other_size = np.zeros(others, np.int64)
    tally = np.zeros(vocabulary, np.int64)
    for unit in range(others):
        for word in range(other_edges[unit], other_edges[unit + 1]):
            root = other_roots[word]
            if last[root] != unit:
                last[root] = unit
                counts[root + 1] += 1
                other_size[unit] += 1
    where = np.cumsum(counts)
    fill = where[:-1].copy()
    posting_unit = np.empty(where[-1], np.int32)
    posting_count = np.empty(where[-1], np.int32)
    for unit in range(others):
        for word in range(other_edges[unit], other_edges[unit + 1]):
            tally[other_roots[word]] += 1
        for word in range(other_edges[unit], other_edges[unit + 1]):
            root = other_roots[word]
            if tally[root]:
                posting_unit[fill[root]], posting_count[fill[root]] = unit, tally[root]
                fill[root] += 1
                other_norm[unit] += (tally[root] * weights[root]) ** 2
                tally[root] = 0
    dot = np.zeros(others)
    common = np.zeros(others, np.int64)
    touched = np.empty(others, np.int64)
    found_unit, found_other, found_cosine, found_dice = [np.int64(0)], [np.int64(0)], [0.0], [0.0]
    for unit in range(units):
        norm, size, seen = 0.0, 0, 0
        for word in range(edges[unit], edges[unit + 1]):
            tally[roots[word]] += 1
        for word in range(edges[unit], edges[unit + 1]):
            root = roots[word]
            count = tally[root]
            if not count:
                continue
            tally[root] = 0
            size += 1
            norm += (count * weights[root]) ** 2
            if where[root + 1] - where[root] > 2000:
                continue
            for posting in range(where[root], where[root + 1]):
                other = posting_unit[posting]
                if not common[other]:
                    touched[seen] = other
                    seen += 1
                common[other] += 1
                dot[other] += count * posting_count[posting] * weights[root] ** 2
        for index in range(seen):
            other = touched[index]
            if common[other] and dot[other] > 0:
                cosine = dot[other] / np.sqrt(norm * other_norm[other])
                dice = 2.0 * common[other] / (size + other_size[other])
                if cosine > least_cosine and dice > least_dice:
                    found_unit.append(unit)
                    found_other.append(np.int64(other))
                    found_cosine.append(cosine)
                    found_dice.append(dice)
            common[other] = 0
            dot[other] = 0.0
    return (np.array(found_unit)[1:], np.array(found_other)[1:], np.array(found_cosine)[1:], np.array(found_dice)[1:])


@njit(cache=True, nogil=True)
def in_order(roots, edges, other_roots, other_edges, units, others):
    """For each pair of units the words both have in the same order (longest common subsequence)."""
    result = np.empty(len(units), np.int64)
    row = np.zeros(1024, np.int64)
    for pair in range(len(units)):
        first, last = edges[units[pair]], edges[units[pair] + 1]
        begin, end = other_edges[others[pair]], other_edges[others[pair] + 1]
        width = min(end - begin, 1000)
        row[:width + 1] = 0
        for word in range(first, min(last, first + 1000)):
            diagonal = 0
            for column in range(width):
                above = row[column + 1]
                if roots[word] == other_roots[begin + column]:
                    row[column + 1] = diagonal + 1
                elif row[column] > above:
                    row[column + 1] = row[column]
                diagonal = above
        result[pair] = row[width]
    return result


@njit(cache=True, nogil=True)
def regions(units, others, gap):
    """A region's number for each pair of units: pairs with few missing units between them are of one region."""
    parent = np.arange(len(units))
    low = 0
    for pair in range(len(units)):
        while units[pair] - units[low] > gap + 1:
            low += 1
        for before in range(low, pair):
            if abs(others[pair] - others[before]) <= gap + 1:
                a, b = pair, before
                while parent[a] != a:
                    parent[a] = parent[parent[a]]
                    a = parent[a]
                while parent[b] != b:
                    parent[b] = parent[parent[b]]
                    b = parent[b]
                if a != b:
                    parent[max(a, b)] = min(a, b)
    for pair in range(len(units)):
        root = pair
        while parent[root] != root:
            root = parent[root]
        parent[pair] = root
    return parent


@njit(cache=True, nogil=True)
def chains(units, others, scores, edges, other_edges, one_sided):
    """The chain each pair of copied units belongs to, or -1. Best chain first; a unit is in one chain only.

    Two pairs are linked when the second lies after the first on both sides with nothing between them but a few words,
    or about as much on both sides: a sentence that was rewritten.
    """
    total = len(units)
    chain = np.full(total, -1, np.int64)
    used = np.zeros(len(edges), np.bool_)
    other_used = np.zeros(len(other_edges), np.bool_)
    best = np.empty(total)
    previous = np.empty(total, np.int64)
    number = 0
    while True:
        top, top_at = 0.0, -1
        for pair in range(total):
            best[pair] = -1.0
            if chain[pair] >= 0 or used[units[pair]] or other_used[others[pair]]:
                continue
            best[pair], previous[pair] = scores[pair], -1
            before = pair - 1
            while before >= 0 and edges[units[pair]] - edges[units[before] + 1] <= 80:
                if (best[before] > 0 and units[before] <= units[pair] and others[before] <= others[pair]
                        and best[before] + scores[pair] > best[pair]):
                    here = max(0, edges[units[pair]] - edges[units[before] + 1])
                    there = max(0, other_edges[others[pair]] - other_edges[others[before] + 1])
                    small = here <= one_sided and there <= one_sided
                    less, more = min(here, there), max(here, there)
                    rewritten = less > 3 and more <= 60 and 2 * less >= more
                    if small or rewritten:
                        best[pair], previous[pair] = best[before] + scores[pair], before
                before -= 1
            if best[pair] > top:
                top, top_at = best[pair], pair
        if top_at < 0:
            return chain
        while top_at >= 0:
            chain[top_at] = number
            used[units[top_at]] = True
            other_used[others[top_at]] = True
            top_at = previous[top_at]
        number += 1


@njit(cache=True, nogil=True)
def trim(roots, other_roots, a, b, c, d):
    """Without words at either end that only one side has: a dateline, a clause that was added."""
    for _ in range(2):
        here, there = lead(roots, other_roots, a, min(b, a + 60), c, min(d, c + 60), 1)
        if min(here, there) == 0 and max(here, there) >= 2:
            a, c = a + here, c + there
        here, there = lead(roots, other_roots, b - 1, max(a, b - 60) - 1, d - 1, max(c, d - 60) - 1, -1)
        if min(here, there) == 0 and max(here, there) >= 2:
            b, d = b - here, d - there
    return a, b, c, d


@njit(cache=True, nogil=True)
def lead(roots, other_roots, a, b, c, d, step):
    """How many words come on each side before the first three words that both have in the same order, fewest in all."""
    width, other_width = abs(b - a), abs(d - c)
    for total in range(width + other_width - 5):
        for here in range(max(0, total - other_width + 3), min(total, width - 3) + 1):
            there = total - here
            if (roots[a + step * here] == other_roots[c + step * there]
                    and roots[a + step * (here + 1)] == other_roots[c + step * (there + 1)]
                    and roots[a + step * (here + 2)] == other_roots[c + step * (there + 2)]):
                return here, there
    return 1, 1


@njit(cache=True, nogil=True)
def extend(roots, other_roots, a, b, c, d):
    """Outward from both ends as long as the words go on being the same, a word or two apart now and then."""
    for step in (-1, 1):
        here, there = (b, d) if step == 1 else (a - 1, c - 1)
        while True:
            moved = False
            for skip in range(4):
                for first in range(skip + 1):
                    x, y = here + step * first, there + step * (skip - first)
                    needed = 1 if skip == 0 else 3
                    same = 0
                    while (same < needed and 0 <= x + step * same < len(roots)
                           and 0 <= y + step * same < len(other_roots)
                           and roots[x + step * same] == other_roots[y + step * same]):
                        same += 1
                    if same == needed:
                        here, there, moved = x + step * needed, y + step * needed, True
                        break
                if moved:
                    break
            if not moved:
                break
        if step == 1:
            b, d = here, there
        else:
            a, c = here + 1, there + 1
    return a, b, c, d


@njit(cache=True, nogil=True)
def tighten(roots, first, last, others, weights, foreign):
    """The stretch between two words that is richest in words of the other side (Bentley 1984: greatest sum)."""
    present = np.zeros(len(weights), np.bool_)
    for root in others:
        present[root] = True
    top, sum_, begin, best_first, best_last = 0.0, 0.0, first, first, first
    for word in range(first, last):
        weight = weights[roots[word]]
        sum_ += weight if present[roots[word]] else -foreign * weight
        if sum_ > top:
            top, best_first, best_last = sum_, begin, word + 1
        if sum_ < 0:
            sum_, begin = 0.0, word + 1
    return best_first, best_last
