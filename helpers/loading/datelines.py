"""The words of dates and bylines in English, German, French, Spanish, Italian, Dutch and Portuguese; of dates and the plainest bylines
in the languages of Scandinavia, in Polish, Russian, Hebrew and Arabic as well. Hand-written."""

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
_FURTHER_MONTHS = """
januar | stycznia | января янв | ינואר בינואר | يناير
februar | lutego | февраля фев | פברואר בפברואר | فبراير
marts | marca | марта мар | מרץ במרץ מרס במרס | مارس
april | kwietnia | апреля апр | אפריל באפריל | أبريل
maj | maja | мая | מאי במאי | مايو
juni | czerwca | июня июн | יוני ביוני | يونيو
juli | lipca | июля июл | יולי ביולי | يوليو
augusti | sierpnia | августа авг | אוגוסט באוגוסט | أغسطس
september | września | сентября сен | ספטמבר בספטמבר | سبتمبر
oktober | października | октября окт | אוקטובר באוקטובר | أكتوبر
november | listopada | ноября ноя | נובמבר בנובמבר | نوفمبر
desember | grudnia | декабря дек | דצמבר בדצמבר | ديسمبر
"""
MONTHS: dict[str, int] = {
    name: number
    for months in (_MONTHS, _FURTHER_MONTHS)
    for number, names in enumerate(months.strip().splitlines(), 1)
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

BEFORE_COLON = ("interview", "words", "text", "reporting", "story", "autor", "autorin", "autora", "auteur", "автор", "авторы", "текст")
"""What stands before it and a colon."""

WITHOUT_CAPITALS = ("מאת", "بقلم", "作者", "記者", "文")
"""What stands before it in scripts without capitals."""

AND = ("and", "und", "et", "y", "e", "en", "og", "och", "и")
"""What stands between two writers' names."""
