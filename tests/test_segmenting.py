"""Sentences, words and tokens: tables of real sentences, and what must hold for any text."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import cleaning, segmenting

pytestmark = pytest.mark.filterwarnings("error")


def cut(text):
    return segmenting.segment(text, cleaning.paragraphs(text))


def sentences(text):
    return [text[s.start:s.end] for s in cut(text)[0]]


def words(text):
    return [text[w.start:w.end] for w in cut(text)[1]]


def tokens(text):
    return [text[w.start:w.end] for w in cut(text)[2]]


@pytest.mark.parametrize("text, expected", [
    ("The U.S. sent aid. The U.K. did not.", 2),
    ("She moved to the U.S. The visa took a year.", 2),
    ("Mr. Adeyemi met Dr. Ito and Gen. Park on Friday.", 1),
    ("Turn to No. 5 on the list.", 1),
    ("Was it right? No. It was not.", 3),
    ("The law took effect on Jan. 5 in most states.", 1),
    ("They drove from St. Louis, Mo., to Chicago.", 1),
    ("J. R. Okafor and A. B. Lindqvist wrote it.", 1),
    ("Prices rose 3.5 percent, to $1,200.50 a tonne.", 1),
    ("He paused ... and then went on.", 1),
    ("He paused... Then he went on.", 2),
    ("The vote is at 5 p.m. Police said they were ready.", 2),
    ("The vote is at 5 p.m. EST on Monday.", 1),
    ("At 5 a.m. Mr. Novak left for work.", 1),
    ("Read https://example.org/a.b?c=d. It is short.", 2),
    ("The story ran on bbc.co.uk and on Le Monde's site.", 1),
    ("Planes left the camps.Last month they came back.", 2),
    ('"We are tired. We are hungry," she said.', 2),
    ('"Stop!" he shouted.', 1),
    ('"Stop!" Officer Mensah shouted.', 1),
    ('"It is over." The crowd went home.', 2),
    ("It ended (as it had begun.) in silence.", 1),
    ("Acme Inc. said profits fell. Shares of Acme Inc. The company is old.", 3),
    ("Is that so?! Yes.", 2),
    ("The study was small. [1] [2] It was repeated.", 2),
    ("Apples, pears, plums etc. were sold.", 1),
    ("i went home. it was late.", 2),
    ("1. Wash the rice. 2. Boil it.", 2),
    ("今日は晴れです。明日は雨です。", 2),
    ("هل هذا صحيح؟ نعم.", 2),
])
def test_number_of_sentences(text, expected):
    assert len(sentences(text)) == expected, sentences(text)


@pytest.mark.parametrize("text", [
    'Peskov called it "useful. And frank." The talks go on.',
    '"Go!" he cried. "Go now." They went.',
    'He wrote: "It\'s done." Nobody answered.',
])
def test_curly_and_straight_marks_are_cut_alike(text):
    opened, curly = False, ""
    for sign in text:
        if sign == '"':
            sign, opened = "”" if opened else "“", not opened
        curly += sign.replace("'", "’")
    assert [(s.start, s.end) for s in cut(text)[0]] == [(s.start, s.end) for s in cut(curly)[0]]
    assert cut(text)[1] == cut(curly)[1]
    assert cut(text)[2] == cut(curly)[2]


@pytest.mark.parametrize("text", [
    "It broke the line.He fixed it.", 'They left.“We stay,” she said.', 'They left."We stay," she said.',
    "It was in Texas.The heat rose.", "Was it him?Nobody knows."])
def test_glued_ends_are_cut_and_told(text):
    found, *_, notices = cut(text)
    assert len(found) == 2
    [notice] = notices
    assert text[notice.start:notice.end] == text[:found[0].end].split()[-1]
    assert notice.message == f"space missing after '{text[notice.start:notice.end]}'"


@pytest.mark.parametrize("text", [
    "They use Vue.js and Booking.Com daily.", "Send it to m.Rossi@Example.Org today.", "The P.G.Wodehouse novel sold.",
    "See Annual.Report.pdf for more.", "The U.S.-backed plan failed."])
def test_dots_inside_names_do_not_cut(text):
    assert sentences(text) == [text]


def test_lines_that_wrap_are_one_paragraph():
    text = ("The committee met for three hours on Tuesday and heard from eleven\nwitnesses, most of whom said the river had been "
            "clean until the plant\nopened in 1998. Nobody from the company came, and its lawyers did not\nanswer letters.")
    assert len(sentences(text)) == 2


def test_paragraphs_are_numbered_over_the_body():
    text = "One thing happened. Then another.\n\nA third came later."
    found = cut(text)[0]
    assert [s.paragraph for s in found] == [1, 1, 2]
    assert [s.block for s in found] == [0, 0, 1]


@pytest.mark.parametrize("text, expected", [
    ("She didn't go.", ["She", "did", "n't", "go", "."]),
    ("She didn’t go.", ["She", "did", "n’t", "go", "."]),
    ("Assad’s troops can't win.", ["Assad", "’s", "troops", "ca", "n't", "win", "."]),
    ("We cannot pay $1,200 (20%).", ["We", "can", "not", "pay", "$", "1,200", "(", "20", "%", ")", "."]),
    ("A five-year-old re-elected it.", ["A", "five", "-", "year", "-", "old", "re-elected", "it", "."]),
    ("Mr. Lee left the U.S.", ["Mr.", "Lee", "left", "the", "U.S."]),
    ("See www.bbc.co.uk/news, @user or #tag.", ["See", "www.bbc.co.uk/news", ",", "@user", "or", "#tag", "."]),
    ("Wait... what?!", ["Wait", "...", "what", "?", "!"]),
    ("At 10:30 on 02/03/2020.", ["At", "10:30", "on", "02/03/2020", "."]),
])
def test_tokens(text, expected):
    assert tokens(text) == expected


@pytest.mark.parametrize("text, expected", [
    ("She didn't say “no” — twice.", ["She", "didn't", "say", "no", "twice"]),
    ("A five-year-old in the U.S. ate 1,200 peas.", ["A", "five-year-old", "in", "the", "U.S.", "ate", "1,200", "peas"]),
    ("RFE/RL's U.S.-led team & co.", ["RFE/RL's", "U.S.-led", "team", "co"]),
    ("It cost $5.50 (or 3%).", ["It", "cost", "5.50", "or", "3"]),
    ("- * -", []),
])
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize("text, expected", [
    ("The minister said that the plan was late and that it had been costly.", "en"),
    ("Der Minister sagte, dass der Plan nicht fertig ist und dass er mit den Kosten nicht zufrieden ist.", "de"),
    ("Le ministre a dit que les travaux ne sont pas finis et que le coût est plus élevé pour la ville.", "fr"),
    ("El ministro dijo que las obras no están listas y que el coste es más alto para los vecinos de la ciudad.", "es"),
    ("Министр сказал, что план ещё не готов.", "ru"), ("Міністр сказав, що план ще не готовий, і його змінять.", "uk"),
    ("部长说计划还没有完成。", "zh"), ("大臣は計画がまだできていないと言った。", "ja"), ("قال الوزير إن الخطة لم تكتمل بعد.", "ar"),
    ("Markets rally.", None), ("a i o do to", "en"), ("Kerry, Lavrov Hold Moscow Talks", None), ("She won.", None),
])
def test_language(text, expected):
    code, notices = segmenting.language(text, cut(text)[0])
    assert code == expected
    assert bool(notices) == (expected not in (None, "en"))


LETTERS = st.text(alphabet=st.sampled_from("aAzZ9éßш中ب .,!?…;:'’\"“”‘()[]-–—/@#$%&*•\n\t\r\u00a0\u2028\x00\ud800U.S."), max_size=300)
ANY = st.text(max_size=200) | LETTERS


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_units_nest_and_lie_in_order(text):
    blocks = cleaning.paragraphs(text)
    found, counted, pieces, notices = segmenting.segment(text, blocks)
    end = 0
    for sentence in found:
        block = blocks[sentence.block]
        assert max(end, block.start) <= sentence.start < sentence.end <= block.end
        assert text[sentence.start:sentence.end].strip() == text[sentence.start:sentence.end]
        end = sentence.end
    for column in (counted, pieces):
        end = 0
        for word in column:
            sentence = found[word.sentence]
            assert max(end, sentence.start) <= word.start < word.end <= sentence.end
            assert not any(map(str.isspace, text[word.start:word.end]))
            end = word.end
    for notice in notices:
        assert 0 <= notice.start < notice.end <= len(text)


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_no_visible_sign_is_lost(text):
    found, _, pieces, _ = cut(text)
    inside = "".join(text[s.start:s.end] for s in found)
    assert "".join(inside.split()) == "".join(text.split())
    assert "".join(text[t.start:t.end] for t in pieces) == "".join(text.split())


@pytest.mark.parametrize("piece", ['"', ".", ". ", "a-", "A.A", '."', ".[1] ", "- ", "-", "a@", "Aa.", "1) a ", "http://"])
def test_odd_texts_stay_quick(piece):
    """Ten thousand of anything come back at once: a scan that is not linear would take minutes here."""
    text = piece * 10_000
    found, *_ = cut(text)
    assert "".join(text[s.start:s.end] for s in found).replace(" ", "") == text.replace(" ", "").strip()
