"""Bytes → text: which encoding, and what a person should know about it."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import islice

from ..article import Notice

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SAMPLE = 4_000
"""Bytes beyond ASCII that are looked at to tell single-byte encodings apart; more say nothing new."""


class Undecodable(ValueError):
    """Bytes that are no text in any encoding known here."""


def decode(data: bytes, charset: str | None = None) -> tuple[str, tuple[Notice, ...]]:
    """The text of `data`, and a notice where the encoding had to be guessed or bytes were out of place.

    `charset` is what the page, mail or server says: believed when the bytes agree, as people often get it wrong.
    Raises Undecodable for what is no text.
    """
    encoding = detect(data, charset)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise Undecodable(f"it is not valid {encoding}") from None
        return _mixed(data)
    except LookupError:
        raise Undecodable(f"its encoding {encoding!r} is not known") from None
    if encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "ascii") or text.isascii():
        return text, ()
    return text, (Notice(f"decoded as {encoding}"),)


def detect(data: bytes, charset: str | None = None) -> str:
    """The encoding of `data`, a Python codec name. Raises Undecodable for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data[:65_536]:
        return _wide(data)
    if _controls(data[:65_536]):
        raise Undecodable("it is binary data, not text")
    if _is_utf8(data):
        return "utf-8"
    declared = _codec(charset)
    if declared == "iso8859-1":
        declared = "cp1252"  # as every browser reads it
    if declared and declared not in ("utf-8", "ascii"):
        try:
            data.decode(declared)
            return declared
        except UnicodeDecodeError:
            pass
    if _mostly_utf8(data):
        return "utf-8"
    return _narrow(data)


def _codec(charset: str | None) -> str | None:
    try:
        return codecs.lookup(charset.strip(" \"'")).name if charset else None
    except LookupError:
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # The sample of a stream may end within a character.
        return error.start > 0 and error.start >= len(data) - 3 and error.reason == "unexpected end of data"
    return True


def _mostly_utf8(data: bytes) -> bool:
    """Whether bytes that are not valid UTF-8 are rare accidents in a text that is."""
    escaped = data[:1_000_000].decode("utf-8", "surrogateescape")
    beyond = [character for character in escaped if character > "\x7f"]
    wrong = sum("\udc80" <= character <= "\udcff" for character in beyond)
    return wrong * 4 < len(beyond)


