"""The whole article with layers of marks that a reader switches on and off: HTML and CSS, no script.

Four layers: hard sentences, quotations by speaker, repeats, tone. Every mark carries a label in words, shown with its layer.
"""
from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from .article import PROSE, Article, Block
from .findings import Findings
from .sentiment import why_not
from .tables import capital, times

COLOURS = 8
"""Speakers in colours of their own; the ninth begins again, and the name stands beside every mark anyway."""


@dataclass(frozen=True)
class Mark:
    """A marked stretch: `look` is its CSS class, `before` is read out where it begins, `label` is written where it ends.

    `leads_to` is the id of the place the label links to.
    """

    start: int
    end: int
    layer: str
    look: str
    before: str
    label: str
    leads_to: str | None = None


@dataclass(frozen=True)
class Entry:
    """A line of the legend: what a mark that looks like `look` means, how many there are, and the sentence of the first."""

    look: str
    words: str
    count: int
    first: int | None = None


@dataclass(frozen=True)
class Layer:
    """What a reader can switch on: its marks and its legend; `none` says that there is nothing to show."""

    key: str
    title: str
    none: str
    marks: list[Mark] = field(default_factory=list)
    legend: list[Entry] = field(default_factory=list)


def layers(found: Findings) -> list[Layer]:
    """The four layers of an article, those without a mark too."""
    return [_quotations(found), _hard(found), _repeats(found), _tone(found)]


def text(article: Article, shown: Iterable[Layer]) -> str:
    """The article as HTML with all marks in it, page furniture folded away.

    Every sentence is an element with the id `s` and its number, counted from 1; every block one with `b` and its number.
    """
    marks = sorted((mark for layer in shown for mark in layer.marks), key=lambda mark: (mark.start, -mark.end))
    parts = []
    for aside, blocks in groupby(enumerate(article.blocks), key=lambda numbered: numbered[1].role == "furniture"):
        if aside:
            parts.append(_furniture(article, [block for _, block in blocks]))
        else:
            parts += [_block(article, number, block, marks) for number, block in blocks]
    return "\n".join(parts)


def _quotations(found: Findings) -> Layer:
    speakers = list(dict.fromkeys(found.quotations["speaker"]))
    looks = {speaker: f"v{number % COLOURS}" for number, speaker in enumerate(speakers)}
    marks = [Mark(row.start, row.end, "quotes", looks[row.speaker], f"{row.kind} quotation: ", _speaker(row))
             for row in found.quotations.itertuples()]
    legend = [Entry(looks[speaker], _kind(rows.iloc[0]), rows["quotation"].nunique(), int(rows["sentence"].iloc[0]))
              for speaker, rows in found.quotations.groupby("speaker", sort=False)]
    return Layer("quotes", "Quotations, by speaker", "Nobody is quoted.", marks, legend)


def _speaker(row) -> str:
    return f"{capital(' '.join(row.speaker.split()))}{' (a guess)' if row.confidence < 0.5 else ''}"


def _kind(row) -> str:
    nameless = row["speaker_kind"] == "unnamed" and "unnamed" not in row["speaker"].casefold()
    return f"{capital(row['speaker'])}{' (no name given)' if nameless else ''}"


def _hard(found: Findings) -> Layer:
    rows = found.hardness[found.hardness["hard"].astype(bool)]      # of an empty frame the column is of no type
    marks = [Mark(row.start, row.end, "hard", "very" if row.level == "very hard" else "plain", f"{row.level} sentence: ",
                  f"{row.level}: {row.mark}" if row.mark else row.level) for row in rows.itertuples()]
    legend = [Entry("very" if level == "very hard" else "plain", f"{level} sentence", int((rows["level"] == level).sum()),
                    int(rows.loc[rows["level"] == level, "sentence"].iloc[0]))
              for level in ("very hard", "hard") if (rows["level"] == level).any()]
    rated = found.hardness.empty or found.hardness["ease"].notna().any()
    none = "No sentence is hard." if rated else f"No sentence is rated: {found.ease['reason'].iloc[0]}."
    return Layer("hard", "Hard sentences", none, marks, legend)


def _repeats(found: Findings) -> Layer:
    rows = found.repeats[found.repeats["unit"] != "furniture"]
    earlier = {(row.start, row.end): row for row in rows.itertuples()}
    marks = [Mark(start, end, "repeats", "again", "repeated passage: ",
                  f"{'said before' if row.kind in ('verbatim', 'styled') else 'said before, some words changed'} ↑",
                  f"b{_block_at(found.article, row.other_start)}") for (start, end), row in earlier.items()]
    for (start, end), later in rows.groupby(["other_start", "other_end"], sort=False)["start"]:
        often = "" if len(later) == 1 else f" {times(len(later))}"
        marks.append(Mark(start, end, "repeats", "first", "passage that comes again: ", f"said again{often} ↓",
                          f"b{_block_at(found.article, later.min())}"))
    echoes = found.echoes[found.echoes["kind"].isin(["at once", "doubled"])]
    marks += [Mark(row.start, row.end, "repeats", "echo", "echo: ",
                   f"{times(row.count)} {row.kind}" if row.kind == "at once" else "doubled")
              for row in echoes.itertuples()]
    legend = [Entry("again", "passage that comes again", len(rows), None)] if len(rows) else []
    if len(echoes):
        legend.append(Entry("echo", "word said again at once", len(echoes), int(echoes["sentence"].iloc[0])))
    return Layer("repeats", "Repeats", "Nothing comes twice.", marks, legend)


