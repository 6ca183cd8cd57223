"""Collections of any size to measure how questions grow: one like a city's, and ones that are as bad as they can be."""

import gc
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import nmpolicy as nm

FIRST = date(2001, 1, 1)
_DAYS = 9_000  # the days after the first on which something happens, until 2025


def day(number: float) -> str:
    """Return the date that is a number of days after the first, again from the first where they end."""
    return (FIRST + timedelta(days=int(number) % _DAYS)).isoformat()


def spread(number: int, count: int) -> str:
    """Return the date of one of some things that are spread evenly over all days, in order."""
    return day(number * _DAYS // max(count, 1))


def order(id: str, *milestones: tuple[str, str | None], **more: Any) -> nm.Order:
    """Return an order, by default of the mayor, with its milestones as pairs of a stage and a date."""
    stages = [nm.Milestone(stage=stage, date=day) for stage, day in milestones]
    given: dict[str, Any] = {
        "kind": "executive-order",
        "title": f"Order {id}",
        "issued_by": ["mayor"],
        "milestones": stages,
    }
    return nm.Order(id=id, **given | more)


def provision(id: str, instrument: str, **more: Any) -> nm.Provision:
    """Return a duty of the police to report, unless other things are given."""
    given: dict[str, Any] = {"kind": "regulative", "deontic": ["obligation"], "aim": "report", "bearers": ["police"]}
    return nm.Provision(id=id, instrument=instrument, **given | more)


def frame() -> Iterator[nm.Record]:
    """Yield the records that every collection has: a city, its police, a mayor and a source."""
    yield nm.Source(id="source", kind="official-document", title="A list", date="2025-12-31")
    yield nm.Organization(id="city", name="A city", classification="government")
    yield nm.Organization(id="police", name="Its police", classification="department", parent="city")
    yield nm.Post(id="mayor", name="Mayor", organization="city", maximum_memberships=1)
    yield nm.Person(id="jane", name="Jane Roe")
    yield nm.Membership(id="term", member="jane", post="mayor", start_date="2001-01-01")


def city(size: int) -> Iterator[nm.Record]:
    """Yield the records of a city: orders that others extend, amend and repeal, with duties, statements and events."""
    rng = random.Random(2025)
    orders = size * 15 // 100
    chain: list[str] = []
    yield from _officials(size // 10)
    for number in range(orders):
        id, signed = f"eo-{number}", spread(number, orders)
        ends = (day(number * _DAYS // orders + 30),) if chain or rng.random() < 0.1 else ()  # noqa: PLR2004
        stages = [("signed", signed), ("issued", signed), *(("expired", end) for end in ends)]
        by: dict[str, Any] = {
            "issued_by": [f"post-{number % (size // 100 + 1)}"],
            "number": f"{signed[:4]}-{number}",
            "series": "EO",
        }
        yield order(id, *stages, title=f"{_words(rng, 5)} {number}", summary=_words(rng, 20), **by)
        predicate = (
            "extends" if chain and ends else rng.choice(["amends", "repeals", "cites", "suspends", "implements"])
        )
        object = chain[-1] if chain else f"eo-{rng.randrange(max(0, number - 200), number + 1)}"
        yield nm.Relation(id=f"r-{number}", subject=id, predicate=predicate, object=object)
        chain = [*chain, id] if ends and len(chain) < 12 else []  # noqa: PLR2004
        yield nm.Relation(id=f"c-{number}", subject=id, predicate="cites", object=f"eo-{rng.randrange(orders)}")
    for number in range(size // 4):
        instrument, department = f"eo-{rng.randrange(orders)}", f"department-{rng.randrange(size // 20)}"
        when: Any = rng.choice(
            [{}, {"deadline": nm.Deadline(within="P30D", after="signed")}, {"recurrence": "FREQ=YEARLY"}]
        )
        yield provision(f"p-{number}", instrument, bearers=[department], section=f"Section {number % 9}", **when)
    for number in range(size // 10):
        target = nm.TargetStance(target=f"eo-{rng.randrange(orders)}", stance=rng.choice(["support", "oppose"]))
        speaker, date = f"person-{rng.randrange(size // 20)}", day(rng.randrange(_DAYS))
        yield nm.Statement(id=f"s-{number}", speakers=[speaker], stances=[target], date=date, summary=_words(rng, 12))
        about: dict[str, Any] = {"kind": "hearing", "name": _words(rng, 4), "about": [f"eo-{rng.randrange(orders)}"]}
        yield nm.Event(id=f"e-{number}", start_date=date, **about)


def _officials(number: int) -> Iterator[nm.Record]:
    """Yield departments in a tree, and posts that people hold in turn."""
    for each in range(number // 2):
        parent = f"department-{(each - 1) // 10}" if each else "city"
        kind: dict[str, Any] = {"classification": "department", "parent": parent}
        yield nm.Organization(id=f"department-{each}", name=f"Department {each}", **kind)
        yield nm.Person(id=f"person-{each}", name=f"Jane {_WORDS[each % len(_WORDS)].title()} {each}")
        post = each // 5
        if each % 5 == 0:
            yield nm.Post(id=f"post-{post}", name=f"Director {post}", organization=f"department-{post}")
        days: dict[str, Any] = {"start_date": day(each % 5 * 1700), "end_date": day(each % 5 * 1700 + 1699)}
        yield nm.Membership(id=f"m-{each}", member=f"person-{each}", post=f"post-{post}", **days)


_WORDS = [
    "agency",
    "annual",
    "budget",
    "council",
    "emergency",
    "facility",
    "housing",
    "labor",
    "park",
    "permit",
    "water",
]


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(_WORDS, k=count))


def one_holder(size: int) -> Iterator[nm.Record]:
    """Yield as many terms of one holder of one post as official acts in them."""
    for each in range(size // 2):
        first = spread(each, size // 2)
        yield nm.Membership(id=f"m-{each}", member="jane", post="mayor", start_date=first, end_date=first)
        signed = nm.Milestone(stage="signed", date=first, by=["jane"])
        yield order(f"eo-{each}", milestones=[signed])


def one_open_holder(size: int) -> Iterator[nm.Record]:
    """Yield terms of one holder without ends, and official acts in them."""
    for each in range(size // 2):
        yield nm.Membership(id=f"m-{each}", member="jane", post="mayor", start_date=spread(each, size // 2))
        signed = nm.Milestone(stage="signed", date=spread(each, size // 2), by=["jane"])
        yield order(f"eo-{each}", milestones=[signed])


def one_term(size: int) -> Iterator[nm.Record]:
    """Yield the official acts and the statements of one holder in one long term."""
    for each in range(size // 2):
        signed = nm.Milestone(stage="signed", date=spread(each, size // 2), by=["jane"])
        yield order(f"eo-{each}", milestones=[signed])
        said: dict[str, Any] = {"speakers": ["jane"], "capacity": "mayor", "date": spread(each, size // 2)}
        yield nm.Statement(id=f"s-{each}", **said)


def one_post(size: int) -> Iterator[nm.Record]:
    """Yield people who held one post one after another, each with an official act."""
    for each in range(size // 3):
        first = spread(each, size // 3)
        yield nm.Person(id=f"person-{each}", name=f"Person {each}")
        yield nm.Membership(id=f"m-{each}", member=f"person-{each}", post="mayor", start_date=first)
        yield order(f"eo-{each}", milestones=[nm.Milestone(stage="signed", date=first, by=[f"person-{each}"])])


def many_posts(size: int) -> Iterator[nm.Record]:
    """Yield posts that one person holds."""
    for each in range(size // 2):
        yield nm.Post(id=f"post-{each}", name=f"Post {each}", organization="city")
        yield nm.Membership(id=f"m-{each}", member="jane", post=f"post-{each}", start_date=spread(each, size))


def many_groups(size: int) -> Iterator[nm.Record]:
    """Yield groups of which one person is a member, and which a provision binds each."""
    yield order("eo-0", ("signed", FIRST.isoformat()))
    for each in range(size // 3):
        yield nm.Organization(id=f"group-{each}", name=f"Group {each}", classification="group", parent="city")
        dates: dict[str, Any] = {"start_date": spread(each, size)}
        yield nm.Membership(id=f"m-{each}", member="jane", organization=f"group-{each}", **dates)
        yield provision(f"p-{each}", "eo-0", bearers=[f"group-{each}"])


def provisions(size: int) -> Iterator[nm.Record]:
    """Yield one order with many provisions: with deadlines, recurrences, days and sections of their own."""
    yield order("eo-0", ("signed", FIRST.isoformat()))
    ways: Any = [
        {"deadline": nm.Deadline(within="P30D", after="signed")},
        {"recurrence": "FREQ=MONTHLY;BYMONTHDAY=1"},
        {"start_date": "2020-01-01"},
        {"end_date": "2024-12-31"},
    ]
    for each in range(size):
        yield provision(f"p-{each}", "eo-0", section=f"Section {each}", **ways[each % len(ways)])


def extended_sections(size: int) -> Iterator[nm.Record]:
    """Yield one order with many provisions, and orders that extend or repeal a section each."""
    yield order("eo-0", ("signed", FIRST.isoformat()), ("expired", "2002-01-01"))
    for each in range(size // 3):
        yield provision(f"p-{each}", "eo-0", section=f"Section {each}")
        yield order(f"eo-{each + 1}", ("signed", "2001-06-01"))
        acts: dict[str, Any] = {"predicate": "repeals" if each % 3 == 0 else "extends", "section": f"Section {each}"}
        yield nm.Relation(id=f"r-{each}", subject=f"eo-{each + 1}", object="eo-0", **acts)


def unnumbered_sections(size: int) -> Iterator[nm.Record]:
    """Yield one order with provisions and relations that may be about any of them."""
    yield order("eo-0", ("signed", FIRST.isoformat()))
    number = int(size**0.5)  # each pair matters, so the answer is as large as the collection
    for each in range(number):
        yield provision(f"p-{each}", "eo-0", section=f"the {each}th paragraph")
        yield order(f"eo-{each + 1}", ("signed", "2001-06-01"))
        yield nm.Relation(
            id=f"r-{each}", subject=f"eo-{each + 1}", predicate="suspends", object="eo-0", section=f"n {each}"
        )
    for each in range(size - 3 * number):
        yield nm.Person(id=f"person-{each}", name=f"Person {each}")


def milestones(size: int) -> Iterator[nm.Record]:
    """Yield one order with many milestones, and provisions with a deadline after its stages."""
    stages = ["suspended", "reinstated", "amended", "expired", "effective"]
    reached = [("signed", FIRST.isoformat())]
    reached += [(stages[each % len(stages)], spread(each, size // 2)) for each in range(size // 2)]
    yield order("eo-0", *reached)
    for each in range(size // 2):
        after = nm.Deadline(within="P30D", after=["signed", "expired", "amended"][each % 3])
        yield provision(f"p-{each}", "eo-0", deadline=after)


def undated_milestones(size: int) -> Iterator[nm.Record]:
    """Yield one order with many milestones without dates, and relations to it."""
    stages = ["signed", "suspended", "reinstated", "rescinded"]
    milestones = [nm.Milestone(stage=stages[each % len(stages)]) for each in range(size // 2)]
    yield order("eo-0", milestones=milestones, evidence=[nm.Evidence(source="source")])
    for each in range(size // 4):
        yield order(f"eo-{each + 1}", ("signed", spread(each, size // 4)))
        yield nm.Relation(id=f"r-{each}", subject="eo-0", predicate="amends", object=f"eo-{each + 1}")


def one_target(size: int) -> Iterator[nm.Record]:
    """Yield statements of which each has a stance on one order."""
    yield order("eo-0", ("signed", FIRST.isoformat()))
    for each in range(size):
        stance = nm.TargetStance(target="eo-0", stance="support" if each % 2 else "oppose")
        yield nm.Statement(id=f"s-{each}", speakers=["jane"], date=spread(each, size), stances=[stance])


def one_object(size: int, *predicates: str) -> Iterator[nm.Record]:
    """Yield orders that all act on one order."""
    yield order("eo-0", ("signed", FIRST.isoformat()), ("expired", "2002-01-01"))
    for each in range(size // 2):
        yield order(f"eo-{each + 1}", ("signed", spread(each, size // 2)))
        acts: dict[str, Any] = {"predicate": predicates[each % len(predicates)], "end_date": day(each * 7 + 60)}
        ends: dict[str, Any] = (
            acts if acts["predicate"] in {"extends", "suspends"} else {"predicate": acts["predicate"]}
        )
        yield nm.Relation(id=f"r-{each}", subject=f"eo-{each + 1}", object="eo-0", **ends)


def one_year(size: int) -> Iterator[nm.Record]:
    """Yield orders that each suspend one order for four days, all in one year."""
    yield order("eo-0", ("signed", FIRST.isoformat()))
    first = (date(2024, 1, 1) - FIRST).days
    for each in range(size // 2):
        yield order(f"eo-{each + 1}", ("signed", day(first + each % 366)))
        ends = day(first + each % 366 + 3)
        yield nm.Relation(id=f"r-{each}", subject=f"eo-{each + 1}", predicate="suspends", object="eo-0", end_date=ends)


def one_subject(size: int, *predicates: str) -> Iterator[nm.Record]:
    """Yield orders on which one order acts."""
    yield order("eo-0", ("signed", "2020-01-01"), ("expired", "2021-01-01"))
    for each in range(size // 2):
        yield order(f"eo-{each + 1}", ("signed", spread(each, size // 2)), ("expired", "2020-12-31"))
        predicate = predicates[each % len(predicates)]
        yield nm.Relation(id=f"r-{each}", subject="eo-0", predicate=predicate, object=f"eo-{each + 1}")


def chain(size: int, predicate: str, *, expires: bool = False, ring: bool = False) -> Iterator[nm.Record]:
    """Yield orders of which each acts on the one before; with `ring`, the first acts on the last."""
    number = size // 3
    for each in range(number):
        first = each * _DAYS // number
        yield order(f"eo-{each}", ("signed", day(first)), *([("expired", day(first + 30))] if expires else []))
        yield provision(f"p-{each}", f"eo-{each}", deadline=nm.Deadline(within="P30D", after="expired"))
        if each or ring:
            object = f"eo-{each - 1 if each else number - 1}"
            yield nm.Relation(id=f"r-{each}", subject=f"eo-{each}", predicate=predicate, object=object)


def lifted(size: int) -> Iterator[nm.Record]:
    """Yield suspensions of one order, each of which another order lifts."""
    yield order("eo-0", ("signed", FIRST.isoformat()))
    for each in range(size // 4):
        first = each * _DAYS // (size // 4)
        yield order(f"a-{each}", ("signed", day(first)))
        yield order(f"b-{each}", ("signed", day(first + 1)))
        yield nm.Relation(id=f"s-{each}", subject=f"a-{each}", predicate="suspends", object="eo-0")
        yield nm.Relation(id=f"l-{each}", subject=f"b-{each}", predicate="lifts", object="eo-0")


def tree(size: int) -> Iterator[nm.Record]:
    """Yield organizations of which each is a part of the one before, with a post and a duty in each."""
    yield order("eo-0", ("signed", FIRST.isoformat()))
    for each in range(size // 3):
        parent = f"body-{each - 1}" if each else "city"
        yield nm.Organization(id=f"body-{each}", name=f"Body {each}", classification="department", parent=parent)
        yield nm.Post(id=f"post-{each}", name="Head", organization=f"body-{each}")
        yield provision(f"p-{each}", "eo-0", bearers=[f"body-{each}"])
    last = f"post-{size // 3 - 1}"
    yield nm.Membership(id="of-the-last", member="jane", post=last, start_date="2001-01-01")


def deep_posts(size: int) -> Iterator[nm.Record]:
    """Yield a deep tree of organizations, with a post of one person in each."""
    for each in range(size // 3):
        parent = f"body-{each - 1}" if each else "city"
        yield nm.Organization(id=f"body-{each}", name=f"Body {each}", classification="department", parent=parent)
        yield nm.Post(id=f"post-{each}", name="Head", organization=f"body-{each}")
        yield nm.Membership(id=f"m-{each}", member="jane", post=f"post-{each}", start_date="2001-01-01")


def one_number(size: int) -> Iterator[nm.Record]:
    """Yield orders of one series that all have one number, one title and one date."""
    for each in range(size):
        yield order(f"eo-{each}", ("signed", "2020-01-01"), series="EO", number="2020-1", title="Curfew")


def numbers(size: int) -> Iterator[nm.Record]:
    """Yield orders of one series whose numbers contradict their dates, with gaps."""
    for each in range(size):
        signed = spread(each * 7919 % size, size)
        yield order(f"eo-{each}", ("signed", signed), series="EO", number=str(each * 3), title="Curfew")


def one_event(size: int) -> Iterator[nm.Record]:
    """Yield one event and one statement about many orders, and events that publish one order."""
    ids = [f"eo-{each}" for each in range(size // 2)]
    for each, id in enumerate(ids):
        yield order(id, ("signed", spread(each, len(ids))))
        yield nm.Event(
            id=f"e-{each}", kind="publication", name="Printed", start_date=spread(each, len(ids)), about=["eo-0"]
        )
    yield nm.Event(id="all", kind="hearing", name="All of them", start_date="2020-01-01", about=ids)
    stances = [nm.TargetStance(target=id, stance="support") for id in ids]
    yield nm.Statement(id="on-all", speakers=["jane"], date="2020-01-01", stances=stances)


#: The records of each shape for a number of records, besides the frame.
SHAPES: Mapping[str, Callable[[int], Iterator[nm.Record]]] = {
    "a city": city,
    "one holder's terms": one_holder,
    "its terms without end": one_open_holder,
    "one long term": one_term,
    "holders of one post": one_post,
    "posts of one person": many_posts,
    "groups of one person": many_groups,
    "one order's provisions": provisions,
    "extended sections": extended_sections,
    "ambiguous sections": unnumbered_sections,
    "one order's milestones": milestones,
    "milestones undated": undated_milestones,
    "stances on one order": one_target,
    "extensions of one": lambda n: one_object(n, "extends"),
    "suspensions of one": lambda n: one_object(n, "suspends"),
    "suspended every day": one_year,
    "repeals of one": lambda n: one_object(n, "repeals", "rescinds", "supersedes"),
    "all acts on one": lambda n: one_object(n, "amends", "extends", "suspends", "lifts", "repeals", "commences"),
    "acts of one": lambda n: one_subject(n, "amends", "extends", "suspends", "repeals", "supersedes"),
    "suspended and lifted": lifted,
    "chain of successors": lambda n: chain(n, "supersedes"),
    "chain of amendments": lambda n: chain(n, "amends"),
    "chain of extensions": lambda n: chain(n, "extends", expires=True),
    "chain, one end": lambda n: chain(n, "extends"),
    "chain of suspensions": lambda n: chain(n, "suspends"),
    "ring of extensions": lambda n: chain(n, "extends", expires=True, ring=True),
    "ring of repeals": lambda n: chain(n, "repeals", ring=True),
    "ring of suspensions": lambda n: chain(n, "suspends", ring=True),
    "deep tree": tree,
    "posts in a deep tree": deep_posts,
    "one number": one_number,
    "numbers out of order": numbers,
    "one event about all": one_event,
}


@lru_cache(maxsize=4)
def records(shape: str, size: int) -> tuple[nm.Record, ...]:
    """Return the records of a shape, about so many. They are kept, and the collector of garbage passes over them."""
    found = (*frame(), *SHAPES[shape](size))
    gc.freeze()
    return found


def collection(shape: str, size: int) -> nm.Collection:
    """Return a collection of a shape with about so many records, of which nothing has been asked."""
    return nm.Collection.of(records(shape, size), id="growth", title="Generated to measure growth")
