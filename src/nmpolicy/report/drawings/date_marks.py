"""Marks on a time axis: what the dates of an entry say, and what they leave open."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from nmpolicy.report.page_texts import day_words
from nmpolicy.vocabulary.dates import PartialDate


class Form(StrEnum):
    """The form of a mark."""

    DAY = "day"
    """It happened on this day."""
    SOMEWHERE = "somewhere"
    """It happened on some day of this span."""
    LASTED = "lasted"
    """It lasted through this span."""


@frozen(kw_only=True)
class DateMark:
    """The days that an entry may cover. All days are inclusive."""

    form: Form
    """The meaning of the span."""
    first: date | None
    """The first day; None if something lasted, and only its end is known."""
    last: date
    """The last day."""
    certain: tuple[date, date] | None = None
    """The first and the last day that something surely covers, if it lasted; None if no day is sure."""
    doubtful: bool = False
    """True if the source may be wrong about a date, so that any other day is possible too."""

    @property
    def words(self) -> str:
        """The mark in words, for readers who do not see it.

        >>> mark_of(PartialDate("2023~"), None).words
        'some day from January 1, 2022 to December 31, 2024'
        """
        last = _words(self.last)
        if self.form is Form.DAY:
            words = last
        elif self.form is Form.SOMEWHERE:
            words = f"some day from {_words(self.first or self.last)} to {last}"
        elif self.first is None:
            words = f"until {last} at the latest; its beginning is not given"
        elif self.certain == (self.first, self.last):
            words = f"from {_words(self.first)} to {last}"
        else:
            words = f"from {_words(self.first)} at the earliest to {last} at the latest"
        return words + (", if the date is right" if self.doubtful else "")


def mark_of(start: PartialDate | None, end: PartialDate | None) -> DateMark | None:
    """Return the mark for a date, or for the first and the last day of something that lasted; None without a date.

    >>> mark = mark_of(PartialDate("2025-05"), None)
    >>> mark.form.value, mark.first, mark.last
    ('somewhere', datetime.date(2025, 5, 1), datetime.date(2025, 5, 31))
    """
    doubtful = any(each.uncertain for each in (start, end) if each)
    if end is None:
        if start is None:
            return None
        first, last = _stated_span(start)
        form = Form.DAY if first == last else Form.SOMEWHERE
        return DateMark(form=form, first=first, last=last, doubtful=doubtful)
    end_first, end_last = _stated_span(end)
    if start is None:
        return DateMark(form=Form.LASTED, first=None, last=end_last, doubtful=doubtful)
    first, start_last = _stated_span(start)
    certain = (start_last, end_first) if start_last <= end_first and not doubtful else None
    # An end before the start is an error in the data; the mark covers both.
    return DateMark(
        form=Form.LASTED,
        first=min(first, end_first),
        last=max(start_last, end_last),
        certain=certain,
        doubtful=doubtful,
    )


def _words(day: date) -> str:
    return day_words(PartialDate(day))


def _stated_span(day: PartialDate) -> tuple[date, date]:
    """Return the span of a date as written, even if the source may be wrong about it."""
    return PartialDate(day.replace("?", "").replace("%", "~")).span
