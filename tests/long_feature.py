"""A feature of 9,000 words, put together from hand-written pieces: always the same, never a whole paragraph twice."""
from __future__ import annotations

import itertools
import random

PEOPLE = [("Marit Solvang", "a pilot on the river", "she"), ("Osman Reyhan", "who runs the last boatyard", "he"),
          ("Delphine Auber", "a hydrologist at the regional university", "she"), ("Piotr Halas", "the lock keeper", "he"),
          ("Ines Carvalho", "mayor of Tarnholm", "she"), ("Bertil Quist", "a farmer on the east bank", "he"),
          ("Yuki Tanaka", "an engineer with the water board", "she"), ("Samuel Orme", "a retired dredger captain", "he"),
          ("Leila Haddad", "a lawyer for the fishing families", "she"), ("Conrad Weil", "director of the port", "he")]
PLACES = ["Tarnholm", "the Lower Basin", "Kessel Lock", "the old grain quay", "the reed beds", "Port Aldous", "the weir at Brenn",
          "the ferry landing", "the east bank", "the dry dock"]
THINGS = ["the new channel", "the second lock", "the spring flood", "the eel ladder", "the dredging plan", "the port's expansion",
          "the gauge readings", "the flood wall", "the harbour loan", "the winter ice"]
PARTS = ["What the water carried", "A lock and two keys", "The men who measure", "A bill nobody sent", "Below the weir",
         "The long argument", "Eels, and other voters", "A wall with a door", "The night of the gauge", "What is left to dig"]
SCENES = ["At {place}, the water stands {number} centimetres higher than it did when {person} first came here, {role}.",
          "In {month}, before the boats were in the water, {person} drove out to {place} with a thermos and a folding ruler.",
          "There is a door at {place} that only {person} has a key to, and behind it lie {number} years of handwritten readings.",
          "Nobody at {place} remembers who first asked for {thing}, although everyone remembers who paid.",
          "The road to {place} is closed on {number} days a year, and on the others it is merely bad.",
          "By {month} the cranes had come as far as {place}, where they waited for a permit that took {number} weeks."]
FACTS = ["The board has spent {number} million crowns on {thing} since 2009, about a third more than it had announced.",
         "A report that was finished in {month} and published a year later counted {number} faults in {thing}.",
         "Of the {number} families who fished here, eleven are left; the others sold their licences or let them lapse.",
         "{Thing} was to be ready in {month}; according to the port's own calendar, it is {number} months late.",
         "For every boat that passes {place} today, {number} lorries take the road along the ridge.",
         "When the river rose in {month}, the pumps at {place} ran for {number} hours and then, one after the other, stopped.",
         "Although the rules had been changed twice, and the men who wrote them had long retired, {thing} was still decided by a "
         "committee of {number} that met, when it met at all, above a bakery in {place}."]
SAID = ['"{line}," said {person}, {role}.', '"{line}," {person} said, and looked at the river.',
        '{person} put it more plainly: "{line}."', "{person} said that {report}.",
        "According to {person}, {report}.", '{person}, {role}, disagreed. "{line}," {pronoun} said.',
        "{person} denied that {report}."]
LINES = ["You can argue with a minister, but you cannot argue with a gauge", "We were promised a lock and we got a brochure",
         "I have buried two boats and one brother here, so do not tell me about risk", "The water does not read our plans",
         "Every spring we learn the same thing, and every summer we forget it", "If they dig here, the reeds will go first",
         "It is a good wall, in the wrong place", "My grandfather rowed to school over what is now the car park",
         "Nobody lied to us, they only left out the middle", "Ask me in ten years", "A river is a neighbour who never moves away",
         "The eels came back before the money did", "We do not need another study, we need a pump that works"]
REPORTS = ["{thing} would cost less than a new road", "the readings at {place} had been copied by hand for years",
           "no one had asked the families before {thing} was decided", "the loan would be paid back by the tolls",
           "the ground under {place} was softer than the maps said", "the ministry had known of the cracks since {month}",
           "a third of the harbour could be given back to the water"]
TURNS = ["That is one way to tell it.", "Then it rained.", "The letter was never answered.", "It was a Tuesday.",
         "None of this is in the brochure.", "The figures, as so often, were right and of no use.", "Spring came late.",
         "So they waited.", "It is a small thing, and it is the whole story.", "Nobody was hurt.", "The minutes do not say why."]
MONTHS = ["January", "March", "April", "June", "September", "October", "November"]
CARRIES_ON = ["The next morning", "A week later", "Across the water", "On paper", "Back in town", "In the end", "That winter",
              "From the bridge", "On a clear day", "Under the lamps"]


def feature(words: int = 9000, seed: int = 11) -> str:
    """The feature as plain text: a headline, a name, parts with subheads."""
    draw = random.Random(seed)
    parts = ["The river that nobody owns", "By Hanne Lindqvist"]
    written, subheads = 0, itertools.cycle(PARTS)
    for number in itertools.count():
        if written >= words:
            return "\n\n".join(parts) + "\n"
        if number % 13 == 12:
            parts.append(next(subheads) + ("" if number < 13 * len(PARTS) else " (continued)"))
        paragraph = _paragraph(draw, number)
        parts.append(paragraph)
        written += len(paragraph.split())


def _paragraph(draw: random.Random, number: int) -> str:
    kinds = [SCENES, FACTS, SAID] if number % 3 else [SAID, FACTS, FACTS]
    sentences = [_sentence(draw, draw.choice(kind)) for kind in kinds]
    if draw.random() < 0.5:
        sentences.insert(draw.randrange(1, 4), draw.choice(TURNS))
    if draw.random() < 0.4:
        opening = sentences[-1]
        if opening.startswith(("The ", "There ", "A ", "For ", "Of ")):
            sentences[-1] = f"{draw.choice(CARRIES_ON)}, {opening[0].lower()}{opening[1:]}"
    return " ".join(sentences)


def _sentence(draw: random.Random, pattern: str) -> str:
    name, role, pronoun = draw.choice(PEOPLE)
    thing, place, month = draw.choice(THINGS), draw.choice(PLACES), draw.choice(MONTHS)
    report = draw.choice(REPORTS).format(thing=thing, place=place, month=month)
    text = pattern.format(person=name, role=role, pronoun=pronoun, place=place, thing=thing, Thing=thing.capitalize(), month=month,
                          number=draw.randrange(12, 98), line=draw.choice(LINES), report=report)
    return text[0].upper() + text[1:]


if __name__ == "__main__":
    print(feature())
