"""Tone of each sentence, whose voice it is in, and the words that carried it."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from ..article import BODY, Article
from ..segmenting import languages
from . import contextual, scoring, vader
from .intervals import FEWEST
from .reading import names_of

NEUTRAL = 1 / 6     # tone nearer to 0 than this, half a standard deviation of raters, is called neutral
VADER_NEUTRAL = 0.05    # VADER's own border (C. Hutto and E. Gilbert, 2014)
QUOTED, NARRATED = 0.8, 0.2     # share of a sentence's words inside quotations: from here quotation, to here narration
SPOKEN = frozenset({"direct", "mixed"})

COLUMNS = ("start", "end", "sentence", "paragraph", "text", "voice", "speaker", "tone", "label", "vader", "words",
           "word_spans", "disagrees", "why", "repeated")
WORD_COLUMNS = ("start", "end", "text", "sentence", "carries", "kind", "sign")


def sentences(article: Article, quotations: pd.DataFrame | None = None, scores: Sequence[float] | None = None) -> pd.DataFrame:
    """Tone of every sentence that is read as prose, in reading order; one row a sentence.

    Columns: start, end (offsets into article.text), sentence (index), paragraph, text; voice (headline, caption,
    narration, quotation, or mixed where a sentence holds both); speaker of the quotation that takes most of its words;
    tone (-1 to 1, higher is more positive), label (negative, neutral, positive); vader (NLTK's compound, -1 to 1);
    words (those that carried the tone, strongest first) and word_spans ((start, end, contribution) of each);
    disagrees (True where ours and VADER's differ strongly) and why; repeated (in a block printed a second time).

    `quotations` is the frame of quotes.quotations, asked for when it is not given. `scores` are tones from another model,
    one a sentence of the article; they then stand in `tone`, and the words remain ours.
    Where the article is not in English there is no number: tone and vader are missing, and why says so.
    """
    voices, values = voices_of(article, quotations), values_of(article, scores)
    english = is_english(article)
    read = tones(article) if english else []
    rows = []
    for index, sentence in enumerate(article.sentences):
        text = article.slice(sentence)
        voice, speaker = voices[index]
        block = article.blocks[sentence.block]
        row = [sentence.start, sentence.end, index, sentence.paragraph, text, voice, speaker]
        if english:
            toned, value = read[index], values[index]
            compound = vader.compound(text)
            carried = [(sentence.start + start, sentence.start + end, share) for start, end, share in toned.carried]
            disagrees = differ(value, compound)
            row += [value, label(value), compound, [article.text[start:end] for start, end, _ in carried], carried,
                    disagrees, _why(toned.lists, compound) if disagrees else None]
        else:
            row += [values[index], None, float("nan"), [], [], False, why_not(article)]
        rows.append((*row, block.repeats is not None))
    columns = dict(zip(COLUMNS, zip(*rows, strict=True) if rows else [()] * len(COLUMNS), strict=True))
    columns["paragraph"] = pd.array(columns["paragraph"], dtype="Int64")
    for name in ("disagrees", "repeated"):
        columns[name] = np.array(columns[name], dtype=bool)
    return pd.DataFrame(columns)


def words(article: Article) -> pd.DataFrame:
    """The words that carry tone; one row a word: start, end, text, sentence, carries (its share of the sentence's tone,
    higher is more positive), kind (positive or negative) and sign (+ or −), in reading order."""
    rows = []
    for index, toned in enumerate(tones(article) if is_english(article) else ()):
        for start, end, share in toned.carried:
            start, end = article.sentences[index].start + start, article.sentences[index].start + end
            rows.append((start, end, article.text[start:end], index, share,
                         *(("positive", "+") if share > 0 else ("negative", "−"))))
    return pd.DataFrame(sorted(rows), columns=list(WORD_COLUMNS))


def tones(article: Article) -> list[contextual.Toned]:
    """The tone of every sentence of an article, as read in one pass."""
    units = [(sentence.start, sentence.end) for sentence in article.sentences]
    return contextual.sentences(article.text, units, article_names(article))


def values_of(article: Article, scores: Sequence[float] | None = None) -> list[float]:
    """The tone of every sentence of an article as a number, or what another model gives; missing (NaN) where it is not in English."""
    if not is_english(article):
        return [float("nan")] * len(article.sentences)
    return [toned.tone for toned in tones(article)] if scores is None else list(map(float, scores))


def tone(texts: Iterable[str]) -> list[float]:
    """Tone of sentences that stand alone, -1 to 1, higher is more positive."""
    return [toned.tone for toned in contextual.alone(list(texts))]


def label(value: float) -> str | None:
    """negative, neutral or positive; None where the tone is missing."""
    if value != value:
        return None
    return "neutral" if abs(value) < NEUTRAL else "positive" if value > 0 else "negative"


def differ(ours: float, compound: float) -> bool:
    """Whether our tone and VADER's disagree strongly: opposite signs, or VADER strong where ours is neutral."""
    if ours != ours:
        return False
    opposite = ours * compound < 0 and abs(ours) >= NEUTRAL and abs(compound) >= VADER_NEUTRAL
    return opposite or (label(ours) == "neutral" and abs(compound) >= 0.4)


def is_english(article: Article) -> bool:
    """Whether the article is in English, or nobody says that it is not."""
    return languages.is_english(article.language)


def why_not(article: Article) -> str | None:
    """Why there is no number for the article: the language it is in; None where there is."""
    return None if is_english(article) else f"the text is in {languages.name(article.language)}, and the words are known in English only"


def caution(article: Article) -> str | None:
    """What to know before any tone of the article is read: that there is none and why, or too little for any mean; None where there is
    nothing to know."""
    why, count = why_not(article), len(article.sentences)
    if why:
        return f"No tone is given: {why}."
    if not count:
        return "No tone is given: the article has no sentence."
    if count < FEWEST:
        return f"The article has {count} sentence{'s' if count > 1 else ''}: too few to say anything of its tone as a whole."
    return None


def article_names(article: Article) -> frozenset[str]:
    """Words that the article's running text writes as names."""
    return names_of(article.slice(article.sentences[index]) for index in article.body())


def quotations_of(article: Article) -> pd.DataFrame:
    """The article's quotations, from the analysis of quotations."""
    from .. import quotes
    return quotes.quotations(article)


def voices_of(article: Article, quotations: pd.DataFrame | None = None) -> list[tuple[str, str | None]]:
    """(voice, speaker) of every sentence, by the share of its words that stand in direct or mixed quotations."""
    quotations = quotations_of(article) if quotations is None else quotations
    spans = sorted(((start, end, speaker if isinstance(speaker, str) else None) for start, end, speaker, kind in zip(
        *(quotations[name] for name in ("start", "end", "speaker", "kind")), strict=True) if kind in SPOKEN), key=lambda span: span[:2])
    starts, found = article.words.starts, []
    for sentence, words in zip(article.sentences, article.sentence_words(), strict=True):
        role = article.role(sentence)
        if role not in BODY:
            found.append(("caption" if role == "caption" else "headline", None))
            continue
        here = [each for each in spans if each[0] < sentence.end and each[1] > sentence.start]
        speakers = (_speaker(here, starts[index]) for index in words) if here else ()
        quoted = Counter(speaker[0] for speaker in speakers if speaker)
        share = quoted.total() / len(words) if len(words) else 0.0
        voice = "quotation" if share >= QUOTED else "narration" if share <= NARRATED else "mixed"
        found.append((voice, max(quoted, key=quoted.get) if quoted else None))
    return found


def _speaker(spans: list[tuple[int, int, str | None]], place: int) -> tuple[str | None] | None:
    """Who speaks in the first of the spans that hold a place, as a tuple of one; None where none does."""
    return next(((speaker,) for start, end, speaker in spans if start <= place < end), None)


def _why(scored: scoring.Scored, compound: float) -> str:
    """The words that VADER counts and we read as names, as set terms, or turned about."""
    kinds = {"name": "a name", "term": "a set term"}
    reasons = [f"“{word}” is {kinds[kind]}" for word, kind in scored.passed_over(compound)]
    reasons += [f"“{word}” is turned about" for word in scored.turned]
    return "; ".join(dict.fromkeys(reasons)) or "the words weigh differently"
