"""Answers the five questions of the examples in other languages, with the functions of nmpolicy.

`python tests/five_questions.py FILE` prints the answers, as each program in `examples/consumers` prints them.
`python tests/five_questions.py --write FILE` writes a collection with dates of every kind and with texts that are easy
to get wrong, about which the programs can be asked, too.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import nmpolicy as nm

STAFF = "albuquerque-city-staff"
ORDER = "abq-eo-2025-07-21"
DAY = "2025-05-15"
ANSWERS = {True: "yes", False: "no", None: "not decided"}


def answers(collection: nm.Collection) -> str:
    """Return the five questions, and the answers to each in the order of their characters."""
    questions = {
        "What must city staff do?": duties(collection),
        "Who opposes the order, and in what capacity?": opponents(collection),
        "What does the order expand?": expanded(collection),
        "Did it come before May 15, 2025?": before(collection),
        "How many orders and measures were signed or issued in each year?": years(collection),
    }
    paragraphs = [[question, *(f"- {answer}" for answer in sorted(found)), ""] for question, found in questions.items()]
    return "".join(f"{line}\n" for paragraph in paragraphs for line in paragraph)


def duties(collection: nm.Collection) -> Iterator[str]:
    for duty in nm.duties(collection, STAFF, DAY):
        provision = collection.get(duty.provision, nm.Provision)
        if provision and duty.bearer == STAFF and nm.Deontic.OBLIGATION in provision.deontic:
            yield f"{provision.aim} {provision.direct_object}".strip() + cited(provision)


def opponents(collection: nm.Collection) -> Iterator[str]:
    for each in nm.stances(collection, ORDER):
        statement = collection.get(each.statement, nm.Statement)
        if statement and each.stance.stance is nm.Stance.OPPOSE:
            capacity = f", {collection.label(statement.capacity)}" if statement.capacity else ""
            yield collection.label(each.speaker) + capacity + cited(statement)


def expanded(collection: nm.Collection) -> Iterator[str]:
    for relation in collection.relations:
        if relation.subject == ORDER and relation.predicate is nm.RelationKind.EXPANDS:
            yield collection.label(relation.object) + cited(relation)


def before(collection: nm.Collection) -> Iterator[str]:
    for instrument in collection.instruments:
        for milestone in instrument.milestones:
            answer = milestone.date.before(DAY) if milestone.date else None
            yield f"{ANSWERS[answer]}: {instrument.label}, {milestone.stage} {milestone.date or '(no date)'}"


def years(collection: nm.Collection) -> Iterable[str]:
    counts = Counter[str]()
    for instrument in collection.instruments:
        for milestone in instrument.milestones:
            if milestone.stage in (nm.Stage.SIGNED, nm.Stage.ISSUED):
                date = milestone.date
                counts[date[:4] if date and date.within(date[:4]) else "not decided"] += 1
    return [f"{year}: {count}" for year, count in counts.items()]


def cited(record: nm.Provision | nm.Statement | nm.Relation) -> str:
    paragraphs = [str(each.paragraph) for each in record.evidence if each.paragraph]
    return f" [{', '.join(paragraphs)}]" if paragraphs else ""


def other() -> nm.Collection:
    """Return a collection about which it is easy to give a wrong answer."""
    dates = [f"{text}{mark}" for text in plain_dates() for mark in ("", "~", "?", "%")]
    milestones = [nm.Milestone(stage=("signed", "issued", "expired")[n % 3], date=date) for n, date in enumerate(dates)]
    provisions = [
        nm.Provision(
            id=f"p-{len(deontic)}-{len(bearers)}",
            kind="regulative",
            instrument=ORDER,
            bearers=bearers,
            deontic=deontic,
            aim="do",
            direct_object=f"{deontic} {bearers}",
            evidence=[nm.Evidence(source="source", paragraph=number) for number in (10, 9, None)],
        )
        for deontic in (("obligation", "permission"), ("prohibition",), ())
        for bearers in ((STAFF, "other"), ("other",), ())
    ]
    statements = [
        nm.Statement(
            id=f"{target}-{number}",
            speakers=speakers,
            capacity=None if number else "post",
            stances=[nm.TargetStance(target=target, stance=stance) for stance in ("oppose", "support")],
        )
        for number, speakers in enumerate((("raul", STAFF), ("hidden",), ("nameless",)))
        for target in (ORDER, "measure")
    ]
    return nm.Collection(id="other", title="Another collection").add(
        nm.Source(id="source", kind="dataset", title="A source"),
        nm.Organization(id=STAFF, name="Staff"),
        nm.Organization(id="other", name="Others"),
        nm.Post(id="post", name='A "post", 100%'),
        nm.Person(id="hidden", name="Named", private=True),
        nm.Person(id="nameless"),
        nm.Person(id="raul", name="Raúl O'Neil; 'so'"),
        nm.Order(id=ORDER, kind="other", title="<b>Orders</b> & more | {}", milestones=milestones),
        nm.Order(id="bare", kind="other", title="No milestone"),
        nm.Measure(id="measure", kind="other", title="Undated \\n $x", milestones=[nm.Milestone(stage="signed")]),
        *provisions,
        *statements,
        nm.Relation(id="r", subject=ORDER, predicate="expands", object="measure"),
        nm.Relation(id="s", subject="measure", predicate="expands", object=ORDER),
    )


def plain_dates() -> Iterator[str]:
    yield from ("1001-01", "1899-12-31", "2000-02-29", "2024", "2025", "2026", "9999", "9999-12")
    yield from (f"2025-{month:02}" for month in range(1, 13))
    yield from ("2024-12-31", "2025-01-01", "2025-05-13", "2025-05-14", "2025-05-15", "2025-05-16", "2025-05-17")


def main() -> None:
    """Print the answers, or write the collection."""
    if sys.argv[1] == "--write":
        nm.dump(other(), sys.argv[2])
    else:
        sys.stdout.write(answers(nm.load(sys.argv[1])))


if __name__ == "__main__":
    main()
