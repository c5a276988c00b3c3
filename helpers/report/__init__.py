"""notebooks × articles → one folder of HTML pages and CSV tables an article, written whole or not at all."""
from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from .. import ArticleError, __version__, load
from ..article import Article
from . import pages, places, running

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


@dataclass(frozen=True)
class Outcome:
    """What became of one article: `folder` where its report lies, or `error`, the sentence that says why there is none."""

    source: str
    folder: Path | None = None
    title: str | None = None
    error: str | None = None


class UnknownNotebook(ValueError):
    """A notebook's name that none has; the message lists those there are."""


def make(sources: Iterable[str | Path], out: str | Path = "reports", notebooks: Iterable[str] | None = None,
         jobs: int | None = None, say: Callable[[str], None] = print) -> list[Outcome]:
    """Run the notebooks on every article and write the reports under `out`; one Outcome an article, in order.

    `sources` are files or folders; `notebooks` are names such as `quotes` or `02_quotes` (default: all); `jobs` is how
    many kernels run side by side (default: one a core). An article that fails leaves no report and does not stop the
    others; `say` is told what happens, a line at a time. Raises UnknownNotebook.
    """
    chosen = choose(notebooks)
    out = Path(out)
    articles, outcomes = [], []
    for source in places.expand(sources):
        try:
            articles.append(_Job(source, load(source), out))
            outcomes.append(articles[-1])
        except ArticleError as error:
            outcomes.append(Outcome(str(source), error=str(error)))
    if articles:
        places.name_folders(articles)
        asyncio.run(_run(articles, chosen, jobs or os.cpu_count() or 1, say))
    done = [job.outcome() if isinstance(job, _Job) else job for job in outcomes]
    if any(outcome.folder for outcome in done):
        pages.write_list(out)
    return done


def choose(names: Iterable[str] | None) -> list[Path]:
    """The notebooks called so, in their order; all when `names` is None. Raises UnknownNotebook."""
    known = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
    if names is None:
        return known
    by_name = {key: path for path in known for key in (path.stem, path.stem[3:], path.name)}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise UnknownNotebook(f"no notebook is called {', '.join(unknown)}; there are {', '.join(p.stem for p in known)}")
    return [path for path in known if path in {by_name[name] for name in names}]


class _Job:
    """One article on its way to a report."""

    def __init__(self, source: Path, article: Article, out: Path):
        self.source, self.article, self.out = source, article, out
        self.folder: Path | None = None
        self.error: str | None = None

    def outcome(self) -> Outcome:
        return Outcome(str(self.source), None if self.error else self.folder, self.article.title, self.error)


async def _run(jobs: list[_Job], notebooks: list[Path], kernels: int, say: Callable[[str], None]) -> None:
    everyone = [str(job.source.resolve()) for job in jobs]
    slots = asyncio.Semaphore(kernels)
    await asyncio.gather(*(_report(job, notebooks, everyone, slots, say) for job in jobs))


async def _report(job: _Job, notebooks: list[Path], everyone: list[str], slots: asyncio.Semaphore,
                  say: Callable[[str], None]) -> None:
    """Run every notebook on one article, then write its folder; a notebook that fails leaves nothing behind."""
    async def one(notebook: Path):
        own = str(job.source.resolve())
        others = [path for path in everyone if path != own]
        parameters = {"ARTICLES": [own, *others]} if notebook.stem.endswith("_compare") else {"ARTICLE": own}
        parameters |= places.corrections(notebook, job.folder)
        async with slots:
            return await running.execute(notebook, parameters)

    results = await asyncio.gather(*(one(notebook) for notebook in notebooks), return_exceptions=True)
    for notebook, result in zip(notebooks, results, strict=True):
        if isinstance(result, running.NotebookFailed):
            job.error = str(result)
        elif isinstance(result, BaseException):
            job.error = f"{job.source}: {notebook.name} could not be run ({type(result).__name__}: {result})"
    if job.error:
        return
    job.out.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=job.out))
    try:
        pages.write(building, job.article, job.source, dict(zip(notebooks, results, strict=True)), __version__)
        places.install(building, job.folder)
        say(f"{job.source}: {job.folder / 'index.html'}")
    except OSError as error:
        job.error = f"{job.source}: its report could not be written to {job.folder} ({error}). Free some space or choose another --out."
    finally:
        shutil.rmtree(building, ignore_errors=True)
