"""The networks themselves: files opened by onnxruntime, fed with windows of word pieces.

Two networks share one table of word vectors: one reads sentences in their context (who said what, who is named), one hears
the tone of single sentences whose names are hidden. Apart they are better at each than one network is at both.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..article import ArticleError

if TYPE_CHECKING:
    from .pieces import Pieces

MODEL = Path(__file__).resolve().parents[1] / "models" / "encoder.onnx"
TONE_MODEL, WORDS = MODEL.with_name("encoder.tone.onnx"), MODEL.with_name("encoder.words.npz")
KEPT = 1024
"""Sentences whose answers the network of tone keeps: tone of a sentence and tone toward targets in it are asked for one after the
other, and in four of five sentences with targets both hide the same words."""
PADDING, UNKNOWN, FIRST, LAST = 0, 100, 101, 102     # word pieces with a meaning of their own


@dataclass(frozen=True)
class Model:
    """Where a network lies, how many threads it may use, how many windows' answers it keeps. Opened at first use; only the
    settings are pickled."""

    path: Path = MODEL
    threads: int = 1
    keeps: int = 0
    _kept: dict = field(default_factory=dict, repr=False, compare=False)

    def __reduce__(self):
        return Model, (self.path, self.threads, self.keeps)

    def _session(self):
        if "session" not in self._kept:
            self._kept["session"] = _open(self.path, self.threads)
        return self._kept["session"]

    def outputs(self, ids: np.ndarray, kinds: np.ndarray, mask: np.ndarray) -> dict[str, np.ndarray]:
        """One pass over windows of one length (rows of word pieces): what each head answers."""
        session = self._session()
        feeds = {"words": word_vectors(ids), "kinds": kinds.astype(np.int32), "mask": mask.astype(np.int32)}
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(names, feeds), strict=True))

    def run(self, pieces: Pieces, cuts: Sequence[tuple[int, int, int]]) -> list[dict[str, np.ndarray]]:
        """What the heads answer for each window; the first and the last row stand for the window as a whole.

        Each window is read by itself: in 8 bits the windows of a batch share one scale, so that an answer would depend on its company,
        and filling them up to one length takes longer than it saves.
        """
        if "answer" not in self._kept:
            self._kept["answer"] = lru_cache(maxsize=self.keeps)(self._alone)
        answer = self._kept["answer"]
        return [answer(pieces.ids[before:end].tobytes(), pieces.kinds[before:end].tobytes()) for before, _, end in cuts]

    def forget(self) -> None:
        """Drop the answers that are kept."""
        self._kept.pop("answer", None)

    def _alone(self, ids: bytes, kinds: bytes) -> dict[str, np.ndarray]:
        words = np.array([FIRST, *np.frombuffer(ids, np.int64).tolist(), LAST])[None]
        seen = np.array([0, *np.frombuffer(kinds, np.int64).tolist(), 0])[None]
        return {name: answer[0] for name, answer in self.outputs(words, seen, np.ones_like(words)).items()}


def _open(path: Path, threads: int):
    _require(path)
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    try:
        # A sum and a norm of their own take less than half the time of onnxruntime's one step for both: it must not join them.
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"],
                                            disabled_optimizers=["SkipLayerNormFusion"])
    except Exception as error:
        raise ArticleError(path, f"the encoder's model file cannot be opened ({error})",
                           "Get the file again, or build it with `make train`") from error


def _require(path: Path) -> None:
    """An ArticleError where a model file is missing or only a pointer to one."""
    if not path.is_file():
        raise ArticleError(path, "the encoder's model file is missing",
                           "Get it with the project's files again, or build it with `make train`")
    with open(path, "rb") as file:
        if file.read(40).startswith(b"version https://git-lfs"):
            raise ArticleError(path, "this is only a pointer to the encoder's model file", "Fetch it with `git lfs pull`")


def word_vectors(ids: np.ndarray) -> np.ndarray:
    """The vectors of word pieces, of 32 bits, from the table of whole numbers that both networks share."""
    table, step, zero = _word_table()
    return (table[ids].astype(np.float32) - zero) * step


@cache
def _word_table() -> tuple[np.ndarray, np.float32, np.float32]:
    _require(WORDS)
    with np.load(WORDS) as file:
        return file["words"], np.float32(file["step"]), np.float32(file["zero"])


@cache
def model(threads: int = 1) -> Model:
    """The network that reads, one a process for each number of threads."""
    return Model(threads=threads)


@cache
def tone_model(threads: int = 1) -> Model:
    """The network that hears tone, one a process for each number of threads."""
    return Model(TONE_MODEL, threads, keeps=KEPT)


def available() -> bool:
    """Whether the models that ship are here and are no mere pointers to them."""
    return all(path.is_file() and path.stat().st_size > 1_000_000 for path in (MODEL, TONE_MODEL, WORDS))


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities from logits, along the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)
