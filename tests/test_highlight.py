"""Marked text: escaped, every word once, overlapping spans valid."""
import re
from html import unescape
from html.parser import HTMLParser

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import helpers
from helpers import highlight
from helpers.article import Article, Block

TEXT = 'He said <b>"no & never"</b>, twice: no, no.'
ARTICLE = Article(text=TEXT, blocks=(Block(0, len(TEXT), "paragraph"),))


def words_of(html: str) -> str:
    """What a reader reads: without style, legend and labels."""
    html = re.sub(r"<style>.*?</style>|<p class=\"legend\">.*?</p>|<span class=\"(label|role)\">.*?</span>", "", html, flags=re.S)
    return unescape(re.sub(r"<[^>]+>", "", html))


class Balanced(HTMLParser):
    """Every mark is closed in its turn."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.sampled_from(["a", "b"])), max_size=12))
def test_any_spans_give_balanced_html_with_every_word_once(spans):
    rows = [(min(a, b), max(a, b), kind) for a, b, kind in spans if a != b]
    html = highlight.text(ARTICLE, pd.DataFrame(rows, columns=["start", "end", "kind"]))._repr_html_()
    assert words_of(html) == (TEXT if rows else "There is nothing to mark in the text.")
    parser = Balanced()
    parser.feed(html)
    assert parser.open == []
    for kind in {row[2] for row in rows}:
        assert f">{kind}</mark></span>" in html   # each kind is in the legend, in words


def test_a_kind_keeps_its_colour_whatever_else_is_marked():
    frame = pd.DataFrame({"start": [0, 3, 8], "end": [2, 7, 11], "kind": ["other", "negative", "positive"]})
    for rows in (frame, frame.iloc[::-1], frame.iloc[1:2]):
        html = highlight.text(ARTICLE, rows)._repr_html_()
        assert '<mark class="c1">negative</mark>' in html
        assert len(rows) == 1 or ('<mark class="c0">positive</mark>' in html and '<mark class="c2">other</mark>' in html)


def test_furniture_is_shown_only_when_asked(sample):
    assert "Accessibility links" not in highlight.text(sample)._repr_html_()
    shown = highlight.text(sample, furniture=True)._repr_html_()
    assert "Accessibility links" in shown
    assert 'class="furniture"' in shown


def test_a_label_in_words_stands_after_the_mark():
    frame = pd.DataFrame({"start": [3], "end": [7], "kind": ["cue"], "speaker": ["<him>"]})
    assert '<span class="label">&lt;him&gt;</span>' in highlight.text(ARTICLE, frame, label="speaker")._repr_html_()


def test_a_script_from_right_to_left_runs_so():
    hebrew = Article(text="הגשר ייסגר.", blocks=(Block(0, 11, "paragraph"),), language="he")
    assert '<p class="paragraph" dir="rtl">' in highlight.text(hebrew).body
    assert 'dir="rtl"' not in highlight.text(ARTICLE).body


def test_paragraphs_without_a_mark_fold_away_where_asked(sample):
    here = sample.text.index("dissent cable")
    frame = pd.DataFrame({"start": [here], "end": [here + 13], "kind": ["label"]})
    whole, folded = (highlight.text(sample, frame, fold=fold)._repr_html_() for fold in (False, True))
    assert "<details" not in whole and folded.count("<details") == 2
    assert words_of(re.sub("<summary>.*?</summary>", "", folded)) == words_of(whole)
    marked = next(part for part in re.split("</?details.*?>", folded) if "dissent cable</mark>" in part)
    assert marked.count("<p ") == 1


def test_a_long_text_is_printed_in_part():
    long = helpers.load(text="\n\n".join(f"The ferry left pier {number} at noon, and the people on board were cold." for number in range(400)))
    body = highlight.text(long)._repr_html_()
    assert body.count('class="off-paper"') == 1 and "are on the screen" in body and body.count("<p class=") == 400 + body.count('"legend"')
    short = helpers.load(text="The ferry left at noon.\n\nThe people on board were cold.")
    assert "off-paper" not in highlight.text(short)._repr_html_()


def test_marks_alike_that_end_together_are_named_once():
    article = helpers.load(text="The old red ferry left at noon, and nobody was on board.")
    spans = pd.DataFrame([(0, 17, "phrase"), (8, 17, "phrase"), (12, 17, "name")], columns=["start", "end", "kind"])
    assert highlight.text(article, spans)._repr_html_().count('<span class="label">phrase</span>') == 1
