"""The JSON Schema (2020-12) of a document, which the package contains as a file, and of a draft."""

import json
from pathlib import Path
from typing import Any

from nmpolicy.records.collection import TABLES
from nmpolicy.records.evidence import SourcedRecord


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a document: its keys, types, formats and terms, with descriptions.

    Each call returns a new dict, so the caller may change it.

    >>> schema = json_schema()
    >>> schema["title"], schema["$defs"]["Order"]["required"]
    ('Collection', ['id', 'kind', 'title'])

    The schema does not check references and rules; `nmpolicy.validate` does.

    .. versionadded:: 0.1
    """
    text = Path(__file__).with_name("collection.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def draft_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a draft, in which all evidence quotes its source.

    It is the schema of a document with three differences. Every record except a source must have evidence. Evidence
    must have a `quote` with a word in it. It must not have `start`, `length` or `digest`, which nobody should make up:
    `nmpolicy.anchor_quotes` finds them.

    Give it to a person or a program that writes records, such as a language model. What `json_schema` describes as
    optional is optional here, too.

    >>> sorted(draft_json_schema()["$defs"]["Evidence"]["required"])
    ['quote', 'source']

    .. versionadded:: 0.1
    """
    schema = json_schema()
    schema["$id"] = f"{schema['$id']}:draft"
    schema["title"] = "Draft"
    definitions = schema["$defs"]
    for definition in definitions.values():
        if evidence := definition.get("properties", {}).get("evidence"):
            evidence["minItems"] = 1
            del evidence["default"]
    for cls in TABLES.values():
        if issubclass(cls, SourcedRecord):
            definitions[cls.__name__]["required"].append("evidence")
    _make_draft(definitions["Evidence"])
    return schema


def _make_draft(evidence: dict[str, Any]) -> None:
    for name in ("start", "length", "digest"):
        del evidence["properties"][name]
    del evidence["allOf"]  # constraints of these fields
    evidence["required"].append("quote")
    evidence["description"] = "A quote from a source that supports the record."
    evidence["properties"]["quote"] = {
        "description": (
            "Some words of one paragraph of the source, exactly as they are there: whole words, none left out, and"
            " enough of them to occur only once."
        ),
        "type": "string",
        "pattern": "[^\\s]",
    }
