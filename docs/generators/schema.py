"""Generates the JSON Schema (2020-12) of a document from the record classes. The package contains the result."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Annotated, Any, get_args, get_origin

import msgspec
from attrs import Attribute, fields, has
from field_docs import field_docs, summary

from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.fields import field_type
from nmpolicy.records.instruments import LegalBasis
from nmpolicy.records.provisions import Deadline, MonetaryAmount
from nmpolicy.serialization._structs import shaped_like, struct_of
from nmpolicy.serialization.json_format import FORMAT, FORMAT_KEY
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.references import Ref
from nmpolicy.vocabulary.values import Between, Pattern

_YEAR = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_MONTH = "(?:0[1-9]|1[0-2])"
_MONTH_AND_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_MULTIPLE_OF_4 = "(?:0[48]|[2468][048]|[13579][26])"  # except 00
_LEAP_YEAR = f"(?:[0-9]{{2}}{_MULTIPLE_OF_4}|{_MULTIPLE_OF_4}00)"
#: The dates that exist in the calendar.
_DATE = f"(?:{_YEAR}(?:-{_MONTH}|-{_MONTH_AND_DAY})?|{_LEAP_YEAR}-02-29)[~?%]?"
_NULL = {"type": "null"}
_NUMBER = {"type": "integer"}
#: The fields of which a deadline or an amount has only some.
_DEADLINE = ("date", "within", "after", "after_record", "at_least", "before_record")
_AMOUNT = ("value", "min_value", "max_value")


def _with_only(needed: AbstractSet[str], fields: Iterable[str], **more: Any) -> dict[str, Any]:
    """Return the constraint that an object has some of these fields, as text, and none of the others."""
    properties = {field: {"type": "string"} if field in needed else _NULL for field in fields}
    return {"properties": {**properties, **more}, "required": sorted(needed)}


#: The fields of a character range in a paragraph.
_RANGE = ("paragraph", "start", "length")


def _implies(name: str, has: dict[str, Any], others: dict[str, Any], required: Iterable[str] = ()) -> dict[str, Any]:
    """Return the constraint that other fields have such values, or are absent unless required, if one has this."""
    then = {"properties": others, **({"required": [*required]} if required else {})}
    return {"if": {"properties": {name: has}, "required": [name]}, "then": then}


_SPACES = [character for character in map(chr, range(0x3001)) if character.isspace()]
#: A text with anything but white space. Engines of regular expressions differ in what `\s` matches.
_WORDS = "[^" + "".join(each if each > "\xff" else rf"\x{ord(each):02x}" for each in _SPACES) + "]"


#: Constraints between the fields of a class, which their types do not express.
_CONSTRAINTS: dict[type, dict[str, Any]] = {
    Evidence: {
        "allOf": [
            _implies("start", _NUMBER, dict.fromkeys(_RANGE, _NUMBER), _RANGE),
            _implies("length", _NUMBER, dict.fromkeys(_RANGE, _NUMBER), _RANGE),
            _implies("quote", {"minLength": 1}, dict.fromkeys(("start", "length", "digest"), _NULL)),
        ]
    },
    Deadline: {
        "oneOf": [
            _with_only({"date"}, _DEADLINE, business_days={"const": False}),
            _with_only({"within", "after"}, _DEADLINE),
            _with_only({"within", "after_record"}, _DEADLINE),
            _with_only({"at_least", "before_record"}, _DEADLINE),
        ],
        **_implies(
            "business_days", {"const": True}, {name: {"pattern": "^P[0-9]+D$"} for name in ("within", "at_least")}
        ),
    },
    LegalBasis: {
        "anyOf": [
            {"properties": {"citation": {"pattern": _WORDS}}, "required": ["citation"]},
            {"properties": {"law": {"type": "string"}}, "required": ["law"]},
        ],
    },
    MonetaryAmount: {
        "oneOf": [
            _with_only({"value"}, _AMOUNT),
            _with_only({"min_value"}, _AMOUNT),
            _with_only({"max_value"}, _AMOUNT),
            _with_only({"min_value", "max_value"}, _AMOUNT),
        ],
    },
}


def schema() -> dict[str, Any]:
    """Generate the JSON Schema (draft 2020-12) of a document.

    Its regular expressions use no lookaround, so that validators in Go and Rust accept them.

    >>> schema()["required"]
    ['nmpolicy', 'id', 'title']
    """
    _, definitions = msgspec.json.schema_components([_documented_struct(Collection)], ref_template="#/$defs/{name}")
    for cls in _classes(Collection):
        _complete(cls, definitions[cls.__name__])
        definitions[cls.__name__]["patternProperties"] = {"^x-": True}  # a program's own fields
    root = definitions.pop(Collection.__name__)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:nmpolicy:format:{FORMAT}",
        **root,
        "$defs": definitions,
    }


@cache
def _documented_struct(cls: Any) -> type[msgspec.Struct]:
    """A Struct in which each field has its description, and each text its pattern."""
    docs = field_docs(cls)

    def type_of_field(field: "Attribute[Any]") -> Any:
        item = field_type(field.type)[0]
        if item is Extra:
            return None
        description = " ".join(filter(None, (docs[field.name], _targets(item))))
        return Annotated[shaped_like(field, _item(item)), msgspec.Meta(description=description)]

    return struct_of(cls, type_of_field)


def _targets(item: Any) -> str:
    """A sentence that says which records a reference may name; empty for other types."""
    for marker in getattr(item, "__metadata__", ()):
        if isinstance(marker, Ref):
            return f"The id of a record in {' or '.join(marker.tables) or 'any table'}."
    return ""


def _item(item: Any) -> Any:
    if get_origin(item) is Annotated:
        base, marker = get_args(item)
        return Annotated[base, _meta(marker)]
    if item is PartialDate:
        return Annotated[str, _full_match(_DATE)]
    return _documented_struct(item) if has(item) else item


def _meta(marker: Pattern | Between) -> msgspec.Meta:
    if isinstance(marker, Between):
        return msgspec.Meta(ge=marker.least, le=marker.most)
    return _full_match(marker.regex)


def _full_match(regex: str) -> msgspec.Meta:
    # In Python, `$` also matches before a final line feed, so line feeds are excluded separately.
    return msgspec.Meta(pattern=f"^(?:{regex})$", extra_json_schema={"not": {"pattern": "\n"}})


def _classes(cls: Any) -> set[Any]:
    """A class with the classes of its parts and its vocabularies. The schema defines each of them."""
    found = {cls}
    for field in fields(cls):
        item = field_type(field.type)[0]
        if isinstance(item, type) and issubclass(item, Term):
            found.add(item)
        elif has(item):
            found |= _classes(item)
    return found


def _complete(cls: Any, definition: dict[str, Any]) -> None:
    """Add what msgspec cannot know to the definition of a class."""
    definition["description"] = summary(cls)
    if issubclass(cls, Term):
        definition["enum"] = list(cls)
        definition["description"] += "".join(f"\n- {term}: {term.definition}" for term in cls)
        return
    definition.update(_CONSTRAINTS.get(cls, {}))
    if cls is Collection:
        definition["properties"][FORMAT_KEY]["description"] = "The version of the format."
