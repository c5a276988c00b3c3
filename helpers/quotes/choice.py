"""Choices the linear model makes about what it has found: which words name the speaker, which parts belong together.

Every choice is a sum of learned weights over features; a feature is a short text, hashed (Weinberger et al., 2009).
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from . import speakers
from .pieces import Pieces
from .word_classes import CLASSES

BITS = 17
OTHER, BEGIN, INSIDE, CUE, SPEAKER = range(5)
_PREPOSITIONS = frozenset({"of", "in", "on", "at", "by", "for", "with", "from", "to", "into", "about", "against", "after",
                           "before",
                           "during", "between", "over", "under", "than", "like", "as"})


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces `first` to `last` (exclusive) of a paragraph."""

    first: int
    last: int


@dataclass(frozen=True)
class View:
    """What the choices look at in one paragraph: its pieces, label probabilities, marks and content runs."""

    pieces: Pieces
    labels: np.ndarray
    sentence: list[int]
    marked: list[int]
    taken: list[int]
    phrases: list[Run]
    cues: list[Run]


def view(pieces: Pieces, labels: np.ndarray, marked: list[int], runs: Iterable[Run]) -> View:
    """The view of a paragraph; `marked` is nonzero for pieces between quotation marks."""
    starts = pieces.sentence_starts()
    sentence, here = [], -1
    openings = set(starts)
    for index in range(len(pieces)):
        here += index in openings
        sentence.append(here)
    taken = [0] * len(pieces)
    for number, run in enumerate(runs, 1):
        taken[run.first:run.last] = [number] * (run.last - run.first)
    phrases = {(phrase.first, phrase.last) for phrase in speakers.phrases(pieces)}
    named = labels[:, SPEAKER] > .35
    phrases = {span for span in phrases if not named[span[0]:span[1]].any()}
    phrases |= {(run.first, run.last) for run in tagged_runs(named)}
    return View(pieces, labels, sentence, marked, taken, [Run(*span) for span in sorted(phrases)],
                tagged_runs(labels[:, CUE] > .35))


