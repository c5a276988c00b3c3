"""Tone toward each person, body and country the article names."""
from __future__ import annotations

from collections import Counter

import pandas as pd

from ..article import Article
from . import contextual, intervals, stance
from .mentions import mentions as find_mentions
from .sentences import article_names, is_english

COLUMNS = ("start", "end", "text", "name", "kind", "sentence", "label", "strength", "tone", "speaker", "evidence",
           "repeated")
SUMMARY_COLUMNS = ("name", "kind", "mentions", "sentences", "negative", "neutral", "positive", "tone", "standard_error",
                   "low", "high", "warning")


def targets(article: Article, mentions: pd.DataFrame | None = None, quotations: pd.DataFrame | None = None,
            scores: pd.DataFrame | None = None) -> pd.DataFrame:
    """Tone toward every mention of a person, organisation or country; one row a mention, in reading order.

    Columns: start, end, text (the mention), name (what its chain is called), kind, sentence (index); label (negative,
    neutral, positive), strength (0 to 1: the probability of the label), tone (positive less negative probability, -1
    to 1), speaker (of the quotation the mention stands in; missing in the
    reporter's own words), evidence (the sentence), repeated (in a block printed a second time).

    `mentions` is a frame with start, end, name, kind, sentence, found by capitals when it is not given. `scores` are
    another model's probabilities: a frame with negative, neutral, positive, one row a mention. The target's own name and
    other names carry no tone. Empty where the article is not in English.
    """
    found = find_mentions(article) if mentions is None else mentions
    if not is_english(article):
        found = found.iloc[:0]
    units = [(sentence.start, sentence.end) for sentence in article.sentences]
    places = list(zip(*(found[name].tolist() for name in ("start", "end", "name", "kind", "sentence")), strict=True))
    wanted = [(sentence, (start, end)) for start, end, _, _, sentence in places]
    chances = (contextual.chances(article.text, units, wanted, article_names(article)) if scores is None
               else scores[list(stance.LABELS)].to_numpy())
    spoken = [] if quotations is None else [
        quotation for quotation in zip(*(quotations[name].tolist() for name in ("start", "end", "speaker")), strict=True)
        if isinstance(quotation[2], str)]
    rows = []
    for (start, end, name, kind, number), chance in zip(places, chances, strict=True):
        sentence = article.sentences[number]
        best = int(chance.argmax())
        speaker = next((who for first, last, who in spoken if first <= start and end <= last), None)
        rows.append((start, end, article.text[start:end], name, kind, number,
                     stance.LABELS[best], float(chance[best]), float(chance[2] - chance[0]), speaker, article.slice(sentence),
                     article.blocks[sentence.block].repeats is not None))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def target_summary(frame: pd.DataFrame, by_speaker: bool = False) -> pd.DataFrame:
    """Each target of sentiment.targets once, most mentioned first; blocks printed twice count once.

    With `by_speaker` one row a speaker and target ("Kirby about Assad"), from mentions inside quotations alone.
    Columns: speaker (only with `by_speaker`), name, kind, mentions and sentences (counts), negative, neutral, positive (counts of
    mentions), tone (mean over the mentions, -1 to 1), standard_error, low and high (its 95 % interval), warning (None, or that fewer
    than 5 sentences say next to nothing). Mentions in one sentence hang together, so the interval counts sentences (the jackknife of
    `intervals`).
    """
    keys = ["speaker", "name", "kind"] if by_speaker else ["name", "kind"]
    groups: dict[tuple, list[tuple[str, int, float]]] = {}
    for *key, label, sentence, tone, repeated in zip(*(frame[name] for name in (*keys, "label", "sentence", "tone", "repeated")),
                                                     strict=True):
        if not repeated and not any(map(pd.isna, key)):
            groups.setdefault(tuple(key), []).append((label, sentence, tone))
    rows = []
    for key, group in sorted(groups.items(), key=lambda item: -len(item[1])):
        counts, each = Counter(label for label, _, _ in group), {}
        for _, sentence, tone in sorted(group, key=lambda mention: mention[1]):
            each.setdefault(sentence, []).append(tone)
        mean = intervals.over_groups([len(tones) for tones in each.values()], [sum(tones) for tones in each.values()])
        warning = f"too few to say: {len(each)} sentence{'s' if len(each) > 1 else ''}"
        rows.append((*key, len(group), len(each), *(counts[label] for label in stance.LABELS),
                     mean.value, mean.error, *mean.bounds(), warning if len(each) < intervals.FEWEST else None))
    return pd.DataFrame(rows, columns=[*keys, *SUMMARY_COLUMNS[2:]])


def stance_of(text: str, start: int, end: int) -> tuple[str, float]:
    """(label, tone from -1 to 1) of a sentence that stands alone toward what stands at start to end in it."""
    (chance,) = contextual.chances(text, [(0, len(text))], [(0, (start, end))])
    return stance.LABELS[int(chance.argmax())], float(chance[2] - chance[0])
