"""Readability: the counts, every formula, the sentences, and what is said when there is nothing to say."""

import math

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import helpers
from helpers import ArticleError, readability, segmenting
from helpers.article import Article, Block
from helpers.charts import readability as charts
from helpers.readability import counting, index, peer, sentence_ease, sentence_network, speaking, spotting, syllables, word_ease
from helpers.readability.formulas import FORMULAS

SAMPLE = "data/articles/kerry-lavrov.txt"


def prose(*paragraphs: str, language: str | None = "en") -> Article:
    """An article of these paragraphs, cut but not cleaned."""
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(len(text), len(text) + len(paragraph), "paragraph"))
        text += paragraph + "\n\n"
    sentences, words, tokens, _ = segmenting.segment(text, tuple(blocks))
    return Article(text, tuple(blocks), sentences, words, tokens, language=language)


@pytest.fixture(scope="module")
def sample():
    return helpers.load(SAMPLE)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("the", 1),
        ("Lavrov", 2),
        ("five-year-old", 3),
        ("FBI", 3),
        ("U.S.", 2),
        ("US", 2),
        ("us", 1),
        ("NATO", 2),
        ("TASS", 1),
        ("RFE/RL", 5),
        ("BBC", 3),
        ("EU", 2),
        ("Russia’s", 2),
        ("Congress's", 3),
        ("Marsh’s", 2),
        ("didn't", 2),
        ("he'd", 1),
        ("1,200", 1),
        ("2016", 1),
        ("51", 1),
        ("area", 3),
        ("I", 1),
        ("Mr.", 2),
        ("café", 2),
        ("naïve", 2),
        ("Putin's", 2),
        ("al-Assad", 3),
        ("–", 1),
        ("", 1),
        ("日本", 1),
    ],
)
def test_syllables(word, expected):
    assert syllables.count(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("cat", 1),
        ("reading", 2),
        ("government", 3),
        ("Pezhenkov", 3),
        ("understandable", 5),
        ("jumped", 1),
        ("wanted", 2),
        ("table", 2),
        ("strengths", 1),
        ("idea", 3),
    ],
)
def test_syllables_of_words_the_dictionary_does_not_know(word, expected):
    assert syllables.count(word, dictionary=False) == expected


@given(st.text(max_size=40))
def test_every_word_has_a_syllable(word):
    assert syllables.count(word) >= 1
    assert syllables.count(word, dictionary=False) >= 1


def test_counts_of_a_text_counted_by_hand():
    article = prose("The cat sat on the mat. Negotiations with President Lavrov continued in 2016.")
    counts = readability.counts(article)
    assert (counts.sentences, counts.words, counts.syllables) == (2, 13, 22)
    assert (counts.polysyllables, counts.long_words, counts.numbers) == (3, 3, 1)
    assert counts.letters == sum(map(str.isalnum, article.text))
    assert counts.characters == len("".join(article.text.split()))
    assert counts.open_sentences == 0
    assert list(readability.difficult_words(article)["text"]) == ["Negotiations", "continued"]


@pytest.mark.parametrize(
    ("word", "familiar"),
    [
        ("house", True),
        ("houses", True),
        ("carries", True),
        ("stopped", True),
        ("making", True),
        ("bigger", True),
        ("boy's", True),
        ("1,200", True),
        ("negotiation", False),
        ("cessation", False),
        ("milk-white", True),
        ("slowly", True),
        ("nicely", True),
        ("slow-moving", True),
        ("blown", True),
        ("sharpen", False),
        ("supply", False),
        ("warily", False),
    ],
)
def test_inflections_of_easy_words_are_easy(word, familiar):
    assert counting.spelling(word).familiar is familiar


def test_names_are_told_from_words_at_the_beginning_of_a_sentence():
    article = prose("Diplomatic efforts failed. The Kremlin told Peskov so. “Negotiations with Peskov end,” it said.")
    assert counting.find_names(article, article.body()) == {"Kremlin", "Peskov"}


