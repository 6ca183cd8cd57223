"""An outside project that imports nmpolicy: what it may write, and the types it sees. Checked with mypy and pyright."""

from collections.abc import Iterator
from typing import assert_type

import nmpolicy as nm
from nmpolicy.problems import Problem, Severity
from nmpolicy.rules.registry import Rule, all_rules

city = nm.Organization(id="city", name="A city", classification="government", other_names=["The city"], size=4)
mayor = nm.Post(id="mayor", name="Mayor", organization=city)
order = nm.Order(
    id="eo",
    kind="executive-order",
    title="An order",
    issued_by=[mayor, "city"],
    milestones=[nm.Milestone(stage="signed", date="2025-07-21", by={city})],
    evidence=(nm.Evidence(source="article", paragraph=4, basis=nm.Basis.NEWS_REPORT),),
)
duty = nm.Provision(id="eo.a", instrument=order, kind="regulative", deontic=["obligation"], bearers=[city])
praise = nm.Statement(
    id="s", speakers=[mayor], stances=[nm.TargetStance(target=order, stance="support")], medium="letter"
)
collection = nm.Collection(id="demo", title="A demonstration").add(city, mayor, order, duty, praise)
listed = nm.Collection(id="demo", title="A demonstration", orders=[order], posts={mayor})
on_the_record = [p.speaker for p in nm.stances(collection, order) if p.stance.stance == "support"]

assert_type(order.kind, nm.OrderKind)
assert_type(order.issued_by, tuple[str, ...])
assert_type(order.milestones, tuple[nm.Milestone, ...])
assert_type(order.stage, nm.Stage | None)
assert_type(order.milestones[0].date, nm.PartialDate | None)
assert_type(duty.deontic, tuple[nm.Deontic, ...])
assert_type(duty.instrument, str)
assert_type(praise.medium, nm.Medium | None)
assert_type(collection.provisions, tuple[nm.Provision, ...])
assert_type(collection.actors, tuple[nm.Person | nm.Organization | nm.Post, ...])
assert_type(collection.instruments, tuple[nm.Order | nm.Measure, ...])
assert_type(collection["eo"], nm.Record)
assert_type(collection.get("eo"), nm.Record | None)
assert_type(nm.PartialDate("2025").before("2026"), bool | None)
assert_type(nm.validate(collection).errors, tuple[Problem, ...])
assert_type(nm.loads(nm.dumps(collection)), nm.Collection)


def rules_of_our_own() -> None:
    """Never called, so that the catalog stays as it is."""

    @nm.rule("NEWS001", "warning", "title in capitals")
    def capitals(collection: nm.Collection) -> Iterator[nm.Finding]:
        """A title is in capitals."""
        for place, each in nm.placed(collection.orders, collection.measures):
            if each.title.isupper():
                yield nm.Finding((*place, "title"), "the title is in capitals; write it as a sentence")

    @nm.rule("NEWS002", Severity.NOTICE, "no orders")
    def few(collection: nm.Collection) -> list[nm.Finding]:
        """A list will do as well as a generator."""
        return [] if collection.orders else [nm.Finding((), "there is no order; add one")]

    longest = nm.Survey(lambda some: (len(each.title) for each in some.orders), lambda facts: max(facts, default=0))
    assert_type(
        nm.Suppression(code="NMP501", justification="The source does not say whose duty it is."), nm.Suppression
    )

    assert_type(few(collection), list[nm.Finding])
    assert_type(collection.surveyed(longest), int)
    assert_type(all_rules()[0], Rule)
    assert_type(duty.suppressions, tuple[nm.Suppression, ...])


def what_a_checker_must_refuse() -> None:
    """Never called. An unused ignore is an error to mypy, so each of these must be one."""
    nm.Order(id="eo", kind="executive-order")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    nm.Order(id="eo", kind="other", title="T", issued_by=[5])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    nm.Milestone(stage="signed", date=2025)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    nm.rule("NEWS003", "warning", "nothing")(5)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    nm.placed([order])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    order.title = "Another"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
