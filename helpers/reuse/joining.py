"""Which of many texts share text, step by step over a Shelf: in memory, in files, on one machine or many.

    reading      texts → words, a block of texts at a time
    counting     how many texts have each run of three words, a part of the runs at a time
    marking      which words are common, and the sorted hashes of the rarer runs of six words, block by block
    joining      hashes of all blocks, a range of them at a time → pairs of texts that have a run in common (sort-join)
    comparing    pairs that share runs enough → measures, a span of texts at a time

A unit of a step reads what the step before left on the shelf and leaves one array there; units of a step do not depend on
each other, and give the same whoever does them, in whatever order. What is there is not done again.
"""
from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numba import njit

from ..article import ArticleError
from . import fingerprints as fp
from .comparing import MEASURES, Fingerprints, compare
from .shelf import Shelf

BLOCK, BLOCK_CHARACTERS = 4096, 40_000_000
"""Texts in a block, fewer where they are long."""

FORMAT = 1
"""Another number wherever what lies on a shelf changes."""

SPAN = 2048
"""Texts in a unit of comparing."""

FEWEST_SHARED = 15
"""Words: less in common is chance."""

_LEAST_MEMORY = 200_000_000
"""Bytes a unit of work is given at least."""

FOUND = np.dtype([("a", "u4"), ("b", "u4"), ("boilerplate", "?"), *((name, MEASURES[name]) for name in MEASURES.names)])


class Block(NamedTuple):
    """Block `number` of a shelf, whose first text has the number `first` among all texts compared."""

    shelf: Shelf
    number: int
    first: int


class Join(NamedTuple):
    """What is compared, and how the work is divided among so many `jobs`. `crossing`: only pairs of a text before this number
    and one from it on."""

    shelf: Shelf
    blocks: tuple[Block, ...]
    texts: int
    words: int
    jobs: int = 1
    parts: int = 1
    ranges: int = 1
    crossing: int = 0

    @property
    def every(self) -> int:
        """One run in how many is used."""
        return fp.sampling(self.words)


