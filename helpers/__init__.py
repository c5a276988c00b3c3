"""Look closely at the news: readability, quotations, repetition and tone, with evidence for every number.

    import helpers
    article = helpers.load("data/articles/kerry-lavrov.txt")
    helpers.quotes.quotations(article)

Start with `load`; then the analyses `readability`, `quotes`, `repetition`, `reuse`, `sentiment`, each an article in and
a pandas DataFrame out; then the views `charts`, `highlight`, `table`. Modules are imported when first used.
"""
from importlib import import_module as _import_module

from .article import Article, ArticleError, Block, Notice, Sentence, Word

__version__ = "0.1.0"

_MODULES = frozenset({
    "article", "assembling", "charts", "cleaning", "comparison", "corpus", "encoder", "findings", "highlight", "layers", "loading",
    "overview", "quotes", "readability", "repetition", "report", "reuse", "segmenting", "sentiment", "summary", "tables"})
_NAMES = {"load": "assembling", "load_many": "assembling", "table": "tables", "note": "tables", "setup_notebook": "tables"}

__all__ = ["Article", "ArticleError", "Block", "Notice", "Sentence", "Word", *sorted(_NAMES)]


def __getattr__(name: str):
    if name in _NAMES:
        return getattr(_import_module(f".{_NAMES[name]}", __name__), name)
    if name in _MODULES:
        return _import_module(f".{name}", __name__)
    raise AttributeError(f"module 'helpers' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES, *_NAMES})
