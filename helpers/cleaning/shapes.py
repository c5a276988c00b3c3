"""What a line looks like: a row of numbers for every line of a text, none of which knows a name or a site.

Counted over all lines at once, so that the cost stays a small multiple of reading the text.
"""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np

from .. import numbering
from ..loading import datelines
from . import position

_LEXICONS = Path(__file__).resolve().parents[1] / "lexicons"
_HIGHEST = 0x3001
_KANA, _KATAKANA, _LAST_HAN = 0x3040, 0x30A0, 0xA000
_PARTICLES = [ord(sign) for sign in "的了是在和不这這有为為他她也就与與及而"]
_HEAD = 100
_SHORT = 120
_FUNCTION, _FURNITURE, _TIME, _SPEECH, _YOU, _THEY = 1, 2, 4, 8, 16, 32
_LOWER, _UPPER, _DIGIT, _BLANK, _STOP, _QUOTE, _BULLET, _OTHER = range(8)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TIMES = _listed("ago am pm est edt gmt bst updated published hours minutes").union(datelines.MONTHS, datelines.WEEKDAYS)
_SAID = _listed("""said says told tells added asked wrote explained according sagte sagt erklärte teilte déclaré affirmé expliqué dit
    dijo dice afirmó explicó aseguró disse afirmou explicou detto dichiarato spiegato zei zegt säger sade sier sagde powiedział powiedziała
    сказал сказала заявил заявила сообщил сообщила""")
_ADDRESSED = frozenset(["you", "your", "yours", "we", "our", "us", "please"])
_TOLD = _listed("he she they his her their him them was were had been would who")

