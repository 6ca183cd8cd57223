"""The rows of the index of a folder of pages: for each instrument, what it is, its force, and its annotations."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from nmpolicy.queries.force.decisions import Reason
from nmpolicy.queries.force.effective_dates import container_id
from nmpolicy.queries.force.in_force import NO_END_RECORDED, Force
from nmpolicy.queries.milestones import made_milestone
from nmpolicy.queries.provision_names import distinct_name
from nmpolicy.queries.relation_sentences import relation_sentences
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument, Measure, Milestone, Order
from nmpolicy.records.relations import Relation
from nmpolicy.report.force_answers import own_milestone
from nmpolicy.report.force_states import FORCE_WORDS, ForceState, force_state
from nmpolicy.report.milestone_words import later_words, stage_words
from nmpolicy.report.page_context import PageContext
from nmpolicy.report.page_names import page_name
from nmpolicy.report.page_texts import day_words, term_words, with_days_in_words
from nmpolicy.vocabulary.cut_texts import cut
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.natural_order import natural_key
from nmpolicy.vocabulary.terms import Stage

#: The value of a filter for rows without the property.
NONE = "(none)"
#: The answer whose filter also finds another one.
_WITH_OTHERS = {ForceState.AS_RECORDED: ForceState.IN_FORCE}
_LONGEST_NAME = 90  # characters of the name of another record
_REMARKS = 2  # about force; the page of the instrument has all


@frozen
class Mention:
    """Another record to which an instrument is related."""

    name: str
    page: str
    """The page of the record; empty if it has none."""
    details: str
    """The day of the relation, its last day and the part that it affects."""


@frozen
class Annotation:
    """The records that an instrument acts on in one way, or that act on it so."""

    verb: str
    mentions: Sequence[Mention]


@frozen
class IndexRow:
    """One instrument in the index."""

    record: Order | Measure
    id: str
    page: str
    """The name of its page."""
    number: str
    title: str
    name: str
    """The title, and the number or the id if others have the same title; of a long one, its first words."""
    language: str
    date: PartialDate | None
    """The day on which it was made, or else its earliest known date."""
    stage: str
    """The stage that it reached on that day, unless that made it, and that the day is yet to come."""
    actors: Mapping[str, str]
    """The names of those who made it, by their ids: the signers, or else the offices and bodies that issued it."""
    kind: str
    series: str
    state: ForceState
    remarks: Sequence[str]
    """Remarks on the answer in a few words, such as that no end is recorded."""
    annotations: Sequence[Annotation]
    subjects: Sequence[str]
    summary: str

    @property
    def year(self) -> str:
        """The year of its date; empty if it has none."""
        return self.date[:4] if self.date else ""

    @property
    def day(self) -> str:
        """The date in words."""
        return day_words(self.date) if self.date else ""

    @property
    def datetime(self) -> str:
        """The date as a machine reads it, without the marks of doubt."""
        return self.date.rstrip("~?%") if self.date else ""

    @property
    def force_words(self) -> str:
        """The answer in words."""
        return FORCE_WORDS[self.state]

    @property
    def values(self) -> Mapping[str, Sequence[str]]:
        """Its values for each filter, as an address has them."""
        return {
            "year": [self.year or NONE],
            "by": [*self.actors] or [NONE],
            "kind": [self.kind or NONE],
            "series": [self.series or NONE],
            "force": [*dict.fromkeys((_WITH_OTHERS.get(self.state, self.state), self.state))],
        }


def index_rows(context: PageContext) -> list[IndexRow]:
    """Return a row for each instrument: the latest first, and those without a date last."""
    rows = [_row(context, each) for each in context.collection.instruments]
    rows.sort(key=lambda row: natural_key(f"{row.number} {row.id}"), reverse=True)
    return sorted(rows, key=lambda row: (row.year, *row.date.sort_key()) if row.date else ("",), reverse=True)


def _row(context: PageContext, instrument: Order | Measure) -> IndexRow:
    collection, force = context.collection, context.forces[instrument.id]
    milestone = _dated_milestone(instrument)
    made = made_milestone(instrument)
    actors = (made.by if made else ()) or instrument.authorities
    return IndexRow(
        record=instrument,
        id=instrument.id,
        page=page_name(instrument.id),
        number=instrument.number.strip(),
        title=instrument.label,
        name=cut(distinct_name(collection, instrument.id), _LONGEST_NAME),
        language=instrument.language or "",
        date=milestone.date if milestone else None,
        stage=_stage(milestone, made, context.on),
        actors={id: collection.label(id) for id in actors},
        kind=_kind(instrument),
        series=instrument.series if isinstance(instrument, Order) else "",
        state=force_state(force),
        remarks=[*_remarks(context, force)],
        annotations=_annotations(context, instrument),
        subjects=instrument.subjects,
        summary=instrument.summary,
    )


def _kind(instrument: Order | Measure) -> str:
    """Return the kind of an instrument in words, as the source calls it if it does."""
    return instrument.kind_text.strip() or term_words(instrument.kind)


def _dated_milestone(instrument: Instrument) -> Milestone | None:
    """Return the milestone that made an instrument, or else its earliest one that has a date."""
    made = made_milestone(instrument)
    if made and made.date:
        return made
    dated = [(each.date.sort_key(), index) for index, each in enumerate(instrument.milestones) if each.date]
    return instrument.milestones[min(dated)[1]] if dated else None


def _stage(milestone: Milestone | None, made: Milestone | None, on: PartialDate) -> str:
    """Return the stage of the date of a row, unless it made the instrument, and that the date is yet to come."""
    if milestone is None:
        return ""
    later = later_words(milestone, on)
    return ", ".join(filter(None, ("" if milestone is made else stage_words(milestone, on), later)))


def _remarks(context: PageContext, force: Force) -> Iterator[str]:
    """Yield what a reader must know of an answer: why it is not a plain yes, and what may be missing."""
    if not force.answer:
        shown = [_words(context, each) for each in force.reasons[: 1 if force.answer is False else None]]
    else:
        shown = [
            _words(context, each) for each in force.reasons if each.label == NO_END_RECORDED or _is_about_end(each)
        ]
        shown += [f"only in part: {_words(context, each)}" for each in force.parts]
    yield from shown[:_REMARKS]
    if len(shown) > _REMARKS:
        yield f"and {len(shown) - _REMARKS:,} more"


def _words(context: PageContext, reason: Reason) -> str:
    """Return a reason in words, with the name of the record that acts in place of its id."""
    if (milestone := own_milestone(reason)) and milestone.date:
        return f"{stage_words(milestone, context.on)} {day_words(milestone.date)}"
    relation = context.collection.get(reason.record, Relation)
    before, id, after = reason.label.partition(relation.subject if relation else "\0")
    if not id:
        return with_days_in_words(reason.label)
    return f"{before}{context.name(id)}{with_days_in_words(after)}"


def _is_about_end(reason: Reason) -> bool:
    return reason.milestone is not None and reason.milestone.stage is Stage.EXPIRED


def _annotations(context: PageContext, instrument: Instrument) -> list[Annotation]:
    """Return what an instrument and its provisions do to other records, and then what is done to them."""
    by_verb: dict[str, list[Mention]] = {}
    for each in relation_sentences(context.collection, instrument, part_name=context.part_name):
        name, details = cut(context.name(each.other), _LONGEST_NAME), with_days_in_words(each.details).strip()
        mention = Mention(name, _page_of(context.collection, each.other), details)
        by_verb.setdefault(each.verb.removeprefix("is "), []).append(mention)
    return [Annotation(verb, mentions) for verb, mentions in by_verb.items()]


def _page_of(collection: Collection, id: str) -> str:
    """Return the page of an instrument, or of the instrument of a provision; empty for any other record."""
    instrument = collection.get(container_id(collection, id), Instrument)
    return page_name(instrument.id) if instrument else ""
