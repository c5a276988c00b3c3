"""What only the layout of paragraphs tells: transcripts ("SMITH: …"), interviews, block quotes, signatures (“…” ― Name), speech that
goes on."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace

from . import blocks, interviews
from .reading import Found, Paragraph, Reading, Span

_LABEL = re.compile(r"[“\"]?(Q|A|[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,3})(?: \([^)\n]{1,40}\))?: +(?=\S)")
_SIGNATURE = re.compile(r"[”\"»]\s*(?:[―—–]|--)\s*([A-ZÀ-Þ](?:[^\n,;:.!?”\"]|(?<=\b[A-ZÀ-Þ])\.){1,60})")
_SURNAME = re.compile(r"\b[A-ZÀ-Þ][\w.]+ ([A-ZÀ-Þ][a-zß-ÿ]\w{2,})\b")
"""A word behind another name: "Mike Pence", whom a label calls PENCE."""
TRANSCRIPT = 4
"""Paragraphs with a label that returns, from which an article is a transcript."""


def follow(paragraphs: list[Paragraph], reading: Reading) -> Reading:
    """`reading` with transcripts, signatures and speech that goes on in the next paragraph put right."""
    by_place = {paragraph.start: [] for paragraph in paragraphs}
    starts = sorted(by_place)
    for found in reading.found:
        by_place[starts[bisect_right(starts, found.spans[0][0]) - 1]].append(found)
    labels, verdicts = _labels(paragraphs), dict(reading.verdicts)
    answers = interviews.answers([paragraph for paragraph in paragraphs if paragraph.start not in labels])
    result, before = [], None
    for above, paragraph, below in zip([None, *paragraphs], paragraphs, [*paragraphs[1:], None], strict=False):
        mine = by_place[paragraph.start]
        label = labels.get(paragraph.start)
        block = None if label or paragraph.start in answers else blocks.quoted(above, paragraph, below)
        if label:
            mine = [_transcribed(paragraph, *label)]
        elif paragraph.start in answers:
            mine = [_answered(paragraph, answers[paragraph.start])]
        elif block:
            mine = [block]
        else:
            mine = [_signed(paragraph, found) for found in [*mine, *_unheard(paragraph, mine, verdicts)]]
            if mine and before is not None and mine[0].speaker is None and _goes_on(paragraph, before[0]):
                mine[0] = replace(mine[0], speaker=before[1].speaker, cue=None, confidence=min(.8, before[1].confidence),
                                  why=("goes on from the paragraph before",))
        before = (paragraph, mine[-1]) if mine and mine[-1].speaker else None
        result += mine
    return replace(reading, found=result, verdicts=verdicts)


def _unheard(paragraph: Paragraph, found: list[Found], verdicts: dict[Span, tuple[bool, str]]) -> list[Found]:
    """A paragraph that is one stretch between marks and a signature, not taken for speech so far: it is (and `verdicts` says so)."""
    stretch = next((stretch for stretch in paragraph.stretches if stretch.start == paragraph.start and stretch.closed), None)
    if found or stretch is None or not _SIGNATURE.match(paragraph.pieces.text, stretch.inner_end, paragraph.end):
        return []
    verdicts[stretch.start, stretch.end] = True, "signed with a name"
    return [Found(((stretch.start, stretch.end),), None, None, .9)]


def _labels(paragraphs: list[Paragraph]) -> dict[int, tuple[Span, int]]:
    """Paragraph's start → (the label's span, where speech begins), where a label is used at least twice; also once when it is in
    capitals and a transcript has others, or the article names somebody so ("PENCE:", Mike Pence)."""
    found = {}
    for paragraph in paragraphs:
        match = _LABEL.match(paragraph.pieces.text, paragraph.start, paragraph.end)
        if match:
            found[paragraph.start] = match
    times = Counter(match[1] for match in found.values())
    transcript = sum(times[match[1]] > 1 for match in found.values()) >= TRANSCRIPT
    surnames = {match[1].upper() for match in _SURNAME.finditer(paragraphs[0].pieces.text)} if found else set()
    return {start: (match.span(1), match.end()) for start, match in found.items()
            if times[match[1]] > 1 or (_in_capitals(match[1]) and (transcript or match[1].split()[-1] in surnames))}


def _in_capitals(label: str) -> bool:
    return any(word.isupper() and len(word) > 2 for word in label.split())


def _transcribed(paragraph: Paragraph, label: Span, begin: int) -> Found:
    return Found(((begin, paragraph.end),), label, None, .95, why=("a transcript: the speaker's name stands before a colon",),
                 kind="direct")


def _answered(paragraph: Paragraph, name: Span | None) -> Found:
    return Found(((paragraph.start, paragraph.end),), name, None, .85, why=("an interview: it answers the question before it",),
                 kind="direct")


def _signed(paragraph: Paragraph, found: Found) -> Found:
    """A quotation with its speaker's name after a dash, where that is what follows its closing mark."""
    match = _SIGNATURE.match(paragraph.pieces.text, max(found.spans[-1][0], found.spans[-1][1] - 1), paragraph.end)
    if match is None:
        return found
    return replace(found, speaker=(match.start(1), match.start(1) + len(match[1].rstrip())), cue=None,
                   confidence=max(found.confidence, .9), why=("signed with the speaker's name after a dash",))


def _goes_on(paragraph: Paragraph, before: Paragraph) -> bool:
    """The paragraph before left a mark open, or this one is nothing but speech after one that ended in speech."""
    outer = [stretch for stretch in paragraph.stretches if stretch.depth == 0]
    last = [stretch for stretch in before.stretches if stretch.depth == 0][-1:]
    if not outer or not last or outer[0].start != paragraph.start:
        return False
    whole = outer[0].end == paragraph.end
    return not last[0].closed or (whole and last[0].end == before.end)
