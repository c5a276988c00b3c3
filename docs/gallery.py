"""Makes docs/gallery, six reports of very different articles, and the README's pictures: `make gallery`."""
from __future__ import annotations

import base64
import io
import re
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image

import helpers
from helpers import charts, report

HERE = Path(__file__).resolve().parent
ARTICLES = HERE.parent / "data" / "articles"
SHOWN = ("salt-feature", "river-interview", "court-report", "derby-match-report", "library-opinion", "ferry-daily")
"""A long feature, an interview, a court report, a match report, an opinion piece and a news report; all written for this suite."""

SCALE, COLOURS = 0.5, 24
"""The gallery's pictures are smaller than a report's, to keep the repository small."""


def main() -> int:
    """Make everything anew; 1 where a report failed."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "gallery"
        failed = [outcome.error for outcome in report.make([ARTICLES / f"{name}.txt" for name in SHOWN], made) if outcome.error]
        if failed:
            print(*failed, sep="\n", file=sys.stderr)
            return 1
        for page in made.rglob("*.html"):
            page.write_text(lighter(page.read_text(encoding="utf-8")), encoding="utf-8")
        for record in made.rglob("made.json"):      # it names folders of this machine
            record.unlink()
        shutil.rmtree(HERE / "gallery", ignore_errors=True)
        shutil.move(made, HERE / "gallery")
    sample = helpers.load(ARTICLES / "kerry-lavrov.txt")
    (HERE / "quotes.png").write_bytes(charts.quotes.speaker_rows(helpers.quotes.quotations(sample)).png())
    photograph(HERE / "gallery" / "court-report" / "article.html", HERE / "article.png")
    return 0


def lighter(html: str) -> str:
    """A page with its pictures made smaller, all as WebP."""
    return re.sub(r"data:image/(?:png|webp);base64,([\w+/=]+)", lambda found: _lighter(found[1]), html)


def _lighter(encoded: str) -> str:
    picture = Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB")
    small = picture.resize([round(side * SCALE) for side in picture.size], Image.Resampling.LANCZOS)
    return f"data:image/webp;base64,{base64.b64encode(_webp(small)).decode()}"


def _webp(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB").save(target, "WEBP", lossless=True, quality=90, method=6)
    return target.getvalue()


def _png(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()


def photograph(page: Path, target: Path) -> None:
    """The top of a page as a browser shows it, with quotations and tone switched on."""
    from playwright.sync_api import sync_playwright
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        window = browser.new_page(viewport={"width": 1180, "height": 760})
        window.goto(page.as_uri())
        window.locator("#show-tone").check()
        target.write_bytes(_png(Image.open(io.BytesIO(window.screenshot())).convert("RGB")))
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
