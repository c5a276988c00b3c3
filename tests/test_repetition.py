"""Repetition within one article: units, passages, phrases, echoes, variety, and their charts."""
from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers
from helpers import repetition
from helpers.article import Article, Block, Sentence, Words
from helpers.charts import repetition as charts
from helpers.repetition.phrases import body_words
from helpers.repetition.variety import hdd, mtld


def article_of(*blocks: tuple[str, str]) -> Article:
    """An article of (role, text) blocks; a sentence ends at ". ", a word at a space."""
    text, found, sentences, words = "", [], [], ([], [], [])
    for role, passage in blocks:
        start = len(text)
        number = len(found)
        found.append(Block(start, start + len(passage), role))
        if role != "furniture":
            at = start
            for piece in passage.replace(". ", ".\0").split("\0"):
                begin = start + passage.index(piece, at - start)
                sentences.append(Sentence(begin, begin + len(piece), number, 1))
                here = begin
                for word in piece.split(" "):
                    core = word.strip('.,;“”"')
                    offset = here + word.find(core)
                    if core:
                        for column, value in zip(words, (offset, offset + len(core), len(sentences) - 1), strict=True):
                            column.append(value)
                    here += len(word) + 1
                at = begin + len(piece)
        text += passage + "\n\n"
    return Article(text=text, blocks=tuple(found), sentences=tuple(sentences), words=Words(*words))


@pytest.fixture(scope="module")
def sample() -> Article:
    return helpers.load("data/articles/kerry-lavrov.txt")


LONG = "The mayor said on Tuesday that the old bridge over the river would be closed for at least two weeks"

PAIRS = [
    (LONG + ".", LONG + ".", "verbatim"),
    (LONG + ".", LONG + "   .", "styled"),
    ("He said “nobody will be left behind” to all.", 'he said "nobody will be left behind" to all!', "styled"),
    (LONG + ".", LONG + ", officials said.", "near"),
    (LONG + ".", "The mayor stated Tuesday that the old bridge across the river closed for at least two weeks",
     "reworded"),
    ("Minister Lavrov arrived in Geneva late on Sunday for more talks.",
     "Minister Lavrovv arrived in Geneva late on Sunday for more talks.", "near"),
    (LONG + ".", "Farmers in the valley had waited since spring for rain, and on Friday it came.", None),
    ("The president pardoned Mary Smith of Ohio on Monday.", "The president pardoned John Carter of Texas on Monday.",
     None),
    ("Shares in Calder closed 4.2 percent up at 31 on Monday.",
     "Shares in Marlow closed 7.9 percent down at 88 on Friday.", None),
    ("Smith in 1969 (file photo)", "Smith in 2016 (file photo)", None),
    ("He said.", "He said.", None),
    ("", "", None),
    ("...", "...", None),
]


@pytest.mark.parametrize(("first", "second", "kind"), PAIRS)
def test_two_units(first, second, kind):
    found = repetition.repeated_units([first, "Something else stands between them here today.", second])
    assert [(pair.first, pair.second, pair.kind) for pair in found] == ([(0, 2, kind)] if kind else [])


def test_each_unit_points_at_the_earlier_one_it_is_most_like():
    found = repetition.repeated_units([LONG + ".", LONG + ", officials said.", LONG + ".", LONG + ", officials said."])
    assert [(pair.first, pair.second, pair.kind) for pair in found] == [
        (0, 1, "near"), (0, 2, "verbatim"), (1, 3, "verbatim")]


def test_many_identical_units_stay_linear():
    found = repetition.repeated_units([LONG] * 20_000)
    assert len(found) == 19_999
    assert all(pair.first == 0 for pair in found)


def test_many_lines_of_one_template_are_no_repeats():
    lines = [f"Shares in Company{number:05d} closed {number} points up at {number * 7} on the exchange"
             for number in range(3000)]
    assert repetition.repeated_units(lines) == []


@given(st.lists(st.sampled_from(LONG.lower().split()), min_size=6, max_size=20),
       st.lists(st.text(max_size=60), max_size=6))
def test_a_unit_given_again_is_found_whatever_stands_between(words, between):
    unit = " ".join(words)
    found = repetition.repeated_units([unit, *between, unit])
    assert (0, len(between) + 1) in {(pair.first, pair.second) for pair in found}


