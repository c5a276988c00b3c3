"""Quotations by the encoder: what the small transformer labels and links, handed over as the other readers do."""
from __future__ import annotations

from bisect import bisect_left, bisect_right

from .. import encoder
from ..article import Article
from .marks import Stretch
from .reading import Found, Paragraph, Reading, Span


def read(article: Article, listed: list[Paragraph], threads: int = 1) -> Reading:
    """The quotations of an article, and for every outer stretch between marks whether it is speech."""
    return reading(encoder.read(article, threads), listed)


def reading(answers: encoder.Reading, listed: list[Paragraph]) -> Reading:
    """What the encoder answered, as quotations and verdicts."""
    listed_spans = sorted((paragraph.start, paragraph.end) for paragraph in listed)
    found = [_found(quotation) for quotation in answers.find_quotations() if _lies_in(quotation.spans[0][0], listed_spans)]
    spans = sorted(span for one in found for span in one.spans)
    starts = answers.starts.tolist()
    verdicts = {}
    for paragraph in listed:
        for stretch in paragraph.stretches:
            if stretch.depth == 0:
                word = bisect_left(starts, stretch.start)
                speech = float(answers.speech[word]) if word < len(starts) and starts[word] == stretch.start else None
                verdicts[stretch.start, stretch.end] = _verdict(stretch, spans, speech)
    return Reading(found, verdicts)


def _lies_in(place: int, spans: list[Span]) -> bool:
    """Whether a character lies in one of the spans, which are in order: a block printed twice may be left out."""
    index = bisect_right(spans, (place, float("inf"))) - 1
    return index >= 0 and place < spans[index][1]


def _found(quotation: encoder.Quotation) -> Found:
    source = "who speaks" if quotation.source else "that nobody is named"
    why = (f"encoder: content {quotation.probability:.2f}", f"encoder: {source} {quotation.source_probability:.2f}")
    return Found(quotation.spans, quotation.source, quotation.cue,
                 quotation.probability * quotation.source_probability, why=why)


def _verdict(stretch: Stretch, spans: list[Span], speech: float | None) -> tuple[bool, str]:
    """Speech when half of the stretch lies in quotations."""
    inside = sum(max(0, min(end, stretch.inner_end) - max(start, stretch.inner_start)) for start, end in spans)
    sure = "" if speech is None else f" (encoder: speech {speech:.2f})"
    if 2 * inside >= max(1, stretch.inner_end - stretch.inner_start):
        return True, "in a quotation" + sure
    return False, "in no quotation" + sure
