"""The words of dates and bylines in English, German, French, Spanish, Italian, Dutch and Portuguese. Hand-written."""

from __future__ import annotations

_MONTHS = """
january jan | januar jänner | janvier janv | enero ene | gennaio | januari | janeiro
february feb | februar feber | février févr fév | febrero | febbraio | februari | fevereiro fev
march mar | märz mrz mär | mars | marzo | marzo | maart mrt | março
april apr | april | avril avr | abril abr | aprile | april | abril
may | mai | mai | mayo | maggio mag | mei | maio
june jun | juni | juin | junio | giugno giu | juni | junho
july jul | juli | juillet juil | julio | luglio lug | juli | julho
august aug | august | août | agosto | agosto | augustus | agosto
september sep sept | september | septembre | septiembre setiembre | settembre sett | september | setembro
october oct | oktober okt | octobre | octubre | ottobre ott | oktober okt | outubro
november nov | november | novembre | noviembre | novembre | november | novembro
december dec | dezember dez | décembre déc | diciembre dic | dicembre | december | dezembro dez
"""
MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(_MONTHS.strip().splitlines(), 1)
    for name in names.replace("|", " ").split()
}
"""Name or short form in small letters → the month's number; short forms that are English words (set, out, ago) are left out."""

_WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
"""
WEEKDAYS: tuple[str, ...] = tuple(_WEEKDAYS.split())

PUBLISHED = (
    "first published", "last updated", "last modified", "published", "updated", "posted",
    "zuletzt aktualisiert", "veröffentlicht", "erschienen", "aktualisiert", "stand", "mis à jour", "publié", "publicado", "actualizado",
    "pubblicato", "aggiornato", "gepubliceerd", "bijgewerkt", "laatst bijgewerkt", "atualizado",
)
"""What a line says before its date."""

ON = ("on", "at", "am", "vom", "den", "le", "el", "il", "op", "em", "a las", "alle", "om", "um", "à", "às", "ore")
"""The small words before a day or an hour."""

BY = ("von", "par", "por", "di", "door")
"""What stands before the writer's name, where it is not "by"."""

AND = ("and", "und", "et", "y", "e", "en")
"""What stands between two writers' names."""
