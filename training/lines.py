"""Trains the small network that tells lines of an article from lines of the page around it.

    python -m training.lines             # trains on everything, writes helpers/models/lines.npz; figures on the pages it saw
    python -m training.lines --folds 4   # figures by folds: every page is judged by networks that never saw its host

Data: pasted, structure, sentences and wikinews of ../shared/bench/data. Features come from helpers.cleaning.shapes; labels say
whether a line is of the article's running text. The card is helpers/models/lines.md.
"""
from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import nn

from benchmarks.__main__ import score
from benchmarks.accuracy_loading import KEPT
from helpers.cleaning.keeping import kept
from helpers.cleaning.lines import lines, paragraphs
from helpers.cleaning.roles import roles
from helpers.cleaning.shapes import describe

from .pages import interrupted, swapped, unspaced, variants

ROOT = Path(__file__).resolve().parents[1]
HIDDEN, KERNEL, DILATIONS, EPOCHS = 40, 5, (1, 2, 6), 45
SEEDS = 6


class Reader(nn.Module):
    """Lines of one text in, a score for each out: near lines through convolutions, the whole text through attention."""

    def __init__(self, features: int):
        super().__init__()
        self.enter = nn.Linear(features, HIDDEN)
        self.near = nn.ModuleList(
            nn.Conv1d(HIDDEN, HIDDEN, KERNEL, padding=KERNEL // 2 * gap, dilation=gap) for gap in DILATIONS)
        self.look = nn.Linear(HIDDEN, 1)
        self.whole = nn.Linear(2 * HIDDEN, HIDDEN)
        self.leave = nn.Linear(HIDDEN, 1)
        self.drop = nn.Dropout(0.25)

    def forward(self, features, there):
        """`features`: text × line × column; `there`: 1 where a line is, 0 where a shorter text is filled up."""
        hidden = torch.relu(self.enter(features)) * there[..., None]
        for layer in self.near:
            hidden = hidden + torch.relu(layer(self.drop(hidden).transpose(1, 2)).transpose(1, 2)) * there[..., None]
        looks = self.look(hidden)[..., 0].masked_fill(there == 0, -1e4)
        article = (torch.softmax(looks, 1)[..., None] * hidden).sum(1, keepdim=True)
        both = torch.cat([hidden, article * hidden], 2)
        hidden = hidden + torch.relu(self.whole(self.drop(both)))
        return self.leave(hidden)[..., 0]


def rows(path: Path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def example(texts: list[str], labels: list[int], gaps: list[str]):
    """Features, labels and weights of lines put together with the white space `gaps` before each.

    As when the model runs, lines that only wrap are one; such a paragraph is of the article where most of it is.
    """
    text = "".join(gap + line for gap, line in zip(gaps, texts, strict=True))
    parts = list(lines(text))
    assert len(parts) == len(labels), "a line was lost"
    places = paragraphs(text)
    starts = [start for start, _ in places]
    owners = np.searchsorted(starts, [start for start, _ in parts], "right") - 1
    lengths = np.array([end - start for start, end in parts], float)
    of_article = np.bincount(owners, lengths * labels) / np.bincount(owners, lengths) >= 0.5
    weights = np.where(of_article, 0.4, 0.7) + np.minimum(np.diff(places)[:, 0], 800) / 160
    return describe(text, places), of_article.astype(np.float32), weights.astype(np.float32)


def clean(row: dict):
    """An article without a page around it: all of it is to be kept, but for headline, date and captions."""
    text = row["text"]
    places = list(lines(text))
    labels = np.ones(len(places), np.float32)
    for start, end, role in row.get("blocks", ()):
        if role in ("headline", "date", "caption"):
            for n, (a, _) in enumerate(places):
                if start <= a < end:
                    labels[n] = 0
    weights = np.array([0.3 + min(b - a, 800) / 400 for a, b in places], np.float32)
    return describe(text, places), labels, weights


def with_swapped(pages: list[dict], made: dict[str, list], count: int) -> list[list]:
    """The variants of each page, and up to `count` more with the article of another host's page."""
    chance = random.Random(17)
    return [made[page["id"]] + [example(*mixed) for other in chance.sample(pages, count)
                                if other["host"] != page["host"] and (mixed := swapped(page, other))] for page in pages]


def ensemble(pages: list[dict], made: dict[str, list], boxed: dict[str, list], plain: list, arguments) -> list[tuple]:
    """Networks whose answers are averaged. Every second one sees the `boxed` pages as well, with boxes in the middle of the article:
    all of them did, and took readers' comments, too, for an article that goes on after a box."""
    few = with_swapped(pages, made, arguments.swapped)
    many = [examples + boxed[page["id"]] for page, examples in zip(pages, few, strict=True)]
    return [train(plain + (many if seed % 2 else few), seed, arguments.epochs) for seed in range(arguments.seeds)]


def standard(examples):
    """Mean and spread of every column."""
    together = np.concatenate([features for features, *_ in examples])
    return together.mean(0), together.std(0) + 1e-3


def batches(pages, order: random.Random, size: int = 5):
    """One variant of each page, filled up to the longest of its batch."""
    chosen = [order.choice(page) if order.random() < 0.6 else page[0] for page in pages]
    chosen.sort(key=lambda x: len(x[1]))
    groups = [chosen[i:i + size] for i in range(0, len(chosen), size)]
    order.shuffle(groups)
    for group in groups:
        longest = max(len(labels) for _, labels, _ in group)
        filled = [torch.stack([nn.functional.pad(x[part], (0, 0) * (part == 0) + (0, longest - len(x[1])))
                               for x in group]) for part in range(3)]
        there = torch.stack([torch.arange(longest) < len(x[1]) for x in group]).float()
        yield *filled, there


def train(pages, seed: int, epochs: int = EPOCHS) -> tuple[Reader, np.ndarray, np.ndarray]:
    """A network trained on pages, each a list of (features, labels, weights), with the scale of its columns."""
    torch.manual_seed(seed)
    mean, spread = standard([page[0] for page in pages])
    data = [[(torch.tensor((x - mean) / spread, dtype=torch.float32).clamp(-6, 6), torch.tensor(y), torch.tensor(w))
             for x, y, w in page] for page in pages]
    model = Reader(len(mean))
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.03)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 5e-3, total_steps=epochs * (len(data) // 5 + 1))
    order = random.Random(seed)
    model.train()
    for _ in range(epochs):
        for features, labels, weights, there in batches(data, order):
            left_out = (torch.rand(features.shape[0], 1, features.shape[2]) > 0.08).float()
            loss = nn.functional.binary_cross_entropy_with_logits(
                model(features * left_out, there), labels * 0.98 + 0.01, weights * there, reduction="sum") / there.sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return model.eval(), mean, spread


def predict(model, mean, spread, features):
    with torch.no_grad():
        scaled = torch.tensor((features - mean) / spread, dtype=torch.float32).clamp(-6, 6)[None]
        return torch.sigmoid(model(scaled, torch.ones(scaled.shape[:2])))[0].numpy()


def judged(readers, pages: list[dict]) -> dict[str, np.ndarray]:
    """The likelihoods of each page's lines, averaged over the networks."""
    said = {}
    for page in pages:
        features = describe(page["text"], paragraphs(page["text"]))
        said[page["id"]] = np.mean([predict(*reader, features) for reader in readers], 0)
    return said


def figures(pages: list[dict], said: dict[str, np.ndarray], gold: Path) -> str:
    """The bench's figures for what is kept of the pages where the networks say `said` of their lines."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for page in pages:
            text = page["text"]
            places = paragraphs(text)
            printed = [text[start:end] for start, end in places]
            named = roles(printed, kept(printed, describe(text, places), said[page["id"]]))
            body = [place for place, role in zip(places, named, strict=True) if role in KEPT]
            file.write(json.dumps({"id": page["id"], "body": body}) + "\n")
        file.flush()
        found = score("pasted", gold, Path(file.name))
    return f"lines {found['line_f1']:.3f}, characters {found['char_f1']:.3f}, shingles {found['shingle_f1']:.3f} (f1)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "bench" / "data")
    parser.add_argument("--out", type=Path, default=ROOT / "helpers" / "models" / "lines.npz")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--variants", type=int, default=8)
    parser.add_argument("--swapped", type=int, default=4, help="variants of each page with another page's article in it")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    chance = random.Random(7)
    gold = arguments.data / "pasted.jsonl.gz"
    pages = list(rows(gold))
    written = [row for n, row in enumerate(rows(arguments.data / "sentences.jsonl.gz"))
               if row["set"] in ("gum_written", "ewt_web") and n % 2]
    plain = [[clean(row)] for row in (*rows(arguments.data / "structure.jsonl.gz"), *written)]
    prose = [line.strip() for row in (*rows(arguments.data / "wikinews.jsonl.gz"), *written)
             for line in row["text"].split("\n") if 60 < len(line) < 700]
    several = {page["id"]: list(variants(page, chance, arguments.variants, prose)) for page in pages}
    chance = random.Random(23)
    boxed = {name: [example(*interrupted(made[-1], prose, chance))] for name, made in several.items()}
    made = {name: [example(*page) for page in (*pages_of_one, *(unspaced(chance.choice(pages_of_one), chance) for _ in range(2)))]
            for name, pages_of_one in several.items()}
    if arguments.folds:
        said = {}
        for fold in range(arguments.folds):
            held = [page for page in pages if hash_of(page["host"]) % arguments.folds == fold]
            seen = [page for page in pages if page not in held]
            readers = ensemble(seen, made, boxed, plain, arguments)
            said.update(judged(readers, held))
            print("fold", fold, len(held), "pages", flush=True)
        print("by folds over hosts:", figures(pages, said, gold))
        return
    arrays = {}
    readers = ensemble(pages, made, boxed, plain, arguments)
    _, mean, spread = readers[0]
    for seed, (model, *_) in enumerate(readers):
        arrays.update({f"{seed}.{name}": value.numpy().astype(np.float16)
                       for name, value in model.state_dict().items()})
    np.savez_compressed(arguments.out, mean=mean.astype(np.float32), spread=spread.astype(np.float32), **arrays)
    print("on the pages trained on:", figures(pages, judged(readers, pages), gold))


def hash_of(host: str) -> int:
    """A number for a host, the same in every run."""
    return sum(ord(sign) * (place + 1) for place, sign in enumerate(host))


if __name__ == "__main__":
    main()
