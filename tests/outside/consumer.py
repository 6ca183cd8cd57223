"""An outside project that uses nmpolicy. mypy and pyright check that it sees full types; nothing here is run."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import assert_type

import nmpolicy as nm
from nmpolicy.problems import Problem, Severity
from nmpolicy.queries.answer_tables import Answers
from nmpolicy.queries.timeline import TimelineEntry
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


def records_have_full_types() -> None:
    assert_type(order.kind, nm.OrderKind)
    assert_type(order.issued_by, tuple[str, ...])
    assert_type(order.milestones, tuple[nm.Milestone, ...])
    assert_type(order.stage, nm.Stage | None)
    assert_type(order.milestones[0].date, nm.PartialDate | None)
    assert_type(duty.deontic, tuple[nm.Deontic, ...])
    assert_type(duty.instrument, str)
    assert_type(duty.suppressions, tuple[nm.Suppression, ...])
    assert_type(praise.medium, nm.Medium | None)
    assert_type(nm.PartialDate("2025").before("2026"), bool | None)
    assert_type(nm.__version__, str)


def collections_have_full_types() -> None:
    assert_type(collection.provisions, tuple[nm.Provision, ...])
    assert_type(collection.actors, tuple[nm.Person | nm.Organization | nm.Post, ...])
    assert_type(collection.instruments, tuple[nm.Order | nm.Measure, ...])
    assert_type(collection["eo"], nm.Record)
    assert_type(collection.get("eo"), nm.Record | None)
    assert_type(collection.get("eo", nm.Order), nm.Order | None)
    assert_type(nm.loads(nm.dumps(collection)), nm.Collection)
    assert_type(nm.load(Path("demo.json")), nm.Collection)


def builders_have_full_types() -> None:
    builder = nm.CollectionBuilder(collection)
    with builder.citing(nm.Source(id="article", kind="news-article", title="An article"), basis="news-report"):
        assert_type(builder.add(mayor), nm.Post)
        assert_type(builder.add(order, "signed an order", "on Monday").milestones, tuple[nm.Milestone, ...])
        assert_type(builder.replace(city), nm.Organization)
    assert_type(builder.build(), nm.Collection)
    assert_type(nm.slug("A city"), str)


def results_have_full_types() -> None:
    assert_type(nm.validate(collection).errors, Answers[Problem])
    assert_type(nm.timeline(collection)[0].record, str)
    assert_type(nm.timeline(collection)[:5], Answers[TimelineEntry])
    assert_type(nm.validate(collection).ok, bool)
    assert_type(nm.in_force(collection, order, "2025-08-01").answer, bool | None)
    assert_type([force.record for force in nm.in_force_all(collection, "2025-08-01")], list[str])
    assert_type([each.speaker for each in nm.stances(collection, order)], list[str])
    assert_type([each.stance.stance for each in nm.stances(collection)], list[nm.Stance])
    assert_type([each.actor for each in nm.stances_by_actor(collection)], list[str])
    assert_type([entry.record for entry in nm.timeline(collection)], list[str])
    assert_type([change.record for change in nm.diff(collection, listed)], list[str | None])
    assert_type(nm.merge(collection, listed).collection, nm.Collection)
    assert_type([check.record for check in nm.verify(collection, {"article": "Text"}).checks], list[str])
    assert_type(nm.anchor_quotes(collection, {"article": "Text"}).anchored, int)
    assert_type([problem.reason for problem in nm.anchor_quotes(collection, {}).problems], list[str])


def tables_have_full_types() -> None:
    """Also without the packages of the extras, which are not installed where this is checked."""
    assert_type(nm.tables.layout(), tuple[nm.tables.Table, ...])
    assert_type(nm.tables.layout()[0].columns[0].name, str)
    nm.tables.write_parquet(collection, "out", force=True, progress=print)
    assert_type(nm.tables.read_csv("tables"), nm.Collection)
    assert_type(nm.redact(collection).collection, nm.Collection)


def files_can_be_checked_in_parallel() -> None:
    with ProcessPoolExecutor() as executor:
        reports = nm.check_files(["a.json", Path("b.json")], executor, ignore=["NMP602"])
        assert_type(reports, Iterator[nm.FileReport])
        assert_type([(report.path, report.ok) for report in reports], list[tuple[str, bool]])


def other_formats_have_types() -> None:
    imported = nm.imports.read_popolo("popolo.json")
    assert_type(imported, nm.imports.Imported)
    assert_type(imported.collection, nm.Collection)
    assert_type(imported.left_out["people.email"], int)
    assert_type(imported.problems[0].message, str)
    assert_type(nm.imports.draft_mapping("orders.csv"), str)
    assert_type(nm.exports.to_graph(collection, "dot", around="mayor").content, str)
    assert_type(nm.exports.to_ocd(collection), nm.exports.Exported[dict[str, str]])
    nm.exports.to_graph(collection, "svg")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def pages_have_types() -> None:
    """Also without Jinja, which is not installed where this is checked."""
    assert_type(nm.report.to_html(collection, on="2025-08-01", include_private=True), str)
    assert_type(nm.report.to_html(collection, on=date(2025, 8, 1)), str)
    nm.report.write_folder(collection, Path("pages"), on=nm.PartialDate("2025-08"), force=True, progress=print)
    nm.report.to_html(collection)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def rules_can_be_added() -> None:
    @nm.rule("NEWS001", "warning", "title in capitals")
    def capitals(collection: nm.Collection) -> Iterator[nm.Finding]:
        """A title is in capitals."""
        for each in collection.instruments:
            if each.title.isupper():
                yield nm.Finding(each, "title", "the title is in capitals; write it as a sentence")

    @nm.rule("NEWS002", Severity.NOTICE, "no orders")
    def few(collection: nm.Collection) -> list[nm.Finding]:
        """A list is as good as a generator."""
        return [] if collection.orders else [nm.Finding(collection, "", "there is no order; add one")]

    reason = nm.Suppression(code="NMP501", justification="The source does not say whose duty it is.")
    assert_type(reason, nm.Suppression)
    assert_type(nm.Finding(order, ("milestones", 0, "date"), "the date is wrong; correct it").message, str)
    assert_type(few(collection), list[nm.Finding])
    assert_type(all_rules()[0], Rule)


def a_type_checker_refuses_mistakes() -> None:
    # mypy reports an unused ignore as an error, so each of these lines must be a mistake.
    nm.Order(id="eo", kind="executive-order")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    nm.Order(id="eo", kind="other", title="T", issued_by=[5])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    nm.Milestone(stage="signed", date=2025)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    nm.rule("NEWS003", "warning", "nothing")(5)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    nm.Finding("eo", "title", "the title is wrong")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    collection.get("eo", str)  # type: ignore[type-var]  # pyright: ignore[reportCallIssue, reportArgumentType]
    order.title = "Another"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
