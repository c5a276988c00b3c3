"""The one-minute answer: five plain sentences about an article, each pointing to the page that shows its evidence."""
from __future__ import annotations

import pandas as pd

from .article import Article
from .findings import Findings, find, unheard
from .overview import blocks
from .readability import is_vague
from .sentiment.intervals import FEWEST
from .sentiment.leaning import body, in_words
from .sentiment.sentences import is_english, why_not
from .tables import capital, times, within

COLUMNS = ["question", "answer", "page", "sentence"]

SHORT = 150
"""Words: below, one sentence more or less moves every mean."""

UNSURE = 0.5
"""Confidence below which a quotation's speaker is a guess."""


def sentences(found: Article | Findings) -> pd.DataFrame:
    """Five rows: `question`, `answer` (two or three sentences, no more than the numbers carry), `page` (the notebook that shows
    the evidence), `sentence` (index of the sentence in the article that shows it best; missing where there is none).

    `found` is an article, or what `findings.find` found in it.
    """
    found = find(found) if isinstance(found, Article) else found
    rows = [
        ("How hard is it to read?", *_hard(found), "01_readability"),
        ("Who speaks, and who is missing?", *_who(found), "02_quotes"),
        ("What repeats?", *_repeats(found), "03_repetition"),
        ("What tone, and whose?", *_tone(found), "04_sentiment"),
        ("What should you doubt?", _doubt(found), None, "00_overview"),
    ]
    frame = pd.DataFrame([(question, answer, page, place) for question, answer, place, page in rows], columns=COLUMNS)
    return frame.astype({"sentence": "Int64"})


def counts(found: Findings) -> pd.DataFrame:
    """What was counted, for the foot of the page: `what` (in the singular where it is one), `number`."""
    article = found.article
    body = article.body()
    rows = [("word", " of running text", _words(article)), ("sentence", "", len(body)),
            ("paragraph", "", len({article.sentences[index].block for index in body})),
            ("quotation", "", found.quotations["quotation"].nunique()), ("source", "", len(_sources(found))),
            ("line", " set aside", sum(block.role == "furniture" for block in article.blocks)), ("notice", "", len(article.notices))]
    return pd.DataFrame([(f"{one}{'' if number == 1 else 's'}{more}", number) for one, more, number in rows],
                        columns=["what", "number"])


def short(found: Findings) -> str:
    """An article in one line, for a list of many: "597 words, medium, 7 sources"."""
    level = None if is_vague(found.ease) else found.ease["level"].iloc[0]
    return ", ".join([_count(_words(found.article), "word"), *([level] if isinstance(level, str) else []),
                      _count(len(_sources(found)), "source")])


def _words(article: Article) -> int:
    body = set(article.body())
    return sum(sentence in body for sentence in article.words.sentences)


def _hard(found: Findings) -> tuple[str, int | None]:
    if found.hardness.empty:
        return "There is no running text to measure.", None
    rows, ease = found.hardness, found.ease.iloc[0]
    longest = rows.loc[rows["words"].idxmax()]
    length = f"Sentences have {rows['words'].mean():.0f} words on average, the longest {longest['words']}"
    if ease["value"] != ease["value"]:
        return f"No score: {ease['reason']}. {length}.", int(longest["sentence"])
    if is_vague(found.ease):
        return f"Too short to say: so few words may be of any level. {length}.", int(longest["sentence"])
    lead = (f"{ease['level'].capitalize()}: {ease['value']:.0f} points of reading ease (between {ease['low']:.0f} and {ease['high']:.0f}), "
            "where 50 is a newspaper article as printed and more is easier.")
    hard = rows[rows["hard"]]
    if hard.empty:
        return f"{lead} No sentence is hard. {length}.", int(longest["sentence"])
    stands = "is" if len(hard) == 1 else "are"
    hardest = int(hard.loc[hard["ease"].idxmin(), "sentence"])
    return f"{lead} {len(hard)} of {_count(len(rows), 'sentence')} {stands} hard. {length}.", hardest


def _who(found: Findings) -> tuple[str, int | None]:
    guessed = found.quotations.groupby("speaker")["confidence"].max() < UNSURE
    missing = _missing(found)
    sources = _sources(found)
    if sources.empty:
        if not is_english(found.article):
            return "No answer: words of reporting are known in English only.", None
        lead = ("Nobody is quoted: the article speaks in its own voice alone." if found.sources.empty
                else "There are quotations, but nobody is named as their speaker.")
        return f"{lead}{missing}", None
    unnamed = int((sources["kind"] == "unnamed").sum())
    place = found.quotations.loc[found.quotations["speaker"] == sources.iloc[0]["source"], "sentence"].iloc[0]
    if len(sources) == 1:
        nameless = ", without a name" if unnamed else ""
        return f"One source is heard{nameless}: {within(sources.iloc[0]['source'])}.{missing}", place
    kept = "all with a name" if not unnamed else f"{unnamed} without a name"
    return f"{len(sources)} sources are heard, {kept}. {_most_room(sources, guessed)}{missing}", place


