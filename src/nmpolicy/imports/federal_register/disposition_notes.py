"""Parsing of the disposition notes of the Federal Register: what a document does to others, and others to it."""

import re
from typing import NamedTuple

from attrs import field, frozen

from nmpolicy.imports.federal_register.disposition_verbs import CORRECTION, REMARKS, Act, acts_of, known_labels
from nmpolicy.vocabulary.date_words import ENGLISH_MONTHS

_MONTH = rf"(?:{'|'.join(sorted(map(re.escape, ENGLISH_MONTHS), key=len, reverse=True))})"
_DAY = (
    rf"(?:{_MONTH}\.?,?\s*[0-9]{{1,2}}(?:\s*,\s*|\s+)[0-9]{{4}}|[0-9]{{1,2}}\s+{_MONTH}\.?,?\s+[0-9]{{4}}"
    r"|[0-9]{1,2}\s*/\s*[0-9]{1,2}\s*/\s*(?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9/])"
)
_BEFORE_DAY = r"\s*(?:[,.;]|\bof\b|\bdated\b)?\s*"
_DATED = rf"(?:{_BEFORE_DAY}(?P<date>{_DAY}))"
_NUMBER = (
    r"(?P<number>[0-9]{1,5}(?:(?:\s?-\s?)?[A-Z]{1,2}(?![A-Z])|\s[A-Z](?=\s?(?:[,;(\n]|\Z)|\sof\b))?)"
    r"(?![A-Z0-9/]|\s?-\s?[0-9])"
)
_NO = r"\s*(?:Nos?\b\.?)?\s*"
_EXECUTIVE_ORDER = r"(?:E{1,2}\.?\s?O\.?s?\b|E\.?O\.?(?=[0-9])|Executive\s+Orders?\b)"
#: The forms of a reference, each with the kind of the document; the first that fits is taken.
_FORMS = tuple(
    (kind, re.compile(form, re.IGNORECASE))
    for kind, form in (
        (
            "executive order",
            rf"{_EXECUTIVE_ORDER}{_NO}{_NUMBER}(?:\s+of\s+(?P=number)(?=\s+of\b))?{_DATED}?",
        ),
        ("proclamation", rf"(?:Proclamations?\b|Procs?\b\.?){_NO}{_NUMBER}{_DATED}?"),
        ("public law", rf"(?:Public\s+Law\b|Pub\.\s?L\.|P\.\s?L\.){_NO}(?P<number>[0-9]{{1,3}}-[0-9]{{1,4}}){_DATED}?"),
        (
            "determination",
            rf"(?:PD\b|(?:Pres(?:idential\b|\.)\s*)?Determination\b){_NO}(?P<number>[0-9]{{2,4}}-[0-9]{{1,3}}){_DATED}?",
        ),
        ("page", rf"(?P<number>[0-9]{{1,3}}\s+FR\s+[0-9]+){_DATED}?"),
        ("memorandum", rf"(?:Presidential\s+)?Memo(?:rand(?:um|a)\b|\b\.?){_DATED}"),
        ("notice", rf"(?:Presidential\s+)?Notices?\b{_DATED}"),
        ("order", rf"(?:Military\s+|Presidential\s+|Executive\s+)?Orders?\b{_DATED}(?:\s*\(unnumbered[^()]*\))?"),
        ("determination", rf"(?:PD\b|(?:Pres(?:idential\b|\.)\s*)?Determination\b){_DATED}"),
        ("executive order", rf"(?P<number>[0-9]{{4,5}}(?:-[A-Z])?){_DATED}"),
        (
            "other document",
            rf"(?!E\.?O\b|Executive\s+Order|Proc)(?-i:[A-Z])[A-Za-z.'\u2019 -]{{2,80}}?(?:\s*(?:No\.?\s*)?[A-Z0-9-]*[0-9])?{_DATED}",
        ),
    )
)
_SEPARATOR = re.compile(r"(?:[\s;,.:&]|\band\b|\balso\b)+", re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>[A-Za-z](?:[A-Za-z'\u2019 -]|,(?=\s?(?:in|by)\b)|\([^():;\n]{0,80}\)){0,80}?)\s*:")
_IN_PART = re.compile(r",?\s*(?:\(\s*in\s+part\s*\)|in\s+part\b)", re.IGNORECASE)
#: Words after a reference that limit what is said to a part of the document, or that stand before "in part".
_LIMIT = re.compile(
    r"\s?,?\s*(?:\((?:sec(?:tion|s?\.)|except|all but)[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
    r"|(?:sec(?:tion|s?\.)|except|all but)[^;\n]*|\([^()\n]*\)(?=\s*\(\s*in\s+part\s*\)))",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(rf"{_BEFORE_DAY}(?P<date>{_DAY})", re.IGNORECASE)
_EFFECTIVE = re.compile(rf",?\s*\(?\s*eff(?:\.|ective)?(?:\s+date)?\s*:?\s*(?P<date>{_DAY})\s*\)?", re.IGNORECASE)
_PAGE = re.compile(rf",?\s*\(\s*(?P<page>[0-9]{{1,3}}\s+FR\s+[0-9]+)(?:[,;]?\s*{_DAY})?\s*\)", re.IGNORECASE)
_REMARK = re.compile(r"[^\n]*?(?=;;|\n|\Z)")
_IN_PARENTHESES = re.compile(r"\([^()\n]*\)?")
#: The entry of another order, which was pasted into a note.
_OTHER_ENTRY = re.compile(
    rf"(?:^|(?<=[;\n]))\s?Executive Order {_NUMBER}[\s;]{{1,9}}[^\n:;]{{1,300}}[\s;]{{0,9}}Signed:", re.IGNORECASE
)
#: A known label whose colon is missing, or is a semicolon, before a reference. In lowercase, such words are part of a
#: sentence ("as amended by EO 13292"), except at the start of a line.
_BARE_LABEL = re.compile(
    r"(?:(?<![^\n])|(?=(?-i:[A-Z])))"
    rf"(?P<label>{'|'.join(sorted(map(re.escape, known_labels()), key=len, reverse=True))})\s*[;:]?\s*"
    r"(?=(?:E{1,2}\.?\s?O\.?|Executive\s+Order|Proc|Memorand|Notice|Public\s+Law|Pub|Order|[0-9]{4,5}|[0-9]{1,3}\sFR)\b)",
    re.IGNORECASE,
)
#: The end of words that are not understood.
_END_OF_ITEM = re.compile(rf"[;\n(]|(?<![^\W_]){_BARE_LABEL.pattern}|\Z", re.IGNORECASE)


@frozen
class Reference:
    """A document that a note refers to, as far as the note identifies it."""

    kind: str
    """The kind: `executive order`, `proclamation`, `public law`, `determination`, `memorandum`, `notice`, `order`,
    `page` of the Federal Register, or `other document`."""
    number: str
    """Its number, such as `13233`, `11246-A` or `104-106`; for a page, `74 FR 57241`; empty if it has none."""
    date: str
    """Its date as it is written; empty if there is none."""
    words: str
    """The words of the reference."""
    page: str = ""
    """The page of the Federal Register on which it begins, such as `75 FR 733`, if the note gives it."""


@frozen
class Disposition:
    """An act of one document on another: the document of the note acts, or if `passive`, the other one."""

    act: Act
    """The act."""
    reference: Reference
    """The other document."""
    partial: bool = False
    """True if only a part is affected."""
    effective: str = ""
    """The day on which it takes effect, as it is written, if the note gives it."""

    @property
    def is_correction(self) -> bool:
        """True if the reference is the page of a correction."""
        return self.act.verb == CORRECTION


class Unread(NamedTuple):
    """A part of a note that is not understood."""

    words: str
    """The words."""
    start: int
    """Their position in the note, counted from 0, if each run of blanks counts as one character."""


@frozen
class DispositionNotes:
    """The content of a note."""

    dispositions: tuple[Disposition, ...] = ()
    """The acts of the documents on one another, in the order of the note."""
    remarks: tuple[tuple[str, str], ...] = ()
    """Its remarks: the label, such as `note`, and the text."""
    unread: tuple[Unread, ...] = ()
    """The parts that are not understood."""


def parse_disposition_notes(text: str) -> DispositionNotes:
    r"""Parse a note. Every word of it is part of a disposition, of a remark, or unread.

    "In part" after a verb belongs to all documents that follow it; after a document, to that one alone.

    >>> notes = parse_disposition_notes("Revokes: EO 12836, February 1, 1993 (in part); EO 13233;;\n ;  See EO 12866")
    >>> [(each.act.verb, each.reference.number, each.partial) for each in notes.dispositions]
    [('revokes', '12836', True), ('revokes', '13233', False), ('see', '12866', False)]
    >>> parse_disposition_notes("Revoked in part by: EO 13756; all the rest").unread
    (Unread(words='all the rest', start=30),)

    .. versionadded:: 0.1
    """
    # One blank for many keeps the time that a hostile text takes in proportion to its length.
    parser = _Parser(re.sub(r" ?\n[ \n]*", "\n", re.sub(r"[^\S\n]+", " ", text)))
    parser.run()
    unread = tuple(Unread(parser.text[start:end], start) for start, end in parser.unread)
    return DispositionNotes(tuple(parser.dispositions), tuple(parser.remarks), unread)


@frozen
class _Parser:
    text: str
    dispositions: list[Disposition] = field(factory=list)
    remarks: list[tuple[str, str]] = field(factory=list)
    unread: list[tuple[int, int]] = field(factory=list)  # the start and the end of each part

    def run(self) -> None:
        """Read the note from its start to its end."""
        acts: tuple[Act, ...] = ()
        position, begins_line = 0, True
        text = self.text
        other = _OTHER_ENTRY.search(text)
        end = other.start() if other else len(text)
        while position < end:
            if found := _SEPARATOR.match(text, position):
                position, begins_line = found.end(), "\n" in found[0] or (begins_line and position == 0)
                continue
            if label := _LABEL.match(text, position) or _BARE_LABEL.match(text, position):
                position = label.end()
                if (remark := " ".join(label["label"].lower().split())) in REMARKS:
                    acts = ()
                    position = self._remark(remark, position)
                else:
                    acts = acts_of(label["label"])
            elif reference := _reference(text, position):
                position = self._reference(acts, *reference)
            else:
                start, position = position, self._unread(position)
                if begins_line or ":" in text[start : position + 2]:
                    acts = ()  # such words are a label or a sentence with another meaning for the documents after them
            begins_line = False
        if other:
            words = text[end:].strip()
            self._add_unread(words, text.index(words, end))

    def _remark(self, label: str, position: int) -> int:
        found = _REMARK.match(self.text, position)
        end = found.end() if found else position
        self.remarks.append((label, self.text[position:end].strip()))
        return end

    def _reference(self, acts: tuple[Act, ...], reference: Reference, start: int) -> int:
        """Read what follows a reference, and return where that ends."""
        partial, effective, page, date = False, "", "", reference.date
        position = start + len(reference.words)
        while True:
            if found := _IN_PART.match(self.text, position):
                partial = True
            elif partial and not date and (found := _DATE_AFTER.match(self.text, position)):
                date = found["date"]
            elif found := _EFFECTIVE.match(self.text, position):
                effective = found["date"]
            elif found := _PAGE.match(self.text, position):
                page = " ".join(found["page"].split())
            elif found := _LIMIT.match(self.text, position):
                partial = True
                self._add_unread(found[0].lstrip(" ,"), found.end() - len(found[0].lstrip(" ,")))
            else:
                break
            position = found.end()
        if not acts:
            self._add_unread(self.text[start:position], start)
            return position
        known = Reference(reference.kind, reference.number, date, reference.words, page)
        for act in acts:
            self.dispositions.append(Disposition(act, known, partial or act.partial, effective))
        return position

    def _unread(self, position: int) -> int:
        """Skip the rest of an item that is not understood, because its meaning for its documents is unknown."""
        if inside := _IN_PARENTHESES.match(self.text, position):
            end = inside.end()
        else:
            found = _END_OF_ITEM.search(self.text, position + 1)
            end = found.start() if found else len(self.text)
        self._add_unread(self.text[position:end].rstrip(" ,."), position)
        return end

    def _add_unread(self, words: str, start: int) -> None:
        """Add words that are not understood, to those right before them if there are any."""
        if self.unread:
            start_before, end_before = self.unread[-1]
            if _SEPARATOR.fullmatch(self.text[end_before:start] or " "):
                self.unread[-1] = start_before, start + len(words)
                return
        self.unread.append((start, start + len(words)))


def _reference(text: str, position: int) -> tuple[Reference, int] | None:
    """Return the reference that begins at a position, if one does, and the position."""
    for kind, form in _FORMS:
        if found := form.match(text, position):
            parts = found.groupdict()
            number = " ".join((parts.get("number") or "").upper().split())
            number = re.sub(r"(?<=[0-9]) ?-? ?(?=[A-Z]+$)", "-", number) if kind == "executive order" else number
            return Reference(kind, number, parts.get("date") or "", found[0]), position
    return None
