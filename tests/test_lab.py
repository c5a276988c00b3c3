"""The notebooks in a real JupyterLab in headless Chromium: open, Run All, look. One server, one notebook after another."""
import pytest

from tests.conftest import ROOT
from tests.lab import Lab

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
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
    assert pictures
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
