"""What the network is to answer, as losses: a batch of examples becomes tensors, tensors and vectors become losses by name."""
from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from helpers import encoder

from . import model
from .data import IGNORE, Example

WEIGHT = {"labels": 1.0, "pointers": 0.5, "speech": 0.3, "names": 1.0, "links": 0.5, "targets": 0.7, "tone": 0.4}
TAUGHT_TARGET, TAUGHT_TONE = 0.7, 0.6      # what the teachers say of a rated sentence weighs this much, people the rest
SOURCES, EARLIER = slice(0, 3), slice(3, 4)      # pointers from a quotation to its source and cue, from a mention to an earlier one


def collated(batch: list[Example]) -> dict[str, np.ndarray]:
    """A batch of one task as arrays, padded to the longest example."""
    longest = max(map(len, batch))
    ids, kinds, mask = (np.zeros((len(batch), longest), dtype=np.int64) for _ in range(3))
    for row, example in enumerate(batch):
        ids[row, :len(example)], kinds[row, :len(example)] = example.ids, example.kinds
        mask[row, :len(example)] = 1
    arrays = {"ids": ids, "kinds": kinds, "mask": mask}
    answers = [example.answers for example in batch]
    if "labels" in answers[0]:
        arrays["labels"] = np.full((len(batch), longest), IGNORE, dtype=np.int64)
        for row, answer in enumerate(answers):
            arrays["labels"][row, :len(answer["labels"])] = answer["labels"]
    for name in ("pointers", "speech"):
        if name in answers[0]:
            found = [(row, *each) for row, answer in enumerate(answers) for each in answer[name]]
            if found:
                arrays[name] = np.array(found, dtype=np.int64)
    if "seats" in answers[0]:
        arrays["seats"] = np.zeros((len(batch), longest), dtype=np.float32)
        for row, answer in enumerate(answers):
            arrays["seats"][row, answer["seats"]] = 1 / len(answer["seats"])
    for name, kind in (("label", np.int64), ("place", np.int64), ("score", np.float32), ("taught_tone", np.float32),
                       ("taught_target", np.float32)):
        if name in answers[0]:
            arrays[name] = np.array([answer[name] for answer in answers], dtype=kind)
    if "taught_targets" in answers[0]:
        found = [(row, seat, *shares) for row, answer in enumerate(answers) for seat, shares in answer["taught_targets"]]
        if found:
            arrays["taught_targets"] = np.array(found, dtype=np.float32)
    if "taught_names" in answers[0]:
        arrays["taught_names"] = np.zeros((len(batch), longest, len(encoder.NAMES)), dtype=np.float32)
        for row, answer in enumerate(answers):
            arrays["taught_names"][row, :len(answer["taught_names"])] = answer["taught_names"]
    if "links" in answers[0]:
        links = [(row, head, earlier) for row, answer in enumerate(answers) for head, earlier in answer["links"]]
        arrays["links"] = np.array([link[:2] for link in links], dtype=np.int64)
        arrays["right"] = np.zeros((len(links), longest), dtype=bool)
        for number, (_, _, earlier) in enumerate(links):
            arrays["right"][number, earlier] = True
    return arrays


def tensors(arrays: dict[str, np.ndarray], device: str) -> dict[str, torch.Tensor]:
    """Arrays on the device that trains."""
    return {name: torch.from_numpy(array).to(device, non_blocking=True) for name, array in arrays.items()}


def pointing(net, vectors, mask, rows, heads, which) -> torch.Tensor:
    """Logits over the pieces of each head's window: (heads × pointers × pieces)."""
    batch, length, _ = vectors.shape
    queries = net.head("queries", vectors).view(batch, length, -1, model.WIDTH)[rows, heads][:, which]
    keys = net.head("keys", vectors).view(batch, length, -1, model.WIDTH)[rows][:, :, which]
    logits = torch.einsum("hpw,hnpw->hpn", queries, keys) / model.WIDTH ** 0.5
    return logits.masked_fill(mask[rows][:, None] == 0, -1e4).float()


