"""Which passages of two texts have the same words, or nearly: where they begin and end in both.

Units (sentences) that share much of their rarer words are found first, in the manner of Sanchez-Perez, Gelbukh and
Sidorov (2015): tf-isf cosine and Dice. Neighbouring pairs form regions. In a region that was copied, units are linked
in reading order and the passage ends where one side goes on alone; a region that was rewritten is one passage.
"""
from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
from numba import njit
from rapidfuzz.distance import Indel

from ..article import Article
from .reading import Reading, read

COLUMNS = ["start", "end", "text", "other_start", "other_end", "other_text", "kind", "similarity", "words", "changed",
           "other_changed"]
WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


class Settings(NamedTuple):
    """The aligner's thresholds: one setting for every kind of reuse."""

    cosine: float = 0.25        # least tf-isf cosine of two units
    dice: float = 0.25          # least Dice coefficient of their words
    copied: float = 0.85        # from this share of words in the same order on, a unit is copied rather than rewritten
    gap: int = 8                # units that may be missing between neighbours in a region
    one_sided: int = 6          # words: more on one side only, and a copied passage ends there
    region: float = 0.35        # least cosine of a rewritten region as a whole
    rewritten: int = 140        # characters: a rewritten passage has at least as many on both sides
    shortest: int = 25          # characters: a copied one
    foreign: float = 0.45        # what a word that the other side lacks counts against a rewritten passage


SETTINGS = Settings()


class Passage(NamedTuple):
    """Text `start` to `end` of the one article stands in the other at `other_start` to `other_end`."""

    start: int
    end: int
    other_start: int
    other_end: int
    copied: bool

    @property
    def shorter(self) -> int:
        """Characters on the side that has fewer."""
        return min(self.end - self.start, self.other_end - self.other_start)


@njit(cache=True, nogil=True)
def _seeds(roots, edges, other_roots, other_edges, weights, least_cosine, least_dice):
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
def _in_order(roots, edges, other_roots, other_edges, units, others):
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
def _regions(units, others, gap):
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
def _chains(units, others, scores, edges, other_edges, one_sided):
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


def align(text: str, other: str, settings: Settings = SETTINGS) -> list[Passage]:
    """Passages that two texts share, in the order of the first text."""
    return _align(text, other, read(text), read(other), settings)


def _align(text: str, other_text: str, one: Reading, other: Reading, settings: Settings) -> list[Passage]:
    if not one.units or not other.units:
        return []
    vocabulary, roots = np.unique(np.concatenate([one.roots, other.roots]), return_inverse=True)
    roots, other_roots = roots[:len(one.roots)], roots[len(one.roots):]
    weights = _weights(roots, one.edges, other_roots, other.edges, len(vocabulary))
    units, others, cosine, dice = _seeds(roots, one.edges, other_roots, other.edges, weights, settings.cosine,
                                         settings.dice)
    if not len(units):
        return []
    order = np.lexsort((others, units))
    units, others, cosine, dice = units[order], others[order], cosine[order], dice[order]
    kept = _in_order(roots, one.edges, other_roots, other.edges, units, others)
    length, other_length = np.diff(one.edges)[units], np.diff(other.edges)[others]
    share = 2 * kept / (length + other_length)
    region = _regions(units, others, settings.gap)
    texts = _Texts(text, other_text, one, other, roots, other_roots, weights, settings)
    found: list[Passage] = []
    for number in np.unique(region):
        here = np.flatnonzero(region == number)
        if _typical(units[here], kept[here], length[here], share[here]) < settings.copied:
            found += _rewritten(texts, units[here], others[here])
            continue
        contained = (kept[here] >= 0.8 * np.minimum(length[here], other_length[here])) & (kept[here] >= 4)
        chosen = here[(share[here] >= 0.45) | contained]
        found += _copied(texts, units[chosen], others[chosen], kept[chosen] * share[chosen])
    return sorted(_apart(found, settings))


