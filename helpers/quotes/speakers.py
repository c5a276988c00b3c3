"""Words that may name a speaker: noun phrases of a paragraph, by rule, without a parser."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import cues
from .pieces import Pieces
from .word_classes import CLASSES, names_body

PRONOUNS = CLASSES["pronoun"]
DETERMINERS = CLASSES["determiner"]
_FUNCTION = CLASSES["function"]
_LINKS = frozenset({"of", "for", "at", "from", "in", "with", "on", "to"})
_NOUN_NEXT = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "of", "in", "on",
    "at", "by", "for", "with", "from", "any", "some", "no", "every", "each", "’s", "'s"})
_JOINING = frozenset({"of", "the", "for", "and", "&", "de", "la", "van", "von", "al", "bin", "der", "du", "ben", "del",
                      "di", "da"})
_NO_END = _JOINING | _FUNCTION
_PAST = CLASSES["past"]
_NAMES_TOO = frozenset({"Will", "May", "Per"})
"""Names that are written as function words are at the beginning of a sentence."""
_AFTER_NAMES = frozenset({"jr", "sr", "qc", "kc", "mp", "mep", "msp", "obe", "mbe", "cbe", "phd", "md", "jp"})
"""What stands behind a name and is no part of it: "Rebecca Stone QC"."""
UNNAMED_HEADS = CLASSES["person"]
DOCUMENTS = CLASSES["document"]
ORGANISATIONS = CLASSES["organisation"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: pieces `first` to `last` (exclusive), `head` the index of its last noun."""

    first: int
    last: int
    head: int


def verbs(pieces: Pieces) -> list[cues.Cue]:
    """The reporting words of a paragraph that are no nouns or parts of names here, in reading order."""
    starts = set(pieces.sentence_starts)
    return [cue for cue in cues.find(pieces) if is_verb(pieces, cue, starts)]


def phrases(pieces: Pieces, reporting: Sequence[cues.Cue]) -> list[Phrase]:
    """The base noun phrases of a paragraph ("the U.S. diplomat", "State Department spokesman John Kirby", "he"), between its
    `reporting` verbs."""
    words, lower, found = pieces.words, pieces.lower, []
    starts = set(pieces.sentence_starts)
    told = {index for cue in reporting for index in range(cue.first, cue.last)}
    index, size = 0, len(words)
    while index < size:
        if lower[index] in PRONOUNS and not (lower[index] in DETERMINERS and _continues(pieces, index + 1, told)):
            found.append(Phrase(index, index + 1, index))
            index += 1
            continue
        if not _may_begin(pieces, index, told, index in starts):
            index += 1
            continue
        last = index + 1
        while last < size and last not in starts and _goes_on(pieces, index, last, told):
            last += 1
        while last > index + 1 and lower[last - 1] in _NO_END and words[last - 1] not in _NAMES_TOO:
            last -= 1
        if last - index > 1 or lower[index] not in DETERMINERS:
            found.append(Phrase(index, last, last - 1))
        index = max(last, index + 1)
    return found


def is_verb(pieces: Pieces, cue: cues.Cue, starts: set[int] = frozenset()) -> bool:
    """False for a reporting word that is a noun or part of a name here ("State Department", "intelligence reports")."""
    word = pieces.words[cue.first]
    before = pieces.lower[cue.first - 1] if cue.first else ""
    if cue.form == "fixed":
        return True
    if word[0].isupper():
        return cue.first in starts and cue.form == "ing"
    if before in _NOUN_NEXT:
        return False
    after = pieces.lower[cue.last] if cue.last < len(pieces) else ""
    adjective = before.endswith(("ed", "ary", "ic", "al", "ence"))
    follows = cues.lexicon().forms.get((after,), ("", "", ""))[2] in ("s", "ed")        # "the protests | demand", "polls showed"
    return not (cue.form in ("base", "s") and (adjective or follows or after in ("of", "from")))


def _is_word(word: str) -> bool:
    return word[0].isalnum()


def _continues(pieces: Pieces, index: int, verbs: set[int]) -> bool:
    return (index < len(pieces) and _is_word(pieces.words[index]) and index not in verbs
            and pieces.lower[index] not in _FUNCTION)


def _may_begin(pieces: Pieces, index: int, verbs: set[int], at_start: bool) -> bool:
    word, lower = pieces.words[index], pieces.lower[index]
    if not _is_word(word):
        return False
    if lower in DETERMINERS or (word in _NAMES_TOO and not at_start):
        return True
    if lower in _FUNCTION or (index in verbs and not word[0].isupper()) or (index in verbs and at_start):
        return False
    return not lower.endswith("ly") or word[0].isupper()


def _goes_on(pieces: Pieces, first: int, index: int, verbs: set[int]) -> bool:
    word, lower = pieces.words[index], pieces.lower[index]
    before = pieces.words[index - 1]
    if not _is_word(word):
        return word == "&" and before[0].isupper()
    if word[0].isupper():
        return lower not in _FUNCTION or lower in _JOINING or word in _NAMES_TOO
    if lower in _JOINING and before[0].isupper() and lower != "and":
        after = pieces.words[index + 1] if index + 1 < len(pieces) else " "
        return after[0].isupper() and (lower != "for" or first != index - 1)
    if lower in _FUNCTION or lower in DETERMINERS or lower in PRONOUNS or index in verbs or (lower in _PAST and index > first + 1):
        return False
    if lower.endswith("s") and pieces.lower[index - 1] in CLASSES["relation"]:       # "Her husband | nods"
        return False
    if before[0].isupper() and pieces.lower[index - 1] not in DETERMINERS:
        # after a name a small letter goes on only with a noun for a person or body: "Kremlin spokesman"
        return lower in UNNAMED_HEADS or lower in ORGANISATIONS or lower in DOCUMENTS or before.endswith(".")
    return not (lower.endswith(("ed", "ly")) and index > first + 1)


