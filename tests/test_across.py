"""Tone across articles: means by outlet, date and person, and what may be said of their differences."""
from __future__ import annotations

import json
import math
import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers
from helpers import charts, comparison, corpus, findings, sentiment
from helpers.sentiment import across, intervals
from tests.conftest import ROOT

RELEASE, DAILY = "data/articles/ferry-press-release.txt", "data/articles/ferry-daily.txt"


def rows(*given_rows: tuple, day: str = "2026-01-05") -> pd.DataFrame:
    """Rows of (outlet, article, voice, tones), all of one day."""
    made = [(article, outlet, pd.Timestamp(day), voice, len(tones), sum(tones), sum(tone * tone for tone in tones),
             *(sum(sentiment.label(tone) == label for tone in tones) for label in across.LABELS))
            for outlet, article, voice, tones in given_rows]
    return pd.DataFrame(made, columns=list(across.ROWS))


def outlet(name: str, voice: str, *means: float) -> list[tuple]:
    """One article a mean, each of three sentences around it."""
    return [(name, f"{name} {number}", voice, [mean - 0.1, mean, mean + 0.1]) for number, mean in enumerate(means)]


# --------------------------------------------------------------------------------------------- how far a mean may be off

@pytest.mark.parametrize(("level", "freedom", "expected"), [    # from printed tables of Student's t
    (0.95, 1, 12.7062), (0.95, 4, 2.7764), (0.99, 9, 3.2498), (0.95, 30, 2.0423), (0.999, 12, 4.3178), (0.95, 200, 1.9719),
    (0.95, 1000, 1.9623)])
def test_students_t(level, freedom, expected):
    assert intervals.student(level, freedom) == pytest.approx(expected, abs=1e-4)


def test_the_error_over_groups_is_what_leaving_one_out_gives():
    counts, totals = [3, 10, 1, 7, 4, 22], [0.6, -2.0, 0.1, 0.0, -1.2, 2.2]
    whole = sum(totals) / sum(counts)
    without = [(sum(totals) - total) / (sum(counts) - count) for count, total in zip(counts, totals, strict=True)]
    expected = math.sqrt(5 / 6 * sum((mean - whole) ** 2 for mean in without))
    mean = intervals.over_groups(counts, totals)
    assert (mean.value, mean.error, mean.freedom) == pytest.approx((whole, expected, 5))


def test_one_sentence_an_article_is_students_plain_interval():
    tones = [0.1, -0.3, 0.2, 0.5, -0.1, 0.0]
    mean = intervals.over_groups([1] * 6, tones)
    assert (mean.value, *mean.interval()) == pytest.approx(intervals.mean_interval(tones))
    of_sums = intervals.of_sums(6, sum(tones), sum(tone * tone for tone in tones))
    assert (of_sums.value, of_sums.error) == pytest.approx((mean.value, mean.error))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 30), st.floats(-1, 1)), min_size=5, max_size=20), st.integers(2, 9))
def test_copied_sentences_add_no_certainty(articles, times):
    counts, totals = zip(*((count, count * mean) for count, mean in articles), strict=True)
    once = intervals.over_groups(counts, totals)
    often = intervals.over_groups([times * count for count in counts], [times * total for total in totals])
    assert (once.value, once.error) == pytest.approx((often.value, often.error), abs=1e-9)


def test_intervals_hold_where_sentences_hang_together():
    chance, held, naive = random.Random(7), 0, 0
    for _ in range(1000):
        counts, totals, tones = [], [], []
        for _ in range(8):
            centre, count = chance.gauss(0, 0.2), chance.randint(2, 40)
            article = [centre + chance.gauss(0, 0.2) for _ in range(count)]
            counts, totals, tones = [*counts, count], [*totals, sum(article)], tones + article
        low, high = intervals.over_groups(counts, totals).interval()
        held += low <= 0 <= high
        _, low, high = intervals.mean_interval(tones)
        naive += low <= 0 <= high
    assert held >= 0.92 * 1000 > 0.75 * 1000 > naive, "an interval over sentences would promise far too much"


