"""The context of a page: a collection, a date, the answers about it, and the way to link its records."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from nmpolicy.problems import Problem
from nmpolicy.queries.force.in_force import Force, force_of_each
from nmpolicy.queries.force.parts import provisions_by_instrument
from nmpolicy.queries.provision_names import distinct_name
from nmpolicy.queries.provision_sentences import names, sentence_parts
from nmpolicy.queries.reading_order import in_reading_order
from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument, Measure, Order
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.statements import Statement
from nmpolicy.report.page_texts import capitalized, day_words, list_in_words, markup, with_names
from nmpolicy.rules.runner import BROKEN_RULE, validate
from nmpolicy.vocabulary.cut_texts import LONGEST_MENTION, cut
from nmpolicy.vocabulary.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

_REDACTED = "NMP709"  # the rule that says that a collection is redacted, as the head of each page does
#: The most records to which an event or a source leads from the page of one of them.
MOST_OTHERS = 20
_MOST_CHARACTERS = 70  # of the sentence of a provision that stands for its name


def on_this_page(id: str) -> str:
    """Return the address of a record that is on the same page."""
    return f"#{id}"


@frozen(eq=False)
class PageContext:
    """A collection in reading order, with what its pages need to know about its records.

    A page that does not hold all records is made with another `address`: `attrs.evolve(context, address=...)`.
    """

    collection: Collection
    """The collection in reading order, redacted if the page is to be."""
    on: PartialDate
    """The day for which the page says what is in force."""
    forces: Mapping[str, Force]
    """The answers to whether each instrument and provision is in force on that day, by id."""
    address: Callable[[str], str] = on_this_page
    """The address of the place where a record is shown, given its id: `#eo-5`, or that of another page.

    Empty if no page shows it.
    """

    own: frozenset[str] = frozenset()
    """Ids of the instrument and the provisions that the page is about; empty if it is about all records."""

    @property
    def instruments_noun(self) -> str:
        """The word for the instruments of the collection: `orders and measures`, or one of them if it has no others."""
        if self.collection.orders and self.collection.measures:
            return "orders and measures"
        word = "measure" if self.collection.measures else "order"
        return word if len(self.collection.instruments) == 1 else f"{word}s"

    def anchor(self, record: Record) -> str:
        """Return the id of the element that shows a record; empty for a second record with an id."""
        return record.id if self.collection.get(record.id) is record else ""

    def place_of(self, record: Record) -> str:
        """Return the id of the record with which a record is shown: of a relation, for example, its subject."""
        ends: tuple[str | None, ...] = ()
        if isinstance(record, Relation):
            ends = tuple(end for end in (record.subject, record.object) if self._shows_relations(end))
        elif isinstance(record, Membership):
            named = (record.member, record.post, record.organization)
            ends = tuple(end for end in named if isinstance(self.collection.get(end), Person | Organization | Post))
        return next(filter(None, ends), record.id)

    def _shows_relations(self, id: str) -> bool:
        """Return whether the place of a record has its relations. Those of a provision are on the card of its order."""
        record = self.collection.get(id)
        if isinstance(record, Provision):
            return self.collection.get(record.instrument, Instrument) is not None
        return record is not None and not isinstance(record, Relation | Membership)

    def name(self, id: str) -> str:
        """Name a record for a reader. One that is not in the collection is named by its id."""
        record = self.collection.get(id)
        return id if record is None else self.name_of(record)

    def name_of(self, record: Record) -> str:
        """Name a record for a reader; a very long name is cut. A private individual with a name is to be named."""
        name = _NAMES.get(type(record))
        return cut(record.label if name is None else name(self, record), LONGEST_MENTION)

    def part_name(self, part: str) -> str:
        """Name a part of an instrument, given its text or its id: a provision by its section or its sentence."""
        provision = self.collection.get(part, Provision)
        section = provision.section.strip() if provision else ""
        if not provision or not section:
            return self.name(part)
        others = provisions_by_instrument(self.collection)[provision.instrument]
        is_shared = sum(each.section.strip() == section for each in others) > 1
        return f"{section}: {_short_sentence(self, provision)}" if is_shared else section

    def href(self, id: str) -> str | None:
        """Return the address of the place where a record is shown; None if there is no such place."""
        record = self.collection.get(id)
        return None if record is None else self.address(self.place_of(record)) or None

    def link(self, id: str, text: str = "", *, starts: bool = False) -> "Markup":
        """Return a link to where a record is shown, with its name or another text; without such a place, no link.

        If it `starts` a line, what stands for the name of a private individual has a capital letter.
        """
        href, shown = self.href(id), text or self.name(id)
        shown = capitalized(shown) if starts and self._has_no_name(id) else shown
        if href is None:
            return markup('<span dir="auto">{}</span>', shown)
        return markup('<a href="{}" dir="auto">{}</a>', href, shown)

    def links(self, ids: "Iterable[str]", *, starts: bool = False) -> "Markup":
        """Return links to several records, as in a sentence, or as at the start of a line."""
        return list_in_words([self.link(id, starts=starts and not index) for index, id in enumerate(ids)])

    def _has_no_name(self, id: str) -> bool:
        """Return whether other words than a name stand for a record: of a private individual, or of a statement."""
        record = self.collection.get(id)
        return isinstance(record, Statement) or (
            isinstance(record, Person) and record.private and not record.name.strip()
        )

    def own_links(self, ids: Sequence[str]) -> "Markup":
        """Return links to several records; if they are many, to those that the page is about."""
        if not self.own or len(ids) <= MOST_OTHERS:
            return self.links(ids)
        own = [self.link(id) for id in ids if id in self.own]
        return list_in_words([*own, markup("{} others", f"{len(ids) - len(own):,}")])

    def with_links(self, message: str, *, keep_ids: bool = False) -> "Markup":
        """Return a message of a rule with links to the records that it names.

        The links have the names of the records instead of their ids, unless `keep_ids`, for a message about the ids.
        """
        return with_names(
            message, lambda named: self.link(named, named if keep_ids else "") if named in self.collection else None
        )

    def problems(self, id: str) -> tuple[Problem, ...]:
        """Return what the rules find about a record, with what its record suppresses."""
        return problems_by_record(self.collection).get(id, ())


def _person(_context: PageContext, record: Person) -> str:
    return (record.private and record.name.strip()) or record.label


def _organization(_context: PageContext, record: Organization) -> str:
    size, least = record.size or record.minimum_size, "" if record.size else "at least "
    return f"{record.label} ({least}{size:,} {'member' if size == 1 else 'members'})" if size else record.label


def _membership(context: PageContext, record: Membership) -> str:
    held = record.role or context.collection.label(record.post or record.organization or "")
    return ", ".join(filter(None, (context.collection.label(record.member), held)))


def _instrument(context: PageContext, record: Instrument) -> str:
    return distinct_name(context.collection, record.id)


def _provision(context: PageContext, record: Provision) -> str:
    if section := record.section.strip():
        return f"{section} of {distinct_name(context.collection, record.instrument)}"
    return _short_sentence(context, record)


def _short_sentence(context: PageContext, record: Provision) -> str:
    parts = sentence_parts(context.collection, record)
    verb = parts.verb if record.modal_text else parts.verb.lower()
    return cut(" ".join(filter(None, (parts.bearer, verb, parts.act))), _MOST_CHARACTERS)


def _statement(context: PageContext, record: Statement) -> str:
    day = f", {day_words(record.date)}" if record.date else ""
    return f"statement by {names(context.collection, record.speakers) or 'an unnamed speaker'}{day}"


def _relation(context: PageContext, record: Relation) -> str:
    ends = (record.subject, record.object)
    # A relation of relations, which the rules report, could name itself.
    subject, object = (each if context.collection.get(each, Relation) else context.name(each) for each in ends)
    return f"{subject} {record.predicate.replace('-', ' ')} {object}"


#: The function that names the records of a class whose label is not the name.
_NAMES: Mapping[type[Record], Callable[[PageContext, Any], str]] = {
    Person: _person,
    Organization: _organization,
    Membership: _membership,
    Order: _instrument,
    Measure: _instrument,
    Provision: _provision,
    Statement: _statement,
    Relation: _relation,
}


def page_context(collection: Collection, on: PartialDate) -> PageContext:
    """Return the context of the pages of a collection."""
    ordered = in_reading_order(collection)
    texts = (*ordered.instruments, *ordered.provisions)
    forces = force_of_each(ordered, texts, on)
    return PageContext(ordered, on, {each.record: each for each in reversed(forces)})


@once_per_collection
def problems_by_record(collection: Collection) -> Mapping[str, tuple[Problem, ...]]:
    """Return what the rules find, also what records suppress, by the id of the record; not which rules fail."""
    report = validate(collection, ignore=[_REDACTED])
    found: dict[str, list[Problem]] = {}
    for problem in (*report.problems, *report.suppressed):
        if problem.code != BROKEN_RULE:
            found.setdefault(problem.record or "", []).append(problem)
    return {id: tuple(problems) for id, problems in found.items()}