@pytest.mark.parametrize(("text", "unfamiliar"), [
    ("Gareth Lowe took the money. He is gone.", []),
    ("Ms Diallo, was that a plausible hypothesis? It was.", ["plausible", "hypothesis"]),
    ("Ms. Diallo was out. It rained.", []),
    ("Prosecutor James Adeyemi spoke. The prosecutor sat down.", ["prosecutor"]),
    ("The town slept. (Courier News)", []),
    ("Prosecutors spoke first. Negotiations with Peskov ended.", ["Prosecutors", "Negotiations"]),
    ("Despite Peskov it ended. Meanwhile Peskov slept. Although I slept, too, Peskov spoke.", ["Despite", "Meanwhile", "Although"]),
    ("Negotiations, Peskov said, go on. Diplomats. Peskov left.", ["Negotiations", "Diplomats"]),
])
def test_given_names_titles_and_offices_at_the_beginning_of_a_sentence_are_names(text, unfamiliar):
    assert list(readability.difficult_words(prose(text))["text"]) == unfamiliar


def test_addresses_and_what_is_short_for_something_are_no_unfamiliar_words():
    found = readability.difficult_words(prose("Write to desk@courier.example before 7 a.m. about turbines. See courier.example, too."))
    assert list(found["text"]) == ["turbines"]


def test_nothing_is_a_name_in_a_text_of_capitals():
    article = prose("DIPLOMATIC EFFORTS IN THE KREMLIN HAVE FAILED.")
    assert counting.find_names(article, article.body()) == frozenset()


TEXTS = [
    "The cat sat on the mat. It was a fat cat, and it didn't move.",
    "Negotiators from seventeen countries reconvened in Geneva; nevertheless, disagreement about verification continued. "
    "Nobody left. “We are not finished,” the chairwoman of the delegation said on Thursday, 12 May 2016.",
    "Is it? Yes! He's the U.S. president, isn't he - or was he?",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_formulas_give_textstats_values_on_textstats_counts(text):
    counts = peer.textstat_counts(text)
    from textstat.backend import metrics

    theirs = {
        "flesch_reading_ease": metrics.flesch_reading_ease(text, "en"),
        "flesch_kincaid_grade": metrics.flesch_kincaid_grade(text, "en"),
        "gunning_fog": metrics.gunning_fog(text, "en"),
        "smog_index": metrics.smog_index(text, "en"),
        "automated_readability_index": metrics.automated_readability_index(text),
        "coleman_liau_index": metrics.coleman_liau_index(text),
        "dale_chall": metrics.dale_chall_readability_score(text, "en"),
        "new_dale_chall": metrics.dale_chall_readability_score_v2(text, "en"),
        "spache": metrics.spache_readability(text, "en"),
        "linsear_write": metrics.linsear_write_formula(text, "en", False, False),
        "lix": metrics.lix(text),
        "rix": metrics.rix(text),
        "mcalpine_eflaw": metrics.mcalpine_eflaw(text),
    }
    ours = {formula.key: formula.value(counts) for formula in FORMULAS}
    assert theirs.keys() == ours.keys() - {"forcast", "revised_spache"}
    for key, value in theirs.items():
        assert ours[key] == pytest.approx(value, abs=1e-9), key


def test_forcast_by_hand():
    """Caylor et al. 1973: 20 less a tenth of the words of one syllable among 150."""
    counts = counting.Counts(sentences=1, words=150, monosyllables=90)
    assert next(formula for formula in FORMULAS if formula.key == "forcast").value(counts) == pytest.approx(11)


def test_one_of_a_thing_is_not_in_the_plural():
    frame = readability.measures(prose("The old mill burnt down.")).set_index("measure")
    assert frame.loc["Flesch reading ease", "counts"] == "5 words, 1 sentence, 5 syllables"


def test_the_revised_spache_counts_a_word_once_and_names_too():
    """Spache 1974: .121 × words a sentence + .082 × hundredths of new unfamiliar words + .659."""
    counts = readability.counts(prose("The ferry left Bonn. The ferry, a slow ferry, left the quay and Bonn."))
    assert (counts.words, counts.sentences, counts.unfamiliar_words) == (14, 2, 4)
    assert counts.new_unfamiliar_words == 3  # ferry, quay, Bonn
    formula = next(formula for formula in FORMULAS if formula.key == "revised_spache")
    assert formula.value(counts) == pytest.approx(0.121 * 7 + 8.2 * 3 / 14 + 0.659)


@pytest.mark.parametrize(("value", "grade"), [(95, 5), (65, 8.5), (22.8, 17)])
def test_flesch_reading_ease_has_grades(value, grade):
    assert FORMULAS[0].grade(value) == grade


def test_measures_of_the_sample(sample):
    frame = readability.measures(sample).set_index("measure")
    assert len(frame) == len(FORMULAS) == 15
    assert frame["reason"].isna().all() and frame["value"].notna().all()
    counts = readability.counts(sample)
    for formula in FORMULAS:
        assert frame.loc[formula.name, "value"] == pytest.approx(formula.value(counts))
    assert sample.text[frame["start"].iloc[0] :].startswith(sample.slice(sample.sentences[sample.body()[0]]))
    assert readability.scores(sample)["lix"] == frame.loc["LIX", "value"]


def test_sentences_of_the_sample_add_up(sample):
    frame = readability.sentences(sample)
    counts = readability.counts(sample)
    assert len(frame) == counts.sentences
    assert frame["words"].sum() == counts.words and frame["syllables"].sum() == counts.syllables
    assert frame["unfamiliar_words"].sum() == counts.unfamiliar_words
    assert readability.paragraphs(sample)["words"].sum() == counts.words
    for row in frame.itertuples():
        assert sample.slice(row) == row.text


def test_a_paragraph_printed_twice_counts_once_on_demand(sample):
    assert readability.counts(sample, repeated=False).words < readability.counts(sample).words


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The plan was rejected by the committee on Monday.", "passive: “was rejected”"),
        ("The talks have been widely criticised.", "passive: “been widely criticised”"),
        ("Russian planes were shown on television.", "passive: “were shown”"),
        ("He called it “a serious mistake” and left the room.", "a quotation inside"),
        ("The minister (who had resigned in May) came back.", "interrupted by brackets, dashes or many commas"),
        (
            "They discussed the unmanned aircraft certification programme for hours.",
            "packed: “unmanned aircraft certification programme”",
        ),
    ],
)
def test_why_a_sentence_is_hard(text, reason):
    assert reason in readability.sentences(prose(text))["why"].iloc[0].split("; ")