def test_below_five_there_is_no_interval():
    assert math.isnan(intervals.over_groups([9, 9, 9, 9], [1, 1, 1, 1]).interval()[0])
    assert math.isnan(intervals.of_sums(4, 1, 1).interval()[0]) and math.isnan(intervals.over_groups([], []).value)
    assert intervals.differ(intervals.Mean(0.1), intervals.Mean(0.9, 0.01, 9)) is None


def test_what_is_written_alike_does_not_differ():
    exact, close, far = intervals.Mean(0.1, 0.0, 9), intervals.Mean(0.1 + 1e-17, 1e-19, 9), intervals.Mean(0.3, 1e-200, 9)
    assert intervals.differ(exact, close) is False and intervals.differ(close, far) is True and intervals.differ(exact, exact) is False


# --------------------------------------------------------------------------------------------- by outlet, date, person

def test_by_outlet_has_counts_and_says_where_there_is_too_little():
    frame = sentiment.by_outlet(rows(*outlet("Echo", "narration", -0.3, -0.2), *outlet("Post", "quotation", 0.1, 0.2),
                                     *outlet("Post", "narration", -0.2, -0.1, 0.0, 0.1, 0.2), (None, "x", "narration", [0.5])))
    assert frame["outlet"].tolist() == ["Post", "Post", "Echo", "(not said)"], "most articles first"
    assert frame["voice"].tolist() == ["narration", "quotation", "narration", "narration"]
    assert frame["articles"].tolist() == [5, 2, 2, 1] and frame["sentences"].tolist() == [15, 6, 6, 1]
    post = frame.iloc[0]
    assert post["tone"] == pytest.approx(0) and post["low"] < 0 < post["high"] and pd.isna(post["warning"])
    assert frame["warning"].tolist()[1:] == ["too few to say: 2 articles"] * 2 + ["too few to say: 1 article"]
    assert frame.loc[1:, ["low", "high"]].isna().all(axis=None)
    assert (post["negative"], post["neutral"], post["positive"]) == (3, 9, 3)


def test_by_article_is_about_that_article():
    frame = sentiment.by_article(rows(("Post", "One", "narration", [0.1, 0.2, 0.3, 0.1, 0.2]), ("Post", "Two", "narration", [0.1] * 4)))
    assert list(frame.columns[:3]) == ["article", "voice", "sentences"] and "articles" not in frame
    assert frame["low"].notna().tolist() == [True, False] and frame["warning"].iloc[1] == "too few to say: 4 sentences"
    assert (frame["tone"].iloc[0], frame["low"].iloc[0], frame["high"].iloc[0]) == pytest.approx(
        intervals.mean_interval([0.1, 0.2, 0.3, 0.1, 0.2]))


def test_sides_are_outlets_where_two_have_five_articles():
    five = outlet("Post", "narration", *[0.1] * 5)
    assert "article" in sentiment.sides(rows(*five, *outlet("Echo", "narration", 0.1, 0.2)))
    assert "outlet" in sentiment.sides(rows(*five, *outlet("Echo", "narration", *[0.2] * 5)))
    assert "article" in sentiment.sides(rows(("a", "b", "narration", [0.1])).assign(outlet=None))


@pytest.mark.parametrize(("days", "period"), [
    (["2026-01-05", "2026-01-12"], "2026-01-05"), (["2026-01-05", "2026-03-05"], "2026-W02"),
    (["2026-01-05", "2027-03-05"], "2026-01"), (["2016-01-05", "2027-03-05"], "2016")])
def test_periods_follow_how_far_dates_lie_apart(days, period):
    frame = pd.concat([rows(("Post", day, "narration", [0.1]), day=day) for day in days])
    found = sentiment.by_date(pd.concat([frame, rows(("Post", "x", "narration", [0.1])).assign(day=pd.NaT)]))
    assert found["period"].iloc[0] == period and found["articles"].tolist() == [1, 1], "an article without a date is left out"


def test_an_unknown_period_is_an_error():
    with pytest.raises(ValueError, match="period is one of day, week, month, year, not 'moon'"):
        sentiment.by_date(rows(("Post", "x", "narration", [0.1])), "moon")
    assert sentiment.by_date(rows(("Post", "x", "narration", [0.1])), "year")["period"].tolist() == ["2026"]


