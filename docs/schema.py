"""The JSON Schema (2020-12) of a document, derived from the classes as the twins are."""

from functools import cache
from typing import Annotated, Any, get_args, get_origin

import msgspec
from attrs import Attribute, fields, has
from field_docs import field_docs, summary

from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.fields import parts
from nmpolicy.records.provisions import Deadline
from nmpolicy.serialization.fast_reader import derive, shaped
from nmpolicy.serialization.keys import FORMAT, FORMAT_KEY
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.references import Ref
from nmpolicy.vocabulary.terms import Term
from nmpolicy.vocabulary.values import Between, Pattern

_MONTH = "(?:0[1-9]|1[0-2])"
_MONTH_AND_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
#: The days that the calendar has, as an expression.
_DATE = f"(?!0000)(?:[0-9]{{4}}(?:-{_MONTH}|-{_MONTH_AND_DAY})?|{_LEAP_YEAR}-02-29)[~?%]?"
_ABSENT = {"type": "null"}
#: Fields of a class that only make sense together, which their types cannot say. A field that is null is not there.
_TOGETHER: dict[type, dict[str, Any]] = {
    Evidence: {
        "anyOf": [
            {"properties": {"start": _ABSENT, "length": _ABSENT}},
            {
                "properties": {name: {"type": "integer"} for name in ("paragraph", "start", "length")},
                "required": ["paragraph", "start", "length"],
            },
        ]
    },
    Deadline: {
        "oneOf": [
            {
                "properties": {"date": {"type": "string"}, "within": _ABSENT, "after": _ABSENT},
                "required": ["date"],
            },
            {
                "properties": {"date": _ABSENT, "within": {"type": "string"}, "after": {"type": "string"}},
                "required": ["within", "after"],
            },
        ]
    },
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document: its keys, their types, forms and terms, and what each is for.

    >>> schema = json_schema()
    >>> schema["$defs"]["Order"]["required"]
    ['id', 'kind', 'title']

    It accepts what `loads` accepts, and little more: whether a key stands twice, whether a whole number is written as
    `1.0`, and whether a text holds half a surrogate pair, a schema cannot ask. References and rules are for `validate`.

    .. versionadded:: 0.1
    """
    _, defined = msgspec.json.schema_components([_documented(Collection)], ref_template="#/$defs/{name}")
    for cls in _classes(Collection):
        _complete(cls, defined[cls.__name__])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:nmpolicy:format:{FORMAT}",
        "title": f"A collection of nmpolicy, in format {FORMAT}",
        "$ref": "#/$defs/Collection",
        "$defs": defined,
    }


@cache
def _documented(cls: Any) -> type[msgspec.Struct]:
    """A twin that says of each field what it is for, and of each text which form it has."""
    comments = field_docs(cls)

    def type_of(field: "Attribute[Any]") -> Any:
        item = parts(field.type)[0]
        if item is Extra:
            return None
        what = " ".join(filter(None, (comments[field.name], _where(item))))
        return Annotated[shaped(field, _item(item)), msgspec.Meta(description=what)]

    return derive(cls, type_of)


def _where(item: Any) -> str:
    """Where the record is that an id refers to."""
    for marker in getattr(item, "__metadata__", ()):
        if isinstance(marker, Ref):
            return f"The id of a record in {' or '.join(marker.tables) or 'any table'}."
    return ""


def _item(item: Any) -> Any:
    if get_origin(item) is Annotated:
        base, marker = get_args(item)
        return Annotated[base, _meta(marker)]
    if item is PartialDate:
        return Annotated[str, msgspec.Meta(pattern=_whole(_DATE))]
    return _documented(item) if has(item) else item


def _meta(marker: Pattern | Between) -> msgspec.Meta:
    if isinstance(marker, Between):
        return msgspec.Meta(ge=marker.least, le=marker.most)
    return msgspec.Meta(pattern=_whole(marker.regex))


def _whole(regex: str) -> str:
    return f"^(?:{regex})$(?!\n)"  # Python's `$` matches before a last line feed too


def _classes(cls: Any) -> set[Any]:
    """A class, those of its parts, and the vocabularies, of which the schema has a definition each."""
    found = {cls}
    for field in fields(cls):
        item = parts(field.type)[0]
        if isinstance(item, type) and issubclass(item, Term):
            found.add(item)
        elif has(item):
            found |= _classes(item)
    return found


def _complete(cls: Any, defined: dict[str, Any]) -> None:
    """Add to a definition what msgspec does not know."""
    defined["description"] = summary(cls)
    if issubclass(cls, Term):
        defined["enum"] = list(cls)
        defined["description"] += "".join(f"\n- {term}: {term.definition}" for term in cls)
        return
    defined.update(_TOGETHER.get(cls, {}))
    if cls is Collection:
        defined["properties"][FORMAT_KEY]["description"] = "The version of the format."
