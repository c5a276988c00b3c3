"""Speed, against peers, of: loading."""
from __future__ import annotations

import statistics
import time

from helpers import assembling, loading

from .__main__ import BENCH, rows
from .tables import Speed

RUNS = 5


def measure():
    """Yield one Speed a measurement. Ours and the peer take turns in one run; the medians are compared."""
    text = "\n\n".join(row["text"] for row in rows(BENCH / "data" / "wikinews.jsonl.gz"))
    yield cutting(text)


def cutting(text: str) -> Speed:
    """Text → Article with roles, sentences, words and tokens, against NLTK's sentences and words alone."""
    document = loading.Document(text=text, source="<text>", id="")
    seconds = _turns({"ours": lambda: assembling.assemble(document), **_peers(text)})
    ours, size = seconds.pop("ours"), len(text.encode()) / 1e6
    [(name, peer)] = seconds.items()
    return Speed("text → Article with words, one core", f"{size / ours:.1f} MB/s", f"{name} {size / peer:.1f} MB/s",
                 round(peer / ours, 2), "≥ 3 MB/s, not slower than NLTK")


def _peers(text: str) -> dict:
    """NLTK's punkt and word_tokenize; where punkt_tab is missing, word_tokenize on lines, which is the cheaper half."""
    from nltk.tokenize import NLTKWordTokenizer, sent_tokenize
    tokenizer = NLTKWordTokenizer()
    try:
        sent_tokenize("One. Two.")
    except LookupError:
        return {"NLTK words only, line by line": lambda: [tokenizer.tokenize(line) for line in text.splitlines()]}
    return {"punkt + word_tokenize": lambda: [tokenizer.tokenize(sentence) for sentence in sent_tokenize(text)]}


def _turns(functions: dict, runs: int = RUNS) -> dict[str, float]:
    """Median seconds of each function; they take turns, and one run of each goes before to warm up."""
    taken: dict[str, list[float]] = {name: [] for name in functions}
    for turn in range(runs + 1):
        for name, function in functions.items():
            before = time.process_time()
            function()
            if turn:
                taken[name].append(time.process_time() - before)
    return {name: statistics.median(values) for name, values in taken.items()}
