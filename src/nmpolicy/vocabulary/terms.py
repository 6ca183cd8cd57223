"""The controlled vocabularies: each term with its definition and where it comes from.

The codebook in the documentation is made from this module.
"""

from enum import StrEnum
from typing import Self, cast

from nmpolicy.errors import InvalidTermError, InvalidTypeError, closest_matches, did_you_mean

OCD = "Open Civic Data"
POPOLO = "Popolo 1.0"
SCHEMA = "schema.org"
AKN = "Akoma Ntoso 3.0"
IG = "Institutional Grammar 2.0"
RULEML = "LegalRuleML 1.0"
SEMEVAL = "SemEval-2016 task 6"
EDTF = "ISO 8601-2"
OWN = "nmpolicy"


class Entry(str):
    """A term as it is listed below: its text, with what is to be known of it."""

    __slots__ = ("definition", "inverse", "source")
    definition: str
    source: str
    inverse: str

    def __new__(cls, value: str, definition: str, source: str = OWN, inverse: str = "") -> Self:
        """The text, with its definition, its source and, of a relation, the name of its inverse."""
        entry = super().__new__(cls, value)
        entry.definition, entry.source, entry.inverse = definition, source, inverse
        return entry


class Term(StrEnum):
    """A word of a controlled vocabulary. It is text, and knows its definition and its source.

    >>> Stance("support").definition
    'Speaks for it.'
    >>> Stance("suport")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidTermError: 'suport' is no Stance; did you mean 'support'? Allowed: support, oppose, mixed, neutral, unclear
    """

    #: What the term says of a record that bears it.
    definition: str
    #: The standard that the term is from; `nmpolicy` where it is our own.
    source: str
    #: Of a relation, its name as its object reads it; else empty.
    inverse: str

    def __new__(cls, value: str) -> Self:
        """The member of an entry."""
        entry = cast("Entry", value)  # a checker takes this signature for that of `Stance("support")` too
        member = str.__new__(cls, entry)
        member._value_ = str(entry)
        member.definition, member.source, member.inverse = entry.definition, entry.source, entry.inverse
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self:
        if not isinstance(value, str):
            raise InvalidTypeError(f"expected {cls.__name__} as text, not {type(value).__name__}")
        hint = did_you_mean(closest_matches(value, cls)) or "."
        raise InvalidTermError(f"{value[:60]!r} is no {cls.__name__}{hint} Allowed: {', '.join(cls)}")


class OrderKind(Term):
    """What kind of executive instrument an order is."""

    EXECUTIVE_ORDER = Entry(
        "executive-order", "A standing order of a chief executive to the offices under them.", SCHEMA
    )
    EMERGENCY_ORDER = Entry(
        "emergency-order", "An order under powers that an emergency opens, usually with an end.", SCHEMA
    )
    PROCLAMATION = Entry("proclamation", "A formal public announcement that a state of things holds.", SCHEMA)
    ADMINISTRATIVE_INSTRUCTION = Entry("administrative-instruction", "A chief administrator's working rule for staff.")
    DIRECTIVE = Entry("directive", "An instruction to do a particular thing.", SCHEMA)
    MEMORANDUM = Entry("memorandum", "A written instruction or policy without the form of an order.")
    DESIGNATION = Entry("designation", "Puts places, persons or things on a list or under a status.")
    REGULATION = Entry("regulation", "A general rule that an agency makes under a law.", SCHEMA)
    OTHER = Entry("other", "An executive instrument of another kind.", OCD)


class MeasureKind(Term):
    """What kind of legislative instrument a measure is."""

    ORDINANCE = Entry("ordinance", "A local law.", OCD)
    RESOLUTION = Entry("resolution", "A body's formal expression of its will or policy.", OCD)
    MEMORIAL = Entry("memorial", "A body's formal request or tribute, without the force of law.", OCD)
    BILL = Entry("bill", "A law proposed to a legislature.", OCD)
    STATUTE = Entry("statute", "A law in force that a legislature has made.")
    CHARTER_AMENDMENT = Entry("charter-amendment", "A change to a city's or county's founding law.")
    MOTION = Entry("motion", "A proposal on which a body decides at once.", OCD)
    OTHER = Entry("other", "A legislative instrument of another kind.", OCD)


