"""Speed of tone against the word lists in use: NLTK's VADER and vaderSentiment (requirements-bench.txt)."""
from __future__ import annotations

import statistics
import time

from helpers import sentiment
from helpers.sentiment import vader

from .__main__ import BENCH, rows
from .tables import Speed

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
        mine = _rate(lambda function=function: function(sentences), len(sentences))
        for peer_name, peer_function in peers:
            theirs = _rate(lambda peer_function=peer_function: [peer_function(text) for text in sentences], len(sentences))
            yield Speed(f"{name}, against {peer_name}", f"{mine:,.0f} sentences/s", f"{theirs:,.0f} sentences/s",
                        mine / theirs, GOAL)
    targets = [row for row in rows(BENCH / "data" / "targets.jsonl.gz") if row["set"] == "mt"]
    mine = _rate(lambda: [sentiment.stance_of(row["text"], *row["target"]) for row in targets], len(targets))
    yield Speed("tone toward a target", f"{mine:,.0f} targets/s", "–", None, GOAL)


def _rate(run, count: int) -> float:
    times = []
    run()
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return count / statistics.median(times)
