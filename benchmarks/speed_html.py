"""Speed, against peers, of: web pages to articles."""

from __future__ import annotations

import statistics
import time

from .__main__ import BENCH, rows
from .tables import Speed

PAGES, RUNS = 30, 3


def measure():
    """Our reading of a page (bytes → Document with roles and metadata) against trafilatura's text with metadata."""
    import trafilatura

    from helpers import loading

    pages = [
        row["html"].encode("utf-8")
        for _, row in zip(range(PAGES), rows(BENCH / "data" / "html.jsonl.gz"), strict=False)
    ]
    ours, peer = [], []
    for _ in range(RUNS):
        ours.append(_seconds(lambda page: list(loading.read_many(page)), pages))
        peer.append(_seconds(lambda page: trafilatura.extract(page, favor_precision=True, with_metadata=True), pages))
    mine, other = statistics.median(ours), statistics.median(peer)
    yield Speed(
        "web page to article with roles and metadata",
        f"{PAGES / mine:.1f} pages/s",
        f"trafilatura {PAGES / other:.1f} pages/s",
        other / mine,
        "–",
    )


def _seconds(function, pages) -> float:
    begin = time.perf_counter()
    for page in pages:
        function(page)
    return time.perf_counter() - begin
