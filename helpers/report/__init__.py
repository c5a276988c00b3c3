"""notebooks × articles → one folder of HTML pages and CSV tables an article, written whole or not at all."""
from __future__ import annotations

import sys

# jsonschema, which nbformat imports, builds a grammar of internationalised web addresses in 2.4 seconds if this package
# is there; no notebook needs it. None in sys.modules makes the import fail, which jsonschema expects and allows.
sys.modules.setdefault("rfc3987_syntax", None)

import asyncio  # noqa: E402
import os  # noqa: E402
from collections.abc import Callable, Iterable  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from pathlib import Path  # noqa: E402

from .. import ArticleError, __version__, findings, load  # noqa: E402
from ..article import Article  # noqa: E402
from . import pages, places, running  # noqa: E402

KERNELS_A_CORE = 2
"""A kernel waits for its process, its sockets and the disk about half of its short life."""

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
    many kernels run side by side (default: two a core). An article that fails leaves no report and does not stop the
    others; `say` is told what happens, a line at a time. Raises UnknownNotebook.
    """
    chosen = choose(notebooks)
    out = Path(out)
    articles, outcomes = [], []
    for source in places.expand(sources):
        try:
            articles.append(_Job([source], load(source), out))
            outcomes.append(articles[-1])
        except ArticleError as error:
            outcomes.append(Outcome(str(source), error=str(error)))
    places.name_folders(articles)
    jobs_to_run = _with_comparison(articles, chosen, out)
    asyncio.run(_run(jobs_to_run, jobs or KERNELS_A_CORE * (os.cpu_count() or 1), say))
    outcomes += [job for job in jobs_to_run if job not in outcomes and job.error]
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
    """One folder to be made: the report of an article, or (`article` is None) the comparison of several."""

    def __init__(self, sources: list[Path], article: Article | None, out: Path):
        self.sources, self.article, self.out = sources, article, out
        self.source = sources[0]
        self.notebooks: list[Path] = []
        self.folder: Path | None = None
        self.error: str | None = None

    def outcome(self) -> Outcome:
        title = self.article.title if self.article else None
        return Outcome(str(self.source), None if self.error else self.folder, title, self.error)

    def parameters(self, notebook: Path) -> dict:
        paths = [str(source.resolve()) for source in self.sources]
        return {"ARTICLES": paths} if _compares(notebook) else {"ARTICLE": paths[0], **places.corrections(notebook, self.folder)}


def _compares(notebook: Path) -> bool:
    return notebook.stem.endswith("_compare")


def _with_comparison(articles: list[_Job], notebooks: list[Path], out: Path) -> list[_Job]:
    """Hand every article its notebooks; with several articles they are compared once, in a folder of its own."""
    several = len(articles) > 1
    for job in articles:
        job.notebooks = [notebook for notebook in notebooks if not (several and _compares(notebook))]
    comparing = [notebook for notebook in notebooks if _compares(notebook)]
    if not (several and comparing):
        return articles
    comparison = _Job([job.source for job in articles], None, out)
    comparison.notebooks, comparison.folder = comparing, out / places.COMPARISON
    return [*articles, comparison]


async def _run(jobs: list[_Job], kernels: int, say: Callable[[str], None]) -> None:
    slots = asyncio.Semaphore(kernels)
    compared = any(job.article is None for job in jobs)
    await asyncio.gather(*(_report(job, slots, compared, say) for job in jobs))


async def _report(job: _Job, slots: asyncio.Semaphore, compared: bool, say: Callable[[str], None]) -> None:
    """Run a job's notebooks, then write its folder; a notebook that fails leaves nothing behind."""
    async def one(notebook: Path):
        async with slots:
            return await running.execute(notebook, job.parameters(notebook))

    results = await asyncio.gather(*(one(notebook) for notebook in job.notebooks), return_exceptions=True)
    for notebook, result in zip(job.notebooks, results, strict=True):
        if isinstance(result, running.NotebookFailed):
            job.error = str(result)
        elif isinstance(result, BaseException):
            job.error = f"{job.source}: {notebook.name} could not be run ({type(result).__name__}: {result})"
    if job.error:
        return
    executed = dict(zip(job.notebooks, results, strict=True))
    try:
        with places.building(job.folder) as folder:
            if job.article is None:
                pages.write_comparison(folder, job.sources, executed, __version__)
            else:
                pages.write(folder, findings.find(job.article), job.source, executed, __version__, compared)
    except OSError as error:
        job.error = (f"{job.source}: its report could not be written to {job.folder} ({error}). "
                     "Free some space or choose another --out.")
        return
    say(f"{job.source}: {job.folder / 'index.html'}" if job.article else f"Compared: {job.folder / 'index.html'}")
