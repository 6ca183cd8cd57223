"""Measure how the time of each question grows with the number of records, and print a table.

For each question and each shape of a collection, it measures CPU time at n, 2n, 4n and 8n records, each time of a
collection that has not been asked before, and with the garbage collector off. The exponent is the slope of a line
through the logarithms of the times: 1 if the time doubles with the records, 2 if it quadruples. A question is marked if
its exponent is above 1.15 and the answer does not grow as fast.

A collection like a city's has 8n = 100,000 records. The hostile shapes have 4,000, with which the slowest question
takes seconds: what is quadratic shows there too.
"""

import argparse
import gc
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import log
from typing import Any, NamedTuple

import attrs
import growth_shapes

import nmpolicy as nm
from nmpolicy.exports.graphs.graph_export import to_graph
from nmpolicy.queries.force.in_force import force_of_each
from nmpolicy.queries.force.latest_sources import source_dates
from nmpolicy.queries.holders import holders
from nmpolicy.queries.likenesses import likenesses
from nmpolicy.queries.offices import capacities, overlaps, vacancies
from nmpolicy.queries.official_acts import official_acts
from nmpolicy.queries.relation_sentences import relation_sentences
from nmpolicy.queries.timeline import instrument_timelines
from nmpolicy.vocabulary.dates import PartialDate

RECORDS = 100_000
#: The largest number of records of a hostile shape, as a part of those of a city.
HOSTILE = 25
QUICK = 400
SIZES = (8, 4, 2, 1)  # the parts of the largest number of records that are measured
DAY, YEAR = "2024-05-01", "2024"
LINEAR = 1.15
#: No more is measured of a question about a hostile shape that takes longer than this at some size, in seconds.
MAX_SECONDS = 2.0
#: Times below this are mostly noise, in seconds.
MIN_SECONDS = 0.004
CITY = "a city"
#: A question is asked again until it took so long in all, in seconds, and at most so many times: short times vary most.
ENOUGH_SECONDS, MOST_RUNS = 0.3, 8
#: How often a question that would be marked is measured again.
REPEATS = 3

Question = Callable[[nm.Collection], object]
QUESTIONS: dict[str, Question] = {
    "in_force_all, a day": lambda c: nm.in_force_all(c, DAY),
    "in_force_all, a year": lambda c: nm.in_force_all(c, YEAR),
    "in_force, an order": lambda c: [nm.in_force(c, each, DAY) for each in c.orders[:1]],
    "in_force, the last": lambda c: [nm.in_force(c, each, YEAR) for each in c.orders[-1:]],
    "force of provisions": lambda c: force_of_each(c, c.provisions, PartialDate(DAY)),
    "their force, a year": lambda c: force_of_each(c, c.provisions, PartialDate(YEAR)),
    "due, a year": lambda c: nm.due(c, "2024-01-01", "2024-12-31"),
    "duties of a person": lambda c: nm.duties(c, "jane", DAY),
    "duties of a body": lambda c: nm.duties(c, "police", DAY),
    "provision_gaps": lambda c: nm.provision_gaps(c, DAY),
    "offices": lambda c: nm.offices(c, DAY),
    "holders of a post": lambda c: holders(c, "mayor", YEAR),
    "vacancies, overlaps": lambda c: (vacancies(c, "mayor"), overlaps(c, "mayor")),
    "capacities of all": lambda c: [capacities(c, each) for each in c.statements],
    "official acts": official_acts,
    "lineage of the first": lambda c: [nm.lineage(c, each) for each in c.orders[:1]],
    "lineage of the last": lambda c: [nm.lineage(c, each) for each in c.orders[-1:]],
    "timeline": nm.timeline,
    "timelines of each": instrument_timelines,
    "stances": nm.stances,
    "stances on an order": lambda c: [nm.stances(c, each) for each in c.orders[:1]],
    "stances_by_actor": nm.stances_by_actor,
    "publication_delays": nm.publication_delays,
    "series": nm.series,
    "find, words": lambda c: nm.find(c, "order emergency"),
    "find, number": lambda c: nm.find(c, number="1"),
    "find, by a person": lambda c: nm.find(c, by="jane"),
    "find, by a post": lambda c: nm.find(c, by="mayor"),
    "find, a year": lambda c: nm.find(c, year=2024),
    "find, in force": lambda c: nm.find(c, in_force_on=DAY),
    "find_actors": lambda c: nm.find_actors(c, "jane roe"),
    "relations as sentences": lambda c: [each for one in c.orders for each in relation_sentences(c, one)],
    "sources on each order": lambda c: [source_dates(c, each.id) for each in c.orders],
    "likenesses": lambda c: [each for one in c for each in likenesses(one)],
    "answers as tables": lambda c: [each._repr_html_() for each in (nm.timeline(c), nm.stances(c))],
}
#: What every question needs at least. A dict grows faster than the records, as only a small one fits into the caches.
LEAST = "a dict of the records"
#: Other functions, which are measured of a city only.
FUNCTIONS: dict[str, Question] = {
    LEAST: lambda c: {each.id: each for each in c},
    "validate": lambda c: nm.validate(c).problems,
    "diff": lambda c: nm.diff(c, edited(c, "changed")),
    "merge": lambda c: nm.merge(edited(c, "ours"), edited(c, "theirs", 5), c).collection,
    "redact": lambda c: nm.redact(c).collection,
    "graph": lambda c: to_graph(c, "dot").content,
    "dumps and loads": lambda c: nm.loads(nm.dumps(c)),
}
ALL: Mapping[str, Question] = {**QUESTIONS, **FUNCTIONS}


def edited(collection: nm.Collection, title: str, first: int = 0) -> nm.Collection:
    """Return a collection in which every tenth order has another title."""
    orders = collection.orders[first::10]
    return collection.replace(*(attrs.evolve(each, title=f"{each.title}, {title}") for each in orders))


class Growth(NamedTuple):
    """The times and the sizes of the answers to one question about one shape, from the fewest records to the most."""

    question: str
    shape: str
    sizes: Sequence[int]
    seconds: Sequence[float]
    values: Sequence[int]

    @property
    def exponent(self) -> float:
        """The slope of the logarithms of the times; 0 if they are too short to tell."""
        return slope(self.sizes, self.seconds) if self.seconds[-1] > MIN_SECONDS else 0.0

    @property
    def answer(self) -> float:
        """The slope of the logarithms of the sizes of the answers."""
        return slope(self.sizes, [each + 1 for each in self.values])

    @property
    def unexplained(self) -> bool:
        """True if the time grows faster than the records and than the answer."""
        return self.question != LEAST and self.exponent > max(LINEAR, self.answer + LINEAR - 1)


def slope(sizes: Sequence[int], values: Sequence[float]) -> float:
    """Return the slope of the line through the logarithms, by the method of least squares."""
    pairs = [(log(size), log(value)) for size, value in zip(sizes, values, strict=True) if value > 0]
    mean = [sum(each) / len(pairs) for each in zip(*pairs, strict=True)]
    square = sum((x - mean[0]) ** 2 for x, _ in pairs)
    return sum((x - mean[0]) * (y - mean[1]) for x, y in pairs) / square if square else 0.0


def measure(question: str, shape: str, records: int, runs: int) -> Growth:
    """Measure a question about a shape, and again if it seems to grow too fast: what it is marked for may be chance.

    The times of the same size differ by up to a factor of two on a shared machine. What disturbs them only makes them
    longer, so the lowest time of each size is kept.
    """
    found = measure_once(question, shape, records, runs)
    for _ in range(REPEATS if runs > 1 else 0):
        if not found.unexplained:
            break
        again = measure_once(question, shape, records, runs)
        seconds = [min(times) for times in zip(found.seconds, again.seconds, strict=False)]
        found = Growth(question, shape, again.sizes[: len(seconds)], seconds, again.values[: len(seconds)])
    return found


