"""What the rules are: a list of them, and one of them explained with its examples."""

import json
from collections.abc import Iterator
from itertools import groupby
from textwrap import indent

from nmpolicy.cli.page import heading, width, wrapped
from nmpolicy.errors import UnknownRuleError, nearest
from nmpolicy.problems import printable
from nmpolicy.records.collection import Collection
from nmpolicy.rules.cast import REPORT
from nmpolicy.rules.catalog import Rule
from nmpolicy.rules.custom import catalog
from nmpolicy.rules.report import BROKEN_RULE, validate
from nmpolicy.wire.diagnosis import CODES
from nmpolicy.wire.documents import dumps

_BROKEN = "A rule, and not the data, is at fault: it failed, or could not be loaded. The others have been run."


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
    others = {**CODES, BROKEN_RULE: _BROKEN}
    if code in others:
        return wrapped(f"{code} (error): {others[code]}")
    if family := tuple(rule for rule in known.values() if rule.code.startswith(code)):
        return listed(family)
    raise UnknownRuleError(code, nearest(code, {**known, **others}))


def _explained(rule: Rule) -> Iterator[str]:
    yield heading(f"{rule.code}: {rule.name}") + f"\n{rule.severity}, {rule.family}"
    yield from (wrapped(text) for text in (rule.meaning, rule.why) if text)
    if rule.failing:
        collection = rule.failing()
        found = validate(collection, select=[rule.code]).problems
        told = "\n".join(wrapped(f"{problem.pointer}: {problem.message}", 2, 2) for problem in found)
        yield f"This fails:\n\n{shown(collection, width())}\n\n{told}"
    if rule.passing:
        yield f"This passes:\n\n{shown(rule.passing(), width(), rule.failing and rule.failing())}"
    yield (
        wrapped(f"To leave it out: --ignore {rule.code}. For one record, with a reason, in the data:")
        + "\n\n"
        + (f'  "suppressions": [{{"code": "{rule.code}", "justification": "..."}}]')
    )


def shown(collection: Collection, columns: int, without: Collection | None = None) -> str:
    """The records of an example, each after its table, in so many columns; without those that another one has too.

    The report that all of them rest on, and their evidence of it, are left out, as they would hide what matters.
    """
    tables = json.loads(dumps(collection))
    others = json.loads(dumps(without)) if without else {}
    lines: list[str] = []
    for table in collection.tables():
        for record in tables.get(table, []):
            if record in others.get(table, []) or record["id"] == REPORT.id:
                continue
            if record.get("evidence") == [{"source": REPORT.id}]:
                del record["evidence"]
            lines.append(_fitted(f"{table}: ", record, columns))
    return "\n".join(lines) or "  (nothing more than before)"


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
