"""The article's own words with spans marked: an Article and a DataFrame of spans in, HTML out."""
from __future__ import annotations

import html
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from .article import PROSE, Article

STYLE = """<style>
.article-text{max-width:44em;line-height:1.65;overflow-wrap:anywhere}
.article-text p{margin:.55em 0;white-space:pre-line}
.article-text .headline{font-weight:700;font-size:1.25em}
.article-text .subhead{font-weight:700}
.article-text .caption,.article-text .credit,.article-text .byline,.article-text .date{font-style:italic;font-size:.92em}
.article-text .furniture{opacity:.66;font-size:.85em}
.article-text .role{font:600 .72em/1 system-ui,sans-serif;letter-spacing:.04em;text-transform:uppercase;opacity:.75;margin-right:.6em}
.article-text mark{color:inherit;background:rgba(0,114,178,.16);border-bottom:2px solid #0072B2;padding:.05em 0}
.article-text mark.c1{background:rgba(213,94,0,.16);border-bottom:2px dashed #D55E00}
.article-text mark.c2{background:rgba(86,180,233,.2);border-bottom:2px dotted #3a8fc2}
.article-text mark.c3{background:rgba(230,159,0,.18);border-bottom:3px double #b87f00}
.article-text mark.c4{background:rgba(204,121,167,.2);border-bottom:2px solid #CC79A7}
.article-text mark.c5{background:rgba(0,158,115,.16);border-bottom:2px dashed #009E73}
.article-text mark.c6{background:rgba(240,228,66,.28);border-bottom:2px dotted #998f00}
.article-text mark.c7{background:rgba(118,118,118,.18);border-bottom:3px double #767676}
.article-text .label{font:600 .68em/1.2 system-ui,sans-serif;vertical-align:.25em;margin-left:.25em;white-space:nowrap}
.article-text .legend{font-size:.88em;margin-bottom:1em}
.article-text .legend mark{margin-right:.3em;padding:.05em .35em}
.article-text .legend span{margin-right:1.2em;display:inline-block}
</style>"""
COLOURS = 8


@dataclass(frozen=True)
class Marked:
    """An article's text with marks, as HTML that carries its own style."""

    body: str

    def _repr_html_(self) -> str:
        return self.body

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.body, "text/plain": "The article's text with marks"}


def text(article: Article, spans: pd.DataFrame | None = None, kind: str = "kind", label: str | None = None,
         furniture: bool = False) -> Marked:
    """The article with every row of `spans` (columns `start`, `end`) marked where it stands.

    `kind` names the column that decides colour and line; each kind is in the legend, in words. `label` names the column
    written after each mark (default: the kind). Marks may overlap. With `furniture` the page's furniture is shown
    too, greyed and with its role; without, only what is read as prose.
    """
    rows = [] if spans is None else _rows(spans, kind, label)
    kinds = list(dict.fromkeys(row[2] for row in rows))
    parts = [STYLE, '<div class="article-text tex2jax_ignore mathjax_ignore">', _legend(kinds)]
    for block in article.blocks:
        if block.role not in PROSE and not furniture:
            continue
        tag = "" if block.role in ("paragraph", "headline") and not furniture else f'<span class="role">{block.role}</span>'
        if block.repeats is not None and furniture:
            tag = f'<span class="role">{block.role}, printed again</span>'
        inside = [row for row in rows if row[0] < block.end and row[1] > block.start]
        parts.append(f'<p class="{block.role}">{tag}{_marked(article.text, block.start, block.end, inside, kinds)}</p>')
    parts.append("</div>")
    return Marked("".join(parts))


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
