"""Reuse across articles at any size: memory, disk, interruptions, a cluster, an index on disk."""
from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import random
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pytest

from helpers import reuse
from helpers.article import ArticleError
from helpers.reuse import joining
from tests.conftest import ROOT
from tests.test_reuse import BASE, KINDS, NOTICE, OTHER, reworded, story, text_of

MANY = [(f"{kind} {side}", text, f"2020-01-0{number + 1}")
        for number, (kind, *texts) in enumerate(KINDS) for side, text in zip("ab", texts, strict=True)]
MANY += [("again", text_of(BASE), None), *((f"own {number}", text_of([*story(number + 10, 3), NOTICE]), None) for number in range(24))]


@pytest.fixture
def small(monkeypatch):
    """Many small units of work."""
    monkeypatch.setattr(joining, "BLOCK", 8)
    monkeypatch.setattr(joining, "SPAN", 8)


@pytest.fixture
def undisturbed() -> pd.DataFrame:
    return reuse.pairs(MANY)


def test_small_blocks_little_memory_and_a_folder_change_nothing(small, undisturbed, tmp_path):
    assert set(undisturbed["kind"]) >= {"copy", "cut", "reordered", "partial", "template", "quotation", "boilerplate"}
    for options in ({}, {"memory": 0}, {"memory": 20_000}, {"folder": tmp_path / "work"}):
        pd.testing.assert_frame_equal(reuse.pairs(iter(MANY), **options), undisturbed)


def test_what_does_not_fit_into_memory_goes_to_the_disk_and_is_removed(small, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    written = []
    save = np.save
    monkeypatch.setattr(np, "save", lambda file, array: (written.append(file), save(file, array)))
    reuse.pairs(MANY)
    assert not written
    reuse.pairs(MANY, memory=20_000)
    assert written and all(file.is_relative_to(tmp_path) for file in written) and not list(tmp_path.iterdir())


class Terminal(io.StringIO):
    """Where people look."""

    def isatty(self) -> bool:
        return True


def test_a_bar_on_a_terminal_shows_step_and_time_left_elsewhere_there_is_none(small, monkeypatch):
    monkeypatch.setenv("TQDM_MININTERVAL", "0")
    for stream, is_shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        reuse.pairs(MANY, progress=True)
        said = stream.getvalue()
        assert bool(said) is is_shown
        assert not is_shown or ("comparing: 100%" in said and "reading:" in said and "<" in said)


class Killed(BaseException):
    """Stands for kill -9: nothing that catches an Exception sees it."""


def test_stopped_at_any_write_it_goes_on_to_the_same_table(small, undisturbed, tmp_path, monkeypatch):
    save = np.save
    for number in itertools.count():
        left = [number]

        def dying(file, array, left=left):
            if not left[0]:
                raise Killed
            left[0] -= 1
            save(file, array)

        folder = tmp_path / str(number)
        monkeypatch.setattr(np, "save", dying)
        with contextlib.suppress(Killed):
            reuse.pairs(MANY, folder=folder)
            break
        monkeypatch.setattr(np, "save", save)
        finished = {file: file.stat().st_mtime_ns for file in folder.glob("digests-*.npy")}
        pd.testing.assert_frame_equal(reuse.pairs(MANY, folder=folder), undisturbed)
        assert all(file.stat().st_mtime_ns == time for file, time in finished.items()), "nothing is read twice"
    assert number > 40


KILLED = """
import json, sys
from helpers import reuse
from helpers.reuse import joining
joining.BLOCK = joining.SPAN = 8
reuse.pairs([("warm", "up")])
print("begun", flush=True)
reuse.pairs(map(tuple, json.load(open(sys.argv[1]))), folder=sys.argv[2])
"""


def test_killed_at_random_moments_it_goes_on_to_the_same_table(small, undisturbed, tmp_path):
    (tmp_path / "articles.json").write_text(json.dumps(MANY))
    chance = random.Random(3)
    for number in range(4):
        run = subprocess.Popen([sys.executable, "-c", KILLED, tmp_path / "articles.json", tmp_path / f"work{number % 2}"],
                               stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)})
        assert run.stdout.readline() == b"begun\n"
        time.sleep(chance.uniform(0, 0.1))
        run.kill()
        run.communicate()
    for number in range(2):
        pd.testing.assert_frame_equal(reuse.pairs(MANY, folder=tmp_path / f"work{number}"), undisturbed)


