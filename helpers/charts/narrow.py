"""A figure once more for the width of a phone: the letters keep their size, and what stood side by side stands one below another."""
from __future__ import annotations

import pickle
import textwrap

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.legend import Legend
from matplotlib.textpath import text_to_path
from matplotlib.ticker import AutoLocator, FixedLocator, MaxNLocator

WIDTH = 3.6             # inches: a phone's 380 points less the margins of the page
TITLE_LINE = 0.22       # inches
WIDE_ONLY = "wide only"
"""The group id (`gid`) of what has no room in the narrow figure."""
_LEGEND, _PANEL, _ROW_NAME = 40, 26, 16     # letters a line
_TITLE = FontProperties(family="DejaVu Sans", weight="bold", size=12)
_AXIS, _AXIS_BESIDE_NAMES = 42, 28
_ENTRY = 7              # a legend's mark takes the room of so many letters


def narrowed(figure: Figure) -> Figure:
    """A copy of `figure`, narrower and as much higher as it needs: text wrapped, panels stacked, legends at the foot."""
    copy = pickle.loads(pickle.dumps(figure))    # ours: nothing in it came from a file
    _, height = copy.get_size_inches()
    title, lines = fitted(copy.get_suptitle(), WIDTH)
    height += TITLE_LINE * (lines - copy.get_suptitle().count("\n") - 1)
    copy.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    for artist in copy.findobj(lambda artist: artist.get_gid() == WIDE_ONLY):
        artist.set_visible(False)
    height += _stack(copy, height)
    height += sum(_rename_rows(axes) + _shorten_axis(axes) for axes in copy.axes)
    height += _shorten_label(copy) + _move_legend(copy)
    copy.set_size_inches(WIDTH, height)
    return copy


def wrapped(text: str, letters: int, most: int | None = None) -> tuple[str, int]:
    """`text` in lines of at most so many letters, cut after `most` lines, and how many lines that makes."""
    lines = textwrap.wrap(" ".join(text.split()), letters, max_lines=most, placeholder="…")
    return "\n".join(lines), len(lines)


def fitted(title: str, inches: float) -> tuple[str, int]:
    """A title in lines that are no wider than so many inches, and how many lines that makes."""
    lines: list[str] = []
    for word in title.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer) <= 0.97 * inches:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines), max(1, len(lines))


def _width(text: str) -> float:
    """How wide a title's line is printed, in inches."""
    return text_to_path.get_text_width_height_descent(text, _TITLE, ismath=False)[0] / 72


def _stack(figure: Figure, height: float) -> float:
    """Panels that stood beside one another stand below one another, each with the names of its rows."""
    panels = [axes for axes in figure.axes if axes.get_subplotspec() is not None]
    columns = panels[0].get_subplotspec().get_gridspec().ncols if panels else 1
    if columns == 1:
        return 0.0
    grid = figure.add_gridspec(len(panels), 1)
    for place, axes in enumerate(panels):
        first = panels[place - place % columns]
        axes.set_subplotspec(grid[place])
        names = [name.get_text() for name in first.get_yticklabels()]
        short = [name if len(name) <= _ROW_NAME else f"{name[:_ROW_NAME - 1].rstrip(' …')}…" for name in names]
        axes.set_yticks(first.get_yticks(), short, fontsize=9)
        axes.tick_params(axis="y", labelleft=True)      # panels that share an axis show its names only once
        axes.set_title(wrapped(axes.get_title(loc="left"), _PANEL)[0], loc="left", fontsize=9.5)
    return (columns - 1) * height


def _row_names(axes) -> list[str]:
    """The names of the rows, where the vertical axis carries names and not numbers."""
    named = isinstance(axes.yaxis.get_major_locator(), FixedLocator)
    return [name.get_text() for name in axes.get_yticklabels()] if named else []


def _rename_rows(axes) -> float:
    """Long names of rows on two lines; by how much the figure grows."""
    names = _row_names(axes)
    if max(map(len, names), default=0) <= _ROW_NAME:
        return 0.0
    rows = [wrapped(name, _ROW_NAME, 2)[0] for name in names]
    axes.set_yticks(axes.get_yticks(), rows, fontsize=9, linespacing=0.95)
    if 0.1 < axes.margins()[0] < 0.25:     # room for numbers written beside the bars
        axes.margins(x=2 * axes.margins()[0])
    return 0.07 * len(rows)


def _shorten_axis(axes) -> float:
    """The horizontal axis with fewer marks and a label on several lines; by how much the figure grows."""
    room = _AXIS_BESIDE_NAMES if any(_row_names(axes)) else _AXIS
    label, lines = wrapped(axes.get_xlabel(), room)
    axes.set_xlabel(label)
    locator = axes.xaxis.get_major_locator()
    if isinstance(locator, AutoLocator | MaxNLocator):
        locator.set_params(nbins=4)
    elif not any(text.get_rotation() for text in axes.get_xticklabels()):
        names = [text.get_text() for text in axes.get_xticklabels()]
        if len(names) > 2 and sum(map(len, names)) + 3 * len(names) > room:
            axes.set_xticks([axes.get_xticks()[0], axes.get_xticks()[-1]], [names[0], names[-1]])
            for text, side in zip(axes.get_xticklabels(), ("left", "right"), strict=True):
                text.set_horizontalalignment(side)
    return 0.17 * max(0, lines - 1)


def _shorten_label(figure: Figure) -> float:
    """The label below all panels on several lines; by how much the figure grows."""
    label, lines = wrapped(figure.get_supxlabel(), _AXIS)
    if lines < 2:
        return 0.0
    figure._supxlabel.set_text(label)
    return 0.17 * (lines - 1)


def _move_legend(figure: Figure) -> float:
    """What the marks mean, below the picture in as many columns as there is room for; by how much the figure grows."""
    found = [legend for legend in (*figure.legends, *(axes.get_legend() for axes in figure.axes)) if legend is not None]
    entries = {text.get_text(): handle for legend in found
               for text, handle in zip(legend.get_texts(), legend.legend_handles, strict=True)}
    if not entries:
        return 0.0
    columns = max(1, _LEGEND // (max(map(len, entries)) + _ENTRY))
    grown = 0.22 * -(-len(entries) // columns) - 0.22 * _rows_within(figure.legends)
    for legend in found:
        legend.remove()
    figure.legend(entries.values(), entries.keys(), loc="outside lower left", ncols=columns, frameon=False, fontsize=9.5)
    return grown


def _rows_within(legends: list[Legend]) -> int:
    """Rows of legends for which the figure already has room."""
    return max((-(-len(legend.get_texts()) // max(1, legend._ncols)) for legend in legends), default=0)
