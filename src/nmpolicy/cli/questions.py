"""The questions of `nmpolicy new`. Each is an option, and is asked on a terminal if the option was not given."""

import sys
import unicodedata
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click
from attrs import frozen

from nmpolicy.cli.options import DATE
from nmpolicy.cli.starting_collection import is_measure
from nmpolicy.cli.terminal import emit, wrapped
from nmpolicy.errors import InvalidTermError, InvalidValueError
from nmpolicy.suggestions import did_you_mean
from nmpolicy.vocabulary.identifiers import Id
from nmpolicy.vocabulary.synonyms import term_suggestions
from nmpolicy.vocabulary.terms import MeasureKind, OrderKind, SourceKind
from nmpolicy.vocabulary.values import Url, check_text, describe, value_check

if TYPE_CHECKING:
    _AnswerType = click.ParamType[Any]
else:
    # Older versions of click do not let it be subscripted.
    _AnswerType = click.ParamType

_KINDS = dict.fromkeys([*map(str, OrderKind), *map(str, MeasureKind)])


def to_kind(text: str) -> str:
    """Return the kind of an order or measure. Raises `InvalidTermError` for any other text."""
    if text in _KINDS:
        return text
    hint = did_you_mean(term_suggestions(text, "OrderKind", OrderKind))
    hint = hint or did_you_mean(term_suggestions(text, "MeasureKind", MeasureKind))
    raise InvalidTermError(
        f"{describe(text)} is not a kind of order or measure{hint or '.'} Allowed: {', '.join(_KINDS)}"
    )


class _Answer(_AnswerType):
    """An answer without spaces around it; None if it is blank."""

    name = "text"

    def __init__(self, check: Callable[[Any], Any] | None) -> None:
        """Take the check of a text that is not blank; None stands for that of a date."""
        self._check = check

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Check the answer; an invalid one is a usage error."""
        try:
            if not (text := _check_controls(check_text(value).strip())):
                return None
            return DATE.convert(text, param, ctx) if self._check is None else self._check(text)
        except InvalidValueError as error:
            self.fail(str(error), param, ctx)


def _check_controls(text: str) -> str:
    """Return the text if it has no control characters, which keys such as the arrows may leave in an answer."""
    if found := next((char for char in text if unicodedata.category(char) == "Cc"), None):
        raise InvalidValueError(f"the answer has a control character in it ({found!r}); leave that out")
    return text


@frozen(kw_only=True)
class Question:
    """A question, whose name is that of a fact in `StartingFacts`."""

    name: str
    """The name of the answer, and with hyphens that of the option."""
    text: str
    """A noun phrase for the answer, with an example."""
    metavar: str
    """The placeholder of the answer in the help."""
    check: Callable[[Any], Any] | None = check_text
    """Converts an answer, or raises `InvalidValueError`; None if it is a date."""
    proposed: str = ""
    """The answer that stands for a blank one on a terminal."""
    needed: str = ""
    """When there is no collection without an answer; empty if it may be left open."""
    applies: Callable[[Mapping[str, Any]], bool] = lambda _answers: True
    """Returns whether it is a question at all, after the answers so far."""

    @property
    def option(self) -> str:
        """The option that answers it."""
        return f"--{self.name.replace('_', '-')}"

    def as_option(self) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Return the decorator that adds the option to a command."""
        needed = f"  [{self.needed}]" if self.needed else ""
        return click.option(self.option, type=_Answer(self.check), metavar=self.metavar, help=f"{self.text}.{needed}")

    def ask(self) -> Any:
        """Ask it on the terminal until the answer is valid. Raises `KeyboardInterrupt` if the person leaves."""
        prompt = f"{self.text} [{self.proposed}]: " if self.proposed else f"{self.text}: "
        while True:
            try:
                value = _Answer(self.check).convert(_read_line(prompt).strip() or self.proposed, None, None)
                if value is not None or not self.needed:
                    return value
                emit("Error: this cannot be left open.", sys.stderr)
            except click.UsageError as error:
                emit(wrapped(f"Error: {error.message}"), sys.stderr)
            except UnicodeDecodeError:
                emit("Error: the answer is not in the encoding of the terminal.", sys.stderr)
            except EOFError as error:
                raise KeyboardInterrupt from error


