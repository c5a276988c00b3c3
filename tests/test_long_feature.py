"""A feature of 9,000 words makes pages that can still be opened, sent and read."""
import re

from helpers import report
from tests.long_feature import feature


def test_the_report_of_a_long_feature_stays_readable(tmp_path):
    article = tmp_path / "river-feature.txt"
    article.write_text(feature(), encoding="utf-8")
    assert 9000 <= len(article.read_text(encoding="utf-8").split()) < 9200
    outcome, = report.make([article], tmp_path / "reports", say=lambda line: None)
    assert outcome.error is None
    for page in outcome.folder.glob("*.html"):
        assert page.stat().st_size < 2_000_000, page.name
    repetition = (outcome.folder / "03_repetition.html").read_text(encoding="utf-8")
    assert "longest are drawn." in repetition and re.search(r"Show the other \d+ rows", repetition)
    marked = (outcome.folder / "article.html").read_text(encoding="utf-8")
    assert re.search(r"said again \d+ times ↓", marked)
    assert max(paragraph.count('class="label repeats"') for paragraph in marked.split("</p>")) <= 12


def test_it_is_always_the_same():
    assert feature(500) == feature(500) != feature(500, seed=12)