def test_by_person_keeps_apart_whose_words_they_are():
    made = [{"article": f"a{number}", "outlet": "Post", "day": pd.Timestamp("2026-01-05"), "voice": voice, "name": name, "kind": kind,
             "mentions": 2, "total": 2 * tone, "squares": 2 * tone * tone, "negative": 2 * (tone < 0), "neutral": 0, "positive": 2 * (tone > 0)}
            for number in range(6) for name, kind, voice, tone in (
                ("Ann Lee", "person", "narration", -0.6 - number / 50), ("Ann Lee", "person", "quotation", 0.5 + number / 50),
                ("Bo Dahl", "person", "narration", (-1) ** number * 0.5), ("Oslo Port", "organisation", "narration", 0.1))]
    frame = sentiment.by_person(pd.DataFrame(made))
    assert frame[["name", "voice"]].values.tolist() == [["Ann Lee", "narration"], ["Ann Lee", "quotation"], ["Bo Dahl", "narration"]]
    assert frame["mentions"].tolist() == [12, 12, 12] and across.clear(frame).tolist() == [True, True, False]
    chart = charts.across.by_person(frame)
    assert chart.alt.startswith("Sentences lean negative around Ann Lee and positive around Ann Lee (quotations); too close or too few "
                                "to say of 1 more.")
    assert set(sentiment.by_person(pd.DataFrame(made), ("organisation",))["name"]) == {"Oslo Port"}


# --------------------------------------------------------------------------------------------- differences as sentences

LOW, HIGH = (-0.30, -0.28, -0.32, -0.31, -0.29), (0.30, 0.28, 0.32, 0.31, 0.29)
DIFFERENCES = [
    ("two that differ", [*outlet("Post", "narration", *LOW), *outlet("Echo", "narration", *HIGH)], [
        "“Post” is more negative than “Echo” in the writer's own words: −0.30 (15 sentences in 5 articles) against +0.30 (15 sentences "
        "in 5 articles).",
        "Too few to say in sentences that quote in part: “Post” has 0 articles and “Echo” has 0 articles; each needs 5.",
        "Too few to say in quotations: “Post” has 0 articles and “Echo” has 0 articles; each needs 5."]),
    ("two that are close", [*outlet("Post", "narration", -0.4, 0.3, -0.2, 0.4, 0.0), *outlet("Echo", "narration", *(0.0, 0.1, 0.3, -0.4, 0.2))], [
        "Too close to say in the writer's own words: +0.02 (15 sentences in 5 articles) and +0.04 (15 sentences in 5 articles)."]),
    ("both neutral", [*outlet("Post", "narration", *(tone / 3 for tone in LOW)), *outlet("Echo", "narration", *(tone / 3 for tone in HIGH))], [
        "“Post” is more negative than “Echo” in the writer's own words: −0.10 (15 sentences in 5 articles) against +0.10 (15 sentences "
        "in 5 articles), both neutral on average."]),
    ("three", [*outlet("Post", "narration", *LOW), *outlet("Echo", "narration", *HIGH), *outlet("Star", "narration", 0, 0.01, 0, 0.01, 0),
               *outlet("Sun", "narration", 0.1)], [
        "Most negative in the writer's own words is “Post”, most positive “Echo”: −0.30 (15 sentences in 5 articles) against +0.30 (15 "
        "sentences in 5 articles). 1 more has too few to say.",
        "Too few to say in sentences that quote in part: none of 4 has 5 articles; each needs 5."]),
]


@pytest.mark.parametrize(("given_rows", "expected"), [case[1:] for case in DIFFERENCES], ids=[case[0] for case in DIFFERENCES])
def test_differences_are_told(given_rows, expected):
    told = sentiment.tone_differences(sentiment.by_outlet(rows(*given_rows)))
    assert told["sentence"].tolist()[:len(expected)] == expected
    assert told["voice"].tolist() == ["narration", "mixed", "quotation"]
    assert all(sentence.startswith(finding[:-1]) for finding, sentence in zip(told["finding"], told["sentence"], strict=True))


