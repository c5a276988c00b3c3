"""Tone: the known faults of word lists, voices, offsets, and what is said where there is nothing to say."""
from __future__ import annotations

import math
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers
from helpers import charts, sentiment
from helpers.article import BODY, Article, Block, Sentence, Words
from helpers.sentiment import intervals, lists, scoring, vader
from helpers.sentiment.intervals import mean_interval
from helpers.sentiment.mentions import mentions

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "articles" / "kerry-lavrov.txt"
QUOTATION_COLUMNS = ["start", "end", "kind", "speaker"]
NO_QUOTATIONS = pd.DataFrame(columns=QUOTATION_COLUMNS)


def article(*blocks: tuple[str, list[str]], repeats: dict[int, int] | None = None, language: str | None = "en") -> Article:
    """An article of blocks (role, sentences), cut exactly there."""
    text, made, sentences, columns, paragraph = "", [], [], ([], [], []), 0
    for number, (role, lines) in enumerate(blocks):
        start = len(text)
        paragraph += role in BODY
        for line in lines:
            for word in re.finditer(r"\w+(?:[’'.-]\w+)*", line):
                place = (len(text) + word.start(), len(text) + word.end(), len(sentences))
                for column, value in zip(columns, place, strict=True):
                    column.append(value)
            sentences.append(Sentence(len(text), len(text) + len(line), number, paragraph if role in BODY else None))
            text += line + " "
        made.append(Block(start, len(text) - 1, role, (repeats or {}).get(number)))
        text = text[:-1] + "\n\n"
    return Article(text=text, blocks=tuple(made), sentences=tuple(sentences), words=Words(*columns), language=language)


def quotations(article: Article, *rows: tuple[str, str, str]) -> pd.DataFrame:
    """Quotations given as (words, kind, speaker)."""
    found = [(start := article.text.index(words), start + len(words), kind, speaker) for words, kind, speaker in rows]
    return pd.DataFrame(found, columns=QUOTATION_COLUMNS)


# The right answer to the known faults of word lists. A set holds every label that is right.
FAULTS = [
    ("The United Nations and the Federal Reserve sent observers to the talks.", {"neutral"}),
    ("He was acquitted of murder.", {"neutral", "positive"}),
    ("No one was killed.", {"neutral", "positive"}),
    ("Nobody loves her.", {"negative"}),
    ("He said there were no problems.", {"neutral", "positive"}),
    ("I don't trust him.", {"negative"}),
    ("I don’t trust him.", {"negative"}),
    ("The service was terrible!!", {"negative"}),
    ("Best Buy opened a store on Monday.", {"neutral"}),
    ("The delegates travelled to Nice, France.", {"neutral"}),
    ("The party meets on Monday.", {"neutral"}),
    ("The bank left interest rates where they were.", {"neutral"}),
    ("Shares plunged.", {"negative"}),
    ("It was a good time for a bad idea.", {"negative", "neutral"}),
    ("The attack failed.", {"neutral", "positive"}),
]


@pytest.mark.parametrize(("text", "right"), FAULTS)
def test_known_faults_of_word_lists(text, right):
    assert sentiment.label(sentiment.tone([text])[0]) in right


@pytest.mark.parametrize("text", [
    "The Justice Department met the Supreme Leader.", "United Nations", "Justice Department Meets United Nations",
    "The Supreme Court heard the Treasury Secretary.", "They flew to Nice."])
def test_names_are_no_praise(text):
    assert sentiment.tone([text])[0] < 0.1
    assert not any(word in ("United", "Justice", "Supreme", "Nice") for word in _words_of(text))


def test_miss_before_a_name_is_no_blame():
    assert _words_of("Miss Marlowe left on Monday.") == []
    assert "miss" in _words_of("They miss the harbour terribly.")


def test_what_so_called_stands_before_is_a_label():
    article = helpers.load(text="The so-called ceasefire held until Monday, and the council met again.")
    assert sentiment.loaded(article)[["text", "kind"]].values.tolist() == [["so-called", "charged label"]]


