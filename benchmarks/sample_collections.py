"""Generate records to time: the same on every run, in the proportions of a city's compilation."""

import random
from collections.abc import Callable, Iterator, Sequence

import nmpolicy as nm

#: How many of every hundred records belong to each class.
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
    """Return a collection of so many records, a multiple of 100. No rule finds an error in it."""
    return nm.Collection.of(records(size, seed), id="generated", title="Generated for timing")


def records(size: int, seed: int = 2025) -> Iterator[nm.Record]:
    """Yield the records of such a collection in the order of a document."""
    rng = random.Random(seed)
    builder = _Builder(rng, {table: size * share // 100 for table, share in SHARES.items()})
    for table in SHARES:
        build: Callable[[int], nm.Record] = getattr(builder, table)
        yield from map(build, range(builder.counts[table]))


class _Builder:
    """Build the records of each table by number. References are spread evenly over their tables."""

    def __init__(self, rng: random.Random, counts: dict[str, int]) -> None:
        self.rng = rng
        self.counts = counts

    def sources(self, n: int) -> nm.Source:
        return nm.Source(
            id=f"source-{n}",
            kind="news-article",
            title=self.words(8),
            publisher=self.one("organizations"),
            date="2025-12-31",
            url=f"https://example.org/{n}",
            language="en",
        )

    def people(self, n: int) -> nm.Person:
        return nm.Person(id=f"person-{n}", name=self.words(2).title(), summary=self.words(12), evidence=self.evidence())

    def organizations(self, n: int) -> nm.Organization:
        return nm.Organization(
            id=f"organization-{n}",
            name=self.words(4),
            # A tree under one government, which has the division. Every tenth organization is a council.
            classification="government" if n == 0 else "council" if n % 10 == _COUNCIL else "department",
            parent=f"organization-{(n - 1) // 10}" if n else None,
            division="" if n else "ocd-division/country:us/state:nm",
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
            member=f"person-{n}",
            post=self.one("posts"),
            start_date="2000-01-01",
            evidence=self.evidence(),
        )

    def orders(self, n: int) -> nm.Order:
        return nm.Order(
            id=f"order-{n}",
            kind="executive-order",
            title=self.words(8),
            number=f"2025-{n}",
            series="executive orders",
            division="ocd-division/country:us/state:nm",
            issued_by=["post-0"],
            subjects=[self.words(1), self.words(2)],
            summary=self.words(30),
            milestones=[nm.Milestone(stage="signed", date=self.rising_date(n), by=[self.one("people")])],
            evidence=self.evidence(),
        )

    def measures(self, n: int) -> nm.Measure:
        return nm.Measure(
            id=f"measure-{n}",
            kind="ordinance",
            title=self.words(8),
            body=f"organization-{self.rng.randrange(self.counts['organizations'] // 10) * 10 + _COUNCIL}",
            issued_by=["organization-0"],
            sponsors=[self.one("people"), self.one("people")],
            summary=self.words(20),
            milestones=[nm.Milestone(stage="passed", date=self.date())],
            vote_events=[nm.VoteEvent(passed=True, yes=6, no=3, date=self.date(), evidence=self.evidence())],
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
            participants=[nm.Participant(actor=self.one(table)) for table in ("people", "organizations")],
            about=[self.one("orders")],
            summary=self.words(15),
            evidence=self.evidence(),
        )

    def relations(self, n: int) -> nm.Relation:
        return nm.Relation(
            id=f"relation-{n}",
            subject=f"order-{n % self.counts['orders']}",
            predicate="cites" if n % 2 else "implements",
            object=f"measure-{(7 * n + n // self.counts['orders']) % self.counts['measures']}",
            evidence=self.evidence(),
        )

    def one(self, table: str) -> str:
        return f"{_SINGULAR[table]}-{self.rng.randrange(self.counts[table])}"

    def evidence(self) -> Sequence[nm.Evidence]:
        return [nm.Evidence(source=self.one("sources"), paragraph=self.rng.randrange(1, 40), basis="news-report")]

    def words(self, count: int) -> str:
        return " ".join(self.rng.choices(_WORDS, k=count))

    def rising_date(self, n: int) -> str:
        return f"{2001 + 23 * n // self.counts['orders']}-06-01"

    def date(self) -> str:
        return f"{self.rng.randrange(2001, 2025)}-{self.rng.randrange(1, 13):02}-{self.rng.randrange(1, 29):02}"


_COUNCIL = 5  # the last digit of a council's number
_SINGULAR = {"people": "person"} | {table: table.removesuffix("s") for table in SHARES if table != "people"}
