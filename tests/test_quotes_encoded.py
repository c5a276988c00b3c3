"""What the encoder answers, as quotations: the made-up answers of test_encoder."""
from __future__ import annotations

import helpers
from helpers.quotes import encoded, reading

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
