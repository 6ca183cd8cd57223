"""Extensions, compared with a calendar in which each day follows from the day before it."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice, product
from typing import Any

import attrs
import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.queries.three_valued import all_of
from query_helpers import collected, reached

DAYS = range(1, 9)
#: Subject and object of each relation that may be drawn: chains, and several extensions of one order.
PAIRS = [("b", "a"), ("c", "b"), ("c", "a"), ("d", "a"), ("d", "c")]


def day(number: int) -> str:
    return (date(2019, 12, 31) + timedelta(days=number)).isoformat()


def number(written: Any) -> int:
    return (date.fromisoformat(written) - date(2019, 12, 31)).days


def order(id: str, signed: str, expired: str | None, rescinded: str | None) -> nm.Order:
    stages = [f"signed {signed}"]
    stages += [f"expired {expired}"] if expired else []
    stages += [f"rescinded {rescinded}"] if rescinded else []
    return nm.Order(id=id, kind="emergency-order", title=id, milestones=reached(*stages))


def drawn(chance: random.Random, days: range = range(1, 8)) -> nm.Collection:
    """Orders that expire, are rescinded or do not end, and what extends them."""
    made: list[nm.Record] = []
    for id in "abcd":
        expired = day(chance.choice(days)) if chance.random() < 0.6 else None
        rescinded = day(chance.choice(days)) if chance.random() < 0.1 else None
        made.append(order(id, day(chance.choice(days)), expired, rescinded))
    for place, (subject, object) in enumerate(chance.sample(PAIRS, chance.randint(1, 4))):
        effective = day(chance.choice(days)) if chance.random() < 0.2 else None
        end = day(chance.choice(days)) if chance.random() < 0.3 else None
        names: dict[str, Any] = {"subject": subject, "object": object, "effective_date": effective, "end_date": end}
        made.append(nm.Relation(id=f"r-{place}", predicate="extends", **names))
    return collected(*made)


class Calendar:
    """A slow reference in which each date is an exact day; `ends` are the last days of extensions that have none."""

    def __init__(self, collection: nm.Collection, ends: dict[str, int]) -> None:
        self.collection = collection
        self.stages = stages_of(collection)
        self.ends = ends
        self.alive = cache(self._alive)

    def extending(self, id: str) -> list[nm.Relation]:
        return [each for each in self.collection.relations if each.object == id]

    def works(self, relation: nm.Relation) -> bool:
        since = begins(self.collection, relation)
        if relation.end_date and number(relation.end_date) < since:
            return False
        return self.alive(relation.subject, since) and not self.rescinded(relation.subject, since)

    def rescinded(self, id: str, on: int) -> bool:
        return self.stages[id].get("rescinded", 99) <= on

    def lives(self, relation: nm.Relation, on: int) -> bool:
        """Return whether an extension reaches a day."""
        if on < begins(self.collection, relation) or not self.works(relation):
            return False
        if relation.id in self.ends:
            return on <= self.ends[relation.id]
        if relation.end_date:
            return on <= number(relation.end_date)
        return self.alive(relation.subject, on) and not self.rescinded(relation.subject, on)

    def _alive(self, id: str, on: int) -> bool:
        if on < 1:
            return True
        if "expired" in self.stages[id]:
            if on <= self.stages[id]["expired"]:
                return True
        elif not any(
            self.works(each) and begins(self.collection, each) <= on
            for each in self.extending(id)
            if has_end(self.collection, each)
        ):
            return True
        return self.alive(id, on - 1) and any(self.lives(each, on) for each in self.extending(id))

    def in_force(self, id: str, on: int) -> bool:
        return self.stages[id]["signed"] <= on and not self.rescinded(id, on) and self.alive(id, on)


def stages_of(collection: nm.Collection) -> dict[str, dict[str, int]]:
    return {each.id: {str(m.stage): number(m.date) for m in each.milestones} for each in collection.orders}


def begins(collection: nm.Collection, relation: nm.Relation) -> int:
    own = relation.effective_date
    return number(own) if own else stages_of(collection)[relation.subject]["signed"]


def has_end(collection: nm.Collection, relation: nm.Relation) -> bool:
    """Return whether an extension has an end on record: its own, that of its subject, or of an extension of that."""
    own = stages_of(collection)[relation.subject].keys() & {"expired", "rescinded"}
    further = (each for each in collection.relations if each.object == relation.subject)
    return bool(relation.end_date or own) or any(has_end(collection, each) for each in further)


def calendars(collection: nm.Collection) -> Iterator[Calendar]:
    """One calendar for each way in which the extensions may end whose end is not on record."""
    open_ends: dict[str, list[int]] = {}
    for each in collection.relations:
        since, rescinded = begins(collection, each), stages_of(collection)[each.subject].get("rescinded", 99)
        if not has_end(collection, each):
            open_ends[each.id] = [*range(since, 11), 99]
        elif each.end_date and since <= number(each.end_date) >= rescinded:
            open_ends[each.id] = [*range(max(since, rescinded - 1), number(each.end_date) + 1)]
    for chosen in product(*open_ends.values()):
        yield Calendar(collection, dict(zip(open_ends, chosen, strict=True)))


@each_case("seed", range(60))
def test_extensions_agree_with_a_calendar_on_each_day(seed: int) -> None:
    collection = drawn(random.Random(seed))  # noqa: S311  # the same in each run
    worlds = [*islice(calendars(collection), 200)]  # enough for all of these seeds
    for id in "abcd":
        shown: list[bool | None] = []
        for on in DAYS:
            answers = {each.in_force(id, on) for each in worlds}
            shown.append(answers.pop() if len(answers) == 1 else None)
        assert [nm.in_force(collection, id, day(on)).answer for on in DAYS] == shown
        week = nm.in_force(collection, id, "2020-01").answer
        assert week is (None if week is None else all_of(shown))


@each_case("seed", range(40))
def test_extensions_with_rough_dates_are_decided_only_if_each_meaning_agrees(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same in each run
    collection = drawn(chance, range(2, 7))
    dated = [each for each in collection.orders if len(each.milestones) > 1] or [*collection.orders]
    rough = chance.choice(dated)
    exact = number(rough.milestones[-1].date)

    def meant(written: str) -> nm.Collection:
        last = attrs.evolve(rough.milestones[-1], date=written)
        return collection.replace(attrs.evolve(rough, milestones=[*rough.milestones[:-1], last]))

    meanings = [meant(day(exact + step)) for step in (-1, 0, 1)]
    in_order = [each for each in meanings if in_listed_order(each, rough.id)]
    unclear = meant(day(exact) + "~")
    for id in "abcd":
        for on in DAYS:
            answer = nm.in_force(unclear, id, day(on)).answer
            assert answer is None or {nm.in_force(each, id, day(on)).answer for each in in_order or meanings} == {
                answer
            }


def in_listed_order(collection: nm.Collection, id: str) -> bool:
    dates = [*stages_of(collection)[id].values()]
    return dates == sorted(dates)


def extends(subject: str, object: str, **more: Any) -> nm.Relation:
    return nm.Relation(id=f"{subject}-{object}", subject=subject, predicate="extends", object=object, **more)


def asked(collection: nm.Collection, id: str, on: str) -> tuple[bool | None, list[str]]:
    found = nm.in_force(collection, id, on)
    return found.answer, [reason.label for reason in found.reasons]


def test_an_extension_is_told_with_its_last_day() -> None:
    first, second = order("a", "2021-05-01", "2021-05-10", None), order("b", "2021-05-09", "2021-05-20", None)
    collection = collected(first, second, extends("b", "a"))
    through = "extended by b from 2021-05-09 through 2021-05-20"
    assert asked(collection, "a", "2021-05-10") == (True, ["signed 2021-05-01"])
    assert asked(collection, "a", "2021-05-20") == (True, ["signed 2021-05-01", through])
    assert asked(collection, "a", "2021-05-21") == (False, ["expired 2021-05-10", through])
    assert asked(collection, "a", "2021-05") == (None, ["signed 2021-05-01", through, "expired 2021-05-10"])


def test_what_had_expired_is_not_revived() -> None:
    first = order("a", "2021-05-01", "2021-05-10", None)
    for signed, answer in (("2021-05-11", True), ("2021-05-12", False)):
        collection = collected(first, order("b", signed, "2021-05-30", None), extends("b", "a"))
        assert nm.in_force(collection, "a", "2021-05-15").answer is answer
    assert asked(collection, "a", "2021-05-15") == (False, ["expired 2021-05-10"])


def test_an_order_without_an_expiry_ends_with_what_extends_it() -> None:
    collection = collected(
        order("a", "2021-05-01", None, None),
        order("b", "2021-06-01", "2021-06-30", None),
        order("c", "2021-06-29", None, None),
        extends("b", "a"),
        extends("c", "b", end_date="2021-07-15"),
    )
    assert nm.in_force(collection, "a", "2021-07-15").answer is True
    through = "extended by b from 2021-06-01 through 2021-07-15"
    assert asked(collection, "a", "2021-07-16") == (False, [through])
    open_one = collected(order("a", "2021-05-01", None, None), order("b", "2021-06-01", None, None), extends("b", "a"))
    extended = "extended by b on 2021-06-01"
    assert asked(open_one, "a", "2030") == (True, ["signed 2021-05-01", extended, "no end is recorded"])


def test_an_extension_that_failed_or_was_rescinded_extends_nothing() -> None:
    first = order("a", "2021-05-01", "2021-05-10", None)
    failed = nm.Measure(id="b", kind="resolution", title="B", milestones=reached("failed 2021-05-09"))
    assert asked(collected(first, failed, extends("b", "a")), "a", "2021-05-15") == (False, ["expired 2021-05-10"])
    ended = order("b", "2021-05-09", "2021-05-30", "2021-05-12")
    collection = collected(first, ended, extends("b", "a"))
    assert [nm.in_force(collection, "a", f"2021-05-{on}").answer for on in (11, 12)] == [True, False]


def test_a_chain_of_thousands_is_followed() -> None:
    days = [date(2020, 3, 1) + timedelta(days=5 * place) for place in range(1500)]
    orders = [order(f"e-{n}", d.isoformat(), (d + timedelta(days=5)).isoformat(), None) for n, d in enumerate(days)]
    chain = [extends(f"e-{n + 1}", f"e-{n}") for n in range(1499)]
    chain += [extends(f"e-{n}", "e-0") for n in range(2, 1500)]
    collection = collected(*orders, *chain)
    last = days[-1] + timedelta(days=5)
    assert {each.answer for each in nm.in_force_all(collection, last.isoformat())} == {True}
    assert {each.answer for each in nm.in_force_all(collection, (last + timedelta(days=1)).isoformat())} == {False}


def test_extensions_in_a_circle_are_undecided_past_their_ends() -> None:
    both = [order("a", "2021-05-01", "2021-05-10", None), order("b", "2021-05-02", "2021-05-12", None)]
    collection = collected(*both, extends("a", "b"), extends("b", "a"))
    assert [nm.in_force(collection, "a", on).answer for on in ("2021-05-10", "2021-06-01")] == [True, None]
    twice = nm.Order(id="a", kind="other", title="A", milestones=reached("signed 2021", "expired 2022", "expired 2023"))
    assert nm.in_force(collection.replace(twice), "a", "2024").answer is None


def test_a_part_that_is_extended_leaves_the_order_in_force_in_part() -> None:
    first, second = order("a", "2021-05-01", "2021-05-10", None), order("b", "2021-05-09", "2021-05-20", None)
    parts = [
        nm.Provision(id=f"a.{n}", instrument="a", kind="regulative", aim="wear", section=f"Section {n}") for n in (1, 2)
    ]
    collection = collected(first, second, *parts, extends("b", "a", section="Section 2"))
    answers = {id: nm.in_force(collection, id, "2021-05-15").answer for id in ("a", "a.1", "a.2")}
    assert answers == {"a": True, "a.1": False, "a.2": True}
    assert (
        "extended by b from 2021-05-09 through 2021-05-20, in part: Section 2"
        in asked(collection, "a", "2021-05-15")[1]
    )


@pytest.mark.parametrize("asked_on", ["2021-05-09", "2021-05-20", "2021-05-21"])
def test_the_first_answer_tells_the_last_day_of_an_extension_too(asked_on: str) -> None:
    orders = [
        order("a", "2021-05-01", "2021-05-08", None),
        order("b", "2021-05-08", "2021-05-20", None),
    ]
    extends = nm.Relation(id="r", subject="b", predicate="extends", object="a")
    force = nm.in_force(collected(*orders, extends), "a", asked_on)
    assert "extended by b from 2021-05-08 through 2021-05-20" in [each.label for each in force.reasons]


def test_an_order_of_which_only_parts_are_extended_continues_in_part() -> None:
    first = order("a", "2020-01-01", "2020-01-03", None)
    second = order("b", "2020-01-03", "2020-01-06", None)
    parts = [nm.Provision(id=f"a.{name}", kind="regulative", instrument="a") for name in "xyz"]
    records = [first, second, *parts, extends("b", "a", scope=["a.x"]), extends("b", "a.y")]
    told = [f"extended by b from 2020-01-03 through 2020-01-06, in part: a.{name}" for name in "xy"]
    for on in ("2020-01-03", "2020-01-04", "2020-01-06"):
        force = nm.in_force(collected(*records), "a", on)
        assert force.answer is True
        assert [each.label for each in force.parts] == (told if on != "2020-01-03" else [])
    assert nm.in_force(collected(*records), "a", "2020-01-07").parts == ()
    whole = nm.Relation(id="whole", subject="b", predicate="extends", object="a", end_date="2020-01-05")
    parts_on = [len(nm.in_force(collected(*records, whole), "a", f"2020-01-0{n}").parts) for n in (4, 5, 6)]
    assert parts_on == [0, 0, 2]
    back = attrs.evolve(first, milestones=[*first.milestones, *reached("reinstated 2020-01-05")])
    parts_on = [len(nm.in_force(collected(back, *records[1:]), "a", f"2020-01-0{n}").parts) for n in (4, 5)]
    assert parts_on == [2, 0]


def test_the_end_of_a_chain_is_told_in_every_answer() -> None:
    days = [("a", "01", "03"), ("b", "03", "05"), ("c", "05", "08")]
    orders = [order(id, f"2020-01-{first}", f"2020-01-{last}", None) for id, first, last in days]
    chain = collected(*orders, extends("b", "a"), extends("c", "b"))
    told = ["signed 2020-01-01", "extended by b from 2020-01-03 through 2020-01-08"]
    for found in (nm.in_force(chain, "a", "2020-01-07"), nm.in_force_all(chain, "2020-01-07")[0]):
        assert [each.label for each in found.reasons] == told


def test_an_event_that_ends_the_extending_order_ends_the_extension() -> None:
    ruling = nm.Event(id="ruling", kind="court-ruling", name="A ruling", start_date="2021-06-01")
    annulled = nm.Relation(id="annulled", subject="ruling", predicate="annuls", object="b")
    first, second = order("a", "2021-05-01", "2021-05-10", None), order("b", "2021-05-09", None, None)
    collection = collected(first, second, ruling, annulled, extends("b", "a"))
    answers = [nm.in_force(collection, "a", on).answer for on in ("2021-05-31", "2021-06-01")]
    assert answers == [True, False]


FIRST = order("a", "2021-05-01", "2021-05-10", None)
OPEN = order("a", "2021-05-01", None, None)
CLAUSE = nm.Provision(id="a.x", instrument="a", kind="regulative")
DOUBTFUL = nm.Measure(id="m", kind="ordinance", title="M", milestones=reached("passed 2021-05-01"))


def test_an_extension_that_was_rescinded_may_have_ended_before_its_own_last_day() -> None:
    rescinded = order("b", "2021-05-09", None, "2021-05-12")
    collection = collected(FIRST, rescinded, extends("b", "a", end_date="2021-05-20"))
    answers = [nm.in_force(collection, "a", f"2021-05-{on}").answer for on in (11, 12, 20, 21)]
    assert answers == [True, None, None, False]


def test_an_extension_may_last_if_it_is_unclear_whether_its_order_was_repealed() -> None:
    repeal = nm.Relation(id="repeal", subject="m", predicate="repeals", object="b", effective_date="2021-06-01")
    collection = collected(FIRST, order("b", "2021-05-09", None, None), DOUBTFUL, extends("b", "a"), repeal)
    assert [nm.in_force(collection, "a", on).answer for on in ("2021-05-31", "2021-06-01")] == [True, None]


def test_an_extension_that_may_not_have_taken_effect_decides_nothing() -> None:
    doubtful = extends("m", "a", effective_date="2021-05-09", end_date="2021-05-20")
    answers = [
        nm.in_force(collected(FIRST, DOUBTFUL, doubtful), "a", f"2021-05-{on}").answer for on in (10, 11, 20, 21)
    ]
    assert answers == [True, None, None, False]
    of_a_part = extends("b", "a", section="Section 1(b)", end_date="2021-05-20")
    clause = attrs.evolve(CLAUSE, section="Section 1")
    collection = collected(FIRST, clause, order("b", "2021-05-09", None, None), of_a_part)
    answers = [nm.in_force(collection, "a.x", f"2021-05-{on}").answer for on in (10, 11, 20, 21)]
    assert answers == [True, None, None, False]


def test_the_first_extension_that_begins_shows_when_a_clause_without_an_end_would_have_ended() -> None:
    own, later = extends("b", "a.x", end_date="2021-05-04"), extends("c", "a", end_date="2021-05-12")
    orders = [OPEN, CLAUSE, order("b", "2021-05-02", None, None), order("c", "2021-05-06", None, None)]
    answers = [nm.in_force(collected(*orders, own, later), "a.x", f"2021-05-0{on}").answer for on in (4, 5, 8)]
    assert answers == [True, False, False]
    doubtful = extends("m", "a", effective_date="2021-05-02", end_date="2021-05-12")
    collection = collected(*orders[:3], DOUBTFUL, own, doubtful)
    answers = [nm.in_force(collection, "a.x", f"2021-05-{on}").answer for on in ("04", "05", "12", "13")]
    assert answers == [True, None, None, False]


def test_the_sections_that_lapse_with_one_extension_are_told_together() -> None:
    orders = [OPEN, order("b", "2021-05-05", "2021-05-09", None), order("c", "2021-05-09", "2021-05-12", None)]
    extensions = [extends("b", "a", section="Section 1"), extends("c", "a", section="Section 1(a)")]
    parts = nm.in_force(collected(*orders, *extensions), "a", "2021-05-13").parts
    told = "extended by c from 2021-05-09 through 2021-05-12, in part: Section 1, Section 1(a)"
    assert [each.label for each in parts] == [told]


def test_an_extension_by_an_order_that_the_extended_one_annuls_has_one_last_day() -> None:
    annulled = nm.Relation(id="annulled", subject="a", predicate="annuls", object="b", effective_date="2021-05-20")
    extended = extends("b", "a.x", effective_date="2021-05-10")
    force = nm.in_force(
        collected(OPEN, CLAUSE, nm.Order(id="b", kind="other", title="B"), annulled, extended), "a", "2021-06"
    )
    told = [each.label for each in (*force.reasons, *force.parts) if each.record == extended.id]
    assert told == ["extended by b from 2021-05-10 through 2021-05-19, in part: a.x"] * 2
