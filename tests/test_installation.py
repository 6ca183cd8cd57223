"""The advice to install an extra names a command that works in this environment."""

import importlib.util
import sys

import pytest

from nmpolicy.installation import how_to_install


def test_an_environment_with_pip_installs_the_extra_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pip", importlib.util)  # any module that has a specification
    monkeypatch.setattr(sys, "executable", "/home/ana/.venv/bin/python")
    assert how_to_install("report") == 'run `/home/ana/.venv/bin/python -m pip install "nmpolicy[report]"`'


def test_one_without_pip_is_named_to_the_pip_outside_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nmpolicy.installation.find_spec", lambda _name: None)
    monkeypatch.setattr(sys, "prefix", "/home/ana/my orders/.venv")
    assert how_to_install("text") == (
        'run `python3 -m pip --python "/home/ana/my orders/.venv" install "nmpolicy[text]"`'
        " outside of this environment, such as after `deactivate`"
    )
