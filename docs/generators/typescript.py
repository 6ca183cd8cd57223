"""Generates TypeScript types of a document from its JSON Schema.

json-schema-to-typescript makes types such as `Basis1 & Basis2` of our schema, and accepts all unknown keys.
"""

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from schema import schema

Schema = Mapping[str, Any]
COMMENT_LENGTH = 110
_OPENING = """\
// Generated from the JSON Schema of nmpolicy by docs/generators/typescript.py. Change the records, then run `make docs`.
//
// A file leaves out a field with a question mark if it has its default value: an empty list or text, false or null.
// The schema says more than types can. To check a file, use the schema or `nmpolicy validate`.

/** A slug, unique in the collection, such as `abq-eo-2025-07-21`. A reference to a record is its id. */
export type Id = string;

/**
 * A year, a month or a day, such as `2018`, `2025-05` or `2025-07-21`.
 * After it, `~` means approximate, `?` uncertain, and `%` both.
 */
export type PartialDate = string;
"""


def typescript() -> str:
    """Return the text of the declaration file.

    >>> "milestones?: Milestone[];" in typescript()
    True
    """
    root = schema()
    definitions = {root["title"]: root, **root["$defs"]}
    source = definitions["Source"]["properties"]
    names = {source["id"]["pattern"]: "Id", source["date"]["anyOf"][0]["pattern"]: "PartialDate"}
    return "\n".join([_OPENING, *(_declaration(name, each, names) for name, each in definitions.items())])


def _declaration(name: str, definition: Schema, names: Mapping[str, str]) -> str:
    """Return a type; `names` has a name for some patterns of texts."""
    lines = list(_comment(definition["description"]))
    if "enum" in definition:
        terms = "".join(f"\n  | {json.dumps(term)}" for term in definition["enum"])
        return "\n".join([*lines, f"export type {name} ={terms};\n"])
    alternatives = definition.get("oneOf", [])
    lines.append(f"export type {name} = {{" if alternatives else f"export interface {name} {{")
    for key, field in definition["properties"].items():
        optional = "" if key in definition["required"] else "?"
        lines += [f"  {line}" for line in _comment(field["description"])]
        lines.append(f"  {key if key.isidentifier() else json.dumps(key)}{optional}: {_type(field, names)};")
    lines += ["  /** A field of your own program. */", "  [field: `x-${string}`]: unknown;"]
    lines.append("} & (" if alternatives else "}")
    if alternatives:
        lines += [*(f"  | {_alternative(each)}" for each in alternatives), ");"]
    return "\n".join(lines) + "\n"


def _type(field: Schema, names: Mapping[str, str]) -> str:
    match field:
        case {"$ref": str(ref)}:
            return ref.rpartition("/")[2]
        case {"anyOf": alternatives}:
            return " | ".join(_type(each, names) for each in alternatives)
        case {"enum": values}:
            return " | ".join(map(json.dumps, values))
        case {"type": "array", "items": items}:
            return f"{_type(items, names)}[]"
        case {"type": "string", "pattern": pattern} if pattern in names:
            return names[pattern]
    return "number" if field["type"] == "integer" else str(field["type"])


def _alternative(alternative: Schema) -> str:
    """Return the fields that one way to fill a record needs; those that it excludes may only be null."""
    fields = [
        f"{key}: {field['type']}" if key in alternative["required"] else f"{key}?: {field.get('type', 'false')}"
        for key, field in alternative["properties"].items()
    ]
    return f"{{ {'; '.join(fields)} }}"


def _comment(text: str) -> Iterator[str]:
    """Yield a documentation comment, on one line if it fits."""
    lines = [line for each in text.splitlines() for line in textwrap.wrap(each, COMMENT_LENGTH, break_on_hyphens=False)]
    if len(lines) == 1:
        yield f"/** {lines[0]} */"
    else:
        yield from ("/**", *(f" * {line}" for line in lines), " */")


if __name__ == "__main__":
    print(typescript(), end="")
