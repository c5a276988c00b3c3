"""What stands beside the marks: whose words they are, clauses between commas, where a report ends. Sentences of our own."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import helpers
from helpers import ArticleError, quotes
from helpers.quotes import cues, encoded, reading
from helpers.quotes.beside import Sides

from .test_encoder import reading as answers

AROUND = " The town paid for the work, and it went on until the evening of the same day."


def paragraph(text):
    """The paragraph of a text, as the readers see it."""
    return reading.paragraphs(helpers.load(text=text + AROUND))[0]


def beside(text, words):
    """The words that stand beside the stretch with these words as its speaker; None where nothing is sure."""
    found = paragraph(text)
    pieces = found.pieces
    stretch, = (one for one in found.stretches if words in pieces.text[one.start:one.end])
    side = Sides(found).of(pieces.first_at(stretch.start), pieces.first_at(stretch.end - 1) + 1)
    return side and pieces.text[pieces.starts[side.speaker[0]]:pieces.ends[side.speaker[1] - 1]]


@pytest.mark.parametrize(("text", "words", "speaker"), [
    ("The plan that Ms. Berg laid out has one flaw: “The quay is too short,” the harbour board said.", "too short", "the harbour board"),
    ("“The quay is too short,” said Per Dahl.", "too short", "Per Dahl"),
    ("“The quay is too short,” Theresa May said.", "too short", "Theresa May"),
    ("“Is the quay too short?” Dahl asked.", "too short", "Dahl"),
    ("“It is short,” Dahl also said, “and it is old.”", "It is short", "Dahl"),
    ("Skippers want a quay that is “long enough for once,” as Dahl put it.", "long enough", "Dahl"),
    ("Boats may moor only “in the hours of daylight,” per the port’s rules.", "daylight", "the port’s rules"),
    ("I said no at once. To which she said, “Then row across.”", "row across", "she"),
    ("Dahl wrote: “Row across.”", "Row across", "Dahl"),
    ("A pipe is, in the language of the authority, an “unacceptable point of weakness.”", "point of weakness", "the authority"),
    ("The film has footage of Vera Lind asking, “Who built this?”", "Who built", "Vera Lind"),
    ("The film shows Lind saying at the opening, “I built this.”", "I built", "Lind"),
    ("The paper took up Lind’s claim that the quay was “built in a week.”", "in a week", "Lind’s"),
    ("The paper took up Lind’s latest claim that there were “thousands of cracks” in it.", "cracks", "Lind’s"),
])
def test_words_right_beside_the_marks_name_the_speaker(text, words, speaker):
    assert beside(text, words) == speaker


@pytest.mark.parametrize(("text", "words"), [
    ("At the end of “The Long Quay,” she added two verses and bowed.", "Long Quay"),       # the sentence goes on: no report
    ("The crowd chanted “Row across,” raising new questions for the board.", "Row across"),
    ("The father of the boy said, “Row across.”", "Row across"),                           # the boy did not say it
    ("Dahl left the hall, saying, “Row across.”", "Row across"),                           # a comma: the subject of the sentence
    ("Lind toured the coast in Halden saying, “I built this.”", "I built"),                # the town does not say it
    ("The paper doubts the claim that the quay was “built in a week.”", "in a week"),      # nobody's claim
    ("Lind’s claim that Dahl said the quay was “built in a week” is false.", "in a week"),
    ("A clerk who asked about “the new rules” went home.", "new rules"),
])
def test_words_beside_the_marks_that_name_no_speaker(text, words):
    assert beside(text, words) is None


@pytest.mark.parametrize(("text", "before", "behind"), [
    ("The museum, Ms. Berg said, would open in May.", "The museum", "would open in May."),
    ("For every crown, according to the town’s own count, the quay earned four.", "For every crown", "the quay earned four."),
    ("Even if it rains, Dahl also said, the boats will race.", "Even if it rains", "the boats will race."),
    ("The park is near the quay, which, Dahl said, is always full.", "which", "is always full."),
])
def test_a_report_around_a_clause_between_commas(text, before, behind):
    found = paragraph(text)
    clause, = Sides(found).inserted()
    pieces = found.pieces
    assert [pieces.text[pieces.starts[a]:pieces.ends[b - 1]] for a, b in (clause.before, clause.behind)] == [before, behind]


@pytest.mark.parametrize("text", [
    "Dahl, said Berg, a friend of his.",                             # the verb has no comma behind it
    "The poll, the study showed, was wrong.",                        # a document shows: left to the encoder
    "The museum, Ms. Berg said, is “a gift to all.”",                # marks decide
    "The committee, which met on Monday, approved the plan.",
    "It is always the fourth, he says, and then he laughs.",         # a new clause
])
def test_clauses_between_commas_that_insert_no_report(text):
    assert Sides(paragraph(text)).inserted() == []


@pytest.mark.parametrize(("text", "words", "name"), [
    ("Halden, the oldest of the four ports, said it would wait.", "the oldest of the four ports", "Halden"),
    ("Ann Lee, the mayor, said it would wait.", "the mayor", "Ann Lee"),
    ("On Monday, the mayor, who is new, said it would wait.", "the mayor", None),
    ("In Halden, the mayor, said it would wait.", "the mayor", None),
    ("Halden, the oldest of the four ports, is old.", "the oldest of the four ports", None),
])
def test_an_apposition_has_its_name(text, words, name):
    found = paragraph(text)
    pieces, start = found.pieces, text.index(words)
    place = Sides(found).apposed_to(pieces.first_at(start), pieces.first_at(start + len(words) - 1) + 1)
    assert (None if place is None else text[pieces.starts[place]:start].rstrip(", ")) == name


@pytest.mark.parametrize(("words", "subject", "after"), [
    ("Ruth Kerr stood up as the judge", "the judge", " told him to wait."),
    ("But to save some money, he", "he", " said, the bridge would wait."),
    ("The families saw the film on Thursday, according to their lawyers", "their lawyers", ", and said it told them little."),
    ("The mayor of Halden, a quiet town", "The mayor of Halden, a quiet town", ", said it would wait."),
    ("In Halden, the mayor", "In Halden, the mayor", " of the next town slept."),
])
def test_a_speaker_begins_behind_a_clause_of_its_own(words, subject, after):
    found = paragraph(words + after)
    pieces = found.pieces
    begin = Sides(found).subject_of(0, pieces.first_at(len(words) - 1) + 1)
    assert words[pieces.starts[begin]:] == subject


# ---------------------------------------------------------------- with made-up answers of the encoder
def read(text, said, speaker, further=()):
    """The quotations of a text as (words, speaker), when the encoder is sure of the passages `said`, each begun by its first word, and
    of the `speaker` of all of them; those of `further` go on with the one before."""
    words = text.split()
    places = {passage: _place(words, passage) for passage in (*said, speaker)}
    labels, heads = [0] * len(words), []
    for passage in said:
        first, last = places[passage]
        labels[first:last] = [3 if passage in further else 1, *[2] * (last - first - 1)]
        heads.append(first)
    first, last = places[speaker]
    links = {"source first": dict.fromkeys(heads, first), "source last": dict.fromkeys(heads, last - 1)}
    article = helpers.load(text=text + "\n")
    found = encoded.reading(answers(words, labels, pointers=links), reading.paragraphs(article)).found
    return [(" | ".join(article.text[a:b] for a, b in one.spans), one.speaker and article.text[slice(*one.speaker)]) for one in found]


def _place(words, passage):
    wanted = passage.split()
    first = next(place for place in range(len(words)) if words[place:place + len(wanted)] == wanted)
    return first, first + len(wanted)


FILLED = "It rained in the town for a week , and nobody went out to the old quay in all that time ."


@pytest.mark.parametrize(("text", "said", "speaker", "expected"), [
    ("The letter notes the weight that Lind has in the town : “ Lind opened the door , ” the union wrote .",
     ["the weight that Lind has in the town : “ Lind opened the door , ”"], "The letter",
     [("the weight that Lind has in the town", "The letter"), ("“ Lind opened the door , ”", "the union")]),
    ("Lind said she likes the rule because “ nobody knows the door , ” she said .",          # she is Lind
     ["she likes the rule because “ nobody knows the door , ”"], "Lind",
     [("she likes the rule because “ nobody knows the door , ”", "Lind")]),
    ("I hoped that the board would say : “ You are free . ” Dahl hoped so .",                # said in what is hoped
     ["that the board would say : “ You are free . ”"], "I", [("that the board would say : “ You are free . ”", "I")]),
    ("The paper took up Lind ’s claim that there were “ thousands of cracks ” in it .",
     ["Lind ’s claim that there were “ thousands of cracks ” in it"], "The paper",
     [("that there were “ thousands of cracks ” in it", "Lind ’s")]),
])
def test_the_words_beside_the_marks_go_before_the_encoder(text, said, speaker, expected):
    assert read(f"{text} {FILLED}", said, speaker) == expected


def test_a_report_between_commas_is_one_quotation():
    text = f"Too often , Dahl said , the quay is under water . {FILLED}"
    assert read(text, ["the quay is under water"], "Dahl") == [("Too often | the quay is under water", "Dahl")]
    assert read(f"Too often , Dahl said , the quay is wet . {FILLED}", ["It rained"], "Dahl") == [("It rained", "Dahl")]


def test_a_sentence_goes_on_with_the_speech_before_an_aside():
    text = f"“ It is old , ” Dahl said , adding that it was late . “ We must go . ” {FILLED}"
    said = ["“ It is old , ”", "that it was late", "“ We must go . ”"]
    assert read(text, said, "Dahl", further=said[2:]) == [("“ It is old , ” | “ We must go . ”", "Dahl"), ("that it was late", "Dahl")]
    apart = text.replace("Dahl said , adding", "Dahl said . He added")
    assert read(apart, said, "Dahl", further=said[2:]) == [
        ("“ It is old , ”", "Dahl"), ("that it was late | “ We must go . ”", "Dahl")]


@pytest.mark.parametrize(("text", "said", "expected"), [
    ("Dahl praised the players of the Sri Lanka team .", "the players of the Sri", "the players of the Sri Lanka team"),
    ("Dahl called it a mess during the storm .", "a mess during", "a mess"),
    ("Dahl spoke of new rules that bar boats .", "new rules that", "new rules"),
    ("Dahl praised the rescue in 2011 received with joy .", "the rescue in 2011", "the rescue in 2011"),
    ("Dahl reads “ It is very old . ” ― Ada Lind .", "“ It is very old . ” ―", "“ It is very old . ”"),
])
def test_where_a_run_ends(text, said, expected):
    assert read(f"{text} {FILLED}", [said], "Dahl") == [(expected, "Dahl")]


# ---------------------------------------------------------------- forms of reporting verbs
@pytest.mark.parametrize(("form", "base"), [
    ("admitted", "admit"), ("admitting", "admit"), ("referred to", "refer to"), ("quipped", "quip"), ("rebutted", "rebut"),
    ("bragged", "brag"), ("slammed", "slam"), ("showed", "show"), ("proved", "prove"), ("signalled", "signal"), ("labelled", "label"),
    ("made it clear", "make it clear"), ("shot back", "shoot back"), ("spelled out", "spell out"), ("lays out", "lay out"),
    ("replied", "reply"), ("echoes", "echo"), ("sang", None), ("admited", None), ("showeds", None)])
def test_forms_of_reporting_verbs(form, base):
    found = cues.find(paragraph(f"Dahl {form} it.").pieces)
    assert [cue.base for cue in found if cue.first == 1] == ([base] if base else [])


@pytest.mark.parametrize(("text", "verbs"), [
    ("The protests demand an answer.", ["demand"]), ("Dahl protests the plan.", ["protests"]), ("Reports showed nothing new.", ["showed"]),
    ("The Interior Department reports to nobody.", ["reports"]), ("Her claims surprised him.", [])])
def test_a_noun_is_no_reporting_verb(text, verbs):
    found = paragraph(text)
    assert [found.pieces.words[cue.first] for cue in found.verbs if cue.last < 6] == verbs


WORDS = ["Ann Lee", "he", "the board", "said", "called it", "was described as", "by", ",", ".", ":", "?", "“", "”", "‘", "’", '"', "that", "who", "as",
         "put it", "according to", "X’s claim that", "saying", "and", "the quay", "would", "\n\n", "LEE:", "Do you know?", "I think so.", "— Lee (@lee)"]


@settings(max_examples=60, deadline=None)
@given(some.lists(some.sampled_from(WORDS), max_size=60))
def test_rules_on_any_words_give_parts_of_the_text_in_reading_order(words):
    try:
        article = helpers.load(text=" ".join(words) + f"\n\n{FILLED}")
    except ArticleError:
        return
    frame = quotes.quotations(article)
    assert all(article.text[row.start:row.end] == row.text and row.text.strip() for row in frame.itertuples())
    named = frame.dropna(subset=["speaker_start"])
    assert all(article.text[row.speaker_start:row.speaker_end] == row.speaker_text for row in named.itertuples())
    for _, parts in frame.groupby("quotation"):
        assert (parts["end"].to_numpy()[:-1] <= parts["start"].to_numpy()[1:]).all()
