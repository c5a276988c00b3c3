"""What every chart shares: colours, size, and the Chart that carries its alt sentence and its table."""
from __future__ import annotations

import base64
import html
import io
import textwrap
from dataclasses import dataclass

import matplotlib
import pandas as pd
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ..tables import to_csv
from .letters import drawable, make_drawable
from .narrow import TITLE_LINE, fitted, narrowed

# Okabe and Ito's colours (2008), told apart by colour-blind readers too; never the only channel.
BLUE, VERMILION = "#0072B2", "#D55E00"
ORANGE, SKY, GREEN, YELLOW, PURPLE = "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#CC79A7"
GREY, LIGHT, INK = "#767676", "#D9D9D9", "#222222"
CYCLE = (BLUE, VERMILION, SKY, ORANGE, PURPLE, GREEN, YELLOW, GREY)
HATCHES = ("", "///", "...", "xxx", "\\\\\\", "++", "oo", "--")
PALETTE = 64     # colours a picture is saved with: eight hues, their tints and the edges of letters
WIDTH = 7.0      # inches: wide enough for twenty bars; beside it every picture is drawn once more for phones
_SETTINGS = {
    "font.size": 10.5, "axes.titlesize": 12, "axes.labelsize": 10.5, "axes.spines.top": False, "axes.spines.right": False,
    "axes.edgecolor": GREY, "axes.labelcolor": INK, "text.color": INK, "xtick.color": INK, "ytick.color": INK,
    "axes.axisbelow": True, "hatch.linewidth": 0.6, "text.parse_math": False, "font.family": "DejaVu Sans"}


@dataclass(frozen=True)
class Chart:
    """A picture, the sentence that says the same to somebody who cannot see it, and the table it was drawn from.

    Shown as the last line of a notebook cell it carries all three: the report writes `table` to `name`.csv beside it.
    Where there is nothing to draw (`empty`), the sentence is shown and no picture.
    """

    figure: Figure
    alt: str
    table: pd.DataFrame
    name: str
    empty: bool = False

    def __post_init__(self):
        make_drawable(self.figure)

    def png(self) -> bytes:
        """The picture as PNG at twice the resolution of a screen, in a palette: a third of the bytes of full colour."""
        described, target = PngInfo(), io.BytesIO()
        described.add_text("Description", self.alt)
        _drawn(self.figure).save(target, "PNG", pnginfo=described)
        return target.getvalue()

    def narrow_webp(self) -> bytes:
        """The same picture drawn for the width of a phone, its letters as large as in the wide one; WebP, without loss."""
        target = io.BytesIO()
        with matplotlib.rc_context(_SETTINGS):
            figure = narrowed(self.figure)
        _drawn(figure).convert("RGB").save(target, "WEBP", lossless=True, quality=60, method=2)
        return target.getvalue()

    def _repr_mimebundle_(self, include=None, exclude=None):
        if self.empty:
            said = f'<p class="note tex2jax_ignore mathjax_ignore">{html.escape(self.alt)}</p>'
            return {"text/html": said, "text/plain": self.alt, "text/csv": to_csv(self.table)}, {"text/csv": {"name": self.name}}
        width, _ = self.figure.get_size_inches()
        narrow = base64.b64encode(self.narrow_webp()).decode()      # for the report: JupyterLab shows the wide one
        shown = {"alt": self.alt, "width": round(width * 96), "narrow": narrow}
        return ({"image/png": self.png(), "text/plain": self.alt, "text/csv": to_csv(self.table)},
                {"image/png": shown, "text/csv": {"name": self.name}, "needs_background": "light"})


def _drawn(figure: Figure) -> Image.Image:
    target = io.BytesIO()
    with matplotlib.rc_context(_SETTINGS):
        figure.savefig(target, format="png", dpi=192, facecolor="white", pil_kwargs={"compress_level": 1})
    return Image.open(target).convert("RGB").quantize(PALETTE, dither=Image.Dither.NONE)


def new_figure(title: str, height: float = 3.2, rows: int = 1, columns: int = 1, **options):
    """A figure with a sentence as title, and its axes: `figure, axes = new_figure("Half of the words are Kirby's.")`."""
    with matplotlib.rc_context(_SETTINGS):
        text, lines = fitted(drawable(title), WIDTH)
        figure = Figure(figsize=(WIDTH, height + TITLE_LINE * lines), layout="constrained")
        figure.suptitle(text, x=0.01, ha="left", fontsize=12, fontweight="bold")
        axes = figure.subplots(rows, columns, **options)
    return figure, axes


def nothing(alt: str, table: pd.DataFrame, name: str) -> Chart:
    """A Chart without a picture, where there is nothing to draw: its sentence stands in the picture's place."""
    figure, axes = new_figure(alt, height=0.6)
    axes.set_axis_off()
    return Chart(figure, alt, table, name, empty=True)


def shorten(text: str, width: int = 34) -> str:
    """A label that fits: cut at a word, with an ellipsis."""
    return textwrap.shorten(text, width, placeholder=" …")
