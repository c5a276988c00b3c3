"""Makes pages out of pages, for the reader of lines to learn from: parts left out, articles swapped, comments and teasers added."""
from __future__ import annotations

import random
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


def followed(texts: list[str], labels: list[int], prose: list[str], chance: random.Random) -> tuple[list[str], list[int]]:
    """A page with comments or teasers more, after the article or after all."""
    more = chance.choice((comments, teasers))(prose, chance)
    last = max((i for i, label in enumerate(labels) if label), default=len(texts) - 1) + 1
    at = chance.choice((last, min(len(texts), last + chance.randrange(1, 9)), len(texts)))
    return texts[:at] + more + texts[at:], labels[:at] + [0] * len(more) + labels[at:]
