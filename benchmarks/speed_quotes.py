"""Speed, against textacy with spaCy's small model, of: quotations."""
from __future__ import annotations

import statistics
import time
from itertools import islice

import helpers
from helpers import quotes

from .__main__ import BENCH, rows
from .peers import spacy_small
from .tables import Speed

ARTICLES, RUNS = 30, 3


def measure():
    """Yield one Speed a measurement: words a second on one core, from an article to its table of quotations."""
    texts = [row["text"] for row in islice(rows(BENCH / "data" / "quotes_dev.jsonl.gz"), ARTICLES)]
    articles = [helpers.load(text=text) for text in texts]
    words = sum(len(article.words) for article in articles)
    quotes.quotations(articles[0])                       # reads the model's file
    ours = words / _median(lambda: [quotes.quotations(article) for article in articles])
    theirs = _textacy(texts, words)
    name, theirs = _textacy(texts, words)
    yield Speed("quotations, whole analysis, one core", f"{ours:,.0f} words/s",
                f"{theirs:,.0f} words/s textacy with {name} (direct quotations only)", round(ours / theirs, 2), "≥ 1.5 ×")


def _textacy(texts: list[str], words: int) -> tuple[str, float]:
    """The model's name, and words a second of textacy's direct quotations, its parser's time included."""
    from textacy.extract import direct_quotations
    language, name = spacy_small()
    paragraphs = [line for text in texts for line in text.splitlines() if line.strip()]

    def run() -> None:
        for parsed in language.pipe(paragraphs):
            try:
                list(direct_quotations(parsed))
            except ValueError:                           # one odd mark, and textacy gives up on the text
                continue
    return name, words / _median(run)


def _median(call) -> float:
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return statistics.median(times)
