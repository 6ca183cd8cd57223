"""The votes on the actions of a matter, by member where Legistar names them."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from attrs import define, field

from nmpolicy.imports.input_items import InputLog
from nmpolicy.imports.legistar.legistar_actors import LegistarActors, is_office
from nmpolicy.imports.legistar.legistar_items import Found, LegistarItem
from nmpolicy.imports.legistar.legistar_mapping import WordMapping
from nmpolicy.imports.legistar.legistar_names import Entry
from nmpolicy.imports.legistar.legistar_words import PLAIN_VOTES
from nmpolicy.imports.name_kinds import comparable
from nmpolicy.records.instruments import Vote, VoteEvent
from nmpolicy.vocabulary.terms import VoteOption

_TALLY = re.compile(r"([0-9]{1,6}) ?[-:] ?([0-9]{1,6})")


@define
class UnknownWords:
    """Counts the words that no mapping knows, and reports each once."""

    _counts: Counter[tuple[str, str]] = field(factory=Counter)
    _first: dict[tuple[str, str], tuple[tuple[str, str], LegistarItem, str, str]] = field(factory=dict)

    def count(self, table: str, item: LegistarItem, name: str, word: str) -> None:
        """Count a word in the value `name` of an object. `table` is the table of a mapping file that lacks it."""
        key = table, comparable(word)
        self._counts[key] += 1
        place = item.found.file, str(item.found.path)
        if key not in self._first or place < self._first[key][0]:  # whatever the order of the files
            self._first[key] = place, item, name, word

    def report(self) -> None:
        """Report each word where it is first, with its count and how to map it."""
        for key in sorted(self._first):
            _, item, name, word = self._first[key]
            times = "once" if self._counts[key] == 1 else f"{self._counts[key]:,} times"
            line = f'"{word}" = "…"'
            message = (
                f"{word!r} occurs {times} and has no known meaning; give it one under [{key[0]}] of a mapping file"
            )
            item.report(f"{message}: {line}", "NMP015", name)


@define
class LegistarVotes:
    """Reads the votes on actions."""

    actors: LegistarActors
    mapping: WordMapping
    unknown: UnknownWords
    log: InputLog

    def read(
        self, action: LegistarItem, votes: Sequence[Found], body: Entry | None, *, passed: bool | None, is_vote: bool
    ) -> VoteEvent | None:
        """Return the vote on an action; None if nothing says that there was one."""
        tally = action.text("Tally")
        if not votes and not tally and passed is None and not is_vote:
            return None
        counts = _TALLY.fullmatch(tally)
        if tally and not counts:
            action.keep("Tally", tally)
            action.report(f"{tally!r} is not two numbers; it is kept in x-MatterHistoryTally", "NMP018", "Tally")
        yes, no = (int(counts[1]), int(counts[2])) if counts else (None, None)
        listed, others = self._votes(votes)
        if others:
            action.kept["x-votes"] = others
        self._check_tally(action, listed, yes, no)
        return VoteEvent(
            body=None if body is None or is_office(body) else body.id,
            date=action.date("ActionDate"),
            motion=action.text("ActionName"),
            moved_by=self._mover(action, "Mover"),
            seconded_by=self._mover(action, "Seconder"),
            passed=passed,
            yes=yes,
            no=no,
            votes=listed,
            extra=action.kept,
        )

    def _mover(self, action: LegistarItem, role: str) -> list[str]:
        found = self.actors.sponsor(action.found.number(f"{role}Id"), action.text(f"{role}Name"))
        return [found] if found else []

    def _votes(self, votes: Sequence[Found]) -> tuple[list[Vote], list[dict[str, Any]]]:
        """Return the votes of members, and those whose words no mapping knows."""
        listed: dict[Vote, None] = {}
        others: list[dict[str, Any]] = []
        for found in sorted(votes, key=lambda each: (each.name("PersonName"), each.identity)):
            item = LegistarItem(found, self.log, "votes")
            item.skip("Id", "Guid", "PersonId", "ValueId", "Sort", "Result", "EventItemId", "Slug")
            person, word = item.text("PersonName"), item.text("ValueName")
            voter = self.actors.voter(found.number("PersonId"), person)
            if item.kept and not (word and voter):
                others.append({"voter": voter or "", "vote": word, **item.kept})
                continue
            if not word or voter is None:
                self.log.leave_out("votes without a value" if voter else "votes of nobody, such as vacant seats")
                continue
            meaning = self.mapping.votes.get(word)
            if meaning is None:
                self.unknown.count("votes", item, "ValueName", word)
                others.append({"voter": voter, "vote": word, **item.kept})
            elif not meaning:
                self.log.leave_out(f"votes: {word}")
            else:
                extra = item.kept if comparable(word) in PLAIN_VOTES else {"x-VoteValueName": word, **item.kept}
                listed[Vote(voter=voter, option=VoteOption(meaning[0]), extra=extra)] = None
        return [*listed], others

    @staticmethod
    def _check_tally(action: LegistarItem, votes: Sequence[Vote], yes: int | None, no: int | None) -> None:
        counts = Counter(each.option for each in votes)
        if votes and yes is not None and (counts[VoteOption.YES], counts[VoteOption.NO]) != (yes, no):
            listed = f"{counts[VoteOption.YES]} to {counts[VoteOption.NO]}"
            message = f"the tally is {yes} to {no}, but the votes of members are {listed}; both are kept"
            action.report(message, "NMP018", "Tally")
