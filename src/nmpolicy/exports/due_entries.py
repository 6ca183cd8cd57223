"""Due dates as entries of a calendar: single days, short periods, and recurrences as rules."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from attrs import frozen

from nmpolicy.queries.deadlines import DueDate, due_by_deadline, recurrence_start
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import UNBOUNDED, Interval
from nmpolicy.queries.recurrences import depends_on_start, is_ever_met, recurrence_days
from nmpolicy.records.collection import Collection
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.recurrence import WEEKDAYS, parse_recurrence

_LONGEST = 31  # days that a single entry may span
_FIRST_WINDOW = 400  # days in which most recurrences have a day
_WINDOW_GROWTH = 8
_UNDECIDED = "the records do not decide whether it is in force then"
#: The kinds of due dates that a calendar cannot show, by the names that `left_out` counts them under.
NO_DAY = "due dates without a known day"
LONG = "due dates that may be any day of more than a month"
NOT_DUE = "due dates that lapsed or that are suspended then"
NO_START = "recurrences without a known first day"
NEVER = "recurrences that no day matches"
EARLY = "recurrences that may begin before their first day in the calendar"
AMBIGUOUS = "recurrences by weeks of every second or later year"


@frozen(kw_only=True)
class DueEntry:
    """An entry of a calendar: a day or a few days on which an act is due, or the first day of a recurrence."""

    provision: Provision
    """The provision that requires the act."""
    first: date
    """The day, or the first of the days that may be the due date."""
    last: date
    """The last of them, inclusive."""
    rule: str = ""
    """The recurrence rule, of which `first` is the first day; empty for a deadline."""
    number: int = 1
    """The number of the entry among those of its recurrence, the same for every period."""
    reason: str = ""
    """The reason why the records do not decide that it is due then; empty if they do."""


def due_entries(collection: Collection, period: Interval) -> tuple[list[DueEntry], Counter[str]]:
    """Return what is due in a period, in document order, and the number of due dates that have no day in a calendar."""
    solver, left_out = ForceSolver(collection), Counter[str]()
    by_deadline = {due.provision: due for due in due_by_deadline(collection, solver, period)}
    entries: list[DueEntry] = []
    for provision in collection.provisions:
        due = by_deadline.get(provision.id)
        if due and not _is_past(due, period):
            why = _why_not(due)
            left_out[why] += bool(why)
            entries += [] if why else [_of_deadline(provision, due)]
        if provision.recurrence:
            entries += _of_recurrence(collection, solver, provision, period, left_out)
    return entries, +left_out


def _is_past(due: DueDate, period: Interval) -> bool:
    """Return whether the only day of a due date that a calendar shows, its earliest one, is before a period."""
    return due.last is None and due.first is not None and due.first < period.first


def _why_not(due: DueDate) -> str:
    """Return why a calendar does not show a due date; empty if it does."""
    if due.answer is False:
        return NOT_DUE
    if due.first is None:
        return NO_DAY
    return LONG if due.last and (due.last - due.first).days >= _LONGEST else ""


def _of_deadline(provision: Provision, due: DueDate) -> DueEntry:
    first, last = due.first or date.min, due.last or due.first or date.min
    reason = due.reason
    if first < last and not reason:
        reason = f"it is due on a day from {first} to {last}"
    return DueEntry(provision=provision, first=first, last=last, reason=reason)


def _of_recurrence(
    collection: Collection, solver: ForceSolver, provision: Provision, period: Interval, left_out: Counter[str]
) -> Iterator[DueEntry]:
    """Yield an entry for each part of a period in which the force of a provision does not change."""
    rule, start = provision.recurrence or "", recurrence_start(collection, solver.dates, provision)
    after = provision.recurrence_start is None and provision.deadline is not None
    if why := _why_no_rule(rule, start):
        left_out[why] += any(value is not False for _, value in _force(solver, provision, period))
        return
    unsure = _both(start, period) if start.first < start.last else None
    if unsure and not all(certain for _, certain in recurrence_days(rule, start, unsure, after=after)):
        left_out[EARLY] += 1
    known = Interval(start.last, start.last)
    # All parts are counted, so that an entry keeps its number in every period.
    parts = [each for each in _force(solver, provision, Interval(start.last, date.max)) if each[1] is not False]
    for number, (part, value) in enumerate(parts, 1):
        days = _both(part, period)
        if days and (found := _rule_in(rule, known, days, after=after)):
            first, text = found
            reason = "" if value else _UNDECIDED
            yield DueEntry(provision=provision, first=first, last=first, rule=text, number=number, reason=reason)


def _why_no_rule(rule: str, start: Interval) -> str:
    """Return why a recurrence is not a rule with a first day; empty if it is."""
    if start.first == UNBOUNDED.first or start.last == UNBOUNDED.last:
        return NO_START
    if not is_ever_met(rule, start):
        return NEVER
    if depends_on_start(rule, start):
        return NO_START
    parsed = parse_recurrence(rule)
    return AMBIGUOUS if parsed.weeks and parsed.interval > 1 else ""


def _both(one: Interval, other: Interval) -> Interval | None:
    """Return the days that two intervals share; None if there are none."""
    return Interval(max(one.first, other.first), min(one.last, other.last)) if one.meets(other) else None


def _force(solver: ForceSolver, provision: Provision, period: Interval) -> Iterator[tuple[Interval, bool | None]]:
    """Yield the longest parts of a period with one answer to whether a provision is in force."""
    for value, parts in groupby(solver.decide_parts(provision, period), key=lambda part: part[1].value):
        listed = [interval for interval, _ in parts]
        yield Interval(listed[0].first, listed[-1].last), value


def _rule_in(rule: str, start: Interval, part: Interval, *, after: bool) -> tuple[date, str] | None:
    """Return the first day of a recurrence in a part of the calendar, and the rule for its days in that part.

    The day follows the rule, as calendars expect of the first one. The day of the week that a rule of weeks takes from
    its start is written out, because not all calendars take it from there.
    """
    first = _first_day(rule, start, part, after=after)
    if first is None:
        return None
    parsed, texts = parse_recurrence(rule), dict(each.split("=") for each in rule.split(";"))
    if parsed.weeks and not (parsed.weekdays or parsed.month_days or parsed.year_days):
        texts["BYDAY"] = WEEKDAYS[first.weekday()]
    until = min(part.last, parsed.until or date.max)
    texts.pop("UNTIL", None)
    if parsed.count is not None:
        texts["COUNT"] = str(_count(rule, start, Interval(first, part.last), parsed.count, after=after))
    elif until < date.max:
        texts["UNTIL"] = until.isoformat().replace("-", "")  # strftime does not pad years before 1000
    return first, ";".join(f"{name}={value}" for name, value in texts.items())


def _first_day(rule: str, start: Interval, part: Interval, *, after: bool) -> date | None:
    """Return the first day of a recurrence in a part of the calendar, without listing all of its days."""
    days = _FIRST_WINDOW
    first = part.first.toordinal()
    while True:
        last = min(first + days, part.last.toordinal())
        window = Interval(date.fromordinal(first), date.fromordinal(last))
        found = next(recurrence_days(rule, start, window, after=after), None)
        if found or last == part.last.toordinal():
            return found[0] if found else None
        first, days = last, days * _WINDOW_GROWTH


def _count(rule: str, start: Interval, days: Interval, count: int, *, after: bool) -> int:
    """Return how many days of a recurrence that ends after a number of days are among some days from one of its own."""
    if days.last < date.max:
        return sum(1 for _ in recurrence_days(rule, start, days, after=after))
    before = Interval(start.first, days.first)
    return count + 1 - sum(1 for _ in recurrence_days(rule, start, before, after=after))
