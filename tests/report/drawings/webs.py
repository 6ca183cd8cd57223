"""Collections with webs of many forms, for the tests of the drawings."""

import nmpolicy as nm


def order(id: str, **fields: object) -> nm.Order:
    return nm.Order(id=id, kind="executive-order", **({"title": f"Order {id}"} | fields))  # type: ignore[arg-type]


def hub(count: int) -> nm.Collection:
    """An order that many others amend, and that binds many."""
    bound = [nm.Organization(id=f"agency-{number}", name=f"Agency {number}") for number in range(count)]
    amending = [order(f"eo-{number}") for number in range(count)]
    return nm.Collection.of(
        [
            nm.Post(id="mayor", name="Mayor"),
            order("hub", issued_by=["mayor"]),
            *bound,
            *amending,
            nm.Provision(
                id="hub.duty",
                kind="regulative",
                instrument="hub",
                bearers=[each.id for each in bound],
                deontic=["obligation"],
            ),
            *(nm.Relation(id=f"r-{each.id}", subject=each.id, predicate="amends", object="hub") for each in amending),
        ],
        id="demo",
        title="A hub",
    )


def circle(count: int) -> nm.Collection:
    """Orders of which each amends the next, and the first also itself."""
    orders = [order(f"eo-{number}") for number in range(count)]
    pairs = [*zip(orders, [*orders[1:], orders[0]], strict=True), (orders[0], orders[0])]
    relations = [
        nm.Relation(id=f"r-{number}", subject=first.id, predicate="amends", object=second.id)
        for number, (first, second) in enumerate(pairs)
    ]
    return nm.Collection.of([*orders, *relations], id="demo", title="A circle")


def hostile() -> nm.Collection:
    """Labels and words that are long, empty, or could be taken for something else."""
    people = [
        nm.Person(id="script", name="<script>alert(1)</script>"),
        nm.Person(id="quotes", name="\"A\" 'b' &amp;"),
        nm.Person(id="empty"),
        nm.Person(id="marks", name="\u202eright to left"),
        nm.Person(id="long", name="x" * 1_000_000),
        nm.Person(id="wide", name="W\u4e00" * 50),
    ]
    members = [
        nm.Membership(id=f"m-{each.id}", member=each.id, organization="club", role=f"{each.name} </text><b>")
        for each in people
    ]
    return nm.Collection.of(
        [
            *people,
            nm.Organization(id="club", name="Club"),
            *members,
            order("eo", title='"><script>', issued_by=[each.id for each in people]),
        ],
        id="demo",
        title="<b>Hostile</b>",
    )
