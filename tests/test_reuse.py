"""Reuse across articles: passages, pairs and their kinds, families, talking points, and their charts."""
from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import reuse
from helpers.article import Article, ArticleError, Block
from helpers.charts import repetition as charts

SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "xi",
             "yo", "zu", "bra", "cle", "dri", "flo", "gru"]
WORDS = [one + two + three for one in SYLLABLES for two in SYLLABLES for three in ("n", "rt", "sk")]


def paragraph(seed: int, sentences: int = 4) -> str:
    """Sentences that no other seed has."""
    chance = random.Random(seed)
    return " ".join(
        " ".join(chance.choice(WORDS) for _ in range(chance.randint(9, 16))).capitalize()
        + f" near {chance.choice(NAMES)}."
        for _ in range(sentences))


NAMES = ["Anna Weber", "Oslo", "Tom Hale", "Lagos", "Mary Stone", "Quito", "Ivan Petrov", "Hanoi", "Lena Fox", "Riga"]


def story(seed: int, paragraphs: int = 6) -> list[str]:
    return [paragraph(100 * seed + number) for number in range(paragraphs)]


def text_of(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs)


def reworded(text: str) -> str:
    """Every seventh word replaced by another, every eleventh left out."""
    words = text.split(" ")
    return " ".join("meanwhile" if number % 7 == 4 and word.islower() else word
                    for number, word in enumerate(words) if number % 11 or not word.islower())


BASE, OTHER = story(1), story(2)
FORM = ("Shares in {} closed {} percent higher at {} on {}, their {} gain in a row, as traders weighed results in the "
        "sector. The benchmark index ended up {} points. Analysts said volume was above the average, and investors "
        "were waiting for figures due next month. The company is to report quarterly earnings then.")
FILLED = [FORM.format("Calder", 4.2, 31, "Monday", "third", 120),
          FORM.format("Marlow", 7.9, 88, "Friday", "fifth", 245)]
SPEECH = ("“we will not close a single school in this county while I am in office and nobody should believe those who "
          "say that we will, because it is not true and it never was true”")

KINDS = [
    ("copy", text_of(BASE), text_of(BASE).replace("near", "by", 1)),
    ("cut", text_of(BASE), text_of(BASE[:3])),
    ("reordered", text_of(BASE), text_of([BASE[0], BASE[4], BASE[2], BASE[5], BASE[3], BASE[1]])),
    ("rewritten", text_of(BASE), reworded(text_of(BASE))),
    ("partial", text_of(BASE), text_of([*OTHER[:4], BASE[3], *OTHER[4:]])),
    ("template", *FILLED),
    ("quotation", text_of([*BASE[:3], f"She said {SPEECH} at noon.", *BASE[3:]]),
     text_of([*OTHER[:2], f"He heard {SPEECH} last week.", *OTHER[2:]])),
]


@pytest.mark.parametrize(("kind", "a", "b"), KINDS, ids=[row[0] for row in KINDS])
def test_kinds(kind, a, b):
    row, = reuse.pairs([("a", a), ("b", b)]).itertuples()
    assert row.kind == kind
    assert row.near == (kind in reuse.NEAR)


def test_articles_with_nothing_in_common():
    assert reuse.pairs([("a", text_of(BASE)), ("b", text_of(OTHER)), ("c", text_of(story(3)))]).empty


NOTICE = ("The material in this report may not be published or redistributed without written permission of the "
          "publisher, and all rights to it are reserved. Sign up for our letter to get the news every morning.")


def test_boilerplate_is_named_and_links_each_with_the_next_only():
    articles = [(str(number), text_of([*story(number + 10, 3), NOTICE])) for number in range(30)]
    table = reuse.pairs(articles)
    assert set(table["kind"]) == {"boilerplate"} and not table["near"].any()
    assert {(row.a, row.b) for row in table.itertuples()} == {(str(number), str(number + 1)) for number in range(29)}
    assert table["words"].between(30, 40).all() and table["share_a"].between(0.1, 0.3).all()
    assert reuse.clusters(articles, table).empty


def test_boilerplate_adds_nothing_to_what_else_is_shared():
    articles = [(str(number), text_of([*story(number + 10, 3), NOTICE])) for number in range(30)]
    copied = ("copy", text_of([*story(15, 3), NOTICE]) + " It was printed on Monday.")
    table = reuse.pairs([*articles, copied])
    row, = table[table["near"]].itertuples()
    assert (row.a, row.b, row.kind) == ("5", "copy", "copy") and row.words < 200


