"""notebooks × articles → one folder of HTML pages and CSV tables an article, written whole or not at all."""
from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .. import ArticleError, __version__
from ..article import Article
from . import places, unchanged
from .sources import Source, expand

# jsonschema, which nbformat imports, builds a grammar of internationalised web addresses in 2.4 seconds if this package
# is there; no notebook needs it. None in sys.modules makes the import fail, which jsonschema expects and allows.
sys.modules.setdefault("rfc3987_syntax", None)

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


@dataclass(frozen=True)
class Outcome:
    """What became of one article: `folder` where its report lies, or `error`, the sentence that says why there is none.

    `unchanged`: the report was there already, and would have come out the same.
    """

    source: str
    folder: Path | None = None
    title: str | None = None
    error: str | None = None
    unchanged: bool = False


class UnknownNotebook(ValueError):
    """A notebook's name that none has; the message lists those there are."""


def make(sources: Iterable[str | Path], out: str | Path = "reports", notebooks: Iterable[str] | None = None,
         jobs: int | None = None, say: Callable[[str], None] = print, again: bool = False) -> list[Outcome]:
    """Run the notebooks on every article and write the reports under `out`; one Outcome an article, in order.

    `sources` are files or folders, or one article of a file, such as `nexis.docx#3`; a file of several articles gives a report
    of each, up to `sources.MOST`. Several articles are compared in a folder of their own. `notebooks` are names such as `quotes`
    or `02_quotes` (default: all); `jobs` is how many notebooks run side by side (default: one a core). A report that would come
    out the same is left as it stands, unless `again`. An article that fails leaves no report and does not stop the others;
    `say` is told what happens, a line at a time.
    Raises UnknownNotebook.
    """
    chosen, out = choose(notebooks), Path(out)
    plan = _Plan(unchanged.version(), again)
    articles = [_Job([source], out, None, chosen) for source in expand(sources, partial(plan.holds_one, out, chosen))]
    places.name_folders(articles)
    readable = [job for job in articles if not job.error]
    comparison = None
    comparing = [notebook for notebook in chosen if _compares(notebook)]
    if comparing == chosen and len(readable) == 1:
        readable[0].error = f"{readable[0].source}: one article alone cannot be compared. Give another one, or a folder of several."
    elif comparing and len(readable) > 1:   # several articles are compared once, in a folder of its own
        comparison = _Job([job.source for job in readable], out, out / places.COMPARISON, comparing)
        plan.look_up(comparison, compared=True)
    for job in readable:
        job.notebooks = _alone(chosen)
        plan.look_up(job, compared=comparison is not None)
    asked = [*articles, comparison] if comparison else articles
    if not all(job.unchanged or job.error for job in asked):
        _wait_for(_run(plan, readable, comparison, jobs or os.cpu_count() or 1, say))
    for job in articles:
        if job.unchanged:
            say(f"{job.source}: unchanged, {job.folder / 'index.html'}")
    if any(job.written for job in asked):
        from . import pages
        pages.write_list(out)
    return [job.outcome() for job in asked if job is not comparison or job.error]


def _wait_for(work: Coroutine) -> None:
    """Run to the end, also where an event loop runs already, as in a notebook: then in a thread with a loop of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(work)
        return
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


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
    """One folder to be made by some notebooks: the report of an article, or the comparison of several."""

    def __init__(self, sources: list[Source], out: Path, folder: Path | None, notebooks: list[Path]):
        self.sources, self.out, self.folder, self.notebooks = sources, out, folder, notebooks
        self.source = sources[0]
        self.article: Article | None = None
        self.key, self.compared = "", False
        self.unchanged = self.written = False
        self.error = self.source.error

    def load(self) -> None:
        """Read the article, or keep the sentence that says why it cannot be read."""
        from .. import load  # brings numpy, which a run that finds everything unchanged does not need
        try:
            self.article = load(str(self.source))
        except ArticleError as error:
            self.error = str(error)

    def outcome(self) -> Outcome:
        """What became of the job, for the one who asked for it."""
        title = self.article.title if self.article else places.read_made(self.folder).get("article")
        if self.error:
            return Outcome(str(self.source), None, title if self.article else None, self.error)
        return Outcome(str(self.source), self.folder, title, None, self.unchanged)

    def parameters(self, notebook: Path) -> dict:
        """What papermill puts into the notebook's first cell."""
        addresses = [source.address for source in self.sources]
        return {"ARTICLES": addresses} if _compares(notebook) else {"ARTICLE": addresses[0], **places.corrections(notebook, self.folder)}


