"""Speech on paragraphs of its own without marks: block quotes behind “X wrote:”, and posts that a page embeds with their author below."""
from __future__ import annotations

import re

from .reading import Found, Paragraph

LEAST_WORDS = 5
"""Fewer words on a paragraph of their own are a heading."""
_AUTHOR = re.compile(r"(?:―|—|–|--?)\s*(?P<name>[^\n(]{2,60}?)\s*\(@\w{1,30}\)")
"""“— Ann Lee (@ann_lee) March 4, 2021” below a post."""
_WHERE = frozenset({"in", "on", "at", "to", "via", "by", "the", "this", "following"})
"""What may stand between the reporting verb and its colon: "said in a statement:", "wrote the following:"."""
LONGEST = 8


def quoted(before: Paragraph | None, paragraph: Paragraph, after: Paragraph | None) -> Found | None:
    """The paragraph as one quotation: where the one before ends in “X wrote:”, or the one after names the author of a post; else None."""
    words = paragraph.pieces.words
    if sum(word[0].isalnum() for word in words) < LEAST_WORDS or words[-1] == ":" or any(
            stretch.start <= paragraph.start + 1 for stretch in paragraph.stretches):
        return None
    span = paragraph.start, paragraph.end
    author = _AUTHOR.match(after.pieces.text, after.start, after.end) if after else None
    if author:
        return Found((span,), author.span("name"), None, .8, why=("a post: its author's name and handle stand below it",), kind="direct")
    introduced = _introduced(before) if before and paragraph.role == "paragraph" else None
    if introduced is None:
        return None
    speaker, cue = introduced
    why = f"a block quote: “{paragraph.pieces.text[slice(*cue)]}:” stands before it"
    return Found((span,), speaker, cue, .75, why=(why,), kind="direct")


def _introduced(paragraph: Paragraph) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Offsets of the speaker and the reporting verb with which a paragraph ends before a colon."""
    pieces = paragraph.pieces
    if len(pieces) < 3 or pieces.words[-1] != ":" or not paragraph.verbs:
        return None
    cue = paragraph.verbs[-1]
    between = pieces.lower[cue.last:-1]
    if cue.form not in ("ed", "s") or cue.stance in ("thought", "shown"):
        return None
    if len(between) > LONGEST or (between and between[0] not in _WHERE):
        return None
    adverb = cue.first > 1 and pieces.lower[cue.first - 1] in ("also", "then", "later")
    subject = next((phrase for phrase in paragraph.phrases if phrase.last == cue.first - adverb), None)
    if subject is None:
        return None
    return ((pieces.starts[subject.first], pieces.ends[subject.last - 1]), (pieces.starts[cue.first], pieces.ends[cue.last - 1]))
