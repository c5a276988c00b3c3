"""Who speaks, in sentences of our own: names, titles, transcripts, nobody, other languages, where one report ends."""
from __future__ import annotations

from pathlib import Path

import pytest

import helpers
from helpers import quotes

ARTICLES = Path(__file__).parents[1] / "data" / "articles"
BEFORE = "It rained in the valley for most of the week, and the roads were wet until Sunday, when the sun came out at last.\n\n"
AROUND = "\n\nThe town paid for the work, and it went on until the evening of the same day without a pause."


def rows(text):
    return quotes.quotations(helpers.load(text=BEFORE + text + AROUND))


def speaker(text, words):
    frame = rows(text)
    found = frame[frame["text"].str.contains(words, regex=False)]
    assert len(found) == 1, f"{words!r} stands in {len(found)} of {list(frame['text'])}"
    return found.iloc[0]["speaker"], found.iloc[0]["speaker_kind"]


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("Bauer & Sohn opened a second mill in May. The millers at Bauer & Sohn said “flour is patient.”", "flour", ("The millers at Bauer & Sohn", "unnamed")),
    ("Bauer & Sohn said the mill would “never be sold to strangers.”", "never be sold", ("Bauer & Sohn", "organisation")),
    ("The Port of Halden said on Monday that the old quay would close in spring.", "old quay would close", ("The Port of Halden", "organisation")),
    ("The chairman of Eastgate Rovers left early. Eastgate Rovers said “the pitch was a bog.”", "a bog", ("Eastgate Rovers", "organisation")),
    ("The quay is new. “It will hold,” said Per Dahl, project manager at Nordvik Yards.", "will hold", ("Per Dahl", "named")),
    ("Hydrologist Amina Diallo has measured the river. “It is rising,” Diallo said.", "rising", ("Amina Diallo", "named")),
    ("“The lights are on again,” said the grid operator Norvolt on Monday.", "lights", ("Norvolt", "organisation")),
    ("Three farmers came. One of them, Greta Solberg, said: “The field is under water.”", "under water", ("Greta Solberg", "named")),
    ("“I cried on the bus,” my sister said, and Sami Hadad drove on.", "cried", ("my sister", "unnamed")),
    ("The driver, who asked that “nothing be changed,” went home.", "nothing be changed", ("The driver", "unnamed")),
])
def test_names_of_persons_and_bodies(text, words, expected):
    assert speaker(text, words) == expected


def test_a_first_name_between_marks_is_the_person_named_in_full_before():
    """“Michael is a monk”: the he that follows is Michael Tan, and not somebody who is only called a monk."""
    text = ("Nadia Roth opens the door herself. She is smaller than on the posters.\n\nHer record was made in a barn with the producer Michael Tan. “Michael is a monk,” says Roth.\n\n"
            "Tan remembers it differently. “She sang at four in the morning,” he said by telephone.\n\n"
            "The singer left the stage in 2016. “I was tired,” she says.")
    assert speaker(text, "sang at four")[0] == "Michael Tan"
    assert speaker(text, "was tired")[0] == "Nadia Roth"


def test_nobody_speaks_of_himself_as_he():
    text = ("Olga Brandt and Vera Lind run the mill together. Brandt opened the door. “She keeps the books,” Brandt said of Lind. "
            "“She has never lost a penny.”")
    article = helpers.load(text=BEFORE + text + AROUND)
    start = article.text.index("She keeps")
    assert quotes.who(article, [(start, start + 3)])["name"].tolist() == ["Vera Lind"]


def test_names_in_capitals_are_those_of_the_article():
    text = ("MS. OYELARAN: The board has met three times this year, and the minutes are public for everybody to read.\n\n"
            "MR. DAHL: I have asked for those minutes twice, and I have been sent the wrong ones both times.\n\n"
            "MS. OYELARAN: Then I will bring them to you myself, and you may read them this evening.\n\n"
            "MR. DAHL: That would be new, and I thank you for it.\n\n"
            "After the meeting Ms. Oyelaran smiled. “We have nothing to hide,” she said.")
    frame = rows(text)
    assert list(frame["speaker"]) == ["Oyelaran", "Dahl", "Oyelaran", "Dahl", "Oyelaran"]
    assert set(frame["speaker_kind"]) == {"named"}


