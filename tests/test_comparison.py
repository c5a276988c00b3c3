"""Several articles side by side."""
import pytest

import helpers
from helpers import charts, comparison
from helpers.charts import compare
from tests.conftest import ROOT

SHORT = helpers.load(text="The bridge opened on Monday. \"It is long,\" said Mayor Ann Field. It cost a lot.")
RELEASE, DAILY = (helpers.load(f"data/articles/ferry-{name}.txt") for name in ("press-release", "daily"))


def told(*several):
    return comparison.differences(comparison.articles(several)).set_index("measure")["sentence"]


def test_one_article_says_what_to_do(sample):
    frame = comparison.articles([sample])
    assert len(frame) == 1
    sentence, = comparison.differences(frame)["sentence"]
    assert "write more paths into ARTICLES" in sentence
    assert "nothing to compare yet" in compare.text(frame).alt and "own page" in compare.voices(frame).alt


def test_measures_of_two_articles(sample):
    frame = comparison.articles([sample, SHORT]).set_index("id")
    assert list(frame.columns)[:9] == ["article", *comparison.MEASURES]
    assert frame.loc[sample.id, "sources"] == 7 and round(frame.loc[sample.id, "unnamed"], 2) == round(3 / 7, 2)
    assert frame.loc[SHORT.id, "sources"] == 1 and frame.loc[SHORT.id, "unnamed"] == 0
    assert frame.loc[sample.id, "ease"] < frame.loc[SHORT.id, "ease"] or frame["ease"].isna()[SHORT.id]
    assert frame["narration"].isna()[SHORT.id], "fewer than five sentences carry no mean"


def test_two_articles_are_told_as_two(sample):
    rows = told(RELEASE, DAILY)
    assert rows["words"] == "“Halden ferries go electric, but the price tag grows” is longer: 271 against 164 words."
    assert rows["sources"] == "“Halden ferries go electric, but the price tag grows” hears more sources: 6 against 3 sources."
    assert rows["ease"] == "Too close to say which is harder to read: 65 and 68 points of reading ease."
    assert rows["sentence_words"].endswith("has longer sentences: 18.2 against 15.1 words a sentence.")
    assert rows["unnamed"].startswith("Too few sources")
    assert rows["repeated"] == "No difference in the share of sentences that come twice: 0%."


def test_many_name_the_outermost(sample):
    rows = told(sample, RELEASE, DAILY)
    assert rows["sources"] == ("Most sources: “Kerry, Lavrov Hold Moscow Talks” (7 sources); fewest: "
                               "“Halden Harbour to run electric ferries from spring” (3).")
    assert rows["ease"].startswith("Hardest to read: “Kerry, Lavrov Hold Moscow Talks” (47 points of reading ease); easiest: “Halden")
    assert rows["repeated"] == "Repeats itself most: “Kerry, Lavrov Hold Moscow Talks” (5% of the sentences); least: 2 articles (0%)."


def test_too_little_is_said_to_be_too_little(sample):
    assert told(sample, SHORT)["narration"] == "Too few sentences to compare them by the tone of the writer's own words."


def test_the_same_article_twice_differs_in_nothing(sample):
    rows = told(sample, sample)
    assert all(sentence.startswith(("No difference in the ", "Too few")) for sentence in rows)
    first, second = comparison.labels([sample, sample]).values()
    assert first != second and first.startswith("kerry-lavrov.txt: Kerry, Lavrov Hold Moscow Talks")


def test_who_is_heard_where():
    frame = comparison.heard([RELEASE, DAILY]).set_index("source")
    assert list(frame["articles"][:2]) == [2, 2] and set(frame.index[:2]) == {"Ingrid Solberg", "Per Dahl"}
    assert frame.loc["Hanne Berg", "where"].startswith("Halden ferries go electric, but the price tag grows (")
    assert frame.loc["Hanne Berg", "articles"] == 1
    assert comparison.heard([]).empty


