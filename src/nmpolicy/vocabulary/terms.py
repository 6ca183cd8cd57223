"""The controlled vocabularies: each term with its definition and where it comes from.

The codebook in the documentation is made from this module.
"""

from enum import StrEnum
from typing import Self

from nmpolicy.errors import InvalidTermError, InvalidTypeError, did_you_mean, nearest

OCD = "Open Civic Data"
POPOLO = "Popolo 1.0"
SCHEMA = "schema.org"
AKN = "Akoma Ntoso 3.0"
IG = "Institutional Grammar 2.0"
RULEML = "LegalRuleML 1.0"
SEMEVAL = "SemEval-2016 task 6"
EDTF = "ISO 8601-2"
OWN = "nmpolicy"


class Term(StrEnum):
    """A word of a controlled vocabulary. It is text, and knows its definition and its source.

    >>> Stance("support").definition
    'Speaks for it.'
    >>> Stance("suport")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidTermError: 'suport' is no Stance; did you mean 'support'? Allowed: support, oppose, mixed, neutral, unclear
    """

    _value_: str  # else a checker takes a member's value for the whole row
    #: What the term says of a record that bears it.
    definition: str
    #: The standard that the term is from; `nmpolicy` where it is our own.
    source: str

    def __new__(cls, value: str, definition: str = "", source: str = OWN) -> Self:
        """A member with its definition and source."""
        return cls._member(value, definition, source)

    @classmethod
    def _member(cls, value: str, definition: str, source: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.definition = definition
        member.source = source
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self:
        if not isinstance(value, str):
            raise InvalidTypeError(f"expected {cls.__name__} as text, not {type(value).__name__}")
        hint = did_you_mean(nearest(value, cls)) or "."
        raise InvalidTermError(f"{value[:60]!r} is no {cls.__name__}{hint} Allowed: {', '.join(cls)}")


class OrderKind(Term):
    """What kind of executive instrument an order is."""

    EXECUTIVE_ORDER = "executive-order", "A standing order of a chief executive to the offices under them.", SCHEMA
    EMERGENCY_ORDER = "emergency-order", "An order under powers that an emergency opens, usually with an end.", SCHEMA
    PROCLAMATION = "proclamation", "A formal public announcement that a state of things holds.", SCHEMA
    ADMINISTRATIVE_INSTRUCTION = "administrative-instruction", "A chief administrator's working rule for staff."
    DIRECTIVE = "directive", "An instruction to do a particular thing.", SCHEMA
    MEMORANDUM = "memorandum", "A written instruction or policy without the form of an order."
    DESIGNATION = "designation", "Puts places, persons or things on a list or under a status."
    REGULATION = "regulation", "A general rule that an agency makes under a law.", SCHEMA
    OTHER = "other", "An executive instrument of another kind.", OCD


class MeasureKind(Term):
    """What kind of legislative instrument a measure is."""

    ORDINANCE = "ordinance", "A local law.", OCD
    RESOLUTION = "resolution", "A body's formal expression of its will or policy.", OCD
    MEMORIAL = "memorial", "A body's formal request or tribute, without the force of law.", OCD
    BILL = "bill", "A law proposed to a legislature.", OCD
    STATUTE = "statute", "A law in force that a legislature has made."
    CHARTER_AMENDMENT = "charter-amendment", "A change to a city's or county's founding law."
    MOTION = "motion", "A proposal on which a body decides at once.", OCD
    OTHER = "other", "A legislative instrument of another kind.", OCD


class Stage(Term):
    """A stage that an instrument reaches."""

    ANNOUNCED = "announced", "Somebody with a part in it said publicly that it will come."
    PROPOSED = "proposed", "Laid open for comment before any formal step.", AKN
    INTRODUCED = "introduced", "Formally before a body.", OCD
    IN_COMMITTEE = "in-committee", "Referred to a committee.", OCD
    PASSED = "passed", "Approved by a body's vote.", OCD
    FAILED = "failed", "Rejected by a body's vote.", OCD
    WITHDRAWN = "withdrawn", "Taken back by its sponsor.", OCD
    VETOED = "vetoed", "Refused by the executive.", OCD
    VETO_OVERRIDDEN = "veto-overridden", "Approved by the body over a veto.", OCD
    SIGNED = "signed", "Signed by the executive.", OCD
    ISSUED = "issued", "Given out by its authority.", SCHEMA
    ADOPTED = "adopted", "Made final by its body, where no executive takes part.", OCD
    BECAME_LAW = "became-law", "Made into law, signed or not.", OCD
    EFFECTIVE = "effective", "Its force begins.", SCHEMA
    SUSPENDED = "suspended", "Its force is interrupted.", AKN
    REINSTATED = "reinstated", "Its force is taken up again after an interruption.", AKN
    AMENDED = "amended", "Its words are changed by another instrument.", AKN
    EXPIRED = "expired", "Its force ends at a time set in advance.", AKN
    RESCINDED = "rescinded", "Taken back by its authority.", AKN
    REPEALED = "repealed", "Ended by a later instrument.", AKN
    SUPERSEDED = "superseded", "Replaced by a later instrument.", AKN
    STRUCK_DOWN = "struck-down", "Held void by a court."


class Deontic(Term):
    """What a provision makes of an act for those it addresses."""

    OBLIGATION = "obligation", "They must do it.", RULEML
    PROHIBITION = "prohibition", "They must not do it.", RULEML
    PERMISSION = "permission", "They may do it.", RULEML
    RIGHT = "right", "They can demand it.", RULEML
    RECOMMENDATION = "recommendation", "They should do it, and are not bound to."


class ProvisionKind(Term):
    """Whether a provision rules what actors do, or says what is so."""

    REGULATIVE = "regulative", "Says who must, may or must not do what.", IG
    CONSTITUTIVE = "constitutive", "Makes or says that something is so.", IG


class ProvisionFunction(Term):
    """What a provision does in its instrument."""

    RECITAL = "recital", "Gives a reason or a background.", AKN
    DECLARATION = "declaration", "States a position of its authority."
    DEFINITION = "definition", "Fixes what a word means.", AKN
    DELEGATION = "delegation", "Hands a power or a task to somebody."
    REPORTING = "reporting", "Has somebody told of something."
    TRANSPARENCY = "transparency", "Opens information to the public."
    PENALTY = "penalty", "Sets what follows on a breach.", AKN
    APPROPRIATION = "appropriation", "Gives money to a purpose.", AKN
    COMMENCEMENT = "commencement", "Sets when force begins.", AKN
    REPEAL = "repeal", "Ends another instrument or a part of it.", AKN
    SEVERABILITY = "severability", "Keeps the rest if a part is void."


class Stance(Term):
    """Where a statement stands towards one thing."""

    SUPPORT = "support", "Speaks for it.", SEMEVAL
    OPPOSE = "oppose", "Speaks against it.", SEMEVAL
    MIXED = "mixed", "Speaks for a part of it and against another."
    NEUTRAL = "neutral", "Speaks of it and takes no side.", SEMEVAL
    UNCLEAR = "unclear", "Takes a side, but the source does not show which."


class Objection(Term):
    """What a statement holds against a thing."""

    TOO_FAR = "too-far", "It does more than it should."
    NOT_FAR_ENOUGH = "not-far-enough", "It does less than it should."
    PROCEDURAL = "procedural", "It came about in a wrong way."
    OTHER = "other", "Something else is held against it."


class StatementMode(Term):
    """How the source gives a statement's words."""

    DIRECT_QUOTATION = "direct-quotation", "In the speaker's words, as whole sentences.", AKN
    MIXED_QUOTATION = "mixed-quotation", "Reported, with some of the speaker's words.", AKN
    INDIRECT_QUOTATION = "indirect-quotation", "Reported in the source's words.", AKN
    DOCUMENT_TEXT = "document-text", "The words of a document.", AKN


class Medium(Term):
    """Through which channel a statement was made."""

    INTERVIEW = "interview", "Told to a reporter.", SCHEMA
    PRESS_CONFERENCE = "press-conference", "Spoken before the press."
    CEREMONY = "ceremony", "Spoken at a signing or another formal occasion."
    PRESS_RELEASE = "press-release", "A written statement given to the press.", SCHEMA
    SOCIAL_MEDIA = "social-media", "Posted on a social network.", SCHEMA
    LETTER = "letter", "A letter to somebody, open or not.", SCHEMA
    HEARING = "hearing", "Spoken before a body that hears witnesses.", OCD
    REPORT = "report", "Written in a report.", SCHEMA
    OTHER = "other", "Another channel."


class RelationKind(Term):
    """What one record does to another, or says of it."""

    #: The relation's name as its object reads it.
    inverse: str

    def __new__(cls, value: str, inverse: str = "", definition: str = "", source: str = OWN) -> Self:
        """A member with the name of its inverse, its definition and source."""
        member = cls._member(value, definition, source)
        member.inverse = inverse
        return member

    AMENDS = "amends", "amended by", "Changes its words.", SCHEMA
    REPEALS = "repeals", "repealed by", "Ends its force.", SCHEMA
    RESCINDS = "rescinds", "rescinded by", "Takes it back by the authority that gave it.", AKN
    SUPERSEDES = "supersedes", "superseded by", "Stands in its place from now on.", AKN
    REPLACES = "replaces", "replaced by", "Takes its place before it was ever in force, or in a later version.", OCD
    EXTENDS = "extends", "extended by", "Lengthens the time of its force.", AKN
    SUSPENDS = "suspends", "suspended by", "Interrupts its force.", AKN
    IMPLEMENTS = "implements", "implemented by", "Carries it out.", SCHEMA
    CODIFIES = "codifies", "codified by", "Puts its content into a code of law."
    REAFFIRMS = "reaffirms", "reaffirmed by", "Says that it still holds."
    EXPANDS = "expands", "expanded by", "Adds to what it covers, and leaves it standing."
    CITES = "cites", "cited by", "Names it.", SCHEMA
    RESPONDS_TO = "responds-to", "answered by", "Is an answer to it."
    CORRECTS = "corrects", "corrected by", "Mends an error in it.", SCHEMA
    CONSOLIDATES = "consolidates", "consolidated by", "Joins it with others in one text.", SCHEMA
    COMMENCES = "commences", "commenced by", "Brings it into force.", SCHEMA
    CHALLENGES = "challenges", "challenged by", "Disputes it before a court or another authority."
    CONFLICTS_WITH = "conflicts-with", "conflicts with", "Asks for what it forbids, or the reverse."
    COMPANION_TO = "companion-to", "companion to", "Is its counterpart in another body.", OCD
    FOLLOWS = "follows", "followed by", "Comes after it in time; nothing is said of the cause."


class EventKind(Term):
    """What kind of thing happened."""

    ANNOUNCEMENT = "announcement", "Something was made known.", OCD
    SIGNING = "signing", "An instrument was signed.", OCD
    ISSUANCE = "issuance", "An instrument was given out.", SCHEMA
    PUBLICATION = "publication", "Something was published.", SCHEMA
    HEARING = "hearing", "A body heard witnesses.", OCD
    VOTE = "vote", "A body voted.", OCD
    PROTEST = "protest", "People showed publicly what they are against or for."
    ENFORCEMENT_ACTION = "enforcement-action", "An agency arrested, searched, fined or the like."
    COURT_RULING = "court-ruling", "A court decided.", OCD
    PRESS_CONFERENCE = "press-conference", "Somebody spoke before the press."
    RECESS = "recess", "A body did not sit for a time."
    ELECTION = "election", "An office was voted on.", OCD
    MIGRATION = "migration", "People moved to live in another place."
    OTHER = "other", "Something of another kind.", OCD


class OrganizationClassification(Term):
    """What kind of organization it is."""

    GOVERNMENT = "government", "A state, county, city or tribe as a whole.", OCD
    EXECUTIVE = "executive", "The executive branch of a government.", OCD
    LEGISLATURE = "legislature", "A body that makes laws.", OCD
    UPPER_CHAMBER = "upper-chamber", "A legislature's upper chamber.", OCD
    LOWER_CHAMBER = "lower-chamber", "A legislature's lower chamber.", OCD
    COUNCIL = "council", "The legislative body of a city, county or tribe.", OCD
    COMMITTEE = "committee", "A part of a body with a task.", OCD
    PARTY = "party", "A political party.", OCD
    DEPARTMENT = "department", "A main division of an executive.", OCD
    AGENCY = "agency", "A government office with a field of its own.", OCD
    LAW_ENFORCEMENT = "law-enforcement", "A police force or another agency that may arrest."
    COURT = "court", "A court of law.", OCD
    COMMISSION = "commission", "A body appointed for a task.", OCD
    SCHOOL_DISTRICT = "school-district", "A district that runs public schools."
    TRIBAL_GOVERNMENT = "tribal-government", "The government of a Native nation."
    ADVOCACY_ORGANIZATION = "advocacy-organization", "A group that works for a cause."
    FAITH_ORGANIZATION = "faith-organization", "A church or another religious body."
    LABOR_UNION = "labor-union", "A union of workers."
    NEWS_ORGANIZATION = "news-organization", "A newspaper, station or site that reports news.", SCHEMA
    COMPANY = "company", "A business.", OCD
    COALITION = "coalition", "Organizations that act together."
    GROUP = "group", "People or bodies that a source counts or describes, and does not name."
    OTHER = "other", "An organization of another kind.", OCD


class SourceKind(Term):
    """What kind of source it is."""

    NEWS_ARTICLE = "news-article", "An article of a news organization.", SCHEMA
    OFFICIAL_DOCUMENT = "official-document", "A document that a public body gave out."
    PRESS_RELEASE = "press-release", "A statement written for the press."
    SOCIAL_POST = "social-post", "A post on a social network.", SCHEMA
    DATASET = "dataset", "Structured data.", SCHEMA
    RECORDING = "recording", "Sound or pictures.", SCHEMA
    OTHER = "other", "A source of another kind.", SCHEMA


class Basis(Term):
    """What kind of words an evidence rests on."""

    DOCUMENT_TEXT = "document-text", "The words of the instrument itself."
    OFFICIAL_RELEASE = "official-release", "What its authority gave out about it."
    NEWS_REPORT = "news-report", "What a news organization reports as a fact."
    TESTIMONY = "testimony", "What somebody told, and the source passes on as theirs."


class DatePrecision(Term):
    """How much of a date is written."""

    YEAR = "year", "The year.", EDTF
    MONTH = "month", "The year and the month.", EDTF
    DAY = "day", "The year, the month and the day.", EDTF