_OPENING = {       # looked for at the beginning of a line, in small letters
    "by": r"(?:by|from|written by|story by|posted by|author|von|par|por|di|door|autor|автор|текст)\b:?\s*[^\W\d]",
    "order": r"(?:read|click|sign|subscribe|follow|watch|see|related|more|share|get|view|listen|join|photo|video|tags?"
             r"|filed|also|contact|advert\w*|sponsored|comments?|reply|log|show|load|next|previous)\b",
    "answer": r"(?:q|a|[a-z][a-z .'’-]{2,30})\s?:\s",
    "number": r"\(?\d{1,2}[.)]\s",
    "comments": r"(?:(?:\d+|show|hide|view|all|post|leave|add|join|load|no)\W+){0,4}(?:an?\W+|the\W+|your\W+)?"
                r"(?:comments?|repl(?:y|ies)|responses|discussion|conversation|thoughts on"
                r"|kommentare?|leserkommentare|commentaires?|coment[aá]rios?|commenti|reacties|komentarze|комментарии)\b",
    "related": r"(?:related|recommended|more (?:from|on|in|stories|news|articles|by|about|like)"
               r"|you (?:may|might) (?:also )?(?:like|enjoy|be interested)|(?:read|up|what's) (?:next|more|also|this)"
               r"|most (?:popular|read|viewed|recent|shared)|trending|top (?:stories|news|posts)|latest"
               r"|recent (?:posts|news|stories|articles)|don.t miss"
               r"|editor.?s.? (?:picks?|choice)|see also|popular|also (?:on|in|read|see)|(?:around|from) the web"
               r"|sponsored|promoted|previous|next|in this (?:article|story)|featured|our picks"
               r"|other (?:news|stories|articles)|similar|must reads?|follow us|newsletter"
               r"|stay (?:up|connected|informed)|lesen sie|(?:mehr|auch) (?:zum|aus|von|interessant)|meistgelesen|das könnte"
               r"|(?:à )?lire (?:aussi|également)|sur le même|les plus lus|más (?:información|sobre|noticias|leídas?|vist[oa]s?)"
               r"|le[ae] también|lo más|te puede|leggi anche|i più letti|lees (?:ook|meer)|meest gelezen|leia (?:também|mais)"
               r"|veja também|mais lidas"
               r"|читайте|czytaj)\b",
    "tags": r"(?:tags?|tagged|filed (?:under|in|to)|topics?|categor(?:y|ies)|posted in|labels|keywords"
            r"|share (?:this|on|via)|print|teilen|drucken|schlagw[oö]rt|themen|partager|imprimer|mots-clés|thèmes|compartir|etiquetas|temas"
            r"|archivado en|condividi|(?:com)?partilh\w+|delen|поделиться|теги|udostępnij)\b",
}
_OPENING = {name: re.compile(rf"\W*{pattern}") for name, pattern in _OPENING.items()}
_ANYWHERE = {      # looked for anywhere in a line: a sign that is quick to find, and what has to be around it
    "address": {"http": "", "www.": "", "@": r"\S", ".com": r"\b"},
    "handle": {"@": r"(?<!\S.)\w", "#": r"(?<!\S.)\w"},
    "clock": {":": r"(?<=\d:)\d\d\b"},
    "year": {"1": r"(?:9|0)\d\d(?!\d)", "2": r"(?:9|0)\d\d(?!\d)"},
    "money": dict.fromkeys("$£€", r"\s?\d"),
    "parted": {**dict.fromkeys("|»«›‹→·", ""), **dict.fromkeys("/>", r"(?<=\s.)\s")},
    "rights": {"©": "", "copyright": "", "all rights reserved": ""},
    "legal": {"©": "", **dict.fromkeys(("impressum", "datenschutz", "mentions légales", "aviso legal", "privacidad", "privacidade"), r"\b"),
              "terms ": r"(?:of|and)\b", "privacy policy": "", "cookie": "", "all rights reserved": "",
              "copyright": ""},
    "signup": {"newsletter": "", "subscri": "", "sign ": r"(?:up|in)\b", "email address": "", "e-mail address": "",
               "inbox": "", "suscr": "", "abonn": "", "iscriviti": "", "login": r"\b", "log in": r"\b", "register": r"\b"},
    "picture": {"photo": "", "image": "", "picture": r"d?\b", "credit": r"\b", "courtesy": "", "getty": "", "shutterstock": "",
                **dict.fromkeys(("(ap", "(afp", "(reuters"), r"\b"), "/afp": "", "/reuters": "", "handout": ""},
    "author": {"about the ": "author|writer",
               **dict.fromkeys(("reporter", "writer", "freelance", "journalist", "editor", "correspondent", "columnist",
                                "contributor", "blogger"), r"\b"),
               "follow ": r"(?:him|her|me|them)\b", "reach": r"(?:ed)? (?:him|her|at|me)\b", "contributed to": "",
               "this report": r"\b", "this story": r"\b"},
}
_ANYWHERE = {name: {sign: re.compile(around) if around else None for sign, around in signs.items()}
             for name, signs in _ANYWHERE.items()}
_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{2,40}(?:\([^)]{2,30}\))?\s*[-–—]{1,2}\s")
_INITIALS = re.compile(r"(?<=[.!?”\"])\s\([^()]{1,30}\)$")
_INNER = re.compile(r"[.?!](?<=[a-z\d%].)[\"”’')]*\s+(?=[\"“‘'(]?[A-Z])")

_SECTIONS = "comments", "related", "tags", "legal", "signup", "author"
_COUNTED = """characters words longest_word mean_word lower upper digits stops quotes bullets other capitalised shouted
    function furniture time speech you they function_count furniture_count ends_stop ends_question ends_ellipsis
    ends_colon ends_comma ends_quote starts_lower starts_upper starts_digit starts_bullet starts_quote starts_bracket
    blank_before blank_after indent copies copies_before contained alike alike_near alike_before alike_after alike_run
    run_opened run_under_prose run_over_prose overlap_short overlap_short_count overlap overlap_count overlap_core overlap_core_count
    prose"""
_PLACED = """position prose_before prose_after lines prose_lines prose_characters density near far run_before run_after
    core core_before core_after core_share dates_before dates_after dates_near"""
NAMES = (*_COUNTED.split(), *_OPENING, *_ANYWHERE, "dateline", "inner")
ABOUT_PLACE = (*(f"{name}_{where}" for name in _SECTIONS for where in ("before", "after")), *_PLACED.split())


