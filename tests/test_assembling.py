"""load: what the file says, and what the lines say where the file is silent."""
import pytest

import helpers

STORY = """{top}

The bridge over the river opened on Monday after three years of work, and the first to cross it was a dog.

It cost five million euros, two million more than planned, and nobody could say on Tuesday where they had gone.
"""


@pytest.mark.parametrize(("top", "title", "authors", "published"), [
    ("A dog is first across the bridge\n\nBy Marte Lund\n13 January 2026", "A dog is first across the bridge", ("Marte Lund",),
     "2026-01-13"),
    ("A dog is first across the bridge\n\nBy Marte Lund and Jo Ek", "A dog is first across the bridge", ("Marte Lund", "Jo Ek"), None),
    ("A dog is first across the bridge", "A dog is first across the bridge", (), None),
])
def test_lines_say_what_a_pasted_text_cannot(top, title, authors, published):
    article = helpers.load(text=STORY.format(top=top))
    assert (article.title, article.authors, article.published) == (title, authors, published)


def test_relative_paths_are_found_from_any_folder(tmp_path, monkeypatch, sample):
    monkeypatch.chdir(tmp_path)
    assert helpers.load("data/articles/kerry-lavrov.txt").id == sample.id


def test_a_file_of_several_articles_says_how_to_read_them(tmp_path):
    file = tmp_path / "two.jsonl"
    file.write_text('{"text": "The bridge opened on Monday."}\n{"text": "The bridge closed on Tuesday."}\n')
    with pytest.raises(helpers.ArticleError, match="load_many"):
        helpers.load(file)
    assert [article.text for article in helpers.load_many(file)] == ["The bridge opened on Monday.", "The bridge closed on Tuesday."]


def test_load_many_goes_on_after_a_bad_file(tmp_path):
    (tmp_path / "a.txt").write_text("The bridge opened on Monday.")
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text("The bridge closed on Tuesday.")
    found = list(helpers.load_many(tmp_path))
    assert [type(each).__name__ for each in found] == ["Article", "ArticleError", "Article"]
    assert "b.txt" in str(found[1])
