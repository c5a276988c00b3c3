"""Which lines are kept: short lines of a bare article, an article above readers' comments, titles with a full stop."""
import pytest

from helpers import cleaning
from helpers.cleaning import headings
from helpers.loading import Document

LEAD = ("The harbour board of Lindholm told its staff on Monday what it expects of them before the summer season, when the number of "
        "guests on the island trebles and the last boat is often full by noon.")
SECOND = ("The list was drawn up after a year in which, the board says, more people complained about manners than about delays, and "
          "in which three deckhands left because of it.")
LAST = "The union said that it had not been asked, and that it would answer with a list of its own before the end of the month."

THEN = "Both sides meet on Friday in the old customs house, where talks about the winter timetable broke down eleven years ago."


def found(text):
    return [(block.role, text[block.start:block.end]) for block in cleaning.blocks(Document(text=text, source="<test>", id=""))[0]]


def roles(lines, gap="\n\n"):
    return {words: role for role, words in found(gap.join(lines))}


@pytest.mark.parametrize("line", ["Show patience", "Get the lines ashore first", "Share the work", "Watch the weather", "Be kind",
                                  "Read the notice board", "Keep the log"])
def test_a_short_line_among_the_lines_of_a_bare_article_is_of_it(line):
    given = roles([LEAD, SECOND, "This is what the board asks of everyone:", "Greet every guest on the quay by name", line,
                   "Leave no bag on the stairs.", LAST])
    assert given[line] in ("subhead", "list", "paragraph")


@pytest.mark.parametrize("line", ["Advertisement", "Sign up for our newsletter", "Share", "© 2026 The Harbour Gazette"])
def test_a_line_that_only_a_page_has_is_not_of_the_article_there(line):
    assert roles([LEAD, SECOND, line, LAST, THEN])[line] == "furniture"


def test_an_interview_of_short_answers_is_kept_to_its_end():
    questions = ["Why did you take the boat out in such weather that night?", "Was anybody on the quay who could have told you about it?",
                 "What would you say to the families who waited for you?", "Did the radio work during all of that time?",
                 "How long had the pump been out of order by then?", "Has the company spoken to you since the day you came back?"]
    answers = ["I was asked to.", "No.", "That I am sorry for every hour of it, and that I would have waited, too.", "Most of it.",
               "Since the spring, and everybody who works on the island knew about it.", "Not yet."]
    lines = [f"{who}: {what}" for pair in zip(questions, answers, strict=True) for who, what in zip(("GAZETTE", "HALE"), pair, strict=True)]
    given = roles([LEAD, *lines])
    assert [line for line in lines if given[line] == "furniture"] == []


COMMENTS = ["Comments", "* Mara Lind on September 12, 2024 at 4:47 pm said:",
            "I wonder whether the board has asked the people who get up at four in the morning to sail, because they would have told it "
            "quite a few things about manners that are not on this list, and I have said so at every meeting for years.",
            "* Jon Hale on September 13, 2024 at 5:23 pm said:",
            "There are two sides to this. On the one hand guests pay for a service, and they should get it. On the other hand nobody is "
            "paid to be shouted at by a man who missed his boat, and the board would do well to put that on a sign of its own.",
            "It may also be that the season has become too long, and that people who have not had a day off since May are short with "
            "others, as anybody would be. I should know, since I worked there for eleven summers and was short with them myself.",
            "* Oskar on September 14, 2024 at 9:02 am said:", "Well said, Jon, and I hope that the board will read this before Monday."]


@pytest.mark.parametrize("heading", ["Comments", "8 Comments", "Kommentare", "Commentaires (3)", "Comentarios"])
def test_what_readers_say_is_not_the_article_though_it_is_longer(heading):
    page = ["Home", "News", "About us", "Open thread", "September 10, 2024 | by Catherine", LEAD,
            "Posted in Open thread | Permalink | 3 Comments", heading, *COMMENTS[1:], "Comments are closed.", "© 2024"]
    given = roles(page, "\n")
    assert given[LEAD] == "paragraph"
    assert [line for line in COMMENTS[1:] if given[line] != "furniture"] == []


@pytest.mark.parametrize(("line", "comments", "others"), [
    ("Comments", True, False), ("12 Comments", True, False), ("Comments (12)", True, False), ("Leave a Reply", True, False),
    ("Show all comments", True, False), ("Join the conversation", True, False), ("Leserkommentare", True, False),
    ("* Comments", False, False), ("Comments on the bill were due on Friday", False, False), ("The conversation turned to boats", False, False),
    ("Related stories", False, True), ("Das könnte Sie auch interessieren", False, True), ("Você pode gostar...", False, True),
    ("Related matters were not discussed", False, False), ("Read more books", False, False)])
