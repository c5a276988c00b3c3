"""Predictions and figures for: loading."""
from __future__ import annotations

PREDICTORS: dict = {}
FIGURES: list = []
