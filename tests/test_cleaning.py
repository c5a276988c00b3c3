"""Roles of lines: pages written for these tests, and what must hold for any text."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers
from helpers import cleaning
from helpers.loading import Document

PAGE = """Skip to main content

Home
World
Business
Sport

Subscribe
Log in

The Harbour Gazette

Ferry workers end strike after eleven days

By Miriam Oyelaran

March 3, 2021

Share on Facebook
Share on Twitter
Email

Ferry workers in the port of Lindholm voted on Tuesday to end a strike that had cut off four islands for eleven days.

The vote, held in a sports hall near the harbour, was closer than the union's leaders had expected. Of the 412 members \
who took part, 219 said yes.

A ferry lies at the quay in Lindholm. Photo: Arne Dahl

"Nobody is happy with the pay, but people have to see their doctors," said Petra Lindqvist, who speaks for the union.

Advertisement

What the company offered

The company had offered a rise of 2.1 percent a year over three years. The union had asked for twice as much, and \
for a second deckhand on night crossings.

According to the county, some 3,000 people on the islands had to rely on a single supply boat during the strike.

Boats are expected to sail again from Thursday morning, the company said in a statement.

Reporting by Miriam Oyelaran; editing by Jonas Falk

Related articles

Storm keeps boats in port
New bridge to cost more than planned
Five things to do on the islands

Most read

1. Man finds ring after 40 years
2. School closes for repairs

Sign up for our newsletter
Enter your email address

Comments (14)