@pytest.mark.parametrize(
    "text", ["He was tired and red.", "It is, indeed, late.", "He has been there.", "She is nice."]
)
def test_no_passive_where_there_is_none(text):
    if text != "He was tired and red.":
        assert "passive" not in readability.sentences(prose(text))["why"].iloc[0]


@pytest.mark.parametrize(
    ("article", "part", "reason"),
    [
        (Article("", language="en"), "all", "no running sentence"),
        (prose("Hello."), "all", "only 1 word"),
        (prose("Der Minister hat gestern in Berlin gesprochen und viel gesagt.", language="de"), "all", "in German"),
        (prose("12 400 1,200 55 3.5 17 million."), "all", "numbers"),
        (prose("and then we went on " * 60), "sentences", "full stops are missing"),
        (
            prose(
                "Tyger tyger, burning bright,",
                "In the forests of the night;",
                "What immortal hand or eye,",
                "Could frame thy fearful symmetry",
            ),
            "sentences",
            "verse",
        ),
        (prose("name age city", "Ann 31 Rome", "Bob 28 Oslo", "Cid 44 Bonn"), "sentences", "without a full stop"),
    ],
)
def test_what_cannot_be_computed_is_missing_with_a_reason(article, part, reason):
    frame = readability.measures(article)
    missing = {"all": set(range(15)), "sentences": set(range(14))}[part]
    assert set(frame.index[frame["value"].isna()]) == missing
    assert all(reason in frame["reason"][row] for row in missing)
    assert frame["reason"].drop(list(missing)).isna().all()
    assert all(math.isnan(value) for key, value in readability.scores(article).items() if part == "all")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from([*"aeinst .,!?“”\"'-\n$(1AB", "the ", "was shown ", "U.S. ", "—"]), max_size=200).map(
        "".join
    )
)
def test_any_text_ends_in_tables_or_an_article_error(text):
    try:
        article = helpers.load(text=text)
    except ArticleError:
        return
    for function in (readability.measures, readability.sentences, readability.paragraphs, readability.difficult_words):
        frame = function(article)
        for row in frame.dropna(subset=["start"]).itertuples():
            assert 0 <= row.start < row.end <= len(article.text)
            assert not hasattr(row, "text") or row.text == article.slice(row)
    assert readability.counts(article).words == readability.sentences(article)["words"].sum()


