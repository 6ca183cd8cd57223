"""The words of written dates in English, Spanish, Portuguese and French, in lowercase.

All are without accents, except that months are also with them, so that they are found in running text.
"""

_MONTHS_IN_ENGLISH = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
_MONTHS_IN_OTHER_LANGUAGES = (
    "enero janeiro janvier ene jan janv",
    "febrero fevereiro février fevrier feb fev fév févr fevr",
    "marzo março marco mars mar",
    "abril avril abr avr",
    "mayo maio mai may",
    "junio junho juin jun",
    "julio julho juillet jul juil",
    "agosto août aout ago",
    "septiembre setiembre setembro septembre sept sep set",
    "octubre outubro octobre oct out",
    "noviembre novembro novembre nov",
    "diciembre dezembro décembre decembre dic dez déc dec",
)
_WEEKDAYS = (
    "monday mon lunes lun segunda seg lundi",
    "tuesday tues tue martes terca ter mardi",
    "wednesday weds wed miercoles mie quarta qua mercredi mer",
    "thursday thurs thur thu jueves jue quinta qui jeudi jeu",
    "friday fri viernes vie sexta sex vendredi ven",
    "saturday sat sabado sab samedi sam",
    "sunday sun domingo dom dimanche dim",
)
#: The names and abbreviations of the months, and their numbers.
ENGLISH_MONTHS = {name: number for number, names in enumerate(_MONTHS_IN_ENGLISH, 1) for name in names.split()}
FOREIGN_MONTHS = {name: number for number, names in enumerate(_MONTHS_IN_OTHER_LANGUAGES, 1) for name in names.split()}
MONTHS = ENGLISH_MONTHS | FOREIGN_MONTHS
#: The names and abbreviations of the weekdays; Monday is 0, as in `date.weekday`.
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
#: Ordinals for the first day of a month.
FIRST = ("primero", "primeiro", "premier")
#: Words before a date that add nothing to it.
INTRODUCTIONS = ("on", "in", "the", "this", "en", "el dia", "el", "dia", "em", "no dia", "a los", "aos", "le")
#: Words before or after a date that make it approximate.
APPROXIMATE = (
    *("on or about", "about", "approximately", "approximate", "approx", "around", "roughly", "circa", "cca", "ca", "c"),
    *("hacia", "alrededor del", "alrededor de", "cerca del", "cerca de", "aproximadamente", "aprox"),
    *("por volta de", "vers", "environ", "env", "autour de", "approximativement"),
)
#: Words before or after a date that make it uncertain.
UNCERTAIN = (
    *("uncertain", "possibly", "probably", "perhaps", "posiblemente", "probablemente", "possivelmente"),
    *("provavelmente", "peut-etre", "probablement"),
)
#: Words that are part of a date only in their place, so that an error does not call them unknown.
OTHERS = (
    *("of", "de", "del", "do", "du", "d", "day", "dias", "dia", "jour", "mes", "mois", "month", "year", "ano", "an"),
    *("annee", "l", "st", "nd", "rd", "th", "ro", "er", "feira", "a"),
)
