"""Which language a text is in: by its script, then by its commonest words. Made to say "not English"."""
from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

from ..article import Notice, Sentence
from .sentences import openers

_LEXICON = Path(__file__).resolve().parents[1] / "lexicons" / "languages.txt"
_ENOUGH = 20_000
"""Characters looked at: more change nothing."""

_SCRIPTS = (("ja", "\u3040-\u30ff"), ("ko", "\uac00-\ud7af\u1100-\u11ff"), ("zh", "\u4e00-\u9fff\u3400-\u4dbf"),
            ("ar", "\u0600-\u06ff"), ("he", "\u0590-\u05ff"), ("ru", "\u0400-\u04ff"), ("el", "\u0370-\u03ff"),
            ("hi", "\u0900-\u097f"), ("bn", "\u0980-\u09ff"), ("ta", "\u0b80-\u0bff"), ("th", "\u0e00-\u0e7f"))
_IN_SCRIPT = re.compile("|".join(f"(?P<{code}>[{signs}])" for code, signs in _SCRIPTS))
_IN_ANY = re.compile(f"[{''.join(signs for _, signs in _SCRIPTS)}]")
_WORD = re.compile(r"[^\W\d_]+")
NAMES = {"ja": "Japanese", "ko": "Korean", "zh": "Chinese", "ar": "Arabic", "he": "Hebrew", "ru": "Russian",
         "uk": "Ukrainian", "fa": "Persian", "el": "Greek", "hi": "Hindi", "bn": "Bengali", "ta": "Tamil",
         "th": "Thai", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch",
         "pt": "Portuguese", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish", "pl": "Polish",
         "cs": "Czech", "ro": "Romanian", "hu": "Hungarian", "tr": "Turkish", "id": "Indonesian",
         "vi": "Vietnamese"}


@cache
def _function_words() -> dict[str, frozenset[str]]:
    """The words of each language; those that are also English words speak for English alone."""
    lines = _LEXICON.read_text(encoding="utf-8").splitlines()
    found = {line.split()[0]: frozenset(line.split()[1:]) for line in lines if line and not line.startswith("#")}
    english = found["en"] | openers()
    return {code: words if code == "en" else words - english for code, words in found.items()}


def is_english(code: str | None) -> bool:
    """Whether an article of this language is in English, or nobody says that it is not."""
    return code is None or code.lower().split("-")[0] == "en"


def name(code: str | None) -> str | None:
    """What a language is called in English: "German" for `de`; the code itself where it has no name here."""
    if code is None:
        return None
    return "English" if is_english(code) else NAMES.get(code.lower().split("-")[0], code)


def language(text: str, sentences: tuple[Sentence, ...]) -> tuple[str | None, tuple[Notice, ...]]:
    """The article's language (ISO 639-1), None where too little speaks for any, and a notice if not English."""
    sample = _sample(text, sentences)
    code = _by_script(sample) or _by_words(sample)
    if code in (None, "en"):
        return code, ()
    return code, (Notice(f"the article seems to be in {NAMES[code]} ({code}); the analyses are made for English"),)


def _sample(text: str, sentences: tuple[Sentence, ...]) -> str:
    parts, total = [], 0
    for sentence in sentences:
        parts.append(text[sentence.start:min(sentence.end, sentence.start + _ENOUGH)])
        total += len(parts[-1])
        if total > _ENOUGH:
            break
    return " ".join(parts)


def _by_script(sample: str) -> str | None:
    if not _IN_ANY.search(sample):      # to look for each script takes long, and most texts hold none
        return None
    found = Counter(match.lastgroup for match in _IN_SCRIPT.finditer(sample))
    letters = sum(map(str.isalpha, sample))
    if 2 * sum(found.values()) < letters or not found:
        return None
    code = found.most_common(1)[0][0]
    if code == "zh" and found["ja"] > 0.05 * found["zh"]:
        return "ja"
    if code == "ru" and re.search("[іїєґ]", sample.lower()):
        return "uk"
    if code == "ar" and len(re.findall("[پچژگ]", sample)) > 0.01 * letters:
        return "fa"
    return code


def _by_words(sample: str) -> str | None:
    words = [word.lower() for word in _WORD.findall(sample)]
    counts = Counter(words)
    hits = {code: sum(counts[word] for word in known.intersection(counts)) for code, known in _function_words().items()}
    best = max(hits, key=hits.get)
    if hits["en"] and hits[best] < 1.5 * hits["en"]:
        return "en"
    return best if hits[best] >= 5 and hits[best] >= 0.1 * len(words) else None
