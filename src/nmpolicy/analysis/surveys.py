"""Every survey that a rule or an analysis makes: what reads a large file in parts has to make them all beforehand."""

from nmpolicy.analysis.aliases import ALIASES
from nmpolicy.analysis.chronology import FIRST_HEARD, PUBLISHED
from nmpolicy.analysis.jurisdiction import NOBODYS, RINGS, STANDINGS
from nmpolicy.analysis.norms import CONTRADICTIONS
from nmpolicy.analysis.offices import OFFICES, PUBLIC
from nmpolicy.analysis.series import NUMBERING
from nmpolicy.analysis.web import WEB
from nmpolicy.records.survey import AnySurvey

SURVEYS: tuple[AnySurvey, ...] = (
    ALIASES,
    CONTRADICTIONS,
    FIRST_HEARD,
    NOBODYS,
    NUMBERING,
    OFFICES,
    PUBLIC,
    PUBLISHED,
    RINGS,
    STANDINGS,
    WEB,
)
