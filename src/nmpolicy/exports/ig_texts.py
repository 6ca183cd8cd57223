"""Texts that IG Script would read as notation. The notation cannot quote or escape a character."""

import re
import string

_OPERATORS = ("[AND]", "[OR]", "[XOR]", "[NOT]", "[bAND]", "[wAND]")
#: The characters that can stand between the symbol of a component and its parenthesis.
_SUFFIX = string.ascii_letters + string.digits + "'\u2019,;.<>+~:-*/%&=@$£€¤§\"#!`|"
#: Symbols of the components that have texts. That of or else, `O`, only has nested statements.
_SYMBOL = re.compile("[ADEFIMP]|Bdir|Bind|Cac|Cex")
_PAIRS = {")": "(", "]": "["}


def fault_in(text: str, annotation: str = "") -> str:
    """Return why a component with an annotation cannot hold a text, in one sentence; empty if it can.

    >>> fault_in("the staff (all of it)")
    ''
    >>> fault_in("1) the staff")
    "it has unbalanced parentheses or brackets in '1) the staff'; write them in pairs or leave them out"
    >>> fault_in("the Permit(s)")
    "IG Script would read 'Permit(' as the start of a component; put a space before the parenthesis"
    """
    if "{" in text or "}" in text:
        return f"braces mark a nested statement in IG Script; write {_excerpt(text)} without them"
    if not _is_balanced(text):
        return f"it has unbalanced parentheses or brackets in {_excerpt(text)}; write them in pairs or leave them out"
    if operator := next((each for each in _OPERATORS if each in text), None):
        return f"{operator} is an operator of IG Script; write the word without brackets"
    if annotation and annotation in text:
        return f"{annotation} also annotates the component in IG Script; write it without brackets"
    for before in text.split("(")[:-1]:
        stem = _without_annotation(before)
        if _SYMBOL.search(run := stem[len(stem.rstrip(_SUFFIX)) :]):
            start = f"{run}{before[len(stem) :]}("
            return (
                f"IG Script would read {_excerpt(start)} as the start of a component; put a space before the"
                " parenthesis"
            )
    return ""


def _is_balanced(text: str) -> bool:
    """Return whether parentheses and brackets come in pairs that do not overlap."""
    opened: list[str] = []
    for character in re.findall(r"[()\[\]]", text):
        if character not in _PAIRS:
            opened.append(character)
        elif not opened or opened.pop() != _PAIRS[character]:
            return False
    return not opened


def _without_annotation(text: str) -> str:
    """Return a text without brackets at its end, which could annotate a component."""
    if not text.endswith("]"):
        return text
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == "]") - (text[at] == "[")
        if not depth:
            return text[:at]
    return text


def _excerpt(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...")  # noqa: PLR2004  # characters of a line
