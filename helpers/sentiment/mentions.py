"""Candidate targets: names of people, bodies and countries, by their capitals. Simple rules; better mentions can be given."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache
from itertools import takewhile

import pandas as pd

from .. import encoder
from ..article import Article
from . import lists
from .reading import names_of

PERSON, ORGANISATION, COUNTRY = "person", "organisation", "country"
SURE = 0.7      # probability from which the encoder's word on what a name is counts
COLUMNS = ("start", "end", "text", "name", "kind", "sentence")
_NAME = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][\w’'-]*\w\.?(?=\s[A-Z])|[A-Z][\w’'-]*\w|[A-Z]\b\.?")
_INSIDE = frozenset({" ", "-", "/", " al-", " bin ", " de ", " van ", " von ", " der ", " la "})  # within one name
_OF = frozenset({" of ", " of the ", " for "})  # after the first word of a body
_ORGANISATION_OF = frozenset({"Department", "Ministry", "Bank", "University", "House", "Church", "Court", "Association",
                              "Federation", "Council", "Secretary", "Organization", "Institute", "Museum", "Board",
                              "Office", "Bureau"})
_BODIES = frozenset({"Congress", "Senate", "Parliament", "Kremlin", "Treasury", "Duma", "Cabinet"})   # in one word
_PLACES = frozenset({"Airport", "Avenue", "Bay", "Beach", "Bridge", "City", "County", "Hill", "Island", "Islands", "Lake",
                     "Lane", "Mountain", "Mountains", "Park", "River", "Road", "Sea", "Square", "Stadium", "Street", "Valley",
                     "Act", "Cup", "Day", "Prize", "War", "Award", "Championship", "Games", "League", "Open", "Festival"})
_STORMS = frozenset({"Storm", "Hurricane", "Typhoon", "Cyclone"})    # called like people: "Storm Hilde"
_DATELINE = re.compile(r"\s*[A-Z][A-Z .’'-]{2,30}(?:, [A-Z][\w. ]{1,30})?(?:, [^,.()—–-]{3,15})? ?(?:\([^()]{2,30}\) ?)?(?:[—–]|-{1,2}) ")
"""Where an agency's report comes from, at the head of one of its first paragraphs: "OSLO, March 3 (Reuters) - "."""
_SPEAKER = re.compile(r"\s*[A-Z][A-Z .’'-]{1,40}:")      # who speaks next in a transcript: "MR. VOSS:"
_FIRST_PERSON = frozenset({"I", "I'm", "I’m", "I'd", "I’d", "I've", "I’ve", "I'll", "I’ll"})


def mentions(article: Article) -> pd.DataFrame:
    """Names in the article's sentences; one row a mention, in reading order.

    Columns: start, end, text; name (for a surname alone the latest full name with it); kind (person, organisation,
    country); sentence. Pronouns and descriptions are not found; a name that fits no rule is left out.
    """
    body = article.body()
    known = names_of(article.slice(article.sentences[index]) for index in body)
    found = []
    for index, sentence in enumerate(article.sentences):
        text = article.slice(sentence)
        title = article.role(sentence) in ("headline", "subhead")
        if title and text.isupper():       # a label ("OPINION"), or a headline in which capitals say nothing
            continue
        opens = index in body[:8] and sentence.start == article.blocks[sentence.block].start
        label = (_DATELINE.match(text) if opens else None) or _SPEAKER.match(text)
        spans = [(sentence.start + start, sentence.start + end) for start, end in _runs(text, known, title)
                 if not label or start >= label.end()]
        found += [(*span, index) for span in (_named_parts(article, spans) if title else spans)]
    found, labels = _as_read(article, found)
    texts = [article.text[start:end] for start, end, _ in found]
    kinds = _voted(texts, _kinds(texts, [article.text[max(0, start - 30):start] for start, _, _ in found]), labels)
    aliases, full, rows = lists.columns("countries"), {}, []
    kinds = _shortened(texts, kinds)
    for text, kind in zip(texts[::-1], kinds[::-1], strict=True):       # the first full name with a surname, for what precedes it
        if " " in text:
            full[kind, _surname(text)] = text
    for (start, end, index), text, kind in zip(found, texts, kinds, strict=True):
        if " " in text:
            full[kind, _surname(text)] = text
        if kind:
            short = kind == PERSON or (kind == ORGANISATION and " " not in text)
            name = full.get((kind, _surname(text)), text) if short else aliases.get(text, text)
            rows.append((start, end, text, name, kind, index))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _as_read(article: Article, found: list[tuple[int, int, int]]) -> tuple[list[tuple[int, int, int]], list[str | None]]:
    """The names as the encoder reads them: without a word of three or more that it leaves out at a sentence's head ("Singer Nadia
    Roth"), and what it is sure that each is (person, organisation, place; None where it is not sure)."""
    names = encoder.read(article).find_names() if encoder.available() else []
    ends = [name.end for name in names]     # names stand in reading order and none overlaps another
    cut, labels = [], []
    for start, end, sentence in found:
        same = list(takewhile(lambda name, end=end: name.start < end, names[(first := bisect_right(ends, start)):first + 8]))
        inner = next((name.start for name in same if name.label == PERSON and name.start > start and name.end == end), start)
        if start == article.sentences[sentence].start and " " in article.text[inner:end]:
            start = inner
        cut.append((start, end, sentence))
        labels.append(same[0].label if same and same[0].probability >= SURE else None)
    return cut, labels