@pytest.mark.parametrize(("better", "worse"), [
    ("The rescue was a great success.", "The rescue was a terrible failure."),
    ("The children survived the flood.", "The children died in the flood."),
    ("Police foiled the attack.", "Police carried out the attack."),
    ("She won the prize and was praised.", "She never won the prize and was not praised."),
    ("The plan is very good.", "The plan is good."),
    ("The film is not only funny but brilliant.", "The film is not funny."),
    ("He won support.", "He failed to win support."),
    ("It is a success.", "It is hardly a success.")])
def test_order_of_two_sentences(better, worse):
    high, low = sentiment.tone([better, worse])
    assert high > low


def test_straight_and_curly_apostrophes_are_alike():
    assert sentiment.tone(["I don't trust him."]) == sentiment.tone(["I don’t trust him."])


def test_vader_is_nltks():
    from nltk.sentiment.vader import SentimentIntensityAnalyzer
    whole = helpers.load(SAMPLE)
    frame = sentiment.sentences(whole, NO_QUOTATIONS)
    nltk = SentimentIntensityAnalyzer()
    assert frame["vader"].tolist() == [nltk.polarity_scores(text)["compound"] for text in frame["text"]]
    assert len(frame) == len(whole.sentences)


def test_sample_counts_no_name_as_praise():
    whole = helpers.load(SAMPLE)
    counted = set(sentiment.words(whole)["text"])
    assert not counted & {"United", "Nations", "Justice", "Department", "Nice", "Supreme", "Leader", "Defense"}
    assert {"frustration", "violations"} <= counted


def test_words_stand_where_they_say():
    one = article(("headline", ["Nice Attack Condemned"]),
                  ("paragraph", ["It was a terrible day in Nice.", "The rescue was brave."]))
    for row in sentiment.words(one).itertuples():
        assert one.text[row.start:row.end] == row.text
        sentence = one.sentences[row.sentence]
        assert sentence.start <= row.start < row.end <= sentence.end
    assert {"terrible", "brave"} <= set(sentiment.words(one)["text"])
    assert "Nice" not in set(sentiment.words(one)["text"])


def test_voice_of_each_sentence():
    one = article(
        ("headline", ["Minister Defends Plan"]), ("caption", ["The minister on Monday."]),
        ("paragraph", ["The minister spoke on Monday to a small crowd.", "“It is a wonderful plan for all of us.”",
                       "He called the critics “sad and angry people”."]))
    spoken = quotations(one, ("“It is a wonderful plan for all of us.”", "direct", "The minister"),
                        ("“sad and angry people”", "direct", "The minister"))
    frame = sentiment.sentences(one, spoken)
    assert frame["voice"].tolist() == ["headline", "caption", "narration", "quotation", "mixed"]
    assert frame["speaker"].isna().tolist() == [True, True, True, False, False]


def test_indirect_quotations_are_the_reporters_words():
    one = article(("paragraph", ["She said that the plan was terrible."]))
    frame = sentiment.sentences(one, quotations(one, ("that the plan was terrible", "indirect", "She")))
    assert frame["voice"].tolist() == ["narration"]


def test_overlapping_quotations_count_a_word_once():
    one = article(("paragraph", ["“We lost,” he said on the way to the airport in the rain after the long match."]))
    spoken = quotations(one, ("“We lost,”", "direct", "he"), ("We lost", "mixed", "he"))
    assert sentiment.sentences(one, spoken)["voice"].tolist() == ["narration"]


def test_voices_warn_below_five_sentences():
    one = article(("paragraph", ["The plan is good."] * 6 + ["“It is a terrible plan.”"]))
    frame = sentiment.voices(one, quotations(one, ("“It is a terrible plan.”", "direct", "Ann Lee")))
    rows = frame.set_index("voice")
    assert rows.loc["narration", "sentences"] == 6 and pd.isna(rows.loc["narration", "warning"])
    assert rows.loc["narration", "low"] <= rows.loc["narration", "tone"] <= rows.loc["narration", "high"]
    assert "too few" in rows.loc["quotation", "warning"] and math.isnan(rows.loc["quotation", "low"])
    assert rows.loc["speaker", "speaker"] == "Ann Lee" and "too few" in rows.loc["speaker", "warning"]


