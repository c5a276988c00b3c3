"""Columns of a page: in which order its boxes of text are read, from where they stand alone.

A page is cut into rows that no box crosses. Rows that share an empty strip from top to bottom, with lines of text on both sides
of it, are columns: the left side is read before the right one. What spans the strip, a headline or a footer, ends them.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, as PDF counts them: from the lower left corner."""

_GUTTER, _NARROWEST = 8.0, 90.0
_LINES = 4
"""Fewer lines side by side are a table, a form or a caption."""
_FULL = 0.55
"""In a column most lines are this share of its width or more; in a table they are not."""


def in_columns(boxes: Sequence[Box]) -> list[list[Box]] | None:
    """The boxes of a page in groups, in reading order; None where nothing stands in columns."""
    groups: list[list[Box]] = []
    found = False
    for run in _runs(boxes):
        sides = _sides(run)
        found = found or sides is not None
        for side in sides or ():
            groups += in_columns(side) or [side]
        if sides is None:
            groups.append(run)
    return groups if found else None


def joined(boxes: Sequence[Box]) -> list[Box]:
    """Boxes in the file's own order, those put together that follow each other on a line no further apart than words are.

    Some programs, browsers among them, write every letter as a box of its own.
    """
    found: list[Box] = []
    for box in boxes:
        if found and _follows(found[-1], box):
            before = found.pop()
            box = (min(before[0], box[0]), min(before[1], box[1]), max(before[2], box[2]), max(before[3], box[3]))
        found.append(box)
    return found


def _follows(before: Box, box: Box) -> bool:
    height = max(before[3] - before[1], box[3] - box[1])
    near = 0.6 * height
    return -near < box[0] - before[2] < min(near, _GUTTER) and box[1] - before[3] < near / 2 and before[1] - box[3] < near / 2


def lines(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes as lines from top to bottom, each from left to right."""
    found: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (-box[3], box[0])):
        if found and found[-1][0][1] < (box[1] + box[3]) / 2:
            found[-1].append(box)
        else:
            found.append([box])
    return [sorted(line) for line in found]


def _runs(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """The boxes from top to bottom, cut where no strip stays empty any more from one row to the next."""
    run: list[Box] = []
    for row in _rows(boxes):
        if run and _gutter(run + row) is None:
            yield run
            run = []
        run = run + row
    if run:
        yield run


def _rows(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    row: list[Box] = []
    lowest = 0.0
    for box in sorted(boxes, key=lambda box: -box[3]):
        if row and box[3] <= lowest:
            yield row
            row = []
        lowest = min(lowest, box[1]) if row else box[1]
        row.append(box)
    if row:
        yield row


def _gutter(boxes: Sequence[Box]) -> float | None:
    """The middle of the widest strip between boxes that is empty from top to bottom."""
    widest, middle, reach = _GUTTER, None, None
    for left, _, right, _ in sorted(boxes):
        if reach is not None and left - reach >= widest:
            widest, middle = left - reach, (left + reach) / 2
        reach = right if reach is None else max(reach, right)
    return middle


def _sides(run: list[Box]) -> tuple[list[Box], list[Box]] | None:
    middle = _gutter(run)
    if middle is None:
        return None
    left, right = [box for box in run if box[0] < middle], [box for box in run if box[0] >= middle]
    return (left, right) if _is_column(left) and _is_column(right) else None


def _is_column(boxes: list[Box]) -> bool:
    widths = [line[-1][2] - line[0][0] for line in lines(boxes)]
    width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    return len(widths) >= _LINES and width >= _NARROWEST and statistics.median(widths) >= _FULL * width
