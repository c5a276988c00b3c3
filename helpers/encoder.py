"""One small transformer for the questions that word lists cannot answer: who said what, who is named, what tone is taken.

The model is a MiniLM of six layers (Wang et al. 2020), trained further on labelled news (`training/`, and the card
`helpers/models/README.md`), kept in 8 bits and run by onnxruntime on the CPU. Nothing here needs torch.

    reading = encoder.read(article)              # quotations, names and links between words: sentences in their context
    tones = encoder.tones(article.text, spans)   # tone of sentences and towards targets: each sentence alone, names hidden

What the model sees of a word beside its letters: its case, whether it begins a paragraph, whether it stands between
quotation marks. Everything it answers is given for words (letters or one mark each) with offsets into the text.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from .article import Article, ArticleError

MODEL = Path(__file__).parent / "models" / "encoder.onnx"
QUOTATION = ("outside", "content", "content goes on", "further part", "cue", "cue goes on", "source", "source goes on")
"""What a word is to a quotation. A further part begins anew after an interruption: “Yes,” he said, “but later.”"""
NAMES = ("outside", "person", "person goes on", "organisation", "organisation goes on", "place", "place goes on")
TARGET = ("negative", "neutral", "positive")
POINTERS = ("source first", "source last", "cue first", "person")
"""From the first word of a quotation's content to its source and cue; from a mention of a person to an earlier one."""
WIDTH = 64       # of one pointer's vectors
LIMIT = 320      # word pieces in a window
CONTEXT = 64     # word pieces of the sentences before, repeated so that a window does not begin in the dark
PADDING, UNKNOWN, FIRST, LAST, HIDDEN = 0, 100, 101, 102, 103     # word pieces with a meaning of their own
MARKS = frozenset("“”\"„«»")
PRONOUNS = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself", "they", "them", "their", "theirs",
                      "themselves", "it", "its", "itself"})

Span = tuple[int, int]


# ------------------------------------------------------------------------------------------------ text to word pieces
@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces in reading order, as columns; `units` are the indices where a sentence begins, and the end."""

    ids: np.ndarray
    kinds: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    first: np.ndarray          # True where a word begins
    units: list[int]
    paragraphs: frozenset[int]  # those of `units` that begin a paragraph

    def __len__(self) -> int:
        return len(self.ids)


@cache
def tokenizer(path: Path | None = None):
    """The word-piece tokenizer that belongs to the model."""
    from tokenizers import Tokenizer
    return Tokenizer.from_file(str(path or MODEL.with_suffix(".tokenizer.json")))


def cut(text: str, units: Sequence[Span], opens: Sequence[bool] | None = None, hidden: Sequence[Span] = ()) -> Pieces:
    """Word pieces of stretches of `text`. `opens`: which units begin a paragraph (default all); `hidden`: spans that
    the model is to see only as "a name", each as one piece with the span's offsets."""
    whole = text.encode("utf-8", "replace").decode("utf-8")     # a lone surrogate becomes "?", offsets stay
    opens = [True] * len(units) if opens is None else opens
    ids, kinds, starts, ends, first, edges, paragraphs = [], [], [], [], [], [0], set()
    encodings = tokenizer().encode_batch([whole[a:b] for a, b in units], add_special_tokens=False) if units else []
    quoted = False
    concealed = sorted(set(map(tuple, hidden)))
    position = 0
    for (a, _), begins, found in zip(units, opens, encodings, strict=True):
        if begins:
            quoted = False
            paragraphs.add(edges[-1])
        opening = begins
        previous = None
        for piece, (s, e), word in zip(found.ids, found.offsets, found.word_ids, strict=True):
            s, e = s + a, e + a
            while position < len(concealed) and concealed[position][1] <= s:
                position += 1
            new = word != previous
            previous = word
            if position < len(concealed) and concealed[position][0] < e:
                s, e = concealed[position]
                if starts and starts[-1] == s and ids[-1] == HIDDEN:
                    continue
                piece, new, shape = HIDDEN, True, 1
            else:
                shape = _shape(whole, s, e, kinds, new)
            mark = piece != HIDDEN and whole[s:e] in MARKS
            if mark:
                quoted = _opens(whole, s, quoted)
            ids.append(piece)
            kinds.append(shape + 3 * opening + 6 * (quoted or mark))
            starts.append(s)
            ends.append(e)
            first.append(new)
            opening = False
        edges.append(len(ids))
    whole_numbers = [np.array(column, dtype=np.int64) for column in (ids, kinds, starts, ends)]
    return Pieces(*whole_numbers, np.array(first, dtype=bool), edges, frozenset(paragraphs))


