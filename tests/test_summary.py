"""The five sentences: right on the sample, modest where there is little to say."""
from dataclasses import replace

import pytest

import helpers
from helpers import findings, summary


def answers(article):
    return summary.sentences(article).set_index("question")["answer"]


def test_the_sample_in_five_sentences(sample):
    found = answers(sample)
    assert len(found) == 5
    assert found["How hard is it to read?"].startswith("Medium: 47 points of reading ease (between 40 and 53)")
    assert "12 of 20 sentences are hard" in found["How hard is it to read?"]
    assert "longest 48" in found["How hard is it to read?"]
    assert "7 sources are heard, 3 without a name" in found["Who speaks, and who is missing?"]
    assert "Named but not heard: John Kerry (10 times)" in found["Who speaks, and who is missing?"]
    assert found["What repeats?"].startswith("1 caption and 1 paragraph come twice and “very, very, very” is said in one breath")
    assert "More negative than positive wording: of 19 sentences 8 negative, 1 positive" in found["What tone, and whose?"]
    assert "7 are the writer's own, 2 quote somebody" in found["What tone, and whose?"]
    assert "145 of 791 words were set aside" in found["What should you doubt?"]


def test_counts_are_in_the_singular_where_they_are_one():
    found = summary.counts(helpers.findings.find(helpers.load(text='"It is long," said Ann Field, the mayor of the town.')))
    told = [f"{row.number} {row.what}" for row in found.itertuples()]
    assert told == ["11 words of running text", "1 sentence", "1 paragraph", "1 quotation", "1 source", "0 lines set aside", "0 notices"]


def test_every_answer_leads_to_its_place(sample):
    rows = summary.sentences(sample).set_index("page")
    assert sample.slice(sample.sentences[rows.loc["03_repetition", "sentence"]]).startswith("U.S. Secretary of State")
    assert "done little to rein in" in sample.slice(sample.sentences[rows.loc["04_sentiment", "sentence"]])
    assert rows["sentence"].isna()["00_overview"]


@pytest.mark.parametrize(("text", "question", "part"), [
    ("The bridge opened on Monday. It is long.", "Who speaks, and who is missing?", "Nobody is quoted"),
    ("Bridge falls into river", "How hard is it to read?", "Too short to say: so few words may be of any level."),
    ("The bridge opened on Monday. It is long.", "What repeats?", "No passage comes twice"),
    ("The bridge opened on Monday. It is long.", "What tone, and whose?", "Too little to say"),
    ("The bridge opened on Monday. It is long.", "What should you doubt?", "With 8 words the article is too short"),
    ("Die Brücke über den Fluss wurde am Montag eröffnet. „Sie ist lang“, sagte der Bürgermeister und die Leute lachten.",
     "Who speaks, and who is missing?", "known in English only"),
    ("\"It is long,\" a spokesman said. The bridge opened.", "Who speaks, and who is missing?", "One source is heard, without a name"),
    ("Home\nNews\nSport\nShare\nSubscribe to our newsletter\nWeather\nLog in\nCookie settings\nThe bridge opened on Monday.",
     "What should you doubt?", "Most of the page"),
])
def test_little_text_gives_modest_answers(text, question, part):
    assert part in answers(helpers.load(text=text))[question]


def test_a_guess_is_called_one_and_a_striker_may_be_whoever_is_named():
    derby = helpers.load("data/articles/derby-match-report.txt")
    told = summary.sentences(derby).set_index("question")["answer"]["Who speaks, and who is missing?"]
    assert "Not heard by name: Daniel Okafor" in told and "Named but not heard" not in told
    found = findings.find(derby)
    guessed = found.quotations.assign(confidence=0.2)
    told = summary.sentences(replace(found, quotations=guessed)).set_index("question")["answer"]["Who speaks, and who is missing?"]
    assert "(a guess)" in told
