"""A provision as a line of a page: its sentence with the verb set off, and what a reader should know about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from nmpolicy.problems import Problem
from nmpolicy.queries.deadline_days import deadline_days
from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.provision_sentences import sentence_parts
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Provision
from nmpolicy.report.force_answers import ForceAnswer, answer_for_repeated_id, force_answer
from nmpolicy.report.page_context import PageContext
from nmpolicy.report.page_texts import day_words, joined, markup, other_language, with_days_in_words
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Deontic, ProvisionKind

if TYPE_CHECKING:
    from markupsafe import Markup

#: The rule about a duty of a body that the issuer does not command.
_COMMAND = "NMP105"
#: The words of the badge for each deontic, and the name of its form.
_BADGES = {
    Deontic.OBLIGATION: ("must", "must"),
    Deontic.PROHIBITION: ("must not", "must-not"),
    Deontic.PERMISSION: ("may", "may"),
    Deontic.RIGHT: ("may by right", "may"),
    Deontic.RECOMMENDATION: ("should", "should"),
}


@frozen
class ProvisionRow:
    """A provision with what follows from the records about it."""

    record: Provision
    """The provision, whose own fields the line shows."""
    badge: str
    """The word that says what kind of provision it is: `must`, `may`, `is`; for a text in another language, too."""
    form: str
    """The name of the form of the badge: `must`, `must-not`, `may`, `should` or `is`; several if it has several."""
    sentence: "Markup"
    """Its sentence, with the verb set off."""
    language: str
    """The language of the sentence, if it is not English; otherwise empty."""
    actors: Sequence[str]
    """Ids of the actors by which a reader can find it: those that it binds, empowers or is about."""
    beyond: Sequence["Markup"]
    """The reasons why its issuer cannot enforce it, with links; empty if none is known."""
    due: str
    """The day by which the act is due, as far as the records decide it; empty without a deadline."""
    bearers: Sequence[str]
    """Ids of the bearers that the sentence does not link."""
    force: ForceAnswer | None
    """The answer to whether it is in force; None if it is that of its instrument."""


def provision_row(context: PageContext, record: Provision) -> ProvisionRow:
    """Return the line of one provision."""
    instrument = context.collection.get(record.instrument, Instrument)
    badge, form = _badge(record)
    has_id = bool(context.anchor(record))  # of two provisions with one id, the first has all that refers to it
    return ProvisionRow(
        record=record,
        badge=badge,
        form=form,
        sentence=_sentence(context, record),
        language=other_language(instrument.language if instrument else None),
        actors=[*dict.fromkeys((*record.bearers, *record.about))],
        beyond=[_beyond(context, each) for each in context.problems(record.id) if has_id and each.code == _COMMAND],
        due=_due(context, record),
        bearers=() if len(record.bearers) == 1 and record.kind is not ProvisionKind.CONSTITUTIVE else record.bearers,
        force=_own_force(context, record) if has_id else answer_for_repeated_id(context, record),
    )


def _own_force(context: PageContext, record: Provision) -> ForceAnswer | None:
    """Return whether a provision is in force; None if the answer is that of its instrument."""
    force, whole = context.forces[record.id], context.forces.get(record.instrument)
    return None if whole is not None and force.answer is whole.answer else force_answer(context, force)


def _sentence(context: PageContext, record: Provision) -> "Markup":
    """Return the sentence with the verb set off; its bearer is a link, if there is one alone."""
    parts = sentence_parts(context.collection, record)
    regulates = record.kind is not ProvisionKind.CONSTITUTIVE
    linked = regulates and len(record.bearers) == 1 and parts.bearer
    bearer = context.link(record.bearers[0], parts.bearer) if linked else markup("{}", parts.bearer)
    verb = parts.verb if record.modal_text else parts.verb.lower()
    verb = record.constitutive_function if verb == record.constitutive_function.lower() else verb
    pieces = (bearer, markup('<strong class="verb">{}</strong>', verb), markup("{}", _with_days(record, parts.act)))
    return markup("{}{}.", joined(" ", [piece for piece, text in zip(pieces, parts, strict=False) if text]), parts.tail)


def _with_days(record: Provision, act: str) -> str:
    """Write the days that end the act of a sentence in words."""
    deadline = record.deadline.date if record.deadline else None
    for word, day in (("through", record.end_date), ("from", record.start_date), ("by", deadline)):
        before, found, after = act.rpartition(f"{word} {day.label}" if day else "\0")
        act = f"{before}{word} {day_words(day)}{after}" if day and found else act
    return act


def _badge(record: Provision) -> tuple[str, str]:
    """Return the words of the badge, and its form. A provision without a deontic says what something is."""
    if record.deontic:
        words, forms = zip(*(_BADGES[each] for each in record.deontic), strict=True)
        return " and ".join(words), forms[0]
    if record.kind is ProvisionKind.CONSTITUTIVE:
        return "is", "is"
    return "no modal verb recorded", "open"


def _beyond(context: PageContext, problem: Problem) -> "Markup":
    """Return what is beyond the power of the issuer; the advice to who keeps the record is in the findings."""
    fact, _, _advice = problem.message.partition("; ")
    accepted = f" (accepted because: {problem.justification})" if problem.justification else ""
    return markup("{}{}", context.with_links(fact), accepted)


def _due(context: PageContext, record: Provision) -> str:
    days = deadline_days(context.collection, effective_dates(context.collection), record)
    if days is None or (record.deadline and record.deadline.date and not days.reason):
        return ""  # the sentence has the day
    if days.reason or days.first is None or days.last is None:
        return f"The records do not decide the day of the deadline: {with_days_in_words(days.reason)}."
    first, last = (day_words(PartialDate(day)) for day in (days.first, days.last))
    return f"The deadline is {first}." if first == last else f"The deadline is between {first} and {last}."
