"""Check many files on a Dask cluster; here it is two worker processes on this machine.

It needs the `dask` extra. Run it with `python examples/check_on_cluster.py FILE...`. To use another cluster, connect the
client to its scheduler: `Client("tcp://scheduler:8786")`. If a worker dies, Dask gives its files to another worker.
"""

import sys
from collections.abc import Sequence

from distributed import Client, LocalCluster

import nmpolicy as nm


def main(paths: Sequence[str]) -> None:
    """Print one line for each file."""
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        for report in nm.check_files(paths, client.get_executor()):
            print(f"{report.path}: {len(report.errors)} errors, {len(report.warnings)} warnings")


if __name__ == "__main__":  # the workers import this file
    main(sys.argv[1:])
