"""Several articles side by side."""
import helpers
from helpers import charts, comparison
from helpers.charts import compare
from tests.conftest import ROOT

SHORT = helpers.load(text="The bridge opened on Monday. \"It is long,\" said Mayor Ann Field. It cost a lot.")


def test_one_article_says_what_to_do(sample):
    frame = comparison.articles([sample])
    assert len(frame) == 1
    sentence, = comparison.differences(frame)["sentence"]
    assert "write more paths into ARTICLES" in sentence
    assert "nothing to compare yet" in compare.measures(frame).alt


def test_measures_of_two_articles(sample):
    frame = comparison.articles([sample, SHORT]).set_index("id")
    assert list(frame.columns) == ["article", *comparison.MEASURES]
    assert frame.loc[sample.id, "sources"] == 7 and round(frame.loc[sample.id, "unnamed"], 2) == round(3 / 7, 2)
    assert frame.loc[SHORT.id, "sources"] == 1 and frame.loc[SHORT.id, "unnamed"] == 0
    assert frame.loc[sample.id, "grade"] > frame.loc[SHORT.id, "grade"]
    assert frame["narration"].isna()[SHORT.id], "fewer than five sentences carry no mean"


def test_differences_name_most_and_least(sample):
    rows = comparison.differences(comparison.articles([sample, SHORT])).set_index("measure")["sentence"]
    assert rows["sources"].startswith("Most: “Kerry, Lavrov Hold Moscow Talks” with 7; least:")
    assert rows["narration"].startswith("Too few")


def test_pictures_of_none_two_and_many(sample):
    frame = comparison.articles([sample, SHORT])
    for rows in (frame.iloc[:0], frame, frame.loc[frame.index.repeat(20)]):
        assert compare.measures(rows).png().startswith(b"\x89PNG")


def test_shared_text_is_named_and_shown(sample):
    release, daily = (helpers.load(f"data/articles/ferry-{name}.txt") for name in ("press-release", "daily"))
    pairs = helpers.reuse.pairs([release, daily, sample])
    row, = comparison.named(pairs, [release, daily, sample]).itertuples()
    assert {row.a, row.b} == {release.title, daily.title}
    passages = helpers.reuse.passages(*comparison.closest([release, daily, sample], pairs))
    assert any("charged at the quay in seven minutes" in text for text in passages["text"])
    assert helpers.reuse.passages(*comparison.closest([sample], helpers.reuse.pairs([sample]))).empty


def test_the_press_release_is_the_likely_source_of_the_story():
    release, daily = (helpers.load(f"data/articles/ferry-{name}.txt") for name in ("press-release", "daily"))
    assert (release.published, daily.published) == ("2026-01-12", "2026-01-13")
    assert list(helpers.reuse.pairs([daily, release])["source"]) == [release.id]


def test_articles_with_the_same_words_or_title_are_told_apart(tmp_path):
    text = (ROOT / "tests/articles/flood-agency.txt").read_text()
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(text)
    several = [helpers.load(path) for path in (tmp_path / "one.txt", tmp_path / "two.txt", "tests/articles/flood-courier.txt")]
    names = comparison.labels(several)
    assert [name.partition(":")[0] for name in names.values()] == ["one.txt", "two.txt", "flood-courier.txt"]
    pairs = helpers.reuse.pairs(several)
    assert len(pairs) == 3 and set(pairs["a"]) | set(pairs["b"]) == set(names) == set(comparison.articles(several)["id"])
    assert {article.source for article in comparison.closest(several, pairs)} <= {article.source for article in several}
    assert comparison.named(helpers.reuse.clusters(several, pairs), several)["id"].str.contains(".txt: Valmere").all()


def test_a_family_of_wire_copies_has_an_order():
    several = [helpers.load(f"tests/articles/flood-{name}.txt") for name in ("post", "evening", "courier", "agency")]
    families = helpers.reuse.clusters(several)
    assert list(families["published"].str[:10]) == ["2026-03-10", "2026-03-10", "2026-03-11", "2026-03-12"]
    chart = charts.repetition.timeline(comparison.named(families, several))
    assert "4 articles tell one story in the same words, published within 2 days" in chart.alt and "flood-evening.txt" in chart.alt


def test_nothing_in_common_is_said():
    several = [helpers.load(f"data/articles/{name}.txt") for name in ("court-report", "obituary-clockmaker", "derby-match-report")]
    pairs = helpers.reuse.pairs(several)
    assert "No two of the articles share text." in charts.repetition.matrix(pairs, helpers.reuse.ids(several)).alt
    assert "No two articles tell one story" in charts.repetition.timeline(helpers.reuse.clusters(several, pairs)).alt
    assert helpers.reuse.talking_points(several).empty
