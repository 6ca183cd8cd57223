"""Files checked on a Dask cluster give the same reports as a plain loop, even if a worker is killed meanwhile."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

import nmpolicy as nm

pytestmark = pytest.mark.filterwarnings("default")  # Dask and its dependencies have warnings of their own
FILES = 40


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Files of 50 organizations; in every third one, a record is wrong."""
    made = []
    for number in range(FILES):
        organizations = [nm.Organization(id=f"body-{n}", name=f"Body {n}") for n in range(50)]
        if number % 3 == 0:
            organizations.append(nm.Organization(id="part", name="A part", parent="missing"))
        path = tmp_path / f"{number}.json"
        nm.dump(nm.Collection(id=f"file-{number}", title="A file", organizations=organizations), path)
        made.append(path)
    return made


@pytest.fixture
def client() -> Iterator[Client]:
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client


def test_a_killed_worker_changes_no_report(paths: list[Path], client: Client) -> None:
    expected = list(nm.check_files(paths))
    assert sum("NMP202" in {problem.code for problem in report.errors} for report in expected) == len(paths[::3])
    workers = client.run(os.getpid)
    reports = nm.check_files(paths, client.get_executor())
    first = next(reports)
    os.kill(next(iter(workers.values())), signal.SIGKILL)
    assert [first, *reports] == expected
    client.wait_for_workers(2, timeout=60)
    assert set(client.run(os.getpid).values()) != set(workers.values())