EASY = "The dog ran home. It was cold. It wanted to eat, and the girl gave it some bread."
HARD = (
    "Negotiators repeatedly expressed frustration with the military intervention, which was largely aimed at bolstering the "
    "embattled administration’s territorial claims. Unprecedented infrastructural deterioration necessitated immediate "
    "supplementary appropriations."
)


def test_easy_texts_score_higher_than_hard_ones():
    easy, hard = (readability.ease(prose(text)).iloc[0] for text in (EASY, HARD))
    assert easy["value"] > 75 and easy["level"] == "very easy"
    assert hard["value"] < 30 and hard["level"] == "very hard"
    assert easy["low"] < easy["value"] < easy["high"]


def test_every_level_has_an_example_that_lies_on_it():
    for name, example in index.EXAMPLES.items():
        assert readability.ease(prose(example))["level"].iloc[0] == name, example


def test_the_features_add_up_to_the_score(sample):
    features = readability.features(sample)
    assert index.model().start + features["points"].sum() == pytest.approx(readability.ease(sample)["value"].iloc[0])
    assert list(features["feature"]) == [feature.key for feature in index.model().features]


def test_only_pronouns_make_a_text_easier():
    assert {feature.key for feature in index.model().features if feature.weight > 0} == {"personal pronouns"}


def test_the_score_without_a_sentence_is_what_the_sentence_adds():
    article = prose(EASY + " " + HARD)
    frame = readability.sentences(article)
    _, sums = index.sentence_sums(article)
    whole = readability.ease(article)["value"].iloc[0]
    rest = index.model().score(index.feature_values(sums[:-1].sum(axis=0)))
    assert frame["adds"].iloc[-1] == pytest.approx(rest - whole) and frame["adds"].iloc[-1] > 0
    assert list(frame["number"]) == [1, 2, 3, 4, 5]
    assert list(frame["hard"]) == [False, False, False, True, True]
    assert "infrastructural" in frame["look_at"].iloc[-1].split(", ")


def test_a_rare_word_counts_again_only_after_a_hundred_words():
    _, sums = index.sentence_sums(prose("Deterioration. " * 3 + "The cat sat on the mat. " * 17 + "Deterioration."))
    rare = sums[:, index.SUMS.index("rare")]
    assert rare[0] > 0 and rare[1] == rare[2] == 0 and rare[-1] == rare[0]


def test_drafts_are_compared_feature_by_feature():
    frame = readability.compare(prose(HARD), prose(EASY)).set_index("feature")
    total = frame.loc["all together"]
    assert total["points"] == pytest.approx(total["after"] - total["before"]) and total["points"] > 40
    assert frame["points"].drop("all together").sum() == pytest.approx(total["points"])
    assert readability.compare(prose(HARD), prose(HARD))["points"].abs().max() == 0
    assert readability.compare(prose(HARD), Article("")).empty


def test_what_has_no_score_says_why():
    row = readability.ease(prose("Der Minister hat gesprochen.", language="de")).iloc[0]
    assert math.isnan(row["value"]) and math.isnan(row["low"]) and row["level"] is None and "German" in row["reason"]
    assert readability.features(Article("")).empty and readability.sentences(Article("")).empty
    assert list(readability.sentences(Article("")).columns) == list(readability.sentences(prose(EASY)).columns)


