"""Text → blocks with roles: what is article, what is page furniture."""
from __future__ import annotations

import re

from .article import Block, Notice
from .loading import Document


def blocks(document: Document) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """Every line that is not blank as a block with a role, in reading order, and what a person should know."""
    found, seen, notices = [], {}, []
    for line in re.finditer(r"[^\n]*[^\s][^\n]*", document.text):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        end = line.end() - len(line[0]) + len(line[0].rstrip())
        words = document.text[start:end]
        role = "paragraph" if words[-1] in ".!?”\"" and len(words) > 60 else "furniture"
        repeats = seen.setdefault(words, len(found))
        repeats = None if repeats == len(found) else repeats
        if repeats is not None and role != "furniture":
            notices.append(Notice(f"{role} printed twice: {words[:40]} …", start, end))
        found.append(Block(start, end, role, repeats))
    return tuple(found), tuple(notices)