def test_headings_of_a_page(line, comments, others):
    assert (headings.is_of_comments(line), headings.is_of_others(line)) == (comments, others)


@pytest.mark.parametrize(("line", "role"), [
    ("Harbour Board Tells Its Staff to Mind Their Manners.", "headline"),
    ("Board of U.S. Harbour Tells Staff to ‘Mind Their Manners.’", "headline"),
    ("The board tells its staff to mind their manners.", "paragraph"),
    ("Board Tells Staff to Behave. Staff Walk Out.", "paragraph")])
def test_a_title_may_end_in_a_full_stop(line, role):
    assert roles([line, LEAD, SECOND, LAST])[line] == role


SHORT_QUESTIONS = ["Where did you grow up?", "Favourite boat?", "Favourite harbour?", "Coffee or tea?", "First job?", "Best advice?"]
SHORT_ANSWERS = ["On the quay", "Whichever floats", "Home", "Coffee, black", "Peeling potatoes at the harbour inn", "Never sail on a Friday"]


def test_short_answers_of_an_interview_are_of_it_on_a_page_too():
    talk = [f"{mark}: {what}" for mark, what in (
        ("Q", "You have run the ferries for eleven years now. What has surprised you most in all of that time?"),
        ("A", "That people forgive a late boat, if somebody tells them why. They never forgive silence, and they are right not to."),
        ("Q", "The company wants to sail with one deckhand at night. What do you tell the people who are on the late watch?"),
        ("A", "The truth, which is that I have told the board four times that it is too few, and that I will tell it a fifth time on Friday."),
        ("Q", "And if the board does not listen, as it did not listen to any of those who had this office before you?"),
        ("A", "Then it will have to find somebody else who signs the roster, because I will not put my name under it."))]
    quick = [f"{mark}: {what}" for pair in zip(SHORT_QUESTIONS, SHORT_ANSWERS, strict=True) for mark, what in zip("QA", pair, strict=True)]
    page = ["Home", "News", "About us", "Log in", "Eleven years on the late boat", LEAD, *talk, *quick, "Share", "Related stories",
            "New boat to cost more", "Read more: storms", "Subscribe to our newsletter", "© 2024"]
    given = roles(page, "\n")
    assert [line for line in (*talk, *quick) if given[line] == "furniture"] == []
    assert given["New boat to cost more"] == given["Read more: storms"] == "furniture"


GERMAN = ["Zum Inhalt springen", "Abo", "Anmelden", "Menü", "Politik", "Wirtschaft", "Sport", "Kultur", "Startseite > Regional",
          "Stadtbahn entgleist, elf Verletzte", "Stand: 04.11.2025, 18:22 Uhr", "Von: Katrin Osterloh", "Drucken", "Teilen",
          "Eine Stadtbahn ist am Dienstagmorgen aus den Schienen gesprungen. Elf Menschen wurden verletzt, zwei davon schwer.",
          "Die Bahn der Linie 4 war gegen 7.20 Uhr auf dem Weg in die Innenstadt, als der vordere Wagen in einer Kurve entgleiste. Er "
          "prallte gegen einen Mast und kippte zur Seite.",
          "Lesen Sie auch: Neue Stadtbahnen kommen ein Jahr später",
          "„Es gab einen Schlag, dann lag ich auf meiner Nachbarin“, sagte eine Schülerin. Die Feuerwehr brauchte 40 Minuten, um alle "
          "Fahrgäste ins Freie zu bringen.",
          "Nach Angaben der Polizei war die Bahn mit 38 Kilometern in der Stunde unterwegs; erlaubt sind dort 30. Der Fahrer steht unter "
          "Schock und konnte noch nicht befragt werden.",
          "Abonnieren Sie unseren Newsletter und erhalten Sie jeden Morgen das Wichtigste aus der Region.",
          "Oberbürgermeisterin Anja Reuter besuchte am Nachmittag die Verletzten im Klinikum. „Wir werden jede Kurve im Netz prüfen“, "
          "kündigte sie an. (kos/dpa)",
          "Auch interessant", "Bäckerei verschenkt 400 Brötchen", "Herbstmarkt: Das müssen Besucher wissen", "Impressum", "Datenschutz", "AGB"]


def test_a_german_page_with_boxes_between_its_paragraphs():
    given = roles(GERMAN, "\n")
    assert [line for line, role in given.items() if role == "paragraph"] == [GERMAN[i] for i in (14, 15, 17, 18, 20)]
    assert [given[GERMAN[i]] for i in (9, 10, 11)] == ["headline", "date", "byline"]
