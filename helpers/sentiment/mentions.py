"""Candidate targets: names of people, bodies and countries, by their capitals. Simple rules; better mentions can be given."""
from __future__ import annotations

import re

import pandas as pd

from .. import encoder
from ..article import Article
from . import lists
from .reading import names_of

PERSON, ORGANISATION, COUNTRY = "person", "organisation", "country"
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
_FIRST_PERSON = frozenset({"I", "I'm", "I’m", "I'd", "I’d", "I've", "I’ve", "I'll", "I’ll"})


def mentions(article: Article) -> pd.DataFrame:
    """Names in the article's sentences; one row a mention, in reading order.

    Columns: start, end, text; name (for a surname alone the latest full name with it); kind (person, organisation,
    country); sentence. Pronouns and descriptions are not found; a name that fits no rule is left out.
    """
    known = names_of(article.slice(article.sentences[index]) for index in article.body())
    found = []
    for index, sentence in enumerate(article.sentences):
        text = article.slice(sentence)
        title = article.role(sentence) in ("headline", "subhead")
        spans = [(sentence.start + start, sentence.start + end) for start, end in _runs(text, known, title)]
        found += [(*span, index) for span in (_named_parts(article, spans) if title else spans)]
    texts = [article.text[start:end] for start, end, _ in found]
    kinds = _kinds(texts, [article.text[max(0, start - 30):start] for start, _, _ in found])
    aliases, full, rows = lists.columns("countries"), {}, []
    for text, kind in zip(texts[::-1], kinds[::-1], strict=True):       # the first full name with a surname, for what precedes it
        if kind == PERSON and " " in text:
            full[_surname(text)] = text
    for (start, end, index), text, kind in zip(found, texts, kinds, strict=True):
        if kind == PERSON and " " in text:
            full[_surname(text)] = text
        if kind:
            name = full.get(_surname(text), text) if kind == PERSON else aliases.get(text, text)
            rows.append((start, end, text, name, kind, index))
    return pd.DataFrame(rows, columns=list(COLUMNS))


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
        begins = not re.search(r"[\w,;)’']\s*$", text[:start])
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


def _kinds(texts: list[str], before: list[str]) -> list[str | None]:
    titles = tuple(sorted(lists.entries("titles") | {"spokesman", "spokeswoman", "president", "leader", "minister",
                                                     "secretary", "chairman", "director", "ally"}))
    kinds: list[str | None] = []
    for text, context in zip(texts, before, strict=True):
        words = text.split()
        if text in lists.entries("countries"):
            kinds.append(COUNTRY)
        elif words[-1] in _PLACES:
            kinds.append(None)
        elif (text in _BODIES or (len(words) > 1 and words[-1] in lists.entries("organisation_words"))
              or (len(words) > 1 and words[0] in _ORGANISATION_OF)) or (
                text.replace("/", "").replace(".", "").isupper() and len(text) > 2):
            kinds.append(ORGANISATION)
        elif context.rstrip().endswith(titles) or (len(words) in (2, 3) and all(word[0].isalpha() for word in words)):
            kinds.append(PERSON)
        else:
            kinds.append(None)
    surnames = {_surname(text) for text, kind in zip(texts, kinds, strict=True) if kind == PERSON}
    return [PERSON if kind is None and text in surnames else kind for text, kind in zip(texts, kinds, strict=True)]


def _surname(name: str) -> str:
    return name.split()[-1].removeprefix("al-").removeprefix("Al-")
