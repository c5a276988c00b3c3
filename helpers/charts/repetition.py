"""Charts of repetition within one article and of reuse across articles."""
from __future__ import annotations

import html

import pandas as pd
from matplotlib.patches import Arc, Rectangle
from matplotlib.ticker import MaxNLocator

from ..article import BODY, PROSE, Article
from ..highlight import Marked
from ..tables import times
from .style import BLUE, GREY, HATCHES, INK, LIGHT, ORANGE, PURPLE, VERMILION, Chart, new_figure, shorten

_MARKERS = {"phrase": ("o", BLUE), "name": ("s", VERMILION), "at once": ("o", BLUE), "doubled": ("X", VERMILION),
            "close": ("s", VERMILION), "opening": ("^", INK)}
_ECHOES = {"at once": "said again at once", "doubled": "doubled, perhaps by a slip",
           "close": "again within a dozen words", "opening": "openings of neighbouring sentences"}
_MOST_ROWS, _MOST_ARCS = 15, 40


def arcs(repeats: pd.DataFrame, article: Article) -> Chart:
    """The article as a band of blocks in reading order, an arc from every repeated passage back to its first printing.

    Takes the frame of `repetition.repeats`.
    """
    furniture = int((repeats["unit"] == "furniture").sum())
    text = len(repeats) - furniture
    drawn = repeats.nlargest(_MOST_ARCS, "words") if len(repeats) > _MOST_ARCS else repeats
    title = _arcs_title(text, furniture) + (f" The {_MOST_ARCS} longest are drawn." if len(drawn) < len(repeats) else "")
    figure, axes = new_figure(title, height=2.2)
    for block in article.blocks:
        kind = "body" if block.role in BODY else "other" if block.role in PROSE else "furniture"
        colour, hatch = {"body": (LIGHT, ""), "other": ("white", "...."), "furniture": ("white", "")}[kind]
        axes.add_patch(Rectangle((block.start, -0.16), block.end - block.start, 0.16, facecolor=colour, hatch=hatch,
                                 edgecolor=GREY, linewidth=0.6, label=kind))
    length = max(len(article.text), 1)
    top = 0.3
    for row in drawn.itertuples():
        here, there = (row.start + row.end) / 2, (row.other_start + row.other_end) / 2
        height = _height(here - there, length)
        top = max(top, height)
        same = row.kind in ("verbatim", "styled")
        colour, line = (BLUE, "-") if same else (VERMILION, (0, (4, 2)))
        axes.add_patch(Arc(((here + there) / 2, 0), here - there, 2 * height, theta1=0, theta2=180, edgecolor=colour,
                           linewidth=1.8, linestyle=line))
        for start, end in ((row.start, row.end), (row.other_start, row.other_end)):
            axes.add_patch(Rectangle((start, -0.16), end - start, 0.16, facecolor=colour, alpha=0.55,
                                     hatch="" if same else HATCHES[1], edgecolor=colour))
    axes.set(ylim=(-0.2, top + 0.06), yticks=[])
    _reading_axis(axes, length)
    axes.legend(handles=_arc_legend(repeats), loc="upper left", bbox_to_anchor=(0, -0.2), ncols=3, frameon=False,
                fontsize=9)
    alt = title + " " + " ".join(
        f"{row.unit.capitalize()} “{shorten(row.text, 60)}” repeats an earlier one"
        f"{'' if row.kind in ('verbatim', 'styled') else ', some words changed'}." for row in repeats.head(8).itertuples())
    return Chart(figure, alt.strip(), repeats, "repeats", empty=repeats.empty)


def _reading_axis(axes, length: int) -> None:
    """The page from its beginning to its end."""
    axes.set_xlim(-0.01 * length, 1.01 * length)
    axes.set_xticks([0, length], ["beginning", "end of the page"])
    for label, side in zip(axes.get_xticklabels(), ("left", "right"), strict=True):
        label.set_horizontalalignment(side)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _arcs_title(text: int, furniture: int) -> str:
    passages = f"{text} passage{'s repeat' if text > 1 else ' repeats'} an earlier one"
    lines = f"{furniture} {'lines' if furniture > 1 else 'line'} of page furniture too"
    if not text:
        lines = lines.replace(" too", " repeated")
    found = [said for count, said in ((text, passages), (furniture, lines)) if count]
    return "; ".join(found) + "." if found else "No passage is printed twice."


