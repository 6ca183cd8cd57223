"""Commands that answer questions about a collection."""

from collections.abc import Sequence

import click

from nmpolicy.cli.options import DATE, Answer, example, question, today
from nmpolicy.cli.render.answers import (
    due_page,
    duties_page,
    in_force_page,
    lineage_page,
    offices_page,
    timeline_page,
)
from nmpolicy.cli.render.series_page import series_page
from nmpolicy.cli.render.stance_table import stance_table
from nmpolicy.errors import InvalidValueError
from nmpolicy.queries.deadlines import due
from nmpolicy.queries.duties import duties, provision_gaps
from nmpolicy.queries.find_actors import find_actors
from nmpolicy.queries.force.in_force import in_force, in_force_all
from nmpolicy.queries.lineage import lineage
from nmpolicy.queries.offices import Office, offices
from nmpolicy.queries.publication import publication_delays
from nmpolicy.queries.series import series
from nmpolicy.queries.stances import stances_by_actor
from nmpolicy.queries.timeline import timeline
from nmpolicy.records.actors import Actor, Organization, Person, Post
from nmpolicy.records.base import wrong_class
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.dates import PartialDate

_on_option = click.option("--on", type=DATE, help="A day, a month or a year.  [default: today]")


@click.command("in-force", epilog=example("nmpolicy in-force orders.json --on 2025-08-01"))
@_on_option
@click.option("--id", metavar="ID", help="Only this instrument or provision.")
@question
def in_force_command(collection: Collection, on: PartialDate | None, id: str | None) -> Answer:
    """List the orders and measures in force on a day.

    Each answer gives its reasons. If the records do not settle the question, the answer is "unknown".
    """
    day = on or today()
    found = in_force_all(collection, day) if id is None else (in_force(collection, id, day),)
    return Answer(in_force_page(collection, found, day), found)


@click.command(epilog=example("nmpolicy offices orders.json --post mayor --on 2025-07-21"))
@_on_option
@click.option("--post", metavar="NAME", help="Only the posts with this id, this name or this part of a name.")
@question
def offices_command(collection: Collection, on: PartialDate | None, post: str | None) -> Answer:
    """Show who held each office on a day.

    The answer includes people who may have held the office, vacancies and overlapping terms.
    """
    day = on or today()
    found: Sequence[Office]
    if post is None:
        found = offices(collection, day)
    else:
        named = find_actors(collection, post, classes=[Post]) or [_find(collection, post, [Post])]
        found = [office for each in named for office in offices(collection, day, post=each.id)]
    return Answer(offices_page(collection, found, day), found)


@click.command(epilog=example("nmpolicy lineage eo-2025-03 orders.json"))
@click.argument("id")
@question
def lineage_command(collection: Collection, id: str) -> Answer:
    """Show what a text changes and what changes it, step by step.

    ID is the id of an order, a measure, a provision or an event. The lineage follows every relation that amends,
    expands, ends, carries out or confirms a text, in both directions.
    """
    found = lineage(collection, id)
    return Answer(lineage_page(collection, id, found), found)


@click.command(epilog=example('nmpolicy duties "police department" orders.json'))
@click.argument("name")
@_on_option
@question
def duties_command(collection: Collection, name: str, on: PartialDate | None) -> Answer:
    """List what an actor must, may and must not do.

    NAME is the id of a person, an organization or a post, its name, its initials, or some words of its name. The last
    lines name the instruments in force with only some provisions on record.
    """
    actor = _find(collection, name, [Person, Organization, Post])
    day = on or today()
    found, gaps = duties(collection, actor.id, day), provision_gaps(collection, day)
    data = {"duties": found, "provision_gaps": gaps}
    return Answer(duties_page(collection, actor, found, gaps, day), data)


@click.command(epilog=example("nmpolicy due orders.json --from 2025-08-01 --to 2025-12-31"))
@click.option("--from", "first", type=DATE, required=True, help="The first day.")
@click.option("--to", "last", type=DATE, required=True, help="The last day, inclusive.")
@question
def due_command(collection: Collection, first: PartialDate, last: PartialDate) -> Answer:
    """List the acts that are due in a period.

    Acts whose provision ended before their deadline are marked as lapsed, and those whose provision is suspended on
    that day as suspended. Acts without a known date come last, if the provision may be in force during the period.
    """
    found = due(collection, first, last)
    return Answer(due_page(collection, found, first, last), found)


@click.command(epilog=example("nmpolicy stances orders.json --target eo-2025-03"))
@click.option("--target", metavar="ID", help="Only stances toward this record.")
@question
def stances_command(collection: Collection, target: str | None) -> Answer:
    """Show who supports and who opposes what, as a table.

    The objections are listed below the table.
    """
    found = stances_by_actor(collection)
    if target is not None:
        id = collection[target].id
        found = found.where(lambda each: each.target == id)
    return Answer(stance_table(collection, found), found)


@click.command(epilog=example("nmpolicy timeline orders.json"))
@question
def timeline_command(collection: Collection) -> Answer:
    """List milestones, votes, events and statements by date.

    Entries without a date come last.
    """
    found = timeline(collection)
    return Answer(timeline_page(collection, found), found)


@click.command(epilog=example("nmpolicy series orders.json"))
@question
def series_command(collection: Collection) -> Answer:
    """Show how complete each series is, and publication delays.

    For each series, it shows the first and the last number, the number of orders, and the missing, repeated and
    out-of-order numbers. A delay is the number of days from the signing of an order or measure to its publication.
    """
    report = series(collection)
    delays = publication_delays(collection)
    data = {"series": report.series, "without_series": report.without_series, "publication_delays": delays}
    return Answer(series_page(collection, report, delays), data)


def _find(collection: Collection, name: str, classes: Sequence[type[Actor]]) -> Actor:
    """Return the one actor that a name means.

    Raises `InvalidValueError` if it means none or several, and `InvalidTypeError` if it is the id of another record.
    """
    found = find_actors(collection, name, classes=classes)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(f"{each.label} [{each.id}]" for each in found)
        raise InvalidValueError(f"{name!r} matches {len(found)} records: {listed}; use an id")
    if other := collection.get(name):
        raise wrong_class(other, "a post" if [*classes] == [Post] else "a person, an organization or a post")
    similar = ", ".join(collection.suggest_ids(name))
    raise InvalidValueError(f"no record is named {name!r}" + (f"; similar ids: {similar}" if similar else ""))
