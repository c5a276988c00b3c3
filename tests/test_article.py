"""The data model: spans, columns of words, errors, and that it all survives pickling."""
import pickle
from dataclasses import FrozenInstanceError

import pytest

from helpers.article import Article, ArticleError, Block, Sentence, Word, Words

TEXT = "One two. Three."
SMALL = Article(
    text=TEXT, blocks=(Block(0, 8, "paragraph"), Block(9, 15, "paragraph", repeats=0)),
    sentences=(Sentence(0, 8, 0, 1), Sentence(9, 15, 1, 2)), words=Words([0, 4, 9], [3, 7, 14], [0, 0, 1]))


def test_words_are_a_sequence_of_words_and_three_columns():
    assert list(SMALL.words) == [Word(0, 3, 0), Word(4, 7, 0), Word(9, 14, 1)]
    assert [SMALL.slice(word) for word in SMALL.words] == ["One", "two", "Three"]
    assert SMALL.words[-1] == Word(9, 14, 1)
    assert list(SMALL.words[1:]) == [Word(4, 7, 0), Word(9, 14, 1)]
    assert list(SMALL.words.starts) == [0, 4, 9]


def test_body_can_leave_out_what_is_printed_twice():
    assert SMALL.body() == (0, 1)
    assert SMALL.body(repeated=False) == (0,)


def test_words_of_each_sentence():
    assert SMALL.sentence_words() == [range(0, 2), range(2, 3)]
    assert SMALL.sentence_tokens() == [range(0, 0), range(0, 0)]


def test_articles_pickle_and_cannot_be_changed(sample):
    assert pickle.loads(pickle.dumps(sample)) == sample
    with pytest.raises(FrozenInstanceError):
        sample.text = "rewritten"


@pytest.mark.parametrize(("cure", "sentence"), [
    ("Try another", "a.txt: it is empty. Try another."), ("", "a.txt: it is empty.")])
def test_an_error_names_file_trouble_and_cure(cure, sentence):
    error = ArticleError("a.txt", "it is empty", cure)
    assert str(error) == sentence
    assert isinstance(error, ValueError)
    assert str(pickle.loads(pickle.dumps(error))) == sentence
