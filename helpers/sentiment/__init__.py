"""Tone: how good or bad the article's words are, sentence by sentence, apart for each voice and each target.

`tone` runs from -1 (very negative) to 1 (very positive); 0 is neutral. A third is about one standard deviation of human
raters' judgements over sentences of the news. It measures wording and news value, good or bad, not the writer's opinion.
"""
from .sentences import label, sentences, tone, words
from .targets import stance_of, target_summary, targets
from .voices import voices
from .wording import loaded, loaded_sentences, loadedness

__all__ = ["label", "loaded", "loaded_sentences", "loadedness", "sentences", "stance_of", "target_summary", "targets", "tone",
           "voices", "words"]