@given(st.lists(st.text(max_size=80), max_size=12))
def test_unit_repeats_point_back(texts):
    for pair in repetition.repeated_units(texts):
        assert 0 <= pair.first < pair.second < len(texts)
        assert 0 < pair.similarity <= 1


def test_sample_repeats(sample):
    found = repetition.repeats(sample)
    assert list(found["text"].str.slice(0, 45)) == [
        "U.S. Secretary of State John Kerry and Russia", "The Obama administration has repeatedly expre",
        "WATCH: Kerry Condemns Nice Attack At Moscow T"]
    assert list(found["kind"]) == ["verbatim", "verbatim", "near"]
    assert found["unit"].iloc[2] == "furniture"
    assert list(found["other_text"].str.slice(0, 14)) == ["U.S. Secretary", "The Obama admi", "Kerry Condemns"]


def test_sample_echo(sample):
    found = repetition.echoes(sample)
    assert list(found.loc[found["kind"] == "at once", "text"]) == ["very, very, very"]
    assert set(found["kind"]) <= {"at once", "close"}
    assert set(found.loc[found["kind"] == "close", "text"]) <= {"proposal … proposal", "rebel … rebel"}


def test_sample_phrases(sample):
    found = repetition.phrases(sample).set_index("text")
    assert found.loc["State Department", "count"] == 4
    assert found.loc["U.S. Secretary of State John Kerry", "kind"] == "name"
    assert not any("Obama administration" in text for text in found.index)     # only in the paragraph printed twice


def test_a_sentence_said_again_in_another_paragraph():
    article = article_of(("paragraph", f"{LONG}."), ("paragraph", (
        f"Few had expected any such news from a man who promised the voters new roads in every part of town. {LONG}.")))
    row, = repetition.repeats(article).itertuples()
    assert (row.unit, row.kind, row.text) == ("sentence", "verbatim", LONG + ".")
    assert row.other_start < row.start


def test_a_quotation_said_twice_is_labelled():
    article = article_of(("paragraph", "Then “we will never give up our homes to anyone” she said at the rally."),
                         ("paragraph", "Asked in court, Jones repeated “we will never give up our homes to anyone”."))
    row, = repetition.repeats(article).itertuples()
    assert (row.unit, row.text) == ("quotation", "we will never give up our homes to anyone")


def test_furniture_is_not_compared_with_the_article():
    article = article_of(("paragraph", LONG + "."), ("furniture", LONG + "."))
    assert repetition.repeats(article).empty


ECHOES = [
    ("It was very, very good news for them.", [("at once", "very, very")]),
    ("It was the the first time.", [("doubled", "the the")]),
    ("The man that she knew that that day.", []),
    ("They heard Duran Duran play in town.", []),
    ("The scandal grew while another scandal broke.", [("close", "scandal … scandal")]),
    ("Bring 10 10 times.", []),
    ("We shall fight here. We shall win.", [("opening", "We shall …")]),
    ("Mr Smith left early. Mr Smith was tired.", []),
]


@pytest.mark.parametrize(("text", "expected"), ECHOES)
def test_echoes(text, expected):
    found = repetition.echoes(article_of(("paragraph", text)))
    assert list(zip(found["kind"], found["text"], strict=True)) == expected