def _shape(text: str, start: int, end: int, kinds: list[int], new: bool) -> int:
    """0 small letters, digits, marks; 1 Capitalised; 2 CAPITALS. Later pieces of a word repeat its first's."""
    if not new and kinds:
        return kinds[-1] % 3
    if not text[start].isupper():
        return 0
    return 2 if text[start + 1:start + 2].isupper() else 1


def _opens(text: str, start: int, quoted: bool) -> bool:
    """Whether the text after this quotation mark is quoted."""
    mark = text[start]
    return mark in "“„«" or (mark == '"' and not quoted)


def windows(pieces: Pieces, limit: int = LIMIT, context: int = CONTEXT) -> Iterator[tuple[int, int, int]]:
    """Windows of whole sentences as (beginning of the context, beginning, end), in word pieces.

    A window ends where a paragraph ends if that leaves it at least half full, else where a sentence ends; only a
    sentence longer than a window is cut.
    """
    room, edges = limit - 2, pieces.units
    start = before = edge = 0
    while start < len(pieces):
        end = start
        paragraph = None
        while edge + 1 < len(edges) and edges[edge + 1] - before <= room:
            edge += 1
            end = edges[edge]
            if end in pieces.paragraphs and end - before > room // 2:
                paragraph = edge
        if paragraph is not None and end < len(pieces):
            edge = paragraph
            end = edges[edge]
        if end <= start:                                    # not one sentence fits
            if before < start:
                before = start
                continue
            end = min(start + room, edges[edge + 1])
        yield before, start, end
        start = before = end
        for earlier in range(edge, -1, -1):
            if start - edges[earlier] > context:
                break
            before = min(before, edges[earlier])


# ------------------------------------------------------------------------------------------------ the model
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
        """What the heads answer for each window, windows of like length together; row 0 is the window as a whole."""
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
                count = cuts[i][2] - cuts[i][0] + 1
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


