"""Fits how hard words and single sentences are: helpers/models/readability_words.txt and readability_sentences.txt.

A step of `python -m training.readability`. Trained on the train split of CEFR-SP Wiki-Auto (CC BY-SA 3.0: sentences with
levels) and on nothing else: a ridge over named features and over words, beginnings and endings. MiniLM's vectors of single
words let a word learn from words like it; only a list of levels for each word is kept of them. The sentences of
OneStopEnglish only set the unit, so that a newspaper's sentences have the same mean and spread as by the score of whole texts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.stats import spearmanr
from sklearn.linear_model import Ridge
from wordfreq import top_n_list

from benchmarks.accuracy_readability import prose
from helpers.article import Article
from helpers.readability import counting, index, sentence_ease, sentence_network, word_ease
from helpers.readability.spotting import word_forms

from .word_vectors import word_vectors

LEAST, COMMON, RIDGE, SMALL = 3, 20_000, 5.0, 0.02
"""Sentences a piece must occur in, how many common words have points beside those of the training sentences, how strongly
weights are drawn to nothing, and the points (in levels) below which a piece is left out."""

NETWORK = 0.6
"""How much the level that the network gives weighs beside that of features and words (chosen on dev, where .5 to .7 are alike)."""

FEATURES, VECTORS, PIECES = 0.2, 0.1, 0.5
"""How far each kind of weight may go: the spread that its values are brought to before the ridge."""

MEANINGS = {
    "length": "words (logarithm)",
    "words above 12": "words beyond the twelfth",
    "words above 25": "words beyond the twenty-fifth",
    "names": "share of the words that are names",
    "numbers": "share of the words that are numbers",
    "mean frequency": "how common the words are on average (Zipf: 6 is once in a thousand words)",
    "rarest word": "how common the rarest word is (Zipf)",
    "second rarest word": "how common the second rarest word is (Zipf)",
    "third rarest word": "how common the third rarest word is (Zipf)",
    "syllables a word": "mean of the words",
    "longest word": "its syllables",
    "syllables after the first": "of all words (square root)",
    "letters a word": "mean of the words",
    "unfamiliar words": "not on the list of easy words (square root)",
    "share of unfamiliar words": "not on the list of easy words",
    "passive": "1 where the sentence has one",
    "subordination": "which, that, because … (square root)",
    "prepositions": "by, for, in, of, to and with (square root)",
    "personal pronouns": "I, you, she, their … as a share of the words",
    "the": "as a share of the words",
    "small words": "the, of, is … as a share of the words",
    "different words": "as a share of the words",
    "is or was among the first words": "1 where is, are, was or were is one of the first four",
    "modal verb": "1 where it has would, could, may, might, should or must",
    "has, had, been": "1 where it has one of them",
}


@dataclass(frozen=True)
class Sentences:
    """Sentences as numbers: named features, pieces as a sparse matrix over `vocabulary`, words, the level by the network."""

    values: np.ndarray
    pieces: list[dict[str, str | None]]
    lengths: np.ndarray
    network: np.ndarray

    def matrix(self, vocabulary: list[str]) -> sparse.csr_matrix:
        """Which pieces each sentence holds, over the root of its words, as the run-time model sums them."""
        place = {piece: column for column, piece in enumerate(vocabulary)}
        found = [(row, place[piece]) for row, held in enumerate(self.pieces) for piece in held if piece in place]
        where = np.array(found).reshape(-1, 2).T
        values = 1 / np.sqrt(self.lengths[where[0]])
        return sparse.csr_matrix((values, where), shape=(len(self.pieces), len(vocabulary)))

    def part(self, chosen: np.ndarray) -> Sentences:
        """Only these rows."""
        places = np.flatnonzero(chosen) if chosen.dtype == bool else chosen
        return Sentences(self.values[places], [self.pieces[row] for row in places], self.lengths[places], self.network[places])


def table(articles) -> Sentences:
    """All sentences of these articles."""
    values, held, lengths, network = [], [], [], []
    for article in articles:
        body = article.body()
        names = counting.find_names(article, body)
        spans = [(article.sentences[place].start, article.sentences[place].end) for place in body]
        for sentence, level in zip(body, sentence_network.levels(article.text, spans), strict=True):
            words = [form for *_, form in word_forms(article, sentence)]
            if words:
                network.append(level)
                values.append(list(sentence_ease.feature_values(article, sentence, names).values()))
                held.append(word_ease.pieces(words, names))
                lengths.append(len(words))
    return Sentences(np.array(values, dtype=float), held, np.array(lengths), np.array(network))


@dataclass(frozen=True)
class Fit:
    """A fitted model: weights of standardised features, and points of pieces."""

    usual: np.ndarray
    spread: np.ndarray
    weights: np.ndarray
    points: dict[str, float]

    def __call__(self, found: Sentences) -> np.ndarray:
        return (found.values - self.usual) / self.spread @ self.weights + self.of_words(found)

    def of_words(self, found: Sentences) -> np.ndarray:
        """What the words of each sentence add."""
        return np.array([word_ease.piece_levels(held, self.points) for held in found.pieces]) / np.sqrt(found.lengths)


def fit(found: Sentences, levels: np.ndarray, vectors: dict[str, np.ndarray]) -> Fit:
    """One ridge over features, frequent pieces and the sum of the words' vectors, which is then dealt out to the words.

    A word's points are its own, learnt where it occurs, and those of its vector, learnt from words like it. So a word that
    never occurred has points too, if it is one of `vectors`.
    """
    usual, spread = found.values.mean(axis=0), found.values.std(axis=0) + 1e-9
    number = Counter(piece for held in found.pieces for piece in held)
    vocabulary = sorted(piece for piece, times in number.items() if times >= LEAST)
    rarity = PIECES * np.sqrt(np.log(len(levels) / np.array([number[piece] for piece in vocabulary])))
    words = [word for word in number if word in vectors]
    summed = found.matrix(words) @ np.array([vectors[word] for word in words])
    size = VECTORS / summed.std()
    named = np.hstack([(found.values - usual) / spread * FEATURES, summed * size])
    both = sparse.hstack([sparse.csr_matrix(named), found.matrix(vocabulary) @ sparse.diags(rarity)]).tocsr()
    weights = Ridge(alpha=RIDGE, solver="lsqr", tol=1e-4).fit(both, levels).coef_
    of_features, of_vectors, own = np.split(weights, [len(usual), named.shape[1]])
    points = dict(zip(vocabulary, own * rarity, strict=True))
    points = {piece: value for piece, value in points.items() if abs(value) >= SMALL}
    common, by_vector = set(top_n_list("en", COMMON)), {word: float(vector @ of_vectors) * size for word, vector in vectors.items()}
    points |= {word: points.get(word, 0.0) + value for word, value in by_vector.items() if word in number or word in common}
    for instead in (word_ease.ANOTHER_WORD, word_ease.ANOTHER_NAME):
        unlike = {word for held in found.pieces for word, other in held.items() if other == instead and word in by_vector}
        points[instead] = float(np.mean([by_vector[word] for word in unlike - common]))
    return Fit(usual, spread, of_features * FEATURES, points)


def folds(found: Sentences, levels: np.ndarray, vectors: dict[str, np.ndarray], parts: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """The score of each sentence, and what its words add, by a model that has not seen it, its words included."""
    fold, scores, of_words = np.arange(len(levels)) % parts, np.zeros(len(levels)), np.zeros(len(levels))
    for held_out in range(parts):
        fitted, these = fit(found.part(fold != held_out), levels[fold != held_out], vectors), found.part(fold == held_out)
        scores[fold == held_out], of_words[fold == held_out] = fitted(these), fitted.of_words(these)
    return scores, of_words


@dataclass(frozen=True)
class Learnt:
    """The model, and what the words of each row of CEFR-SP add by a model that has not seen it (NaN: not one sentence)."""

    fitted: Fit
    of_words: np.ndarray


def learn(cefr: list[dict]) -> Learnt:
    """Fit on the rows of the train split, print the figures."""
    articles = [prose(row["text"]) for row in cefr]
    single = np.array([number for number, article in enumerate(articles) if len(article.body()) == 1])
    found = table([articles[number] for number in single])
    levels = np.array([cefr[number]["ease"] for number in single])
    train = np.array([cefr[number]["split"] == "train" for number in single])
    learnt, graded = found.part(train), levels[train]
    words = {piece for held in learnt.pieces for piece in held if piece[0].isalpha() and piece[-1].isalnum() and " " not in piece}
    listed = sorted(words.union(word for word in top_n_list("en", COMMON) if word[0].isalpha()))
    vectors = dict(zip(listed, word_vectors(listed), strict=True))
    fitted, of_words = fit(learnt, graded, vectors), np.full(len(cefr), np.nan)
    scores, of_words[single[train]] = folds(learnt, graded, vectors)
    of_words[single[~train]] = fitted.of_words(found.part(~train))
    print(f"sentences, CEFR-SP train by folds, rho: {spearmanr(scores, graded)[0]:.4f}")
    held_out = found.part(~train)
    readings = {" by features and words": fitted(held_out), " by the network": held_out.network, "": together(fitted, held_out)}
    for name, given in readings.items():
        print(f"sentences, CEFR-SP dev{name}, rho: {spearmanr(given, levels[~train])[0]:.4f} ({(~train).sum()} sentences)")
    return Learnt(fitted, of_words)


def together(fitted: Fit, found: Sentences) -> np.ndarray:
    """The level of each sentence by its features and words and by the network, as one."""
    return (1 - NETWORK) * fitted(found) + NETWORK * found.network


def write_words(fitted: Fit) -> None:
    """The list of words, for people to read."""
    lines = [
        "# How hard words are: levels (A1 to C2) that a word, a beginning or an ending adds to its sentence, over the root of its words.",
        "# Below 0 is harder, above 0 easier. A word has the levels of its own line, of its beginnings (wor-) and of its endings (-ord).",
        "# It says in how easy sentences such words stood in an encyclopedia for learners, so a word's subject counts: computer and",
        "# Italy are easy, war and cells are hard. Written by training/readability.py; the card is readability.md.",
        "# word, beginning or ending | levels, the hardest first",
    ]
    lines += [f"{piece} | {levels:.3f}" for piece, levels in sorted(fitted.points.items(), key=lambda item: item[1::-1])]
    word_ease.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    word_ease.levels.cache_clear()


def write(fitted: Fit, newspaper: list[Article]) -> None:
    """The weights of single sentences, on the scale of the score of texts as it is now: these articles set the unit."""
    ours = together(fitted, table(newspaper))
    texts = np.concatenate(
        [index.model().score(index.feature_values(index.sentence_sums(article, afresh="sentence")[1])) for article in newspaper]
    )
    print(f"with the score of whole texts, on {len(ours)} sentences of OneStopEnglish, rho: {spearmanr(ours, texts)[0]:.4f}")
    unit = texts.std() / ours.std()
    keys = list(sentence_ease.feature_values(prose("It is so."), 0))
    lines = [
        "# Reading ease of one sentence: start, the levels of its words (readability_words.txt), the level that a small network",
        "# gives the whole sentence (readability_sentences.onnx; −6 is C2, −1 is A1), and for every feature its weight",
        "# for each spread that the value lies above the usual one. A negative weight makes harder. Usual: the mean of the",
        "# sentences of CEFR-SP. The scale is that of readability.txt. Many lines measure nearly the same: read them together",
        "# (length, rarity, build), not one by one. Written by training/readability.py; the card is readability.md.",
        "",
        f"start | {texts.mean() - unit * ours.mean():.3f}",
        f"a level of the words | {unit * (1 - NETWORK):.3f}",
        f"a level by the network | {unit * NETWORK:.3f}",
        "",
        "# feature | weight | usual | spread | meaning",
    ]
    lines += [
        f"{key} | {unit * (1 - NETWORK) * weight:.3f} | {usual:.4f} | {spread:.4f} | {meaning(key)}"
        for key, weight, usual, spread in zip(keys, fitted.weights, fitted.usual, fitted.spread, strict=True)
    ]
    sentence_ease.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def meaning(key: str) -> str:
    """What a feature is, for the file of weights."""
    if key.startswith("rarity"):
        return "how far the words lie below this frequency (Zipf), summed up (square root)"
    if key.startswith("share of words below"):
        return "words rarer than this (Zipf)"
    return MEANINGS.get(key, "how many (square root)")
