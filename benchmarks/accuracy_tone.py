"""Predictions and figures for: tone."""
from __future__ import annotations

PREDICTORS: dict = {}
FIGURES: list = []
