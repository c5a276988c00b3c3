"""Tone of each voice: the narrator's, the headline's, the captions', and that of the people quoted."""
from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pandas as pd

from ..article import Article
from .intervals import FEWEST, mean_interval
from .sentences import label, values_of, voices_of, why_not

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
    rows = [_Row(*voice, tone, len(words)) for sentence, voice, tone, words in zip(
                article.sentences, voices_of(article, quotations), values_of(article, scores), article.sentence_words(), strict=True)
            if repeated or article.blocks[sentence.block].repeats is None]
    why = why_not(article)
    found = [_summed(voice, None, group, why) for voice in ORDER if (group := [row for row in rows if row.voice == voice])]
    speakers: dict[str, list[_Row]] = {}
    for row in rows:
        if row.voice in ("quotation", "mixed") and row.speaker not in (None, UNATTRIBUTED):
            speakers.setdefault(row.speaker, []).append(row)
    found += [_summed("speaker", speaker, group, why) for speaker, group in speakers.items()]
    return pd.DataFrame(found, columns=list(COLUMNS))


class _Row(NamedTuple):
    """What counts of a sentence."""

    voice: str
    speaker: str | None
    tone: float
    words: int


def _summed(voice: str, speaker: str | None, rows: list[_Row], why: str | None) -> tuple:
    mean, low, high = mean_interval([row.tone for row in rows])
    counts = Counter(label(row.tone) for row in rows)
    return (voice, speaker, len(rows), sum(row.words for row in rows), mean, low, high,
            *(counts[name] for name in ("negative", "neutral", "positive")), why or _warning(rows))


def _warning(rows: list[_Row]) -> str | None:
    if len(rows) < FEWEST:
        return f"too few to say: {len(rows)} sentence{'s' if len(rows) > 1 else ''}"
    return None
