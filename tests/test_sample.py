"""The sample article, exactly: what every number of the suite stands on."""
from collections import Counter

import pytest

import helpers

TEASER = "Kerry Condemns Nice Attack At Moscow Talks"
CAPTION = "U.S. Secretary of State John Kerry and Russian Foreign Minister Sergei Lavrov meet in Moscow on July 15."


@pytest.fixture(scope="module")
def article():
    return helpers.load("data/articles/kerry-lavrov.txt")


def blocks(article, role):
    return [article.slice(block) for block in article.blocks if block.role == role]


def test_roles_of_every_line(article):
    assert Counter(block.role for block in article.blocks) == {
        "headline": 1, "caption": 2, "paragraph": 18, "credit": 1, "furniture": 17}


@pytest.mark.parametrize("role, expected", [
    ("headline", ["Kerry, Lavrov Hold Moscow Talks"]),
    ("caption", [CAPTION, CAPTION]),
    ("credit", ["Based on reporting by Reuters, Interfax, and TASS"]),
])
def test_blocks_of_a_role(article, role, expected):
    assert blocks(article, role) == expected


@pytest.mark.parametrize("line", [
    "Accessibility links", "Breaking News", TEASER, "please wait", "No media source currently available",
    "0:00 0:01:01 0:00", f"WATCH: {TEASER}", "• 16x9 Image", "RFE/RL", "To find out more, click here.", "XS", "LG"])
def test_furniture(article, line):
    assert line in blocks(article, "furniture")


def test_everything_after_the_credit_is_furniture(article):
    image = article.text.index("• 16x9 Image")
    assert {block.role for block in article.blocks if block.start >= image} == {"furniture"}


def test_body_begins_and_ends_where_the_article_does(article):
    paragraphs = blocks(article, "paragraph")
    assert paragraphs[0].startswith("U.S. Secretary of State John Kerry held more than four hours")
    assert paragraphs[-1].endswith("Russian jets had been high.")


def test_what_is_printed_twice(article):
    repeated = [(block.role, article.slice(block) == article.slice(article.blocks[block.repeats]))
                for block in article.blocks if block.repeats is not None]
    assert repeated == [("caption", True), ("paragraph", True)]


def test_twenty_body_sentences(article):
    assert len(article.body()) == 20
    assert len(article.body(repeated=False)) == 19
    assert max(article.sentences[index].paragraph for index in article.body()) == 18


def test_glued_sentences_are_cut(article):
    sentences = [article.slice(sentence) for sentence in article.sentences]
    place = next(i for i, words in enumerate(sentences) if words.endswith("rebel camps."))
    assert sentences[place + 1].startswith("Last month, Russian planes")


def test_no_cut_inside_abbreviations(article):
    sentences = [article.slice(sentence) for sentence in article.sentences]
    assert not [words for words in sentences if words.endswith("U.S.")]
    assert any("told RFE/RL the incident was “very, very, very serious,” and said" in words for words in sentences)
    assert any("when U.S. jets left the area" in words for words in sentences)


def test_notices(article):
    assert [(article.text[n.start:n.end][:20], n.message.split(":")[0]) for n in article.notices] == [
        ("U.S. Secretary of St", "caption printed twice"),
        ("The Obama administra", "paragraph printed twice"),
        ("camps.", "space missing after 'camps.'")]


def test_words_as_a_reader_counts_them(article):
    words = {article.slice(word) for word in article.words}
    assert {"five-year-old", "U.S.", "RFE/RL", "al-Assad", "Kerry’s", "Russia's", "U.S.-led"} <= words
    assert not words & {".", ",", "'s", "’s", "“", '"'}