def _height(width: float, length: int) -> float:
    """Higher arcs for farther repeats, never flat."""
    return 0.18 + 0.6 * min(1.0, width / length * 2)


def _arc_legend(repeats: pd.DataFrame) -> list:
    handles = [Rectangle((0, 0), 1, 1, facecolor=LIGHT, edgecolor=GREY, label="running text"),
               Rectangle((0, 0), 1, 1, facecolor="white", hatch="....", edgecolor=GREY, label="headline, caption …"),
               Rectangle((0, 0), 1, 1, facecolor="white", edgecolor=GREY, label="page furniture")]
    kinds = set(repeats["kind"])
    if kinds & {"verbatim", "styled"}:
        handles.append(Rectangle((0, 0), 1, 1, facecolor=BLUE, alpha=0.55, edgecolor=BLUE, label="same words"))
    if kinds & {"near", "reworded"}:
        handles.append(Rectangle((0, 0), 1, 1, facecolor=VERMILION, alpha=0.55, hatch=HATCHES[1], edgecolor=VERMILION,
                                 label="some words changed (dashed arc)"))
    return handles


def phrases(phrases: pd.DataFrame, article: Article) -> Chart:
    """Where each recurring phrase stands, in reading order. Takes the frame of `repetition.phrases`."""
    return _strip(phrases, article, _phrases_title(phrases), "phrases")


def _phrases_title(phrases: pd.DataFrame) -> str:
    """Which phrase comes back most, and how often; names come back in any article, and are told only where nothing else does."""
    if phrases.empty:
        return "No phrase comes back in the article."
    told = phrases[phrases["kind"] == "phrase"]
    only_names = told.empty
    told = phrases if only_names else told
    alike = told[told["count"] == told["count"].max()]
    often, first = times(alike["count"].iloc[0]), f"“{shorten(str(alike['text'].iloc[0]), 48)}”"
    if only_names and len(told) == 1:
        return f"Only a name comes back: {first}, {often}."
    if only_names:
        most = "each" if len(alike) == len(told) else f"{len(alike)} of them"
        return f"Only names come back, {f'{first} most often: {often}' if len(alike) == 1 else f'{most} {often}'}."
    apart = "" if told["count"].max() == phrases["count"].max() else "Apart from names, "
    return f"{apart}{first} comes back most: {often}." if len(alike) == 1 else f"{apart}{len(alike)} phrases come back {often}."


def echoes(echoes: pd.DataFrame, article: Article) -> Chart:
    """Where words echo, in reading order. Takes the frame of `repetition.echoes`."""
    counts = echoes["kind"].value_counts()
    said = ", ".join(f"{counts[kind]} {name}" for kind, name in _ECHOES.items() if kind in counts)
    title = f"Echoes: {said}." if said else "No word echoes in this article."
    return _strip(echoes, article, title, "echoes")


def _strip(frame: pd.DataFrame, article: Article, title: str, name: str) -> Chart:
    """One line a row of the frame, a mark at each of its places."""
    shown = frame.head(_MOST_ROWS)
    left_out = len(frame) - len(shown)
    figure, axes = new_figure(title, height=1.1 + 0.27 * max(len(shown), 2))
    length = max(len(article.text), 1)
    for line, row in enumerate(shown.itertuples()):
        marker, colour = _MARKERS.get(row.kind, ("o", BLUE))
        axes.axhline(line, color=LIGHT, linewidth=0.8, zorder=0)
        axes.plot([start for start, _ in row.places], [line] * len(row.places), marker, color=colour, markersize=7,
                  markeredgecolor="white", label=row.kind, linestyle="none")
    axes.set_yticks(range(len(shown)), [shorten(str(text)) for text in shown["text"]])
    axes.set_ylim(max(len(shown), 1) - 0.4, -0.6)
    _reading_axis(axes, length)
    if len(shown):
        handles = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
        axes.legend(handles.values(), handles.keys(), loc="upper left", ncols=4, frameon=False, fontsize=9,
                    bbox_to_anchor=(0, -0.12 if len(shown) > 4 else -0.3))
    if left_out:
        axes.annotate(f"{left_out} more in the table", (1, 0), xycoords="axes fraction", xytext=(0, -22),
                      textcoords="offset points", ha="right", va="top", fontsize=9, color=GREY)
    alt = title + " " + " ".join(
        f"“{shorten(str(text), 60)}” ({kind}): {times(count)}."
        for text, kind, count in shown.head(8)[["text", "kind", "count"]].itertuples(index=False, name=None))
    return Chart(figure, alt.strip(), frame.drop(columns="places"), name, empty=frame.empty)