def _tone(found: Findings) -> Layer:
    rows = found.tone[found.tone["label"].isin(["negative", "positive"]) & found.tone["paragraph"].notna()]
    marks = []
    for row in rows.itertuples():
        whose = {"narration": "writer", "quotation": row.speaker or "quoted", "mixed": f"writer and {row.speaker or 'quoted'}"}.get(
            row.voice, row.voice)
        sign = "▼" if row.label == "negative" else "▲"
        marks.append(Mark(row.start, row.end, "tone", row.label, f"{row.label} sentence: ", f"{sign} {row.label}, {whose}"))
        marks += [Mark(start, end, "tone", "carries", "", "") for start, end, share in row.word_spans if share * row.tone > 0]
    legend = [Entry(label, f"{'▼' if label == 'negative' else '▲'} sentence whose words are more {label} than in most news",
                    int((rows["label"] == label).sum()), int(rows.loc[rows["label"] == label, "sentence"].iloc[0]))
              for label in ("negative", "positive") if (rows["label"] == label).any()]
    if any(mark.look == "carries" for mark in marks):
        legend.append(Entry("carries", "word that makes it so", sum(mark.look == "carries" for mark in marks)))
    why = why_not(found.article)
    return Layer("tone", "Tone, and whose", f"No tone is given: {why}." if why else "No sentence leans either way.", marks, legend)


def _block_at(article: Article, offset: int) -> int:
    return next(number for number, block in enumerate(article.blocks) if block.start <= offset < block.end)


_TAGS = {"headline": "h2", "subhead": "h3", "quote": "blockquote"}
_SILENT = frozenset({"headline", "subhead", "paragraph", "list", "quote"})
"""Roles that their looks make plain; all others are written before the block."""


def _block(article: Article, number: int, block: Block, marks: list[Mark]) -> str:
    tag = _TAGS.get(block.role, "p")
    role = "" if block.role in _SILENT else f'<span class="role">{block.role}</span> '
    sentences = [(index, sentence) for index, sentence in enumerate(article.sentences) if sentence.block == number]
    inside = [mark for mark in marks if mark.start < block.end and mark.end > block.start]
    parts, here = [], block.start
    for index, sentence in sentences:
        parts.append(_pieces(article.text, here, sentence.start, inside))
        words = _pieces(article.text, sentence.start, sentence.end, inside)
        parts.append(f'<span class="sentence" id="s{index + 1}">{words}</span>')
        here = sentence.end
    parts.append(_pieces(article.text, here, block.end, inside))
    kind = block.role if block.role in PROSE else "about"
    return f'<{tag} class="{kind}" id="b{number}">{role}{"".join(parts)}</{tag}>'


def _furniture(article: Article, blocks: list[Block]) -> str:
    lines = "".join(f"<p>{html.escape(article.slice(block))}</p>" for block in blocks)
    words = "1 line of the page that is" if len(blocks) == 1 else f"{len(blocks)} lines of the page that are"
    return f'<details class="furniture"><summary>{words} not of the article</summary>{lines}</details>'


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """The text between two offsets, cut wherever a mark begins or ends; each piece is one element with all its marks' looks."""
    if start >= end:
        return ""
    touching = [mark for mark in marks if mark.start < end and mark.end > start]
    labels: dict[int, list[Mark]] = {}
    for mark in touching:
        if mark.label and mark.end <= end:
            labels.setdefault(_past_punctuation(text, mark.end, end), []).append(mark)
    edges = sorted({start, end, *labels, *(edge for mark in touching for edge in (mark.start, mark.end) if start < edge < end)})
    return "".join(_piece(text, here, there, [mark for mark in touching if mark.start <= here and mark.end >= there])
                   + "".join(_label(mark) for mark in reversed(labels.get(there, ()))) for here, there in pairwise(edges))


def _past_punctuation(text: str, place: int, end: int) -> int:
    """Where a label stands: behind the full stop or comma that closes its mark."""
    while place < end and text[place] in _CLOSING:
        place += 1
    return place


_CLOSING = frozenset(".,;:!?)]\"'”’»")


def _piece(text: str, start: int, end: int, marks: list[Mark]) -> str:
    words = html.escape(text[start:end])
    if not marks:
        return words
    looks = " ".join(dict.fromkeys(look for mark in marks for look in (mark.layer, f"{mark.layer}-{mark.look}")))
    before = "".join(f'<span class="before {mark.layer}">{html.escape(mark.before)}</span>'
                     for mark in marks if mark.start == start and mark.before)
    return f'{before}<mark class="{looks}">{words}</mark>'


def _label(mark: Mark) -> str:
    words = html.escape(mark.label)
    if mark.leads_to:
        words = f'<a href="#{mark.leads_to}">{words}</a>'
    return f' <span class="label {mark.layer}">{words}</span>'
