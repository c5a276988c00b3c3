"""Measured accuracy and speed, on public data in ../shared/bench, against peers."""
