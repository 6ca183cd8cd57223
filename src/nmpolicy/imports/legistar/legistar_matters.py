"""The assignment of histories, sponsors and votes to matters."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from attrs import frozen

from nmpolicy.imports.input_items import InputItem, InputLog
from nmpolicy.imports.legistar.legistar_files import LegistarFiles, latest
from nmpolicy.imports.legistar.legistar_items import Found

HISTORIES = ("Histories", "History", "MatterHistories")
SPONSORS = ("Sponsors", "MatterSponsors")


@frozen
class Matter:
    """A matter, and the objects that belong to it."""

    matter: Found
    histories: Sequence[Found]
    sponsors: Sequence[Found]

    @property
    def objects(self) -> Iterable[Found]:
        """The matter itself, its histories with their votes, and its sponsors."""
        inner = (vote for each in self.histories for vote in each.nested("Vote", "Votes"))
        return (self.matter, *self.histories, *inner, *self.sponsors)


def matters_in(files: LegistarFiles) -> list[Matter]:
    """Return each matter once, with the histories and sponsors inside of it and those in other files."""
    versions: defaultdict[tuple[int, str], list[Found]] = defaultdict(list)
    for each in files.found["Matter"]:
        versions[each.identity].append(each)
    matters = latest(files.found["Matter"], files.log)
    numbers = {number for each in matters if (number := each.number("Id"))}
    histories = _by_owner(files.found["MatterHistory"], lambda _: None, numbers, files.log, "histories")
    sponsors = _by_owner(
        files.found["MatterSponsor"], lambda each: each.number("MatterId"), numbers, files.log, "sponsors"
    )
    found: list[Matter] = []
    for each in matters:
        number, others = each.number("Id") or 0, versions[each.identity]
        inner = _inside(each, others, "MatterHistory", HISTORIES), _inside(each, others, "MatterSponsor", SPONSORS)
        found.append(
            Matter(
                each,
                latest([*inner[0], *histories.get(number, ())], files.log),
                latest([*inner[1], *sponsors.get(number, ())], files.log),
            )
        )
    return found


def _inside(matter: Found, versions: Iterable[Found], prefix: str, names: Sequence[str]) -> list[Found]:
    """Return the objects in the lists of a matter, or if it has no such list, in those of another version of it."""
    with_list = [each for each in (matter, *versions) if any(name in each.value for name in names)]
    return [*with_list[0].nested(prefix, *names)] if with_list else []


def votes_on(matters: Iterable[Matter], files: LegistarFiles) -> Mapping[int, Sequence[Found]]:
    """Return the votes in files of their own, by the number of the action: the id of its history and agenda item."""
    numbers = {number for matter in matters for each in matter.histories if (number := each.number("Id"))}
    votes = latest(files.found["Vote"], files.log)
    return _by_owner(votes, lambda each: each.number("EventItemId"), numbers, files.log, "votes")


def _by_owner(
    found: Iterable[Found],
    number_of: Callable[[Found], int | None],
    numbers: Container[int],
    log: InputLog,
    what: str,
) -> dict[int, list[Found]]:
    """Return objects by the number that they belong to: one of their own, or else of a file or folder around them."""
    owned: defaultdict[int, list[Found]] = defaultdict(list)
    lost: Counter[str] = Counter()
    for each in found:
        own = number_of(each)
        owner = own or next((around for around in each.numbers_around() if around in numbers), None)
        if owner is not None and owner in numbers:
            owned[owner].append(each)
        else:
            log.leave_out(f"{what} whose {'event item' if what == 'votes' else 'matter'} is not in the input")
            lost[each.file] += not own
    for file, count in sorted((+lost).items()):
        whose = "EventItemId" if what == "votes" else "MatterId"
        message = f"the file has {what} ({count:,}) without a {whose}; put it in the name of the file or of its folder"
        InputItem({}, log, file, "").report(message, "NMP020")
    return owned
