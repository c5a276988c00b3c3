"""Phrases that recur, and words that echo: "very, very, very"."""
from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path

import pandas as pd

from ..article import Article

PHRASE_COLUMNS = ["start", "end", "text", "kind", "words", "count", "places"]
ECHO_COLUMNS = ["start", "end", "text", "kind", "count", "sentence", "places"]

LONGEST_PHRASE = 30
"""Words. Anything longer is a repeated passage and stands in `repeats`."""

CLOSE = 12
"""Words between two uses of a word that a reader still hears as an echo."""

TOPIC = 4
"""A word used more often than this in an article is its subject, and comes back of necessity."""

_GRAMMATICAL = frozenset({"had", "that", "is", "her", "you", "so", "do"})
"""Doubles that good English allows: "the fact that that man had had"."""


def phrases(article: Article) -> pd.DataFrame:
    """One row a phrase that recurs in the article, headlines and captions included, the most frequent first.

    `kind` is "name" (each word of substance has a capital wherever it stands: names and titles) or "phrase".
    `words` is its length, `count` how often it occurs; `start`, `end` and `text` are its first occurrence, `places` all
    of them as (start, end). A phrase stays within a sentence, begins and ends with a word of substance and has at least
    three words (two, when it is a name or occurs three times). Left out: phrases that only occur inside a longer one,
    and whatever recurs because a whole block is printed again.
    """
    words = _Reading(article, tuple(number for number, sentence in enumerate(article.sentences)
                                    if article.blocks[sentence.block].repeats is None))
    found = []
    covered: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for size, positions in sorted(_recurring(words), key=lambda item: -item[0]):
        if sum(not _inside(place, place + size, covered[words.sentence[place]]) for place in positions) < 2:
            continue
        for place in positions:
            covered[words.sentence[place]].append((place, place + size))
        kind = "name" if all(words.is_name(place, size) for place in positions) else "phrase"
        if kind == "name" or size >= 3 or len(positions) >= 3:
            places = tuple((words.starts[place], words.ends[place + size - 1]) for place in positions)
            found.append((*places[0], article.text[places[0][0]:places[0][1]], kind, size, len(places), places))
    found.sort(key=lambda row: (-row[5], -row[4], row[0]))
    return pd.DataFrame(found, columns=PHRASE_COLUMNS)


def echoes(article: Article) -> pd.DataFrame:
    """One row an echo in the running text, in reading order.

    `kind` is "at once" (a word said again immediately: "very, very, very"), "doubled" (a small word twice, most often
    a slip: "the the"), "close" (a word of substance, neither a name nor the article's subject, again within a dozen
    words) or "opening" (neighbouring sentences that begin with the same two words, no name). `count` is how often the
    word is heard, `start` to `end` the whole stretch, `places` each occurrence, `sentence` the index of the first
    one's sentence.
    """
    words = _Reading(article, article.body(repeated=False))
    rows = [*_at_once(words), *_close(words), *_openings(words)]
    table = [(places[0][0], places[-1][1], text, kind, len(places), sentence, tuple(places))
             for kind, text, sentence, places in rows]
    return pd.DataFrame(sorted(table), columns=ECHO_COLUMNS)


def places(frame: pd.DataFrame) -> pd.DataFrame:
    """One row an occurrence instead of one row a phrase or echo: `start` and `end` come from `places`."""
    spread = frame.explode("places", ignore_index=True)
    spread = spread[spread["places"].notna()]
    spans = pd.DataFrame(spread["places"].tolist(), columns=["start", "end"], index=spread.index)
    return spread.assign(start=spans["start"], end=spans["end"]).drop(columns="places").sort_values(
        ["start", "end"], ignore_index=True)


class _Reading:
    """The words of some sentences as columns: where they stand, how they are written, and their plain form."""

    def __init__(self, article: Article, sentences: tuple[int, ...]):
        self.article = article
        spans = article.sentence_words()
        self.starts, self.ends, self.sentence, self.plain, self.written = [], [], [], [], []
        for number in sentences:
            for index in spans[number]:
                word = article.words[index]
                written = article.text[word.start:word.end]
                self.starts.append(word.start)
                self.ends.append(word.end)
                self.sentence.append(number)
                self.written.append(written)
                self.plain.append(_plain(written))
        self.first = [place == 0 or self.sentence[place - 1] != number for place, number in enumerate(self.sentence)]

    def __len__(self) -> int:
        return len(self.plain)

    def substance(self, place: int) -> bool:
        """Whether the word is more than grammar."""
        plain = self.plain[place]
        return len(plain) > 1 and plain not in function_words() and any(map(str.isalpha, plain))

    def capital(self, place: int) -> bool:
        """Whether the word holds a capital or a figure, as names do: Kerry, al-Assad, 2016."""
        return any(letter.isupper() or letter.isdigit() for letter in self.written[place])

    def is_name(self, place: int, size: int) -> bool:
        """Whether all words of substance in a stretch are written as names are."""
        return all(self.capital(index) for index in range(place, place + size) if self.substance(index))

    def between(self, place: int) -> str:
        """What stands between a word and the next one."""
        return self.article.text[self.ends[place]:self.starts[place + 1]]


