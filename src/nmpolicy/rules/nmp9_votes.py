"""Rules about votes on measures: NMP901 to NMP903."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from nmpolicy.problems import Severity
from nmpolicy.records.actors import Organization
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Measure, Vote, VoteEvent
from nmpolicy.rules.examples import COUNCIL, example, measure
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.vocabulary.terms import VoteOption, VoteRequirement

#: The smallest share of the votes cast that each requirement can mean. One counted in members needs at least as much.
_SHARES: Mapping[VoteRequirement | None, Fraction] = {
    None: Fraction(1, 2),
    VoteRequirement.SIMPLE_MAJORITY: Fraction(1, 2),
    VoteRequirement.ABSOLUTE_MAJORITY: Fraction(1, 2),
    VoteRequirement.THREE_FIFTHS: Fraction(3, 5),
    VoteRequirement.TWO_THIRDS: Fraction(2, 3),
    VoteRequirement.THREE_QUARTERS: Fraction(3, 4),
    VoteRequirement.UNANIMITY: Fraction(1),
}
_EIGHT = evolve(COUNCIL, size=8)


@own_rule(
    "NMP901",
    Severity.WARNING,
    "result that contradicts the vote count",
    failing=lambda: example(COUNCIL, measure(vote_events=[VoteEvent(passed=True, yes=3, no=6)])),
    passing=lambda: example(COUNCIL, measure(vote_events=[VoteEvent(passed=False, yes=3, no=6)])),
)
def result(collection: Collection) -> Iterator[Finding]:
    """A vote passed with too few votes for it, or failed with enough of them.

    Either the count or the result is wrong. Without a requirement, a vote passes if at least as many are for it as
    against it, because a chair may break a tie; and it may fail with more votes for it than against it, because some
    votes need more than a simple majority. An absolute majority is compared with the size of the body, if that is
    known. So is a failed vote with any other requirement, because it may be a share of all members.
    """
    for instrument, index, vote in _votes(collection):
        if vote.yes is None or vote.passed is None:
            continue
        if vote.passed and _is_too_few(vote, vote.yes, _size(collection, instrument, vote)):
            outcome, missed = "passed", "is short of"
        elif not vote.passed and _is_enough(vote, vote.yes, _size(collection, instrument, vote)):
            outcome, missed = "failed", "meets"
        else:
            continue
        against = "" if vote.no is None else f" and {vote.no:,} against"
        needed = f", which {missed} the requirement {str(vote.requirement)!r}" if vote.requirement else ""
        message = f"the vote {outcome} with {vote.yes:,} for{against}{needed}"
        yield Finding(instrument, ("vote_events", index, "passed"), f"{message}; correct the count or the result")


def _is_too_few(vote: VoteEvent, yes: int, size: int | None) -> bool:
    """Return whether the votes for a motion certainly do not meet its requirement."""
    is_absolute = vote.requirement is VoteRequirement.ABSOLUTE_MAJORITY
    if is_absolute and size is not None and 2 * yes <= size:
        return True
    if vote.no is None:
        return False
    cast = yes + vote.no
    return yes < _SHARES[vote.requirement] * cast or (is_absolute and 2 * yes == cast)


def _is_enough(vote: VoteEvent, yes: int, size: int | None) -> bool:
    """Return whether the votes for a motion certainly meet its requirement."""
    if vote.requirement is VoteRequirement.SIMPLE_MAJORITY:
        return vote.no is not None and yes > vote.no
    if vote.requirement is VoteRequirement.UNANIMITY:
        return vote.no == 0 and yes > 0
    if vote.requirement is None or size is None:
        return False
    if vote.requirement is VoteRequirement.ABSOLUTE_MAJORITY:
        return 2 * yes > size
    return yes >= _SHARES[vote.requirement] * size


@own_rule(
    "NMP902",
    Severity.WARNING,
    "more votes than members",
    failing=lambda: example(_EIGHT, measure(vote_events=[VoteEvent(body="council", yes=7, no=3)])),
    passing=lambda: example(_EIGHT, measure(vote_events=[VoteEvent(body="council", yes=5, no=3)])),
)
def members(collection: Collection) -> Iterator[Finding]:
    """More members voted, or were counted as absent, than the body has.

    Either a count or the size of the body is wrong. If votes have weights, the count may exceed the size, so only the
    voters are counted. A vote without a body of its own is one of the body that considers the measure.
    """
    for instrument, index, vote in _votes(collection):
        body = _body(collection, instrument, vote)
        if body is None or body.size is None:
            continue
        counted = 0 if _is_weighted(vote) else sum(_counts(vote).values())
        number = max(counted, len({each.voter for each in vote.votes}))
        if number > body.size:
            members = "1 member" if body.size == 1 else f"{body.size:,} members"
            message = f"{number:,} votes are counted, but {body.id!r} has {members}; correct the wrong number"
            yield Finding(instrument, ("vote_events", index), message)


@own_rule(
    "NMP903",
    Severity.WARNING,
    "votes by voter that contradict the count",
    failing=lambda: example(COUNCIL, measure(vote_events=[VoteEvent(no=0, votes=[_against()])])),
    passing=lambda: example(COUNCIL, measure(vote_events=[VoteEvent(no=1, votes=[_against()])])),
)
def voters(collection: Collection) -> Iterator[Finding]:
    """The votes by voter exceed the count of the same option, or a voter is listed twice.

    A count may exceed the votes that are listed, because a source may not name every voter.
    """
    for instrument, index, vote in _votes(collection):
        listed: Counter[VoteOption] = Counter()
        seen: set[str] = set()
        for position, each in enumerate(vote.votes):
            listed[each.option] += each.weight or 1
            if each.voter in seen:
                message = f"{each.voter!r} is listed twice; keep one of the two votes"
                yield Finding(instrument, ("vote_events", index, "votes", position, "voter"), message)
            seen.add(each.voter)
        for option, count in _counts(vote).items():
            if listed[option] > count:
                message = (
                    f"the count of {str(option)!r} is {count:,}, but the votes listed add up to {listed[option]:,}"
                )
                path = ("vote_events", index, _field_name(option))
                yield Finding(instrument, path, f"{message}; correct the count or the list")


def _votes(collection: Collection) -> Iterator[tuple[Measure, int, VoteEvent]]:
    for instrument in collection.measures:
        for index, vote in enumerate(instrument.vote_events):
            yield instrument, index, vote


def _body(collection: Collection, instrument: Measure, vote: VoteEvent) -> Organization | None:
    return collection.get(vote.body or instrument.body, Organization)


def _size(collection: Collection, instrument: Measure, vote: VoteEvent) -> int | None:
    """Return the number of votes that a body has; None if it is unknown, or if votes have weights."""
    body = _body(collection, instrument, vote)
    return None if body is None or _is_weighted(vote) else body.size


def _is_weighted(vote: VoteEvent) -> bool:
    return any(each.weight not in (None, 1) for each in vote.votes)


def _counts(vote: VoteEvent) -> Mapping[VoteOption, int]:
    """Return the counts that are given, by option."""
    given = ((option, getattr(vote, _field_name(option))) for option in VoteOption)
    return {option: count for option, count in given if count is not None}


def _field_name(option: VoteOption) -> str:
    return option.replace("-", "_")


def _against() -> Vote:
    return Vote(voter="council", option="no")