Terms of use
Privacy policy
© 2021 The Harbour Gazette. All rights reserved."""

BODY = ["Ferry workers in the port", "The vote, held", "\"Nobody is happy", "The company had offered",
        "According to the county", "Boats are expected"]


def blocks(text, given=None):
    return cleaning.blocks(Document(text=text, source="<test>", id="", blocks=given))


def by_role(text):
    found = {}
    for block in blocks(text)[0]:
        found.setdefault(block.role, []).append(text[block.start:block.end])
    return found


def test_a_page():
    found = by_role(PAGE)
    assert found["headline"] == ["Ferry workers end strike after eleven days"]
    assert found["byline"] == ["By Miriam Oyelaran"]
    assert found["date"] == ["March 3, 2021"]
    assert found["caption"] == ["A ferry lies at the quay in Lindholm. Photo: Arne Dahl"]
    assert found["subhead"] == ["What the company offered"]
    assert found["credit"] == ["Reporting by Miriam Oyelaran; editing by Jonas Falk"]
    assert [line[:len(start)] for line, start in zip(found["paragraph"], BODY, strict=True)] == BODY


def test_an_article_without_a_page_is_kept_whole():
    start, end = PAGE.index("Ferry workers in the port"), PAGE.index("Reporting by Miriam")
    text = "Ferry workers end strike after eleven days\n\n" + PAGE[start:end].replace("Advertisement\n\n", "")
    found = by_role(text)
    assert "furniture" not in found
    assert len(found["paragraph"]) == len(BODY)


@pytest.mark.parametrize("text", [
    "It rained.", "It rained all night. Nobody slept.", "No full stop here", "One line.\n\nAnother line.",
    "Headline of three words\n\nThe council met on Monday and voted to close the school."])
def test_short_texts_are_kept(text):
    assert "furniture" not in by_role(text)


def test_what_is_printed_twice_is_flagged_and_told():
    line = "The council met for three hours on Monday and heard nine witnesses before it voted."
    text = f"{line}\n\nA second paragraph says something else about the council and its members.\n\n{line}"
    found, notices = blocks(text)
    assert [block.repeats for block in found] == [None, None, 0]
    [notice] = notices
    assert text[notice.start:notice.end] == line
    assert notice.message.startswith("paragraph printed twice: The council met")


def test_a_line_printed_twice_in_a_row_is_a_caption():
    caption = "The mayor of Lindholm speaks to ferry workers at the harbour on March 2."
    text = PAGE.replace("A ferry lies at the quay in Lindholm. Photo: Arne Dahl", f"{caption}\n{caption}")
    assert by_role(text)["caption"] == [caption, caption]


def test_roles_a_format_knows_are_kept():
    text = "Menu\nTitle\n  A paragraph. \nA paragraph.\nFooter"
    given = ((5, 10, "headline"), (11, 26, "paragraph"), (27, 39, "paragraph"))
    found, notices = blocks(text, given)
    assert [(block.role, text[block.start:block.end], block.repeats) for block in found] == [
        ("furniture", "Menu", None), ("headline", "Title", None), ("paragraph", "A paragraph.", None),
        ("paragraph", "A paragraph.", 2), ("furniture", "Footer", None)]
    assert len(notices) == 1


def test_lines_that_wrap_are_one_block():
    text = ("Members of the town council met on Monday evening in the old\ntown hall to decide whether the ferry "
            "should sail in winter. Most\nof them said that it should, if the county agrees to pay for a\nsecond crew."
            "\n\n"
            "The next meeting is in March.")
    assert [text[block.start:block.end][:12] for block in cleaning.paragraphs(text)] == ["Members of t", "The next mee"]


def test_short_lines_are_not_put_together():
    text = "milk\nbread and butter\napples, pears"
    assert len(cleaning.paragraphs(text)) == 3


PIECES = st.lists(st.sampled_from([*PAGE.split("\n\n"), "", " ", "\t•", "\r\n", "\u2028", "“Yes.”", "0:00 0:30", "\x00",
                                   "\ud800", "a" * 300, "是的。", "* * *", "WATCH: Yes", "By", "Photo:"]), max_size=40)


@settings(max_examples=150, deadline=None)
@given(PIECES, st.sampled_from(["\n", "\n\n", "\r\n", "\n \n", " "]))
def test_every_visible_sign_lies_in_exactly_one_block(pieces, between):
    covers(between.join(pieces))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_covered(text):
    covers(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=5))
def test_any_known_blocks_are_covered(text, spans):
    given = tuple((min(a, b, len(text)), min(max(a, b), len(text)), "paragraph") for a, b in spans)
    covers(text, given)


def covers(text, given=None):
    found, notices = blocks(text, given)
    end = 0
    for index, block in enumerate(found):
        assert not text[end:block.start].strip()
        assert block.start < block.end and text[block.start:block.end].strip() == text[block.start:block.end]
        assert block.repeats is None or block.repeats < index
        end = block.end
    assert not text[end:].strip()
    assert all(text[notice.start:notice.end] for notice in notices)


FERRIES = """The ferry crews asked on Tuesday for two more boats while the old harbour bridge is closed for repairs this spring.

"Twenty minutes is too long to wait in the rain," said one of them, who has steered the ferry for eleven years.

