"""The page that lists the rules, and a page for each rule."""

from itertools import groupby

from blocks import GENERATED, page, paragraphs, table

import nmpolicy as nm
from nmpolicy.cli.render.explanation import OMITTED, examples
from nmpolicy.rules.registry import Rule, all_rules

_COLUMNS = 79  # the width of an example


def rules_page() -> str:
    """Return the rules by family."""
    opening = [
        GENERATED,
        "# Rules",
        """A problem has a code, a severity, a JSON Pointer into the document, the id of the record, and a message that says
        how to fix it. `nmpolicy validate` prints problems; `nm.validate(collection).problems` and `DocumentError.problems`
        hold them. `nmpolicy rules` lists the rules, and `nmpolicy explain CODE` prints what the page of a rule says.""",
        """An *error* breaks the meaning of the data, and the check fails. A *warning* is probably a mistake; with `--strict`,
        the check fails too. A *notice* is probably right, but something a reader should know. Missing information is never
        a problem by itself, and neither is an imprecise date.""",
        """[Check your data](../how-to/check.md) shows how to choose rules, how to suppress a rule for one record, and how to write
        your own. The codes of files that cannot be read are on the page of [errors](errors.md#problem-codes).""",
    ]
    families = [
        block
        for family, rules in groupby(all_rules(), key=lambda rule: rule.family)
        for block in (
            f"## {family}",
            table(
                ("code", "severity", "problem"),
                ((f"[{rule.code}](rules/{rule.code}.md)", rule.severity, rule.name) for rule in rules),
            ),
        )
    ]
    return page(*paragraphs(*opening), *families)


def rule_page(rule: Rule) -> str:
    """The page of one rule: its meaning, its reason and two examples."""
    if not rule.failing or not rule.passing:
        raise ValueError(f"{rule.code} has no examples")
    wrong, right = rule.failing(), rule.passing()
    (problem,) = nm.validate(wrong).problems
    failing, passing = examples(wrong, right, _COLUMNS)
    return page(
        GENERATED,
        f"# {rule.code}: {rule.name}",
        f"*{rule.severity.capitalize()}*, {rule.family}. [All rules](../rules.md)",
        rule.meaning,
        rule.why,
        "This fails:",
        f"```text\n{failing}\n```",
        f"At `{problem.pointer}`: “{problem.message}”.",
        "This passes:",
        f"```text\n{passing}\n```",
        OMITTED,
    )
