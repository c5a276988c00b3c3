"""The tables of a corpus: one entry each, with the function that fills it from one article and the types of its columns.

A new analysis is one more entry in TABLES. Every table has two more columns: `article`, the key that joins the tables,
and `version`, what made the row. `start` and `end` are offsets into the `text` of `articles`.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pyarrow as pa

import helpers  # each analysis is imported when it is first asked for

from ..article import Article

TEXT, WHOLE, NUMBER, FLAG, DAY, TEXTS = pa.string(), pa.int32(), pa.float64(), pa.bool_(), pa.date32(), pa.list_(pa.string())


REUSE_MEMORY = 2_000_000_000
"""Bytes of the articles' words that are held while all are compared; what is more goes to the disk."""


class Findings:
    """An article with what several tables need: its quotations are looked for once."""

    def __init__(self, article: Article):
        self.article = article

    @cached_property
    def quotations(self):
        """The frame of quotes.quotations."""
        return helpers.quotes.quotations(self.article)


class Together:
    """All articles of a corpus, from rows (key, text, date, outlet), with what several tables need: who shares text with whom.

    The rows are read once and their texts are not kept.
    """

    def __init__(self, rows: Iterable[tuple]):
        self._rows, self._kept = rows, []

    @cached_property
    def pairs(self):
        """The frame of reuse.pairs over all articles."""
        return helpers.reuse.pairs(self._without_texts(), memory=REUSE_MEMORY)

    @cached_property
    def families(self):
        """The frame of reuse.clusters over all articles."""
        pairs = self.pairs      # reads the rows
        return helpers.reuse.clusters(self._kept, pairs)

    def _without_texts(self) -> Iterator[tuple]:
        for key, text, *rest in self._rows:
            self._kept.append((key, "", *rest))
            yield key, text, *rest


@dataclass(frozen=True)
class Table:
    """A table: its name, the analysis that asks for it (None: always made), its function and its columns' types.

    One that goes `across` articles is made once, from Together, when all others are finished.
    """

    name: str
    analysis: str | None
    function: Callable[[Findings], Mapping] | Callable[[Together], Mapping]
    columns: Mapping[str, pa.DataType]
    across: bool = False

    @property
    def schema(self) -> pa.Schema:
        """The columns of the files."""
        return pa.schema([("article", TEXT), *self.columns.items(), ("version", TEXT)])

    def batch(self, found: Findings | Together, key: str | None, version: str) -> pa.RecordBatch:
        """The rows of one article, missing values as nulls. Raises what the analysis raises, ArrowException for a wrong type."""
        columns = self.function(found)
        arrays = [pa.array(list(columns[name]), kind, from_pandas=True) for name, kind in self.columns.items()]
        keys = list(columns["article"]) if self.across else [key] * len(arrays[0])
        return pa.record_batch([pa.array(keys, TEXT), *arrays, pa.array([version] * len(keys), TEXT)], schema=self.schema)


