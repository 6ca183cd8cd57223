"""The license of a collection, and fields that nmpolicy does not know."""

import nmpolicy as nm
from each_case import each_case
from nmpolicy.problems import Severity

EXPRESSIONS = [
    "",
    "MIT",
    "CC-BY-4.0",
    "GPL-2.0+",
    "GPL-2.0-or-later WITH Classpath-exception-2.0",
    "(MIT OR Apache-2.0) AND CC0-1.0",
    "((MIT))",
    "MIT or ISC",
    "LicenseRef-City-Open-Data",
    "DocumentRef-spdx.1:LicenseRef-2",
]
OTHERS = [
    "CC-BY",
    "cc0",
    "GPLv3 OR MIT",
    "BSD",
    "Proprietary",
    "CC BY 4.0",
    "Public domain",
    "MIT OR",
    "MIT ISC",
    "OR OR MIT",
    "MIT (ISC)",
    "AND MIT",
    "(MIT",
    "MIT)",
    "()",
    "MIT, ISC",
    "https://x.org/l",
    " ",
]


@each_case("license", EXPRESSIONS)
def test_an_expression_passes(license: str) -> None:
    assert not nm.validate(nm.Collection(id="demo", title="T", license=license), select=["NMP707"]).problems


@each_case("license", OTHERS)
def test_other_text_is_reported(license: str) -> None:
    (problem,) = nm.validate(nm.Collection(id="demo", title="T", license=license), select=["NMP707"]).problems
    assert (problem.pointer, problem.severity) == ("/license", Severity.WARNING)


def test_an_unknown_field_of_a_note_on_the_collection_is_reported() -> None:
    notes = [nm.Note(text="Coded twice."), nm.Note(text="Checked.", extra={"tone": "dry", "x-own": 1})]
    (problem,) = nm.validate(nm.Collection(id="demo", title="T", notes=notes)).warnings
    assert (problem.code, problem.pointer) == ("NMP701", "/notes/1/tone")