@cache
def _classes() -> np.ndarray:
    table = np.full(_HIGHEST + 1, _OTHER, np.int64)
    for code in range(_HIGHEST + 1):
        sign = chr(code)
        table[code] = (_LOWER if sign.islower() else _UPPER if sign.isupper() else _DIGIT if sign.isdigit() else
                       _BLANK if sign.isspace() else _STOP if sign in ".,;:!?…" else _QUOTE if sign in "\"“”‘’'" else
                       _BULLET if sign in "*+•·-–—|" else _LOWER if sign.isalpha() else _OTHER)
    table[_HIGHEST] = _LOWER      # everything beyond: letters of scripts without capitals
    return table


@cache
def _flags() -> dict[str, int]:
    flags: dict[str, int] = {}
    listed = {name: (_LEXICONS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
              for name in ("sentence_openers", "function_words_foreign", "furniture_words")}
    for flag, words in ((_FUNCTION, listed["sentence_openers"]), (_FUNCTION, listed["function_words_foreign"]),
                        (_FURNITURE, listed["furniture_words"]), (_TIME, _TIMES), (_SPEECH, _SAID), (_YOU, _ADDRESSED), (_THEY, _TOLD)):
        for word in words:
            if word and not word.startswith("#"):
                flags[word] = flags.get(word, 0) | flag
    return flags


@cache
def _plain() -> np.ndarray:
    """Capitals to small letters and marks to blanks, one character for one, so that offsets stay."""
    table = np.arange(_HIGHEST + 1, dtype=np.uint32)
    for code in range(_HIGHEST + 1):
        small = chr(code).lower()
        if len(small) == 1:
            table[code] = ord(small)
    for sign in "!\"#$%&()*+,./:;<=>?@[\\]^_`{|}~“”«»…–—•·-©":
        table[ord(sign)] = 32
    table[ord("’")] = ord("'")
    return table


def describe(text: str, places: list[tuple[int, int]]) -> np.ndarray:
    """One row a line, one column a feature: NAMES, then ABOUT_PLACE. Lines are (start, end) without blanks around."""
    count = len(places)
    starts, ends = np.array(places, np.int64).reshape(-1, 2).T
    signs = numbering.codes(text)
    codes = np.minimum(signs, _HIGHEST)
    columns = {**_characters(text, codes, starts, ends), **_edges(text, codes, starts, _before_initials(text, starts, ends))}
    lengths = ends - starts
    rare = _rare(text, starts, ends)
    unspaced, particles = _unspaced(signs, starts, ends)
    lengths = lengths + unspaced
    columns["characters"] = np.log1p(lengths) / 5
    words = _words(signs, codes, starts, ends, unspaced // 2, particles)
    columns.update(words["columns"])
    many = np.expm1(columns["words"] * 4) >= 9
    many |= (columns["lower"] > 0.8) & (columns["mean_word"] > 1.6) & (lengths > 24)      # scripts without blanks
    many |= (unspaced > 9) & (unspaced > 0.4 * lengths)
    prose = many & (columns["ends_stop"] | columns["ends_question"]) & (columns["capitalised"] < 0.55)
    core = position.core(prose, lengths)
    columns["prose"] = prose
    columns.update(_repetition(text, places))
    columns.update(_alike(codes, starts, ends, prose, columns["ends_colon"]))
    for which, lines in (("", prose), ("_core", prose & core), ("_short", lengths < _SHORT)):
        columns.update(_overlap(words, lines, count, which))
    columns.update({name: np.log1p(found) if name == "inner" else np.minimum(found, 1) for name, found in rare.items()})
    columns.update(position.sections(rare, prose, _SECTIONS))
    columns.update(position.among_prose(prose, lengths, core))
    columns.update(position.dates((columns["time"] > 0.25) & (columns["digits"] > 0) & (lengths < _SHORT)))
    return np.stack([np.asarray(columns[name], np.float32) for name in (*NAMES, *ABOUT_PLACE)], axis=1)


def _characters(text, codes, starts, ends) -> dict:
    lengths = ends - starts
    lines = np.repeat(np.arange(len(starts)), lengths)
    inside = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths) + np.repeat(starts, lengths)
    counts = np.bincount(lines * 8 + _classes()[codes[inside]], minlength=8 * len(starts)).reshape(-1, 8)
    filled = np.maximum(lengths - counts[:, _BLANK], 1)
    letters = np.maximum(counts[:, _LOWER] + counts[:, _UPPER], 1)
    return {"characters": np.log1p(lengths) / 5, "lower": counts[:, _LOWER] / filled,
            "upper": counts[:, _UPPER] / letters,
            "digits": counts[:, _DIGIT] / filled, "stops": counts[:, _STOP] / filled,
            "quotes": np.log1p(counts[:, _QUOTE]),
            "bullets": counts[:, _BULLET] / filled, "other": counts[:, _OTHER] / filled}


def _before_initials(text, starts, ends) -> np.ndarray:
    """Where lines end, without the agency or the initials behind their last sentence: `… by noon. (dpa/lk)`."""
    ends = ends.copy()
    for line in np.flatnonzero((ends - starts > _SHORT // 2) & np.array([text[end - 1] == ")" for end in ends.tolist()], bool)).tolist():
        signed = _INITIALS.search(text, max(starts[line], ends[line] - 40), ends[line])
        ends[line] = signed.start() if signed else ends[line]
    return ends


def _edges(text, codes, starts, ends) -> dict:
    first, last = codes[starts], codes[ends - 1]
    before_last = codes[np.maximum(ends - 2, starts)]
    closing = np.isin(last, [ord(sign) for sign in "\"”’')]“»«›」』"])
    final = np.where(closing, before_last, last)
    classes = _classes()
    breaks = np.concatenate(([0], np.cumsum(codes == 10)))
    gaps = breaks[starts[1:]] - breaks[ends[:-1]]
    before = np.concatenate(([3], gaps))
    after = np.concatenate((gaps, [3]))
    newline = np.concatenate(([0], np.flatnonzero(codes == 10) + 1))
    indent = starts - newline[np.searchsorted(newline, starts, "right") - 1]
    return {"ends_stop": np.isin(final, [ord(sign) for sign in ".!。！？"]), "ends_question": final == ord("?"),
            "ends_ellipsis": (final == ord("…")) | ((final == 46) & (before_last == 46)),
            "ends_colon": last == ord(":"),
            "ends_comma": np.isin(last, [ord(","), ord(";")]), "ends_quote": closing,
            "starts_lower": classes[first] == _LOWER, "starts_upper": classes[first] == _UPPER,
            "starts_digit": classes[first] == _DIGIT, "starts_bullet": classes[first] == _BULLET,
            "starts_quote": classes[first] == _QUOTE, "starts_bracket": np.isin(first, [40, 91]),
            "blank_before": np.minimum(before, 4) / 2, "blank_after": np.minimum(after, 4) / 2,
            "indent": np.minimum(indent, 8) / 4}


def _unspaced(signs, starts, ends) -> tuple[np.ndarray, np.ndarray]:
    """How many letters of each line are Chinese or Japanese, each as good as two of ours, and about how many function words
    they write: three hiragana are one, or a particle of Chinese."""
    letters = (signs >= _KANA) & (signs < _LAST_HAN)
    if not letters.any():
        return np.zeros(len(starts), np.int64), np.zeros(len(starts), np.int64)
    sums = np.concatenate(([0], np.cumsum(letters)))
    particles = np.concatenate(([0], np.cumsum((letters & (signs < _KATAKANA)) + 3 * np.isin(signs, _PARTICLES))))
    return sums[ends] - sums[starts], (particles[ends] - particles[starts]) // 3


def _words(signs, codes, starts, ends, hidden, particles) -> dict:
    """What the words of each line are; `hidden` counts words more that no blank parts, `particles` the function words of them."""
    plain = np.where(signs < _HIGHEST, _plain()[codes], signs)
    small = plain.tobytes().decode("utf-32-le", "surrogatepass")
    blank = _classes()[np.minimum(plain, _HIGHEST)] == _BLANK
    edges = np.flatnonzero(np.diff(np.concatenate(([True], blank, [True])).astype(np.int8)))
    word_starts, word_ends = edges[::2], edges[1::2]
    lines = np.searchsorted(starts, word_starts, "right") - 1
    count = len(starts)
    firsts, numbers = numbering.numbered(plain, word_starts, word_ends)
    known = _flags()
    flags = np.array([known.get(small[start:end], 0) for start, end in zip(
        word_starts[firsts].tolist(), word_ends[firsts].tolist(), strict=True)], np.int64)[numbers]
    sizes = word_ends - word_starts
    capital = _classes()[codes[word_starts]] == _UPPER
    shouted = capital & (_classes()[codes[np.maximum(word_ends - 1, 0)]] == _UPPER) & (sizes > 1)
    total = np.bincount(lines, minlength=count)

    def of(mask):
        """How many words of each line the mask is true of."""
        return np.bincount(lines[mask], minlength=count)

    share = np.maximum(total, 1) + hidden
    longest = np.zeros(count, np.int64)
    np.maximum.at(longest, lines, sizes)
    longest[hidden > 0] = np.minimum(longest[hidden > 0], 8)
    function, furniture = of(flags & _FUNCTION > 0) + particles, of(flags & _FURNITURE > 0)
    columns = {"words": np.log1p(total + hidden) / 4, "longest_word": np.minimum(longest, 30) / 15,
               "mean_word": np.minimum(np.bincount(lines, sizes, count) / share, 15) / 6,
               "capitalised": of(capital) / share, "shouted": of(shouted) / share, "function": function / share,
               "furniture": furniture / share, "time": of(flags & _TIME > 0) / share,
               "speech": of(flags & _SPEECH > 0) > 0,
               "you": of(flags & _YOU > 0) / share, "they": np.log1p(of(flags & _THEY > 0)),
               "function_count": np.log1p(function), "furniture_count": np.log1p(furniture)}
    content = (sizes > 3) & (flags & (_FUNCTION | _FURNITURE | _TIME) == 0)
    pairs = np.sort(numbers[content] * count + lines[content])      # each word of content once a line
    pairs = pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))] if len(pairs) else pairs
    return {"columns": columns, "lines": pairs % count, "numbers": pairs // count, "distinct": len(firsts)}


def _overlap(words: dict, prose: np.ndarray, count: int, which: str) -> dict:
    """How many of a line's words of content stand in other lines of prose."""
    lines, numbers = words["lines"], words["numbers"]
    if not len(lines):
        return {f"overlap{which}": np.zeros(count), f"overlap{which}_count": np.zeros(count)}
    frequency = np.bincount(numbers[prose[lines]], minlength=words["distinct"])
    elsewhere = frequency[numbers] - prose[lines] > 0
    total, shared = np.bincount(lines, minlength=count), np.bincount(lines[elsewhere], minlength=count)
    return {f"overlap{which}": shared / np.maximum(total, 1), f"overlap{which}_count": np.log1p(shared)}


def _alike(codes, starts, ends, prose, colon) -> dict:
    """How many lines begin with the same kinds of words and marks (rows of a list, of dates, of comments): on the page,
    near, before and after; and for a run of them, how long it is, whether a colon opens it, and whether prose is around it."""
    count, lengths = len(starts), ends - starts
    found = _beginnings(codes, starts, lengths)
    found = np.where(lengths < _SHORT, found, -1 - np.arange(count))      # a long line is like none
    _, numbers, sizes = np.unique(found, return_inverse=True, return_counts=True)
    index = np.arange(count)
    keys = numbers * (3 * count) + index
    ordered = np.sort(keys)
    near = np.searchsorted(ordered, keys + 12, "right") - np.searchsorted(ordered, keys - 12, "left")
    before = np.searchsorted(ordered, keys) - np.searchsorted(ordered, numbers * (3 * count))
    changes = np.concatenate(([True], numbers[1:] != numbers[:-1]))
    run = np.cumsum(changes) - 1
    first = np.flatnonzero(changes)
    last = np.concatenate((first[1:], [count]))
    above, below = np.maximum(first - 1, 0), np.minimum(last, count - 1)
    return {"alike": np.log1p(sizes[numbers] - 1), "alike_near": np.log1p(near - 1), "alike_before": np.log1p(before),
            "alike_after": np.log1p(sizes[numbers] - 1 - before), "alike_run": np.log1p((last - first)[run] - 1),
            "run_opened": (colon[above] & (first > 0))[run], "run_under_prose": (prose[above] & (first > 0))[run],
            "run_over_prose": (prose[below] & (last < count))[run]}


def _beginnings(codes, starts, lengths) -> np.ndarray:
    """A number for the kinds of the first words and marks of each line: `Oct. 3 -- The` is a word, a stop, digits, a mark, a word."""
    heads = np.minimum(lengths, _HEAD)
    lines = np.repeat(np.arange(len(starts)), heads)
    inside = np.arange(heads.sum()) - np.repeat(np.cumsum(heads) - heads, heads) + np.repeat(starts, heads)
    kinds = _classes()[codes[inside]]
    changed = (np.diff(kinds, prepend=-1) != 0) | (np.diff(lines, prepend=-1) != 0)
    within = (kinds == _LOWER) & (np.concatenate(([-1], kinds[:-1])) == _UPPER) & (np.diff(lines, prepend=-1) == 0)
    begun = np.flatnonzero(changed & (kinds != _BLANK) & ~within)
    of = lines[begun]
    place = np.arange(len(begun)) - np.searchsorted(of, of)
    early = place < 5
    return np.bincount(of[early], (kinds[begun][early] + 1) * 9.0 ** place[early], minlength=len(starts)).astype(np.int64)


def _repetition(text, places) -> dict:
    seen: dict[str, int] = {}
    lines = [text[start:end].lower() for start, end in places]
    before = []
    for line in lines:
        before.append(seen.get(line, 0))
        seen[line] = before[-1] + 1
    copies = [seen[line] - 1 for line in lines]
    openings = {line[:40] for line in seen if len(line) > 60}
    contained = [len(line) <= 60 and line[:40] in openings for line in lines]
    return {"copies": np.log1p(copies), "copies_before": np.minimum(before, 1), "contained": contained}


def _rare(text, starts, ends) -> dict:
    """How often each rare sign stands in a line; of a long line only the beginning and the end are looked at."""
    heads = [text[start:end] if end - start <= 2 * _HEAD else f"{text[start:start + _HEAD]} {text[end - _HEAD:end]}"
             for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    small = [head.lower() for head in heads]
    found = {name: np.array([pattern.match(head) is not None for head in small], float)
             for name, pattern in _OPENING.items()}
    found["dateline"] = np.array([_DATELINE.match(head) is not None for head in heads], float)
    joined, edges = _joined(small)
    for name, signs in _ANYWHERE.items():
        found[name] = _lines_at(_places(joined, signs), edges) > 0
    joined, edges = _joined(heads)
    found["inner"] = _lines_at([match.start() for match in _INNER.finditer(joined)], edges)
    return found


def _joined(lines: list[str]) -> tuple[str, np.ndarray]:
    return "\n".join(lines), np.cumsum([0] + [len(line) + 1 for line in lines])


def _places(joined: str, signs: dict[str, re.Pattern | None]) -> list[int]:
    """Where one of the signs stands in the joined lines, with around it what has to be."""
    found = []
    for sign, around in signs.items():
        place = joined.find(sign)
        while place >= 0:
            after = place + len(sign)
            if around is None or around.match(joined, after):
                found.append(place)
            place = joined.find(sign, after)
    return found


def _lines_at(places: list[int], edges: np.ndarray) -> np.ndarray:
    """How many of the places lie in each line."""
    return np.bincount(np.searchsorted(edges, places, "right") - 1, minlength=len(edges) - 1).astype(float)