The council said that it had set aside half of what the crews need for the boats and would look at it again on Friday.
"""


@pytest.mark.parametrize(("top", "expected"), [
    ("Ferry crews ask for more boats as bridge stays shut\n\nCrews say twenty minutes is too long to wait in the rain",
     ["headline"]),
    ("Ferry crews ask for more boats - The Gazette\n\nFerry crews ask for more boats", ["furniture", "headline"]),
    ("Ferry crews ask for more boats\n\nInterview: Jo Ek", ["headline", "byline"]),
    ("Ferry crews ask for more boats\n\nWords: Jo Ek and Ann Lee", ["headline", "byline"]),
])
def test_what_stands_above_an_article(top, expected):
    text = f"Home\n\nSport\n\nWeather\n\n{top}\n\n{FERRIES}"
    found = [block.role for block in cleaning.blocks(Document(text=text, source="", id=""))[0]]
    assert found[3:3 + len(expected)] == expected


@pytest.mark.parametrize(("line", "role"), [
    ("MS LEE: The engineers do. I only sign. [Laughter]", "paragraph"),
    ("MS LEE: The engineers decide, and I only sign. (Applause)", "paragraph"),
    ("What the engineers decide", "subhead"),
    ("What the crews want (and why)", "subhead"),
])
def test_a_line_that_ends_before_a_stage_direction_is_no_heading(line, role):
    text = f"{FERRIES}\n{line}\n\n{FERRIES.replace('Friday', 'Monday').replace('Tuesday', 'Sunday').replace('minutes', 'hours')}"
    found = {text[block.start:block.end]: block.role for block in cleaning.blocks(Document(text=text, source="", id=""))[0]}
    assert found[line] == role


@pytest.mark.parametrize(("line", "role"), [
    ("By Lea Strand", "byline"), ("Live text by Per Aune", "byline"), ("5 May 2023", "date"), ("Mon 2 Mar 2023 23.52 GMT", "date"),
    ("Published: Jan. 9, 2024 at 6:12 a.m. | Updated: Jan. 9, 2024 at 11:40 a.m.", "date"),
    ("Photo: Mette Lie carries the first loaves ashore. Credit: Lea Strand", "caption"),
    ("Foto: Mette Lie trägt die ersten Brote an Land.", "caption"), ("Фото: Метте Ли с первым хлебом", "caption"),
    ("The post Goat elected by mistake appeared first on Halm Gazette.", "furniture"),
    ("You're receiving this newsletter because you signed up at northline.example.", "furniture"),
    ("You are getting what you asked for.", "paragraph"), ("By night the bridge is closed.", "paragraph"),
    ("The post office appeared in the film.", "paragraph"),
])
def test_what_a_format_calls_a_paragraph(line, role):
    lines = ["The bakery that went to sea", line, max(FERRIES.splitlines(), key=len)]
    text = "\n".join(lines)
    spans = tuple((text.index(words), text.index(words) + len(words), given)
                  for words, given in zip(lines, ("headline", "paragraph", "paragraph"), strict=True))
    assert [block.role for block in blocks(text, spans)[0]] == ["headline", role, "paragraph"]


@pytest.mark.parametrize(("below", "role"), [
    ("Nora Quist and Sam Bello\n\nUpdated 21:40", "byline"), ("Nora Quist\n\nMarch 3, 2021", "byline"), ("World News\n\nShare", "furniture"),
])
def test_names_under_the_headline(below, role):
    text = f"Home\n\nSport\n\nWeather\n\nFerry crews ask for more boats\n\n{below}\n\n{FERRIES}"
    found = {text[block.start:block.end]: block.role for block in blocks(text)[0]}
    assert found["Ferry crews ask for more boats"] == "headline"
    assert found[below.splitlines()[0]] == role


JAPANESE = """サイトマップ
お問い合わせ
ログイン
会員登録
ニュース
スポーツ
天気
経済
文化
写真
動画
新着記事
ホーム › ニュース › 経済
2023-03-14
ツイート
シェア

港の橋が六週間閉鎖される

港の古い橋は月曜日から六週間閉鎖される、と市議会が発表した。技術者が二本の柱にひびを見つけたためである。

「もう待つことはできません」と市長は記者団に語った。安全が第一だという。

渡し船は二十分おきに運航し、切符は半額になる見込みだ。商店主たちは補償を求めている。

