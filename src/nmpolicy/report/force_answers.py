"""Answers to whether an instrument or a provision is in force, in the words of a page."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from nmpolicy.queries.force.decisions import Reason
from nmpolicy.queries.force.force_sentences import end_of_sources
from nmpolicy.queries.force.in_force import Force
from nmpolicy.queries.force.latest_sources import source_dates
from nmpolicy.queries.force.relation_words import part_words
from nmpolicy.records.base import Record
from nmpolicy.records.instruments import Milestone
from nmpolicy.records.relations import Relation
from nmpolicy.report.force_states import ForceState, force_state
from nmpolicy.report.milestone_words import stage_words
from nmpolicy.report.page_context import PageContext
from nmpolicy.report.page_texts import day_element, day_words, markup, on_day_words, with_days_in_words

if TYPE_CHECKING:
    from markupsafe import Markup

_HEADLINES = {True: "In force", False: "Not in force", None: "The records do not decide whether it is in force"}


@frozen
class ForceAnswer:
    """The answer to whether an instrument or a provision is in force, in words."""

    answer: bool | None
    """True, False, or None if the records do not decide it."""
    state: ForceState
    """The answer as the page marks it: a yes may hold only as far as recorded."""
    headline: str
    """The answer in a few words."""
    reasons: Sequence["Markup"]
    """The reasons for the answer, with links to the records that act."""
    parts: Sequence["Markup"]
    """The reasons why only a part of it is in force."""
    sources: str
    """A sentence on the date up to which the sources go; empty if there are none."""


def force_answer(context: PageContext, force: Force) -> ForceAnswer:
    """Return whether an instrument or a provision is in force, in words."""
    state = force_state(force)
    in_part = ", in part" if force.answer and force.parts else ""
    as_recorded = ", as far as recorded" if state is ForceState.AS_RECORDED else ""
    return ForceAnswer(
        answer=force.answer,
        state=state,
        headline=f"{_HEADLINES[force.answer]} {on_day_words(context.on)}{in_part}{as_recorded}",
        reasons=[_reason(context, each) for each in force.reasons],
        parts=[_reason(context, each) for each in force.parts if each not in force.reasons],
        sources=end_of_sources(
            source_dates(context.collection, force.record), " on it", name=context.name, day=day_words
        ),
    )


def answer_for_repeated_id(context: PageContext, record: Record) -> ForceAnswer:
    """Return that nothing can be said of a record, because an earlier one has its id and all that refers to it."""
    reason = markup("the id {} is that of {}, too", record.id, context.link(record.id))
    headline = f"{_HEADLINES[None]} {on_day_words(context.on)}"
    return ForceAnswer(None, ForceState.UNDECIDED, headline, [reason], [], "")


def _with_part_names(context: PageContext, relation: Relation, text: str) -> str:
    """Put the names of the parts that a relation affects in place of their ids at the end of a text."""
    parts = part_words(context.collection, relation)
    if not parts or not text.endswith(parts):
        return text
    return text.removesuffix(parts) + part_words(context.collection, relation, part_name=context.part_name)


def own_milestone(reason: Reason) -> Milestone | None:
    """Return the milestone that a reason consists of; None if it is another reason."""
    return reason.milestone if reason.milestone and reason.label == str(reason.milestone) else None


def _reason(context: PageContext, reason: Reason) -> "Markup":
    """Return a reason in words, with a link in place of the id of the record that acts."""
    if milestone := own_milestone(reason):
        words = stage_words(milestone, context.on)
        return markup("{} {}", words, day_element(milestone.date)) if milestone.date else markup("{}", words)
    relation = context.collection.get(reason.record, Relation)
    found = re.search(rf"(?<![\w.-]){re.escape(relation.subject)}(?![\w.-])", reason.label) if relation else None
    if not relation or not found:
        return markup("{}", with_days_in_words(reason.label))
    before, after = reason.label[: found.start()], reason.label[found.end() :]
    after = with_days_in_words(_with_part_names(context, relation, after))
    return markup("{}{}{}", before, context.link(relation.subject), after)