@pytest.mark.parametrize("text", [
    "Nobody said that the road to the harbour was safe in winter.",
    "No one told the driver that the bridge had been closed at noon.",
    "He denied 22 counts of fraud and one of perjury at the crown court on Monday.",
    "The clerk asked not to be named because she feared for her job.",
    "You warned the government of the flood in 2019, did you not?",
    "I learned to read there. So did my sister, and so, I suspect, did half of the town, who sold it for a row of “luxury flats”.",
])
def test_what_is_no_report_by_a_source(text):
    assert rows(text).empty


@pytest.mark.parametrize(("path", "text", "speaker"), [
    ("tests/articles/flood-courier.txt", "the level of the lake behind it is falling", "Valmere Water"),
    ("data/articles/storm-liveblog.txt", "Schools in Arnsund, Halm and Vestby will stay closed on Wednesday", "the county"),
    ("data/articles/river-interview.txt", "that the new dam will solve the problem", "The minister"),
])
def test_reports_of_whole_articles(path, text, speaker):
    frame = quotes.quotations(helpers.load(path)).set_index("text")
    assert frame.loc[text, "speaker"] == speaker


def test_words_for_a_speaker_do_not_hold_the_reporting_word():
    frame = quotes.quotations(helpers.load("tests/articles/hostile-markup.txt"))
    assert "@council on social media" in set(frame["speaker"])


def test_a_heading_reports_nothing_of_what_stands_below():
    frame = quotes.quotations(helpers.load("data/articles/salt-feature.txt"))
    assert not frame["speaker"].str.contains("restaurants", na=False).any()       # under "What the restaurants say"


@pytest.mark.parametrize(("text", "expected"), [
    ("Anna Berg said the bridge would open in May. It is made of oak and steel.", ["the bridge would open in May"]),
    ("Anna Berg said that the bridge was safe and warned that the quay would sink.", ["that the bridge was safe", "that the quay would sink"]),
    ("A clerk who asked not to be named said the port had known the price since August.", ["the port had known the price since August"]),
])
def test_where_a_report_ends(text, expected):
    assert list(rows(text)["text"]) == expected


def test_the_same_words_for_somebody_without_a_name_are_one_source():
    frame = rows("The council said that it had no choice in the matter.\n\nOn Friday the council said that the mill would be sold at last.")
    assert frame["speaker"].nunique() == 1


@pytest.mark.parametrize(("text", "expected"), [
    ("„Das ist ein guter Tag für unsere Stadt“, sagte die Händlerin Sabine Krüger am Montag. „Wir haben lange gewartet.“\n\n"
     "Mit dem Bau soll im Mai begonnen werden, und die Arbeiten dauern ein Jahr.", ["Sabine Krüger", "Sabine Krüger"]),
    ("« Nous avons attendu trop longtemps », a déclaré la maire Claire Dubois à la presse.\n\nLe conseiller Paul Martin, lui, s’est montré "
     "prudent : « Cinq millions pour cent mètres, c’est beaucoup. » Le projet dit « vert » commencera en mai.", ["Claire Dubois", "Paul Martin"]),
])
def test_other_languages_by_marks_alone(text, expected):
    assert list(quotes.quotations(helpers.load(text=text))["speaker"]) == expected


def test_questions_and_answers_name_who_asks_and_who_answers():
    frame = rows("Q: What will you miss most about the lighthouse?\n\nA: The silence before a storm.\n\nQ: Were you ever afraid of it?\n\n"
                 "A: Once, when a wave took the door.")
    assert list(frame["speaker"]) == ["Q (who asks)", "A (who answers)"] * 2 and set(frame["speaker_kind"]) == {"unnamed"}


def test_a_court_hears_and_passes_nothing_on():
    frame = rows("Prosecutor Jane Idowu told the court that 11,000 fish had died. She told the agency TASS that the river was dead.")
    assert [via if isinstance(via, str) else None for via in frame["via"]] == [None, "the agency TASS"]


def test_my_neighbour_a_nurse_is_one_source():
    frame = rows("My neighbour, a nurse who works at night, told me that she walks home. “I hold my keys like this,” she said.")
    assert set(frame["speaker"]) == {"My neighbour"}


def test_a_signed_line_is_speech_whatever_its_marks():
    text = ("Readers wrote to us about the bridge.\n\n”I have crossed it every day since I was six years old, and I never looked down.” "
            "― Piotr Nowak\n\n”My dog will not walk on it, and my dog is a good judge of bridges.” ― Ada Kern")
    assert list(rows(text)["speaker"]) == ["Piotr Nowak", "Ada Kern"]


