"""The encoder: word pieces, windows, what is read out of the model's answers. A made-up network stands in where the
answers themselves do not matter."""
from __future__ import annotations

import itertools
import pickle
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers
from helpers import ArticleError, encoder
from helpers.encoder import chains

QUOTE = "“We will leave,” said Anna Berg, the minister. Nobody in Oslo was surprised by the “plan”."


@dataclass(frozen=True)
class MadeUp(encoder.Model):
    """Answers that depend on each word piece and its neighbour to the left, and on nothing else."""

    seen: list = field(default_factory=list, compare=False)

    def outputs(self, ids, kinds, mask):
        self.seen.append(ids.shape)
        before = np.pad(ids, ((0, 0), (1, 0)))[:, :-1]

        def answer(size):
            return np.sin((ids * 7 + before * 3 + kinds)[:, :, None] * (1.0 + np.arange(size))).astype(np.float32)
        sizes = {"quotation": 8, "names": 7, "speech": 1, "queries": 256, "keys": 256, "target": 3}
        return {name: answer(size) for name, size in sizes.items()} | {"tone": np.sin(ids)[:, :, None].repeat(2, 2)}


def tokens(text, **hidden):
    pieces = encoder.cut(text, [(0, len(text))], **hidden)
    return [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]


# ------------------------------------------------------------------------------------------------ word pieces
@pytest.mark.parametrize(("text", "expected"), [
    ("U.S. troops left.", ["U", ".", "S", ".", "troops", "left", "."]),
    ("“Très bien”", ["“", "Tr", "è", "s", "bien", "”"]),
    ("[MASK] and [SEP]", ["[", "mask", "]", "and", "[", "sep", "]"]),
])
def test_pieces_lie_where_the_words_are(text, expected):
    found = [piece.lower() for piece in tokens(text)]
    assert "".join(found) == "".join(text.lower().split())
    if "è" not in text:
        assert "".join(found) == "".join(expected).lower()


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_pieces_are_in_order_and_inside_any_text(text):
    pieces = encoder.cut(text, [(0, len(text))])
    assert (pieces.starts < pieces.ends).all()
    assert (pieces.ends <= len(text)).all()
    assert (np.diff(pieces.starts) >= 0).all()
    assert ((pieces.kinds >= 0) & (pieces.kinds < 12)).all()
    assert not len(pieces) or pieces.first[0]


def test_a_lone_surrogate_does_not_shift_what_follows():
    text = "bad \udc80 byte, Anna"
    pieces = encoder.cut(text, [(0, len(text))])
    assert text[pieces.starts[-1]:pieces.ends[-1]] == "Anna"


def test_kinds_tell_case_paragraph_and_quotation_marks():
    text = "Anna said “NATO left” today\nThen she left"
    pieces = encoder.cut(text, [(0, 27), (28, 41)])
    shown = {text[a:b]: int(k) for a, b, k in zip(pieces.starts, pieces.ends, pieces.kinds, strict=True)}
    assert shown["Anna"] == 1 + 3 and shown["Then"] == 1 + 3
    assert shown["said"] == 0 and shown["today"] == 0
    assert shown["NATO"] == 2 + 6 and shown["left"] in (6, 0)
    assert shown["“"] == 6 and shown["”"] == 6


def test_straight_marks_open_and_close_in_turn_and_never_past_the_paragraph():
    text = 'He said "no" and "left\nShe stayed'
    pieces = encoder.cut(text, [(0, 22), (23, len(text))])
    quoted = [text[a:b] for a, b, k in zip(pieces.starts, pieces.ends, pieces.kinds, strict=True) if k >= 6]
    assert quoted == ['"', "no", '"', '"', "left"]


def test_a_hidden_span_is_one_piece_with_its_own_offsets():
    text = "Prime Minister Anna Berg’s plan failed."
    pieces = encoder.cut(text, [(0, len(text))], hidden=[(0, 24)])
    assert (pieces.starts[0], pieces.ends[0], pieces.ids[0]) == (0, 24, encoder.HIDDEN)
    assert text[pieces.starts[1]:pieces.ends[1]] == "’"
    assert list(pieces.ids).count(encoder.HIDDEN) == 1


def test_a_hidden_span_that_runs_on_into_the_next_sentence_is_one_piece():
    text = "Ask St. Anna Berg."
    pieces = encoder.cut(text, [(0, 7), (8, len(text))], hidden=[(4, 17)])
    assert list(pieces.ids).count(encoder.HIDDEN) == 1 and pieces.units == [0, 2, 3]
    assert [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)] == ["Ask", "St. Anna Berg", "."]


NAMES = ["Putin", "Assad", "Bo Li", "the Greens", "NATO", "O’Neill-Núñez", "HAMAS", "J. K. de la Cruz", "Iceland", "Хасан"]


