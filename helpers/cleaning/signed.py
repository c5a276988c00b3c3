"""Lines that say when and by whom an article was written."""
from __future__ import annotations

import re

from ..loading import datelines

_LONGEST = 120
_MONTH = rf"(?:{'|'.join(sorted(datelines.MONTHS, key=len, reverse=True))})\.?"
_ON = rf"(?:{'|'.join(datelines.ON)})"
_DAY = (
    rf"(?:(?:(?:{'|'.join(datelines.PUBLISHED)})\b)?\W{{0,3}}(?:(?:{_ON}|at)\b)?\W{{0,3}}(?:\d{{1,2}}[:.]\d\d ?[ap]\.?m\.?\W{{1,3}})?)?"
    rf"(?:(?:{'|'.join(sorted(datelines.WEEKDAYS, key=len, reverse=True))})\.?,? (?:{_ON} )?)?"
    rf"(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th|er|[.º°])? (?:de )?{_MONTH},? (?:del? )?\d{{4}}(?: (?:года|г|r)\b\.?)?"
    r"|\d{4}-\d\d-\d\d|\d{4} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
    rf"(?:\W{{0,3}}(?:{_ON}|,|-|–|\|)?\s{{0,3}}\d{{1,2}}[:.h]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?\s?(?:[A-Z]{{2,4}}|uhr|uur|h)?)?")
_PLACE = r"(?-i:[A-ZÀ-Þ])[\w’'-]+(?: (?-i:[A-ZÀ-Þ])[\w’'-]+){0,2},? [-–—|·] "
_AGAIN = rf"(?:{'|'.join(datelines.PUBLISHED)})\b\W{{0,3}}(?:{_ON}\s)?(?:\d{{1,2}}[:.h]\d\d|(?:an|\d{{1,2}}) (?:min|hour|hr|day)\w* ago)"
_DATE = re.compile(rf"(?:{_PLACE})?\W{{0,3}}{_DAY}(?:\W{{1,5}}(?:{_DAY}|{_AGAIN}))?\W*$", re.I)
_DATED = re.compile(rf"\W*(?:{'|'.join(datelines.PUBLISHED)})\b(?=.*\d){_DAY}\s?[·|•]", re.I)
"""The date at the head of a line that says more: `Published: Sep 14, 2025 · Updated: Oct 2, 2025 by …`"""
_BYLINE = re.compile(
    rf"(?:(?i:(?:(?:live )?(?:story|written|reported|reporting|coverage|words|interview|text)? ?by|from|{'|'.join(datelines.BY)}):?"
    rf"|(?:{'|'.join(datelines.BEFORE_COLON)})\s?:) "
    r"(?:(?:(?:van|von|der|den|de|di|da|del|la|le|al|bin|el|ten|ter) ){0,3}[A-ZÀ-ÖØ-ÞА-ЯЁ][\w.’'-]+"
    rf"(?:,? |,? (?:{'|'.join(datelines.AND)}) | \| |$)){{2,9}}"
    rf"|(?:{'|'.join(datelines.WITHOUT_CAPITALS)})[:：/ ]\s?(?:[^\W\d_][\w.’'-]*[ ,、・]{{0,2}}){{1,6}}$)")
_NAMES = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ.’'-]+(?: [A-ZÀ-Þ][\w.’'-]*){1,2}(?:(?:,| and) [A-ZÀ-Þ][a-zà-ÿ.’'-]+(?: [A-ZÀ-Þ][\w.’'-]*){1,2})*")
"""Nothing but names, as a byline without "By" has them, under the headline."""
_UPDATED = re.compile(r"(?:last )?(?:updated|published|posted)\b", re.I)
_POSITION = re.compile(
    r"(?:[\w’'&,-]+ ){0,5}(?:correspondent|reporter|editor|writer|columnist|journalist|critic|contributor|staff)(?: in \w+(?: \w+)?)?",
    re.I)
"""What a writer is: `Local government correspondent`."""


def is_date(line: str) -> bool:
    """Whether a line says when, and little else: `Published 3 March 2026`, `Valdemora - 21 OCT 2025 - 05:30 CEST`."""
    # A line of ten thousand marks would make the pattern's optional parts try every way to share them.
    return len(line) < _LONGEST and any(map(str.isdigit, line)) and (_DATE.match(line) or _DATED.match(line)) is not None


def is_byline(line: str) -> bool:
    """Whether a line says by whom, and nothing else: `By Ann Lee and Bo Chan`."""
    return len(line) < _LONGEST and _BYLINE.fullmatch(line) is not None


def begins_as_byline(line: str) -> bool:
    """Whether a line begins with by whom: `By Ann Lee, who reported from Moscow`."""
    return len(line) < _LONGEST and _BYLINE.match(line) is not None


def is_of_names(line: str) -> bool:
    """Whether a line holds nothing but names, as a byline without "By" does: `Nora Quist and Sam Bello`."""
    return len(line) < _LONGEST and _NAMES.fullmatch(line) is not None


def goes_under_names(line: str) -> bool:
    """Whether a line is one of those that stand under a writer's name: a position, or when it was updated."""
    return len(line) < _LONGEST and (_UPDATED.match(line) or _POSITION.fullmatch(line)) is not None
