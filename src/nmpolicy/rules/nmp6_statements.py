"""Rules of statements and evidence: NMP601 to NMP609."""

from collections.abc import Iterator
from typing import Any

from attrs import fields

from nmpolicy.errors import closest_matches, did_you_mean
from nmpolicy.problems import Severity
from nmpolicy.queries.tenures import tenure_index
from nmpolicy.records.actors import Organization
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence, SourcedRecord
from nmpolicy.records.statements import TargetStance
from nmpolicy.records.traversal import parts_of
from nmpolicy.rules.examples import JANE, MAYOR, REPORT, SPEAKER, bare_example, example, statement, term
from nmpolicy.rules.facts.public_roles import actors_in_public_roles
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.vocabulary.terms import StatementMode
from nmpolicy.vocabulary.values import describe


@own_rule(
    "NMP601",
    Severity.ERROR,
    "statement without a speaker",
    failing=lambda: example(SPEAKER, statement(speakers=[])),
    passing=lambda: example(SPEAKER, statement()),
)
def speaker(collection: Collection) -> Iterator[Finding]:
    """Nobody speaks in a statement.

    A statement is somebody's. An unnamed speaker is recorded as an organization of the classification `group`.
    """
    for said in collection.statements:
        if not said.speakers:
            yield Finding(said, "speakers", "nobody speaks; name the person, body or group whose statement it is")


@own_rule(
    "NMP602",
    Severity.WARNING,
    "record without evidence",
    failing=lambda: bare_example(REPORT, SPEAKER),
    passing=lambda: example(SPEAKER),
)
def evidence(collection: Collection) -> Iterator[Finding]:
    """A record has no evidence.

    Every record but a source itself can point at the words that it rests on, so that a reader can check it.
    """
    for record in collection:
        if isinstance(record, SourcedRecord) and not record.evidence:
            yield Finding(record, "evidence", "nothing shows where this is from; add evidence with its source")


_PARAGRAPH = Evidence(source="report", paragraph=3)


@own_rule(
    "NMP603",
    Severity.WARNING,
    "quotation without a place",
    failing=lambda: example(SPEAKER, statement(mode="direct-quotation")),
    passing=lambda: example(SPEAKER, statement(mode="direct-quotation", evidence=[_PARAGRAPH])),
)
def locator(collection: Collection) -> Iterator[Finding]:
    """A direct quotation does not say in which paragraph of its source it stands.

    A speaker's very words can be looked up, and should be; a paper of twenty pages is no place.
    """
    for said in collection.statements:
        placeless = said.evidence and not any(pointer.paragraph for pointer in said.evidence)
        if said.mode is StatementMode.DIRECT_QUOTATION and placeless:
            message = "a direct quotation has a place in its source; add the paragraph"
            yield Finding(said, ("evidence", 0, "paragraph"), message)


@own_rule(
    "NMP604",
    Severity.ERROR,
    "stance towards nothing",
    failing=lambda: example(SPEAKER, statement(stances=[TargetStance(stance="support")])),
    passing=lambda: example(SPEAKER, statement(stances=[TargetStance(stance="support", topic="the plan")])),
)
def target(collection: Collection) -> Iterator[Finding]:
    """A stance has neither a target nor a topic.

    To be for or against is to be for or against something.
    """
    for said in collection.statements:
        for index, stance in enumerate(said.stances):
            if not stance.target and not stance.topic.strip():
                message = f"it is not said what the stance ({stance.stance}) is towards; add its target or its topic"
                yield Finding(said, ("stances", index), message)


@own_rule(
    "NMP605",
    Severity.WARNING,
    "capacity not held on that day",
    failing=lambda: example(JANE, MAYOR, term(start_date="2025-12-01"), _said_by_mayor()),
    passing=lambda: example(JANE, MAYOR, term(start_date="2021-12-01"), _said_by_mayor()),
)
def capacity(collection: Collection) -> Iterator[Finding]:
    """The speakers speak in an office that they held, but all of them surely not on that day.

    Either the day or the term is wrong, or they spoke as a former or a future holder, in no office.
    """
    offices = tenure_index(collection)
    for said in collection.statements:
        day, post = said.date, said.capacity
        if day and post and said.speakers and all(offices.excludes(post, day, each) for each in said.speakers):
            who = " and ".join(map(repr, said.speakers))
            message = f"{who} did not hold {post!r} at that date, {day.label}"
            yield Finding(said, "capacity", f"{message}; correct the date or the term, or leave it out")


