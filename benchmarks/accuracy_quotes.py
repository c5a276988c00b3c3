"""Predictions and figures for: quotations, and which person is meant."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

import helpers
from helpers import ArticleError, quotes

from .tables import Figure


def quotations(rows: Iterable[dict]) -> Iterator[dict]:
    """Quotations of each text with the words that name the speaker: all attributions, as the corpus counts them."""
    for row in rows:
        try:
            frame = quotes.quotations(helpers.load(text=row["text"]), attributions=True, repeated=True)
        except ArticleError:
            continue
        found = []
        for _, parts in frame.groupby("quotation", sort=False):
            first = parts.iloc[0]
            speaker = None if first.isna()["speaker_start"] else [[int(first["speaker_start"]), int(first["speaker_end"])]]
            spans = [[int(start), int(end)] for start, end in zip(parts["start"], parts["end"], strict=True)]
            found.append({"spans": spans, "speaker": speaker, "kind": first["kind"]})
        yield {"id": row["id"], "quotations": found}


def people(rows: Iterable[dict]) -> Iterator[dict]:
    """Who each given mention means: a name, or null where the article names nobody."""
    for row in rows:
        article = helpers.load(text=row["text"])
        named = quotes.who(article, [(start, end) for start, end, *_ in row["mentions"]])
        yield {"id": row["id"], "people": [name if isinstance(name, str) else None for name in named["name"]]}


PREDICTORS: dict = {"quotes": quotations, "people": people}
_QUOTES = ("quotes", "quotes_dev.jsonl.gz")
_PEOPLE = ("people", "people.jsonl.gz")
FIGURES: list = [
    Figure(*_QUOTES, "qmark_joint_f1", "quotes: speech between marks, right speaker", ".776 Citron, .744 textacy", .94),
    Figure(*_QUOTES, "qmark_speech_f1", "quotes: speech between marks found", ".845 Citron, .822 textacy", .975),
    Figure(*_QUOTES, "qmark_scare_rejected", "quotes: other stretches between marks left alone", ".825 Citron at .845", .78),
    Figure(*_QUOTES, "direct_mixed_joint_f1", "quotes: direct and mixed, right speaker", ".694 Citron", .88),
    Figure(*_QUOTES, "indirect_joint_f1", "quotes: indirect, right speaker", ".441 Citron", .67),
    Figure(*_QUOTES, "all_overlap_f1", "quotes: all found", ".578 Citron", .79),
    Figure(*_QUOTES, "all_joint_f1", "quotes: all, right speaker", ".522 Citron", .73),
    Figure(*_PEOPLE, "balanced", "people: who is meant, balanced", ".510 spaCy names and rules", .77),
    Figure(*_PEOPLE, "pronoun", "people: pronouns", ".451 spaCy names and rules", .80),
]