def test_narration_and_quotation_are_compared_apart():
    told = sentiment.tone_differences(sentiment.by_outlet(rows(
        *outlet("Post", "narration", *LOW), *outlet("Echo", "narration", *HIGH),
        *outlet("Post", "quotation", *HIGH), *outlet("Echo", "quotation", *LOW)))).set_index("voice")["finding"]
    assert told["narration"] == "“Post” is more negative than “Echo” in the writer's own words."
    assert told["quotation"] == "“Echo” is more negative than “Post” in quotations."


def test_the_most_striking_of_many_is_not_taken_for_the_only_one():
    chance, claims = random.Random(3), 0
    for _ in range(60):     # twelve outlets that are all alike
        made = [row for number in range(12) for row in outlet(f"O{number}", "narration", *(chance.gauss(0, 0.2) for _ in range(6)))]
        claims += sentiment.tone_differences(sentiment.by_outlet(rows(*made)))["finding"].iloc[0].startswith("Most negative")
    assert claims <= 6, "at 5 % about three of sixty"


def test_nothing_to_compare_is_said():
    one = sentiment.tone_differences(sentiment.by_outlet(rows(*outlet("Post", "narration", *LOW))))
    assert one["sentence"].tolist() == ["There is only one outlet, and nothing to compare it with."]
    none = rows().iloc[:0]
    assert sentiment.tone_differences(sentiment.by_article(none))["sentence"].tolist() == ["There is no tone to compare."]


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_pictures_of_any_number(count):
    made = rows(*(row for number in range(count) for row in outlet(f"The ${number} Post", "narration", *[number / 50] * (number % 9 + 1))))
    made["day"] = pd.to_datetime("2026-01-05") + pd.to_timedelta(range(0, 40 * len(made), 40), unit="D")
    for draw, frame in ((charts.across.sides, sentiment.by_outlet(made)), (charts.across.sides, sentiment.by_article(made)),
                        (charts.across.by_date, sentiment.by_date(made)),
                        (charts.across.by_person, sentiment.by_person(made.rename(columns={"sentences": "mentions", "outlet": "name"})
                                                                      .assign(kind="person")))):
        chart = draw(frame)
        assert chart.png().startswith(b"\x89PNG") and chart.alt.endswith(".") and chart.table is frame
        if frame["low"].isna().all():
            assert "−" not in chart.alt and "+" not in chart.alt, "too few to say is no chart of noise"


# --------------------------------------------------------------------------------------------- articles and tables

def test_two_articles_on_one_event():
    analysed = [findings.find(helpers.load(path)) for path in (RELEASE, DAILY)]
    sides = sentiment.sides(comparison.tones(analysed))
    assert "article" in sides and set(sides["article"]) == {each.article.title for each in analysed}
    told = sentiment.tone_differences(sides).set_index("voice")["sentence"]
    assert told["quotation"].startswith("Too few to say in quotations: “Halden Harbour to run electric ferries from spring” has 1 sentence and")
    same = comparison.differences(comparison.articles(analysed)).set_index("measure")["sentence"]["narration"]
    assert same.startswith("Too close") == told["narration"].startswith("Too close"), "both pages say the same"
    people = sentiment.by_person(comparison.mentions(analysed))
    assert "too few to say: 2 articles" in set(people["warning"])
    assert charts.across.by_person(people).alt == "Too few to say: no person is named in five articles."


def test_repeated_sentences_count_once_and_other_languages_not_at_all(sample):
    german = helpers.load("tests/articles/german-brief.txt")
    made = comparison.tones([sample, german])
    counts = made.set_index("voice")["sentences"]
    assert counts[["headline", "caption"]].tolist() == [1, 1] and counts.drop(["headline", "caption"]).sum() == 19, (
        "of the sample's 20 sentences one is printed twice, and its caption as well")
    assert comparison.tones([german]).empty and comparison.mentions([german]).empty and comparison.tones([]).empty


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """A corpus of two outlets with six articles each, one of them gloomier, and one article without outlet or date."""
    folder = tmp_path_factory.mktemp("corpus")
    said = {"Daily": "The project is a costly failure and a disgrace.", "Gazette": "The project is a great success, and people love it."}
    listed = [{"title": f"Harbour story {number} of the {name}", "publisher": name, "published": f"2026-0{number + 1}-03",
               "text": f"{said[name]} The ferry leaves at {number + 6}. The council met on day {number} in the town hall.\n\n"
                       f"“{said[name]} We said so in March, and in April, and we say it again today.” Mayor Anna Berg spoke for {number + 5} "
                       "minutes. She was not praised."} for name in said for number in range(6)]
    listed.append({"title": "A note", "text": "Anna Berg was praised for her courage on Monday. The ferry leaves at noon."})
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, listed)))
    assert corpus.analyse([folder / "articles.jsonl"], folder / "out", jobs=1, analyses=["tone", "targets"]).articles == 13
    return folder / "out"


