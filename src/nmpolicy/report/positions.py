"""Stances of statements by their targets, and the statements that take no side."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.statements import Statement, TargetStance
from nmpolicy.vocabulary.terms import Objection, Stance

#: The sign and the words for each stance.
STANCES = {
    Stance.SUPPORT: ("+", "supports"),
    Stance.OPPOSE: ("\u2212", "opposes"),
    Stance.MIXED: ("\u00b1", "mixed"),
    Stance.NEUTRAL: ("\u25cb", "neutral"),
    Stance.UNCLEAR: ("?", "unclear"),
}
#: The words for each objection.
OBJECTIONS = {
    Objection.TOO_FAR: "goes too far",
    Objection.NOT_FAR_ENOUGH: "does not go far enough",
    Objection.PROCEDURAL: "made in the wrong way",
    Objection.OTHER: "for another reason",
}
#: A target of stances: the id of a record, or None, and a topic in words.
Target = tuple[str | None, str]
#: A statement with its stance on a target.
_Stated = tuple[Statement, TargetStance]


@frozen
class PositionRow:
    """One statement's stance on one target."""

    statement: Statement
    """The statement."""
    stance: Stance
    """The stance."""
    objections: Sequence[str]
    """The objections that it raises, in words."""
    first: bool
    """True where the statement is first shown, with its words; later rows refer to it."""

    @property
    def sign(self) -> str:
        """The sign for the stance."""
        return STANCES[self.stance][0]

    @property
    def words(self) -> str:
        """The stance in words."""
        return STANCES[self.stance][1]


@frozen
class Position:
    """The stances on one target."""

    target: str | None
    """The id of the record that they are on, if they are on a record."""
    topic: str
    """The topic in words; empty if they are on a record without saying more."""
    anchor: str
    """The id of the element that shows it, if it is the first one on a record; otherwise empty."""
    rows: Sequence[PositionRow]
    """The statements: those in support first, then those that oppose it, and so on."""

    @property
    def counts(self) -> str:
        """The number of statements with each stance, such as `2 support and 1 opposes it`."""
        return stance_counts(row.stance for row in self.rows)


def statement_actors(statement: Statement) -> Sequence[str]:
    """Return the ids of those who made a statement, of the post in which they did, and of those for whom they spoke."""
    return [*dict.fromkeys((*statement.speakers, *filter(None, [statement.capacity]), *statement.on_behalf_of))]


def stance_counts(stances: Iterable[Stance]) -> str:
    """Return the number of statements with each stance, in words.

    >>> stance_counts([Stance.OPPOSE, Stance.SUPPORT, Stance.SUPPORT])
    '2 support, 1 opposes'
    """
    counts = Counter(stances)
    one = {stance: words for stance, (_, words) in STANCES.items()}
    several = one | {Stance.SUPPORT: "support", Stance.OPPOSE: "oppose"}
    return ", ".join(
        f"{counts[each]:,} {(one if counts[each] == 1 else several)[each]}" for each in Stance if counts[each]
    )


def positions(collection: Collection, order: Sequence[str]) -> Sequence[Position]:
    """Return the stances by target: first on records in an `order` of ids, then on everything else as it comes."""
    rank = {id: index for index, id in reversed([*enumerate(order)])}
    targets = _by_target(collection)
    known = sorted((target for target in targets if target[0] in rank), key=lambda target: rank[target[0] or ""])
    others = [target for target in targets if target[0] not in rank]
    return _positions(targets, (*known, *others))


def positions_on(collection: Collection, ids: Iterable[str]) -> Sequence[Position]:
    """Return the stances on some records, as on a page that holds no others."""
    targets = _by_target(collection)
    wanted = dict.fromkeys(target for id in ids for target in _targets_of(collection).get(id, ()))
    return _positions(targets, wanted)


def _positions(targets: Mapping[Target, Sequence[_Stated]], wanted: Iterable[Target]) -> Sequence[Position]:
    shown: set[int] = set()
    anchors: set[str] = set()
    found: list[Position] = []
    for target, topic in wanted:
        anchor = f"{target}_stances" if target and target not in anchors else ""
        anchors.add(target or "")
        found.append(Position(target, topic, anchor, _rows(targets[target, topic], shown)))
    return found


def _rows(stated: Sequence[_Stated], shown: set[int]) -> Sequence[PositionRow]:
    """Return the rows of one target; `shown` has the identities of the statements that earlier ones show."""
    objections: dict[tuple[int, Stance], dict[str, None]] = {}
    statements: dict[int, Statement] = {}
    for statement, stance in stated:
        statements[id(statement)] = statement
        found = objections.setdefault((id(statement), stance.stance), {})
        found |= dict.fromkeys([OBJECTIONS[stance.objection]] if stance.objection else [])
    rows: list[PositionRow] = []
    for key in sorted(objections, key=lambda key: [*Stance].index(key[1])):
        rows.append(PositionRow(statements[key[0]], key[1], [*objections[key]], key[0] not in shown))
        shown.add(key[0])
    return rows


def statements_without_side(collection: Collection) -> Sequence[Statement]:
    """Return the statements that take no side on anything, not even an unclear one."""
    return [each for each in collection.statements if not _takes_side(each)]


def _takes_side(statement: Statement) -> bool:
    return any(each.stance is not Stance.NEUTRAL for each in statement.stances)


@once_per_collection
def _by_target(collection: Collection) -> Mapping[Target, Sequence[_Stated]]:
    """Return the stances of the statements that take a side, also their neutral ones, by what they are on."""
    found: dict[Target, list[_Stated]] = {}
    for statement in collection.statements:
        for stance in statement.stances if _takes_side(statement) else ():
            found.setdefault((stance.target, " ".join(stance.topic.split())), []).append((statement, stance))
    return found


@once_per_collection
def _targets_of(collection: Collection) -> Mapping[str, Sequence[Target]]:
    """Return the targets that are one record, alone or with a topic, by its id."""
    found: dict[str, list[Target]] = {}
    for target in _by_target(collection):
        if target[0]:
            found.setdefault(target[0], []).append(target)
    return found
