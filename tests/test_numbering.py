"""Equal stretches get equal numbers, different ones different numbers."""
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import numbering


def kinds(pieces: list[str], apart: list[bool] | None = None) -> list[int]:
    codes = numbering.codes("".join(pieces))
    ends = np.cumsum([len(piece) for piece in pieces], dtype=np.int64)
    starts = ends - [len(piece) for piece in pieces]
    firsts, numbers = numbering.numbered(codes, starts, ends, None if apart is None else np.array(apart))
    assert [numbers[first] for first in firsts] == list(range(len(firsts)))
    return numbers.tolist()


@given(st.lists(st.text(st.characters(), min_size=1, max_size=5)))
def test_numbers_are_equal_where_the_letters_are(pieces):
    numbers = kinds(pieces) if pieces else []
    assert len(set(zip(pieces, numbers, strict=True))) == len(set(pieces)) == len(set(numbers))


@pytest.mark.parametrize(("one", "other"), [("ab", "ba"), ("a", "aa"), ("a\0", "a"), ("It", "it"), ("\ud83d", "\ud83e")])
def test_order_length_and_case_count(one, other):
    first, second, third = kinds([one, other, one])
    assert first == third != second


def test_those_kept_apart_are_of_another_kind():
    first, second, third = kinds(["No.", "No.", "No."], [False, True, True])
    assert first != second == third


def test_very_long_stretches_have_a_number_each():
    assert len(set(kinds(["x" * 500, "x" * 500]))) == 2
