"""What the analyses say about one article, each asked once: for the five sentences of a report and for the marked article."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from . import quotes, readability, repetition, sentiment
from .article import Article
from .quotes import tables
from .sentiment.mentions import mentions


@dataclass(frozen=True)
class Findings:
    """An article and the frames of its analyses; the columns are those of the functions they are named after.

    `ease` and `hardness` are `readability.ease` and `readability.sentences`; `quotations` and `sources` are those of
    `quotes`, `repeats`, `phrases` and `echoes` those of `repetition`, `tone` is `sentiment.sentences`; `names` are the
    people, organisations and countries that the article mentions, one row a mention.
    """

    article: Article
    ease: pd.DataFrame
    hardness: pd.DataFrame
    quotations: pd.DataFrame
    sources: pd.DataFrame
    repeats: pd.DataFrame
    phrases: pd.DataFrame
    echoes: pd.DataFrame
    tone: pd.DataFrame
    names: pd.DataFrame


def find(article: Article, corrections: Path | None = None) -> Findings:
    """Ask every analysis once; `corrections` is a person's `quotes.csv` of an earlier report."""
    quotations = quotes.standing(quotes.checked(article, corrections)) if corrections else quotes.quotations(article)
    return Findings(
        article, readability.ease(article), readability.sentences(article), quotations, tables.sources(quotations),
        repetition.repeats(article), repetition.phrases(article), repetition.echoes(article),
        sentiment.sentences(article, quotations), mentions(article))


def unheard(findings: Findings, fewest: int = 2) -> pd.DataFrame:
    """People whom the article names at least `fewest` times and never quotes, the most often named first: `name`, `mentions`.

    Somebody counts as heard when a source has the same last name.
    """
    named = findings.names[findings.names["kind"] == "person"]
    heard = {str(source).split()[-1].casefold() for source in findings.sources["source"] if str(source).split()}
    counts = named["name"].value_counts(sort=False)
    rows = [(name, int(count)) for name, count in counts.items()
            if count >= fewest and name.split()[-1].casefold() not in heard]
    return pd.DataFrame(sorted(rows, key=lambda row: -row[1]), columns=["name", "mentions"])
