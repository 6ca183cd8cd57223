"""Words that other formats and newcomers use for our fields and terms, so that errors can name the right one.

They only make suggestions; nothing is ever read under another name.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from nmpolicy.vocabulary.spelling import near_spellings
from nmpolicy.vocabulary.term_synonyms import TERMS

#: The fields that another word may mean, in any class; a suggestion is the first that the class has.
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        word: tuple(targets.split())
        for words, targets in {
            "identifier slug key": "id",
            "name label headline heading": "title name",
            "title label heading full_name display_name": "name",
            "short_title alternate_title alternative_title other_title subtitle": "other_titles",
            "other_name alternate_name alternative_name nickname aka abbreviation acronym": "other_names other_titles",
            "given_name family_name first_name last_name": "name",
            "alias former_id former_ids": "aliases",
            "type category": "kind classification predicate",
            "classification order_type": "kind",
            "dates date history actions status stage stages signed signed_date date_signed enacted introduced passed": (
                "milestones"
            ),
            "adopted issued date_created date_issued date_of_issue issue_date legislation_date": "milestones",
            "signing_date signature_date adoption_date passage_date repeal_date rescission_date": "milestones",
            "effective effective_date in_force": "milestones start_date effective_date",
            "expires expired expiry expiry_date expiration expiration_date sunset sunset_date": "milestones end_date",
            "end_date": "milestones",
            "repealed rescinded revoked amended suspended superseded vetoed year timeline": "milestones",
            "date_published published published_at publication_date dated created_at": "date milestones",
            "date day when on": "date start_date effective_date milestones",
            "start from since begin begin_date begins valid_from start_date term_start": "start_date effective_date date",
            "end to until through finish valid_to valid_until term_end": "end_date",
            "sponsor sponsorship sponsorships primary_sponsor cosponsors": "sponsors",
            "signed_by signer signatory": "by milestones",
            "author authors creator issuer authority from_organization": "issued_by by authors",
            "statutory_authority enabling_law based_on": "legal_basis",
            "mayor governor president issuing_authority issuing_body": "issued_by",
            "introduced_by sponsored_by mover moved_by": "sponsors moved_by",
            "seconder": "seconded_by",
            "amends amended_by repeals repealed_by rescinds rescinded_by revokes revoked_by": "relations",
            "supersedes superseded_by replaces replaced_by extends extended_by suspends suspended_by": "relations",
            "implements implemented_by related related_to": "relations",
            "issued_by": "body",
            "by_author writer byline": "authors",
            "text description abstract content": "summary",
            "quote quotation quoted quoted_text verbatim": "quote evidence",
            "body_text full_text": "summary",
            "note remark remarks comment comments disposition_notes": "notes",
            "link links uri website href source_url homepage permalink pdf html document official": "url",
            "jurisdiction division_id location_id area city state county country": "division",
            "place venue where": "location",
            "subject topic topics tags keyword keywords about": "subjects topic",
            "chamber committee council": "body",
            "ayes aye yeas yea in_favor in_favour for yes_votes yes_count": "yes",
            "nays nay noes against opposed no_votes no_count": "no",
            "abstentions abstained abstaining present": "abstain",
            "nv": "not_voting",
            "majority threshold": "requirement",
            "not_present missing": "absent",
            "result outcome": "passed milestones",
            "vote_event vote_events votes vote roll_calls roll_call rollcall tally individual_votes": "vote_events votes",
            "sources source citation citations reference references": "evidence",
            "institution organisation org party agency department": "organization publisher",
            "outlet newspaper": "publisher",
            "person holder legislator": "member",
            "office position": "post role",
            "members size_of_membership count member_count": "size",
            "seats maximum": "maximum_memberships",
            "parent_organization parent_id part_of sub_organization_of": "parent",
            "act bill law order measure legislation": "instrument",
            "clause article section_number part": "section",
            "modality deontics force must deontic_operator": "deontic",
            "attribute attributes who actor actors bearer addressee": "bearers",
            "verb action": "aim",
            "condition when_clause": "conditions",
            "constraint": "constraints",
            "exception unless": "exceptions",
            "sanction penalty": "or_else",
            "due due_date deadline_date": "deadline",
            "rrule repeat frequency interval": "recurrence",
            "speaker person_id said_by": "speakers",
            "position_on stance positions": "stances",
            "channel": "medium",
            "relation relationship property verb_phrase": "predicate",
            "from_id agent": "subject",
            "to_id": "object",
            "attendee attendees attendance": "participants",
            "actor_id agent_id": "by",
            "lang locale in_language": "language",
            "licence rights license_url": "license",
            "persons person": "people",
            "organisations orgs": "organizations",
            "offices positions": "posts",
            "terms": "memberships",
            "executive_orders instruments": "orders",
            "bills laws resolutions ordinances legislation": "measures",
            "clauses sections requirements duties": "provisions",
            "quotes quotations": "statements",
            "edges links_between relationships": "relations",
            "paragraphs page": "paragraph",
            "hash checksum sha256": "digest",
            "offset": "start",
            "reason": "justification",
            "rule": "code",
            "publication site": "publisher",
            "withheld anonymous": "private",
            "no_of identifier_number docket executive_order_number legislation_identifier no order_number": "number",
            "order_no resolution_number ordinance_number": "number",
            "session legislative_session": "series",
        }.items()
        for word in words.split()
    }
)
#: The field that a word means in one class, where it means something else there.
FIELDS_OF: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Source": MappingProxyType({"author": "authors", "organization": "publisher", "name": "title"}),
        "LegalBasis": MappingProxyType(
            {
                **dict.fromkeys(("cites", "name", "section", "text", "title"), "citation"),
                **dict.fromkeys(("act", "id", "instrument", "provision", "record", "statute"), "law"),
            }
        ),
        "Order": MappingProxyType(dict.fromkeys(("agency", "department", "office", "organization"), "issued_by")),
        "Organization": MappingProxyType({"kind": "classification", "seats": "size"}),
        "Post": MappingProxyType({"role": "name", "office": "name", "position": "name"}),
        "Note": MappingProxyType(
            {
                **dict.fromkeys(("body", "comment", "content", "note", "notes", "remark", "summary", "value"), "text"),
                **dict.fromkeys(("by", "coder", "creator", "initials", "name", "person", "who"), "author"),
            }
        ),
        "Vote": MappingProxyType(
            {
                **dict.fromkeys(("name", "person", "member", "legislator"), "voter"),
                **dict.fromkeys(("vote", "value", "choice", "position"), "option"),
            }
        ),
        "Membership": MappingProxyType({"person": "member", "title": "role", "label": "role", "position": "post"}),
        "Relation": MappingProxyType(
            {
                "from": "subject",
                "to": "object",
                "source": "subject",
                "target": "object",
                "date": "effective_date",
                "kind": "predicate",
                "type": "predicate",
                "provisions": "scope",
            }
        ),
        "Statement": MappingProxyType(
            {
                **dict.fromkeys(("person", "author", "by"), "speakers"),
                **dict.fromkeys(("position", "target", "topic"), "stances"),
                "text": "summary",
            }
        ),
        "Milestone": MappingProxyType(
            {
                "kind": "stage",
                "type": "stage",
                "status": "stage",
                "name": "stage",
                "action": "stage",
                "actor": "by",
                "organization": "by",
                "issued_by": "by",
                "who": "by",
                "event": "stage",
                "for": "on_behalf_of",
            }
        ),
        "TargetStance": MappingProxyType({"position": "stance", "id": "target", "instrument": "target"}),
        "Evidence": MappingProxyType(
            {
                **dict.fromkeys(("id", "url", "link"), "source"),
                **dict.fromkeys(("exact", "text", "words", "quotation", "quotes", "passage", "excerpt"), "quote"),
                "fields": "supports",
                "kind": "basis",
                "end": "length",
            }
        ),
        "Deadline": MappingProxyType(
            {
                **dict.fromkeys(("by", "due", "due_date"), "date"),
                **dict.fromkeys(("days", "duration", "period"), "within"),
                **dict.fromkeys(("event", "from", "trigger"), "after"),
                "working_days": "business_days",
            }
        ),
        "VoteEvent": MappingProxyType(
            {"title": "motion", "name": "motion", "question": "motion", "organization": "body"}
        ),
        "Event": MappingProxyType({"title": "name", "subjects": "about"}),
        "Person": MappingProxyType({"title": "name"}),
        "Suppression": MappingProxyType({"id": "code", "notes": "justification"}),
    }
)
#: The vocabulary of the kinds of the other class of instruments, with the field of the collection that lists these.
_OTHER_KINDS = {"OrderKind": ("MeasureKind", "measures"), "MeasureKind": ("OrderKind", "orders")}
#: The fields of the parts in a list that a word means in a record.
_IN_PARTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("signed_by", "signer", "signatory"), ("milestones", "by")),
        **dict.fromkeys(("quote", "quotation", "quoted", "quoted_text", "verbatim"), ("evidence", "quote")),
    }
)
_SMALL_BEFORE_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST = 60  # characters of a word that is looked up
_ENDINGS = ("", "_id", "_ids", "_uri", "_url", "_on", "_at")


def field_suggestions(word: str, class_name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the fields of a class that an unknown key may mean: by its meaning, or if it has none, by its spelling."""
    known = tuple(known)
    if meant := meant_field(word, class_name, known):
        return (meant,)
    return () if any(form in FIELDS for form in _forms(word, "_")) else near_spellings(word, known)


