"""Who speaks, in whose words, how much and where: quotations of an article and their sources.

    quotes.quotations(article)    one row a part of a quotation
    quotes.stretches(article)     one row a stretch between quotation marks: speech or not, and why
    quotes.who(article, spans)    who is meant by words such as "he" or "the mayor"
    quotes.checked(article, path) the same with what a person corrected in a report's quotes.csv
    quotes.whole(quotations)      the parts of an interrupted quotation in one row, to be read
    quotes.sources(article)       one row a source: room in words, share, first position
"""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from .. import encoder
from ..article import Article
from . import continuing, corrections, encoded, foreign, rules, selecting, tables
from .corrections import standing
from .links import Links
from .people import People
from .reading import Found, Paragraph, Reader, Reading, paragraphs
from .tables import whole

__all__ = ["Found", "Paragraph", "Reader", "Reading", "checked", "quotations", "sources", "standing", "stretches", "who", "whole"]


def quotations(article: Article, reader: Reader | None = None, attributions: bool = False,
               repeated: bool = False) -> pd.DataFrame:
    """Every quotation of `article`, one row a part, in reading order.

    Columns: `start`, `end`, `text` (the words said, marks included), `kind` (direct: nine tenths of it between marks;
    mixed: some of it; indirect: none), `speaker` (who is meant, by the fullest name the article gives, or the words
    for somebody unnamed), `speaker_start`, `speaker_end`, `speaker_text` (the words that name the speaker here),
    `speaker_kind` (named, unnamed, organisation, document, unattributed), `cue`, `cue_start`, `cue_end` (the words that
    report it), `stance` of those words (neutral, assertive, doubtful, emotional, thought, shown; missing where they are
    on no list), `via` (who passed it on: "told TASS"), `confidence` (0 to 1, higher is surer), `evidence` (why),
    `quotation` (number), `part` and `parts` of a quotation that is interrupted, `words`, `position` and `position_end`
    (how much of the article's words come before it begins and before it ends: 0 none, 1 all), `sentence`, `paragraph`,
    `id` (the same as long as the words are, for corrections).
    Indirect ones are listed where a reporting word on the list introduces at least four words; with `attributions` also
    beliefs, wishes and attitudes and everything else that corpora of attribution count (PolNeAR; Newell et al., 2018).
    A paragraph that the page prints twice is read once, unless `repeated`.
    `reader` finds the quotations; left out, the best one that is installed.
    """
    return _analysed(article, reader, attributions, repeated)[2]


def checked(article: Article, path: str | Path = "", reader: Reader | None = None) -> pd.DataFrame:
    """Every quotation with what a person corrected in the quotes.csv at `path`, ready to be corrected (again).

    The columns of `quotations`, and `checked`, `found_speaker`, `found_kind`, `conflict`: see `quotes.corrections`. Rows
    that a person deleted are still there; `quotes.standing` leaves them out. Raises ArticleError for a broken table.
    """
    return corrections.merge(quotations(article, reader), *corrections.read(path))


def stretches(article: Article, reader: Reader | None = None, quotations: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every stretch between quotation marks, one row each, in reading order; speakers as in `quotations` where they are given
    (corrected ones).

    Columns: `start`, `end`, `text`, `speech` (True where somebody speaks), `reason`, `quotation` (its number in
    `quotations`, missing where it is in none), `speaker`, `closed` (False: the closing mark is missing), `depth` (1:
    inside another).
    """
    listed, reading, rows = _analysed(article, reader)
    return tables.stretches(article, listed, reading, rows if quotations is None else quotations)


def sources(article: Article, reader: Reader | None = None, quotations: pd.DataFrame | None = None) -> pd.DataFrame:
    """Everybody who is quoted, the one with most room first; counted in `quotations` where they are given (corrected ones).

    Columns: `source`, `kind`, `quotations` (how many), `words` (quoted or reported), `share` of all such words (0 to
    1), `between_marks` (words in quotations that are direct or mixed), `start`, `end` of the first, `position` in the
    text (0 first, 1 last), `called` (the words the article uses for the source as a speaker).
    """
    return tables.sources(_analysed(article, reader)[2] if quotations is None else quotations)


def who(article: Article, spans: Iterable[tuple[int, int]]) -> pd.DataFrame:
    """Who the words at `spans` (start, end) mean, one row a span in the same order.

    Columns: `start`, `end`, `text`, `name` (the fullest name the article gives; missing where it gives none), `kind`
    (named, unnamed, organisation, document, unattributed), `confidence` (0 to 1, higher is surer), `evidence` (why).
    """
    listed = paragraphs(article)
    people = _people(article, listed, _best_reader(article)(article, listed))
    rows = []
    for start, end in spans:
        meant = people.meant(article.text, start, end)
        rows.append((start, end, article.text[start:end], meant.name, meant.kind, meant.sure, meant.why))
    return pd.DataFrame(rows, columns=["start", "end", "text", "name", "kind", "confidence", "evidence"])


def _analysed(article: Article, reader: Reader | None, attributions: bool = False, repeated: bool = False):
    listed = paragraphs(article, repeated)
    reading = (reader or _best_reader(article))(article, listed)
    reading = continuing.follow(listed, reading)
    people = _people(article, listed, reading)
    if not attributions:
        reading = selecting.speech(article, listed, reading)
    return listed, reading, tables.quotations(article, listed, reading, people)


def _best_reader(article: Article) -> Reader:
    if foreign.is_foreign(article):
        return foreign.read
    return encoded.read if encoder.available() else rules.read


def _people(article: Article, listed: list[Paragraph], reading: Reading) -> People:
    links = Links(encoder.read(article), article.text) if encoder.available() and not foreign.is_foreign(article) else None
    return People(listed, links, reading.found, foreign.longest_name(article))
