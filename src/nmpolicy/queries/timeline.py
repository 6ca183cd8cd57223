"""Timelines: milestones, votes, events, and dated relations and statements, by date."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.relation_words import part_words, relation_verb
from nmpolicy.queries.provision_names import distinct_name, name_in_sentence
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Instrument, VoteEvent
from nmpolicy.records.predicates import EFFECTS
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.dates import PartialDate, span_label
from nmpolicy.vocabulary.references import ActorRef


@frozen
class TimelineEntry(Answer):
    """One entry of a timeline.

    .. versionadded:: 0.1
    """

    date: PartialDate | None
    """The date, or the first day of something that lasted; None if it is unknown."""
    end_date: PartialDate | None
    """The last day, inclusive, of something that lasted; otherwise None."""
    record: str
    """Id of the event, instrument, relation or statement."""
    label: str
    """A short description of what happened."""
    attributed_to: tuple[ActorRef, ...] = ()
    """Ids of the actors to whom the sources attribute it; empty if the sources report it themselves."""

    @property
    def when(self) -> str:
        """The dates in words; empty if none is known."""
        return span_label(self.date, self.end_date)


def timeline(collection: Collection) -> Answers[TimelineEntry]:
    """Return every milestone, vote and event, and every dated relation and statement, by date.

    Entries without a date come last. A milestone or an event also says what it does to other records, or what it would
    have done.

    An entry is placed by the first day that its date may mean; on the same day, a less precise date comes first. The
    order is for reading: if two dates overlap, it does not say which came first.

    >>> from nmpolicy.records.events import Event
    >>> march = Event(id="march", kind="protest", name="A march", start_date="2025-07-19")
    >>> [entry.when for entry in timeline(Collection(id="demo", title="A demonstration").add(march))]
    ['2025-07-19']

    .. versionadded:: 0.1
    """
    return Answers(sorted(_entries(collection), key=_sort_key), "Timeline", collection)


def _entries(collection: Collection) -> Iterator[TimelineEntry]:
    acts = _acts(collection)
    for instrument in collection.instruments:
        name = distinct_name(collection, instrument.id)
        for index, milestone in enumerate(instrument.milestones):
            label = "; ".join([f"{name}: {milestone.stage.replace('-', ' ')}", *acts.get((instrument.id, index), ())])
            evidence = instrument.evidence_for("milestones", milestone)
            yield TimelineEntry(milestone.date, None, instrument.id, label, _attributed_to(evidence))
    for measure in collection.measures:
        for vote in measure.vote_events:
            label = f"{distinct_name(collection, measure.id)}: {vote_words(collection, vote)}"
            evidence = measure.evidence_for("vote_events", vote)
            yield TimelineEntry(vote.date, None, measure.id, label, _attributed_to(evidence))
    for relation in collection.relations:
        if relation.effective_date:
            label = f"{name_in_sentence(collection, relation.subject)} {_act(collection, relation)}"
            attributed_to = _attributed_to(relation.evidence)
            yield TimelineEntry(relation.effective_date, relation.end_date, relation.id, label, attributed_to)
    for event in collection.events:
        label = "; ".join([": ".join(filter(None, (event.label, event.summary))), *acts.get((event.id, None), ())])
        yield TimelineEntry(event.start_date, event.end_date, event.id, label, _attributed_to(event.evidence))
    for statement in collection.statements:
        if statement.date:
            speakers = ", ".join(map(collection.label, statement.speakers))
            label = f"{speakers}: {statement.summary or statement.id}"
            yield TimelineEntry(statement.date, None, statement.id, label, _attributed_to(statement.evidence))


def vote_words(collection: Collection, vote: VoteEvent) -> str:
    """Return a vote in words, with its body and its motion.

    >>> vote = VoteEvent(motion="passage", passed=False, yes=4, no=5)
    >>> vote_words(Collection(id="demo", title="A demonstration"), vote)
    'vote on passage: failed, 4 to 5'
    """
    body = f" of {collection.label(vote.body)}" if vote.body else ""
    motion = f" on {vote.motion.strip()}" if vote.motion.strip() else ""
    return f"vote{body}{motion}: {vote}"


def _acts(collection: Collection) -> Mapping[tuple[str, int | None], Sequence[str]]:
    """Return what each milestone does to other records, or would have done, by its instrument and its position.

    What an event does has no position. A relation with a date of its own has an entry of its own.
    """
    dates = effective_dates(collection)
    found: dict[tuple[str, int | None], list[str]] = {}
    for relation in collection.relations:
        if relation.effective_date or relation.predicate not in EFFECTS:
            continue
        subject, milestone = dates.container(relation.subject), dates.of_relation(relation).milestone
        index = subject.milestones.index(milestone) if isinstance(subject, Instrument) and milestone else None
        if subject is not None and (index is not None or isinstance(subject, Event)):
            found.setdefault((subject.id, index), []).append(_act(collection, relation))
    return found


def _act(collection: Collection, relation: Relation) -> str:
    words = f"{relation_verb(collection, relation)} {name_in_sentence(collection, relation.object)}"
    return words + part_words(collection, relation)


def _attributed_to(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for pointer in evidence for actor in pointer.attributed_to))


def _sort_key(entry: TimelineEntry) -> tuple[bool, date, int, str]:
    return (False, *entry.date.sort_key()) if entry.date else (True, date.max, 0, "")
