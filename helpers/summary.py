"""The one-minute answer: five plain sentences about an article, each pointing to the page that shows its evidence."""
from __future__ import annotations

import pandas as pd

from . import quotes, readability, repetition, sentiment
from .article import Article
from .sentiment.voices import FEWEST

COLUMNS = ["question", "answer", "page"]


def sentences(article: Article) -> pd.DataFrame:
    """Five rows: `question`, `answer` (one or two sentences, no more than the numbers carry), `page` (the notebook's name)."""
    rows = [
        ("How hard is it?", _hard(article), "01_readability"),
        ("Who speaks?", _who(article), "02_quotes"),
        ("What repeats?", _repeats(article), "03_repetition"),
        ("What tone?", _tone(article), "04_sentiment"),
        ("What should you doubt?", _doubt(article), "00_overview"),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _hard(article: Article) -> str:
    grades = readability.measures(article)["grade"].dropna()
    words = [len(words) for index, words in enumerate(article.sentence_words()) if index in set(article.body())]
    if not words:
        return "There is no running text to measure."
    length = f"A sentence has {sum(words) / len(words):.0f} words on average, the longest {max(words)}."
    if grades.empty:
        return f"No formula can say. {length}"
    return (f"The formulas ask for {grades.median():.0f} years of school (they range from {grades.min():.0f} to "
            f"{grades.max():.0f}). {length}")


def _who(article: Article) -> str:
    found = quotes.sources(article)
    if found.empty:
        return "Nobody is quoted: the article speaks in its own voice alone."
    unnamed = int((found["kind"] == "unnamed").sum())
    most = found.sort_values("words", ascending=False).iloc[0]
    people = "is a person" if unnamed == 1 else "are people"
    kept = f"{unnamed} of them {people} without a name" if unnamed else "none of them is a person without a name"
    return (f"{_count(len(found), 'source')} {'is' if len(found) == 1 else 'are'} heard; {kept}. "
            f"Most room goes to {most['source']}, with {most['share']:.0%} of the quoted words.")


def _repeats(article: Article) -> str:
    found = repetition.repeats(article)
    echoes = repetition.echoes(article)
    parts = []
    for unit in ("paragraph", "sentence", "caption"):
        if number := int((found["unit"] == unit).sum()):
            parts.append(f"{_count(number, unit)} stand{'s' if number == 1 else ''} on the page twice")
    at_once = echoes.loc[echoes["kind"] == "at once", "text"]
    if len(at_once):
        parts.append(f"“{at_once.iloc[0]}” is said in one breath")
    if not parts:
        return "Nothing of note: no passage is printed twice."
    told = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, and {parts[-1]}"
    return f"{told[0].upper()}{told[1:]}."


def _tone(article: Article) -> str:
    rows = sentiment.sentences(article)
    told = rows[rows["voice"].isin(["narration", "mixed", "quotation"]) & rows["tone"].notna()]
    if len(told) < FEWEST:
        return f"Too little to say: only {_count(len(told), 'sentence')} could be read for tone."
    negative, positive = (int((told["label"] == label).sum()) for label in ("negative", "positive"))
    quoted = told[told["voice"] != "narration"]
    loaded = int((quoted["label"] != "neutral").sum())
    if negative + positive <= len(told) / 4:
        lead = f"Mostly neutral: {negative} of {len(told)} sentences lean negative, {positive} positive"
    else:
        lead = f"{negative} of {len(told)} sentences lean negative, {positive} positive"
    return f"{lead}; {loaded} of the leaning ones quote somebody."


def _doubt(article: Article) -> str:
    aside = sum(block.role == "furniture" for block in article.blocks)
    set_aside = f"{_count(aside, 'line')} of the page {'was' if aside == 1 else 'were'} set aside as not of the article"
    things = _count(len(article.notices), "thing")
    noticed = f"{things} to know about the text {'is' if things == '1 thing' else 'are'} listed below"
    if not article.notices:
        noticed = "nothing odd was noticed in the text"
    return f"{set_aside if aside else 'Every line was read as the article'}; {noticed}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
