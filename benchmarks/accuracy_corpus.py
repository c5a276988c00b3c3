"""A corpus has no accuracy of its own: its rows are those of the analyses, which the other files measure."""
from __future__ import annotations

PREDICTORS: dict = {}
FIGURES: list = []
