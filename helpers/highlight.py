"""The article's own words with spans marked: an Article and a DataFrame of spans in, HTML out."""
from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, cycle, groupby, pairwise
from pathlib import Path

import pandas as pd

from .article import PROSE, Article, Block
from .tables import capital

STYLE = f"<style>{Path(__file__).with_suffix('.css').read_text(encoding='utf-8')}</style>"
"""Travels with the text, so that marks look the same in a notebook and on a page."""

COLOURS = 8
ON_PAPER = 12_000
"""Letters of a marked text that are printed, some two pages; an article is marked in several ways, and has a page of its own."""
_TAG = re.compile(r"<[^>]*>")
_ALWAYS = {"positive": 0, "negative": 1, "hard": 3, "very hard": 1, "phrase": 0, "name": 1, "at once": 0, "close": 1, "doubled": 3,
           "opening": 7, "verbatim": 0, "styled": 2, "near": 1, "reworded": 3}
"""Kinds that keep their colour in every article, the one they have in the charts; all others take what is left, in order."""
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
    are folded away. Where `spans` has no row, a sentence says so in the place of the text.
    """
    rows = [] if spans is None else _rows(spans, kind, label)
    if spans is not None and not rows:
        return Marked('<p class="empty-table">There is nothing to mark in the text.</p>')
    kinds = _coloured(row[2] for row in rows)
    shown = []
    for block in article.blocks:
        if block.role in PROSE or furniture:
            inside = [row for row in rows if row[0] < block.end and row[1] > block.start]
            shown.append((bool(inside), _block(article, block, inside, kinds, furniture)))
    parts = [STYLE, '<div class="article-text tex2jax_ignore mathjax_ignore">', _legend(kinds)]
    pieces: list[str] = []
    for visible, run in groupby(shown, key=lambda block: block[0] or not fold):
        blocks = [body for _, body in run]
        pieces += blocks if visible or len(blocks) == 1 else [_folded(blocks)]
    parts += _on_paper(pieces)
    parts.append("</div>")
    return Marked("".join(parts))


def _on_paper(parts: list[str]) -> list[str]:
    """The parts of a text, those beyond ON_PAPER in a box that is left to the screen."""
    ends = list(accumulate(map(_letters, parts)))
    first = bisect_right(ends, ON_PAPER)
    left = len(parts) - first
    if left < 2:
        return parts
    return [*parts[:first], f'<div class="off-paper" data-printed="The text goes on; {left} more parts of it are on the screen.">',
            *parts[first:], "</div>"]


def _letters(part: str) -> int:
    """Letters that are printed: of what is folded away only the line that says so."""
    return len(_TAG.sub("", part.partition("</summary>")[0] if part.startswith("<details") else part))


def _block(article: Article, block: Block, rows: list, colours: dict[str, int], roles: bool) -> str:
    tag = "" if block.role in ("paragraph", "headline") and not roles else f'<span class="role">{block.role}</span>'
    if block.repeats is not None and roles:
        tag = f'<span class="role">{block.role}, printed again</span>'
    direction = ' dir="rtl"' if article.language in _RIGHT_TO_LEFT else ""
    return f'<p class="{block.role}"{direction}>{tag}{_marked(article.text, block.start, block.end, rows, colours)}</p>'


def _folded(blocks: list[str]) -> str:
    return (f'<details class="unmarked"><summary>{len(blocks)} paragraphs and lines without a mark</summary>'
            f'{"".join(blocks)}</details>')


def _rows(spans: pd.DataFrame, kind: str, label: str | None) -> list[tuple[int, int, str, str]]:
    kinds = spans[kind].astype(str) if kind in spans else pd.Series("marked", index=spans.index)
    kinds = kinds.map(capital) if kind == "speaker" else kinds
    labels = kinds if label in (None, kind) else spans[label].fillna("").astype(str)
    return sorted(zip(spans["start"].astype(int), spans["end"].astype(int), kinds, labels, strict=True),
                  key=lambda row: (row[0], -row[1]))


def _coloured(kinds: Iterable[str]) -> dict[str, int]:
    """Each kind and its colour, in the order in which the kinds come."""
    kinds = list(dict.fromkeys(kinds))
    taken = {_ALWAYS[kind] for kind in kinds if kind in _ALWAYS}
    free = cycle([colour for colour in range(COLOURS) if colour not in taken] or range(COLOURS))
    return {kind: _ALWAYS[kind] if kind in _ALWAYS else next(free) for kind in kinds}


def _legend(kinds: dict[str, int]) -> str:
    if not kinds:
        return ""
    entries = "".join(f'<span><mark class="c{colour}">{html.escape(kind)}</mark></span>' for kind, colour in kinds.items())
    return f'<p class="legend">Marked: {entries}</p>'


def _marked(text: str, start: int, end: int, rows: list, colours: dict[str, int]) -> str:
    """Text between two offsets with marks opened and closed at every edge, so that overlapping spans stay valid HTML."""
    edges = sorted({start, end, *(max(start, row[0]) for row in rows), *(min(end, row[1]) for row in rows)})
    waiting, active, parts = list(reversed(rows)), [], []
    for here, there in pairwise(edges):
        while waiting and waiting[-1][0] <= here:
            active.append(waiting.pop())
        piece = html.escape(text[here:there])
        for _, _, kind, label in reversed(active):
            piece = f'<mark class="c{colours[kind]}" title="{html.escape(label, quote=True)}">{piece}</mark>'
        parts.append(piece)
        ending = dict.fromkeys(row[3] for row in active if row[1] == there and row[3])     # alike ones are said once
        parts += [f'<span class="label">{html.escape(label)}</span>' for label in ending]
        active = [row for row in active if row[1] > there]
    return "".join(parts)
