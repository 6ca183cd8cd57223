"""The license of a collection: only a text that certainly is not an SPDX expression is reported."""

import pytest

import nmpolicy as nm
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
    "AND MIT",
    "(MIT",
    "MIT)",
    "()",
    "MIT, ISC",
    "https://x.org/l",
    " ",
]


@pytest.mark.parametrize("license", EXPRESSIONS)
def test_an_expression_passes(license: str) -> None:
    assert not nm.validate(nm.Collection(id="demo", title="T", license=license), select=["NMP707"]).problems


@pytest.mark.parametrize("license", OTHERS)
def test_other_text_is_reported(license: str) -> None:
    (problem,) = nm.validate(nm.Collection(id="demo", title="T", license=license), select=["NMP707"]).problems
    assert (problem.pointer, problem.severity) == ("/license", Severity.WARNING)
