"""Files that mean harm: each is analysed or refused, and nothing else happens."""
import os

from helpers.corpus import tables
from tests import hostile
from tests.test_corpus import rows, start
from tests.test_offline import NO_NETWORK

HOSTILE = int(os.environ.get("HOSTILE_FILES", 200))


def test_hostile_files_are_analysed_or_in_errors_and_touch_nothing(tmp_path):
    """Every file is in the tables, no process crashes, none hangs, nothing is written elsewhere, no network is asked for."""
    guard, place, out = tmp_path / "guard", tmp_path / "files", tmp_path / "out"
    guard.mkdir()
    place.mkdir()
    (guard / "sitecustomize.py").write_text(NO_NETWORK)
    made = hostile.write(place, HOSTILE)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    run = start(place, "--out", out, "--jobs", 2, "--part", 16, "--seconds", 5, path=guard, cwd=tmp_path)
    _, said = run.communicate(timeout=HOSTILE * 10)
    assert run.returncode == 1 and "Traceback" not in said, said
    found = rows(out)
    named = set(found["articles"]["source"].to_pylist()) | set(found["errors"]["file"].to_pylist())
    for path in made:
        name = tables.printable(str(path))
        assert any(each == name or each.startswith((name + "#", name + "/")) for each in named), name
    troubles = found["errors"]["trouble"].to_pylist()
    assert not [trouble for trouble in troubles if "killed the process" in trouble or "network" in trouble]
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")
             if not path.is_relative_to(out) and not path.is_relative_to(guard)}   # Python keeps its compiled guard there
    assert {path for path in after if after[path] != before.get(path)} <= {tmp_path}
    for row in found["quotations"].to_pylist()[:200]:
        assert row["text"]
