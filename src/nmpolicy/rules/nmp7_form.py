"""Rules of the form of single records: NMP701 to NMP706."""

from collections.abc import Iterator

from nmpolicy.errors import closest_matches, did_you_mean
from nmpolicy.problems import Severity
from nmpolicy.records.actors import Organization
from nmpolicy.records.base import Suppression
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Vote
from nmpolicy.records.sources import Source
from nmpolicy.records.traversal import has_unknown_fields, unknown_field_paths
from nmpolicy.rules.examples import COUNCIL, example, measure
from nmpolicy.rules.registry import Finding, all_rules, own_rule


def _clinic(**changes: object) -> Organization:
    return Organization(**{"id": "clinic", "name": "A clinic", **changes})  # type: ignore[arg-type]


@own_rule(
    "NMP701",
    Severity.WARNING,
    "unknown field",
    failing=lambda: example(_clinic(extra={"population": 560_000})),
    passing=lambda: example(_clinic()),
)
def unknown_field(collection: Collection) -> Iterator[Finding]:
    """A record, or the collection, has a field that nmpolicy does not know.

    It is kept on request, and written back, but neither checked nor used.
    """
    for name in collection.extra:
        yield Finding(collection, name, _UNKNOWN)
    for table in collection.tables().values():
        for record in table if has_unknown_fields(table) else ():
            for inner in unknown_field_paths(record):
                yield Finding(record, inner, _UNKNOWN)


_UNKNOWN = "nmpolicy does not know this field; correct its name, or move what it says to a field that is known"


@own_rule(
    "NMP702",
    Severity.WARNING,
    "blank name",
    failing=lambda: example(_clinic(name=" ")),
    passing=lambda: example(_clinic()),
)
def blank(collection: Collection) -> Iterator[Finding]:
    """A name or title is blank that every record of its class has.

    A reader sees the id instead. Where there is no name, a description in our own words serves; a person's may be withheld.
    """
    for record in (*collection.organizations, *collection.posts, *collection.events):
        if not record.name.strip():
            yield Finding(record, "name", "the name is blank; write what a reader would call it")
    for text in (*collection.sources, *collection.instruments):
        if not text.title.strip():
            yield Finding(text, "title", "the title is blank; write its title, or a description")


@own_rule(
    "NMP703",
    Severity.ERROR,
    "size below the minimum",
    failing=lambda: example(_clinic(size=3, minimum_size=20)),
    passing=lambda: example(_clinic(minimum_size=20)),
)
def size(collection: Collection) -> Iterator[Finding]:
    """An organization has fewer members than it has at least.

    Where the number is known, the least number adds nothing; where they differ, one is wrong.
    """
    for each in collection.organizations:
        if each.size is not None and each.minimum_size is not None and each.size < each.minimum_size:
            message = f"the size, {each.size}, is below the minimum, {each.minimum_size}; keep the one that is right"
            yield Finding(each, "size", message)


@own_rule(
    "NMP704",
    Severity.WARNING,
    "tally against the result",
    failing=lambda: example(COUNCIL, measure(votes=[Vote(passed=True, yes=3, no=6)])),
    passing=lambda: example(COUNCIL, measure(votes=[Vote(passed=False, yes=3, no=6)])),
)
def tally(collection: Collection) -> Iterator[Finding]:
    """A vote passed with fewer for it than against it.

    The tally or the result is wrong. That one with more for it failed is no fault, as some votes ask for more than half.
    """
    for each in collection.measures:
        for index, vote in enumerate(each.votes):
            if vote.passed and vote.yes is not None and vote.no is not None and vote.yes < vote.no:
                message = f"it passed with {vote.yes} for it and {vote.no} against it; correct the tally or the result"
                yield Finding(each, ("votes", index, "passed"), message)


@own_rule(
    "NMP705",
    Severity.WARNING,
    "suppression without rule or reason",
    failing=lambda: example(Source(id="blog", kind="other", title="A blog", suppressions=[_because("NMP999")])),
    passing=lambda: example(Source(id="blog", kind="other", title="", suppressions=[_because("NMP702")])),
)
def suppression(collection: Collection) -> Iterator[Finding]:
    """A suppression names a code that no rule has, or gives no reason.

    It then sets nothing apart, or hides a finding from a reader without telling why.
    """
    codes = {rule.code for rule in all_rules()}
    for record in collection:
        for index, each in enumerate(record.suppressions):
            if each.code not in codes:
                hint = did_you_mean(closest_matches(each.code, codes)) or "."
                message = f"no rule has the code {each.code!r}{hint} Correct it, or install what brings the rule"
                yield Finding(record, ("suppressions", index, "code"), message)
            elif not each.justification.strip():
                message = "no reason is given; say why the record is right as it is"
                yield Finding(record, ("suppressions", index, "justification"), message)


def _because(code: str) -> Suppression:
    return Suppression(code=code, justification="It has no title.")


@own_rule(
    "NMP706",
    Severity.WARNING,
    "suppression of nothing",
    failing=lambda: example(_clinic(suppressions=[_because("NMP702")])),
    passing=lambda: example(_clinic(name="", suppressions=[_because("NMP702")])),
)
def unused(collection: Collection) -> Iterator[Finding]:
    """A suppression names a rule that finds nothing in its record.

    What it excused has been mended, or was never there: later faults would be hidden by it.
    """
    suppressed = [record for record in collection if record.suppressions]
    codes = {each.code for record in suppressed for each in record.suppressions} - {"NMP706"}
    broken: dict[str, set[int]] = {}
    for rule in all_rules():
        if rule.code in codes:
            broken[rule.code] = {id(finding.record) for finding in rule.check(collection)}
    for record in suppressed:
        for index, each in enumerate(record.suppressions):
            if each.code in broken and id(record) not in broken[each.code]:
                message = f"the record does not break {each.code}; take the suppression out"
                yield Finding(record, ("suppressions", index), message)