def test_a_paragraph_printed_twice_counts_once():
    one = article(("paragraph", ["The plan is good."]), ("paragraph", ["The plan is good."]), repeats={1: 0})
    assert sentiment.voices(one, NO_QUOTATIONS)["sentences"].tolist() == [1]
    assert sentiment.voices(one, NO_QUOTATIONS, repeated=True)["sentences"].tolist() == [2]


def test_interval_is_students():
    mean, low, high = mean_interval([1.0, 2.0, 3.0, 4.0, 5.0])     # t(4) = 2.776, s = 1.5811
    assert mean == 3.0 and low == pytest.approx(3 - 2.776 * 1.5811 / 5**0.5, abs=2e-3) and high == pytest.approx(6 - low)
    assert math.isnan(mean_interval([1.0, 2.0])[1]) and math.isnan(mean_interval([])[0])


def test_not_english_has_no_number_but_a_reason():
    one = article(("paragraph", ["Das ist ein schlechter Plan."]), language="de")
    frame = sentiment.sentences(one, NO_QUOTATIONS)
    assert frame["tone"].isna().all() and frame["vader"].isna().all() and "in German" in frame["why"][0]
    assert "in German" in sentiment.voices(one, NO_QUOTATIONS)["warning"][0]
    assert sentiment.words(one).empty
    assert "in German" in charts.sentiment.by_sentence(frame).alt
    assert "in German" in charts.sentiment.voices(sentiment.voices(one, NO_QUOTATIONS)).alt


def test_scores_of_another_model_take_over():
    one = article(("paragraph", ["The plan is good.", "The plan is bad."]))
    frame = sentiment.sentences(one, NO_QUOTATIONS, scores=[-0.5, 0.5])
    assert frame["tone"].tolist() == [-0.5, 0.5] and frame["label"].tolist() == ["negative", "positive"]
    assert frame["disagrees"].tolist() == [True, True]


def test_disagreement_names_the_reason():
    one = article(("paragraph", ["Talks with the Justice Department and the United Nations on security went on."]))
    row = sentiment.sentences(one, NO_QUOTATIONS).iloc[0]
    assert row["disagrees"] and "justice" in row["why"] and "a name" in row["why"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=80),
                min_size=1, max_size=4))
def test_any_text_has_a_tone_and_exact_offsets(lines):
    one = article(("paragraph", lines))
    frame = sentiment.sentences(one, NO_QUOTATIONS)
    assert frame["tone"].between(-1, 1).all()
    for spans, found in zip(frame["word_spans"], frame["words"], strict=True):
        assert [one.text[start:end] for start, end, _ in spans] == found


def test_empty_article_gives_empty_frames():
    one = Article(text="")
    assert sentiment.sentences(one, NO_QUOTATIONS).empty and sentiment.voices(one, NO_QUOTATIONS).empty
    assert list(sentiment.words(one).columns) == ["start", "end", "text", "sentence", "carries", "kind", "sign"]


@pytest.mark.parametrize("count", [0, 1, 5, 500])
def test_charts_draw_any_number_of_rows(count):
    lines = [f"The $5 plan number {number} is {'good' if number % 3 else 'terrible and sad'}." for number in range(count)]
    one = article(("paragraph", lines)) if count else Article(text="")
    for chart in (charts.sentiment.by_sentence(sentiment.sentences(one, NO_QUOTATIONS)),
                  charts.sentiment.voices(sentiment.voices(one, NO_QUOTATIONS))):
        assert chart.png().startswith(b"\x89PNG") and chart.alt.endswith(".") and len(chart.alt) > 15


def test_vader_lexicon_is_there():
    assert vader.lexicon()["good"] == 1.9


def _words_of(text: str) -> list[str]:
    return sentiment.words(article(("paragraph", [text])))["text"].tolist()


# --------------------------------------------------------------------------------------------- targets

STANCES = [
    ("Mayor Lopez was praised as an honest and brave leader.", "Lopez", "positive"),
    ("Critics accused Senator Brown of lying and corruption.", "Brown", "negative"),
    ("Smith was convicted of fraud and called a disgrace.", "Smith", "negative"),
    ("The court will hear Jones on Tuesday.", "Jones", "neutral"),
]


@pytest.mark.parametrize(("text", "name", "right"), STANCES)
def test_tone_toward_a_person(text, name, right):
    start = text.index(name)
    label, value = sentiment.stance_of(text, start, start + len(name))
    assert label == right and -1 <= value <= 1


