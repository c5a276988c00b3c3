"""What was read: the blocks of the page, what they are, how much of each, and what a person should know."""
from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pandas as pd

from .article import BODY, PROSE, ROLES, Article
from .segmenting import languages
from .tables import day

_WORD = re.compile(r"\S*\w\S*")


def blocks(article: Article) -> pd.DataFrame:
    """One row a block, in reading order: `start`, `end`, `role`, `words`, `repeats`, `text`.

    Words of what is set aside are counted between spaces, all others as everywhere in the suite.

    `repeats` is the row number of the earlier block with the same words, missing where there is none.
    """
    counted = Counter(article.sentences[sentence].block for sentence in article.words.sentences)
    rows = [(block.start, block.end, block.role, counted[index] or len(_WORD.findall(article.slice(block))), block.repeats,
             article.slice(block)) for index, block in enumerate(article.blocks)]
    frame = pd.DataFrame(rows, columns=["start", "end", "role", "words", "repeats", "text"])
    return frame.astype({"start": int, "end": int, "words": int, "repeats": "Int64"})


def roles(article: Article) -> pd.DataFrame:
    """One row a role that occurs: `role`, `blocks`, `words`, `sentences`, and how it is `read`.

    `read` is `counted` (the running text), `shown` (read as prose, kept out of the counts) or `set aside` (page furniture).
    """
    found = blocks(article)
    sentences = Counter(article.role(sentence) for sentence in article.sentences)
    rows = []
    for role in ROLES:
        inside = found[found["role"] == role]
        if len(inside):
            read = "counted" if role in BODY else "shown" if role in PROSE else "set aside"
            rows.append((role, len(inside), int(inside["words"].sum()), sentences[role], read))
    return pd.DataFrame(rows, columns=["role", "blocks", "words", "sentences", "read"])


def notices(article: Article) -> pd.DataFrame:
    """One row a notice: `notice`, where it stands (`start`, `end`, missing for the whole article) and the `text` there."""
    rows = [(notice.message, notice.start, notice.end, "" if notice.start is None else article.slice(notice))
            for notice in article.notices]
    frame = pd.DataFrame(rows, columns=["notice", "start", "end", "text"])
    return frame.astype({"start": "Int64", "end": "Int64"})


def facts(article: Article) -> pd.DataFrame:
    """What the source says of itself and what was counted: `fact`, `value`, missing where the source does not say."""
    body = article.body()
    inside = set(body)
    words = sum(sentence in inside for sentence in article.words.sentences)
    rows = [("Title", article.title), ("Authors", ", ".join(article.authors) or None), ("Published", day(article.published)),
            ("Publisher", article.publisher), ("Language", languages.name(article.language)), ("File", Path(article.source).name or None),
            ("Body paragraphs", len({article.sentences[index].block for index in body})), ("Body sentences", len(body)),
            ("Body words", words)]
    return pd.DataFrame(rows, columns=["fact", "value"]).astype(object)
