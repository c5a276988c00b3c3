"""A pasted page whose article is interrupted by a box: no paragraph is lost, and a box of other stories is not read."""
from pathlib import Path

import pytest

import helpers
from helpers import cleaning
from helpers.article import BODY
from helpers.loading import Document

ARTICLES = Path(__file__).parents[1] / "data" / "articles"
TOP = "Skip to content\nSign in\nSubscribe\nMenu\nNews\nPolitics\nBusiness\nSport\nWeather\nSearch\nHome > News > Local"
BOTTOM = ("Share this article\nFacebook\nTwitter\nTopics\nHarbour\nCouncil\nComments (12)\nMore from News\nCouncil delays vote on cycle lanes\n"
          "Five walks for a grey weekend\nMost read\n1. Bakery to close after ninety years\n2. School roof repaired at last\nAbout us\n"
          "Privacy policy\n© 2026 The Harbour Gazette. All rights reserved.")
STORIES = {
    "plain": "RELATED STORIES\nFerry crews ask for more boats\nWhy the bridge was closed in May\nHarbour fees to rise next year",
    "bullets": "Related:\n* Ferry crews ask for more boats\n* Why the bridge was closed in May",
    "dated": "Related Stories\nFerry crews ask for more boats\nMarch 3, 2026\nWhy the bridge was closed in May\nMay 19, 2025",
    "one": "READ MORE\nFerry crews ask for more boats",
    "in a line": "Read more: Ferry crews ask for more boats",
}
OTHERS = {
    "letter": "Sign up for our newsletter\nThe best of the week in your inbox every Friday morning.\nEmail address\nSign up",
    "advertisement": "Advertisement\nStory continues below advertisement",
    "player": "Embed\nShare\nThe code has been copied to your clipboard.\nNo media source currently available\n0:00 0:01:14 0:00",
    "appeal": "You have 2 free articles left this month.\nSubscribe now for unlimited access\nAlready a subscriber? Log in",
}


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "apart"])
@pytest.mark.parametrize("share", [0.35, 0.7])
@pytest.mark.parametrize("box", [*STORIES.items(), *OTHERS.items()], ids=lambda box: box[0])
@pytest.mark.parametrize("name", ["ferry-daily", "court-report", "salt-feature", "library-opinion"])
def test_an_article_goes_on_after_a_box(name, box, share, gap):
    article = helpers.load(ARTICLES / f"{name}.txt")
    paragraphs = [article.slice(block).replace("\n", " ") for block in article.blocks if block.role in ("paragraph", "quote")]
    at = max(1, int(len(paragraphs) * share))
    kind, inside = box
    lines = [*TOP.splitlines(), article.title, "By Mara Lind", "3 March 2026", *paragraphs[:at], *inside.splitlines(), *paragraphs[at:],
             *BOTTOM.splitlines()]
    text = gap.join(lines)
    blocks = cleaning.blocks(Document(text=text, source="", id=""))[0]
    read = [text[block.start:block.end] for block in blocks if block.role in BODY | {"subhead"}]
    assert [paragraph for paragraph in paragraphs if paragraph not in read] == []
    assert not set(read) - set(paragraphs) - set(inside.splitlines())
    if kind in STORIES:
        assert not set(read) & set(inside.splitlines())


def test_comments_are_not_the_article_going_on():
    article = helpers.load(ARTICLES / "ferry-daily.txt")
    remarks = [f"Reader {number}\nThis is what everybody on the island has said for years, and nobody on the council has listened."
               for number in range(5)]
    text = "\n".join([article.text, "5 Comments", *remarks])
    blocks = cleaning.blocks(Document(text=text, source="", id=""))[0]
    assert not [block for block in blocks if block.role in BODY and text[block.start:block.end].startswith("This is what everybody")]
