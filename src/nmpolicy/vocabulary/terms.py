"""The controlled vocabularies: every term with its definition and the standard that it comes from.

The vocabulary page of the documentation and the module `literals` are generated from this module.
"""

from nmpolicy.vocabulary.definitions import (
    AKN,
    EDTF,
    ELI,
    IG,
    OCD,
    OWN,
    POPOLO,
    RULEML,
    SCHEMA,
    SEMEVAL,
    Definition,
    Term,
)


class OrderKind(Term):
    """The kind of executive instrument that an order is."""

    EXECUTIVE_ORDER = Definition(
        "executive-order",
        "A standing order of a chief executive, such as a mayor or governor, to the offices under them.",
        SCHEMA,
    )
    EMERGENCY_ORDER = Definition(
        "emergency-order", "An order under emergency powers, usually with an end date.", SCHEMA
    )
    PROCLAMATION = Definition(
        "proclamation", "A formal public announcement by an executive, such as a declaration of emergency.", SCHEMA
    )
    ADMINISTRATIVE_INSTRUCTION = Definition(
        "administrative-instruction", "An internal working rule that a chief administrator sets for staff."
    )
    DIRECTIVE = Definition("directive", "An instruction to take a specific action.", SCHEMA)
    MEMORANDUM = Definition("memorandum", "A written instruction or policy that is not in the form of an order.")
    DESIGNATION = Definition("designation", "Puts places, persons or things on a list or gives them a status.")
    REGULATION = Definition("regulation", "A general rule that an agency makes under a law.", SCHEMA)
    AGREEMENT = Definition(
        "agreement", "An agreement that binds a public body, such as a settlement or a consent decree."
    )
    OTHER = Definition("other", "Another kind of executive instrument.", OCD)


class MeasureKind(Term):
    """The kind of legislative instrument that a measure is."""

    ORDINANCE = Definition("ordinance", "A local law.", OCD)
    RESOLUTION = Definition("resolution", "A formal expression of a body's will or policy.", OCD)
    MEMORIAL = Definition("memorial", "A body's formal request or tribute, without the force of law.", OCD)
    BILL = Definition("bill", "A proposed law before a legislature.", OCD)
    STATUTE = Definition("statute", "A law enacted by a legislature.")
    CHARTER_AMENDMENT = Definition("charter-amendment", "A change to the founding law of a city or county.")
    MOTION = Definition("motion", "A proposal that a body decides on the spot.", OCD)
    OTHER = Definition("other", "Another kind of legislative instrument.", OCD)


class Stage(Term):
    """A stage that an instrument reaches."""

    ANNOUNCED = Definition("announced", "Publicly announced by someone involved in it.")
    PROPOSED = Definition("proposed", "Published for comment before any formal step.", AKN)
    INTRODUCED = Definition("introduced", "Formally submitted to a body.", OCD)
    IN_COMMITTEE = Definition("in-committee", "Referred to a committee.", OCD)
    PASSED_COMMITTEE = Definition(
        "passed-committee", "Approved by a committee; whether with a recommendation is not known.", OCD
    )
    PASSED_COMMITTEE_FAVORABLY = Definition(
        "passed-committee-favorably", "Sent on by a committee, which recommends that it pass.", OCD
    )
    PASSED_COMMITTEE_UNFAVORABLY = Definition(
        "passed-committee-unfavorably", "Sent on by a committee, which recommends that it not pass.", OCD
    )
    PASSED_COMMITTEE_WITHOUT_RECOMMENDATION = Definition(
        "passed-committee-without-recommendation", "Sent on by a committee without a recommendation.", OCD
    )
    FAILED_COMMITTEE = Definition("failed-committee", "Rejected by a committee.", OCD)
    PASSED = Definition("passed", "Approved by a vote of a body.", OCD)
    FAILED = Definition("failed", "Rejected by a vote of a body.", OCD)
    WITHDRAWN = Definition("withdrawn", "Withdrawn by its sponsor.", OCD)
    DISMISSED = Definition("dismissed", "Rejected by a court before it took effect.")
    VETOED = Definition("vetoed", "Rejected by the executive.", OCD)
    VETO_OVERRIDDEN = Definition("veto-overridden", "Approved by the body despite a veto.", OCD)
    OVERRIDE_FAILED = Definition("override-failed", "Failed to be approved by the body despite a veto.", OCD)
    SIGNED = Definition("signed", "Signed by the executive.", OCD)
    ISSUED = Definition("issued", "Officially issued by its authority.", SCHEMA)
    ADOPTED = Definition("adopted", "Finally approved by its body, where no executive approval is needed.", OCD)
    BECAME_LAW = Definition("became-law", "Became law, with or without a signature.", OCD)
    EFFECTIVE = Definition("effective", "Took legal effect.", SCHEMA)
    SUSPENDED = Definition("suspended", "Temporarily without legal force.", AKN)
    REINSTATED = Definition("reinstated", "Back in force after a suspension.", AKN)
    AMENDED = Definition("amended", "Its wording was changed by another instrument.", AKN)
    EXPIRED = Definition("expired", "Ended on a date or at a time set in advance.", AKN)
    RESCINDED = Definition("rescinded", "Canceled by the authority that issued it.", AKN)
    REPEALED = Definition("repealed", "Ended by a later instrument.", AKN)
    SUPERSEDED = Definition("superseded", "Replaced by a later instrument.", AKN)
    STRUCK_DOWN = Definition("struck-down", "Declared void by a court.")


