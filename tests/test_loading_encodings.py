"""Encodings: the same text whatever bytes it came as; wrongly decoded text recognised, never rewritten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import ArticleError, loading
from helpers.loading import encodings

TEXTS = [
    "The mayor didn’t wait. “We’ve waited enough,” she said – twice.",
    "He paid £3.50 at the café, and €2 more for the crème brûlée.",
    "Zoë Müller and José Núñez met in São Paulo; François stayed in Besançon.",
    "It was 30° outside … and ‘cold’ inside—colder than ever.",
    "A résumé of the naïve fiancée’s soirée.",
    "Ångström, Øresund and Köln are places; so is Málaga.",
    "“Yes,” he said.\n\n“No,” said she.\n\n—A reader",
    "The senators’ bill cost $5 million.",
    "Only one word is odd: jalapeño.",
    "The U.S.–China talks went on; so did 1914–1918 in the books.",
    "TÉLÉVISION, in capitals, and l’été in French.",
    "Prices rose ½ point to 3¼ per cent • a list",
]

CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman", "latin-1"]


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_in_every_encoding(text, codec):
    data = text.encode(codec, "ignore")
    expected = text.encode(codec, "ignore").decode(codec)
    assert encodings.decode(data)[0] == expected
    assert encodings.decode(data * 3)[0].replace("\ufeff", "") == expected * 3 or "utf-" in codec


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        (
            "cp1251",
            "Мэр города сказал, что мост будет закрыт на шесть недель. Паромы будут ходить каждые двадцать минут.",
        ),
        ("gb18030", "市长说，大桥将从星期一起关闭六个星期。渡轮每二十分钟一班。工程师发现了两处裂缝，需要立即修理。"),
        ("utf-16-le", "Мэр города сказал, что мост будет закрыт на шесть недель."),
    ],
)
def test_other_scripts(codec, text):
    assert encodings.decode(text.encode(codec))[0] == text


def test_a_guess_is_said():
    [found] = loading.read("It’s a café.".encode("cp1252"))
    assert [str(notice) for notice in found.notices] == ["decoded as cp1252"]
    [found] = loading.read("It’s a café.".encode())
    assert found.notices == ()


def test_stray_bytes_in_utf8_are_said_with_their_place():
    data = "Zoë said it’s cold. “Very,” she said, in São Paulo and Málaga. ".encode() + b"It\x92s warm."
    [found] = loading.read(data)
    assert found.text.endswith("It’s warm.")
    [notice] = found.notices
    assert "cp1252" in str(notice) and found.text[notice.start : notice.end] == "’"


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", ["It’s late.", "A café closed.", "“So,” she said.", "It cost £5.", "Wait… what?"])
def test_mojibake_is_said_and_left(text, codec):
    wrong = text.encode().decode(codec, "replace")
    [found] = loading.read(None, text=wrong)
    assert found.text == wrong
    [notice] = found.notices
    assert "decoded wrongly" in str(notice)
    assert 0 <= notice.start < notice.end <= len(wrong)


@pytest.mark.parametrize("text", [*TEXTS, "CAFÉ», dit-il.", "Â", "Ãó", "ÅNGSTRÖM® 5", "naïve â la carte", "√2 and ∂x"])
def test_good_text_is_no_mojibake(text):
    assert encodings.mojibake(text) is None


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            b'<html><head><meta charset="windows-1251"></head><body><p>'
            b"\xcc\xee\xf1\xf2 \xe7\xe0\xea\xf0\xfb\xf2 \xed\xe0 \xf8\xe5\xf1\xf2\xfc "
            b"\xed\xe5\xe4\xe5\xeb\xfc, "
            b"\xf1\xea\xe0\xe7\xe0\xeb \xec\xfd\xf0 \xe3\xee\xf0\xee\xe4\xe0.</p></body></html>",
            "Мост закрыт на шесть недель, сказал мэр города.",
        ),
        (
            b'<html><head><meta charset="iso-8859-1"></head><body><p>'
            b"The mayor\x92s caf\xe9 will stay closed for weeks, she said.</p>",
            "The mayor’s café will stay closed for weeks, she said.",
        ),
        (
            '<html><head><meta charset="iso-8859-1"></head><body>'
            "<p>The mayor’s café will stay closed, she said.</p>".encode(),
            "The mayor’s café will stay closed, she said.",
        ),
    ],
)
def test_a_pages_charset_is_believed_where_its_bytes_agree(page, expected):
    [found] = loading.read(page)
    assert expected in found.text


@given(st.binary(max_size=300))
def test_any_bytes_end_in_documents_or_an_error(data):
    for found in loading.read_many([data]):
        assert isinstance(found, ArticleError) or (found.text.strip() and found.text.encode("utf-8"))


@given(st.text(max_size=200))
def test_any_text_comes_back_as_it_is_or_ends_in_an_error(text):
    try:
        [found] = loading.read(None, text=text)
    except ArticleError as error:
        assert error.trouble and error.cure
    else:
        assert found.text == text
        assert all(0 <= notice.start < notice.end <= len(text) for notice in found.notices)


@given(st.text(alphabet="abc éàñ’“”–—.…\n", min_size=1, max_size=80), st.sampled_from(["cp1252", "mac_roman"]))
def test_single_byte_text_keeps_its_length(text, codec):
    data = text.encode(codec)
    try:
        assert encodings.decode(data)[0] is not None
    except encodings.Undecodable as error:
        assert str(error)
