"""Reads tests/gold: articles of our own with the person behind every stretch of speech."""
from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).with_name("gold")
_MARKED = re.compile(r"⟪([^|⟫]+)\|([^⟫]+)⟫")


def articles(pattern: str = "*.txt"):
    """Yield (file's name, text, [(start, end, canonical name or None)])."""
    for path in sorted(FOLDER.glob(pattern)):
        marked, parts, spans, here, length = path.read_text(encoding="utf-8"), [], [], 0, 0
        for match in _MARKED.finditer(marked):
            before = marked[here:match.start()]
            parts += [before, match[2]]
            start = length + len(before)
            length = start + len(match[2])
            spans.append((start, length, None if match[1] == "?" else match[1]))
            here = match.end()
        parts.append(marked[here:])
        yield path.stem, "".join(parts), spans


def same(found: str, kind: str, name: str | None) -> bool:
    """The canonical name, with or without an article; for somebody without a name: not called a named person."""
    if name is None:
        return kind != "named"
    return re.sub(r"^the\s+", "", found.lower()) == re.sub(r"^the\s+", "", name.lower())


def compare(pattern: str = "*.txt"):
    """Yield (file, words, expected name, found name or None, right, confidence) of every stretch of speech in the gold."""
    import helpers
    from helpers import quotes
    for file, text, spans in articles(pattern):
        rows = quotes.quotations(helpers.load(text=text))
        for start, end, name in spans:
            hit = rows[(rows["start"] < end) & (rows["end"] > start)]
            if hit.empty:
                yield file, text[start:end], name, None, False, 0.0
                continue
            overlap = (hit["end"].clip(upper=end) - hit["start"].clip(lower=start)).astype(int)
            row = hit.loc[overlap.idxmax()]
            yield (file, text[start:end], name, row["speaker"], same(row["speaker"], row["speaker_kind"], name),
                   float(row["confidence"]))
