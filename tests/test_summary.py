"""The five sentences: right on the sample, modest where there is little to say."""
import pytest

import helpers
from helpers import summary


def answers(article):
    return summary.sentences(article).set_index("question")["answer"]


def test_the_sample_in_five_sentences(sample):
    found = answers(sample)
    assert len(found) == 5
    assert "7 sources are heard; 3 of them are people without a name" in found["Who speaks?"]
    assert "paragraph stands on the page twice" in found["What repeats?"] and "“very, very, very”" in found["What repeats?"]
    assert "of 20 sentences lean negative, 0 positive" in found["What tone?"]
    assert "longest 48" in found["How hard is it?"]
    assert "17 lines of the page were set aside" in found["What should you doubt?"]


@pytest.mark.parametrize(("text", "question", "part"), [
    ("The bridge opened on Monday. It is long.", "Who speaks?", "Nobody is quoted"),
    ("The bridge opened on Monday. It is long.", "What repeats?", "Nothing of note"),
    ("The bridge opened on Monday. It is long.", "What tone?", "Too little to say"),
])
def test_little_text_gives_modest_answers(text, question, part):
    assert part in answers(helpers.load(text=text))[question]