def test_lines_without_full_stops_are_scored_with_a_note():
    verse = prose("Tyger tyger, burning bright,", "In the forests of the night", "What immortal hand or eye")
    row = readability.ease(verse).iloc[0]
    assert row["value"] > 50 and "verse" in row["note"] and row["reason"] is None
    assert readability.ease(prose(EASY))["note"].iloc[0] is None


def test_both_models_spread_the_syllables_of_a_word_over_its_letters():
    for word, syllables_of_it in (("table", 2), ("reading", 2), ("understandable", 5)):
        for spoken in speaking.letter_probabilities(word):
            assert len(spoken) == len(word) and spoken.sum() == pytest.approx(syllables_of_it, abs=0.5)
        assert speaking.distribution(word).sum() == pytest.approx(1)
        assert speaking.distribution(word).argmax() == syllables_of_it


def test_the_score_of_a_sentence_is_its_features_its_words_and_what_the_network_says():
    article = prose(HARD)
    model, names = sentence_ease.model(), frozenset()
    words = [form for *_, form in spotting.word_forms(article, 0)]
    values = sentence_ease.feature_values(article, 0, names)
    assert [feature.key for feature in model.features] == list(values)
    named = sum(feature.points(values[feature.key]) for feature in model.features)
    of_words = word_ease.piece_levels(word_ease.pieces(words, names), word_ease.levels()) / math.sqrt(len(words))
    (level,) = sentence_network.levels(article.text, [(article.sentences[0].start, article.sentences[0].end)])
    points = model.start + named + model.a_level * of_words + model.by_network * level
    assert sentence_ease.ease(article, [0])[0] == pytest.approx(points)
    assert readability.sentences(article)["ease"].iloc[0] == pytest.approx(points)


@pytest.mark.parametrize(
    ("easier", "harder"),
    [
        ("The cat is old.", "Negotiators repeatedly expressed frustration with the protracted intervention."),
        ("He lives in a small house.", "He resides in a modest dwelling whose ownership remains disputed."),
        ("They won the game.", "They won the game, which, although nobody had anticipated it, ended the championship."),
        ("People like this food.", "Consumption of this delicacy is widespread among the population."),
    ],
)
def test_a_plainer_sentence_scores_higher(easier, harder):
    easy, hard = (readability.sentences(prose(text))["ease"].iloc[0] for text in (easier, harder))
    assert easy > hard + 5


def test_a_sentence_is_made_of_words_beginnings_and_endings():
    assert word_ease.pieces(["Bonn", "voted", "in", "2016"], frozenset({"Bonn"})).keys() == {
        "a name", "bonn", "voted", "vo-", "vot-", "-ed", "-ted", "in", "a number of 4 digits"
    }


def test_sentences_and_texts_are_on_one_scale(sample):
    assert readability.sentences(sample)["ease"].mean() == pytest.approx(readability.ease(sample)["value"].iloc[0], abs=12)
    assert readability.sentences(prose(EASY))["ease"].min() > 75 > 30 > readability.sentences(prose(HARD))["ease"].max()


def test_a_word_that_is_not_listed_counts_as_any_other_word_or_name():
    found = word_ease.pieces(["Xyzzytown", "glimmerest"], frozenset({"Xyzzytown"}))
    points = {"any other word": -3.0, "any other name": -2.0, "-est": 1.0, "glimmer": 5.0}
    assert word_ease.piece_levels(found, points) == pytest.approx(-3.0 - 2.0 + 1.0)
    assert word_ease.piece_levels(found, points | {"glimmerest": 4.0}) == pytest.approx(4.0 - 2.0 + 1.0)


@pytest.mark.parametrize(
    ("easier", "harder"), [("computer", "phagocytosis"), ("dog", "constituents"), ("france", "sanctions"), ("house", "dwelling")]
)
def test_the_list_of_words_tells_easy_from_hard_ones(easier, harder):
    levels = word_ease.levels()
    assert levels[easier] > levels[harder] + 0.2
    assert levels.keys() >= {word_ease.ANOTHER_WORD, word_ease.ANOTHER_NAME, "a name"}


