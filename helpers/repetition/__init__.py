"""Repetition within one article: what is printed twice, which phrases recur, which words echo, how varied it is.

An Article in, a DataFrame out. Every row carries `start` and `end`, offsets into `article.text`.
"""
from .passages import repeats
from .phrases import echoes, phrases, places
from .units import UnitRepeat, repeated_units
from .variety import variety

__all__ = ["UnitRepeat", "echoes", "phrases", "places", "repeated_units", "repeats", "variety"]