def test_the_name_itself_carries_no_tone():
    values = {sentiment.stance_of(f"On Monday {name} met reporters in the capital.", 10, 10 + len(name))
              for name in ("Trump", "Hope", "Merkel", "Killgore")}
    assert len(values) == 1


def test_targets_of_an_article():
    one = article(("paragraph", ["U.S. Secretary of State John Kerry met President Vladimir Putin in Russia.",
                                 "Kerry praised the State Department and the United Nations.", "The man spoke."]))
    frame = sentiment.targets(one)
    assert frame["text"].tolist() == ["U.S.", "John Kerry", "Vladimir Putin", "Russia", "Kerry", "State Department",
                                      "United Nations"]
    assert frame["name"].tolist()[0] == "United States" and frame["name"].tolist()[4] == "John Kerry"
    assert frame["kind"].tolist() == ["country", "person", "person", "country", "person", "organisation", "organisation"]
    for row in frame.itertuples():
        assert one.text[row.start:row.end] == row.text and row.evidence == one.slice(one.sentences[row.sentence])
        assert row.label in ("negative", "neutral", "positive") and 1 / 3 <= row.strength <= 1
    summary = sentiment.target_summary(frame).set_index("name")
    assert summary.loc["John Kerry", "mentions"] == 2 and "too few" in summary.loc["John Kerry", "warning"]


def test_two_people_with_one_surname_stay_apart():
    one = article(("paragraph", ["Helen Marsh met her son, Peter Marsh, at Mill Lane.", "They saw United lose.", "Marsh wept."]))
    frame = sentiment.targets(one)
    assert frame["name"].tolist() == ["Helen Marsh", "Peter Marsh", "Peter Marsh"]


def test_a_target_in_a_quotation_has_its_speaker():
    one = article(("paragraph", ["“The world knows that Bashar Assad is a criminal,” John Kirby said."]))
    spoken = quotations(one, ("“The world knows that Bashar Assad is a criminal,”", "direct", "John Kirby"))
    frame = sentiment.targets(one, quotations=spoken).set_index("text")
    assert frame.loc["Bashar Assad", "speaker"] == "John Kirby" and pd.isna(frame.loc["John Kirby", "speaker"])
    summary = sentiment.target_summary(frame, by_speaker=True)
    assert summary[["speaker", "name", "mentions"]].values.tolist() == [["John Kirby", "Bashar Assad", 1]]


def test_mentions_and_probabilities_of_others_take_over():
    one = article(("paragraph", ["The minister spoke."]))
    mentions = pd.DataFrame([(4, 12, "Ann Lee", "person", 0)], columns=["start", "end", "name", "kind", "sentence"])
    scores = pd.DataFrame({"negative": [0.7], "neutral": [0.2], "positive": [0.1]})
    row = sentiment.targets(one, mentions, scores=scores).iloc[0]
    assert (row["text"], row["name"], row["label"]) == ("minister", "Ann Lee", "negative")
    assert row["tone"] == pytest.approx(-0.6)


def test_the_sample_names_its_targets():
    summary = sentiment.target_summary(sentiment.targets(helpers.load(SAMPLE))).set_index("name")
    assert {"John Kerry", "Sergei Lavrov", "Vladimir Putin", "Bashar al-Assad", "John Kirby", "Dmitry Peskov", "Barack Obama",
            "Russia", "Syria", "United States", "NATO", "State Department", "Washington Post"} <= set(summary.index)
    assert summary.loc["Bashar al-Assad", "mentions"] >= 4


# --------------------------------------------------------------------------------------------- loaded wording

@pytest.mark.parametrize(("text", "words", "kind"), [
    ("The senator slammed the bill on Monday.", "slammed", "framing verb"),
    ("The raid caused collateral damage in the town.", "collateral damage", "euphemism"),
    ("It was an utterly normal day in the office.", "utterly", "intensifier"),
    ("The regime denied it on Monday.", "regime", "charged label"),
    ("Officials signed a “dissent cable” last month.", "“dissent cable”", "scare quotes")])
