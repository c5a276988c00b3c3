"""Liveblogs: short posts under their times are the article; headlines and comments with times are not."""
from pathlib import Path

import pytest

import helpers
from helpers import cleaning
from helpers.cleaning import live
from helpers.loading import Document

ARTICLES = Path(__file__).parents[1] / "data" / "articles"

COUNCIL = """Skip to content
Menu
News
Sport
The Vessen Post
Vessen council

Vessen budget vote: council passes cuts by one vote after nine-hour session – as it happened

2 March 2023

2 Mar 2023 23.52 GMT

Vessen's council has passed a budget that cuts 14m crowns from libraries, sports halls and night buses. The vote was 31 to 30.

Libraries will close on Mondays from May, and two of the five night buses will stop.

Share

Updated at 23.58 GMT

23.31 GMT

"I have lost friends tonight"

Jonas Abel, one of the two who abstained, has come out of the hall. "I could not vote for a budget that shuts the library," he said.

Share

22.47 GMT

The vote is in: 31 for, 30 against, two abstentions.

Share

Updated at 22.49 GMT

22.05 GMT

Idris Kane

The mayor has called a break of ten minutes. People on the balcony have started to sing, which is not allowed.

Share

21.20 GMT

Night buses: what is at stake

About 2,300 people take a night bus in an average week, according to the transport office. Most of them work in the hospital.

"If N5 goes I have to give up my shift," a nurse told us. She has written to all 63 members of the council. Four have answered.

Share

Most viewed

Five walks along the river
The best soup in Vessen, tested
Privacy policy
© 2023 The Vessen Post"""
POSTS = ["Vessen's council has", "Libraries will close", "\"I have lost friends", "Jonas Abel", "The vote is in", "The mayor has",
         "Night buses: what", "About 2,300", "\"If N5 goes"]

FLOOD = """LIVE UPDATES

River Osk floods Tarn valley; thousands told to leave

By Ana Reis, Piotr Wolny and Lea Strand

Updated 9:14 p.m. ET, April 11, 2022

What you need to know

The Osk broke through its banks at Tarn on Monday morning after three days of rain.
About 6,200 people in four villages have been told to leave their homes.

9:02 p.m. ET, April 11, 2022

Missing family found alive on the roof of a mill

From Northline's Ana Reis

A family of four that had been missing since morning was found on the roof of a mill below Tarn, the fire service said.

Facebook Twitter

7:45 p.m. ET, April 11, 2022

Dam operator opens second gate

From Northline's Piotr Wolny

The operator of the Skeld dam has opened a second gate to make room for water that is expected overnight.

Facebook Twitter

5:10 p.m. ET, April 11, 2022

Trains will not run between Tarn and Oskmouth before Thursday. Engineers found that water had washed away the stones.

Facebook Twitter

12:05 p.m. ET, April 11, 2022

Water stood at the first-floor windows in Lower Tarn at noon, our reporter saw. The main street could be passed only by boat.

Facebook Twitter

Paid Content
Doctors are stunned by this simple trick
Terms of Use"""
NEWS = ["What you need", "The Osk broke", "About 6,200", "Missing family", "A family of four", "Dam operator", "The operator of", "Trains will not",
        "Water stood"]

TEASERS = "\n".join(f"{hour}:05\n{headline}" for hour, headline in enumerate(
    ("Ferry stays in port for a third day", "Mayor to answer questions on Monday", "Man finds ring after forty years",
     "New bridge to cost more than planned", "School closes for repairs until May", "Storm keeps boats in the harbour"), 8))
COMMENTS = "\n".join(f"Reader {number}\n{3 + number} hours ago\nThis is what everybody on the island has said for years, and nobody has listened."
                     for number in range(6))


def kept(text: str) -> list[str]:
    blocks = cleaning.blocks(Document(text=text, source="", id=""))[0]
    return [text[block.start:block.end] for block in blocks if block.role in ("paragraph", "list", "quote", "subhead")]


@pytest.mark.parametrize(("text", "title", "expected"), [
    (COUNCIL, "Vessen budget vote: council passes cuts by one vote after nine-hour session – as it happened", POSTS),
    (FLOOD, "River Osk floods Tarn valley; thousands told to leave", NEWS),
    (COUNCIL.replace(" GMT", ""), "Vessen budget vote: council passes cuts by one vote after nine-hour session – as it happened", POSTS),
], ids=["council", "flood", "bare times"])
def test_posts_are_the_article(text, title, expected):
    found = kept(text)
    assert len(found) == len(expected)
    assert all(line.startswith(opening) for line, opening in zip(found, expected, strict=True))
    assert helpers.load(text=text).title == title


def test_the_sample():
    article = helpers.load(ARTICLES / "storm-liveblog.txt")
    roles = {article.text[block.start:block.end]: block.role for block in article.blocks}
    assert article.title == "Storm Hilde: bridge closed, thousands without power as wind reaches 140 km/h"
    assert article.authors == ("Nora Quist", "Sam Bello")
    assert {role for line, role in roles.items() if live.moment(line) is not None} == {"date"}
    assert [line for line, role in roles.items() if role == "furniture"] == [
        "Live", "Updated 21:40", "Read more", "Storm Hilde in pictures", "How to prepare for a power cut",
        "Sign up to our newsletter"]
    assert [line for line, role in roles.items() if role == "subhead"] == [
        "Key points", "Power back in Lower Halm", 'Mayor: "Do not drive to the bridge to take pictures"', "What do we know about the storm?"]


