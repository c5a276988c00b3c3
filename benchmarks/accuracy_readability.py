"""Predictions and figures for: readability."""
from __future__ import annotations

PREDICTORS: dict = {}
FIGURES: list = []
