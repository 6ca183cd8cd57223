"""Ids that do not depend on the order of the input, or on who else is in it."""

import itertools
import random

import nmpolicy as nm
from each_case import each_case
from nmpolicy.imports.pending_records import (
    Key,
    PendingRecords,
    add_membership,
    named_id,
    settled_ids,
    short_form,
    slug_or,
)


def person(pending: PendingRecords, name: str, foreign_id: str) -> Key:
    key = ("person", foreign_id)
    pending.add(key, [named_id(name, foreign_id, "person")], lambda own, _: nm.Person(id=own, name=name))
    return key


def ids(people: list[tuple[str, str]]) -> dict[str, str]:
    """Return the id of each person by the id of the other program."""
    wanted: dict[Key, list[str]] = {
        ("person", foreign): [named_id(name, foreign, "person")] for name, foreign in people
    }
    return {str(key[1]): id for key, id in settled_ids(wanted).items()}


NAMES = ["Jo Li", "Jo Li", "JO LI", "Li 8", "", "李", "Jo Li 7"]
FOREIGN = [
    "7",
    "8",
    "a/7",
    "b/7",
    "jo-li",
    "0a1b2c3d-0000-4000-8000-000000000000",
    "0a1b2c3d-0000-4000-8000-00000000000f",
]


def test_every_order_gives_the_same_ids_and_no_id_twice() -> None:
    people = list(zip(NAMES, FOREIGN, strict=True))
    expected = ids(people)
    assert len(set(expected.values())) == len(people)
    for order in itertools.islice(itertools.permutations(people), 0, 5040, 37):
        assert ids(list(order)) == expected


def test_a_namesake_does_not_change_an_id() -> None:
    randomly = random.Random(16)  # noqa: S311  # always the same
    people = [(randomly.choice(NAMES), f"{randomly.getrandbits(128):032x}") for _ in range(300)]
    people = [(name, "-".join((id[:8], id[8:12], id[12:16], id[16:20], id[20:]))) for name, id in people]
    everyone = ids(people)
    for size in (1, 10, 299):
        some = ids(people[:size])
        assert some == {id: everyone[id] for id in some}
    assert everyone[people[0][1]].endswith(people[0][1][:8])


def test_ids_that_still_collide_get_a_digest_of_their_keys() -> None:
    wanted: dict[Key, list[str]] = {("a",): ["x"], ("b",): ["x"], ("c",): ["x", "y"], ("d",): ["y"]}
    found = settled_ids(wanted)
    assert len(set(found.values())) == len(wanted)
    assert found["d",] == "y" or found["d",].startswith("y-")
    assert all(id.startswith(("x-", "y")) for id in found.values())
    assert found == settled_ids(dict(reversed([*wanted.items()])))


@each_case(
    ("foreign_id", "short"),
    [
        ("ocd-person/180ddc37-53e9-45aa-93d5-5a521e6e395f", "180ddc37"),
        ("180DDC37-53E9-45AA-93D5-5A521E6E395F", "180ddc37"),
        ("legislature/albury_city_council", "albury-city-council"),
        ("https://example.org/people/12/", "12"),
        ("женщина", short_form("женщина")),
        ("x" * 25, short_form("x" * 25)),
        ("", ""),
    ],
)
def test_the_short_form_of_a_foreign_id(foreign_id: str, short: str) -> None:
    assert short_form(foreign_id) == short
    assert len(short) <= 24


def test_a_text_without_a_slug() -> None:
    assert slug_or("李", "!", "person") == "person"
    assert slug_or("李") == "unnamed"


def test_memberships_have_the_first_day_in_their_ids() -> None:
    pending = PendingRecords()
    jane = person(pending, "Jane Roe", "1")
    post = ("post", "mayor")
    pending.add(post, ["mayor"], lambda own, _: nm.Post(id=own, name="Mayor"))
    first, second = nm.PartialDate("2019-01-01"), nm.PartialDate("2023~")
    assert add_membership(pending, jane, post=post, start=first, end=second)
    assert not add_membership(pending, jane, post=post, start=first, end=second)
    assert add_membership(pending, jane, post=post, start=second)
    assert add_membership(pending, jane, post=post, end=nm.PartialDate("2014"))
    assert add_membership(pending, jane, post=post, end=nm.PartialDate("2016"))
    assert add_membership(pending, jane, role="Guest")
    assert add_membership(pending, jane)
    assert [record.id for record in pending.settled() if isinstance(record, nm.Membership)] == [
        "jane-roe-1.guest",
        "jane-roe-1.mayor.2019-01-01",
        "jane-roe-1.mayor.2023",
        "jane-roe-1.mayor.to-2014",
        "jane-roe-1.mayor.to-2016",
        "jane-roe-1.unnamed",
    ]
