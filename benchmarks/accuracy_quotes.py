"""Predictions and figures for: quotes."""
from __future__ import annotations

PREDICTORS: dict = {}
FIGURES: list = []
