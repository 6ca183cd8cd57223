"""The history of a matter: the stages that it reached, and the votes on it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import define, frozen

from nmpolicy.imports.input_items import InputLog
from nmpolicy.imports.legistar.legistar_actors import LegistarActors
from nmpolicy.imports.legistar.legistar_items import Found, LegistarItem
from nmpolicy.imports.legistar.legistar_mapping import WordMapping
from nmpolicy.imports.legistar.legistar_names import Entry
from nmpolicy.imports.legistar.legistar_votes import LegistarVotes, UnknownWords
from nmpolicy.imports.legistar.legistar_words import VOTE
from nmpolicy.records.instruments import Milestone, VoteEvent
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Stage

#: The order of stages that were reached on one day.
_ORDER = {
    stage: rank
    for rank, stage in enumerate(
        (
            Stage.INTRODUCED,
            Stage.IN_COMMITTEE,
            Stage.PASSED_COMMITTEE,
            Stage.PASSED_COMMITTEE_FAVORABLY,
            Stage.PASSED_COMMITTEE_UNFAVORABLY,
            Stage.PASSED_COMMITTEE_WITHOUT_RECOMMENDATION,
            Stage.FAILED_COMMITTEE,
            Stage.PASSED,
            Stage.FAILED,
            Stage.VETOED,
            Stage.VETO_OVERRIDDEN,
            Stage.OVERRIDE_FAILED,
            Stage.SIGNED,
            Stage.ADOPTED,
            Stage.BECAME_LAW,
            Stage.EFFECTIVE,
        )
    )
}
#: The meanings of a committee's votes.
_IN_COMMITTEE = {
    Stage.PASSED: Stage.PASSED_COMMITTEE,
    Stage.ADOPTED: Stage.PASSED_COMMITTEE,
    Stage.FAILED: Stage.FAILED_COMMITTEE,
}
#: The meanings of the mayor's actions.
_OF_EXECUTIVE = {Stage.PASSED: Stage.SIGNED, Stage.ADOPTED: Stage.SIGNED, Stage.FAILED: Stage.VETOED}
#: The meaning of an action if the vote on it failed. With any other meaning, it did not happen.
_IF_FAILED = {
    Stage.PASSED: Stage.FAILED,
    Stage.ADOPTED: Stage.FAILED,
    Stage.FAILED: Stage.FAILED,
    Stage.PASSED_COMMITTEE: Stage.FAILED_COMMITTEE,
    Stage.FAILED_COMMITTEE: Stage.FAILED_COMMITTEE,
    Stage.VETO_OVERRIDDEN: Stage.OVERRIDE_FAILED,
    Stage.OVERRIDE_FAILED: Stage.OVERRIDE_FAILED,
}
_PASS_WORDS = {"pass": True, "passed": True, "fail": False, "failed": False}


@frozen
class History:
    """The content of the history of one matter."""

    milestones: tuple[Milestone, ...] = ()
    vote_events: tuple[VoteEvent, ...] = ()
    bodies: tuple[Entry, ...] = ()
    """The bodies that acted, in the order of their actions."""
    kept: tuple[Mapping[str, Any], ...] = ()
    """The actions that no mapping knows: their date, action and body, and their unreadable values."""


@frozen
class _Step:
    """The content of one action. `order` is its position among the actions of the same day."""

    day: PartialDate | None
    order: tuple[Any, ...]
    body: Entry | None
    milestones: tuple[Milestone, ...]
    vote_event: VoteEvent | None
    kept: Mapping[str, Any]


@define
class LegistarActions:
    """Reads the histories of matters."""

    actors: LegistarActors
    mapping: WordMapping
    votes: LegistarVotes
    unknown: UnknownWords
    log: InputLog

    def read(self, histories: Iterable[Found], votes: Mapping[int, Sequence[Found]]) -> History:
        """Read the histories of one matter. `votes` are the votes of members, by the number of the action."""
        steps = sorted((self._step(each, votes) for each in histories), key=_in_order)
        milestones = dict.fromkeys(milestone for step in steps for milestone in step.milestones)
        return History(
            milestones=tuple(milestones),
            vote_events=tuple(step.vote_event for step in steps if step.vote_event),
            bodies=tuple(dict.fromkeys(step.body for step in steps if step.body)),
            kept=tuple(step.kept for step in steps if step.kept),
        )

    def _step(self, found: Found, votes: Mapping[int, Sequence[Found]]) -> _Step:
        item = LegistarItem(found, self.log, "histories")
        item.skip("Id", "Guid", "EventId", "ActionId", "ActionBodyId", "MoverId", "SeconderId", "MatterStatusId")
        item.skip("AgendaSequence", "MinutesSequence", "Version")
        item.check_list("Votes")
        name, day = item.text("ActionName"), item.date("ActionDate")
        body = self.actors.body(found.number("ActionBodyId"), item.text("ActionBodyName"))
        passed = _passed(item)
        meaning = self.mapping.actions.get(name) if name else ()
        stages = self._stages(meaning or (), body, passed=passed)
        of_members = [*found.nested("Vote", "Votes"), *votes.get(found.number("Id") or 0, ())]
        vote_event = self.votes.read(item, of_members, body, passed=passed, is_vote=VOTE in (meaning or ()))
        if meaning is None:
            self.unknown.count("actions", item, "ActionName", name)
        elif not stages and vote_event is None:
            self.log.leave_out(f"histories.{name}" if name else "histories without an action")
        kept = item.kept if vote_event is None else {}
        if meaning is None or kept:
            kept = {"date": day or "", "action": name, "body": body.name if body else "", **kept}
        rank = min((_ORDER.get(stage, len(_ORDER)) for stage in stages), default=len(_ORDER))
        return _Step(
            day=day,
            order=(rank, str(found.get("ActionDate")), found.identity),
            body=body,
            milestones=tuple(Milestone(stage=each, date=day, by=[body.id] if body else []) for each in stages),
            vote_event=vote_event,
            kept=kept,
        )

    def _stages(self, meaning: Sequence[str], body: Entry | None, *, passed: bool | None) -> list[Stage]:
        """Return the stages that an action means, by the body that acted, and if the vote on it passed or not."""
        stages = [Stage(each) for each in meaning if each != VOTE]
        if self.actors.is_committee(body):
            stages = [_IN_COMMITTEE.get(each, each) for each in stages]
        elif self.actors.is_chief_executive(body):
            stages = [_OF_EXECUTIVE.get(each, each) for each in stages]
        elif not self.actors.can_vote(body):  # the approval of an attorney decides nothing
            stages = [each for each in stages if each not in _IN_COMMITTEE]
        return [_IF_FAILED[each] for each in stages if each in _IF_FAILED] if passed is False else stages


def _in_order(step: _Step) -> tuple[bool, date, tuple[Any, ...]]:
    """Return the key that puts steps in the order of their days, and those without one last."""
    return step.day is None, step.day.span[0] if step.day else date.max, step.order


def _passed(item: LegistarItem) -> bool | None:
    """Return whether the vote on an action passed. The flag and its name must not contradict each other."""
    flag, text = item.flag("PassedFlag"), item.text("PassedFlagName")
    word = _PASS_WORDS.get(text.casefold())
    if text and (word is None or (flag is not None and flag != word)):
        item.keep("PassedFlagName", text)
        against = "is neither pass nor fail" if word is None else "contradicts the flag"
        item.report(f"{text!r} {against}; it is kept in x-MatterHistoryPassedFlagName", "NMP015", "PassedFlagName")
        return flag if word is None else None
    return word if flag is None else flag
