"""Tone: how good or bad the article's words are, sentence by sentence, apart for each voice and each target.

`tone` runs from -1 (very negative) to 1 (very positive); 0 is neutral. A third is about one standard deviation of human
raters' judgements over sentences of the news. It measures wording and news value, good or bad, not the writer's opinion.
"""
from .across import by_article, by_date, by_outlet, by_person, sides, tone_differences
from .sentences import caution, label, sentences, tone, why_not, words
from .targets import stance_of, target_summary, targets
from .voices import voices
from .wording import loaded, loaded_sentences, loadedness

__all__ = ["across", "by_article", "by_date", "by_outlet", "by_person", "caution", "label", "loaded", "loaded_sentences", "loadedness",
           "sentences", "sides", "stance_of", "target_summary", "targets", "tone", "tone_differences", "voices", "why_not",
           "words"]
