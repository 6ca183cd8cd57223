"""Rules of statements and evidence: NMP601 to NMP610."""

from collections.abc import Iterator
from itertools import chain
from operator import attrgetter

from attrs import fields_dict

from nmpolicy.problems import Severity
from nmpolicy.queries.tenures import tenure_index
from nmpolicy.records.actors import Organization, Person
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.evidence import Evidence, SourcedRecord
from nmpolicy.records.statements import Statement, TargetStance
from nmpolicy.rules.examples import JANE, MAYOR, REPORT, SPEAKER, bare_example, example, term
from nmpolicy.rules.examples import statement as sample_statement
from nmpolicy.rules.facts.evidence_index import evidence_by_holder, with_evidence
from nmpolicy.rules.facts.private_mentions import private_mentions
from nmpolicy.rules.facts.public_roles import actors_in_public_roles
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.suggestions import MAX_SUGGESTIONS, SpellingIndex, did_you_mean
from nmpolicy.vocabulary.terms import StatementMode
from nmpolicy.vocabulary.values import describe


@own_rule(
    "NMP601",
    Severity.ERROR,
    "statement without a speaker",
    failing=lambda: example(SPEAKER, sample_statement(speakers=[])),
    passing=lambda: example(SPEAKER, sample_statement()),
)
def speaker(collection: Collection) -> Iterator[Finding]:
    """A statement has no speaker.

    Someone makes every statement. Record an unnamed speaker as an organization of the classification `group`.
    """
    for statement in collection.statements:
        if not statement.speakers:
            message = "the statement has no speaker; name the person, body or group that made it"
            yield Finding(statement, "speakers", message)


@own_rule(
    "NMP602",
    Severity.WARNING,
    "record without evidence",
    failing=lambda: bare_example(REPORT, SPEAKER),
    passing=lambda: example(SPEAKER),
)
def evidence(collection: Collection) -> Iterator[Finding]:
    """A record has no evidence.

    Every record except a source should point to a supporting passage, so that readers can check it.
    """
    for table, cls in TABLES.items():
        for record in getattr(collection, table) if issubclass(cls, SourcedRecord) else ():
            if not record.evidence:
                yield Finding(record, "evidence", "the record has no evidence; cite the source that supports it")


_PARAGRAPH = Evidence(source="report", paragraph=3)


@own_rule(
    "NMP603",
    Severity.WARNING,
    "quotation without a paragraph",
    failing=lambda: example(SPEAKER, sample_statement(mode="direct-quotation")),
    passing=lambda: example(SPEAKER, sample_statement(mode="direct-quotation", evidence=[_PARAGRAPH])),
)
def locator(collection: Collection) -> Iterator[Finding]:
    """A direct quotation does not say which paragraph of its source it is in.

    Readers should be able to look up a speaker's exact words without searching the whole source.
    """
    for statement in collection.statements:
        is_located = any(pointer.paragraph or pointer.quote for pointer in statement.evidence)
        if statement.mode is StatementMode.DIRECT_QUOTATION and statement.evidence and not is_located:
            message = "the quotation does not say which paragraph it is in; add the paragraph to the evidence"
            yield Finding(statement, ("evidence", 0, "paragraph"), message)


@own_rule(
    "NMP604",
    Severity.ERROR,
    "stance without a target or a topic",
    failing=lambda: example(SPEAKER, sample_statement(stances=[TargetStance(stance="support")])),
    passing=lambda: example(SPEAKER, sample_statement(stances=[TargetStance(stance="support", topic="the plan")])),
)
def target(collection: Collection) -> Iterator[Finding]:
    """A stance has neither a target nor a topic.

    Support and opposition are always about something.
    """
    for statement in collection.statements:
        for index, stance in enumerate(statement.stances):
            if not stance.target and not stance.topic.strip():
                message = f"the stance ({stance.stance}) has neither a target nor a topic; add one of them"
                yield Finding(statement, ("stances", index), message)


@own_rule(
    "NMP605",
    Severity.WARNING,
    "office not held when the statement was made",
    failing=lambda: example(JANE, MAYOR, term(start_date="2025-12-01"), _by_mayor()),
    passing=lambda: example(JANE, MAYOR, term(start_date="2021-12-01"), _by_mayor()),
)
def capacity(collection: Collection) -> Iterator[Finding]:
    """A statement is attributed to the holder of an office, but no speaker held it on that date, only before or after.

    Either the date or a term is wrong, or they spoke as former or future holders. In that case, leave the capacity out.
    """
    offices = tenure_index(collection)
    for statement in collection.statements:
        day, post = statement.date, statement.capacity
        if not day or not post or not statement.speakers:
            continue
        if all(offices.excludes(post, day, speaker) for speaker in statement.speakers):
            speakers = " and ".join(map(repr, statement.speakers))
            message = f"{speakers} did not hold the post {post!r} on the date of the statement ({day.label})"
            yield Finding(statement, "capacity", f"{message}; correct the date or the term, or remove the capacity")


def _by_mayor() -> Statement:
    return sample_statement(speakers=["jane-roe"], capacity="mayor", date="2025-07-21")


_MAX_WORDS = 8


@own_rule(
    "NMP606",
    Severity.WARNING,
    "key phrase that is too long",
    failing=lambda: example(
        SPEAKER, sample_statement(key_phrases=["one of the best and boldest steps that we have seen"])
    ),
    passing=lambda: example(SPEAKER, sample_statement(key_phrases=["boldest steps"])),
)
def key_phrase(collection: Collection) -> Iterator[Finding]:
    """A key phrase has more than eight words.

    Key phrases are the few words that mark what was said. Whole sentences stay in the source, where the evidence
    points.
    """
    for statement in collection.statements:
        for index, phrase in enumerate(statement.key_phrases):
            words = len(phrase.split())
            if words > _MAX_WORDS:
                message = f"the phrase has {words} words; keep at most {_MAX_WORDS}"
                yield Finding(statement, ("key_phrases", index), message)


