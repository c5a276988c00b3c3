"""Quotations: the sample, marks of many kinds, speakers, stances, bad input. Every text here was written for these tests."""
from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

import helpers
from helpers import ArticleError, quotes
from helpers.quotes import cues, marks

SAMPLE = "data/articles/kerry-lavrov.txt"


@pytest.fixture(scope="module")
def sample():
    return helpers.load(SAMPLE)


def row_with(frame, words):
    found = frame[frame["text"].str.contains(words, regex=False)]
    assert len(found) == 1, f"{words!r} stands in {len(found)} rows"
    return found.iloc[0]


@pytest.mark.parametrize(("words", "speaker", "kind", "speaker_kind"), [
    ("expressed concern about repeated violations", "a State Department spokesman", "mixed", "unnamed"),
    ("diplomatic efforts could not continue", "John Kirby", "mixed", "named"),
    ("rather constructive, frank, and detailed", "Dmitry Peskov", "mixed", "named"),
    ("very, very, very serious", "A U.S. official with access to classified intelligence reports", "mixed", "unnamed"),
    ("resume their meeting", "An unnamed Russian official", "indirect", "unnamed"),
    ("bringing to Moscow a major proposal", "The Washington Post", "indirect", "organisation"),
    ("a new military command-and-control headquarters", "The Washington Post", "indirect", "organisation"),
    ("opposition to the latest Syria plan", "The Associated Press", "indirect", "organisation"),
    ("the potential for a clash", "A U.S. official with access to classified intelligence reports", "indirect", "unnamed"),
])
def test_sample_quotations(sample, words, speaker, kind, speaker_kind):
    row = row_with(quotes.quotations(sample), words)
    assert (row["speaker"], row["kind"], row["speaker_kind"]) == (speaker, kind, speaker_kind)


def test_sample_go_betweens_are_kept(sample):
    rows = quotes.quotations(sample)
    assert row_with(rows, "resume their meeting")["via"] == "the state news agency TASS"
    assert row_with(rows, "very, very, very serious")["via"] == "RFE/RL"


def test_sample_no_part_ends_in_an_article(sample):
    """"The proposal, according to the newspaper, would be …": the noun belongs to what is reported."""
    rows = quotes.quotations(sample)
    assert "The proposal" in list(rows["text"])
    assert not any(text.split()[-1].lower() in ("a", "an", "the") for text in rows["text"])


def test_sample_stretches_between_marks(sample):
    frame = quotes.stretches(sample)
    speech = frame[frame["speech"]]
    assert list(speech["speaker"]) == [
        "a State Department spokesman", "John Kirby", "John Kirby", "Dmitry Peskov",
        "A U.S. official with access to classified intelligence reports"]
    assert list(frame[~frame["speech"]]["text"]) == ["“dissent cable”", '"undesirable organization"']


def test_sample_sources_count_every_word_once(sample):
    rows, sources = quotes.quotations(sample), quotes.sources(sample)
    assert sources["words"].sum() == rows["words"].sum()
    assert sources["share"].sum() == pytest.approx(1)
    post = sources.set_index("source").loc["The Washington Post"]
    assert post["called"] == ["The Washington Post", "the newspaper"]


@pytest.mark.parametrize(("text", "expected"), [
    ("He said “we go” and left.", ["“we go”"]),
    ('He said "we go" and "they stay".', ['"we go"', '"they stay"']),
    ("He said ‘the players’ union’s view’ was known.", ["‘the players’ union’s view’"]),
    ("Er sagte: „Wir gehen“ und ging.", ["„Wir gehen“"]),
    ("Er sagte: »Wir gehen« und ging.", ["»Wir gehen«"]),
    ("Il a dit : « Nous partons » hier.", ["« Nous partons »"]),
    ("She said ``we go'' and left.", ["``we go''"]),
    ("“He told me ‘go home’ twice,” she said.", ["“He told me ‘go home’ twice,”", "‘go home’"]),
    ("The board was 6' 2\" long and 3\" wide.", []),
    ("Don't say 'em in the '90s: the dogs' home isn't far.", []),
    ("“This paragraph opens and the speech goes on in the next.", ["“This paragraph opens and the speech goes on in the next."]),
    ("A stray ” mark.", []),
    ("“No", []),
])
def test_stretches_between_marks(text, expected):
    found, _ = marks.stretches(text, 0, len(text))
    assert [text[stretch.start:stretch.end] for stretch in found] == expected


