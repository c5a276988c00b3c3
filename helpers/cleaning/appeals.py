"""Lines in which the page speaks to its reader, in full sentences or not: sign up, support us, write to us; and whom the press may ask.

Told by the wording of such lines in seven languages, never by a name. A line that speaks of a newsletter or of money is none of them:
it has to begin by asking for something, and what it asks for has to be the page's own.
"""
from __future__ import annotations

import re

_LONGEST = 320
_OWN = r"(?:our|the (?:\w+ ){0,2}|this|my|a free|your (?:free )?)"
_LETTER = (rf"(?:{_OWN} ?(?:[\w’'-]+ ){{0,3}}(?:news ?letters?|e-?mails? (?:list|alerts?)|mailing list|briefing|bulletin|alerts|podcast|app"
           r"|digest)\b|your inbox\b)")
_WORK = (r"(?:(?:our|the|this|independent|local|quality|public|free|investigative|non-?profit|fearless|reader-funded) ){1,3}"
         r"(?:journalism|reporting|newsroom|reporters|work|magazine|newspaper|site|podcast|coverage)\b")
_SITES = r"(?:facebook|twitter|instagram|linkedin|tiktok|youtube|whatsapp|telegram|bluesky|mastodon|threads|x)\b"
_ASKED = "|".join((
    rf"(?:sign|signing) up\b.{{0,60}}?{_LETTER}",
    rf"(?:subscribe|register|join|get|download|try|listen)\b.{{0,40}}?{_LETTER}",
    r"(?:want|like|enjoy(?:ed|ing)?|for)\b.{0,80}?[?:,] (?:sign up|subscribe)\b",
    rf"(?:help (?:us )?(?:to )?)?(?:support|fund|power|sustain|protect)\b.{{0,20}}?{_WORK}",
    rf"(?:donate|contribute|give|chip in|make a (?:gift|donation))\b.{{0,60}}?\b(?:to|towards|for|fund|keep|help) {_WORK}",
    rf"become a (?:member|supporter|subscriber)\b.{{0,60}}?{_WORK}",
    rf"(?:follow|like|find|join) (?:us|our|me|him|her|them|the author)\b.{{0,80}}?{_SITES}",
    r"(?:do|did|have|are|were|know|got) (?:you )?\b.{3,140}\? (?:if so, |then )?(?:please )?"
    r"(?:write|e-?mail|contact|message|call|text|reach|tell us|let us know|get in touch|send|share)\b.{0,80}?(?:\bus\b|\bour\b|@)",
    r"(?:send|e-?mail|tell|share) (?:us )?(?:your|a) (?:tips?|stor(?:y|ies)|thoughts|comments|views|letters?|news)\b.{0,80}?"
    r"(?:\bus\b|\bour\b|@)",
    r"if you(?:[’'](?:ve|re))?\b.{3,140}?,? (?:please )?(?:write|e-?mail|contact|call|text|reach|get in touch)\b.{0,80}?"
    r"(?:\bus\b|\bour\b|@)",
    r"(?:write to|e-?mail|contact|tweet) \w.{0,120}?\S@\S+\.\w",
    r"si (?:quieres|tienes|sabes|quiere|tiene|sabe)\b.{3,100}?\b(?:escríb|contact)\w+.{0,40}?(?:nos\b|@)",
    r"wenn sie\b.{3,140}?\b(?:schreiben|mailen|melden) sie (?:uns|sich)\b", r"si vous\b.{3,140}?\b(?:écrivez|contactez)-nous\b",
    r"(?:melden sie sich|meld dich|abonnieren sie|abonniere)\b.{0,60}?\b(?:unser\w*|newsletter)\b",
    r"(?:unterstützen sie|unterstütze)\b.{0,30}?\b(?:uns|unser\w*|unabhängigen journalismus)\b",
    r"(?:folgen sie|folge|folgt) uns\b",
    r"(?:haben|wissen|kennen) sie\b.{3,140}\? .{0,20}?(?:schreiben|mailen|melden|kontaktieren)\b",
    r"(?:suscríb[ae](?:te|se)|regístr[ae](?:te|se)|apúntate|inscríbete)\b.{0,60}?\b(?:newsletter|boletín|boletines|alertas)\b",
    r"(?:apoya|apoye|hazte soci[oa])\b.{0,40}?\b(?:nuestro|periodismo)\b", r"(?:síguenos|síganos)\b",
    r"¿(?:tienes?|sabes?|conoces?)\b.{3,140}\? .{0,20}?(?:escríb\w+|contact\w+|llám\w+)\b",
    r"(?:abonnez-vous|inscrivez-vous|recevez)\b.{0,60}?\b(?:newsletter|lettre d[’']information|infolettre)\b",
    r"soutenez(?:-nous\b|\b.{0,30}?\b(?:notre|journalisme|presse)\b)", r"suivez-nous\b",
    r"(?:avez-vous|vous avez|vous savez)\b.{3,140}\? .{0,20}?(?:écri\w+|contact\w+)\b",
    r"(?:iscriviti|abbonati)\b.{0,60}?\bnewsletter\b", r"sostieni\b.{0,40}?\b(?:giornalismo|il nostro)\b", r"seguici su\b",
    r"(?:assine|inscreva-se|cadastre-se|receba)\b.{0,60}?\bnewsletter\b", r"apoie\b.{0,40}?\bjornalismo\b", r"siga-nos\b",
    r"(?:meld je aan|schrijf je in|abonneer je)\b.{0,60}?\bnieuwsbrief\b", r"steun\b.{0,40}?\bjournalistiek\b", r"volg ons\b",
))
_APPEAL = re.compile(rf"[^\w\"“‘'«„]{{0,4}}(?:please,? )?(?:{_ASKED})", re.I)
_DISCLOSURE = re.compile(
    r"\baffiliate links?\b|\b(?:we|us|i|me) (?:may |might |will |can )?(?:earn|receive|get|make)s? (?:a|an) (?:\w+ )?commission\b"
    r"|\bearns? us a commission\b|\bindependently (?:selected|chosen|reviewed) by (?:our|us)\b"
    r"|\b(?:subject to|read|see|agree to|accept) (?:our|my) (?:\w+ )?(?:terms|privacy|disclosure|cookie)\b"
    r"|\baffiliate-links?\b|\b(?:erhalten|bekommen) wir eine (?:\w+ )?provision\b|\bunsere (?:agb|datenschutz\w+)\b"
    r"|\bnous (?:pouvons )?(?:percev\w+|touch\w+|recev\w+) une (?:\w+ )?commission\b|\b(?:recibimos|recibir|obtener) una comisión\b", re.I)
