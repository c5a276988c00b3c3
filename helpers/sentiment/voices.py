"""Tone of each voice: the narrator's, the headline's, the captions', and that of the people quoted."""
from __future__ import annotations

import pandas as pd

from ..article import Article
from .intervals import FEWEST, mean_interval
from .sentences import sentences

ORDER = ("headline", "caption", "narration", "mixed", "quotation")
COLUMNS = ("voice", "speaker", "sentences", "words", "tone", "low", "high", "negative", "neutral", "positive", "warning")


def voices(article: Article, quotations: pd.DataFrame | None = None, scores=None, repeated: bool = False) -> pd.DataFrame:
    """Mean tone of each voice; one row a voice, then one a speaker (voice "speaker") of quotations.

    Columns: voice, speaker, sentences and words (counts), tone (mean over its sentences, -1 to 1), low and high (its 95 %
    interval by Student's t), negative, neutral, positive (counts of sentences), warning (None, or why not to lean on
    the row). Over fewer than 5 sentences the interval is missing and the warning says so.
    A speaker's sentences are those in which the speaker's quoted words are most of the quoted words; quotations without a speaker count
    for their voice alone, sentences of blocks printed twice once unless `repeated`.
    """
    from ..quotes.tables import UNATTRIBUTED  # quotations are an analysis of their own, imported when they are asked for
    rows = sentences(article, quotations, scores)
    rows = rows.assign(length=[len(span) for span in article.sentence_words()])
    if not repeated:
        rows = rows[~rows["repeated"]]
    found = [_row(voice, None, rows[rows["voice"] == voice]) for voice in ORDER if (rows["voice"] == voice).any()]
    quoted = rows[rows["voice"].isin(("quotation", "mixed")) & rows["speaker"].notna() & (rows["speaker"] != UNATTRIBUTED)]
    found += [_row("speaker", speaker, group) for speaker, group in quoted.groupby("speaker", sort=False)]
    return pd.DataFrame(found, columns=list(COLUMNS))


def _row(voice: str, speaker: str | None, rows: pd.DataFrame) -> tuple:
    mean, low, high = mean_interval(list(rows["tone"]))
    counts = rows["label"].value_counts()
    return (voice, speaker, len(rows), int(rows["length"].sum()), mean, low, high,
            *(int(counts.get(name, 0)) for name in ("negative", "neutral", "positive")), _warning(rows))


def _warning(rows: pd.DataFrame) -> str | None:
    if rows["tone"].isna().all():
        return rows["why"].iloc[0]
    if len(rows) < FEWEST:
        return f"too few to say: {len(rows)} sentence{'s' if len(rows) > 1 else ''}"
    return None
