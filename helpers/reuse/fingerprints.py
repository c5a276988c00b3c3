"""Texts as arrays of words, and which of them share rare runs of words. Compiled; each function works on one block of texts.

A word is 32 bits: 29 of a hash of its first letters, and three marks. Bit 0, a fact: a name or a number. Bit 1, quoted:
between quotation marks. Bit 2, common: it begins a run of three words that far more articles share than this article's
runs usually do, as boilerplate does.
"""
from __future__ import annotations

import hashlib

import numpy as np
from numba import njit

RUN = 6
"""Words in a run that makes two articles candidates; runs of three words are counted in the comparison itself."""

FAMILY = 32
"""A run that more articles than this share links each of them with the next two only, not all with all."""

COMMON_RATIO = 8
"""A run is common in an article when this many times as many articles have it as have the article's median run."""

LEAST_SHARED = 0.02
"""Candidates share at least this share of the shorter article's runs: in 600 words, about 17 in a row."""

SAMPLE_FROM = 8_000_000
"""Words from which on only one run in four is used to find candidates."""

COMMON = 4
"""The mark of a common word."""

HALF, LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
"""A pair of texts or a run and its text in 64 bits: two halves."""


def sampling(words: int) -> int:
    """One run in how many is used where there are so many words: a power of two."""
    return 1 if words < SAMPLE_FROM else 4