def test_stray_marks_are_named():
    assert marks.stretches("A stray ” mark.", 0, 15)[1] == [8]


@pytest.mark.parametrize(("words", "stance"), [
    ("said", "neutral"), ("has repeatedly claimed", "assertive"), ("allegedly", None), ("denied", "doubtful"),
    ("lamented", "emotional"), ("according to", "neutral"), ("went on", "neutral"), ("cries", "emotional"),
    ("shouting", "emotional"), ("table", None)])
def test_stance_of_reporting_words(words, stance):
    assert cues.stance(words) == stance


def test_lexicon_names_the_bad_line(tmp_path):
    bad = tmp_path / "verbs.txt"
    bad.write_text("neutral\tsay\nloud\tshout\n")
    with pytest.raises(ValueError, match="line 2"):
        cues.lexicon(bad)


@given(some.text(alphabet="ab S. ,\"“”‘’'«»„\n", max_size=300))
def test_any_text_ends_in_rows_that_slice_or_an_article_error(text):
    try:
        article = helpers.load(text=text)
    except ArticleError:
        return
    for frame in (quotes.quotations(article), quotes.stretches(article)):
        assert all(article.text[row.start:row.end] == row.text for row in frame.itertuples())


@pytest.mark.parametrize("text", [
    "He said " + "“ " * 5000 + "” " * 5000 + "and then he left the room without another word to anybody.",
    "“I agree with Anna Berg,” he told the agency TASS. " * 500,
    "The board read " + '"' * 10001 + " and nobody in the town could say what that was meant to tell them.",
    "“" + "We will go on and on about it until the very last of them has understood it. " * 500])
def test_thousands_of_marks_are_read_in_linear_time(text):
    """A quadratic step would take minutes here; a failure shows as a test that does not end."""
    article = helpers.load(text=text + "\n\nThe mayor closed the meeting at nine, and everybody went home in the rain.")
    frame = quotes.stretches(article)
    assert len(frame) <= 10_002
    assert all(article.text[row.start:row.end] == row.text for row in frame.itertuples())


def test_the_rules_alone_read_the_sample_too(sample):
    from helpers.quotes import rules
    speech = quotes.stretches(sample, reader=rules.read).query("speech")
    assert list(speech["speaker"])[1:4] == ["John Kirby", "John Kirby", "Dmitry Peskov"]


def test_an_article_without_quotations_gives_empty_frames_with_columns():
    article = helpers.load(text="The river rose by two metres on Monday and the old bridge was closed to all traffic at noon.")
    assert quotes.quotations(article).empty and quotes.sources(article).empty and quotes.stretches(article).empty
    assert {"speaker", "kind", "id"} <= set(quotes.quotations(article).columns)
    assert {"source", "share"} <= set(quotes.sources(article).columns)


def test_charts_draw_nothing_one_and_many(sample):
    from helpers.charts import quotes as charts
    rows, sources = quotes.quotations(sample), quotes.sources(sample)
    for frame, ranked in ((rows, sources), (rows.head(0), sources.head(0)), (rows.head(1), sources.head(1))):
        for chart in (charts.story_strip(frame), charts.speaker_rows(frame), charts.room(ranked)):
            assert chart.png()[:4] == b"\x89PNG" and len(chart.alt) > 20
    assert "The Washington Post" in charts.room(sources).alt


# ---------------------------------------------------------------- corrections
def edited(frame, words, **changes):
    """The table a person saves: one row checked, with what was changed in it."""
    from helpers.quotes import corrections
    table = corrections.editable(frame)
    place = table.index[table["text"].str.contains(words, regex=False)][0]
    for column, value in {"checked": "yes", **changes}.items():
        table.loc[place, column] = value
    return table


def test_checked_rows_are_honoured_and_counted(sample):
    from helpers.quotes import corrections
    rows = quotes.quotations(sample)
    merged = corrections.merge(rows, edited(rows, "rather constructive", speaker="Somebody Else"))
    row = row_with(merged, "rather constructive")
    assert (row["speaker"], row["found_speaker"], row["conflict"]) == ("Somebody Else", "Dmitry Peskov", "")
    assert corrections.corrected(merged) == 1
    assert len(merged) == len(rows)


