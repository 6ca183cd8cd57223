"""A reader of IG Script, written from the description of the notation in the README of IG Parser 0.7.

It is independent of the code that writes. It refuses whatever IG Parser would warn of or ignore.
"""

import re
from collections.abc import Iterator

from attrs import field, frozen

_SUFFIX = "[\\w'\\u2019,;.<>+~:*/%&=@$£€¤§\"#!`|-]*"
_ANNOTATION = r"(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\])"
_SYMBOLS = "Bdir|Bind|Cac|Cex|[ADIEMFPO]"
_START = re.compile(
    rf"(?P<symbol>{_SYMBOLS})(?P<suffix>\d*)(?P<property>,p)?\d*(?P<annotation>{_ANNOTATION})?(?P<open>[({{])"
)
#: Whatever IG Parser takes for the start of a component, in the middle of a text too.
_INNER_START = re.compile(rf"(?:Bdir|Bind|Cac|Cex|[ADIEMFP]){_SUFFIX}{_ANNOTATION}?\(", re.ASCII)
_OPERATOR = re.compile(r"\[(AND|OR|XOR|NOT)\]")
_NESTED = {"A,p", "Bdir", "Bdir,p", "Bind", "Bind,p", "Cac", "Cex", "E,p", "P", "P,p", "O"}
_PAIRS = {")": "(", "]": "[", "}": "{"}


class MalformedError(ValueError):
    """The text is not IG Script."""


@frozen
class Combination:
    """Values that an operator combines, perhaps between texts that belong to each of them."""

    operator: str
    values: list["Value"]
    before: str = ""
    after: str = ""


@frozen
class Statement:
    """Components, and annotations of the statement."""

    components: list["Component"] = field(factory=list)
    annotations: list[str] = field(factory=list)


@frozen
class Component:
    """A symbol such as `Bdir,p` with its value."""

    symbol: str
    value: "Value"
    annotation: str = ""


Value = str | Combination | Statement


def read(text: str) -> Statement:
    """Read a statement."""
    _check_pairs(text)
    statement = _statement(text)
    if not statement.components:
        raise MalformedError("no component")
    return statement


def _check_pairs(text: str) -> None:
    opened: list[str] = []
    for character in text:
        if character in "([{":
            opened.append(character)
        elif character in _PAIRS and (not opened or opened.pop() != _PAIRS[character]):
            raise MalformedError(f"unbalanced {character}")
    if opened:
        raise MalformedError(f"unbalanced {opened}")


def _end(text: str, start: int) -> int:
    """Return the index after the bracket that closes the one at the start."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] in "([{") - (text[at] in ")]}")
        if not depth:
            return at + 1
    raise MalformedError("unbalanced")


def _statement(text: str) -> Statement:
    statement = Statement()
    at = 0
    operators: list[str] = []
    while at < len(text):
        start = _START.match(text, at)
        if start and (at == 0 or text[at - 1] in " \t{(,."):
            end = _end(text, start.end() - 1)
            statement.components.append(_component(start, text[start.end() : end - 1]))
            if text[end : end + 1] in {"[", "("} or text[end : end + 1].isalnum():
                raise MalformedError(f"no space after {text[at:end]}")
        elif text[at] == "[":
            end = _end(text, at)
            operator = _OPERATOR.fullmatch(text[at:end])
            (operators if operator else statement.annotations).append(text[at:end])
        elif text[at] == "{":  # pairs of components
            end = _end(text, at)
            statement.components.append(Component("", Combination(*_pairs(text[at + 1 : end - 1]))))
        elif text[at] == "(":
            raise MalformedError(f"outside of components: {text[at:]}")
        else:
            end = at + 1
        at = end
    if operators:
        raise MalformedError(f"operators outside of a combination: {operators}")
    return statement


def _component(start: re.Match[str], content: str) -> Component:
    symbol = start["symbol"] + (start["property"] or "")
    annotation = start["annotation"] or ""
    if start["open"] == "(":
        if symbol == "O":
            raise MalformedError("or else has only nested statements")
        if inner := _INNER_START.search(content):
            raise MalformedError(f"a component in a text: {inner[0]}")
        if "{" in content:
            raise MalformedError(f"a nested statement in a text: {content}")
        return Component(symbol, _value(content), annotation)
    if symbol not in _NESTED:
        raise MalformedError(f"{symbol} cannot have a nested statement")
    parts, operator = _split(content)
    if operator:
        values = [_nested(symbol, part) for part in parts]
        return Component(symbol, Combination(operator, values), annotation)
    return Component(symbol, read(content), annotation)


def _nested(symbol: str, text: str) -> Value:
    """Read a part of a combination of nested statements: a component with the same symbol, or one in braces."""
    text = text.strip()
    if text.startswith("{"):
        parts, operator = _split(text[1:-1])
        return Combination(operator, [_nested(symbol, part) for part in parts])
    statement = read(text)
    if [each.symbol for each in statement.components] != [symbol]:
        raise MalformedError(f"not a combination of {symbol}: {text}")
    return statement.components[0].value


def _pairs(text: str) -> tuple[str, list[Value]]:
    parts, operator = _split(text)
    if not operator:
        raise MalformedError(f"braces without a combination: {text}")
    return operator, [read(part) for part in parts]


def _value(text: str) -> Value:
    """Read the content of parentheses: a text or a combination."""
    text = text.strip()
    parts, operator = _split(text)
    if operator:
        return Combination(operator, [_value(part) for part in parts])
    groups = [(at, end) for at, end in _groups(text) if _OPERATOR.search(text[at:end])]
    if not groups:
        return text
    if len(groups) > 1:
        raise MalformedError(f"two combinations without an operator between them: {text}")
    (at, end) = groups[0]
    inner = _value(text[at + 1 : end - 1])
    before, after = text[:at].strip(), text[end:].strip()
    if not isinstance(inner, Combination) or "(" in before + after:
        raise MalformedError(f"the scope of a combination is not clear: {text}")
    return inner if not before + after else Combination(inner.operator, inner.values, before, after)


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each outer pair of parentheses starts and ends."""
    at = text.find("(")
    while at >= 0:
        end = _end(text, at)
        yield at, end
        at = text.find("(", end)


def _split(text: str) -> tuple[list[str], str]:
    """Split a text at its operators that are not within parentheses or braces; they must be the same."""
    parts, operators, depth, last = [], set[str](), 0, 0
    for at, character in enumerate(text):
        depth += (character in "({") - (character in ")}")
        if depth == 0 and (operator := _OPERATOR.match(text, at)):
            parts.append(text[last:at])
            operators.add(operator[1])
            last = operator.end()
    parts.append(text[last:])
    if len(operators) > 1:
        raise MalformedError(f"the precedence of operators is not clear: {text}")
    if operators and not all(map(str.strip, parts)):
        raise MalformedError(f"an operator without a value beside it: {text}")
    return parts, next(iter(operators), "")
