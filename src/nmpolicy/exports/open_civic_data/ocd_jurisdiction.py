"""The one government that a folder of Open Civic Data is about."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Measure, Order
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.rules.facts.jurisdiction import covers, is_division, jurisdictions
from nmpolicy.suggestions import closest_matches
from nmpolicy.vocabulary.terms import OrganizationClassification
from nmpolicy.vocabulary.values import check_text, describe

_PREFIX = "ocd-jurisdiction/"
_DIVISION = "ocd-division/"
_EXAMPLE = "'ocd-jurisdiction/country:us/state:nm/place:albuquerque/government'"
#: The last step of the id of a jurisdiction.
_CLASSIFICATIONS = frozenset(
    {"government", "legislature", "executive", "school", "park", "sewer", "forest", "transit_authority"}
)
_GOVERNMENTS = frozenset({OrganizationClassification.GOVERNMENT, OrganizationClassification.TRIBAL_GOVERNMENT})
_NAMED = _GOVERNMENTS | {OrganizationClassification.SCHOOL_DISTRICT}


@frozen
class OcdJurisdiction:
    """A government, by its id in Open Civic Data.

    Terms: Open Civic Data proposal OCDEP 3 (jurisdictions).
    """

    id: str
    division: str
    """The area that it governs, as an Open Civic Data division id."""
    classification: str
    name: str

    def is_other(self, division: str) -> bool:
        """Return whether an actor of this division belongs to another government; False if the division is unknown.

        >>> nm = "ocd-division/country:us/state:nm"
        >>> state = OcdJurisdiction("ocd-jurisdiction/country:us/state:nm/government", nm, "government", "NM")
        >>> state.is_other(f"{nm}/sldu:5"), state.is_other(f"{nm}/place:santa_fe"), state.is_other("")
        (False, True, False)
        """
        if not is_division(division):
            return False
        return not (covers(self.division, division) and covers(division, self.division))


def ocd_jurisdiction(collection: Collection, id: str | None) -> OcdJurisdiction:
    """Return the jurisdiction with an id, or without one, that of the only government with a division.

    Raises `InvalidValueError` if the id is malformed, if some records have divisions but none has that of the id, or if
    no id is given and the records do not decide it.

    >>> from nmpolicy.records.actors import Organization
    >>> city = Organization(id="c", name="C", classification="government", division="ocd-division/country:us")
    >>> ocd_jurisdiction(Collection.of([city], id="demo", title="A demonstration"), None).id
    'ocd-jurisdiction/country:us/government'
    """
    governments = [
        each for each in collection.organizations if each.classification in _GOVERNMENTS and is_division(each.division)
    ]
    if id is None:
        divisions = {each.division for each in governments}
        if len(divisions) != 1:
            which = "more than one government has" if divisions else "no government has"
            fix = f"give its id, as in jurisdiction={_EXAMPLE}" + ("" if divisions else ", or set its division")
            raise InvalidValueError(f"the records do not decide the jurisdiction, because {which} a division; {fix}")
        id = divisions.pop().replace(_DIVISION, _PREFIX) + "/government"
    path, _, classification = check_text(id).removeprefix(_PREFIX).rpartition("/")
    division = f"{_DIVISION}{path}"
    if not (id.startswith(_PREFIX) and is_division(division) and classification in _CLASSIFICATIONS):
        raise InvalidValueError(f"{describe(id)} is not the id of a jurisdiction in Open Civic Data like {_EXAMPLE}")
    names = {
        each.label for each in collection.organizations if each.classification in _NAMED and each.division == division
    }
    found = OcdJurisdiction(id, division, classification, names.pop() if len(names) == 1 else id)
    known = _divisions(collection)
    if known and not any(belongings(collection, found).values()):
        raise InvalidValueError(_without_records(id, division, classification, {*known.values()}))
    return found


@once_per_collection
def _divisions(collection: Collection) -> Mapping[str, str]:
    """Return the divisions of the governments of organizations, posts and instruments by id, where they are known."""
    jurisdiction_of = jurisdictions(collection)
    found = {each.id: jurisdiction_of(each.id).division for each in (*collection.organizations, *collection.posts)}
    for each in collection.organizations:
        if each.classification is OrganizationClassification.PARTY:
            found[each.id] = ""
    for post in collection.posts:  # a member of Congress serves the country, whatever elected them
        found[post.id] = found.get(post.organization or "", "") or post.division
    for instrument in collection.instruments:
        known = (found[id] for id in _authorities(instrument) if is_division(found.get(id, "")))
        found[instrument.id] = next(known, instrument.division)
    return {id: division for id, division in found.items() if is_division(division)}


def _without_records(id: str, division: str, classification: str, divisions: Iterable[str]) -> str:
    """Return the message for a jurisdiction whose division no record has, with up to three similar ids."""
    known = [each.removeprefix(_DIVISION) for each in divisions]
    similar = closest_matches(division.removeprefix(_DIVISION), known) or sorted(known)[:3]
    ids = " or ".join(repr(f"{_PREFIX}{each}/{classification}") for each in similar)
    return f"no government in the records has the division of {describe(id)}; did you mean {ids}?"


def belongings(collection: Collection, jurisdiction: OcdJurisdiction) -> Mapping[str, bool]:
    """Return whether organizations, posts and instruments belong to a government, by id.

    Those whose government is unknown are missing. A party belongs to none. If no record has a division, all belong to
    the government.
    """
    known = _divisions(collection)
    if not known:
        records = (*collection.organizations, *collection.posts, *collection.instruments)
        return dict.fromkeys((each.id for each in records), True)
    return {id: not jurisdiction.is_other(division) for id, division in known.items()}


def _authorities(instrument: Order | Measure) -> Iterable[str]:
    """Return the ids of the body and the issuers, in the order in which they decide the government of an instrument."""
    body = instrument.body if isinstance(instrument, Measure) else None
    return (body, *instrument.issued_by) if body else instrument.issued_by
