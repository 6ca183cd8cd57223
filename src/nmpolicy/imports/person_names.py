"""Names of people and of parties, as Popolo and Open States write them."""

from collections.abc import Iterable

from nmpolicy.imports.input_items import InputItem
from nmpolicy.queries.find_actors import folded_name
from nmpolicy.vocabulary.terms import OrganizationClassification as Kind

#: Words in place of a party for people who belong to none.
_NO_PARTY = frozenset(
    {"independent", "nonpartisan", "no party", "no party affiliation", "unaffiliated", "undeclared", "unenrolled"}
)

_NAME_PARTS = (
    *("given_name", "given_names", "additional_name", "middle_name", "family_name", "suffix"),
    *("honorific_prefix", "honorific_suffix", "sort_name", "patronymic_name"),
)


def party_kind(name: str) -> Kind:
    """Return the kind of organization that a party is: a group if the name means people without a party.

    >>> party_kind("Republican").value, party_kind("Independent").value
    ('party', 'group')
    """
    return Kind.GROUP if name.casefold() in _NO_PARTY else Kind.PARTY


def other_names(name: str, names: Iterable[str]) -> list[str]:
    """Return names without blanks, repetitions and the main name.

    >>> other_names("Jane Roe", ["J. Roe", "", "Jane Roe", "J. Roe"])
    ['J. Roe']
    """
    return list(dict.fromkeys(each for each in names if each not in {"", name}))


def skip_name_parts(item: InputItem, name: str) -> None:
    """Count the parts of a person's name as read, except for those with words that the name does not have."""
    words = set(folded_name(name).split())
    for part in _NAME_PARTS:
        value = item.value.get(part)
        if isinstance(value, str) and words.issuperset(folded_name(value).split()):
            item.skip(part)
