"""A JupyterLab in headless Chromium, for the tests and for the benchmarks: open a notebook, Run All, look."""
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
from playwright.sync_api import TimeoutError, sync_playwright

from tests.conftest import CHROMIUM, ROOT

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

    def open(self, name: str):
        """The window in which a notebook is being opened."""
        window = self.browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        window.set_default_timeout(PATIENCE)
        window.asked = []
        window.on("request", lambda request: window.asked.append(request.url))
        window.goto(f"http://127.0.0.1:{self.port}/lab/tree/{name}?token={TOKEN}&reset")   # reset: no notebook of before
        return window

    def run_all(self, name: str):
        """Open a notebook and run all its cells; returns the window and the notebook as JupyterLab then holds it."""
        window = self.open(name)
        try:
            self._run(window, PATIENCE / 2)
        except TimeoutError:    # once in some hundred times Lab loses a message of a kernel that has just begun, and waits for ever
            window.reload()
            self._run(window, PATIENCE)
        held = window.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.toJSON()")
        return window, nbformat.from_dict(held)

    def begin(self, window):
        """Run all cells of the notebook in the window as soon as its kernel is there, and do not wait for the end."""
        window.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.context?.isReady "
                                 "&& window.jupyterapp.shell.currentWidget.sessionContext?.session?.kernel "
                                 "&& window.jupyterapp.shell.currentWidget.sessionContext.kernelDisplayStatus === 'idle'")
        # not awaited inside the page: a promise that is never kept would have no time limit there
        window.evaluate("""() => {
            const over = () => { window.ran = true };
            window.jupyterapp.shell.currentWidget.sessionContext.ready
                .then(() => window.jupyterapp.commands.execute('notebook:run-all-cells')).then(over, over) }""")

    def _run(self, window, patience: float):
        self.begin(window)
        window.wait_for_function("() => window.ran && window.jupyterapp.shell.currentWidget.sessionContext.kernelDisplayStatus === 'idle'",
                                 timeout=patience)

    def close(self, window):
        window.context.close()
        address = f"http://127.0.0.1:{self.port}/api/sessions"
        with urllib.request.urlopen(f"{address}?token={TOKEN}", timeout=60) as answer:
            for session in json.load(answer):
                request = urllib.request.Request(f"{address}/{session['id']}?token={TOKEN}", method="DELETE")
                urllib.request.urlopen(request, timeout=60).close()


def first_picture(folder: Path, name: str = "00_overview.ipynb") -> tuple[float, float]:
    """Seconds from JupyterLab's command to the first picture of a notebook, and from opening the notebook, the browser running already."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        start = time.perf_counter()
        with Lab(folder, browser) as lab:
            answered = time.perf_counter()
            window = lab.open(name)
            lab.begin(window)
            window.locator(".jp-OutputArea-output img").first.wait_for()
            seen = time.perf_counter()
        browser.close()
    return seen - start, seen - answered