@pytest.mark.parametrize("frame", ["{} arrived on Tuesday.", "Nobody trusts {} any more.", "Critics of {} said he lied."])
def test_a_name_carries_no_tone(frame):
    """Whatever the name, the model is given the very same word pieces, so that it cannot but answer the same."""
    given = set()
    for name in NAMES:
        text = frame.format(name)
        start = text.index(name)
        pieces = encoder.cut(text, [(0, len(text))], hidden=[(start, start + len(name))])
        given.add((tuple(pieces.ids), tuple(pieces.kinds)))
    assert len(given) == 1


@pytest.mark.parametrize(("words", "hidden"), [
    ("Trump", True), ("he", True), ("Their", True), ("President Obama", True), ("the president", False), ("thugs", False)])
def test_what_is_hidden(words, hidden):
    assert encoder.hides(words) is hidden


# ------------------------------------------------------------------------------------------------ windows
def pieces_of(lengths, opens):
    edges = np.cumsum([0, *lengths]).tolist()
    column = np.arange(edges[-1])
    return encoder.Pieces(column, column, column, column + 1, column >= 0, edges,
                          frozenset(edge for edge, begins in zip(edges, opens, strict=False) if begins))


@given(st.lists(st.tuples(st.integers(0, 90), st.booleans()), max_size=30), st.integers(8, 64), st.integers(0, 12))
@settings(max_examples=300, deadline=None)
def test_windows_hold_every_piece_once_and_no_more_than_they_may(units, limit, context):
    pieces = pieces_of([length for length, _ in units], [begins for _, begins in units])
    here = 0
    for before, start, end in encoder.windows(pieces, limit, context):
        assert start == here and end > start
        assert end - before <= limit - 2
        assert start - context <= before <= start
        assert before == start or before in pieces.units
        here = end
    assert here == len(pieces)


def test_a_window_ends_with_a_paragraph_rather_than_with_a_sentence():
    pieces = pieces_of([10, 10, 10, 10], [True, False, True, False])
    assert [cut[1:] for cut in encoder.windows(pieces, limit=37, context=0)] == [(0, 20), (20, 40)]


def test_a_window_begins_with_the_sentence_before():
    pieces = pieces_of([10, 10, 10], [True, False, False])
    assert list(encoder.windows(pieces, limit=24, context=10)) == [(0, 0, 20), (10, 20, 30)]


def test_the_answers_of_a_window_do_not_depend_on_its_company():
    text = " ".join(f"Sentence number {i} says {'so ' * i}." for i in range(12))
    pieces = encoder.cut(text, [(i, i + 30) for i in range(0, len(text), 30)])
    cuts = list(encoder.windows(pieces, 64))
    assert len(cuts) > 2
    for network in (encoder.model(), encoder.Model(encoder.TONE_MODEL)):       # not `tone_model`, which keeps its answers
        for cut, found in zip(cuts, network.run(pieces, cuts), strict=True):
            (alone,) = network.run(pieces, [cut])
            for name, answer in found.items():
                assert np.array_equal(answer, alone[name]), name


# ------------------------------------------------------------------------------------------------ reading
def reading(words, quotation=(), names=(), pointers=None):
    """A Reading in which every word has the given label for sure, and the given links."""
    starts = np.cumsum([0, *(len(word) + 1 for word in words)])[:-1]
    ends = starts + [len(word) for word in words]
    count = len(words)
    shares = [np.full((count, size), 0.0, np.float32) for size in (8, 7)]
    for share, labels in zip(shares, (quotation, names), strict=True):
        share[np.arange(count), list(labels) or 0] = 1
    queries, keys = np.zeros((count + 1, 256), np.float32), np.zeros((count + 1, 256), np.float32)
    for place, kind in enumerate(encoder.POINTERS):
        for word in range(-1, count):
            keys[word + 1, place * 64 + (word + 1) % 64] = 100
        for word, goal in (pointers or {}).get(kind, {}).items():
            queries[word + 1, place * 64 + (goal + 1) % 64] = 100
    vectors = [(np.arange(-1, count), queries, keys)]
    speech = np.isin(shares[0].argmax(1), (1, 2, 3)).astype(float)
    return encoder.Reading(starts, ends, *shares, speech, vectors, np.zeros(count, int))


def test_quotations_are_read_with_their_parts_source_and_cue():
    words = ["“", "Yes", "”", "said", "Anna", "Berg", "“", "but", "later", "”", ".", "He", "told", "us", "no"]
    text = " ".join(words)
    labels = [1, 2, 2, 4, 6, 7, 3, 2, 2, 2, 0, 6, 4, 5, 1]
    links = {"source first": {0: 4, 14: 11}, "source last": {0: 5, 14: 11}, "cue first": {0: 3, 14: 12}}
    first, second = reading(words, labels, pointers=links).find_quotations()
    assert [text[a:b] for a, b in first.spans] == ["“ Yes ”", "“ but later ”"]
    assert text[slice(*first.source)] == "Anna Berg" and text[slice(*first.cue)] == "said"
    assert text[slice(*second.spans[0])] == "no"
    assert text[slice(*second.source)] == "He" and text[slice(*second.cue)] == "told us"
    assert first.probability == pytest.approx(1) and first.source_probability == pytest.approx(1)