class _Texts(NamedTuple):
    """Two texts, their words as numbers from 0, and a weight for each."""

    text: str
    other_text: str
    one: Reading
    other: Reading
    roots: np.ndarray
    other_roots: np.ndarray
    weights: np.ndarray
    settings: Settings

    def passage(self, a: int, b: int, c: int, d: int, copied: bool) -> Passage:
        """Words a to b of the one and c to d of the other as a passage."""
        return Passage(*_edges(self.text, self.one, a, b), *_edges(self.other_text, self.other, c, d), copied)


def _typical(units: np.ndarray, kept: np.ndarray, length: np.ndarray, share: np.ndarray) -> float:
    """The share of words in the same order that half of a region's words reach, each unit by its best match."""
    order = np.lexsort((-kept, units))
    best = order[np.concatenate([[True], np.diff(units[order]) > 0])]
    ranked = best[np.argsort(share[best], kind="stable")]
    heavy = np.cumsum(length[ranked])
    return float(share[ranked[np.searchsorted(heavy, heavy[-1] / 2)]])


def _copied(texts: _Texts, units: np.ndarray, others: np.ndarray, scores: np.ndarray) -> list[Passage]:
    """Passages of a region whose words are mostly the same: one for each chain of units in reading order."""
    one, other, settings = texts.one, texts.other, texts.settings
    chain = _chains(units, others, scores, one.edges, other.edges, settings.one_sided)
    found = []
    for link in range(chain.max() + 1 if len(chain) else 0):
        members = chain == link
        words = (one.edges[units[members].min()], one.edges[units[members].max() + 1],
                 other.edges[others[members].min()], other.edges[others[members].max() + 1])
        words = _trim(texts.roots, texts.other_roots, *words)
        a, b, c, d = _extend(texts.roots, texts.other_roots, *words)
        if b > a and d > c:
            passage = texts.passage(a, b, c, d, True)
            if passage.shorter >= settings.shortest:
                found.append(passage)
    return found


def _rewritten(texts: _Texts, units: np.ndarray, others: np.ndarray) -> list[Passage]:
    """The one passage of a region whose words were changed throughout, if it is long and alike enough."""
    roots, other_roots, weights, settings = texts.roots, texts.other_roots, texts.weights, texts.settings
    a, b = texts.one.edges[units.min()], texts.one.edges[units.max() + 1]
    c, d = texts.other.edges[others.min()], texts.other.edges[others.max() + 1]
    for _ in range(2):
        a, b = _tighten(roots, a, b, other_roots[c:d], weights, settings.foreign)
        c, d = _tighten(other_roots, c, d, roots[a:b], weights, settings.foreign)
    if b <= a or d <= c or _cosine(roots[a:b], other_roots[c:d], weights) < settings.region:
        return []
    passage = texts.passage(a, b, c, d, False)
    return [passage] if passage.shorter >= settings.rewritten else []


@njit(cache=True, nogil=True)
def _trim(roots, other_roots, a, b, c, d):
    """Without words at either end that only one side has: a dateline, a clause that was added."""
    for _ in range(2):
        here, there = _lead(roots, other_roots, a, min(b, a + 60), c, min(d, c + 60), 1)
        if min(here, there) == 0 and max(here, there) >= 2:
            a, c = a + here, c + there
        here, there = _lead(roots, other_roots, b - 1, max(a, b - 60) - 1, d - 1, max(c, d - 60) - 1, -1)
        if min(here, there) == 0 and max(here, there) >= 2:
            b, d = b - here, d - there
    return a, b, c, d


@njit(cache=True, nogil=True)
def _lead(roots, other_roots, a, b, c, d, step):
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
def _extend(roots, other_roots, a, b, c, d):
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
def _tighten(roots, first, last, others, weights, foreign):
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


