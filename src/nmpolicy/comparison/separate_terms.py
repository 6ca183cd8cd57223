"""Terms of one person in one office that are not the same, as their dates and those of their sources show."""

from nmpolicy.records.actors import Membership
from nmpolicy.records.collection import Collection
from nmpolicy.records.sources import Source
from nmpolicy.vocabulary.dates import PartialDate


def are_separate_terms(one: Membership, sources: Collection, other: Membership, other_sources: Collection) -> bool:
    """Return whether one of two memberships ended before the other began, or before a source reported the other.

    Where a source gives no last day, the membership had not ended on the date of the source. So a mayor whom an
    article of 2025 calls mayor is not in the term that ended in 2021. Each membership comes with the collection that
    has its sources.

    >>> from nmpolicy.records.evidence import Evidence
    >>> article = Source(id="article", kind="news-article", title="Mayor signs order", date="2025-07-22")
    >>> ours = Collection(id="a", title="A", sources=[article])
    >>> mayor = Membership(id="m", member="keller", post="mayor", evidence=[Evidence(source="article")])
    >>> ends = {end: Membership(id="n", member="keller", post="mayor", end_date=end) for end in ("2021", "2025")}
    >>> [are_separate_terms(mayor, ours, term, Collection(id="b", title="B")) for term in ends.values()]
    [True, False]
    """
    reported, others_reported = _reported(one, sources), _reported(other, other_sources)
    return _is_past(one, other, others_reported) or _is_past(other, one, reported)


def _is_past(one: Membership, other: Membership, reported: list[PartialDate]) -> bool:
    """Return whether one membership ended before the other began or was reported, or began after it was reported."""
    later = [*filter(None, [other.start_date]), *([] if other.end_date else reported)]
    earlier = [] if other.start_date or other.end_date else reported
    ended = one.end_date is not None and any(one.end_date.before(each) for each in later)
    return ended or (one.start_date is not None and any(one.start_date.after(each) for each in earlier))


def _reported(membership: Membership, sources: Collection) -> list[PartialDate]:
    """Return the dates of the sources that a membership cites."""
    cited = (sources.get(each.source, Source) for each in membership.evidence)
    return [each.date for each in cited if each and each.date]
