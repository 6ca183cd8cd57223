"""Rules of statements and evidence: NMP601 and NMP602."""

from collections.abc import Iterator

from nmpolicy.problems import Severity
from nmpolicy.records.actors import Person
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence, SourcedRecord
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement
from nmpolicy.rules.catalog import Finding, example, placed, rule

_source = Source(id="report", kind="news-article", title="A report")
_evidence = (Evidence(source=_source),)
_person = Person(id="a-mayor", name="A. Mayor", evidence=_evidence)


@rule(
    "NMP601",
    Severity.ERROR,
    "statement without a speaker",
    failing=lambda: example(_source, _person, Statement(id="praise", evidence=_evidence)),
    passing=lambda: example(_source, _person, Statement(id="praise", speakers=[_person], evidence=_evidence)),
)
def speaker(collection: Collection) -> Iterator[Finding]:
    """A statement is somebody's. An unnamed speaker is recorded as an organization of the classification `group`."""
    for place, statement in placed(collection.statements):
        if not statement.speakers:
            yield Finding((*place, "speakers"), "nobody speaks; name the person, body or group whose statement it is")


@rule(
    "NMP602",
    Severity.WARNING,
    "record without evidence",
    failing=lambda: example(_source, Person(id="a-mayor", name="A. Mayor")),
    passing=lambda: example(_source, _person),
)
def evidence(collection: Collection) -> Iterator[Finding]:
    """Every record but a source itself can point at the words that it rests on, so that a reader can check it."""
    for place, record in placed(*collection.tables().values()):
        if isinstance(record, SourcedRecord) and not record.evidence:
            yield Finding((*place, "evidence"), "nothing shows where this is from; add evidence with its source")