def _mixed(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    """UTF-8 with stray bytes of the Windows encoding, as files glued together from two sources have them."""
    stray: list[int] = []

    def windows(match: re.Match) -> str:
        """One stray byte, read as cp1252; its place is noted."""
        stray.append(match.start())
        return bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace")

    text = re.sub("[\udc80-\udcff]", windows, data.decode("utf-8", "surrogateescape"))
    notice = Notice(f"{len(stray)} byte(s) that are not valid UTF-8 were read as cp1252", stray[0], stray[0] + 1)
    return text, (notice,)


def _controls(data: bytes) -> bool:
    """Whether there are more control characters than a text can have."""
    controls = len(data) - len(data.translate(None, bytes([*range(1, 9), 11, *range(14, 27), *range(28, 32), 127])))
    return controls > max(8, len(data) // 200)


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without its mark: in Latin text every second byte, or three of four, is zero."""
    sample = data[:65_536]
    zeros = [sample[offset::4].count(0) * 4 / max(1, len(sample)) for offset in range(4)]
    candidates = []
    if min(zeros[1:]) > 0.9:
        candidates.append("utf-32-le")
    elif min(zeros[:3]) > 0.9:
        candidates.append("utf-32-be")
    elif (zeros[1] + zeros[3]) > 3 * (zeros[0] + zeros[2]):
        candidates.append("utf-16-le")
    elif (zeros[0] + zeros[2]) > 3 * (zeros[1] + zeros[3]):
        candidates.append("utf-16-be")
    for encoding in candidates:
        try:
            text = sample[: len(sample) // 4 * 4].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(sample) - 8:
                continue
            text = sample[: error.start].decode(encoding)
        odd = sum(
            unicodedata.category(character) in ("Cc", "Cn", "Co") and character not in "\t\n\r\f" for character in text
        )
        if odd <= len(text) // 100:
            return encoding
    raise Undecodable("it is binary data, not text")


def _narrow(data: bytes) -> str:
    """A single-byte or East Asian encoding: the reading whose characters stand where such characters do."""
    places = [match.start() for match in re.finditer(rb"[\x80-\xff]", data[:4_000_000])][:_SAMPLE]
    scores = {}
    for encoding in ("cp1252", "mac_roman"):
        scores[encoding] = sum(_plausible(data, place, encoding) for place in places) / max(1, len(places))
    best = max(scores, key=scores.get)
    if scores[best] > 0:
        return best
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:200_000]).best()
    if guess is not None:
        try:
            data.decode(guess.encoding)
            return guess.encoding
        except UnicodeDecodeError:
            pass
    if scores[best] > -1 and len(places) < 0.3 * len(data[:4_000_000]):
        return best
    raise Undecodable("its encoding is not recognised")


_TIGHT = set("([{/-–—‘“")


def _plausible(data: bytes, place: int, encoding: str) -> float:
    """How well the byte at `place`, read as `encoding`, fits its neighbours: from -4 (never) to 3 (as expected)."""
    character = data[place : place + 1].decode(encoding, "replace")
    before = data[place - 1 : place].decode(encoding, "replace")
    after = data[place + 1 : place + 2].decode(encoding, "replace")
    if character == "’":
        return _plausible_apostrophe(data, place, before, after)
    if character in "“‘":
        return 3 if (not before or before.isspace() or before in _TIGHT) and after and not after.isspace() else -2
    if character == "”":
        return 3 if before and not before.isspace() and not after.isalpha() else -2
    if character in "–—":
        return _plausible_dash(data, place, character, before, after)
    if character in "…•·\xa0":
        return 2 if not (before.isalpha() and after.isalpha() and character != "\xa0") else 0
    if character in "£€¥$":
        return 3 if after.isdigit() or (before.isdigit() and not after.isalpha()) else -1
    if character in "°º½¼¾²³":
        return 2 if before.isdigit() or before.isspace() else -1
    if character in "±×÷":
        return 1 if not (before.isalpha() or after.isalpha()) else -1
    if character in "©®™§«»":
        return 1
    if character.isalpha():
        return _plausible_letter(character, before, after)
    return -4 if unicodedata.category(character) == "Cc" or character == "�" else -2


def _plausible_dash(data: bytes, place: int, dash: str, before: str, after: str) -> float:
    if not before or before == "\n":
        return 3
    if before.isalpha() and after.isalpha():
        # A dash without spaces stands between two words, not within one.
        runs = (
            re.search(rb"[A-Za-z]*$", data[max(0, place - 3) : place])[0],
            re.match(rb"[A-Za-z]*", data[place + 1 : place + 4])[0],
        )
        return -1 if min(map(len, runs)) < 3 else 1
    return 2


def _plausible_apostrophe(data: bytes, place: int, before: str, after: str) -> float:
    if not before.isalnum():
        return 1 if after.isalnum() or (before and before in ",.?!") else -1
    if not after.isalpha():
        return 3
    ends_as_usual = re.match(rb"(?:s|t|d|m|re|ve|ll)(?![A-Za-z])", data[place + 1 : place + 5], re.I)
    return 3 if ends_as_usual or after.isupper() else 1


def _plausible_letter(character: str, before: str, after: str) -> float:
    if character in "ªºµƒıˆ˜ﬁﬂ" or (before.isalpha() and not before.isascii()):
        return -2  # two such letters in a row are another script
    if not before.isalpha() and not after.isalpha():
        return 1 if character in "àéÀÉ" else -1
    if character.isupper():
        if before.islower():
            return -3
        return 1 if not after or after.isalpha() else -1 if not before.isupper() else 1
    if after.isupper():
        return -2
    if character == "ñ" and not (before.lower() in "aeiou" and after.lower() in "aeiou"):
        return 0.5
    return 2 if character in "éèêëàâáäãåæçíìîïñóòôöõøœúùûüß" else 0


def _misread(codec: str) -> dict[str, int]:
    """Character → byte, for bytes beyond ASCII, of an encoding in which UTF-8 was read by mistake."""
    table = {}
    for byte in range(0x80, 0x100):
        try:
            table[bytes([byte]).decode(codec)] = byte
        except UnicodeDecodeError:
            table[chr(byte)] = byte
    return table


_MISREAD = {codec: _misread(codec) for codec in ("cp1252", "mac_roman")}


def _pattern(table: dict[str, int]) -> re.Pattern:
    def group(low: int, high: int) -> str:
        """A class of the characters that bytes from `low` to `high` were misread as."""
        return "[" + "".join(re.escape(character) for character, byte in table.items() if low <= byte <= high) + "]"

    follow = group(0x80, 0xBF)
    return re.compile(f"{group(0xC2, 0xC5)}{follow}|{group(0xE2, 0xE2)}{follow}{{2}}|{group(0xF0, 0xF0)}{follow}{{3}}")


_MOJIBAKE = {codec: _pattern(table) for codec, table in _MISREAD.items()}


_MOST_COUNTED = 10_000


def mojibake(text: str) -> Notice | None:
    """A notice where `text` holds UTF-8 that someone read in another encoding (`â€™` for `’`); None where it does not.

    The text itself stays as it is.
    """
    if text.isascii():
        return None
    for codec, pattern in _MOJIBAKE.items():
        found = [match for match in islice(pattern.finditer(text), _MOST_COUNTED) if _repaired(match[0], codec)]
        if found:
            first = found[0]
            return Notice(
                f"{len(found)} character(s) were decoded wrongly before this file was made: "
                f"“{first[0]}” stands for “{_repaired(first[0], codec)}”",
                first.start(),
                first.end(),
            )
    return None


def _repaired(misread: str, codec: str) -> str | None:
    try:
        character = bytes(_MISREAD[codec][each] for each in misread).decode("utf-8")
    except (UnicodeDecodeError, KeyError):
        return None
    return character if unicodedata.category(character) not in ("Cc", "Cn", "Co") else None
