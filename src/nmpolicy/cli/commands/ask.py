"""The commands that answer questions of the records. FILE is a collection; without it, the bundled data set is asked."""

from datetime import date
from typing import TypeVar

import click

from nmpolicy.cli.options import DATE, Answer, question
from nmpolicy.cli.render.answers import (
    due_page,
    duties_page,
    force_page,
    lineage_page,
    office_page,
    series_page,
    timeline_page,
)
from nmpolicy.cli.render.stance_table import stances_page
from nmpolicy.errors import InvalidValueError
from nmpolicy.queries.deadlines import due
from nmpolicy.queries.duties import duties
from nmpolicy.queries.find import find_actors
from nmpolicy.queries.force.in_force import forces, in_force
from nmpolicy.queries.lineage import lineage
from nmpolicy.queries.offices import holders, overlaps, vacancies
from nmpolicy.queries.publication import delays, gaps
from nmpolicy.queries.stances import standpoints
from nmpolicy.queries.timeline import timeline
from nmpolicy.records.actors import Actor, Post
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.dates import PartialDate

A = TypeVar("A", bound=Actor)
_on = click.option("--on", type=DATE, help="A day, a month or a year.  [default: today]")


@click.command("in-force")
@_on
@click.option("--id", help="Of this instrument or provision alone.")
@question
def force(collection: Collection, on: PartialDate | None, id: str | None) -> Answer:
    """Say which orders and measures are in force on a day, and why, as far as the records tell.

    FILE is a collection as JSON or JSON Lines, - is standard input. Without it, the bundled data set is asked, as by every
    question.
    """
    day = on or _today()
    found = forces(collection, day) if id is None else (in_force(collection, id, day),)
    return Answer(force_page(collection, found, day), found)


@click.command()
@click.argument("name")
@_on
@question
def office(collection: Collection, name: str, on: PartialDate | None) -> Answer:
    """Say who held the office NAME on a day, who may have, and when it was vacant or had more holders than seats.

    NAME is the id of a post, or what it is called.
    """
    posts = (each for each in find_actors(collection, name, classes=[Post]) if isinstance(each, Post))
    post = _one(collection, name, tuple(posts))
    day = on or _today()
    held, empty, crowded = (
        holders(collection, post.id, day),
        vacancies(collection, post.id),
        overlaps(collection, post.id),
    )
    return Answer(
        office_page(collection, post, day, held, empty, crowded),
        {"holders": held, "vacancies": empty, "overlaps": crowded},
    )


@click.command("lineage")
@click.argument("id")
@question
def descent(collection: Collection, id: str) -> Answer:
    """Show what the instrument ID amends, expands, ends or carries out, and what does so to it, step by step."""
    found = lineage(collection, id)
    return Answer(lineage_page(collection, id, found), found)


@click.command("duties")
@click.argument("name")
@_on
@question
def asked_of(collection: Collection, name: str, on: PartialDate | None) -> Answer:
    """Say what the actor NAME must, may and must not do on a day, under which instrument.

    NAME is the id of a person, an organization or a post, its name, another name, its initials, or some words of its name.
    """
    actor = _one(collection, name, find_actors(collection, name))
    day = on or _today()
    found = duties(collection, actor.id, day)
    return Answer(duties_page(collection, actor, found, day), found)


@click.command("due")
@click.option("--from", "first", type=DATE, required=True, help="The first day.")
@click.option("--to", "last", type=DATE, required=True, help="The last day, inclusive.")
@question
def deadlines(collection: Collection, first: PartialDate, last: PartialDate) -> Answer:
    """Say what is due between two days, and from whom."""
    found = due(collection, first, last)
    return Answer(due_page(collection, found, first, last), found)


@click.command()
@question
def stances(collection: Collection) -> Answer:
    """Show who supports and who opposes what, as a table, with the objections."""
    found = standpoints(collection)
    return Answer(stances_page(collection, found), found)


@click.command("timeline")
@question
def moments(collection: Collection) -> Answer:
    """Show what happened when: milestones, votes, events and statements in one order."""
    found = timeline(collection)
    return Answer(timeline_page(collection, found), found)


@click.command()
@question
def series(collection: Collection) -> Answer:
    """Show which numbers the series of orders lack, and the days from each signing to the publication."""
    missing, waited = gaps(collection), delays(collection)
    return Answer(series_page(collection, missing, waited), {"gaps": missing, "delays": waited})


def _today() -> PartialDate:
    return PartialDate(date.today())  # noqa: DTZ011  # the day where the reader is


def _one(collection: Collection, name: str, found: tuple[A, ...]) -> A:
    """The one that is called so. Raises `InvalidValueError` where there is none, or more than one."""
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(f"{each.label} [{each.id}]" for each in found)
        raise InvalidValueError(f"{name!r} may be any of {len(found)}: {listed}; write the id of one")
    if other := collection.get(name):
        raise InvalidValueError(f"{name!r} is the id of a {type(other).__name__}, which is not what is asked for")
    near = ", ".join(collection.suggest_ids(name))
    raise InvalidValueError(f"nobody is called {name!r}" + (f"; ids that are near it: {near}" if near else ""))


#: Every question, in the order in which they are documented.
QUESTIONS: tuple[click.Command, ...] = (force, office, descent, asked_of, deadlines, stances, moments, series)