# ------------------------------------------------------------------------------------------------ reading in context
@dataclass(frozen=True, slots=True)
class Name:
    """A name: its offsets, `label` (person, organisation, place) and probability."""

    start: int
    end: int
    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted content in one or more parts; who said it and the cue, as offsets, None where nobody or nothing is found.
    Probabilities: of the content's words on average, and of the link to the source (or of there being none)."""

    spans: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    probability: float
    source_probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model answers for each word of a text, in reading order.

    `quotation` and `names` are probabilities (words × labels), `speech` the probability that the stretch which a
    quotation mark opens is speech and no mere word used at a distance. `pointers` gives links between words.
    """

    starts: np.ndarray
    ends: np.ndarray
    quotation: np.ndarray
    names: np.ndarray
    speech: np.ndarray
    vectors: list = field(repr=False)      # for each window: numbers of its words, queries, keys (row 0: nobody)
    window: np.ndarray = field(repr=False)  # for each word, its window

    def __len__(self) -> int:
        return len(self.starts)

    def pointers(self, word: int, kind: str) -> tuple[np.ndarray, np.ndarray]:
        """Where `word` points: numbers of words and their probabilities; the number -1 stands for nobody."""
        words, queries, keys = self.vectors[self.window[word]]
        place = POINTERS.index(kind)
        part = slice(place * WIDTH, (place + 1) * WIDTH)
        row = int(np.flatnonzero(words == word)[0])
        return words, softmax(keys[:, part] @ queries[row, part] / WIDTH ** .5)

    def find_names(self) -> list[Name]:
        """The names of persons, organisations and places, in reading order."""
        found = []
        for kind, begin, end in _stretches(self.names, {1: 1, 2: 1, 3: 3, 4: 3, 5: 5, 6: 5}, {1, 3, 5}):
            share = float(self.names[begin:end, [kind, kind + 1]].sum(1).mean())
            found.append(Name(int(self.starts[begin]), int(self.ends[end - 1]), NAMES[kind], share))
        return found

    def find_quotations(self) -> list[Quotation]:
        """The quotations, in reading order, each linked to its source and cue."""
        stretches = _stretches(self.quotation, {1: 1, 2: 1, 3: 3, 4: 4, 5: 4, 6: 6, 7: 6}, {1, 3, 4, 6})
        parts: list[list[tuple[int, int]]] = []
        for kind, begin, end in stretches:
            if kind == 3 and parts:
                parts[-1].append((begin, end))
            elif kind in (1, 3):
                parts.append([(begin, end)])
        cues = {begin: end for kind, begin, end in stretches if kind == 4}
        return [self._quotation(part, cues) for part in parts]

    def _quotation(self, parts: list[tuple[int, int]], cues: dict[int, int]) -> Quotation:
        head = parts[0][0]
        source, sure = self._source(head)
        words, share = self.pointers(head, "cue first")
        cue = int(words[share.argmax()])
        inside = np.concatenate([self.quotation[a:b, 1:4].sum(1) for a, b in parts])
        return Quotation(tuple((int(self.starts[a]), int(self.ends[b - 1])) for a, b in parts), source,
                         (int(self.starts[cue]), int(self.ends[cues.get(cue, cue + 1) - 1])) if cue >= 0 else None,
                         float(inside.mean()), sure)

    def _source(self, head: int) -> tuple[Span | None, float]:
        """The best pair of first and last word, no more than 40 words long; None where "nobody" is better."""
        words, first = self.pointers(head, "source first")
        _, last = self.pointers(head, "source last")
        nobody = first[0] * last[0]
        pairs = np.triu(np.outer(first[1:], last[1:]))
        pairs = np.tril(pairs, 40) if len(pairs) else pairs
        if not pairs.size or nobody >= pairs.max():
            return None, float(nobody)
        a, b = divmod(int(pairs.argmax()), pairs.shape[1])
        return (int(self.starts[words[a + 1]]), int(self.ends[words[b + 1]])), float(pairs.max())


def _stretches(share: np.ndarray, kind_of: dict[int, int], begins: set[int]) -> list[tuple[int, int, int]]:
    """Runs of labels as (kind, first word, one past the last). A word that goes on with nothing begins."""
    found: list[list[int]] = []
    open_kind = None
    for word, label in enumerate(share.argmax(1).tolist() if len(share) else []):
        kind = kind_of.get(label)
        if kind is None:
            open_kind = None
            continue
        goes_on = label not in begins and (open_kind == kind or (open_kind == 3 and kind == 1))
        if goes_on:
            found[-1][2] = word + 1
        else:
            found.append([kind, word, word + 1])
            open_kind = kind
    return [tuple(stretch) for stretch in found]


def read(article: Article, threads: int = 1) -> Reading:
    """Quotations, names and links in the sentences of an article, in one pass."""
    spans = [(sentence.start, sentence.end) for sentence in article.sentences]
    blocks = [sentence.block for sentence in article.sentences]
    opens = [i == 0 or blocks[i] != blocks[i - 1] for i in range(len(blocks))]
    return read_text(article.text, spans, opens, model(threads))


def read_text(text: str, units: Sequence[Span], opens: Sequence[bool] | None = None, using: Model | None = None) -> Reading:
    """As `read`, for any text and the sentences in it; `opens` says which of them begin a paragraph (default all)."""
    pieces = cut(text, units, opens)
    cuts = list(windows(pieces))
    answers = (using or model()).run(pieces, cuts)
    word_of = np.cumsum(pieces.first) - 1
    count = int(pieces.first.sum())
    firsts = np.flatnonzero(pieces.first)
    ends = pieces.ends[np.append(firsts[1:], len(pieces)) - 1] if count else firsts
    quotation, names = np.zeros((count, len(QUOTATION)), np.float32), np.zeros((count, len(NAMES)), np.float32)
    speech, window, vectors = np.zeros(count, np.float32), np.zeros(count, np.int64), []
    for number, ((before, start, end), answer) in enumerate(zip(cuts, answers, strict=True)):
        rows = np.flatnonzero(pieces.first[before:end]) + 1
        words = word_of[before:end][rows - 1]
        own = words >= word_of[start]
        own[rows - 1 < start - before] = False
        quotation[words[own]] = softmax(answer["quotation"][rows[own]])
        names[words[own]] = softmax(answer["names"][rows[own]])
        speech[words[own]] = 1 / (1 + np.exp(-answer["speech"][rows[own], 0]))
        window[words[own]] = number
        seats = np.append(0, rows)
        vectors.append((np.append(-1, words), answer["queries"][seats], answer["keys"][seats]))
    return Reading(pieces.starts[firsts], ends, quotation, names, speech, vectors, window)


# ------------------------------------------------------------------------------------------------ tone
@dataclass(frozen=True, slots=True)
class Tones:
    """`sentences`: tone of each sentence in standard deviations of rated news sentences, above 0 more positive;
    `targets`: a row for each target, the probabilities of negative, neutral and positive tone towards it."""

    sentences: np.ndarray
    targets: np.ndarray


def tones(text: str, units: Sequence[Span], targets: Sequence[Span] = (), names: Sequence[Span] = (),
          using: Model | None = None) -> Tones:
    """Tone of sentences, and of the sentences towards targets in them, all targets in one pass.

    The model does not see who a target is: every target with a capital letter or a pronoun, and every one of `names`,
    is hidden from it, so that no name carries a tone of its own. Missing (NaN) where a unit has no word, or a target
    lies in no unit.
    """
    hidden = [span for span in {*map(tuple, targets), *map(tuple, names)} if hides(text[span[0]:span[1]])]
    pieces = cut(text, units, hidden=_outermost(hidden))
    cuts = []
    for a, b in pairwise(pieces.units):
        cuts += [(start, start, min(start + LIMIT - 2, b)) for start in range(a, b, LIMIT - 2)]
    answers = (using or model()).run(pieces, cuts)
    score, weight = np.zeros(len(units)), np.zeros(len(units))
    unit_of = np.searchsorted(pieces.units, [start for start, _, _ in cuts], side="right") - 1
    towards = np.zeros((len(pieces), 3))
    for unit, (start, _, end), answer in zip(unit_of, cuts, answers, strict=True):
        score[unit] += answer["tone"].mean() * (end - start)
        weight[unit] += end - start
        towards[start:end] = answer["target"][1:end - start + 1]
    with np.errstate(invalid="ignore"):
        score = score / np.where(weight, weight, np.nan)
    found = np.full((len(targets), 3), np.nan)
    for row, (a, b) in enumerate(targets):
        seen = (pieces.starts < b) & (pieces.ends > a)
        if seen.any():
            found[row] = softmax(towards[seen].mean(0))
    return Tones(score, found)


def hides(words: str) -> bool:
    """Whether a target is hidden from the model: it has a capital letter, or is a pronoun."""
    return any(letter.isupper() for letter in words) or words.lower() in PRONOUNS


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """The spans without those that lie in or overlap an earlier, longer one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities from logits, along the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)