関連記事
* 駅前の広場に新しい図書館
* 冬の港で花火大会
* 市役所の時計が止まる
人気ランキング
1 猫が市長に
2 坂の上のパン屋
3 古い灯台の話
広告
利用規約
プライバシーポリシー
会社概要
採用情報
"""


def test_a_script_without_blanks():
    found = [JAPANESE[block.start:block.end] for block in blocks(JAPANESE)[0] if block.role in ("paragraph", "quote", "list")]
    assert [line[:6] for line in found if line.endswith("。")] == ["港の古い橋は", "「もう待つこ", "渡し船は二十"]
    assert not any(line.startswith(("*", "1", "2", "3")) or line in ("ニュース", "写真", "プライバシーポリシー") for line in found)


def test_what_a_printed_page_carries():
    text = f"THE GAZETTE   Friday   Page 7\n\nFerry crews ask for more boats\n\n{FERRIES}\n7 | gazette.example\n\n{FERRIES.replace('boats', 'ships')}"
    found = {text[block.start:block.end]: block.role for block in blocks(text)[0]}
    assert found["THE GAZETTE   Friday   Page 7"] == found["7 | gazette.example"] == "furniture"
    assert found["Ferry crews ask for more boats"] == "headline"


@pytest.mark.parametrize(("byline", "date", "author"), [
    ("Von Anna Berg", "12. März 2024", "Anna Berg"),
    ("Von Anna Berg", "Veröffentlicht am 12. März 2024 um 14:30 Uhr", "Anna Berg"),
    ("Par Claire Dumont", "Publié le 12 mars 2024 à 14h30", "Claire Dumont"),
    ("Por Juan Pérez", "martes, 12 de marzo de 2024", "Juan Pérez"),
    ("Di Anna Rossi", "12 marzo 2024", "Anna Rossi"),
    ("Door Piet de Vries", "12 maart 2024, 10.15 uur", "Piet de Vries"),
    ("Por Ana Souza", "12 de março de 2024", "Ana Souza"),
    ("מאת דנה לוי", "12 במרץ 2024", "דנה לוי"),
    ("بقلم ليلى حداد", "12 مارس 2024", "ليلى حداد"),
    ("Текст: Анна Петрова", "12 марта 2024 года, 14:30", "Анна Петрова"),
    ("作者：王小明", "2024年3月12日", "王小明"),
    ("Autor: Jan Kowalski", "12 marca 2024 r.", "Jan Kowalski"),
])
def test_byline_and_date_in_other_languages(byline, date, author):
    body = ("Die Brücke über den Hafen ist seit Montag gesperrt, weil ein Pfeiler nachgegeben hat. Niemand wurde verletzt.",
            "Die Stadt prüft nun alle anderen Brücken, sagte der Bürgermeister. Das dauert bis in den Sommer.")
    article = helpers.load(text="\n\n".join(["Brücke über den Hafen gesperrt", byline, date, *body]))
    assert [block.role for block in article.blocks] == ["headline", "byline", "date", "paragraph", "paragraph"]
    assert (article.authors, article.published) == ((author,), "2024-03-12")


def test_a_salutation_is_no_headline():
    text = "Dear editors,\n\n" + "\n\n".join(["The port will replace its four ferries in April, it said on Monday. They carry 300 people each."] * 1 + [
        "The vessels are built in the yard at Nordvik. They are charged at the quay between two crossings, in seven minutes."])
    assert "headline" not in {block.role for block in helpers.load(text=text).blocks}


def test_what_a_mail_and_an_agency_put_around_an_article():
    lines = ("View this email in your browser", "The tram left the rails near the central station on Tuesday, the operator said. Nobody died.",
             "(Reporting by Ann Field; Editing by Bo Sample)")
    text = "\n".join(lines)
    known = tuple((text.index(line), text.index(line) + len(line), "paragraph") for line in lines)
    told = [block.role for block in cleaning.blocks(Document(text=text, source="", id="", blocks=known))[0]]
    assert told == ["furniture", "paragraph", "credit"]


def test_a_german_quotation_ends_its_paragraph():
    text = ("Die Brücke über den Hafen ist seit Montag gesperrt. Die Stadt lässt alle Pfeiler prüfen.\n\n"
            "„Wir wissen, dass das für viele ein Umweg ist“, sagte die Bürgermeisterin. „Aber wir haben keine Wahl.“\n\n"
            "Die Arbeiten sollen im Mai enden. Die Fähre fährt morgens zweimal öfter.")
    assert [block.role for block in helpers.load(text=text).blocks] == ["paragraph"] * 3
