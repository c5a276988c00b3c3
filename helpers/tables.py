"""Tables as people see them: in a notebook, in a report, in a spreadsheet. A DataFrame in."""
from __future__ import annotations

import html
import numbers
from dataclasses import dataclass
from datetime import date

import pandas as pd

FOLD = 12
"""Rows shown before the rest folds away; on paper they are all that is printed, and the rest is left to the CSV."""
_A_FEW = 3
"""So many rows more are shown at once: there is nothing gained by folding them away."""

_OFFSETS = frozenset({"start", "end", "other_start", "other_end", "speaker_start", "speaker_end", "cue_start", "cue_end"})
# JupyterLab would set every cell to the right, and show a white picture in its dark theme; only our pictures ask for a light ground.
_ALIGNED = ("<style>.table-scroll table :is(th,td,caption){text-align:left!important;vertical-align:top}"
            ".table-scroll table .number{text-align:right!important}"
            '[data-jp-theme-light="false"] img.jp-needs-light-background{filter:invert(.9) hue-rotate(180deg)}</style>')
_PROSE = frozenset({"text", "other_text", "notice", "how_to_read", "sentence", "why", "evidence", "where", "meaning", "example",
                    "reason"})
_NAMES = frozenset({"article", "a", "b", "source", "counts", "our_counts", "textstat_counts", "speaker", "warning", "name", "called"})
_CALLED = frozenset({"speaker", "source"})
"""Columns of what somebody is called: "the council" begins a cell, and so with a capital."""
_MISSING = "–"
_SIDE_BY_SIDE = 4
"""A table of more columns becomes a list of entries on a phone, and so does one with sentences in it."""
_SENTENCE = 24
"""Letters: a column of prose whose longest entry is no longer is a column of words, and needs no room of its own."""
_SHORT = 12
"""Letters: words in a column whose longest entry is no longer stay on one line."""


@dataclass(frozen=True)
class Table:
    """A DataFrame shown with its text escaped, long ones folded; the report writes it to `name`.csv."""

    frame: pd.DataFrame
    name: str
    caption: str = ""
    columns: tuple[str, ...] | None = None
    nothing: str = ""
    shown: pd.DataFrame | None = None

    def _repr_html_(self) -> str:
        frame = self.frame if self.shown is None else self.shown
        shown = _without_blanks(for_people(frame[list(self.columns)] if self.columns else frame))
        if (said := self._said_instead(shown)):
            return f'<p class="empty-table">{html.escape(said)}</p>'
        if list(shown.columns) == ["sentence"] and not pd.api.types.is_numeric_dtype(shown["sentence"]):
            return _list(shown.iloc[:, 0], self.caption)
        looks, label = _looks(shown), self.caption or f"Table {self.name.replace('-', ' ')}"
        if len(shown) <= FOLD + _A_FEW:
            return _ALIGNED + _html(shown, self.caption, label, looks)
        left = len(shown) - FOLD
        return (f"{_ALIGNED}{_html(shown.head(FOLD), self.caption, label, looks)}"
                f'<details class="more-rows" data-printed="{left} more rows are in {html.escape(self.name)}.csv.">'
                f"<summary>Show the other {left} rows</summary>{_html(shown.iloc[FOLD:], '', f'{label}, more rows', looks)}</details>")

    def _said_instead(self, shown: pd.DataFrame) -> str:
        """The sentence in the place of a table without rows, or of one whose every row is missing for one and the same reason."""
        if shown.empty:
            found = "nothing of this kind was found."
            return self.nothing or (f"{self.caption}: {found}" if self.caption else capital(found))
        numbers_shown = shown.select_dtypes("number")
        missing = "reason" in shown and numbers_shown.shape[1] and numbers_shown.isna().all(axis=None)
        reasons = set(shown["reason"]) if missing else set()
        reason = reasons.pop() if len(reasons) == 1 else None
        return (f"{self.caption}: {reason}." if self.caption else f"{capital(reason)}.") if isinstance(reason, str) else ""

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"text/html": self._repr_html_(), "text/plain": repr(self.frame), "text/csv": to_csv(self.frame)}
        return data, {"text/csv": {"name": self.name}}


def table(frame: pd.DataFrame, name: str, caption: str = "", columns=None, nothing: str = "",
          shown: pd.DataFrame | None = None) -> Table:
    """Show `frame`: `columns` chooses what is seen; the CSV called `name` always holds every row and every column.

    `nothing` is the sentence that stands in the place of a frame without rows; `shown` is what people see where that has other rows.
    """
    return Table(frame, name, caption, tuple(columns) if columns is not None else None, nothing, shown)


@dataclass(frozen=True)
class Note:
    """A sentence of ours shown as a paragraph."""

    text: str

    def _repr_html_(self) -> str:
        return f'<p class="note tex2jax_ignore mathjax_ignore">{html.escape(self.text)}</p>'


def note(text: str | None) -> Note | None:
    """Show `text` as a paragraph of the page; nothing where there is none."""
    return Note(text) if text else None


def setup_notebook() -> None:
    """Let plain DataFrames show text as it is: dollar signs are money, not mathematics, and long texts are not cut."""
    pd.set_option("display.html.use_mathjax", False)
    pd.set_option("display.max_colwidth", 400)
    pd.set_option("display.precision", 2)


