"""The article with its layers: every word once and escaped, every mark with its words, every link with its place."""
import re
from html import unescape

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

import helpers
from helpers import findings, layers
from helpers.article import Article, Block
from helpers.layers import Layer, Mark
from tests.conftest import ODD, ROOT, SAMPLE
from tests.test_highlight import TEXT, Balanced

ARTICLES = [SAMPLE, *ODD, *sorted((ROOT / "data" / "articles").glob("[d-w]*.txt"))]


def words_of(html: str) -> str:
    """What a reader reads of the article: without labels, what is read out, roles and the line that folds furniture away."""
    page = lxml.html.fromstring(f"<div>{html}</div>")
    for added in page.xpath("//*[contains(@class, 'label') or contains(@class, 'before') or @class='role']|//summary"):
        added.drop_tree()
    return page.text_content()


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_word_of_the_page_is_there_once_and_in_order(path):
    article = helpers.load(path)
    html = layers.text(article, layers.layers(findings.find(article)))
    assert "".join(words_of(html).split()) == "".join("".join(article.slice(block) for block in article.blocks).split())


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_mark_has_words_and_every_link_a_place(path):
    shown = layers.layers(findings.find(helpers.load(path)))
    page = lxml.html.fromstring(f"<div>{layers.text(helpers.load(path), shown)}</div>")
    places = set(page.xpath("//@id"))
    assert len(places) == len(page.xpath("//@id"))
    assert {link.removeprefix("#") for link in page.xpath("//a/@href")} <= places
    for layer in shown:
        assert bool(layer.marks) == bool(layer.legend) and layer.none
        assert {mark.look for mark in layer.marks} - {"first"} == {entry.look for entry in layer.legend}
        assert {f"s{entry.first + 1}" for entry in layer.legend if entry.first is not None} <= places
        for mark in layer.marks:
            assert (mark.label and mark.before) or mark.look == "carries"


def test_the_sample_shows_what_the_notebooks_show(sample):
    quotes, hard, repeats, tone = layers.layers(findings.find(sample))
    assert [entry.words for entry in quotes.legend][:3] == [
        "A State Department spokesman (no name given)", "An unnamed Russian official", "John Kirby"]
    assert sum(entry.count for entry in hard.legend) == int(helpers.readability.sentences(sample)["hard"].sum())
    assert [entry.words for entry in repeats.legend] == ["passage that comes again", "word said again at once"]
    assert {mark.label for mark in repeats.marks} == {"said before ↑", "said again ↓", "3 times at once"}
    assert {mark.label for mark in tone.marks if mark.look == "negative"} >= {"▼ negative, writer"}
    html = layers.text(sample, [quotes])
    assert "10 lines of the page that are not of the article</summary>" in html
    assert '<h2 class="headline"' in html and html.count('<span class="role">caption</span>') == 2


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.sampled_from(["quotes", "tone"])), max_size=12))
def test_any_marks_give_balanced_html_with_every_word_once(spans):
    marks = [Mark(min(a, b), max(a, b), layer, "v0", "<before>", "<label>") for a, b, layer in spans if a != b]
    html = layers.text(Article(text=TEXT, blocks=(Block(0, len(TEXT), "paragraph"),)), [Layer("quotes", "", "", marks)])
    parser = Balanced()
    parser.feed(html)
    assert parser.open == [] and "<before>" not in html and "<label>" not in html
    bare = re.sub(r"<span class=\"(before|label) .*?</span>", "", html)
    assert "".join(unescape(re.sub(r"<[^>]+>", "", bare)).split()) == "".join(TEXT.split())


def test_markup_in_an_article_is_text():
    article = helpers.load(text='"<img src=x onerror=alert(1)>," said Mayor <b>Ann</b> Field. It cost $5 million and $3 million.')
    html = layers.text(article, layers.layers(findings.find(article)))
    assert "<img" not in html and "<b>" not in html and "&lt;img" in html


def test_a_label_stands_behind_the_full_stop():
    article = Article(text='He called it "a mess". She left.', blocks=(Block(0, 32, "paragraph"),))
    html = layers.text(article, [Layer("quotes", "", "", [Mark(13, 21, "quotes", "v0", "", "Ann Field")])])
    assert '&quot;a mess&quot;</mark>. <span class="label quotes">Ann Field</span> She left.' in html


def test_what_comes_many_times_has_one_label_at_each_place():
    line = "The pumps at the weir ran for nine hours and then stopped for good."
    article = helpers.load(text="\n\n".join(["The council met on Monday.", line, "Nobody spoke.", line, "It rained all day.", line]))
    repeats = layers.layers(findings.find(article))[2]
    assert sorted(mark.label for mark in repeats.marks) == ["said again twice ↓", "said before ↑", "said before ↑"]
