"""The notebooks in a real JupyterLab in headless Chromium: open, Run All, look. One server, one notebook after another."""
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import TimeoutError

from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PATIENCE = 120_000
"""Milliseconds; the machine may have much else to do."""
TOKEN = "tests"


class Lab:
    """A JupyterLab on copies of the notebooks, and the browser that looks at it."""

    def __init__(self, folder: Path, browser, theme: str = "JupyterLab Light"):
        self.folder, self.browser = folder, browser
        shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
        settings = json.loads((ROOT / "jupyterlab-overrides.json").read_text(encoding="utf-8"))
        settings["@jupyterlab/apputils-extension:themes"] = {"theme": theme}
        # every cell in the page, not only those in sight
        settings["@jupyterlab/notebook-extension:tracker"]["windowingMode"] = "none"
        for name, values in settings.items():
            extension, plugin = name.split(":")
            path = folder / "settings" / extension / f"{plugin}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values), encoding="utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def __enter__(self):
        here = {name: str(self.folder / name) for name in ("settings", "workspaces", "config", "runtime", "ipython")}
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "JUPYTERLAB_SETTINGS_DIR": here["settings"],
                       "JUPYTERLAB_WORKSPACES_DIR": here["workspaces"], "JUPYTER_CONFIG_DIR": here["config"],
                       "JUPYTER_RUNTIME_DIR": here["runtime"], "IPYTHONDIR": here["ipython"]}
        self.log = (self.folder / "log").open("w")
        self.server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={self.port}",
             "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={self.folder / 'notebooks'}",
             "--LabApp.expose_app_in_browser=True"],
            env=environment, cwd=self.folder, stdout=self.log, stderr=subprocess.STDOUT)
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _wait(self):
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end and self.server.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api?token={TOKEN}"):
                    return
            except OSError:
                time.sleep(.3)
        raise AssertionError(f"JupyterLab did not start: {(self.folder / 'log').read_text()[-2000:]}")

    def __exit__(self, *error):
        self.server.terminate()
        self.server.wait(60)
        self.log.close()

    def run_all(self, name: str):
        """Open a notebook and run all its cells; returns the window and the notebook as JupyterLab then holds it."""
        window = self.browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        window.set_default_timeout(PATIENCE)
        window.asked = []
        window.on("request", lambda request: window.asked.append(request.url))
        window.goto(f"http://127.0.0.1:{self.port}/lab/tree/{name}?token={TOKEN}&reset")   # reset: no notebook of before
        try:
            self._run(window, PATIENCE / 2)
        except TimeoutError:    # once in some hundred times Lab loses a message of a kernel that has just begun, and waits for ever
            window.reload()
            self._run(window, PATIENCE)
        held = window.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.toJSON()")
        return window, nbformat.from_dict(held)

    def _run(self, window, patience: float):
        window.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.context?.isReady "
                                 "&& window.jupyterapp.shell.currentWidget.sessionContext?.session?.kernel "
                                 "&& window.jupyterapp.shell.currentWidget.sessionContext.kernelDisplayStatus === 'idle'")
        # not awaited inside the page: a promise that is never kept would have no time limit there
        window.evaluate("""() => {
            const over = () => { window.ran = true };
            window.jupyterapp.shell.currentWidget.sessionContext.ready
                .then(() => window.jupyterapp.commands.execute('notebook:run-all-cells')).then(over, over) }""")
        window.wait_for_function("() => window.ran && window.jupyterapp.shell.currentWidget.sessionContext.kernelDisplayStatus === 'idle'",
                                 timeout=patience)

    def close(self, window):
        window.context.close()
        address = f"http://127.0.0.1:{self.port}/api/sessions"
        with urllib.request.urlopen(f"{address}?token={TOKEN}", timeout=60) as answer:
            for session in json.load(answer):
                request = urllib.request.Request(f"{address}/{session['id']}?token={TOKEN}", method="DELETE")
                urllib.request.urlopen(request, timeout=60).close()


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    with Lab(tmp_path_factory.mktemp("lab"), browser) as running:
        yield running


def outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


@pytest.mark.parametrize("name", [path.name for path in NOTEBOOKS])
def test_run_all_in_jupyterlab(lab, name):
    window, notebook = lab.run_all(name)
    shown = outputs(notebook)
    assert [output for output in shown if output.output_type in ("error", "stream")] == []   # no traceback, no warning
    pictures = sum("image/png" in output.get("data", {}) for output in shown)
    assert pictures >= (name != "05_compare.ipynb")      # of one article there is nothing to compare
    images = window.locator(".jp-OutputArea-output img")
    assert images.count() == pictures
    assert images.evaluate_all("images => images.every(image => image.complete && image.naturalWidth > 1.5 * image.width)")
    window.evaluate("document.body.dataset.jpThemeLight = 'false'")
    assert images.evaluate_all("images => images.every(image => getComputedStyle(image).filter.startsWith('invert'))"), "white in the dark"
    assert window.locator("mjx-container, .MathJax").count() == 0, "a sum of money was set as mathematics"
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    assert "change this path" in first.source or "your own articles" in first.source
    assert all(url.startswith((f"http://127.0.0.1:{lab.port}", f"ws://127.0.0.1:{lab.port}", "data:", "blob:")) for url in window.asked)
    lab.close(window)


def test_a_wrong_path_is_one_sentence(lab):
    path = lab.folder / "notebooks" / "wrong.ipynb"
    text = NOTEBOOKS[0].read_text(encoding="utf-8")
    path.write_text(text.replace("data/articles/kerry-lavrov.txt", "nowhere.txt"), encoding="utf-8")
    window, notebook = lab.run_all(path.name)
    error, *others = [output for output in outputs(notebook) if output.output_type == "error"]
    assert others == [] and error.ename == "ArticleError" and "nowhere.txt" in error.evalue
    assert len("\n".join(error.traceback).splitlines()) == 1
    assert "nowhere.txt" in window.locator(".jp-OutputArea-output").last.inner_text()
    lab.close(window)