def _said_by_mayor() -> Any:
    return statement(speakers=["jane-roe"], capacity="mayor", date="2025-07-21")


@own_rule(
    "NMP606",
    Severity.WARNING,
    "key phrase that is too long",
    failing=lambda: example(SPEAKER, statement(key_phrases=["one of the best and boldest steps that we have seen"])),
    passing=lambda: example(SPEAKER, statement(key_phrases=["boldest steps"])),
)
def key_phrase(collection: Collection) -> Iterator[Finding]:
    """A key phrase has more than eight words.

    Key phrases are the few words that mark what was said. Sentences are their speaker's, and stay in the source, to which
    the evidence points.
    """
    for said in collection.statements:
        for index, phrase in enumerate(said.key_phrases):
            if (words := len(phrase.split())) > _MOST_WORDS:
                message = f"the phrase has {words} words; keep the few that matter, {_MOST_WORDS} at most"
                yield Finding(said, ("key_phrases", index), message)


_MOST_WORDS = 8


@own_rule(
    "NMP607",
    Severity.WARNING,
    "name of a private individual",
    failing=lambda: example(JANE),
    passing=lambda: example(JANE, MAYOR, term()),
)
def private(collection: Collection) -> Iterator[Finding]:
    """A person is named whom no record shows in a public role.

    Such a role is a membership, the authorship of a source, the sponsorship or the signature of an instrument, or a
    statement in an office or on behalf of somebody. Data about people is about public acts.
    Whoever has no part in one is to be marked as private, which redacts the name.
    """
    roles = actors_in_public_roles(collection)
    for person in collection.people:
        if person.name.strip() and not person.private and person.id not in roles:
            message = "no record shows a public role of this person; add their membership or office, or mark the person as private"
            yield Finding(person, "private", message)


_BY_CLINIC = Evidence(source="report", attributed_to=["clinic"])


@own_rule(
    "NMP608",
    Severity.WARNING,
    "evidence that points at itself",
    failing=lambda: example(Organization(id="clinic", name="A clinic", evidence=[_BY_CLINIC])),
    passing=lambda: example(SPEAKER, statement(evidence=[_BY_CLINIC])),
)
def own_word(collection: Collection) -> Iterator[Finding]:
    """All that a record rests on is its own word.

    That somebody says something of themselves shows that they say it: record a statement, or add evidence of another. A
    record that is named as its own source is looked at by NMP203.
    """
    for record in collection:
        held = record.evidence if isinstance(record, SourcedRecord) else ()
        if held and all({*pointer.attributed_to} == {record.id} for pointer in held):
            message = f"only {record.id!r} itself is named as the origin; add evidence of another"
            yield Finding(record, "evidence", message)


@own_rule(
    "NMP609",
    Severity.ERROR,
    "evidence for no field",
    failing=lambda: example(Organization(id="clinic", name="A clinic", evidence=[_supporting("nmae")])),
    passing=lambda: example(Organization(id="clinic", name="A clinic", evidence=[_supporting("name")])),
)
def supported(collection: Collection) -> Iterator[Finding]:
    """Evidence bears out a field that its record does not have.

    What the words prove is then lost.
    """
    for record in collection:
        for inner, holder in parts_of(record):
            pointers = getattr(holder, "evidence", ())
            known = {field.name for field in fields(type(holder))} if any(p.supports for p in pointers) else set()
            for index, pointer in enumerate(pointers):
                for number, name in enumerate(pointer.supports):
                    if name not in known:
                        hint = did_you_mean(closest_matches(name, known)) or "."
                        message = (
                            f"{type(holder).__name__} has no field {describe(name)}{hint} Name one of its own fields"
                        )
                        yield Finding(record, (*inner, "evidence", index, "supports", number), message)


def _supporting(field: str) -> Evidence:
    return Evidence(source="report", supports=[field])