@pytest.mark.parametrize("around", [TEASERS, f"Comments (6)\n{COMMENTS}"], ids=["teasers", "comments"])
def test_an_article_with_times_under_it_is_no_liveblog(around):
    story = "\n\n".join(("Ferry crews ask for more boats", "By Jo Ek",
                         "Ferry crews asked on Tuesday for two more boats while the harbour bridge is closed to traffic.",
                         "The council said that it had set aside half of what the crews need and would look at it again on Friday.",
                         "A spokesman for the harbour said that no boat could be found before the summer, and that prices had doubled."))
    found = kept(f"Home\nSport\nWeather\n\n{story}\n\n{around}\n\nPrivacy policy\nTerms of use")
    assert not any(line in around for line in found)
    assert "Ferry crews asked on Tuesday for two more boats while the harbour bridge is closed to traffic." in found


@pytest.mark.parametrize(("line", "minute"), [
    ("21:40", 1300), ("9.15pm GMT", 1275), ("22.15 GMT", 1335), ("9:40 p.m. ET, November 21, 2019", 1300),
    ("Nov. 21, 2019, 9:40 p.m. ET", 1300), ("Posted at 21:40 21 Nov", 1300), ("12:05 a.m.", 5), ("7 p.m.", 1140), ("2h ago", -120),
    ("5 minutes ago", -5), ("Updated 21:40", None), ("3:12 / 4:55", None), ("25:10", None), ("At 21:40 the bridge was closed.", None),
    ("1.5", None), ("12", None),
])
def test_moments(line, minute):
    assert live.moment(line) == minute


@pytest.mark.parametrize(("lines", "expected"), [
    ("21:40 a 21:12 b 20:55 c 20:31 d", [0, 2, 4, 6]),
    ("08:00 a 08:30 b 09:10 c 11:00 d", [0, 2, 4, 6]),
    ("21:40 a 21:12 b 20:55 c", []),                            # too few
    ("1:41 a 18:08 b 10:18 c 15:56 d", []),                     # how long films are
    ("a b c d", []),
    ("7p.m. a 6:05p.m. b 5p.m. c 4:40p.m. d", [0, 2, 4, 6]),    # a full hour has no minutes
])
def test_stamps(lines, expected):
    assert live.stamps(lines.split()) == expected


POSTS = """14:32
Police have reopened the coast road after the tree was cleared. Drivers are asked to go slowly.
14:05
The ferry will not sail before six, the operator says. Forty people are waiting at the terminal.
13:40
About 1,200 homes had been without power since the morning, the network company says.
13:02
Summary
Here is what has changed since noon:
* Schools in the district will close early
* The outer mole is closed
12:30
The first gusts have reached the harbour. The harbour master has closed the outer mole.
"""


@pytest.mark.parametrize(("heading", "items", "role"), [
    ("Key points", "Coast road reopened after five hours\nFerry not to sail before six\nPower back in the villages", "list"),
    ("KEY EVENTS", "14:32 Coast road reopened\n14:05 Ferry not to sail before six", "list"),
    ("What we know so far:", "* Coast road reopened after five hours\n* Ferry not to sail before six", "list"),
    ("Summary", "The coast road is open again after five hours.\nThe ferry will not sail before six.", "paragraph"),
])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_sums_a_liveblog_up_is_of_the_article(heading, items, role, gap):
    page = f"Menu\nNews\nSport\nLast updated 3 March 2026\n{heading}\n{items}\n{POSTS}Share\nFacebook\nMore from News\n"
    text = gap.join(page.splitlines())
    told = {text[block.start:block.end]: block.role for block in cleaning.blocks(Document(text=text, source="", id=""))[0]}
    assert told[heading] == told["Summary"] == "subhead"
    assert {told[line] for line in items.splitlines()} == {role}
    assert told["* The outer mole is closed"] == "list"
    assert told["Sport"] == told["Facebook"] == told["More from News"] == "furniture"


def test_the_title_of_a_liveblog_may_end_in_a_full_stop():
    text = "\n\n".join([
        "Storm closes in on the coast of Arnsund.", "The latest on the storm (all times local):",
        "7:05 p.m.", "The county says that the Arn bridge is closed and will stay so until the wind has dropped below 70 km/h.",
        "6:40 p.m.", "Power is out in Lower Halm. The grid operator speaks of 17,000 households without electricity.",
        "5:55 p.m.", "A lorry has overturned on the way to the tunnel. Police ask drivers to leave room for the ambulances.",
        "5:10 p.m.", "Schools will stay closed on Wednesday, the county has announced. Exams are postponed by a week."])
    found, _ = cleaning.blocks(Document(text=text, source="<test>", id=""))
    assert [text[block.start:block.end] for block in found if block.role == "headline"] == ["Storm closes in on the coast of Arnsund."]
