"""Lines of an article and of its page → what each one is, by plain rules on top of what the reader of lines found."""
from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from .appeals import is_appeal, is_contact, is_disclosure
from .headings import is_of_others, names_another
from .live import headings, stamps
from .signed import begins_as_byline, goes_under_names, is_byline, is_date, is_of_names

_CREDIT = re.compile(
    r"(?:(?:Based on|With|Additional|Further) (?:additional )?(?:report\w*|material|contributions?|files?)\b.{0,200}"
    r"|\(?(?:Reporting|Writing|Editing|Edited|Compiled|Translated|Written|Produced) (?:in [\w. ]+ )?by [A-Z].{0,200}"
    r"|\(?(?:AP|AFP|Reuters|PTI|ANI|IANS|DPA|Xinhua|TASS|Interfax)(?:[/,] ?\w+)*\)?)$", re.S)
_PICTURE = re.compile(
    r"(?:Image|IMAGE|[Pp]hoto(?:graph)?|PHOTO|Picture|File photo|Photo [Cc]redit|[Cc]redit|CREDIT)s?(?: by)?\s?(?:[:|]|\.{3}) ?\S"
    r"|(?:Fotos?|FOTO|Bild(?:er)?|Image[nm]|Immagine|Crédits?|Zdjęcie|Фото)(?: de)?\s?[:|] ?\S"
    r"|[Pp]hoto(?:graph)? by [A-Z]|(?<=\w[.!?”\w] )©\s?[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,2}(?:\s?/\s?[\w. -]{2,30})?$"
    r"|(?<=\. )/ [A-ZÀ-Þ]{2,}(?: [A-ZÀ-Þ]{2,}){0,3}$|\((?:AP|AFP|Reuters|REUTERS|Getty)[^)]{0,60}\)\W*$|AP Photo"
    r"|Getty Images|AFP/|Shutterstock")
_CREDITED = re.compile(r"[.!?”\"] \(?(?:Photo(?:graph)?|Image|Picture|Foto|Bild|Crédit)s?(?: credit)?(?::| by\b) ?[^.!?]{2,60}$")
"""A sentence and behind it the credit of a picture."""
_PLAYER = re.compile(
    r"(?:\W*\d{1,2}:\d\d(?::\d\d)?\W*)+$|\W*\d{1,3} ?(?:of|/|von|sur|de) ?\d{1,3}\W*$"
    r"|please wait\W*$|loading\W*$|(?:watch|listen|video|gallery|photos)\s?:"
    r"|no media source|your browser does not support|please (?:turn on|enable|activate) javascript"
    r"|(?:play|pause|mute|embed|share|download|advertisement)\W*$", re.I)
_ITEM = re.compile(r"(?:[•⁃●▪*+–-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_SERVICE = re.compile(
    r"(?:View|Read) (?:this (?:e-?mail|newsletter) )?(?:in|on) (?:your |the )?(?:web )?browser\W*$"
    r"|You(?:[’']re| are)? (?:receiv\w+|getting|got) this (?:e-?mail|mail|message|newsletter)\b"
    r"|The post .{3,200}? (?:first )?appeared first on \S", re.I)
"""What a mailing list or a feed puts under an article."""
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s+[^\W\d_]")
_FOLIO = re.compile(r"(?:[Pp]age )?\d{1,4} \| \S.{0,80}|\S.{0,80} \| (?:[Pp]age )?\d{1,4}")
"""The line at the head or foot of a printed page: `7 | The Gazette`."""
_END = re.compile(r"[.!?…。！？][\"”’“»«›」』')\]]*(?:\[\d+\])*(?:\s[\[(][^\])]{1,40}[\])])?$|[\"”“]$")
"""A mark that ends a sentence, with what may follow it: `end.”[1]`, `end. [Laughter]`."""
_WITHIN = re.compile(r"[^\W\d_]{2}[.!?] ")
_WORD = re.compile(r"[^\W\d_]{3,}")


def roles(lines: list[str], kept: list[bool]) -> list[str]:
    """A role for each line; `kept` says which are of the article's running text."""
    found = ["furniture"] * len(lines)
    players = _players(lines)
    body = [i for i, keep in enumerate(kept) if keep and i not in players]
    for i in body:
        found[i] = "furniture" if _is_service(lines[i]) or names_another(lines[i]) or _FOLIO.fullmatch(lines[i]) else _in_body(lines[i])
    _twins(lines, found)
    _boxes(lines, found)
    _times(lines, found)
    _around(lines, found)
    _credit(lines, found)
    _gallery(lines, found)
    _subheads(lines, found)
    headline = _headline(lines, found)
    if headline is not None:
        for i in range(headline):      # a heading over the headline is the page's, or the section's
            found[i] = "furniture" if found[i] == "subhead" else found[i]
        found[headline] = "headline"
        signature = _signature(lines, found, headline)
        if signature is not None:
            found[signature] = "byline"
    return found