def test_loaded_wording_is_found(text, words, kind):
    one = article(("paragraph", [text]))
    frame = sentiment.loaded(one)
    assert (words, kind) in list(zip(frame["text"], frame["kind"], strict=True))
    assert all(one.text[row.start:row.end] == row.text for row in frame.itertuples())


@pytest.mark.parametrize("text", [
    "The council met on Tuesday and approved the budget by 12 votes to 3.", 'She said it was "very late" for that.',
    "He wrote the novel “the long way” in 1999."])
def test_plain_wording_is_left_alone(text):
    assert sentiment.loaded(article(("paragraph", [text]))).empty


def test_speech_is_no_scare_quote_and_a_source_speaks_for_itself():
    one = article(("paragraph", ["It was a “disgraceful sham” to him."]))
    frame = sentiment.loaded(one, quotations(one, ("“disgraceful sham”", "direct", "him")))
    assert "scare quotes" not in set(frame["kind"]) and frame["in_quotation"].all()


def test_loaded_score_orders_sentences():
    plain, loaded = "The council met on Tuesday and approved the budget.", "The corrupt regime shamelessly peddled its lies."
    low, high = sentiment.loadedness([plain, loaded])
    assert high > low + 1
    frame = sentiment.loaded_sentences(article(("paragraph", [plain, loaded])))
    assert frame["sentence"].tolist() == [1, 0] and frame["places"].iloc[0] >= 3


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=120).filter(str.strip))
def test_any_text_has_places_inside_it(text):
    text = text.replace("\n", " ")
    one = article(("paragraph", [text]))
    for frame in (sentiment.loaded(one), sentiment.targets(one)):
        for row in frame.itertuples():
            assert one.text[row.start:row.end] == row.text and 0 <= row.start < row.end <= len(one.text)
    label, value = sentiment.stance_of(text, 0, 1)
    assert label in ("negative", "neutral", "positive") and -1 <= value <= 1


@pytest.mark.parametrize("count", [0, 1, 5, 500])
def test_charts_of_targets_and_wording(count):
    lines = [f"Senator Kelly{'x' * (number % 7)} slammed a brutal $5 plan." for number in range(count)]
    one = article(("paragraph", lines)) if count else Article(text="")
    for chart in (charts.sentiment.targets(sentiment.target_summary(sentiment.targets(one))),
                  charts.sentiment.loaded(sentiment.loaded(one))):
        assert chart.png().startswith(b"\x89PNG") and chart.alt.endswith(".")


# --------------------------------------------------------------------------------------------- who is named

@pytest.mark.parametrize(("text", "expected"), [
    ("OSLO, March 3 (Reuters) - Mayor Anna Berg met the press on Monday.", [("Anna Berg", "person")]),
    ("VESTBY — Police in Vestby said that Anna Berg was well.", [("Anna Berg", "person")]),
    ("MR. VOSS: I have spoken to Anna Berg.", [("Anna Berg", "person")]),
    ("NATO said on Monday that it was ready.", [("NATO", "organisation")]),
    ("The talks ended on Monday. NATO — the alliance — said nothing.", [("NATO", "organisation")]),
    ("Eastgate Rovers won on Sunday, and the captain said that Rovers were the better side.",
     [("Eastgate Rovers", "organisation"), ("Eastgate Rovers", "organisation")]),
    ("The White House said on Monday that the House would vote.", [("White House", "organisation")]),
    ("Singer Nadia Roth said on Monday that she would sing. In the evening Roth sang.", [("Nadia Roth", "person"), ("Nadia Roth", "person")]),
])
def test_names_in_a_sentence(text, expected):
    frame = sentiment.targets(helpers.load(text=text))
    assert list(zip(frame["name"], frame["kind"], strict=True)) == expected


def test_a_label_names_nobody():
    text = "OPINION\n\nThe quiet crime of closing a library\n\nEvery government has its favourite word, and ours is not kind to Anna Berg.\n"
    assert set(sentiment.targets(helpers.load(text=text))["name"]) == {"Anna Berg"}


# --------------------------------------------------------------------------------------------- no more than the numbers carry

def drawn(chart) -> int:
    """Marks and lines in a picture."""
    return sum(len(axes.collections) + len(axes.lines) for axes in chart.figure.axes)