@dataclass(frozen=True)
class _Plan:
    """Which reports need to be made: those whose key is another than the one in their folder, or with `again` all."""

    version: str
    again: bool

    def look_up(self, job: _Job, compared: bool) -> None:
        """Find out whether the job's report would come out as it stands."""
        job.compared = compared
        job.key = unchanged.key(self.version, job.sources, job.notebooks, compared)
        job.unchanged = not self.again and unchanged.stands(job.folder, job.key)

    def holds_one(self, out: Path, notebooks: list[Path], source: Source) -> bool:
        """Whether a file is known to hold one article, because the report of it stands; so it need not be read to find out."""
        if self.again:
            return False
        job = _Job([source], out, None, notebooks)
        places.name_folders([job])
        job.notebooks = _alone(notebooks)
        for compared in (False, True):
            self.look_up(job, compared)
            if job.unchanged:
                return True
        return False


def _alone(notebooks: list[Path]) -> list[Path]:
    """The notebooks that look at one article."""
    return [notebook for notebook in notebooks if not _compares(notebook)]


def _compares(notebook: Path) -> bool:
    return notebook.stem.endswith("_compare")


async def _run(plan: _Plan, articles: list[_Job], comparison: _Job | None, kernels: int, say: Callable[[str], None]) -> None:
    """Make the reports that are not there yet, and the comparison of all articles that can be read."""
    from . import running  # heavy, and so only where there is something to do
    todo = [job for job in articles if not job.unchanged]
    notebooks = sum(len(job.notebooks) for job in todo) + (comparison is not None)
    async with running.Kernels(min(kernels, notebooks)) as pool:
        for job in todo:
            await asyncio.to_thread(job.load)   # while the kernels start
        readable = [job for job in articles if not job.error]
        todo = [job for job in todo if not job.error]
        if comparison and len(readable) < len(articles):
            comparison.sources = [job.source for job in readable]
            for job in [comparison, *readable]:
                plan.look_up(job, compared=len(readable) > 1)
            todo = [job for job in todo if not job.unchanged]
        if comparison and len(readable) > 1 and not comparison.unchanged:
            todo.append(comparison)
        await asyncio.gather(*(_report(job, pool, say) for job in todo))


async def _report(job: _Job, pool, say: Callable[[str], None]) -> None:
    """Run a job's notebooks, then write its folder; a notebook that fails leaves nothing behind."""
    from .running import NotebookFailed
    corrected = places.hash_of(job.folder / places.CORRECTED)
    results = await asyncio.gather(*(pool.execute(notebook, job.parameters(notebook)) for notebook in job.notebooks),
                                   return_exceptions=True)
    for notebook, result in zip(job.notebooks, results, strict=True):
        if isinstance(result, NotebookFailed):
            job.error = str(result)
        elif isinstance(result, BaseException):
            job.error = f"{job.source}: {notebook.name} could not be run ({type(result).__name__}: {result})"
    if job.error:
        return
    try:
        with places.building(job.folder, job.key, corrected) as folder:
            _write(job, folder, dict(zip(job.notebooks, results, strict=True)))
    except OSError as error:
        job.error = (f"{job.source}: its report could not be written to {job.folder} ({error}). "
                     "Free some space or choose another --out.")
        return
    except Exception as error:   # whatever is wrong with one article costs the others nothing
        job.error = f"{job.source}: its pages could not be written ({type(error).__name__}: {error})"
        return
    job.written = True
    say(f"{job.source}: {job.folder / 'index.html'}" if job.article else f"Compared: {job.folder / 'index.html'}")


def _write(job: _Job, folder: Path, executed: dict) -> None:
    from .. import findings
    from . import pages
    if job.article is None:
        pages.write_comparison(folder, job.sources, executed, __version__)
    else:
        corrections = job.folder / places.CORRECTED
        found = findings.find(job.article, corrections if corrections.exists() else None)
        pages.write(folder, found, job.source, executed, __version__, job.compared)