def _signature(lines: list[str], found: list[str], headline: int) -> int | None:
    """The line of nothing but names under the headline, or under its standfirst; above a date, a position or the article itself. Further
    down, one right above or under the date."""
    for place in range(headline + 1, min(headline + 3, len(lines))):
        if is_of_names(lines[place]):
            below = place + 1 < len(lines) and (found[place + 1] == "date" or goes_under_names(lines[place + 1]))
            if (found[place] == "furniture" and below) or (found[place] == "subhead" and (below or place == headline + 1)):
                return place
    if "byline" in found:
        return None
    first = next((i for i, role in enumerate(found) if i > headline and role == "paragraph" and len(lines[i]) > 60), headline)
    return next((i for i in range(headline + 1, first) if found[i] in ("furniture", "subhead") and "date" in (found[i + 1], found[i - 1])
                 and is_of_names(lines[i])), None)


def refined(lines: list[str], given: list[str]) -> list[str]:
    """The roles that a format gave, where they say no more than `paragraph`: captions, what a feed or a mailing list put under
    the article, its credit, and above its first long paragraph byline and date."""
    found = list(given)
    plain = [i for i, role in enumerate(given) if role == "paragraph"]
    first = next((i for i in plain if len(lines[i]) > 60 and not is_date(lines[i])), -1)
    for i in plain:
        if _is_service(lines[i]):
            found[i] = "furniture"
        elif len(lines[i]) < 250 and (_PICTURE.match(lines[i]) or _CREDITED.search(lines[i])):
            found[i] = "caption"
        elif i < first and is_date(lines[i]):
            found[i] = "date"
        elif i < first and is_byline(lines[i]):
            found[i] = "byline"
        elif i > first and i in plain[-3:] and len(lines[i]) < 250 and _CREDIT.match(lines[i]):
            found[i] = "credit"
    return found


def _is_service(line: str) -> bool:
    """Whether a line is addressed to the reader by the page, the feed or the mailing list, not by the writer."""
    return is_appeal(line) or is_contact(line) or is_disclosure(line) or _SERVICE.match(line) is not None


def _in_body(line: str) -> str:
    if is_date(line):
        return "date"
    if len(line) < 500 and _names_picture(line):
        return "caption"
    if _ITEM.match(line):
        return "list"
    if line[0] in "\"“" and line[-1] in "\"”" and not any(sign in line[1:-1] for sign in "\"“”"):
        return "quote"
    return "paragraph"


def _names_picture(line: str) -> bool:
    """Whether a line carries the credit of a picture: a long one only where it begins or ends."""
    return bool(_PICTURE.search(line) if len(line) <= 250 else _PICTURE.match(line) or _PICTURE.search(line[-120:]))


def _players(lines: list[str]) -> set[int]:
    """Lines of a player: its signs and times, and the teaser that a line "WATCH: teaser" repeats."""
    found, teasers = set(), set()
    for i, line in enumerate(lines):
        if len(line) < 200 and _PLAYER.match(line):
            found.add(i)
            teasers.add(line.partition(":")[2].strip())
    teasers.discard("")
    found.update(i for i, line in enumerate(lines) if line in teasers)
    return found


def _twins(lines: list[str], found: list[str]) -> None:
    """A line of prose printed twice in a row is a picture's caption: once for the eye, once for the screen reader. So is a long one
    without a mark at its end that comes again and again."""
    often = {line for line, count in Counter(line for line in lines if len(line) > 80).items() if count > 5 and not _END.search(line)}
    for i, line in enumerate(lines):
        if line in often and found[i] != "furniture":
            found[i] = "caption"
        elif i and line == lines[i - 1] and len(line) > 40 and line.count(" ") > 5:
            found[i] = found[i - 1] = "caption"


def _boxes(lines: list[str], found: list[str]) -> None:
    """A heading such as "Related stories" in the middle of an article, and the titles under it, are the page's."""
    for i, line in enumerate(lines):
        if not is_of_others(line):
            continue
        found[i] = "furniture"
        for j in range(i + 1, min(i + 9, len(lines))):
            if len(lines[j]) > 100 or _END.search(lines[j]) or lines[j][-1] in ",;:":
                break
            found[j] = "furniture"


