"""Follow anchors whose words are in another place of a text."""

from attrs import evolve

from nmpolicy.evidence.anchors import AnchorStatus, Verification
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.traversal import FieldPath, parts_of, with_parts


def follow_moved(collection: Collection, verification: Verification) -> Collection:
    r"""Return the collection with each anchor that moved, and could be in one place only, at its new place.

    Everything else stays: the digests, the other fields of the evidence, and anchors that are ambiguous or missing.

    >>> from nmpolicy.evidence.anchors import anchor, verify
    >>> from nmpolicy.records.actors import Person
    >>> from nmpolicy.records.sources import Source
    >>> report = Source(id="report", kind="other", title="T")
    >>> mayor = Person(id="mayor", evidence=[anchor("report", "The mayor signed it.", "The mayor")])
    >>> demo = Collection(id="demo", title="T", sources=[report], people=[mayor])
    >>> texts = {"report": "A headline\n\nThe mayor signed it."}
    >>> followed = follow_moved(demo, verify(demo, texts))
    >>> followed["mayor"].evidence[0].paragraph, verify(followed, texts).ok
    (2, True)

    .. versionadded:: 0.1
    """
    moved = {
        (check.record, check.path, check.evidence): check.locations[0]
        for check in verification.checks
        if check.status is AnchorStatus.MOVED
    }
    records = []
    for record in collection:
        changed: dict[FieldPath, Evidence] = {}
        for path, part in parts_of(record) if moved else ():
            if isinstance(part, Evidence) and (place := moved.get((record.id, path, part))):
                start = None if part.start is None else place.start
                changed[path] = evolve(part, paragraph=place.paragraph, start=start)
        records.append(with_parts(record, changed) if changed else record)
    return collection.with_records(records)
