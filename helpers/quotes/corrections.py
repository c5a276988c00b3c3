"""What a person corrected by hand, carried into a new run.

The table that a person edits, quotes.csv in every report, is `editable(quotations)`: the quotations with `checked`,
`found_speaker`, `found_kind` and `conflict`. A person mends `speaker` or `kind` in a spreadsheet and writes yes under
`checked`, or writes delete there (or takes the row out) where nobody is quoted.
"""
from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from ..article import ArticleError
from ..loading import encodings

MENDED = ("speaker", "kind", "speaker_kind")
"""Columns in which a person's word goes before the program's."""
FIRST = ("checked", "text", "speaker", "kind", "speaker_kind", "conflict", "found_speaker", "found_kind")
"""What a person looks at stands first; the rest follows."""
YES = frozenset({"yes", "y", "x", "true", "wahr", "1", "1.0", "ok", "ja", "oui", "✓"})
DELETE = frozenset({"delete", "deleted", "remove", "removed"})
MOVED = 85
"""Similarity (0 to 100) from which a passage counts as the same one after the text was edited."""
GONE = "checked by hand, but these words are no longer found in the text"


def read(path: str | Path) -> tuple[pd.DataFrame | None, set[str]]:
    """The table a person saved, every cell text, and the ids it had when it was written; (None, empty) without a path.

    Any encoding and separator that a spreadsheet writes, the columns in any order. The ids come from the report's record
    beside it; without one nobody can tell that a row was taken out. Raises ArticleError, naming the file, where it is
    no such table: then nothing is overwritten.
    """
    if not str(path):
        return None, set()
    path = Path(path)
    try:
        text, _ = encodings.decode(path.read_bytes())
    except (OSError, encodings.Undecodable) as error:
        raise ArticleError(path.name, f"the corrections cannot be read ({error})", _CURE) from None
    lines = text.splitlines(keepends=True)
    if lines and lines[0].casefold().startswith("sep="):   # Excel's own first line
        del lines[0]
    heading = lines[0] if lines else ""
    rows = csv.DictReader(io.StringIO("".join(lines), newline=""), delimiter=max(",;\t", key=heading.count))
    if not {"id", "text", "checked"} <= set(rows.fieldnames or ()):
        raise ArticleError(path.name, "the corrections lack a column id, text or checked", _CURE)
    names = [name for name in rows.fieldnames if name]
    table = pd.DataFrame([[row.get(name) or "" for name in names] for row in rows], columns=names, dtype=object)
    return table, _written(path.with_name("made.json"))


_CURE = "Save it as CSV with all its columns, or move it away to start anew"


def _written(record: Path) -> set[str]:
    try:
        return set(json.loads(record.read_text(encoding="utf-8")).get("quotations", ()))
    except (OSError, ValueError):
        return set()


def editable(quotations: pd.DataFrame) -> pd.DataFrame:
    """The quotations as a person edits them: nothing checked yet."""
    table = quotations.assign(checked="", found_speaker=quotations["speaker"], found_kind=quotations["kind"], conflict="")
    return table[[*FIRST, *(column for column in table.columns if column not in FIRST)]]


def merge(quotations: pd.DataFrame, corrections: pd.DataFrame | None, written: set[str] | None = None) -> pd.DataFrame:
    """`quotations` of this run with the checked rows of `corrections` honoured, in reading order.

    In: quotations as `quotes.quotations` gives them; `corrections` the table of an earlier run as a person left it (None
    or empty: nothing to honour); `written`, where known, the ids that table had before it was edited, so that a row a
    person took out stays out. A row whose speaker or kind is not what was found counts as checked also without a yes.
    Out: the columns of `editable`, and those a person added. `checked` is yes or delete for rows a person decided, else
    "". Where both sides changed, the person's word stands and `conflict` says what the program finds now; a checked row
    whose words are no longer in the text is kept at the end with its conflict.
    """
    merged = editable(quotations)
    if corrections is None or corrections.empty or "id" not in corrections:
        return merged
    corrections = corrections.map(_plain).reset_index(drop=True)
    corrections["checked"] = [_decided(row) for row in corrections.to_dict("records")]
    own = [column for column in corrections.columns if column not in merged.columns]
    for column in own:
        merged[column] = ""
    places, honoured, lost = _places(merged, corrections), set(), []
    for row, correction in corrections.iterrows():
        place = places.get(row)
        noted = any(isinstance(correction[column], str) and correction[column].strip() for column in own)
        if place is None and (correction["checked"] or noted):
            lost.append(_lost(correction, merged))
        elif place is not None:
            for column in own:
                merged.loc[place, column] = correction[column]
            if correction["checked"]:
                _honour(merged, place, correction, again=place in honoured)
                honoured.add(place)
    if written:
        gone = merged["id"].isin(written - set(corrections["id"])) & (merged["checked"] == "")
        merged.loc[gone, "checked"] = "delete"
    if not lost:
        return merged
    counted = merged.select_dtypes("integer").columns   # offsets and counts may be missing from here on
    merged = merged.astype(dict.fromkeys(counted, "Int64"))
    return pd.concat([merged, pd.DataFrame(lost, columns=merged.columns).astype(merged.dtypes)], ignore_index=True)


