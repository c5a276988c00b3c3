"""Quotations by the encoder: its labels and links, with marks read by rule, handed over as the other readers do."""
from __future__ import annotations

from .. import encoder
from ..article import Article
from .attributing import attributed, reported
from .beside import Inserted, Sides
from .reading import Paragraph, Reading
from .runs import CONTENT, Run, outer, reason, said
from .seen import Seen

SPEECH = .99
"""A stretch between marks is speech when that is at least so likely (chosen, as the next ones, on the development part: the encoder is
surer than it should be)."""
EXPECTED, UTTERANCE = .5, 5
"""A stretch beside words that report it, or that is a sentence with its full stop, or, with so many words, opens a sentence behind other
speech in its paragraph, is speech when that is at least so likely (in the training part, 99 of 100 are; of sentences, 1,409 of 1,437)."""
FURTHER = .4
"""A run goes on with the quotation before it when that is at least so likely, beside its being a new one."""


def read(article: Article, listed: list[Paragraph], threads: int = 1) -> Reading:
    """The quotations of an article, and for every outer stretch between marks whether it is speech."""
    return reading(encoder.read(article, threads), listed)


def reading(answers: encoder.Reading, listed: list[Paragraph]) -> Reading:
    """What the encoder answered, as quotations and verdicts."""
    result = Reading()
    for paragraph in listed:
        if len(paragraph.pieces):
            _paragraph(Seen.of(answers, paragraph), paragraph, result)
    return result


def _paragraph(seen: Seen, paragraph: Paragraph, result: Reading) -> None:
    marks, sides = outer(paragraph), Sides(paragraph)
    verdicts = _verdicts(seen, paragraph, sides, marks)
    stretches = [stretch for stretch in paragraph.stretches if stretch.depth == 0]
    result.verdicts.update({(stretch.start, stretch.end): verdict for stretch, verdict in zip(stretches, verdicts, strict=True)})
    inserted = [one for one in sides.inserted() if _reported(seen, one)]
    runs = said(paragraph, seen.content, seen.begins, marks, [speech for speech, _ in verdicts], inserted)
    spoken = [mark for mark, (speech, _) in zip(marks, verdicts, strict=True) if speech]
    clauses = {one.before[0]: one for one in inserted}
    for parts in _groups(seen, paragraph, runs, {first for first, _ in spoken}, {one.behind[0] for one in inserted}):
        clause = clauses.get(parts[0].first)
        result.found.extend([reported(seen, clause, parts, sides)] if clause else attributed(seen, parts, sides, spoken))


def _verdicts(seen: Seen, paragraph: Paragraph, sides: Sides, marks: list[tuple[int, int]]) -> list[tuple[bool, str]]:
    """For each outer stretch between marks whether it is speech, and why."""
    found, spoke = [], False
    closed = [stretch.closed for stretch in paragraph.stretches if stretch.depth == 0]
    for (first, last), whole in zip(marks, closed, strict=True):
        likely = _speech(seen, first, last)
        expected = _sentence(paragraph, first, last, spoke) or sides.of(first, last) is not None
        speech = likely >= (EXPECTED if expected else SPEECH)
        spoke = spoke or speech
        found.append((speech, reason(paragraph, first, last, speech, likely, whole)))
    return found


def _groups(seen: Seen, paragraph: Paragraph, runs: list[Run], speech: set[int], again: set[int]) -> list[list[Run]]:
    """The runs of each quotation. `speech`: the pieces at which speech between marks begins; `again`: those at which a report goes on
    behind a clause between commas."""
    groups: list[list[Run]] = []
    for run in runs:
        if groups and run.first in again:
            groups[-1].append(run)
        elif groups and _goes_on(seen, run):
            groups[-1 - _over_an_aside(paragraph, groups, run, speech)].append(run)
        else:
            groups.append([run])
    return groups


def _reported(seen: Seen, clause: Inserted) -> bool:
    """Whether the encoder, too, sees a report around or in a clause between commas."""
    before, behind, cue = (seen.content[first:last] > CONTENT for first, last in (clause.before, clause.behind, clause.cue))
    return not cue.any() and bool(before.mean() > .5 or behind.mean() > .3 or seen.cue[slice(*clause.cue)].max() > .5)


def _sentence(paragraph: Paragraph, first: int, last: int, spoke: bool) -> bool:
    """Whether a stretch between marks opens a sentence and has its full stop or, behind other speech (`spoke`), enough words for one."""
    words = paragraph.pieces.words[first:last]
    stops = len(words) > 1 and words[-2] in (".", "!", "?")             # before the closing mark
    return first in paragraph.opening and (stops or (spoke and sum(word[0].isalnum() for word in words) >= UTTERANCE))


def _speech(seen: Seen, first: int, last: int) -> float:
    """How likely the pieces of a stretch between marks are speech; 0 where there is no word between the marks."""
    words = [index for index in range(first, last) if seen.pieces.words[index][0].isalnum()]
    if not words:
        return 0.0
    content = float(seen.content[words].mean())
    word = seen.word[first]
    opens = word >= 0 and seen.answers.starts[word] == seen.pieces.starts[first]
    return (float(seen.answers.speech[word]) + content) / 2 if opens else content


def _goes_on(seen: Seen, run: Run) -> bool:
    """Whether a run goes on with the quotation before it; its first word may be a mark or the word behind it."""
    opening = slice(run.first, min(run.first + 2, run.last))
    further, new = seen.further[opening].max(), seen.new[opening].max()
    return bool(further > FURTHER / (1 - FURTHER) * new)


def _over_an_aside(paragraph: Paragraph, groups: list[list[Run]], run: Run, speech: set[int]) -> bool:
    """Whether a sentence between marks goes on with the speech before an aside in the sentence before: “…,” he said, adding that it
    was late. “…” (In the training part 67 of 84 such sentences belong to the first quotation.)"""
    if len(groups) < 2 or not {run.first, groups[-2][-1].first} <= speech or run.first not in paragraph.opening:
        return False
    between = range(groups[-2][-1].last, groups[-1][0].first + 1)
    return not any(place in speech or place in paragraph.opening for place in between)
