"""The government and the area of an actor."""

import nmpolicy as nm
from nmpolicy.rules.facts.jurisdiction import UNKNOWN_JURISDICTION, jurisdictions


def test_a_cycle_of_parents_has_the_governments_and_the_division_on_it() -> None:
    city = nm.Organization(id="city", name="A city", classification="government", parent="office")
    office = nm.Organization(id="office", name="An office", parent="city", division="ocd-division/country:us")
    jurisdiction_of = jurisdictions(nm.Collection.of([city, office], id="demo", title="T"))
    found = jurisdiction_of("office")
    assert {*found.governments} == {"city"}
    assert found.division == office.division
    assert jurisdiction_of("nobody") == UNKNOWN_JURISDICTION
