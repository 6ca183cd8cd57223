"""Texts that IG Script would read as notation. The notation cannot quote or escape a character."""

import re
import string

_OPERATORS = ("[AND]", "[OR]", "[XOR]", "[NOT]", "[bAND]", "[wAND]")
#: The characters that can stand between the symbol of a component and its parenthesis.
_SUFFIX = string.ascii_letters + string.digits + "'\u2019,;.<>+~:-*/%&=@$£€¤§\"#!`|"
#: Symbols of the components that have texts. That of or else, `O`, only has nested statements.
_SYMBOL = re.compile("[ADEFIMP]|Bdir|Bind|Cac|Cex")
#: A text that can annotate a statement. IG Parser ignores annotations with parentheses or with letters beyond these.
_ANNOTATION = re.compile(r"[a-zA-ZÀ-ž0-9\s'\u2019,;.<>+~:*/%&=@$£€¤§\"#!`|-]+")
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
    openings = _openings(text)
    if openings is None:
        return f"it has unbalanced parentheses or brackets in {_excerpt(text)}; write them in pairs or leave them out"
    if operator := next((each for each in _OPERATORS if each in text), None):
        return f"{operator} is an operator of IG Script; write the word without brackets"
    if annotation and annotation in text:
        return f"{annotation} also annotates the component in IG Script; write it without brackets"
    for at in (each.start() for each in re.finditer(r"\(", text)):
        end = openings[at - 1] if text[at - 1 : at] == "]" else at  # brackets there annotate a component
        start = end
        while start and text[start - 1] in _SUFFIX:
            start -= 1
        if _SYMBOL.search(text, start, end):
            return (
                f"IG Script would read {_excerpt(text[start : at + 1])} as the start of a component; put a space before"
                " the parenthesis"
            )
    return ""


def can_annotate(text: str) -> bool:
    """Return whether a text can be in the brackets of an annotation of a statement.

    >>> can_annotate("Section 3, § 2"), can_annotate("Section 3(a)")
    (True, False)
    """
    return _ANNOTATION.fullmatch(text) is not None


def _openings(text: str) -> dict[int, int] | None:
    """Return the index of what opens each closing parenthesis and bracket; None if they do not come in pairs."""
    openings: dict[int, int] = {}
    opened: list[int] = []
    for found in re.finditer(r"[()\[\]]", text):
        if found[0] not in _PAIRS:
            opened.append(found.start())
        elif not opened or text[opened[-1]] != _PAIRS[found[0]]:
            return None
        else:
            openings[found.start()] = opened.pop()
    return None if opened else openings


def _excerpt(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...")  # noqa: PLR2004  # characters of a line