def _times(lines: list[str], found: list[str]) -> None:
    """The times over the posts of a liveblog are dates, not furniture; a short line between one and its post is a heading; under
    a heading such as "Key points" stands a list."""
    body = [i for i, role in enumerate(found) if role in ("paragraph", "list", "quote")]
    times = stamps(lines) if body else []
    for i in headings(lines) if times else ():
        if found[i] == "paragraph":
            found[i] = "subhead"
            for j in range(i + 1, next((time for time in times if time > i), i)):
                if found[j] == "paragraph" and not _END.search(lines[j]) and lines[j][-1] != ":":
                    found[j] = "list"
    for i in times:
        if body[0] - 4 < i < body[-1]:
            found[i] = "date"
            under, post = (*found[i + 1:i + 3], "", "")[:2]
            if under in ("paragraph", "quote") and post == "paragraph" and len(lines[i + 1]) < 100 and lines[i + 1][-1] not in ".:":
                found[i + 1] = "subhead"


def _around(lines: list[str], found: list[str]) -> None:
    """Date, byline and captions that stand by the article without being of its running text."""
    body = [i for i, role in enumerate(found) if role in ("paragraph", "list", "quote")]
    if not body:
        return
    first = next((i for i in body if len(lines[i]) > 60), body[0])
    for i in range(max(0, body[0] - 12), body[-1] + 1):
        line = lines[i]
        if i < first + 2 and found[i] == "paragraph" and is_byline(line):
            found[i] = "byline"
        if found[i] != "furniture" or len(line) > 600:
            continue
        if i < first + 2 and is_date(line):
            found[i] = "date"
        elif i < first + 2 and begins_as_byline(line):
            found[i] = "byline"
        elif len(line) > 15 and _names_picture(line):
            found[i] = "caption"


def _gallery(lines: list[str], found: list[str]) -> None:
    """Captions that follow the last paragraph one after another, with the short headings between them."""
    last = max((i for i, role in enumerate(found) if role not in ("furniture", "credit")), default=len(lines))
    while last + 1 < len(lines):
        ahead = [j for j in range(last + 1, min(last + 3, len(lines)))
                 if len(lines[j]) < 600 and _names_picture(lines[j])]
        if not ahead or (ahead[0] > last + 1 and (len(lines[last + 1]) > 60 or _END.search(lines[last + 1]))):
            return
        if ahead[0] > last + 1:
            found[last + 1] = "paragraph"
        found[ahead[0]] = "caption"
        last = ahead[0]


def _subheads(lines: list[str], found: list[str]) -> None:
    """Short lines without a mark at the end, between paragraphs, are headings within the text; many in a row are a list, and a single
    item with its number is a heading."""
    prose = [i for i, role in enumerate(found) if role != "furniture"]
    short = [found[i] in ("paragraph", "list") and len(lines[i]) <= 100 and not _END.search(lines[i]) and lines[i][-1] not in ",;:"
             for i in prose]
    for place, i in enumerate(prose[:-1]):
        line, below = lines[i], lines[prose[place + 1]]
        if not short[place] or below[0].islower():
            continue
        alone = "list" not in (found[prose[place - 1]] if place else "", found[prose[place + 1]])
        plain = found[i] == "paragraph" and line[0].isalnum() and not line[0].islower()
        if plain or (_NUMBERED.match(line) and alone):
            found[i] = "subhead"
    first = next((place for place, i in enumerate(prose) if found[i] == "paragraph" and len(lines[i]) > 60), len(prose))
    for heads, run in groupby(range(first, len(prose)), lambda place: found[prose[place]] == "subhead"):
        run = list(run) if heads else []
        introduced = bool(run) and lines[prose[run[0] - 1]][-1] == ":"
        if len(run) > 2 or (introduced and len(run) > 1):
            for place in run[0 if introduced else 1:]:
                found[prose[place]] = "list"


def _credit(lines: list[str], found: list[str]) -> None:
    """A line that names who reported closes the article: what follows it is no longer of it."""
    body = [i for i, role in enumerate(found) if role in ("paragraph", "list", "quote")]
    for place, i in enumerate(body):
        if place > 0 and len(lines[i]) < 250 and _CREDIT.match(lines[i]):
            found[i] = "credit"
    prose = set(body)
    written = sum(len(lines[i]) for i in body)
    so_far = 0
    last = body[-1] if body else 0
    for i, line in enumerate(lines):
        if i in prose:
            so_far += len(line)
        near = found[i] == "furniture" and so_far and i <= last + 4 and len(line) < 250 and _CREDIT.match(line)
        if near:
            found[i] = "credit"
        if found[i] == "credit" and so_far > 0.6 * written:
            for j in range(i + 1, len(lines)):
                if found[j] != "credit":
                    found[j] = "furniture"
            return


