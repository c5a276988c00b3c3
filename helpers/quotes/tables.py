"""What was found, as tables: quotations, stretches between marks, sources."""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..article import PROSE, Article
from . import cues, marks
from .people import People
from .reading import Found, Paragraph, Reading

QUOTATIONS = ("start", "end", "text", "kind", "speaker", "speaker_start", "speaker_end", "speaker_text", "speaker_kind",
              "cue", "cue_start", "cue_end", "stance", "via", "confidence", "evidence", "quotation", "part", "parts",
              "words", "position", "position_end", "sentence", "paragraph", "id")
STRETCHES = ("start", "end", "text", "speech", "reason", "quotation", "speaker", "closed", "depth")
SOURCES = ("source", "kind", "quotations", "words", "share", "between_marks", "start", "end", "position", "called")
UNATTRIBUTED = "not attributed"
_EDGES = re.compile(r"\w(?:.*\w)?", re.S)
_HELPING = frozenset({"has", "have", "had", "is", "are", "was", "were", "be", "been", "do", "does", "did", "will", "would"})
_OFFSETS = ("start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end", "sentence", "paragraph")


def quotations(article: Article, paragraphs: list[Paragraph], reading: Reading, people: People) -> pd.DataFrame:
    """One row a part of a quotation, in reading order."""
    outer = [stretch for paragraph in paragraphs for stretch in paragraph.stretches if stretch.depth == 0]
    rows = []
    for number, found in enumerate(sorted(reading.found, key=lambda f: f.spans), 1):
        rows += _rows(article, number, found, outer, people)
    _name_alike(rows)
    for row, identity in zip(rows, _identities(row["text"] for row in rows), strict=True):
        row["id"] = identity
    if not rows:
        return pd.DataFrame(columns=list(QUOTATIONS)).astype(dict.fromkeys(_OFFSETS, "Int64"))
    return pd.DataFrame({column: pd.array([row[column] for row in rows], dtype="Int64") if column in _OFFSETS else
                         [row[column] for row in rows] for column in QUOTATIONS})


def _name_alike(rows: list[dict]) -> None:
    """Somebody without a name is called in every row as in the first: "the council", "The council" and "Council" are one source."""
    first: dict[str, str] = {}
    for row in rows:
        if row["speaker_kind"] != "named":
            row["speaker"] = first.setdefault(re.sub(r"^(?:the|a|an)\s+", "", row["speaker"].lower()), row["speaker"])


def _rows(article: Article, number: int, found: Found, outer, people: People):
    text = article.text
    speaker, kind, sure, why = _speaker(text, found, people)
    cue, (cue_start, cue_end) = _cue(text, found.cue)
    shared = {
        "kind": kind_of(found, text, outer), "speaker": speaker, "speaker_kind": kind,
        "speaker_start": found.speaker and found.speaker[0], "speaker_end": found.speaker and found.speaker[1],
        "speaker_text": found.speaker and text[slice(*found.speaker)],
        "cue": cue, "cue_start": cue_start, "cue_end": cue_end,
        "stance": cues.stance(cue) if cue else None, "via": text[slice(*found.via)] if found.via else None,
        "confidence": round(found.confidence * sure, 2), "evidence": "; ".join([*found.why, *why]),
        "quotation": number, "parts": len(found.spans)}
    for part, (start, end) in enumerate(found.spans, 1):
        first, last, sentence = _place(article, start, end)
        total = max(1, len(article.words))
        yield {"start": start, "end": end, "text": text[start:end], "part": part, "words": last - first,
               "position": first / total, "position_end": last / total, "sentence": sentence,
               "paragraph": article.sentences[sentence].paragraph if sentence is not None else None,
               "id": None, **shared}


def _cue(text: str, span: tuple[int, int] | None) -> tuple[str | None, tuple[int | None, int | None]]:
    """The words that report, without marks at their edges ("told him:"); none where they are only a mark or a verb that helps another."""
    word = _EDGES.search(text, *span) if span else None
    if word is None or word[0].lower() in _HELPING:
        return None, (None, None)
    return word[0], word.span()


def _identities(texts: Iterable[str]) -> Iterator[str]:
    """A name for each part that stays the same while its words do, wherever they stand: letters and digits, hashed."""
    times: Counter[str] = Counter()
    for text in texts:
        words = "".join(filter(str.isalnum, text.casefold()))
        digest = "q" + sha256(words.encode("utf-8", "replace")).hexdigest()[:10]   # with a letter first, no spreadsheet reads a number
        times[digest] += 1
        yield digest if times[digest] == 1 else f"{digest}-{times[digest]}"


def _speaker(text: str, found: Found, people: People):
    if found.speaker is None:
        return UNATTRIBUTED, "unattributed", .6, ["nobody is named as speaker"]
    meant = people.meant(text, *found.speaker)
    if meant.name:
        return meant.name, meant.kind, meant.sure, [meant.why]
    return meant.words or text[slice(*found.speaker)], meant.kind, meant.sure, [meant.why]