def measure_once(question: str, shape: str, records: int, runs: int) -> Growth:
    """Measure a question about a shape at each size, until it takes too long."""
    ask = ALL[question]
    sizes, seconds, values = [], [], []
    for part in SIZES:
        size = records // part
        times: list[float] = []
        answer: object = None
        while len(times) < runs and sum(times) < ENOUGH_SECONDS:
            collection = growth_shapes.collection(shape, size)
            gc.collect()
            started = time.process_time()
            answer = ask(collection)
            times.append(time.process_time() - started)
        sizes.append(size)
        seconds.append(min(times))
        values.append(count(answer))
        if seconds[-1] > MAX_SECONDS and shape != CITY:
            break
    return Growth(question, shape, sizes, seconds, values)


def count(answer: object) -> int:
    """Return the number of values in an answer; a text counts by its length in words."""
    found = 0
    pending: deque[Any] = deque([answer])
    while pending:
        each = pending.pop()
        if isinstance(each, nm.Record):
            found += 1
        elif isinstance(each, Mapping):
            pending.extend(each)
            pending.extend(each.values())
        elif isinstance(each, str):
            found += 1 + each.count(" ")
        elif isinstance(each, Iterable):
            pending.extend(each)
        elif attrs.has(type(each)):
            pending.extend(getattr(each, field.name) for field in attrs.fields(type(each)))
        else:
            found += 1
    return found


def lines(found: Sequence[Growth]) -> Iterator[str]:
    """Yield the tables: each question about a city, and about the hostile shape with which it grows fastest."""
    usual = [each for each in found if each.shape == CITY]
    if usual:
        yield f"{'a city':<44} {'records':>7} {'sec.':>6} {'exp.':<5} {'answer':>8} {'exp.'}"
        yield from map(line, usual)
    hostile = [each for each in found if each.shape != CITY]
    if hostile:
        yield ""
        yield f"{'the worst shape':<44} {'records':>7} {'sec.':>6} {'exp.':<5} {'answer':>8} {'exp.'}"
    for question in dict.fromkeys(each.question for each in hostile):
        own = [each for each in hostile if each.question == question]
        yield line(max(own, key=lambda each: (each.unexplained, each.exponent - max(1, each.answer), each.exponent)))
    marked = [each for each in found if each.unexplained]
    yield ""
    yield "! grows faster than the records and than the answer:" if marked else "Nothing is marked."
    least = max((each.exponent for each in usual if each.question == LEAST), default=0.0)
    for each in marked:
        reason = f", no more than {LEAST}" if each.exponent <= least else ""
        yield f"  {each.question}; {each.shape}, {each.exponent:.2f}{reason}"


def line(growth: Growth) -> str:
    """Return a row of a table."""
    mark = "!" if growth.unexplained else " "
    shape = "" if growth.shape == CITY else growth.shape
    figures = f"{growth.sizes[-1]:>6} {growth.seconds[-1]:>6.2f} {growth.exponent:.2f}{mark}"
    return f"{growth.question:<23} {shape:<21} {figures} {growth.values[-1]:>8} {growth.answer:.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help=f"only {QUICK} records, to see that all questions run")
    parser.add_argument("--records", type=int, default=RECORDS, help="the largest number of records of a city")
    parser.add_argument("--shape", action="append", choices=growth_shapes.SHAPES, help="only this shape")
    parser.add_argument("--question", action="append", choices=ALL, help="only this question")
    parser.add_argument("--all", action="store_true", help="print every measurement")
    arguments = parser.parse_args()
    gc.disable()
    found = []
    for shape in arguments.shape or growth_shapes.SHAPES:
        records = arguments.records if shape == CITY else arguments.records // HOSTILE
        records = QUICK if arguments.quick else records
        for question in arguments.question or (ALL if shape == CITY else QUESTIONS):
            found.append(each := measure(question, shape, records, 1 if arguments.quick else MOST_RUNS))
            if arguments.all or (each.unexplained and not arguments.quick):
                times = " ".join(f"{one:.3f}" for one in each.seconds)
                row = f"{question:<23} {shape:<22} {each.exponent:.2f} {each.answer:.2f}  {times}"
                print(row, file=sys.stderr, flush=True)
    print("\n".join(each.rstrip() for each in lines(found)))
    print(f"\n{time.process_time():,.0f} seconds of CPU time", file=sys.stderr)


if __name__ == "__main__":
    main()
