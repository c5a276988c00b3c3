"""Headings that a page puts over what is not of the article: other stories, readers' comments."""
from __future__ import annotations

import re

_LONGEST = 48
_OTHERS = re.compile(
    r"\W*(?:related(?: (?:stories|articles|news|content|coverage|links|reading))?|(?:read|see) (?:more|also|next)"
    r"|(?:more|read more) (?:on|about|from) this(?: (?:story|topic))?|recommended(?: (?:stories|for you|reading))?"
    r"|(?:you (?:may|might) also like|don[’']t miss|top stories|most (?:read|popular|viewed))"
    r"|lesen sie auch|mehr zum thema|das könnte (?:sie|dich) auch interessieren|(?:à )?lire aussi|sur le même sujet"
    r"|lea también|te puede interesar|noticias relacionadas|leggi anche|lees ook|lees meer"
    r"|leia (?:também|mais)|veja também|você (?:também )?pode gostar)\W*", re.I)
_COMMENTS = re.compile(
    r"(?:(?:show|view|read|see|all|post|leave|add|write|join|load)\W+)?(?:(?:an?|the|your|all)\W+)?(?:\(?\d[\d.,]*\)?\W+|no\W+)?"
    r"(?:(?:readers?[’']?|user|recent)\W+)?(?:comments?|repl(?:y|ies)|responses|discussion|conversation|kommentare?|leserkommentare"
    r"|commentaires?|coment[aá]rios?|comentarios?|reacties|commenti|komentarze|kommentarer|комментарии|תגובות)"
    r"(?:\W+\d[\d.,]*)?(?:\W+closed|\W+are closed)?\W*", re.I)


def is_of_others(line: str) -> bool:
    """Whether a line heads a box of other stories: `Related stories`."""
    return len(line) <= _LONGEST and _OTHERS.fullmatch(line) is not None


def is_of_comments(line: str) -> bool:
    """Whether a line heads what readers say: `12 Comments`; not one of a menu, behind a bullet."""
    return len(line) <= _LONGEST and _COMMENTS.fullmatch(line) is not None