def to_csv(frame: pd.DataFrame) -> str:
    """`frame` as CSV that a spreadsheet opens without running anything (OWASP: CSV injection), sentences counted from 1."""
    return for_people(frame).map(spreadsheet_safe).rename(columns=spreadsheet_safe).to_csv(index=False)


def for_people(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the sentences counted from 1, as people count; in Python they are indices of `article.sentences`."""
    if "sentence" in frame and pd.api.types.is_numeric_dtype(frame["sentence"]):
        return frame.assign(sentence=frame["sentence"] + 1)
    return frame


def spreadsheet_safe(value):
    """Text that a spreadsheet would take for a formula gets an apostrophe before it; anything else stays as it is."""
    if isinstance(value, str) and value.lstrip()[:1] in ("=", "+", "-", "@", "\t", "\r") and value.strip():
        return "'" + value
    return value


def capital(text: str) -> str:
    """A name that begins a sentence or a line: "A spokesman" for "a spokesman"."""
    return text[:1].upper() + text[1:]


def within(name: str) -> str:
    """A name inside a sentence: "one victim" for "One victim", but "The Washington Post"."""
    first, _, rest = name.partition(" ")
    opens = first in ("A", "An") or (first in _OPENERS and rest[:1].islower())
    return f"{first.lower()} {rest}" if opens and rest else name


_OPENERS = frozenset({"The", "One", "Two", "Three", "Some", "Several", "Many", "Another", "Other", "His", "Her", "Their", "Its"})


def day(written: str | None) -> str | None:
    """A date as people write it, "13 January 2026" for 2026-01-13; a month or a year alone, or what is no date, as it is."""
    try:
        when = date.fromisoformat(str(written)[:10])
    except ValueError:
        return written
    return f"{when.day} {when:%B %Y}"


def times(count: int) -> str:
    """How often, in words where there are some: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _without_blanks(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` without the columns of words that say nothing in any row; columns of numbers stay."""
    blank = [column for column in frame.columns if len(frame) and not pd.api.types.is_numeric_dtype(frame[column])
             and all(value is None or value is pd.NA or value != value or value == "" for value in frame[column])]
    return frame.drop(columns=blank) if len(blank) < len(frame.columns) else frame


def _list(values: pd.Series, caption: str) -> str:
    """Sentences of ours and nothing else are a list and no table."""
    lines = "".join(f"<li>{html.escape(_cell(value))}</li>" for value in values)
    head = f'<p class="list-head">{html.escape(caption)}</p>' if caption else ""
    return f'{head}<ul class="list-table tex2jax_ignore mathjax_ignore">{lines}</ul>'


def _looks(frame: pd.DataFrame) -> dict[str, frozenset]:
    """The classes of a table's cells, and the columns that have each."""
    longest = {column: frame[column].map(_cell).str.len().max() for column in frame}
    number = frozenset(column for column in frame if pd.api.types.is_numeric_dtype(frame[column])
                       and not pd.api.types.is_bool_dtype(frame[column]))
    prose = frozenset(column for column in frame if column in _PROSE and longest[column] > _SENTENCE) - number
    short = frozenset(column for column in frame if longest[column] <= _SHORT)
    return {"number": number, "offset": _OFFSETS, "prose": prose, "name": _NAMES - number - short, "short": short - number}


def _html(frame: pd.DataFrame, caption: str, label: str, looks: dict[str, frozenset]) -> str:
    stacks = len(frame.columns) > _SIDE_BY_SIDE or (len(frame.columns) > 2 and bool(looks["prose"]))
    head = "".join(f'<th scope="col"{_class(column, looks)}>{html.escape(_heading(column))}</th>' for column in frame.columns)
    rows = "".join(
        "<tr>" + "".join(_td(column, value, looks, stacks) for column, value in zip(frame.columns, row, strict=True)) + "</tr>"
        for row in frame.itertuples(index=False, name=None))
    top = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return (f'<div class="table-scroll" tabindex="0" role="region" aria-label="{html.escape(label)}">'
            f'<table class="{"stacks " if stacks else ""}tex2jax_ignore mathjax_ignore">{top}<thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>")


def _td(column, value, looks: dict[str, frozenset], stacks: bool) -> str:
    """A cell; where the table stacks on a phone, it carries the name of its column."""
    words = capital(_cell(value)) if column in _CALLED else _cell(value)
    missing = words in ("", _MISSING)
    named = f' data-label="{html.escape(_heading(column))}"' if stacks and not missing else ""
    return f"<td{_class(column, looks, missing)}{named}>{html.escape(words)}</td>"


def _heading(column) -> str:
    return str(column).replace("_", " ")


def _class(column, looks: dict[str, frozenset], missing: bool = False) -> str:
    kinds = [kind for kind, columns in looks.items() if column in columns] + ["missing"] * missing
    return f' class="{" ".join(kinds)}"' if kinds else ""


def _cell(value) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(str(each).strip(" ,") for each in value)
    if value is None or value is pd.NA or value != value:
        return _MISSING
    if pd.api.types.is_bool(value):
        return "yes" if value else "no"
    if isinstance(value, numbers.Integral):
        return (f"{value:,}" if abs(value) >= 10000 else str(value)).replace("-", "−")
    if isinstance(value, numbers.Real):
        return f"{round(value, 2) + 0.0:,.2f}".replace("-", "−")     # + 0.0: nothing has no sign
    return str(value)
