"""Speed of the batch run: against the pipeline people write, one process against two, its own overhead, resuming, memory.

Each part runs by itself, in fresh processes: `python -m benchmarks speed corpus:memory`. The articles are those of Wikinews
(`../shared/bench`), each with a line of its own so that no two are the same; those of `memory` come from make_reuse.py.
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
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from .peers import spacy_small
from .tables import ROOT, Speed

BENCH = ROOT.parent / "shared" / "bench"

ARTICLES = int(os.environ.get("BENCH_ARTICLES", 600))
RESUME_ARTICLES = int(os.environ.get("BENCH_RESUME", 6000))
MEMORY_ARTICLES = int(os.environ.get("BENCH_MEMORY", 4000))
PAGE_ARTICLES = 100_000
PLAIN = ("readability", "quotes", "repetition", "tone")
MEMORY_ANALYSES = tuple(os.environ.get("BENCH_MEMORY_ANALYSES", ",".join(PLAIN)).split(","))
"""What the memory of so many articles is measured with: all analyses of 100,000 articles take hours."""


def measure() -> Iterator[Speed]:
    """Yield one Speed a measurement."""
    for part in PARTS.values():
        yield from part()


def _pipeline() -> Iterator[Speed]:
    with _articles(min(200, ARTICLES)) as (_, articles):
        ours, light, peer, stages = (_inside(what, articles) for what in ("ours", "light", "peer", "stages"))
    for name, found, goal in (("all analyses", ours, "2 ×"),
                              ("loading, readability and repetition, which need no encoder", light, "20 ×")):
        yield Speed(f"an article, {name}", f"{1000 * found['seconds']:.1f} ms", f"{1000 * peer['seconds']:.0f} ms {peer['name']}",
                    round(peer["seconds"] / found["seconds"], 2), goal)
    said = ", ".join(f"{name} {1000 * seconds:.1f}" for name, seconds in stages.items())
    yield Speed("an article, milliseconds of processor time by stage", said, "–", None, "")


def _processes() -> Iterator[Speed]:
    with _articles(ARTICLES) as (folder, articles):
        one, two = (_run(articles, folder / f"{jobs}", jobs) for jobs in (1, 2))
    yield Speed(f"{ARTICLES} articles, two processes", f"{two['seconds']:.0f} s", f"{one['seconds']:.0f} s one process",
                round(one["seconds"] / two["seconds"], 2), "1.8 ×")


def _overhead() -> Iterator[Speed]:
    with _articles(ARTICLES) as (folder, articles):
        batch, plain = _run(articles, folder / "out", 1), _inside("ours", articles)
    yield Speed("overhead of the batch over plain calls, processor time", f"{batch['worked'] / plain['worked'] - 1:.1%}",
                f"{plain['worked']:.0f} s of plain calls", None, "≤ 5 %")


def _resume() -> Iterator[Speed]:
    with _articles(RESUME_ARTICLES) as (folder, articles):
        whole = _run(articles, folder / "whole", 2)
        parts = len(list((folder / "whole" / "articles").iterdir()))
        again = _killed(articles, folder / "killed", parts)
    yield Speed(f"resume after a kill at 90 %, {RESUME_ARTICLES:,} articles", f"{again / whole['seconds']:.0%} of the whole time",
                "–", None, "≤ 12 %")


def _memory() -> Iterator[Speed]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        subprocess.run([sys.executable, BENCH / "make_reuse.py", BENCH / "data" / "wikinews.jsonl.gz", folder, "--n",
                        str(MEMORY_ARTICLES), "--seed", "11", "--template", "0", "--stream"], check=True, stdout=subprocess.DEVNULL)
        with open(folder / "docs.jsonl", encoding="utf-8") as lines, open(folder / "few.jsonl", "w", encoding="utf-8") as few:
            few.writelines(islice(lines, MEMORY_ARTICLES // 8))      # line by line: what this process holds would count as its children's
        less, more = (_run(folder / f"{name}.jsonl", folder / name, 2, analyses=MEMORY_ANALYSES) for name in ("few", "docs"))
    what = "" if MEMORY_ANALYSES == PLAIN else f", {' and '.join(MEMORY_ANALYSES)}"
    yield Speed(f"memory of a process, {more['articles']:,} articles{what}", f"{_most(more):,.0f} MB",
                f"{_most(less):,.0f} MB for {less['articles']:,} articles", None, "flat, < 2 GB")


def _most(run: dict) -> float:
    """Megabytes that the largest of a run's processes held at most."""
    return max(run["child"], run["own"]) / 1e6


