"""A command that is killed leaves the old output or the new one. `make kills` tries all, at any moment."""

from killed_writers import targets


def test_killed_commands_lose_nothing_and_leave_nothing_for_long() -> None:
    with targets(("fmt gzip", "merge lines", "export ocd"), organizations=1) as some:
        assert [wrong for target in some for wrong in target.kill_at_each_change()] == []