def _most_room(sources: pd.DataFrame, guessed: pd.Series) -> str:
    """Who gets most room; where several get the same, no one is put first. `guessed`: speaker → whether that is a guess throughout."""
    most = sources[sources["words"] == sources["words"].max()]
    share = f"{most['share'].iloc[0]:.0%}{' each' if len(most) > 1 else ''} of the words quoted or reported"
    names = [f"{within(name)}{' (a guess)' if guessed.get(name, False) else ''}" for name in most["source"]]
    whose = _listed(names) if len(most) < 4 else f"{len(most)} of them"
    return f"Most room goes to {whose}: {share}."


def _sources(found: Findings) -> pd.DataFrame:
    """Those who are heard; quotations without a speaker are nobody."""
    return found.sources[found.sources["kind"] != "unattributed"]


def _missing(found: Findings) -> str:
    rows = unheard(found).head(3)
    if rows.empty:
        return ""
    perhaps = found.sources.loc[found.sources["kind"] == "unnamed", "source"].str.match(r"[Tt]he [a-z]").any()    # "the striker"
    lead = "Not heard by name" if perhaps else "Named but not heard"
    return f" {lead}: {_listed(f'{row.name} ({times(row.mentions)})' for row in rows.itertuples(index=False))}."


def _repeats(found: Findings) -> tuple[str, int | None]:
    printed = found.repeats[found.repeats["unit"] != "furniture"]
    units = [_count(len(rows), unit) for unit, rows in printed.groupby("unit", sort=False)]
    often = "again" if printed.duplicated(["other_start", "other_end"]).any() else "twice"
    parts = [f"{_listed(units)} {'comes' if len(printed) == 1 else 'come'} {often}"] if units else []
    place = _sentence_at(found.article, int(printed["start"].iloc[0])) if len(printed) else None
    at_once = found.echoes[found.echoes["kind"] == "at once"]
    if len(at_once):
        parts.append(f"“{at_once['text'].iloc[0]}” is said in one breath")
        place = place if place is not None else int(at_once["sentence"].iloc[0])
    told = f"{capital(_listed(parts))}." if parts else "No passage comes twice."
    phrases = found.phrases[(found.phrases["kind"] == "phrase") & (found.phrases["count"] >= 3)]
    if len(phrases):
        first = phrases.iloc[0]
        told += f" The phrase that comes back most is “{first['text']}”, {times(first['count'])}."
        place = place if place is not None else _sentence_at(found.article, int(first["start"]))
    return told, place


def _tone(found: Findings) -> tuple[str, int | None]:
    if not is_english(found.article):
        return f"No answer: {why_not(found.article)}.", None
    told = body(found.tone)
    if len(told) < FEWEST:
        return f"Too little to say: only {_count(len(told), 'sentence')} could be read for tone.", None
    leaning, said = told[told["label"] != "neutral"], in_words(told)
    if leaning.empty:
        return f"{said}.", None
    own = int((leaning["voice"] == "narration").sum())
    strongest = leaning.loc[leaning["tone"].abs().idxmax(), "sentence"]
    return f"{said}. {_whose(own, len(leaning) - own)}", int(strongest)


def _whose(own: int, quoting: int) -> str:
    """Whose the leaning sentences are: the writer's own, or sentences that quote somebody."""
    if own + quoting == 1:
        return "That one is the writer's own." if own else "That one quotes somebody."
    if not quoting:
        return "All of these are the writer's own words."
    if not own:
        return "All of these quote somebody."
    return f"Of these, {own} {'is' if own == 1 else 'are'} the writer's own, {quoting} {'quotes' if quoting == 1 else 'quote'} somebody."


def _doubt(found: Findings) -> str:
    article = found.article
    read = blocks(article)
    aside, total = int(read.loc[read["role"] == "furniture", "words"].sum()), int(read["words"].sum())
    words = _words(article)
    doubts = []
    if total and aside > total / 2:
        doubts.append(f"Most of the page, {aside} of {total} words, was set aside as not of the article: check that first.")
    elif aside:
        doubts.append(f"{aside} of {total} words {'was' if aside == 1 else 'were'} set aside as not of the article.")
    if words < SHORT:
        doubts.append(f"With {_count(words, 'word')} the article is too short for its averages to mean much.")
    guessed = found.quotations.loc[found.quotations["confidence"] < UNSURE, "quotation"].nunique()
    total = found.quotations["quotation"].nunique()
    if guessed:
        doubts.append("The speaker of the only quotation is a guess." if total == 1 else
                      f"In {guessed} of {total} quotations the speaker is a guess.")
    if article.notices:
        stand = "is" if len(article.notices) == 1 else "are"
        doubts.append(f"{_count(len(article.notices), 'thing')} about the text {stand} listed below.")
    if not doubts:
        doubts.append("Nothing odd was noticed in the text.")
    return " ".join(doubts) + " Speakers and tone are found by a program: read the passage before you quote a number."


def _sentence_at(article: Article, offset: int) -> int | None:
    return next((index for index, sentence in enumerate(article.sentences) if sentence.start <= offset < sentence.end), None)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _listed(parts) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
