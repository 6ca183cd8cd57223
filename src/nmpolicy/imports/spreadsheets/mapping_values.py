"""The values in a mapping. Each function reads one, and raises `InvalidValueError` for one that is wrong."""

import codecs
import re
from typing import Any

from nmpolicy.errors import InvalidValueError
from nmpolicy.imports.spreadsheets.column_mapping import DATE_FORMS, DateForm, Kind, relation_key
from nmpolicy.queries.milestones import MADE_STAGES
from nmpolicy.suggestions import closest_matches, did_you_mean
from nmpolicy.vocabulary.synonyms import term_suggestions
from nmpolicy.vocabulary.terms import MeasureKind, OrderKind, RelationKind, Stage
from nmpolicy.vocabulary.values import as_tuple, describe, value_check

_OTHER_ROLES = {
    **dict.fromkeys(("name", "subject"), "title"),
    **dict.fromkeys(("link", "pdf", "address"), "url"),
    **dict.fromkeys(("mayor", "governor", "president", "signed by"), "signer"),
    **dict.fromkeys(("topic", "topics", "categories", "keywords"), "subjects"),
    **dict.fromkeys(("agency", "department", "issued by"), "issuer"),
    "kind": "type",
    "description": "summary",
    "sponsor": "sponsors",
    "note": "notes",
}
_YEARS = range(1000, 2101)
_RELATIONS = {
    relation_key(each, inverse=inverse): (each, inverse) for inverse in (True, False) for each in RelationKind
}


def to_record(value: Any) -> str:
    """Return the class of the records."""
    if value not in ("order", "measure"):
        raise InvalidValueError(f"{describe(value)} is not 'order' or 'measure'; write one of them")
    return str(value)


def to_forms(value: Any) -> tuple[DateForm, ...]:
    """Return the form of dates, or two of them: day numbers of Excel, and another one."""
    found = to_texts(value)
    for each in found:
        if each not in DATE_FORMS:
            raise InvalidValueError(f"{describe(each)} is not a form of dates; write one of {', '.join(DATE_FORMS)}")
    if {"month-first", "day-first"} <= {*found}:
        raise InvalidValueError("the month and the day cannot both be first; set `form` for a column in [dates]")
    return tuple(each for each in reversed(DATE_FORMS) if each in found)


def to_year(value: Any) -> int:
    """Return the first year of a century."""
    if isinstance(value, bool) or not isinstance(value, int) or value not in _YEARS:
        raise InvalidValueError(f"expected a year such as 1950, not {describe(value)}; write the first year")
    return value


def hint_of_role(key: str) -> str:
    """Return where a key belongs that [columns] does not have; empty if that is not known."""
    plain = key.lower().replace("-", " ").replace("_", " ")
    if plain in _OTHER_ROLES:
        return did_you_mean((_OTHER_ROLES[plain],))
    if plain in _RELATIONS:
        return "; write it in [relations]"
    return "; dates belong in [dates], with the stage as the key" if plain in {*Stage, "date"} else ""


def to_text(value: Any) -> str:
    """Return a text."""
    return str((value_check(str) or str)(value))


def to_texts(value: Any) -> tuple[str, ...]:
    """Return a list of texts, which may be a single text."""
    return tuple(map(to_text, [value] if isinstance(value, str) else as_tuple(value)))


def to_separators(value: Any) -> tuple[str, ...]:
    """Return the characters of a text, or the texts of a list, which may be words such as ` and `."""
    return tuple(filter(None, to_text(value) if isinstance(value, str) else to_texts(value)))


def to_encoding(value: Any) -> str:
    """Return the name of an encoding."""
    text = to_text(value)
    try:
        "a".encode(codecs.lookup(text).name)
    except (LookupError, ValueError):  # it is unknown, or not an encoding of text
        reason = f"{describe(text)} is not an encoding; write one such as windows-1252 or mac-roman"
        raise InvalidValueError(reason) from None
    return text


def to_kind(value: Any) -> Kind:
    """Return a kind of order or measure."""
    for terms in (OrderKind, MeasureKind):
        if isinstance(value, str) and value in {*terms}:
            return terms(value)
    text = to_text(value)
    similar = term_suggestions(text, "OrderKind", OrderKind) or term_suggestions(text, "MeasureKind", MeasureKind)
    hint = did_you_mean(similar) or f"; write one of {', '.join(dict.fromkeys((*OrderKind, *MeasureKind)))}"
    raise InvalidValueError(f"{describe(text)} is not a kind of order or measure{hint}")


def to_undated(value: Any) -> Stage:
    """Return the stage of rows without a date."""
    stage = Stage(value)
    if stage not in MADE_STAGES:
        raise InvalidValueError(f"{describe(value)} is not a stage that makes an order; write one such as signed")
    return stage


def to_stage(key: str) -> Stage | None:
    """Return a stage; None for that of the status."""
    if not key.strip():
        raise InvalidValueError("the stage is blank; write one such as signed, or status")
    return None if key == "status" else Stage(key)


def to_relation(key: str) -> tuple[RelationKind, bool]:
    """Return a predicate, and true if the other row is the subject."""
    plain = re.sub(r"[\s_-]+", " ", key).strip().lower()
    if plain not in _RELATIONS:
        similar = closest_matches(plain, _RELATIONS)
        hint = did_you_mean(similar) or "; write a predicate such as amends, or its inverse such as amended by"
        raise InvalidValueError(f"{describe(key)} is not a relation{hint}")
    return _RELATIONS[plain]
