"""Headings that a page puts over what is not of the article: other stories, readers' comments."""
from __future__ import annotations

import re

_LONGEST = 48
_READ_ALSO = (
    r"(?:read|see|watch) (?:also|more|next)|also read|more on this(?: (?:story|topic))?|related(?: (?:story|article))?|lesen sie auch"
    r"|(?:siehe|lies) auch|mehr zum thema|(?:à )?lire aussi|voir aussi|lea también|lee también|leggi anche|lees ook|leia (?:também|mais)"
    r"|veja também|читайте также|czytaj także|läs också|les også")
_OTHERS = re.compile(
    rf"\W*(?:{_READ_ALSO}|related (?:stories|articles|news|content|coverage|links|reading|posts)"
    r"|(?:more|read more) (?:on|about|from) this(?: (?:story|topic))?|recommended(?: (?:stories|for you|reading))?"
    r"|(?:you (?:may|might) also (?:like|enjoy|be interested in)|don[’']t miss|top stories|most (?:read|popular|viewed))"
    r"|auch interessant|das könnte (?:sie|dich) auch interessieren|meistgelesen|sur le même sujet|à lire également|les plus lus"
    r"|más información|te puede interesar|noticias relacionadas|lo más (?:visto|leído)|potrebbe interessarti|i più letti|lees meer"
    r"|você (?:também )?pode gostar|mais lidas|материалы по теме|podobne artykuły)\W*", re.I)
_OTHER = re.compile(rf"[^\w\"“„«]{{0,3}}(?:{_READ_ALSO})\s?[:：|>–-] ?\S.*", re.I)
_COMMENTS = re.compile(
    r"(?:(?:show|view|read|see|all|post|leave|add|write|join|load)\W+)?(?:(?:an?|the|your|all)\W+)?(?:\(?\d[\d.,]*\)?\W+|no\W+)?"
    r"(?:(?:readers?[’']?|user|recent)\W+)?(?:comments?|repl(?:y|ies)|responses|discussion|conversation|kommentare?|leserkommentare"
    r"|commentaires?|coment[aá]rios?|comentarios?|reacties|commenti|komentarze|kommentarer|комментарии|תגובות)"
    r"(?:\W+\d[\d.,]*)?(?:\W+closed|\W+are closed)?\W*", re.I)

_ADVERTISEMENT = re.compile(
    r"\W*(?:(?:the )?(?:story|article) continues (?:below|after)(?: (?:this|the))? )?(?:advertis(?:ement|ing)s?|advert|anzeige|werbung"
    r"|publicité|publicidad|pubblicità|publicidade|advertentie|reklama|реклама)\W*(?:scroll to continue\W*)?", re.I)


def is_of_others(line: str) -> bool:
    """Whether a line heads a box of other stories: `Related stories`."""
    return len(line) <= _LONGEST and _OTHERS.fullmatch(line) is not None


def names_another(line: str) -> bool:
    """Whether a line leads to another story: `Read also: New bridge to cost more than planned`."""
    return len(line) < 200 and _OTHER.fullmatch(line) is not None


def is_advertisement(line: str) -> bool:
    """Whether a line only says that an advertisement stands here: `Story continues below advertisement`."""
    return len(line) <= _LONGEST and _ADVERTISEMENT.fullmatch(line) is not None


def is_of_comments(line: str) -> bool:
    """Whether a line heads what readers say: `12 Comments`; not one of a menu, behind a bullet."""
    return len(line) <= _LONGEST and _COMMENTS.fullmatch(line) is not None
