"""What is asked once: the frames are those of the analyses, and who is named but not heard."""
import pandas as pd
import pytest

import helpers
from helpers import findings


def test_the_frames_are_those_of_the_analyses(sample):
    found = findings.find(sample)
    pd.testing.assert_frame_equal(found.sources, helpers.quotes.sources(sample))
    pd.testing.assert_frame_equal(found.tone, helpers.sentiment.sentences(sample))
    pd.testing.assert_frame_equal(found.repeats, helpers.repetition.repeats(sample))


@pytest.mark.parametrize(("text", "names"), [
    ("Mayor Ann Field met Peter Holm on Monday. \"We agree,\" said Field. Holm left early. Peter Holm is ill.", ["Peter Holm"]),
    ("Mayor Ann Field met Peter Holm on Monday. \"We agree,\" said Field.", []),
    ("It rained on Monday. It was cold.", []),
])
def test_who_is_named_but_not_heard(text, names):
    assert list(findings.unheard(findings.find(helpers.load(text=text)))["name"]) == names


def test_the_sample_talks_about_people_it_does_not_quote(sample):
    rows = findings.unheard(findings.find(sample))
    assert list(rows.head(3).itertuples(index=False, name=None)) == [
        ("John Kerry", 10), ("Sergei Lavrov", 5), ("Bashar al-Assad", 5)]
    assert "John Kirby" not in set(rows["name"])
