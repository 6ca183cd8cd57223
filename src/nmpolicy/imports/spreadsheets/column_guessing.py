"""Guesses at the content of spreadsheet columns, by their names and their values. A person must check each."""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field

from nmpolicy.errors import InvalidDateError
from nmpolicy.imports.spreadsheets.column_mapping import DATE_FORMS, DateForm, relation_key, value_key
from nmpolicy.imports.spreadsheets.column_words import (
    IN_FORCE,
    OTHER_DATES,
    OTHER_RELATIONS,
    POSSIBLE_DATE,
    ROLE_NAMES,
    SHORT_WORDS,
    STAGE_NAMES,
    STAGES_OF_MEASURES,
    STATUS_NAMES,
    STATUSES,
    YEARS,
)
from nmpolicy.imports.spreadsheets.csv_sheet import Sheet
from nmpolicy.imports.spreadsheets.date_cells import date_in_some_form, read_date_cell
from nmpolicy.imports.spreadsheets.status_cells import RELATIONS as STAGE_RELATIONS
from nmpolicy.imports.spreadsheets.status_cells import status_form
from nmpolicy.vocabulary.folding import fold
from nmpolicy.vocabulary.synonyms import term_suggestions
from nmpolicy.vocabulary.terms import MeasureKind, OrderKind, RelationKind, Stage

_SAMPLE = 500  # cells of a column to look at
_LONG = 30  # characters of a number
_FEW = 40  # different values of a column of types or statuses
_MOST = 0.6  # of the values of a column
_SOME = 0.3  # of them, if the name of the column agrees


@define
class Guesses:
    """The probable content of the columns of a spreadsheet."""

    roles: dict[str, str] = field(factory=dict)
    """The column of each role."""
    dates: dict[Stage, list[str]] = field(factory=dict)
    """The columns with the date of each stage."""
    unsure_stages: set[Stage] = field(factory=set)
    """The stages that the name of the column does not say."""
    status_date: str = ""
    """The column with the date of the status."""
    unsure_roles: set[str] = field(factory=set)
    """The roles and the relations that the name of the column does not say for sure."""
    relations: dict[str, str] = field(factory=dict)
    """The column of each relation."""
    forms: dict[DateForm, str] = field(factory=dict)
    """The forms of dates that some values decide, each with such a value."""
    undecided: str = ""
    """A date that can mean two days."""
    short_year: str = ""
    """A date with a two-digit year."""
    others: list[str] = field(factory=list)
    """The columns with content for which there is no guess."""


def words_of(name: str) -> str:
    """Return the name of a column as plain words.

    >>> words_of("E.O. #"), words_of("Date_Signed (M/D/Y)"), words_of("OrderNo.")
    ('eo number', 'date signed', 'order number')
    """
    apart = (
        re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"(?<=\w) *\([^()]*\)$", "", name))
        .replace("#", " number ")
        .replace("№", " number ")
    )
    joined = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", fold(apart))
    return " ".join(filter(None, (SHORT_WORDS.get(word, word) for word in re.findall(r"[^\W_]+", joined))))


def guess_columns(sheet: Sheet, *, is_measure: bool) -> Guesses:
    """Guess what the columns of a sheet hold."""
    guesses = Guesses()
    values = {
        name: [cells[position] for _, cells in sheet.rows if cells[position]][:_SAMPLE]
        for position, name in enumerate(sheet.header)
    }
    left = [name for name in sheet.header if values[name] or not sheet.rows]
    for name in [*left]:
        relation, is_sure = _relation(words_of(name))
        if relation:
            guesses.relations.setdefault(relation, name)
            if not is_sure:
                guesses.unsure_roles.add(relation)
            left.remove(name)
    for name in _dates(guesses, left, values, is_measure=is_measure):
        left.remove(name)
    scores = sorted(
        (-score, sheet.header.index(name), role, name)
        for role in ROLE_NAMES
        if is_measure or role != "sponsors"
        for name in left
        if (score := _score(role, words_of(name), values[name])) > 0
    )
    for _, _, role, name in scores:
        if role not in guesses.roles and name in left:
            guesses.roles[role] = name
            left.remove(name)
    _find_status_date(guesses, left, values, is_measure=is_measure)
    if "title" not in guesses.roles:
        _find_title(guesses, left, values)
    guesses.others = [name for name in sheet.header if name in left]
    return guesses


