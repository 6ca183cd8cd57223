"""Collections that are small, and still have records of every class."""

import nmpolicy as nm
from nmpolicy.records.traversal import references


def few_records(collection: nm.Collection) -> nm.Collection:
    """Return the first two records of each class, and those that they refer to."""
    kept = {record.id for table in collection.tables().values() for record in table[:2]}
    waiting = [*kept]
    while waiting:
        targets = {each.target for each in references(collection[waiting.pop()])} - kept
        kept |= targets
        waiting += targets
    return collection.with_records(record for record in collection if record.id in kept)
