"""Odd articles through every analysis and view: a result or an ArticleError, never anything else."""
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import helpers
from helpers import comparison, highlight, overview, quotes, readability, repetition, sentiment, summary
from helpers.charts import overview as overview_charts
from helpers.charts import quotes as quotes_charts

STORY = "The bridge opened on Monday after three years of work. It cost five million euros, the mayor said. "

ODD = {
    "ten thousand quotation marks": '"' * 10_000 + " " + STORY,
    "ten thousand marks between words": STORY + '"word" ' * 5_000,
    "curly marks never closed": STORY + "“open " * 2_000,
    "one endless line": STORY * 500,
    "three hundred words without a full stop": "and the bridge went on " * 60 + "until the end.",
    "money": "It cost $5 million on Monday. Then it cost $3 million more, and $$x^2$$ was found.",
    "only numbers": "1 2 3 4 5. 6 7 8 9 10. 11 12 13 14.",
    "one word": "Fire!",
    "right to left": "הגשר נפתח ביום שני לאחר שלוש שנים של עבודה. העלות הייתה חמישה מיליון אירו.",
    "a table pasted as text": "Name\tAge\tTown\nAnn Lee\t41\tNorham\nBo Chan\t27\tHalden\n" * 20 + "\n\n" + STORY,
    "verse": "\n".join(["Roses are red,", "violets are blue,", "the bridge is open,", "and so are you."] * 5),
    "control characters": STORY + "\x07\x1b[31m" + STORY,
    "combining marks and emoji": "Z̷̢̛a̶l̴g̵o̶ wrote 👩‍👩‍👧‍👦 on Monday. " + STORY,
}


def everything(article):
    """Every analysis and the views that could stumble; returns the frames that carry offsets."""
    frames = [quotes.quotations(article), quotes.stretches(article), quotes.sources(article), repetition.repeats(article),
              repetition.phrases(article), repetition.echoes(article), sentiment.sentences(article),
              readability.sentences(article), overview.blocks(article)]
    readability.measures(article)
    summary.sentences(article)
    comparison.articles([article])
    highlight.text(article, frames[0], kind="kind", furniture=True)._repr_html_()
    overview_charts.page_map(frames[-1]).png()
    quotes_charts.story_strip(frames[0]).png()
    return frames


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_articles_end_in_a_result(text):
    article = helpers.load(text=text)
    assert article.text == text
    for frame in everything(article):
        for row in frame.dropna(subset=["start", "end"]).itertuples():
            assert 0 <= row.start <= row.end <= len(text)
            if hasattr(row, "text") and isinstance(row.text, str) and "…" not in row.text:
                assert text[int(row.start):int(row.end)] == row.text


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([
    "The mayor said", "“yes", "no”", '"', "'", "‘", "’", "U.S.", "Mr. Lee", ".", "!", "?", "\n", "\n\n", "—", "said", "Ann Lee",
    "according to", "a U.S. official", ",", "very,", "very", "$5", "=1", "<b>", "…", "5 p.m.", "„", "«", "»", "(", ")"]), max_size=60))
def test_any_heap_of_pieces_ends_in_a_result_or_an_article_error(pieces):
    try:
        article = helpers.load(text=" ".join(pieces))
    except helpers.ArticleError as error:
        assert str(error)
        return
    for unit in (*article.blocks, *article.sentences, *article.words, *article.tokens):
        assert article.text[unit.start:unit.end].strip()
    everything(article)


def test_another_language_is_analysed_as_far_as_sensible_with_a_notice():
    article = helpers.load("tests/articles/german-brief.txt")
    assert article.language == "de"
    assert any("English" in str(notice) for notice in article.notices)
    assert readability.measures(article)["value"].isna().all()
    assert sentiment.sentences(article)["tone"].isna().all()
