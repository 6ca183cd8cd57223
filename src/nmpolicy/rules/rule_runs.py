"""Runs one rule or one of its examples, whatever it does: what it found, and the exception that ended it."""

import sys
from collections.abc import Mapping
from contextlib import nullcontext
from contextvars import ContextVar

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.rules.registry import Example, Finding, Rule
from nmpolicy.rules.rule_output import rule_output
from nmpolicy.vocabulary.values import check_text, describe

#: The most findings of a rule of another package, and the most for each record if these are more. A generator that
#: never ends would otherwise fill the memory. nmpolicy's own rules end.
MAX_FINDINGS = 100_000
MAX_FINDINGS_PER_RECORD = 10
#: The codes of the rules that are running. One that calls `validate` would otherwise run itself again and again.
_running: ContextVar[frozenset[str]] = ContextVar("_running", default=frozenset())


def run_rule(rule: Rule, collection: Collection) -> tuple[list[Finding], BaseException | None]:
    """Return the valid findings of a rule, and the first exception with which it failed, or None.

    What a rule yields beside valid findings is a failure of the rule, and it goes on. `KeyboardInterrupt` is raised. So
    is an exit during one of nmpolicy's own rules, which comes from elsewhere, such as a signal handler. An exit in the
    rule of another package is a failure of that rule.
    """
    found: list[Finding] = []
    running = _running.get()
    if rule.code in running:
        return found, InvalidValueError(f"it runs itself; pass ignore=[{rule.code!r}] to validate() in it")
    most = None if rule.is_own else max(MAX_FINDINGS, MAX_FINDINGS_PER_RECORD * len(collection))
    failure: BaseException | None = None
    token = _running.set(running | {rule.code})
    try:
        with nullcontext() if rule.is_own else rule_output():
            for number, finding in enumerate(rule.check(collection)):
                if number == most:
                    failure = failure or InvalidValueError(f"it yields more than {most:,} findings and was stopped")
                    break
                if error := _error(finding, collection):
                    failure = failure or error
                else:
                    found.append(finding)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if rule.is_own and not isinstance(error, Exception):
            raise
        failure = failure or error
    finally:
        _running.reset(token)
    return found, failure


def run_example(rule: Rule, make: Example) -> tuple[Collection | None, BaseException | None]:
    """Return the collection that an example of a rule makes, or None with the exception for which there is none.

    As in `run_rule`, `KeyboardInterrupt` is raised, and so is an exit during an example of nmpolicy's own.
    """
    try:
        with nullcontext() if rule.is_own else rule_output():
            made = make()
        check_collections(made)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if rule.is_own and not isinstance(error, Exception):
            raise
        return None, error
    return made, None


def _error(finding: Finding, collection: Collection) -> Exception | None:
    """Return what is wrong with a finding, which may be anything that a rule yields, or None."""
    if type(finding) is not Finding:
        return InvalidTypeError(f"a rule yields findings, not {describe(finding)}")
    record, steps = finding.record, finding.steps
    if not isinstance(steps, tuple | list) or not all(map(_is_step, steps)):
        return InvalidTypeError("the path of a finding consists of field names and indexes")
    try:
        for text in (finding.message, *(step for step in steps if isinstance(step, str))):
            check_text(text)
    except InvalidValueError as error:
        return error
    if record is not collection and id(record) not in positions(collection):
        named = repr(record.id) if isinstance(record, Record) else describe(record)
        return InvalidTypeError(f"{named} is not in the collection; pass the record that the collection holds")
    return None


def _is_step(step: object) -> bool:
    return type(step) is str or (type(step) is int and 0 <= step <= sys.maxsize)


@once_per_collection
def positions(collection: Collection) -> Mapping[int, int]:
    """Return the index of each record in its table, by the record's identity, because ids may repeat."""
    return {id(record): index for table in collection.tables().values() for index, record in enumerate(table)}
