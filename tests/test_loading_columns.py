"""Columns of a page: what is read before what."""
import sys
from pathlib import Path

import pytest

from helpers import loading
from helpers.loading import columns

sys.path.insert(0, str(Path(__file__).parent / "samples"))
import make

SAMPLES = Path(__file__).parent / "samples"



def column(left: float, top: float, count: int, width: float = 180.0) -> list[columns.Box]:
    return [(left, top - 14 * row - 10, left + width - row % 3, top - 14 * row) for row in range(count)]


LEFT, RIGHT = column(50, 700, 6), column(320, 700, 6)
ACROSS = (50, 740, 500, 750)


@pytest.mark.parametrize(("boxes", "expected"), [
    ([], None),
    (LEFT, None),                                                            # one column
    (column(50, 700, 3) + column(320, 700, 3), None),                        # too short
    (column(50, 700, 8, 40) + column(320, 700, 8, 40), None),                # too narrow: a table
    (LEFT + RIGHT, [LEFT, RIGHT]),
    ([ACROSS, *LEFT, *RIGHT], [[ACROSS], LEFT, RIGHT]),                      # a headline over both
    (column(50, 700, 6, 120) + column(200, 700, 5, 120) + column(350, 700, 6, 120),
     [column(50, 700, 6, 120), column(200, 700, 5, 120), column(350, 700, 6, 120)]),
])
def test_order(boxes, expected):
    for given in (boxes, sorted(boxes, key=lambda box: -box[3])):
        found = columns.in_columns(given)
        assert (found and [sorted(group) for group in found]) == (expected and [sorted(group) for group in expected])


def test_lines_from_top_to_bottom_each_from_left_to_right():
    boxes = [(90, 100, 120, 110), (50, 101, 80, 111), (50, 80, 80, 90)]
    assert columns.lines(boxes) == [[boxes[1], boxes[0]], [boxes[2]]]


@pytest.mark.parametrize(("boxes", "expected"), [
    ([], []),
    ([(50, 100, 56, 110), (56, 100, 62, 108), (65, 98, 70, 108)], [(50, 98, 70, 110)]),        # letters, and a blank between words
    ([(50, 100, 56, 110), (90, 100, 96, 110)], [(50, 100, 56, 110), (90, 100, 96, 110)]),      # the next column
    ([(50, 100, 56, 110), (56, 80, 62, 90)], [(50, 100, 56, 110), (56, 80, 62, 90)]),          # the next line
    ([(50, 107, 53, 110), (53, 100, 60, 110), (60, 100, 62, 101)], [(50, 100, 62, 110)]),      # marks high and low
])
def test_joined(boxes, expected):
    assert columns.joined(boxes) == expected


def test_a_page_that_a_browser_printed():
    """samples/browser.pdf: Chromium's "Save as PDF" of a page in two columns, whose every letter is a box of its own."""
    [found] = loading.read(SAMPLES / "browser.pdf")
    headline, *paragraphs = found.text.split("\n\n")
    assert headline == "Harbour bridge to close for repairs"
    assert paragraphs == [*make.PARAGRAPHS, *make.SECOND]
    assert found.title is None          # the file gives only the name of the page it was made from
    assert found.published is None      # and the day on which it was saved
