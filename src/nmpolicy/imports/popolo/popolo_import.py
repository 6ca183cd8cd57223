"""People, organizations, posts, memberships, events and motions from Popolo JSON."""

from urllib.parse import urlsplit

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.imports.imported import Imported
from nmpolicy.imports.input_files import Input, each_file
from nmpolicy.imports.input_items import InputLog
from nmpolicy.imports.pending_records import PendingRecords, slug_or
from nmpolicy.imports.popolo.popolo_actors import PopoloActors, read_areas
from nmpolicy.imports.popolo.popolo_events import add_events
from nmpolicy.imports.popolo.popolo_memberships import add_membership_of
from nmpolicy.imports.popolo.popolo_objects import PopoloObjects
from nmpolicy.imports.popolo.popolo_votes import add_motions
from nmpolicy.records.builder import CollectionBuilder
from nmpolicy.records.collection import Collection
from nmpolicy.records.sources import Source

SOURCE = Source(id="popolo", kind="dataset", title="Popolo data")


def read_popolo(*inputs: Input, source: Source = SOURCE, max_bytes: int = MAX_BYTES) -> Imported:
    """Read Popolo JSON: an object with lists such as `persons` and `memberships`, a list of objects, or one object.

    Objects of several files may refer to each other, and may be inside each other. Contact details, dates of
    birth and death, pictures and links are not read. The records cite `source`, whose web address or title is also the
    scheme of the ids in the files.

    Raises `UnreadableDocumentError` for a file that cannot be read, is not JSON, has more than `max_bytes` bytes, or
    holds objects of an unknown class.

    >>> from io import BytesIO
    >>> data = b'{"persons": [{"id": "180ddc37-53e9-45aa-93d5-5a521e6e395f", "name": "Tim Keller"}]}'
    >>> print(read_popolo(BytesIO(data)).collection.people[0].id)
    tim-keller-180ddc37

    .. versionadded:: 0.1
    """
    log, pending = InputLog(), PendingRecords()
    objects = PopoloObjects(log, max_bytes)
    for file in each_file(inputs, ".json", ".json.gz"):
        objects.read(file)
    actors = PopoloActors(
        pending=pending,
        objects=objects,
        scheme=(source.url and urlsplit(source.url).hostname) or slug_or(source.title),
        areas=read_areas(objects),
        organizations=objects.unique("organizations"),
        people=objects.unique("persons"),
        posts=objects.unique("posts"),
    )
    actors.add_all()
    periods = add_events(actors, objects.unique("events"))
    for link in objects.memberships:
        add_membership_of(actors, link, periods)
    add_motions(actors)
    builder = CollectionBuilder(Collection(id="popolo", title=source.title, sources=[source]))
    with builder.citing(source):
        for record in pending.settled():
            builder.add(record)
    return Imported(collection=builder.build(), left_out=log.left_out(), problems=log.problems_in_order())