def pages(one: Article) -> list:
    """The four charts of notebook 04."""
    quotations = helpers.quotes.quotations(one)
    return [charts.sentiment.by_sentence(sentiment.sentences(one, quotations)), charts.sentiment.voices(sentiment.voices(one, quotations)),
            charts.sentiment.targets(sentiment.target_summary(sentiment.targets(one, quotations=quotations)), sentiment.why_not(one)),
            charts.sentiment.loaded(sentiment.loaded(one, quotations), sentiment.why_not(one))]


TIMETABLE = """Ferry timetable changes on Monday

The ferry between Halden and Vestby leaves at nine on Monday. It arrives at ten. The crossing takes one hour on weekdays.

Tickets are sold at the kiosk on the quay. The kiosk opens at eight. The timetable hangs beside the door.

“The first boat leaves at nine,” said Nora Dahl, who works at the quay. A second boat leaves at noon.
"""
ONLY_QUOTED = """Voices from the quay

“The ferry is a disgrace, and everybody on this quay knows it.” “I waited for two hours in the rain and the cold.” “Nobody told us anything about the delay.” “The crew was wonderful to my mother.”

“They should be ashamed of the prices they ask.” “I will never come here again with my children.” “It was a terrible day from beginning to end.”
"""


def test_no_opinion_anywhere_is_said_and_no_noise_is_drawn():
    one = helpers.load(text=TIMETABLE)
    by_sentence, voices, targets, _ = pages(one)
    assert by_sentence.alt == "Mostly neutral wording: none of 8 sentences leans either way."
    assert voices.alt == "Mostly neutral wording in every voice: no sentence leans either way."
    assert targets.alt.startswith(("Mostly neutral:", "No person"))
    assert drawn(by_sentence) == drawn(voices) == drawn(targets) == 0
    assert "Mostly neutral wording: none of 8 sentences leans either way." in " ".join(helpers.summary.sentences(one)["answer"])


def test_one_sentence_is_too_few_to_say():
    one = helpers.load(text="The rescue was a great success.")
    assert sentiment.caution(one) == "The article has 1 sentence: too few to say anything of its tone as a whole."
    by_sentence, voices, *_ = pages(one)
    assert by_sentence.alt == "Too few to say: there is one sentence, and its wording is positive."
    assert voices.alt == "Too few to say whether narration and quotations differ: 1 sentence of narration, none of quotation."
    assert drawn(by_sentence) == drawn(voices) == 0
    assert sentiment.voices(one)["warning"].tolist() == ["too few to say: 1 sentence"]


def test_only_quotations_have_no_narration_to_compare_with():
    one = helpers.load(text=ONLY_QUOTED)
    rows = sentiment.voices(one).set_index("voice")
    assert list(rows.index) == ["headline", "quotation"] and rows.loc["quotation", "sentences"] == 7, "nobody is no speaker"
    _, voices, *_ = pages(one)
    assert voices.alt.startswith("Too few to say whether narration and quotations differ: no sentences of narration, 7 of quotation.")


def test_another_language_has_no_number_and_a_reason_on_every_picture():
    one = helpers.load("tests/articles/german-brief.txt")
    why = "the text is in German, and the words are known in English only."
    assert sentiment.caution(one) == f"No tone is given: {why}"
    assert [chart.alt for chart in pages(one)] == [f"No tone is given: {why}"] * 3 + [f"No wording was looked up: {why}"]
    assert helpers.layers.layers(helpers.findings.find(one))[3].none == f"No tone is given: {why}"
    assert sentiment.caution(helpers.load(text=TIMETABLE)) is None and sentiment.caution(Article(text="")).startswith("No tone is given")


def test_sarcasm_is_read_at_its_word_and_the_page_says_so():
    page = (Path(__file__).resolve().parents[1] / "notebooks" / "04_sentiment.ipynb").read_text()
    assert "Satire and sarcasm are read at their word: “A brilliant plan, as ever” after a fiasco counts as praise." in page
    assert sentiment.label(sentiment.tone(["A brilliant plan, as ever."])[0]) == "positive"


@pytest.mark.parametrize(("negative", "positive", "side"), [
    (6, 5, None), (5, 0, None), (6, 0, "negative"), (7, 2, None), (9, 1, "negative"), (0, 6, "positive"), (0, 0, None), (600, 700, "positive"),
    (2000, 2010, None)])