def test_a_quotation_of_nobody_has_no_source():
    words = ["Stop", "it", ",", "they", "cried"]
    nobody = {kind: {0: -1} for kind in ("source first", "source last", "cue first")}
    found, = reading(words, [1, 2, 0, 0, 0], pointers=nobody).find_quotations()
    assert found.source is None and found.cue is None


def test_where_a_source_ends_makes_it_no_less_sure():
    words = ["Yes", ",", "said", "Anna", "Berg", "today"]
    answers = reading(words, [1, 0, 4, 6, 7, 0], pointers={"source first": {0: 3}, "source last": {0: 4}, "cue first": {0: 2}})
    _, queries, _ = answers.vectors[0]
    queries[1, 64 + 6] = queries[1, 64 + 5]          # the last word of the source: "Berg" or "today"
    span, likely = answers.source(0)
    assert span in ((11, 20), (11, 26)) and likely == pytest.approx(1)


def test_a_source_that_could_be_any_word_is_none():
    words = ["Yes", *["word"] * 30]
    assert reading(words, [1, *[0] * 30]).source(0)[0] is None


def test_labels_that_go_on_with_nothing_begin():
    found = reading(["no", "end", "in", "sight"], [2, 2, 0, 3]).find_quotations()
    assert len(found) == 1 and list(found[0].spans) == [(0, 6), (10, 15)]


@pytest.mark.parametrize("text, expected", [
    ("Ukraine wants to join NATO soon.", [("Ukraine", "place"), ("NATO", "organisation")]),
    ("The Indian minister flew from Delhi to Oslo with Gen. Pedro Ruiz.",
     [("Delhi", "place"), ("Oslo", "place"), ("Pedro Ruiz", "person")]),
    ("The EU and the WHO agreed with the FBI.", [("EU", "organisation"), ("WHO", "organisation"), ("FBI", "organisation")]),
    ("The ministry of health and the Ministry of Fisheries disagreed.", [("Ministry of Fisheries", "organisation")]),
])
def test_the_network_that_ships_names_what_the_news_names(text, expected):
    found = encoder.read_text(text, [(0, len(text))]).find_names()
    assert [(text[name.start:name.end], name.label) for name in found] == expected


def test_names_are_read_with_their_label():
    words = ["Anna", "Berg", "left", "Oslo", "for", "the", "UN", "today", "Bo", "Li", "too"]
    found = reading(words, names=[1, 2, 0, 5, 0, 0, 3, 0, 1, 1, 0]).find_names()
    text = " ".join(words)
    assert [(text[name.start:name.end], name.label) for name in found] == [
        ("Anna Berg", "person"), ("Oslo", "place"), ("UN", "organisation"), ("Bo", "person"), ("Li", "person")]


@given(st.lists(st.text(alphabet="ab “”\".,A\n", max_size=60), max_size=6))
@settings(max_examples=60, deadline=None)
def test_everything_read_lies_in_the_text(paragraphs):
    text = "\n".join(paragraphs)
    units, here = [], 0
    for paragraph in paragraphs:
        units.append((here, here + len(paragraph)))
        here += len(paragraph) + 1
    found = encoder.read_text(text, units, using=MadeUp())
    assert len(found) == len(found.window) == len(found.quotation) == len(found.speech)
    quotations = found.find_quotations()
    spans = [span for one in quotations for span in (*one.spans, one.source, one.cue) if span]
    for start, end in [*spans, *((name.start, name.end) for name in found.find_names())]:
        assert 0 <= start < end <= len(text)
        assert not text[start].isspace() and not text[end - 1].isspace()


def test_every_word_is_read_in_the_window_that_owns_it():
    text = " ".join(f"Word {i} is here." for i in range(200))
    units = [(match, match + 4) for match in range(0, len(text) - 4, 40)]
    found = encoder.read_text(text, units, using=MadeUp())
    for word in range(len(found)):
        words, share = found.pointers(word, "person")
        assert word in words and words[0] == -1
        assert share.sum() == pytest.approx(1, abs=1e-4)


def test_an_article_is_read_by_its_sentences():
    article = helpers.load(text=f"A headline here\n\n{QUOTE} The plan was made in May.\n\nIt rained all day in the city.\n")
    asked = MadeUp()
    units = [(sentence.start, sentence.end) for sentence in article.sentences]
    found = encoder.read_text(article.text, units, using=asked)
    assert {article.text[a:b] for a, b in zip(found.starts, found.ends, strict=True)} >= {"Anna", "Berg", "“", "Oslo"}
    assert len(asked.seen) == 1