def slots(words: int) -> int:
    """How many counters of runs there are for so many words: a power of two."""
    return 1 << int(np.clip(np.ceil(np.log2(max(words // sampling(words), 1))) + 1, 16, 28))


def read(texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(words, edges, digests) of texts: text number n holds `words[edges[n]:edges[n + 1]]`; equal texts have equal digests."""
    encoded = [text.encode("utf-8", "replace") for text in texts]
    edges = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(one) for one in encoded], out=edges[1:])
    words, lengths = _words(np.frombuffer(b"".join(encoded), np.uint8), edges)
    np.cumsum(lengths, out=edges[1:])
    return words, edges, digests(encoded)


def digests(encoded: list[bytes]) -> np.ndarray:
    """64 bits of a hash of each text."""
    return np.array([int.from_bytes(hashlib.blake2b(one, digest_size=8).digest(), "little") for one in encoded], np.uint64)


@njit(cache=True, nogil=True)
def _words(buffer, edges):
    """The words of texts in UTF-8 and how many each has: ASCII letters and digits, and letters beyond."""
    words = np.empty(len(buffer) // 2 + 1, np.uint32)
    lengths = np.empty(len(edges) - 1, np.int64)
    total = 0
    for text in range(len(edges) - 1):
        first, last = edges[text], edges[text + 1]
        begin = total
        initial, quoted, inside, letters = True, False, False, 0
        hashed, figure, capital = np.uint32(2166136261), False, False
        place = first
        while place <= last:
            byte = buffer[place] if place < last else 32
            width, letter, silent = 1, False, False
            if 97 <= byte <= 122:
                letter = True
            elif 65 <= byte <= 90:
                letter = True
                capital = capital or not inside
                byte += 32
            elif 48 <= byte <= 57:
                letter = True
                figure = True
            elif byte == 39:
                silent = True
            elif byte >= 128:
                second = buffer[place + 1] if place + 1 < last else 0
                third = buffer[place + 2] if place + 2 < last else 0
                if byte == 0xE2 and second == 0x80:
                    width = 3
                    if third == 0x99 or third == 0x98:
                        silent = True
                    elif third == 0x9C:
                        quoted, initial = True, True
                    elif third == 0x9D:
                        quoted, initial = False, True
                elif byte == 0xC2:
                    width = 2
                else:
                    letter = True
            if letter:
                if letters < 6:
                    hashed = (hashed ^ np.uint32(byte)) * np.uint32(16777619)
                letters += 1
                inside = True
            elif not silent:
                if inside:
                    mixed = hashed ^ (hashed >> np.uint32(15))
                    mixed *= np.uint32(0x2C1B3C6D)
                    mixed ^= mixed >> np.uint32(12)
                    word = mixed & np.uint32(0xFFFFFFF8)
                    if figure or (capital and not initial):
                        word |= np.uint32(1)
                    if quoted:
                        word |= np.uint32(2)
                    words[total] = word
                    total += 1
                    initial, inside, letters = False, False, 0
                    hashed, figure = np.uint32(2166136261), False
                capital = False
                if byte == 46 or byte == 33 or byte == 63 or byte == 58:
                    initial = True
                elif byte == 10:
                    initial, quoted = True, False
                elif byte == 34:
                    quoted, initial = not quoted, True
            place += width
        lengths[text] = total - begin
    return words[:total].copy(), lengths


@njit(cache=True, nogil=True)
def run_of_three(words, place):
    """The hash of the three words from here on."""
    value = (np.uint64(words[place] >> np.uint32(3)) * np.uint64(0x9E3779B97F4A7C15)
             + np.uint64(words[place + 1] >> np.uint32(3)) * np.uint64(0xC2B2AE3D27D4EB4F)
             + np.uint64(words[place + 2] >> np.uint32(3)) * np.uint64(0x165667B19E3779F9))
    value ^= value >> np.uint64(29)
    value *= np.uint64(0xBF58476D1CE4E5B9)
    return np.uint32(value >> np.uint64(32))


@njit(cache=True, nogil=True)
def count(words, edges, skipped, counts, low, slots, every):
    """Count runs of three whose slot, of `slots`, lies from `low` on in `counts`. Texts that are `skipped` do not count."""
    mask = np.uint64(slots - 1)
    high = low + len(counts)
    for text in range(len(edges) - 1):
        if skipped[text]:
            continue
        for place in range(edges[text], edges[text + 1] - 2):
            run = np.uint64(run_of_three(words, place))
            if run >> np.uint64(30) and every > 1:
                continue
            slot = np.int64(run & mask)
            if low <= slot < high and counts[slot - low] < 65535:
                counts[slot - low] += 1


@njit(cache=True, nogil=True)
def look_up(words, edges, counts, low, slots, every, often):
    """Fill in, for each run of three that is used, how often `count` met it; returns how many runs are used."""
    mask = np.uint64(slots - 1)
    high = low + len(counts)
    used = 0
    for text in range(len(edges) - 1):
        for place in range(edges[text], edges[text + 1] - 2):
            run = np.uint64(run_of_three(words, place))
            if run >> np.uint64(30) and every > 1:
                continue
            slot = np.int64(run & mask)
            if low <= slot < high:
                often[used] = counts[slot - low]
            used += 1
    return used


@njit(cache=True, nogil=True)
def mark(words, edges, often, every):
    """Set COMMON where a run of three is far more frequent than is usual in its text; returns the distinct facts of each text.

    Where only one run in four is counted, a word goes with the last run that was.
    """
    facts = np.zeros(len(edges) - 1, np.int32)
    table = np.zeros(64, np.uint32)
    drawn = np.empty(64, np.uint16)
    first = 0
    for text in range(len(edges) - 1):
        begin, end = edges[text], edges[text + 1]
        seen = 0
        for place in range(begin, end - 2):
            if every > 1 and np.uint64(run_of_three(words, place)) >> np.uint64(30):
                continue
            words[place] |= np.uint32(4)
            seen += 1
        if not seen:
            continue
        taken = min(seen, 64)
        for index in range(taken):
            drawn[index] = often[first + index * seen // taken]
        limit = COMMON_RATIO * max(1, np.sort(drawn[:taken])[taken // 2])
        size = 64
        while size < 2 * (end - begin):
            size *= 2
        if size > len(table):
            table = np.zeros(size, np.uint32)
        table[:size] = 0
        distinct, run, common = 0, first - 1, False
        for place in range(begin, end):
            if words[place] & np.uint32(4):
                run += 1
                common = often[run] > limit
            if common:
                words[place] |= np.uint32(4)
                continue
            words[place] &= np.uint32(0xFFFFFFFB)
            if words[place] & np.uint32(1):
                key = (words[place] >> np.uint32(3)) | np.uint32(0x80000000)
                slot = np.int64(np.uint64(key) * np.uint64(2654435769) & np.uint64(size - 1))
                while table[slot] != 0 and table[slot] != key:
                    slot = (slot + 1) & (size - 1)
                if table[slot] == 0:
                    table[slot] = key
                    distinct += 1
        facts[text] = distinct
        first += seen
    return facts


@njit(cache=True, nogil=True)
def sample(words, edges, skipped, every, common):
    """(hash of a run, number of its text) for the runs used; a run is used in all texts or in none.

    Runs that begin with a word that is not common, or, with `common`, those of common words alone.
    """
    keys = np.empty(len(words) // every * 2 + 64, np.uint64)
    total = 0
    for text in range(len(edges) - 1):
        if skipped[text]:
            continue
        for place in range(edges[text], edges[text + 1] - RUN + 1):
            if (words[place] & np.uint32(4) != 0) != common:
                continue
            value = np.uint64(0)
            whole = True
            for step in range(RUN):
                value = (value ^ np.uint64(words[place + step] >> np.uint32(3))) * np.uint64(0x9E3779B97F4A7C15)
                value ^= value >> np.uint64(31)
                whole = whole and (words[place + step] & np.uint32(4) != 0) == common
            if common and not whole:
                continue
            if (value >> np.uint64(32)) & np.uint64(every - 1) == 0 and total < len(keys):
                keys[total] = (value & np.uint64(0xFFFFFFFF00000000)) | np.uint64(text)
                total += 1
    return keys[:total].copy()


@njit(cache=True, nogil=True)
def link(keys, family, reach):
    """Pairs of texts that share a run, once for each such run; the keys lie sorted.

    A run that more than `family` texts share links each with the next `reach` only. A pair has the second number in the high
    half, the first in the low.
    """
    pairs = np.empty(0, np.uint64)
    for fill in (False, True):
        total = 0
        start = 0
        while start < len(keys):
            end = start + 1
            while end < len(keys) and keys[end] >> np.uint64(32) == keys[start] >> np.uint64(32):
                end += 1
            far = end - start if end - start <= family else reach
            for index in range(start, end):
                one = keys[index] & np.uint64(0xFFFFFFFF)
                for other in range(index + 1, min(end, index + 1 + far)):
                    two = keys[other] & np.uint64(0xFFFFFFFF)
                    if one != two:
                        if fill:
                            pairs[total] = (two << np.uint64(32)) | one
                        total += 1
            start = end
        if not fill:
            pairs = np.empty(total, np.uint64)
    return pairs


@njit(cache=True, nogil=True)
def often(pairs, lengths, every, least):
    """The pairs that share runs enough for the shorter text's length, once each; they lie sorted."""
    kept = 0
    start = 0
    while start < len(pairs):
        end = start + 1
        while end < len(pairs) and pairs[end] == pairs[start]:
            end += 1
        shorter = min(lengths[pairs[start] >> np.uint64(32)], lengths[pairs[start] & np.uint64(0xFFFFFFFF)])
        if end - start >= max(2.0 if every == 1 else 3.0, least * shorter / every):
            pairs[kept] = pairs[start]
            kept += 1
        start = end
    return pairs[:kept].copy()
