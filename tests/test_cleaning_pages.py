"""Pasted pages of invented sites, whole: which lines are the article, its headline, its writer and its date."""
import pytest

import helpers
from helpers import cleaning
from helpers.cleaning import signed
from helpers.cleaning.appeals import is_disclosure
from helpers.cleaning.headings import is_advertisement
from helpers.loading import Document

LOCAL = """F Skip to main content
F The Weir & Marsh Argus
F News
F Sport
F Jobs
F Log in
H Sluice at Lower Marsh opens by itself for the second time
B By Ruth Amadi
F Local democracy reporter
F Share
F 12 Comments
P THE sluice at Lower Marsh opened in the night to Tuesday, though the handle hangs in the parish office and nobody had asked for it.
P It is the second time since Easter, and the mill below has stood still for four days.
F READ MORE: Winter timetable for the ferry
P Lock keeper Colin Brade said that he had slept. "I heard water," he said. "One does, here."
F Get the Argus in your inbox
F Sign up for our daily newsletter and never miss a story from your area.
F Email address
F Sign up
P The county, which owns the sluice, said it would ask the smith who forged the handle whether there was another one.
P A spokesman added that no boat had been in danger, because none had been there.
F Advertisement
F Remove ads with a subscription
P Miller Amina Sood, whose family has ground corn at the weir since 1811, said she had lost a week of work.
P "We were told that it was locked," she said. "Then we were told that it had no lock. Now nobody tells us anything."
F Comments
F Our rules
F quayside_rat
F 14th March 1:15 pm
F I was on the bridge that night, and the noise of it woke the whole of my street, dogs and all.
F Reply
F Most read
F Man arrested after cow is found in swimming pool
F © 2026 Marsh Media Ltd."""

GERMAN = """F Zum Inhalt springen
F Tagblatt am Wehr
F Anmelden
F Startseite
F Politik
F Kultur
H „Ich habe Angst vor vollen Reihen, in denen niemand atmet“
F Die Regisseurin Ulla Brandner über leere Säle und die Angst vor der Stille
B Interview: Tobias Reh
D 5. Februar 2026
F Teilen
P Das Schauspiel am Wehr hat im vergangenen Jahr als einziges im Land Zuschauer gewonnen, und niemand weiß so recht, warum.
P Die Regisseurin selbst sagt, sie habe nur die Heizung angelassen und aufgehört, sich für die Länge ihrer Abende zu entschuldigen.
F Unser Newsletter
F Das Wichtigste aus der Region, jeden Morgen um sechs. Kostenlos und jederzeit kündbar.
F Jetzt anmelden
P Wer drei Stunden bleibe, wolle drei Stunden, sagt sie, und in der Pause entscheide sich, ob man über das Stück streite oder über das Parkhaus.
P Im Herbst spielt sie eine Frau, die nicht ins Theater geht. Die Rolle habe sie sich selbst geschrieben, weil sonst niemand gefragt habe.
F Kommentare (27)
F Impressum
F Datenschutz"""

FRENCH = """F Aller au contenu
F Le Courrier du Déversoir
F À la une
F Société
F Se connecter
H À Vaurelles, la classe unique rouvre avec onze élèves
F Les parents s’étaient relayés pour repeindre les murs de la salle.
B Par Clémence Aubrac
D Publié le 2 mars 2026 à 06h30, mis à jour à 09h12
F Partager
P La cloche n’avait pas sonné depuis vingt-six mois. Lundi, c’est le maire lui-même qui a tiré la corde, devant une trentaine d’habitants.
P Onze enfants ont pris place dans la salle aux murs jaunes. Leur maître vient de Brest et dort pour l’instant au-dessus de la poste.
F Newsletter
F Chaque matin, l’essentiel de l’actualité de votre département
F S’inscrire
P Les parents n’ont pas attendu l’État. Pendant les vacances, ils ont refait les peintures, réparé le poêle et vidé la cave.
P La mairie paiera la cantine, qui sera livrée par l’auberge et coûtera moitié plus que la moyenne du département.
F Les plus lus
F Un sanglier entre à la pharmacie et repart par la réserve
F Mentions légales"""

