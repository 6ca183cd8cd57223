"""Motions and votes of Popolo files, as measures of the kind `motion`."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from nmpolicy.imports.input_items import InputItem
from nmpolicy.imports.pending_records import Key, named_id
from nmpolicy.imports.popolo_actors import PopoloActors, shown
from nmpolicy.imports.popolo_dates import popolo_date
from nmpolicy.records.instruments import Measure, Milestone, Vote, VoteEvent
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


def add_motions(actors: PopoloActors) -> None:
    """Add motions with their votes. Vote events of no motion, and votes of no vote event, are left out."""
    objects = actors.objects
    motions, events = objects.unique("motions"), objects.unique("vote_events")
    of_motion: dict[str, list[tuple[str, InputItem]]] = defaultdict(list)
    for id, event in events.items():
        motion = objects.referred("vote_events", id, "motion")
        if motion in motions:
            of_motion[motion].append((id, event))
        else:
            event.report("the vote belongs to no motion; it is left out", "NMP014")
            event.log.leave_out("vote_events")
            event.skip(*event.value)
    votes, counts = _by_event(objects.votes, events), _by_event(objects.counts, events)
    for id, item in motions.items():
        _add_motion(actors, id, item, [(key, event, votes[key], counts[key]) for key, event in of_motion[id]])
    objects.log.leave_out("speeches", len(objects.unique("speeches")))


def _by_event(items: Sequence[InputItem], events: Any) -> dict[str, list[InputItem]]:
    found: dict[str, list[InputItem]] = defaultdict(list)
    for each in items:
        if (id := each.text("vote_event_id")) in events:
            found[id].append(each)
        else:
            each.report("it belongs to no vote event; it is left out", "NMP014")
            each.log.leave_out(each.kind)
            each.skip(*each.value)
    return found


_Event = tuple[str, InputItem, list[InputItem], list[InputItem]]


def _add_motion(actors: PopoloActors, id: str, item: InputItem, events: Sequence[_Event]) -> None:
    text, result = item.text("text"), item.text("result")
    body, creator = (
        actors.objects.referred("motions", id, "organization"),
        actors.objects.referred("motions", id, "creator"),
    )
    key = actors.organization(body) if body else None
    sponsor = actors.person(creator) if creator else None
    proposed = item.date("date", popolo_date)
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
        [named_id(text, "" if id.startswith("\0") else id, "motion")],
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
    fields["date"] = item.date("start_date", popolo_date) or item.date("date", popolo_date)
    body = actors.objects.referred("vote_events", id, "organization")
    fields["body"] = actors.organization(body) if body else None
    item.skip("id", "motion_id", "motion")
    for each in [*item.items("counts", "counts"), *counts]:
        option, value = _option(each), each.number("value")
        if option is None or value is None or each.raw("group") or each.raw("group_id") or value < 0:
            each.log.leave_out("counts (of groups, or of other options)")
        else:
            fields[option.value.replace("-", "_")] = value
    cast: dict[Key, tuple[VoteOption, int | None]] = {}
    for each in [*item.items("votes", "votes"), *votes]:
        option, voter = _option(each), actors.objects.reference(each, "voter", "persons")
        if option is None or not voter:
            each.report("the vote has no voter, or no option that is known; it is left out", "NMP014")
            each.log.leave_out("votes")
        else:
            weight = each.number("weight")
            cast[actors.actor(voter)] = option, weight if weight and weight > 0 else None
    return fields, [(key, *vote) for key, vote in cast.items()]


def _option(item: InputItem) -> VoteOption | None:
    return _OPTIONS.get(item.text("option").casefold())
