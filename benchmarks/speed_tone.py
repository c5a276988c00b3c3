"""Speed of tone against the word lists in use: NLTK's VADER and vaderSentiment (requirements-bench.txt); and of the whole analysis of
articles, after the encoder's pass that it shares with the quotations."""
from __future__ import annotations

import statistics
import time

import helpers
from helpers import encoder, quotes, sentiment
from helpers.sentiment import vader

from .__main__ import BENCH, rows
from .tables import ROOT, Speed

RUNS = 5
GOAL = "≥ 350 sentences/s, whole tone analysis"


def measure():
    """Yield one Speed a measurement: medians of five runs over the same sentences, one core."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    sentences = [row["text"] for row in rows(BENCH / "data" / "tone.jsonl.gz")][:1000]
    peer = SentimentIntensityAnalyzer()
    peers = (("NLTK's VADER", vader.compound), ("vaderSentiment", peer.polarity_scores))
    ours = (("tone of a sentence with its words", sentiment.tone), ("loaded wording of a sentence", sentiment.loadedness))
    for name, function in ours:
        mine = _rate(lambda function=function: function(_turned(sentences)), len(sentences))
        for peer_name, peer_function in peers:
            theirs = _rate(lambda peer_function=peer_function: [peer_function(text) for text in sentences], len(sentences))
            yield Speed(f"{name}, against {peer_name}", f"{mine:,.0f} sentences/s", f"{theirs:,.0f} sentences/s",
                        mine / theirs, GOAL)
    targets = [row for row in rows(BENCH / "data" / "targets.jsonl.gz") if row["set"] == "mt"]
    mine = _rate(lambda: encoder.tone_model().forget() or [sentiment.stance_of(row["text"], *row["target"]) for row in targets],
                 len(targets))
    yield Speed("tone toward a target", f"{mine:,.0f} targets/s", "–", None, GOAL)
    yield from whole()


def _turned(sentences: list[str]) -> list[str]:
    """The list begun elsewhere at each call, and nothing kept, since the analyses keep what they read last."""
    encoder.tone_model().forget()
    sentences.append(sentences.pop(0))
    return sentences


def whole():
    """Yield the speed of everything notebook 04 asks of an article, over the sample articles: quotations are known, and the encoder's
    pass that found them is counted apart, for nobody asks for tone without asking who speaks."""
    articles = [helpers.load(path) for path in sorted((ROOT / "data" / "articles").glob("*.txt"))]
    count = sum(len(article.sentences) for article in articles)
    for article in articles[:2]:      # models and word lists are read before any time is taken
        _passes(article)
    times = [[sum(times) for times in zip(*map(_passes, articles), strict=True)] for _ in range(RUNS)]
    shared, tone = (statistics.median(column) for column in zip(*times, strict=True))
    rate = count / (shared + tone)
    yield Speed("whole tone analysis of an article, with the encoder's pass for its quotations", f"{rate:,.0f} sentences/s", "–", None,
                "≥ 350 sentences/s")
    yield Speed("the same, on top of that pass", f"{tone / shared:.0%}", "–", None, "≤ 15 %")


PARTS = {"whole": whole}


def _passes(article) -> tuple[float, float]:
    """Seconds of the encoder's pass that quotations and tone share, and of tone without it. Every pass is made anew: the analyses keep
    what they read last, two articles, and there are more; sentences that are kept are forgotten."""
    encoder.tone_model().forget()
    start = time.perf_counter()
    encoder.read(article)
    read = time.perf_counter()
    quotations = quotes.quotations(article)
    known = time.perf_counter()
    sentiment.sentences(article, quotations)
    sentiment.voices(article, quotations)
    sentiment.target_summary(sentiment.targets(article, quotations=quotations))
    sentiment.loaded(article, quotations)
    sentiment.words(article)
    return read - start, time.perf_counter() - known


def _rate(run, count: int) -> float:
    times = []
    run()
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return count / statistics.median(times)
