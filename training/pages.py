"""Makes pages out of pages, for the reader of lines to learn from: parts left out, articles swapped, blanks taken out,
comments, teasers and boxes added."""
from __future__ import annotations

import random
import re
from collections.abc import Iterator

Page = tuple[list[str], list[int], list[str]]
"""Lines, whether each is of the article's running text (1) or not (0), and the white space before each."""
NAMES = ["Mara Lind", "T. Okafor", "Ines Duarte", "greyheron", "Jon Hale", "Elif A.", "Per_Aune", "Ana Reis", "oskar77", "Hanne V.",
         "Piotr Wolny", "Bea", "Tore B.", "Kim"]
MONTHS = ["January", "Feb", "March", "Apr.", "June", "Sept.", "October", "Nov.", "December"]


def variants(row: dict, chance: random.Random, count: int, prose: list[str]) -> Iterator[Page]:
    """A page as it is, then pages made of it: parts left out, other bullets, other gaps, and from the
    seventh on with comments or teasers made of `prose`, paragraphs of other pages."""
    text, spans = row["text"], row["lines"]
    texts = [text[a:b] for a, b, _ in spans]
    labels = [int(label) for *_, label in spans]
    gaps = [text[(spans[i - 1][1] if i else 0):spans[i][0]] for i in range(len(spans))]
    yield texts, labels, gaps
    body = [i for i, label in enumerate(labels) if label]
    for turn in range(count):
        keep = list(range(len(texts)))
        if body:
            first, last = body[0], body[-1]
            if turn in (0, 4):    # a narrow selection around the article
                first, last = max(0, first - chance.randrange(9)), min(len(texts), last + 1 + chance.randrange(9))
                keep = keep[first:last]
            elif turn in (1, 5):  # a wide one
                first = chance.randrange(first + 1)
                last = chance.randrange(last + 1, len(texts) + 1)
                keep = keep[first:last]
            elif turn == 2:       # a shorter article
                drop = set(chance.sample(body, int(len(body) * chance.random() * 0.7)))
                keep = [i for i in keep if i not in drop]
            elif turn % 2 == 0 and turn > 5:      # an article of a paragraph or two
                drop = set(body[1 + chance.randrange(3):])
                keep = [i for i in keep if i not in drop]
        keep = [i for i in keep if labels[i] or chance.random() > 0.05]
        bare = chance.random() < 0.6
        style = chance.choice(["as is", "one", "two"])
        new = [texts[i].lstrip("*+-• ") or texts[i] if bare and not labels[i] else texts[i] for i in keep]
        space = [gaps[i] if style == "as is" else "\n" if style == "one" else "\n\n" for i in keep]
        told = [labels[i] for i in keep]
        if keep and turn >= 6:      # with comments or teasers under it that are not of the page
            new, told = followed(new, told, prose, chance)
            space += ["\n"] * (len(new) - len(space))
        if keep:
            space[0] = ""
            space = [gap if "\n" in gap or not n else "\n" for n, gap in enumerate(space)]
            yield new, told, space


