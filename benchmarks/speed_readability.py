"""Speed, against peers, of: readability."""
from __future__ import annotations


def measure():
    """Yield one Speed a measurement."""
    yield from ()