def _page() -> Iterator[Speed]:
    """The tables of a few articles, repeated under other keys until they are those of 100,000."""
    from helpers.corpus import manifest, page
    with _articles(125) as (folder, articles):
        _run(articles, folder / "out", 2, 1024)
        out = folder / "out"
        settings, done = manifest.read(out)
        lines = [{"settings": settings}]
        for number in range(PAGE_ARTICLES // 125):
            for entry in done.values():
                name = f"part-{number:07d}-000000000-{entry['key']}"
                lines.append({**entry, "key": f"{entry['key']}-{number}", "name": name})
                for table in entry["rows"]:
                    _again(out / table / f"{entry['name']}.parquet", out / table / f"{name}.parquet", number)
        manifest.write_whole(out / manifest.MANIFEST, "\n".join(map(json.dumps, lines)) + "\n")
        start = time.perf_counter()
        page.write(out)
        seconds = time.perf_counter() - start
        if f"A corpus of {PAGE_ARTICLES:,} articles" not in (out / page.PAGE).read_text(encoding="utf-8"):
            raise RuntimeError("the page is not of as many articles as were to be measured")
    yield Speed(f"corpus.html of {PAGE_ARTICLES:,} articles", f"{seconds:.0f} s", "–", None, "≤ 60 s")


def _again(file: Path, copy: Path, number: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq
    table = pq.read_table(file)
    if "article" in table.column_names:
        keys = pa.array([f"{key}-{number}" for key in table["article"].to_pylist()], pa.string())
        table = table.set_column(table.column_names.index("article"), "article", keys)
    pq.write_table(table, copy)


def _hostile() -> Iterator[Speed]:
    """The whole test: every file analysed or in `errors`, nothing crashes, hangs, writes elsewhere or asks for the network."""
    count = int(os.environ.get("HOSTILE_FILES", 1000))
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "pytest", "-p", "no:xdist", "-q", "tests/test_hostile.py"], capture_output=True,
                          text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), "HOSTILE_FILES": str(count)})
    said = f"none crashed, hung, wrote elsewhere or asked for the network ({time.perf_counter() - start:.0f} s)"
    failed = next((line for line in done.stdout.splitlines() if line.startswith("E ")), "the test failed")
    yield Speed(f"{count:,} hostile files", said if done.returncode == 0 else f"failed: {failed}", "–", None,
                "0 crashes, 0 hangs over 10 s")


PARTS = {"pipeline": _pipeline, "processes": _processes, "overhead": _overhead, "resume": _resume, "memory": _memory, "page": _page,
         "hostile": _hostile}
"""Name → measurement. On a quiet machine with two cores about 1, 2, 2, 7, 6, 2 and 5 minutes."""


@contextmanager
def _articles(count: int) -> Iterator[tuple[Path, Path]]:
    """(a folder to work in, a folder of articles in it), removed in the end."""
    with tempfile.TemporaryDirectory() as place:
        write_articles(Path(place) / "articles", count)
        yield Path(place), Path(place) / "articles"


def write_articles(folder: Path, count: int) -> None:
    """`count` articles of Wikinews as text files, no two the same."""
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


def _command(folder: Path, out: Path, jobs: int, *part: int, analyses: tuple[str, ...] = PLAIN) -> list[str]:
    return [sys.executable, "-m", f"{__package__}.speed_corpus", "run", *map(str, (folder, out, jobs, ",".join(analyses), *part))]


