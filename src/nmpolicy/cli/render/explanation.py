"""The rules: a list of them, and an explanation of one with its examples."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from textwrap import indent
from typing import Any

from nmpolicy.cli.terminal import heading, width, wrapped
from nmpolicy.errors import UnknownRuleError
from nmpolicy.problems import UNLISTED, Severity, printable
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.rules.examples import REPORT
from nmpolicy.rules.registry import Rule, all_rules
from nmpolicy.rules.rule_runs import run_example
from nmpolicy.rules.runner import BROKEN_RULE, validate
from nmpolicy.rules.wording import failure_text
from nmpolicy.serialization.documents import dumps
from nmpolicy.serialization.problem_codes import CODES, ProblemCode
from nmpolicy.suggestions import closest_matches

#: The meanings of codes that do not belong to a rule.
OTHER_CODES: Mapping[str, ProblemCode] = {
    **CODES,
    BROKEN_RULE: ProblemCode(
        "The fault is in a rule, not in the data: the rule failed or could not be loaded. The others still ran.",
        "Report it to the author of the rule; `--ignore` with the code of the rule skips it until then.",
    ),
}


def rule_list(rules: tuple[Rule, ...]) -> str:
    """Return the rules by family: code, severity and name."""
    return "\n\n".join(_families(rules))


def _families(rules: tuple[Rule, ...]) -> Iterator[str]:
    for family, some in groupby(rules, key=lambda rule: rule.family):
        rows = [f"{rule.code:8} {rule.severity:8} {printable(rule.name)}" for rule in some]
        yield "\n".join([heading(family), *rows])


def explanation(code: str) -> str:
    """Explain a code: of a rule, with its meaning, its reason and examples; of a family, with a list of its rules.

    Raises `UnknownRuleError` for an unknown code.
    """
    known = {rule.code: rule for rule in all_rules()}
    if rule := known.get(code):
        return "\n\n".join(_explanation(rule))
    if code in OTHER_CODES:
        severity = Severity.NOTICE if code == UNLISTED else Severity.ERROR
        return wrapped(f"{code} ({severity}): {OTHER_CODES[code].meaning} {OTHER_CODES[code].fix}")
    if family := tuple(rule for rule in known.values() if rule.code.startswith(code)):
        return rule_list(family)
    raise UnknownRuleError(code, closest_matches(code, {**known, **OTHER_CODES}))


def _explanation(rule: Rule) -> Iterator[str]:
    yield heading(f"{rule.code}: {rule.name}") + f"\n{rule.severity}, {rule.family}"
    # A rule without a docstring has no more meaning than its name.
    yield from (wrapped(text) for text in (rule.meaning, rule.why) if text and text != " ".join(rule.name.split()))
    runs = [run_example(rule, make) if make else (None, None) for make in (rule.failing, rule.passing)]
    (wrong, _), (right, _) = runs
    failing, passing = examples(wrong, right, width())
    if wrong:
        problems = validate(wrong, select=[rule.code]).problems
        messages = "\n".join(wrapped(f"{problem.pointer}: {problem.message}", 2, 2) for problem in problems)
        yield f"This fails:\n\n{failing}\n\n{messages}"
    if right:
        yield f"This passes:\n\n{passing}"
        yield wrapped(OMITTED)
    for name, (_, failure) in zip(("failing", "passing"), runs, strict=True):
        if failure:
            repair = "report the bug to the author of the rule"
            yield wrapped(f"The {name} example cannot be made ({failure_text(failure)}); {repair}.")
    yield (
        wrapped(f"To skip this rule: --ignore {rule.code}. To accept one record as it is, write the reason there:")
        + f'\n\n  "suppressions": [{{"code": "{rule.code}", "justification": "..."}}]'
    )


#: A note on what the examples leave out.
OMITTED = "The examples omit the source and the evidence. The one that passes shows only what changed."


def examples(wrong: Collection | None, right: Collection | None, columns: int) -> tuple[str, str]:
    """Return the records of the failing example, each after its table; and those that the passing example changes.

    Lines are at most `columns` wide. The common source is omitted, and evidence too, unless the rule is about evidence.
    """
    failing, passing = map(_tables, (wrong, right))
    records = [record for some in (*failing.values(), *passing.values()) for record in some]
    about_evidence = any("evidence" not in record for record in records if record["id"] != REPORT.id)
    changed = {
        name: [record for record in some if record not in failing.get(name, [])] for name, some in passing.items()
    }
    texts = [list(_records(tables, columns, omit_evidence=not about_evidence)) for tables in (failing, changed)]
    kept = {record["id"] for some in passing.values() for record in some}
    removed = [
        f"{record['id']} of the {name}" for name, some in failing.items() for record in some if record["id"] not in kept
    ]
    if removed and not texts[1]:
        texts[1] = [f"  the same without {' and '.join(removed)}"]
    return "\n".join(texts[0]), "\n".join(texts[1])


def _tables(collection: Collection | None) -> dict[str, list[dict[str, Any]]]:
    document = json.loads(dumps(collection, unknown="keep")) if collection else {}
    return {name: document[name] for name in TABLES if name in document}


def _records(tables: dict[str, list[dict[str, Any]]], columns: int, *, omit_evidence: bool) -> Iterator[str]:
    for table, records in tables.items():
        for record in records:
            if record["id"] != REPORT.id:
                omitted = {"evidence"} if omit_evidence and record.get("evidence") == [{"source": REPORT.id}] else set()
                shown = {name: value for name, value in record.items() if name not in omitted}
                yield _fitted(f"{table}: ", shown, columns)


def _fitted(start: str, record: dict[str, object], columns: int) -> str:
    """Return a record as JSON: on one line if it fits, otherwise with one field per line."""
    short = f"  {start}{json.dumps(record, ensure_ascii=False)}"
    if len(short) <= columns:
        return short
    fields = ",\n".join(_field(name, value, columns) for name, value in record.items())
    return f"  {start}{{\n{fields}\n  }}"


def _field(name: str, value: object, columns: int) -> str:
    short = f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
    long = f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False, indent=2)}"
    return short if len(short) < columns else indent(long, "    ")
