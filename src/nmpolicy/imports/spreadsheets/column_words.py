"""Words in the names of columns and in statuses, in four languages, and their likely meaning."""

import re
from collections.abc import Mapping, Sequence

from nmpolicy.vocabulary.terms import RelationKind, Stage

#: Abbreviations in names of columns.
SHORT_WORDS = {
    **dict.fromkeys(("no", "num", "nr", "nbr", "numero"), "number"),
    "dt": "date",
    "nm": "name",
    "desc": "description",
    "cd": "",
    "code": "",
}
#: The words in the name of a column that suggest a role, and how strongly.
ROLE_NAMES: Mapping[str, Sequence[tuple[str, int]]] = {
    "number": (
        (
            r"(?:executive )?(?:order|ordinance|resolution|law|bill|eo|eeo|file|decree|directive) number|number d[eou] (?:la )?(?:orden|ordem|decreto|decret|arrete)",
            8,
        ),
        (r"number", 7),
        (r".*\bnumber|number d[eou].*", 5),
        (r"(?:executive )?order|eo|ordinance|resolution|file|bill|record|legislation|matter", 4),
        (r"(?:.* )?id", 2),
    ),
    "title": (
        (r"(?:.*\b)?title|titulo|titre", 8),
        (r"caption|(?:order )?name|asunto|assunto|objet", 6),
        (r"description|subject|topic|re", 3),
    ),
    "url": ((r".*\b(?:url|link|enlace|lien|pdf|href|website|web|document|file|attachment)\b.*", 2), (r".*", 0)),
    "signer": (
        (
            r"mayor|governor|president|signer|signatory|signed by|alcaldes?a?|gobernadora?|governadora?|prefeit[oa]|maire|firmad[oa] por",
            8,
        ),
        (r"(?:mayor|governor|president|executive|official)(?: name)?|administration", 6),
    ),
    "sponsors": ((r"(?:.*\b)?sponsors?(?: names?)?|introduced by|prime sponsor", 8), (r"authors?", 4)),
    "issuer": ((r"issuer|issued by|issuing .*|agency|department|agencies", 6),),
    "type": (
        (r"(?:.*\b)?(?:sub)?(?:type|kind|tipo)", 8),
        (r"category|class|instrument", 3),
    ),
    "status": (
        (r"(?:.*\b)?(?:status|disposition|estado|estatus|statut|situacao)", 8),
        (r"(?:is )?(?:in effect|in force|active|current)", 6),
        (r"(?:(?:final|council) )?action|outcome|result|state", 4),
    ),
    "subjects": (
        (
            r"(?:.*\b)?(?:subjects?|topics?|keywords?|tags?|themes?|temas?|palabras clave|mots cles|policy areas?|categor(?:y|ies))",
            7,
        ),
    ),
    "summary": ((r"(?:.*\b)?(?:summary|abstract|synopsis|resumen|resumo)", 8), (r"description|purpose|details", 5)),
    "notes": ((r"(?:.*\b)?(?:notes?|comments?|remarks?|notas?|observaciones)", 7),),
}
#: The words in the name of a column of dates that suggest a stage; the first that occurs counts.
STAGE_NAMES: Sequence[tuple[str, Stage]] = (
    (r"approv.*\b(?:mayor|governor)|\b(?:mayor|governor).*approv", Stage.SIGNED),
    (r"sign|firma|assinatura|execut(?:ed|ion)|dated", Stage.SIGNED),
    (r"rescind|rescission|revo[ck]|revog", Stage.RESCINDED),
    (r"repeal|derog|abrog", Stage.REPEALED),
    (r"supersed", Stage.SUPERSEDED),
    (r"expir|vencim|sunset|terminat|\bend", Stage.EXPIRED),
    (r"amend", Stage.AMENDED),
    (r"issu|releas|emision|emissao", Stage.ISSUED),
    (r"effective|in force|\bstart|vigencia|entree en vigueur", Stage.EFFECTIVE),
    (r"adopt", Stage.ADOPTED),
    (r"enact", Stage.BECAME_LAW),
    (r"veto", Stage.VETOED),
    (r"pass|approv", Stage.PASSED),
    (r"introduc|intro\b|filed|submitted|file created", Stage.INTRODUCED),
    (r"announc", Stage.ANNOUNCED),
)
#: The stages that only measures reach.
STAGES_OF_MEASURES = frozenset({Stage.ADOPTED, Stage.BECAME_LAW, Stage.VETOED, Stage.PASSED, Stage.INTRODUCED})
#: A year, a day without hyphens, or a day number of Excel from 1954 to 2118.
POSSIBLE_DATE = re.compile("(?:1[7-9]|20)[0-9]{2}(?:[0-9]{4})?|[2-7][0-9]{4}")
YEARS = frozenset({"year", "ano", "anio"})
OTHER_DATES = re.compile(r"updat|modif|publi|upload|post|meeting|agenda|last|retriev|access|birth")
STATUS_NAMES = r"\b(?:status|estado|estatus|statut|situacao|in effect|in force|active)\b"
#: Statuses that are not stages of their own.
IN_FORCE = frozenset(
    {"y", "active", "in effect", "in force", "current", "effective", "yes", "open", "vigente", "en vigueur", "em vigor"}
)
#: Statuses in other languages, without accents.
STATUSES = {
    **dict.fromkeys(("derogado", "derogada", "abroge", "abrogee"), Stage.REPEALED),
    **dict.fromkeys(("revogado", "revogada", "revocado", "revocada"), Stage.RESCINDED),
    **dict.fromkeys(("vencido", "vencida", "expirado", "expirada", "expire", "expiree"), Stage.EXPIRED),
    **dict.fromkeys(("enmendado", "enmendada", "modifie", "modifiee", "alterado", "alterada"), Stage.AMENDED),
}
OTHER_RELATIONS = {
    "revokes": RelationKind.RESCINDS,
    "rescinds": RelationKind.RESCINDS,
    "revises": RelationKind.AMENDS,
    **dict.fromkeys(("deroga", "abroge"), RelationKind.REPEALS),
    **dict.fromkeys(("enmienda", "modifica", "modifie"), RelationKind.AMENDS),
    "revoga": RelationKind.RESCINDS,
}