def widened(pieces: Pieces, phrase: Phrase, limit: int) -> int:
    """The piece where `phrase` ends with what describes it ("with access to …"): `limit` if that reaches so far."""
    if phrase.last < limit and pieces.lower[phrase.last] in _LINKS and limit - phrase.last <= 12:
        between = range(phrase.last, limit)
        signs = any(not _is_word(pieces.words[index]) for index in between)
        if not signs:
            return limit
    return phrase.last


_AUDIENCES = frozenset({"court", "committee", "council", "parliament", "congress", "senate", "house", "board", "commission", "panel",
                        "party", "police", "company", "department", "ministry", "government", "union", "conference", "assembly"})
"""Bodies that hear something and do not pass it on."""
_ADDRESSED = frozenset({"tell", "inform", "brief", "assure", "ask"})


def go_between(pieces: Pieces, first: int, last: int) -> tuple[int, int] | None:
    """Offsets of the body that is told something by the reporting words `first` to `last` ("told the agency TASS that")."""
    pieces = Pieces(pieces.text, *(column[first:last + 12] for column in (pieces.starts, pieces.ends, pieces.words)))
    first, last = 0, last - first
    if not any(cue.base in _ADDRESSED for cue in cues.find(pieces) if cue.first < last):
        return None
    phrase = next((phrase for phrase in phrases(pieces, verbs(pieces)) if first < phrase.first <= last), None)   # the cue may hold it
    if phrase is None:
        return None
    end = next((index for index in range(phrase.first + 1, phrase.last) if pieces.lower[index] in DETERMINERS | PRONOUNS), phrase.last)
    words = pieces.starts[phrase.first], pieces.ends[end - 1]
    if pieces.lower[end - 1] in _AUDIENCES or pieces.lower[phrase.first] in ("this", "our"):        # "told this newspaper"
        return None
    return words if kind(pieces.text[slice(*words)]) == "organisation" else None


_COURTESIES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "lord", "lady", "dame"})
_STOPS = _LINKS | {"who", "that", "by", "familiar", "speaking"}


def without_letters(words: Sequence[str]) -> int:
    """How many of these words are the name when letters stand behind it ("Rebecca Stone | QC"); all in "Labour's new MP"."""
    count = len(words)
    while count > 1 and words[count - 1].lower().rstrip(".") in _AFTER_NAMES and not {
            word.lower() for word in words[:count - 1]} & (UNNAMED_HEADS | CLASSES["title"]):
        count -= 1
    return count


def office(text: str) -> str | None:
    """The office that a transcript calls a speaker by, as a text writes it: "THE CHAIR", "The CHAIR" → "The Chair"; None for names."""
    words = text.split()
    head = words[-1] if words else ""
    if len(words) < 2 or not head.isupper() or len(head) < 3 or head.lower() not in UNNAMED_HEADS | CLASSES["title"]:
        return None
    return " ".join(word.capitalize() if word.isupper() else word for word in words) if words[0].lower() in DETERMINERS else None


def is_nationality(words: Sequence[str]) -> bool:
    """Whether words call somebody by where they are from alone: "the Dutchman", "the Frenchwoman", "the Spaniard"."""
    return (len(words) == 2 and words[0].lower() == "the" and words[1][0].isupper()
            and words[1].lower() in CLASSES["nationality"])


def _described(words: list[str], place: int) -> bool:
    """Whether a participle begins to describe the noun before it: "a study | published today", "an email | seen by"."""
    word, before = words[place], words[place - 1].lower()
    participle = word.islower() and (word.endswith(("ed", "en", "hown", "nown", "rawn")) or word in _PAST)
    return participle and (before in DOCUMENTS or before in ORGANISATIONS or before in UNNAMED_HEADS)


def kind(text: str) -> str:
    """named, unnamed, organisation or document: what the words of a speaker's phrase name; unattributed for none."""
    from .pieces import cut
    if office(text):
        return "unnamed"
    if text.startswith("@"):                            # an account
        return "named"
    pieces = cut(text, 0, len(text))
    words = [word for word in pieces.words if _is_word(word)]
    if not words:
        return "unattributed"
    if len(words) == 1 and words[0].lower() in PRONOUNS:
        return "unnamed"
    words = words[:without_letters(words)]
    cut_at = next((place for place, word in enumerate(words) if place and (word in _STOPS or _described(words, place))), len(words))
    core = words[:cut_at]
    head = core[-1].lower()
    capitals = [word for word in core if word[0].isupper() and word.lower() not in DETERMINERS]
    if core[-1] in DOCUMENTS:
        return "document"
    if core[-1] in ORGANISATIONS and head not in ("police",):
        return "organisation"
    if head == "police" and len(capitals) <= 1 and len(core) <= 2:      # "Police", "The police": people, as "officials" are
        return "unnamed"
    if capitals and any(word.lower().rstrip(".") in _COURTESIES for word in core[:-1]):        # "Mr AHMED"
        return "named"
    if is_nationality(core):
        return "unnamed"
    if core[-1][0].isupper() and capitals:
        before = next((word for word in reversed(core) if not word[0].isupper()), "")
        if names_body(capitals) or "&" in pieces.words or before in ORGANISATIONS:       # "the grid operator Norvolt"
            return "organisation"
        if core[-1].isupper() and len(core[-1].replace(".", "")) <= 5 and core[-1].isalpha():
            return "organisation"
        return "unnamed" if head in UNNAMED_HEADS else "named"
    return "unnamed"