def meant_field(word: str, class_name: str, known: Iterable[str]) -> str:
    """Return the field of a class that an unknown key means; empty if there is none.

    >>> meant_field("yeas", "VoteEvent", ["yes", "no"]), meant_field("yse", "VoteEvent", ["yes", "no"])
    ('yes', '')
    """
    names: set[str] = {*known}
    own: Mapping[str, str] = FIELDS_OF.get(class_name, {})
    for form in _forms(word, "_"):
        targets: tuple[str, ...] = (form, *((own[form],) if form in own else ()), *FIELDS.get(form, ()))
        if found := next((target for target in targets if target in names), ""):
            return found
    return ""


def field_in_parts(word: str, known: Iterable[str]) -> tuple[str, str] | None:
    """Return the list of a record and the field of its items that an unknown key means; None if it means no such field.

    >>> field_in_parts("signedBy", ["milestones"]), field_in_parts("signed_by", ["by"])
    (('milestones', 'by'), None)
    """
    found = next((_IN_PARTS[form] for form in _forms(word, "_") if form in _IN_PARTS), None)
    return found if found and found[0] in known and found[1] not in known else None


def term_suggestions(word: str, vocabulary: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the terms of a vocabulary that an unknown word may mean: by its meaning, or else by its spelling."""
    known = tuple(known)
    meanings = TERMS.get(vocabulary, {})
    for form in _forms(word, "-"):
        for target in (form, meanings.get(form)):
            if target in known:
                return (target,)
    return () if other_class(word, vocabulary) else near_spellings(word, known)


def other_class(word: str, vocabulary: str) -> str:
    """Return the collection's field for the instruments of which a word is a kind, if it is none of this vocabulary.

    >>> other_class("resolution", "OrderKind"), other_class("decree", "MeasureKind"), other_class("decree", "OrderKind")
    ('measures', 'orders', '')
    """
    other, field = _OTHER_KINDS.get(vocabulary, ("", ""))
    words, own = TERMS.get(other, {}), TERMS.get(vocabulary, {})
    kinds = {*words, *words.values()}
    return field if any(form in kinds for form in _forms(word, "-") if form not in own) else ""


def _forms(word: str, separator: str) -> Iterable[str]:
    """Yield a word as we would write it, then without an ending such as `_id`, in the singular and in the plural."""
    parts = re.split(r"[\s_:.-]+", _SMALL_BEFORE_CAPITAL.sub(" ", word[:_LONGEST]).strip().strip("@$").lower())
    plain = separator.join(filter(None, parts))
    for ending in _ENDINGS if separator == "_" else ("",):
        if plain.endswith(ending) and (stem := plain.removesuffix(ending)):
            yield from (stem, stem.removesuffix("s"), f"{stem}s")
