"""Guesses at what the columns of a spreadsheet hold, by their names and their values. Each is for a person to check."""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field

from nmpolicy.errors import InvalidDateError
from nmpolicy.imports.column_mapping import DateForm, relation_key, value_key
from nmpolicy.imports.csv_sheet import Sheet
from nmpolicy.imports.date_cells import read_date_cell
from nmpolicy.vocabulary.folding import fold
from nmpolicy.vocabulary.terms import RelationKind, Stage

_SAMPLE = 500  # cells of a column that are looked at
_LONG = 30  # characters of a number
_FEW = 40  # different values of a column of types or statuses
_MOST = 0.6  # of the values of a column
_NUMBER_WORDS = {"no": "number", "num": "number", "nr": "number", "nbr": "number", "numero": "number"}
#: The words in the name of a column that suggest a role, and how strongly.
_NAMES: Mapping[str, Sequence[tuple[str, int]]] = {
    "number": (
        (r"(?:executive )?(?:order|ordinance|resolution|law|bill|eo|eeo|file|decree|directive) number", 8),
        (r"number", 7),
        (r".*\bnumber", 5),
        (r"(?:executive )?order|eo|ordinance|resolution|file|bill|record|legislation|matter", 4),
        (r"(?:.* )?id", 2),
    ),
    "title": ((r"(?:.*\b)?title|titulo", 8), (r"caption|name|asunto", 6), (r"description|subject|topic|re", 3)),
    "url": ((r".*\b(?:url|link|pdf|href|website|web|document|file|attachment)\b.*", 2), (r".*", 0)),
    "signer": (
        (r"mayor|governor|president|signer|signatory|signed by|alcalde|gobernador", 8),
        (r"(?:mayor|governor|president|executive|official)(?: name)?|administration", 6),
    ),
    "sponsors": ((r"(?:.*\b)?sponsors?(?: names?)?|introduced by|prime sponsor", 8), (r"authors?", 4)),
    "issuer": ((r"issuer|issued by|issuing .*|agency|department|agencies", 6),),
    "type": (
        (r"(?:.*\b)?(?:type|kind|tipo)", 8),
        (r"category|class|instrument", 3),
    ),
    "status": (
        (r"(?:.*\b)?(?:status|disposition|estado)", 8),
        (r"in effect|in force|active|current|outcome|result|state", 4),
    ),
    "subjects": ((r"(?:.*\b)?(?:subjects?|topics?|keywords?|tags?|themes?|policy areas?|categor(?:y|ies))", 7),),
    "summary": ((r"(?:.*\b)?(?:summary|abstract|synopsis|resumen)", 8), (r"description|purpose|details", 5)),
    "notes": ((r"(?:.*\b)?(?:notes?|comments?|remarks?|notas)", 7),),
}
_STAGES: Sequence[tuple[str, Stage]] = (
    (r"sign|firma|execut(?:ed|ion)|dated", Stage.SIGNED),
    (r"rescind|rescission|revo[ck]", Stage.RESCINDED),
    (r"repeal", Stage.REPEALED),
    (r"supersed", Stage.SUPERSEDED),
    (r"expir|sunset|terminat|\bend", Stage.EXPIRED),
    (r"amend", Stage.AMENDED),
    (r"issu|releas|emision", Stage.ISSUED),
    (r"effective|in force|\bstart|vigencia", Stage.EFFECTIVE),
    (r"adopt", Stage.ADOPTED),
    (r"enact", Stage.BECAME_LAW),
    (r"veto", Stage.VETOED),
    (r"pass|approv|final action", Stage.PASSED),
    (r"introduc|intro\b|filed|submitted|created", Stage.INTRODUCED),
    (r"announc", Stage.ANNOUNCED),
)
_YEARS = frozenset({"year", "ano", "anio"})
_OTHER_DATES = re.compile(r"updat|modif|publi|upload|post|meeting|agenda|last|retriev|access|birth")
_OTHER_RELATIONS = {"revokes": RelationKind.RESCINDS, "rescinds": RelationKind.RESCINDS, "revises": RelationKind.AMENDS}


@define
class Guesses:
    """What the columns of a spreadsheet probably hold."""

    roles: dict[str, str] = field(factory=dict)
    """The column of each role."""
    dates: dict[Stage, list[str]] = field(factory=dict)
    """The columns with the date of each stage."""
    unsure_stages: set[Stage] = field(factory=set)
    """The stages that the name of the column does not say."""
    relations: dict[str, str] = field(factory=dict)
    """The column of each relation."""
    forms: dict[DateForm, str] = field(factory=dict)
    """The forms of dates that some values decide, each with such a value."""
    undecided: str = ""
    """A date that can mean two days."""
    short_year: str = ""
    """A date with a year of two digits."""
    others: list[str] = field(factory=list)
    """The columns with content that nothing is guessed for."""