def test_a_deleted_row_stays_deleted_and_is_left_out(sample):
    from helpers.quotes import corrections
    rows = quotes.quotations(sample)
    merged = corrections.merge(rows, edited(rows, "rather constructive", checked="delete"))
    assert len(corrections.standing(merged)) == len(rows) - 1
    table = corrections.editable(rows)
    again = corrections.merge(rows, table.iloc[1:], written=set(table["id"]))
    assert list(again["checked"]).count("delete") == 1 and again.iloc[0]["checked"] == "delete"


def test_a_check_is_carried_when_the_words_changed_a_little(sample):
    from helpers.quotes import corrections
    rows = quotes.quotations(sample)
    table = edited(rows, "rather constructive", speaker="Somebody Else")
    moved = rows.copy()
    place = moved.index[moved["text"].str.contains("rather constructive")][0]
    moved.loc[place, ["text", "id"]] = [rows.loc[place, "text"].replace("rather", "very"), "0000000000"]
    assert corrections.merge(moved, table).loc[place, "speaker"] == "Somebody Else"


def test_both_sides_of_a_conflict_are_shown(sample):
    from helpers.quotes import corrections
    rows = quotes.quotations(sample)
    table = edited(rows, "rather constructive", speaker="Somebody Else", found_speaker="An Earlier Answer")
    row = row_with(corrections.merge(rows, table), "rather constructive")
    assert row["speaker"] == "Somebody Else" and "Dmitry Peskov" in row["conflict"]
    gone = edited(rows, "rather constructive", text="words that nobody wrote", id="ffffffffff")
    merged = corrections.merge(rows, gone)
    assert len(merged) == len(rows) + 1 and "no longer found" in merged.iloc[-1]["conflict"]
    assert len(corrections.standing(merged)) == len(rows)


def test_without_corrections_nothing_changes(sample):
    from helpers.quotes import corrections
    rows = quotes.quotations(sample)
    for nothing in (None, rows.head(0), rows):
        merged = corrections.merge(rows, nothing)
        assert list(merged["speaker"]) == list(rows["speaker"]) and corrections.corrected(merged) == 0


def test_a_changed_row_counts_without_a_yes_and_no_is_not_delete(sample):
    from helpers.quotes import corrections
    rows = quotes.quotations(sample)
    merged = corrections.merge(rows, edited(rows, "rather constructive", checked="", speaker="Somebody Else"))
    assert list(row_with(merged, "rather constructive")[["checked", "speaker"]]) == ["yes", "Somebody Else"]
    assert "delete" not in set(corrections.merge(rows, edited(rows, "rather constructive", checked="No"))["checked"])


@pytest.mark.parametrize(("speaker", "kind"), [
    ("John Kirby", "named"), ("The Washington Post", "organisation"), ("Maria Somebody", "named")])
def test_a_mended_speaker_takes_the_kind_of_the_name(sample, speaker, kind):
    from helpers.quotes import corrections
    rows = quotes.quotations(sample)
    words = rows.loc[rows["speaker_kind"] == "unnamed", "text"].iloc[0]
    row = row_with(corrections.merge(rows, edited(rows, words, speaker=speaker)), words)
    assert (row["speaker"], row["speaker_kind"]) == (speaker, kind)


def test_what_a_person_added_is_kept(sample):
    """A column of notes, a row of their own, and two rows that contradict each other."""
    from helpers.quotes import corrections
    rows = quotes.quotations(sample)
    table = edited(rows, "rather constructive", speaker="Somebody Else").assign(note="")
    table.loc[0, "note"] = "call him"
    twice = table[table["checked"] == "yes"].assign(speaker="A Third One")
    own = pd.DataFrame([{"text": "words I heard myself", "speaker": "Ada"}])
    merged = corrections.merge(rows, pd.concat([table, twice, own]).astype(object).fillna(""))
    assert merged.loc[0, "note"] == "call him" and merged.loc[0, "checked"] == ""
    assert "Somebody Else" in row_with(merged, "rather constructive")["conflict"]
    assert row_with(merged, "words I heard myself")["speaker"] == "Ada"
    again = corrections.merge(rows, merged.astype(object).fillna(""))
    assert list(again["text"]) == list(merged["text"])


