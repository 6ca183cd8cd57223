"""What the rules are: a list of them, and one of them explained with its examples."""

import json
from collections.abc import Iterator
from itertools import groupby
from textwrap import indent
from typing import Any

from nmpolicy.cli.terminal import heading, width, wrapped
from nmpolicy.errors import UnknownRuleError, closest_matches
from nmpolicy.problems import printable
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.rules.examples import REPORT
from nmpolicy.rules.registry import Rule, catalog
from nmpolicy.rules.runner import BROKEN_RULE, validate
from nmpolicy.serialization.documents import dumps
from nmpolicy.serialization.structure_errors import CODES

#: What the codes mean that are no rule's.
OTHER_CODES = {
    **CODES,
    BROKEN_RULE: "A rule, and not the data, is at fault: it failed, or could not be loaded. The others have been run.",
}


def listed(rules: tuple[Rule, ...]) -> str:
    """The rules by their families: code, severity and name."""
    return "\n\n".join(_families(rules))


def _families(rules: tuple[Rule, ...]) -> Iterator[str]:
    for family, some in groupby(rules, key=lambda rule: rule.family):
        rows = [f"{rule.code:8} {rule.severity:8} {printable(rule.name)}" for rule in some]
        yield "\n".join([heading(family), *rows])


def explained(code: str) -> str:
    """What a code means: of a rule, what it finds, why that matters, and its examples. Of a family's, its rules.

    Raises `UnknownRuleError` where nothing has the code.
    """
    known = {rule.code: rule for rule in catalog()}
    if rule := known.get(code):
        return "\n\n".join(_explained(rule))
    if code in OTHER_CODES:
        return wrapped(f"{code} (error): {OTHER_CODES[code]}")
    if family := tuple(rule for rule in known.values() if rule.code.startswith(code)):
        return listed(family)
    raise UnknownRuleError(code, closest_matches(code, {**known, **OTHER_CODES}))


def _explained(rule: Rule) -> Iterator[str]:
    yield heading(f"{rule.code}: {rule.name}") + f"\n{rule.severity}, {rule.family}"
    yield from (wrapped(text) for text in (rule.meaning, rule.why) if text)
    failing, passing = examples(rule, width())
    if rule.failing:
        found = validate(rule.failing(), select=[rule.code]).problems
        told = "\n".join(wrapped(f"{problem.pointer}: {problem.message}", 2, 2) for problem in found)
        yield f"This fails:\n\n{failing}\n\n{told}"
    if rule.passing:
        yield f"This passes:\n\n{passing}"
        yield wrapped(LEFT_OUT)
    yield (
        wrapped(f"To leave the rule out: --ignore {rule.code}. For one record, with a reason, in the data:")
        + f'\n\n  "suppressions": [{{"code": "{rule.code}", "justification": "..."}}]'
    )


#: What a reader should know of the examples.
LEFT_OUT = (
    "Left out here are the source and the evidence that all rest on, and of what passes, whatever has not changed."
)


def examples(rule: Rule, columns: int) -> tuple[str, str]:
    """The records of the failing example, each after its table, in so many columns; and what is changed in the passing one.

    The report that all of them rest on, and their evidence of it, are left out, unless evidence is what it is about.
    """
    failing, passing = (_tables(make() if make else None) for make in (rule.failing, rule.passing))
    records = [record for some in (*failing.values(), *passing.values()) for record in some]
    about_evidence = any("evidence" not in record for record in records if record["id"] != REPORT.id)
    changed = {
        name: [record for record in some if record not in failing.get(name, [])] for name, some in passing.items()
    }
    texts = [list(_records(tables, columns, bare=not about_evidence)) for tables in (failing, changed)]
    kept = {record["id"] for some in passing.values() for record in some}
    gone = [
        f"{record['id']} of the {name}" for name, some in failing.items() for record in some if record["id"] not in kept
    ]
    left = [f"  the same without {' and '.join(gone)}"] if gone and not texts[1] else []
    return "\n".join(texts[0]), "\n".join([*texts[1], *left])


def _tables(collection: Collection | None) -> dict[str, list[dict[str, Any]]]:
    document = json.loads(dumps(collection)) if collection else {}
    return {name: document[name] for name in TABLES if name in document}


def _records(tables: dict[str, list[dict[str, Any]]], columns: int, *, bare: bool) -> Iterator[str]:
    for table, records in tables.items():
        for record in records:
            if record["id"] != REPORT.id:
                left_out = {"evidence"} if bare and record.get("evidence") == [{"source": REPORT.id}] else set()
                held = {name: value for name, value in record.items() if name not in left_out}
                yield _fitted(f"{table}: ", held, columns)


def _fitted(start: str, record: dict[str, object], columns: int) -> str:
    """A record as JSON: on one line where it fits, else with a line for each field."""
    short = f"  {start}{json.dumps(record, ensure_ascii=False)}"
    if len(short) <= columns:
        return short
    fields = ",\n".join(_field(name, value, columns) for name, value in record.items())
    return f"  {start}{{\n{fields}\n  }}"


def _field(name: str, value: object, columns: int) -> str:
    short = f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
    long = f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False, indent=2)}"
    return short if len(short) < columns else indent(long, "    ")
