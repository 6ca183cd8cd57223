"""The commands that answer questions of the records."""

from datetime import date

import click

from nmpolicy.analysis.force import forces, in_force
from nmpolicy.cli.answers import force_page
from nmpolicy.cli.asking import DATE, Answer, question
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.dates import PartialDate


@click.command("in-force")
@click.option("--on", type=DATE, help="A day, a month or a year.  [default: today]")
@click.option("--id", help="Of this instrument or provision alone.")
@question
def force(collection: Collection, on: PartialDate | None, id: str | None) -> Answer:
    """Say which orders and measures are in force on a day, and why, as far as the records tell.

    FILE is a collection as JSON or JSON Lines, - is standard input. Without it, the bundled data set is asked.
    """
    day = on or PartialDate(date.today())  # noqa: DTZ011  # the day where the reader is
    found = forces(collection, day) if id is None else (in_force(collection, id, day),)
    return Answer(force_page(collection, found, day), found)


#: Every question, in the order in which the help lists them.
QUESTIONS: tuple[click.Command, ...] = (force,)