def swapped(row: dict, other: dict) -> Page | None:
    """One page with the article of another page in the place of its own; None where one of them has no article.

    A network that sees these cannot learn which article belongs to which site.
    """
    own = [(row["text"][start:end], label) for start, end, label in row["lines"]]
    article = [other["text"][start:end] for start, end, label in other["lines"] if label]
    body = [place for place, (_, label) in enumerate(own) if label]
    if not body or not article:
        return None
    first, last = body[0], body[-1] + 1
    between = [(len(article) * (place - first) // (last - first), line)
               for place, (line, label) in enumerate(own[first:last], first) if not label]
    made = [(line, 0) for line, _ in own[:first]]
    for place, line in enumerate(article):
        made += [(words, 0) for at, words in between if at == place]
        made.append((line, 1))
    made += [(line, 0) for line, _ in own[last:]]
    return [line for line, _ in made], [label for _, label in made], [""] + ["\n"] * (len(made) - 1)


_PIECE = re.compile(r"[A-Za-z’']+|\s+|.")
_KANA = "のはがをにとでもしたてるいかなれ"
_MARKS = str.maketrans({".": "。", ",": "、", "?": "？", "!": "！", "“": "「", "”": "」", '"': "」", "(": "（", ")": "）"})


def unspaced(page: Page, chance: random.Random) -> Page:
    """A page as if it were written without blanks, in signs of Japanese or Chinese.

    Each word has its signs throughout: a short one kana or a particle, a long one signs of Chinese or katakana, and of those with a
    capital some stay as they are.
    """
    texts, labels, gaps = page
    seed, chinese = chance.random(), chance.random() < 0.4

    def written(word: str) -> str:
        own = random.Random(f"{word.lower()} {seed}")
        if word[0].isupper() and own.random() < 0.25:
            return word
        if len(word) < 4:
            return own.choice("的了是在和不这有为他她也") if chinese else "".join(own.choices(_KANA, k=own.randrange(1, 3)))
        if not chinese and own.random() < 0.25:
            return "".join(chr(own.randrange(0x30A2, 0x30F0)) for _ in range(own.randrange(2, 5)))
        return "".join(chr(own.randrange(0x4E00, 0x8000)) for _ in range(own.randrange(1, 3)))

    def line(text: str) -> str:
        bullet = re.match(r"(?:[*+•-]\s+)?", text)[0]
        return bullet + "".join(written(piece) if piece[0].isascii() and piece[0].isalpha() else piece.strip().translate(_MARKS)
                                for piece in _PIECE.findall(text[len(bullet):])) or text
    return [line(text) for text in texts], labels, gaps


def moment(chance: random.Random) -> str:
    """A time as pages print it."""
    month, day, hour, minute = chance.choice(MONTHS), chance.randrange(1, 29), chance.randrange(1, 13), chance.randrange(10, 60)
    return chance.choice((f"{month} {day}, 20{day:02} at {hour}:{minute} pm", f"{day} {month} 20{day:02}", f"{hour} hours ago",
                          f"{month} {day}, 2019", f"{day}/{hour}/2018 {hour}:{minute}", f"{day} days ago"))


def comments(prose: list[str], chance: random.Random) -> list[str]:
    """What readers say under an article, made of other articles' paragraphs."""
    count = chance.randrange(2, 10)
    header = chance.choice((lambda: [f"{chance.choice(NAMES)} on {moment(chance)} said:"], lambda: [chance.choice(NAMES), moment(chance)],
                            lambda: [f"{chance.choice(NAMES)} says:", moment(chance)], lambda: [chance.choice(NAMES)],
                            lambda: [f"* {chance.choice(NAMES)} {moment(chance)}"], lambda: [f"{moment(chance)} {chance.choice(NAMES)}"]))
    footer = chance.choice(([], [], ["Reply"], ["Reply", "Share"], ["Like Reply Report"], ["Up Down"]))
    found: list[str] = list(chance.choice(([], [f"{count} Comments"], ["Comments"], [f"{count} responses"],
                                           [f"Comments ({count})", "Sort by newest"])))
    for _ in range(count):
        found += header() + chance.sample(prose, chance.choice((1, 1, 1, 2, 3))) + footer
    return found


def teasers(prose: list[str], chance: random.Random) -> list[str]:
    """What else there is to read, made of other articles' paragraphs: a title of each, often a date, a name, the first words."""
    mark = chance.choice(("", "", "* ", "+ "))
    titled, dated, named, short = (chance.random() < 0.5 for _ in range(4))
    more = chance.choice(("", "", "Read more", "Continue reading"))
    found: list[str] = list(chance.choice(([], [], ["More stories"], ["Related articles"], ["Latest news"],
                                           ["You may also like"], ["Read next"])))
    for paragraph in chance.sample(prose, min(len(prose), chance.randrange(4, 14))):
        title = " ".join(paragraph.split()[:chance.randrange(5, 11)]).strip(".,:;")
        summary = paragraph.partition(". ")[0] + "." if short else paragraph
        found += [mark + (title.title() if titled else title), *[chance.choice(NAMES)] * named, *[moment(chance)] * dated, summary]
        found += [more] * bool(more)
    return found


def box(prose: list[str], chance: random.Random) -> list[str]:
    """What a page puts between two paragraphs of an article: other stories, a newsletter, a player, an advertisement, an appeal."""
    return chance.choice((_stories, _stories, teasers, _letter, _player, _advertisement, _appeal))(prose, chance)


def _title(prose: list[str], chance: random.Random) -> str:
    return " ".join(chance.choice(prose).split()[:chance.randrange(4, 12)]).strip(".,:;")


def _stories(prose: list[str], chance: random.Random) -> list[str]:
    heading = chance.choice(("Related", "Related stories", "Read more", "Read also", "See also", "More on this", "More on this story",
                             "Recommended", "Top stories", "Don't miss", "You might like", "Latest", "Background", "From the archive"))
    heading = chance.choice((heading, heading.upper(), heading.title(), heading + ":"))
    if chance.random() < 0.3:
        return [f"{heading.rstrip(':')}: {_title(prose, chance)}"]
    mark, dated = chance.choice(("", "", "* ", "• ", "- ")), chance.random() < 0.3
    found = [heading]
    for _ in range(chance.randrange(1, 7)):
        found += [mark + _title(prose, chance), *[moment(chance)] * dated]
    return found


def _letter(prose: list[str], chance: random.Random) -> list[str]:
    found = [chance.choice(("Sign up to our newsletter", "Get the morning briefing", "Our newsletter", "Stay informed",
                            "The week by e-mail")),
             chance.choice(("All that matters, in your inbox every day.", "The stories of the week, picked by our editors, on Sundays.",
                            "Get breaking news and analysis, free of charge."))]
    return found + chance.choice(([], ["Subscribe"], ["Email address", "Sign up"], ["Your e-mail", "I agree to the terms", "Submit"],
                                  ["Thank you for signing up!", "Something went wrong. Please try again later."]))


def _player(prose: list[str], chance: random.Random) -> list[str]:
    length = f"{chance.randrange(10)}:{chance.randrange(10, 60)}"
    return chance.choice((["Play video", _title(prose, chance), length], [f"VIDEO: {_title(prose, chance)}"],
                          [f"Watch: {_title(prose, chance)}", f"00:00 / {length}", "Share", "Embed"],
                          ["Listen", f"{chance.randrange(2, 20)} min", "Download audio"], ["Video", "Loading the player ...", length]))


def _advertisement(prose: list[str], chance: random.Random) -> list[str]:
    return chance.choice((["Advertisement"], ["ADVERTISEMENT"], ["Advertisement", "Article continues below"], ["Ad", "Why this ad?"],
                          ["Scroll to continue with content", "AD"], ["Sponsored", _title(prose, chance)],
                          ["Continue reading after the advertisement"]))


def _appeal(prose: list[str], chance: random.Random) -> list[str]:
    found = chance.choice((["You have read your last free article this month.", "Subscribe for full access"],
                           ["Support our work",
                            "Our reporting is free for everyone. Please help us to keep it so with a small gift each month."],
                           ["This story is part of our series on the region.", "Become a member"], ["Follow us on Facebook and Twitter"]))
    return found + chance.choice(([], [], ["Donate"], ["Log in", "Subscribe"], ["Not now"]))


def interrupted(page: Page, prose: list[str], chance: random.Random) -> Page:
    """A page with a box or two between lines of its article."""
    texts, labels, gaps = page
    inside = [place for place in range(1, len(texts)) if labels[place - 1] and labels[place]]
    for at in sorted(chance.sample(inside, min(len(inside), chance.randrange(1, 3))), reverse=True):
        lines = box(prose, chance)
        gap = chance.choice(("\n", gaps[at]))
        texts, labels = texts[:at] + lines + texts[at:], labels[:at] + [0] * len(lines) + labels[at:]
        gaps = gaps[:at] + [gap] * len(lines) + gaps[at:]
    return texts, labels, gaps


def followed(texts: list[str], labels: list[int], prose: list[str], chance: random.Random) -> tuple[list[str], list[int]]:
    """A page with comments or teasers more, after the article or after all."""
    more = chance.choice((comments, teasers))(prose, chance)
    last = max((i for i, label in enumerate(labels) if label), default=len(texts) - 1) + 1
    at = chance.choice((last, min(len(texts), last + chance.randrange(1, 9)), len(texts)))
    return texts[:at] + more + texts[at:], labels[:at] + [0] * len(more) + labels[at:]