@pytest.mark.parametrize(("text", "words", "name"), [
    ("President Olga Brandt flew home. The President was tired.", "The President", "Olga Brandt"),
    ("Jonas Lind came with his father. His father Erik Lind carried the drum.", "his father", "Erik Lind"),
    ("The baker Anna Berg votes like every other Swede.", "every other Swede", None),
])
def test_who_is_meant(text, words, name):
    article = helpers.load(text=BEFORE + text + AROUND)
    start = article.text.index(words)
    found = quotes.who(article, [(start, start + len(words))]).iloc[0]["name"]
    assert (found if isinstance(found, str) else None) == name


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("Ruth Stone QC opened the case. “It was a lie,” Stone said.", "a lie", ("Ruth Stone", "named")),
    ("Mrs Justice Okafor came in late. “Sit down,” the judge said.", "Sit down", ("Okafor", "named")),
    ("Piet Moor scored twice. “I am 35,” the Dutchman said.", "I am 35", ("Piet Moor", "named")),
    ("Town manager Gino Russo was angry. Sara Whit of Rovers was not. “There was contact,” the Rovers manager insisted.", "contact",
     ("Sara Whit", "named")),
    ("Town manager Gino Russo was angry. Sara Whit was not. “There was contact,” the Town manager insisted.", "contact",
     ("Gino Russo", "named")),
    ("Ruth Stone asked the clerk Liam Fry, who had come for the Crown. Fry, who spoke for the Crown, said he had objected to the chain. "
     "“I told them,” he said.", "I told them", ("Liam Fry", "named")),
    ("Rosa Almeida came every day. Her son's partner said nine years were “an insult to us.”", "an insult", ("Her son's partner", "unnamed")),
    ("The dam is safe, said its operator, Valmere Water, on Monday evening.", "The dam is safe", ("Valmere Water", "organisation")),
    ("The Northgate Institute opened in 1974. The Institute calls itself “the leading house for hearts.”", "leading house",
     ("Northgate Institute", "organisation")),
    ("According to a report by the transport agency, the charging station failed three times in February.", "the charging station",
     ("a report by the transport agency", "document")),
    ("A study published on Monday in The Heart Journal found that the test saves one life in a hundred.", "the test saves",
     ("A study published on Monday in The Heart Journal", "document")),
    ("Martin Kerr stood with folded hands as Mrs Justice Okafor told him: “You were warned three times, and you did nothing.”", "warned",
     ("Okafor", "named")),
    ("Colleagues found her exact. Mayor Lena Fischer called her “the heartbeat of this city.”", "heartbeat", ("Lena Fischer", "named")),
    ("The team is fourth. Town, according to Russo, “will stay angry until May.”", "stay angry", ("Russo", "named")),
])
def test_whose_words_they_are(text, words, expected):
    assert speaker(text, words) == expected


def test_this_newspaper_passes_nothing_on():
    frame = rows("Hugh Tanner told this newspaper that the clock was dead. Ada Kern told the agency TASS that it was alive.")
    assert [via if isinstance(via, str) else None for via in frame["via"]] == [None, "the agency TASS"]


def test_the_verb_before_a_report_is_what_reports_it():
    frame = rows("A clerk who asked not to be named said the port had known the price since August.")
    assert list(frame["cue"]) == ["said"]


@pytest.mark.parametrize(("words", "kind"), [
    ("THE CHAIR", "unnamed"), ("The SPEAKER", "unnamed"), ("Mr AHMED", "named"), ("Ann Lee MP", "named"), ("Labour's new MP", "unnamed"),
    ("the Dutchman", "unnamed"), ("the German government", "organisation"), ("an email seen by Reuters", "document"),
    ("the county's own study", "document"), ("NATO", "organisation")])
def test_kinds_of_speakers(words, kind):
    from helpers.quotes import speakers
    assert speakers.kind(words) == kind


def test_somebody_without_a_name_keeps_her_gender():
    frame = quotes.quotations(helpers.load(ARTICLES / "court-report.txt"))
    assert {speaker for text, speaker in zip(frame["text"], frame["speaker"], strict=True) if "drive past" in text} == {"One victim"}
