"""The relations of a record as lines of a page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from nmpolicy.queries.relation_sentences import relation_count, relation_sentences
from nmpolicy.records.base import Record
from nmpolicy.records.relations import Relation
from nmpolicy.report.page_context import MOST_OTHERS, PageContext
from nmpolicy.report.page_texts import capitalized, markup, with_days_in_words

if TYPE_CHECKING:
    from markupsafe import Markup


@frozen
class RelationLine:
    """A relation of a record, as a sentence with a link to the other record."""

    relation: Relation
    """The relation, with its notes and its evidence."""
    sentence: "Markup"
    """The sentence, such as `Expands 2018 Resolution on July 21, 2025`."""


def relation_lines(context: PageContext, record: Record) -> Iterator[RelationLine]:
    """Yield the relations of a record, in both directions.

    On the page of one instrument, a record with many relations has only those with that instrument.
    """
    many = relation_count(context.collection, record) > MOST_OTHERS
    among = None if record.id in context.own or not many else context.own or None
    for each in relation_sentences(context.collection, record, among):
        details = with_days_in_words(each.details)
        line = markup("{} {}{}", capitalized(each.verb), context.link(each.other), details)
        yield RelationLine(each.relation, line)
