"""Where the difficulty lies: sentence by sentence, paragraph by paragraph, word by word."""

from __future__ import annotations

import math

import pandas as pd

from ..article import Article
from ..segmenting import languages
from . import counting, index, sentence_ease, spotting, syllables

SENTENCE_COLUMNS = (
    "number",
    "paragraph",
    "text",
    "words",
    "syllables",
    "unfamiliar_words",
    "ease",
    "level",
    "hard",
    "adds",
    "why",
    "mark",
    "look_at",
    "sentence",
    "start",
    "end",
)
PARAGRAPH_COLUMNS = (
    "paragraph",
    "sentences",
    "words",
    "words_a_sentence",
    "syllables_a_word",
    "unfamiliar_share",
    "ease",
    "level",
    "start",
    "end",
)
WORD_COLUMNS = ("text", "word", "syllables", "frequency", "occurrences", "sentence", "paragraph", "start", "end")


def sentences(article: Article, repeated: bool = True) -> pd.DataFrame:
    """One row a sentence of the running text, in reading order.

    Columns: `number` from 1, `paragraph`, `text`, `words`, `syllables`, `unfamiliar_words`, `ease` of the sentence alone
    (by `sentence_ease`, made for single sentences, on the scale of `readability.ease`: more is easier), `level` in words,
    `hard` (level hard or very hard), `adds` (points of ease that the article would gain without the sentence; negative:
    it makes the article easier), `why` (what makes it hard, the weightiest first), `mark` (the same, short), `look_at`
    (the words to look at first), `sentence` (its index in the article), `start`, `end`. In other languages than English there is
    only the length: the lists of words are English.
    """
    found, sums = index.sentence_sums(article, repeated)
    names = counting.find_names(article, found)
    missing, english = bool(index.why_no_score(article, repeated)), languages.is_english(article.language)
    eases = [math.nan] * len(found) if missing else sentence_ease.ease(article, found, names).tolist()
    rows = []
    for number, (place, adds, ease) in enumerate(zip(found, index.without_each(sums), eases, strict=True), start=1):
        sentence = article.sentences[place]
        words = spotting.word_forms(article, place)
        counts = counting.count_forms([form for *_, form in words], names)
        reasons = spotting.why(article, place, counts, words, names)
        level = None if missing else index.level(ease)
        rows.append(
            (
                number,
                sentence.paragraph,
                article.text[sentence.start : sentence.end],
                counts.words,
                counts.syllables,
                counts.unfamiliar_words if english else math.nan,
                ease,
                level,
                level in ("hard", "very hard"),
                math.nan if missing else adds,
                "; ".join(reasons),
                ", ".join(dict.fromkeys(reason.split(":")[0] for reason in reasons)),
                ", ".join(look_at(words, names)) if english else "",
                place,
                sentence.start,
                sentence.end,
            )
        )
    return pd.DataFrame(rows, columns=SENTENCE_COLUMNS)


def look_at(words, names: frozenset[str], most: int = 4) -> list[str]:
    """The unfamiliar words that weigh most in the score, names apart, in reading order."""
    strange = {
        form: sum(index.weight(form))
        for *_, form in words
        if form not in names and not counting.spelling(form).familiar
    }
    heaviest = sorted(strange, key=strange.get, reverse=True)[:most]
    return [form for form in strange if form in heaviest]


def paragraphs(article: Article, repeated: bool = True) -> pd.DataFrame:
    """One row a paragraph or list item of the running text, in reading order.

    Columns: `paragraph` from 1, `sentences`, `words`, `words_a_sentence`, `syllables_a_word`, `unfamiliar_share` of the words,
    `ease` (as of `readability.ease`: more is easier), `level` in words, `start`, `end`. Syllables, unfamiliar words and ease are
    missing in other languages than English.
    """
    found, sums = index.sentence_sums(article, repeated, afresh="paragraph")
    names = counting.find_names(article, found)
    missing, english = bool(index.why_no_score(article, repeated)), languages.is_english(article.language)
    groups: dict[int, list[int]] = {}
    for row, place in enumerate(found):
        groups.setdefault(article.sentences[place].block, []).append(row)
    rows = []
    for number, (block, group) in enumerate(groups.items(), start=1):
        counts = counting.count_sentences(article, [found[row] for row in group], names)
        ease = math.nan if missing else float(index.model().score(index.feature_values(sums[group].sum(axis=0))))
        rows.append(
            (
                number,
                counts.sentences,
                counts.words,
                counts.words / counts.sentences,
                counts.syllables / counts.words if english else math.nan,
                counts.unfamiliar_words / counts.words if english else math.nan,
                ease,
                None if missing else index.level(ease),
                article.blocks[block].start,
                article.blocks[block].end,
            )
        )
    return pd.DataFrame(rows, columns=PARAGRAPH_COLUMNS)


def difficult_words(article: Article, repeated: bool = True) -> pd.DataFrame:
    """The unfamiliar words that are neither names nor numbers, one row an occurrence, in reading order.

    Columns: `text`, `word` in small letters, `syllables`, `frequency` (Zipf: 3 is once in a million words, 6 once in a
    thousand; less is harder), `occurrences` in the article, `sentence` (index), `paragraph`, `start`, `end`. Empty for an article
    that is not in English: so is the list of familiar words.
    """
    body = article.body(repeated=repeated) if languages.is_english(article.language) else ()
    names = counting.find_names(article, body)
    rows = []
    for place in body:
        for start, end, form in spotting.word_forms(article, place):
            if form not in names and not counting.spelling(form).familiar:
                word = counting.stem(form.lower())
                rows.append(
                    (
                        form,
                        word,
                        syllables.count(form),
                        index.zipf(word),
                        0,
                        place,
                        article.sentences[place].paragraph,
                        start,
                        end,
                    )
                )
    frame = pd.DataFrame(rows, columns=WORD_COLUMNS)
    frame["occurrences"] = frame.groupby("word")["word"].transform("size").astype(int) if rows else frame["occurrences"]
    return frame