def losses(net, task: str, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The losses of one batch by name, each a mean."""
    return LOSSES[task](net, net(batch["ids"], batch["kinds"], batch["mask"]), batch)


def quotes(net, vectors, batch) -> dict[str, torch.Tensor]:
    """Labels of words, links to source and cue, speech or not."""
    logits = net.head("quotation", vectors).float().flatten(0, 1)
    found = {"labels": functional.cross_entropy(logits, batch["labels"].flatten(), ignore_index=IGNORE)}
    if "pointers" in batch:
        links = batch["pointers"]
        share = pointing(net, vectors, batch["mask"], links[:, 0], links[:, 1], SOURCES).flatten(0, 1)
        right = links[:, 2:].flatten()
        each = functional.cross_entropy(share, right, ignore_index=IGNORE, reduction="sum")
        found["pointers"] = 3 * each / (right != IGNORE).sum().clamp(min=1)
    if "speech" in batch:
        rows, seats, speech = batch["speech"].T
        given = net.head("speech", vectors)[rows, seats, 0].float()
        found["speech"] = functional.binary_cross_entropy_with_logits(given, speech.float())
    return found


def names(net, vectors, batch) -> dict[str, torch.Tensor]:
    """Labels of names' words."""
    logits = net.head("names", vectors).float().flatten(0, 1)
    return {"names": functional.cross_entropy(logits, batch["labels"].flatten(), ignore_index=IGNORE)}


def people(net, vectors, batch) -> dict[str, torch.Tensor]:
    """A link to any earlier mention of the same person is right."""
    rows, heads = batch["links"].T
    share = pointing(net, vectors, batch["mask"], rows, heads, EARLIER)[:, 0].log_softmax(-1)
    return {"links": -share.masked_fill(~batch["right"], -1e4).logsumexp(-1).mean()}


def targets(net, vectors, batch) -> dict[str, torch.Tensor]:
    """Tone towards the target's seats, as people and (where there are any) as the teachers hear it, and tone of the sentence."""
    logits = (net.targets(vectors, batch["mask"]) * batch["seats"].unsqueeze(-1)).sum(1).float()
    loss = functional.cross_entropy(logits, batch["label"], label_smoothing=0.1)
    if "taught_target" not in batch:
        return {"targets": loss}
    taught = functional.cross_entropy(logits, batch["taught_target"])
    return {"targets": torch.lerp(loss, taught, TAUGHT_TARGET)} | heard(net, vectors, batch)


def tone(net, vectors, batch) -> dict[str, torch.Tensor]:
    """Tone of the sentence on the scale of its source, and on both as the teachers hear it, where there are any."""
    tones = net.tones(vectors, batch["mask"]).float()
    loss = functional.mse_loss(tones.gather(1, batch["place"][:, None])[:, 0], batch["score"])
    if "taught_tone" in batch:
        loss = torch.lerp(loss, functional.mse_loss(tones, batch["taught_tone"]), TAUGHT_TONE)
    return {"tone": loss}


def heard(net, vectors, batch) -> dict[str, torch.Tensor]:
    """What the teachers hear in a sentence that no person rated: its tone, and the tone towards each hidden name in it."""
    found = {"tone": functional.mse_loss(net.tones(vectors, batch["mask"]).float(), batch["taught_tone"])}
    if "taught_targets" in batch:
        rows, seats = batch["taught_targets"][:, :2].long().T
        logits = net.targets(vectors, batch["mask"])[rows, seats].float()
        found["targets"] = functional.cross_entropy(logits, batch["taught_targets"][:, 2:])
    return found


def found(net, vectors, batch) -> dict[str, torch.Tensor]:
    """Labels of names' words as the teachers see them, in a text that no person labelled."""
    given, shares = net.head("names", vectors).float().log_softmax(-1), batch["taught_names"]
    return {"names": -(given * shares).sum() / shares.sum().clamp(min=1)}


LOSSES = {"quotes": quotes, "names": names, "people": people, "targets": targets, "tone": tone, "heard": heard, "found": found}
