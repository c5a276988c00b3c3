"""From everything that is attributed to somebody to what a reader calls a quotation: speech between marks or reported."""
from __future__ import annotations

import re
from dataclasses import replace

from ..article import Article
from . import cues, labels, speakers
from .reading import Found, Paragraph, Reading, paragraph_at
from .tables import kind_of

LEAST_WORDS = 4
"""Fewer words without quotation marks are a mention, not a report."""
LEAST_CONFIDENCE = .5
_DENIED = re.compile(r"\b(?:not|never|declined|refused)\b|n[’']t\b", re.I)
"""“did not answer a request for comment” reports that nothing was said."""
_PLEA = re.compile(r"\W*(?:[\w,-]+ ){0,3}(?:counts?|charges?|offences?|offenses?)\b", re.I)
"""“denied 22 counts of fraud” is a plea."""
_OCCASION = re.compile(r"(?:when|as|after|while|until) ", re.I)
"""“laughed when she was told of it” reports no words."""
_UNNAMED = re.compile(r"\W*(?:not )?to (?:not )?(?:be |remain )?(?:named|identified|quoted|anonymous)\b", re.I)
"""“asked not to be named” says how somebody speaks, not what."""
_NO_SOURCE = frozenset({"i", "we", "you", "nobody", "none", "neither", "no"})
"""Words for a speaker, or the first of them, that make no source: the author and the reader, and nobody."""
_AUTHOR = re.compile(r"\b(?:I|we)\s*\Z")
"""Before a reporting word: the author says so, whoever the encoder takes for the speaker ("and so, I suspect, did half of them")."""


def speech(article: Article, paragraphs: list[Paragraph], reading: Reading) -> Reading:
    """`reading` without beliefs, attitudes, fragments, and names that somebody or something is called by."""
    outer = [stretch for paragraph in paragraphs for stretch in paragraph.stretches if stretch.depth == 0]
    kept, verdicts = [], dict(reading.verdicts)
    for found in reading.found:
        kind = kind_of(found, article.text, outer)
        if _of_a_heading(found, paragraphs) and (kind == "indirect" or found.confidence < LEAST_CONFIDENCE):
            found = replace(found, speaker=None, why=(*found.why, "but these words stand in a heading over it"))
        name = labels.named(found, article.text, paragraphs) if kind != "indirect" else None
        if name:
            verdicts[name[0]] = False, name[1]
        elif _is_speech(found, kind, article.text):
            kept.append(found)
    return replace(reading, found=kept, verdicts=verdicts)


def _of_a_heading(found: Found, paragraphs: list[Paragraph]) -> bool:
    """Whether the words for a speaker stand in a heading over what is said, like “What the restaurants say”, “Voices from the quay”."""
    if found.speaker is None:
        return False
    source = paragraph_at(paragraphs, found.speaker[0])
    return source.role in ("headline", "subhead") and source is not paragraph_at(paragraphs, found.spans[0][0])


def _is_speech(found: Found, kind: str, text: str) -> bool:
    if kind == "indirect":
        return _reports(found, text)
    return kind == "direct" or not _without_source(found, text)


def _without_source(found: Found, text: str) -> bool:
    if found.cue is not None and _AUTHOR.search(text, max(0, found.cue[0] - len("we ")), found.cue[0]):
        return True
    return found.speaker is not None and text[slice(*found.speaker)].lower().split(" ", 1)[0] in _NO_SOURCE


def _reports(found: Found, text: str) -> bool:
    if found.speaker is None or found.cue is None or found.confidence < LEAST_CONFIDENCE:
        return False
    if max(len(text[start:end].split()) for start, end in found.spans) < LEAST_WORDS:
        return False
    said, cue = text[slice(*found.spans[0])], text[slice(*found.cue)].lower()
    stance = cues.stance(cue)
    if _DENIED.search(cue) or _UNNAMED.match(said) or _without_source(found, text):
        return False
    if (_PLEA.match(said) and ("plead" in cue or stance == "doubtful")) or (_OCCASION.match(said) and stance == "emotional"):
        return False
    if stance == "shown":
        return speakers.kind(text[slice(*found.speaker)]) in ("document", "organisation")
    return stance not in (None, "thought")