def test_a_lean_is_said_where_the_sign_test_carries_it(negative, positive, side):     # two-sided, 5 %: 5 of 5 have p = .0625, 6 of 6 .031
    assert intervals.lean(negative, positive) == side


@pytest.mark.parametrize(("lines", "said"), [
    (["It was a terrible disaster."] * 3 + ["It was a great success."] * 3, "Not enough to say which way the wording leans: of 6 sentences 3 negative, 3 positive."),
    (["It was a terrible disaster."] * 8 + ["It was a great success."], "More negative than positive wording: of 9 sentences 8 negative, 1 positive."),
    (["The boat leaves at nine."] * 8 + ["It was a great success."], "Mostly neutral wording: 8 of 9 sentences; none negative, 1 positive."),
    (["It was a great success."] * 2, "Too few to say: of 2 sentences none negative, 2 positive.")])
def test_the_title_says_what_the_counts_carry(lines, said):
    frame = sentiment.sentences(article(("paragraph", lines)), NO_QUOTATIONS)
    assert charts.sentiment.by_sentence(frame).alt.startswith(said)


def test_a_sentence_printed_twice_is_drawn_and_counted_once():
    one = article(("paragraph", ["It was a terrible disaster."] * 3), ("paragraph", ["It was a terrible disaster."] * 3), repeats={1: 0})
    assert charts.sentiment.by_sentence(sentiment.sentences(one, NO_QUOTATIONS)).alt.startswith("Too few to say: of 3 sentences 3 negative")


def test_narration_and_quotation_are_told_apart_by_a_test():
    lines = ["It was a terrible disaster."] * 6
    quoted = [f"“It was a great success in {year}.”" for year in range(2001, 2007)]
    one = article(("paragraph", lines + quoted))
    frame = sentiment.voices(one, quotations(one, *((text, "direct", "Ann Lee") for text in quoted)))
    assert charts.sentiment.voices(frame).alt.startswith("The narration is more negative than the quotations: −")
    close = article(("paragraph", ["It was a terrible disaster.", "It was a great success."] * 3 + quoted[:3] + [f"“It failed in {n}.”" for n in "123"]))
    spoken = quotations(close, *((close.slice(sentence), "direct", "Ann Lee") for sentence in close.sentences[6:]))
    assert charts.sentiment.voices(sentiment.voices(close, spoken)).alt.startswith("Narration and quotations cannot be told apart")


def test_a_storm_is_nobody():
    article = helpers.load(text="Storm Hilde reached the coast on Monday. Storm Hilde was strong, said Petra Lindgren, the mayor.")
    assert set(mentions(article)["name"]) == {"Petra Lindgren"}


def test_mentions_in_one_sentence_count_as_one():
    one = article(("paragraph", ["Critics accused Norway, Norway, Norway, Norway, Norway and Norway of corruption and lies."]))
    row = sentiment.target_summary(sentiment.targets(one)).iloc[0]
    assert (row["mentions"], row["sentences"], row["warning"]) == (6, 1, "too few to say: 1 sentence") and math.isnan(row["low"])


def test_words_that_carry_are_listed_or_move_the_tone_clearly(sample):
    for one in (sample, helpers.load("data/articles/library-opinion.txt"), helpers.load("data/articles/derby-match-report.txt")):
        for row in sentiment.words(one).itertuples():
            form = row.text.lower().replace("’", "'")
            least = scoring.CARRIED if lists.is_opinion(form) or lists.is_negator(form) else scoring.LEARNED
            assert abs(row.carries) >= least, row.text
    assert not {"car", "header", "side", "manager", "course", "choice", "board"} & set(sentiment.words(one)["text"])


def test_a_name_behind_an_abbreviated_title_begins_no_sentence():
    article = helpers.load(text="We resume with Mr. Voss, director of the dam authority.\n\nMr. Voss, have you seen the report? It is long, Madam Chair.\n")
    assert set(sentiment.targets(article)["name"]) == {"Voss"}


def test_a_heart_is_no_praise():
    row = sentiment.sentences(helpers.load(text="Her nephew said on Monday that the cause was heart failure.")).iloc[0]
    assert "heart" not in row["words"] and row["tone"] < 0