class Stage(Term):
    """A stage that an instrument reaches."""

    ANNOUNCED = Entry("announced", "Somebody with a part in it said publicly that it will come.")
    PROPOSED = Entry("proposed", "Laid open for comment before any formal step.", AKN)
    INTRODUCED = Entry("introduced", "Formally before a body.", OCD)
    IN_COMMITTEE = Entry("in-committee", "Referred to a committee.", OCD)
    PASSED = Entry("passed", "Approved by a body's vote.", OCD)
    FAILED = Entry("failed", "Rejected by a body's vote.", OCD)
    WITHDRAWN = Entry("withdrawn", "Taken back by its sponsor.", OCD)
    VETOED = Entry("vetoed", "Refused by the executive.", OCD)
    VETO_OVERRIDDEN = Entry("veto-overridden", "Approved by the body over a veto.", OCD)
    SIGNED = Entry("signed", "Signed by the executive.", OCD)
    ISSUED = Entry("issued", "Given out by its authority.", SCHEMA)
    ADOPTED = Entry("adopted", "Made final by its body, where no executive takes part.", OCD)
    BECAME_LAW = Entry("became-law", "Made into law, signed or not.", OCD)
    EFFECTIVE = Entry("effective", "Its force begins.", SCHEMA)
    SUSPENDED = Entry("suspended", "Its force is interrupted.", AKN)
    REINSTATED = Entry("reinstated", "Its force is taken up again after an interruption.", AKN)
    AMENDED = Entry("amended", "Its words are changed by another instrument.", AKN)
    EXPIRED = Entry("expired", "Its force ends at a time set in advance.", AKN)
    RESCINDED = Entry("rescinded", "Taken back by its authority.", AKN)
    REPEALED = Entry("repealed", "Ended by a later instrument.", AKN)
    SUPERSEDED = Entry("superseded", "Replaced by a later instrument.", AKN)
    STRUCK_DOWN = Entry("struck-down", "Held void by a court.")


class Deontic(Term):
    """What a provision makes of an act for those it addresses."""

    OBLIGATION = Entry("obligation", "They must do it.", RULEML)
    PROHIBITION = Entry("prohibition", "They must not do it.", RULEML)
    PERMISSION = Entry("permission", "They may do it.", RULEML)
    RIGHT = Entry("right", "They can demand it.", RULEML)
    RECOMMENDATION = Entry("recommendation", "They should do it, and are not bound to.")


class ProvisionKind(Term):
    """Whether a provision rules what actors do, or says what is so."""

    REGULATIVE = Entry("regulative", "Says who must, may or must not do what.", IG)
    CONSTITUTIVE = Entry("constitutive", "Makes or says that something is so.", IG)


class ProvisionFunction(Term):
    """What a provision does in its instrument."""

    RECITAL = Entry("recital", "Gives a reason or a background.", AKN)
    DECLARATION = Entry("declaration", "States a position of its authority.")
    DEFINITION = Entry("definition", "Fixes what a word means.", AKN)
    DELEGATION = Entry("delegation", "Hands a power or a task to somebody.")
    REPORTING = Entry("reporting", "Has somebody told of something.")
    TRANSPARENCY = Entry("transparency", "Opens information to the public.")
    PENALTY = Entry("penalty", "Sets what follows on a breach.", AKN)
    APPROPRIATION = Entry("appropriation", "Gives money to a purpose.", AKN)
    COMMENCEMENT = Entry("commencement", "Sets when force begins.", AKN)
    REPEAL = Entry("repeal", "Ends another instrument or a part of it.", AKN)
    SEVERABILITY = Entry("severability", "Keeps the rest if a part is void.")


class Stance(Term):
    """Where a statement stands towards one thing."""

    SUPPORT = Entry("support", "Speaks for it.", SEMEVAL)
    OPPOSE = Entry("oppose", "Speaks against it.", SEMEVAL)
    MIXED = Entry("mixed", "Speaks for a part of it and against another.")
    NEUTRAL = Entry("neutral", "Speaks of it and takes no side.", SEMEVAL)
    UNCLEAR = Entry("unclear", "Takes a side, but the source does not show which.")


