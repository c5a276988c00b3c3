"""Tables: escaped, folded, safe in a spreadsheet, money not mathematics."""
import io

import pandas as pd
import pytest

from helpers import tables

SENTENCE = "The bridge opened on Monday, in the rain."


@pytest.mark.parametrize(("value", "written"), [
    ("=1+1", "'=1+1"), ("+1 555", "'+1 555"), ("-2+3", "'-2+3"), ("@council", "'@council"), ("\t=1", "'\t=1"), ("  =1", "'  =1"),
    ("a = b", "a = b"), (-2.5, -2.5), (7, 7), ("", ""), (None, None)])
def test_no_cell_runs_in_a_spreadsheet(value, written):
    assert tables.spreadsheet_safe(value) == written


def test_csv_holds_every_column_and_negative_numbers_stay_numbers():
    frame = pd.DataFrame({"text": ["=cmd", "plain"], "tone": [-0.5, 0.25]})
    back = pd.read_csv(io.StringIO(tables.to_csv(frame)))
    assert list(back["text"]) == ["'=cmd", "plain"]
    assert list(back["tone"]) == [-0.5, 0.25]


def test_html_escapes_text_and_keeps_mathjax_away():
    html = tables.table(pd.DataFrame({"text": ["<script>alert(1)</script>", "$5 million and $3 million"]}), "x")._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html
    assert "tex2jax_ignore mathjax_ignore" in html
    assert 'border="1"' not in html


def test_missing_is_a_dash_never_a_zero():
    html = tables.table(pd.DataFrame({"grade": [float("nan"), 2.5], "who": [None, "Ann"]}), "x")._repr_html_()
    assert html.count(">–<") == 2 and ">0" not in html


def test_columns_of_words_that_say_nothing_are_not_shown_but_saved():
    frame = pd.DataFrame({"text": ["a"], "note": [None], "checked": [""], "value": [float("nan")]})
    bundle, _ = tables.table(frame, "x")._repr_mimebundle_()
    assert ">note<" not in bundle["text/html"] and ">checked<" not in bundle["text/html"] and ">value<" in bundle["text/html"]
    assert bundle["text/csv"].splitlines()[0] == "text,note,checked,value"


def test_yes_and_no_are_words_and_minus_is_minus():
    html = tables.table(pd.DataFrame({"quoted": [True, False], "tone": [-0.5, 0.25], "rank": [-1, 2]}), "x")._repr_html_()
    assert '<td class="short">yes</td>' in html and '<td class="short">no</td>' in html
    assert ">−0.50<" in html and ">−1<" in html


def test_cells_of_wide_tables_carry_the_names_of_their_columns_for_phones():
    wide = tables.table(pd.DataFrame({"text": [SENTENCE], "other_start": [3], "speaker_kind": ["named"]}), "x")._repr_html_()
    assert 'class="stacks ' in wide and 'data-label="speaker kind">named' in wide
    for frame in ({"word": ["a"], "count": [3]}, {"text": ["a word"], "count": [3], "syllables": [1]}):
        narrow = tables.table(pd.DataFrame(frame), "x")._repr_html_()
        assert "stacks" not in narrow and "data-label" not in narrow


def test_long_tables_fold_and_empty_ones_say_so():
    long = tables.table(pd.DataFrame({"n": range(40)}), "x")._repr_html_()
    assert f"Show the other {40 - tables.FOLD} rows" in long
    assert f'data-printed="{40 - tables.FOLD} more rows are in x.csv."' in long
    assert "<details" not in tables.table(pd.DataFrame({"n": range(tables.FOLD + 1)}), "x")._repr_html_()    # no fold for a row
    assert "Nothing of this kind" in tables.table(pd.DataFrame({"n": []}), "x")._repr_html_()
    assert "Words &amp; deeds: nothing of this kind" in tables.table(pd.DataFrame({"n": []}), "x", "Words & deeds")._repr_html_()


def test_sentences_of_ours_are_a_list():
    frame = pd.DataFrame({"measure": ["words"], "sentence": ["Longest: “<b>” (3 words)."]})
    data, _ = tables.table(frame, "differences", columns=["sentence"])._repr_mimebundle_()
    assert "<li>Longest: “&lt;b&gt;” (3 words).</li>" in data["text/html"] and "<table" not in data["text/html"]
    assert data["text/csv"].startswith("measure,sentence")