def _headline(lines: list[str], found: list[str]) -> int | None:
    """The line before the running text that shares most words with it."""
    body = [i for i, role in enumerate(found) if role in ("paragraph", "list", "quote")]
    if not body:
        return None
    titled = len(body) > 1 and _is_titled(lines)
    first = next((i for i in body if len(lines[i]) > 60 and not (titled and i == 0)), body[0])
    prose = {word.lower() for i in body[:15] for word in _WORD.findall(lines[i])}
    top = next(i for i, role in enumerate(found) if role != "furniture")
    scores: dict[int, float] = {}
    for i in range(max(0, first - 60), first):
        line = lines[i]
        if found[i] not in ("furniture", "subhead", "paragraph", "quote" if i == top else "") or len(line) > 220:
            continue
        if is_date(line) or begins_as_byline(line) or _ITEM.match(line) or _names_picture(line) or is_of_others(line):
            continue
        if line[-1] in ".:;," and not line.endswith("...") and not (titled and i == 0):
            continue
        own = [word.lower() for word in _WORD.findall(line)]
        shared = sum(word in prose for word in own)
        score = shared * shared / max(len(own), 1)
        if _WITHIN.search(line):
            score /= 4        # two sentences are rather a caption
        elif i == top:
            score *= 2        # a headline opens the article, a standfirst follows
        if (len(own) > 1 or i == 0) and score >= 1:
            scores[i] = score * (2 if {"byline", "date"} & set(found[i + 1:i + 6]) and len(own) > 2 else 1)
    if scores:
        place = max(scores, key=lambda i: (scores[i], i))
        while scores.get(place - 1, 0) >= 0.6 * scores[place] and lines[place] not in lines[place - 1]:
            place -= 1        # the headline stands before the standfirst, which may share as many words with the article
        again = next((i for i in scores if i > place and lines[i] != lines[place] and lines[i] in lines[place]
                      and len(lines[i]) > 0.5 * len(lines[place])), None)
        if again is not None:      # the page's own title, `Headline - The Gazette`, stands above the headline
            found[place], place = "furniture", again
        above = lines[place - 1] if place else " "
        return place - 1 if above[0] in "„“«»" and above[-1] in "“”»«" and len(above) < 160 else place
    place = _signed(lines, found, first) if first > 2 else None
    return 0 if titled else _opening(lines, found, first) if place is None else place


def _opening(lines: list[str], found: list[str], first: int) -> int | None:
    """The line that opens the article, where its words do not tell: one of the first, of two words at least (a single one is a
    heading such as OPINION), if it is of the running text or a byline or date stands under it."""
    for i in range(min(first, 3)):
        below = found[i + 1] if i + 1 < len(found) else ""
        if found[i] not in ("subhead", "paragraph") and below not in ("byline", "date"):
            continue
        if _may_head(lines[i]) and len(_WORD.findall(lines[i])) > 1 and not _ITEM.match(lines[i]):
            return i
    return 0 if first > 0 and found[0] in ("subhead", "paragraph") and _may_head(lines[0]) else None


def _signed(lines: list[str], found: list[str], first: int) -> int | None:
    """The line over the byline and the date, or over the standfirst there, where the words do not tell and a page stands above it."""
    under = next((i for i in range(first) if found[i] in ("byline", "date")), None)
    if under is None:
        return None
    return next((i for i in range(under - 1, max(under - 4, -1), -1) if lines[i][-1] not in ".,;:" and found[i] != "caption"
                 and 20 < len(lines[i]) < 160 and len(_WORD.findall(lines[i])) > 2), None)


def _is_titled(lines: list[str]) -> bool:
    """Whether the first line is a title in spite of its full stop: `Council Votes to Close the School.`, or that of a liveblog."""
    line = lines[0]
    if len(line) > 120 or line.rstrip("\"”’'")[-1:] != "." or _WITHIN.search(line):
        return False
    words = [word for word in line.split() if len(word) > 3]
    return len(words) > 2 and (sum(word[0].islower() for word in words) < 0.3 * len(words) or bool(stamps(lines)))


def _may_head(line: str) -> bool:
    """Whether a line ends as a heading does: `Dear editors,` does not."""
    return len(line) < 200 and line[-1] not in ",;:" and not _END.search(line)
