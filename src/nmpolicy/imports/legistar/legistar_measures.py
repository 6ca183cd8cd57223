"""The matters of Legistar as measures, or as orders."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from attrs import define

from nmpolicy.imports.input_items import InputLog
from nmpolicy.imports.legistar.legistar_actions import History
from nmpolicy.imports.legistar.legistar_actors import LegistarActors
from nmpolicy.imports.legistar.legistar_items import Found, LegistarItem
from nmpolicy.imports.legistar.legistar_mapping import WordMapping
from nmpolicy.imports.legistar.legistar_matters import HISTORIES, SPONSORS
from nmpolicy.imports.legistar.legistar_names import without_request
from nmpolicy.imports.name_kinds import NameKind, kind_of_name
from nmpolicy.queries.milestones import MADE_STAGES
from nmpolicy.records.base import Identifier
from nmpolicy.records.instruments import Measure, Milestone, Order
from nmpolicy.vocabulary.terms import MeasureKind, Stage

#: The stages that the status of a matter can confirm for the day of its final action.
_FINAL_STAGES = frozenset({*MADE_STAGES, Stage.FAILED, Stage.VETOED, Stage.WITHDRAWN})
#: The kinds of measures that become law when they are enacted; another one is adopted.
_LAWS = frozenset({MeasureKind.ORDINANCE, MeasureKind.BILL, MeasureKind.STATUTE, MeasureKind.CHARTER_AMENDMENT})


@define
class LegistarMeasures:
    """Makes measures and orders of matters."""

    actors: LegistarActors
    mapping: WordMapping
    log: InputLog

    def is_wanted(self, found: Found) -> bool:
        """Return whether a matter becomes a record. Those of types that the mapping leaves out are counted."""
        if not self._kind(found):
            self.log.leave_out(f"matters: {found.name('TypeName')}")
        return bool(self._kind(found))

    def _kind(self, found: Found) -> str:
        """Return the kind of measure or order that a matter is; empty if the mapping leaves it out."""
        text = found.name("TypeName")
        meaning = self.mapping.kinds.get(text) if text else None
        return MeasureKind.OTHER if meaning is None else "".join(meaning)

    def record(self, found: Found, history: History, sponsors: Iterable[Found]) -> Measure | Order:
        """Return the measure, or the order, of a matter."""
        item, kind = LegistarItem(found, self.log, "matters"), self._kind(found)
        item.skip("TypeId", "StatusId", "BodyId")
        for name in (*HISTORIES, *SPONSORS):
            item.check_list(name)
        file, title, name = item.text("File"), item.text("Title"), item.text("Name")
        kind_text, number = item.text("TypeName"), item.number("Id")
        enactment = item.text("EnactmentNumber")
        dated = [("guid", item.text("Guid")), ("enactment-number", enactment)]
        if status := item.text("StatusName"):
            item.keep("StatusName", status)
        is_law = kind in _LAWS
        milestones = self._milestones(item, history.milestones, status, is_law=is_law)
        body = self._body(item, history)
        of_order = kind not in [*MeasureKind]
        primary, others = self._sponsors(item, sponsors)
        if history.kept:
            item.kept["x-histories"] = [*history.kept]
        fields: dict[str, Any] = {
            "id": self.actors.ids.take("matter", file or ("" if number else title or name), found.number("Id")),
            "title": title or name or f"{kind_text or 'Matter'} {file}".strip(),
            "other_titles": [name] if title and name and name != title else [],
            "number": file,
            "kind": kind,
            "kind_text": kind_text,
            "milestones": milestones,
            "identifiers": [
                *(
                    []
                    if number is None
                    else [Identifier(scheme=f"{self.actors.scheme}-matter", identifier=str(number))]
                ),
                *(Identifier(scheme=f"{self.actors.scheme}-{kind}", identifier=text) for kind, text in dated if text),
            ],
        }
        if of_order:
            if body:
                item.keep("BodyName", item.text("BodyName"))
            self.log.leave_out("sponsors of orders", len(primary) + len(others))
            self.log.leave_out("votes on orders", len(history.vote_events))
            return Order(**fields, extra=item.kept)
        return Measure(
            **fields,
            body=body,
            sponsors=primary,
            cosponsors=others,
            vote_events=history.vote_events,
            extra=item.kept,
        )

    def _milestones(
        self, item: LegistarItem, milestones: Sequence[Milestone], status: str, *, is_law: bool
    ) -> list[Milestone]:
        """Return the milestones of the history, and those that only the dates of the matter give."""
        found = [*milestones]
        introduced, final, enacted = item.date("IntroDate"), item.date("PassedDate"), item.date("EnactmentDate")
        if introduced and not any(each.stage is Stage.INTRODUCED for each in found):
            found.insert(0, Milestone(stage=Stage.INTRODUCED, date=introduced))
        elif introduced and all(each.date != introduced for each in found if each.stage is Stage.INTRODUCED):
            item.keep("IntroDate", introduced)
        days = {each.date for each in found if each.stage is not Stage.INTRODUCED}
        if final and final not in days:
            stages = [each for each in self.mapping.actions.get(status) or () if each in _FINAL_STAGES]
            if stages and not any(each.stage in _FINAL_STAGES for each in found):
                found += (Milestone(stage=each, date=final) for each in stages)
            else:
                item.keep("PassedDate", final)
        if enacted and not any(each.date == enacted and each.stage in MADE_STAGES for each in found):
            found.append(Milestone(stage=Stage.BECAME_LAW if is_law else Stage.ADOPTED, date=enacted))
        return sorted(found, key=_first_day)

    def _body(self, item: LegistarItem, history: History) -> str | None:
        """Return the body that decides: the one in control, or if it cannot decide, the first one that can."""
        name = item.text("BodyName")
        in_control = self.actors.body(item.found.number("BodyId"), name)
        if in_control and self.actors.can_decide(in_control):
            return in_control.id
        if in_control:
            item.keep("BodyName", name or in_control.name)
        first = next((each.id for each in history.bodies if self.actors.can_decide(each)), None)
        return first or (in_control.id if in_control and self.actors.is_committee(in_control) else None)

    def _sponsors(self, item: LegistarItem, sponsors: Iterable[Found]) -> tuple[list[str], list[str]]:
        """Return the primary sponsors, and the others. Those of earlier versions of the matter are left out."""
        version = item.text("Version")
        ordered = sorted(sponsors, key=lambda each: (each.number("Sequence") or 0, _position(each), each.identity))
        current = [each for each in ordered if each.name("MatterVersion") in {version, ""}] or ordered
        self.log.leave_out("sponsors of earlier versions", len(ordered) - len(current))
        primary: list[str] = []
        others: list[str] = []
        unread: list[dict[str, Any]] = []
        distinguished = any(each.get("Sequence") == 0 for each in current)
        for index, each in enumerate(current):
            sponsor = LegistarItem(each, self.log, "sponsors")
            sponsor.skip("Id", "Guid", "MatterId", "MatterVersion", "NameId", "BodyId", "Slug")
            name, _ = sponsor.text("Name"), sponsor.number("Sequence")  # an unreadable number is kept
            if kind_of_name(name) is NameKind.NOBODY or without_request(name) != name:
                self.log.leave_out("sponsors: by request, or nobody")
            if sponsor.kept:
                unread.append({**sponsor.kept})
            found = self.actors.sponsor(each.number("NameId"), name)
            if found is None or found in (*primary, *others):
                continue
            is_first = index == 0 if each.key("Name") != "MatterSponsorName" else each.get("Sequence") == 0
            if is_first or (not distinguished and each.key("Name") == "MatterSponsorName"):
                primary.append(found)
            else:
                others.append(found)
        if unread:
            item.kept["x-sponsors"] = unread
        return primary, others


def _position(found: Found) -> int:
    """Return the position in a list of sponsors that have no number of their own."""
    last = found.path[-1] if found.path else 0
    return last if isinstance(last, int) and found.key("Name") != "MatterSponsorName" else 0


def _first_day(milestone: Milestone) -> date:
    return milestone.date.span[0] if milestone.date else date.max
