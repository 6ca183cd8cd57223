"""The JSON Schema (2020-12) of a document, which the package contains as a file."""

import json
from pathlib import Path
from typing import Any


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
