"""The model behind the dictionary: which letters of an unseen word are spoken as a syllable."""

import re


def count(word: str) -> int:
    word = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))
