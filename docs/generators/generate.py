"""Writes everything that is generated from the code: pages, the JSON Schema, types, and the outputs of the notebook.

Run it with `make docs`. A test fails if a file differs from what this script would write.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from api_page import api_page
from command_options_page import command_options_page
from errors_page import errors_page
from functions_page import functions_page
from literals import literals_module
from model_diagram import model_diagram
from notebook import NOTEBOOK, notebook
from records_page import records_page
from rules_page import rule_page, rules_page
from schema import schema
from typescript import typescript
from vocabulary_page import vocabulary_page

from nmpolicy.rules.registry import all_rules

ROOT = Path(__file__).parents[2]


def schema_file() -> str:
    """Return the JSON Schema as text, as `nmpolicy schema` prints it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


#: The functions that make the generated files, by path.
FILES: dict[str, Callable[[], str]] = {
    "docs/reference/api.md": api_page,
    "docs/reference/records.md": records_page,
    "docs/reference/vocabulary.md": vocabulary_page,
    "docs/reference/rules.md": rules_page,
    "docs/reference/command-options.md": command_options_page,
    "docs/reference/errors.md": errors_page,
    "docs/reference/functions.md": functions_page,
    "docs/explanation/model.svg": model_diagram,
    **{f"docs/reference/rules/{rule.code}.md": partial(rule_page, rule) for rule in all_rules()},
    "src/nmpolicy/serialization/collection.schema.json": schema_file,
    "src/nmpolicy/vocabulary/literals.py": literals_module,
    "examples/consumers/nmpolicy.d.ts": typescript,
    NOTEBOOK: notebook,
}

if __name__ == "__main__":
    for path, make in FILES.items():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(make(), "utf-8")
