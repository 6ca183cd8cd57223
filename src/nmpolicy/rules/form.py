"""Rules of the form of single records: NMP701 to NMP706."""

from collections.abc import Iterator

from nmpolicy.errors import did_you_mean, nearest
from nmpolicy.problems import Severity
from nmpolicy.records.actors import Organization, Post
from nmpolicy.records.base import Suppression
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Instrument, Vote
from nmpolicy.records.sources import Source
from nmpolicy.records.walk import has_unknown_fields, unknown_fields
from nmpolicy.rules.cast import COUNCIL, example, measure
from nmpolicy.rules.catalog import Finding, Place, declared, placed, registered

_Named = Organization | Post | Event
_Titled = Source | Instrument


def _clinic(**changes: object) -> Organization:
    return Organization(**{"id": "clinic", "name": "A clinic", **changes})  # type: ignore[arg-type]


@declared(
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
        yield Finding((name,), _UNKNOWN)
    for table in collection.tables().values():
        for place, record in placed(table) if has_unknown_fields(table) else ():
            for inner in unknown_fields(record):
                yield Finding((*place, *inner), _UNKNOWN)


_UNKNOWN = "nmpolicy does not know this field; correct its name, or move what it says to a field that is known"


@declared(
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
    named: Iterator[tuple[Place, _Named]] = placed(collection.organizations, collection.posts, collection.events)
    titled: Iterator[tuple[Place, _Titled]] = placed(collection.sources, collection.orders, collection.measures)
    for place, record in named:
        if not record.name.strip():
            yield Finding((*place, "name"), "the name is blank; write what a reader would call it")
    for place, text in titled:
        if not text.title.strip():
            yield Finding((*place, "title"), "the title is blank; write its title, or a description")


@declared(
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
    for place, each in placed(collection.organizations):
        if each.size is not None and each.minimum_size is not None and each.size < each.minimum_size:
            message = f"the size, {each.size}, is below the minimum, {each.minimum_size}; keep the one that is right"
            yield Finding((*place, "size"), message)


@declared(
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
    for place, each in placed(collection.measures):
        for index, vote in enumerate(each.votes):
            if vote.passed and vote.yes is not None and vote.no is not None and vote.yes < vote.no:
                message = f"it passed with {vote.yes} for it and {vote.no} against it; correct the tally or the result"
                yield Finding((*place, "votes", index, "passed"), message)


@declared(
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
    codes = {rule.code for rule in registered()}
    for place, record in placed(*collection.tables().values()):
        for index, each in enumerate(record.suppressions):
            if each.code not in codes:
                hint = did_you_mean(nearest(each.code, codes)) or "."
                message = f"no rule has the code {each.code!r}{hint} Correct it, or install what brings the rule"
                yield Finding((*place, "suppressions", index, "code"), message)
            elif not each.justification.strip():
                message = "no reason is given; say why the record is right as it is"
                yield Finding((*place, "suppressions", index, "justification"), message)


def _because(code: str) -> Suppression:
    return Suppression(code=code, justification="It has no title.")


@declared(
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
    suppressed = [(place, record) for place, record in placed(*collection.tables().values()) if record.suppressions]
    codes = {each.code for _, record in suppressed for each in record.suppressions}
    broken: dict[str, set[Place]] = {}
    for rule in registered():
        if rule.code in codes and rule.code != "NMP706" and not rule.whole:
            broken[rule.code] = {finding.place[:2] for finding in rule.check(collection)}
    for place, record in suppressed:
        for index, each in enumerate(record.suppressions):
            if each.code in broken and place not in broken[each.code]:
                message = f"the record does not break {each.code}; take the suppression out"
                yield Finding((*place, "suppressions", index), message)
