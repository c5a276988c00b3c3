"""corpus.html: what lies in the tables, on one page that works offline. Made from the tables alone."""
from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
import pandas as pd

from .. import charts, sentiment
from ..segmenting import languages
from ..sentiment.across import NOT_SAID, signed
from ..tables import capital, day, to_csv
from . import manifest, opening

PAGE = "corpus.html"
MOST = 15
"""Rows of a list on the page; the tables hold all."""

_STYLES = (Path(__file__).parents[1] / "report" / "template" / "page.css", Path(__file__).with_name("page.css"))
"""The look of a report's pages, and what only this page has."""


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, how its values are written, whether a bar shows them."""

    heading: str
    form: str = "text"
    bar: bool = False

    @property
    def looks(self) -> str:
        """The class of its cells, as in the tables of a report."""
        return {"text": "name", "day": "short", "date": "short"}.get(self.form, "number")


@dataclass(frozen=True)
class Section:
    """A question, what it is answered from, and a list of rows; `note` says how it was counted, `caution` what it hides, and what stands
    out is said in sentences and a picture where there is one; they may be all there is to show."""

    title: str
    columns: tuple[Column, ...]
    rows: list[tuple]
    note: str
    caution: str = ""
    total: int = field(default=0)
    sentences: tuple[str, ...] = ()
    picture: charts.Chart | None = None


def write(folder: Path) -> None:
    """Write the page of the finished tables in `folder`, and the numbers of its pictures, each whole or not at all. Raises OSError."""
    settings, done = manifest.read(folder)
    if not done:
        return
    corpus = opening.open(folder)
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True,
                                     lstrip_blocks=True)
    environment.filters.update(shown=shown, bar=bar, png=lambda picture: base64.b64encode(picture.png()).decode(),
                               webp=lambda picture: base64.b64encode(picture.narrow_webp()).decode(),
                               wide=lambda picture: round(96 * picture.figure.get_size_inches()[0]))
    sections = list(_sections(corpus))
    for picture in (section.picture for section in sections if section.picture):
        manifest.write_whole(folder / f"{picture.name}.csv", to_csv(picture.table))
    page = environment.get_template("page.html.j2").render(
        facts=_facts(corpus, settings), sections=sections, errors=_errors(corpus), error_columns=_ERRORS,
        style="".join(path.read_text(encoding="utf-8") for path in _STYLES))
    manifest.write_whole(folder / PAGE, page)


def shown(value, form: str) -> str:
    """A value as people write it; missing values as a dash."""
    if value is None or value != value:
        return "–"
    if form == "count":
        return f"{value:,.0f}"
    if form == "share":
        return f"{value:.0%}"
    if form == "tone":
        return signed(value)
    if form == "day":
        return day(str(value))
    return f"{value:.1f}" if form == "number" else str(value)


def bar(value, largest) -> int:
    """Width of a bar in per cent of the largest."""
    return round(100 * value / largest) if value and largest else 0


def _facts(corpus: opening.Corpus, settings: dict) -> list[tuple[str, str]]:
    count, words, outlets, first, last, codes = corpus.ask(
        "select count(*), sum(words), count(distinct publisher), min(day), max(day), "
        "list(distinct language order by language) filter (language is not null) from articles")[0]
    errors, = corpus.ask("select count(*) from errors")[0]
    left_out = corpus.left_out
    dated = "no article says when" if not first else f"{day(str(first))} to {day(str(last))}" if first != last else day(str(first))
    limits = " ".join(f"{word} {settings[name]}" for word, name in (("from", "since"), ("up to", "until")) if settings[name])
    facts = [("Articles", shown(count, "count")), ("Words in the running text", shown(words or 0, "count")),
             ("Outlets", shown(outlets, "count") if outlets else "no article names one"),
             ("Published", dated + (f" (asked for: {limits})" if limits else "")),
             ("Languages", ", ".join(sorted(map(languages.name, codes or ()))) or NOT_SAID),
             ("Analyses", ", ".join(settings["analyses"])), ("Could not be analysed", shown(errors, "count")),
             ("Made by version", settings["version"])]
    return [*facts, ("Left out by date", shown(left_out, "count"))] if left_out else facts


def _errors(corpus: opening.Corpus) -> list[tuple]:
    return [(capital(trouble), files, file, cure) for trouble, files, file, cure in corpus.ask(
        "select regexp_replace(trouble, '\\(.*\\)|[0-9]+', '…', 'g') as said, count(*) as files, min(file), min(cure) "
        f"from errors group by said order by files desc, said limit {MOST}")]


_ERRORS = (Column("Trouble"), Column("Articles", "count"), Column("For example"), Column("What to do"))


def _sections(corpus: opening.Corpus) -> Iterator[Section]:
    yield _outlets(corpus)
    yield _dates(corpus)
    for table, section in (("readability", _readability), ("quotations", _quotations), ("sources", _sources), ("repeats", _repeats)):
        if table in corpus:
            yield section(corpus)
    if "tone" in corpus:
        yield from _tones(corpus.tones())
    for table, section in (("targets", _targets), ("families", _families)):
        if table in corpus:
            yield section(corpus)


def _outlets(corpus: opening.Corpus) -> Section:
    rows = corpus.ask(f"select coalesce(publisher, '{NOT_SAID}'), count(*) as articles, sum(words), median(words) from articles "
                      "group by publisher order by publisher is null, articles desc, 1")
    return Section("Which outlets?", (Column("Outlet"), Column("Articles", "count", True), Column("Words", "count"),
                                      Column("Words an article (median)", "count")), rows[:MOST],
                   "Counted by the publisher that each file names.", total=len(rows))


def _dates(corpus: opening.Corpus) -> Section:
    months, = corpus.ask("select count(distinct strftime(day, '%Y-%m')) from articles")[0]
    form, name = ("%Y-%m", "Month") if months <= 24 else ("%Y", "Year")
    rows = corpus.ask(f"select coalesce(strftime(day, '{form}'), '{NOT_SAID}') as period, count(*), nullif(count(distinct publisher), 0) "
                      f"from articles group by period order by period = '{NOT_SAID}', period")
    return Section("From when?", (Column(name), Column("Articles", "count", True), Column("Outlets", "count")), rows[-40:],
                   "Counted by the date that each file gives.", total=len(rows))


def _readability(corpus: opening.Corpus) -> Section:
    rows = corpus.ask(
        "select measure, median(value), median(grade), quantile_cont(grade, .25), quantile_cont(grade, .75), count(value) "
        "from readability group by measure having count(value) > 0 order by measure")
    return Section("How hard are they to read?", (
        Column("Formula"), Column("Value (median)", "number"), Column("School grade (median)", "number", True),
        Column("A quarter is below", "number"), Column("A quarter is above", "number"), Column("Articles", "count")), rows,
        "One value an article and formula; the school grade, in years of US schooling, makes the formulas comparable.",
        "Formulas see the length of words and sentences, not whether a text is clear.", len(rows))


def _quotations(corpus: opening.Corpus) -> Section:
    rows = corpus.ask(
        "with spoken as (select kind, count(distinct (article, quotation)) as quotations, sum(words) as words, "
        "count(distinct article) as articles from quotations group by kind) "
        "select kind, quotations, words, articles, words / (select sum(words) from articles) from spoken "
        "order by words desc, kind")
    return Section("How much do others speak?", (
        Column("Kind"), Column("Quotations", "count", True), Column("Words", "count"), Column("Articles with any", "count"),
        Column("Share of all words", "share")), rows,
        "Direct: nine tenths or more between quotation marks; mixed: some of it; indirect: in the reporter's words.",
        "Whether a quotation is true, complete or fairly chosen.", len(rows))


def _sources(corpus: opening.Corpus) -> Section:
    share, words = corpus.ask(
        "select avg((kind = 'unnamed')::double), sum(words) filter (kind = 'unnamed') / sum(words) from sources "
        "where kind <> 'unattributed'")[0]
    rows = corpus.ask(
        "select source, max(kind), count(distinct article) as articles, sum(quotations), sum(words) from sources "
        "where kind in ('named', 'organisation', 'document') group by source order by articles desc, sum(words) desc, source")
    return Section("Who is quoted most?", (
        Column("Source"), Column("Kind"), Column("Articles", "count", True), Column("Quotations", "count"),
        Column("Words", "count")), rows[:MOST],
        f"People without a name are {shown(share, 'share')} of the sources, counted once an article, and have "
        f"{shown(words, 'share')} of their words.",
        "Whether two articles that write the same name mean the same person.", len(rows))


def _repeats(corpus: opening.Corpus) -> Section:
    rows = corpus.ask("select unit, count(*) as passages, count(distinct article), sum(words) from repeats group by unit "
                      "order by passages desc, unit")
    return Section("What do articles repeat within themselves?", (
        Column("Unit"), Column("Passages", "count", True), Column("Articles with any", "count"), Column("Words", "count")), rows,
        "Passages that stand in the same article twice, word for word or reworded.",
        "Whether the outlet or the export printed them twice.", len(rows))


_OFF = ("The range is where the mean probably lies (95 %). It counts articles, not sentences, since the sentences of one article hang "
        "together; below five articles there is too little to say.")


def _tones(rows: pd.DataFrame) -> Iterator[Section]:
    """The sections about tone: by voice, and by outlet and by date where there are two."""
    voices = sentiment.across.means(rows, ["voice"])
    yield Section("What tone do they take, and whose is it?", (Column("Voice"), *_tone_columns("Sentences")),
                  _tone_rows(voices, ["voice"], "sentences"),
                  f"Tone runs from −1 to +1; sentences printed twice count once, and mixed are those that quote in part. {_OFF}",
                  "Irony, and what is left unsaid. It measures wording, not the writer's opinion.", len(voices))
    for title, by, frame, draw, caution in (
            ("Whose tone differs?", "outlet", sentiment.by_outlet(rows), charts.across.sides,
             "Whether an outlet is for or against something: worse news makes a lower tone."),
            ("Does the tone change with time?", "period", sentiment.by_date(rows), charts.across.by_date,
             "Why it changes; other events, outlets or writers may stand behind it.")):
        told = frame[frame["voice"].isin(sentiment.across.WHOSE) & (frame[by] != NOT_SAID)]
        if told[by].nunique() > 1:
            enough = told[told["low"].notna()]
            heading = Column(by.capitalize(), "text" if by == "outlet" else "date")
            yield Section(title, (heading, Column("Voice"), *_tone_columns("Sentences")),
                          _tone_rows(enough, [by, "voice"], "sentences")[:3 * MOST], _left_out(_OFF, told, enough), caution, len(enough),
                          tuple(sentiment.tone_differences(told)["sentence"]), _picture(told, draw))


def _targets(corpus: opening.Corpus) -> Section:
    frame = sentiment.by_person(corpus.mentions(), ("person", "organisation", "country"))
    enough = frame[frame["low"].notna()]
    note = ("Tone toward the name in the sentences that mention it, −1 to +1, in the writers' own words (narration) and in what sources "
            f"say (quotation). {_OFF}")
    return Section("Who is written about, and in what tone?", (
        Column("Name"), Column("Kind"), Column("Whose words"), *_tone_columns("Mentions")),
        _tone_rows(enough, ["name", "kind", "voice"], "mentions")[:2 * MOST], _left_out(note, frame, enough),
        "Whether two articles that write the same name mean the same one, and whether the tone is the writer's.", len(enough),
        () if len(enough) else ("Too few to say: no name stands in five articles.",), _picture(enough, charts.across.by_person))


def _left_out(note: str, all_rows: pd.DataFrame, enough: pd.DataFrame) -> str:
    """`note`, and how many rows there is too little to say of: they are in the tables and not on the page."""
    left = len(all_rows) - len(enough)
    return f"{note} Of {left} more row{'s' if left > 1 else ''} there is too little to say." if left else note


def _tone_columns(counted: str) -> tuple[Column, ...]:
    return (Column("Articles", "count"), Column(counted, "count"), Column("Tone (mean)", "tone"), Column("Range", "range"),
            Column("Negative", "share"), Column("Positive", "share"))


def _tone_rows(frame: pd.DataFrame, by: list[str], counted: str) -> list[tuple]:
    """Rows of a frame of means, as the page lists them."""
    return [(*(getattr(row, name) for name in by), row.articles, getattr(row, counted), row.tone,
             f"{signed(row.low)} to {signed(row.high)}" if row.low == row.low else "too few to say",
             row.negative / getattr(row, counted), row.positive / getattr(row, counted)) for row in frame.itertuples()]


def _picture(frame: pd.DataFrame, draw) -> charts.Chart | None:
    """The picture of a frame of means; none where there is too little to say of all or all but one."""
    return draw(frame) if frame.loc[frame["low"].notna(), frame.columns[0]].nunique() > 1 else None


def _families(corpus: opening.Corpus) -> Section:
    shared, = corpus.ask("select count(*) / (select count(*) from articles) from families")[0]
    rows = corpus.ask(
        "select coalesce(min(title) filter (families.article = first), min(source) filter (families.article = first)), count(*), "
        "nullif(count(distinct publisher), 0), min(day), max(day) from families join articles using (article) group by family "
        "order by count(*) desc, family")
    return Section("Which articles share their text?", (
        Column("First of the family"), Column("Articles", "count", True), Column("Outlets", "count"), Column("First day", "day"),
        Column("Last day", "day")), rows[:MOST],
        f"A family tells one story in the same words: copied, cut, reordered or reworded. {shown(shared, 'share')} of the "
        "articles belong to one.", "Who copied whom, where both have it from an agency.", len(rows))
