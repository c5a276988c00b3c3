"""What the teachers take for names, as it is kept for training: numbers alone, for windows that are cut again."""

import numpy as np
import pytest

from helpers import encoder
from training import data, taught_names
from training.taught_names import Window


def told(window: Window, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).dirichlet(np.full(len(encoder.NAMES), 0.2), len(window.ids))


@pytest.fixture()
def few(monkeypatch):
    windows = [Window(np.arange(5) + number, np.zeros(5, int), np.array([False, True, False, True, False])) for number in range(4)]
    monkeypatch.setattr(taught_names, "windows", lambda: iter(windows))
    return windows


def test_what_was_told_comes_back_as_it_was_written(tmp_path, few):
    given = [told(window, seed) for seed, window in enumerate(few)]
    taught_names.write(tmp_path / "names.npz", list(zip(few, given, strict=True)))
    found = list(taught_names.read(tmp_path / "names.npz"))
    assert [window for window, _ in found] == few
    for (window, back), shares in zip(found, given, strict=True):
        perhaps = window.first & (shares[:, 0] < taught_names.SURE)
        assert np.allclose(back[perhaps], shares[perhaps], atol=0.6 / 255)
        assert (back[window.first & ~perhaps, 0] == 1).all() and not back[~window.first].any()


def test_other_windows_are_refused(tmp_path, few):
    taught_names.write(tmp_path / "names.npz", [(window, told(window, 1)) for window in few])
    few[2] = Window(few[2].ids + 1, few[2].kinds, few[2].first)
    with pytest.raises(ValueError, match="other windows"):
        list(taught_names.read(tmp_path / "names.npz"))


def test_exchanged_names_stand_where_the_row_says():
    class Always:
        def random(self):
            return 0.0

        def choice(self, names):
            return names[-1]

    row = {"id": "a-1", "text": "Ann met Bo Lee in Rome.", "names": [[0, 3, "person"], [8, 14, "person"], [18, 22, "place"]]}
    found = data.exchange(row, {"person": ["Cleo"], "place": ["New York"]}, 0.5, Always())
    assert found["text"] == "Cleo met Cleo in New York."
    assert [found["text"][start:end] for start, end, _ in found["names"]] == ["Cleo", "Cleo", "New York"]
    assert data.exchange(row, {"person": ["Cleo"], "place": ["New York"]}, 0.0, Always())["text"] == row["text"]


def test_what_is_committed_speaks_of_every_window():
    found = list(taught_names.read())
    assert len(found) == len(list(taught_names.windows())) > 0
    for window, shares in found[::97]:
        assert len(shares) == len(window.ids) and np.allclose(shares[window.first].sum(1), 1, atol=0.02)
    named = np.concatenate([shares[window.first].argmax(1) > 0 for window, shares in found]).mean()
    assert 0.02 < named < 0.2
