"""Words that other formats and newcomers use for our terms. They only make suggestions."""

from collections.abc import Mapping
from types import MappingProxyType

#: The term that a word means in each vocabulary.
TERMS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        vocabulary: MappingProxyType({word: term for term, words in terms.items() for word in words.split()})
        for vocabulary, terms in {
            "OrderKind": {
                "executive-order": (
                    "decree order exec-order eo executive decreto orden orden-ejecutiva mayoral-order edict mandate"
                ),
                "emergency-order": (
                    "emergency emergency-executive-order state-of-emergency emergency-declaration "
                    "declaration-of-emergency emergency-proclamation public-health-order health-order"
                ),
                "proclamation": "declaration",
                "administrative-instruction": "administrative-order instruction ai circular portaria",
                "directive": "executive-directive policy-directive",
                "memorandum": "memo executive-memorandum",
                "designation": "appointment",
                "regulation": "rule",
                "agreement": "consent-decree settlement settlement-agreement memorandum-of-understanding mou contract",
            },
            "MeasureKind": {
                "ordinance": "by-law bylaw local-law",
                "statute": "law act public-law ley lei code",
                "bill": "draft-law",
                "charter-amendment": "amendment charter",
                "resolution": "joint-resolution concurrent-resolution",
            },
            "Stage": {
                "rescinded": "revoked revoke cancelled canceled annulled terminated rescission revocation",
                "repealed": "abrogated",
                "expired": "lapsed lapse ended sunset expiration",
                "signed": "executed dated signature",
                "announced": "unveiled announcement",
                "proposed": "proposal",
                "issued": "published promulgated released",
                "became-law": "enacted enact enactment law",
                "passed": "passage approved approval",
                "failed": "rejected defeated died",
                "introduced": "filed introduction read first-reading",
                "in-committee": "referred committee referral",
                "effective": "in-force commenced entered-into-force took-effect takes-effect",
                "amended": "modified changed",
                "struck-down": "void voided invalidated overturned overruled",
                "superseded": "replaced",
                "suspended": "stayed enjoined",
                "veto-overridden": "override overridden",
                "vetoed": "veto pocket-veto",
                "withdrawn": "withdrew",
                "dismissed": "dismissal thrown-out",
            },
            "RelationKind": {
                "rescinds": "revokes cancels",
                "amends": "modifies changes",
                "cites": "references mentions refers-to",
                "extends": "prolongs renews continues",
                "suspends": "stays enjoins",
                "repeals": "abrogates",
                "implements": "executes",
                "upholds": "affirms confirms",
                "annuls": "vacates voids invalidates overturns quashes",
                "supersedes": "overrides",
            },
            "VoteOption": {
                "yes": "yea aye for favor favour in-favor in-favour affirmative y si sí sim",
                "no": "nay noe against opposed negative n",
                "abstain": "present abstention",
                "absent": "not-present missing",
                "excused": "absent-excused on-leave",
                "not-voting": "nv did-not-vote pass",
            },
            "VoteRequirement": {
                "simple-majority": "majority simple",
                "absolute-majority": "majority-of-members",
                "three-fifths": "3/5 60%",
                "two-thirds": "2/3 supermajority",
                "three-quarters": "3/4 three-fourths 75%",
                "unanimity": "unanimous",
            },
            "LogicalOperator": {"and": "all both", "or": "any", "xor": "one either exactly-one"},
            "ProvisionCoverage": {"all": "complete full every", "some": "partial incomplete key"},
            "ProvisionKind": {"regulative": "regulatory regulation rule", "constitutive": "constituting definition"},
            "Stance": {
                "support": "for favor favour pro supports in-favor in-favour agree",
                "oppose": "against con opposes opposed disagree",
                "neutral": "none",
                "unclear": "unknown",
            },
            "Deontic": {
                "obligation": "must shall duty obliged",
                "prohibition": "must-not shall-not forbidden",
                "permission": "may allowed",
                "recommendation": "should",
                "right": "entitlement",
            },
            "EventKind": {
                "announcement": "announced",
                "signing": "signature",
                "court-filing": "filing lawsuit suit complaint petition appeal motion litigation",
                "court-ruling": "ruling judgment judgement decision dismissal verdict",
                "hearing": "public-hearing testimony",
                "press-conference": "news-conference presser briefing press-briefing",
                "election": "runoff primary",
                "protest": "demonstration rally march",
                "issuance": "issued",
                "enforcement-action": "raid arrest arrests",
                "investigation": "probe inquiry audit",
            },
            "OrganizationClassification": {
                "law-enforcement": "police sheriff",
                "council": "city-council",
                "upper-chamber": "upper senate",
                "lower-chamber": "lower house assembly",
                "department": "ministry",
                "tribal-government": "tribe tribal nation pueblo",
                "company": "business corporation firm",
                "labor-union": "union labour-union labor",
                "news-organization": "newspaper media station tv-station radio-station broadcaster",
                "advocacy-organization": "advocacy advocacy-group",
                "agency": "office bureau",
                "commission": "task-force",
                "legislature": "parliament congress",
                "faith-organization": "church mosque synagogue temple diocese faith",
                "party": "political-party",
                "government": "city county state",
            },
            "SourceKind": {
                "news-article": "news article newspaper",
                "social-post": "tweet social-media",
                "official-document": "document official government-document",
                "recording": "video audio",
                "dataset": "data data-set",
            },
            "Medium": {
                "social-media": "tweet post facebook instagram twitter bluesky",
                "press-release": "release statement written-statement news-release",
                "interview": "phone-interview radio podcast",
                "press-conference": "news-conference presser briefing press-briefing",
                "hearing": "testimony public-hearing",
                "report": "study white-paper",
                "letter": "email open-letter",
            },
            "Basis": {"document-text": "text document", "news-report": "news", "official-release": "press-release"},
        }.items()
    }
)
