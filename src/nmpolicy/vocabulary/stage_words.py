"""Stages in the present tense, as of something that is yet to happen."""

from nmpolicy.vocabulary.terms import Stage

#: The words for reaching a stage; an instrument "is" in any other.
_REACHED = {
    Stage.IN_COMMITTEE: "is referred to a committee",
    Stage.PASSED_COMMITTEE: "passes a committee",
    Stage.PASSED_COMMITTEE_FAVORABLY: "passes a committee favorably",
    Stage.PASSED_COMMITTEE_UNFAVORABLY: "passes a committee unfavorably",
    Stage.PASSED_COMMITTEE_WITHOUT_RECOMMENDATION: "passes a committee without recommendation",
    Stage.FAILED_COMMITTEE: "fails in committee",
    Stage.PASSED: "passes",
    Stage.FAILED: "fails",
    Stage.VETO_OVERRIDDEN: "is passed over a veto",
    Stage.OVERRIDE_FAILED: "fails to pass over a veto",
    Stage.BECAME_LAW: "becomes law",
    Stage.EFFECTIVE: "takes effect",
    Stage.EXPIRED: "expires",
    Stage.STRUCK_DOWN: "is struck down",
}


def reaching_words(stage: Stage) -> str:
    """Return the words for reaching a stage.

    >>> reaching_words(Stage.EFFECTIVE), reaching_words(Stage.SIGNED)
    ('takes effect', 'is signed')
    """
    return _REACHED.get(stage) or f"is {stage}"
