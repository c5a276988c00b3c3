"""What the layout tells: interviews without names, transcripts, labels and titles of works. Every text was written for these tests."""
from __future__ import annotations

import pytest

import helpers
from helpers import quotes
from helpers.quotes.pieces import cut
from helpers.quotes.seen import Seen

INTERVIEW = """‘Bread is a slow word’

The baker Olga Brandt on ovens, sleep and why she threw out her mixer

Olga Brandt has baked in the same street since 1981. She opens at four, when the trams are still asleep in their shed.

{first}

I did. The machine was fast, and I am not. My father kneaded by hand until he was eighty.

Do you sleep at all?

From six in the evening. We have no television, and nobody calls a baker at night.

What will you do when the shop closes?

I will sit down. After that I may walk to the sea and see whether it is still there.

Olga Brandt's shop on Mill Street closes on Friday.
"""


def speakers_of(text):
    return list(quotes.quotations(helpers.load(text=text))["speaker"])


def test_answers_of_an_interview_without_names():
    frame = quotes.quotations(helpers.load(text=INTERVIEW.format(first="Ms Brandt, you threw out your mixer?")))
    answers = frame[frame["evidence"].str.contains("interview")]
    assert [text.split(".")[0] for text in answers["text"]] == ["I did", "From six in the evening", "I will sit down"]
    assert set(answers["speaker"]) == {"Olga Brandt"} and set(answers["kind"]) == {"direct"}


@pytest.mark.parametrize("text", [
    INTERVIEW.format(first="How it began").replace("?", "."),                                   # nothing is asked
    INTERVIEW.format(first="Is it open?").replace("Do you sleep at all?", "When is it shut?").replace("What will you do", "What happens"),
])
def test_questions_that_ask_nobody_make_no_interview(text):
    frame = quotes.quotations(helpers.load(text=text))
    assert not frame["evidence"].str.contains("interview").any()


def test_a_page_of_questions_and_instructions_is_no_interview():
    text = "\n\n".join(["How to renew your library card, in a few short answers from the desk at the door of the house."] + [
        f"{question}\n\n{answer}" for question, answer in [
            ("Can you renew a card by post?", "Send the old card with a stamp. A new one comes within a week."),
            ("Where do you pay?", "At the desk, in coins or with a card. The machine is out of order."),
            ("What if you lost the card?", "Then a form must be filled in. The form is at the desk.")]])
    assert quotes.quotations(helpers.load(text=text)).empty


def test_two_people_introduced_leave_it_open_who_answers():
    text = INTERVIEW.format(first="You threw out your mixer?").replace(
        "The baker Olga Brandt on ovens", "The bakers Olga Brandt and Piet Moor on ovens").replace(
        "Olga Brandt has baked", "They have baked").replace("Olga Brandt's shop", "The shop")
    assert "not attributed" in speakers_of(text)


TRANSCRIPT = """The SPEAKER: I call the honourable member for Westport.

Ms TANAKA (Westport): How many bridges in my electorate have failed since January?

Mr DONNELLY (Minister for Transport): Eleven were inspected, and two have been closed.

Ms TANAKA (Westport): Why was the Mill Bridge open on Friday?

Mr DONNELLY (Minister for Transport): I will take that on notice.

Mr AHMED (Southbank): I ask that he correct the record.

The SPEAKER: Order! The Minister will be heard in silence.
"""


def test_a_transcript_has_speakers_who_speak_once_and_offices():
    frame = quotes.quotations(helpers.load(text=TRANSCRIPT))
    assert list(frame["speaker"]) == ["The Speaker", "Tanaka", "Donnelly", "Tanaka", "Donnelly", "Ahmed", "The Speaker"]
    assert dict(zip(frame["speaker"], frame["speaker_kind"], strict=True)) == {
        "The Speaker": "unnamed", "Tanaka": "named", "Donnelly": "named", "Ahmed": "named"}


def test_a_label_in_an_ordinary_article_is_no_speaker():
    text = ("The board met on Monday and spoke about the quay for most of the afternoon.\n\nNOTE: The quay is closed until May.\n\n"
            "The mayor said that the work would cost nine million crowns and last a year.")
    assert "NOTE" not in speakers_of(text)


# ---------------------------------------------------------------- labels and titles
AROUND = "\n\nThe town paid for the work, and it went on until the evening of the same day without a pause, as it had before."


