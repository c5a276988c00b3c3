"""Predictions and figures for: repetition."""
from __future__ import annotations

PREDICTORS: dict = {}
FIGURES: list = []
