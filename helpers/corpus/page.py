"""corpus.html: what lies in the tables, on one page that works offline. Made from the tables alone."""
from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
import pandas as pd

from .. import charts, sentiment
from ..sentiment.across import signed
from ..tables import to_csv
from . import manifest, opening

PAGE = "corpus.html"
MOST = 15
"""Rows of a list on the page; the tables hold all."""

NOT_SAID = "(not said)"


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, how its values are written, whether a bar shows them."""

    heading: str
    form: str = "text"
    bar: bool = False


@dataclass(frozen=True)
class Section:
    """A question, what it is answered from, and a list of rows; `note` says how it was counted, `caution` what it hides, and what stands
    out is said in sentences and a picture where there is one."""

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
    environment.filters.update(shown=shown, bar=bar, png=lambda picture: base64.b64encode(picture.png()).decode())
    sections = list(_sections(corpus))
    for picture in (section.picture for section in sections if section.picture):
        manifest.write_whole(folder / f"{picture.name}.csv", to_csv(picture.table))
    page = environment.get_template("page.html.j2").render(
        facts=_facts(corpus, settings), sections=sections, errors=_errors(corpus), settings=settings)
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
    return f"{value:.1f}" if form == "number" else str(value)


def bar(value, largest) -> int:
    """Width of a bar in per cent of the largest."""
    return round(100 * value / largest) if value and largest else 0


def _facts(corpus: opening.Corpus, settings: dict) -> list[tuple[str, str]]:
    count, words, outlets, first, last, languages = corpus.ask(
        "select count(*), sum(words), count(distinct publisher), min(day), max(day), "
        "list(distinct language order by language) filter (language is not null) from articles")[0]
    errors, = corpus.ask("select count(*) from errors")[0]
    left_out = corpus.left_out
    dated = f"{first} to {last}" if first else "no article says when it was published"
    limits = " ".join(f"{word} {settings[name]}" for word, name in (("from", "since"), ("up to", "until")) if settings[name])
    return [("Articles", shown(count, "count")), ("Words in the running text", shown(words or 0, "count")),
            ("Outlets", shown(outlets, "count")), ("Published", dated + (f" (asked for: {limits})" if limits else "")),
            ("Languages", ", ".join(languages or ()) or NOT_SAID), ("Analyses", ", ".join(settings["analyses"])),
            ("Could not be analysed", shown(errors, "count")), ("Left out by date", shown(left_out, "count")),
            ("Made by version", settings["version"])]


def _errors(corpus: opening.Corpus) -> list[tuple]:
    return corpus.ask(
        "select regexp_replace(trouble, '\\(.*\\)|[0-9]+', '…', 'g') as said, count(*) as files, min(file), min(cure) "
        f"from errors group by said order by files desc, said limit {MOST}")


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
                      "group by all order by articles desc, 1")
    return Section("Which outlets?", (Column("Outlet"), Column("Articles", "count", True), Column("Words", "count"),
                                      Column("Words an article (median)", "count")), rows[:MOST],
                   "Counted by the publisher that each file names.", total=len(rows))


def _dates(corpus: opening.Corpus) -> Section:
    months, = corpus.ask("select count(distinct strftime(day, '%Y-%m')) from articles")[0]
    form, name = ("%Y-%m", "Month") if months <= 24 else ("%Y", "Year")
    rows = corpus.ask(f"select coalesce(strftime(day, '{form}'), '{NOT_SAID}') as period, count(*), count(distinct publisher) "
                      "from articles group by period order by period")
    return Section("From when?", (Column(name), Column("Articles", "count", True), Column("Outlets", "count")), rows[-40:],
                   "Counted by the date that each file gives.", total=len(rows))


def _readability(corpus: opening.Corpus) -> Section:
    rows = corpus.ask(
        "select measure, median(value), median(grade), quantile_cont(grade, .25), quantile_cont(grade, .75), count(value) "
        "from readability group by measure having count(value) > 0 order by measure")
    return Section("How hard are they to read?", (
        Column("Formula"), Column("Value (median)", "number"), Column("School grade (median)", "number", True),
        Column("a quarter is below", "number"), Column("a quarter is above", "number"), Column("Articles", "count")), rows,
        "One value an article and formula; the school grade makes the formulas comparable.",
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
        "direct: nine tenths between quotation marks; mixed: some of it; indirect: in the reporter's words.",
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


_OFF = ("The interval (95 %) counts articles, not sentences, since the sentences of one article hang together (jackknife over articles); "
        "below five articles there is too little to say.")


def _tones(rows: pd.DataFrame) -> Iterator[Section]:
    """The sections about tone: by voice, and by outlet and by date where there are two."""
    voices = sentiment.across.means(rows, ["voice"])
    yield Section("What tone do they take, and whose is it?", (Column("Voice"), *_tone_columns("Sentences")),
                  _tone_rows(voices, ["voice"], "sentences"),
                  f"Tone runs from −1 to +1; sentences printed twice count once; mixed are sentences that quote in part. {_OFF}",
                  "Irony, and what is left unsaid. It measures wording, not the writer's opinion.", len(voices))
    for title, by, frame, draw, caution in (
            ("Whose tone differs?", "outlet", sentiment.by_outlet(rows), charts.across.sides,
             "Whether an outlet is for or against something: worse news makes a lower tone."),
            ("Does the tone change with time?", "period", sentiment.by_date(rows), charts.across.by_date,
             "Why it changes; other events, outlets or writers may stand behind it.")):
        told = frame[frame["voice"].isin(sentiment.across.WHOSE)]
        if told[by].nunique() > 1:
            heading = Column(by.capitalize(), "text" if by == "outlet" else "date")
            yield Section(title, (heading, Column("Voice"), *_tone_columns("Sentences")),
                          _tone_rows(told, [by, "voice"], "sentences")[:3 * MOST], _OFF, caution, len(told),
                          tuple(sentiment.tone_differences(told)["sentence"]), _picture(told, draw))


def _targets(corpus: opening.Corpus) -> Section:
    frame = sentiment.by_person(corpus.mentions(), ("person", "organisation", "country"))
    return Section("Who is written about, and in what tone?", (
        Column("Name"), Column("Kind"), Column("Whose words"), *_tone_columns("Mentions")),
        _tone_rows(frame, ["name", "kind", "voice"], "mentions")[:2 * MOST],
        "Tone toward the name in the sentences that mention it, −1 to +1, in the writers' own words (narration) and in what sources "
        f"say (quotation). {_OFF}",
        "Whether two articles that write the same name mean the same one, and whether the tone is the writer's.", len(frame),
        picture=_picture(frame, charts.across.by_person))


def _tone_columns(counted: str) -> tuple[Column, ...]:
    return (Column("Articles", "count"), Column(counted, "count"), Column("Tone (mean)", "tone"), Column("95 % interval", "range"),
            Column("negative", "share"), Column("positive", "share"))


def _tone_rows(frame: pd.DataFrame, by: list[str], counted: str) -> list[tuple]:
    """Rows of a frame of means, as the page lists them."""
    return [(*(getattr(row, name) for name in by), row.articles, getattr(row, counted), row.tone,
             f"{signed(row.low)} to {signed(row.high)}" if row.low == row.low else "too few to say",
             row.negative / getattr(row, counted), row.positive / getattr(row, counted)) for row in frame.itertuples()]


def _picture(frame: pd.DataFrame, draw) -> charts.Chart | None:
    """The picture of a frame of means; none where it has too little to say in every row."""
    return draw(frame) if frame["low"].notna().any() else None


def _families(corpus: opening.Corpus) -> Section:
    shared, = corpus.ask("select count(*) / (select count(*) from articles) from families")[0]
    rows = corpus.ask(
        "select coalesce(min(title) filter (families.article = first), min(source) filter (families.article = first)), count(*), "
        "count(distinct publisher), min(day), max(day) from families join articles using (article) group by family "
        "order by count(*) desc, family")
    return Section("Which articles share their text?", (
        Column("First of the family"), Column("Articles", "count", True), Column("Outlets", "count"), Column("First day"),
        Column("Last day")), rows[:MOST],
        f"A family tells one story in the same words: copied, cut, reordered or reworded. {shown(shared, 'share')} of the "
        "articles belong to one.", "Who copied whom, where both have it from an agency.", len(rows))