@pytest.mark.parametrize(("text", "words", "speech"), [
    ("The singer Nadia Roth has a new album, “Low Water.” It was made in a barn.", "Low Water", False),
    ("Her song “Go Home Now” was a hit in every port of the coast.", "Go Home Now", False),
    ("The so-called “battle of the barn” ended on a rainy day in May.", "battle of the barn", False),
    ("The barn has long been known as “the ark” in the village.", "the ark", False),
    ("The last song is titled “go home now” and is very long.", "go home now", False),
    ("Critics, who called the album “a long yawn,” left early.", "a long yawn", True),
    ("“The barn was cold,” Roth said of the album.", "barn was cold", True),
    ("The album ends with Roth saying: “Go home now, all of you.”", "Go home now", True),
])
def test_names_for_something_are_no_speech(text, words, speech):
    frame = quotes.stretches(helpers.load(text=text + AROUND))
    row = frame[frame["text"].str.contains(words, regex=False)].iloc[0]
    assert row["speech"] == speech, row["reason"]


@pytest.mark.parametrize("text", [
    '"It was a goal-kick. Everybody in the ground saw it," said Alan Pike of Rovers. "We were robbed."',
    '"Nobody asked us about it in all those years," said Alan Pike of Rovers on Sunday. "Nobody!"',
])
def test_a_short_sentence_behind_other_speech_is_speech(text):
    frame = quotes.stretches(helpers.load(text=text + AROUND))
    assert frame["speech"].tolist() == [True, True], frame["reason"].tolist()


@pytest.mark.parametrize(("text", "label", "title"), [
    ("whom critics dubbed “the Drowned,”", "dubbed", None), ("a renamed “road”", None, None),
    ("her first book, “The Long Quay,”", None, "book"), ("her first book, “the long quay,”", None, None),
    ("she said: “The Long Quay,”", None, None)])
def test_words_before_a_label_or_title(text, label, title):
    from helpers.quotes import labels
    start = text.index("“")
    assert labels.before(text, start) == label
    assert labels.title(text, start, len(text)) == title


# ---------------------------------------------------------------- block quotes, posts, labels in capitals
BEFORE = "The harbour of Halden\n\nIt rained in the valley for most of the week, and the roads were wet until Sunday, when the sun came out.\n\n"


@pytest.mark.parametrize(("text", "speaker", "words"), [
    ("In a letter to the council, Ann Lee wrote:\n\nThe quay is the heart of the town. It must not be sold to anybody.", "Ann Lee",
     "The quay is the heart of the town. It must not be sold to anybody."),
    ("Ann Lee said in a statement:\n\nThe quay is the heart of the town. It must not be sold.", "Ann Lee",
     "The quay is the heart of the town. It must not be sold."),
    ("No ferry from the old quay today. Again!\n— Ann Lee (@ann_lee) March 4, 2021", "Ann Lee", "No ferry from the old quay today. Again!"),
    ("“No ferry today. Again!” @ann_lee tweeted on Monday evening.", "@ann_lee", "“No ferry today. Again!”"),
    ("KERN: “We will win this election in May.”\n\nThe candidate Vera Kern waved from the balcony.", "Vera Kern",
     "“We will win this election in May.”"),
])
def test_speech_on_a_paragraph_of_its_own(text, speaker, words):
    frame = quotes.quotations(helpers.load(text=BEFORE + text + AROUND))
    row = frame[frame["text"].str.startswith(words)].iloc[0]
    assert (row["speaker"], row["speaker_kind"]) == (speaker, "named")


@pytest.mark.parametrize("text", [
    "The plan has three parts:\n\nThe quay will be closed for a year, and the boats will go to Marwick.",
    "Ann Lee hopes for this:\n\nThe quay will be closed for a year, and the boats will go to Marwick.",
    "NOTE: The quay will be closed for a year from May.",
])
def test_what_stands_behind_a_colon_and_is_no_speech(text):
    frame = quotes.quotations(helpers.load(text=BEFORE + text + AROUND))
    assert not (frame["kind"] == "direct").any()


@pytest.mark.parametrize(("text", "words", "speaker"), [
    ("The quay was described as “a ruin on stilts” by the inspectors.", "a ruin", "the inspectors"),
    ("“We are leaving at noon, said Ann Lee, and the boats left without her on that day.", "We are leaving", "Ann Lee"),
    ("An official who asked not to be named told the agency TASS that the talks would resume on Monday.", "talks would resume", "An official"),
])
def test_passives_open_marks_and_long_names_for_a_speaker(text, words, speaker):
    frame = quotes.quotations(helpers.load(text=BEFORE + text + AROUND))
    assert frame[frame["text"].str.contains(words)].iloc[0]["speaker"] == speaker


def test_the_words_for_a_speaker_are_those_of_one_line():
    text = "The river that nobody owns\n\nBy Hanne Lindqvist\n\nLeila Haddad said that a third could be given back."
    begin, end = text.index("Leila"), text.index(" said")
    seen = Seen(None, cut(text, begin, len(text)), None, None, (0,))
    for first in (0, text.index("Hanne"), begin):
        assert seen.whole((first, end)) == (begin, end)
