"""How much of one text stands in another: the words covered on both sides, in what order, with which facts."""
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from .fingerprints import run_of_three

LEDE = 60
"""Words: the beginning of an article, where a story is told in short."""

FEWEST = 6
"""A stretch in common of fewer words is chance."""

MEASURES = np.dtype([("covered", "i4"), ("other_covered", "i4"), ("words", "i4"), ("other_words", "i4"), ("runs", "i4"),
                     ("longest", "i4"), ("forward", "i4"), ("quoted", "i4"), ("facts", "f4"), ("lede", "f4"),
                     ("kept", "i4")])


class Fingerprints(NamedTuple):
    """Texts as words: text number n holds `words[edges[n]:edges[n + 1]]` and `facts[n]` distinct names and numbers."""

    words: np.ndarray
    edges: np.ndarray
    facts: np.ndarray


def compare(found: Fingerprints, pairs: np.ndarray) -> np.ndarray:
    """One record of MEASURES for each pair (second number in the high half, first in the low), sorted pairs given.

    The second text is `other`. `words` leaves out common ones; `covered` words lie in stretches that both have; `runs`
    are the stretches, `longest` the longest one's words, `forward` those that follow the one before in both texts;
    `quoted` covered words stand between quotation marks; `facts` is the share of the names and numbers of the text that
    has fewer which the other has too; `lede` the covered share of the beginning, of the text where it is less.
    """
    measures = np.zeros(len(pairs), MEASURES)
    if len(pairs):
        other = pairs >> np.uint64(32)
        starts = np.flatnonzero(np.concatenate([[True], other[1:] != other[:-1]]))
        _compare(found.words, found.edges, found.facts, pairs, np.append(starts, len(pairs)), measures, 0, len(starts))
    return measures


@njit(cache=True, nogil=True)
def _compare(words, edges, facts, pairs, groups, measures, first_group, last_group):
    size = 64
    table = np.full(size, -1, np.int32)
    later = np.zeros(64, np.int32)
    fact_table = np.zeros(64, np.uint32)
    fact_stamp = np.zeros(64, np.int64)
    covered = np.zeros(64, np.bool_)
    other_covered = np.zeros(64, np.bool_)
    for group in range(first_group, last_group):
        other = np.int64(pairs[groups[group]] >> np.uint64(32))
        begin, end = edges[other], edges[other + 1]
        length = end - begin
        size = 64
        while size < 2 * length:
            size *= 2
        mask = np.uint64(size - 1)
        if size > len(table):
            table = np.full(size, -1, np.int32)
            fact_table = np.zeros(size, np.uint32)
            fact_stamp = np.zeros(size, np.int64)
        table[:size] = -1
        fact_table[:size] = 0
        fact_stamp[:size] = -1
        if length > len(later):
            later = np.zeros(2 * length, np.int32)
            other_covered = np.zeros(2 * length, np.bool_)
        plain = 0
        for place in range(length - 1, -1, -1):
            word = words[begin + place]
            if word & np.uint32(4):
                continue
            plain += 1
            if word & np.uint32(1):
                key = (word >> np.uint32(3)) | np.uint32(0x80000000)
                slot = np.int64(np.uint64(key) * np.uint64(2654435769) & mask)
                while fact_table[slot] != 0 and fact_table[slot] != key:
                    slot = (slot + 1) & (size - 1)
                fact_table[slot] = key
            if place > length - 3:
                continue
            run = run_of_three(words, begin + place)
            slot = np.int64(np.uint64(run) & mask)
            while table[slot] >= 0 and run_of_three(words, begin + table[slot]) != run:
                slot = (slot + 1) & (size - 1)
            later[place] = table[slot]
            table[slot] = place
        for pair in range(groups[group], groups[group + 1]):
            text = np.int64(pairs[pair] & np.uint64(0xFFFFFFFF))
            start, stop = edges[text], edges[text + 1]
            count = stop - start
            if count > len(covered):
                covered = np.zeros(2 * count, np.bool_)
            covered[:count] = False
            other_covered[:length] = False
            own, shared, longest, runs, forward, kept = 0, 0, 0, 0, 0, 0
            here, there, run_start, other_start, seen = -100, -100, 0, 0, 0
            before = -1
            for place in range(count + 1):
                found = -1
                if place < count:
                    word = words[start + place]
                    if not word & np.uint32(4):
                        own += 1
                        if word & np.uint32(1):
                            key = (word >> np.uint32(3)) | np.uint32(0x80000000)
                            slot = np.int64(np.uint64(key) * np.uint64(2654435769) & mask)
                            while fact_table[slot] != 0 and fact_table[slot] != key:
                                slot = (slot + 1) & (size - 1)
                            if fact_table[slot] == key and fact_stamp[slot] != pair:
                                fact_stamp[slot] = pair
                                shared += 1
                        if place < count - 2:
                            run = run_of_three(words, start + place)
                            slot = np.int64(np.uint64(run) & mask)
                            while table[slot] >= 0 and run_of_three(words, begin + table[slot]) != run:
                                slot = (slot + 1) & (size - 1)
                            found = table[slot]
                            if found >= 0:
                                expected = there + place - here
                                option = later[found]
                                tried = 0
                                while option >= 0 and tried < 64:
                                    if abs(option - expected) < abs(found - expected):
                                        found = option
                                    option = later[option]
                                    tried += 1
                if (found >= 0 and place - here <= 8 and 0 < found - there <= 8
                        and abs(place - here - found + there) <= 4):
                    here, there = place, found
                    seen += 1
                elif found >= 0 or place == count:
                    wide = here + 3 - run_start
                    if seen and wide >= FEWEST:
                        runs += 1
                        kept += seen
                        if wide > longest:
                            longest = wide
                        if other_start > before:
                            forward += 1
                        before = other_start
                        covered[run_start:here + 3] = True
                        other_covered[other_start:there + 3] = True
                    if found >= 0:
                        here, there, run_start, other_start, seen = place, found, place, found, 1
            total, quoted, lede, other_total, other_lede = 0, 0, 0, 0, 0
            for place in range(count):
                if covered[place]:
                    total += 1
                    quoted += words[start + place] & np.uint32(2) != 0
                    lede += 3 <= place < LEDE
            for place in range(length):
                if other_covered[place]:
                    other_total += 1
                    other_lede += 3 <= place < LEDE
            row = measures[pair]
            row.covered, row.other_covered, row.words, row.other_words = total, other_total, own, plain
            row.runs, row.longest, row.forward, row.quoted, row.kept = runs, longest, forward, quoted, kept
            row.facts = shared / max(1, min(facts[text], facts[other]))
            row.lede = min(lede / max(1, min(LEDE, count) - 3), other_lede / max(1, min(LEDE, length) - 3))
