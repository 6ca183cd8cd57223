"""Who stands where, as a table: a row for each actor, a column for each thing that stances are towards."""

from collections.abc import Iterator, Mapping, Sequence

from nmpolicy.cli.render.names import names
from nmpolicy.cli.terminal import heading, width, wrapped
from nmpolicy.problems import printable
from nmpolicy.queries.stances import Standpoint
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.terms import Stance

_SIGNS = {Stance.SUPPORT: "+", Stance.OPPOSE: "-", Stance.MIXED: "±", Stance.NEUTRAL: "o", Stance.UNCLEAR: "?"}
_MEANINGS = "+ supports, - opposes, ± both, o takes no side, ? unclear; the latest dated stance stands after the earlier ones, then the undated"
_NAME = 36  # columns of a name

#: What a column is of: a record, or a topic in words.
_Target = tuple[str | None, str]


def stances_page(collection: Collection, found: Sequence[Standpoint]) -> str:
    """The tables, what their columns are, and the objections."""
    if not found:
        return "Nobody takes a stance in this collection."
    targets = list(dict.fromkeys((each.target, each.topic) for each in found))
    cells = {(each.actor, (each.target, each.topic)): "".join(_SIGNS[one] for one in each.stances) for each in found}
    cell = max(4, *(len(signs) + 2 for signs in cells.values()), len(str(len(targets))) + 2)
    many = max(1, (width() - _NAME) // cell)
    tables = (targets[start : start + many] for start in range(0, len(targets), many))
    blocks = [heading("Who stands where"), wrapped(_MEANINGS)]
    for number, some in enumerate(tables):
        blocks += ["\n".join(_table(collection, some, 1 + number * many, cells, cell))]
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
        yield from (
            [name + row.rjust(len(row) + _NAME - len(name))] if len(name) < _NAME else [name, " " * _NAME + row]
        )
    for number, target in enumerate(targets, first):
        yield wrapped(f"{number}: {_name(collection, target)}", 2, 4)


def _name(collection: Collection, target: _Target) -> str:
    id, topic = target
    return topic or "(not said)" if id is None else f"{collection.label(id)} [{id}]"


def _objections(collection: Collection, found: Sequence[Standpoint], numbers: Mapping[_Target, int]) -> Iterator[str]:
    lines = [
        f"- {names(collection, [each.actor])} to {numbers[each.target, each.topic]}: {position.stance.objection}"
        for each in found
        for position in each.positions
        if position.stance.objection
    ]
    if lines:
        yield "\n".join(["Objections", *(wrapped(line, 2, 2) for line in lines)])
