"""Loaded wording: places where words judge while they report. Places to look, not a verdict."""
from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from math import sqrt
from pathlib import Path

import numpy as np
import pandas as pd

from ..article import Article
from . import lists
from .reading import Piece, phrase_at, read
from .scoring import length

MODEL = Path(__file__).resolve().parents[1] / "models" / "wording.npz"
KINDS = {"framing_verbs": "framing verb", "euphemisms": "euphemism", "intensifiers": "intensifier",
         "charged_labels": "charged label"}
REASONS = {"intensifiers": "presses a judgement", "charged_labels": "judges while it names"}
SCARE_QUOTES = "scare quotes"
LIST_WEIGHT, STYLE_WEIGHT = 6.5, 0.62     # the same spread each over news of politics; together about one standard deviation
_SHORT_QUOTE = re.compile(r"(?<![\w“])[“\"]([^\s“”\"][^“”\"]{0,38}[^\s“”\",.!?])[”\"](?!\w)")
_SPEECH = re.compile(
    r"(?:(?<![\w-])(?:said|says|saying|told|asked|added|wrote|tweeted|called|calling|described|replied)\b[^.“”\"]{0,30}|[:,]\s*)$")
_TITLED = re.compile(
    r"\b(?:book|film|movie|song|album|novel|series|show|play|episode|documentary|entitled|titled|podcast)\W*$")
COLUMNS = ("start", "end", "text", "kind", "why", "sentence", "in_quotation")
SENTENCE_COLUMNS = ("start", "end", "sentence", "text", "loaded", "places", "words")


def loaded(article: Article, quotations: pd.DataFrame | None = None) -> pd.DataFrame:
    """Places with loaded wording, in reading order; one row a place.

    Columns: start, end, text, kind (framing verb, euphemism, intensifier, charged label, scare quotes), why (what the wording
    does, or what a euphemism stands for), sentence (index), in_quotation (True where a source says it, not the reporter;
    missing without `quotations`, the frame of quotes.quotations). Empty where the article is not in English.
    """
    from .sentences import is_english
    spans = [] if quotations is None else list(zip(
        quotations["start"], quotations["end"], quotations["kind"], strict=True))
    spoken = [span for span in spans if span[2] != "indirect"]
    rows = []
    for index, sentence in enumerate(article.sentences if is_english(article) else ()):
        for start, end, kind, why in places(article.slice(sentence)):
            start, end = sentence.start + start, sentence.start + end
            inside = any(a <= start and end <= b for a, b, _ in spoken)
            if kind == SCARE_QUOTES and any(a < end and b > start for a, b, _ in spoken):
                continue
            rows.append((start, end, article.text[start:end], kind, why, index, inside if quotations is not None else None))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"in_quotation": "boolean"})


def loaded_sentences(article: Article) -> pd.DataFrame:
    """How loaded each sentence's wording is, most loaded first; one row a sentence.

    Columns: start, end, sentence, text, loaded (higher is more loaded; 0 is usual for newspapers, 1 is one standard
    deviation above), places (count) and words (those of the lists). The score orders sentences; it is no verdict.
    """
    from .sentences import is_english
    rows = []
    for index, sentence in enumerate(article.sentences if is_english(article) else ()):
        text = article.slice(sentence)
        found = places(text)
        rows.append((sentence.start, sentence.end, index, text, _score(read(text), len(found)), len(found),
                     [text[start:end] for start, end, _, _ in found]))
    frame = pd.DataFrame(rows, columns=list(SENTENCE_COLUMNS))
    return frame.sort_values("loaded", ascending=False, kind="stable", ignore_index=True)


def loadedness(texts: Iterable[str]) -> list[float]:
    """How loaded sentences that stand alone are worded; higher is more loaded."""
    return [_score(read(text), len(places(text))) for text in texts]


def style_features(pieces: list[Piece]) -> dict[str, float]:
    """Words of a sentence for the model of style, divided by the root of its length; names and numbers by kind alone."""
    found, unit = {}, 1 / sqrt(length(pieces))
    for piece in pieces:
        form = "<name>" if piece.kind == "name" else "<number>" if piece.form[0].isdigit() else piece.form
        if form[0].isalpha() or form[0] == "<":
            found[form] = found.get(form, 0.0) + unit
    return found


def _score(pieces: list[Piece], count: int) -> float:
    weights, mean = _style()
    style = sum(weights.get(form, 0.0) * value for form, value in style_features(pieces).items()) - mean
    return LIST_WEIGHT * count / sqrt(length(pieces)) + STYLE_WEIGHT * style


@cache
def _style() -> tuple[dict[str, float], float]:
    """Word → weight of the model that tells newspapers' sentences from others', and its mean over newspapers'."""
    with np.load(MODEL) as file:
        names = file["names"].tobytes().decode().split("\n")
        return dict(zip(names, file["weights"].astype(float).tolist(), strict=True)), float(file["mean"])


def places(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, kind, why) in reading order; of two that overlap the first, of two at one place the longer."""
    pieces, found = read(text), []
    for name, kind in KINDS.items():
        for index, piece in enumerate(pieces):
            count = phrase_at(pieces, index, name) if piece.kind != "name" else 0
            if count:
                phrase = " ".join(each.form for each in pieces[index:index + count])
                why = REASONS.get(name) or lists.columns(name)[phrase]
                found.append((piece.start, pieces[index + count - 1].end, kind, f"for: {why}" if name == "euphemisms" else why))
    for match in _SHORT_QUOTE.finditer(text):
        before = text[:match.start()]
        if len(match[1].split()) <= 3 and not match[1][0].isupper() and not _SPEECH.search(before) and not _TITLED.search(before):
            found.append((match.start(), match.end(), SCARE_QUOTES, "keeps a word at a distance"))
    kept: list[tuple[int, int, str, str]] = []
    for place in sorted(found, key=lambda each: (each[0], -each[1])):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept
