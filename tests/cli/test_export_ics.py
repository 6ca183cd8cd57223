"""export ics."""

from pathlib import Path

import nmpolicy as nm
from command_line import run


def test_a_calendar_of_a_period_is_written(tmp_path: Path) -> None:
    signed = nm.Milestone(stage="signed", date="2025-07-21")
    order = nm.Order(id="eo", kind="executive-order", title="An order", milestones=[signed])
    more = {"instrument": "eo", "kind": "regulative", "deontic": ["obligation"], "aim": "report"}
    provisions = [
        nm.Provision(id="eo.a", deadline=nm.Deadline(within="P30D", after="signed"), **more),  # type: ignore[arg-type]
        nm.Provision(id="eo.b", deadline=nm.Deadline(within="P30D", after="effective"), **more),  # type: ignore[arg-type]
    ]
    file, out = tmp_path / "orders.json", tmp_path / "due.ics"
    nm.dump(nm.Collection.of([order, *provisions], id="demo", title="A demonstration"), file)
    code, shown = run("export", "ics", str(file), "-o", str(out), "--from", "2025-08", "--to", "2025")
    assert (code, out.read_bytes().count(b"BEGIN:VEVENT\r\n")) == (0, 1)
    assert [" ".join(line.split()) for line in shown.splitlines()] == [
        f"Wrote {out}",
        "Left out, because a calendar has no day for it:",
        "due dates without a known day: 1",
    ]
    code, shown = run("export", "ics", str(file), "--to", "2025-07")
    assert (code, "BEGIN:VCALENDAR" in shown, "BEGIN:VEVENT" in shown) == (0, True, False)
    code, shown = run("export", "ics", str(file), "--from", "2026", "--to", "2025")
    assert (code, shown) == (2, "Error: the calendar ends on 2025, before it starts on 2026; swap the two dates\n")