def test_people_of_one_last_name_are_not_taken_for_one():
    several = [helpers.load(text=text) for text in (
        '"It is safe," said Per Dahl, an engineer. "We tested it for two winters," Dahl said.',
        '"It will rain all day," said Ivar Dahl, a meteorologist.',
        '"It is warm in here," said Ann Field, the mayor.', '"It is colder outside," Mayor Ann Field said.')]
    frame = comparison.heard(several).set_index("source")
    assert frame["articles"].to_dict() == {"Ann Field": 2, "Per Dahl": 1, "Ivar Dahl": 1}


@pytest.mark.parametrize("several", [(), (SHORT,), (RELEASE, DAILY), (SHORT,) * 20], ids=["none", "one", "two", "many"])
def test_pictures_of_any_number(several):
    frame = comparison.articles(several)
    assert all(draw(frame).png().startswith(b"\x89PNG") for draw in (compare.text, compare.voices))


def test_counts_that_hardly_differ_are_not_called_too_close_to_measure():
    longer = helpers.load(text=DAILY.text.replace("She demands an inquiry.", "She demands an inquiry at once."), source="other.txt")
    assert told(DAILY, longer)["words"] == "Hardly a difference in the words in the running text: 271 to 273."


def test_a_picture_says_no_more_than_the_sentences():
    close = helpers.load(text=DAILY.text.replace("Monday", "Tuesday"), source="other.txt")
    frame = comparison.articles([DAILY, close])
    assert "No difference" in compare.text(frame).figure.get_suptitle() or "Too close" in compare.text(frame).figure.get_suptitle()


def test_shared_text_is_named_and_shown(sample):
    pairs = helpers.reuse.pairs([RELEASE, DAILY, sample])
    row, = comparison.named(pairs, [RELEASE, DAILY, sample]).itertuples()
    assert {row.a, row.b} == {RELEASE.title, DAILY.title}
    passages = helpers.reuse.passages(*comparison.closest([RELEASE, DAILY, sample], pairs))
    assert any("charged at the quay in seven minutes" in text for text in passages["text"])
    assert helpers.reuse.passages(*comparison.closest([sample], helpers.reuse.pairs([sample]))).empty


def test_the_press_release_is_the_likely_source_of_the_story():
    assert (RELEASE.published, DAILY.published) == ("2026-01-12", "2026-01-13")
    assert list(helpers.reuse.pairs([DAILY, RELEASE])["source"]) == [RELEASE.id]


def test_articles_with_the_same_words_or_title_are_told_apart(tmp_path):
    text = (ROOT / "tests/articles/flood-agency.txt").read_text()
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(text)
    several = [helpers.load(path) for path in (tmp_path / "one.txt", tmp_path / "two.txt", "tests/articles/flood-courier.txt")]
    names = comparison.labels(several)
    assert list(names.values()) == ["one.txt", "two.txt", "flood-courier.txt"]
    pairs = helpers.reuse.pairs(several)
    assert len(pairs) == 3 and set(pairs["a"]) | set(pairs["b"]) == set(names) == set(comparison.articles(several)["id"])
    assert {article.source for article in comparison.closest(several, pairs)} <= {article.source for article in several}
    assert comparison.named(helpers.reuse.clusters(several, pairs), several)["id"].isin(names.values()).all()


def test_a_family_of_wire_copies_has_an_order():
    several = [helpers.load(f"tests/articles/flood-{name}.txt") for name in ("post", "evening", "courier", "agency")]
    families = helpers.reuse.clusters(several)
    assert list(families["published"].str[:10]) == ["2026-03-10", "2026-03-10", "2026-03-11", "2026-03-12"]
    chart = charts.repetition.timeline(comparison.named(families, several))
    assert "4 articles tell one story in the same words, published within 2 days" in chart.alt and "flood-courier.txt" in chart.alt


def test_nothing_in_common_is_said():
    several = [helpers.load(f"data/articles/{name}.txt") for name in ("court-report", "obituary-clockmaker", "derby-match-report")]
    pairs = helpers.reuse.pairs(several)
    assert "No two of the articles share text." in charts.repetition.matrix(pairs, helpers.reuse.ids(several)).alt
    assert "No two articles tell one story" in charts.repetition.timeline(helpers.reuse.clusters(several, pairs)).alt
    assert helpers.reuse.talking_points(several).empty
