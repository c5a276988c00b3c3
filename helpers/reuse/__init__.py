"""Reuse across articles: who shares text with whom, which passages, which families, which talking points.

Articles (or rows of id, text and date) in, a DataFrame out. Evidence is a pair of spans: `start` and `end` in the one,
`other_start` and `other_end` in the other.
"""
from .aligning import Passage, align, passages
from .index import Index
from .many import NEAR, clusters, ids, pairs
from .points import talking_points

__all__ = ["NEAR", "Index", "Passage", "align", "clusters", "ids", "pairs", "passages", "talking_points"]