def words_of(name: str) -> str:
    """Return the name of a column as plain words.

    >>> words_of("E.O. #"), words_of("Date_Signed"), words_of("OrderNo.")
    ('eo number', 'date signed', 'order number')
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("#", " number ").replace("№", " number ")
    joined = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", fold(apart))
    return " ".join(_NUMBER_WORDS.get(word, word) for word in re.findall(r"[^\W_]+", joined))


def guess_columns(sheet: Sheet, *, is_measure: bool) -> Guesses:
    """Guess what the columns of a sheet hold."""
    guesses = Guesses()
    values = {
        name: [cells[position] for _, cells in sheet.rows if cells[position]][:_SAMPLE]
        for position, name in enumerate(sheet.header)
    }
    left = [name for name in sheet.header if values[name]]
    for name in [*left]:
        if relation := _relation(words_of(name)):
            guesses.relations.setdefault(relation, name)
            left.remove(name)
    for name in _dates(guesses, left, values, is_measure=is_measure):
        left.remove(name)
    scores = sorted(
        (-score, sheet.header.index(name), role, name)
        for role in _NAMES
        if is_measure or role != "sponsors"
        for name in left
        if (score := _score(role, words_of(name), values[name])) > 0
    )
    for _, _, role, name in scores:
        if role not in guesses.roles and name in left:
            guesses.roles[role] = name
            left.remove(name)
    if "title" not in guesses.roles and "summary" in guesses.roles:
        guesses.roles["title"] = guesses.roles.pop("summary")
    guesses.others = left
    return guesses


def _relation(words: str) -> str:
    """Return the relation that the name of a column says; empty if it says none."""
    plain = re.sub(r"\b(?:orders?|eo|eos|numbers?|by order|which|executive|ordinances?)\b", " ", words)
    plain = " ".join(plain.replace("revoked", "rescinded").replace("replaced", "superseded").split())
    for each in RelationKind:
        if plain in {relation_key(each, inverse=True), relation_key(each, inverse=False)}:
            return plain
    return relation_key(_OTHER_RELATIONS[plain], inverse=False) if plain in _OTHER_RELATIONS else ""


def _dates(
    guesses: Guesses, names: Sequence[str], values: Mapping[str, Sequence[str]], *, is_measure: bool
) -> Iterator[str]:
    """Find the columns of dates, and yield those that are used."""
    found = [name for name in names if _holds_dates(words_of(name), values[name])]
    years = [name for name in found if words_of(name) in _YEARS]
    unsure: list[str] = []
    for name in found:
        words = words_of(name)
        stage = next((stage for pattern, stage in _STAGES if re.search(pattern, words)), None)
        if stage and stage not in guesses.dates and not _OTHER_DATES.search(words):
            guesses.dates[stage] = [name]
        elif not stage and name not in years and not _OTHER_DATES.search(words):
            unsure.append(name)
    usual = Stage.ADOPTED if is_measure else Stage.SIGNED
    if unsure and usual not in guesses.dates:
        guesses.dates = {usual: unsure[:1], **guesses.dates}
        guesses.unsure_stages.add(usual)
    if years:  # it says the year of rows without a date
        guesses.dates.setdefault(next(iter(guesses.dates), usual), []).append(years[0])
    for columns in guesses.dates.values():
        for name in columns:
            _note_forms(guesses, values[name])
            yield name


def _holds_dates(words: str, values: Sequence[str]) -> bool:
    if re.search(r"\bnumber\b|\bid\b", words):
        return False
    named = bool(re.search(r"date|year|fecha|ano|\bon\b", words)) or any(re.search(each, words) for each, _ in _STAGES)
    count = sum(_is_date(value, named=named) for value in values)
    return count >= _MOST * len(values)


def _is_date(value: str, *, named: bool) -> bool:
    if value.isdecimal() and not named:
        return False
    for form in ("month-first", "day-first", "excel"):
        try:
            read_date_cell(value, form, 1950)
        except InvalidDateError:
            continue
        return form != "excel" or value[:1] in "234567"
    return False


def _note_forms(guesses: Guesses, values: Sequence[str]) -> None:
    """Note which forms of dates the values decide, and what they leave open."""
    for value in values:
        first, second = _reads(value, "month-first"), _reads(value, "day-first")
        if first and second and first != second:
            guesses.undecided = guesses.undecided or value
        elif first != second:
            guesses.forms.setdefault("month-first" if first else "day-first", value)
        elif not first and _reads(value, "excel"):
            guesses.forms.setdefault("excel", value)
        if (first or second) and not (_reads(value, "month-first", None) or _reads(value, "day-first", None)):
            guesses.short_year = guesses.short_year or value


def _reads(value: str, form: DateForm, first_year: int | None = 1950) -> str:
    """Return the date that a value means in a form; empty if it means none."""
    try:
        return read_date_cell(value, form, first_year).date
    except InvalidDateError:
        return ""


def _score(role: str, words: str, values: Sequence[str]) -> int:
    """Return how well a role fits a column; 0 if it does not."""
    score = next((score for pattern, score in _NAMES[role] if re.fullmatch(pattern, words)), -1)
    if score < 0:
        return 0
    web = sum(value.lower().startswith(("http:", "https:")) for value in values) / len(values)
    if role == "url" or web >= _MOST:
        return score + 10 if role == "url" and web >= _MOST else 0
    return score if _fits(role, values) else 0


def _fits(role: str, values: Sequence[str]) -> bool:
    """Return whether the values of a column may be those of a role."""
    digits = sum(bool(re.search(r"\d", value)) for value in values) / len(values)
    match role:
        case "number":
            return digits >= _MOST and sum(map(len, values)) <= _LONG * len(values)
        case "type" | "status":
            different = len({*map(value_key, values)})
            return different <= _FEW and (different * 2 <= len(values) or len(values) < _FEW)
        case "signer" | "issuer" | "sponsors":
            return digits < _MOST
    return True
