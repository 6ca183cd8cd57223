"""When something happened, as two days between which it did, and what that decides of a period."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from nmpolicy.queries.milestones import overtaken
from nmpolicy.records.instruments import Milestone
from nmpolicy.vocabulary.dates import PartialDate

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Time(NamedTuple):
    """The first and the last day on which something may have happened; or a period, both days inclusive."""

    first: date
    last: date


#: When that happened of which nobody says when.
ANY = Time(date.min, date.max)


def time_of(day: PartialDate | None) -> Time:
    """The days that a date may mean; without one, any.

    >>> time_of(PartialDate("2025-02")).last
    datetime.date(2025, 2, 28)
    """
    return ANY if day is None else Time(*day.span)


def reached(time: Time, period: Time) -> bool | None:
    """Whether what happened then has happened on each day of a period, or on none. `None`: the dates do not decide it.

    >>> year, may = time_of(PartialDate("2025")), time_of(PartialDate("2025-05"))
    >>> reached(may, time_of(PartialDate("2026"))), reached(may, may), reached(year, time_of(PartialDate("2024")))
    (True, None, False)
    """
    return True if time.last <= period.first else False if time.first > period.last else None


def times_of(milestones: Sequence[Milestone]) -> list[Time]:
    """When each milestone was reached. As they are listed in their order, each is no earlier than those before it.

    Where the dates say that they are not in order, each stands for itself.

    >>> [time.first.isoformat() for time in times_of([Milestone(stage="signed", date="2025-07-21"), Milestone(stage="issued")])]
    ['2025-07-21', '2025-07-21']
    """
    times = [time_of(milestone.date) for milestone in milestones]
    if not in_order(milestones):
        return times
    earliest, latest = date.min, date.max
    for place, time in enumerate(times):
        earliest = max(earliest, time.first)
        times[place] = Time(earliest, time.last)
    for place, time in reversed([*enumerate(times)]):
        latest = min(latest, time.last)
        times[place] = Time(time.first, latest)
    return times


def in_order(milestones: Sequence[Milestone]) -> bool:
    """Whether the stages may have been reached in the order in which they are listed."""
    return not any(True for _ in overtaken(milestone.date for milestone in milestones))


def settle(key: K, known: dict[K, V], needs: Callable[[K], Iterable[K]], answer: Callable[[K], V], open: V) -> None:
    """Work out an answer, and before it those that it needs. In a circle, what nothing else decides stays open.

    `answer` finds the answers that it needs in `known`. The more it finds there, the more it may decide, and never otherwise.
    """
    order: list[K] = []
    circle = False
    path, on_path, seen = [(key, iter(needs(key)))], {key}, {key}
    while path and key not in known:
        here, ahead = path[-1]
        following = next(ahead, None)
        if following is None:
            path.pop()
            on_path.discard(here)
            order.append(here)
        elif following in on_path:
            circle = True
        elif following not in seen and following not in known:
            seen.add(following)
            on_path.add(following)
            path.append((following, iter(needs(following))))
    known.update(dict.fromkeys(order, open))
    changed = bool(order)
    while changed:
        before = [known[each] for each in order] if circle else []
        for each in order:
            known[each] = answer(each)
        changed = circle and before != [known[each] for each in order]


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Whether all are so: not, if one is not; `None`, if one is not decided.

    >>> all_of([True, None]), all_of([True, None, False]), all_of([])
    (None, False, True)
    """
    held = {*answers}
    return False if False in held else None if None in held else True


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Whether any is so: yes, if one is; `None`, if one is not decided.

    >>> any_of([False, None]), any_of([False, None, True]), any_of([])
    (None, True, False)
    """
    return opposite(all_of(map(opposite, answers)))


def opposite(answer: bool | None, /) -> bool | None:  # noqa: FBT001  # an answer is what it is about
    """No for yes, and yes for no."""
    return None if answer is None else not answer