def variety(variety: pd.DataFrame) -> Chart:
    """How varied the words are, beside the middle eight tenths of news articles. Takes `repetition.variety`."""
    known = variety[variety["value"].notna() & variety["low"].notna()]
    title = _variety_title(variety, known)
    figure, axes = new_figure(title, height=0.9 + 0.75 * max(len(known), 1), rows=max(len(known), 1), squeeze=False)
    for place, row in zip(axes[:, 0], known.itertuples(), strict=False):
        span = row.high - row.low
        place.axvspan(row.low, row.high, color=LIGHT, label="8 of 10 news articles")
        place.plot([row.value], [0], "D", color=BLUE, markersize=10, markeredgecolor="white", label="this article")
        place.set_xlim(min(row.low - span, row.value - 0.3 * span), max(row.high + span, row.value + 0.3 * span))
        place.set_yticks([0], [row.measure])
        place.spines["left"].set_visible(False)
        place.tick_params(axis="y", length=0)
    if len(known):
        axes[-1, 0].set_xlabel("more varied →", loc="right")
        figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower left", ncols=2, frameon=False, fontsize=9)
    alt = title + "".join(f" {row.measure} {row.value:.2f}; most news articles {row.low:g} to {row.high:g}."
                          for row in known.itertuples())
    return Chart(figure, alt, variety, "variety", empty=known.empty)


def _variety_title(variety: pd.DataFrame, known: pd.DataFrame) -> str:
    """What the measures say, where they are two and where only one suits so short a text."""
    sides = ["below" if row.value < row.low else "above" if row.value > row.high else "within" for row in known.itertuples()]
    if known.empty:
        return ("The article is too short to measure how varied its words are." if variety["low"].notna().any()
                else "The article is not in English: there is nothing to compare its vocabulary with.")
    if len(sides) == 1:
        return f"The vocabulary is {_SIDES[sides[0]]}, by the one measure that so short a text allows."
    if len(set(sides)) == 1:
        return f"The vocabulary is {_SIDES[sides[0]]}."
    return "The vocabulary is " + " by one measure, ".join(_SIDES[side] for side in sides) + " by the other."


_SIDES = {"below": "less varied than in most news articles", "within": "as varied as in most news articles",
          "above": "more varied than in most news articles"}


# ---------------------------------------------------------------- across articles

MOST_IN_MATRIX = 40
_MOST_DAYS = 8
_SHARED_STYLE = """<style>
.side-by-side{display:grid;grid-template-columns:1fr 1fr;gap:.4rem 1.2rem;font-size:.9rem;line-height:1.5}
.side-by-side>div{overflow-wrap:anywhere;white-space:pre-line;padding-top:.4rem;
border-top:1px solid color-mix(in srgb,currentColor 25%,transparent)}
.side-by-side .head{font-weight:700;border-top:0}
.side-by-side .kind{grid-column:1/-1;font:600 .75rem/1.4 system-ui,sans-serif;border-top:0;padding:.6rem 0 0;opacity:.8}
.side-by-side>[data-from]::before{content:attr(data-from);display:none;font-weight:700}
.side-by-side mark{color:inherit;background:rgba(213,94,0,.18);border-bottom:2px dashed #D55E00}
.side-by-side .head,.side-by-side .kind{break-after:avoid}
@media(max-width:34em){.side-by-side{grid-template-columns:1fr}.side-by-side .kind{grid-column:1}
.side-by-side .head{display:none}.side-by-side>[data-from]::before{display:block}}
</style>"""


