"""Rules of authority: NMP101 and NMP102."""

from collections.abc import Iterator

from nmpolicy.problems import Severity
from nmpolicy.records.actors import Organization, Person, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Instrument, Measure, Order
from nmpolicy.records.provisions import Provision
from nmpolicy.records.sources import Source
from nmpolicy.rules.catalog import Finding, Place, example, placed, rule
from nmpolicy.vocabulary.terms import OrganizationClassification

_source = Source(id="report", kind="news-article", title="A report")
_evidence = (Evidence(source=_source),)
_mayor = Post(id="mayor", name="Mayor", evidence=_evidence)
_person = Person(id="a-mayor", name="A. Mayor", evidence=_evidence)
_duty = Provision(id="order.report", instrument="order", kind="regulative", aim="report", evidence=_evidence)


def _order(*issued_by: Record) -> Order:
    return Order(id="order", kind="executive-order", title="An order", issued_by=issued_by, evidence=_evidence)


@rule(
    "NMP101",
    Severity.ERROR,
    "provision without an issuing authority",
    failing=lambda: example(_source, _mayor, _order(), _duty),
    passing=lambda: example(_source, _mayor, _order(_mayor), _duty),
)
def issuing_authority(collection: Collection) -> Iterator[Finding]:
    """A provision binds only through the authority that issued its instrument."""
    for place, provision in placed(collection.provisions):
        instrument = collection.get(provision.instrument)
        if isinstance(instrument, Instrument) and not instrument.authorities:
            yield Finding((*place, "instrument"), f"{instrument.id!r} names no issuing authority; set its issued_by")


@rule(
    "NMP102",
    Severity.ERROR,
    "issuing authority without office",
    failing=lambda: example(_source, _mayor, _person, _order(_person)),
    passing=lambda: example(_source, _mayor, _person, _order(_mayor)),
)
def authority_holds_office(collection: Collection) -> Iterator[Finding]:
    """Authority lies in an office or a body: a person has it only through a post, and a group without office has none."""
    for place, instrument in placed(collection.orders, collection.measures):
        held: list[tuple[Place, str]] = [(("issued_by", index), id) for index, id in enumerate(instrument.issued_by)]
        if isinstance(instrument, Measure) and instrument.body:
            held.append((("body",), instrument.body))
        for step, id in held:
            if reason := _no_office(collection.get(id)):
                yield Finding((*place, *step), f"{id!r} is {reason}")


def _no_office(authority: Record | None) -> str:
    if isinstance(authority, Person):
        return "a person; name the post in which they issued it"
    if isinstance(authority, Organization) and authority.classification is OrganizationClassification.GROUP:
        return "a group without office; name the body or the post that issued it"
    return ""