PHRASES = [
    ("The cost of living rose. They feared the cost of living again.", [("cost of living", "phrase", 2)]),
    ("Prime Minister Ann Lee spoke. Then Prime Minister Ann Lee left.", [("Prime Minister Ann Lee", "name", 2)]),
    ("He went to the house. She came to the garden.", []),
    ("A red car passed. A red car stopped. A red car left.", [("red car", "phrase", 3)]),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_phrases(text, expected):
    found = repetition.phrases(article_of(("paragraph", text)))
    assert list(zip(found["text"], found["kind"], found["count"], strict=True)) == expected


def test_a_phrase_inside_a_longer_one_counts_only_where_it_stands_alone_too():
    text = "The state fire department came. The state fire department left. A fire department spoke. My fire department"
    found = repetition.phrases(article_of(("paragraph", text)))
    assert dict(zip(found["text"], found["count"], strict=True)) == {"fire department": 4, "state fire department": 2}


def test_variety_against_figures_worked_out_by_hand():
    assert math.isnan(mtld(["a"] * 99)) and math.isnan(hdd(["a"] * 41))
    assert hdd([str(number) for number in range(42)]) == pytest.approx(1)
    assert hdd(["a"] * 84) == pytest.approx(1 / 42)
    # Every second word ends a factor: "a a" has a ratio of .5, so 100 words hold 50 factors.
    assert mtld(["a"] * 100) == pytest.approx(2)
    # Of "a b" in turn the ratio is 2/3 at the third word: 33 factors of three words, the last "a" adds none.
    assert mtld(["a", "b"] * 50) == pytest.approx(100 / 33)
    assert math.isnan(mtld([str(number) for number in range(200)]))


def test_variety_is_missing_not_zero_for_a_short_article():
    found = repetition.variety(article_of(("paragraph", "Too short to say."))).set_index("measure")
    assert math.isnan(found.loc["MTLD", "value"]) and math.isnan(found.loc["HD-D", "value"])
    assert found.loc["type–token ratio", "value"] == 1


def test_variety_does_not_depend_on_length(sample):
    words = body_words(sample)
    assert mtld(words) == pytest.approx(mtld(words * 3), rel=0.1)


WORDS = st.sampled_from(["the", "state", "Fire", "department", "“very", "very", "said,", "that", "it", "is.", "Ann",
                         "Lee", "$5", "=1", "½", "naïve", "нет", "\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["paragraph", "caption", "furniture", "headline"]),
                          st.lists(WORDS, min_size=1, max_size=40).map(" ".join)), max_size=6))
def test_offsets_slice_to_the_text(blocks):
    article = article_of(*blocks)
    for frame in (repetition.repeats(article), repetition.phrases(article)):
        for row in frame.itertuples():
            assert article.text[row.start:row.end] == row.text
    for row in repetition.repeats(article).itertuples():
        assert article.text[row.other_start:row.other_end] == row.other_text
        assert row.other_start < row.start
    for frame in (repetition.phrases(article), repetition.echoes(article)):
        for row in frame.itertuples():
            assert row.count == len(row.places) > 1
            assert row.start == row.places[0][0] and all(start < end for start, end in row.places)


EMPTY = article_of()


@pytest.mark.parametrize("measure", [repetition.repeats, repetition.phrases, repetition.echoes])
def test_an_empty_article_gives_an_empty_frame_with_columns(measure):
    frame = measure(EMPTY)
    assert frame.empty
    assert {"start", "end", "text", "kind"} <= set(frame.columns)


def test_places_of_an_empty_frame():
    assert repetition.places(repetition.phrases(EMPTY)).empty


def all_charts(article: Article) -> list:
    return [charts.arcs(repetition.repeats(article), article), charts.phrases(repetition.phrases(article), article),
            charts.echoes(repetition.echoes(article), article), charts.variety(repetition.variety(article))]


MANY = article_of(*[("paragraph", f"Costs ${number} of $5 living {number % 7} rose again. {LONG} {number % 90}.")
                    for number in range(300)])


ONE = article_of(("paragraph", f"{LONG}. {LONG}."))


@pytest.mark.parametrize("article", [EMPTY, ONE, MANY], ids=["none", "one", "many"])
def test_charts_draw_for_any_frame(article):
    for chart in all_charts(article):
        assert chart.png().startswith(b"\x89PNG")
        assert chart.alt.endswith(".") and isinstance(chart.table, pd.DataFrame)


def test_alt_sentences_hold_the_figures(sample):
    arcs, phrases, echoes, variety = all_charts(sample)
    assert "2 passages repeat" in arcs.alt and arcs.alt.endswith("repeats an earlier one, some words changed.")
    assert "State Department" in phrases.alt and "4 times" in phrases.alt
    assert "very, very, very" in echoes.alt
    assert "MTLD" in variety.alt


def test_the_words_of_another_language_are_not_set_beside_english_articles():
    found = repetition.variety(helpers.load("tests/articles/german-brief.txt"))
    assert found[["low", "high"]].isna().all(axis=None) and found["value"].notna().any()
    assert "not in English" in charts.variety(found).alt