def test_a_sentence_printed_twice_is_as_hard_the_second_time():
    article = prose(HARD, EASY, HARD)
    frame = readability.sentences(article)
    assert frame["ease"].iloc[-1] == pytest.approx(frame["ease"].iloc[1])
    paragraphs = readability.paragraphs(article)
    assert paragraphs["ease"].iloc[0] == pytest.approx(paragraphs["ease"].iloc[2])
    assert frame["adds"].iloc[-1] < frame["adds"].iloc[1], "the article has met these words before"


def test_packed_words_need_four_that_are_no_names():
    article = prose("President Barack Obama visited. The unmanned aircraft certification programme ended.")
    runs = [spotting.packed(article, spotting.word_forms(article, number), frozenset({"President", "Barack", "Obama"}))
            for number in (0, 1)]
    assert runs[0] == [] and [article.text[slice(*run)] for run in runs[1]] == ["unmanned aircraft certification programme ended"]


@pytest.mark.parametrize("name", ["formulas", "sentences", "paragraphs", "beside_textstat", "ease", "features", "compare"])
@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        ["It cost $5 million, not $3 million."],
        ["Short. Very short.", "And a third one."],
        ["A longer sentence stands here. It is followed by another one. "] * 250,
    ],
)
def test_charts_of_nothing_one_and_many(name, paragraphs):
    article = prose(*paragraphs)
    function = readability.measures if name == "formulas" else getattr(readability, name)
    frame = function(article, prose(EASY)) if name == "compare" else function(article)
    chart = getattr(charts, name)(frame)
    assert chart.png().startswith(b"\x89PNG") and chart.alt.endswith(".") and len(chart.alt) > 20
    assert isinstance(chart.table, pd.DataFrame)


def test_the_names_of_grades_do_not_run_into_each_other():
    """With grades up to 30 there is no room for `high school`."""
    article = prose(HARD)
    shown = {}
    for top in (12.0, 30.0):
        frame = readability.measures(article).assign(grade=top)
        axes = charts.formulas(frame).figure.axes[0]
        shown[top] = {words.get_text() for words in axes.texts}
    assert "high school" in shown[12.0] and "high school" not in shown[30.0] and "college" in shown[30.0]


def test_in_another_language_nothing_is_said_by_english_lists():
    german = helpers.load("tests/articles/german-brief.txt")
    rows = readability.sentences(german)
    assert rows["ease"].isna().all() and rows["unfamiliar_words"].isna().all() and not rows["hard"].any()
    assert set(rows["look_at"]) == {""} and all(why == "" or why.startswith("long:") for why in rows["why"])
    assert readability.difficult_words(german).empty
    assert readability.paragraphs(german)[["syllables_a_word", "unfamiliar_share", "ease"]].isna().all(axis=None)
    assert "hard" not in charts.sentences(rows).alt


@pytest.mark.parametrize(("text", "vague"), [("Bridge falls into river.", True), ("The bridge opened on Monday. It is long. " * 8, False)])
def test_of_a_few_words_the_score_says_nothing(text, vague):
    ease = readability.ease(helpers.load(text=text))
    assert readability.is_vague(ease) == vague == ("So few words" in charts.ease(ease).alt)


def test_the_network_reads_each_sentence_by_itself():
    easy, hard = "The dog ran home.", "Negotiators repeatedly deplored the embattled administration's territorial intransigence."
    text = f"{easy} {hard}"
    spans = [(0, len(easy)), (len(easy) + 1, len(text))]
    both = sentence_network.levels(text, spans)
    assert -7 < both[1] < both[0] < 0
    assert sentence_network.levels(text, spans[1:])[0] == both[1]
    assert sentence_network.levels(hard, [(0, len(hard))])[0] == both[1]


@pytest.mark.parametrize("text", ["", "   ", "!", "\ud800", "word " * 5000, "日本語のニュース", "\x00"])
def test_the_network_has_a_level_or_none_for_anything(text):
    (level,) = sentence_network.levels(text, [(0, len(text))])
    assert math.isnan(level) == (not text.strip() or not text.strip("\x00")) or -9 < level < 3
