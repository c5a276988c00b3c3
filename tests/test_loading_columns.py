"""Columns of a page: what is read before what."""
import pytest

from helpers.loading import columns


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
