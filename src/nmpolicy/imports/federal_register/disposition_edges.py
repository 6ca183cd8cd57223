"""Relations from disposition notes: one for each act, from the notes of both documents, whether they agree or not."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from attrs import define, field, frozen

from nmpolicy.evidence.normalization import digest
from nmpolicy.imports.federal_register.disposition_dates import agreed_date, read_note_date
from nmpolicy.imports.federal_register.disposition_notes import Disposition, parse_disposition_notes
from nmpolicy.imports.federal_register.disposition_verbs import REINSTATEMENT
from nmpolicy.imports.federal_register.register_ids import Party, is_later, party_of
from nmpolicy.imports.federal_register.register_numbering import Numbering
from nmpolicy.imports.input_items import InputItem, InputLog
from nmpolicy.queries.intervals import interval_of
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Milestone
from nmpolicy.records.predicates import EFFECTS, ENDING
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import RelationKind, Stage

#: The `section` of a relation that affects only a part: the notes do not say which one.
A_PART = "a part"

#: Words of a remark about the end of an order.
_ENDED = re.compile(r"\b(?:nullified|abolished|revoked|rescinded|superseded|terminated|expired|void)\b", re.IGNORECASE)
#: The stages that an order reaches by what a document without a record does to it.
_STAGES: Mapping[RelationKind, Stage] = {
    RelationKind.AMENDS: Stage.AMENDED,
    RelationKind.RESCINDS: Stage.RESCINDED,
    RelationKind.REPEALS: Stage.REPEALED,
    RelationKind.SUPERSEDES: Stage.SUPERSEDED,
}


@frozen(kw_only=True)
class Note:
    """The disposition note of a document."""

    text: str
    """The text."""
    key: str
    """The key of the document that has it."""
    kept: str
    """The field of the order that keeps it."""
    item: InputItem
    """The document."""
    owner: Party
    """The order that the document is."""
    page: str
    """The page of the Federal Register on which the document begins, such as `74 FR 4669`."""

    def report(self, message: str, code: str = "NMP014") -> None:
        """Report a problem in the note."""
        self.item.report(f"{message}; the order keeps the note in {self.kept}", code, self.key)


@frozen
class _Claim:
    """An act as one note describes it."""

    subject: Party
    object: Party
    predicate: RelationKind
    partial: bool
    effective: str
    words: str
    note: Note
    is_open: bool
    """True if the note leaves open which of two verbs it is."""

    @property
    def is_active(self) -> bool:
        """True if the note is that of the document that acts."""
        return self.note.owner.id == self.subject.id


class CorrectionPage(NamedTuple):
    """A page of the Federal Register that corrects an order."""

    order: str
    """The id of the order."""
    page: str
    """The page, such as `74 FR 57241`."""
    date: PartialDate | None
    """The day of the issue."""


@define
class DispositionEdges:
    """Collects what the notes of all documents say of the documents that they refer to."""

    log: InputLog
    parties: dict[str, Party] = field(factory=dict)
    """The documents that notes refer to, by the ids of their records."""
    corrections: list[CorrectionPage] = field(factory=list)
    """The corrections that notes name by their page."""
    _changes: dict[str, list[Milestone]] = field(factory=dict)
    _reinstated: dict[str, dict[str, Party]] = field(factory=dict)
    _claims: dict[tuple[str, str], list[_Claim]] = field(factory=dict)
    _dates: dict[str, list[tuple[PartialDate, Note]]] = field(factory=dict)

    def add(self, note: Note) -> None:
        """Read a note."""
        parsed = parse_disposition_notes(note.text)
        for unread in parsed.unread:
            note.report(f"the note has words that are not understood, {unread.words[:120]!r}")
        for label, text in parsed.remarks:
            if not (label == "federal register page and date" and note.page and text.startswith(note.page)):
                self.log.leave_out("disposition_notes.remarks")
            if _ENDED.search(text):
                note.report(f"a remark may describe the end of the order, {text[:120]!r}")
        unknown = dict.fromkeys(each.act.verb for each in parsed.dispositions if not each.act.known)
        for verb in unknown:
            note.report(f"{verb[:60]!r} has no meaning that a relation expresses, so the documents after it have none")
        for disposition in parsed.dispositions:
            self._add(disposition, note)

    def _add(self, disposition: Disposition, note: Note) -> None:
        reference, act = disposition.reference, disposition.act
        if disposition.is_correction:
            self._add_correction(disposition, note)
            return
        named = party_of(reference)
        later = named.number_after(note.owner) if named else None
        written = reference.date
        own = interval_of(note.owner.date).first if note.owner.date else None
        date = read_note_date(written, own, later=act.passive if later is None else later) if written else None
        if written and date is None:
            note.report(f"{written!r} is not a possible date of {reference.words!r}", "NMP016")
        if named is None:
            self._add_unnamed(disposition, date, note)
            return
        if named.id == note.owner.id:
            note.report(f"the note refers to its own order, {reference.words!r}")
            return
        named = named._replace(date=date)
        self.parties.setdefault(named.id, named)
        if date:
            self._dates.setdefault(named.id, []).append((date, note))
        if act.verb == REINSTATEMENT and not disposition.partial:
            subject, object = (named, note.owner) if act.passive else (note.owner, named)
            self._reinstated.setdefault(object.id, {})[subject.id] = subject
            return
        if act.predicate is None:
            self.log.leave_out(f"disposition_notes.{act.verb if act.known else 'unknown verb'}")
            return
        self._claim(disposition, act.predicate, named, note)

    def _add_unnamed(self, disposition: Disposition, date: PartialDate | None, note: Note) -> None:
        """Add what a document does that has no record, because the note does not identify it: to the order itself."""
        act, reference = disposition.act, disposition.reference
        stage = _STAGES.get(act.predicate) if act.predicate and act.passive and not disposition.partial else None
        if stage is None or date is None:
            self.log.leave_out(f"disposition_notes.{reference.kind}")
            if act.passive and act.predicate in ENDING:
                note.report(f"{reference.words!r} ended the order or a part of it, but no record can express this")
        else:
            page = f" ({reference.page})" if reference.page else ""
            self._add_change(note.owner.id, _done(stage, date, " ".join(reference.words.split()) + page))

    def _add_change(self, id: str, milestone: Milestone) -> None:
        if milestone not in self._changes.setdefault(id, []):
            self._changes[id].append(milestone)

    def changes(self, id: str, dates: Mapping[str, PartialDate | None]) -> Sequence[Milestone]:
        """Return the milestones of an order that notes mention and that no relation can hold.

        `dates` has the days on which the documents were signed.
        """
        reinstated = [
            _done(Stage.REINSTATED, dates.get(each.id), each.title) for each in self._reinstated.get(id, {}).values()
        ]
        return [*self._changes.get(id, ()), *reinstated]

    def _claim(self, disposition: Disposition, predicate: RelationKind, named: Party, note: Note) -> None:
        subject, object = (named, note.owner) if disposition.act.passive else (note.owner, named)
        if predicate is RelationKind.CITES and is_later(named, note.owner):
            subject, object = named, note.owner  # only the later one can mention the other
        if predicate in EFFECTS and is_later(object, subject):
            self.log.leave_out(f"disposition_notes.{disposition.act.verb}")
            note.report(f"{subject.title} is older than {object.title}, so it cannot act on it")
            return
        if predicate is RelationKind.RESCINDS and subject.kind == "public law":
            predicate = RelationKind.REPEALS  # a law is not made by the president
        words, is_open = disposition.reference.words, " or " in disposition.act.verb
        claim = _Claim(subject, object, predicate, disposition.partial, disposition.effective, words, note, is_open)
        self._claims.setdefault((subject.id, object.id), []).append(claim)

    def _add_correction(self, disposition: Disposition, note: Note) -> None:
        reference = disposition.reference
        if reference.kind != "page":
            self.log.leave_out("disposition_notes.corrects")
            return
        own = interval_of(note.owner.date).first if note.owner.date else None
        date = read_note_date(reference.date, own, later=True) if reference.date else None
        if reference.date and date is None:
            note.report(f"{reference.date!r} is not a possible date of a correction", "NMP016")
        self.corrections.append(CorrectionPage(note.owner.id, reference.number, date))

    def date_of(self, id: str, numbering: Numbering, own: PartialDate | None = None) -> PartialDate | None:
        """Return the day on which a document was signed: its own, or else that of most notes. Report other ones.

        A day of notes that contradicts the numbers of documents is not used.
        """
        given = self._dates.get(id, [])
        witnesses = {day: None if own else numbering.contradiction(self.parties[id], day) for day, _ in given}
        date = own or agreed_date([each for each, _ in given if not witnesses[each]])
        for other, note in given:
            if date is None or not other.startswith(date):
                if date:
                    but = f"its own signing date is {own}" if own else f"most other notes say {date}"
                elif witness := witnesses[other]:
                    side = "higher" if witness.number_after(self.parties[id]) else "lower"
                    but = f"{witness.title} has a {side} number and the date {witness.date}"
                else:
                    but = "other notes differ"
                note.report(f"the note dates {id} {other}, but {but}", "NMP016")
        return date

    def relations(self, source: str, dates: Mapping[str, PartialDate | None]) -> Iterator[Relation]:
        """Yield the relations, with evidence in a source. `dates` has the days on which the documents were signed."""
        for key in sorted(self._claims):
            for predicate, claims in _by_predicate(self._claims[key]).items():
                subject, object = key
                quoted = sorted({digest(each.words) for each in claims})
                yield Relation(
                    id=f"{subject}-{predicate}-{object}",
                    subject=subject,
                    predicate=predicate,
                    object=object,
                    section=A_PART if _is_partial(claims) else "",
                    effective_date=_effective_date(claims, dates.get(subject)),
                    evidence=[Evidence(source=source, digest=each) for each in quoted],
                )


def _done(stage: Stage, date: PartialDate | None, doer: str) -> Milestone:
    return Milestone(stage=stage, date=date, notes=[f"By {doer}"])


def _by_predicate(claims: Iterable[_Claim]) -> Mapping[RelationKind, list[_Claim]]:
    """Group what the notes of two documents say; if they end it by different verbs, the acting document is right."""
    found: dict[RelationKind, list[_Claim]] = {}
    for claim in sorted(claims, key=lambda claim: not claim.is_active):
        told = [each for each in found if each in ENDING and found[each][0].is_active]
        if claim.is_active or claim.predicate in found or claim.predicate not in ENDING or not told:
            found.setdefault(claim.predicate, []).append(claim)
            continue
        if all(each.is_open for each in found[told[0]]):
            found[claim.predicate] = [*found.pop(told[0]), claim]
            continue
        found[told[0]].append(claim)
        acts = f"{claim.subject.title} {claim.predicate} {claim.object.title}"
        claim.note.report(f"the note says that {acts}, but the note of the former says {str(told[0])!r}, which is used")
    return found


def _is_partial(claims: Iterable[_Claim]) -> bool:
    """Return whether only a part is affected. A note that says it is partial is more exact than one that does not."""
    whole = [each for each in claims if not each.partial]
    partial = [each for each in claims if each.partial]
    for claim in whole if partial else ():
        message = f"the note does not say that only a part of {claim.object.title} is affected, as another note does"
        claim.note.report(message)
    return bool(partial)


def _effective_date(claims: Iterable[_Claim], signed: PartialDate | None) -> PartialDate | None:
    """Return the day on which an act takes effect, if a note gives it and it is not before the document that acts."""
    days: dict[PartialDate, None] = {}
    for claim in claims:
        if not claim.effective:
            continue
        day = read_note_date(claim.effective, None, later=True)
        if day is None or (signed and day.before(signed)):
            claim.note.report(f"{claim.effective!r} is not a possible day for the effect of {claim.words!r}", "NMP016")
        elif days and day not in days:
            claim.note.report(f"{claim.effective!r} is not the day that another note gives", "NMP016")
        else:
            days[day] = None
    return next(iter(days), None)
