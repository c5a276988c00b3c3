"""What the tone of an article's running text comes to, in one sentence: for the summary's page and for the picture's title."""
from __future__ import annotations

import pandas as pd


def body(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of sentiment.sentences that have a tone and stand in the running text: no headline, no caption."""
    return frame[frame["voice"].isin(["narration", "mixed", "quotation"]) & frame["tone"].notna()]


def in_words(told: pd.DataFrame) -> str:
    """How many sentences of `body` lean which way: "Mostly neutral: 8 of 20 sentences lean negative, 1 positive"."""
    negative, positive = (int((told["label"] == label).sum()) for label in ("negative", "positive"))
    leaning = negative + positive
    if not leaning:
        return f"Neutral: none of {len(told)} sentences leans either way"
    lead = "Mostly neutral" if leaning <= len(told) / 2 else "Mixed" if min(negative, positive) >= 0.4 * leaning else (
        "More bad news than good" if negative > positive else "More good news than bad")
    return (f"{lead}: {negative or 'none'} of {len(told)} sentences {'leans' if negative < 2 else 'lean'} negative, "
            f"{positive or 'none'} positive")
