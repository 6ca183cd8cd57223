"""Checking files on a Dask cluster. These tests need the extra `dask`, and are skipped without it."""

import os
import runpy
import signal
import sys
from functools import partial
from pathlib import Path

import pytest

import nmpolicy as nm
from nmpolicy.checking import check_files

distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
# Warnings of Dask and its dependencies are not ours to fix.
pytestmark = pytest.mark.filterwarnings("ignore")

EXAMPLE = Path(__file__).parents[1] / "examples" / "check_on_dask.py"


class DeadlyPath(os.PathLike[str]):
    """A path that kills the first process that uses it."""

    def __init__(self, path: str, marker: Path) -> None:
        self.path = path
        self.marker = marker

    def __fspath__(self) -> str:
        """Return the path, or kill the process if it is the first one."""
        try:
            self.marker.touch(exist_ok=False)
        except FileExistsError:
            return self.path
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    """Twenty files: every other one has a broken reference, and the last one is missing."""
    made = [str(tmp_path / f"{number}.json") for number in range(20)]
    for number, path in enumerate(made[:-1]):
        post = nm.Post(id="mayor", name="Mayor", organization="city" if number % 2 else None)
        nm.dump(nm.Collection(id="demo", title="T").add(post), path)
    return made


def test_a_cluster_that_loses_a_worker_gives_the_reports_of_a_plain_loop(paths: list[str], tmp_path: Path) -> None:
    marker = tmp_path / "killed"
    deadly: list[str | os.PathLike[str]] = [*paths[:10], DeadlyPath(paths[10], marker), *paths[11:]]
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
        distributed.Client(cluster) as client,
    ):
        reports = list(check_files(deadly, client.get_executor()))
    assert marker.exists()
    assert reports == list(check_files(paths))


def test_the_example_runs(
    paths: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = list(check_files(paths))
    # The page of examples runs it with processes, which take seconds to start.
    monkeypatch.setattr(distributed, "LocalCluster", partial(distributed.LocalCluster, processes=False))
    monkeypatch.setattr(sys, "argv", [EXAMPLE.name, *paths])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(str(EXAMPLE), run_name="__main__")
    assert left.value.code == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{report.path}: {len(report.errors)} errors, {len(report.warnings)} warnings" for report in plain
    ]
