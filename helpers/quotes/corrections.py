"""What a person corrected by hand, carried into a new run. Pure functions: frames in, frames out; files are the report's.

The table that a person edits is `editable(quotations)`: the quotations with `checked`, `found_speaker`, `found_kind` and
`conflict`. A person mends `speaker` or `kind` and writes yes in `checked`, or writes delete there where nobody is quoted.
"""
from __future__ import annotations

import re

import pandas as pd
from rapidfuzz import fuzz, process

ADDED = ("checked", "found_speaker", "found_kind", "conflict")
MENDED = ("speaker", "kind", "speaker_kind")
"""Columns in which a person's word goes before the program's."""
YES = frozenset({"yes", "y", "x", "true", "1", "1.0", "ok", "ja", "oui", "✓"})
DELETE = frozenset({"delete", "deleted", "no", "remove", "false", "none"})
MOVED = 85
"""Similarity (0 to 100) from which a passage counts as the same one after the text was edited."""


def editable(quotations: pd.DataFrame) -> pd.DataFrame:
    """The quotations as a person edits them: nothing checked yet."""
    return quotations.assign(checked="", found_speaker=quotations["speaker"], found_kind=quotations["kind"], conflict="")


def merge(quotations: pd.DataFrame, corrections: pd.DataFrame | None, written: set[str] | None = None) -> pd.DataFrame:
    """`quotations` of this run with the checked rows of `corrections` honoured, in reading order.

    In: quotations as `quotes.quotations` gives them; `corrections` the table of an earlier run as a person left it (None
    or empty: nothing to honour); `written`, where known, the ids that table had before it was edited, so that a row a
    person took out stays out.
    Out: the columns of `editable`. `checked` is yes or delete for rows a person decided, else "". Where both sides changed,
    the person's word stands and `conflict` says what the program finds now; a checked row whose words are no longer
    in the text is kept at the end with its conflict.
    """
    merged = editable(quotations)
    if corrections is None or corrections.empty or "id" not in corrections:
        return merged
    corrections = corrections.map(_plain)
    states = corrections["checked"].map(_state) if "checked" in corrections else pd.Series("", index=corrections.index)
    checked = corrections[states != ""].assign(checked=states[states != ""])
    places = _places(merged, checked)
    lost = []
    for row, (_, correction) in enumerate(checked.iterrows()):
        place = places.get(row)
        if place is None:
            lost.append(_lost(correction, merged.columns))
        else:
            _honour(merged, place, correction)
    if written:
        gone = merged["id"].isin(written - set(corrections["id"])) & (merged["checked"] == "")
        merged.loc[gone, "checked"] = "delete"
    return pd.concat([merged, pd.DataFrame(lost, columns=merged.columns).astype(merged.dtypes)]) if lost else merged


def standing(merged: pd.DataFrame) -> pd.DataFrame:
    """The rows that count: those a person deleted, and those no longer in the text, left out."""
    return merged[(merged["checked"] != "delete") & merged["start"].notna()].reset_index(drop=True)


def corrected(merged: pd.DataFrame) -> int:
    """How many rows a person changed: another speaker or kind than the program found, or deleted."""
    changed = (merged["speaker"] != merged["found_speaker"]) | (merged["kind"] != merged["found_kind"])
    return int(((merged["checked"] == "delete") | ((merged["checked"] == "yes") & changed)).sum())


def _state(value) -> str:
    word = str(value).strip().casefold()
    return "yes" if word in YES else "delete" if word in DELETE and word else ""


def _plain(value):
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return value[1:] if isinstance(value, str) and re.match(r"'\s*[=+\-@\t\r]", value) else value


def _places(merged: pd.DataFrame, checked: pd.DataFrame) -> dict[int, int]:
    """Number of the checked row → index in `merged`: the same id, else the most similar words not yet taken."""
    by_id = {identity: index for index, identity in merged["id"].items()}
    found = {row: by_id[identity] for row, identity in enumerate(checked["id"]) if identity in by_id}
    free = {index: text for index, text in merged["text"].items() if index not in set(found.values())}
    for row, text in enumerate(checked.get("text", pd.Series("", index=checked.index))):
        if row in found or not isinstance(text, str):
            continue
        best = process.extractOne(text, free, scorer=fuzz.ratio, score_cutoff=MOVED)
        if best:
            found[row] = best[2]
            del free[best[2]]
    return found


def _honour(merged: pd.DataFrame, place: int, correction: pd.Series) -> None:
    merged.loc[place, "checked"] = correction["checked"]
    if correction["checked"] == "delete":
        return
    conflicts = []
    for column in MENDED:
        said = correction.get(column)
        if not isinstance(said, str) or not said.strip():
            continue
        now, then = merged.loc[place, column], correction.get(f"found_{column}")
        if isinstance(then, str) and then.strip() and now not in (then, said):
            conflicts.append(f"{column}: checked as “{said}”, found now as “{now}”")
        merged.loc[place, column] = said
    merged.loc[place, "conflict"] = "; ".join(conflicts)


def _lost(correction: pd.Series, columns) -> dict:
    """A checked row whose words are not in the text any more: its offsets are missing."""
    kept = {column: correction.get(column) for column in columns}
    for column in columns:
        if column in ("start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end", "sentence", "paragraph"):
            kept[column] = pd.NA
    return kept | {"conflict": "checked by hand, but these words are no longer found in the text"}
