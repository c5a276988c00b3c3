"""Many articles → tables: the same analyses as in the notebooks, on one machine or a cluster, and nothing lost.

    corpus.analyse(["archive/"], "out")     every table as Parquet under out/TABLE/, out/corpus.html to look at
    corpus.open("out")["quotations"]        a table, read only when it is asked for
    corpus.open("out").tones()              tone of every article, for sentiment.by_outlet, by_date and by_person

Stop it in any way, run it again, and it goes on where it was.
"""
from importlib import import_module

from .command import add_command, run

_NAMES = {"analyse": "running", "Outcome": "running", "open": "opening", "articles": "opening", "tones": "opening",
          "mentions": "opening", "Corpus": "opening", "OtherSettings": "manifest", "Stopped": "manifest",
          "TABLES": "tables", "ANALYSES": "tables", "Table": "tables"}

__all__ = ["add_command", "run", *sorted(_NAMES)]


def __getattr__(name: str):
    if name in _NAMES:      # imported when first used, so that the command line's help answers at once
        return getattr(import_module(f".{_NAMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_NAMES})
