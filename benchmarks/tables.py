"""Runs the measurements, keeps them in results.json and writes the README's tables between their markers."""
from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("results.json")


@dataclass(frozen=True)
class Figure:
    """One row of the accuracy table: where the scorer prints it (`key`, dots between levels), the best peer, the goal.

    `split` measures only the gold rows of that split.
    """

    task: str
    gold: str
    key: str
    measure: str
    peer: str
    goal: float | None
    higher_is_better: bool = True
    digits: int = 3
    split: str | None = None


@dataclass(frozen=True)
class Speed:
    """One row of the speed table: medians of several runs beside a peer's in the same run; `ratio` above 1 is faster."""

    measure: str
    ours: str
    peer: str
    ratio: float | None
    goal: str


def accuracy(areas) -> None:
    """Predict and score every task of `areas` on the dev data; keep and show the figures."""
    from .__main__ import BENCH, predict, score
    results = _read()
    for area in areas:
        scores: dict = {}
        found = []
        for figure in import_module(f".accuracy_{area}", __package__).FIGURES:
            place = (figure.task, figure.gold, figure.split)
            if place not in scores:
                with tempfile.TemporaryDirectory() as folder:
                    out = Path(folder) / "predictions.jsonl"
                    gold = BENCH / "data" / figure.gold
                    if figure.split:
                        gold = _part(gold, figure.split, Path(folder))
                    predict(figure.task, gold, out)
                    scores[place] = score(figure.task.partition("_")[0], gold, out)     # readability_rix is scored as readability
            value = scores[place]
            for level in figure.key.split("."):
                value = value[level]
            found.append({"measure": figure.measure, "ours": round(value, 4), "peer": figure.peer, "goal": figure.goal,
                          "higher_is_better": figure.higher_is_better, "digits": figure.digits})
            print(f"{figure.measure}: {value:.{figure.digits}f} (peer {figure.peer}, goal {figure.goal})", flush=True)
        results.setdefault("accuracy", {})[area] = found
        _write(results)
    _fill("accuracy", _accuracy_table(results["accuracy"]))


def _part(gold: Path, split: str, folder: Path) -> Path:
    """A file in `folder` that holds the rows of one split of `gold`."""
    from .__main__ import rows
    part = folder / gold.name.removesuffix(".gz")
    chosen = (row for row in rows(gold) if row["split"] == split)
    part.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in chosen), encoding="utf-8")
    return part


def speed(areas) -> None:
    """Time every measurement of `areas` against its peers; keep and show the figures.

    An area may have parts, a dictionary PARTS of name → function: "corpus:memory" measures one and leaves the rest as it was.
    """
    results = _read()
    for area in areas:
        area, _, part = area.partition(":")
        module = import_module(f".speed_{area}", __package__)
        found = []
        for row in module.PARTS[part]() if part else module.measure():
            found.append(vars(row) | ({"part": part} if part else {}))
            print(f"{row.measure}: {row.ours} against {row.peer}, ratio {row.ratio} (goal {row.goal})", flush=True)
        known = results.setdefault("speed", {}).get(area, []) if part else []
        results["speed"][area] = _renewed(known, found)
        _write(results)
    _fill("speed", _speed_table(results["speed"]))


def _renewed(known: list[dict], found: list[dict]) -> list[dict]:
    """The rows known before, without those of the same part or measure, and the new ones in their place."""
    parts, measures = ({row.get(name) for row in found} - {None} for name in ("part", "measure"))
    old = [row.get("part") in parts or row["measure"] in measures for row in known]
    place = old.index(True) if True in old else len(known)
    kept = [row for row, is_old in zip(known, old, strict=True) if not is_old]
    return kept[:place] + found + kept[place:]


def _accuracy_table(results: dict) -> str:
    lines = ["| measure (dev data) | ours | best peer | goal | |", "|---|---|---|---|---|"]
    for found in results.values():
        for row in found:
            digits, goal = row["digits"], row["goal"]
            met = goal is None or (row["ours"] >= goal if row["higher_is_better"] else row["ours"] <= goal)
            sign = "" if goal is None else "≥\u00a0" if row["higher_is_better"] else "≤\u00a0"
            shown = "–" if goal is None else f"{sign}{goal:.{digits}f}"
            ours = f"**{row['ours']:.{digits}f}**"
            lines.append(f"| {row['measure']} | {ours} | {row['peer']} | {shown} | {'' if met else 'short'} |")
    return "\n".join(lines)


def _speed_table(results: dict) -> str:
    lines = ["| measure | ours | peer, same run | ratio | goal |", "|---|---|---|---|---|"]
    for found in results.values():
        for row in found:
            ratio = "–" if row["ratio"] is None else f"{row['ratio']:.{1 if row['ratio'] >= 1 else 2}f}\u00a0×"
            goal = re.sub(r"(?<=[≥≤]) | (?=×)", "\u00a0", row["goal"])
            lines.append(f"| {row['measure']} | **{row['ours']}** | {row['peer']} | {ratio} | {goal} |")
    return "\n".join(lines)


def _fill(marker: str, table: str) -> None:
    readme = ROOT / "README.md"
    filled, times = re.subn(rf"(<!-- {marker} -->\n).*?(<!-- /{marker} -->)", lambda match: f"{match[1]}{table}\n{match[2]}",
                            readme.read_text(encoding="utf-8"), flags=re.S)
    if not times:
        raise ValueError(f"README.md has no place for the table: <!-- {marker} --> and <!-- /{marker} --> are missing")
    readme.write_text(filled, encoding="utf-8")


def _read() -> dict:
    return json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}


def _write(results: dict) -> None:
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
