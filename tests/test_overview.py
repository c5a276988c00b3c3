"""What was read: every row leads back to the text."""
from helpers import overview
from helpers.charts import overview as pictures


def test_blocks_are_the_text_at_their_offsets(sample):
    frame = overview.blocks(sample)
    assert [sample.text[row.start:row.end] for row in frame.itertuples()] == list(frame["text"])
    assert list(frame.loc[frame["role"] == "headline", "text"]) == ["Kerry, Lavrov Hold Moscow Talks"]


def test_roles_add_up(sample):
    frame = overview.roles(sample).set_index("role")
    assert frame["blocks"].sum() == len(sample.blocks)
    assert frame["sentences"].sum() == len(sample.sentences)
    assert frame.loc["paragraph", "blocks"] == 18 and frame.loc["paragraph", "sentences"] == 20
    assert frame.loc["caption", "blocks"] == 2
    assert frame.loc["furniture", "read"] == "set aside" and frame.loc["furniture", "sentences"] == 0


def test_notices_point_to_their_place(sample):
    frame = overview.notices(sample)
    assert any("camps." in row.text for row in frame.itertuples())
    for row in frame.dropna(subset="start").itertuples():
        assert sample.text[row.start:row.end] == row.text


def test_facts_are_missing_where_the_source_is_silent(sample):
    facts = overview.facts(sample).set_index("fact")["value"]
    assert facts["Title"] == "Kerry, Lavrov Hold Moscow Talks"
    assert facts["Body paragraphs"] == 18 and facts["Body sentences"] == 20
    assert facts.isna()["Published"]


def test_the_map_says_in_words_what_it_shows(sample):
    frame = overview.blocks(sample)
    chart = pictures.page_map(frame)
    counted = frame.loc[frame["role"] == "paragraph", "words"].sum()
    assert f"{counted} of the {frame['words'].sum()} words" in chart.alt
    assert chart.png().startswith(b"\x89PNG")


def test_the_map_of_nothing_is_drawn(sample):
    assert pictures.page_map(overview.blocks(sample).iloc[:0]).png().startswith(b"\x89PNG")
