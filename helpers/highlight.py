"""The article's own words with spans marked: an Article and a DataFrame of spans in, HTML out."""
from __future__ import annotations

import html
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import pandas as pd

from .article import PROSE, Article, Block

STYLE = f"<style>{Path(__file__).with_suffix('.css').read_text(encoding='utf-8')}</style>"
"""Travels with the text, so that marks look the same in a notebook and on a page."""

COLOURS = 8
_RIGHT_TO_LEFT = frozenset(["ar", "fa", "he", "ur", "yi"])


@dataclass(frozen=True)
class Marked:
    """An article's text with marks, as HTML that carries its own style."""

    body: str

    def _repr_html_(self) -> str:
        return self.body

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.body, "text/plain": "The article's text with marks"}


def text(article: Article, spans: pd.DataFrame | None = None, kind: str = "kind", label: str | None = None,
         furniture: bool = False, fold: bool = False) -> Marked:
    """The article with every row of `spans` (columns `start`, `end`) marked where it stands.

    `kind` names the column that decides colour and line; each kind is in the legend, in words. `label` names the column
    written after each mark (default: the kind). Marks may overlap. With `furniture` the page's furniture is shown
    too, greyed and with its role; without, only what is read as prose. With `fold` blocks in a row that carry no mark
    are folded away.
    """
    rows = [] if spans is None else _rows(spans, kind, label)
    kinds = list(dict.fromkeys(row[2] for row in rows))
    shown = []
    for block in article.blocks:
        if block.role in PROSE or furniture:
            inside = [row for row in rows if row[0] < block.end and row[1] > block.start]
            shown.append((bool(inside), _block(article, block, inside, kinds, furniture)))
    parts = [STYLE, '<div class="article-text tex2jax_ignore mathjax_ignore">', _legend(kinds)]
    for marked, run in groupby(shown, key=lambda block: block[0] or not fold):
        blocks = [body for _, body in run]
        parts.append("".join(blocks) if marked or len(blocks) == 1 else _folded(blocks))
    parts.append("</div>")
    return Marked("".join(parts))


def _block(article: Article, block: Block, rows: list, kinds: list[str], roles: bool) -> str:
    tag = "" if block.role in ("paragraph", "headline") and not roles else f'<span class="role">{block.role}</span>'
    if block.repeats is not None and roles:
        tag = f'<span class="role">{block.role}, printed again</span>'
    direction = ' dir="rtl"' if article.language in _RIGHT_TO_LEFT else ""
    return f'<p class="{block.role}"{direction}>{tag}{_marked(article.text, block.start, block.end, rows, kinds)}</p>'


def _folded(blocks: list[str]) -> str:
    return (f'<details class="unmarked"><summary>{len(blocks)} paragraphs and lines without a mark</summary>'
            f'{"".join(blocks)}</details>')


def _rows(spans: pd.DataFrame, kind: str, label: str | None) -> list[tuple[int, int, str, str]]:
    kinds = spans[kind].astype(str) if kind in spans else pd.Series("marked", index=spans.index)
    labels = spans[label].fillna("").astype(str) if label else kinds
    return sorted(zip(spans["start"].astype(int), spans["end"].astype(int), kinds, labels, strict=True),
                  key=lambda row: (row[0], -row[1]))


def _legend(kinds: list[str]) -> str:
    if not kinds:
        return ""
    entries = "".join(f'<span><mark class="c{number % COLOURS}">{html.escape(kind)}</mark></span>'
                      for number, kind in enumerate(kinds))
    return f'<p class="legend">Marked: {entries}</p>'


def _marked(text: str, start: int, end: int, rows: list, kinds: list[str]) -> str:
    """Text between two offsets with marks opened and closed at every edge, so that overlapping spans stay valid HTML."""
    colours = {kind: number % COLOURS for number, kind in enumerate(kinds)}
    edges = sorted({start, end, *(max(start, row[0]) for row in rows), *(min(end, row[1]) for row in rows)})
    waiting, active, parts = list(reversed(rows)), [], []
    for here, there in pairwise(edges):
        while waiting and waiting[-1][0] <= here:
            active.append(waiting.pop())
        piece = html.escape(text[here:there])
        for _, _, kind, label in reversed(active):
            piece = f'<mark class="c{colours[kind]}" title="{html.escape(label, quote=True)}">{piece}</mark>'
        parts.append(piece)
        parts += [f'<span class="label">{html.escape(row[3])}</span>' for row in active if row[1] == there and row[3]]
        active = [row for row in active if row[1] > there]
    return "".join(parts)