"""What a page says of how it earns and of its terms; looked for in lines with one of these."""
_DISCLOSED = "ommission", "ffiliate", "independently", "terms", "rivacy", "isclosure", "ookie", "rovision", "AGB", "atenschutz", "comisión"
_CONTACT = re.compile(
    r"\W{0,4}(?:(?:press|media)(?: and \w+)? (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|relations|office|desk)"
    r"|(?:for )?(?:further|more) information,? (?:please )?(?:contact|call|e-?mail|visit|see)|(?:for )?(?:press|media) enquiries"
    r"|contacts?(?: for (?:the )?(?:press|media|journalists))?|presse-?kontakt|kontakt für (?:medien|journalisten)|ansprechpartner(?:in)?"
    r"|contacto de prensa|contacto para medios|contacts? presse|contatti stampa|ufficio stampa|contato (?:de|para a) imprensa"
    r"|perscontact)\b", re.I)
_REACHED = re.compile(r"\S@\S+\.\w|https?://|www\.|\+?\d[\d ()/-]{6,}\d|:\W*$")

_LETTERS = re.compile(r"newsletter|inbox|briefing|boletín|infolettre|nieuwsbrief", re.I)
_BUTTON = re.compile(
    r"\W*(?:(?:jetzt |kostenlos )*(?:anmelden|abonnieren|bestellen)|sign (?:me )?up(?: now)?|subscribe(?: now)?|submit"
    r"|(?:your )?e-?mail(?: address)?|enter your e-?mail(?: address)?"
    r"|(?:votre |ihre |tu )?(?:adresse )?e-?mail(?:-adresse)?|s[’']inscrire|je m[’']inscris|s[’']abonner"
    r"|(?:a|su)(?:púntate|scríbete)|iscriviti|inscreva-se|assinar|aanmelden|inschrijven)\W*", re.I)


def signs_up(above: str, line: str, below: str) -> bool:
    """Whether a line praises a newsletter: it stands between that one's name and the button to press, `Every morning at six.`"""
    return (len(line) <= _LONGEST and len(above) < 80 and len(below) < 40 and _BUTTON.fullmatch(below) is not None
            and _LETTERS.search(above) is not None)


def is_appeal(line: str) -> bool:
    """Whether a line asks the reader for something on the page's behalf: `Sign up for our newsletter and never miss a story.`"""
    return len(line) <= _LONGEST and _APPEAL.match(line) is not None


def is_disclosure(line: str) -> bool:
    """Whether a line says how the page earns, or on which terms: `If you buy, we may earn a commission.` Not what somebody says."""
    return (len(line) <= _LONGEST and any(sign in line for sign in _DISCLOSED) and not any(mark in line for mark in "\"“„«")
            and _DISCLOSURE.search(line) is not None)


def is_contact(line: str) -> bool:
    """Whether a line says whom to ask: `Press contact: Ada Lund, press@harbour.example`."""
    return len(line) <= _LONGEST and _CONTACT.match(line) is not None and _REACHED.search(line) is not None
