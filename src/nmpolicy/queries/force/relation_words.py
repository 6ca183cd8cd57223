"""Relations in words, such as `repealed by eo-2 on 2021-03-30, in part: Section 3`."""

from collections.abc import Callable

from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.own_effective_date import EffectiveDate
from nmpolicy.queries.force.parts import affected_parts
from nmpolicy.queries.milestones import REFUSAL_STAGES
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.predicates import EFFECTS
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import DatePrecision, RelationKind


def relation_words(  # noqa: PLR0913  # each with a default
    collection: Collection,
    relation: Relation,
    *,
    inverse: bool = False,
    other: str = "",
    last: str = "",
    about: str = "",
    part_name: Callable[[str], str] = str,
) -> str:
    """Return a relation in words, with the record at its other end, its day, and the part that it affects.

    The sentence is about the subject, or with `inverse`, about the object. `other` names the record at the other end in
    place of its id, `last` is its last day if no field records that, and `part_name` names a part, given its text or
    its id. If the sentence is `about` a provision that the relation names, that is not said again. A subject that
    failed "would have" acted; one that is only planned "would" act.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> signed, failed = Milestone(stage="signed", date="2021-03-30"), Milestone(stage="failed", date="2022-05-02")
    >>> new = Order(id="new", kind="executive-order", title="A new order", milestones=[signed])
    >>> bill = Order(id="bill", kind="other", title="A draft", milestones=[failed])
    >>> demo = Collection(id="demo", title="A demonstration", orders=[new, bill])
    >>> part = Relation(id="r", subject="new", predicate="repeals", object="old", section="Section 3")
    >>> change = Relation(id="c", subject="bill", predicate="amends", object="old")
    >>> relation_words(demo, part, inverse=True), relation_words(demo, part)
    ('repealed by new on 2021-03-30, in part: Section 3', 'repeals old on 2021-03-30, in part: Section 3')
    >>> relation_words(demo, change, inverse=True), relation_words(demo, change)
    ('would have been amended by bill (failed 2022-05-02)', 'would have amended old (failed 2022-05-02)')
    """
    name = other or (relation.subject if inverse else relation.object)
    details = relation_details(collection, relation, last=last, about=about, part_name=part_name)
    return f"{relation_verb(collection, relation, inverse=inverse)} {name}{details}"


def relation_verb(collection: Collection, relation: Relation, *, inverse: bool = False) -> str:
    """Return the verb of a relation: `amends` or `amended by`, or if it has had no effect, `would have amended`."""
    predicate = relation.predicate
    effective = effective_dates(collection).of_relation(relation)
    if predicate not in EFFECTS or effective.happens is not False:
        return predicate.inverse if inverse else predicate.replace("-", " ")
    refused = _is_refused(effective)
    if inverse:
        return f"would {'have been' if refused else 'be'} {predicate.inverse}"
    return f"would have {predicate.inverse.removesuffix(' by')}" if refused else f"would {_infinitive(predicate)}"


def relation_details(
    collection: Collection,
    relation: Relation,
    *,
    last: str = "",
    about: str = "",
    part_name: Callable[[str], str] = str,
) -> str:
    """Return what follows the other record's name: the day of a relation, its end, and the part that it affects.

    The arguments are those of `relation_words`.
    """
    part = part_words(collection, relation, about, part_name)
    dates = effective_dates(collection)
    effective = dates.of_relation(relation)
    if relation.predicate in EFFECTS and effective.happens is False:
        reason = f" ({effective.milestone})" if effective.milestone else ""
        return part + reason
    known = dates.last_day(relation)
    end = f" through {known.label if known else last}" if known or last else ""
    return _day(collection, relation, effective, lasts=bool(end)) + end + part


def part_words(
    collection: Collection, relation: Relation, about: str = "", part_name: Callable[[str], str] = str
) -> str:
    """Return the part that a relation affects, such as `, in part: Section 3`; empty if it affects the whole.

    It is empty too if the words are `about` a provision that the relation names, unless it affects a part of that.
    """
    if about != relation.object and about in relation.scope:  # without a look at each of many parts
        return ""
    parts = affected_parts(collection, relation)
    if about in parts:
        parts = [each for each in parts if each != about]
    return f", in part: {', '.join(map(part_name, parts))}" if parts else ""


def _is_refused(effective: EffectiveDate) -> bool:
    return effective.milestone is not None and effective.milestone.stage in REFUSAL_STAGES


def _day(collection: Collection, relation: Relation, effective: EffectiveDate, *, lasts: bool) -> str:
    """Return the day of a relation in words, its own or that of its subject; if it lasts, as the first of several."""
    if relation.effective_date:
        return _first_day(relation.effective_date, lasts=lasts)
    if relation.predicate not in EFFECTS:
        return ""
    subject = collection.get(relation.subject)
    milestone = effective.milestone
    day = subject.start_date if isinstance(subject, Event) else milestone.date if milestone else None
    if day is None:
        return ""
    return f" on or after {day.label}" if effective.missing else _first_day(day, lasts=lasts)


def _first_day(day: PartialDate, *, lasts: bool) -> str:
    return f" from {day.label}" if lasts else on_day(day)


def on_day(day: PartialDate) -> str:
    """Return a date after a space and its preposition: ` on 2025-07-21`, ` in 2025`.

    >>> on_day(PartialDate("2025-07-21")), on_day(PartialDate("2025~"))
    (' on 2025-07-21', ' in about 2025')
    """
    return f" {'on' if day.precision is DatePrecision.DAY else 'in'} {day.label}"


def _infinitive(predicate: RelationKind) -> str:
    """Return the base form of a predicate that is a verb in the third person.

    >>> _infinitive(RelationKind.AMENDS), _infinitive(RelationKind.CODIFIES), _infinitive(RelationKind.ESTABLISHES)
    ('amend', 'codify', 'establish')
    """
    verb = predicate.value
    if verb.endswith("ies"):
        return verb.removesuffix("ies") + "y"
    return verb.removesuffix("es" if verb.endswith("shes") else "s")
