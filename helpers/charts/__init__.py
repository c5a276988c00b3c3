"""Charts: a DataFrame of an analysis in, a Chart out (matplotlib Figure, alt sentence, table). One file an analysis."""
from importlib import import_module

from .style import Chart

_MODULES = frozenset({"overview", "readability", "quotes", "repetition", "sentiment", "across", "compare", "style"})
__all__ = ["Chart"]


def __getattr__(name: str):
    if name in _MODULES:
        return import_module(f".{name}", __name__)
    raise AttributeError(f"module 'helpers.charts' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
