"""What the teachers hear, as it is kept for training: numbers alone, found again by the sentence's checksum."""

import numpy as np

from training import taught_tone


def test_opinions_come_back_as_they_were_written(tmp_path):
    texts = {"The mayor praised Ann Lee.": [(18, 25)], "Nobody came.": [], "Bo blamed Al.": [(0, 2), (10, 12)]}
    hidden = {taught_tone.checksum(text): spans for text, spans in texts.items()}
    tone = np.array([[0.5, 0.25], [-0.1, 0.0], [-4.0, 1.0]])
    targets = np.array([[0.1, 0.2, 0.7], [0.3, 0.4, 0.3], [0.8, 0.15, 0.05]])
    rated = taught_tone.Opinions(np.array([[1.0, -1.0]]), np.array([[0.0, 1.0, 0.0]]))
    taught_tone.write(tmp_path / "taught.npz", hidden, taught_tone.Opinions(tone, targets), rated)
    found, kept = taught_tone.read(tmp_path / "taught.npz")
    row = 0
    for (text, spans), (a, b) in zip(texts.items(), tone, strict=True):
        where, heard, shares = found[taught_tone.checksum(text)]
        assert [tuple(span) for span in where.tolist()] == spans
        assert np.allclose(heard, [max(a, -127 / taught_tone.STEPS), b], atol=0.6 / taught_tone.STEPS)
        assert np.allclose(shares, targets[row:row + len(spans)], atol=0.6 / 255)
        row += len(spans)
    assert np.allclose(kept.tone, rated.tone) and np.allclose(kept.targets, rated.targets)


def test_what_is_committed_speaks_of_every_sentence_that_is_asked_about():
    found, rated = taught_tone.read()
    texts = taught_tone.unrated()
    assert len(texts) == len(set(map(taught_tone.checksum, texts))) == len(found)
    assert all(taught_tone.checksum(text) in found for text in texts)
    for text in texts[::97]:
        spans, _, shares = found[taught_tone.checksum(text)]
        assert all(0 <= start < end <= len(text) for start, end in spans.tolist())
        assert np.allclose(shares.sum(1), 1, atol=0.01)
    assert len(rated.tone) > len(rated.targets) > 0 and np.allclose(rated.targets.sum(1), 1, atol=0.01)
