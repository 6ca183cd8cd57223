"""Naming a collection."""

import pytest

from command_line import BUNDLED, FAULTY, run
from each_case import each_case


@each_case(
    "arguments",
    [
        ["show"],
        ["validate"],
        ["in-force"],
        ["offices"],
        ["lineage", "eo"],
        ["duties", "APD"],
        ["due", "--from", "2025", "--to", "2025"],
        ["stances"],
        ["timeline"],
        ["series"],
        ["verify", "--text", f"report={FAULTY}"],
    ],
)
def test_a_collection_must_be_named_once(arguments: list[str]) -> None:
    code, shown = run(*arguments)
    words = "name a FILE, or --bundled albuquerque to use the data set that comes with nmpolicy"
    assert (code, words in shown, "Usage: " in shown) == (2, True, True)
    code, shown = run(*arguments, str(FAULTY), *BUNDLED)
    assert (code, "name either a FILE or --bundled, not both" in shown) == (2, True)


def test_a_bundled_data_set_is_named_by_a_unique_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "albuquerque-immigrant-friendly-2025"
    assert run("show", "--bundled", name) == run("show", *BUNDLED)
    code, shown = run("show", "--bundled", "santa-fe")
    assert (code, f"'santa-fe' matches no data set; these come with nmpolicy: {name}" in shown) == (2, True)
    monkeypatch.setattr("nmpolicy.cli.options.datasets", lambda: ("albuquerque", "albuquerque-2", name))
    code, shown = run("show", "--bundled", "albu")
    assert code == 2
    assert "'albu' matches several data sets (albuquerque, albuquerque-2, " in " ".join(shown.split())
    monkeypatch.setattr("nmpolicy.cli.options.datasets", lambda: (name, name + "-2"))
    assert run("show", "--bundled", name)[0] == 0
