"""The network itself: a file opened by onnxruntime, fed with windows of word pieces."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..article import ArticleError

if TYPE_CHECKING:
    from .pieces import Pieces

MODEL = Path(__file__).resolve().parents[1] / "models" / "encoder.onnx"
PADDING, UNKNOWN, FIRST, LAST = 0, 100, 101, 102     # word pieces with a meaning of their own


@dataclass(frozen=True)
class Model:
    """Where the model lies and how many threads it may use. Opened at first use; only the settings are pickled."""

    path: Path = MODEL
    threads: int = 1
    pieces_a_batch: int = 2048
    _kept: dict = field(default_factory=dict, repr=False, compare=False)

    def __reduce__(self):
        return Model, (self.path, self.threads, self.pieces_a_batch)

    def _session(self):
        if "session" not in self._kept:
            self._kept["session"] = _open(self.path, self.threads)
        return self._kept["session"]

    def outputs(self, ids: np.ndarray, kinds: np.ndarray, mask: np.ndarray) -> dict[str, np.ndarray]:
        """One pass over a batch of windows of one length: what each head answers."""
        session = self._session()
        feeds = {"ids": ids, "kinds": kinds, "mask": mask}
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(names, {k: v.astype(np.int32) for k, v in feeds.items()}), strict=True))

    def run(self, pieces: Pieces, cuts: Sequence[tuple[int, int, int]]) -> list[dict[str, np.ndarray]]:
        """What the heads answer for each window, windows of like length together; the first and the last row stand for
        the window as a whole."""
        answers: list = [None] * len(cuts)
        order = sorted(range(len(cuts)), key=lambda i: (cuts[i][2] - cuts[i][0], i))
        while order:
            longest = cuts[order[-1]][2] - cuts[order[-1]][0] + 2
            batch = order[-max(1, self.pieces_a_batch // longest):]
            del order[-len(batch):]
            ids, kinds, mask = (np.zeros((len(batch), longest), dtype=np.int64) for _ in range(3))
            for row, i in enumerate(batch):
                before, _, end = cuts[i]
                count = end - before + 2
                ids[row, :count] = [FIRST, *pieces.ids[before:end], LAST]
                kinds[row, 1:count - 1] = pieces.kinds[before:end]
                mask[row, :count] = 1
            outputs = self.outputs(ids, kinds, mask)
            for row, i in enumerate(batch):
                count = cuts[i][2] - cuts[i][0] + 2
                answers[i] = {name: out[row, :count] if out.ndim == 3 else out[row] for name, out in outputs.items()}
        return answers


def _open(path: Path, threads: int):
    if not path.is_file():
        raise ArticleError(path, "the encoder's model file is missing",
                           "Get it with the project's files again, or build it with `make train`")
    with open(path, "rb") as file:
        if file.read(40).startswith(b"version https://git-lfs"):
            raise ArticleError(path, "this is only a pointer to the encoder's model file", "Fetch it with `git lfs pull`")
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ArticleError(path, f"the encoder's model file cannot be opened ({error})",
                           "Get the file again, or build it with `make train`") from error


@cache
def model(threads: int = 1) -> Model:
    """The model that ships, one a process for each number of threads."""
    return Model(threads=threads)


def available() -> bool:
    """Whether the model that ships is here and is not a mere pointer to it."""
    return MODEL.is_file() and MODEL.stat().st_size > 1_000_000


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities from logits, along the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)
