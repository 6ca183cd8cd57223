"""Motions and votes of Popolo files, as measures of the kind `motion`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from nmpolicy.imports.input_items import InputItem
from nmpolicy.imports.pending_records import Key, named_id
from nmpolicy.imports.popolo.popolo_actors import PopoloActors, given_id, shown
from nmpolicy.imports.popolo.popolo_dates import has_time, popolo_date
from nmpolicy.imports.popolo.popolo_objects import Cast
from nmpolicy.records.instruments import Measure, Milestone, Vote, VoteEvent
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import MeasureKind, Stage, VoteOption, VoteRequirement

_OPTIONS = {
    **{each.value: each for each in VoteOption},
    **dict.fromkeys(("aye", "for"), VoteOption.YES),
    **dict.fromkeys(("nay", "against"), VoteOption.NO),
    **dict.fromkeys(("abstention", "abstained"), VoteOption.ABSTAIN),
    "not voting": VoteOption.NOT_VOTING,
}
_RESULTS = {**dict.fromkeys(("pass", "passed"), True), **dict.fromkeys(("fail", "failed"), False)}
_REQUIREMENTS = {
    "simple majority": VoteRequirement.SIMPLE_MAJORITY,
    "absolute majority": VoteRequirement.ABSOLUTE_MAJORITY,
    "two-thirds majority": VoteRequirement.TWO_THIRDS,
    "two-thirds": VoteRequirement.TWO_THIRDS,
    "three-fifths majority": VoteRequirement.THREE_FIFTHS,
    "three-quarters majority": VoteRequirement.THREE_QUARTERS,
    "unanimity": VoteRequirement.UNANIMITY,
}
#: A vote event: its key, itself, the votes and the counts.
_Event: TypeAlias = tuple[str, InputItem, list[Cast], list[Cast]]


def add_motions(actors: PopoloActors) -> None:
    """Add motions with their votes. Vote events of no motion, and votes of no vote event, are left out."""
    objects = actors.objects
    motions, events = objects.unique("motions"), objects.unique("vote_events")
    of_motion: dict[str, list[tuple[str, InputItem]]] = defaultdict(list)
    for id, event in sorted(events.items(), key=lambda each: (_date_text(each[1]), each[0])):
        motion = objects.referred("vote_events", id, "motion")
        if motion in motions:
            of_motion[motion].append((id, event))
        else:
            _leave_out(event, "the vote belongs to no motion; it is left out")
    votes, counts = _by_event(objects.votes, events), _by_event(objects.counts, events)
    for id, item in motions.items():
        _add_motion(actors, id, item, [(key, event, votes[key], counts[key]) for key, event in of_motion[id]])
    objects.log.leave_out("speeches", len(objects.unique("speeches")))


def _date_text(event: InputItem) -> str:
    return str(event.value.get("start_date") or event.value.get("date") or "")


def _leave_out(item: InputItem, reason: str) -> None:
    item.report(reason, "NMP014")
    item.log.leave_out(item.kind)
    item.skip(*item.value)


def _by_event(found: Iterable[Cast], events: Mapping[str, InputItem]) -> dict[str, list[Cast]]:
    """Return votes or counts by the key of their vote event, in an order that does not depend on that of the files."""
    by_event: dict[str, list[Cast]] = defaultdict(list)
    for each in sorted(found, key=lambda each: (each.voter, repr(each.item.value))):
        if each.event in events:
            by_event[each.event].append(each)
        else:
            _leave_out(each.item, f"the {each.item.kind[:-1]} belongs to no vote event; it is left out")
    return by_event


def _add_motion(actors: PopoloActors, id: str, item: InputItem, events: Sequence[_Event]) -> None:
    text, result = item.text("text"), item.text("result")
    body, creator = (
        actors.objects.referred("motions", id, "organization"),
        actors.objects.referred("motions", id, "creator"),
    )
    key = actors.organization(body) if body else None
    sponsor = actors.person(creator) if creator else None
    proposed = _day(item, "date")
    requirement = _REQUIREMENTS.get(item.text("requirement").casefold())
    if not requirement:
        item.log.leave_out(f"{item.kind}.requirement", bool(item.text("requirement")))
    made = [_vote_event(actors, each, result if len(events) == 1 else "") for each in events]
    if result and len(events) != 1:
        item.log.leave_out(f"{item.kind}.result")
    item.skip("vote_events")  # they name the motion
    fields: dict[str, Any] = {
        "title": text or shown(id),
        "number": item.text("identifier"),
        "kind_text": item.text("classification"),
        "milestones": [Milestone(stage=Stage.INTRODUCED, date=proposed)] if proposed else [],
        "identifiers": actors.identifiers(id, item),
        "extra": item.kept,
    }
    actors.pending.add(
        ("motion", id),
        [named_id(text, given_id(id), "motion")],
        lambda own, ids: Measure(
            id=own,
            kind=MeasureKind.MOTION,
            body=None if key is None else ids[key],
            sponsors=[] if sponsor is None else [ids[sponsor]],
            vote_events=[
                VoteEvent(
                    body=None if (where := voted["body"] or key) is None else ids[where],
                    requirement=requirement,
                    votes=[Vote(voter=ids[voter], option=option, weight=weight) for voter, option, weight in cast],
                    **{name: value for name, value in voted.items() if name != "body"},
                )
                for voted, cast in made
            ],
            **fields,
        ),
    )


def _vote_event(
    actors: PopoloActors, event: _Event, inherited: str
) -> tuple[dict[str, Any], list[tuple[Key, VoteOption, int | None]]]:
    """Return the fields of a vote event, and the votes of its voters."""
    id, item, votes, counts = event
    result = item.text("result") or inherited
    fields: dict[str, Any] = {"passed": _RESULTS.get(result.casefold()), "extra": item.kept}
    if fields["passed"] is None:
        item.log.leave_out(f"{item.kind}.result", bool(result))
    fields["date"] = _day(item, "start_date") or _day(item, "date")
    body = actors.objects.referred("vote_events", id, "organization")
    fields["body"] = actors.organization(body) if body else None
    item.skip("motion_id", "motion", "votes", "counts")
    item.log.leave_out(f"{item.kind}.id", bool(item.text("id")))  # a vote event has no identifiers
    for each in (count.item for count in counts):
        option, value = _option(each), each.number("value")
        if option is None or value is None or each.raw("group") or each.raw("group_id") or value < 0:
            each.log.leave_out("counts (of groups, or of other options)")
        else:
            fields[option.value.replace("-", "_")] = value
    cast: dict[Key, tuple[VoteOption, int | None]] = {}
    for vote_cast in votes:
        option, weight = _option(vote_cast.item), vote_cast.item.number("weight")
        voter = actors.actor(vote_cast.voter) if vote_cast.voter else None
        vote = option, weight if weight and weight > 0 else None
        if option is None or voter is None or cast.get(voter, vote) != vote:
            reason = "the vote has no voter or no known option, or differs from another vote; it is left out"
            _leave_out(vote_cast.item, reason)
        else:
            cast[voter] = option, vote[1]
    return fields, [(key, *vote) for key, vote in cast.items()]


def _day(item: InputItem, key: str) -> PartialDate | None:
    """Return the day of a date, and count a time of day as left out."""
    day = item.date(key, popolo_date)
    item.log.leave_out(f"{item.kind}.{key} (time of day)", has_time(item.value.get(key)))
    return day


def _option(item: InputItem) -> VoteOption | None:
    return _OPTIONS.get(item.text("option").casefold())