def tagged_runs(hit: np.ndarray) -> list[Run]:
    """Runs of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], hit.astype(np.int8), [0]))))
    return [Run(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def weigh(features: Iterable[str], weights: np.ndarray) -> float:
    """The sum of the weights of some features."""
    return float(weights[rows(features)].sum())


def rows(features: Iterable[str]) -> list[int]:
    """The rows of the weights that features stand in."""
    return [crc32(feature.encode("utf-8", "replace")) & ((1 << BITS) - 1) for feature in features]


def _bin(number: float) -> int:
    for place, edge in enumerate((0, 1, 2, 3, 5, 8, 12, 20, 35)):
        if number <= edge:
            return place
    return 9


def speaker_features(seen: View, parts: list[Run], candidate: Run | None, kind: str) -> list[str]:
    """Features of `candidate` (None: nobody is named) as the speaker of the quotation with `parts`."""
    first, last = parts[0].first, parts[-1].last
    here = seen.sentence[first], seen.sentence[last - 1]
    opens = "T" if first == 0 else "S" if seen.sentence[first - 1] != here[0] else seen.pieces.lower[first - 1]
    if candidate is None:
        near = [run for run in seen.phrases if not seen.taken[run.first]]
        inside = [run for run in near if here[0] <= seen.sentence[run.first] <= here[1]]
        top = max((float(seen.labels[run.first:run.last, SPEAKER].mean()) for run in inside), default=0.)
        anywhere = max((float(seen.labels[run.first:run.last, SPEAKER].mean()) for run in near), default=0.)
        cue = max((float(seen.labels[run.first:run.last, CUE].max()) for run in seen.cues
                   if here[0] <= seen.sentence[run.first] <= here[1]), default=0.)
        return [f"none|{f}" for f in ("", kind, f"top{int(top * 5)}", f"any{int(anywhere * 5)}", f"cue{int(cue * 5)}",
                                      f"in{min(3, len(inside))}",
                                      f"{kind}|top{int(top * 5)}|cue{int(cue * 5)}", f"opens{opens}",
                                      f"{kind}|near{min(2, len(near))}",
                                      f"top{int(top * 5)}|any{int(anywhere * 5)}")]
    words, lower = seen.pieces.words, seen.pieces.lower
    a, b = candidate.first, candidate.last
    if b <= first:
        side, distance = "before", first - b
    elif a >= last:
        side, distance = "after", a - last
    else:
        side = "within"
        distance = min(min(abs(a - part.last), abs(part.first - b)) for part in parts)
    apart = seen.sentence[a] - here[0] if side == "before" else seen.sentence[a] - here[1] if side == "after" else 0
    apart = max(-3, min(3, apart))
    before = lower[a - 1] if a and seen.sentence[a - 1] == seen.sentence[a] else "^"
    after = lower[b] if b < len(words) and seen.sentence[b] == seen.sentence[a] else "$"
    cue_after = any(run.first == b for run in seen.cues)
    cue_before = any(run.last == a for run in seen.cues)
    cue_near = min((min(abs(run.first - b),
                        abs(a - run.last)) for run in seen.cues if seen.sentence[run.first] == seen.sentence[a]),
                   default=99)
    low, high = (b, first) if side == "before" else (last, a) if side == "after" else (a, a)
    between = sum(1 for run in seen.cues if low <= run.first < high)
    others = sum(1 for run in seen.phrases if low <= run.first < high and not seen.taken[run.first])
    crossing = len({seen.taken[index] for index in range(low, high)} - {0})
    tag = float(seen.labels[a:b, SPEAKER].mean())
    tag_bin = int(tag * 6)
    head = lower[b - 1]
    what = head if b - a == 1 and head in CLASSES["pronoun"] else "name" if words[b - 1][0].isupper() else \
        "person" if head in CLASSES["person"] else "thing" if head in CLASSES["document"] | CLASSES["organisation"] else "other"
    governed = before in _PREPOSITIONS
    taken = "own" if side == "within" and seen.taken[a] and any(part.first <= a < part.last for part in parts) else \
        "other" if seen.taken[a] else "free"
    marked = bool(seen.marked[a])
    place = f"{side}{apart}"
    return [
        place, f"{place}|{kind}", f"d{_bin(distance)}|{side}", f"{place}|d{_bin(distance)}|{kind}",
        f"o{min(4, others)}|{side}",
        f"o{min(4, others)}|c{min(2, between)}|{place}", f"tag{tag_bin}", f"tag{tag_bin}|{place}",
        f"tag{tag_bin}|o{min(3, others)}|{side}",
        f"tag{tag_bin}|x{min(2, crossing)}|{side}", f"what{what}", f"what{what}|{place}",
        f"what{what}|{cue_after}{cue_before}",
        f"ca{cue_after}|cb{cue_before}|{place}", f"ca{cue_after}|cb{cue_before}|{kind}|{side}",
        f"cn{_bin(cue_near)}|{side}",
        f"cn{_bin(cue_near)}|{place}|c{min(2, between)}", f"bw{before}", f"aw{after}", f"bw{before}|{side}",
        f"aw{after}|{side}", f"gov{governed}|{place}",
        f"gov{governed}|{cue_after}|{cue_before}|{side}", f"taken{taken}|{marked}|{kind}", f"taken{taken}|{place}",
        f"x{min(2, crossing)}|{place}|{kind}",
        f"x{min(2, crossing)}|tag{tag_bin}|{kind}", f"opens{opens}|{place}", f"opens{opens}|o{min(3, others)}|{side}",
        f"first{a == 0}|{place}|{kind}",
        f"len{min(5, b - a)}|{what}", f"parts{len(parts)}|{side}", f"parts{len(parts)}|{side}|{cue_after}{cue_before}",
        f"head{head}",
        f"subject{before in ('^', ',', 'that', 'but', 'and')}|{place}|{what}",
    ]


def speaker(seen: View, parts: list[Run], kind: str, weights: np.ndarray) -> tuple[Run | None, float]:
    """The likeliest speaker of a quotation among the noun phrases of its paragraph, and how likely (softmax)."""
    seen = near(seen, parts)
    candidates = [None, *candidates_of(seen, parts)]
    scores = np.array([weigh(speaker_features(seen, parts, candidate, kind), weights) for candidate in candidates])
    best = int(scores.argmax())
    return candidates[best], float(1 / np.exp(scores - scores[best]).sum())


WINDOW = 400
"""Pieces before and after a quotation in which its speaker is looked for: longer than paragraphs are, and keeps it linear."""


def near(seen: View, parts: list[Run]) -> View:
    """`seen` with the noun phrases and reporting words around a quotation only."""
    low, high = parts[0].first - WINDOW, parts[-1].last + WINDOW
    if low <= 0 and high >= len(seen.pieces):
        return seen
    return replace(seen, **{name: runs[bisect_left(runs, low, key=_first):bisect_left(runs, high, key=_first)]
                            for name, runs in (("phrases", seen.phrases), ("cues", seen.cues))})


def _first(run: Run) -> int:
    return run.first


MOST = 24
"""Noun phrases considered on either side of a quotation: enough for any paragraph a person writes, and linear in the rest."""


def candidates_of(seen: View, parts: list[Run]) -> list[Run]:
    """Noun phrases outside the quotation's own words, the nearest ones on either side."""
    outside = [run for run in seen.phrases if not any(part.first <= run.first < part.last for part in parts)]
    before = [run for run in outside if run.first < parts[0].first][-MOST:]
    rest = [run for run in outside if run.first >= parts[0].first][:MOST]
    return before + rest


