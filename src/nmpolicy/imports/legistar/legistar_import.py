"""Legistar, in which many American cities and counties publish their councils' work: measures, votes and members."""

from itertools import chain

from attrs import evolve

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.imports.imported import Imported
from nmpolicy.imports.input_files import Input
from nmpolicy.imports.input_items import InputLog
from nmpolicy.imports.legistar.legistar_actions import LegistarActions
from nmpolicy.imports.legistar.legistar_actors import LegistarActors
from nmpolicy.imports.legistar.legistar_files import LegistarFiles, latest
from nmpolicy.imports.legistar.legistar_items import Found
from nmpolicy.imports.legistar.legistar_mapping import read_mapping
from nmpolicy.imports.legistar.legistar_matters import matters_in, votes_on
from nmpolicy.imports.legistar.legistar_measures import LegistarMeasures
from nmpolicy.imports.legistar.legistar_names import Ids
from nmpolicy.imports.legistar.legistar_votes import LegistarVotes, UnknownWords
from nmpolicy.records.builder import CollectionBuilder
from nmpolicy.records.collection import Collection
from nmpolicy.records.sources import Source
from nmpolicy.vocabulary.slugs import slug

#: The source that every record of an import cites, unless another one is given.
SOURCE = Source(
    id="source-legistar", kind="dataset", title="Legistar Web API", url="https://webapi.legistar.com/", language="en"
)


def read_legistar(
    *inputs: Input,
    mapping: "Input | None" = None,
    client: str = "",
    source: Source = SOURCE,
    max_bytes: int = MAX_BYTES,
) -> Imported:
    """Read the JSON of Legistar's Web API: matters, histories, sponsors, votes, persons, bodies and office records.

    An input is a JSON file, an open stream, or a folder of such files. A file holds one object, a list of objects, or
    lists under any keys; histories, sponsors and votes may be inside the object that they belong to. The answer of
    `matters/5407/histories` does not name its matter, so the name of its file or folder must contain the 5407. The
    files of `nyc_legislation`, which have shorter keys, can be read too.

    `mapping` is a TOML file with the words of the city: actions, types of matters and ways to vote. `client` is the
    name of the city in Legistar's addresses, such as `nyc`. All ids start with it, so that the collections of several
    cities can be merged.

    >>> import io
    >>> matter = b'{"MatterId": 1, "MatterFile": "O-25-12", "MatterTitle": "Noise", "MatterTypeName": "Ordinance"}'
    >>> imported = read_legistar(io.BytesIO(matter), client="cabq")
    >>> imported.collection["cabq-o-25-12"].title, imported.collection.measures[0].kind
    ('Noise', <MeasureKind.ORDINANCE: 'ordinance'>)

    Raises `UnreadableDocumentError` for a file that cannot be read, has more than `max_bytes` bytes or has no such
    objects, `InvalidDocumentError` for a mapping with mistakes in it, and `InvalidValueError` for a client that has no
    letters and digits. In a folder, a file that is not JSON, or has no such objects, is left out and counted.

    Terms: Legistar Web API (Granicus).

    .. versionadded:: 0.1
    """
    words, log = read_mapping(mapping, max_bytes), InputLog()
    files = LegistarFiles(log, max_bytes)
    for each in inputs:
        files.read(each)
    client = slug(client) if client else ""
    if client and source.url == SOURCE.url:
        source = evolve(source, url=f"{SOURCE.url}v1/{client}/")
    name = f"legistar-{client}" if client else "legistar"
    actors = LegistarActors(Ids(f"{client}-" if client else "", {source.id}), log, name)
    measures = LegistarMeasures(actors, words, log)
    matters = [each for each in matters_in(files) if measures.is_wanted(each.matter)]
    votes = votes_on(matters, files)
    others = [each for prefix in ("Person", "OfficeRecord", "Body") for each in latest(_with_terms(files, prefix), log)]
    actors.note(
        [*others, *(each for matter in matters for each in matter.objects), *chain.from_iterable(votes.values())]
    )
    builder = CollectionBuilder(Collection(id=name, title=f"Legistar: {client}" if client else "Legistar"))
    builder.add(source)
    unknown = UnknownWords()
    actions = LegistarActions(actors, words, LegistarVotes(actors, words, unknown, log), unknown, log)
    with builder.citing(source):
        actors.add_to(builder, others)
        for matter in matters:
            builder.add(measures.record(matter.matter, actions.read(matter.histories, votes), matter.sponsors))
    unknown.report()
    log.problems.extend(words.unused())
    problems = sorted(log.problems, key=lambda each: (getattr(each, "file", ""), each.sort_key()))
    return Imported(collection=builder.build(), left_out=log.left_out(), problems=tuple(problems))


def _with_terms(files: LegistarFiles, prefix: str) -> list[Found]:
    """Return the objects with a prefix; the office records also from inside of persons."""
    found = files.found[prefix]
    persons = files.found["Person"] if prefix == "OfficeRecord" else []
    return [*found, *(each for person in persons for each in person.nested(prefix, "OfficeRecords"))]
