"""The four answers of a page to whether something is in force: a yes is certain, or it holds as far as recorded."""

from enum import StrEnum

from nmpolicy.queries.force.in_force import NO_END_RECORDED, Force


class ForceState(StrEnum):
    """An answer as a reader sees it. The value is its name in addresses and in the style sheet."""

    IN_FORCE = "yes"
    """It is in force, and the records have its last day."""
    AS_RECORDED = "recorded"
    """It is in force as far as recorded: no record says when it ends, and it may have ended unrecorded."""
    NOT_IN_FORCE = "no"
    """It is not in force."""
    UNDECIDED = "undecided"
    """The records do not decide it."""


#: The answers in a few words.
FORCE_WORDS = {
    ForceState.IN_FORCE: "In force",
    ForceState.AS_RECORDED: "In force, as far as recorded",
    ForceState.NOT_IN_FORCE: "Not in force",
    ForceState.UNDECIDED: "Not decided",
}


def force_state(force: Force) -> ForceState:
    """Return which of the four answers a page gives."""
    if force.answer is None:
        return ForceState.UNDECIDED
    if not force.answer:
        return ForceState.NOT_IN_FORCE
    no_end = any(reason.label == NO_END_RECORDED for reason in force.reasons)
    return ForceState.AS_RECORDED if no_end else ForceState.IN_FORCE
