"""Every field of a record in words, from the declarations of its fields, so that no field can be forgotten."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import fields, has

from nmpolicy.markup import more
from nmpolicy.records.fields import field_type
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import Extra, to_builtins
from nmpolicy.vocabulary.references import ref_marker

#: Names the record that a reference points at, given its id.
Name = Callable[[str], str]
WITHHELD = "(withheld)"
_DIGEST = 12  # characters of a digest that are shown


class InWords:
    """A value that says itself how it is described in a cell of a table."""

    __slots__ = ()

    def _in_words(self, name: Name) -> str:
        """Return the value in a few words. `name` names a record, given its id."""
        raise NotImplementedError


def field_texts(value: Any, name: Name, most: int | None = None) -> Iterator[tuple[str, Any, list[str]]]:
    """Yield the name of each field that is set, its value, and a text for each item that it holds.

    The value may be a record, a part of one, or any other attrs object. Each unknown field of a file counts as a field.
    With `most`, no more items of a list than that are described, here and in its parts; a last text counts the others.
    """
    for field in fields(type(value)):
        content = getattr(value, field.name)
        if content == field.default or content in (None, "", ()):
            continue
        if isinstance(content, Extra):
            import json  # noqa: PLC0415  # few records have such fields

            for key, item in content.items():
                yield key, item, [json.dumps(to_builtins(item), ensure_ascii=False, default=str)]
            continue
        item, many, _ = field_type(field.type)
        items = content[:most] if many else (content,)
        if field.name == "digest":
            texts = [f"{content[:_DIGEST]}…"]
        elif ref_marker(item) is not None:
            texts = [name(each) for each in items]
        elif grouped_by := getattr(type(items[0]), "grouped_by", ""):
            texts = [grouped_text(items, grouped_by, name)]
        else:
            texts = [value_text(each, name, most) for each in items]
        left = len(content) - len(items) if many else 0
        yield field.name, content, [*texts, more(left)] if left else texts


def part_text(part: Any, name: Name, most: int | None = None) -> str:
    """Describe a part by its fields that are set: names and values, but for a field that identifies it, which is first.

    >>> from nmpolicy.records.instruments import Milestone
    >>> part_text(Milestone(stage="signed", date="2025-07-21", by=["tim-keller"]), {"tim-keller": "Tim Keller"}.get)
    'signed; date 2025-07-21; by Tim Keller'
    """
    found: list[str] = []
    for field, content, texts in field_texts(part, name, most):
        nested = any(has(type(each)) for each in (content[:1] if isinstance(content, tuple) else [content]))
        text = "; ".join(f"({each})" if nested else each for each in texts)
        unnamed = not found and field in getattr(type(part), "key_fields", ())
        found.append(text if unnamed else f"{words(field)} {text}")
    return "; ".join(found)


def grouped_text(parts: Sequence[Any], grouped_by: str, name: Name) -> str:
    """Describe parts in groups that have the same value in one field.

    >>> from nmpolicy.records.instruments import Vote
    >>> votes = [Vote(voter="a", option="yes"), Vote(voter="b", option="no", weight=2), Vote(voter="c", option="yes")]
    >>> grouped_text(votes, "option", str.upper)
    'yes: A, C; no: B (weight 2)'
    """
    groups: dict[str, list[str]] = {}
    for part in parts:
        (_, _, first), *others = (each for each in field_texts(part, name) if each[0] != grouped_by)
        details = ", ".join(f"{words(field)} {'; '.join(texts)}" for field, _, texts in others)
        text = first[0] + (f" ({details})" if details else "")
        groups.setdefault(str(getattr(part, grouped_by)), []).append(text)
    return "; ".join(f"{group}: {', '.join(texts)}" for group, texts in groups.items())


def value_text(value: Any, name: Name, most: int | None = None) -> str:
    """Return a single value of a field in words."""
    if isinstance(value, InWords):
        return value._in_words(name)  # noqa: SLF001  # this module's own
    if has(type(value)):
        return part_text(value, name, most)
    if isinstance(value, PartialDate):
        return value.label
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def words(name: str) -> str:
    """Return the name of a field in words."""
    return name.replace("_", " ")


def field_title(name: str) -> str:
    """Return the name of a field as a title.

    >>> field_title("issued_by"), field_title("url")
    ('Issued by', 'URL')
    """
    return "URL" if name == "url" else words(name).capitalize()
