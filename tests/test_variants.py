"""Sentences that nobody wrote, made of those of the training texts."""
import pytest

from training import variants

TEXTS = ["The council praised the mayor, and the crowd cheered.", "Nobody trusted the report, and the minister resigned.",
         "The harbour was closed after the storm.", "The school opened after the holidays."]


@pytest.fixture
def near(monkeypatch):
    """A few words of like meaning."""
    found = {"praised": ["criticized"], "cheered": ["booed"], "closed": ["opened"]}
    monkeypatch.setattr(variants, "_near", lambda texts: found)
    return found


@pytest.mark.parametrize(("share", "expected"), [
    (1, "The council criticized the mayor, and the crowd booed."),
    (0, "The council praised the mayor, and the crowd cheered.")])
def test_words_are_exchanged_for_those_near_them(near, share, expected):
    assert variants.exchanged(TEXTS[0], near, share, variants.random.Random(0)) == expected


def test_a_variant_is_spliced_where_both_have_the_same_joint(near, monkeypatch):
    monkeypatch.setattr(variants, "SPLICED", 1)
    monkeypatch.setattr(variants, "SHARE_SPLICED", 0)
    found = variants.variants(TEXTS, [20, 0, 20, 0], seed=1)
    assert set(found) == {TEXTS[0], "The council praised the mayor, and the minister resigned.",
                          TEXTS[2], "The harbour was closed after the holidays."}


def test_the_same_seed_gives_the_same_variants_and_as_many_as_asked_for(near):
    found = variants.variants(TEXTS, [3, 1, 0, 2], seed=5)
    assert found == variants.variants(TEXTS, [3, 1, 0, 2], seed=5) and len(found) == 6
    assert found != variants.variants(TEXTS, [3, 1, 0, 2], seed=6)
    assert all(len(text.split()) <= variants.LONGEST for text in variants.variants([" and so on".join(TEXTS) * 9], [5], seed=1))


def test_words_of_like_meaning_have_the_same_ending(monkeypatch):
    monkeypatch.setattr(variants, "GRAMMAR", 6)
    texts = ["She praised, admired, attacked and criticized them while walking, running and hurrying."] * variants.OFTEN
    near = variants._near([*texts, *["the and them while she very"] * 50])
    assert set(near["praised"]) == {"admired", "attacked", "criticized"}
    assert set(near["walking"]) == {"running", "hurrying"} and "very" not in near
