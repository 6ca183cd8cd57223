"""Names and divisions from the ids of jurisdictions."""

from each_case import each_case
from nmpolicy.imports.open_states.us_jurisdictions import Jurisdiction, chamber_kind


def jurisdiction(path: str, name: str = "") -> Jurisdiction:
    found = Jurisdiction.read(f"ocd-jurisdiction/{path}/government", name)
    assert found is not None
    return found


@each_case(
    ("path", "name", "code", "chambers"),
    [
        ("country:us", "United States", "us", ["United States Senate", "United States House of Representatives", "United States Congress"]),
        ("country:us/state:nm", "New Mexico", "us-nm", ["New Mexico Senate", "New Mexico House of Representatives", "New Mexico Legislature"]),
        ("country:us/state:ca", "California", "us-ca", ["California Senate", "California Assembly", "California Legislature"]),
        ("country:us/state:nj", "New Jersey", "us-nj", ["New Jersey Senate", "New Jersey General Assembly", "New Jersey Legislature"]),
        ("country:us/state:va", "Virginia", "us-va", ["Virginia Senate", "Virginia House of Delegates", "Virginia General Assembly"]),
        ("country:us/territory:pr", "Puerto Rico", "us-pr", ["Puerto Rico Senate", "Puerto Rico House of Representatives", "Puerto Rico Legislative Assembly"]),
        ("country:ca", "Ca", "ca", ["Upper chamber of Ca", "Lower chamber of Ca", "Legislature of Ca"]),
    ],
)  # fmt: skip
def test_names(path: str, name: str, code: str, chambers: list[str]) -> None:
    place = jurisdiction(path)
    assert (place.name, place.code) == (name, code)
    assert [place.chamber_name(each) for each in ("upper", "lower", "legislature")] == chambers
    assert place.division == f"ocd-division/{path}"


def test_a_unicameral_legislature() -> None:
    assert jurisdiction("country:us/state:ne").chamber_name("legislature") == "Nebraska Legislature"
    capital = jurisdiction("country:us/district:dc")
    assert capital.chamber_name("legislature") == "Council of the District of Columbia"
    assert capital.name_in_sentence == "the District of Columbia"


def test_places() -> None:
    santa_fe = jurisdiction("country:us/state:nm/place:santa_fe")
    assert (santa_fe.name, santa_fe.code, santa_fe.is_state) == ("Santa Fe", "us-nm-santa-fe", False)
    assert jurisdiction("country:us/state:nm/place:espanola", "Española").name == "Española"
    county = jurisdiction("country:us/state:ca/county:los_angeles")
    assert (county.name, county.code) == ("Los Angeles County", "us-ca-county-los-angeles")
    assert jurisdiction("country:us/state:xx").name == "Xx"
    assert jurisdiction("country:us/state:xx").code == "us-xx"


@each_case("id", ["", "nm", "ocd-division/country:us", "ocd-jurisdiction/state:nm", "ocd-jurisdiction/country:us"])
def test_what_is_not_the_id_of_a_jurisdiction(id: str) -> None:
    assert Jurisdiction.read(id) is None


NM, DC, PR, US = "country:us/state:nm", "country:us/district:dc", "country:us/territory:pr", "country:us"


@each_case(
    ("path", "chamber", "district", "division"),
    [
        (NM, "upper", "13", "country:us/state:nm/sldu:13"),
        (NM, "lower", "13", "country:us/state:nm/sldl:13"),
        ("country:us/state:ne", "legislature", "7", "country:us/state:ne/sldu:7"),
        ("country:us/state:mn", "lower", "10A", "country:us/state:mn/sldl:10a"),
        ("country:us/state:ak", "upper", "A", "country:us/state:ak/sldu:a"),
        (DC, "legislature", "Ward 4", f"{DC}/ward:4"),
        (DC, "legislature", "At-Large", DC),
        (DC, "legislature", "Chairman", ""),
        (PR, "upper", "At-Large", PR),
        (PR, "lower", "At-Large", ""),
        (PR, "upper", "VII", ""),
        (PR, "upper", "I", ""),
        (NM, "upper", "013", ""),
        ("country:us/state:nh", "lower", "Belknap 1", "country:us/state:nh/sldl:belknap_1"),
        ("country:us/state:nh", "lower", "Belknap/1", ""),
        ("country:us/state:ma", "lower", "10th Bristol", "country:us/state:ma/sldl:10th_bristol"),
        (
            *("country:us/state:ma", "lower", "Barnstable, Dukes and Nantucket"),
            "country:us/state:ma/sldl:barnstable_dukes_and_nantucket",
        ),
        ("country:us/state:vt", "lower", "Windham-Windsor-Bennington", ""),
        ("country:us/state:ma", "upper", "First Essex", ""),
        ("country:us/state:nm/place:taos", "upper", "1", ""),
        (US, "upper", "New Mexico", "country:us/state:nm"),
        (US, "upper", "Atlantis", ""),
        (US, "lower", "NM-2", "country:us/state:nm/cd:2"),
        (US, "lower", "AK-AL", "country:us/state:ak/cd:at-large"),
        (US, "lower", "DC-AL", DC),
        (US, "lower", "PR-AL", PR),
        (US, "lower", "NM-X", ""),
        (US, "lower", "XX-1", ""),
    ],
)
def test_divisions_of_districts(path: str, chamber: str, district: str, division: str) -> None:
    expected = f"ocd-division/{division}" if division else ""
    assert jurisdiction(path).district_division(chamber, district) == expected


def test_chambers() -> None:
    assert [each and each.value for each in map(chamber_kind, ("upper", "lower", "legislature", "mayor"))] == [
        "upper-chamber",
        "lower-chamber",
        "legislature",
        None,
    ]
