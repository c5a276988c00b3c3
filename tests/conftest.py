"""What tests share: the sample, and reports made once for all of them."""
from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

import helpers

# A deadline an example would make the tests depend on how busy the machine is.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "articles" / "kerry-lavrov.txt"
ODD = sorted((ROOT / "tests" / "articles").glob("*.txt"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def sample():
    """The sample article, loaded."""
    return helpers.load(SAMPLE)


@pytest.fixture(scope="session")
def reports(tmp_path_factory) -> Path:
    """A folder with the reports of the sample and of the odd articles, made once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    out = shared / "reports"
    with FileLock(shared / "reports.lock"):
        if not out.exists():
            from helpers import report
            outcomes = report.make([SAMPLE, *ODD], out, say=lambda line: None)
            assert [outcome.error for outcome in outcomes] == [None] * (1 + len(ODD))
    return out


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, headless. Under CI a missing one is a failure.

    Closed after each file: Playwright keeps an event loop running in its thread, in which no other can be run meanwhile.
    """
    if CHROMIUM is None:
        assert not os.environ.get("CI"), "Chromium is missing: apt install chromium"
        pytest.skip("Chromium is missing; install it (Debian: apt install chromium) to run the browser's tests")
    from playwright.sync_api import sync_playwright
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=[
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"])
        yield running
        running.close()
