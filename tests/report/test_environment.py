"""The templates: what a browser may run, and what is missing without Jinja."""

import base64
import hashlib
import re
import sys

import pytest

import nmpolicy as nm
from nmpolicy.errors import MissingExtraError
from nmpolicy.report import environment
from nmpolicy.report.pages import to_html

EMPTY = nm.Collection(id="demo", title="A demonstration")


def test_a_page_may_run_its_own_style_sheet_and_script_and_nothing_else() -> None:
    page = to_html(EMPTY, on="2025-08-01")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = policy[1].replace("&#39;", "'")
    assert rules.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}" in rules


def test_without_jinja_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    environment._environment.cache_clear()  # noqa: SLF001  # it remembers that Jinja is there
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match=r"jinja2 is not installed; run .*\[report\]"):
        to_html(EMPTY, on="2025-08-01")
