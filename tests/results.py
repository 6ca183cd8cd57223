"""A result of each function that answers a question, for tests of what all of them have in common."""

from collections.abc import Callable

import attrs

import nmpolicy as nm
from nmpolicy.queries.holders import holders
from nmpolicy.queries.offices import capacities, overlaps, vacancies

#: A result of each function that answers with a class of its own.
RESULTS: dict[str, Callable[[nm.Collection], object]] = {
    "collection": lambda c: c,
    "record": lambda c: c.orders[0],
    "validate": nm.validate,
    "check_files": lambda _: next(nm.check_files(["missing.json"])),
    "in_force": lambda c: nm.in_force(c, c.orders[0], "2025-08-01"),
    "in_force_all": lambda c: nm.in_force_all(c, "2025-08-01"),
    "offices": lambda c: nm.offices(c, "2025-08-01"),
    "duties": lambda c: nm.duties(c, c.orders[0].issued_by[0], "2025-08-01"),
    "provision_gaps": lambda c: nm.provision_gaps(c, "2025-08-01"),
    "find": lambda c: nm.find(c, "order"),
    "find_actors": lambda c: nm.find_actors(c, "city"),
    "capacities": lambda c: capacities(c, c.statements[0]),
    "vacancies": lambda c: vacancies(c, c.posts[0]),
    "overlaps": lambda c: overlaps(c, c.posts[0]),
    "holders": lambda c: holders(c, c.posts[0], "2025-08-01"),
    "due": lambda c: nm.due(c, "2025-07-01", "2025-12-31"),
    "stances": lambda c: nm.stances(c, c.orders[0]),
    "stances_by_actor": nm.stances_by_actor,
    "timeline": nm.timeline,
    "lineage": lambda c: nm.lineage(c, c.orders[0]),
    "series": nm.series,
    "publication_delays": nm.publication_delays,
    "diff": lambda c: nm.diff(c, nm.Collection(id="empty", title="An empty collection")),
    "merge": lambda c: nm.merge(c, c.replace(attrs.evolve(c.orders[0], summary="Another."))),
    "redact": nm.redact,
    "verify": lambda c: nm.verify(c, {c.sources[0].id: "Another text."}),
}