def test_containment_both_ways_and_the_source():
    row, = reuse.pairs([("long", text_of(BASE)), ("short", text_of(BASE[:3]))]).itertuples()
    assert (row.a, row.b) == ("long", "short")
    assert row.share_b == pytest.approx(1) and 0.4 < row.share_a < 0.6
    assert (row.source, row.why) == ("long", "holds all of the other")
    row, = reuse.pairs([("long", text_of(BASE), "2020-05-02"), ("short", text_of(BASE[:3]), "2020-05-01")]).itertuples()
    assert (row.source, row.why) == ("short", "published earlier")


def test_without_dates_a_copy_has_no_source():
    row, = reuse.pairs([("a", text_of(BASE)), ("b", text_of(BASE))]).itertuples()
    assert row.kind == "copy" and pd.isna(row.source) and pd.isna(row.why)


def test_bad_dates_are_no_dates():
    row, = reuse.pairs([("a", text_of(BASE), "yesterday"), ("b", text_of(BASE), None)]).itertuples()
    assert pd.isna(row.source)


def test_articles_hide_their_furniture():
    def article(name, body, furniture):
        text = f"{body}\n\n{furniture}"
        return Article(text=text, id=name, blocks=(
            Block(0, len(body), "paragraph"), Block(len(body) + 2, len(text), "furniture")))
    menu = paragraph(77, 8)
    one, two = article("a", text_of(BASE), menu), article("b", text_of(OTHER), menu)
    assert reuse.pairs([one, two]).empty
    assert reuse.passages(one, two).empty
    assert len(reuse.passages(one, article("c", text_of([OTHER[0], BASE[2]]), menu))) == 1


def test_a_share_bar_within_a_passage_does_not_count():
    first, second = paragraph(3, 14), paragraph(4, 14)
    bar = "Share this article"
    text = f"January 2026\n\n{first}\n\n{bar}\n\n{second}"
    places = [(text.index(part), text.index(part) + len(part)) for part in ("January 2026", first, bar, second)]
    blocks = tuple(Block(*place, role) for place, role in zip(places, ("date", "paragraph", "furniture", "paragraph"), strict=True))
    row, = reuse.passages(Article(text=text, id="a", blocks=blocks), f"January 2026\n\n{first}\n\n{second}").itertuples()
    assert row.kind == "verbatim" and row.changed == row.other_changed == ()
    assert row.start == text.index(first)


def test_identical_articles_grow_in_line():
    table = reuse.pairs([(str(number), text_of(BASE)) for number in range(20_000)])
    assert len(table) == 19_999
    assert set(table["a"]) == {"0"}


def test_nearly_identical_articles_grow_in_line():
    """Each has a line of its own: a wire story that every paper prints."""
    articles = [(str(number), text_of([*BASE[:3], f"Printed by paper {number} on page {number % 40}."])) for number in range(2000)]
    table = reuse.pairs(articles)
    assert 1999 <= len(table) <= 4 * 2000 and set(table["kind"]) == {"copy"}
    assert set(reuse.clusters(articles, table)["size"]) == {2000}


def test_an_article_of_a_million_words_beside_an_ordinary_one():
    chance = random.Random(8)
    long = " ".join(chance.choices(WORDS, k=500_000)) + ".\n\n" + text_of(BASE) + "\n\n" + " ".join(chance.choices(WORDS, k=500_000))
    row, = reuse.pairs([("long", long), ("short", text_of(BASE)), ("other", text_of(OTHER))]).itertuples()
    assert (row.a, row.b, row.kind) == ("long", "short", "partial") and row.share_b == pytest.approx(1)


def test_a_small_family_of_identical_articles_is_paired_all_with_all():
    assert len(reuse.pairs([(str(number), text_of(BASE)) for number in range(5)])) == 10


def test_a_copy_of_a_copy_is_related_as_the_copy_is():
    table = reuse.pairs([("a", text_of(BASE)), ("b", text_of(BASE)), ("c", text_of(BASE[:3]))])
    assert {(row.a, row.b, row.kind) for row in table.itertuples()} == {
        ("a", "b", "copy"), ("a", "c", "cut"), ("b", "c", "cut")}