class Objection(Term):
    """What a statement holds against a thing."""

    TOO_FAR = Entry("too-far", "It does more than it should.")
    NOT_FAR_ENOUGH = Entry("not-far-enough", "It does less than it should.")
    PROCEDURAL = Entry("procedural", "It came about in a wrong way.")
    OTHER = Entry("other", "Something else is held against it.")


class StatementMode(Term):
    """How the source gives a statement's words."""

    DIRECT_QUOTATION = Entry("direct-quotation", "In the speaker's words, as whole sentences.", AKN)
    MIXED_QUOTATION = Entry("mixed-quotation", "Reported, with some of the speaker's words.", AKN)
    INDIRECT_QUOTATION = Entry("indirect-quotation", "Reported in the source's words.", AKN)
    DOCUMENT_TEXT = Entry("document-text", "The words of a document.", AKN)


class Medium(Term):
    """Through which channel a statement was made."""

    INTERVIEW = Entry("interview", "Told to a reporter.", SCHEMA)
    PRESS_CONFERENCE = Entry("press-conference", "Spoken before the press.")
    CEREMONY = Entry("ceremony", "Spoken at a signing or another formal occasion.")
    PRESS_RELEASE = Entry("press-release", "A written statement given to the press.", SCHEMA)
    SOCIAL_MEDIA = Entry("social-media", "Posted on a social network.", SCHEMA)
    LETTER = Entry("letter", "A letter to somebody, open or not.", SCHEMA)
    HEARING = Entry("hearing", "Spoken before a body that hears witnesses.", OCD)
    REPORT = Entry("report", "Written in a report.", SCHEMA)
    OTHER = Entry("other", "Another channel.")


class RelationKind(Term):
    """What one record does to another, or says of it."""

    AMENDS = Entry("amends", "Changes its words.", SCHEMA, inverse="amended by")
    REPEALS = Entry("repeals", "Ends its force.", SCHEMA, inverse="repealed by")
    RESCINDS = Entry("rescinds", "Takes it back by the authority that gave it.", AKN, inverse="rescinded by")
    SUPERSEDES = Entry("supersedes", "Stands in its place from now on.", AKN, inverse="superseded by")
    REPLACES = Entry(
        "replaces", "Takes its place before it was ever in force, or in a later version.", OCD, inverse="replaced by"
    )
    EXTENDS = Entry("extends", "Lengthens the time of its force.", AKN, inverse="extended by")
    SUSPENDS = Entry("suspends", "Interrupts its force.", AKN, inverse="suspended by")
    IMPLEMENTS = Entry("implements", "Carries it out.", SCHEMA, inverse="implemented by")
    CODIFIES = Entry("codifies", "Puts its content into a code of law.", OWN, inverse="codified by")
    REAFFIRMS = Entry("reaffirms", "Says that it still holds.", OWN, inverse="reaffirmed by")
    EXPANDS = Entry("expands", "Adds to what it covers, and leaves it standing.", OWN, inverse="expanded by")
    CITES = Entry("cites", "Names it.", SCHEMA, inverse="cited by")
    RESPONDS_TO = Entry("responds-to", "Is an answer to it.", OWN, inverse="answered by")
    CORRECTS = Entry("corrects", "Mends an error in it.", SCHEMA, inverse="corrected by")
    CONSOLIDATES = Entry("consolidates", "Joins it with others in one text.", SCHEMA, inverse="consolidated by")
    COMMENCES = Entry("commences", "Brings it into force.", SCHEMA, inverse="commenced by")
    CHALLENGES = Entry("challenges", "Disputes it before a court or another authority.", OWN, inverse="challenged by")
    CONFLICTS_WITH = Entry("conflicts-with", "Asks for what it forbids, or the reverse.", OWN, inverse="conflicts with")
    COMPANION_TO = Entry("companion-to", "Is its counterpart in another body.", OCD, inverse="companion to")
    FOLLOWS = Entry("follows", "Comes after it in time; nothing is said of the cause.", OWN, inverse="followed by")


