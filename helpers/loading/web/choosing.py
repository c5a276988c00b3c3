"""Which pieces of a page are its article: three extractors vote, a small linear model decides.

The extractors are trafilatura (Barbaresi 2021) in its precise and in its fast mode, and readability (a port of Arc90's,
part of trafilatura). The model, logistic regression over the votes and the shape of a piece and its neighbours, is
trained by training/train_html.py; its card is helpers/models/html_body.md.
"""

from __future__ import annotations

import copy
import json
import math
import re
from functools import lru_cache
from pathlib import Path

from . import features, page

MODEL = Path(__file__).parents[2] / "models" / "html_body.json"

_WORD = re.compile(r"\w+")


def body(tree, pieces: list[page.Piece]) -> list[int]:
    """The indices of the pieces that are the article's running text, with its subheads and lists."""
    if not pieces:
        return []
    votes = [_votes(lines, pieces) for lines in extractors(tree)]
    table = features.table(tree, pieces, votes)
    probabilities = [_probability(row) for row in table]
    return chosen(pieces, votes, probabilities)


def chosen(pieces: list[page.Piece], votes: list[list[int]], probabilities: list[float]) -> list[int]:
    """Pieces more likely than not; all that the fast extractor found where the two share too little to trust ours."""
    kept = {index for index, probability in enumerate(probabilities) if probability > 0.5}
    fast = {index for index, vote in enumerate(votes[1]) if vote}

    def size(indices) -> int:
        """Characters of these pieces together."""
        return sum(len(pieces[index].text) for index in indices)

    if size(kept & fast) < 0.3 * size(fast):
        kept = fast
    return sorted(kept)


def extractors(tree) -> list[list[str]]:
    """The lines that each extractor holds to be the article. None of them opens a connection."""
    from trafilatura import bare_extraction
    from trafilatura.external import try_readability

    lines = []
    for precise in (True, False):
        try:
            found = bare_extraction(
                copy.deepcopy(tree), include_comments=False, favor_precision=precise, fast=not precise
            )
        except Exception:  # An extractor that stumbles has no vote.
            found = None
        lines.append(re.split(r"[\n|]", found.text) if found is not None and found.text else [])
    try:
        lines.append(list(page.texts(try_readability(copy.deepcopy(tree)))))
    except Exception:
        lines.append([])
    return lines


def key(text: str) -> str:
    """A text's letters and figures alone, to compare what extractors space and punctuate differently."""
    return "".join(_WORD.findall(text.lower()))


def _votes(lines: list[str], pieces: list[page.Piece]) -> list[int]:
    keys = [key(line) for line in lines]
    whole, joined = set(keys), "".join(keys)
    return [int((found := key(piece.text)) in whole or (len(found) >= 25 and found in joined)) for piece in pieces]


@lru_cache(maxsize=1)
def _model() -> tuple[float, list[tuple[float, float, float]]]:
    stored = json.loads(MODEL.read_text(encoding="utf-8"))
    if [row[0] for row in stored["features"]] != list(features.NAMES):
        raise RuntimeError(f"{MODEL} was trained on other features: run training/train_html.py")
    return stored["intercept"], [(mean, scale, weight) for _, mean, scale, weight in stored["features"]]


def _probability(row: list[float]) -> float:
    intercept, columns = _model()
    score = intercept + sum(
        (value - mean) / scale * weight for value, (mean, scale, weight) in zip(row, columns, strict=True)
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
