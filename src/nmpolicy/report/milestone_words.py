"""Stages in the words of a page: of a date after that of the page, they are yet to come."""

from nmpolicy.queries.milestones import SET_IN_ADVANCE
from nmpolicy.records.instruments import Milestone
from nmpolicy.report.page_texts import term_words
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.stage_words import reaching_words
from nmpolicy.vocabulary.terms import Stage

#: The remark on a date that is later than that of the page.
LATER = "after the date of this page"


def stage_words(milestone: Milestone, on: PartialDate) -> str:
    """Return the stage of a milestone, as a page for a day says it: it expired, or it expires.

    >>> expired = Milestone(stage="expired", date="2026-09-30")
    >>> [stage_words(expired, PartialDate(day)) for day in ("2026-10-01", "2026-07-01")]
    ['expired', 'expires']
    """
    return words_of_stage(milestone.stage, milestone.date, on)


def words_of_stage(stage: Stage, day: PartialDate | None, on: PartialDate) -> str:
    """Return a stage that was reached on a day, as a page for another day says it."""
    return reaching_words(stage) if stage in SET_IN_ADVANCE and is_later(day, on) else term_words(stage)


def later_words(milestone: Milestone, on: PartialDate) -> str:
    """Return that a milestone is later than the day of a page, unless its stage says so; otherwise nothing.

    >>> signed = Milestone(stage="signed", date="2026-09-30")
    >>> [later_words(signed, PartialDate(day)) for day in ("2026-10-01", "2026-07-01")]
    ['', 'after the date of this page']
    """
    return LATER if milestone.stage not in SET_IN_ADVANCE and is_later(milestone.date, on) else ""


def is_later(day: PartialDate | None, on: PartialDate) -> bool:
    """Return whether a date is certainly later than the day of a page."""
    return day is not None and day.after(on) is True