# ------------------------------------------------------------------------------------------------ chains of labels
def test_labels_are_weighed_with_every_way_through_their_chain():
    steps, chance = chains.moves("names"), np.random.default_rng(7)
    shares = chance.dirichlet(np.full(7, .3), 9)
    found = chains.smoothed(shares, [0, 4, 5, 9], steps)
    for first, last in ((0, 4), (4, 5), (5, 9)):
        weights = np.zeros((last - first, 7))
        for way in itertools.product(range(7), repeat=last - first):
            likely = steps[-1, way[0]] * np.prod([steps[pair] for pair in itertools.pairwise(way)])
            likely *= np.prod([shares[first + place, label] + 1e-9 for place, label in enumerate(way)])
            for place, label in enumerate(way):
                weights[place, label] += likely
        assert found[first:last] == pytest.approx(weights / weights.sum(1, keepdims=True))


@pytest.mark.parametrize("kind", ["quotation", "names"])
def test_a_long_chain_of_labels_that_cannot_follow_each_other_stays_a_distribution(kind):
    steps = chains.moves(kind)
    shares = np.eye(steps.shape[1])[np.arange(1100) % 2 * 2]        # a name that goes on, again and again, behind none
    found = chains.smoothed(shares, [0, 3, 1100], steps)
    assert np.isfinite(found).all() and found.sum(1) == pytest.approx(np.ones(1100))


# ------------------------------------------------------------------------------------------------ tone
def test_tones_has_a_row_for_each_sentence_and_target_and_none_is_guessed():
    units = [(0, len(QUOTE)), (len(QUOTE), len(QUOTE))]
    berg = QUOTE.index("Anna"), QUOTE.index("Anna") + 9
    found = encoder.tones(QUOTE, units, [berg, (0, 0)], using=MadeUp())
    assert np.isfinite(found.sentences[0]) and np.isnan(found.sentences[1])
    assert found.targets[0].sum() == pytest.approx(1) and np.isnan(found.targets[1]).all()


def test_five_targets_cost_one_pass():
    text = "Ann, Bob, Cid, Dee and Eve met."
    spans = [(text.index(name), text.index(name) + 3) for name in ("Ann", "Bob", "Cid", "Dee", "Eve")]
    asked = MadeUp()
    assert np.isfinite(encoder.tones(text, [(0, len(text))], spans, using=asked).targets).all()
    assert len(asked.seen) == 1 and asked.seen[0][0] == 1


def test_a_sentence_heard_with_the_same_names_hidden_needs_no_second_pass():
    text, asked = "Ann met Bob.", MadeUp(keeps=2)
    spans = [(0, 3), (8, 11)]
    heard = encoder.tones(text, [(0, len(text))], names=spans, using=asked)
    again = encoder.tones(text, [(0, len(text))], targets=spans, using=asked)
    assert len(asked.seen) == 1 and again.sentences == heard.sentences
    encoder.tones(text, [(0, len(text))], names=spans[:1], using=asked)
    assert len(asked.seen) == 2


def test_a_very_long_sentence_has_a_tone():
    text = "very " * 2000 + "long."
    found = encoder.tones(text, [(0, len(text))], [(5 * 1999, 5 * 1999 + 4)], using=MadeUp())
    assert np.isfinite(found.sentences).all() and np.isfinite(found.targets).all()


def test_nothing_to_read():
    assert len(encoder.read_text("", [], using=MadeUp())) == 0
    assert encoder.tones("", [], using=MadeUp()).sentences.shape == (0,)


# ------------------------------------------------------------------------------------------------ the model's file
def test_a_missing_model_file_is_named(tmp_path):
    with pytest.raises(ArticleError, match=r"none\.onnx: the encoder's model file is missing"):
        encoder.read_text("A word.", [(0, 7)], using=encoder.Model(tmp_path / "none.onnx"))


@pytest.mark.parametrize(("content", "trouble"), [
    (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 23000000\n", "only a pointer"),
    (b"junk" * 100, "cannot be opened")])
def test_a_model_file_that_is_none_is_told(tmp_path, content, trouble):
    path = tmp_path / "encoder.onnx"
    path.write_bytes(content)
    with pytest.raises(ArticleError, match=trouble):
        encoder.read_text("A word.", [(0, 7)], using=encoder.Model(path))


def test_only_the_settings_are_pickled(tmp_path):
    model = encoder.Model(tmp_path / "encoder.onnx", threads=2)
    model._kept["session"] = object()
    again = pickle.loads(pickle.dumps(model))
    assert again == model and not again._kept


def test_one_model_a_process():
    assert encoder.model(1) is encoder.model(1) and encoder.model(1).threads == 1