def join_features(seen: View, one: Run, two: Run) -> list[str]:
    """Features of two neighbouring runs of a paragraph as parts of one quotation."""
    lower = seen.pieces.lower
    gap = range(one.last, two.first)
    labels = seen.labels[one.last:two.first].argmax(axis=1) if len(gap) else []
    shape = ""
    for index, label in zip(gap, labels, strict=True):
        sign = "OBIKS"[label]
        if sign in "OBI":
            sign = lower[index] if not lower[index][0].isalnum() else "o"
        if not shape.endswith(sign):
            shape += sign
    crosses = min(3, seen.sentence[two.first] - seen.sentence[one.last - 1])
    marks = f"{bool(seen.marked[one.last - 1])}{bool(seen.marked[two.first])}"
    ends = lower[one.last - 1] if not seen.marked[one.last - 1] or one.last - one.first < 2 else lower[one.last - 2]
    ends = ends if not ends[0].isalnum() else "w"
    first = lower[two.first] if not seen.marked[two.first] or two.last - two.first < 2 else "“"
    capital = seen.pieces.words[min(two.first + 1, len(lower) - 1)][0].isupper()
    return ["", f"g{_bin(len(gap))}", f"s{crosses}", f"m{marks}", f"g{_bin(len(gap))}|s{crosses}|m{marks}",
            f"shape{shape[:8]}", f"shape{shape[:8]}|m{marks}",
            f"shape{shape[:8]}|m{marks}|s{crosses}", f"ends{ends}|m{marks}", f"ends{ends}|s{crosses}|m{marks}",
            f"first{first}", f"cap{capital}|m{marks}|ends{ends}",
            f"first{first}|s{crosses}|ends{ends}", f"K{'K' in shape}|S{'S' in shape}|m{marks}|s{crosses}",
            f"l{_bin(two.last - two.first)}|s{crosses}|m{marks}",
            f"open{one.first == 0}|m{marks}|s{crosses}", f"gapfirst{lower[one.last] if len(gap) else ''}",
            f"gaplast{lower[two.first - 1] if len(gap) else ''}"]


def speech_features(pieces: Pieces, labels: np.ndarray, first: int, last: int, previous: int) -> list[str]:
    """Features of a stretch between marks (pieces `first` to `last`, marks included) as speech.

    `previous` is 0 for the paragraph's first stretch, 1 after one that is no speech, 2 after one that is.
    """
    words, lower, size = pieces.words, pieces.lower, len(pieces)
    content = labels[:, BEGIN] + labels[:, INSIDE]
    inner = words[first + 1:last - 1] or [""]
    count = _bin(len(inner))
    closing = inner[-1] if inner[-1] in (",", ".", "!", "?", ";", "…", "...") else "w"
    before, two = lower[first - 1] if first else "^", lower[first - 2] if first > 1 else "^"
    after, next_two = lower[last] if last < size else "$", lower[last + 1] if last + 1 < size else "$"
    capitals = [word[0].isupper() for word in inner if word[:1].isalpha() and (len(word) > 3 or word[0].isupper())]
    titled = "all" if capitals and all(capitals) else "one" if inner[0][:1].isupper() else "none"
    level, around = int(min(.999, content[first:last].mean()) * 10), (
        int(min(.999, content[first - 1]) * 4) if first else 9, int(min(.999, content[last]) * 4) if last < size else 9)
    near = slice(max(0, first - 25), last + 25)
    cue, speaker = int(min(.999, labels[near, CUE].max()) * 4), int(min(.999, labels[near, SPEAKER].max()) * 4)
    begin = int(min(.999, labels[first:last, BEGIN].max()) * 4)
    works = CLASSES["work"]
    work = "before" if any(word in works for word in lower[max(0, first - 3):first]) else \
        "after" if any(word in works for word in lower[last:last + 2]) else "no"
    opened = before in CLASSES["determiner"] or two in CLASSES["determiner"]
    noun = f"{opened}{after[0].isalpha() and after not in CLASSES['function']}"
    return ["", f"p{level}", f"p{level}|n{count}", f"n{count}", f"closing{closing}", f"closing{closing}|n{count}",
            f"b{before}",
            f"a{after}", f"b{two}_{before}", f"a{after}_{next_two}", f"b{before}|t{titled}", f"t{titled}|n{count}",
            f"t{titled}|closing{closing}", f"p{level}|t{titled}", f"p{level}|closing{closing}", f"w{inner[0].lower()}",
            f"k{cue}|n{count}", f"k{cue}|p{level}", f"s{speaker}|p{level}", f"s{speaker}|k{cue}|n{count}",
            f"g{begin}|p{level}",
            f"prev{previous}", f"prev{previous}|n{count}", f"b{before}|n{count}", f"a{after}|closing{closing}",
            f"r{around[0]}|{around[1]}", f"r{around[0]}|{around[1]}|n{count}", f"r{around[0]}|{around[1]}|p{level}",
            f"work{work}", f"work{work}|t{titled}", f"work{work}|p{level}", f"noun{noun}", f"noun{noun}|n{count}",
            f"noun{noun}|t{titled}", f"noun{noun}|p{level}", f"whole{first == 0 and last == size}|k{cue}",
            f"x{inner[-1].lower()}"]
