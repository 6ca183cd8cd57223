"""Names and divisions of the jurisdictions that Open Civic Data identifies: countries, states, counties and places.

The names of states and of their chambers are in the tables below. All other names come from the id itself.
"""

import re

from attrs import frozen

from nmpolicy.imports.pending_records import slug_or
from nmpolicy.vocabulary.terms import OrganizationClassification as Kind

_STATES = {
    "al": "Alabama",
    "ak": "Alaska",
    "as": "American Samoa",
    "az": "Arizona",
    "ar": "Arkansas",
    "ca": "California",
    "co": "Colorado",
    "ct": "Connecticut",
    "de": "Delaware",
    "dc": "District of Columbia",
    "fl": "Florida",
    "ga": "Georgia",
    "gu": "Guam",
    "hi": "Hawaii",
    "id": "Idaho",
    "il": "Illinois",
    "in": "Indiana",
    "ia": "Iowa",
    "ks": "Kansas",
    "ky": "Kentucky",
    "la": "Louisiana",
    "me": "Maine",
    "md": "Maryland",
    "ma": "Massachusetts",
    "mi": "Michigan",
    "mn": "Minnesota",
    "ms": "Mississippi",
    "mo": "Missouri",
    "mt": "Montana",
    "ne": "Nebraska",
    "nv": "Nevada",
    "nh": "New Hampshire",
    "nj": "New Jersey",
    "nm": "New Mexico",
    "ny": "New York",
    "nc": "North Carolina",
    "nd": "North Dakota",
    "mp": "Northern Mariana Islands",
    "oh": "Ohio",
    "ok": "Oklahoma",
    "or": "Oregon",
    "pa": "Pennsylvania",
    "pr": "Puerto Rico",
    "ri": "Rhode Island",
    "sc": "South Carolina",
    "sd": "South Dakota",
    "tn": "Tennessee",
    "tx": "Texas",
    "ut": "Utah",
    "vt": "Vermont",
    "vi": "Virgin Islands",
    "va": "Virginia",
    "wa": "Washington",
    "wv": "West Virginia",
    "wi": "Wisconsin",
    "wy": "Wyoming",
}
_CODES = {name: code for code, name in _STATES.items()}
_STATE_LIKE = {"dc": "district", **dict.fromkeys(("as", "gu", "mp", "pr", "vi"), "territory")}
_WITH_ARTICLE = frozenset({"District of Columbia", "Northern Mariana Islands", "United States", "Virgin Islands"})
_LOWER = {
    **dict.fromkeys(("ca", "nv", "ny", "wi"), "Assembly"),
    "nj": "General Assembly",
    **dict.fromkeys(("md", "va", "wv"), "House of Delegates"),
}
_GENERAL_ASSEMBLIES = [
    "ar",
    "co",
    "ct",
    "de",
    "ga",
    "il",
    "in",
    "ia",
    "ky",
    "md",
    "mo",
    "nc",
    "oh",
    "pa",
    "ri",
    "sc",
    "tn",
    "vt",
    "va",
]
_LEGISLATURES = {
    **dict.fromkeys(_GENERAL_ASSEMBLIES, "General Assembly"),
    **dict.fromkeys(("ma", "nh"), "General Court"),
    **dict.fromkeys(("nd", "or", "pr"), "Legislative Assembly"),
}
_CHAMBERS = {"upper": Kind.UPPER_CHAMBER, "lower": Kind.LOWER_CHAMBER, "legislature": Kind.LEGISLATURE}
_ID = re.compile(r"ocd-jurisdiction/((?:[a-z_]+:[^:/\s]+/)*country:[a-z]{2}(?:/[a-z_]+:[^:/\s]+)*)/([a-z_]+)")
_NUMBERED = re.compile(r"[1-9][0-9]*[A-Z]?")
_LETTERED = re.compile(r"[A-Z]")
_NAMED = re.compile(r"[A-Za-z0-9 ,]+")
#: States and chambers in which the id of each district is its name.
_WITH_NAMES = frozenset({("ma", "lower"), ("nh", "lower")})
#: The district of a seat whose member all voters elect.
AT_LARGE = "At-Large"
_SMALL_WORDS = frozenset({"and", "of", "the"})


