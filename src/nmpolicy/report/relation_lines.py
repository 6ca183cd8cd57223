"""The relations of a record as lines of a page, those with the same verb together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from nmpolicy.queries.force.relation_words import relation_details
from nmpolicy.queries.relation_sentences import relation_count, relation_sentences
from nmpolicy.records.base import Record
from nmpolicy.records.relations import Relation
from nmpolicy.report.page_context import MOST_OTHERS, PageContext
from nmpolicy.report.page_texts import capitalized, markup, with_days_in_words

if TYPE_CHECKING:
    from markupsafe import Markup


@frozen
class RelationLine:
    """A relation of a record, as what follows the verb: a link to the other record, and the day."""

    relation: Relation
    """The relation, with its notes and its evidence."""
    words: "Markup"
    """The other record with the day and the part, such as `2018 Resolution on July 21, 2025`."""


@frozen
class RelationGroup:
    """The relations of a record that have the same verb."""

    verb: str
    """The verb with a capital letter, such as `Expands` or `Is extended by`."""
    lines: Sequence[RelationLine]
    """The relations in natural order of their ids."""


def relation_groups(context: PageContext, record: Record) -> Sequence[RelationGroup]:
    """Return the relations of a record by their verbs, first those in which it acts.

    On the page of one instrument, a record with many relations has only those with that instrument.
    """
    many = relation_count(context.collection, record) > MOST_OTHERS
    among = None if record.id in context.own or not many else context.own or None
    by_verb: dict[str, list[RelationLine]] = {}
    for each in relation_sentences(context.collection, record, among, part_name=context.part_name):
        words = markup("{}{}", context.link(each.other), with_days_in_words(each.details))
        by_verb.setdefault(capitalized(each.verb), []).append(RelationLine(each.relation, words))
    return [RelationGroup(verb, lines) for verb, lines in by_verb.items()]


def whole_sentence(context: PageContext, relation: Relation) -> "Markup":
    """Return a relation that is shown with neither of the records that it connects."""
    subject, object = (context.link(each) for each in (relation.subject, relation.object))
    details = with_days_in_words(relation_details(context.collection, relation, part_name=context.part_name))
    return markup("{} {} {}{}", subject, relation.predicate.replace("-", " "), object, details)
