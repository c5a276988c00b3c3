"""Speed, against peers, of: readability."""
from __future__ import annotations

import statistics
import time

import helpers
from helpers import readability
from helpers.nltk_data import use_project_data
from helpers.readability.formulas import FORMULAS

from .tables import Speed

SAMPLE = "data/articles/kerry-lavrov.txt"
PEER_FORMULAS = (
    "flesch_reading_ease", "flesch_kincaid_grade", "gunning_fog", "smog_index", "automated_readability_index",
    "coleman_liau_index", "dale_chall_readability_score", "spache_readability", "linsear_write_formula", "mcalpine_eflaw",
    "lix", "rix")
ROUNDS, COPIES = 7, 40


def measure():
    """Yield one Speed a measurement: every formula of ours from an Article, the peers' twelve from the same text."""
    article = helpers.load(SAMPLE)
    text = "\n".join(article.text[article.sentences[index].start:article.sentences[index].end] for index in article.body())
    words = readability.counts(article).words
    peers = {name: job for name, job in (("textstat", _textstat()), ("textstat-rs", _textstat_rs())) if job}
    jobs = {"ours": (COPIES, lambda turn: readability.scores(article))}
    jobs |= {
        name: (1 if name == "textstat" else COPIES, lambda turn, run=run: run(text + " " * turn))
        for name, (_, run) in peers.items()}
    rates: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(ROUNDS):              # side by side, so that a busy machine slows all of them
        for name, (times, job) in jobs.items():
            begun = time.perf_counter()
            for _ in range(times):
                job(turn)
            rates[name].append(words * times / (time.perf_counter() - begun))
    ours = statistics.median(rates["ours"])
    for name, (formulas, _) in peers.items():
        peer = statistics.median(rates[name])
        yield Speed(f"{len(FORMULAS)} readability formulas from an Article, one core", f"{ours:,.0f} words/s",
                    f"{peer:,.0f} ({name}, {formulas} formulas, from text)", ours / peer, "≥ 450,000 words/s, ahead of both")


def _textstat():
    """textstat's twelve. It keeps its last 128 answers, so every round gives it the text with another space at its end."""
    use_project_data()
    from textstat import textstat
    return len(PEER_FORMULAS), lambda text: [getattr(textstat, name)(text) for name in PEER_FORMULAS]


def _textstat_rs():
    """Those of the twelve that textstat-rs has; None where it is not installed (requirements-bench.txt)."""
    try:
        import textstat_rs
    except ImportError:
        return None
    functions = [getattr(textstat_rs, name) for name in PEER_FORMULAS if hasattr(textstat_rs, name)]
    return len(functions), lambda text: [function(text) for function in functions]
