"""A command that is killed at any moment leaves the old output or the new one. `make kills` tries all of them."""

from killed_writers import kill_writers


def test_killed_commands_lose_nothing_and_leave_nothing_for_long() -> None:
    _, wrong = kill_writers(30, 3, ("fmt gzip", "merge lines", "export csv", "report folder"), 10)
    assert wrong == []
