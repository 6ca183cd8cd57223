"""The answers to questions in words."""

from collections.abc import Iterator, Sequence

from nmpolicy.analysis.force import Force
from nmpolicy.cli.page import heading, wrapped
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.dates import PartialDate


def force_page(collection: Collection, found: Sequence[Force], on: PartialDate) -> str:
    """What is in force on a day, what is not, and what the records do not decide, with the reasons."""
    blocks = [
        "\n".join([heading(title.format(on.label)), *(line for each in some for line in _force(collection, each))])
        for answer, title in _TITLES.items()
        if (some := [each for each in found if each.answer is answer])
    ]
    return "\n\n".join([*blocks, *_as_of(collection)]) if found else "There is no order or measure in this collection."


_TITLES = {
    True: "In force on {}",
    False: "Not in force on {}",
    None: "In force on {} or not: the records do not decide it",
}


def _force(collection: Collection, force: Force) -> Iterator[str]:
    yield wrapped(f"{collection.label(force.record)} [{force.record}]", 0, 2)
    for reason in force.reasons:
        yield wrapped(reason.label, 4, 2)


def _as_of(collection: Collection) -> Iterator[str]:
    """What a reader should know of what the records can tell."""
    dates = [source.date for source in collection.sources if source.date]
    if dates:
        latest = max(dates, key=lambda day: day.latest)
        yield wrapped(f"The latest source is of {latest.label}: of what came after it, the records do not tell.")