def saved(frame, encoding="utf-8", separator=",", first="", columns=None):
    """The bytes that a spreadsheet writes."""
    return (first + frame[columns or list(frame.columns)].to_csv(sep=separator, index=False, lineterminator="\r\n")).encode(encoding)


@pytest.mark.parametrize("options", [
    {}, {"encoding": "utf-8-sig"}, {"separator": ";", "encoding": "utf-8-sig"}, {"separator": ";", "encoding": "cp1252"},
    {"separator": "\t", "encoding": "utf-16"}, {"separator": ";", "first": "sep=;\r\n"},
    {"columns": ["speaker", "id", "kind", "found_speaker", "text", "checked"]}])
def test_however_a_spreadsheet_saves_it(sample, tmp_path, options):
    from helpers.quotes import corrections
    rows = quotes.quotations(sample)
    (tmp_path / "quotes.csv").write_bytes(saved(edited(rows, "rather constructive", speaker="Zoë Möller"), **options))
    merged = quotes.checked(sample, tmp_path / "quotes.csv")
    assert row_with(merged, "rather constructive")["speaker"] == "Zoë Möller" and corrections.corrected(merged) == 1
    standing = quotes.standing(merged)
    assert "Zoë Möller" in set(quotes.sources(sample, quotations=standing)["source"])
    assert "Zoë Möller" in set(quotes.stretches(sample, quotations=standing)["speaker"])


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 50, b"speaker,text\nAda,words\n"])
def test_a_broken_table_of_corrections_says_so(sample, tmp_path, content):
    (tmp_path / "quotes.csv").write_bytes(content)
    with pytest.raises(helpers.ArticleError, match=r"quotes\.csv.*Save it as CSV"):
        quotes.checked(sample, tmp_path / "quotes.csv")


def test_no_id_looks_like_a_number(sample):
    assert all(identity.startswith("q") for identity in quotes.quotations(sample)["id"])


def test_a_cell_made_safe_for_spreadsheets_is_read_back(sample):
    from helpers.quotes import corrections
    rows = quotes.quotations(sample)
    merged = corrections.merge(rows, edited(rows, "rather constructive", speaker="'=Ada"))
    assert row_with(merged, "rather constructive")["speaker"] == "=Ada"


def test_ids_stay_when_text_is_put_before(sample):
    first = "The ferry left the harbour at noon with forty passengers and two dogs on board."
    longer = helpers.load(text=f"{first}\n\n{sample.text}")
    before, after = (quotes.quotations(article) for article in (sample, longer))
    both = before.merge(after, on="text", suffixes=("", "_after"))
    assert (both["id"] == both["id_after"]).all()
    assert len(both) >= 0.7 * len(before)       # the encoder's windows move, so an edge may fall elsewhere


def test_what_was_not_said_is_no_quotation():
    text = ("The harbour board met on Monday. Per Dahl, its chairman, did not answer a request for comment about the price. "
            "Ann Lee, the mayor, said that the new ferries would be ready before the summer.")
    assert quotes.quotations(helpers.load(text=text))["speaker"].unique().tolist() == ["Ann Lee"]


# ---------------------------------------------------------------- who is meant
def test_gold_articles_give_the_right_person():
    from tests.gold_quotes import compare
    found = list(compare())
    assert len(found) >= 150
    right = sum(row[4] for row in found) / len(found)
    sure = [row[4] for row in found if row[5] >= .9]
    assert right >= .9 and sum(sure) / len(sure) >= .97, [row for row in found if not row[4]]


@pytest.mark.parametrize(("text", "words", "name"), [
    ("Anna Berg spoke first. She said the bridge was safe.", "She", "Anna Berg"),
    ("Mayor Anna Berg met the engineer Karl Holm. The mayor smiled.", "The mayor", "Anna Berg"),
    ("Mr. Holm and Ms. Berg met. She thanked him for the drawings.", "She", "Ms. Berg"),
    ("The Daily Herald wrote about it. The newspaper praised the plan.", "The newspaper", "The Daily Herald"),
    ("A neighbour called the police on Monday.", "A neighbour", None),
    ("Karl Holm, who built the bridge, was pleased. Holm is 50.", "Holm", "Karl Holm")])