def _run(folder: Path, out: Path, jobs: int, *part: int, analyses: tuple[str, ...] = PLAIN) -> dict:
    done = subprocess.run(_command(folder, out, jobs, *part, analyses=analyses), check=True, capture_output=True, text=True,
                          env=_environment(), cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def _killed(folder: Path, out: Path, parts: int) -> float:
    """Seconds to go on after everything was killed when nine tenths of the parts were done."""
    run = subprocess.Popen(_command(folder, out, 2), env=_environment(), cwd=ROOT, stdout=subprocess.DEVNULL,
                           start_new_session=True)
    while run.poll() is None and len(list(out.glob("articles/*.parquet"))) < 0.9 * parts:
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    start = time.perf_counter()
    _run(folder, out, 2)
    return time.perf_counter() - start


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


def _light(folder: Path) -> dict:
    """What needs no encoder."""
    from helpers import load, readability, repetition

    def analyse(path: Path) -> None:
        article = load(path)
        readability.measures(article)
        readability.sentences(article)
        repetition.repeats(article)

    return {"seconds": _each(analyse, folder)}


def _stages(folder: Path) -> dict:
    """Seconds of processor time an article, stage by stage; each finds what those before it have made."""
    from helpers import encoder, load, quotes, readability, repetition, sentiment
    spent: dict[str, float] = {}

    def timed(name: str, step):
        """What a step gives."""
        start = time.process_time()
        result = step()
        spent[name] = spent.get(name, 0.0) + time.process_time() - start
        return result

    def analyse(path: Path) -> None:
        article = timed("loading", lambda: load(path))
        timed("readability", lambda: (readability.measures(article), readability.sentences(article)))
        timed("repetition", lambda: repetition.repeats(article))
        timed("encoder, reading", lambda: encoder.read(article))
        said = timed("quotations", lambda: quotes.quotations(article))
        timed("sources", lambda: quotes.tables.sources(said))
        timed("tone of sentences", lambda: sentiment.sentences(article, said))
        timed("tone toward targets", lambda: sentiment.targets(article, quotations=said))

    paths = sorted(folder.iterdir())
    for path in paths[:5]:
        analyse(path)
    spent.clear()
    for path in paths:
        analyse(path)
    return {name: seconds / len(paths) for name, seconds in spent.items()}


def _peer(folder: Path) -> dict:
    """textstat, spaCy with textacy, NLTK's VADER and rapidfuzz, the pipeline people write."""
    import nltk
    import rapidfuzz
    import textacy.extract
    import textstat
    nltk.data.path.insert(0, str(ROOT / "data" / "nltk_data"))
    from nltk.sentiment.vader import SentimentIntensityAnalyzer
    model, name = spacy_small()
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


def _each(analyse, folder: Path) -> float:
    paths = sorted(folder.iterdir())
    for path in paths[:5]:
        analyse(path)
    start = time.perf_counter()
    for path in paths:
        analyse(path)
    return (time.perf_counter() - start) / len(paths)


def _analyse(folder: str, out: str, jobs: str, analyses: str, part: str | None = None) -> dict:
    import resource

    from helpers import corpus
    from helpers.corpus.progress import Progress

    start = time.perf_counter()
    outcome = corpus.analyse(folder, out, jobs=int(jobs), analyses=analyses.split(","), part=part and int(part),
                             progress=Progress(quiet=True))
    seconds = time.perf_counter() - start
    child, own = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    return {"seconds": seconds, "articles": outcome.articles, "child": child.ru_maxrss * 1024, "own": own.ru_maxrss * 1024,
            "worked": child.ru_utime + child.ru_stime + own.ru_utime + own.ru_stime}


INSIDE = {"ours": _plain, "light": _light, "stages": _stages, "peer": _peer}


if __name__ == "__main__":
    doing, *given = sys.argv[1:]
    print(json.dumps(_analyse(*given) if doing == "run" else INSIDE[doing](Path(given[0]))))
