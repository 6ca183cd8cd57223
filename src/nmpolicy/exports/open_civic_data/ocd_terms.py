"""The terms of Open Civic Data that are nearest to those of nmpolicy.

Terms: `opencivicdata.common` in opencivicdata 3.4.
"""

from collections.abc import Mapping

from nmpolicy.vocabulary.terms import (
    MeasureKind,
    OrderKind,
    OrganizationClassification,
    RelationKind,
    Stage,
    VoteOption,
)

#: The classification of an organization. Those that are missing have no near term.
ORGANIZATIONS: Mapping[OrganizationClassification, str] = {
    OrganizationClassification.GOVERNMENT: "executive",
    OrganizationClassification.EXECUTIVE: "executive",
    OrganizationClassification.LEGISLATURE: "legislature",
    OrganizationClassification.UPPER_CHAMBER: "upper",
    OrganizationClassification.LOWER_CHAMBER: "lower",
    OrganizationClassification.COUNCIL: "legislature",
    OrganizationClassification.COMMITTEE: "committee",
    OrganizationClassification.PARTY: "party",
    OrganizationClassification.DEPARTMENT: "department",
    OrganizationClassification.AGENCY: "agency",
    OrganizationClassification.LAW_ENFORCEMENT: "agency",
    OrganizationClassification.COURT: "judiciary",
    OrganizationClassification.COMMISSION: "commission",
    OrganizationClassification.SCHOOL_DISTRICT: "agency",
    OrganizationClassification.TRIBAL_GOVERNMENT: "executive",
    OrganizationClassification.ADVOCACY_ORGANIZATION: "corporation",
    OrganizationClassification.FAITH_ORGANIZATION: "corporation",
    OrganizationClassification.LABOR_UNION: "corporation",
    OrganizationClassification.NEWS_ORGANIZATION: "corporation",
    OrganizationClassification.COMPANY: "corporation",
}
#: The classification of a bill. Those that are missing have no near term.
BILLS: Mapping[OrderKind | MeasureKind, str] = {
    OrderKind.EXECUTIVE_ORDER: "order",
    OrderKind.EMERGENCY_ORDER: "order",
    OrderKind.PROCLAMATION: "proclamation",
    OrderKind.ADMINISTRATIVE_INSTRUCTION: "order",
    OrderKind.DIRECTIVE: "order",
    OrderKind.MEMORANDUM: "order",
    OrderKind.DESIGNATION: "order",
    OrderKind.REGULATION: "order",
    OrderKind.AGREEMENT: "contract",
    MeasureKind.ORDINANCE: "ordinance",
    MeasureKind.RESOLUTION: "resolution",
    MeasureKind.MEMORIAL: "memorial",
    MeasureKind.BILL: "bill",
    MeasureKind.STATUTE: "bill",
    MeasureKind.CHARTER_AMENDMENT: "constitutional amendment",
    MeasureKind.MOTION: "motion",
}
#: The classification of an action. An action of another stage has none; its description names the stage.
ACTIONS: Mapping[Stage, str] = {
    Stage.INTRODUCED: "introduction",
    Stage.IN_COMMITTEE: "referral-committee",
    Stage.PASSED_COMMITTEE: "committee-passage",
    Stage.PASSED_COMMITTEE_FAVORABLY: "committee-passage-favorable",
    Stage.PASSED_COMMITTEE_UNFAVORABLY: "committee-passage-unfavorable",
    Stage.PASSED_COMMITTEE_WITHOUT_RECOMMENDATION: "committee-passage",
    Stage.FAILED_COMMITTEE: "committee-failure",
    Stage.PASSED: "passage",
    Stage.ADOPTED: "passage",
    Stage.FAILED: "failure",
    Stage.WITHDRAWN: "withdrawal",
    Stage.VETOED: "executive-veto",
    Stage.VETO_OVERRIDDEN: "veto-override-passage",
    Stage.OVERRIDE_FAILED: "veto-override-failure",
    Stage.SIGNED: "executive-signature",
    Stage.BECAME_LAW: "became-law",
}
#: The relation of a bill to another one. Those that are missing have no near term.
RELATIONS: Mapping[RelationKind, str] = {
    RelationKind.COMPANION_TO: "companion",
    RelationKind.REPLACES: "replaces",
    RelationKind.SUPERSEDES: "replaces",
}
VOTES: Mapping[VoteOption, str] = {option: option.replace("-", " ") for option in VoteOption}
#: Terms that mean the same as the term that replaces them, although the words differ.
_SAME = frozenset(
    {
        OrganizationClassification.UPPER_CHAMBER,
        OrganizationClassification.LOWER_CHAMBER,
        OrganizationClassification.COURT,
        OrganizationClassification.COMPANY,
        RelationKind.COMPANION_TO,
    }
)


def is_approximate(term: OrganizationClassification | OrderKind | MeasureKind | RelationKind, nearest: str) -> bool:
    """Return whether the nearest term of Open Civic Data says less than ours, or something else.

    >>> is_approximate(OrderKind.PROCLAMATION, "proclamation"), is_approximate(OrderKind.REGULATION, "order")
    (False, True)
    """
    return term != nearest and term not in _SAME
