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
from rapidfuzz.distance import Indel

from ..article import PROSE, Article
from . import kernels
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


def align(text: str, other: str, settings: Settings = SETTINGS) -> list[Passage]:
    """Passages that two texts share, in the order of the first text."""
    return _align(text, other, read(text), read(other), settings)


def _align(text: str, other_text: str, one: Reading, other: Reading, settings: Settings) -> list[Passage]:
    if not one.units or not other.units:
        return []
    vocabulary, roots = np.unique(np.concatenate([one.roots, other.roots]), return_inverse=True)
    roots, other_roots = roots[:len(one.roots)], roots[len(one.roots):]
    weights = _weights(roots, one.edges, other_roots, other.edges, len(vocabulary))
    units, others, cosine, dice = kernels.seeds(roots, one.edges, other_roots, other.edges, weights, settings.cosine,
                                         settings.dice)
    if not len(units):
        return []
    order = np.lexsort((others, units))
    units, others, cosine, dice = units[order], others[order], cosine[order], dice[order]
    kept = kernels.in_order(roots, one.edges, other_roots, other.edges, units, others)
    length, other_length = np.diff(one.edges)[units], np.diff(other.edges)[others]
    share = 2 * kept / (length + other_length)
    region = kernels.regions(units, others, settings.gap)
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
    chain = kernels.chains(units, others, scores, one.edges, other.edges, settings.one_sided)
    found = []
    for link in range(chain.max() + 1 if len(chain) else 0):
        members = chain == link
        words = (one.edges[units[members].min()], one.edges[units[members].max() + 1],
                 other.edges[others[members].min()], other.edges[others[members].max() + 1])
        words = kernels.trim(texts.roots, texts.other_roots, *words)
        a, b, c, d = kernels.extend(texts.roots, texts.other_roots, *words)
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
        a, b = kernels.tighten(roots, a, b, other_roots[c:d], weights, settings.foreign)
        c, d = kernels.tighten(other_roots, c, d, roots[a:b], weights, settings.foreign)
    if b <= a or d <= c or _cosine(roots[a:b], other_roots[c:d], weights) < settings.region:
        return []
    passage = texts.passage(a, b, c, d, False)
    return [passage] if passage.shorter >= settings.rewritten else []


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
    `other_changed` are the (start, end) of the words that only one side has. Page furniture, bylines and dates of an
    Article are no part of it: where they stand within a passage, they do not count.
    """
    text, other = (one.text if isinstance(one, Article) else one for one in (a, b))
    hidden, other_hidden = (_hidden(one) for one in (a, b))
    table = []
    for passage in align(hidden, other_hidden):
        here, there = text[passage.start:passage.end], other[passage.other_start:passage.other_end]
        similarity, changed, other_changed = _changes(
            hidden[passage.start:passage.end], other_hidden[passage.other_start:passage.other_end])
        kind = "rewritten" if not passage.copied else "verbatim" if similarity == 1 else "near"
        table.append((
            passage.start, passage.end, here, passage.other_start, passage.other_end, there, kind, similarity,
            len(WORD.findall(here)), tuple((passage.start + x, passage.start + y) for x, y in changed),
            tuple((passage.other_start + x, passage.other_start + y) for x, y in other_changed)))
    return pd.DataFrame(table, columns=COLUMNS)


def _hidden(article: Article | str) -> str:
    """The text with page furniture, bylines and dates blanked out, so that offsets hold."""
    if isinstance(article, str):
        return article
    pieces, place = [], 0
    for block in article.blocks:
        if block.role not in PROSE:
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
