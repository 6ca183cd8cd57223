"""Rules about the form of single records: NMP7."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import repeat
from operator import attrgetter, is_not

from attrs import evolve

from nmpolicy.evidence.normalization import digest
from nmpolicy.problems import Severity
from nmpolicy.records.actors import Organization, Post
from nmpolicy.records.base import Suppression
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.items_by_class import items_by_class
from nmpolicy.records.sources import Source
from nmpolicy.records.traversal import unknown_field_paths, unknown_names
from nmpolicy.rules.examples import example
from nmpolicy.rules.facts.evidence_index import evidence_by_holder
from nmpolicy.rules.registry import Finding, all_rules, own_rule
from nmpolicy.rules.rule_runs import run_rule
from nmpolicy.suggestions import MAX_SUGGESTIONS, SpellingIndex, did_you_mean
from nmpolicy.vocabulary.extra import EMPTY
from nmpolicy.vocabulary.values import describe


def _clinic(**changes: object) -> Organization:
    return Organization(**{"id": "clinic", "name": "A clinic", **changes})  # type: ignore[arg-type]


@own_rule(
    "NMP701",
    Severity.WARNING,
    "unknown field",
    failing=lambda: example(_clinic(extra={"population": 560_000})),
    passing=lambda: example(_clinic()),
)
def unknown_field(collection: Collection) -> Iterator[Finding]:
    """A record, or the collection itself, has a field that nmpolicy does not know.

    Such a field is kept on request and written back, but it is neither checked nor used. A field whose name
    begins with `x-` belongs to another program, and is not reported.
    """
    message = "nmpolicy does not know this field; correct its name, or begin it with x- if it is your own"
    for name in unknown_names(collection.extra):
        yield Finding(collection, name, message)
    for index, note in enumerate(collection.notes):
        for name in unknown_names(note.extra):
            yield Finding(collection, ("notes", index, name), message)
    extended = (each.table for each in items_by_class(collection) if any(map(is_not, map(_EXTRA, each.items), _EMPTY)))
    for table in dict.fromkeys(extended):
        for record in getattr(collection, table):
            for path in unknown_field_paths(record):
                yield Finding(record, path, message)


_EXTRA, _EMPTY = attrgetter("extra"), repeat(EMPTY)


@own_rule(
    "NMP702",
    Severity.WARNING,
    "blank name",
    failing=lambda: example(_clinic(name=" ")),
    passing=lambda: example(_clinic()),
)
def blank(collection: Collection) -> Iterator[Finding]:
    """A required name or title is blank.

    Readers see the id instead. If there is no official name, write a short description. Only a person's name may be
    withheld.
    """
    for record in _named(collection):
        if not record.name.strip():
            yield Finding(record, "name", "the name is blank; write the name or a short description")
    for document in (*collection.sources, *collection.instruments):
        if not document.title.strip():
            yield Finding(document, "title", "the title is blank; write the title or a short description")


def _named(collection: Collection) -> Iterator[Organization | Post | Event]:
    yield from collection.organizations
    yield from collection.posts
    yield from collection.events


@own_rule(
    "NMP703",
    Severity.ERROR,
    "size below the minimum",
    failing=lambda: example(_clinic(size=3, minimum_size=20)),
    passing=lambda: example(_clinic(minimum_size=20)),
)
def size(collection: Collection) -> Iterator[Finding]:
    """An organization's size is smaller than its minimum size.

    If the exact size is known, the minimum adds nothing. If the two disagree, one of them is wrong.
    """
    for body in collection.organizations:
        if body.size is not None and body.minimum_size is not None and body.size < body.minimum_size:
            message = f"the size ({body.size}) is below the minimum size ({body.minimum_size}); keep the correct one"
            yield Finding(body, "size", message)


@own_rule(
    "NMP705",
    Severity.WARNING,
    "suppression without a rule or a reason",
    failing=lambda: example(Source(id="blog", kind="other", title="A blog", suppressions=[_untitled("NMP999")])),
    passing=lambda: example(Source(id="blog", kind="other", title="", suppressions=[_untitled("NMP702")])),
)
def suppression(collection: Collection) -> Iterator[Finding]:
    """A suppression names a code that no rule has, or it gives no reason.

    It then suppresses nothing, or it hides a finding without telling readers why.
    """
    codes = {rule.code for rule in all_rules()}
    spellings = SpellingIndex(codes, MAX_SUGGESTIONS)
    for record in collection:
        for index, suppression in enumerate(record.suppressions):
            code = suppression.code
            if code not in codes:
                hint = did_you_mean(spellings.closest(code)) or "."
                message = (
                    f"no rule has the code {code!r}{hint} Correct the code or install the package that provides it"
                )
                yield Finding(record, ("suppressions", index, "code"), message)
            elif not suppression.justification.strip():
                message = "the suppression gives no reason; say why the record is correct as it is"
                yield Finding(record, ("suppressions", index, "justification"), message)


@own_rule(
    "NMP707",
    Severity.WARNING,
    "license that is not an SPDX expression",
    failing=lambda: evolve(example(_clinic()), license="CC BY 4.0"),
    passing=lambda: evolve(example(_clinic()), license="CC-BY-4.0 OR MIT"),
)
def license_expression(collection: Collection) -> Iterator[Finding]:
    """The license of the collection is not written as an SPDX expression.

    Programs can then not tell which license it is. The form is checked, and so are common names such as `CC-BY` and
    `GPL`, which lack the version that an SPDX id has. Whether the SPDX list has another name is not checked.
    """
    if collection.license and not _is_license(collection.license):
        message = (
            f"{describe(collection.license)} is not an SPDX expression; write the id of the license at"
            " https://spdx.org/licenses, such as CC-BY-4.0, and join several with AND or OR"
        )
        yield Finding(collection, "license", message)


_WORDS = "the clinic opened"
_QUOTED = Evidence(source="report", quote=_WORDS)
_ANCHORED = Evidence(source="report", paragraph=3, start=27, length=len(_WORDS), digest=digest(_WORDS))


@own_rule(
    "NMP708",
    Severity.WARNING,
    "quote that is not anchored",
    failing=lambda: example(_clinic(evidence=[_QUOTED])),
    passing=lambda: example(_clinic(evidence=[_ANCHORED])),
)
def draft_quote(collection: Collection) -> Iterator[Finding]:
    """Evidence still quotes its source, as drafts do.

    Nobody has checked that the source has these words, and a finished collection does not repeat the text of its
    sources. `nmpolicy anchor` finds the words and replaces them with their location and a digest. The quotes of a
    source are one finding, at the source.
    """
    quoting = (each for some in evidence_by_holder(collection) for each in filter(attrgetter("quote"), some.items))
    counts = Counter(each.source for each in quoting)
    for id, count in counts.items():
        source = collection.get(id)
        which = f"1 quote of {id} is" if count == 1 else f"{count:,} quotes of {id} are"
        message = f"{which} not anchored; run `nmpolicy anchor FILE --texts DIR --write`"
        yield Finding(source if isinstance(source, Source) else collection, "", message)


@own_rule(
    "NMP709",
    Severity.NOTICE,
    "redacted copy",
    failing=lambda: evolve(example(_clinic()), redacted=True),
    passing=lambda: example(_clinic()),
)
def redacted_copy(collection: Collection) -> Iterator[Finding]:
    """The collection is a redacted copy: what could name private individuals was withheld from it.

    It is not the whole. What it lacks was not removed from the data, and the ids of private individuals may differ.
    Corrections belong in the collection that it was made from.
    """
    if collection.redacted:
        message = "this copy lacks what could name private individuals; correct and merge the whole collection instead"
        yield Finding(collection, "redacted", message)


_LICENSE = r"(?:(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+|[A-Za-z0-9.-]+\+?)"
_LICENSE_TOKEN = re.compile(rf"\s*(?:(?P<mark>[()])|(?P<name>{_LICENSE})(?=[\s()]|$))")
_OPERATORS = ("AND", "OR", "WITH")
#: Common names that are no ids of the SPDX list, in capitals. Most lack a version.
_NOT_IDS = frozenset(
    f"{family}{version}"
    for family, versions in {
        "CC": ("", "0", "-0", "-BY", "-BY-SA", "-BY-NC", "-BY-ND", "-BY-NC-SA", "-BY-NC-ND"),
        "GPL": ("", "2", "3", "V2", "V3"),
        "LGPL": ("", "3", "V3"),
        "AGPL": ("", "3", "V3"),
        "APACHE": ("", "2", "-2"),
        "MPL": ("", "2"),
        "PUBLIC": ("", "-DOMAIN", "DOMAIN"),
        **dict.fromkeys(("BSD", "GFDL", "ODBL", "ODC-BY", "OGL", "PD", "COPYRIGHT", "PROPRIETARY", "UNKNOWN"), ("",)),
    }.items()
    for version in versions
)


def _is_license(text: str) -> bool:
    """Return whether a text has the syntax of an SPDX license expression (SPDX 2.3, annex D).

    >>> [_is_license(text) for text in ("MIT", "(GPL-2.0+ WITH x) and CC0-1.0", "CC BY 4.0", "CC-BY", "MIT OR", "")]
    [True, True, False, False, False, False]
    """
    depth, expected, text = 0, True, text.strip()  # whether a license is expected next, or an operator
    while text:
        token = _LICENSE_TOKEN.match(text)
        if token is None:
            return False
        text = text[token.end() :].strip()
        word = token["mark"] or token["name"].upper()
        if word in _NOT_IDS:
            return False
        if word == ")" or word in _OPERATORS:
            if expected:
                return False
            depth -= word == ")"
            expected = word != ")"
        elif not expected:
            return False
        else:
            depth += word == "("
            expected = word == "("
        if depth < 0:
            return False
    return depth == 0 and not expected


def _untitled(code: str) -> Suppression:
    return Suppression(code=code, justification="It has no title.")


@own_rule(
    "NMP706",
    Severity.WARNING,
    "unused suppression",
    failing=lambda: example(_clinic(suppressions=[_untitled("NMP702")])),
    passing=lambda: example(_clinic(name="", suppressions=[_untitled("NMP702")])),
)
def unused(collection: Collection) -> Iterator[Finding]:
    """A suppression names a rule that finds nothing in its record.

    The problem was fixed or never existed. An unused suppression would hide a later mistake.
    """
    suppressing = [record for record in collection if record.suppressions]
    codes = {suppression.code for record in suppressing for suppression in record.suppressions} - {"NMP706"}
    broken: dict[str, set[int]] = {}
    for rule in all_rules():
        if rule.code in codes:
            findings, failure = run_rule(rule, collection)
            if failure is None:  # `validate` reports a rule that fails
                broken[rule.code] = {id(finding.record) for finding in findings}
    for record in suppressing:
        for index, suppression in enumerate(record.suppressions):
            code = suppression.code
            if code in broken and id(record) not in broken[code]:
                message = f"{code} finds nothing in this record; remove the suppression"
                yield Finding(record, ("suppressions", index), message)
