"""A made-up city's orders with all that an index shows, for tests of folders of pages."""

import nmpolicy as nm

HOSTILE = '<script>alert(1)</script>" onload="alert(2)\x1b[2J\u202e'


def _order(id: str, signed: str | None, number: str = "", **fields: object) -> nm.Order:
    given: dict[str, object] = {
        "kind": "executive-order",
        "title": f"Order {number}",
        "series": "Cruz, orders",
        "issued_by": ["mayor"],
        "milestones": [nm.Milestone(stage="signed", date=signed, by=["ana-cruz"])] if signed else [],
        "evidence": [nm.Evidence(source="register")],
    }
    return nm.Order(id=id, number=number, **{**given, **fields})  # type: ignore[arg-type]


CITY = nm.Collection.of(
    [
        nm.Source(
            id="register", kind="dataset", title="Register of orders", date="2026-07-23", url="https://city.example/"
        ),
        nm.Source(id="news", kind="news-article", title=HOSTILE, language="es"),
        nm.Person(id="ana-cruz", name="Ana Cruz"),
        nm.Person(id="clerk", name="Zora Quillfeather", private=True),
        nm.Organization(id="city", name="Riverton", classification="government"),
        nm.Post(id="mayor", name="Mayor of Riverton", organization="city"),
        _order("eo-1", "2019-03-25", "1", summary="Names the parks.", subjects=["parks", "names"]),
        _order("eo-2", "2020-01-07", "2"),
        _order("eo-10", "2020-01-07", "10", title="Curfew"),
        _order(
            "eo-3", "2020~", "3", title=HOSTILE, summary=HOSTILE, subjects=[HOSTILE], language="es", kind_text="Decreto"
        ),
        _order(
            "index",
            "2020-02-01",
            "4",
            title="Curfew",
            milestones=[
                nm.Milestone(stage="signed", date="2020-02-01", by=["ana-cruz"]),
                nm.Milestone(stage="expired", date="2020-02-06"),
            ],
        ),
        _order("undated", None, series="", issued_by=[], title="A draft that Zora Quillfeather wrote"),
        nm.Measure(
            id="o-1",
            kind="ordinance",
            title="Ordinance on parks",
            body="city",
            milestones=[nm.Milestone(stage="introduced", date="2021-05")],
        ),
        nm.Provision(
            id="eo-1.names",
            instrument="eo-1",
            kind="regulative",
            bearers=["city"],
            deontic=["obligation"],
            aim="name the parks",
            section="Section 1",
        ),
        nm.Relation(id="r-1", subject="eo-2", predicate="amends", object="eo-1.names"),
        nm.Relation(id="r-2", subject="eo-10", predicate="rescinds", object="eo-2"),
        *(
            nm.Relation(id=f"r-3-{day}", subject="index", predicate="extends", object="eo-3", end_date=f"2020-02-{day}")
            for day in ("06", "07", "08", "09", "10")
        ),
        nm.Relation(id="r-4", subject="ruling", predicate="cites", object="eo-10"),
        nm.Relation(id="r-5", subject="eo-1", predicate="cites", object="lost"),
        nm.Event(id="ruling", kind="court-ruling", name="A ruling", start_date="2020-05-01", about=["eo-10"]),
        nm.Event(id="hearing", kind="hearing", name="A hearing", start_date="2020-05-02"),
        nm.Relation(id="r-6", subject="hearing", predicate="responds-to", object="eo-2"),
        nm.Event(id="parade", kind="other", name="A parade", start_date="2020-05-01"),
        nm.Statement(
            id="praise",
            speakers=["city"],
            summary="Praises it.",
            date="2020-03",
            stances=[nm.TargetStance(target="eo-1.names", stance="support")],
        ),
        nm.Statement(
            id="remark",
            speakers=["city"],
            summary="Takes no side.",
            date="2020-03",
            stances=[nm.TargetStance(target="eo-10", stance="neutral")],
        ),
        nm.Statement(id="idle", speakers=["city"], summary="Says nothing of an order."),
    ],
    id="riverton",
    title="Orders of Riverton",
    summary="What its mayors ordered.",
)
