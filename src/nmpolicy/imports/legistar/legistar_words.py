"""The words of Legistar's many cities, and their default meanings, which a mapping file can replace.

Names are compared without case, accents and punctuation. `*` matches any characters, and the first pattern decides.
"""

from collections.abc import Mapping
from types import MappingProxyType

#: The outcome of an action that is only a vote, such as one on a motion.
VOTE = "vote"
#: The meaning of actions: stages, or `vote`, or nothing.
ACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        name: tuple(outcome.split())
        for outcome, names in {
            "introduced in-committee": ("introduced and referred*", "introduced & referred*"),
            "introduced": ("introduced*", "direct introduction"),
            "in-committee": (
                "referred",
                "referred to comm*",
                "referred to *committee*",
                "re-referred",
                "re-referred to comm*",
                "re-referred to *committee*",
                "rereferred*",
                "recommitted*",
                "assigned to committee*",
            ),
            "passed-committee-unfavorably": (
                "recommended do not pass",
                "recommended for denial",
                "recommended for disapproval",
                "reported unfavorably*",
            ),
            "passed-committee-without-recommendation": (
                "*without recommendation",
                "*with no recommendation",
            ),
            "passed-committee-favorably": (
                "recommended to pass*",
                "recommended do pass*",
                "recommended for approval*",
                "recommended for adoption*",
                "recommended for passage*",
                "recommended approval*",
                "reported favorably*",
                "do pass*",
            ),
            "passed-committee": ("reported from committee", "reported out*", "forwarded from committee"),
            "vetoed": ("vetoed*", "disapproved by mayor", "disapproved by the mayor"),
            "veto-overridden": ("overridden*", "veto overridden*", "veto override passed"),
            "override-failed": ("veto sustained*", "veto override failed", "override failed*"),
            "signed": (
                "signed",
                "signed into law*",
                "signed by mayor*",
                "signed by the mayor*",
                "signed by county executive*",
                "signed by the county executive*",
                "approved by mayor",
                "approved by the mayor",
                "mayor approved",
            ),
            "became-law": ("city charter rule adopted", "became law*", "enacted*", "deemed approved*"),
            "failed": (
                "failed",
                "failed to pass*",
                "defeated*",
                "disapproved*",
                "p-c item disapproved by *",
                "denied",
                "rejected",
                "lost",
                "not adopted",
                "not approved",
            ),
            "withdrawn": ("withdrawn", "withdrawn by *", "withdrawn at *"),
            "adopted": ("adopted", "adopted as *", "adopted by *", "adopted on consent*", "adopted the resolution"),
            "passed": (
                "passed",
                "passed as *",
                "passed by *",
                "passed finally",
                "passed on final*",
                "finally passed*",
                "final passage*",
                "read and passed",
                "approved",
                "approve",
                "approved as *",
                "approved by council*",
                "approved by city council*",
                "approved by committee*",
                "approved by comm",
                "approved by subcommittee*",
                "approved for final passage",
                "approved on consent*",
                "approved on final*",
                "p-c item approved by *",
            ),
            "effective": ("effective", "took effect"),
            VOTE: ("motion*", "roll call*", "voted*", "reconsidered*", "amendment failed*"),
            "": (
                "add co-sponsor*",
                "amended*",
                "amendment proposed*",
                "bill signing scheduled*",
                "continued*",
                "deferred*",
                "discussed*",
                "filed*",
                "first reading*",
                "*hearing*",
                "heard*",
                "held*",
                "laid over*",
                "laid on the table",
                "no action*",
                "p-c item filed by *",
                "p-c item laid over by *",
                "placed on file",
                "postponed*",
                "public comment*",
                "published*",
                "received*",
                "recved from mayor*",
                "remove co-sponsor*",
                "returned unsigned*",
                "scheduled*",
                "second reading*",
                "sent to *",
                "substituted*",
                "tabled*",
                "third reading*",
                "withdrawn from agenda*",
                "withdrawn from the agenda*",
            ),
        }.items()
        for name in names
    }
)
#: The kinds of instruments that types of matters are.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "executive order": "executive-order",
        "executive orders": "executive-order",
        "mayoral executive order": "executive-order",
        "introduction": "bill",
        "*charter amendment*": "charter-amendment",
        "*ordinance*": "ordinance",
        "local law*": "ordinance",
        "*resolution*": "resolution",
        "*memorial*": "memorial",
        "bill": "bill",
        "* bill": "bill",
        "motion": "motion",
        "* motion": "motion",
    }
)
#: The ways in which members vote. A reason for not voting is kept next to its nearest term.
VOTES: Mapping[str, str] = MappingProxyType(
    {
        name: option
        for option, names in {
            "yes": ("affirmative", "aye", "ayes", "yea", "yeas", "yes", "for", "in favor", "favor", "rising vote"),
            "no": ("negative", "nay", "nays", "no", "noes", "against", "opposed", "oppose", "dissent"),
            "abstain": ("abstain", "abstained", "abstention", "abstaining", "present"),
            "absent": ("absent", "not present", "absent(nv)", "absent (nv)"),
            "excused": (
                "excused",
                "absent(excused)",
                "absent (excused)",
                "excused absence",
                "medical",
                "maternity",
                "paternity",
                "parental",
                "bereavement",
                "jury duty",
                "leave",
                "conflict",
                "recused",
                "recuse",
                "recusal",
                "disqualified",
            ),
            "not-voting": ("non-voting", "not voting", "nonvoting", "did not vote", "no vote"),
            "paired": ("paired",),
        }.items()
        for name in names
    }
)
#: The votes whose words add nothing to their term.
PLAIN_VOTES = frozenset(
    each for each, option in VOTES.items() if option in {"yes", "no", "paired"} or each[:7] in {"abstain", "absent"}
) | {"abstention", "excused", "not voting", "non-voting", "nonvoting", "did not vote", "not present", "no vote"}
#: The offices whose approval is a signature, and whose disapproval is a veto.
CHIEF_EXECUTIVES = frozenset({"mayor", "the mayor", "county executive", "office of the mayor", "mayor's office"})
#: The classification of a body by the words of its type or name, the first that fits.
BODY_CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "primary legislative body": "council",
        "*committee*": "committee",
        "council": "council",
        "city council": "council",
        "county council": "council",
        "town council": "council",
        "common council": "council",
        "metropolitan council": "council",
        "council of the *": "council",
        "board of supervisors": "council",
        "board of aldermen": "council",
        "board of alders": "council",
        "county board": "council",
        "county board of supervisors": "council",
        "board of county commissioners": "council",
        "*commission": "commission",
        "commission *": "commission",
        "task force *": "commission",
        "*department*": "department",
        "administration": "executive",
        "office of the mayor": "executive",
        "mayor's office": "executive",
    }
)
#: Days that databases use as placeholders for a missing date.
NO_DATES = frozenset({"0001-01-01", "1753-01-01", "1899-12-30", "1900-01-01", "9999-12-31"})
