"""IG Script, the notation of the Institutional Grammar 2.0: one line for each provision."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from nmpolicy.errors import UnsupportedValueError
from nmpolicy.exports.exported import Exported, fields_left_out
from nmpolicy.exports.ig_texts import can_annotate, fault_in
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.records.actors import Organization, Person, Post
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.provisions import Deadline, Provision
from nmpolicy.tables.rows import collection_to_export
from nmpolicy.vocabulary.cut_texts import LONGEST_MENTION, cut
from nmpolicy.vocabulary.recurrence_words import recurrence_words
from nmpolicy.vocabulary.terms import Deontic, LogicalOperator, ProvisionKind

_MODALS = {
    Deontic.OBLIGATION: "must",
    Deontic.PROHIBITION: "must not",
    Deontic.PERMISSION: "may",
    Deontic.RIGHT: "may by right",
    Deontic.RECOMMENDATION: "should",
}
_HELD = {
    Provision: frozenset(
        {
            "id",
            "instrument",
            "kind",
            "bearers",
            "bearer_text",
            "deontic",
            "modal_text",
            "aim",
            "direct_object",
            "direct_object_items",
            "direct_object_operator",
            "indirect_object",
            "conditions",
            "condition_operator",
            "constraints",
            "exceptions",
            "or_else_provisions",
            "section",
            "start_date",
            "end_date",
            "deadline",
            "recurrence",
            "constituted_entity",
            "constitutive_function",
            "constituting_properties",
            "property_operator",
        }
    ),
    # A deadline is written in words.
    Deadline: frozenset({"date", "within", "business_days", "after", "after_record", "at_least", "before_record"}),
}

#: The fields that say how the texts of others combine. Where there is one text or none, the notation has no operator.
_COMBINED = {
    "condition_operator": "conditions",
    "direct_object_operator": "direct_object_items",
    "property_operator": "constituting_properties",
}


def to_ig(collection: Collection, *, include_private: bool = False) -> Exported[str]:
    """Return the provisions of a collection in IG Script, one line for each.

    A line begins with the ids of the provision and its instrument, and its section, as annotations of the statement.
    The names of private individuals are withheld, unless `include_private`. Of other records, only actors appear, as
    bearers.

    Raises `UnsupportedValueError`, with every such text, for a text that the grammar would read as notation: one with
    unbalanced parentheses or brackets, with braces, with a logical operator such as `[AND]`, or with a letter that
    marks a component before a parenthesis, as in `Act(s)`. Raises `InvalidCollectionError` if records share an id.

    Terms: Institutional Grammar 2.0 (Frantz and Siddiki 2021), IG Script (IG Parser 0.7).

    >>> order = Provision(
    ...     id="eo.report",
    ...     instrument="eo",
    ...     kind="regulative",
    ...     bearer_text="city staff",
    ...     deontic=["obligation"],
    ...     aim="report",
    ...     direct_object="visits",
    ...     exceptions=["unless a court forbids it"],
    ... )
    >>> print(to_ig(Collection.of([order], id="demo", title="A demonstration")).content, end="")
    [id=eo.report] [instrument=eo] A(city staff) D[stringency=obligation](must) I(report) Bdir(visits) \
