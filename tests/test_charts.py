"""Pictures: drawn wide and narrow, described in words, and no picture where there is nothing to draw."""
import base64
import io
import warnings

import pandas as pd
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from PIL import Image

import helpers
from helpers import charts, comparison
from helpers.charts import letters, narrow, style

QUOTATIONS = helpers.quotes.quotations(helpers.load(text=(
    'The bridge is closed. "It is not safe," said Ann Field, the city engineer. A spokeswoman for the Department of Roads '
    "and Waterways of the Northern Counties said that it would be mended by May.")))


def test_a_chart_carries_two_pictures_their_words_and_their_table():
    data, shown = charts.quotes.speaker_rows(QUOTATIONS)._repr_mimebundle_()
    about = shown["image/png"]
    wide, small = (Image.open(io.BytesIO(picture)) for picture in (data["image/png"], base64.b64decode(about["narrow"])))
    assert wide.width == round(style.WIDTH * 192) and small.width == round(narrow.WIDTH * 192)
    assert "Ann Field" in about["alt"] and data["text/csv"].startswith("speaker,")


def test_the_narrow_picture_leaves_the_wide_one_as_it_was():
    chart = charts.quotes.room(helpers.quotes.sources(None, quotations=QUOTATIONS))
    before = chart.png()
    chart.narrow_webp()
    assert chart.png() == before


def test_titles_rows_axes_and_legends_find_their_place_on_a_phone():
    figure = narrow.narrowed(charts.quotes.speaker_rows(QUOTATIONS).figure)
    axes, = figure.axes
    assert max(map(len, figure.get_suptitle().splitlines())) <= 34
    assert all(name.get_text().count("\n") <= 1 for name in axes.get_yticklabels())
    assert [name.get_text() for name in axes.get_xticklabels()] == ["first word", "last word"]
    assert len(figure.legends) == 1


def test_a_label_below_the_whole_figure_is_wrapped_on_a_phone():
    figure, _ = style.new_figure("A title.")
    figure.supxlabel("negative ←  0  → positive; at the right the number of sentences; hollow: under 5, too few to say")
    assert max(map(len, narrow.narrowed(figure).get_supxlabel().splitlines())) <= 42


def test_a_name_that_begins_a_sentence_begins_with_a_capital():
    quoted = helpers.quotes.quotations(helpers.load(text='"It is not safe," a spokeswoman said on Monday.'))
    assert charts.quotes.speaker_rows(quoted).figure.get_suptitle() == "A spokeswoman is the only source."
    room = charts.quotes.room(helpers.quotes.sources(None, quotations=quoted))
    assert room.figure.get_suptitle() == "A spokeswoman is the only source: 4 words."


def test_only_articles_that_share_something_are_drawn_and_all_by_name():
    pairs = pd.DataFrame([("id1", "id3", "copy", 0.9, 0.8, 120, True)], columns=["a", "b", "kind", "share_a", "share_b", "words", "near"])
    chart = charts.repetition.matrix(pairs, ["id1", "id2", "id3"], ["One", "Two", "Three"])
    assert chart.figure.axes[0].get_yticklabels()[0].get_text() == "One" and len(chart.figure.axes[0].get_yticklabels()) == 2
    assert chart.alt == ("Of 3 articles, 1 pair tells one story in the same words. The other one shares nothing. "
                         "One and Three: copy, 90% and 80% shared.")


def test_where_nothing_is_shared_nothing_more_is_said():
    pairs = pd.DataFrame(columns=["a", "b", "kind", "share_a", "share_b", "words", "near"])
    assert charts.repetition.matrix(pairs, ["id1"], ["One"]).alt == "No two of the articles share text."


def test_panels_stand_one_below_another_on_a_phone():
    frame = pd.DataFrame({"article": ["One", "Two"], **{measure: [1.0, 0.5] for measure in helpers.comparison.MEASURES},
                          **{bound: [0.2, 0.6] for bounds in helpers.comparison.INTERVALS.values() for bound in bounds}})
    figure = narrow.narrowed(charts.compare.text(frame).figure)
    assert len({round(axes.get_position().x0, 3) for axes in figure.axes}) == 1
    assert all([name.get_text() for name in axes.get_yticklabels()] == ["One", "Two"] for axes in figure.axes)


def test_panels_that_share_their_rows_show_them_in_each_on_a_phone():
    rows = [(article, voice, tone, tone - 0.1, tone + 0.1, 6, None) for article, tone in (("One", -0.2), ("Two", 0.1))
            for voice in ("narration", "quotation")]
    frame = pd.DataFrame(rows, columns=["article", "voice", "tone", "low", "high", "sentences", "warning"]).assign(
        standard_error=0.05, negative=1, neutral=4, positive=1)
    figure = narrow.narrowed(charts.across.sides(frame).figure)
    figure.canvas.draw()
    assert all(name.label1.get_visible() for axes in figure.axes for name in axes.yaxis.get_major_ticks())


