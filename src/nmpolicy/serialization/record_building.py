"""Build records from Structs, by functions that are generated from the record classes.

msgspec could build them, too, but it looks up each field by its name, and once more for each check. Generated code
stores a value right in its slot, which is faster, and notes the texts whose forms are checked on the way. A record is
frozen, so it is filled while its class is another one with the same slots.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from attrs import Attribute, fields, has

from nmpolicy.records.fields import field_type
from nmpolicy.serialization.text_forms import forms_match, pattern_number, patterns
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.extra import EMPTY, Extra

T = TypeVar("T")
#: Builds records from Structs, and appends their texts to the list of each pattern.
_Build = Callable[[Sequence[Any], Sequence[list[str]]], tuple[Any, ...]]


def build_records(cls: type[T], structs: Sequence[Any]) -> tuple[T, ...] | None:
    """Return the records, or parts, that the Structs of a class hold; None if a text has a wrong form.

    Raises `TypeError` for an `extra` that the text has as a key, and `InvalidValueError` for a text or a part that its
    class refuses.
    """
    any_class: Any = cls  # type checkers do not accept a class as a hashable argument
    texts: list[list[str]] = [[] for _ in patterns()]
    records = _builder(any_class)(structs, texts)
    return cast("tuple[T, ...]", records) if forms_match(texts) else None


@cache
def _builder(cls: Any) -> _Build:
    """Return the function that builds the records of a class.

    For `Note`, whose fields are all plain but the last, its body is:

    ```python
    made = []
    for struct in structs:
        record = Unfrozen()
        record.text = struct.text
        record.author = struct.author
        value = struct.extra
        if value is not EMPTY: check_extra(value)
        record.extra = value
        record.__class__ = cls
        made.append(record)
    return tuple(made)
    ```
    """
    names = {"cls": cls, "Unfrozen": _unfrozen(cls), "EMPTY": EMPTY, "check_extra": _check_extra}
    lines = [line for field in fields(cls) for line in _lines(field, names)]
    lines.append("record.__class__ = cls")
    if hasattr(cls, "__attrs_post_init__"):
        names["check"] = cls.__attrs_post_init__
        lines.append("check(record)")
    body = "".join(f"\n        {line}" for line in ("record = Unfrozen()", *lines, "made.append(record)"))
    source = f"def build(structs, texts):\n    made = []\n    for struct in structs:{body}\n    return tuple(made)"
    exec(source, names)  # noqa: S102  # made of the names of fields alone
    return cast("_Build", names["build"])


def _lines(field: "Attribute[Any]", names: dict[str, Any]) -> Sequence[str]:
    """Return the lines that set a field of a record, and add the names that they use."""
    name, (item, many, optional) = field.name, field_type(field.type)
    number = pattern_number(item)
    change = ""
    if has(item):
        names[f"build_{name}"] = _builder(item)
        change = f"value = build_{name}(value, texts)" if many else f"value = build_{name}((value,), texts)[0]"
    elif item is Extra:
        change = "if value is not EMPTY: check_extra(value)"
    elif number is not None:
        change = f"texts[{number}].extend(value)" if many else f"texts[{number}].append(value)"
    elif isinstance(item, type) and issubclass(item, Term):
        names[f"terms_{name}"] = {term.value: term for term in item}
        change = f"value = tuple([terms_{name}[each] for each in value])" if many else f"value = terms_{name}[value]"
    if not change:
        return [f"record.{name} = struct.{name}"]
    condition = "if value: " if many else "if value is not None: " if optional else ""
    return [f"value = struct.{name}", condition + change, f"record.{name} = value"]


def _check_extra(value: object) -> None:
    """Raise a `TypeError` for anything but unknown fields, which no reader finds under the key `extra`."""
    if type(value) is not Extra:
        raise TypeError


def _unfrozen(cls: Any) -> type:
    """Return a class with the same slots as a record class, whose fields can be set."""
    own = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    return type(f"Unfrozen{cls.__name__}", cls.__bases__, {"__slots__": cls.__slots__, **own})
