"""Speed of the batch run: against the pipeline people write, one process against two, its own overhead, resuming, memory.

The articles are those of Wikinews (`../shared/bench`), each with a line of its own so that no two are the same. Every
measurement runs in fresh processes.
"""
from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from .tables import ROOT, Speed

ARTICLES = int(os.environ.get("BENCH_ARTICLES", 600))
PLAIN = ("readability", "quotes", "repetition", "tone")


def measure() -> Iterator[Speed]:
    """Yield one Speed a measurement."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        few, all_of_them = folder / "few", folder / "all"
        write_articles(few, min(200, ARTICLES))
        write_articles(all_of_them, ARTICLES)
        ours, peer = _inside("ours", few), _inside("peer", few)
        yield Speed("an article, all analyses", f"{1000 * ours['seconds']:.0f} ms",
                    f"{1000 * peer['seconds']:.0f} ms {peer['name']}", round(peer["seconds"] / ours["seconds"], 2), "2 ×")
        one, two = _run(all_of_them, folder / "one", 1), _run(all_of_them, folder / "two", 2)
        yield Speed(f"{ARTICLES} articles, two processes", f"{two['seconds']:.0f} s", f"{one['seconds']:.0f} s one process",
                    round(one["seconds"] / two["seconds"], 2), "1.8 ×")
        plain = _inside("ours", all_of_them)
        share = one["worked"] / plain["worked"] - 1
        yield Speed("overhead of the batch over plain calls, all processes", f"{share:.1%}",
                    f"{plain['worked']:.0f} s of plain calls", None, "≤ 5 %")
        again = _killed(all_of_them, folder / "killed", two["seconds"])
        yield Speed("resume after a kill at 90 %", f"{again / two['seconds']:.0%} of the whole time", "–", None, "≤ 12 %")
        less = _run(few, folder / "few-out", 2)
        yield Speed(f"memory of a process, {ARTICLES} articles", f"{two['child'] / 1e6:,.0f} MB",
                    f"{less['child'] / 1e6:,.0f} MB for {less['articles']} articles", None, "< 2 GB")
        yield _hostile(folder)


def write_articles(folder: Path, count: int) -> None:
    """`count` articles of Wikinews as text files, no two the same."""
    from .__main__ import BENCH
    with gzip.open(BENCH / "data" / "wikinews.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    folder.mkdir()
    for number in range(count):
        row = rows[number % len(rows)]
        own = f"\n\nReport number {number} was filed from bureau {number % 97}." if number >= len(rows) else ""
        (folder / f"{number:06d}.txt").write_text(f"{row['title']}\n\n{row['text']}{own}", encoding="utf-8")


def _environment() -> dict:
    return {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _inside(what: str, folder: Path) -> dict:
    """Seconds an article in one process, once everything is loaded."""
    done = subprocess.run([sys.executable, "-m", f"{__package__}.speed_corpus", what, str(folder)], check=True,
                          capture_output=True, text=True, env=_environment(), cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def _command(folder: Path, out: Path, jobs: int) -> list[str]:
    return [sys.executable, "-m", f"{__package__}.speed_corpus", "run", str(folder), str(out), str(jobs)]


def _run(folder: Path, out: Path, jobs: int) -> dict:
    done = subprocess.run(_command(folder, out, jobs), check=True, capture_output=True, text=True, env=_environment(), cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def _killed(folder: Path, out: Path, whole: float) -> float:
    """Seconds to go on after everything was killed when nine tenths were done."""
    run = subprocess.Popen(_command(folder, out, 2), env=_environment(), cwd=ROOT, stdout=subprocess.DEVNULL,
                           start_new_session=True)
    parts = len({path.name for path in (out.parent / "two" / "articles").iterdir()})
    while run.poll() is None and len(list(out.glob("articles/*.parquet"))) < 0.9 * parts:
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    start = time.perf_counter()
    _run(folder, out, 2)
    return time.perf_counter() - start


def _hostile(folder: Path) -> Speed:
    count = int(os.environ.get("HOSTILE_FILES", 1000))
    place = folder / "hostile"
    subprocess.run([sys.executable, "-m", "tests.hostile", place, str(count)], check=True, capture_output=True,
                   env=_environment(), cwd=ROOT)
    _run(place, folder / "hostile-out", 2)
    from helpers import corpus
    found = corpus.open(folder / "hostile-out")
    crashed, slow = found.ask("select count(*) filter (trouble like '%killed the process%'), "
                              "count(*) filter (trouble like '%longer than%') from errors")[0]
    return Speed(f"{count} hostile files", f"{crashed} crashes, {slow} stopped after 10 s", "–", None,
                 "0 crashes, 0 hangs over 10 s")


def _plain(folder: Path) -> dict:
    """Our functions in a loop, as a person would write it."""
    from helpers import load, quotes, readability, repetition, sentiment

    def analyse(path: Path) -> None:
        article = load(path)
        said = quotes.quotations(article)
        quotes.tables.sources(said)
        readability.measures(article)
        readability.sentences(article)
        repetition.repeats(article)
        sentiment.sentences(article, said)

    return {"seconds": _each(analyse, folder), "worked": time.process_time()}


def _peer(folder: Path) -> dict:
    """textstat, spaCy with textacy, NLTK's VADER and rapidfuzz, the pipeline people write."""
    import nltk
    import rapidfuzz
    import spacy
    import textacy.extract
    import textstat
    nltk.data.path.insert(0, str(ROOT / "data" / "nltk_data"))
    from nltk.sentiment.vader import SentimentIntensityAnalyzer
    model, name = _spacy(spacy)
    vader = SentimentIntensityAnalyzer()
    formulas = [getattr(textstat, name) for name in (
        "flesch_reading_ease", "flesch_kincaid_grade", "gunning_fog", "smog_index", "automated_readability_index",
        "coleman_liau_index", "dale_chall_readability_score", "linsear_write_formula", "spache_readability", "mcalpine_eflaw",
        "lix", "rix")]

    def analyse(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        for formula in formulas:
            formula(text)
        document = model(text)
        with suppress(ValueError):      # it refuses a text with an odd number of quotation marks
            list(textacy.extract.direct_quotations(document))
        sentences = [sentence.text for sentence in document.sents]
        for sentence in sentences:
            vader.polarity_scores(sentence)
        rapidfuzz.process.cdist(sentences, sentences, scorer=rapidfuzz.fuzz.token_sort_ratio)

    return {"seconds": _each(analyse, folder), "worked": time.process_time(),
            "name": f"textstat, {name}, textacy, VADER and rapidfuzz"}


def _spacy(spacy):
    """The small model; where it cannot be had, its shape untrained, which takes the same time a word."""
    try:
        return spacy.load("en_core_web_sm"), "spaCy small"
    except OSError:
        model = spacy.blank("en")
        tok2vec = {"@architectures": "spacy.Tok2Vec.v2",
                   "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "include_static_vectors": False,
                             "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
                             "rows": [5000, 1000, 2500, 2500, 50, 50]},
                   "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1,
                              "maxout_pieces": 3}}
        model.add_pipe("tok2vec", config={"model": tok2vec})
        tagger, parser, names = model.add_pipe("tagger"), model.add_pipe("parser"), model.add_pipe("ner")
        for tag in ("NN", "VBD", "JJ", "IN", "DT", "NNP", "VB", "RB", "CC", "PRP"):
            tagger.add_label(tag)
        for relation in ("nsubj", "dobj", "ROOT", "prep", "pobj", "det", "amod", "advmod", "ccomp", "punct"):
            parser.add_label(relation)
        for kind in ("PERSON", "ORG", "GPE"):
            names.add_label(kind)
        model.initialize()
        model.add_pipe("sentencizer", first=True)
        return model, "a spaCy model of the small one's shape (untrained: the trained one was not to be had)"


def _each(analyse, folder: Path) -> float:
    paths = sorted(folder.iterdir())
    for path in paths[:5]:
        analyse(path)
    start = time.perf_counter()
    for path in paths:
        analyse(path)
    return (time.perf_counter() - start) / len(paths)


def _analyse(folder: str, out: str, jobs: str) -> dict:
    import resource

    from helpers import corpus
    from helpers.corpus.progress import Progress

    start = time.perf_counter()
    outcome = corpus.analyse(folder, out, jobs=int(jobs), analyses=PLAIN, progress=Progress(quiet=True))
    seconds = time.perf_counter() - start
    child, own = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    return {"seconds": seconds, "articles": outcome.articles, "child": child.ru_maxrss * 1024, "own": own.ru_maxrss * 1024,
            "worked": child.ru_utime + child.ru_stime + own.ru_utime + own.ru_stime}


if __name__ == "__main__":
    doing, *given = sys.argv[1:]
    print(json.dumps({"ours": lambda: _plain(Path(given[0])), "peer": lambda: _peer(Path(given[0])),
                      "run": lambda: _analyse(*given)}[doing]()))
