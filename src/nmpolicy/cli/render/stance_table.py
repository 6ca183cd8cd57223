"""Stances as a table: a row for each actor, a column for each target."""

from collections.abc import Iterator, Mapping, Sequence

from nmpolicy.cli.terminal import heading, width, wrapped
from nmpolicy.problems import printable
from nmpolicy.queries.provision_sentences import names
from nmpolicy.queries.stances import ActorStances
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.terms import Stance

_SIGNS = {Stance.SUPPORT: "+", Stance.OPPOSE: "-", Stance.MIXED: "±", Stance.NEUTRAL: "o", Stance.UNCLEAR: "?"}
_LEGEND = "+ supports, - opposes, ± both, o neutral, ? unclear; several signs are in date order, undated last"
_NAME = 36  # columns of a name

#: A target: the id of a record, or None, and a topic in words.
_Target = tuple[str | None, str]


def stance_table(collection: Collection, found: Sequence[ActorStances]) -> str:
    """Return the tables, the targets of their columns, and the objections."""
    if not found:
        return "No one on record takes a stance."
    targets = list(dict.fromkeys((each.target, each.topic) for each in found))
    cells = {(each.actor, (each.target, each.topic)): "".join(_SIGNS[one] for one in each.stances) for each in found}
    cell = max(4, *(len(signs) + 2 for signs in cells.values()), len(str(len(targets))) + 2)
    per_table = max(1, (width() - _NAME) // cell)
    blocks = [heading("Stances"), wrapped(_LEGEND)]
    for start in range(0, len(targets), per_table):
        blocks += ["\n".join(_table(collection, targets[start : start + per_table], start + 1, cells, cell))]
    blocks += _objections(collection, found, {target: number for number, target in enumerate(targets, 1)})
    return "\n\n".join(blocks)


def _table(
    collection: Collection, targets: Sequence[_Target], first: int, cells: Mapping[tuple[str, _Target], str], cell: int
) -> Iterator[str]:
    numbers = "".join(str(number).rjust(cell) for number, _ in enumerate(targets, first))
    yield " " * _NAME + numbers
    for actor in dict.fromkeys(actor for actor, target in cells if target in targets):
        row = "".join(cells.get((actor, target), "").rjust(cell) for target in targets).rstrip()
        name = printable(names(collection, [actor]))
        if len(name) < _NAME:
            yield name.ljust(_NAME) + row
        else:
            yield from (wrapped(name, 0, 2), " " * _NAME + row)
    for number, target in enumerate(targets, first):
        yield wrapped(f"{number}: {_target_name(collection, target)}", 2, 4)


def _target_name(collection: Collection, target: _Target) -> str:
    id, topic = target
    return topic or "(not stated)" if id is None else f"{collection.label(id)} [{id}]"


def _objections(collection: Collection, found: Sequence[ActorStances], numbers: Mapping[_Target, int]) -> Iterator[str]:
    lines = [
        f"- {names(collection, [each.actor])} to {numbers[each.target, each.topic]}: {stated.stance.objection.replace('-', ' ')}"
        for each in found
        for stated in each.stated
        if stated.stance.objection
    ]
    if lines:
        yield "\n".join(["Objections", *(wrapped(line, 2, 2) for line in lines)])
