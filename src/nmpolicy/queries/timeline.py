"""Timelines: milestones, votes, events, and dated relations and statements, by date."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from attrs import frozen

from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.queries.force.effective_dates import container_id, effective_dates
from nmpolicy.queries.force.relation_words import part_words, relation_verb
from nmpolicy.queries.provision_names import distinct_name, name_in_sentence
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Instrument, Milestone, VoteEvent
from nmpolicy.records.once_per_collection import once_per_collection
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
    check_collections(collection)
    return Answers(sorted((entry for entry, _ in _entries(collection)), key=_sort_key), "Timeline", collection)


@once_per_collection
def instrument_timelines(collection: Collection) -> Mapping[str, Sequence[TimelineEntry]]:
    """Return the timeline of each instrument that has one, by its id.

    It has the milestones and votes of the instrument, the dated relations of it and of its provisions, the events and
    the dated statements about them, and those milestones of other instruments that do something to it.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> signed = Milestone(stage="signed", date="2025-07-21")
    >>> orders = [Order(id=id, kind="other", title=f"Order {id}", milestones=[signed]) for id in ("a", "b")]
    >>> amends = Relation(id="r", subject="b", predicate="amends", object="a")
    >>> demo = Collection(id="demo", title="A demonstration", orders=orders, relations=[amends])
    >>> [entry.label for entry in instrument_timelines(demo)["a"]]
    ['Order a: signed', 'Order b: signed; amends Order a']
    """
    found: dict[str, list[TimelineEntry]] = {each.id: [] for each in collection.instruments}
    entries = chain(_entries(collection), _entries_of_acts(collection))
    for entry, about in entries:
        for id in dict.fromkeys(container_id(collection, each) for each in about):
            if id in found:
                found[id].append(entry)
    return {id: sorted(some, key=_sort_key) for id, some in found.items() if some}


#: An entry, and the ids of the records that it is about.
_EntryAbout = tuple[TimelineEntry, Iterable[str]]


def _entries(collection: Collection) -> Iterator[_EntryAbout]:
    acts = _acts(collection)
    for instrument in collection.instruments:
        attributed_to = _attributions(instrument, "milestones")
        for index, milestone in enumerate(instrument.milestones):
            words = [words for _, words in acts.get((instrument.id, index), ())]
            label = _milestone_label(collection, instrument, milestone, words)
            by = attributed_to(milestone)
            yield TimelineEntry(milestone.date, None, instrument.id, label, by), (instrument.id,)
    for measure in collection.measures:
        attributed_to = _attributions(measure, "vote_events")
        for vote in measure.vote_events:
            label = f"{distinct_name(collection, measure.id)}: {vote_words(collection, vote)}"
            yield TimelineEntry(vote.date, None, measure.id, label, attributed_to(vote)), (measure.id,)
    for relation in collection.relations:
        if relation.effective_date:
            label = f"{name_in_sentence(collection, relation.subject)} {_act(collection, relation)}"
            by = _attributed_to(relation.evidence)
            entry = TimelineEntry(relation.effective_date, relation.end_date, relation.id, label, by)
            yield entry, (relation.subject, relation.object)
    for event in collection.events:
        done = acts.get((event.id, None), ())
        objects = {object for object, _ in done}  # they have an entry with what the event does to them
        others = [id for id in event.about if container_id(collection, id) not in objects]
        yield _event_entry(event, [words for _, words in done]), others
    for statement in collection.statements:
        if statement.date:
            speakers = ", ".join(map(collection.label, statement.speakers))
            label = f"{speakers}: {statement.summary or statement.id}"
            entry = TimelineEntry(statement.date, None, statement.id, label, _attributed_to(statement.evidence))
            yield entry, [stance.target for stance in statement.stances if stance.target]


def _entries_of_acts(collection: Collection) -> Iterator[_EntryAbout]:
    """Yield the milestones and events that do something to an instrument, with only what they do to it."""
    for (id, index), done in _acts(collection).items():
        actor = collection.get(id)
        by_object: dict[str, list[str]] = {}
        for object, words in done:
            by_object.setdefault(object, []).append(words)
        attributed_to = _attributions(actor, "milestones") if isinstance(actor, Instrument) else None
        for object, words_on_it in by_object.items():
            if isinstance(actor, Event):
                yield _event_entry(actor, words_on_it), (object,)
            elif isinstance(actor, Instrument) and attributed_to and index is not None and object != id:
                milestone = actor.milestones[index]
                label = _milestone_label(collection, actor, milestone, words_on_it)
                yield TimelineEntry(milestone.date, None, actor.id, label, attributed_to(milestone)), (object,)


def _event_entry(event: Event, acts: Iterable[str]) -> TimelineEntry:
    label = "; ".join([": ".join(filter(None, (event.label, event.summary))), *acts])
    return TimelineEntry(event.start_date, event.end_date, event.id, label, _attributed_to(event.evidence))


def _milestone_label(collection: Collection, instrument: Instrument, milestone: Milestone, acts: Iterable[str]) -> str:
    label = f"{distinct_name(collection, instrument.id)}: {milestone.stage.replace('-', ' ')}"
    return "; ".join([label, *acts])


def vote_words(collection: Collection, vote: VoteEvent) -> str:
    """Return a vote in words, with its body and its motion.

    >>> vote = VoteEvent(motion="passage", passed=False, yes=4, no=5)
    >>> vote_words(Collection(id="demo", title="A demonstration"), vote)
    'vote on passage: failed, 4 to 5'
    """
    body = f" of {collection.label(vote.body)}" if vote.body else ""
    motion = f" on {vote.motion.strip()}" if vote.motion.strip() else ""
    return f"vote{body}{motion}: {vote}"


def _acts(collection: Collection) -> Mapping[tuple[str, int | None], Sequence[tuple[str, str]]]:
    """Return what each milestone does to other records, or would have done, by its instrument and its position.

    Each act has the id of the record, or of the instrument of a provision, and the words. What an event does has no
    position. A relation with a date of its own has an entry of its own.
    """
    dates = effective_dates(collection)
    found: dict[tuple[str, int | None], list[tuple[str, str]]] = {}
    places: dict[str, int] = {}
    for relation in collection.relations:
        if relation.effective_date or relation.predicate not in EFFECTS:
            continue
        subject, milestone = dates.container(relation.subject), dates.of_relation(relation).milestone
        index = None
        if isinstance(subject, Instrument) and milestone:
            if subject.id not in places:  # without a date of its own, each relation has the milestone of its subject
                places[subject.id] = subject.milestones.index(milestone)
            index = places[subject.id]
        if subject is not None and (index is not None or isinstance(subject, Event)):
            act = (container_id(collection, relation.object), _act(collection, relation))
            found.setdefault((subject.id, index), []).append(act)
    return found


def _act(collection: Collection, relation: Relation) -> str:
    words = f"{relation_verb(collection, relation)} {name_in_sentence(collection, relation.object)}"
    return words + part_words(collection, relation)


def _attributed_to(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for pointer in evidence for actor in pointer.attributed_to))


def _attributions(instrument: Instrument, name: str) -> Callable[[Milestone | VoteEvent], tuple[str, ...]]:
    """Return a function for the actors to whom the sources attribute a part of an instrument in the field `name`.

    Parts without evidence of their own have that of the instrument, which is searched once for all of them.
    """
    of_instrument: list[tuple[str, ...]] = []

    def attributed_to(part: Milestone | VoteEvent) -> tuple[str, ...]:
        if part.evidence:
            return _attributed_to(part.evidence)
        if not of_instrument:
            of_instrument.append(_attributed_to(instrument.evidence_for(name, part)))
        return of_instrument[0]

    return attributed_to


def _sort_key(entry: TimelineEntry) -> tuple[bool, date, int, str]:
    return (False, *entry.date.sort_key()) if entry.date else (True, date.max, 0, "")