def kind_of(found: Found, text: str, outer) -> str:
    """direct where at least nine tenths of its letters and digits stand between marks, mixed where some do, else indirect."""
    if found.kind is not None:
        return found.kind
    inside = total = 0
    for start, end in found.spans:
        total += sum(map(str.isalnum, text[start:end]))
        for stretch in islice(outer, bisect_right(outer, start, key=_end), None):
            if stretch.start >= end:
                break
            inside += sum(map(str.isalnum, text[max(start, stretch.start):min(end, stretch.end)]))
    return "indirect" if not inside else "direct" if inside >= .9 * total else "mixed"


def _end(stretch: marks.Stretch) -> int:
    return stretch.end


def _place(article: Article, start: int, end: int) -> tuple[int, int, int | None]:
    """The first word of a span, the word after it, and the sentence it begins in."""
    first, last = bisect_right(article.words.ends, start), bisect_left(article.words.starts, end)
    sentence = bisect_right(article.sentences, start, key=lambda sentence: sentence.start) - 1
    return first, max(first, last), max(0, sentence) if article.sentences else None


def stretches(article: Article, paragraphs: list[Paragraph], reading: Reading, rows: pd.DataFrame) -> pd.DataFrame:
    """One row a stretch between marks: speech or not, and the reason."""
    found, covering = [], _covering(rows)
    for paragraph in paragraphs:
        for stretch in paragraph.stretches:
            speech, reason = reading.verdicts.get((stretch.start, stretch.end), (False, "inside another quotation"))
            row = covering(stretch.start, stretch.end)
            found.append({"start": stretch.start, "end": stretch.end, "text": article.text[stretch.start:stretch.end],
                          "speech": speech, "reason": reason, "quotation": row["quotation"] if row is not None else None,
                          "speaker": row["speaker"] if row is not None and speech else None,
                          "closed": stretch.closed, "depth": stretch.depth})
    read = {paragraph.block for paragraph in paragraphs}
    for number, block in enumerate(article.blocks):
        if block.role not in PROSE and number not in read:
            for stretch in marks.stretches(article.text, block.start, block.end)[0]:
                found.append({"start": stretch.start, "end": stretch.end, "text": article.text[stretch.start:stretch.end],
                              "speech": False, "reason": f"not in the article's prose: {block.role}", "closed": stretch.closed,
                              "depth": stretch.depth})
    found.sort(key=lambda row: row["start"])
    frame = pd.DataFrame(found, columns=list(STRETCHES))
    return frame.astype({"start": "Int64", "end": "Int64", "quotation": "Int64", "speech": "bool", "closed": "bool"})


def whole(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows to be read by people: the parts of an interrupted quotation in one row, with " … " between them.

    In and out: the columns of `quotations`, or of `checked`. `start`, `position` are the first part's, `end`, `position_end` the
    last part's, `words` those of all parts, everything else is the first part's. Parts that a person corrected differently stay apart.
    """
    alike = [column for column in ("quotation", "speaker", "kind", "speaker_kind", "checked", "conflict") if column in rows]
    lost = rows["quotation"].isna().cumsum().where(rows["quotation"].isna(), 0)
    groups = rows.groupby([*(rows[column].astype(str) for column in alike), lost], sort=False, dropna=False)
    joined = {"text": " … ".join, "end": "last", "position_end": "last", "words": "sum"}
    first = {column: _first for column in rows if column not in joined}
    return groups.agg(first | joined).reset_index(drop=True)[list(rows)].astype(rows.dtypes) if len(rows) else rows


def _first(values: pd.Series):
    return values.iloc[0]


def _covering(rows: pd.DataFrame) -> Callable[[int, int], dict | None]:
    """A function from two offsets to the first row that shares a character with them."""
    starts, ends, records = rows["start"].to_numpy(int), rows["end"].to_numpy(int), rows.to_dict("records")

    def covering(start: int, end: int) -> dict | None:
        """The first record that overlaps the stretch, or None."""
        hits = np.flatnonzero((starts < end) & (ends > start))
        return records[hits[0]] if len(hits) else None
    return covering


def sources(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a source, the one with most words first."""
    if rows.empty:
        return pd.DataFrame(columns=list(SOURCES)).astype({"start": "Int64", "end": "Int64"})
    groups: dict[tuple[str, str], list[_Part]] = {}
    parts = list(map(_Part, *(rows[name].tolist() for name in _Part._fields)))
    for part in parts:
        if isinstance(part.speaker, str):
            groups.setdefault((part.speaker, part.speaker_kind), []).append(part)
    total = sum(part.words for part in parts)
    found = []
    for (speaker, kind), mine in groups.items():
        words, first = sum(part.words for part in mine), min(mine, key=lambda part: part.start)
        called: dict[str, str] = {}
        for part in mine:
            if isinstance(part.speaker_text, str):
                called.setdefault(part.speaker_text.casefold(), part.speaker_text)
        found.append((speaker, kind, len({part.quotation for part in mine}), words, words / total if total else float("nan"),
                      sum(part.words for part in mine if part.kind != "indirect"), first.start, first.end,
                      min(part.position for part in mine), list(called.values())))
    return pd.DataFrame(sorted(found, key=lambda source: (-source[3], source[6])), columns=list(SOURCES))


class _Part(NamedTuple):
    """What counts of a row of quotations."""

    speaker: str
    speaker_kind: str
    speaker_text: str | None
    kind: str
    quotation: int
    words: int
    start: int
    end: int
    position: float