def side_by_side(passages: pd.DataFrame, name: str = "first article", other_name: str = "second article") -> Marked:
    """The passages two articles share, next to each other as HTML; words that only one side has are marked.

    Takes the frame of `reuse.passages`.
    """
    if passages.empty:
        return Marked("<p>The two articles share no passage.</p>")
    parts = [_SHARED_STYLE, '<div class="side-by-side tex2jax_ignore mathjax_ignore">',
             f'<div class="head">{html.escape(name)}</div><div class="head">{html.escape(other_name)}</div>']
    for row in passages.itertuples():
        parts.append(f'<div class="kind">{row.kind}, {row.words} words, similarity {row.similarity:.2f}</div>'
                     f'<div data-from="{html.escape(name)}">{_with_marks(row.text, row.start, row.changed)}</div>'
                     f'<div data-from="{html.escape(other_name)}">{_with_marks(row.other_text, row.other_start, row.other_changed)}</div>')
    parts.append("</div>")
    return Marked("".join(parts))


def _with_marks(text: str, offset: int, spans: tuple) -> str:
    parts, place = [], 0
    for start, end in spans:
        marked = html.escape(text[start - offset:end - offset])
        parts += [html.escape(text[place:start - offset]), f"<mark>{marked}</mark>"]
        place = end - offset
    return "".join([*parts, html.escape(text[place:])])


def matrix(pairs: pd.DataFrame, ids: list[str], labels: list[str] | None = None) -> Chart:
    """How much of each article (row) stands in each other (column), like beside like; up to 40 articles, those that share something.

    Takes the frame of `reuse.pairs` and the ids of all articles. With more than 40 the ranked list is drawn instead.
    """
    names = dict(zip(ids, labels or ids, strict=True))
    called = pairs.assign(a=pairs["a"].map(names), b=pairs["b"].map(names))
    if len(ids) > MOST_IN_MATRIX:
        return ranked(called)
    sharing = set(pairs["a"]) | set(pairs["b"])
    order = _like_beside_like(pairs, [one for one in ids if one in sharing])
    at = {article: number for number, article in enumerate(order)}
    title = _shared_title(pairs, len(ids))
    if order and (left := len(ids) - len(order)):
        title += f" The other {f'{left} share' if left > 1 else 'one shares'} nothing."
    size = max(len(order), 2)
    figure, axes = new_figure(title, height=min(8, 2.6 + 0.34 * size))
    values = [[float("nan")] * size for _ in range(size)]
    for row in pairs.itertuples():
        values[at[row.a]][at[row.b]], values[at[row.b]][at[row.a]] = row.share_a, row.share_b
    image = axes.imshow(values, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for row in pairs.itertuples() if size <= 14 else ():
        for x, y, share in ((row.b, row.a, row.share_a), (row.a, row.b, row.share_b)):
            axes.text(at[x], at[y], f"{share:.0%}", ha="center", va="center", fontsize=8.5,
                      color="white" if share > 0.55 else "black")
    shown = [shorten(str(names[article]), 26 if size > 6 else 34) for article in order]
    axes.set_xticks(range(len(order)), shown, rotation=35, ha="right", rotation_mode="anchor", fontsize=8.5)
    axes.set_yticks(range(len(order)), shown, fontsize=8.5)
    axes.set(xlabel="… stands in this one", ylabel="this much of …")
    if size > 14:   # with fewer, the share is written into every field
        figure.colorbar(image, ax=axes, label="share of its words")
    return Chart(figure, f"{title} {_pair_sentences(called)}".strip(), pairs, "shared_text", empty=pairs.empty)


def ranked(pairs: pd.DataFrame) -> Chart:
    """The pairs of articles that share most: how much of each stands in the other. Takes the frame of `reuse.pairs`."""
    shown = pairs.head(_MOST_ROWS)
    title = _shared_title(pairs, None)
    figure, axes = new_figure(title, height=1.2 + 0.3 * max(len(shown), 2))
    for line, row in enumerate(shown.itertuples()):
        axes.plot([row.share_a, row.share_b], [line, line], color=LIGHT, linewidth=3, zorder=0)
    axes.plot(shown["share_a"], range(len(shown)), "o", color=BLUE, markersize=8,
              label="share of the first in the second")
    axes.plot(shown["share_b"], range(len(shown)), "D", color=VERMILION, markersize=7, markerfacecolor="none",
              markeredgewidth=1.8, label="share of the second in the first")
    axes.set_yticks(range(len(shown)), [f"{shorten(str(row.a), 20)} / {shorten(str(row.b), 20)}, {row.kind}"
                                        for row in shown.itertuples()], fontsize=9)
    axes.set(xlim=(-0.03, 1.03), ylim=(max(len(shown), 1) - 0.4, -0.6))
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    if not shown.empty:
        axes.legend(loc="upper left", bbox_to_anchor=(-0.4, -0.06 if len(shown) > 4 else -0.3), frameon=False,
                    fontsize=9)
    return Chart(figure, f"{title} {_pair_sentences(pairs)}".strip(), pairs, "shared_text", empty=pairs.empty)


def timeline(clusters: pd.DataFrame, family: int = 1) -> Chart:
    """When the articles of one family were published, the first at the top. Takes the frame of `reuse.clusters`."""
    members = clusters[clusters["family"] == family]
    moments = pd.to_datetime(members["published"], errors="coerce", utc=True, format="ISO8601")
    dated = bool(moments.notna().any())
    if members.empty:
        title = "No two articles tell one story in the same words."
    elif dated:
        days = (moments.max() - moments.min()).total_seconds() / 86400
        span = "on one day" if days < 1 else "within a day" if days < 1.5 else f"within {days:.0f} days"
        title = f"{len(members)} articles tell one story in the same words, published {span}."
    else:
        title = f"{len(members)} articles tell one story in the same words; none has a date."
    shown = members.head(MOST_IN_MATRIX)
    figure, axes = new_figure(title, height=1.0 + 0.28 * max(len(shown), 2))
    where = moments.head(MOST_IN_MATRIX).dt.tz_localize(None) if dated else shown["place"]
    markers = {"copy": ("o", BLUE), "cut": ("v", VERMILION), "reordered": ("s", ORANGE), "rewritten": ("D", PURPLE)}
    for kind, (marker, colour) in markers.items():
        lines = [line for line, other in enumerate(shown["kind"]) if other == kind]
        if lines:
            axes.plot(where.iloc[lines], lines, marker, color=colour, markersize=8, linestyle="none", label=kind)
    axes.set_yticks(range(len(shown)), [shorten(str(label), 34) for label in shown["id"]], fontsize=9)
    axes.set(ylim=(max(len(shown), 1) - 0.4, -0.6), xlabel="" if dated else "order in which they were given")
    axes.grid(axis="y", color=LIGHT)
    if dated:
        axes.tick_params(axis="x", rotation=25)
    else:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if len(members):
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False, fontsize=9)
    if dated and len(days := where.dt.normalize().dropna().unique()) <= _MOST_DAYS:
        axes.set_xticks(days, [f"{day.day} {day:%b %Y}" for day in days])
    alt = title + " " + " ".join(f"{row.id}: {row.kind}, {row.share:.0%} shared."
                                 for row in shown.head(8).itertuples())
    return Chart(figure, alt.strip(), members, "family", empty=members.empty)


