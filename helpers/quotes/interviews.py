"""Interviews that name nobody before an answer: a paragraph asks "you", the next answers as "I", and so on."""
from __future__ import annotations

from collections import Counter
from itertools import pairwise

from .naming import name_runs
from .reading import Paragraph, Span

QUESTIONS = 3
"""Fewer questions on paragraphs of their own make no interview."""
LONGEST = 60
"""Pieces in a question at most."""
_ASKED = frozenset({"you", "your", "yours", "yourself", "yourselves"})
_ANSWERING = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours", "myself"})
_CREDIT = frozenset({"by", "interview", "interviewed", "photo", "photos", "photograph", "photographs", "text"})


def answers(paragraphs: list[Paragraph]) -> dict[int, Span | None]:
    """Start of each paragraph that answers → the words that name who answers, None where the article does not make that clear.

    Empty where this is no interview: where most questions do not ask "you", or most answers do not say "I" or "we".
    """
    asking = [place for place, paragraph in enumerate(paragraphs) if _asks(paragraph)]
    if len(asking) < QUESTIONS:
        return {}
    pairs = [(place, range(place + 1, end)) for place, end in pairwise([*asking, len(paragraphs)]) if place + 1 < end]
    asked = sum(_says(paragraphs[place], _ASKED) for place, _ in pairs)
    answered = sum(any(_says(paragraphs[number], _ANSWERING) for number in numbers) for _, numbers in pairs)
    if len(pairs) < QUESTIONS or 2 * asked < len(pairs) or 2 * answered < len(pairs):
        return {}
    name = _introduced(paragraphs[:asking[0]])
    found = {}
    for number, (_, numbers) in enumerate(pairs, 1):
        for place in numbers:
            if number == len(pairs) and place > numbers[0] and not _says(paragraphs[place], _ANSWERING):
                break                                   # behind the last answer: a note by the editors
            found[paragraphs[place].start] = name
    return found


def _asks(paragraph: Paragraph) -> bool:
    words = paragraph.pieces.words
    return bool(words) and words[-1] == "?" and len(words) <= LONGEST


def _says(paragraph: Paragraph, words: frozenset[str]) -> bool:
    return not words.isdisjoint(paragraph.pieces.lower)


def _introduced(paragraphs: list[Paragraph]) -> Span | None:
    """The name of two words or more that stands most often before the first question; None where two stand there as often."""
    spans: dict[str, Span] = {}
    times: Counter[str] = Counter()
    for paragraph in paragraphs:
        pieces = paragraph.pieces
        if not len(pieces) or pieces.lower[0] in _CREDIT:
            continue
        for first, last in name_runs(pieces):
            name = " ".join(pieces.words[first:last])
            if last - first > 1:
                spans.setdefault(name, (pieces.starts[first], pieces.ends[last - 1]))
                times[name] += 1
    ranked = times.most_common(2)
    clear = len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > ranked[1][1])
    return spans[ranked[0][0]] if clear else None
