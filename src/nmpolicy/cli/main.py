"""The command group. It imports a command's module only when that command runs, so that it starts fast."""

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click
from click.exceptions import Exit

from nmpolicy import __version__
from nmpolicy.cli.interrupts import unwind_when_interrupted
from nmpolicy.rules.rule_output import rule_output_apart
from nmpolicy.suggestions import closest_matches, did_you_mean

_INTERRUPTED = 128 + signal.SIGINT  # exit code, as the shell sets it
#: The module and attribute of each command, by the title of its group and its name.
COMMANDS: Mapping[str, Mapping[str, str]] = {
    "Start": {"new": "new:new_command"},
    "Look": {"show": "look:show_command", "find": "look:find_command", "schema": "look:schema_command"},
    "Ask": {
        "in-force": "ask:in_force_command",
        "offices": "ask:offices_command",
        "lineage": "ask:lineage_command",
        "duties": "ask:duties_command",
        "due": "ask:due_command",
        "stances": "ask:stances_command",
        "timeline": "ask:timeline_command",
        "series": "ask:series_command",
    },
    "Check": {
        "validate": "check:validate_command",
        "rules": "check:rules_command",
        "explain": "check:explain_command",
        "fmt": "check:fmt_command",
    },
    "Compare": {"diff": "compare:diff_command", "merge": "compare:merge_command"},
    "Publish": {"report": "report:report_command"},
    "Exchange": {"export": "exporting:export_command", "import": "importing:import_command"},
    "Prove": {
        "text": "extract:text_command",
        "anchor": "prove:anchor_command",
        "verify": "prove:verify_command",
    },
}
#: The first sentence of each command's help, so that the help page does not import them all.
SUMMARIES: Mapping[str, str] = {
    "new": "Start a collection with one order or measure.",
    "show": "Print a collection, or everything about one record.",
    "find": "List the records that meet all conditions, one a line.",
    "schema": "Print the JSON Schema of a collection.",
    "in-force": "List the orders and measures in force on a day.",
    "offices": "Show who held each office on a day.",
    "lineage": "Show what a text changes and what changes it, step by step.",
    "duties": "List what an actor must, may and must not do.",
    "due": "List the acts that are due in a period.",
    "stances": "Show who supports and who opposes what, as a table.",
    "timeline": "List milestones, votes, events and statements by date.",
    "series": "Show how complete each series is, and publication delays.",
    "validate": "Report every problem in files, with its location.",
    "rules": "List the rules that `validate` checks.",
    "explain": "Explain a rule by its code, with examples.",
    "fmt": "Rewrite files in canonical form.",
    "diff": "List what changed from the file OLD to the file NEW.",
    "merge": "Merge two files into one, and report conflicts.",
    "report": "Write a web page, or a folder of pages, to publish.",
    "export": "Write a collection in another format.",
    "import": "Read a collection from another format, and write it as JSON.",
    "text": "Print the plain text of a web page, PDF file or Word file.",
    "anchor": "Turn the quotes in a draft into anchors.",
    "verify": "Check evidence against the text of its sources.",
}


class LazyGroup(click.Group):
    """A group that finds its commands in `COMMANDS` and lists them under their titles."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click passes it
        """Return the names of all commands."""
        return [name for group in COMMANDS.values() for name in group]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click passes it
        """Import a command; return None if there is no command of this name."""
        for group in COMMANDS.values():
            if cmd_name in group:
                module, _, attribute = group[cmd_name].partition(":")
                found = getattr(import_module(f"nmpolicy.cli.commands.{module}"), attribute)
                return found if isinstance(found, click.Command) else None
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command of this name; a misspelled one is a usage error that suggests the closest name."""
        name, names = args[0], self.list_commands(ctx)
        if name not in names and not ctx.resilient_parsing and (hint := did_you_mean(closest_matches(name, names))):
            raise click.UsageError(f"No such command {name!r}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one section per group, with the short help of each command."""
        column = max(map(len, self.list_commands(ctx)))
        for title, group in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(column), SUMMARIES[name]) for name in group])

    def main(self, *arguments: Any, standalone_mode: bool = True, **named: Any) -> Any:
        """Run the command line, and exit. An error is printed in printable characters, whatever the arguments hold."""
        run: Any = super().main
        if not standalone_mode:
            return run(*arguments, standalone_mode=False, **named)
        try:
            code = run(*arguments, standalone_mode=False, **named)
        except click.Abort:
            code = _INTERRUPTED
        except (click.ClickException, OSError, MemoryError) as error:
            from nmpolicy.cli.terminal import show_error  # noqa: PLC0415  # so that it starts fast

            code = show_error(error)
        sys.exit(code if isinstance(code, int) else 0)

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **extra: Any) -> click.Context:
        """Read the command line; print the help or the version, if it asks for that."""
        with _exiting_when_interrupted():
            return super().make_context(info_name, args, *more, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        with _exiting_when_interrupted(), rule_output_apart():
            return super().invoke(ctx)


@contextmanager
def _exiting_when_interrupted() -> Iterator[None]:
    """Exit as shells do after a signal, so that an interrupted command does not look like one that found errors."""
    try:
        yield
    except KeyboardInterrupt as error:
        number = error.args[0] if error.args and isinstance(error.args[0], signal.Signals) else signal.SIGINT
        raise Exit(128 + number) from error


@click.group(
    "nmpolicy",
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Read, query and check records of executive orders and legislation.",
    epilog="Start with: nmpolicy show --bundled albuquerque",
)
@click.version_option(__version__, prog_name="nmpolicy", message="%(prog)s %(version)s")
def main() -> None:
    """Run a command, which is imported by now."""
    unwind_when_interrupted()