def _edges(text: str, reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Offsets of a range of words, with the marks that belong to its first and last."""
    start, end = int(reading.starts[first]), int(reading.ends[last - 1])
    while end < len(text) and not text[end].isspace() and not text[end].isalnum() and text[end] not in "([“‘—":
        end += 1
    while start > 0 and text[start - 1] in "\"'“‘([$£€#@":
        start -= 1
    return start, end


def _apart(found: list[Passage], settings: Settings) -> list[Passage]:
    """Passages without those that stronger ones already explain, on both sides or, where they are short, on one."""
    kept: list[Passage] = []
    for passage in sorted(found, key=lambda one: (not one.copied, one.start - one.end)):
        here = sum(max(0, min(passage.end, one.end) - max(passage.start, one.start)) for one in kept)
        there = sum(max(0, min(passage.other_end, one.other_end) - max(passage.other_start, one.other_start))
                    for one in kept)
        covered = (2 * here > passage.end - passage.start, 2 * there > passage.other_end - passage.other_start)
        if all(covered) or (any(covered) and (not passage.copied or passage.end - passage.start < settings.rewritten)):
            continue
        kept.append(passage)
    return kept


def _weights(roots, edges, other_roots, other_edges, size: int) -> np.ndarray:
    """Inverse sentence frequency of each root over both texts."""
    unit_of = np.repeat(np.arange(len(edges) - 1), np.diff(edges))
    other_unit_of = np.repeat(np.arange(len(other_edges) - 1), np.diff(other_edges)) + len(edges)
    pairs = np.unique(np.concatenate([roots, other_roots]) * np.int64(len(edges) + len(other_edges))
                      + np.concatenate([unit_of, other_unit_of]))
    frequency = np.bincount(pairs // (len(edges) + len(other_edges)), minlength=size)
    return np.log((len(edges) + len(other_edges) - 1) / frequency)


def _cosine(roots: np.ndarray, other_roots: np.ndarray, weights: np.ndarray) -> float:
    one = np.bincount(roots, minlength=len(weights)) * weights
    other = np.bincount(other_roots, minlength=len(weights)) * weights
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) or 1))


def passages(a: Article | str, b: Article | str) -> pd.DataFrame:
    """One row a passage that stands in both articles, in the order of the first.

    `start`, `end`, `text` lie in a, `other_start`, `other_end`, `other_text` in b. `kind` is "verbatim" (the same
    words), "near" (some words changed) or "rewritten" (many, perhaps in another order); `similarity` is the share of
    words both have in the same order (Dice, 0 to 1, higher is more alike), `words` counts the words in a. `changed` and
    `other_changed` are the (start, end) of the words that only one side has. Page furniture is left out of Articles.
    """
    text, other = (one.text if isinstance(one, Article) else one for one in (a, b))
    hidden, other_hidden = (_hidden(one) for one in (a, b))
    table = []
    for passage in align(hidden, other_hidden):
        here, there = text[passage.start:passage.end], other[passage.other_start:passage.other_end]
        similarity, changed, other_changed = _changes(here, there)
        kind = "rewritten" if not passage.copied else "verbatim" if similarity == 1 else "near"
        table.append((
            passage.start, passage.end, here, passage.other_start, passage.other_end, there, kind, similarity,
            len(WORD.findall(here)), tuple((passage.start + x, passage.start + y) for x, y in changed),
            tuple((passage.other_start + x, passage.other_start + y) for x, y in other_changed)))
    return pd.DataFrame(table, columns=COLUMNS)


def _hidden(article: Article | str) -> str:
    """The text with page furniture blanked out, so that offsets hold."""
    if isinstance(article, str):
        return article
    pieces, place = [], 0
    for block in article.blocks:
        if block.role == "furniture":
            pieces += [article.text[place:block.start], "\n" * (block.end - block.start)]
            place = block.end
    return "".join([*pieces, article.text[place:]])


def _changes(text: str, other: str) -> tuple[float, list[tuple[int, int]], list[tuple[int, int]]]:
    """(similarity, spans of the words only the first has, spans of those only the other has)."""
    ours, theirs = list(WORD.finditer(text)), list(WORD.finditer(other))
    letters: dict[str, str] = {}
    code, other_code = ("".join([letters.setdefault(match[0].lower(), chr(0x10000 + len(letters) % 0xFFFFF))
                                 for match in matches]) for matches in (ours, theirs))
    changed, other_changed = [], []
    for step in Indel.opcodes(code, other_code):
        if step.tag == "delete":
            changed.append((ours[step.src_start].start(), ours[step.src_end - 1].end()))
        elif step.tag == "insert":
            other_changed.append((theirs[step.dest_start].start(), theirs[step.dest_end - 1].end()))
    return Indel.normalized_similarity(code, other_code), changed, other_changed
