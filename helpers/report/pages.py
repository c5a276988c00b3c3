"""A run notebook → one HTML page that works alone: offline, in the dark, on a phone and on paper. And the CSV of every table."""
from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import jinja2
import nbformat
from nbconvert import HTMLExporter
from traitlets.config import Config

from .. import layers, summary
from ..findings import Findings
from ..tables import day
from . import places
from .sources import Source

_TEMPLATES = Path(__file__).with_name("template")
_MAIN_PICTURES = 4
"""The summary shows the first picture of the four analyses."""


@dataclass(frozen=True)
class Page:
    """One page of a report: its file name, its title (the notebook's question) and its word in the navigation."""

    file: str
    title: str
    word: str


def write(folder: Path, found: Findings, source: Source, executed: dict[Path, nbformat.NotebookNode], version: str,
          compared: bool = False) -> None:
    """Write an article's pages, tables and record into an empty `folder`.

    `found` is what `findings.find` says of the article, for the summary and the marked article; `executed` are the run
    notebooks, for all other pages; with `compared` every page links to the run's comparison.
    """
    article = found.article
    made = _made([source], article.title or source.name, executed, version) | {
        "id": article.id, "published": article.published, "short": summary.short(found)}
    listed = [Page(f"{notebook.stem}.html", title_of(node), notebook.stem[3:].replace("_", " "))
              for notebook, node in executed.items()]
    links = [Page("index.html", made["article"], "summary"), Page("article.html", made["article"], "the article"), *listed]
    if compared:
        links.append(Page(f"../{places.COMPARISON}/index.html", "", "compare"))
    for page, node in zip(listed, executed.values(), strict=True):
        _write_page(folder, node, page, links, made)
    shared = {"links": links, "made": made, "evidence": listed}
    shown = layers.layers(found)
    marked = _render("article.html.j2", "page.css", "article.css", **shared, current="article.html", layers=shown,
                     text=layers.text(article, shown))
    (folder / "article.html").write_text(marked, encoding="utf-8")
    answers = summary.sentences(found).to_dict("records")
    index = _render("summary.html.j2", "page.css", **shared, current="index.html", article=article, answers=answers,
                    counts=summary.counts(found).to_dict("records"), shown=[notebook.stem for notebook in executed],
                    pictures=_pictures(listed, executed), compared=compared)
    (folder / "index.html").write_text(index, encoding="utf-8")
    _write_record(folder, made)


def write_comparison(folder: Path, sources: list[Source], executed: dict[Path, nbformat.NotebookNode], version: str) -> None:
    """Write the page that compares several articles, as the index of its own folder."""
    (_, node), = executed.items()
    made = _made(sources, f"{len(sources)} articles compared", executed, version)
    page = Page("index.html", title_of(node), "compare")
    _write_page(folder, node, page, [Page("../index.html", "", "all reports"), page], made)
    _write_record(folder, made)


def _made(sources: list[Source], name: str, executed: dict, version: str) -> dict:
    """How a page was made, and how to make it again."""
    now = datetime.now().astimezone()
    notebooks = [notebook.stem for notebook in executed]
    given = dict.fromkeys(source.given for source in sources) if len(sources) > 1 else [sources[0].name]
    command = " ".join(["python -m helpers report", *map(shlex.quote, given)])
    return {"article": name, "path": str(sources[0].file.resolve()), "file": " ".join(given),
            "sha256": [sha256(source.file.read_bytes()).hexdigest()[:12] for source in sources] if len(sources) == 1 else [],
            "version": version, "date": now.isoformat(timespec="seconds"), "day": f"{now.day} {now:%B %Y, %H:%M}",
            "notebooks": [notebook.name for notebook in executed], "settings": f"notebooks {', '.join(notebooks)}",
            "command": command}


def _write_record(folder: Path, made: dict) -> None:
    (folder / places.MADE).write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")


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
    """out/index.html: every report that lies under `out`, the comparison first, then by title."""
    made = []
    for record in sorted(out.glob(f"*/{places.MADE}")):
        if not record.parent.name.startswith("."):
            made.append({**json.loads(record.read_text(encoding="utf-8")), "folder": record.parent.name})
    made.sort(key=lambda entry: (entry["folder"] != places.COMPARISON, entry["article"].lstrip("\"“‘'").casefold()))
    partial = out / ".index.html.partial"
    partial.write_text(_render("list.html.j2", "page.css", reports=made), encoding="utf-8")
    partial.replace(out / "index.html")


def _page(notebook: nbformat.NotebookNode, page: Page, links: list[Page], made: dict) -> str:
    shown = nbformat.from_dict({**notebook, "cells": _cells_of_the_page(notebook)})
    body, _ = _exporter().from_notebook_node(shown, resources={"report": {
        "page": page, "links": links, "made": made, "style": _style("page.css")}})
    return re.sub(r"\n\s*\n+", "\n", body)


@cache
def _exporter() -> HTMLExporter:
    """Made once: it reads and compiles its templates."""
    settings = Config({"HTMLExporter": {"exclude_input": True, "exclude_input_prompt": True, "exclude_output_prompt": True,
                                        "exclude_anchor_links": True}})
    return HTMLExporter(config=settings, template_name="template", extra_template_basedirs=[str(_TEMPLATES.parent)])


def _pictures(listed: list[Page], executed: dict) -> list[dict]:
    """The first picture of each analysis, as narrow as a card of the summary."""
    found = []
    for page, node in zip(listed, executed.values(), strict=True):
        if page.file.startswith("00_"):
            continue
        for output in _outputs(node):
            if "image/png" in output.get("data", {}):
                found.append({"page": page} | output.metadata["image/png"])
                break
    return found[:_MAIN_PICTURES]


def _outputs(notebook: nbformat.NotebookNode):
    return (output for cell in _cells_of_the_page(notebook) if cell.cell_type == "code" for output in cell.outputs)


def _cells_of_the_page(notebook: nbformat.NotebookNode) -> list:
    """Cells that show how to work on in JupyterLab say nothing to a reader of the page."""
    return [cell for cell in notebook.cells if "notebook-only" not in cell.metadata.get("tags", [])]


def _render(template: str, *styles: str, **values) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["day"] = day
    return environment.get_template(template).render(style="".join(map(_style, styles)), **values)


@cache
def _style(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")