@pytest.mark.parametrize(("count", "said"), [(1, "once"), (2, "twice"), (3, "3 times")])
def test_how_often_is_said_in_words(count, said):
    assert tables.times(count) == said


def test_chosen_columns_are_shown_and_all_are_saved():
    bundle, metadata = tables.table(pd.DataFrame({"a": [1], "b": [2]}), "pairs", columns=["b"])._repr_mimebundle_()
    assert ">a<" not in bundle["text/html"] and ">b<" in bundle["text/html"]
    assert bundle["text/csv"].splitlines()[0] == "a,b"
    assert metadata["text/csv"]["name"] == "pairs"


def test_setup_lets_plain_frames_show_dollars():
    with pd.option_context("display.html.use_mathjax", True, "display.max_colwidth", 50, "display.precision", 6):
        tables.setup_notebook()
        assert "tex2jax_ignore" in pd.DataFrame({"a": ["$5 million … $3 million"]}).to_html(notebook=True)


def test_people_count_sentences_from_one():
    frame = pd.DataFrame({"sentence": [0, 1], "text": ["a", "b"]})
    assert tables.to_csv(frame).splitlines() == ["sentence,text", "1,a", "2,b"]
    assert ">2</td>" in tables.table(frame, "x")._repr_html_()
    assert list(frame["sentence"]) == [0, 1]


def test_a_frame_goes_into_a_workbook_without_formulas(tmp_path):
    frame = pd.DataFrame({"text": ["=1+1", "plain"], "words": [1, 2]})
    frame.map(tables.spreadsheet_safe).to_excel(tmp_path / "quotations.xlsx", index=False)
    assert list(pd.read_excel(tmp_path / "quotations.xlsx")["text"]) == ["'=1+1", "plain"]


def test_columns_of_prose_and_of_names_are_given_room():
    html = tables.table(pd.DataFrame({"source": ["Ann Field, the mayor"], "where": ["The bridge that fell (12)"], "words": [12]}), "x")._repr_html_()
    for kind, column, value in (("name", "source", "Ann Field, the mayor"), ("prose", "where", "The bridge"), ("number", "words", "12")):
        assert f'<td class="{kind}" data-label="{column}">{value}' in html


def test_short_words_stay_on_one_line_and_do_not_widen_a_table():
    html = tables.table(pd.DataFrame({"level": ["very hard", "easy"], "speaker": ["Ann Field", "Per Aune"]}), "x")._repr_html_()
    assert html.count('<td class="short">') == 4


def test_a_table_without_rows_says_what_is_not_there():
    empty = pd.DataFrame({"n": []})
    assert ">Nothing odd was noticed.</p>" in tables.table(empty, "x", nothing="Nothing odd was noticed.")._repr_html_()


def test_a_table_missing_for_one_reason_is_that_reason():
    frame = pd.DataFrame({"measure": ["SMOG", "LIX"], "value": [float("nan")] * 2, "reason": ["the text is in German"] * 2})
    assert tables.table(frame, "x", "The formulas")._repr_html_() == '<p class="empty-table">The formulas: the text is in German.</p>'
    assert "<table" in tables.table(frame.assign(reason=["the text is in German", None]), "x")._repr_html_()
    assert "<table" in tables.table(frame.assign(value=[1.0, float("nan")]), "x")._repr_html_()
    assert "<table" in tables.table(frame.drop(columns="value"), "x")._repr_html_()


@pytest.mark.parametrize(("name", "within"), [
    ("One victim", "one victim"), ("A U.S. official", "a U.S. official"), ("The council", "the council"), ("Voss", "Voss"),
    ("The Washington Post", "The Washington Post"), ("An", "An"), ("Police", "Police"), ("", "")])
def test_a_name_inside_a_sentence(name, within):
    assert tables.within(name) == within


def test_people_may_see_other_rows_than_the_csv_holds():
    shown = tables.table(pd.DataFrame({"a": [1, 2]}), "x", shown=pd.DataFrame({"a": [3]}))
    assert "<td" in shown._repr_html_() and ">3<" in shown._repr_html_() and ">2<" not in shown._repr_html_()
    assert shown._repr_mimebundle_()[0]["text/csv"].split() == ["a", "1", "2"]
