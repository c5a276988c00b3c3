"""Organisations that everybody knows, marked in what the teachers say of names."""

import numpy as np
import pytest

from helpers import encoder
from training import bodies


def seen(text: str, told: dict[str, str] | None = None) -> tuple[encoder.Pieces, np.ndarray]:
    """The pieces of a text and what teachers say of them: nothing is a name but the words in `told`."""
    pieces = encoder.cut(text, [(0, len(text))])
    shares = np.zeros((len(pieces), len(encoder.NAMES)), np.float32)
    shares[pieces.first, 0] = 1
    for word, label in (told or {}).items():
        shares[pieces.starts == text.index(word)] = np.eye(len(encoder.NAMES))[encoder.NAMES.index(label)]
    return pieces, shares


def found(text: str, told: dict[str, str] | None = None) -> list[str]:
    """The words of the organisations that are marked."""
    pieces, shares = seen(text, told)
    after = bodies.marked(pieces.ids, pieces.kinds, shares)
    assert np.allclose(after.sum(1), pieces.first), "what is said of a word must stay a probability"
    words, firsts = [], np.flatnonzero(pieces.first)
    for place, end in zip(firsts.tolist(), [*firsts[1:].tolist(), len(pieces)], strict=True):
        if (after[place] != shares[place]).any():
            if after[place].argmax() == bodies.BEGINS:
                words.append([int(pieces.starts[place]), 0])
            words[-1][1] = int(pieces.ends[end - 1])
    return [text[start:end] for start, end in words]


@pytest.mark.parametrize("text, told, expected", [
    ("The UN and the Senate agreed.", None, ["UN", "Senate"]),
    ("The U.N. Security Council met in the House of Commons.", None, ["U.N. Security Council", "House of Commons"]),
    ("The UN Security Council heard NATO.", None, ["UN Security Council", "NATO"]),
    ("The senate of the college, and who it chose.", None, []),
    ("Intelligence on Intel was scarce.", None, ["Intel"]),
    ("THE UN MEETS IN JUNE", None, []),
    ("Chelsea Clinton waved.", {"Chelsea": "person", "Clinton": "person goes on"}, []),
    ("Chelsea drew.", None, ["Chelsea"]),
    ("The Senate Hotel opened.", {"Hotel": "place goes on"}, []),
    ("Nothing here.", None, []),
])
def test_organisations_are_marked_where_teachers_name_nothing_else(text, told, expected):
    assert found(text, told) == expected


def test_each_organisation_in_the_list_is_found_within_a_sentence():
    missed = [name for name in bodies.names() if found(f"They asked {name} twice.") != [name]]
    assert missed == [] and len(bodies.names()) == len(set(bodies.names()))