@own_rule(
    "NMP607",
    Severity.WARNING,
    "name of a private individual",
    failing=lambda: example(JANE),
    passing=lambda: example(JANE, MAYOR, term()),
)
def private(collection: Collection) -> Iterator[Finding]:
    """A person is named although no record shows them in a public role.

    People have a public role if they hold a membership, wrote a source, sponsored, issued or signed an instrument,
    voted on one, spoke in an office or on behalf of someone, or took part in an event as a judge, as a prosecutor or
    under the name of a post. The data is about public acts. Mark everyone else as private, which redacts their names.
    """
    named = [person for person in collection.people if person.name.strip() and not person.private]
    public = actors_in_public_roles(collection) if named else ()
    for person in named:
        if person.id not in public:
            message = "no record shows this person in a public role; add their membership, or mark them as private"
            yield Finding(person, "private", message)


_BY_CLINIC = Evidence(source="report", attributed_to=["clinic"])


@own_rule(
    "NMP608",
    Severity.WARNING,
    "record that is its own evidence",
    failing=lambda: example(Organization(id="clinic", name="A clinic", evidence=[_BY_CLINIC])),
    passing=lambda: example(SPEAKER, sample_statement(evidence=[_BY_CLINIC])),
)
def own_word(collection: Collection) -> Iterator[Finding]:
    """All evidence for a record is attributed to the record itself.

    What people say about themselves shows only that they say it. Record a statement, or add independent evidence.
    NMP203 reports a record that is cited as its own source.
    """
    for table, holder, _, pointers in evidence_by_holder(collection):
        if holder is not TABLES[table]:
            continue  # it is evidence for parts
        attributed = {*chain.from_iterable(map(attrgetter("attributed_to"), pointers))}
        for record in getattr(collection, table) if attributed else ():
            own = record.evidence if record.id in attributed else ()
            if own and all({*each.attributed_to} == {record.id} for each in own):
                message = f"all evidence is attributed to {record.id!r} itself; add independent evidence"
                yield Finding(record, "evidence", message)


@own_rule(
    "NMP609",
    Severity.ERROR,
    "evidence for an unknown field",
    failing=lambda: example(Organization(id="clinic", name="A clinic", evidence=[_supporting("nmae")])),
    passing=lambda: example(Organization(id="clinic", name="A clinic", evidence=[_supporting("name")])),
)
def supported(collection: Collection) -> Iterator[Finding]:
    """Evidence supports a field that its record does not have.

    Readers then cannot tell which fact the passage proves.
    """
    spellings: dict[type, SpellingIndex] = {}
    tables = {
        table: getattr(collection, table)
        for table, holder, _, pointers in evidence_by_holder(collection)
        if not {*chain.from_iterable(map(attrgetter("supports"), pointers))} <= fields_dict(holder).keys()
    }
    for record, path, part in with_evidence([*chain.from_iterable(tables.values())]):
        for index, pointer in enumerate(part.evidence):
            for number, name in enumerate(pointer.supports):
                cls = type(part)
                if name in fields_dict(cls):
                    continue
                if cls not in spellings:
                    spellings[cls] = SpellingIndex(fields_dict(cls), MAX_SUGGESTIONS)
                hint = did_you_mean(spellings[cls].closest(name)) or "."
                message = f"{cls.__name__} has no field {describe(name)}{hint} Correct the name of the field"
                yield Finding(record, (*path, "evidence", index, "supports", number), message)


_NEIGHBOR = Person(id="neighbor", name="Zora Quill", private=True)


@own_rule(
    "NMP610",
    Severity.WARNING,
    "private individual named elsewhere",
    failing=lambda: example(SPEAKER, _NEIGHBOR, sample_statement(summary="Says that Ms. Quill welcomes the order.")),
    passing=lambda: example(SPEAKER, _NEIGHBOR, sample_statement(summary="Says that a neighbor welcomes the order.")),
)
def named_elsewhere(collection: Collection) -> Iterator[Finding]:
    """An id, an alias or a text of another record contains the name of a private individual, or a large part of it.

    `validate`, `diff` and `merge` show ids as they are, and no search for a name in a text finds every spelling. A
    large part is two words of the name, or a surname that is not a common word and that no public actor has. A body
    that is named after the person, such as Friends of Jane Roe, does not make the surname public. The texts in the
    person's own record, which no output shows, and draft quotes are not searched. The message does not repeat the name;
    it gives the location of the person in the file.
    """
    for record, path, index in private_mentions(collection):
        whose = f"the name of a private individual (/people/{index}), or a large part of it"
        if path == ("id",):
            message = f"this id contains {whose}; ids are shown, so choose one that names no one, without an alias"
        elif path[:1] == ("aliases",):
            message = f"this alias contains {whose}; remove it once nothing refers to it"
        elif path[-2:-1] == ("extra",):
            message = f"the unknown field {path[-1]!r} contains {whose}; leave the name out"
        else:
            message = f"this text contains {whose}; leave the name out"
        # In a file, the fields of other programs are beside those of the record.
        yield Finding(record, (*path[:-2], path[-1]) if path[-2:-1] == ("extra",) else path, message)


def _supporting(field: str) -> Evidence:
    return Evidence(source="report", supports=[field])
