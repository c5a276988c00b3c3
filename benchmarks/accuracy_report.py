"""Reports have no accuracy of their own: what they show is measured in the other files."""
from __future__ import annotations

PREDICTORS: dict = {}
FIGURES: list = []
