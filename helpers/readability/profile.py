"""Where the difficulty lies: sentence by sentence, word by word, paragraph by paragraph."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd

from ..article import Article
from . import counting, syllables
from .counting import Counts

LONG_SENTENCE = 25
"""Words from which a sentence counts as long: the limit of the British government's style guide."""

_LEXICONS = Path(__file__).resolve().parents[1] / "lexicons"
_BE = frozenset(["am", "is", "are", "was", "were", "be", "been", "being", "'m", "'s", "'re", "get", "gets", "got", "getting", "gotten"])
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
        (words.starts[n], words.ends[n], text[words.starts[n] : words.ends[n]])
        for n in article.sentence_words()[sentence]
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
    ["not", "never", "also", "being", "been", "already", "still", "just", "now", "once", "often", "always", "soon", "only", "even", "so", "more", "most", "much", "well", "far", "too", "all", "both", "then", "thus"]
)
_NOT_PARTICIPLES = frozenset(["indeed", "naked", "wicked", "sacred", "rugged", "ragged", "wretched", "hundred", "kindred", "speed"])


def packed(
    article: Article, words: list[tuple[int, int, str]], names: frozenset[str], least: int = 4
) -> list[tuple[int, int]]:
    """Runs of `least` words or more without a small word or a mark between them: mostly chains of nouns.

    Runs of names and numbers alone ("President Barack Obama") do not count.
    """
    runs: list[list[tuple[int, int, str]]] = [[]]
    for word in words:
        if runs[-1] and _BREAK.search(article.text, runs[-1][-1][1], word[0]):
            runs.append([])
        if word[2].lower().replace("’", "'") in lexicon("small_words") or word[2].lower().endswith("ly"):
            runs.append([])
        else:
            runs[-1].append(word)
    return [
        (run[0][0], run[-1][1])
        for run in runs
        if len(run) >= least and sum(not _is_name(form, names) for *_, form in run) > len(run) / 2
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


def difficult_words(article: Article, repeated: bool = True) -> pd.DataFrame:
    """The unfamiliar words that are neither names nor numbers, one row an occurrence, in reading order.

    Columns: `text`, `word` in small letters, `syllables`, `occurrences` in the article, `sentence`, `paragraph`, `start`, `end`.
    """
    body = article.body(repeated=repeated)
    names = counting.find_names(article, body)
    rows = [
        (
            form,
            counting.stem(form.lower()),
            syllables.count(form),
            index,
            article.sentences[index].paragraph,
            start,
            end,
        )
        for index in body
        for start, end, form in word_forms(article, index)
        if form not in names and not counting.spelling(form).familiar
    ]
    frame = pd.DataFrame(rows, columns=["text", "word", "syllables", "sentence", "paragraph", "start", "end"])
    frame.insert(
        3, "occurrences", frame.groupby("word")["word"].transform("size") if len(frame) else pd.Series(dtype=int)
    )
    return frame


def paragraph_counts(article: Article, repeated: bool = True) -> dict[int, tuple[list[int], Counts]]:
    """Paragraph number → the indices of its sentences and its counts."""
    body = article.body(repeated=repeated)
    names = counting.find_names(article, body)
    groups: dict[int, list[int]] = {}
    for index in body:
        groups.setdefault(article.sentences[index].block, []).append(index)
    return {block: (group, counting.count_sentences(article, group, names)) for block, group in groups.items()}


def without(counts: Counts, part: Counts) -> Counts:
    """`counts` less `part`: the text as it would count without one of its sentences."""
    return replace(
        counts, **{name: getattr(counts, name) - getattr(part, name) for name in Counts.__dataclass_fields__}
    )


SENTENCE_COLUMNS = (
    "sentence",
    "paragraph",
    "text",
    "words",
    "syllables",
    "unfamiliar_words",
    "grade",
    "adds",
    "hard",
    "level",
    "why",
    "look_at",
    "start",
    "end",
)


def sentences(article: Article, repeated: bool = True) -> pd.DataFrame:
    """One row a sentence of the running text, in reading order.

    Columns: `sentence` (its index in the article), `paragraph`, `text`, `words`, `syllables`, `unfamiliar_words`, `grade`
    (Flesch–Kincaid of this sentence alone, more is harder), `adds` (how much the whole text's grade would fall without it,
    negative where it makes the text easier), `hard`, `why` (what makes it hard, in words, empty where nothing does),
    `look_at` (the words to look at first), `start`, `end`.
    """
    body = article.body(repeated=repeated)
    names = counting.find_names(article, body)
    each = {index: counting.count_sentences(article, [index], names) for index in body}
    each = {index: counts for index, counts in each.items() if counts.words}
    total = counting.count_sentences(article, each, names)
    rows = []
    for index, counts in each.items():
        sentence = article.sentences[index]
        words = word_forms(article, index)
        reasons = why(article, index, counts, words, names)
        grade = _grade(counts)
        rest = without(total, counts)
        rows.append(
            (
                index,
                sentence.paragraph,
                article.text[sentence.start : sentence.end],
                counts.words,
                counts.syllables,
                counts.unfamiliar_words,
                grade,
                _grade(total) - _grade(rest),
                (hard := len(reasons) > 1 and grade > HARD_GRADE),
                "hard" if hard else "other",
                "; ".join(reasons),
                ", ".join(look_at(words, names)),
                sentence.start,
                sentence.end,
            )
        )
    return pd.DataFrame(rows, columns=SENTENCE_COLUMNS)


HARD_GRADE = 16


def _grade(counts: Counts) -> float:
    if not counts.words:
        return float("nan")
    return 0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59


def why(article: Article, index: int, counts: Counts, words, names: frozenset[str]) -> list[str]:
    """What makes a sentence hard, each in a few words, the weightiest first."""
    sentence = article.sentences[index]
    text = article.text[sentence.start : sentence.end]
    reasons = []
    if counts.words > LONG_SENTENCE:
        reasons.append(f"long: {counts.words} words")
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


def look_at(words, names: frozenset[str], most: int = 4) -> list[str]:
    """The unfamiliar words with the most syllables, names apart, in reading order."""
    strange = {
        form: syllables.count(form) for *_, form in words if form not in names and not counting.spelling(form).familiar
    }
    longest = sorted(strange, key=strange.get, reverse=True)[:most]
    return [form for form in strange if form in longest]


def paragraphs(article: Article, repeated: bool = True) -> pd.DataFrame:
    """One row a paragraph (or list item) in reading order.

    Columns: `paragraph` counted from 1, `sentences`, `words`, `words_a_sentence`, `syllables_a_word`, `unfamiliar_share` of
    the words, `grade` (Flesch–Kincaid, more is harder), `start`, `end`.
    """
    rows = []
    for number, (block, (_, counts)) in enumerate(paragraph_counts(article, repeated).items(), start=1):
        if counts.words:
            rows.append(
                (
                    number,
                    counts.sentences,
                    counts.words,
                    counts.words / counts.sentences,
                    counts.syllables / counts.words,
                    counts.unfamiliar_words / counts.words,
                    _grade(counts),
                    article.blocks[block].start,
                    article.blocks[block].end,
                )
            )
    return pd.DataFrame(
        rows,
        columns=[
            "paragraph",
            "sentences",
            "words",
            "words_a_sentence",
            "syllables_a_word",
            "unfamiliar_share",
            "grade",
            "start",
            "end",
        ],
    )
