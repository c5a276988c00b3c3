"""Everything a person reaches with `helpers.` and Tab says what it is for."""
import inspect
from types import ModuleType

import pytest

import helpers

PROMISED = {    # the public functions of the design; notebooks and benchmarks call them
    "": ["load", "load_many", "table", "note", "setup_notebook", "Article", "ArticleError", "Block", "Sentence", "Word", "Notice"],
    "readability": ["measures", "sentences", "paragraphs", "ease", "features", "compare", "difficult_words", "beside_textstat"],
    "quotes": ["quotations", "sources", "stretches", "checked", "standing", "whole", "who"],
    "repetition": ["repeats", "phrases", "echoes", "variety", "places"],
    "reuse": ["pairs", "passages", "clusters", "talking_points"],
    "sentiment": ["sentences", "targets", "voices", "loaded", "words", "target_summary"],
    "overview": ["facts", "notices", "blocks", "roles"], "comparison": ["articles", "differences", "heard"],
    "highlight": ["text"], "findings": ["find"], "report": ["make"], "corpus": ["analyse", "articles"],
    "charts": ["Chart", "overview", "readability", "quotes", "repetition", "sentiment", "compare"]}


def module(name: str) -> ModuleType:
    return getattr(helpers, name) if name else helpers


@pytest.mark.parametrize("name", PROMISED, ids=lambda name: name or "helpers")
def test_tab_finds_what_is_promised(name):
    assert set(PROMISED[name]) <= set(dir(module(name)))


def own(place: ModuleType):
    """What a module of ours offers, name by name: modules of ours, and functions and classes that were written in this package."""
    for name in dir(place):
        thing = None if name.startswith("_") else getattr(place, name)
        ours = (getattr(thing, "__module__", None) or getattr(thing, "__name__", "")).startswith("helpers")
        if ours and (isinstance(thing, ModuleType) or inspect.isfunction(thing) or inspect.isclass(thing)):
            yield f"{place.__name__}.{name}", thing


def reached() -> dict[str, object]:
    """All that one or two presses of Tab lead to, and the methods of its classes."""
    found = {}
    for name, thing in own(helpers):
        found[name] = thing
        inside = own(thing) if isinstance(thing, ModuleType) else ()
        found |= dict(inside)
    for name, thing in list(found.items()):
        if inspect.isclass(thing):
            found |= {f"{name}.{method}": value for method, value in vars(thing).items()
                      if not method.startswith("_") and (inspect.isfunction(value) or isinstance(value, property))}
    return found


def test_everything_that_tab_reaches_has_a_docstring_that_helps():
    found = reached()
    assert len(found) > 150
    silent = [name for name, thing in found.items() if len((inspect.getdoc(thing) or "").split()) < 3]
    assert silent == []
