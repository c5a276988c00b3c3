"""Sentences that nobody wrote, made of those that people wrote: more to ask the teachers of tone about.

A network that learns from a larger one learns more where it is asked about more sentences, and these need not be good ones as long as
the larger network answers for each ("data augmentation", Jiao et al. 2020, TinyBERT). A variant is the beginning of one sentence with
the end of another, joined where both have the same joint, or a sentence some of whose words are exchanged for words of like meaning
or use ("good" for "bad" as well as for "great"), or both.
"""
from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from helpers.encoder.network import word_vectors
from helpers.encoder.pieces import tokenizer

NEAREST, OFTEN = 10, 4
"""Words of like meaning that are taken into account; how often a word must occur to be exchanged, or taken."""
GRAMMAR = 40
"""So many of the most frequent words stay as they are: they hold sentences together."""
ENDING = re.compile(r"(?:ed|ing|ly|s)?$")
SHARE, SHARE_SPLICED = 0.3, 0.12
"""Of a variant's words that can be exchanged, how many are; of a spliced one fewer."""
SPLICED = 0.5       # of the sentences that have a joint
LONGEST = 60        # words of a variant
WORD = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])")
JOINT = re.compile(r"(?<=\w),? (?:and|but|because|while|after|before|as|although|when|who|which|that|if|with|for|to) (?=\w)"
                   r"|(?<=\w)[,;] (?=\w)")


def variants(texts: Sequence[str], counts: Sequence[int], seed: int) -> list[str]:
    """For each text as many variants as `counts` says."""
    chance = random.Random(seed)
    near = _near(texts)
    ends = defaultdict(list)
    for text in texts:
        for match in JOINT.finditer(text):
            ends[match[0]].append(text[match.end():])
    found = []
    for text, count in zip(texts, counts, strict=True):
        for _ in range(count):
            joints = list(JOINT.finditer(text))
            if joints and chance.random() < SPLICED:
                joint = chance.choice(joints)
                variant = exchanged(text[:joint.end()] + chance.choice(ends[joint[0]]), near, SHARE_SPLICED, chance)
            else:
                variant = exchanged(text, near, SHARE, chance)
            found.append(" ".join(variant.split()[:LONGEST]))
    return found


def exchanged(text: str, near: dict[str, Sequence[str]], share: float, chance: random.Random) -> str:
    """The text with a share of its words in `near` exchanged for one of those near them."""
    def other(match: re.Match) -> str:
        return chance.choice(near[match[0]]) if match[0] in near and chance.random() < share else match[0]

    return WORD.sub(other, text)


def _near(texts: Sequence[str]) -> dict[str, list[str]]:
    """For each frequent word those with the same ending whose vectors in the encoder's table lie nearest to its own (cosine)."""
    numbers = tokenizer().get_vocab()
    counts = Counter(word for text in texts for word in WORD.findall(text))
    grammar = {word for word, _ in counts.most_common(GRAMMAR)}
    groups = defaultdict(list)
    for word, count in sorted(counts.items()):
        if count >= OFTEN and word in numbers:
            groups[ENDING.search(word)[0]].append(word)
    found = {}
    for words in groups.values():
        vectors = word_vectors(np.array([numbers[word] for word in words]))
        vectors -= vectors.mean(0)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        for word, likeness in zip(words, vectors @ vectors.T, strict=True):
            if word not in grammar:
                found[word] = [words[i] for i in np.argsort(-likeness)[:NEAREST + 1] if words[i] != word]
    return found
