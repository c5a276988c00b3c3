"""Several articles side by side."""
import helpers
from helpers import comparison
from helpers.charts import compare

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
