"""What the encoder answers, as quotations: the made-up answers of test_encoder."""
from __future__ import annotations

import numpy as np
import pytest

import helpers
from helpers.quotes import encoded, reading
from helpers.quotes.links import Links
from helpers.quotes.pieces import cut

from .test_encoder import reading as answers


def test_quotations_and_verdicts_come_from_the_answers():
    article = helpers.load(text="“ Yes ” said Anna Berg . The “ plan ” failed in the end , and nobody was surprised at all .\n")
    words = article.text.split()
    links = {"source first": {0: 4}, "source last": {0: 5}, "cue first": {0: 3}}
    given = answers(words, [1, 2, 2, 4, 6, 7, *[0] * (len(words) - 6)], pointers=links)
    found = encoded.reading(given, reading.paragraphs(article))
    quotation, = found.found
    assert article.text[slice(*quotation.speaker)] == "Anna Berg" and article.text[slice(*quotation.cue)] == "said"
    assert 0.98 < quotation.confidence <= 0.99
    assert {article.text[a:b]: verdict[0] for (a, b), verdict in found.verdicts.items()} == {"“ Yes ”": True, "“ plan ”": False}


@pytest.mark.parametrize(("nothing", "person", "place", "kind"), [
    (.7, .3, 0, "person"), (.75, .24, .01, "person"),       # perhaps a person, and nothing else
    (.75, .1, .15, "nothing"), (.75, 0, .25, "nothing"), (.95, .05, 0, "nothing"), (.3, .1, .6, "place"),
])
def test_a_word_that_is_perhaps_a_person_and_nothing_else_is_one(nothing, person, place, kind):
    text = "Yesterday Gloria slept"
    given = answers(text.split())
    given.names[1] = np.array([nothing, person, 0, 0, 0, place, 0])
    links = Links(given, text)
    assert links.kind(10, 16)[0] == kind
    first, last = links.person_in(cut(text, 0, len(text)), 1, 2)
    assert (first < last) == (kind != "nothing")
