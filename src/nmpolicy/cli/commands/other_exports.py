"""The commands that write a collection in the formats of other projects."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
from attrs import evolve

from nmpolicy.cli.exchange import list_left_out, reported_errors, write_text
from nmpolicy.cli.exporter import document_option, exporter, folder_option
from nmpolicy.cli.options import DATE, example
from nmpolicy.cli.terminal import CommandError, counted, emit, tell, wrapped
from nmpolicy.errors import NMPolicyError, UnsupportedValueError
from nmpolicy.exports.exported import Exported
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.outputs import output_folder
from nmpolicy.vocabulary.dates import PartialDate

if TYPE_CHECKING:
    from nmpolicy.exports.graphs.graph_export import GraphForm

#: The forms of a graph, with their file name endings.
_GRAPH_SUFFIXES = {
    "graphml": (".graphml",),
    "gexf": (".gexf",),
    "dot": (".dot", ".gv"),
    "mermaid": (".mmd", ".mermaid"),
}
_MANY_EDGES = 200  # in a picture that is hard to read
_NO_PLACE = "the format has no place for it"


def _write(
    exported: Exported[str], output: Path | None, *, force: bool, what: str = "", why: str = _NO_PLACE
) -> Mapping[str, int]:
    """Write the text of an export, and report it. List and return the values that it leaves out."""
    write_text(exported.content, output, force=force, what=what)
    list_left_out(exported.left_out, why)
    return exported.left_out


@click.command(epilog=example("nmpolicy export jsonld --bundled albuquerque -o albuquerque.jsonld"))
@document_option
@click.option("--base", metavar="URI", help="The start of the records' addresses, up to a slash.")
@exporter
def jsonld_command(collection: Collection, output: Path | None, *, force: bool, base: str | None) -> Mapping[str, int]:
    """Write JSON-LD, for programs that read linked data."""
    from nmpolicy.exports.json_ld.json_ld_export import to_jsonld  # noqa: PLC0415  # other formats do not need it

    with reported_errors():
        exported = to_jsonld(collection, base=base, include_private=True)
    return _write(exported, output, force=force)


@click.command(
    epilog=example(
        "nmpolicy export graph --bundled albuquerque --as dot | dot -Tsvg >graph.svg",
        "nmpolicy export graph --bundled albuquerque --around tim-keller -o graph.mmd",
    )
)
@document_option
@click.option(
    "--as",
    "form",
    type=click.Choice([*_GRAPH_SUFFIXES]),
    metavar="FORM",
    help="graphml, gexf, dot or mermaid; by default, the form that the name of OUT says.",
)
@click.option("--around", metavar="ID", help="Only the neighborhood of one record.")
@click.option(
    "--depth", type=click.IntRange(min=0), metavar="NUMBER", help="The number of steps from that record; 1 by default."
)
@exporter
def graph_command(  # noqa: PLR0913  # one for each option
    collection: Collection,
    output: Path | None,
    *,
    force: bool,
    form: str | None,
    around: str | None,
    depth: int | None,
) -> Mapping[str, int]:
    """Write the graph of instruments and actors."""
    from nmpolicy.exports.graphs.graph_export import to_graph  # noqa: PLC0415  # other formats do not need it

    if depth is not None and around is None:
        raise click.UsageError("--depth needs --around ID; without it, the graph has every instrument and actor")
    wanted = cast("GraphForm", _graph_form(form, output))
    steps = 1 if depth is None else depth
    with reported_errors():
        exported = to_graph(collection, wanted, around=around, depth=steps, include_private=True)
    left_out = _write(exported, output, force=force)
    if wanted == "dot" and (number := exported.content.count('" -> "')) > _MANY_EDGES:
        text = f"The picture has {number:,} edges; --around ID and a smaller --depth make one that is easier to read"
        emit(wrapped(text, 0, 4), sys.stderr)
    return left_out


def _graph_form(form: str | None, output: Path | None) -> str:
    """Return the form that the option or the name of the output says. It is a usage error if they say none, or two."""
    suffix = output.suffix.lower() if output else ""
    named = next((name for name, suffixes in _GRAPH_SUFFIXES.items() if suffix in suffixes), None)
    if form and named and form != named:
        raise click.UsageError(f"the name {output} is for {named}; choose another one, or --as {named}")
    if found := form or named:
        return found
    suffixes = ", ".join(each for some in _GRAPH_SUFFIXES.values() for each in some)
    raise click.UsageError(f"choose a form with --as, or name a file that ends in one of {suffixes}")


@click.command(
    epilog=example(
        "nmpolicy export ocd orders.json -o orders-ocd",
        "nmpolicy export ocd orders.json -o orders-ocd --session 2025",
    )
)
@folder_option
@click.option("--jurisdiction", metavar="ID", help="The government, by its Open Civic Data id.")
@click.option("--session", metavar="NAME", help="The legislative session of all bills.")
@click.option("--source-url", metavar="URL", help="Where the collection is published.")
@exporter
def ocd_command(collection: Collection, output: Path, *, force: bool, **options: str | None) -> Mapping[str, int]:
    """Write a folder of JSON files in the format of Open Civic Data.

    A folder is about one government. Without --jurisdiction, it is the only one that has a division. --source-url is
    for records that cite no web address, because Open Civic Data requires one.
    """
    from nmpolicy.exports.open_civic_data.ocd_export import MARKER, files_of, to_ocd  # noqa: PLC0415  # other formats do not need it

    try:
        exported = to_ocd(collection, include_private=True, **options)
    except UnsupportedValueError as error:
        problems = [evolve(each, message=_with_options(each.message)) for each in error.problems]
        raise UnsupportedValueError(tuple(problems)) from error
    except NMPolicyError as error:
        raise CommandError(_with_options(str(error))) from error
    with reported_errors(), output_folder(output, marker=MARKER, names=files_of, force=force) as folder:
        for name, text in exported.content.items():
            (folder / name).write_bytes(text.encode())
    tell(f"Wrote {counted(len(exported.content), 'file')} to {output}")
    list_left_out(exported.left_out, _NO_PLACE)
    return exported.left_out


def _with_options(message: str) -> str:
    """Return a message with options of the command in place of the arguments in Python.

    >>> _with_options("give its id, as in jurisdiction='ocd-jurisdiction/country:us/government'")
    "give its id, as in --jurisdiction 'ocd-jurisdiction/country:us/government'"
    """
    return message.replace(" jurisdiction='", " --jurisdiction '").replace(" source_url='", " --source-url '")


@click.command(epilog=example("nmpolicy export ftm --bundled albuquerque -o albuquerque.ftm.json"))
@document_option
@exporter
def ftm_command(collection: Collection, output: Path | None, *, force: bool) -> Mapping[str, int]:
    """Write entities of FollowTheMoney, one a line."""
    from nmpolicy.exports.follow_the_money.ftm_export import to_ftm  # noqa: PLC0415  # other formats do not need it

    exported = to_ftm(collection, include_private=True)
    number = exported.content.count("\n")
    return _write(exported, output, force=force, what="1 entity" if number == 1 else f"{number:,} entities")


@click.command(epilog=example("nmpolicy export ig --bundled albuquerque"))
@document_option
@exporter
def ig_command(collection: Collection, output: Path | None, *, force: bool) -> Mapping[str, int]:
    """Write IG Script, one line for each provision."""
    from nmpolicy.exports.ig_script import to_ig  # noqa: PLC0415  # other formats do not need it

    exported = to_ig(collection, include_private=True)
    return _write(exported, output, force=force, what=counted(exported.content.count("\n"), "statement"))


@click.command(
    epilog=example(
        "nmpolicy export ics orders.json -o due.ics",
        "nmpolicy export ics orders.json -o 2026.ics --from 2026-01 --to 2026-12",
    )
)
@document_option
@click.option("--from", "start", type=DATE, help="The first day.  [default: no limit]")
@click.option("--to", "end", type=DATE, help="The last day, inclusive.  [default: no limit]")
@exporter
def ics_command(
    collection: Collection,
    output: Path | None,
    *,
    force: bool,
    start: PartialDate | None,
    end: PartialDate | None,
) -> None:
    """Write due dates as an iCalendar file."""
    from nmpolicy.exports.calendars import to_ics  # noqa: PLC0415  # other formats do not need it

    with reported_errors():
        exported = to_ics(collection, start=start, end=end, include_private=True)
    what = counted(exported.content.count("\r\nBEGIN:VEVENT\r\n"), "event")
    _write(exported, output, force=force, what=what, why="a calendar has no day for it")
