"""Rebuilds helpers/models/ from ../shared/bench; the only place that may know scikit-learn and torch."""