class EventKind(Term):
    """What kind of thing happened."""

    ANNOUNCEMENT = Entry("announcement", "Something was made known.", OCD)
    SIGNING = Entry("signing", "An instrument was signed.", OCD)
    ISSUANCE = Entry("issuance", "An instrument was given out.", SCHEMA)
    PUBLICATION = Entry("publication", "Something was published.", SCHEMA)
    HEARING = Entry("hearing", "A body heard witnesses.", OCD)
    VOTE = Entry("vote", "A body voted.", OCD)
    PROTEST = Entry("protest", "People showed publicly what they are against or for.")
    ENFORCEMENT_ACTION = Entry("enforcement-action", "An agency arrested, searched, fined or the like.")
    COURT_RULING = Entry("court-ruling", "A court decided.", OCD)
    PRESS_CONFERENCE = Entry("press-conference", "Somebody spoke before the press.")
    RECESS = Entry("recess", "A body did not sit for a time.")
    ELECTION = Entry("election", "An office was voted on.", OCD)
    MIGRATION = Entry("migration", "People moved to live in another place.")
    OTHER = Entry("other", "Something of another kind.", OCD)


class OrganizationClassification(Term):
    """What kind of organization it is."""

    GOVERNMENT = Entry("government", "A state, county, city or tribe as a whole.", OCD)
    EXECUTIVE = Entry("executive", "The executive branch of a government.", OCD)
    LEGISLATURE = Entry("legislature", "A body that makes laws.", OCD)
    UPPER_CHAMBER = Entry("upper-chamber", "A legislature's upper chamber.", OCD)
    LOWER_CHAMBER = Entry("lower-chamber", "A legislature's lower chamber.", OCD)
    COUNCIL = Entry("council", "The legislative body of a city, county or tribe.", OCD)
    COMMITTEE = Entry("committee", "A part of a body with a task.", OCD)
    PARTY = Entry("party", "A political party.", OCD)
    DEPARTMENT = Entry("department", "A main division of an executive.", OCD)
    AGENCY = Entry("agency", "A government office with a field of its own.", OCD)
    LAW_ENFORCEMENT = Entry("law-enforcement", "A police force or another agency that may arrest.")
    COURT = Entry("court", "A court of law.", OCD)
    COMMISSION = Entry("commission", "A body appointed for a task.", OCD)
    SCHOOL_DISTRICT = Entry("school-district", "A district that runs public schools.")
    TRIBAL_GOVERNMENT = Entry("tribal-government", "The government of a Native nation.")
    ADVOCACY_ORGANIZATION = Entry("advocacy-organization", "A group that works for a cause.")
    FAITH_ORGANIZATION = Entry("faith-organization", "A church or another religious body.")
    LABOR_UNION = Entry("labor-union", "A union of workers.")
    NEWS_ORGANIZATION = Entry("news-organization", "A newspaper, station or site that reports news.", SCHEMA)
    COMPANY = Entry("company", "A business.", OCD)
    COALITION = Entry("coalition", "Organizations that act together.")
    GROUP = Entry("group", "People or bodies that a source counts or describes, and does not name.")
    OTHER = Entry("other", "An organization of another kind.", OCD)


class SourceKind(Term):
    """What kind of source it is."""

    NEWS_ARTICLE = Entry("news-article", "An article of a news organization.", SCHEMA)
    OFFICIAL_DOCUMENT = Entry("official-document", "A document that a public body gave out.")
    PRESS_RELEASE = Entry("press-release", "A statement written for the press.")
    SOCIAL_POST = Entry("social-post", "A post on a social network.", SCHEMA)
    DATASET = Entry("dataset", "Structured data.", SCHEMA)
    RECORDING = Entry("recording", "Sound or pictures.", SCHEMA)
    OTHER = Entry("other", "A source of another kind.", SCHEMA)


class Basis(Term):
    """What kind of words an evidence rests on."""

    DOCUMENT_TEXT = Entry("document-text", "The words of the instrument itself.")
    OFFICIAL_RELEASE = Entry("official-release", "What its authority gave out about it.")
    NEWS_REPORT = Entry("news-report", "What a news organization reports as a fact.")
    TESTIMONY = Entry("testimony", "What somebody told, and the source passes on as theirs.")


class DatePrecision(Term):
    """How much of a date is written."""

    YEAR = Entry("year", "The year.", EDTF)
    MONTH = Entry("month", "The year and the month.", EDTF)
    DAY = Entry("day", "The year, the month and the day.", EDTF)