@pytest.mark.parametrize("chart", [
    charts.quotes.story_strip(QUOTATIONS.head(0)), charts.quotes.speaker_rows(QUOTATIONS.head(0)),
    charts.repetition.echoes(pd.DataFrame(columns=["kind", "text", "count", "places"]), helpers.load(text="One line only.")),
    charts.readability.features(pd.DataFrame(columns=["feature", "points"])),
    charts.sentiment.loaded(pd.DataFrame({"kind": [], "sentence": []}))], ids=lambda chart: chart.name)
def test_where_there_is_nothing_to_draw_a_sentence_says_so(chart):
    data, _ = chart._repr_mimebundle_()
    assert "image/png" not in data and chart.alt in data["text/html"] and "text/csv" in data
    assert chart.alt.endswith(".") and len(chart.alt.split()) >= 4


def width_of(line):
    return text_to_path.get_text_width_height_descent(line, FontProperties(family="DejaVu Sans", weight="bold", size=12), False)[0] / 72


@pytest.mark.parametrize("title", [
    "Thomas Achterberg gets most room: 100% of the 8 words given to sources.", "MMMM WWWW MMMM WWWW MMMM WWWW MMMM WWWW MMMM WWWW MMMM",
    "The vocabulary is more varied than in most news articles by one measure, as varied as in most news articles by the other.", ""])
def test_no_title_is_wider_than_its_picture(title):
    figure, _ = style.new_figure(title)
    for drawn in (figure, narrow.narrowed(figure)):
        lines = drawn.get_suptitle().split("\n")
        assert " ".join(lines) == title
        assert all(width_of(line) <= drawn.get_size_inches()[0] for line in lines if " " in line)


@pytest.mark.parametrize(("words", "title"), [
    ([9, 5], "A clerk gets most room: 64% of the 14 words given to sources."),
    ([7, 7], "A clerk and the mayor get most room: 50% each of the 14 words given to sources."),
    ([7, 7, 7], "3 sources get most room: 33% each of the 21 words given to sources."),
    ([1], "A clerk is the only source: 1 word."), ([], "No source was found in this article.")])
def test_who_gets_most_room_is_told_with_its_ties(words, title):
    names = ["a clerk", "The mayor", "Per Dahl"][:len(words)]
    sources = pd.DataFrame({"source": names, "kind": "unnamed", "words": words, "share": [each / sum(words) for each in words]})
    assert charts.quotes.room(sources).figure.get_suptitle().replace("\n", " ") == title


@pytest.mark.parametrize(("rows", "title"), [
    ([], "No phrase comes back in the article."),
    ([("boiling house", "phrase", 7), ("Agnes Rehm", "name", 5)], "“boiling house” comes back most: 7 times."),
    ([("Mr. Voss", "name", 16), ("seen the report", "phrase", 2)], "Apart from names, “seen the report” comes back most: twice."),
    ([("a long way", "phrase", 3), ("the short way", "phrase", 3)], "2 phrases come back 3 times."),
    ([("Mill Street", "name", 2)], "Only a name comes back: “Mill Street”, twice."),
    ([("Port of Halden", "name", 2), ("Nordvik Yards", "name", 2)], "Only names come back, each twice."),
    ([("Port of Halden", "name", 4), ("Nordvik Yards", "name", 2)], "Only names come back, “Port of Halden” most often: 4 times.")])
def test_names_come_back_in_any_article_and_are_told_as_names(rows, title):
    frame = pd.DataFrame(rows, columns=["text", "kind", "count"]).assign(places=[[(0, 3)]] * len(rows))
    assert charts.repetition.phrases(frame, helpers.load(text="The way is long.")).figure.get_suptitle().replace("\n", " ") == title


@pytest.mark.parametrize(("text", "shown"), [
    ("Naïve “Żółć” – Привет", "Naïve “Żółć” – Привет"), ("🚨 東京 floods 🚨", "… floods"), ("In 東京, 大阪 and Kyoto", "In …, … and Kyoto"),
    ("東京 洪水", "(other letters)"), ("🚨🚨", "(other letters)"), ("", "")])
def test_what_the_font_lacks_is_left_out_of_pictures(text, shown):
    assert letters.drawable(text) == shown


def test_no_picture_warns_of_letters_and_the_table_keeps_them():
    titles = ["🚨 東京 floods", "नमस्ते दुनिया", "東京 洪水"]
    found = comparison.articles([helpers.load(text=f"It rained {number} days.") for number in (2, 3, 4)]).assign(article=titles)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart = charts.compare.text(found)
        chart._repr_mimebundle_()
    names = [label.get_text() for label in chart.figure.axes[0].get_yticklabels()]
    assert names == ["… floods", "article 2", "article 3"] and list(chart.table["article"]) == titles
