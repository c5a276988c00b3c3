"""Verse pasted as text keeps its lines, a stanza a paragraph; lists, menus, prose and dialogue are no verse."""
import pytest

import helpers
from helpers.cleaning import verse

RHYMED = """The harbour keeps its boats in rows
and counts them when the wind is low,
it asks them where the herring goes
and does not wait for them to know.

The cranes stand idle on the quay,
their yellow arms are red with rust,
they lift a little of the sea
and set it down again, like dust.
"""
BARE = """Low Water

by Mara Lind

The harbour keeps its boats in rows
And counts them when the wind is low
It asks them where the herring goes
And does not wait for them to know

The cranes stand idle on the quay
Their yellow arms are red with rust
They lift a little of the sea
And set it down again like dust
"""
FREE = """You said
the tide would come
back

and it came
back
and it was
not the same tide

I counted
the stones it left
on the step
eleven, and one
of them
was mine.
"""
SONG = """[Verse 1]
I went down to the water line
To see what I could see
The boats were gone, the weather fine
And no one waved at me

[Chorus]
Oh carry me over
Oh carry me home
Oh carry me over
The wide white foam
"""


@pytest.mark.parametrize(("text", "roles"), [
    (RHYMED, ["paragraph", "paragraph"]),
    (RHYMED.replace("\n\n", "\n"), ["paragraph"]),
    (BARE, ["headline", "byline", "paragraph", "paragraph"]),
    (FREE, ["paragraph", "paragraph", "paragraph"]),
    (SONG, ["paragraph", "paragraph"]),
])
def test_a_poem_keeps_every_line(text, roles):
    article = helpers.load(text=text)
    assert [block.role for block in article.blocks] == roles
    assert "read as verse: each stanza is a paragraph" in [notice.message for notice in article.notices]
    read = " ".join(article.slice(sentence) for sentence in article.sentences)
    assert all(line in read for line in text.splitlines() if line and line != "by Mara Lind")


@pytest.mark.parametrize("text", [
    "Council delays vote on cycle lanes\nFive walks for a grey weekend\nHow the harbour lost its cranes\nThe man who repairs clocks\n",
    "More\nCouncil delays vote on lanes\nHow the harbour lost its cranes\n\nMost read\nBakery to close after ninety years\nA winter on the pans\n",
    "News\nSport\nAbout us\nContact\n\nSign in\nSubscribe\nYour account\nHelp\n",
    "The ferry left at noon.\nForty people were on board.\nIt was late and the sea was rough.\nNobody was hurt.\n",
    "2 cups of flour\n1 egg\na pinch of salt\n\nMix the flour and the egg.\nAdd the salt.\nBake for an hour.\n",
    "A: Did you see it?\nB: I did.\nA: And what did it do?\nB: It went away, and it did not come back.\n",
])
def test_what_is_no_verse(text):
    assert verse.stanzas(text) is None


def test_a_stanza_quoted_in_prose_holds_no_heading():
    text = ("The poem that won was written by a harbour pilot, who has steered ships for thirty years and writes on the way home.\n\n"
            "The judges praised its plain words. It begins:\n\n" + RHYMED.partition("\n\n")[0] + "\n\n"
            "The prize of 2,000 euros will be handed over in May. She will buy a new coat, because the old one is wet on both sides.\n")
    assert {block.role for block in helpers.load(text=text).blocks} == {"paragraph"}
