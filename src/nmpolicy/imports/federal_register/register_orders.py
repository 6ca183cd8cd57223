"""The orders of the Federal Register's documents, each as far as the document itself gives it."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

from attrs import define, field

from nmpolicy.errors import InvalidValueError
from nmpolicy.imports.federal_register.disposition_dates import FIRST_YEAR
from nmpolicy.imports.federal_register.disposition_edges import Note
from nmpolicy.imports.federal_register.presidential_terms import known_name
from nmpolicy.imports.federal_register.register_answers import Document
from nmpolicy.imports.federal_register.register_ids import Party, numbered_id, numbered_title, plain_number
from nmpolicy.imports.federal_register.typewriter_codes import decode_typewriter_codes
from nmpolicy.imports.input_items import InputItem, InputLog, plain
from nmpolicy.records.base import Identifier
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.slugs import slug, slug_or_empty
from nmpolicy.vocabulary.terms import RelationKind
from nmpolicy.vocabulary.values import Pattern, Url, describe

_PRESIDENTIAL = frozenset({"", "presidential document", "presdocu"})
_NOTE_KEYS = ("disposition_notes", "executive_order_notes")
_NUMBER_KEYS = ("executive_order_number", "proclamation_number", "presidential_document_number")
#: Keys that repeat what other keys say: the number in an address, and the parts of the citation.
_REPEATED = ("json_url", "type", "subtype", "volume", "start_page", "agency_names")
#: The scheme of document numbers, such as `E9-1712`.
DOCUMENT_SCHEME = "federal-register"
#: The scheme of the pages on which documents begin, such as `74 FR 4669`.
PAGE_SCHEME = "federal-register-page"
#: The note of a record that is in none of the files.
NOTED_ONLY = "Known only from the notes on other documents."


class President(NamedTuple):
    """A president as a document names them."""

    id: str
    """The id of the person."""
    name: str
    """The name."""
    identifier: str
    """The identifier in the API; empty if only the name is given."""


@define(kw_only=True)
class Draft:
    """An order that a document is, before it is known what the notes of other documents say of it."""

    item: InputItem
    """The document."""
    party: Party
    """The data that identify the order."""
    title: str
    """The title of the document, or one that names it by its number."""
    president: President | None
    """The president who signed it, if the document says it."""
    published: PartialDate | None
    """The day on which the Federal Register published it."""
    effective: PartialDate | None
    """The day on which it took effect, if the document gives it."""
    document: str
    """The number of the document, such as `E9-1712`."""
    subjects: Sequence[str]
    """Its topics."""
    url: str | None
    """The address of its page."""
    notes: Sequence[Note] = field(factory=list)
    """Its disposition notes."""


class Correction(NamedTuple):
    """A text in the Federal Register that corrects an order."""

    source: Source
    """The text."""
    order: str
    """The id of the order."""

    def relation(self) -> Relation:
        """Return the relation between the two, without its evidence."""
        predicate = RelationKind.CORRECTS
        id = f"{self.source.id}-{predicate}-{self.order}"
        return Relation(id=id, subject=self.source.id, predicate=predicate, object=self.order)


def drafts_of(documents: Iterable[Document], log: InputLog) -> tuple[list[Draft], list[Correction]]:
    """Return the orders that documents are, and the corrections of orders."""
    drafts: dict[str, Draft] = {}
    by_document: dict[str, str] = {}
    later: list[tuple[InputItem, str, str]] = []
    for item, signer in documents:
        number = item.text("document_number")
        target = item.text("correction_of")
        if target:
            later.append((item, number, target))
        elif draft := _draft(item, signer, number, drafts, log):
            drafts[draft.party.id] = draft
            by_document[number] = draft.party.id
    corrections = []
    for item, number, target in later:
        corrected = target.rstrip("/").rpartition("/")[2].removesuffix(".json")
        order = by_document.get(corrected) or _numbered(item)
        if not order or order not in drafts:
            item.report(f"the document corrects {corrected[:60]!r}, which is in none of the files", "NMP014")
            log.leave_out("documents.correction_of")
            continue
        item.skip(*_REPEATED, "executive_order_number")
        corrections.append(Correction(_correction_source(item, number), order))
    return list(drafts.values()), corrections


def _draft(item: InputItem, signer: str, document: str, drafts: dict[str, Draft], log: InputLog) -> Draft | None:
    """Return the order that a document is; None if it is something else, which is reported."""
    type, kind = item.text("type").lower(), item.text("subtype").lower()
    number = _order_number(item)
    if type not in _PRESIDENTIAL or not (kind or number):
        item.skip(*item.value)
        log.leave_out("documents")
        reason = "has neither a number nor a subtype" if type in _PRESIDENTIAL else f"is of the type {describe(type)}"
        item.report(f"the document {reason}, so it is not an order of the president; it is left out", "NMP014")
        return None
    kind = kind or "executive order"
    signed, published = (_day(item, key) for key in ("signing_date", "publication_date"))
    party = _party(item, kind, number, document, signed)
    if party.id in drafts:
        other = drafts[party.id].document or "another document"
        message = f"{other} has the same id, {party.id}; the id of this document gets the document number, or a digest"
        item.report(message, "NMP014", "executive_order_number" if number else "signing_date")
        party = party._replace(id=f"{party.id}-{_slug(document)}")
        if party.id in drafts:
            content = json.dumps(plain(item.value), sort_keys=True, default=str)
            party = party._replace(id=f"{party.id}-{sha256(content.encode()).hexdigest()[:8]}")
    page = _page(item)
    party = party._replace(page=page)
    draft = Draft(
        item=item,
        party=party,
        title=_title(item) or party.title,
        president=_president(item, signer),
        published=published,
        effective=_day(item, "effective_on"),
        document=document,
        subjects=item.texts("topics"),
        url=_url(item),
    )
    item.skip(*_REPEATED)
    _read_notes(draft)
    if item.flag("not_received_for_publication"):
        item.kept["x-not_received_for_publication"] = True
    return draft


def _title(item: InputItem) -> str:
    """Return the title with real characters. One that has typewriter codes is kept as it is, too."""
    title = " ".join(item.text("title").split())
    decoded = decode_typewriter_codes(title)
    if decoded != title:
        item.kept["x-title"] = title
    return decoded


def _day(item: InputItem, key: str) -> PartialDate | None:
    """Return a date; None if it is before the first president, because programs write 0001-01-01 for no date."""
    day = item.date(key)
    if day is None or int(day[:4]) >= FIRST_YEAR:
        return day
    item.keep(key, "NMP016", "a day of a presidential document")
    return None


def _page(item: InputItem) -> str:
    """Return the page on which a document begins. Old documents have the page 0, which means that it is not known."""
    page, volume, start = item.text("citation"), item.text("volume"), item.text("start_page")
    if page.endswith(" FR 0"):
        item.keep("citation", "NMP014", "a page of the Federal Register")
        return ""
    return page or (f"{volume} FR {start}" if volume and start.strip("0") else "")


def _order_number(item: InputItem) -> str:
    """Return the number of an executive order or a proclamation as the document writes it."""
    given = {key: text for key in _NUMBER_KEYS if (text := item.text(key))}
    number = next(iter(given.values()), "")
    for key, other in given.items():
        if plain_number(other) != plain_number(number):
            item.keep(key, "NMP014", f"the number {describe(number)} that the document has")
    return number


def _party(item: InputItem, kind: str, number: str, document: str, signed: PartialDate | None) -> Party:
    plain = plain_number(number)
    if kind in ("executive order", "proclamation") and plain:
        return Party(numbered_id(kind, plain), kind, plain, signed, numbered_title(kind, plain))
    if kind in ("executive order", "proclamation") and number:
        item.report(
            f"{describe(number)} is not a number of an order; the id is made of the number of the document", "NMP014"
        )
    title = kind.capitalize() + (f" of {signed.label}" if signed else "")
    return Party(f"us-fr-{_slug(document, number, title)}", kind, number, signed, title)


def _numbered(item: InputItem) -> str:
    number = plain_number(_order_number(item))
    return numbered_id("executive order", number) if number else ""


def _slug(*texts: str) -> str:
    """Return the slug of the first text that has one."""
    return next(filter(None, map(slug_or_empty, texts)), "unnumbered")


def _president(item: InputItem, signer: str) -> President | None:
    """Return the president named by the document, or else by the answer for all of its documents."""
    value = item.raw("president")
    name, identifier = signer, ""
    if isinstance(value, str):
        name = value.strip()
    elif value is not None and (given := item.item("president")):
        identifier, name = given.text("identifier"), given.text("name") or given.text("identifier")
    if not name:
        return None
    try:
        return President(known_name(slug(identifier or name)), name, identifier)
    except InvalidValueError:
        item.keep("president", "NMP014", "a name that makes an id")
        return None


def _url(item: InputItem, key: str = "html_url") -> str | None:
    text = item.text(key)
    (pattern,) = (each for each in Url.__metadata__ if isinstance(each, Pattern))  # type: ignore[attr-defined]
    try:
        pattern.check(text) if text else None
    except InvalidValueError:
        item.keep(key, "NMP014", "a web address")
        return None
    return text or None


def _read_notes(draft: Draft) -> None:
    """Read the notes, which the API has under one of two keys, or the same ones under both."""
    texts = dict.fromkeys(filter(None, map(draft.item.text, _NOTE_KEYS)))
    for index, text in enumerate(texts):
        key = next(each for each in _NOTE_KEYS if draft.item.text(each) == text)
        kept = f"x-{_NOTE_KEYS[0] if index == 0 else key}"
        draft.item.kept[kept] = text
        note = Note(text=text, key=key, kept=kept, item=draft.item, owner=draft.party, page=draft.party.page)
        draft.notes = [*draft.notes, note]


def report_missing_notes(drafts: Sequence[Draft]) -> None:
    """Report that no document has a field of notes, which the API leaves out unless it is asked for."""
    if drafts and not any(key in draft.item.value for draft in drafts for key in _NOTE_KEYS):
        message = "no document has the field disposition_notes, so what the orders do to others is not known"
        drafts[0].item.report(f"{message}; ask the API for that field", "NMP014")


def _correction_source(item: InputItem, document: str) -> Source:
    page = _page(item)
    return Source(
        id=f"fr-{_slug(document, page)}",
        kind="official-document",
        title=_title(item) or f"Correction, {page or document}",
        date=item.date("publication_date"),
        url=_url(item),
        identifiers=[
            Identifier(scheme=scheme, identifier=each)
            for scheme, each in ((DOCUMENT_SCHEME, document), (PAGE_SCHEME, page))
            if each
        ],
        extra=item.kept,
    )


def correction_on_page(order: Party, page: str, date: PartialDate | None) -> Correction:
    """Return the correction of an order that a note names by its page."""
    identifiers = [Identifier(scheme=PAGE_SCHEME, identifier=page)]
    title = f"Correction of {order.title}"
    source = Source(
        id=f"fr-{slug(page)}",
        kind="official-document",
        title=title,
        date=date,
        identifiers=identifiers,
        notes=[NOTED_ONLY],
    )
    return Correction(source, order.id)