def _find_status_date(
    guesses: Guesses, left: list[str], values: Mapping[str, Sequence[str]], *, is_measure: bool
) -> None:
    """Take the day of its last stage, or that of a meeting, for the day of the status of a measure."""
    if "status" not in guesses.roles:
        if guesses.status_date:
            left.append(guesses.status_date)
            guesses.status_date = ""
        return
    if not is_measure or guesses.status_date:
        return
    for stage in guesses.unsure_stages:  # rather than that of any one stage
        guesses.status_date, *_ = guesses.dates.pop(stage)
    meeting = next((name for name in left if _is_day_of_meeting(words_of(name), values[name])), "")
    if meeting and not guesses.status_date:
        guesses.status_date = meeting
        left.remove(meeting)
        _note_forms(guesses, values[meeting])


def _find_title(guesses: Guesses, left: list[str], values: Mapping[str, Sequence[str]]) -> None:
    """Take another column for the title: a subject or a summary, or else that with the longest texts that differ."""
    for role in ("subjects", "summary"):
        name = guesses.roles.get(role, "")
        if name and (role == "summary" or words_of(name) in {"subject", "topic"}):
            guesses.roles["title"] = guesses.roles.pop(role)
            return
    likely = [name for name in left if _may_be_titles(values[name])]
    if likely:
        longest = max(likely, key=lambda name: sum(map(len, values[name])))
        guesses.roles["title"] = longest
        guesses.unsure_roles.add("title")
        left.remove(longest)


def _may_be_titles(values: Sequence[str]) -> bool:
    """Return whether nearly all values differ, and most begin with a letter and are not addresses or dates."""
    texts = [
        value for value in values if value[:1].isalpha() and "://" not in value and not _is_date(value, named=True)
    ]
    return len({*texts}) > _MOST * len(values)


def looks_like_data(header: Sequence[str]) -> bool:
    """Return whether a header has a day or an address, so that it is rather the first row of a table without one."""
    return any("://" in name or (not name.isdecimal() and _is_date(name, named=True)) for name in header)


def _relation(words: str) -> tuple[str, bool]:
    """Return the relation that the name of a column says, empty if it says none, and false if it says others, too."""
    plain = re.sub(r"\b(?:orders?|eo|eos|numbers?|by order|which|executive|ordinances?)\b", " ", words)
    plain = " ".join(plain.replace("revoked", "rescinded").replace("replaced", "superseded").split())
    for each in RelationKind:
        if plain in {relation_key(each, inverse=True), relation_key(each, inverse=False)}:
            return plain, True
    if plain in OTHER_RELATIONS:
        return relation_key(OTHER_RELATIONS[plain], inverse=False), True
    inverses = (relation_key(each, inverse=True) for each in STAGE_RELATIONS.values())
    return next((each for each in inverses if re.fullmatch(rf"(?:\w+ed (?:by )?)+{each}", plain)), ""), False


