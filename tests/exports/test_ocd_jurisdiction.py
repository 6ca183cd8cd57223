"""The jurisdiction of a folder, and what belongs to another one."""

import attrs
import pytest
from ocd_files import CITY, COUNCIL, exported, objects, only

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidTypeError, InvalidValueError

STATE = nm.Organization(
    id="state", name="State", classification="government", division="ocd-division/country:us/state:nm"
)
IN_CITY = "ocd-jurisdiction/country:us/state:nm/place:springfield/government"
IN_STATE = "ocd-jurisdiction/country:us/state:nm/government"


def test_the_only_government_decides_it() -> None:
    about = only(exported(COUNCIL).content, "jurisdiction")
    assert (about["_id"], about["name"], about["classification"]) == (IN_CITY, "Springfield", "government")
    assert about["division_id"] == CITY.division


def test_several_governments_or_none_do_not() -> None:
    with pytest.raises(
        InvalidValueError, match="more than one government has a division; give its id, as in jurisdiction='ocd-"
    ):
        exported(STATE)
    with pytest.raises(InvalidValueError, match=r"no government has a division; give its id, .*, or set its division$"):
        nm.exports.to_ocd(nm.Collection(id="demo", title="A demonstration"))


@each_case(
    "id",
    [
        "",
        "springfield",
        CITY.division,
        "ocd-jurisdiction/country:us",
        "ocd-jurisdiction/country:us/king",
        "ocd-jurisdiction/country:us/state:nm/place:s p/government",
        "ocd-jurisdiction/government",
    ],
)
def test_another_text_is_not_an_id(id: str) -> None:
    with pytest.raises(InvalidValueError, match="is not the id of a jurisdiction in Open Civic Data like"):
        exported(jurisdiction=id)


def test_a_number_is_not_an_id() -> None:
    with pytest.raises(InvalidTypeError, match="expected text, not 5"):
        exported(jurisdiction=5)


SCHOOL = "ocd-jurisdiction/country:us/state:nm/school_district:springfield/school"
SCHOOL_DIVISION = "ocd-division/country:us/state:nm/school_district:springfield"


def test_a_school_district_gives_its_name() -> None:
    schools = nm.Organization(
        id="schools", name="Public Schools", classification="school-district", division=SCHOOL_DIVISION
    )
    about = only(exported(schools, jurisdiction=SCHOOL).content, "jurisdiction")
    assert (about["name"], about["classification"]) == ("Public Schools", "school")


def test_an_id_without_a_government_is_its_own_name() -> None:
    rule = nm.Order(id="rule", kind="other", title="A rule", division=SCHOOL_DIVISION)
    about = only(exported(rule, jurisdiction=SCHOOL).content, "jurisdiction")
    assert (about["name"], about["classification"]) == (SCHOOL, "school")
    without = nm.Collection.of([COUNCIL], id="demo", title="A demonstration")
    about = only(nm.exports.to_ocd(without, jurisdiction=IN_STATE).content, "jurisdiction")
    assert about["name"] == IN_STATE


def test_a_district_of_the_government_is_enough() -> None:
    senator = nm.Post(id="senator", name="Senator", division=f"{STATE.division}/sldu:5")
    about = only(exported(senator, jurisdiction=IN_STATE).content, "jurisdiction")
    assert about["_id"] == IN_STATE


def test_a_misspelled_id_is_not_a_government() -> None:
    with pytest.raises(InvalidValueError, match="no government in the records has the division of") as caught:
        exported(STATE, jurisdiction=IN_CITY.replace("springfield", "sprignfield"))
    assert str(caught.value).endswith(f"; did you mean {IN_CITY!r} or {IN_STATE!r}?")
    with pytest.raises(InvalidValueError, match=f"; did you mean '{IN_CITY}'"):
        exported(jurisdiction="ocd-jurisdiction/country:ca/government")
    party = nm.Organization(id="party", name="A party", classification="party", division=STATE.division)
    with pytest.raises(InvalidValueError, match="no government") as caught:
        exported(party, jurisdiction=IN_STATE)
    assert str(caught.value).endswith(f"; did you mean {IN_CITY!r}?")


def test_each_folder_has_the_organizations_and_instruments_of_one_government() -> None:
    governor = nm.Post(id="governor", name="Governor", organization="state")
    party = nm.Organization(id="party", name="A party", classification="party", division=STATE.division)
    district = attrs.evolve(COUNCIL, id="ward", name="Ward 2", division=f"{CITY.division}/ward:2")
    records = [
        STATE,
        COUNCIL,
        governor,
        party,
        district,
        nm.Order(id="by-city", kind="other", title="1", issued_by=["city"], division=STATE.division),
        nm.Order(id="by-governor", kind="other", title="2", issued_by=["governor"], division=CITY.division),
        nm.Order(id="by-someone-there", kind="other", title="3", issued_by=["gone"], division=STATE.division),
        nm.Order(id="by-someone", kind="other", title="4", division="Springfield"),
        nm.Measure(id="by-council", kind="other", title="5", body="council", issued_by=["state"]),
    ]
    in_city, in_state = exported(*records, jurisdiction=IN_CITY), exported(*records, jurisdiction=IN_STATE)

    def ids(files: dict[str, str], prefix: str) -> list[str]:
        return [each["extras"]["nmpolicy_id"] for each in objects(files, prefix)]

    assert ids(in_city.content, "organization") == ["city", "council", "party", "ward"]
    assert ids(in_state.content, "organization") == ["party", "state"]
    assert ids(in_city.content, "bill") == ["by-city", "by-council", "by-someone"]
    assert ids(in_state.content, "bill") == ["by-governor", "by-someone", "by-someone-there"]
    assert ids(in_city.content, "post") == []
    assert in_city.left_out["Order (of another jurisdiction)"] == 2
    assert in_city.left_out["Organization (of another jurisdiction)"] == 1
    assert in_city.left_out["Post (without an organization here)"] == 1
    assert (in_city.left_out["Order.division"], in_city.left_out["Organization.division"]) == (2, 2)