@cache
def function_words() -> frozenset[str]:
    """Words of grammar, from lexicons/function_words.txt."""
    file = Path(__file__).parents[1] / "lexicons" / "function_words.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _plain(word: str) -> str:
    """Lower case, straight apostrophe, without the possessive."""
    return word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")


def _recurring(words: _Reading):
    """(length, first words) of every recurring stretch that begins and ends with a word of substance.

    A stretch of n + 1 words can recur only where its first n do, so every round looks at what the last one left.
    """
    alive = list(range(len(words)))
    for size in range(1, LONGEST_PHRASE + 1):
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place in alive:
            end = place + size
            if end <= len(words) and words.sentence[end - 1] == words.sentence[place]:
                groups[tuple(words.plain[place:end])].append(place)
        recurring = [positions for positions in groups.values() if len(positions) > 1]
        alive = sorted(place for positions in recurring for place in positions)
        if not alive:
            return
        for positions in recurring if size > 1 else ():
            here = positions[0]
            if (words.substance(here) and words.substance(here + size - 1)
                    and len(apart := _apart(positions, size)) > 1):
                yield size, apart


def _inside(start: int, end: int, stretches: list[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in stretches)


def _apart(positions: list[int], size: int) -> list[int]:
    """Positions that do not overlap: "ha ha ha ha" holds "ha ha" twice."""
    kept: list[int] = []
    for place in positions:
        if not kept or place >= kept[-1] + size:
            kept.append(place)
    return kept


def _at_once(words: _Reading):
    place = 0
    while place < len(words) - 1:
        end = place
        while (end + 1 < len(words) and words.plain[end + 1] == words.plain[place]
               and words.sentence[end + 1] == words.sentence[place] and _joined(words.between(end))):
            end += 1
        plain = words.plain[place]
        if end > place and any(map(str.isalpha, plain)) and not (words.capital(place) and words.capital(end)
                                                                and not words.first[place]):
            small = plain in function_words() and end == place + 1 and not words.between(place).strip()
            if not (small and plain in _GRAMMATICAL):
                kind = "doubled" if small and plain not in ("very", "really", "much", "more", "never") else "at once"
                spans = [(words.starts[index], words.ends[index]) for index in range(place, end + 1)]
                yield kind, words.article.text[spans[0][0]:spans[-1][1]], words.sentence[place], spans
        place = end + 1


def _joined(between: str) -> bool:
    return between.strip(" \t\n,–—-…") == ""


def _close(words: _Reading):
    stems = [_stem(plain) for plain in words.plain]
    counts = Counter(stems)
    latest: dict[str, list[int]] = {}
    for place, stem in enumerate(stems):
        if (counts[stem] < 2 or counts[stem] > TOPIC or not words.substance(place) or len(stem) < 4
                or (words.capital(place) and not words.first[place])):
            continue
        run = latest.get(stem)
        if run and 1 < place - run[-1] <= CLOSE and words.sentence[place] - words.sentence[run[-1]] <= 1:
            run.append(place)
            continue
        if run:
            yield from _close_row(words, run)
        latest[stem] = [place]
    for run in latest.values():
        yield from _close_row(words, run)


def _close_row(words: _Reading, run: list[int]):
    if len(run) > 1:
        spans = [(words.starts[place], words.ends[place]) for place in run]
        yield "close", " … ".join(words.written[place] for place in run), words.sentence[run[0]], spans


def _stem(plain: str) -> str:
    """A word without the endings of plural and tense: enough to hear "talks" in "talk"."""
    for ending, least in (("ies", 5), ("ing", 7), ("ed", 6), ("s", 4)):
        if plain.endswith(ending) and len(plain) >= least and not plain.endswith("ss"):
            return plain[:-len(ending)] + ("y" if ending == "ies" else "")
    return plain


def _openings(words: _Reading):
    """Runs of neighbouring sentences with the same first two words, unless these are a name."""
    starts = [place for place in range(len(words)) if words.first[place]]
    begins = [tuple(words.plain[start:start + 2]) if start + 1 < len(words) and not words.first[start + 1]
              else tuple(words.plain[start:start + 1]) for start in starts]
    runs: list[list[int]] = []
    for index, (before, here) in enumerate(pairwise(begins), 1):
        second = starts[index] + 1
        if len(here) == 2 and before == here and not (words.substance(second) and words.capital(second)):
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index - 1, index])
    for run in runs:
        spans = [(words.starts[starts[index]], words.ends[starts[index] + 1]) for index in run]
        yield "opening", words.article.text[slice(*spans[0])] + " …", words.sentence[starts[run[0]]], spans


def body_words(article: Article) -> list[str]:
    """The words of the running text in plain form, a block printed again left out."""
    return [plain for plain in _Reading(article, article.body(repeated=False)).plain if any(map(str.isalnum, plain))]


__all__ = ["body_words", "echoes", "function_words", "phrases", "places"]
