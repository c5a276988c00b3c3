"""Do the words that are said to carry a sentence's tone carry it? python -m benchmarks.attribution

From every opinionated newspaper sentence and headline of the dev data the words named first, up to three, are taken out, and, for
comparison, as many other words by chance: the share of sentences whose tone changes more by the first. Nothing is trained on it.
"""
from __future__ import annotations

import random
from itertools import islice

from helpers.sentiment import contextual, label
from training.data import rows

WORDS = 3


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without some words."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start].rstrip() + " " + text[end:].lstrip()
    return text.strip()


def share(texts: list[str], fewest: int = 1, seed: int = 0) -> tuple[float, int]:
    """(share of opinionated sentences in which the words named matter more than others, number of these sentences), of those
    sentences that have at least `fewest` words named."""
    chance, kept = random.Random(seed), []
    for text, toned in zip(texts, contextual.alone(texts), strict=True):
        named = [(start, end) for start, end, _ in toned.carried[:WORDS]]
        others = [(piece.start, piece.end) for piece in toned.lists.pieces
                  if piece.form[0].isalpha() and (piece.start, piece.end) not in named]
        if label(toned.tone) != "neutral" and fewest <= len(named) <= len(others):
            kept.append((toned.tone, without(text, named), without(text, chance.sample(others, len(named)))))
    tones = iter([toned.tone for toned in contextual.alone([text for _, *both in kept for text in both])])
    pairs = zip(kept, iter(lambda: tuple(islice(tones, 2)), ()), strict=True)
    more = sum(abs(first - whole) > abs(second - whole) for (whole, *_), (first, second) in pairs)
    return more / max(1, len(kept)), len(kept)


def main() -> None:
    """Print the share, of all sentences with words named and of those with three."""
    texts = [row["text"] for row in rows("tone") if row["set"] == "headlines" or row.get("split") == "dev"]
    for fewest, which in ((1, "one to three words named"), (WORDS, "three words named")):
        found, count = share(texts, fewest)
        print(f"{which}: they matter more than others in {found:.1%} of {count} opinionated sentences")


if __name__ == "__main__":
    main()