class Deontic(Term):
    """The force of a provision: it requires, forbids or allows an act."""

    OBLIGATION = Definition("obligation", "They must do it.", RULEML)
    PROHIBITION = Definition("prohibition", "They must not do it.", RULEML)
    PERMISSION = Definition("permission", "They may do it.", RULEML)
    RIGHT = Definition("right", "They are entitled to it.", RULEML)
    RECOMMENDATION = Definition("recommendation", "They should do it, but are not required to.")


class ProvisionKind(Term):
    """The kind of provision: it regulates conduct, or it establishes a fact or status."""

    REGULATIVE = Definition("regulative", "Says who must, may or must not do what.", IG)
    CONSTITUTIVE = Definition("constitutive", "Defines, creates or declares something.", IG)


class ProvisionFunction(Term):
    """The role of a provision in its instrument."""

    RECITAL = Definition("recital", "Gives a reason or background.", AKN)
    DECLARATION = Definition("declaration", "States a position of its authority.")
    DEFINITION = Definition("definition", "Defines a term.", AKN)
    DELEGATION = Definition("delegation", "Assigns a power or a task to someone.")
    REPORTING = Definition("reporting", "Requires someone to be informed.")
    TRANSPARENCY = Definition("transparency", "Makes information public.")
    PENALTY = Definition("penalty", "Sets the consequence of a violation.", AKN)
    APPROPRIATION = Definition("appropriation", "Sets money aside for a purpose.", AKN)
    COMMENCEMENT = Definition("commencement", "Sets when something takes effect.", AKN)
    REPEAL = Definition("repeal", "Ends another instrument or a part of it.", AKN)
    SEVERABILITY = Definition("severability", "Keeps the rest in force if a part is struck down.")


class ProvisionCoverage(Term):
    """The part of an instrument's provisions that the collection records."""

    ALL = Definition("all", "Each provision of the instrument is recorded.")
    SOME = Definition("some", "Only some provisions are recorded, such as those that a report calls the key ones.")


class LogicalOperator(Term):
    """The way in which the items of a list combine."""

    AND = Definition("and", "All of them.", IG)
    OR = Definition("or", "One or more of them.", IG)
    XOR = Definition("xor", "Exactly one of them.", IG)


class VoteOption(Term):
    """The way in which a member voted, or the reason why not."""

    YES = Definition("yes", "Voted in favor.", OCD)
    NO = Definition("no", "Voted against.", OCD)
    ABSTAIN = Definition("abstain", "Was present and declined to vote either way.", OCD)
    ABSENT = Definition("absent", "Was absent.", OCD)
    EXCUSED = Definition("excused", "Was absent or did not vote, with leave of the body.", OCD)
    NOT_VOTING = Definition("not-voting", "Did not vote, for a reason that is not recorded.", OCD)
    PAIRED = Definition("paired", "Did not vote, by agreement with a member on the other side.", OCD)


class VoteRequirement(Term):
    """The share of the votes that a motion needs in order to pass."""

    SIMPLE_MAJORITY = Definition("simple-majority", "More votes in favor than against.", POPOLO)
    ABSOLUTE_MAJORITY = Definition("absolute-majority", "More than half of all members.")
    THREE_FIFTHS = Definition("three-fifths", "At least three fifths of the votes or of the members.")
    TWO_THIRDS = Definition("two-thirds", "At least two thirds of the votes or of the members.")
    THREE_QUARTERS = Definition("three-quarters", "At least three quarters of the votes or of the members.")
    UNANIMITY = Definition("unanimity", "No vote against.")


class Stance(Term):
    """The position that a statement takes on one target."""

    SUPPORT = Definition("support", "Speaks in favor of it.", SEMEVAL)
    OPPOSE = Definition("oppose", "Speaks against it.", SEMEVAL)
    MIXED = Definition("mixed", "Supports one part of it and opposes another.")
    NEUTRAL = Definition("neutral", "Discusses it without taking sides.", SEMEVAL)
    UNCLEAR = Definition("unclear", "Takes a side, but the source does not show which.")