def test_order_of_articles_does_not_matter():
    articles = [(f"{kind} {side}", text) for kind, *texts in KINDS for side, text in zip("ab", texts, strict=True)]

    def found(rows):
        return {(frozenset((row.a, row.b)), row.near) for row in reuse.pairs(rows).itertuples()}

    assert found(articles) == found(articles[::-1])


@pytest.mark.parametrize("articles", [[], [("a", "")], [("a", ""), ("b", "")], [("a", "one two"), ("b", "one two")]])
def test_next_to_nothing(articles):
    assert set(reuse.pairs(articles)["kind"]) <= {"copy"}
    assert {"a", "b", "kind", "near", "share_a", "share_b", "source"} <= set(reuse.pairs(articles).columns)


def test_one_id_twice_is_an_error():
    with pytest.raises(ArticleError, match="two articles have this id"):
        reuse.pairs([("a", text_of(BASE)), ("a", text_of(OTHER))])


# ---------------------------------------------------------------- passages

def test_a_copied_paragraph_is_found_exactly():
    a, b = text_of([*OTHER[:2], BASE[1], *OTHER[2:]]), text_of(BASE)
    row, = reuse.passages(a, b).itertuples()
    assert row.text == row.other_text == BASE[1]
    assert (row.kind, row.similarity, row.changed, row.other_changed) == ("verbatim", 1, (), ())


def test_changed_words_are_marked():
    old = "The council voted on Tuesday to close the old swimming pool in the north of the town for good."
    new = "The council voted on Tuesday to shut the old swimming pool in the north of town for good."
    row, = reuse.passages(new, old).itertuples()
    assert [new[slice(*span)] for span in row.changed] == ["shut"]
    assert [old[slice(*span)] for span in row.other_changed] == ["close", "the"]
    assert row.kind == "near"


def test_reordered_paragraphs_are_passages_of_their_own():
    found = reuse.passages(text_of([BASE[0], BASE[3], BASE[1]]), text_of(BASE))
    assert list(found["text"]) == [BASE[0], BASE[3], BASE[1]]


def test_a_dateline_is_no_part_of_the_passage():
    row, = reuse.passages("OSLO (AP) — " + text_of(BASE), text_of(BASE)).itertuples()
    assert row.start == len("OSLO (AP) — ") and row.other_start == 0


def test_a_rewritten_passage_is_one():
    shuffled = BASE[2].split(" ")
    chance = random.Random(5)
    pieces = [shuffled[number:number + 3] for number in range(0, len(shuffled), 3)]
    chance.shuffle(pieces)
    a = text_of([OTHER[0], " ".join(word for piece in pieces for word in piece), OTHER[1]])
    found = reuse.passages(a, text_of(BASE))
    assert list(found["kind"]) == ["rewritten"]
    assert BASE[2][40:80] in found["other_text"].iloc[0]


def test_texts_with_nothing_in_common_share_no_passage():
    assert reuse.passages(text_of(BASE), text_of(OTHER)).empty
    assert reuse.passages("", text_of(OTHER)).empty
    assert list(reuse.passages("", "").columns)[:3] == ["start", "end", "text"]


ODD = st.text(alphabet="ab .\n“”’İßनमа😀$\t", max_size=120)


@settings(max_examples=60, deadline=None)
@given(ODD, ODD, st.integers(0, 5))
def test_offsets_slice_to_the_text(before, after, number):
    a, b = before + BASE[number] + after, after + "\n\n" + BASE[number] + "\n\n" + before
    found = reuse.passages(a, b)
    assert len(found)
    for row in found.itertuples():
        assert a[row.start:row.end] == row.text and b[row.other_start:row.other_end] == row.other_text
        assert all(row.start <= start < end <= row.end for start, end in row.changed)
        assert all(row.other_start <= start < end <= row.other_end for start, end in row.other_changed)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=6))
def test_any_texts_can_be_compared(texts):
    table = reuse.pairs([(str(number), text) for number, text in enumerate(texts)])
    assert table[["share_a", "share_b"]].apply(lambda column: column.between(0, 1)).all().all()
    assert set(table["a"]) | set(table["b"]) <= {str(number) for number in range(len(texts))}


# ---------------------------------------------------------------- families and talking points

