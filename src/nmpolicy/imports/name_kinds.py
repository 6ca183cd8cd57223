"""Names in lists of sponsors and signers: the kind of actor that each refers to, judged by its words."""

import re
from enum import Enum, auto
from functools import lru_cache

from nmpolicy.vocabulary.folding import fold

_PUNCTUATION = re.compile(r"[,.;:\"]")
#: Words before the name of a member.
_TITLES = frozenset(
    [
        "alderman",
        "alderperson",
        "alderwoman",
        "chair",
        "chairman",
        "chairperson",
        "chairwoman",
        "commissioner",
        "councillor",
        "councilman",
        "councilmember",
        "councilor",
        "councilwoman",
        "member",
        "president",
        "speaker",
        "supervisor",
    ]
)
_SMALL_WORDS = frozenset(["a", "and", "at", "by", "for", "large", "of", "on", "pro", "tem", "the", "vice", "&"])
#: Names of bodies, sponsors and movers that are offices.
_OFFICES = frozenset(
    {
        "mayor",
        "the mayor",
        "city manager",
        "county manager",
        "county executive",
        "city clerk",
        "county clerk",
        "city attorney",
        "county attorney",
        "city auditor",
        "city controller",
        "public advocate",
    }
)
#: Names of sponsors and voters that do not refer to anyone.
_NOBODY = frozenset({"by request", "vacant", "vacancy", "none", "n/a", "various", "unknown", "tbd"})
#: Words in the name of an organization that none of its members has in theirs.
_ORGANIZATION_WORDS = frozenset(
    [
        "administration",
        "agency",
        "authority",
        "board",
        "bureau",
        "city",
        "commission",
        "committee",
        "council",
        "county",
        "department",
        "division",
        "office",
        "subcommittee",
    ]
)


class NameKind(Enum):
    """The kind of actor that a name in a list of sponsors or movers refers to."""

    PERSON = auto()
    ORGANIZATION = auto()
    OFFICE = auto()
    NOBODY = auto()


def kind_of_name(name: str) -> NameKind:
    """Return the kind of actor that a name refers to, judged by its words.

    >>> kind_of_name("Council Member Ana Bass"), kind_of_name("Committee on Finance")
    (<NameKind.PERSON: 1>, <NameKind.ORGANIZATION: 2>)
    >>> kind_of_name("Council President"), kind_of_name("By Request of the Mayor")
    (<NameKind.OFFICE: 3>, <NameKind.NOBODY: 4>)
    """
    known = comparable(name)
    if not known or known in _NOBODY or known.startswith("by request"):
        return NameKind.NOBODY
    words = {*known.split()}
    titles, organizations = words & _TITLES, words & _ORGANIZATION_WORDS
    if known in _OFFICES or (titles and not words - titles - organizations - _SMALL_WORDS):
        return NameKind.OFFICE
    return NameKind.ORGANIZATION if organizations and not titles else NameKind.PERSON


@lru_cache(maxsize=10_000)  # the same names occur many times
def comparable(name: str) -> str:
    """Return a name as it is compared with others: without case, accents, punctuation and repeated blanks.

    >>> comparable("Approved,  by Council "), comparable("*Rules & Legislation Committee")
    ('approved by council', 'rules & legislation committee')
    """
    return folded_words(name).strip("*").strip()


def folded_words(name: str) -> str:
    """Return the words of a name without case, accents and punctuation."""
    return " ".join(_PUNCTUATION.sub(" ", fold(name)).split())
