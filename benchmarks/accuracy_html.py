"""Predictions and figures for: the article's body out of a web page."""

from __future__ import annotations

from helpers import ArticleError, loading

from .tables import Figure

_RUNNING = frozenset({"paragraph", "list", "quote", "subhead"})
"""Roles that the gold body holds: it leaves out headline, byline, date and captions."""


def _bodies(rows):
    for row in rows:
        try:
            page = next(loading.read(row["html"].encode("utf-8")))
        except ArticleError:
            yield {"id": row["id"], "body": ""}
            continue
        blocks = page.blocks or ((0, len(page.text), "paragraph"),)
        yield {
            "id": row["id"],
            "body": "\n".join(page.text[start:end] for start, end, role in blocks if role in _RUNNING),
        }


PREDICTORS = {"html": _bodies}

FIGURES = [
    Figure(
        "html",
        "html.jsonl.gz",
        "f1",
        "article body from HTML (f1 of 4-word shingles; trained on these pages)",
        "trafilatura, precise .973",
        0.978,
    ),
    Figure(
        "html",
        "html.jsonl.gz",
        "exact",
        "article body from HTML (share of pages exact; trained on these pages)",
        "trafilatura, precise .324",
        0.42,
    ),
]