def test_tables_and_articles_say_the_same(tables):
    opened = corpus.open(tables)
    analysed = [findings.find(article) for article in opened.articles()]
    for of_tables, of_articles, view in (
            (opened.tones(), comparison.tones(analysed), sentiment.by_outlet), (opened.tones(), comparison.tones(analysed), sentiment.by_date),
            (opened.mentions(), comparison.mentions(analysed), sentiment.by_person)):
        one, other = (view(each) for each in (of_tables, of_articles))
        keys = [name for name in ("outlet", "period", "name", "voice") if name in one]
        pd.testing.assert_frame_equal(one.sort_values(keys, ignore_index=True), other.sort_values(keys, ignore_index=True), check_dtype=False)
    assert sentiment.tone_differences(sentiment.sides(opened.tones()))["finding"].iloc[0].startswith("“Daily” is more negative than “Gazette”")
    assert opened.mentions(most=0).empty


def test_the_page_of_a_corpus_shows_them(tables):
    page = (tables / "corpus.html").read_text()
    assert "“Daily” is more negative than “Gazette” in the writer&#39;s own words" in page
    assert "below five articles there is too little to say" in page and "there is too little to say" in page
    for name in ("tone-side-by-side", "tone-by-date"):
        assert f'href="{name}.csv"' in page or name == "tone-by-date"
    assert (tables / "tone-side-by-side.csv").read_text().startswith("outlet,voice,articles,sentences,tone,standard_error,low,high")
    assert 'src="data:image/png;base64,' in page and "<script" not in page and "http" not in page


def test_articles_without_an_outlet_are_no_outlet():
    rows = pd.DataFrame([(f"{outlet}{number}", outlet, None, "narration", 5, total, 2.0, 1, 3, 1)
                         for outlet, total in (("Daily", -2.0), (None, 1.0)) for number in range(6)], columns=list(across.ROWS))
    found = sentiment.tone_differences(sentiment.by_outlet(rows))
    assert list(found["sentence"]) == ["There is only one outlet, and nothing to compare it with."]


def test_a_mean_near_0_is_not_called_clear_however_sure_it_is():
    rows = pd.DataFrame([(f"a{number}", None, None, "narration", name, "person", 1, tone, tone ** 2, 0, 1, 0)
                         for name, tone in (("Anna Berg", -0.03), ("Per Dahl", -0.3)) for number in range(6)],
                        columns=list(across.MENTION_ROWS))
    frame = sentiment.by_person(rows)
    assert dict(zip(frame["name"], across.clear(frame), strict=True)) == {"Anna Berg": False, "Per Dahl": True}


def test_notebook_05_takes_the_whole_tables(tables):
    cells = json.loads((ROOT / "notebooks" / "05_compare.ipynb").read_text())["cells"]
    source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code" and not cell["metadata"].get("tags"))
    names = {"ARTICLES": [str(tables)], "display": lambda *shown: None}      # IPython's own
    exec(compile(source, "05_compare", "exec"), names)
    assert names["sides"]["articles"].max() == 6 and set(names["people"]["name"]) == {"Anna Berg"}


def test_a_corpus_without_tone_has_no_rows(tmp_path):
    corpus.analyse([DAILY], tmp_path, jobs=1, analyses=["repetition"])
    opened = corpus.open(tmp_path)
    assert opened.tones().empty and opened.mentions().empty
    assert sentiment.by_outlet(opened.tones()).empty and sentiment.by_person(opened.mentions()).empty
