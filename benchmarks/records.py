"""Records for timing: made from a seed, the same at every run, in the proportions of a city's compilation."""

import random
from collections.abc import Callable, Iterator, Sequence

import nmpolicy as nm

#: How many of every hundred records are of a class.
SHARES = {
    "sources": 2,
    "people": 10,
    "organizations": 5,
    "posts": 5,
    "memberships": 10,
    "orders": 8,
    "measures": 5,
    "provisions": 25,
    "statements": 15,
    "events": 5,
    "relations": 10,
}
_WORDS = [
    "agency",
    "annual",
    "budget",
    "city",
    "clerk",
    "council",
    "department",
    "directs",
    "each",
    "emergency",
    "facility",
    "federal",
    "housing",
    "immigrant",
    "labor",
    "mayor",
    "notice",
    "office",
    "park",
    "permit",
    "police",
    "public",
    "record",
    "report",
    "resident",
    "safety",
    "school",
    "service",
    "street",
    "water",
]


def collection(size: int, seed: int = 2025) -> nm.Collection:
    """A collection of so many records, for sizes that are multiples of 100. No rule finds anything wrong with it."""
    return nm.Collection.of(records(size, seed), id="made", title="Made for timing")


def records(size: int, seed: int = 2025) -> Iterator[nm.Record]:
    """The records of such a collection, one after the other, in the order of a document."""
    rng = random.Random(seed)
    made = _Made(rng, {table: size * share // 100 for table, share in SHARES.items()})
    for table in SHARES:
        build: Callable[[int], nm.Record] = getattr(made, table)
        yield from map(build, range(made.counts[table]))


class _Made:
    """Builds the records of each table by their number. References are spread over the whole of their tables."""

    def __init__(self, rng: random.Random, counts: dict[str, int]) -> None:
        self.rng = rng
        self.counts = counts

    def sources(self, n: int) -> nm.Source:
        return nm.Source(
            id=f"source-{n}",
            kind="news-article",
            title=self.words(8),
            publisher=self.one("organizations"),
            date=self.date(),
            url=f"https://example.org/{n}",
            language="en",
        )

    def people(self, n: int) -> nm.Person:
        return nm.Person(id=f"person-{n}", name=self.words(2).title(), summary=self.words(12), evidence=self.evidence())

    def organizations(self, n: int) -> nm.Organization:
        return nm.Organization(
            id=f"organization-{n}",
            name=self.words(4),
            classification="department",
            parent=self.one("organizations"),
            size=n + 1,
            evidence=self.evidence(),
        )

    def posts(self, n: int) -> nm.Post:
        return nm.Post(
            id=f"post-{n}", name=self.words(4), organization=self.one("organizations"), evidence=self.evidence()
        )

    def memberships(self, n: int) -> nm.Membership:
        return nm.Membership(
            id=f"membership-{n}",
            member=self.one("people"),
            post=self.one("posts"),
            start_date=self.date(),
            evidence=self.evidence(),
        )

    def orders(self, n: int) -> nm.Order:
        return nm.Order(
            id=f"order-{n}",
            kind="executive-order",
            title=self.words(8),
            number=f"2025-{n}",
            issued_by=[self.one("posts")],
            subjects=[self.words(1), self.words(2)],
            summary=self.words(30),
            milestones=[nm.Milestone(stage="signed", date=self.date(), by=[self.one("people")])],
            evidence=self.evidence(),
        )

    def measures(self, n: int) -> nm.Measure:
        return nm.Measure(
            id=f"measure-{n}",
            kind="ordinance",
            title=self.words(8),
            body=self.one("organizations"),
            issued_by=[self.one("organizations")],
            sponsors=[self.one("people"), self.one("people")],
            summary=self.words(20),
            milestones=[nm.Milestone(stage="passed", date=self.date())],
            votes=[nm.Vote(passed=True, yes=6, no=3, date=self.date(), evidence=self.evidence())],
            evidence=self.evidence(),
        )

    def provisions(self, n: int) -> nm.Provision:
        order = self.one("orders")
        return nm.Provision(
            id=f"{order}.provision-{n}",
            instrument=order,
            kind="regulative",
            functions=["reporting"],
            bearers=[self.one("posts")],
            bearer_text=self.words(2),
            deontic=["obligation"],
            aim=self.words(1),
            direct_object=self.words(4),
            conditions=[self.words(6)],
            deadline=nm.Deadline(within="P30D", after="signed"),
            evidence=self.evidence(),
        )

    def statements(self, n: int) -> nm.Statement:
        return nm.Statement(
            id=f"statement-{n}",
            speakers=[self.one("people")],
            capacity=self.one("posts"),
            date=self.date(),
            medium="press-release",
            mode="indirect-quotation",
            stances=[nm.TargetStance(target=self.one("orders"), stance="support")],
            summary=self.words(25),
            key_phrases=[self.words(3)],
            evidence=self.evidence(),
        )

    def events(self, n: int) -> nm.Event:
        return nm.Event(
            id=f"event-{n}",
            kind="hearing",
            name=self.words(5),
            start_date=self.date(),
            location=self.words(2),
            participants=[self.one("people"), self.one("organizations")],
            about=[self.one("orders")],
            summary=self.words(15),
            evidence=self.evidence(),
        )

    def relations(self, n: int) -> nm.Relation:
        return nm.Relation(
            id=f"relation-{n}",
            subject=self.one("orders"),
            predicate="cites",
            object=self.one("measures"),
            evidence=self.evidence(),
        )

    def one(self, table: str) -> str:
        return f"{_SINGULAR[table]}-{self.rng.randrange(self.counts[table])}"

    def evidence(self) -> Sequence[nm.Evidence]:
        return [nm.Evidence(source=self.one("sources"), paragraph=self.rng.randrange(1, 40), basis="news-report")]

    def words(self, count: int) -> str:
        return " ".join(self.rng.choices(_WORDS, k=count))

    def date(self) -> str:
        return f"{self.rng.randrange(2000, 2026)}-{self.rng.randrange(1, 13):02}-{self.rng.randrange(1, 29):02}"


_SINGULAR = {"people": "person"} | {table: table.removesuffix("s") for table in SHARES if table != "people"}