def test_who_is_meant(text, words, name):
    article = helpers.load(text=text + " The town paid for everything, and the work went on until the evening.")
    start = article.text.rindex(words) if words == "Holm" else article.text.index(words)
    meant = quotes.who(article, [(start, start + len(words))]).iloc[0]["name"]
    expected = name.removeprefix("Ms. ") if name else None
    assert (meant if isinstance(meant, str) else None) == expected


# ---------------------------------------------------------------- layout
def test_transcripts_give_every_answer_to_its_speaker():
    article = helpers.load(text=(
        "A talk with the engineer Maria Lund about bridges and the people who cross them every day of the year.\n\n"
        "Lund: A bridge is a promise that somebody made to people who were not born yet, and it has to be kept.\n\n"
        "Why do so many of them fail before their time, when everybody knows how to look after them?\n\n"
        "Lund: Because a coat of paint is cheap this year, and a new bridge is somebody else's trouble in thirty years."))
    rows = quotes.quotations(article)
    assert list(rows[rows["speaker"] == "Maria Lund"]["kind"]) == ["direct", "direct"]


def test_speech_that_goes_on_in_the_next_paragraph_keeps_its_speaker():
    article = helpers.load(text=(
        "The mayor, Anna Berg, said on Monday that the bridge would open soon. “We have waited for nine years,” she said. "
        "“We have waited long enough.\n\n"
        "“Nobody in this town will ever have to take the ferry again, and nobody will miss it very much either.”"))
    assert set(quotes.quotations(article)["speaker"]) == {"Anna Berg"}


def test_a_signature_names_the_speaker():
    article = helpers.load(text=(
        "Readers wrote to us about the bridge, and many of their letters were longer than the bridge itself, we found.\n\n"
        "“I have crossed it every day since I was six years old, and I never once looked down.” ― Piotr Nowak\n\n"
        "“My dog will not walk on it, and my dog is a very good judge of bridges and of people.” ― Ada Kern"))
    assert list(quotes.quotations(article)["speaker"]) == ["Piotr Nowak", "Ada Kern"]


def test_an_interrupted_quotation_is_one_row_to_be_read():
    text = ('“The plan,” said Mayor Ann Field, “would be dangerous.”\n\n“We will wait,” said Paul Orme. '
            'Paul Orme added: “We have time.”\n')
    rows = quotes.checked(helpers.load(text=text))
    whole = quotes.whole(rows)
    assert list(whole["text"]) == ["“The plan,” … “would be dangerous.”", "“We will wait,”", "“We have time.”"]
    assert list(whole.columns) == list(rows.columns) and (whole.dtypes == rows.dtypes).all()
    assert whole["words"].sum() == rows["words"].sum() and (whole.loc[0, "start"], whole.loc[0, "end"]) == (rows.loc[0, "start"], rows.loc[1, "end"])
    rows.loc[1, "speaker"] = "Paul Orme"        # as a person corrected it
    assert list(quotes.whole(rows)["text"]) == list(rows["text"])
    assert quotes.whole(rows.iloc[:0]).equals(rows.iloc[:0])
    rows.loc[2:, ["start", "quotation"]] = pd.NA        # as of quotations that are no longer in the text
    assert list(quotes.whole(rows)["text"])[2:] == list(rows["text"])[2:]


@pytest.mark.parametrize("text", ["Nobody spoke.", ""])
def test_where_nobody_is_quoted_no_row_is_made(text):
    assert quotes.whole(quotes.quotations(helpers.Article(text))).empty


@pytest.mark.parametrize(("text", "cue"), [
    ("Judge Ann Field told him: “You took the money.”", "told him"),
    ("Mayor Ann Field: “Do not drive to the bridge.”", None)])
def test_words_of_reporting_end_in_no_mark(text, cue):
    rows = quotes.quotations(helpers.load(text=f"{text}\n\nIt rained in the town, and nobody came to the bridge.\n"))
    for row in rows.itertuples():
        assert row.cue is None or pd.isna(row.cue) or (row.cue[0].isalnum() and row.cue[-1].isalnum())
    if cue:
        assert cue in list(rows["cue"])


def test_a_port_of_a_place_is_nobody_called_port():
    article = helpers.load("data/articles/ferry-press-release.txt")
    assert quotes.sources(article)["source"].tolist() == ["Ingrid Solberg", "Per Dahl", "The Port of Halden"]
