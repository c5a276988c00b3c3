"""What the tone of an article's running text comes to, in one sentence: for the summary's page and for the picture's title."""
from __future__ import annotations

import pandas as pd

from .intervals import FEWEST, lean


def body(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of sentiment.sentences that have a tone and stand in the running text, each once: no headline, no caption."""
    return frame[frame["voice"].isin(["narration", "mixed", "quotation"]) & frame["tone"].notna() & ~frame["repeated"]]


def in_words(told: pd.DataFrame) -> str:
    """Which way the sentences of `body` lean, as far as a sign test carries it, and how many lean."""
    counts, total = told["label"].value_counts(), len(told)
    negative, neutral, positive = (int(counts.get(name, 0)) for name in ("negative", "neutral", "positive"))
    found = f"{negative or 'none'} negative, {positive or 'none'} positive"
    if not total:
        return "No tone is given"
    if total == 1:
        return f"Too few to say: there is one sentence, and its wording is {told['label'].iloc[0]}"
    if neutral == total:
        return f"Mostly neutral wording: none of {total} sentences leans either way"
    if total < FEWEST:
        return f"Too few to say: of {total} sentences {found}"
    side = lean(negative, positive)
    if neutral >= 0.6 * total:
        return f"Mostly neutral wording: {neutral} of {total} sentences; {found}"
    if side is None:
        return f"Not enough to say which way the wording leans: of {total} sentences {found}"
    return f"More {side} than {'positive' if side == 'negative' else 'negative'} wording: of {total} sentences {found}"
