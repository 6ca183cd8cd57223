"""Every family of rules, imported for what each adds to the catalog."""

from nmpolicy.rules import (  # noqa: F401  # see above
    authority,
    chronology,
    form,
    provisions,
    references,
    relations,
    series,
    statements,
)
