"""Speed, against peers, of: quotes."""
from __future__ import annotations


def measure():
    """Yield one Speed a measurement."""
    yield from ()
