"""Roles of lines that pages of many kinds carry: who wrote it and when, captions, lists, headings, links to other stories."""
import pytest

from helpers import cleaning
from helpers.cleaning import headings, signed
from helpers.loading import Document

LEAD = ("Forty electric buses that were bought for 17 million have stood in a depot since March, as they are too tall for a bridge on every "
        "one of their routes, according to a report that the county tried to keep from the public.")
SECOND = ("The report was written by the county's own auditors. It says that nobody in the transport department measured the bridge before "
          "the order for the buses was signed, and that nobody asked the drivers, who could have told them.")
LAST = "The county said that it was exploring what could be done, which includes letting air out of the tyres of its buses."
MENU = ["Home", "News", "Sport", "Culture", "Log in"]
TITLE = "County paid for 40 buses that have never left the depot"


def roles(lines, gap="\n"):
    text = gap.join(lines)
    return {text[block.start:block.end]: block.role for block in cleaning.blocks(Document(text=text, source="<test>", id=""))[0]}


@pytest.mark.parametrize(("lines", "byline", "date"), [
    (["Ruth Amadi", "Local government correspondent", "Saturday 8 November 2025, 6.00pm GMT"], "Ruth Amadi",
     "Saturday 8 November 2025, 6.00pm GMT"),
    (["Auditors say that nobody looked", "Ruth Amadi", "Saxby - 8 NOV 2025 - 05:30 CEST"], "Ruth Amadi", "Saxby - 8 NOV 2025 - 05:30 CEST"),
    (["Stand: 04.11.2025, 18:22 Uhr", "Von: Katrin Osterloh"], "Von: Katrin Osterloh", "Stand: 04.11.2025, 18:22 Uhr"),
    (["Published: Sep 14, 2025 · Updated: Oct 2, 2025 by Ruth Amadi · 46 Comments"], None,
     "Published: Sep 14, 2025 · Updated: Oct 2, 2025 by Ruth Amadi · 46 Comments")])
def test_who_wrote_it_and_when(lines, byline, date):
    given = roles([*MENU, TITLE, *lines, "Share", LEAD, SECOND, LAST, "© 2025 The Gazette"])
    assert given[TITLE] == "headline"
    assert [line for line, role in given.items() if role == "byline"] == ([byline] if byline else [])
    assert [line for line, role in given.items() if role == "date"] == [date]


@pytest.mark.parametrize("line", ["8 November 2025", "Valdemora - 21 OCT 2025 - 05:30 CEST", "New York | 8 November 2025"])
def test_dates(line):
    assert signed.is_date(line)


@pytest.mark.parametrize("line", ["In 2025 the bridge was closed", "Two dates: 3 May 2024 and never", "Chapter 12", "The 8 November movement"])
def test_lines_that_are_no_dates(line):
    assert not signed.is_date(line)


@pytest.mark.parametrize("line", [
    "One of the forty buses at the depot in Saxby. They are 12 cm too tall. © Jens Vogel", "The depot in Saxby, last Saturday. / PACO RUIZ",
    "One of the buses at the depot in Saxby. Photo: Jens Vogel"])
def test_a_caption_above_the_article_is_not_its_headline(line):
    given = roles([*MENU, TITLE, "Share", line, LEAD, SECOND, LAST])
    assert (given[TITLE], given[line]) == ("headline", "caption")


def test_two_sentences_are_rather_a_caption_than_a_headline():
    line = "One of the forty electric buses in the depot in Saxby. They are too tall for the bridge"
    assert roles([*MENU, TITLE, "Share", line, LEAD, SECOND, LAST])[TITLE] == "headline"


def test_many_short_lines_in_a_row_are_a_list():
    given = roles([LEAD, SECOND, "What the auditors ask for", "A tape measure in every garage", "Two signatures under every order",
                   "A list of all bridges", LAST], "\n\n")
    assert list(given.values()) == ["paragraph", "paragraph", "subhead", "list", "list", "list", "paragraph"]


def test_short_lines_after_a_colon_are_a_list():
    given = roles([LEAD, SECOND, "This is what the auditors ask for now:", "A tape measure in every garage", "A list of all bridges", LAST],
                  "\n\n")
    assert list(given.values()) == ["paragraph"] * 3 + ["list", "list", "paragraph"]


def test_a_heading_with_a_number_is_no_list():
    given = roles(["1. The order", LEAD, "2. The bridge", SECOND, "3. The tyres", LAST], "\n\n")
    assert [role for line, role in given.items() if line[0] in "23"] == ["subhead"] * 2
    given = roles([LEAD, SECOND, "1. A tape measure", "2. A list of bridges", "3. Two signatures", LAST], "\n\n")
    assert [role for line, role in given.items() if line[0] in "123"] == ["list"] * 3


@pytest.mark.parametrize(("line", "answer"), [
    ("Read also: New bridge to cost more than planned", True), ("READ MORE: Ten bridges that are too low", True),
    ("Lesen Sie auch: Neue Bahnen kommen ein Jahr später", True), ("À lire aussi : Le pont est trop bas", True),
    ("Lea también: El puente es demasiado bajo", True), ("[Related: Ten bridges that are too low]", True),
    ("Read more of his books and you will see", False), ("\"Read more: it helps,\" she told them", False),
    ("Related costs: 17 million over four years", False)])
def test_a_line_that_leads_to_another_story(line, answer):
    assert headings.names_another(line) == answer
