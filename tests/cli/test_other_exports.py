"""The reports of the exports to the formats of other projects."""

from pathlib import Path

import pytest

import nmpolicy as nm
from command_line import run

CITY = nm.Organization(id="city", name="City")
RULE = nm.Provision(id="eo.a", instrument="eo", kind="regulative", bearers=["city"], deontic=["obligation"], aim="act")


@pytest.mark.parametrize(
    ("form", "records", "what"),
    [
        ("ftm", [], "0 entities"),
        ("ftm", [CITY], "1 entity"),
        ("ig", [], "0 statements"),
        ("ig", [CITY, RULE], "1 statement"),
        ("ics", [RULE], "0 events"),
    ],
)
def test_an_export_says_how_much_it_wrote(tmp_path: Path, form: str, records: list[nm.Record], what: str) -> None:
    file, out = tmp_path / "records.json", tmp_path / "out"
    nm.dump(nm.Collection.of(records, id="demo", title="T"), file)
    code, shown = run("export", form, str(file), "-o", str(out))
    assert (code, shown.splitlines()[0]) == (0, f"Wrote {what} to {out}")
