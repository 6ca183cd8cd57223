"""Guesses at the settings of a mapping that concern all rows: their kind, their issuer, their ids, their values."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from nmpolicy.imports.spreadsheets.column_guessing import Guesses, stage_of, words_of
from nmpolicy.imports.spreadsheets.column_mapping import LISTS, NARROW, PLACEHOLDERS, Kind, value_key
from nmpolicy.imports.spreadsheets.column_words import IN_FORCE, YEARS
from nmpolicy.imports.spreadsheets.csv_sheet import Sheet
from nmpolicy.imports.spreadsheets.row_values import split
from nmpolicy.imports.spreadsheets.status_cells import RELATIONS, status_form
from nmpolicy.records.name_search import NameSearch, folded_words
from nmpolicy.vocabulary.synonyms import term_suggestions
from nmpolicy.vocabulary.terms import MeasureKind, OrderKind

CHECK = "check"
_MOST_VALUES = 12  # that a draft lists
_MOST_SIGNERS = 200  # that are compared with each other
_MEASURES = re.compile(
    r"\b(?:ordinances?|resolutions?|bills?|council|legislation|legislative|measures?|motions?|matters?|sponsors?|local laws?|passed|enacted|enactment)\b"
)
_ORDERS = re.compile(
    r"\b(?:executive|orders?|eos?|governors?|(?<!approved by )mayors?|mayoral|proclamations?|directives?|presidents?|emergency|decretos?)\b"
)
_KINDS: Sequence[tuple[str, Kind]] = (
    (r"executive orders?|eos?|mayoral orders?|ordenes ejecutivas?|decretos?", OrderKind.EXECUTIVE_ORDER),
    (r"emergency (?:executive )?orders?", OrderKind.EMERGENCY_ORDER),
    (r"proclamations?", OrderKind.PROCLAMATION),
    (r"(?:executive )?directives?", OrderKind.DIRECTIVE),
    (r"administrative (?:orders?|instructions?)", OrderKind.ADMINISTRATIVE_INSTRUCTION),
    (r"memorand(?:um|a)|memos?", OrderKind.MEMORANDUM),
    (r"ordinances?|local laws?", MeasureKind.ORDINANCE),
    (r"resolutions?", MeasureKind.RESOLUTION),
    (r"bills?", MeasureKind.BILL),
    (r"motions?", MeasureKind.MOTION),
)
_PLACE = re.compile(
    r"\b(?:City and County|City|Town|Village|County|State|Commonwealth|Borough) of [A-Z][\w.'-]*(?: [A-Z][\w.'-]*)*"
)
_BODIES = (
    *("City Council", "Board of Supervisors", "County Commission", "City Commission", "Board of Aldermen"),
    *("Council", "Legislature"),
)
_POSTS = ("Mayor", "Governor", "President", "County Executive", "City Manager", "Alcalde", "Gobernador")
#: Texts that people write into a cell that has no value.
BLANKS = frozenset({"n/a", "na", "none", "null", "-", "--", "---", "\u2013", "\u2014", "tbd", "nan", "nat", "#n/a"})
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b", re.IGNORECASE)
#: Possible separators of several values in a cell, unless it is a comma after a surname.
_SEPARATORS = {
    "subjects": ",|/",
    "sponsors": r"\w \S+,|/|\s(?:and|&|y|et)\s",
    "signer": r"\w \S+,|[;|/]|\s(?:and|&|y|et)\s",
    "issuer": "[;|/]",
}
_PREFIXES: dict[Kind, str] = {OrderKind.EXECUTIVE_ORDER: "eo", OrderKind.EMERGENCY_ORDER: "emergency"}


class Setting(NamedTuple):
    """A key of a mapping, its value, and a comment."""

    key: str
    value: str | int | list[str]
    comment: str = ""
    is_open: bool = False
    """True if it is only a suggestion, written as a comment."""


def texts_of(sheet: Sheet, guesses: Guesses | None = None) -> str:
    """Return the words of the name of a file, of the rows above the header, of the columns, and of the types."""
    stem = re.sub(r"\.\w{2,4}(?:\.gz)?$", "", sheet.csv.name)
    types = values_of(sheet, guesses.roles.get("type", "")) if guesses else ()
    return " ".join(map(words_of, (stem, *sheet.above, *sheet.header, *types)))


def are_measures(texts: str) -> bool:
    """Return whether the words of a spreadsheet are rather those of measures than those of orders."""
    return len(_MEASURES.findall(texts)) > len(_ORDERS.findall(texts))


def values_of(sheet: Sheet, name: str) -> list[str]:
    """Return the different values of a column, the most frequent ones first; none without such a column."""
    if not name:
        return []
    position = sheet.header.index(name)
    counts = Counter(" ".join(cells[position].split()) for _, cells in sheet.rows if cells[position])
    found: dict[str, str] = {}
    for value in sorted(counts, key=lambda each: (-counts[each], each)):
        if value.lower() not in BLANKS:
            found.setdefault(value_key(value), value)
    return [*found.values()]


def kind_of(texts: str, *, is_measure: bool) -> Kind | None:
    """Return the kind that the words of a spreadsheet name; None if they name none."""
    for pattern, kind in _KINDS:
        if isinstance(kind, MeasureKind) == is_measure and re.search(rf"\b(?:{pattern})\b", texts):
            return kind
    return None


def issuer_settings(sheet: Sheet, guesses: Guesses, texts: str, *, is_measure: bool) -> Iterator[Setting]:
    """Yield who issues the orders or measures."""
    place = _PLACE.search("\n".join(sheet.above))
    yield Setting(
        "jurisdiction",
        place[0] if place else PLACEHOLDERS["jurisdiction"],
        "" if place else f"{CHECK}: the full name",
    )
    yield Setting("division", PLACEHOLDERS["division"], f"{CHECK}, for exports", is_open=True)
    words = f"{' '.join(sheet.above)} {texts}".lower()
    if is_measure:
        body = next((each for each in _BODIES if each.lower() in words), "Council")
        yield Setting("body", body, f"{CHECK}: its full name")
    elif "issuer" not in guesses.roles or "signer" in guesses.roles:
        signer = words_of(guesses.roles.get("signer", ""))
        signer = " ".join((signer, *(words_of(name) for name in values_of(sheet, guesses.roles.get("signer", "")))))
        found = [each for some in (signer, words) for each in _POSTS if re.search(rf"\b{each.lower()}", some)]
        yield Setting("post", found[0] if found else PLACEHOLDERS["post"], f"{CHECK}: the full name of the office")


def number_settings(sheet: Sheet, guesses: Guesses, kind: Kind | None, *, is_measure: bool) -> Iterator[Setting]:
    """Yield the patterns of the ids and of the series, with the fewest parts that make the numbers unique."""
    has_types = len(values_of(sheet, guesses.roles.get("type", ""))) > 1
    word = _PREFIXES.get(kind, kind) if kind and not has_types else "measure" if is_measure else "order"
    if "number" not in guesses.roles:
        yield Setting("id", f"{word} {{number}}", f"{CHECK}: without numbers, dates and titles make the ids")
        return
    numbers = values_of(sheet, guesses.roles["number"])
    parts = [each for each in ("type", "signer") if each in guesses.roles] + ["year"] * bool(guesses.dates)
    choices = [(), *((each,) for each in parts), *((one, two) for i, one in enumerate(parts) for two in parts[i + 1 :])]
    repeated = {choice: _repeated(sheet, guesses, choice) for choice in choices}
    has_years = any(words_of(name) in YEARS for name in sheet.header) and not all(
        re.search(r"(?<!\d)\d{4}(?!\d)", number) for number in numbers
    )
    best = min(choices, key=lambda each: (repeated[each], has_years and "year" not in each, len(each)))
    has_letters = all(re.match("[A-Za-z]", number) for number in numbers)
    prefixes = {found[0].lower() for number in numbers if (found := re.match(r"[A-Za-z]+(?=[ -]\d)", number))}
    word = next(iter(prefixes)) if len(prefixes) == 1 else word
    words = [] if has_letters or "type" in best else [str(word)]
    count = repeated[best]
    again = f"{CHECK}: {count:,} of the numbers {'occurs' if count == 1 else 'occur'} again" if count else ""
    yield Setting("id", " ".join([*words, *(f"{{{part}}}" for part in (*best, "number"))]), again)
    if not is_measure:
        name = f"{str(kind or 'order').replace('-', ' ').capitalize()}s"
        by = f" ({', '.join(f'{{{part}}}' for part in best)})" if best else ""
        yield Setting("series", name + by, "in which the numbers are counted")


def _repeated(sheet: Sheet, guesses: Guesses, parts: Sequence[str]) -> int:
    """Return how many numbers repeat if these parts are distinguished."""
    columns = [guesses.roles["number"], *(guesses.roles[part] for part in parts if part != "year")]
    positions = [sheet.header.index(name) for name in columns]
    dates = next(iter(guesses.dates.values()), [])[:1] if "year" in parts else []
    days = [sheet.header.index(name) for name in dates]
    keys = Counter(
        (*(cells[each] for each in positions), *(_year(cells[each]) for each in days))
        for _, cells in sheet.rows
        if cells[positions[0]]
    )
    return sum(keys.values()) - len(keys)


def _year(cell: str) -> str:
    found = re.search(r"(?<!\d)\d{4}(?!\d)|\d\d$", cell)
    return found[0] if found else ""


def date_settings(guesses: Guesses) -> Iterator[Setting]:
    """Yield how dates of numbers are written."""
    forms = guesses.forms
    if "excel" in forms and (guesses.undecided or len(forms) > 1):
        others = [each for each in ("month-first", "day-first") if each in forms] or ["month-first"]
        shown = ", ".join(forms.values() if len(forms) > 1 else [*forms.values(), guesses.undecided])
        yield Setting("date_form", ["excel", others[0]], f"{CHECK}: how are {shown} written?", is_open=True)
    elif len(forms) == 1:
        ((form, value),) = forms.items()
        why = f"{CHECK}: is {value} a day number of Excel?" if form == "excel" else f"because of {value}"
        yield Setting("date_form", form, why, is_open=form == "excel")
    elif guesses.forms:
        shown = ", ".join(f"{value} is {form}" for form, value in guesses.forms.items())
        comment = f"{CHECK}: {shown}; set it for each column in [dates]"
        yield Setting("date_form", "month-first", comment, is_open=True)
    elif guesses.undecided:
        comment = f"{CHECK}: or day-first? {guesses.undecided} can mean both"
        yield Setting("date_form", "month-first", comment, is_open=True)
    if guesses.short_year:
        comment = f"{CHECK}: is {guesses.short_year} from 1950 to 2049?"
        yield Setting("first_year", 1950, comment, is_open=True)


def row_settings(sheet: Sheet, *, is_measure: bool) -> Iterator[Setting]:
    """Yield the rows that are probably sections, totals and notes."""
    found: dict[str, None] = {}
    for _, cells in sheet.rows:
        first, *others = filter(None, cells)
        if total := _TOTAL.match(first):
            found[f"{total[0]}*"] = None
        elif not others and len(cells) > NARROW:
            found[first] = None
    if found and len(found) <= _MOST_VALUES:
        yield Setting(
            "ignore_rows", [*found], f"{CHECK}: are these not {'measures' if is_measure else 'orders'}?", is_open=True
        )


def several_settings(sheet: Sheet, guesses: Guesses) -> Mapping[str, str]:
    """Return a comment for each role that may have several values in a cell."""
    comments: dict[str, str] = {}
    for role, separators in LISTS.items():
        pattern = _SEPARATORS[role]
        items = (item for value in values_of(sheet, guesses.roles.get(role, "")) for item in split(value, separators))
        if several := next(filter(None, (re.search(pattern, item) for item in items)), None):
            separator = several[0] if several[0].isspace() or several[0][-1].isspace() else several[0][-1]
            example = f'{{column = "{guesses.roles[role]}", separator = ["{separator}"]}}'
            comments[role] = f"{CHECK}: is {several.string!r} one? If not, write {example}"
    return comments


def type_settings(sheet: Sheet, guesses: Guesses, *, is_measure: bool) -> Iterator[Setting]:
    """Yield the kind that each type means."""
    for value in values_of(sheet, guesses.roles.get("type", ""))[:_MOST_VALUES]:
        orders = term_suggestions(value, "OrderKind", OrderKind)
        measures = term_suggestions(value, "MeasureKind", MeasureKind)
        found = (*measures, *orders) if is_measure else (*orders, *measures)
        yield Setting(value, found[0] if found else "other", "" if found else f"{CHECK}: which kind?")


def status_settings(sheet: Sheet, guesses: Guesses) -> Iterator[Setting]:
    """Yield the stage that each status means."""
    forms: dict[str, str] = {}
    for value in values_of(sheet, guesses.roles.get("status", "")):
        if "{" in value or "}" in value:  # which would be the names of numbers and dates
            continue
        form = status_form(value)
        form = form if "{number}" not in form or stage_of(form) in RELATIONS else value
        forms.setdefault(value_key(form), form)
    for key, form in [*forms.items()][:_MOST_VALUES]:
        stage = None if key in IN_FORCE else stage_of(form)
        # One that stays a comment is reported by the import.
        is_open = not stage and key not in IN_FORCE
        yield Setting(form, stage or "", f"{CHECK}: which stage does it mean, if any?" if is_open else "", is_open)


def signer_settings(sheet: Sheet, guesses: Guesses) -> Iterator[Setting]:
    """Yield names that are probably shorter forms of another one, each with the longest."""
    office = rf"(?:{'|'.join(_POSTS)}) (?!of )"  # an import leaves it out
    cells = values_of(sheet, guesses.roles.get("signer", ""))[:_MOST_SIGNERS]
    names = [(re.sub(office, "", cell, count=1), cell) for cell in cells]
    searches: dict[str, NameSearch] = {}
    for name, cell in sorted(names, key=lambda each: (-len(each[0].split()), each)):
        found = [full for full, search in searches.items() if _may_name(folded_words(name), search)]
        if not found:
            searches[name] = NameSearch([(name, name)])
        if len(found) == 1 and found[0] != name:
            yield Setting(cell, found[0], f"{CHECK}: one person?", is_open=True)


def _may_name(words: Sequence[str], search: NameSearch) -> bool:
    """Return whether some words are a name of a person, or the surname."""
    if len(words) == 1:
        return words[0] in search.surnames
    return any((first, last) == (0, len(words)) for first, last, _ in search.spans(words))