def test_families_do_not_chain_through_templates_or_parts():
    articles = [("a1", text_of(BASE), "2020-01-03"), ("a2", text_of(BASE[:4]), "2020-01-01"),
                ("b1", text_of(OTHER), "2020-01-05"), ("b2", reworded(text_of(OTHER)), None),
                ("bridge", text_of([*story(4, 6), BASE[4], OTHER[4]]), "2020-01-09"),
                ("t1", FILLED[0], None), ("t2", FILLED[1], None)]
    found = reuse.clusters(articles)
    assert {tuple(group["id"]) for _, group in found.groupby("family")} == {("a2", "a1"), ("b1", "b2")}
    assert list(found["place"]) == [1, 2, 1, 2]


POINT = "a reckless gamble with the pensions of hardworking families"


def campaign(days: list[str]) -> list[tuple]:
    uses = [(f"use{number}", f"{paragraph(900 + number)} It is {POINT}, they wrote. {paragraph(950 + number)}", day,
             f"Paper {number}") for number, day in enumerate(days)]
    rest = [(f"rest{number}", paragraph(700 + number, 8), f"2020-{1 + number % 12:02d}-15", "Paper 9")
            for number in range(36)]
    return uses + rest


def test_a_talking_point_within_a_week_is_surprising():
    found = reuse.talking_points(campaign(["2020-03-02", "2020-03-03", "2020-03-04", "2020-03-05"]))
    row = found.iloc[0]
    assert POINT in row.text and (row.articles, row.outlets, row.kind) == (4, 4, "phrase")
    assert (row["first"], row["last"]) == ("2020-03-02", "2020-03-05")
    assert row.chance < 0.01
    article = {one[0]: one[1] for one in campaign(["2020-03-02"])}[row.id]
    assert article[row.start:row.end] == row.text


def test_the_same_phrase_over_a_year_is_less_so():
    week = reuse.talking_points(campaign(["2020-03-02", "2020-03-03", "2020-03-04", "2020-03-05"])).iloc[0]
    year = reuse.talking_points(campaign(["2020-01-02", "2020-04-03", "2020-08-04", "2020-11-05"])).iloc[0]
    assert year.chance > 10 * week.chance


def test_a_quotation_is_no_phrase():
    articles = [(str(number), f"{paragraph(900 + number)} She said: “It is {POINT}.” {paragraph(950 + number)}", None)
                for number in range(4)]
    found = reuse.talking_points(articles)
    assert list(found["kind"]) == ["quotation"]
    assert np.isnan(found["chance"].iloc[0]) and np.isnan(found["outlets"].iloc[0])


def test_a_wire_story_printed_often_is_one_use():
    assert reuse.talking_points([(str(number), text_of(BASE), None) for number in range(10)]).empty


# ---------------------------------------------------------------- charts

EVERY = [(f"{kind} {side} $5", text, f"2020-01-0{number + 1}")
         for number, (kind, *texts) in enumerate(KINDS) for side, text in zip("ab", texts, strict=True)]


@pytest.mark.parametrize("articles", [[], EVERY[:2], EVERY], ids=["none", "two", "many"])
def test_charts_draw_for_any_frame(articles):
    table, families = reuse.pairs(articles), reuse.clusters(articles)
    for chart in (charts.matrix(table, [row[0] for row in articles]), charts.ranked(table), charts.timeline(families)):
        assert chart.png().startswith(b"\x89PNG")
        assert chart.alt.endswith(".") and isinstance(chart.table, pd.DataFrame)


def test_more_than_forty_articles_are_ranked():
    articles = [(f"copy {number}", text_of(story(number // 2 + 20, 2))) for number in range(60)]
    chart = charts.matrix(reuse.pairs(articles), [row[0] for row in articles])
    assert "30 pairs tell one story" in chart.alt


def test_side_by_side_escapes_and_marks():
    found = reuse.passages("The <b>council</b> voted on Tuesday to shut the pool in the north of the town for good.",
                           "The <b>council</b> voted on Tuesday to close the pool in the north of the town for good.")
    shown = charts.side_by_side(found, "a & b")._repr_html_()
    assert "&lt;b&gt;" in shown and "<b>" not in shown and "<mark>shut</mark>" in shown and "a &amp; b" in shown
    assert "share no passage" in charts.side_by_side(found.head(0)).body
