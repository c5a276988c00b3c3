"""How far a run is: a bar on a terminal, plain lines elsewhere."""
from __future__ import annotations

import sys
import time
from typing import TextIO

from tqdm import tqdm

EVERY = 30.0
"""Seconds between two lines of a plain log."""


class Progress:
    """Says how far it is on `stream`, standard error by default; with `quiet` nothing at all."""

    def __init__(self, stream: TextIO | None = None, quiet: bool = False):
        self._stream, self._quiet = stream or sys.stderr, quiet
        self._bar: tqdm | None = None
        self.articles = self.errors = self._total = 0
        self._start = self._said = time.monotonic()

    def begin(self, expected: int, kept: list[dict], changed: list[str]) -> None:
        """`expected`: about how many articles there are; `kept`: what earlier runs finished; `changed`: what is not as it was."""
        for entry in kept:
            self._count(entry)
        self._start = self._said = time.monotonic()
        self._before, self._total = self.articles, expected
        for line in changed[:10]:
            self._say(line)
        if len(changed) > 10:
            self._say(f"and {len(changed) - 10} more files that are not as they were")
        if kept:
            self._say(f"{self.articles:,} articles were done by earlier runs")
        if not self._quiet and self._stream.isatty():
            self._bar = tqdm(total=max(expected, self.articles), initial=self.articles, unit=" articles", file=self._stream,
                             dynamic_ncols=True, smoothing=0.05)

    def add(self, report: dict) -> None:
        """A part is finished."""
        before = self.articles
        self._count(report)
        if self._bar is not None:
            self._bar.total = max(self._bar.total, self.articles)
            self._bar.set_postfix_str(f"{self.errors:,} errors", refresh=False)
            self._bar.update(self.articles - before)
        elif time.monotonic() - self._said >= EVERY:
            self._said = time.monotonic()
            self._say(self._line())

    def note(self, line: str) -> None:
        """Something to know, beside the count."""
        self.end()
        self._say(line)

    def end(self) -> None:
        """Nothing more will come."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _count(self, report: dict) -> None:
        rows = report["rows"]
        self.articles += rows.get("articles", 0) + rows.get("errors", 0) + report["left_out"]
        self.errors += rows.get("errors", 0)

    def _line(self) -> str:
        rate = (self.articles - self._before) / (time.monotonic() - self._start)
        left = self._total - self.articles
        remaining = f", about {duration(left / rate)} left" if left > 0 and rate > 0 else ""
        return (f"{time.strftime('%H:%M:%S')}  {self.articles:,} of about {max(self._total, self.articles):,} articles, "
                f"{rate:.1f} a second{remaining}, {self.errors:,} errors")

    def _say(self, line: str) -> None:
        if not self._quiet:
            print(line, file=self._stream, flush=True)


def duration(seconds: float) -> str:
    """Seconds as people say them."""
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = round(seconds / size, 1 if seconds < 10 * size else None)
            return f"{count:g} {name}{'' if count == 1 else 's'}"
    return f"{seconds:.0f} second{'' if f'{seconds:.0f}' == '1' else 's'}"