ROLES = {"F": "furniture", "H": "headline", "B": "byline", "D": "date", "P": "paragraph"}


@pytest.mark.parametrize("page", [LOCAL, GERMAN, FRENCH], ids=["local", "german", "french"])
def test_every_line_of_a_page(page):
    lines = [line[2:] for line in page.splitlines()]
    text = "\n\n".join(lines)
    given = {text[block.start:block.end]: block.role for block in cleaning.blocks(Document(text=text, source="<test>", id=""))[0]}
    assert given == {line[2:]: ROLES[line[0]] for line in page.splitlines()}


def test_title_writer_and_date_of_a_page():
    article = helpers.load(text="\n\n".join(line[2:] for line in FRENCH.splitlines()))
    assert (article.title, article.authors, article.published) == (
        "À Vaurelles, la classe unique rouvre avec onze élèves", ("Clémence Aubrac",), "2026-03-02")


LEAD = "The sluice at Lower Marsh opened in the night to Tuesday, though its handle hangs in the parish office and nobody had asked for it."
SECOND = "It is the second time since Easter, the parish said, and the mill below the weir has stood still for four days and two nights."


@pytest.mark.parametrize("under", [["Nora Quist", "3 March 2026"], ["3 March 2026", "Nora Quist"], ["Five stars", "Nora Quist", "3 March 2026"]])
def test_the_headline_stands_over_writer_and_date_where_its_words_do_not_tell(under):
    lines = ["Home", "News", "Sport", "Log in", "Fifty things learned while mending clocks", *under, LEAD, SECOND, LEAD.replace("Tuesday", "Friday")]
    text = "\n\n".join(lines)
    given = {text[block.start:block.end]: block.role for block in cleaning.blocks(Document(text=text, source="<test>", id=""))[0]}
    assert (given[lines[4]], given["Nora Quist"], given["3 March 2026"]) == ("headline", "byline", "date")


@pytest.mark.parametrize("line", [
    "Publié le 2 mars 2026 à 06h30, mis à jour à 09h12", "PUBLISHED THU, MAR 5 2026 7:12 AM EST UPDATED 2 HOURS AGO",
    "Posted at 4:15 PM, Mar 04, 2026"])
def test_a_date_may_have_its_hour_before_it_and_an_update_behind(line):
    assert signed.is_date(line)


@pytest.mark.parametrize(("line", "answer"), [
    ("This post may contain affiliate links.", True), ("If you buy something, we may earn a commission.", True),
    ("Wenn Sie über diesen Link kaufen, erhalten wir eine Provision.", True), ("Submissions are subject to our terms and conditions.", True),
    ("The agents earn a commission of two per cent on every boat.", False), ("“We earn a commission,” the agent told the court.", False),
    ("The commission set out the terms of the inquiry on Monday.", False)])
def test_what_a_page_says_of_how_it_earns_is_not_of_the_article(line, answer):
    assert is_disclosure(line) == answer


@pytest.mark.parametrize(("line", "answer"), [
    ("Advertisement", True), ("Story continues below advertisement", True), ("- Anzeige -", True),
    ("Advertisement revenue fell by a third", False)])
def test_a_line_that_only_marks_an_advertisement(line, answer):
    assert is_advertisement(line) == answer


def test_a_sentence_with_a_credit_behind_it_is_a_caption_whatever_the_format():
    page = f"<p>{LEAD}</p><p>The sluice on Tuesday. Photo: Dean Amos</p><p>{SECOND}</p><p>She hung the photo: it was of a weir.</p>"
    feed = f"<rss version='2.0'><channel><title>x</title><item><title>x</title><description><![CDATA[{page}]]></description></item></channel></rss>"
    assert [block.role for block in helpers.load(feed.encode()).blocks] == ["paragraph", "caption", "paragraph", "paragraph"]
