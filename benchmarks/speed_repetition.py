"""Speed, against peers, of: repetition within an article, alignment, near-duplicate articles.

Each part runs by itself: `python -m benchmarks speed repetition:near`. The peers rensa and datasketch come from
requirements-bench.txt; a measurement whose peer is missing says so. The large sets are made by ../shared/bench/make_reuse.py
once and kept in benchmarks/.cache, or in the folder REUSE_SETS names, as 10000/, 100000/ and 1000000/ with docs.jsonl and
pairs.jsonl. `million` needs 12 minutes and 3.7 GB of disk to make its set, and runs only when it is asked for.
"""
from __future__ import annotations

import gzip
import itertools
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from helpers import repetition, reuse

from .tables import ROOT, Speed

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"
CACHE = Path(__file__).with_name(".cache")
ARTICLES = int(os.environ.get("REUSE_ARTICLES", "100000"))
TIMES = 5


def measure() -> Iterator[Speed]:
    """Yield one Speed a measurement; the million only when it is asked for by name."""
    for name, part in PARTS.items():
        if name != "million":
            yield from part()


def _rows(name: str) -> list[dict]:
    with gzip.open(BENCH / "data" / name, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _median(function: Callable[[], object]) -> float:
    """Median seconds of several runs, after one that warms up."""
    function()
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        function()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _within() -> Iterator[Speed]:
    from rapidfuzz import fuzz, process
    articles = [row["units"] for row in _rows("within.jsonl.gz")]
    ours = _median(lambda: [repetition.repeated_units(units) for units in articles]) / len(articles) * 1000
    peer = _median(lambda: [process.cdist(units, units, scorer=fuzz.token_sort_ratio, score_cutoff=80)
                            for units in articles]) / len(articles) * 1000
    yield Speed("repeated units within an article", f"{ours:.2f} ms", f"rapidfuzz {peer:.2f} ms",
                 round(peer / ours, 2), "≤ 1 ms")


def _alignment() -> Iterator[Speed]:
    from difflib import SequenceMatcher
    for name, title in (("align_real.jsonl.gz", "wire copy"), ("align_pan13.jsonl.gz", "PAN 2013")):
        rows = _rows(name)
        ours = _median(lambda rows=rows: [reuse.align(row["a_text"], row["b_text"]) for row in rows]) / len(rows) * 1000
        few = rows[::10]
        start = time.perf_counter()
        for row in few:
            SequenceMatcher(None, row["a_text"].split(), row["b_text"].split(), autojunk=False).get_matching_blocks()
        peer = (time.perf_counter() - start) / len(few) * 1000
        yield Speed(f"aligning two articles, {title}", f"{ours:.1f} ms",
                    f"difflib {peer:.1f} ms (Sanchez-Perez 102 ms)", round(peer / ours, 1), "≤ 10 ms")


def _set(count: int) -> Path:
    """The folder of a generated set, made where it is not there."""
    folder = Path(os.environ.get("REUSE_SETS", CACHE / "reuse")) / str(count)
    if not (folder / "pairs.jsonl").exists():
        folder.mkdir(parents=True, exist_ok=True)
        streamed = ["--stream", "--jobs", "2"] if count > 200_000 else []
        subprocess.run([sys.executable, BENCH / "make_reuse.py", BENCH / "data" / "wikinews.jsonl.gz", folder, "--n", str(count),
                        "--seed", "11", "--template", "0", "--no-spans", *streamed], check=True)
    return folder


def _near() -> Iterator[Speed]:
    folder = _set(ARTICLES)
    taken = {tool: _apart(tool, folder) for tool in ("ours", "rensa", "datasketch")}
    ours = taken["ours"]
    for tool in ("rensa", "datasketch"):
        peer = taken[tool]
        known = peer is not None
        yield Speed(f"near-duplicates among {ARTICLES:,} articles, 2 cores, after reading",
                    f"{ours['seconds']:.1f} s, {ours['gigabytes']:.1f} GB, f1 {ours['f1']:.3f}",
                    f"{tool} {peer['seconds']:.1f} s, {peer['gigabytes']:.1f} GB, f1 {peer['f1']:.3f}" if known
                    else f"{tool} not installed (requirements-bench.txt)",
                    round(peer["seconds"] / ours["seconds"], 1) if known else None, "≤ 8 s, ≤ 2.5 GB, f1 ≥ .985")


def _growth() -> Iterator[Speed]:
    few, many = (_apart("ours", _set(count)) for count in (ARTICLES // 10, ARTICLES))
    yield Speed(f"growth of its time, {ARTICLES // 10:,} → {ARTICLES:,} articles", f"{many['seconds'] / few['seconds']:.1f}-fold",
                "loose bands 79-fold candidates", None, "≤ 12-fold")


def _million() -> Iterator[Speed]:
    fewer, ours = (_apart("streamed", _set(count)) for count in (ARTICLES, 10 * ARTICLES))
    yield Speed(f"near-duplicates among {10 * ARTICLES:,} articles, 2 cores, from the file to the table",
                f"{ours['seconds']:.0f} s, {ours['gigabytes']:.1f} GB at most, f1 {ours['f1']:.3f}",
                f"{fewer['seconds']:.1f} s for {ARTICLES:,}, growth {ours['seconds'] / fewer['seconds']:.1f}-fold", None,
                "≤ 100 s, ≤ 8 GB, ≤ 12-fold")


PARTS = {"within": _within, "alignment": _alignment, "near": _near, "growth": _growth, "million": _million}
"""Name → measurement. On a quiet machine with two cores: seconds, a minute, 5 minutes (the peers), a minute, 20 minutes."""


def _apart(tool: str, folder: Path) -> dict | None:
    """One tool in a process of its own, so that its memory is its own; None when it is not installed."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.speed_repetition", tool, str(folder)], capture_output=True,
                          text=True, cwd=ROOT)
    if "ModuleNotFoundError" in done.stderr:
        return None
    if done.returncode:
        raise RuntimeError(f"{tool} failed: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def _ours(articles: Iterable[tuple[str, str]]) -> set:
    table = reuse.pairs(articles, progress=True)
    near = table[table["near"]]
    return {frozenset(pair) for pair in zip(near["a"], near["b"], strict=True)}


def _rensa(articles: list[tuple[str, str]]) -> set:
    rensa = import_module("rensa")
    index, sketches = rensa.RMinHashLSH(threshold=0.15, num_perm=128, num_bands=64), []
    for number, (_, text) in enumerate(articles):
        sketch = rensa.RMinHash(num_perm=128, seed=42)
        sketch.update(_shingles(text))
        sketches.append(sketch)
        index.insert(number, sketch)
    return {frozenset((articles[number][0], articles[other][0]))
            for number, sketch in enumerate(sketches) for other in index.query(sketch)
            if other < number and sketch.jaccard(sketches[other]) >= 0.15}


def _datasketch(articles: list[tuple[str, str]]) -> set:
    datasketch = import_module("datasketch")
    index, sketches = datasketch.MinHashLSH(threshold=0.15, num_perm=128), []
    for number, (_, text) in enumerate(articles):
        sketch = datasketch.MinHash(num_perm=128)
        sketch.update_batch([shingle.encode() for shingle in _shingles(text)])
        sketches.append(sketch)
        index.insert(number, sketch)
    return {frozenset((articles[number][0], articles[other][0]))
            for number, sketch in enumerate(sketches) for other in index.query(sketch)
            if other < number and sketch.jaccard(sketches[other]) >= 0.15}


def _shingles(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[place:place + 3]) for place in range(max(1, len(words) - 2))]


def _articles(folder: Path) -> Iterator[tuple[str, str]]:
    with open(folder / "docs.jsonl", encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield row["id"], row["text"]


def _alone(tool: str, folder: Path) -> None:
    """Run one tool on a folder and print its seconds, its memory, and its f1.

    After reading: the articles lie in memory before the clock starts, and the memory is what is needed beyond. `streamed`
    reads them from the file as it goes; its memory is that of the whole process.
    """
    streamed = tool == "streamed"
    with open(folder / "pairs.jsonl", encoding="utf-8") as file:
        gold = {frozenset((row["a"], row["b"])) for row in map(json.loads, file)}
    run = {"ours": _ours, "streamed": _ours, "rensa": _rensa, "datasketch": _datasketch}[tool]
    articles = _articles(folder) if streamed else list(_articles(folder))
    run(list(itertools.islice(_articles(folder), 50)))
    before = 0 if streamed else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    found = run(articles)
    seconds = time.perf_counter() - start
    gigabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 ** 2
    right = len(found & gold)
    print(json.dumps({"seconds": seconds, "gigabytes": gigabytes, "f1": 2 * right / (len(found) + len(gold))}))


if __name__ == "__main__":
    _alone(sys.argv[1], Path(sys.argv[2]))