class Objection(Term):
    """The main objection that a statement raises."""

    TOO_FAR = Definition("too-far", "It goes too far.")
    NOT_FAR_ENOUGH = Definition("not-far-enough", "It does not go far enough.")
    PROCEDURAL = Definition("procedural", "It was made in the wrong way.")
    OTHER = Definition("other", "Another objection.")


class StatementMode(Term):
    """The way in which the source presents a statement."""

    DIRECT_QUOTATION = Definition("direct-quotation", "Quoted in full sentences.", AKN)
    MIXED_QUOTATION = Definition("mixed-quotation", "Paraphrased, with some of the speaker's own words.", AKN)
    INDIRECT_QUOTATION = Definition("indirect-quotation", "Paraphrased in the source's words.", AKN)
    DOCUMENT_TEXT = Definition("document-text", "Taken from the text of a document.", AKN)


class Medium(Term):
    """The channel through which a statement was made."""

    INTERVIEW = Definition("interview", "Said to a reporter.", SCHEMA)
    PRESS_CONFERENCE = Definition("press-conference", "Said at a press conference.")
    CEREMONY = Definition("ceremony", "Said at a signing or another formal occasion.")
    PRESS_RELEASE = Definition("press-release", "Published in a press release.", SCHEMA)
    SOCIAL_MEDIA = Definition("social-media", "Posted on a social network.", SCHEMA)
    LETTER = Definition("letter", "Written in a letter, open or private.", SCHEMA)
    HEARING = Definition("hearing", "Said at a public hearing.", OCD)
    REPORT = Definition("report", "Written in a report.", SCHEMA)
    OTHER = Definition("other", "Another channel.")


class RelationKind(Term):
    """The action of one record on another, or what it says about it."""

    AMENDS = Definition("amends", "Changes its wording.", SCHEMA, inverse="amended by")
    REPEALS = Definition("repeals", "Ends its legal force.", SCHEMA, inverse="repealed by")
    RESCINDS = Definition("rescinds", "Cancels it, by the authority that issued it.", AKN, inverse="rescinded by")
    SUPERSEDES = Definition("supersedes", "Replaces it from now on.", AKN, inverse="superseded by")
    REPLACES = Definition(
        "replaces", "Replaces it before it was ever in force, or as a newer version of it.", OCD, inverse="replaced by"
    )
    EXTENDS = Definition("extends", "Prolongs the time that it is in force.", AKN, inverse="extended by")
    SUSPENDS = Definition("suspends", "Temporarily removes its legal force.", AKN, inverse="suspended by")
    LIFTS = Definition("lifts", "Ends its suspension, or the suspension that it imposes.", OWN, inverse="lifted by")
    ANNULS = Definition("annuls", "Declares it void, as a court does.", ELI, inverse="annulled by")
    UPHOLDS = Definition(
        "upholds",
        "Finds that it is lawful and leaves it in force; affirms it, if it is a ruling.",
        OWN,
        inverse="upheld by",
    )
    ESTABLISHES = Definition("establishes", "Creates the office or the organization.", OWN, inverse="established by")
    IMPLEMENTS = Definition("implements", "Carries it out.", SCHEMA, inverse="implemented by")
    CODIFIES = Definition("codifies", "Writes its content into a code of law.", OWN, inverse="codified by")
    REAFFIRMS = Definition("reaffirms", "States that it still applies.", OWN, inverse="reaffirmed by")
    EXPANDS = Definition("expands", "Adds to what it covers and leaves it in force.", OWN, inverse="expanded by")
    CITES = Definition("cites", "Mentions it.", SCHEMA, inverse="cited by")
    RESPONDS_TO = Definition("responds-to", "Responds to it.", OWN, inverse="answered by")
    CORRECTS = Definition("corrects", "Corrects an error in it.", SCHEMA, inverse="corrected by")
    CONSOLIDATES = Definition(
        "consolidates", "Combines it with others into one text.", SCHEMA, inverse="consolidated by"
    )
    COMMENCES = Definition("commences", "Brings it into force.", SCHEMA, inverse="commenced by")
    CHALLENGES = Definition(
        "challenges",
        "Disputes it before a court or another authority; appeals it, if it is a ruling.",
        OWN,
        inverse="challenged by",
    )
    CONFLICTS_WITH = Definition(
        "conflicts-with", "Requires what it forbids, or forbids what it requires.", OWN, inverse="conflicts with"
    )
    COMPANION_TO = Definition("companion-to", "Is the matching measure in another body.", OCD, inverse="companion to")
    FOLLOWS = Definition(
        "follows", "Comes after it in time; does not imply that one caused the other.", OWN, inverse="followed by"
    )