def _like_beside_like(pairs: pd.DataFrame, ids: list[str]) -> list[str]:
    """Articles in an order that puts those that share most next to each other (average linkage, Sokal 1958)."""
    if len(ids) < 3 or pairs.empty:
        return ids
    groups = [[article] for article in ids]
    shared = {frozenset((row.a, row.b)): max(row.share_a, row.share_b) for row in pairs.itertuples()}

    def likeness(one: list[str], other: list[str]) -> float:
        """How much two groups of articles share, on average over their pairs, 0 to 1."""
        return sum(shared.get(frozenset((x, y)), 0.0) for x in one for y in other) / (len(one) * len(other))

    while len(groups) > 1:
        best, here, there = max((likeness(groups[x], groups[y]), -x, -y) for x in range(len(groups)) for y in range(x))
        if best == 0:
            break
        joined = groups.pop(-here)
        groups[-there] = groups[-there] + joined
    return [article for group in sorted(groups, key=len, reverse=True) for article in group]


def _shared_title(pairs: pd.DataFrame, articles: int | None) -> str:
    near = int(pairs["near"].sum())
    if pairs.empty:
        return "No two of the articles share text."
    among = f"Of {articles} articles, " if articles else ""
    said = f"{near} pair{'s tell' if near != 1 else ' tells'} one story in the same words"
    rest = len(pairs) - near
    return f"{among}{said}; {rest} more share{'s' if rest == 1 else ''} passages." if rest else f"{among}{said}."


def _pair_sentences(pairs: pd.DataFrame) -> str:
    return " ".join(f"{row.a} and {row.b}: {row.kind}, {row.share_a:.0%} and {row.share_b:.0%} shared."
                    for row in pairs.head(8).itertuples())
