"""Lines in which the page, not the writer, speaks to the reader."""
import pytest

from helpers import cleaning
from helpers.cleaning.appeals import is_appeal, is_contact
from helpers.loading import Document

APPEALS = [
    "Sign up for our morning briefing and never miss a story.",
    "Sign up to our weekly newsletter for the best of the region, every Friday at noon.",
    "Subscribe to the Harbour Briefing, our free daily newsletter.",
    "Like this story? Sign up for more of them.",
    "Get the day's news in your inbox every morning before six.",
    "Download our app to read without a connection.",
    "Support our journalism. For the price of a coffee a month you keep it free for everybody.",
    "Please support independent journalism with a gift of any size.",
    "Become a member and help pay for our reporting.",
    "Help us fund our investigative reporting.",
    "Follow us on Facebook and Instagram.",
    "Do you know more about the contracts? Write to our reporters at tips@gazette.example.",
    "Have you been affected by the closure? Get in touch with us: stories@gazette.example",
    "Are you on the island tonight? Tell us what you see: live@gazette.example",
    "Send us your tips at tips@gazette.example.",
    "Melden Sie sich für unseren Newsletter an und lesen Sie jeden Morgen, was wichtig ist.",
    "Unterstützen Sie unabhängigen Journalismus mit einem Abo.",
    "Wissen Sie mehr über die Verträge? Dann schreiben Sie uns an redaktion@anzeiger.example.",
    "Folgen Sie uns auf Instagram.",
    "Suscríbete a nuestra newsletter y recibe cada mañana lo más importante.",
    "Apoya nuestro periodismo con una cuota mensual.",
    "¿Sabes algo más de este caso? Escríbenos a pistas@diario.example.",
    "Abonnez-vous à notre newsletter pour ne rien manquer.",
    "Soutenez une presse libre.",
    "Iscriviti alla nostra newsletter per non perdere nulla.",
    "Assine a nossa newsletter e receba as notícias do dia.",
    "Meld je aan voor onze nieuwsbrief en mis niets.",
]
SENTENCES = [
    "Sign up by Friday, the coach told parents, or the boat leaves without you.",
    "Support for the government fell to 31 percent in our poll.",
    "Support our troops, the banner over the bridge said.",
    "Subscribers to the newsletter were told of the leak eleven days later.",
    "\"Follow us on Facebook,\" the party told its members, \"and ask your friends to do so, too.\"",
    "Follow the river north for two miles and you come to the mill.",
    "Do you know what it costs? The council does not.",
    "Have you been to the harbour? It has changed, she said, more in a year than in a century.",
    "Give the reporters credit: they asked.",
    "Contact with the boat was lost at 4 a.m., and the coast guard reached it by noon.",
    "Press freedom groups have called for the release of the editor.",
    "The newsletter goes to 4,000 people on the islands.",
    "Get a room in the old town if you can afford it.",
    "Unterstützen will der Bund das Projekt mit vier Millionen Euro.",
    "Folgen hat das Urteil auch für andere Städte.",
]


@pytest.mark.parametrize("line", APPEALS)
def test_appeals(line):
    assert is_appeal(line)


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_of_articles_are_no_appeals(line):
    assert not is_appeal(line)
    assert not is_contact(line)


@pytest.mark.parametrize("line", [
    "Press contact: press@harbour.example", "Press contact: Ada Lund, +47 22 33 44 55", "Media enquiries: press@harbour.example",
    "For further information please contact Ada Lund at lund@harbour.example.", "Contact:", "Media contact:",
    "Pressekontakt: Ada Lund, presse@hafen.example", "Contacto de prensa: prensa@puerto.example",
    "Contact presse : Ada Lund, 01 23 45 67 89"])
def test_whom_the_press_may_ask(line):
    assert is_contact(line)


LEAD = ("The harbour board of Lindholm told its staff on Monday what it expects of them before the summer season, when the number of "
        "guests on the island trebles and the last boat is often full by noon.")
SECOND = ("The list was drawn up after a year in which, the board says, more people complained about manners than about delays, and "
          "in which three deckhands left because of it.")


@pytest.mark.parametrize("given", [False, True])
def test_an_appeal_between_paragraphs_is_furniture(given):
    lines = [LEAD, APPEALS[0], SECOND, APPEALS[11], "The union said that it had not been asked.", "Press contact: press@harbour.example"]
    text = "\n\n".join(lines)
    spans = [(text.index(line), text.index(line) + len(line), "paragraph") for line in lines]
    blocks, _ = cleaning.blocks(Document(text=text, source="<test>", id="", blocks=tuple(spans) if given else None))
    assert [block.role for block in blocks] == ["paragraph", "furniture"] * 3
