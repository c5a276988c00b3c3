"""A run notebook → one HTML page that works alone: offline, in the dark, on a phone and on paper. And the CSV of every table."""
from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import jinja2
import nbformat
from nbconvert import HTMLExporter
from traitlets.config import Config

from ..article import Article
from . import places

_TEMPLATES = Path(__file__).with_name("template")
_STYLE = (_TEMPLATES / "page.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Page:
    """One page of a report: its file name, its title (the notebook's question) and its word in the navigation."""

    file: str
    title: str
    word: str


def write(folder: Path, article: Article, answers: list[dict], source: Path, executed: dict[Path, nbformat.NotebookNode], version: str,
          compared: bool = False) -> None:
    """Write an article's pages, tables and record into an empty `folder`.

    `answers` are the rows of `summary.sentences`; with `compared` every page links to the run's comparison.
    """
    made = _made(source, article.title or source.stem, executed, version) | {"id": article.id}
    listed = [Page(f"{notebook.stem}.html", title_of(node), notebook.stem[3:].replace("_", " "))
              for notebook, node in executed.items()]
    links = [Page("index.html", made["article"], "summary"), *listed]
    if compared:
        links.append(Page(f"../{places.COMPARISON}/index.html", "", "compare"))
    for page, node in zip(listed, executed.values(), strict=True):
        _write_page(folder, node, page, links, made)
    summary = _render("summary.html.j2", article=article, answers=answers, shown=[notebook.stem for notebook in executed],
                      links=links, made=made, pictures=_pictures(listed, executed))
    (folder / "index.html").write_text(summary, encoding="utf-8")
    (folder / places.MADE).write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")


def write_comparison(folder: Path, sources: list[Path], executed: dict[Path, nbformat.NotebookNode], version: str) -> None:
    """Write the page that compares several articles, as the index of its own folder."""
    (_, node), = executed.items()
    made = _made(sources[0], f"{len(sources)} articles compared", executed, version)
    made["file"] = " ".join(source.name for source in sources)
    page = Page("index.html", title_of(node), "compare")
    _write_page(folder, node, page, [Page("../index.html", "", "all reports"), page], made)
    (folder / places.MADE).write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")


def _made(source: Path, name: str, executed: dict, version: str) -> dict:
    return {"article": name, "path": str(source.resolve()), "file": source.name, "version": version,
            "date": datetime.now().astimezone().isoformat(timespec="seconds"),
            "notebooks": [notebook.name for notebook in executed]}


def _write_page(folder: Path, node: nbformat.NotebookNode, page: Page, links: list[Page], made: dict) -> None:
    (folder / page.file).write_text(_page(node, page, links, made), encoding="utf-8")
    for name, table in tables_of(node).items():
        (folder / f"{name}.csv").write_text(table, encoding="utf-8-sig")   # the mark lets spreadsheets read it as UTF-8


def title_of(notebook: nbformat.NotebookNode) -> str:
    """The notebook's question: its first heading."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (match := re.search(r"^# (.+)$", cell.source, re.M)):
            return match[1].strip()
    return "Untitled"


def tables_of(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Name → CSV of every table and chart shown in a run notebook."""
    found: dict[str, str] = {}
    for output in _outputs(notebook):
        if "text/csv" in output.get("data", {}):
            found[output.metadata["text/csv"]["name"]] = output.data["text/csv"]
    return found


def write_list(out: Path) -> None:
    """out/index.html: every report that lies under `out`, by title."""
    made = []
    for record in sorted(out.glob(f"*/{places.MADE}")):
        if not record.parent.name.startswith("."):
            made.append({**json.loads(record.read_text(encoding="utf-8")), "folder": record.parent.name})
    made.sort(key=lambda entry: entry["article"].casefold())
    partial = out / ".index.html.partial"
    partial.write_text(_render("list.html.j2", reports=made), encoding="utf-8")
    partial.replace(out / "index.html")


def _page(notebook: nbformat.NotebookNode, page: Page, links: list[Page], made: dict) -> str:
    body, _ = _exporter().from_notebook_node(notebook, resources={"report": {
        "page": page, "links": links, "made": made, "style": _STYLE}})
    return re.sub(r"\n\s*\n+", "\n", body)


@cache
def _exporter() -> HTMLExporter:
    """Made once: it reads and compiles its templates."""
    settings = Config({"HTMLExporter": {"exclude_input": True, "exclude_input_prompt": True, "exclude_output_prompt": True,
                                        "exclude_anchor_links": True}})
    return HTMLExporter(config=settings, template_name="template", extra_template_basedirs=[str(_TEMPLATES.parent)])


def _pictures(listed: list[Page], executed: dict) -> list[dict]:
    """The first picture of each page, for the summary."""
    found = []
    for page, node in zip(listed, executed.values(), strict=True):
        for output in _outputs(node):
            if "image/png" in output.get("data", {}):
                found.append({"page": page, "png": output.data["image/png"].strip(), "alt": output.metadata["image/png"]["alt"]})
                break
    return found


def _outputs(notebook: nbformat.NotebookNode):
    return (output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs)


def _render(template: str, **values) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(template).render(style=_STYLE, **values)