def _dates(
    guesses: Guesses, names: Sequence[str], values: Mapping[str, Sequence[str]], *, is_measure: bool
) -> Iterator[str]:
    """Find the columns of dates, and yield those that are used."""
    found = [name for name in names if _holds_dates(words_of(name), values[name])]
    years = [name for name in found if words_of(name) in YEARS]
    unsure: list[str] = []
    for name in found:
        words = words_of(name)
        stage = next((stage for pattern, stage in STAGE_NAMES if re.search(pattern, words)), None)
        stage = None if stage in STAGES_OF_MEASURES and not is_measure else stage
        if stage and stage not in guesses.dates and not OTHER_DATES.search(words):
            guesses.dates[stage] = [name]
        elif not stage and name not in years and not OTHER_DATES.search(words):
            unsure.append(name)
    usual = Stage.ADOPTED if is_measure else Stage.SIGNED
    action = next((name for name in unsure if re.search("action|disposition|status", words_of(name))), "")
    if action:
        guesses.status_date = action
        unsure.remove(action)
        yield action
    if unsure and usual not in guesses.dates:
        guesses.dates = {usual: unsure[:1], **guesses.dates}
        guesses.unsure_stages.add(usual)
    if years:  # it may be the year of rows without a date
        guesses.dates.setdefault(next(iter(guesses.dates), usual), []).append(years[0])
    for columns in guesses.dates.values():
        yield from columns
    for name in [action, *(name for columns in guesses.dates.values() for name in columns)]:
        _note_forms(guesses, values.get(name, ()))


def _holds_dates(words: str, values: Sequence[str]) -> bool:
    if re.search(r"\b(?:number|id|page|volume|count)\b", words):
        return False
    named = bool(re.search(r"date|year|fecha|ano|\bon\b", words)) or any(
        re.search(each, words) for each, _ in STAGE_NAMES
    )
    count = sum(_is_date(value, named=named) for value in values)
    return count >= (_SOME if named else _MOST) * len(values) and (named or bool(values))


def _is_day_of_meeting(words: str, values: Sequence[str]) -> bool:
    return bool(re.search("meeting|agenda", words)) and _holds_dates(words, values)


def _is_date(value: str, *, named: bool) -> bool:
    if value.isdecimal() and not (named and POSSIBLE_DATE.fullmatch(value)):
        return False
    return date_in_some_form(value, *DATE_FORMS) is not None


def _note_forms(guesses: Guesses, values: Sequence[str]) -> None:
    """Note the forms of dates that the values decide, and the ambiguous values."""
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
    score = next((score for pattern, score in ROLE_NAMES[role] if re.fullmatch(pattern, words)), -1)
    if score < 0:
        return 0
    if not values:  # there is only a header
        return score
    web = sum(bool(re.search("https?://", value.lower())) for value in values) / len(values)
    if role == "url" or web >= _MOST:
        return score + 10 if role == "url" and web >= _MOST else 0
    return score + _has_kinds(role, values) if _fits(role, words, values) else 0


def _has_kinds(role: str, values: Sequence[str]) -> int:
    """Return a bonus for a column of types in which most are kinds of orders or measures that we know."""
    known = sum(
        bool(term_suggestions(value, "OrderKind", OrderKind) or term_suggestions(value, "MeasureKind", MeasureKind))
        for value in values
    )
    return 3 * (role == "type" and known > _MOST * len(values))


def stage_of(status: str) -> Stage | None:
    """Return the stage that a status probably means; None if it means none.

    >>> stage_of("Revoked by {number}"), stage_of("Derogada"), stage_of("Active")
    (<Stage.RESCINDED: 'rescinded'>, <Stage.REPEALED: 'repealed'>, None)
    """
    words = re.sub(r",? (?:by|por|par|on|dated|effective|[^\w ]*\{).*", "", status)
    found = STATUSES.get(fold(words)) or next(iter(term_suggestions(words, "Stage", Stage)), None)
    return Stage(found) if found else None


def _fits(role: str, words: str, values: Sequence[str]) -> bool:
    """Return whether the values of a column may be those of a role."""
    digits = sum(bool(re.search(r"\d", value)) for value in values) / len(values)
    match role:
        case "number":
            return digits >= _MOST and sum(map(len, values)) <= _LONG * len(values)
        case "type" | "status":
            different = len({*(map(value_key, map(status_form, values) if role == "status" else values))})
            if different > _FEW or (different * 2 > len(values) and len(values) >= _FEW):
                return False
            return (
                role == "type"
                or any(value_key(value) in IN_FORCE or stage_of(status_form(value)) for value in values)
                or bool(re.search(STATUS_NAMES, words))
            )
        case "signer" | "issuer" | "sponsors":
            return digits < _MOST
    return True