@frozen
class Jurisdiction:
    """A country, state, county or place with a government of its own, from its Open Civic Data id.

    >>> new_mexico = Jurisdiction.read("ocd-jurisdiction/country:us/state:nm/government")
    >>> new_mexico.name, new_mexico.division, new_mexico.chamber_name("lower")
    ('New Mexico', 'ocd-division/country:us/state:nm', 'New Mexico House of Representatives')
    >>> new_mexico.district_division("upper", "13"), new_mexico.district_division("upper", "Lea County")
    ('ocd-division/country:us/state:nm/sldu:13', '')
    """

    id: str
    """Its id, such as `ocd-jurisdiction/country:us/state:nm/government`."""
    division: str
    """The id of its area, which is a part of its own id."""
    parts: tuple[tuple[str, str], ...]
    """The types and the values of the parts of the division."""
    body: str
    """The last part of the id: `government`, or another body."""
    known_name: str = ""
    """Its name, if a file gives it."""

    @classmethod
    def read(cls, id: str, name: str = "") -> "Jurisdiction | None":
        """Return the jurisdiction with an id; None if the id does not have the form of one."""
        if (match := _ID.fullmatch(id)) is None:
            return None
        parts = tuple((type, value) for type, _, value in (each.partition(":") for each in match[1].split("/")))
        return cls(id, f"ocd-division/{match[1]}", parts, match[2], name)

    @property
    def state(self) -> str:
        """The postal code of the state, district or territory that it is or lies in; empty outside the states."""
        match self.parts:
            case (("country", "us"), ("state" | "district" | "territory", code), *_) if code in _STATES:
                return code
            case _:
                return ""

    @property
    def is_state(self) -> bool:
        """True if it is a state, district or territory itself."""
        return bool(self.state) and len(self.parts) == len(("country", "state"))

    @property
    def is_federal(self) -> bool:
        """True if it is the United States."""
        return self.parts == (("country", "us"),)

    @property
    def name(self) -> str:
        """Its name: as a file gives it, from the table of states, or the words of its id with capital letters."""
        if self.known_name:
            return self.known_name
        if self.is_state:
            return _STATES[self.state]
        type, value = self.parts[-1]
        return "United States" if self.is_federal else in_title_case(f"{value} county" if type == "county" else value)

    @property
    def name_in_sentence(self) -> str:
        """Its name as it stands after `of`."""
        return f"the {self.name}" if self.name in _WITH_ARTICLE else self.name

    @property
    def code(self) -> str:
        """The beginning of ids in a collection: the values of its own id, such as `us-nm` and `us-nm-santa-fe`.

        It has the type before the value where a value alone may be that of another part: `us-ca-county-los-angeles`.
        """
        plain = {"country", "state", "district", "territory", "place"}
        words = (value if type in plain else f"{type} {value}" for type, value in self.parts)
        return slug_or(" ".join(words).replace("_", " "), "jurisdiction")

    def chamber_name(self, chamber: str) -> str:
        """Return the name of its `upper` or `lower` chamber, or of its `legislature`."""
        if chamber == "legislature":
            special = {"dc": "Council of the District of Columbia", "vi": "Legislature of the Virgin Islands"}
            if self.is_state:
                return special.get(self.state) or f"{self.name} {_LEGISLATURES.get(self.state, 'Legislature')}"
            return "United States Congress" if self.is_federal else f"Legislature of {self.name_in_sentence}"
        if not (self.is_state or self.is_federal):
            return f"{chamber.capitalize()} chamber of {self.name_in_sentence}"
        return f"{self.name} {'Senate' if chamber == 'upper' else _LOWER.get(self.state, 'House of Representatives')}"

    def district_division(self, chamber: str, district: str) -> str:
        """Return the id of a district's area if it follows from its name with certainty, or else nothing."""
        if self.is_federal:
            return _federal_district(chamber, district)
        if not self.is_state:
            return ""
        if district == AT_LARGE:
            return "" if chamber == "lower" else self.division
        if self.state == "dc":
            return f"{self.division}/ward:{ward[1]}" if (ward := re.fullmatch("Ward ([1-8])", district)) else ""
        pattern = _NAMED if (self.state, chamber) in _WITH_NAMES else _NUMBERED
        if not (pattern.fullmatch(district) or (self.state == "ak" and _LETTERED.fullmatch(district))):
            return ""
        name = district.lower().replace(",", "").replace(" ", "_")
        return f"{self.division}/{'sldl' if chamber == 'lower' else 'sldu'}:{name}"


def chamber_kind(chamber: str) -> Kind | None:
    """Return the kind of body that `upper`, `lower` or `legislature` means; None for any other word."""
    return _CHAMBERS.get(chamber)


def district_name(district: str) -> str:
    """Return a district as the name of a seat has it.

    >>> district_name("13"), district_name("A"), district_name("10th Bristol"), district_name("NM-2")
    ('District 13', 'District A', '10th Bristol', 'NM-2')
    """
    is_code = _NUMBERED.fullmatch(district) or _LETTERED.fullmatch(district)
    return f"District {district}" if is_code else district


def in_title_case(text: str) -> str:
    """Return words with capital letters, such as the name of an office or of a place.

    >>> in_title_case("secretary of state"), in_title_case("santa_fe"), in_title_case("winston-salem")
    ('Secretary of State', 'Santa Fe', 'Winston-Salem')
    """
    words = text.replace("_", " ").split()
    return " ".join(
        each if at and each in _SMALL_WORDS else "-".join(part[:1].upper() + part[1:] for part in each.split("-"))
        for at, each in enumerate(words)
    )


def _federal_district(chamber: str, district: str) -> str:
    """Return the area of a seat in Congress: of a state by its name, of a district by a name such as `NM-2`."""
    if chamber == "upper":
        return _state_division(_CODES.get(district, ""))
    code, _, number = district.partition("-")
    state = _state_division(code.lower())
    if not state or (number == "AL" and code.lower() in _STATE_LIKE):
        return state
    if number == "AL":
        return f"{state}/cd:at-large"
    return f"{state}/cd:{int(number)}" if re.fullmatch("[0-9]{1,2}", number) else ""


def _state_division(code: str) -> str:
    return f"ocd-division/country:us/{_STATE_LIKE.get(code, 'state')}:{code}" if code in _STATES else ""