Cac[exception](unless a court forbids it)

    .. versionadded:: 0.1
    """
    exported = collection_to_export(collection, include_private=include_private)
    writer = _Writer(exported, include_private=include_private)
    lines = [line for provision in exported.provisions if (line := writer.line(provision))]
    problems = [problem for place in enumerate(exported.provisions) for problem in writer.problems(*place)]
    if problems:
        raise UnsupportedValueError(tuple(problems))
    return Exported(content="".join(f"{line}\n" for line in lines), left_out=dict(sorted(writer.left_out().items())))


@frozen
class _Component:
    """A component of a statement: one text, or a combination of several."""

    symbol: str
    """The symbol of the component, such as `Bdir`."""
    field: str
    """The field of the provision that the texts come from."""
    texts: Sequence[str]
    """The texts, without line breaks; none is empty."""
    annotation: str = ""
    """The annotation that specifies the component beyond its symbol, such as `exception`."""
    operator: str = "AND"
    """The operator that combines several texts."""
    scope: str = ""
    """A text before a combination that belongs to each of its texts."""

    def __str__(self) -> str:
        """Return it in the notation."""
        combined = f" [{self.operator}] ".join(self.texts)
        if len(self.texts) > 1 or self.scope:
            # IG Parser misreads a combination that starts with a short text in parentheses: `((a) one [OR] two)`.
            space = " " if combined.startswith("(") else ""
            combined = f"{self.scope} ({space}{combined})".strip()
        return f"{self.symbol}{self.annotation}({combined})"


class _Writer:
    """Writes the provisions of a collection."""

    def __init__(self, collection: Collection, *, include_private: bool) -> None:
        """Write the components of each provision."""
        self._collection = collection
        self._include_private = include_private
        self._written: dict[str, str] = {}
        """The components of each provision, without its or else."""
        for provision in collection.provisions:
            self._written[provision.id] = " ".join(map(str, self._components(provision)))

    def line(self, provision: Provision) -> str:
        """Return the line of a provision; empty if it has no component."""
        statement = [self._written[provision.id], *self._or_else(provision)]
        components = " ".join(filter(None, statement))
        if not components:
            return ""
        section = f" [section={text}]" if can_annotate(text := _line(provision.section)) else ""
        return f"[id={provision.id}] [instrument={provision.instrument}]{section} {components}"

    def _or_else(self, provision: Provision) -> Iterator[str]:
        """Yield the provisions with its consequences, as nested statements. These have no or else of their own."""
        for id in dict.fromkeys(provision.or_else_provisions):
            if components := self._written.get(id):
                yield f"O{{[id={id}] {components}}}"

    def left_out(self) -> Counter[str]:
        """Count what the lines do not hold: fields of provisions, and records of other classes."""
        written = [each for each in self._collection.provisions if self.line(each)]
        counts = fields_left_out(self._collection.with_records(()).with_records(written), _HELD)
        counts["Provision"] = len(self._collection.provisions) - len(written)
        for name, cls in TABLES.items():
            if cls is not Provision:
                counts[cls.__name__] += len(getattr(self._collection, name))
        for each in written:
            counts["Provision.section"] += bool(each.section.strip()) and not can_annotate(each.section)
            counts["Provision.direct_object_items"] += _is_unstructured(each)
            for operator, texts in _COMBINED.items():
                is_shown = len([*filter(_line, getattr(each, texts))]) > 1
                counts[f"Provision.{operator}"] += getattr(each, operator) is not None and not is_shown
            nested = filter(self._written.get, each.or_else_provisions)
            counts["Provision.or_else_provisions"] += [*nested] != [*each.or_else_provisions]
        return +counts

    def problems(self, number: int, provision: Provision) -> Iterator[Problem]:
        """Yield each text of a provision that the grammar would read as notation."""
        for component in self._components(provision):
            for text in (component.scope, *component.texts):
                if fault := fault_in(text, component.annotation):
                    place = pointer(["provisions", number, component.field])
                    yield Problem("NMP018", Severity.ERROR, place, fault, provision.id)

    def _components(self, provision: Provision) -> Iterator[_Component]:
        """Yield the components, in the order of a sentence."""
        constitutive = provision.kind is ProvisionKind.CONSTITUTIVE
        yield from self._attributes(provision)
        if not constitutive:
            yield from _modals("D", provision)
        yield from _one("I", "aim", provision.aim)
        yield from _direct_object(provision)
        yield from _one("Bind", "indirect_object", provision.indirect_object)
        yield from _one("E", "constituted_entity", provision.constituted_entity)
        if constitutive:
            yield from _modals("M", provision)
        yield from _one("F", "constitutive_function", provision.constitutive_function)
        yield from _all("P", "constituting_properties", provision.constituting_properties, provision.property_operator)
        yield from _all("Cex", "constraints", provision.constraints)
        recurrence = recurrence_words(provision.recurrence) if provision.recurrence else ""
        yield from _one("Cex", "deadline", str(provision.deadline or ""), "[deadline]")
        yield from _one("Cex", "recurrence", recurrence, "[recurrence]")
        yield from _all("Cac", "conditions", provision.conditions, provision.condition_operator)
        # Each has a conjunction such as `unless`, so it needs no [NOT], which IG Parser does not read yet.
        yield from _all("Cac", "exceptions", provision.exceptions, annotation="[exception]")
        start = f"from {provision.start_date.label}" if provision.start_date else ""
        end = f"through {provision.end_date.label}" if provision.end_date else ""
        yield from _one("Cac", "start_date" if start else "end_date", f"{start} {end}", "[force]")

    def _attributes(self, provision: Provision) -> Iterator[_Component]:
        """Yield the bearers: the words of the text, annotated with their ids, or else the name of each."""
        ids = dict.fromkeys(provision.bearers)
        if text := _line(provision.bearer_text):
            yield from _one("A", "bearer_text", text, f"[id={','.join(ids)}]" if ids else "")
            return
        for id in ids:
            yield from _one("A", "bearers", self._name(id), f"[id={id}]")

    def _name(self, id: str) -> str:
        actor = self._collection.get(id)
        if isinstance(actor, Person) and self._include_private and _line(actor.name):
            return cut(actor.name, LONGEST_MENTION)  # the label of a private individual never has it
        return self._collection.label(id) if isinstance(actor, Person | Organization | Post) else id


def _one(symbol: str, field: str, text: str, annotation: str = "") -> Iterator[_Component]:
    if line := _line(text):
        yield _Component(symbol, field, [line], annotation)


def _all(
    symbol: str, field: str, texts: Iterable[str], operator: LogicalOperator | None = None, annotation: str = ""
) -> Iterator[_Component]:
    """Yield a combination; without an operator, a component for each text, which the grammar combines by AND."""
    lines = [line for text in texts if (line := _line(text))]
    if operator is None and len({*lines}) == len(lines):
        for line in lines:
            yield _Component(symbol, field, [line], annotation)
    elif lines:  # IG Parser refuses a component that is repeated, but not a text that is repeated in a combination
        yield _Component(symbol, field, lines, annotation, (operator or LogicalOperator.AND).upper())


def _modals(symbol: str, provision: Provision) -> Iterator[_Component]:
    """Yield the deontics: the text's own word, annotated with what it means, or else one word for each."""
    deontics = dict.fromkeys(provision.deontic)
    if text := _line(provision.modal_text):
        yield _Component(symbol, "modal_text", [text], f"[stringency={','.join(deontics)}]" if deontics else "")
        return
    for deontic in deontics:
        yield _Component(symbol, "deontic", [_MODALS[deontic]], f"[stringency={deontic}]")


def _is_unstructured(provision: Provision) -> bool:
    """Return whether the object is a list of which the record does not say how it combines, which IG Script must."""
    return provision.direct_object_operator is None and len([*filter(_line, provision.direct_object_items)]) > 1


def _direct_object(provision: Provision) -> Iterator[_Component]:
    """Yield the object and its items, combined within its scope, as in `Bdir(the rent of (a home [OR] a shop))`."""
    text, field = _line(provision.direct_object), "direct_object_items"
    items = [line for item in provision.direct_object_items if (line := _line(item))]
    if _is_unstructured(provision):
        items = ["; ".join(items)]
    operator = (provision.direct_object_operator or LogicalOperator.AND).upper()
    if len(items) < 2 or "(" in text or not text:  # noqa: PLR2004  # one item is no combination
        yield from _one("Bdir", "direct_object", text)
        if items:  # IG Parser cuts parentheses from a scope, so the items are properties of such an object
            yield _Component("Bdir,p" if text else "Bdir", field, items, "", operator)
    else:
        yield _Component("Bdir", field, items, "", operator, text)


def _line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
