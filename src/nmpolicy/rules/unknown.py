"""The rule of unknown fields: NMP701."""

from collections.abc import Iterator

from nmpolicy.problems import Severity
from nmpolicy.records.actors import Organization
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.sources import Source
from nmpolicy.records.walk import has_unknown_fields, unknown_fields
from nmpolicy.rules.catalog import Finding, example, placed, rule

_source = Source(id="report", kind="news-article", title="A report")


def _city(**extra: object) -> Organization:
    return Organization(id="city", name="A city", evidence=[Evidence(source=_source)], extra=extra)


@rule(
    "NMP701",
    Severity.WARNING,
    "unknown field",
    failing=lambda: example(_source, _city(population=560_000)),
    passing=lambda: example(_source, _city()),
)
def unknown_field(collection: Collection) -> Iterator[Finding]:
    """A field that nmpolicy does not know is kept on request, and written back, but neither checked nor used."""
    for name in collection.extra:
        yield Finding((name,), _MESSAGE)
    for table in collection.tables().values():
        for place, record in placed(table) if has_unknown_fields(table) else ():
            for inner in unknown_fields(record):
                yield Finding((*place, *inner), _MESSAGE)


_MESSAGE = "nmpolicy does not know this field; correct its name, or move what it says to a field that is known"