def _voted(texts: list[str], kinds: list[str | None], labels: list[str | None]) -> list[str | None]:
    """Kinds without names taken for persons by their form alone that the encoder more often reads as something else."""
    votes: dict[str, Counter] = {}
    for text, label in zip(texts, labels, strict=True):
        votes.setdefault(text, Counter())[label] += 1
    turned = {}
    for text, count in votes.items():
        if count[ORGANISATION] + count["place"] > count[PERSON]:
            turned[text] = ORGANISATION if count[ORGANISATION] >= count["place"] else None
    return [turned.get(text, kind) if kind == PERSON and " " in text else kind for text, kind in zip(texts, kinds, strict=True)]


def _named_parts(article: Article, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In a headline capitals say little ("Kerry, Lavrov Hold Talks"): of each run the names that the encoder finds in it, if any."""
    if not encoder.available():
        return spans
    names = [(name.start, name.end) for name in encoder.read(article).find_names()]
    parts = []
    for start, end in spans:
        inside = [(max(start, a), min(end, b)) for a, b in names if a < end and b > start]
        parts += inside or [(start, end)]
    return parts


def _runs(text: str, known: frozenset[str], title: bool) -> list[tuple[int, int]]:
    """Stretches of words with a capital that may be one name each, titles and countries cut off."""
    runs: list[list[tuple[int, int]]] = []
    for match in _NAME.finditer(text):
        start, end = match.span()
        if end > start and text[start:end].endswith(("'s", "’s")):
            end -= 2
        word = text[start:end]
        before = text[:start].rstrip()[-1:]
        behind_title = bool(runs) and text[runs[-1][-1][1]:start] == " " and text[slice(*runs[-1][-1])] in lists.entries("titles")
        begins = not (behind_title or before.isalnum() or (before and before in "_,;)’'"))       # "Mr. Voss": no sentence begins there
        if word in _FIRST_PERSON or (word.lower() in lists.entries("function_words") and word not in ("US", "May")):
            continue
        if (begins or title) and word not in known and not _is_listed(word) and not _before_name(text, end, title, known):
            continue
        last = runs[-1][-1] if runs else (0, 0)
        between = text[last[1]:start]
        if runs and (between in _INSIDE or (between in _OF and text[slice(*last)] in _ORGANISATION_OF)):
            runs[-1].append((start, end))
        else:
            runs.append([(start, end)])
    return [span for run in runs for span in _without_titles(text, run)]


def _before_name(text: str, end: int, title: bool, known: frozenset[str]) -> bool:
    """Whether a name goes on here: in a headline, where every word has a capital, only with a word known as a name."""
    following = re.match(r"\s([A-Z][\w’'-]*[a-z])", text[end:end + 40])
    return bool(following) and (not title or following[1].removesuffix("’s").removesuffix("'s") in known)


def _is_listed(word: str) -> bool:
    return word in lists.entries("countries") or word in lists.entries("organisation_words") or (
        word.isupper() and len(word) > 2)


def _without_titles(text: str, run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The run without the titles in it, cut where a country stands before them ("U.S. | Secretary of State | John Kerry")."""
    parts: list[list[tuple[int, int]]] = [[]]
    place = 0
    while place < len(run):
        for length in (4, 3, 2, 1):
            if place + length > len(run):
                continue
            phrase = text[run[place][0]:run[place + length - 1][1]]
            if phrase in lists.entries("titles"):
                parts.append([])
                break
            if phrase in lists.entries("countries") and not (
                    place + length < len(run) and _is_listed(text[slice(*run[-1])])):
                parts += [run[place:place + length], []]
                break
        else:
            parts[-1].append(run[place])
            length = 1
        place += length
    return [(part[0][0], part[-1][1]) for part in parts if part]


@cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted(lists.entries("titles") | {"spokesman", "spokeswoman", "president", "leader", "minister", "secretary", "chairman",
                                                   "director", "ally"}))


def _kinds(texts: list[str], before: list[str]) -> list[str | None]:
    titles = _titles()
    kinds: list[str | None] = []
    for text, context in zip(texts, before, strict=True):
        words = text.split()
        if text in lists.entries("countries"):
            kinds.append(COUNTRY)
        elif words[-1] in _PLACES or words[0] in _STORMS:
            kinds.append(None)
        elif (text in _BODIES or (len(words) > 1 and words[-1] in lists.entries("organisation_words"))
              or (len(words) > 1 and words[0] in _ORGANISATION_OF)) or (
                text.replace("/", "").replace(".", "").isupper() and len(text) > 2):
            kinds.append(ORGANISATION)
        elif context.rstrip().endswith(titles) or (len(words) in (2, 3) and all(word[0].isalpha() for word in words)):
            kinds.append(PERSON)
        else:
            kinds.append(None)
    return kinds


def _shortened(texts: list[str], kinds: list[str | None]) -> list[str | None]:
    """Kinds with those of last words alone: "Kerry" after "John Kerry", "Rovers" after "Eastgate Rovers" (but not "House" after
    "White House": there are many)."""
    known = {_surname(text): ORGANISATION for text, kind in zip(texts, kinds, strict=True)
             if kind == ORGANISATION and " " in text and _surname(text) not in _ORGANISATION_OF | _BODIES}
    known |= {_surname(text): PERSON for text, kind in zip(texts, kinds, strict=True) if kind == PERSON}
    return [kind or known.get(text) for text, kind in zip(texts, kinds, strict=True)]


def _surname(name: str) -> str:
    return name.split()[-1].removeprefix("al-").removeprefix("Al-")
