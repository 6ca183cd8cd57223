"""The records of one stretch as a collection, which knows the ids of the whole file and looks up its other records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import IO, Any, TypeVar

from attrs import evolve, fields, frozen

from nmpolicy.analysis.surveys import SURVEYS
from nmpolicy.bulk.index import Index
from nmpolicy.bulk.stretches import Source, Stretch, Tally, opened, records_of
from nmpolicy.errors import InvalidDocumentError, nearest
from nmpolicy.problems import Problem
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection, table_of
from nmpolicy.records.survey import AnySurvey, Survey
from nmpolicy.rules.catalog import Finding
from nmpolicy.rules.custom import catalog
from nmpolicy.rules.report import BROKEN_RULE, findings, problem_of
from nmpolicy.vocabulary.identifiers import alike
from nmpolicy.wire.tagged import LONGEST, Line, read_records

_REMEMBERED = 20_000  # records of other stretches that are held
_SUGGESTING = 10_000  # ids that are compared for the nearest one; more take too long
T = TypeVar("T")


@frozen
class Whole:
    """What is known of a whole file before its records are checked part by part. It goes from process to process."""

    source: Source
    index: Index
    header: Collection
    #: The answers to the surveys, in their order.
    answers: tuple[Any, ...]
    #: The ids that read like one before them.
    alike: Mapping[str, str]
    #: The codes of the rules that are run.
    codes: frozenset[str]

    @classmethod
    def of(
        cls, source: Source, index: Index, header: Collection, facts: Sequence[Iterable[Any]], codes: frozenset[str]
    ) -> "Whole":
        """What comes of the facts of all parts."""
        answers = tuple(survey.answer(some) for survey, some in zip(SURVEYS, facts, strict=True))
        return cls(source, index, header, answers, alike(index.ranks.keys()), codes)


class Library:
    """The records of a file, looked up by their ids."""

    def __init__(self, whole: Whole, file: IO[bytes]) -> None:
        """Look into a file that stays open as long as this is used."""
        self.whole, self._file = whole, file
        self.source, self.index, self.header = whole.source, whole.index, whole.header
        self.answers: dict[AnySurvey, Any] = dict(zip(SURVEYS, whole.answers, strict=True))
        self.rules = [rule for rule in catalog() if rule.code in whole.codes]
        self.read = lru_cache(_REMEMBERED)(self._read)

    def _read(self, rank: int) -> Record:
        line, offset = self.index.places.lines[rank], self.index.places.offsets[rank]
        self._file.seek(offset)
        text = self._file.readline(LONGEST + 1)
        (found,) = read_records([Line(line, text, offset)], self.source.version, self.source.unknown)
        if isinstance(found, InvalidDocumentError):  # it was read before without a fault
            raise found
        return found


@contextmanager
def open_library(whole: Whole) -> Iterator[Library]:
    """A library, for as long as it is used."""
    with opened(whole.source.path) as file:
        yield Library(whole, file)


@frozen(kw_only=True, repr=False, eq=False)
class Window(Collection):
    """A collection of the records of one stretch. What is asked by id, it answers for the whole file."""

    library: Library
    #: The rank of its records in the file.
    ranks: dict[tuple[str, int], int]

    def __len__(self) -> int:
        """How many records the file has."""
        return len(self.library.index)

    def __contains__(self, id: object) -> bool:
        """Whether a record of the file has this id."""
        return (id.id if isinstance(id, Record) else id) in self.library.index

    def get(self, id: str | Record | None) -> Record | None:
        """The first record of the file with this id, or None."""
        rank = None if id is None else self.library.index.ranks.get(id.id if isinstance(id, Record) else id)
        return None if rank is None else self.library.read(rank)

    def table(self, id: str) -> str | None:
        """The table of the first record of the file with this id, or None."""
        return self.library.index.table(id)

    def absent(self, ids: AbstractSet[str]) -> AbstractSet[str]:
        """Those of some ids that are on no line of the file."""
        return frozenset(id for id in ids if id not in self.library.index)

    def outside(self, tables: Iterable[str], ids: AbstractSet[str]) -> AbstractSet[str]:
        """Those of some ids whose records are in none of these tables of the file."""
        allowed = {*tables}
        return frozenset(id for id in ids if self.table(id) not in allowed)

    def nearest(self, id: str) -> tuple[str, ...]:
        """The ids of the file that are most like one that it has not."""
        return nearest(id, self.library.index.ranks) if len(self) <= _SUGGESTING else ()

    @cached_property
    def alike(self) -> Mapping[str, str]:
        """The ids of the file that read like another one, and which."""
        return self.library.whole.alike

    def surveyed(self, survey: Survey[Any, T]) -> T:
        """What all records of the file together say to a survey."""
        answer: T = self.library.answers[survey]
        return answer

    def duplicates(self) -> Iterator[tuple[Record, tuple[str, int], str]]:
        """The records of the stretch whose id one before them has in the file."""
        index = self.library.index
        for (table, number), rank in self.ranks.items():
            record = self.tables()[table][number]
            if (first := index.ranks.get(record.id, rank)) != rank:
                yield record, (table, number), f"line {index.places.lines[first]}"


def window_over(records: list[Record], library: Library, first: int) -> Window:
    """A window over records that stand one after the other in the file, of which the first has this rank."""
    ranks: dict[tuple[str, int], int] = {}
    sizes = dict.fromkeys(TABLES, 0)
    for rank, record in enumerate(records, first):
        table = table_of(record)
        ranks[table, sizes[table]] = rank
        sizes[table] += 1
    held = library.header.with_records(records)
    own: dict[str, Any] = {field.name: getattr(held, field.name) for field in fields(Collection)}
    return Window(**own, library=library, ranks=ranks)


def check(library: Library, task: tuple[Stretch, int], *, whole: bool = False) -> Tally:
    """What the rules find in the records of a stretch, of which the first has a given rank; by line.

    Either the rules that have to see the whole file, or the others.
    """
    stretch, first = task
    records = [found for _, found in records_of(library.source, stretch) if isinstance(found, Record)]
    library.source.unchanged()
    window = window_over(records, library, first)
    tables, lines = window.tables(), library.index.places.lines
    tally, problems = Tally(library.source.most), []
    for rule, finding in findings(window, [rule for rule in library.rules if rule.whole is whole]):
        match finding.place:
            case (str(table), int(number), *inner):
                problem = problem_of(rule, Finding(tuple(inner), finding.message), tables[table][number])
                problems.append(evolve(problem, line=lines[window.ranks[table, number]]))
            case _ if rule.code == BROKEN_RULE:
                tally.broken[finding.message] = problem_of(rule, finding, None)
            case _:
                problems.append(evolve(problem_of(rule, finding, None), line=1))
    for problem in sorted(problems, key=Problem.sort_key):
        tally.add(problem)
    return tally