class EventKind(Term):
    """The kind of event."""

    ANNOUNCEMENT = Definition("announcement", "Something was announced.", OCD)
    SIGNING = Definition("signing", "An instrument was signed.", OCD)
    ISSUANCE = Definition("issuance", "An instrument was officially issued.", SCHEMA)
    PUBLICATION = Definition("publication", "Something was published.", SCHEMA)
    HEARING = Definition("hearing", "A body heard testimony.", OCD)
    VOTE = Definition("vote", "A body voted.", OCD)
    PROTEST = Definition("protest", "People demonstrated publicly for or against something.")
    ENFORCEMENT_ACTION = Definition(
        "enforcement-action", "An agency arrested, searched or fined someone, or took similar action."
    )
    INVESTIGATION = Definition("investigation", "A public body investigated someone.")
    COURT_FILING = Definition("court-filing", "A lawsuit, an appeal or a motion was filed with a court.")
    COURT_RULING = Definition("court-ruling", "A court issued a ruling.", OCD)
    PRESS_CONFERENCE = Definition("press-conference", "Someone held a press conference.")
    RECESS = Definition("recess", "A body was not in session for a time.")
    ELECTION = Definition("election", "Voters or a body elected someone to an office.", OCD)
    MIGRATION = Definition("migration", "People moved to another place to live.")
    OTHER = Definition("other", "Another kind of event.", OCD)


class OrganizationClassification(Term):
    """The kind of organization."""

    GOVERNMENT = Definition("government", "The government of a state, county, city or tribe as a whole.", OCD)
    EXECUTIVE = Definition("executive", "The executive branch of a government.", OCD)
    LEGISLATURE = Definition("legislature", "A body that makes laws.", OCD)
    UPPER_CHAMBER = Definition("upper-chamber", "The upper chamber of a legislature, such as a senate.", OCD)
    LOWER_CHAMBER = Definition(
        "lower-chamber", "The lower chamber of a legislature, such as a house of representatives.", OCD
    )
    COUNCIL = Definition("council", "The legislative body of a city, county or tribe.", OCD)
    COMMITTEE = Definition("committee", "A part of a body with a specific task.", OCD)
    PARTY = Definition("party", "A political party.", OCD)
    DEPARTMENT = Definition("department", "A main division of an executive branch.", OCD)
    AGENCY = Definition("agency", "A government office with its own field of work.", OCD)
    LAW_ENFORCEMENT = Definition("law-enforcement", "A police force or another agency with the power of arrest.")
    COURT = Definition("court", "A court of law.", OCD)
    COMMISSION = Definition("commission", "A body appointed for a specific task.", OCD)
    SCHOOL_DISTRICT = Definition("school-district", "A district that runs public schools.")
    TRIBAL_GOVERNMENT = Definition("tribal-government", "The government of a Native nation.")
    ADVOCACY_ORGANIZATION = Definition("advocacy-organization", "A group that works for a cause.")
    FAITH_ORGANIZATION = Definition("faith-organization", "A church or another religious organization.")
    LABOR_UNION = Definition("labor-union", "A union of workers.")
    NEWS_ORGANIZATION = Definition("news-organization", "A newspaper, station or website that reports news.", SCHEMA)
    COMPANY = Definition("company", "A business.", OCD)
    COALITION = Definition("coalition", "Organizations that act together.")
    GROUP = Definition("group", "Unnamed people or organizations that a source counts or describes.")
    OTHER = Definition("other", "Another kind of organization.", OCD)


class SourceKind(Term):
    """The kind of source."""

    NEWS_ARTICLE = Definition("news-article", "An article by a news organization.", SCHEMA)
    OFFICIAL_DOCUMENT = Definition("official-document", "A document published by a public body.")
    PRESS_RELEASE = Definition("press-release", "A statement written for the press.")
    SOCIAL_POST = Definition("social-post", "A post on a social network.", SCHEMA)
    DATASET = Definition("dataset", "Structured data.", SCHEMA)
    RECORDING = Definition("recording", "An audio or video recording.", SCHEMA)
    OTHER = Definition("other", "Another kind of source.", SCHEMA)


class Basis(Term):
    """The kind of text that the evidence comes from."""

    DOCUMENT_TEXT = Definition("document-text", "The text of the instrument itself.")
    OFFICIAL_RELEASE = Definition("official-release", "A release about it by its authority.")
    NEWS_REPORT = Definition("news-report", "A fact reported by a news organization.")
    TESTIMONY = Definition("testimony", "Someone's account, which the source attributes to them.")


class DatePrecision(Term):
    """The precision of a date."""

    YEAR = Definition("year", "Only the year is known.", EDTF)
    MONTH = Definition("month", "The year and the month are known.", EDTF)
    DAY = Definition("day", "The exact day is known.", EDTF)
