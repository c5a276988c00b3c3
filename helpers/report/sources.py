"""What was asked for → what each report is made of: a file, or one of the articles that a file holds."""
from __future__ import annotations

import hashlib
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePath

from .. import ArticleError
from ..loading import addresses, read_many, worth_reading
from ..loading.document import Document
from . import places

MOST = 100
"""Articles of one file that get a report each: more than a person reads, and six minutes' work."""


@dataclass(frozen=True)
class Source:
    """One report's article: the `file` it lies in, `within` where it is one of several, such as `#3`, and the `folder` name it wishes.

    `given` is what was asked for, `content` a hash of the article where it is one of several; `error` says why there can be no report.
    """

    file: Path
    given: str
    folder: str
    within: str = ""
    content: str = ""
    error: str | None = None

    @property
    def address(self) -> str:
        """What `helpers.load` takes from any folder."""
        return f"{self.file.resolve()}{self.within}"

    @property
    def name(self) -> str:
        """The file's name, with the article's place in it."""
        return f"{self.file.name}{self.within}"

    def __str__(self) -> str:
        return f"{self.file}{self.within}"


def files(asked: Iterable[str | Path]) -> list[Path]:
    """The files named: a folder stands for the files in it that may be articles, sorted, hidden ones left out.

    A missing file is kept, so that it is reported.
    """
    return list(dict.fromkeys(path for path, _ in _named(asked)))


def expand(asked: Iterable[str | Path], holds_one: Callable[[Source], bool]) -> list[Source]:
    """The articles named, one Source each; a file stands for every article in it, up to `MOST`.

    `holds_one` may say of a file, without reading it, that it is known to hold one article.
    """
    found: list[Source] = []
    for path, within in dict.fromkeys(_named(asked)):
        whole = Source(path, f"{path.name}{within}", places.slug(path.stem), within)
        found += [whole] if not within and holds_one(whole) else _articles(whole)
    return list({str(source): source for source in found}.values())


def _named(asked: Iterable[str | Path]) -> Iterator[tuple[Path, str]]:
    """Every file, with what in its address comes behind its path."""
    for source in asked:
        try:
            path, within = addresses.located(source)
        except ArticleError:
            yield Path(source), ""
            continue
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file() and worth_reading(file.name)
                            and not any(part.startswith(".") for part in file.relative_to(path).parts))
            yield from ((file, "") for file in inside or [path])
        else:
            yield path, within


def _articles(asked: Source) -> list[Source]:
    """The articles of a file; the file itself where it is one article, or none."""
    results = list(islice(read_many([str(asked)]), MOST + 1))
    if len(results) < 2 and not asked.within:
        return [replace(asked, error=str(result)) for result in results if isinstance(result, ArticleError)] or [asked]
    wishes = [_folder(asked, result) for result in results]
    often = Counter(wishes)
    found = []
    for result, wish in zip(results[:MOST], wishes, strict=False):
        if isinstance(result, ArticleError):
            found.append(replace(asked, within=_within(asked, result), error=str(result)))
        else:
            folder = wish if often[wish] == 1 else f"{wish}-{result.id[:8]}"
            content = hashlib.sha256(repr(result).encode("utf-8", "replace")).hexdigest()
            found.append(replace(asked, folder=folder, within=_within(asked, result), content=content))
    if len(results) > MOST:
        found.append(replace(asked, error=str(ArticleError(
            asked.name, f"it holds more than {MOST} articles, and only the first {MOST} get a report",
            f"python -m helpers analyse {shlex.quote(asked.name)} --out tables writes tables of all of them, "
            f"and python -m helpers report '{asked.name}#{MOST + 1}' the report of one"))))
    return found


def _within(asked: Source, result: Document | ArticleError) -> str:
    return (result.file if isinstance(result, ArticleError) else result.source).removeprefix(str(asked.file))


def _folder(asked: Source, result: Document | ArticleError) -> str:
    """The name of an article's folder: after the file and the archive's member; after its title, or else its words, among several rows.

    Its place among the others is no part of the name: it would change whenever one is added.
    """
    member, mark, _ = _within(asked, result).partition("#")
    names = [places.slug(asked.file.stem)[:40], *([places.slug(PurePath(member).stem)] if member else [])]
    if mark and isinstance(result, Document):
        title = places.slug(result.title) if result.title else ""
        names.append(title if title not in ("", "article") else result.id[:8])
    return "-".join(names)