def printable(text: str) -> str:
    """A file's name as text: bytes of it that are no UTF-8 are written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _articles(found: Findings) -> Mapping:
    article = found.article
    body = set(article.body())
    row = {
        "id": article.id, "source": printable(article.source), "title": article.title, "authors": list(article.authors),
        "published": article.published, "day": _day(article.published), "publisher": article.publisher,
        "language": article.language, "characters": len(article.text),
        "words": sum(sentence in body for sentence in article.words.sentences), "sentences": len(body),
        "paragraphs": len({article.sentences[index].block for index in body}),
        "notices": [notice.message for notice in article.notices], "text": article.text}
    return {name: [value] for name, value in row.items()}


def _day(published: str | None) -> date | None:
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", published or "")
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _sentences(found: Findings) -> Mapping:
    article = found.article
    counted = Counter(article.words.sentences)
    rows = [(index, sentence.start, sentence.end, sentence.block, sentence.paragraph, article.role(sentence), counted[index],
             article.blocks[sentence.block].repeats is not None, article.slice(sentence))
            for index, sentence in enumerate(article.sentences)]
    names = ("sentence", "start", "end", "block", "paragraph", "role", "words", "repeated", "text")
    return dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())


_SPAN = {"start": WHOLE, "end": WHOLE}

TABLES = (
    Table("articles", None, _articles, {
        "id": TEXT, "source": TEXT, "title": TEXT, "authors": TEXTS, "published": TEXT, "day": DAY, "publisher": TEXT,
        "language": TEXT, "characters": WHOLE, "words": WHOLE, "sentences": WHOLE, "paragraphs": WHOLE, "notices": TEXTS,
        "text": TEXT}),
    Table("sentences", None, _sentences, {
        "sentence": WHOLE, **_SPAN, "block": WHOLE, "paragraph": WHOLE, "role": TEXT, "words": WHOLE, "repeated": FLAG,
        "text": TEXT}),
    Table("readability", "readability", lambda found: helpers.readability.measures(found.article), {
        "measure": TEXT, "value": NUMBER, "grade": NUMBER, "note": TEXT, "reason": TEXT, **_SPAN}),
    Table("difficulty", "readability", lambda found: helpers.readability.sentences(found.article), {
        "sentence": WHOLE, **_SPAN, "paragraph": WHOLE, "words": WHOLE, "syllables": WHOLE, "unfamiliar_words": WHOLE,
        "ease": NUMBER, "adds": NUMBER, "hard": FLAG, "level": TEXT, "why": TEXT, "mark": TEXT}),
    Table("quotations", "quotes", lambda found: found.quotations, {
        **_SPAN, "text": TEXT, "kind": TEXT, "speaker": TEXT, "speaker_start": WHOLE, "speaker_end": WHOLE, "speaker_text": TEXT,
        "speaker_kind": TEXT, "cue": TEXT, "cue_start": WHOLE, "cue_end": WHOLE, "stance": TEXT, "via": TEXT,
        "confidence": NUMBER, "evidence": TEXT, "quotation": WHOLE, "part": WHOLE, "parts": WHOLE, "words": WHOLE,
        "position": NUMBER, "position_end": NUMBER, "sentence": WHOLE, "paragraph": WHOLE}),
    Table("sources", "quotes", lambda found: helpers.quotes.tables.sources(found.quotations), {
        "source": TEXT, "kind": TEXT, "quotations": WHOLE, "words": WHOLE, "share": NUMBER, "between_marks": WHOLE, **_SPAN,
        "position": NUMBER, "called": TEXTS}),
    Table("repeats", "repetition", lambda found: helpers.repetition.repeats(found.article), {
        **_SPAN, "text": TEXT, "other_start": WHOLE, "other_end": WHOLE, "other_text": TEXT, "unit": TEXT, "kind": TEXT,
        "similarity": NUMBER, "words": WHOLE}),
    Table("tone", "tone", lambda found: helpers.sentiment.sentences(found.article, found.quotations), {
        "sentence": WHOLE, **_SPAN, "paragraph": WHOLE, "voice": TEXT, "speaker": TEXT, "tone": NUMBER, "label": TEXT,
        "vader": NUMBER, "words": TEXTS, "disagrees": FLAG, "why": TEXT, "repeated": FLAG}),
    Table("targets", "targets", lambda found: helpers.sentiment.targets(found.article, quotations=found.quotations), {
        "sentence": WHOLE, **_SPAN, "text": TEXT, "name": TEXT, "kind": TEXT, "label": TEXT, "strength": NUMBER, "tone": NUMBER,
        "speaker": TEXT, "repeated": FLAG}),
    Table("reuse", "reuse", lambda all: all.pairs.rename(columns={"a": "article", "b": "other"}), {
        "other": TEXT, "kind": TEXT, "near": FLAG, "share_a": NUMBER, "share_b": NUMBER, "words": WHOLE, "facts": NUMBER,
        "source": TEXT, "why": TEXT}, across=True),
    Table("families", "reuse", lambda all: all.families.rename(columns={"id": "article"}), {
        "family": WHOLE, "size": WHOLE, "place": WHOLE, "first": TEXT, "kind": TEXT, "share": NUMBER}, across=True),
)

ERRORS = pa.schema([("file", TEXT), ("position", WHOLE), ("trouble", TEXT), ("cure", TEXT), ("version", TEXT)])
"""What could not be analysed: its file, which article of the file (from 1), what is wrong, what to do."""

NAMES = (*(table.name for table in TABLES), "errors")
"""Every table there can be."""

ANALYSES = tuple(dict.fromkeys(table.analysis for table in TABLES if table.analysis))
"""What can be asked for."""


def chosen(analyses: list[str] | tuple[str, ...] | None) -> tuple[Table, ...]:
    """The tables of the wanted analyses, all where none are named. Raises ValueError for an unknown one."""
    unknown = sorted(set(analyses or ()) - set(ANALYSES))
    if unknown:
        raise ValueError(f"there is no analysis {', '.join(unknown)}; there are {', '.join(ANALYSES)}")
    return tuple(table for table in TABLES if table.analysis is None or not analyses or table.analysis in analyses)
