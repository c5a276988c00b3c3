"""What makes a sentence hard, spotted by form: passives, packed words, quotations and insertions inside it."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from ..article import Article
from ..segmenting import languages
from .counting import Counts, word_range

LONG_SENTENCE = 25
"""Words from which a sentence counts as long: the limit of the British government's style guide."""

_LEXICONS = Path(__file__).resolve().parents[1] / "lexicons"
_BE = frozenset(
    [
        "am",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "'m",
        "'s",
        "'re",
        "get",
        "gets",
        "got",
        "getting",
        "gotten",
    ]
)
_QUOTES = re.compile(r"[\"“”«»]")
_INSERTION = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|(?:(?<=\s)[–—-](?=\s)|—)[^–—]+?(?:(?<=\s)[–—-](?=\s)|—)")
_BREAK = re.compile(r"[,;:.!?()\[\]\"“”«»–—]")


@functools.cache
def lexicon(name: str) -> frozenset[str]:
    """The entries of helpers/lexicons/`name`.txt."""
    lines = (_LEXICONS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def word_forms(article: Article, sentence: int) -> list[tuple[int, int, str]]:
    """The words of a sentence as (start, end, form)."""
    words, text = article.words, article.text
    return [
        (words.starts[n], words.ends[n], text[words.starts[n] : words.ends[n]]) for n in word_range(article, sentence)
    ]


def passive(article: Article, words: list[tuple[int, int, str]]) -> tuple[int, int] | None:
    """Where a passive stands ("was shown", "has been widely criticised"), as offsets, or None.

    A form of be or get, at most two words that may stand between, a past participle. Found by form, without a parser.
    """
    for number, (start, _, form) in enumerate(words):
        if form.lower().replace("’", "'") not in _BE:
            continue
        for offset, (_, end, other) in enumerate(words[number + 1 : number + 4]):
            lower = other.lower()
            if lower in lexicon("participles") or (
                lower.endswith("ed") and len(lower) > 4 and lower not in _NOT_PARTICIPLES
            ):
                if not _BREAK.search(article.text, start, end - len(other)):
                    return start, end
                break
            if not (lower.endswith("ly") or lower in _BETWEEN or (offset == 0 and lower in _BE)):
                break
    return None


_BETWEEN = frozenset(
    [
        "not",
        "never",
        "also",
        "being",
        "been",
        "already",
        "still",
        "just",
        "now",
        "once",
        "often",
        "always",
        "soon",
        "only",
        "even",
        "so",
        "more",
        "most",
        "much",
        "well",
        "far",
        "too",
        "all",
        "both",
        "then",
        "thus",
    ]
)
_NOT_PARTICIPLES = frozenset(
    ["indeed", "naked", "wicked", "sacred", "rugged", "ragged", "wretched", "hundred", "kindred", "speed"]
)


def packed(
    article: Article, words: list[tuple[int, int, str]], names: frozenset[str], least: int = 4
) -> list[tuple[int, int]]:
    """Runs with `least` words or more and without a small word or a mark between them: mostly chains of nouns.

    Names and numbers do not count, but may stand in such a run ("classified NATO intelligence reports").
    """
    runs: list[list[tuple[int, int, str]]] = [[]]
    small = lexicon("small_words")
    for word in words:
        lower = word[2].lower()
        if lower.replace("’", "'") in small or lower.endswith("ly"):
            runs.append([])
            continue
        if runs[-1] and _BREAK.search(article.text, runs[-1][-1][1], word[0]):
            runs.append([])
        runs[-1].append(word)
    return [
        (run[0][0], run[-1][1])
        for run in runs
        if sum(not _is_name(form, names) for *_, form in run) >= least
    ]


def _is_name(form: str, names: frozenset[str]) -> bool:
    return form in names or form[:1].isdigit()


def quotation_inside(text: str) -> bool:
    """Whether a quotation begins or ends inside the sentence, so that it speaks with two voices."""
    marks = [match.start() for match in _QUOTES.finditer(text)]
    return bool(marks) and any(0 < mark < len(text.rstrip(".,!? ")) - 1 for mark in marks)


def insertions(text: str) -> int:
    """Brackets and pairs of dashes that interrupt the sentence."""
    return len(_INSERTION.findall(text))


def why(article: Article, index: int, counts: Counts, words, names: frozenset[str]) -> list[str]:
    """What makes a sentence hard, each in a few words, the weightiest first; in other languages than English only its length."""
    sentence = article.sentences[index]
    text = article.text[sentence.start : sentence.end]
    reasons = []
    if counts.words > LONG_SENTENCE:
        reasons.append(f"long: {counts.words} words")
    if not languages.is_english(article.language):
        return reasons
    if counts.unfamiliar_words >= 3 and counts.unfamiliar_words > 0.25 * counts.words:
        reasons.append(f"many unfamiliar words: {counts.unfamiliar_words:.0f}")
    if counts.syllables > 1.8 * counts.words and counts.words > 5:
        reasons.append(f"long words: {counts.syllables / counts.words:.1f} syllables each")
    reasons += [f"packed: “{article.text[start:end]}”" for start, end in packed(article, words, names)]
    if found := passive(article, words):
        reasons.append(f"passive: “{article.text[slice(*found)]}”")
    if quotation_inside(text):
        reasons.append("a quotation inside")
    if insertions(text) or text.count(",") >= 4:
        reasons.append("interrupted by brackets, dashes or many commas")
    return reasons