@pytest.mark.parametrize("where", ["memory", "folder"])
def test_a_full_disk_during_the_spill_is_a_clear_word_and_leaves_nothing_half_written(where, small, undisturbed, tmp_path, monkeypatch):
    save, left = np.save, [9]

    def full(file, array):
        left[0] -= 1
        if left[0] < 0:
            file.write_bytes(b"half")
            raise OSError(28, "No space left on device")
        save(file, array)

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(np, "save", full)
    options = {"memory": 0} if where == "memory" else {"folder": tmp_path / "work"}
    with pytest.raises(ArticleError, match="No space left on device"):
        reuse.pairs(MANY, **options)
    monkeypatch.setattr(np, "save", save)
    if where == "memory":
        assert not list(tmp_path.iterdir())
    else:
        assert all(np.load(file) is not None for file in (tmp_path / "work").iterdir())
        pd.testing.assert_frame_equal(reuse.pairs(MANY, **options), undisturbed)


def test_a_folder_begun_with_other_articles_is_an_error(small, tmp_path):
    reuse.pairs(MANY[:20], folder=tmp_path / "work")
    with pytest.raises(ArticleError, match="begun with other articles"):
        reuse.pairs(MANY[1:21], folder=tmp_path / "work")


def test_a_dask_cluster_makes_the_same_table(small, undisturbed, tmp_path, monkeypatch):
    from distributed import LocalCluster
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=50) as running:
        address = running.scheduler_address
        found = reuse.pairs(MANY, folder=tmp_path / "work", cluster=address)
    pd.testing.assert_frame_equal(found, undisturbed)
    with pytest.raises(ArticleError, match="needs a folder"):
        reuse.pairs(MANY, cluster=address)
    with pytest.raises(ArticleError, match="no Dask scheduler answers"):
        reuse.pairs(MANY, folder=tmp_path, cluster="tcp://127.0.0.1:9")


def test_one_article_under_two_ids_is_a_copy_and_has_the_same_relatives():
    table = reuse.pairs([("a", text_of(BASE), "2020-01-01"), ("b", text_of(BASE), "2020-01-02"), ("c", text_of(BASE[:4]), None)])
    assert {(row.a, row.b, row.kind, row.source) for row in table.itertuples()} == {
        ("a", "b", "copy", "a"), ("a", "c", "cut", "a"), ("b", "c", "cut", "b")}


# ---------------------------------------------------------------- an index on disk

BATCHES = {"monday": [("a", text_of(BASE), "2020-01-06"), ("b", text_of(OTHER), None)],
           "tuesday": [("c", text_of(BASE[:3]), "2020-01-07"), ("d", text_of(story(5)), None)],
           "wednesday": [("e", reworded(text_of(OTHER)), "2020-01-08"), ("f", text_of(BASE), None)]}


def related(table) -> set:
    return {(frozenset((row.a, row.b)), row.kind) for row in table.itertuples()}


def test_batches_give_what_all_at_once_gives(tmp_path):
    index = reuse.Index(tmp_path / "index")
    for name, articles in BATCHES.items():
        index.add(name, articles)
    everything = [article for articles in BATCHES.values() for article in articles]
    assert related(index.pairs()) == related(reuse.pairs(everything))
    assert index.batches == ["monday", "tuesday", "wednesday"]


def test_an_interrupted_index_goes_on(tmp_path):
    whole, broken = reuse.Index(tmp_path / "whole"), reuse.Index(tmp_path / "broken")
    for name, articles in BATCHES.items():
        whole.add(name, articles)
    broken.add("monday", BATCHES["monday"])
    (tmp_path / "broken" / ".tuesday.partial").mkdir()                    # what kill -9 leaves behind
    for name, articles in BATCHES.items():
        reuse.Index(tmp_path / "broken").add(name, articles)
    pd.testing.assert_frame_equal(whole.pairs(), broken.pairs())


def test_an_id_known_from_another_batch_is_an_error(tmp_path):
    index = reuse.Index(tmp_path)
    index.add("monday", BATCHES["monday"])
    with pytest.raises(ArticleError, match="monday"):
        index.add("again", BATCHES["monday"][:1])
    with pytest.raises(ArticleError, match="name of a batch"):
        index.add("../elsewhere", [])
    assert index.batches == ["monday"]


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(np, "save", full)
    with pytest.raises(ArticleError, match="No space left"):
        reuse.Index(tmp_path).add("monday", BATCHES["monday"])
    assert list(tmp_path.iterdir()) == []


def test_an_empty_index(tmp_path):
    index = reuse.Index(tmp_path)
    assert index.pairs().empty
    assert index.add("nothing", []).empty and index.pairs().empty