def blocks(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts in blocks of a size that fits a unit of work; the same texts make the same blocks."""
    block, characters = [], 0
    for text in texts:
        block.append(text)
        characters += len(text)
        if len(block) == BLOCK or characters >= BLOCK_CHARACTERS:
            yield block
            block, characters = [], 0
    if block:
        yield block


def read(shelf: Shelf, number: int, texts: list[str]) -> None:
    """Put a block's words on the shelf. Raises ArticleError where the shelf has other texts of that number."""
    if f"digests-{number}" in shelf:
        given = fp.digests([text.encode("utf-8", "replace") for text in texts])
        if not np.array_equal(given, shelf.get(f"digests-{number}")):
            raise ArticleError("folder", "it holds what was begun with other articles",
                               "Give the same articles in the same order, or another folder")
        return
    words, edges, digests = fp.read(texts)
    shelf.put(f"words-{number}", words)
    shelf.put(f"edges-{number}", edges)
    shelf.put(f"digests-{number}", digests)


def settle(shelf: Shelf, count: int, jobs: int, memory: float) -> tuple[Join, np.ndarray]:
    """The work that is to do once all blocks are read, and for each text the first one that is the same."""
    sizes = [len(shelf.get(f"digests-{number}")) for number in range(count)]
    firsts = [0, *itertools.accumulate(sizes)]
    edges = [shelf.get(f"edges-{number}") for number in range(count)]
    words = sum(int(one[-1]) for one in edges)
    digests = np.concatenate([shelf.get(f"digests-{number}") for number in range(count)] or [np.zeros(0, np.uint64)])
    lengths = np.concatenate([np.diff(one) for one in edges] or [np.zeros(0, np.int64)])
    _, first, which = np.unique(digests, return_index=True, return_inverse=True)
    same = first[which].astype(np.uint32)
    if "same" not in shelf:
        shelf.put("same", same)
    if "lengths" not in shelf:
        shelf.put("lengths", lengths.astype(np.int32))
    every_block = tuple(Block(shelf, number, firsts[number]) for number in range(count))
    return Join(shelf, every_block, firsts[-1], words, *_division(shelf, words, jobs, memory)), same


def _division(shelf: Shelf, words: int, jobs: int, memory: float) -> list[int]:
    """(jobs, parts, ranges), as they were when the work was begun. Raises ArticleError for the work of another version."""
    if "division" not in shelf:
        room = max(memory / jobs, _LEAST_MEMORY)
        parts = max(jobs, int(8 * fp.slots(words) / room))
        keys = 8 * words / fp.sampling(words)
        ranges = 1 << int(np.ceil(np.log2(max(2 * jobs, 4 * keys / room))))
        shelf.put("division", np.array([FORMAT, jobs, parts, ranges]))
    version, *division = shelf.get("division").tolist()
    if version != FORMAT:
        raise ArticleError("folder", "it holds what another version of the suite began", "Remove it, or give another folder")
    return division


def count(join: Join, part: int) -> None:
    """How many texts have each of a part of the runs of three words."""
    name, slots = f"counts-{part}", fp.slots(join.words)
    if name in join.shelf or "counts" in join.shelf or "counted" in join.shelf:
        return
    low, high = slots * part // join.parts, slots * (part + 1) // join.parts
    counts = np.zeros(high - low, np.uint16)
    for block in join.blocks:
        words, edges = (np.array(block.shelf.get(f"{what}-{block.number}")) for what in ("words", "edges"))
        fp.count(words, edges, _skipped(block, len(edges) - 1), counts, low, slots, join.every)
    join.shelf.put(name, counts)


def gather_counts(join: Join) -> None:
    """Make one table of the parts where it may be held in memory: then every block is looked up in one pass."""
    if join.parts <= join.jobs and "counts" not in join.shelf and "counted" not in join.shelf:
        join.shelf.put("counts", np.concatenate([join.shelf.get(f"counts-{part}") for part in range(join.parts)]))


def _counts(join: Join, slots: int) -> Iterator[tuple[int, np.ndarray]]:
    """(first slot, counters) of the whole table or of its parts."""
    if "counts" in join.shelf:
        yield 0, join.shelf.get("counts")
        return
    for part in range(join.parts):
        yield slots * part // join.parts, join.shelf.get(f"counts-{part}")


def mark(join: Join, number: int) -> None:
    """Mark a block's common words; put its runs of six words on the shelf, sorted by their hashes."""
    shelf, block = join.shelf, join.blocks[number]
    if f"common-{number}" in shelf:
        return
    words, edges = (np.array(shelf.get(f"{what}-{number}")) for what in ("words", "edges"))
    slots = fp.slots(join.words)
    often = np.zeros(len(words), np.uint16)
    for low, counts in _counts(join, slots):
        fp.look_up(words, edges, counts, low, slots, join.every, often)
    facts = fp.mark(words, edges, often, join.every)
    del often
    shelf.put(f"marked-{number}", words)
    shelf.put(f"facts-{number}", facts)
    skipped = _skipped(block, len(edges) - 1)
    for name, common in (("keys", False), ("common", True)):
        keys = fp.sample(words, edges, skipped, join.every, common)
        keys.sort()
        shelf.put(f"{name}-{number}", keys)
    shelf.drop(f"words-{number}")


def link(join: Join, number: int) -> None:
    """Pairs of texts that have a run of a range of the hashes in common, sorted, once for each such run."""
    if f"linked-{number}" in join.shelf:
        return
    for name, family, reach in (("keys", fp.FAMILY, 2), ("common", 0, 1)):
        keys = np.concatenate([_range(join, block, name, number) for block in join.blocks] or [np.zeros(0, np.uint64)])
        keys.sort()
        pairs = fp.link(keys, family, reach)
        del keys
        if join.crossing:
            pairs = pairs[((pairs & fp.LOW) < join.crossing) & (pairs >> fp.HALF >= join.crossing)]
        pairs.sort()
        join.shelf.put(f"{'linked' if name == 'common' else 'pairs'}-{number}", pairs)


def _range(join: Join, block: Block, name: str, number: int) -> np.ndarray:
    """The keys of a block in a range, with the numbers that the texts have among all texts."""
    keys = block.shelf.get(f"{name}-{block.number}")
    bits = np.uint64(65 - join.ranges.bit_length())
    low = np.searchsorted(keys, np.uint64(number) << bits) if number else 0
    high = np.searchsorted(keys, np.uint64(number + 1) << bits) if number + 1 < join.ranges else len(keys)
    keys = keys[low:high] + np.uint64(block.first)
    return keys if join.every == 1 else keys[(keys >> fp.HALF) & np.uint64(join.every - 1) == 0]


def measure(join: Join, number: int) -> None:
    """Measures of the pairs whose second text lies in a span of texts."""
    name = f"found-{number}"
    if name in join.shelf:
        return
    low, high = (np.uint64(min(join.texts, SPAN * place)) << fp.HALF for place in (number, number + 1))
    lengths = np.concatenate([block.shelf.get("lengths") for block in join.blocks if block.number == 0])
    found, known = [], np.zeros(0, np.uint64)
    for kind, least in (("pairs", fp.LEAST_SHARED), ("linked", 0.0)):
        pieces = [pairs[slice(*np.searchsorted(pairs, [low, high]))]
                  for pairs in (join.shelf.get(f"{kind}-{range_}") for range_ in range(join.ranges))]
        pairs = np.concatenate(pieces)
        pairs.sort()
        pairs = fp.often(pairs, lengths, join.every, least)
        if kind == "linked":
            pairs = pairs[~np.isin(pairs, known)]
        found.append(_compare(join, pairs, kind == "linked"))
        known = pairs
    join.shelf.put(name, np.concatenate(found))


def _compare(join: Join, pairs: np.ndarray, boilerplate: bool) -> np.ndarray:
    """FOUND records of pairs that share more than chance; with `boilerplate` only the common words are compared."""
    both = np.stack([pairs & fp.LOW, pairs >> fp.HALF])
    texts, places = np.unique(both, return_inverse=True)
    place = places.reshape(both.shape).astype(np.uint64)
    texts = _gather(join, texts.astype(np.int64))
    if boilerplate:
        texts = texts._replace(words=texts.words ^ np.uint32(fp.COMMON))
    measures = compare(texts, (place[1] << fp.HALF) | place[0])
    kept = np.flatnonzero(measures["covered"] >= FEWEST_SHARED)
    found = np.zeros(len(kept), FOUND)
    found["a"], found["b"], found["boilerplate"] = both[0][kept], both[1][kept], boilerplate
    for name in MEASURES.names:
        found[name] = measures[name][kept]
    if boilerplate:
        lengths = np.diff(texts.edges)
        found["words"], found["other_words"] = lengths[place[0][kept]], lengths[place[1][kept]]
    return found


def _gather(join: Join, texts: np.ndarray) -> Fingerprints:
    """The words of some texts, whose numbers are sorted, from all blocks."""
    firsts = np.array([block.first for block in join.blocks] + [join.texts])
    bounds = np.searchsorted(texts, firsts)
    pieces, lengths, facts = [], [], []
    for block, low, high in zip(join.blocks, bounds, bounds[1:], strict=False):
        if low == high:
            continue
        wanted = texts[low:high] - block.first
        edges = block.shelf.get(f"edges-{block.number}")
        pieces.append(_taken(block.shelf.get(f"marked-{block.number}"), edges, wanted))
        lengths.append(edges[wanted + 1] - edges[wanted])
        facts.append(block.shelf.get(f"facts-{block.number}")[wanted])
    if not pieces:
        return Fingerprints(np.zeros(0, np.uint32), np.zeros(1, np.int64), np.zeros(0, np.int32))
    return Fingerprints(np.concatenate(pieces), np.append(0, np.cumsum(np.concatenate(lengths))), np.concatenate(facts))


@njit(cache=True, nogil=True)
def _taken(words, edges, wanted):
    total = 0
    for text in wanted:
        total += edges[text + 1] - edges[text]
    taken = np.empty(total, np.uint32)
    place = 0
    for text in wanted:
        length = edges[text + 1] - edges[text]
        taken[place:place + length] = words[edges[text]:edges[text + 1]]
        place += length
    return taken


def _skipped(block: Block, size: int) -> np.ndarray:
    """For each text of a block whether an earlier one is the same."""
    numbers = np.arange(block.first, block.first + size, dtype=np.uint32)
    return block.shelf.get("same")[block.first:block.first + size] != numbers
