"""Pictures of what was read."""
from __future__ import annotations

import pandas as pd

from ..article import BODY, PROSE, ROLES
from .style import BLUE, GREY, LIGHT, Chart, new_figure

_LOOK = {"counted": (BLUE, ""), "shown": ("#9CCBEA", "///"), "set aside": (LIGHT, "...")}


def page_map(blocks: pd.DataFrame) -> Chart:
    """Where each role stands on the page, in reading order; from `overview.blocks`. Wider is more words."""
    total = int(blocks["words"].sum())
    counted = int(blocks.loc[blocks["role"].isin(BODY), "words"].sum())
    title = f"{counted:,} of the {total:,} words on the page are the running text of the article."
    present = [role for role in ROLES if role in set(blocks["role"])]
    figure, axes = new_figure(title, 0.9 + 0.34 * max(1, len(present)))
    here, seen = 0, set()
    for row in blocks.itertuples():
        read = "counted" if row.role in BODY else "shown" if row.role in PROSE else "set aside"
        colour, hatch = _LOOK[read]
        width = max(row.words, total / 400)
        edge = GREY if read == "set aside" else "white"
        axes.barh(present.index(row.role), width, left=here, height=0.72, color=colour, hatch=hatch, edgecolor=edge, linewidth=0.6,
                  label=None if read in seen else read)
        seen.add(read)
        here += width
    axes.set_yticks(range(len(present)), present)
    axes.invert_yaxis()
    axes.set_xlim(0, max(here, 1))
    axes.set_xlabel("words from the top of the page")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=GREY, alpha=0.25)
    if len(blocks):
        figure.legend(loc="outside lower center", ncols=3, frameon=False)
    parts = ", ".join(f"{role}: {int(words)} words" for role, words in
                      blocks.groupby("role", sort=False)["words"].sum().items())
    return Chart(figure, f"The page from top to bottom, by role. {title} {parts}.", blocks.drop(columns="text"), "blocks")
