"""How the work of each rule grows with the records, on shapes that invite a rule to compare everything with everything.

Calls of functions are counted, and not seconds, so that no test fails by chance on a busy machine.
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from math import isqrt
from typing import Any

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.rules.examples import MAYOR, REPORT, order, relation
from nmpolicy.rules.registry import all_rules
from nmpolicy.rules.rule_runs import run_rule

SMALL = 20
FACTOR = 4
#: Linear work grows by 4, and quadratic work by 16. The rest is for what a rule does once.
MOST_GROWTH = 6
ONCE = 300
Shape = Callable[[int], Sequence[nm.Record]]


def day(number: int) -> str:
    return f"{1600 + number // 12}-{number % 12 + 1:02}-01"


def cited(count: int) -> list[nm.Evidence]:
    return [nm.Evidence(source="report")] * count


def provision(number: int, **changes: Any) -> nm.Provision:
    given: dict[str, Any] = {"id": f"p-{number}x", "instrument": "order", "kind": "regulative", "bearers": ["mayor"]}
    return nm.Provision(**{**given, "deontic": ["obligation"], "aim": "report", **changes})


def government(id: str) -> nm.Organization:
    division = f"ocd-division/country:us/state:{id}"
    return nm.Organization(id=id, name=id, classification="government", division=division)


def numbered(count: int, **changes: Any) -> list[nm.Order]:
    return [order(**{"id": f"o-{n}x", "title": f"Order {n}", "milestones": signed(n), **changes}) for n in range(count)]


def signed(number: int, **changes: Any) -> list[nm.Milestone]:
    return [nm.Milestone(stage="signed", date=day(number), **changes)]


def terms(count: int, **changes: Any) -> list[nm.Membership]:
    given = {"post": "mayor", "start_date": "1990", "end_date": "1991", **changes}
    return [nm.Membership(id=f"m-{n}", member=f"x-{n}", **given) for n in range(count)]


def links(predicate: str, pairs: Sequence[tuple[str, str]], **changes: Any) -> list[nm.Relation]:
    return [relation(predicate, id=f"r-{n}", subject=a, object=b, **changes) for n, (a, b) in enumerate(pairs)]


def people(count: int) -> list[nm.Person]:
    """People of one name, who share a scheme and each have another of their own."""
    return [
        nm.Person(
            id=f"x-{n}",
            name="Ana Baca",
            identifiers=[nm.Identifier(scheme=scheme, identifier=f"{n}") for scheme in ("common", f"scheme {n}")],
        )
        for n in range(count)
    ]


def hyphenated(count: int) -> list[nm.Record]:
    letters = "abcdefghijkl"
    ids = ["".join(c + "-" * (n >> k & 1) for k, c in enumerate(letters)) + "z" for n in range(count)]
    return [nm.Organization(id=id, name=id) for id in ids]


def suppressing(count: int) -> list[nm.Record]:
    codes = [f"ZZ{n:03}" for n in range(count)]
    suppressions = [nm.Suppression(code=code, justification=" ") for code in ("NMP602", *codes)]
    return [nm.Organization(id="x", name="X", suppressions=suppressions, extra=dict.fromkeys(codes))]


SHAPES: dict[str, Shape] = {
    "ids alike": hyphenated,
    "one id": lambda n: [nm.Organization(id="city", name=f"City {k}", parent="city") for k in range(n)],
    "suppressions": suppressing,
    "records of one name": people,
    "names of one person": lambda n: [nm.Person(id="x", name="Ana", other_names=[f"Ana {k}" for k in range(n)])],
    "aliases": lambda n: [nm.Person(id=f"x-{k}", name=f"P {k}", aliases=["y", "y"]) for k in range(n)],
    "orders of one title": lambda n: numbered(n, title="Same"),
    "orders of one number": lambda n: numbered(n, number="5", series="s"),
    "missing records": lambda n: [nm.Post(id=f"p-{k}", name="P", organization=f"lost-{k}") for k in range(n)],
    "parents": lambda n: [government(f"g{k}") for k in range(n)],
    "cycle of parents": lambda n: [nm.Organization(id=f"g{k}", name="G", parent=f"g{(k + 1) % n}") for k in range(n)],
    "cycle": lambda n: [*numbered(n), *links("amends", [(f"o-{k}x", f"o-{(k + 1) % n}x") for k in range(n)])],
    "chain": lambda n: [*numbered(n), *links("supersedes", [(f"o-{k + 1}x", f"o-{k}x") for k in range(n - 1)])],
    "everything cites everything": lambda n: [
        *numbered(nodes := isqrt(n)),
        *links("cites", [(f"o-{a}x", f"o-{b}x") for a in range(nodes) for b in range(nodes)]),
    ],
    "one act amended by many": lambda n: [
        order(milestones=signed(0)),
        *numbered(n),
        *links("amends", [(f"o-{k}x", "order") for k in range(n)]),
    ],
    "one act ended by many": lambda n: [
        order(milestones=signed(0)),
        *numbered(n),
        *links("repeals", [(f"o-{k}x", "order") for k in range(n)]),
    ],
    "many repealed by one": lambda n: [
        order(milestones=signed(0) * n),
        *numbered(n, milestones=[nm.Milestone(stage="effective", date="1599")]),
        *links("repeals", [("order", f"o-{k}x") for k in range(n)], evidence=cited(1)),
    ],
    "milestones": lambda n: [
        order(milestones=[each for k in range(n) for each in signed(n - k, by=["x"])], evidence=cited(n))
    ],
    "votes": lambda n: [
        nm.Measure(
            id="m",
            kind="bill",
            title="T",
            sponsors=[f"x-{k}" for k in range(n)],
            vote_events=[
                nm.VoteEvent(date=day(k + 5000), yes=1, votes=[nm.Vote(voter=f"x-{k}", option="yes")] * 2)
                for k in range(n)
            ],
            evidence=cited(n),
        )
    ],
    "evidence": lambda n: [
        nm.Organization(
            id="x",
            name="X",
            evidence=[
                nm.Evidence(source="report", supports=[f"f{k}"], quote=f"q {k}", attributed_to=["x"]) for k in range(n)
            ],
        )
    ],
    "evidence of a private individual": lambda n: [
        nm.Person(
            id="x",
            name="Ana Baca",
            other_names=[f"Name {k}" for k in range(n)],
            private=True,
            extra={f"k{k}": k for k in range(n)},
            evidence=[nm.Evidence(source="report", supports=[f"f{k}"], attributed_to=[f"g{k}"]) for k in range(n)],
        )
    ],
    "provisions": lambda n: [
        order(milestones=[*signed(0), nm.Milestone(stage="expired", date="1601")]),
        *[
            provision(
                k,
                deontic=["obligation", "prohibition"][k % 2 :][:1],
                section=f"{k}",
                deadline=nm.Deadline(within="P90D", after="signed"),
            )
            for k in range(n)
        ],
    ],
    "provisions of many authorities": lambda n: [
        nm.Measure(id="order", kind="bill", title="T", body="city", issued_by=[f"g{k}" for k in range(n)]),
        *[provision(k, bearers=[f"h{k}"]) for k in range(n)],
        *[government(f"{letter}{k}") for letter in "gh" for k in range(n)],
    ],
    "scope": lambda n: [
        order(milestones=signed(0)),
        order(id="later", milestones=signed(1)),
        *[provision(k, instrument="later") for k in range(n)],
        *links("amends", [("later", "order")], scope=[f"p-{k}x" for k in range(n)]),
    ],
    "ends and deadlines": lambda n: [
        order(milestones=signed(0)),
        *[order(id=f"o-{k}x", title=f"Order {k}", milestones=signed(k + 1)) for k in range(n)],
        *links("repeals", [(f"o-{k}x", "order") for k in range(n)]),
        *[provision(k, deadline=nm.Deadline(date=day(k + 2))) for k in range(n)],
    ],
    "one post": lambda n: [
        MAYOR,
        *terms(n),
        *[order(id=f"o-{k}x", title=f"Order {k}", milestones=signed(5000 + k, by=[f"x-{k}"])) for k in range(n)],
    ],
    "signers in many posts": lambda n: [
        *terms(n),
        order(
            issued_by=["mayor", *(f"post-{k}" for k in range(n))],
            milestones=signed(5000, by=[f"x-{k}" for k in range(n)]),
        ),
    ],
    "one statement": lambda n: [
        *terms(n),
        order(milestones=[nm.Milestone(stage="announced", date="2025")]),
        nm.Statement(
            id="said",
            date="2020",
            capacity="mayor",
            speakers=[f"x-{k}" for k in range(n)],
            stances=[nm.TargetStance(target="order", stance="support")] * n,
            key_phrases=["one two three four five six seven eight nine"] * n,
        ),
    ],
}


def calls(work: Callable[[], object]) -> int:
    """Count the calls of functions that some work makes."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def calls_by_rule(records: Sequence[nm.Record]) -> dict[str, int]:
    """Count the calls that each rule makes, and those of a whole check, which also reports what they found."""
    made = nm.Collection.of([REPORT, *records], id="demo", title="T")
    found = {rule.code: calls(partial(run_rule, rule, made)) for rule in all_rules()}
    return {**found, "report": calls(partial(nm.validate, made))}


@each_case("name", list(SHAPES))
def test_the_work_of_each_rule_grows_with_the_records(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first look-ups of misspelled words, which compare up to a hundred others, would be most of the work.
    for module in ("nmp2_references", "nmp6_statements", "nmp7_form"):
        monkeypatch.setattr(f"nmpolicy.rules.{module}.MAX_SUGGESTIONS", 2)
    few, many = (calls_by_rule(SHAPES[name](size)) for size in (SMALL, SMALL * FACTOR))
    too_much = {code: (few[code], many[code]) for code in few if many[code] > MOST_GROWTH * few[code] + ONCE}
    assert too_much == {}