def complete(given: Mapping[str, Any], *, ask: bool) -> dict[str, Any]:
    """Return the answers to all questions, None where there is none; ask for what was not given.

    Raises `click.UsageError` for a fact that the kind of record does not have, and, if nobody can be asked, for an
    answer that is required.
    """
    answers = dict(given)
    kind = QUESTIONS[0]
    if ask and answers["kind"] is None:
        answers["kind"] = kind.ask()
    for question in QUESTIONS if answers["kind"] else ():
        if answers[question.name] is not None and not question.applies(answers):
            raise click.UsageError(f"{question.option} does not fit --kind {answers['kind']}; leave one of them out")
    missing = []
    for question in QUESTIONS:
        if answers[question.name] is None and question.applies(answers):
            if ask:
                answers[question.name] = question.ask()
            elif question.needed:
                missing.append(question.option)
    if missing:
        raise click.UsageError(f"nothing is asked here, so {' and '.join(missing)} must be set")
    return answers


def can_ask() -> bool:
    """Return whether someone can read questions and answer them: whether input and errors are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _read_line(prompt: str) -> str:
    if sys.stdout is not None and sys.stdout.isatty():
        return input(prompt)
    click.echo(prompt, nl=False, err=True)  # standard output may be the collection
    return input()


def _is_measure(answers: Mapping[str, Any]) -> bool:
    return is_measure(answers["kind"], answers["body"], answers["passed"])


def _is_order(answers: Mapping[str, Any]) -> bool:
    return not _is_measure(answers)


def _has_source(answers: Mapping[str, Any]) -> bool:
    return any(answer for name, answer in answers.items() if name.startswith("source_"))


ID = Question(
    name="id",
    text="Id for the order or measure, such as eo-2026-02",
    metavar="ID",
    check=value_check(Id),
    needed="required if its title is not in Latin letters",
)
QUESTIONS = (
    Question(
        name="kind",
        text="Kind of order or measure, such as ordinance",
        metavar="KIND",
        check=to_kind,
        proposed=OrderKind.EXECUTIVE_ORDER,
        needed="required",
    ),
    Question(
        name="title",
        text='Its title, such as "Rents During the Flood"',
        metavar="TITLE",
        needed="required",
    ),
    Question(name="number", text="Its number, as its text writes it, such as 2026-02", metavar="NUMBER"),
    Question(
        name="signed",
        text="Date on which the order was signed, such as 2026-02-03",
        metavar="DATE",
        check=None,
        applies=_is_order,
    ),
    Question(
        name="passed",
        text="Date on which the measure was passed, such as 2026-02-03",
        metavar="DATE",
        check=None,
        applies=_is_measure,
    ),
    Question(name="jurisdiction", text='Name of the government, such as "City of Riverton"', metavar="NAME"),
    Question(
        name="office",
        text='Name of the office that issued the order, such as "Mayor of Riverton"',
        metavar="NAME",
        applies=_is_order,
    ),
    Question(
        name="body",
        text='Name of the body whose measure it is, such as "City Council"',
        metavar="NAME",
        applies=_is_measure,
    ),
    Question(name="source_title", text="Title of your source, such as a headline", metavar="TITLE"),
    Question(
        name="source_url",
        text="Its web address, such as https://example.org/story",
        metavar="URL",
        check=value_check(Url),
    ),
    Question(
        name="source_date",
        text="Date of its publication, such as 2026-02-04",
        metavar="DATE",
        check=None,
    ),
    Question(
        name="source_kind",
        text="Kind of source, such as news-article or official-document",
        metavar="KIND",
        check=SourceKind,
        proposed=SourceKind.NEWS_ARTICLE,
        applies=_has_source,
    ),
)
