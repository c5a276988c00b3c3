"""Articles that are not in English: what stands between quotation marks, with the name beside it. Nothing else is read there.

The encoder and the lists of reporting words know English alone; what they find in other languages is chance.
"""
from __future__ import annotations

import re

from ..article import Article
from .reading import Found, Paragraph, Reading, Span

LEAST_WORDS = 3
"""Fewer words between marks are a title or a word used at a distance."""
NEAR = 300
"""Characters before a mark in which a name is looked for."""
_NAME = r"[A-ZÀ-Þ][\w’'-]{3,}(?: (?:[A-ZÀ-Þ](?:\.|[\w’'-]+)|(?:de|la|le|du|von|van|der|di|da|dos)\b))*"
_BEHIND = re.compile(rf"\s*[,.–—-]?\s*(?P<cue>(?:[a-zà-ÿ][\w’'-]* ){{1,5}})(?P<name>{_NAME})")
"""“…”, said the mayor Anna Berg: up to five words, the first of them a verb, and a name."""
_AHEAD = re.compile(rf"(?P<name>{_NAME})(?:, ?(?:(?P<beside>[A-ZÀ-Þ][\w-]+ {_NAME})|[^,:\n]*),)? (?P<cue>[^.:,\n]{{1,60}}?)\s*:\s*$")
"""Anna Berg said: “…”"""
_LAST_NAMES = re.compile(r"\b[A-ZÄÖÜ][\w-]+ (?=([A-ZÄÖÜ][\w-]+))")
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-ZÀ-Þ„«»“])")


def is_foreign(article: Article) -> bool:
    """Whether the article says, or its words show, that it is in another language than English."""
    return bool(article.language) and not article.language.startswith("en")


def longest_name(article: Article) -> int | None:
    """How many words of a run of capitals are a name: two in German, whose nouns have capitals too; None where there is no limit."""
    return 2 if is_foreign(article) and article.language.startswith("de") else None


def read(article: Article, paragraphs: list[Paragraph]) -> Reading:
    """The stretches between marks as quotations, each with the name behind or before it if there is one."""
    reading, german = Reading(), longest_name(article) is not None
    last_names = frozenset(match[1] for match in _LAST_NAMES.finditer(article.text)) if german else frozenset()
    for paragraph in paragraphs:
        before = None
        for stretch in paragraph.stretches:
            if stretch.depth:
                continue
            speech = len(article.text[stretch.inner_start:stretch.inner_end].split()) >= LEAST_WORDS
            reading.verdicts[stretch.start, stretch.end] = speech, (
                "words between marks" if speech else f"fewer than {LEAST_WORDS} words between marks")
            if speech:
                speaker, cue = _beside(article.text, paragraph, (stretch.start, stretch.end))
                if speaker and german:
                    speaker = _in_german(article.text, speaker, last_names)
                speaker = speaker or before
                reading.found.append(Found(((stretch.start, stretch.end),), speaker, cue, .5, why=(
                    f"not in English ({article.language}): only marks and the name beside them are read",)))
                before = speaker
    return reading


def _beside(text: str, paragraph: Paragraph, span: Span) -> tuple[Span | None, Span | None]:
    """Offsets of the name and of the words between it and the marks; None where no name stands there."""
    behind = _BEHIND.match(text, span[1], paragraph.end)
    if behind:
        return behind.span("name"), (behind.start("cue"), behind.end("cue") - 1)
    first = max(paragraph.start, span[0] - NEAR)
    first = max((match.end() for match in _SENTENCE.finditer(text, first, span[0])), default=first)
    ahead = _AHEAD.search(text[first:span[0]])
    if ahead:
        name = "beside" if ahead["beside"] else "name"          # "the chairman of the Club, Anna Berg, said"
        return tuple((a + first, b + first) for a, b in (ahead.span(name), ahead.span("cue")))
    return None, None


def _in_german(text: str, name: Span, last_names: frozenset[str]) -> Span | None:
    """A name without the nouns before it, which have capitals too: "Bürgermeister Thomas Achterberg" → its last two words. A single
    word is one where it is among `last_names`, which stand behind another word with a capital somewhere; else None."""
    words = list(re.finditer(r"[A-ZÄÖÜ]\S*(?: [a-z]+)*", text[slice(*name)]))[-2:]
    if len(words) == 1 and words[0][0] not in last_names:
        return None
    return name[0] + words[0].start(), name[1]
