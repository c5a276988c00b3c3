"""The benchmark's own machinery, on rows made here: predictions, the tables, the README's places."""
import gzip
import json

import pytest

from benchmarks import __main__ as command
from benchmarks import tables

TASKS = {"html", "pasted", "structure", "sentences", "glued", "golden", "words", "counts", "pairs", "align", "within", "quotes",
         "people", "readability", "onestop", "syllables", "tone", "targets", "loaded"}


def test_every_task_that_needs_no_encoder_is_served():
    assert set(command.predictors()) >= TASKS


def test_predictions_are_written_whole_from_gold_without_its_answers(tmp_path):
    gold, out = tmp_path / "gold.jsonl.gz", tmp_path / "out.jsonl"
    with gzip.open(gold, "wt") as file:
        file.write(json.dumps({"id": "a", "set": "x", "text": "It opened. It closed.", "sentences": []}) + "\n")
    command.predict("sentences", gold, out)
    assert json.loads(out.read_text()) == {"id": "a", "spans": [[0, 10], [11, 21]]}
    assert not list(tmp_path.glob("*.partial"))


def test_a_task_that_is_not_served_is_named(tmp_path):
    with pytest.raises(SystemExit, match="'telepathy' is not served"):
        command.predict("telepathy", tmp_path / "gold", tmp_path / "out")


def test_the_accuracy_table_says_what_falls_short():
    rows = [{"measure": "found", "ours": 0.9, "peer": ".8", "goal": 0.95, "higher_is_better": True, "digits": 3},
            {"measure": "false", "ours": 3, "peer": "4", "goal": 5, "higher_is_better": False, "digits": 0}]
    table = tables._accuracy_table({"area": rows})
    assert "| found | **0.900** | .8 | ≥\u00a00.950 | short |" in table
    assert "| false | **3** | 4 | ≤\u00a05 |  |" in table


def test_tables_go_between_their_markers_or_say_that_these_are_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "ROOT", tmp_path)
    readme = tmp_path / "README.md"
    readme.write_text("a\n<!-- speed -->\n<!-- /speed -->\nb\n")
    for table in ("| one |", "| two |"):
        tables._fill("speed", table)
        assert readme.read_text() == f"a\n<!-- speed -->\n{table}\n<!-- /speed -->\nb\n"
    with pytest.raises(ValueError, match="no place for the table"):
        tables._fill("accuracy", "| x |")


def test_a_part_measured_again_takes_the_place_of_what_it_gave_before():
    known = [{"measure": "a"}, {"measure": "5 files", "part": "files"}, {"measure": "c"}]
    assert tables._renewed(known, [{"measure": "9 files", "part": "files"}]) == [
        {"measure": "a"}, {"measure": "9 files", "part": "files"}, {"measure": "c"}]
    assert tables._renewed(known, [{"measure": "d", "part": "d"}]) == [*known, {"measure": "d", "part": "d"}]
    assert tables._renewed([], [{"measure": "a"}]) == [{"measure": "a"}]


@pytest.mark.parametrize("area, said", [("telepathy", "no such area"), ("corpus:telepathy", "it has: pipeline"), ("html:x", "none")])
def test_a_part_that_is_not_there_is_named(area, said, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["benchmarks", "speed", area])
    with pytest.raises(SystemExit):
        command.main()
    assert said in capsys.readouterr().err
