"""Trains the second syllable model, on stretches of letters: helpers/models/syllable_stretches.npz, in under a minute.

    python -m training.syllable_stretches [--bench ../shared/bench/data]

Every stretch of up to seven letters around a letter has a weight; their sum is the log odds that the letter carries a
syllable, and a word's number of syllables is the sum over its letters (a Poisson binomial distribution). No alignment
of letters and sounds is needed: the words' counts are enough, and every count that the dictionary allows is right.
Trained on syllables_train.jsonl.gz (CMUdict, BSD) only. Every choice was made on words of that file which were held out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numba import njit

from helpers.readability.stretches import SLOTS, WEIGHTS, slots

from .bench import BENCH, rows

MOST, WIDEST = 14, 40
EPOCHS, AVERAGED, RATE, SHRINK = 9, 4, 0.2, 0.001
HELD_OUT, RUNS = 6000, 3


def start() -> np.ndarray:
    """Weights with which learning begins: that vowels carry syllables. Without this hint any letter might."""
    weights = np.zeros(SLOTS)
    for letter in "abcdefghijklmnopqrstuvwxyz":
        alone = slots(letter)[0][0]
        weights[alone] = 1.5 if letter in "aeiouy" else -3.0
    return weights


def table(words: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All slots in a row, where each letter's begin, and where each word's letters begin."""
    flat, letters, firsts = [], [0], [0]
    for word in words:
        for found in slots(word):
            flat += found
            letters.append(len(flat))
        firsts.append(len(letters) - 1)
    return np.array(flat, dtype=np.int32), np.array(letters), np.array(firsts)


@njit
def chances(flat, letters, first, last, weights, out):
    """The probability of every letter of a word to carry a syllable."""
    for place in range(first, last):
        total = 0.0
        for position in range(letters[place], letters[place + 1]):
            total += weights[flat[position]]
        out[place - first] = 1 / (1 + np.exp(-total))


@njit
def spread(chance, length, but, out):
    """The distribution of the number of syllables, leaving out the letter `but`."""
    out[:] = 0
    out[0] = 1
    for place in range(length):
        if place != but:
            for number in range(MOST - 1, 0, -1):
                out[number] = out[number] * (1 - chance[place]) + out[number - 1] * chance[place]
            out[0] *= 1 - chance[place]


@njit
def learn(flat, letters, firsts, allowed, order, weights, squares, rate):
    """One pass over the words (AdaGrad): each letter moves towards its chance given that the count is an allowed one."""
    chance, whole, rest = np.zeros(WIDEST), np.zeros(MOST), np.zeros(MOST)
    for row in order:
        first, last = firsts[row], firsts[row + 1]
        chances(flat, letters, first, last, weights, chance)
        spread(chance, last - first, -1, whole)
        likely = 1e-9 + (allowed[row] * whole).sum()
        for place in range(last - first):
            spread(chance, last - first, place, rest)
            given = (allowed[row, 1:] * rest[:-1]).sum() * chance[place] / likely
            error = given - chance[place]
            if abs(error) < 1e-4:
                continue
            for position in range(letters[first + place], letters[first + place + 1]):
                slot = flat[position]
                gradient = error - SHRINK * weights[slot]
                squares[slot] += gradient * gradient
                weights[slot] += rate * gradient / np.sqrt(squares[slot] + 1e-3)


@njit
def guess(flat, letters, firsts, chosen, weights):
    """The likeliest number of syllables, at least 1, of each chosen word."""
    chance, whole = np.zeros(WIDEST), np.zeros(MOST)
    found = np.zeros(len(chosen), dtype=np.int64)
    for number, row in enumerate(chosen):
        chances(flat, letters, firsts[row], firsts[row + 1], weights, chance)
        spread(chance, firsts[row + 1] - firsts[row], -1, whole)
        found[number] = whole[1:].argmax() + 1
    return found


def train(data, allowed: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """The mean of the weights after the last few passes over the chosen words, in several orders of the words."""
    total = np.zeros(SLOTS)
    for run in range(RUNS):
        draw = np.random.default_rng(run)
        weights, squares = start(), np.zeros(SLOTS)
        for epoch in range(EPOCHS):
            learn(*data, allowed, draw.permutation(chosen), weights, squares, RATE * (1 - epoch / EPOCHS))
            if epoch >= EPOCHS - AVERAGED:
                total += weights / (AVERAGED * RUNS)
    return total


def whole_numbers(weights: np.ndarray) -> tuple[np.ndarray, float]:
    """The weights in steps, in one byte each."""
    step = float(np.abs(weights).max()) / 127
    return np.round(weights / step).astype(np.int8), step


def main() -> None:
    """Measure on held-out words of the training file, then train on all of it and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=BENCH)
    found = rows(parser.parse_args().bench / "syllables_train.jsonl.gz")
    allowed = np.zeros((len(found), MOST))
    for number, row in enumerate(found):
        allowed[number, np.minimum(row["counts"], MOST - 1)] = 1
    data = table([row["word"] for row in found])
    order = np.random.default_rng(0).permutation(len(found))
    held_out, others = order[:HELD_OUT], order[HELD_OUT:]
    weights, step = whole_numbers(train(data, allowed, others))
    guesses = guess(*data, held_out, weights * step)
    print(f"{len(held_out)} held-out words right: {allowed[held_out, guesses].mean():.4f}")
    weights, step = whole_numbers(train(data, allowed, order))
    np.savez_compressed(WEIGHTS, weights=weights, step=step)
    print(f"kept {np.count_nonzero(weights):,} weights, {WEIGHTS.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
