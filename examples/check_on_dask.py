"""Check many files on a Dask cluster. Here it is a cluster of two worker processes on this machine.

Run it with `python examples/check_on_dask.py FILE...`. It needs the `dask` extra. To use a cluster of several
machines, pass its address to `Client`, and use paths that every machine can read.
"""

import sys
from collections.abc import Iterable

from distributed import Client, LocalCluster

import nmpolicy as nm


def main(paths: Iterable[str]) -> int:
    """Print the result for each file, and return how many files have errors."""
    failed = 0
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster, Client(cluster) as client:
        for report in nm.check_files(paths, client.get_executor()):
            print(f"{report.path}: {len(report.errors)} errors, {len(report.warnings)} warnings")
            failed += not report.ok
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
