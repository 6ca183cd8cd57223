"""Force, compared with a calendar day by day, and with every day that a date may mean."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from math import prod
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidTypeError, UnknownIdError
from nmpolicy.queries.force.recorded_ends import with_recorded_end
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import Interval
from nmpolicy.queries.lapses import is_suspension, lapse_reasons
from nmpolicy.queries.milestones import out_of_order
from nmpolicy.rules.examples import COUNCIL, duty, measure, order
from nmpolicy.vocabulary.terms import RelationKind, Stage

NO_END = "no end is recorded"
MOST = 60  # collections that one is compared with
DAYS = range(1, 10)  # the calendar is the first days of a January
ANY_DAY = range(11)  # something without a date may have happened before the calendar, or happen after it
assert len(ANY_DAY) ** 2 > MOST
STOPPING = {Stage.SUSPENDED, Stage.RESCINDED, Stage.REPEALED, Stage.SUPERSEDED, Stage.STRUCK_DOWN}
STAGES = [
    *[Stage.ANNOUNCED, Stage.ISSUED, Stage.EFFECTIVE, Stage.EFFECTIVE, Stage.SUSPENDED],
    *[Stage.REINSTATED, Stage.REINSTATED, Stage.EXPIRED, Stage.REPEALED, Stage.STRUCK_DOWN, Stage.AMENDED],
]
ENDING = [RelationKind.REPEALS, RelationKind.RESCINDS, RelationKind.SUPERSEDES, RelationKind.REPLACES]
#: Subjects and objects of relations; except for the last pair, the later one acts on the earlier one.
PAIRS = [
    ("b", "a"),
    ("b", "a"),
    ("c", "b"),
    ("c", "b"),
    ("c", "a"),
    ("ruling", "a"),
    ("c.part", "a"),
    ("b", "a.part"),
    ("c.part", "c"),
]


def day(number: int) -> str:
    return (date(2024, 12, 31) + timedelta(days=number)).isoformat()


#: The position of a date: the id of the record, the name of the field, and the index in it.
DatePath = tuple[str, str, int]
EXACT = st.integers(2, 8).map(day)
ROUGH = st.one_of(EXACT, EXACT.map(lambda each: each + "~"), st.none())


@st.composite
def collections(draw: st.DrawFn, dates: st.SearchStrategy[Any], *, ids: str = "abc", related: int = 4) -> nm.Collection:
    """Orders that were signed or only announced, and relations of the later ones and a ruling to the earlier ones.

    The source of the orders may have a date.
    """
    made: list[nm.Record] = [nm.Event(id="ruling", kind="court-ruling", name="A ruling", start_date=draw(dates))]
    if draw(st.booleans()):
        made.append(nm.Source(id="report", kind="dataset", title="A list", date=draw(dates)))
    for id in ids:
        stages = draw(st.lists(st.sampled_from(STAGES), max_size=3))
        signed = bool(stages) or draw(st.booleans())
        stages = [Stage.SIGNED, *stages] if signed else [Stage.ANNOUNCED]
        days = [draw(dates) for _ in stages]
        if draw(st.booleans()):
            days.sort(key=lambda each: each or "")
        reached = [nm.Milestone(stage=stage, date=each) for stage, each in zip(stages, days, strict=True)]
        made += [
            order(id=id, milestones=reached, evidence=[nm.Evidence(source="report")]),
            duty(id=f"{id}.part", instrument=id),
        ]
    for number in range(draw(st.integers(0, related))):
        subject, object = draw(st.sampled_from(PAIRS))
        if object == "c" and any(isinstance(each, nm.Relation) and each.object == "c" for each in made):
            continue  # two of these would be a circle
        kinds = (
            [RelationKind.SUSPENDS, RelationKind.COMMENCES]
            if subject == "ruling"
            else [*ENDING, RelationKind.SUSPENDS, RelationKind.COMMENCES]
        )
        kinds = ENDING if object == "c" else kinds
        made.append(
            nm.Relation(
                id=f"r-{number}",
                subject=subject,
                predicate=draw(st.sampled_from(kinds)),
                object=object,
                scope=["a.part"] if object == "a" and draw(st.booleans()) else [],
                effective_date=draw(st.none() | dates),
            )
        )
    return nm.Collection.of(made, id="demo", title="T")


class Calendar:
    """A slow reference: all dates are exact, and each day follows from the days before it."""

    def __init__(self, collection: nm.Collection) -> None:
        self.collection = collection

    def reached(self, id: str) -> list[tuple[Stage, int]]:
        """The stages of an instrument, each with the first day on which it counts."""
        return [
            (each.stage, number(each.date) + (each.stage is Stage.EXPIRED)) for each in self.instrument(id).milestones
        ]

    def instrument(self, id: str) -> nm.Order:
        record = self.collection[id]
        found = self.collection[record.instrument] if isinstance(record, nm.Provision) else record
        assert isinstance(found, nm.Order)
        return found

    def done_to(self, id: str, *kinds: RelationKind) -> Iterator[nm.Relation]:
        return (
            each
            for each in self.collection.relations
            if id in (each.scope or (each.object,)) and each.predicate in kinds
        )

    def own_start(self, id: str) -> int | None:
        """The day on which an instrument takes effect, if it was signed."""
        for stage in (Stage.EFFECTIVE, Stage.SIGNED):
            if days := [number for each, number in self.reached(id) if each is stage]:
                return min(days)
        return None

    def since(self, relation: nm.Relation) -> int | None:
        """The day on which a relation takes effect, if it ever does."""
        event = self.collection[relation.subject]
        if isinstance(event, nm.Event):
            return number(relation.effective_date or event.start_date)
        subject = self.instrument(relation.subject).id
        start = self.own_start(subject)
        if start is None:
            return None
        since = number(relation.effective_date) if relation.effective_date else start
        enders = [
            self.since(each)
            for id in {subject, relation.subject}
            for each in self.done_to(id, *ENDING)
            if each is not relation
        ]
        ended = any(ender is not None and ender <= since for ender in enders)
        return None if ended or self.stopped(subject, since) else since

    def stopped(self, id: str, on: int) -> bool:
        stages = [
            each
            for each in self.reached(id)
            if each[0] in {*STOPPING, Stage.EXPIRED, Stage.REINSTATED} and each[1] <= on
        ]
        if not may_be_in_order(self.instrument(id)):
            stages.sort(key=lambda each: each[1])
        return bool(stages) and stages[-1][0] is not Stage.REINSTATED

    def left_by_others(self, id: str, on: int) -> bool:
        for each in self.done_to(id, *ENDING, RelationKind.SUSPENDS):
            since = self.since(each)
            again = id in ("a", "b", "c") and any(
                stage is Stage.REINSTATED and since is not None and since <= then <= on
                for stage, then in self.reached(id)
            )
            lasting = (
                each.predicate is not RelationKind.SUSPENDS
                or each.subject == "ruling"
                or self.in_force(each.subject, on)
            )
            if since is not None and since <= on and lasting and not again:
                return False
        return True

    def begun_in_part(self, host: str, on: int) -> bool:
        """Return whether an order was signed, and a part of it is in force that others commence by name."""
        signed = [number for stage, number in self.reached(host) if stage is Stage.SIGNED]
        parts = [each.id for each in self.collection.provisions if each.instrument == host]
        commenced = (part for part in parts if any(self.done_to(part, RelationKind.COMMENCES)))
        return bool(signed) and signed[0] <= on and any(self.in_force(part, on) for part in commenced)

    def waits(self, host: str) -> bool:
        """Return whether something else is to commence an order that has no effective date of its own."""
        subjects = [self.collection[each.subject] for each in self.done_to(host, RelationKind.COMMENCES)]
        effective = any(stage is Stage.EFFECTIVE for stage, _ in self.reached(host))
        return not effective and any(isinstance(each, nm.Event) or self.own_start(each.id) for each in subjects)

    def in_force(self, id: str, on: int) -> bool:
        host = self.instrument(id).id
        own = [*self.done_to(id, RelationKind.COMMENCES)] if id != host else []
        starts = [self.since(each) for each in own or self.done_to(host, RelationKind.COMMENCES)]
        if not own and not self.waits(host):
            starts.append(self.own_start(host))
        begun = any(start is not None and start <= on for start in starts)
        if id == host and not begun:
            begun = self.begun_in_part(host, on)
        left = self.left_by_others(host, on) and (id == host or self.left_by_others(id, on))
        return begun and not self.stopped(host, on) and left


def number(written: nm.PartialDate | None) -> int:
    assert written
    return (date.fromisoformat(written[:10]) - date(2024, 12, 31)).days


@settings(max_examples=150)
@given(collections(EXACT))
def test_exact_dates_give_the_answer_of_a_day_by_day_calendar(collection: nm.Collection) -> None:
    calendar = Calendar(collection)
    for id in ("a", "b", "c", "a.part", "b.part"):
        shown = {on: calendar.in_force(id, on) for on in DAYS}
        assert {on: nm.in_force(collection, id, day(on)).answer for on in DAYS} == shown
        month = nm.in_force(collection, id, "2025-01").answer
        assert month is (True if all(shown.values()) else None if any(shown.values()) else False)


NAMES = ("milestones", "start_date", "effective_date")


def completions(collection: nm.Collection, places: Sequence[DatePath]) -> list[nm.Collection]:
    """List the collection with every choice of exact days that keeps the listed order of milestones, if one can.

    An inexact day of taking effect is not taken to be before the making, if it can be later, whichever that day was.
    """
    found: list[nm.Collection] = []
    for chosen in product(*(meanings(collection, place) for place in places)):
        changed: dict[str, nm.Record] = {}
        for (id, name, place), exact in zip(places, chosen, strict=True):
            changed[id] = with_date(changed.get(id, collection[id]), name, place, exact)
        made = collection.replace(*changed.values())
        if all(in_order(each) or not may_be_in_order(collection[each.id]) for each in made.orders):
            found.append(made)
    started = [starts(each) for each in found]
    latest = {id: max(each[id][0] for each in started) for id in (started[0] if started else ())}
    return [
        each
        for each, days in zip(found, started, strict=True)
        if not any(start < making <= latest[id] for id, (start, making) in days.items())
    ]


def starts(collection: nm.Collection) -> dict[str, tuple[int, int]]:
    """Return the days on which orders take effect, or are made to by others, each with the day of its making."""
    found: dict[str, tuple[int, int]] = {}
    for each in collection.orders:
        days = [number(milestone.date) for milestone in each.milestones if milestone.stage is Stage.EFFECTIVE]
        if days:
            found[each.id] = (min(days), making_of(each))
    for relation in collection.relations:
        subject = collection[relation.subject]
        object = Calendar(collection).instrument(relation.object)
        own = subject.start_date if isinstance(subject, nm.Event) else None
        day = relation.effective_date or own
        start = number(day) if day else Calendar(collection).own_start(relation.subject)
        if relation.predicate is RelationKind.COMMENCES and start is not None:
            found[relation.id] = (start, making_of(object))
    return found


def making_of(order: nm.Order) -> int:
    """Return the day on which an order was signed; the day on which it was announced if it was not."""
    by_stage = {each.stage: number(each.date) for each in reversed(order.milestones)}
    return by_stage.get(Stage.SIGNED, by_stage.get(Stage.ANNOUNCED, 0))


def inexact(collection: nm.Collection) -> list[DatePath]:
    """The dates that are not exact days. A relation without an effective date takes effect with its subject."""
    places = [
        (each.id, name, place) for each in collection for name in NAMES for place, _ in enumerate(days_of(each, name))
    ]
    found = [(place, day_at(collection, place)) for place in places]
    return [place for place, each in found if (each.approximate if each else needs_date(place))]


def needs_date(place: DatePath) -> bool:
    """Return whether a missing date may be any: a relation without one takes effect with its subject."""
    return place[1] == "milestones" or place[0] == "ruling"


def meanings(collection: nm.Collection, place: DatePath) -> list[str]:
    """Every day that a date may mean; without one, each of the calendar, a day before it and a day after it.

    One day on each side is enough, as `MOST` leaves few collections with two dates missing. A milestone without a date
    was reached by the day on which its source appeared.
    """
    if written := day_at(collection, place):
        return [day(number(written) + step) for step in (-1, 0, 1)]
    return [day(each) for each in ANY_DAY if each <= last_possible_day(collection, place)]


def last_possible_day(collection: nm.Collection, place: DatePath) -> int:
    """Return the last day on which something without a date may have happened.

    A source cannot report what was listed after a milestone that it does not come after. What it says of the start and
    the expiry may be a plan.
    """
    source, record = collection.get("report", nm.Source), collection[place[0]]
    if source is None or source.date is None or not isinstance(record, nm.Order):
        return ANY_DAY[-1]
    milestone = record.milestones[place[2]]
    earlier = [number(each.date) - each.date.approximate for each in record.milestones[: place[2]] if each.date]
    appeared = number(source.date) + source.date.approximate
    planned = milestone.stage in {Stage.EFFECTIVE, Stage.EXPIRED}
    return ANY_DAY[-1] if planned or appeared <= max(earlier, default=0) else appeared


def days_of(record: nm.Record, name: str) -> list[nm.PartialDate | None]:
    if name == "milestones":
        return [each.date for each in record.milestones] if isinstance(record, nm.Instrument) else []
    return [getattr(record, name)] if hasattr(record, name) else []


def day_at(collection: nm.Collection, place: DatePath) -> nm.PartialDate | None:
    return days_of(collection[place[0]], place[1])[place[2]]


def with_date(record: Any, name: str, place: int, day: str | None) -> Any:
    if name != "milestones":
        return attrs.evolve(record, **{name: day})
    milestones = [*record.milestones]
    milestones[place] = attrs.evolve(milestones[place], date=day)
    return attrs.evolve(record, milestones=milestones)


def in_order(instrument: nm.Order) -> bool:
    days = [number(each.date) for each in instrument.milestones]
    return days == sorted(days)


def may_be_in_order(instrument: nm.Record) -> bool:
    assert isinstance(instrument, nm.Order)
    return not [*out_of_order(each.date for each in instrument.milestones)]


@given(collections(ROUGH))
def test_in_force_all_gives_the_same_answers_as_in_force(collection: nm.Collection) -> None:
    circle = [nm.Relation(id=f"z-{s}", subject=s, predicate="suspends", object=o) for s, o in ("ab", "bc", "ca")]
    for made in (collection, collection.add(*circle)):
        assert nm.in_force_all(made, day(5)) == tuple(nm.in_force(made, each, day(5)) for each in made.instruments)


@given(collections(ROUGH))
def test_nothing_lapses_without_an_end_on_record(collection: nm.Collection) -> None:
    solver, ended = ForceSolver(collection), with_recorded_end(collection)
    for provision in collection.provisions:
        if provision.instrument not in ended:
            reasons = lapse_reasons(solver, provision, Interval(date(2025, 1, 5), date.max)) or ()
            assert not reasons or any(is_suspension(collection, each) for each in reasons)


def choices(collection: nm.Collection, places: Sequence[DatePath]) -> int:
    """Return how many choices of exact days there are for these dates."""
    return prod(len(meanings(collection, place)) for place in places)


@st.composite
def rough_collections(draw: st.DrawFn) -> nm.Collection:
    """Collections in which a few dates are rough or missing, with at most `MOST` choices of exact days for them."""
    collection = draw(collections(EXACT, related=2))
    dated = [
        (each.id, name, place)
        for each in collection
        for name in NAMES
        for place, day in enumerate(days_of(each, name))
        if day
    ]
    for place in draw(st.lists(st.sampled_from(dated), unique=True, min_size=1, max_size=3)):
        written = draw(st.sampled_from([f"{day_at(collection, place)}~", None]))
        made = collection.replace(with_date(collection[place[0]], place[1], place[2], written))
        if choices(made, inexact(made)) <= MOST:
            collection = made
    return collection


@settings(max_examples=200)
@given(rough_collections(), st.sampled_from(["a", "a.part"]), st.integers(1, 9))
def test_an_answer_holds_for_every_day_that_the_dates_may_mean(collection: nm.Collection, id: str, on: int) -> None:
    places = inexact(collection)
    answer = nm.in_force(collection, id, day(on)).answer
    answers = {nm.in_force(each, id, day(on)).answer for each in completions(collection, places)}
    assert answer is None or answers == {answer}


@settings(max_examples=200)
@given(collections(ROUGH, ids="a", related=0), st.integers(1, 9))
def test_no_answer_is_unknown_if_the_milestones_decide_it(collection: nm.Collection, on: int) -> None:
    alone = collection.remove("ruling")
    places = inexact(alone)
    assume(choices(alone, places) <= MOST)
    answers = {nm.in_force(each, "a", day(on)).answer for each in completions(alone, places)}
    assert nm.in_force(alone, "a", day(on)).answer is (answers.pop() if len(answers) == 1 else None)


def reached(*stages: str) -> list[nm.Milestone]:
    """Milestones, each written as its stage and its date, if it has one."""
    return [nm.Milestone(stage=stage, date=date or None) for stage, _, date in (each.partition(" ") for each in stages)]


def relation(subject: str, predicate: str, object: str, **more: Any) -> nm.Relation:
    return nm.Relation(
        id=f"{subject}-{predicate}-{object}", subject=subject, predicate=predicate, object=object, **more
    )


def asked(on: str, *records: nm.Record, id: str = "order") -> tuple[bool | None, list[str]]:
    """The answer and its reasons, without the remark that no end is recorded, which has a test of its own."""
    found = nm.in_force(nm.Collection.of(records, id="demo", title="T"), id, on)
    return found.answer, [reason.label for reason in found.reasons if reason.label != NO_END]


@each_case(
    ("stages", "on", "answer", "reasons"),
    [
        ([], "2025", None, ["no milestone is recorded"]),
        (["signed 2025-07-21"], "2025-07-20", False, ["signed 2025-07-21"]),
        (["signed 2025-07-21"], "2025-07-21", True, ["signed 2025-07-21"]),
        (["signed 2025-07-21"], "2025-07", None, ["signed 2025-07-21"]),
        (["signed 2025-07"], "2025-07-31", True, ["signed 2025-07"]),
        (["signed 2025-07"], "2025-07-30", None, ["signed 2025-07"]),
        (["signed 2025-07?"], "2025-09", None, ["signed 2025-07 (uncertain)"]),
        (["signed 2025-07-21", "effective 2025-08-01"], "2025-07-25", False, ["effective 2025-08-01"]),
        (["signed 2025-07-21", "effective"], "2025-07-20", False, ["effective"]),
        (["signed 2025-07-21", "effective"], "2025-07-25", None, ["effective"]),
        (["effective 2025", "expired 2025-12-31"], "2025-12-31", True, ["effective 2025"]),
        (["effective 2025", "expired 2025-12-31"], "2026-01-01", False, ["expired 2025-12-31"]),
        (["effective 2024", "expired 9999-12-31"], "2025-12-31", True, ["effective 2024"]),
        (["effective 2024", "suspended 2025-05", "reinstated 2025-05"], "2025-06", True, ["effective 2024", "reinstated 2025-05"]),
        (["effective 2024", "suspended 2025-05", "reinstated 2025-05"], "2025-05-10", None, ["suspended 2025-05", "reinstated 2025-05"]),
        (["effective 2024", "suspended 2025-05-01", "reinstated 2025-05-03"], "2025-05-02", False, ["suspended 2025-05-01"]),
        (["signed 2024", "suspended 2025-05-10", "reinstated 2025-05"], "2025-05-05", True, ["signed 2024"]),
        (["effective 2024", "expired 2025-05-10", "reinstated 2025-05"], "2025-05-10", True, ["effective 2024", "reinstated 2025-05"]),
        (["signed 2024", "struck-down 2025-05-01"], "2025-05-01", False, ["struck down 2025-05-01"]),
        (["effective 2025-08-01", "rescinded 2025-07-01"], "2025", False, ["effective 2025-08-01", "rescinded 2025-07-01"]),
        (["announced 2025"], "2026", False, ["announced 2025; no record says that it was signed, issued or adopted"]),
    ],
)  # fmt: skip
def test_the_milestones_of_an_order_decide(stages: list[str], on: str, answer: bool | None, reasons: list[str]) -> None:  # noqa: FBT001
    assert asked(on, order(milestones=reached(*stages))) == (answer, reasons)


@each_case(
    ("kind", "stages", "on", "answer", "reasons"),
    [
        ("resolution", ["adopted 2018"], "2019", True, ["adopted 2018"]),
        ("ordinance", ["signed 2018"], "2019", None, ["signed 2018; no effective date is recorded"]),
        ("ordinance", ["signed 2018"], "2017", False, ["signed 2018; no effective date is recorded"]),
        ("ordinance", ["signed 2018", "effective 2018-06"], "2019", True, ["effective 2018-06"]),
        ("bill", ["introduced 2017", "passed 2018"], "2019", None, ["passed 2018; no record says that it became law"]),
        ("bill", ["introduced 2017", "passed 2018"], "2017", False, ["passed 2018; no record says that it became law"]),
        ("bill", ["passed 2018", "vetoed 2018"], "2019", False, ["vetoed 2018"]),
        (
            "bill",
            ["passed 2018", "vetoed 2018", "veto-overridden 2018"],
            "2019",
            None,
            ["veto overridden 2018; no effective date is recorded"],
        ),
        ("bill", ["failed 2017", "passed 2018", "became-law 2018", "effective 2019"], "2020", True, ["effective 2019"]),
        ("resolution", ["adopted 2020-01-05", "vetoed 2020-01-15"], "2020-01-14", True, ["adopted 2020-01-05"]),
        ("resolution", ["adopted 2020-01-05", "vetoed 2020-01-15"], "2021", False, ["vetoed 2020-01-15"]),
        (
            "bill",
            ["introduced 2017"],
            "2019",
            False,
            ["introduced 2017; no record says that it was signed, issued or adopted"],
        ),
    ],
)
def test_a_law_needs_an_effective_date(
    kind: str,
    stages: list[str],
    on: str,
    answer: bool | None,  # noqa: FBT001
    reasons: list[str],
) -> None:
    assert asked(on, measure(kind=kind, milestones=reached(*stages)), id="ordinance") == (answer, reasons)


def test_relations_from_other_records_decide_too() -> None:
    old = order(milestones=reached("signed 2024"))
    new = order(id="new", milestones=reached("signed 2025-07-21", "effective 2025-08-01"))
    ends = [new, relation("new", "repeals", "order")]
    assert asked("2025-07-31", old, *ends) == (True, ["signed 2024"])
    assert asked("2025-08-01", old, *ends) == (False, ["repealed by new on 2025-08-01"])
    later = relation("new", "repeals", "order", effective_date="2025-09")
    assert asked("2025-08-31", old, new, later) == (True, ["signed 2024"])
    assert asked("2025-09-02", old, new, later) == (None, ["repealed by new in 2025-09"])
    assert asked("2025-10", old, new, later) == (False, ["repealed by new in 2025-09"])
    planned = order(id="new", milestones=reached("announced 2025"))
    assert asked("2026", old, planned, later) == (True, ["signed 2024"])
    unknown = order(id="new")
    assert asked("2026", old, unknown, relation("new", "repeals", "order")) == (None, ["repealed by new"])
    assert asked("2026", old, unknown, later) == (False, ["repealed by new in 2025-09"])
    assert asked("2026", old, later) == (False, ["repealed by new in 2025-09"])  # by whatever it is


def test_repealing_a_provision_leaves_the_instrument_in_force() -> None:
    new = order(id="new", milestones=reached("signed 2025"))
    records = [order(milestones=reached("signed 2024")), duty(), duty(id="order.other"), new]
    for object, scope in (("order", ["order.report"]), ("order.report", [])):
        part = nm.Relation(id="r", subject="new", predicate="repeals", object=object, scope=scope)
        assert asked("2026", *records, part) == (True, ["signed 2024"])
        assert asked("2026", *records, part, id="order.other") == (True, ["signed 2024"])
        assert asked("2026", *records, part, id="order.report") == (
            False,
            ["repealed by new in 2025"],
        )
    assert asked("2026", duty(), id="order.report") == (None, ["its instrument is not in the collection"])


def test_a_reinstatement_brings_back_an_instrument_but_no_part_that_was_repealed_alone() -> None:
    old = order(milestones=reached("signed 2024", "suspended 2025-03-01", "reinstated 2025-06-01"))
    new = order(id="new", milestones=reached("signed 2025-02-01"))
    whole = relation("new", "repeals", "order")
    assert [asked(on, old, new, whole)[0] for on in ("2025-05", "2025-07")] == [False, True]
    assert asked("2025-07", old, new, whole)[1] == ["signed 2024", "reinstated 2025-06-01"]
    part = relation("new", "repeals", "order", scope=["order.report"])
    assert asked("2025-07", old, duty(), new, part)[0] is True
    told = ["repealed by new on 2025-02-01"]
    assert asked("2025-07", old, duty(), new, part, id="order.report") == (False, told)


def test_a_suspension_lasts_as_long_as_the_suspending_instrument() -> None:
    emergency = order(id="emergency", milestones=reached("signed 2025-03-01", "expired 2025-03-31"))
    records = [order(milestones=reached("signed 2024")), emergency, relation("emergency", "suspends", "order")]
    assert [asked(on, *records)[0] for on in ("2025-02", "2025-03", "2025-04")] == [True, False, True]
    ruling = nm.Event(id="ruling", kind="court-ruling", name="R", start_date="2025-05-01")
    stopped = relation("ruling", "suspends", "order")
    assert asked("2025-06", records[0], ruling, stopped) == (False, ["suspended by ruling on 2025-05-01"])
    again = order(milestones=reached("signed 2024", "reinstated 2025-06-01"))
    assert asked("2025-06", again, ruling, stopped) == (True, ["signed 2024", "reinstated 2025-06-01"])


def test_an_extension_leaves_the_expiry_unknown() -> None:
    records = [order(milestones=reached("signed 2024", "expired 2024-12-31")), relation("more", "extends", "order")]
    more = order(id="more", milestones=reached("signed 2024-12-01"))
    assert asked("2025-01", *records, more) == (None, ["expired 2024-12-31", "extended by more on 2024-12-01"])
    late = order(id="more", milestones=reached("signed 2025-02"))
    assert asked("2025-01", *records, late) == (False, ["expired 2024-12-31"])


def test_a_commenced_instrument_is_in_force_from_that_day() -> None:
    law = measure(milestones=reached("signed 2024"))
    start = order(milestones=reached("signed 2025-03"))
    commenced = relation("order", "commences", "ordinance")
    assert asked("2025-02", law, start, commenced, id="ordinance") == (False, ["commenced by order in 2025-03"])
    assert asked("2025-04", law, start, commenced, id="ordinance") == (True, ["commenced by order in 2025-03"])


def test_an_instrument_that_has_ended_ends_nothing() -> None:
    orders = [order(id=id, milestones=reached(f"signed 2025-01-0{n}")) for n, id in enumerate("abcd", 1)]
    ends = relation("b", "repeals", "a", effective_date="2025-01-07")
    ender = relation("c", "repeals", "b", effective_date="2025-01-05")
    assert asked("2025-01-09", *orders, ends, ender, id="a") == (True, ["signed 2025-01-01"])
    answers = [asked("2025-01-09", *orders, ends, ender, relation("d", "rescinds", "c"), id=id) for id in "ab"]
    assert answers == [(False, ["repealed by b on 2025-01-07"]), (True, ["signed 2025-01-02"])]


def test_a_missing_subject_still_ends_the_object() -> None:
    orders = [order(id=id, milestones=reached(f"signed 2025-01-0{n}")) for n, id in enumerate("ab", 1)]
    ends = relation("b", "repeals", "a", effective_date="2025-03-01")
    assert asked("2026", *orders, ends, relation("gone", "rescinds", "b", effective_date="2025-02"), id="a")[0] is True
    assert asked("2026", *orders, ends, relation("gone", "rescinds", "b"), id="a")[0] is None


def test_a_provision_can_end_or_suspend_others_and_be_ended_itself() -> None:
    old = order(milestones=reached("signed 2024"))
    sunset = relation("order.report", "repeals", "order", effective_date="2026-01-01")
    assert [asked(on, old, duty(), sunset)[0] for on in ("2025", "2027")] == [True, False]
    other = order(id="other", milestones=reached("signed 2025-01-01"))
    part = duty(id="other.part", instrument="other")
    ended = relation("order", "repeals", "other.part", effective_date="2025-03-01")
    stops = relation("other.part", "suspends", "order")
    assert [asked(on, old, other, part, stops, ended)[0] for on in ("2025-02", "2025-04")] == [False, True]
    late = relation("other.part", "repeals", "order", effective_date="2026-01-01")
    assert asked("2027", old, other, part, late, ended) == (True, ["signed 2024"])


def test_a_provision_can_be_commenced_by_name() -> None:
    law = measure(milestones=reached("effective 2024-01-01"))
    parts = [duty(id=f"ordinance.{n}", instrument="ordinance") for n in "ab"]
    start = order(milestones=reached("signed 2024"))
    later = relation("order", "commences", "ordinance.a", effective_date="2026-01-01")
    answers = {
        id: asked("2025", law, *parts, start, later, id=id)[0] for id in ("ordinance", "ordinance.a", "ordinance.b")
    }
    assert answers == {"ordinance": True, "ordinance.a": False, "ordinance.b": True}
    soon = measure(milestones=reached("signed 2024-01-01", "effective 2024-03-01"))
    earlier = relation("order", "commences", "ordinance.a", effective_date="2024-02-01")
    assert asked("2024-02-02", soon, *parts, start, earlier, id="ordinance") == (
        True,
        ["commenced by order on 2024-02-01, in part: ordinance.a"],
    )
    assert asked("2024-01-31", soon, *parts, start, earlier, id="ordinance")[0] is False
    unsaid = measure(milestones=reached("signed 2024"))
    assert asked("2026", unsaid, *parts, start, later, id="ordinance.a") == (
        True,
        ["commenced by order on 2026-01-01"],
    )


def test_milestones_out_of_order_are_taken_by_their_dates() -> None:
    stages = ["signed 2024-01-01", "suspended 2025", "reinstated 2025-03", "amended 2024-06"]
    assert asked("2025-06-01", order(milestones=reached(*stages)))[0] is None
    stages[1] = "suspended 2025-05-01"
    assert asked("2025-06-01", order(milestones=reached(*stages))) == (False, ["suspended 2025-05-01"])


def test_cycles_have_an_answer() -> None:
    both = [order(id=id, milestones=reached("signed 2024-01-01")) for id in "ab"]
    for predicate in ("repeals", "suspends", "extends", "commences"):
        circle = [relation("a", predicate, "b"), relation("b", predicate, "a"), relation("a", predicate, "a")]
        answers = [
            each.answer for each in nm.in_force_all(nm.Collection.of([*both, *circle], id="demo", title="T"), "2025")
        ]
        assert answers == ([None, None] if predicate in ("suspends", "repeals") else [True, True])


def test_a_force_cannot_be_used_as_a_condition() -> None:
    found = nm.in_force_all(
        nm.Collection(id="demo", title="T", orders=[order(milestones=reached("signed 2024"))]), "2025"
    )[0]
    with pytest.raises(InvalidTypeError, match="a Force has three answers; compare its `answer`"):
        bool(found)
    with pytest.raises(UnknownIdError):
        nm.in_force(nm.Collection(id="demo", title="T"), "eo", "2025")
    with pytest.raises(InvalidTypeError, match="'council' is an organization, not an instrument or a provision"):
        nm.in_force(nm.Collection(id="demo", title="T", organizations=[COUNCIL]), COUNCIL, "2025")


def test_thousands_of_orders_take_little_time() -> None:
    orders = [order(id=f"eo-{n}", milestones=reached(f"signed {1900 + n // 50}")) for n in range(2500)]
    chain = [
        relation(f"eo-{n + 1}", kind, f"eo-{n}")
        for n, kind in zip(range(1000), ["suspends", "repeals", "extends", "amends"] * 250, strict=True)
    ]
    circle = [relation(f"eo-{n}", "suspends", f"eo-{(n + 1) % 2000}") for n in range(2000)]
    made = nm.Collection.of([*orders, *chain, *circle], id="demo", title="T")
    answers = {each.record: each.answer for each in nm.in_force_all(made, "2025-07-21")}
    assert len(answers) == 2500
    assert answers["eo-2499"] is True  # to which nothing is done
    assert {answers["eo-1500"], answers["eo-1501"]} == {True, False}  # as the circle is cut by a repeal, each other one
    assert nm.in_force(made, "eo-1", "2025-07-21").answer is False  # which eo-2 has repealed


def test_a_bill_without_an_effective_date_stays_undecided_to_the_end_of_the_calendar() -> None:
    bill = nm.Measure(id="bill", kind="bill", title="A bill", milestones=reached("signed 2025-07-21"))
    assert asked("9999-12-31", bill, id="bill") == (None, ["signed 2025-07-21; no effective date is recorded"])


@pytest.mark.parametrize(("suspending", "answer"), [(3, False), (60, None)])
def test_a_month_is_split_where_what_suspends_an_order_changes(suspending: int, answer: bool | None) -> None:  # noqa: FBT001  # a parameter of the test
    stops = reached("signed 2025-01-01", "suspended 2025-01-10", "reinstated 2025-01-10")
    orders = [order(id="order", milestones=reached("signed 2025-01-01"))]
    orders += [order(id=f"eo-{n}", milestones=stops) for n in range(suspending)]
    relations = [relation(f"eo-{n}", "suspends", "order") for n in range(suspending)]
    assert asked("2025-01-20", *orders, *relations)[0] is False
    assert asked("2025-01", *orders, *relations)[0] is answer


@each_case(
    ("stages", "answer"),
    [
        (["vetoed 2024-05", "veto-overridden 2024"], False),
        (["failed 2024", "signed 2024"], False),
        (["failed 2024", "signed 2024-06"], False),
        (["vetoed 2024~", "veto-overridden 2024~"], False),
        (["passed 2024", "vetoed 2024", "veto-overridden 2024"], False),
        (["signed 2024", "withdrawn 2024"], None),
        (["passed 2024", "vetoed 2024"], True),
    ],
)
def test_what_a_measure_repeals_ends_although_it_was_refused_before_it_was_made(
    stages: list[str],
    answer: bool | None,  # noqa: FBT001
) -> None:
    old = nm.Measure(id="old", kind="resolution", title="Old", milestones=reached("signed 2018-04-20"))
    new = nm.Measure(id="new", kind="resolution", title="New", milestones=reached(*stages))
    assert asked("2026-01-01", old, new, relation("new", "repeals", "old"), id="old")[0] is answer


@pytest.mark.parametrize(
    ("on", "answer"), [("2018-12-15", False), ("2019-06-01", True), ("1900", False), ("2019-05-31", False)]
)
def test_an_order_that_another_commences_later_waits_for_it(on: str, answer: bool) -> None:  # noqa: FBT001
    waiting, other = (order(id=id, milestones=reached(f"signed {day}")) for id, day in
                      (("order", "2018-12-01"), ("start", "2019-06-01")))  # fmt: skip
    assert asked(on, waiting, other, relation("start", "commences", "order"))[0] is answer
    refused = nm.Measure(id="start", kind="resolution", title="Start", milestones=reached("failed 2019-01-01"))
    on_its_own = asked(on, waiting, refused, relation("start", "commences", "order"))[0]
    assert on_its_own is (on != "1900")


def test_a_change_that_is_certainly_before_another_does_not_count() -> None:
    stages = reached("signed 2025-01-03", "reinstated 2025-01-02~", "suspended 2025-01-02", "reinstated 2025-01-02")
    assert asked("2025-01-05", order(milestones=stages))[0] is True


def test_the_milestones_together_may_decide_what_each_leaves_open() -> None:
    stages = ["signed 2025-01-02", "suspended 2025-01-02~", "effective"]
    assert asked("2025-01-02", order(milestones=reached(*stages)))[0] is False
    again = order(milestones=reached(*stages, "reinstated 2025-02-01"))
    assert asked("2025-01-02", again)[0] is False
    assert asked("2025-02-02", again)[0] is True


def test_a_part_that_waits_for_its_order_does_not_bring_it_into_force_earlier() -> None:
    stay = order(id="stay", milestones=reached("signed 2024-10-08"))
    act = order(id="act", milestones=reached("signed 2024-12-17"))
    suspends = relation("stay", "suspends", "order", effective_date="2024-07-21")
    records = [
        order(milestones=reached("signed 2024-01-01")),
        *[stay, duty(id="stay.part", instrument="stay", start_date="2024-10-16"), suspends],
        *[act, relation("act", "commences", "stay")],
    ]
    assert [asked(on, *records)[0] for on in ("2024-12-16", "2024-12-17", "2024-12")] == [True, False, None]