def standing(merged: pd.DataFrame) -> pd.DataFrame:
    """The rows that count: those a person deleted, and those no longer in the text, left out."""
    return merged[(merged["checked"] != "delete") & merged["start"].notna()].reset_index(drop=True)


def corrected(merged: pd.DataFrame) -> int:
    """How many rows a person changed: another speaker or kind than the program found, or deleted."""
    changed = (merged["speaker"] != merged["found_speaker"]) | (merged["kind"] != merged["found_kind"])
    return int(((merged["checked"] == "delete") | ((merged["checked"] == "yes") & changed)).sum())


def by_hand(merged: pd.DataFrame) -> pd.DataFrame:
    """The rows that a person decided otherwise than the program, or that are in conflict."""
    changed = (merged["speaker"] != merged["found_speaker"]) | (merged["kind"] != merged["found_kind"])
    return merged[(merged["checked"] == "delete") | ((merged["checked"] == "yes") & changed) | (merged["conflict"] != "")]


def told(merged: pd.DataFrame) -> str:
    """How many were corrected, how many conflicts are open, and how to correct, in two or three sentences."""
    conflicts = int((merged["conflict"] != "").sum())
    to_solve = "" if not conflicts else (
        f" In {conflicts} {'row' if conflicts == 1 else 'rows'} your word and what is found now differ: yours stands, see below.")
    number = corrected(merged)
    done = "Nothing was corrected by hand." if not number else (
        f"{number} quotation{' was' if number == 1 else 's were'} corrected by hand.")
    return (f"{done}{to_solve} To correct, open quotes.csv of this report in a spreadsheet: mend "
            "speaker or kind and write yes under checked, or write delete there if nobody is quoted; then make the report again.")


def _decided(row: dict) -> str:
    """yes, delete, or nothing: what a person says of a row, be it only by changing it."""
    word = str(row.get("checked", "")).strip().casefold()
    if word in YES or word in DELETE:
        return "yes" if word in YES else "delete"
    found = [(row.get(column), row.get(f"found_{column}")) for column in ("speaker", "kind")]
    mended = any(_said(now) and _said(then) and now != then for now, then in found)
    added = not _said(row.get("id"))
    return "yes" if mended or added else ""


def _said(value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _plain(value):
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return value[1:] if isinstance(value, str) and re.match(r"'\s*[=+\-@\t\r]", value) else value


def _places(merged: pd.DataFrame, corrections: pd.DataFrame) -> dict[int, int]:
    """Number of a person's row → index in `merged`: the same id, else for checked rows the most similar words not yet taken."""
    by_id = {identity: index for index, identity in merged["id"].items()}
    found = {row: by_id[identity] for row, identity in corrections["id"].items() if identity in by_id}
    taken = set(found.values())
    free = {index: text for index, text in merged["text"].items() if index not in taken}
    for row, correction in corrections.iterrows():
        if row in found or not correction["checked"] or not _said(correction.get("text")):
            continue
        best = process.extractOne(correction["text"], free, scorer=fuzz.ratio, score_cutoff=MOVED)
        if best:
            found[row] = best[2]
            del free[best[2]]
    return found


def _honour(merged: pd.DataFrame, place: int, correction: pd.Series, again: bool) -> None:
    merged.loc[place, "checked"] = correction["checked"]
    if correction["checked"] == "delete":
        return
    conflicts = [merged.loc[place, "conflict"]] if again else []
    for column in MENDED:
        said, now, then = correction.get(column), merged.loc[place, column], correction.get(f"found_{column}")
        if not _said(said):
            continue
        if again and said != now:
            conflicts.append(f"{column}: checked as “{now}” in another row of yours")
        elif _said(then) and now not in (then, said):
            conflicts.append(f"{column}: checked as “{said}”, found now as “{now}”")
        merged.loc[place, column] = said
    if _said(correction.get("found_speaker")) and correction.get("speaker") != correction["found_speaker"]:
        merged.loc[place, "speaker_kind"] = _kind(merged, place, correction)
    merged.loc[place, "conflict"] = "; ".join(filter(None, conflicts))


def _kind(merged: pd.DataFrame, place: int, correction: pd.Series) -> str:
    """What kind the speaker that a person wrote is: as in another row, else as the person left it, if it can be."""
    same = merged[(merged["speaker"] == correction["speaker"]) & (merged.index != place)]
    if len(same):
        return same["speaker_kind"].iloc[0]
    left = correction.get("speaker_kind")
    capital = str(correction["speaker"])[:1].isupper()
    return "named" if capital and left in ("unnamed", "unattributed", None, "") else left


def _lost(correction: pd.Series, merged: pd.DataFrame) -> dict:
    """A checked row whose words are not in the text any more: what the program counted of it is missing."""
    counted = set(merged.select_dtypes("number").columns)
    kept = {column: float("nan") if column in counted else correction.get(column) for column in merged.columns}
    return kept | {"conflict": GONE}
