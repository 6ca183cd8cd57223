"""The `nmpolicy` command as a program of its own, which is also `python -m nmpolicy`."""

import gc
import os
import sys


def run() -> None:
    """Run the command, and exit. A signal ends it quietly from the start, even while it imports its modules."""
    try:
        from nmpolicy.cli.interrupts import quit_when_interrupted  # noqa: PLC0415  # interrupts are caught here

        quit_when_interrupted()
    except KeyboardInterrupt:
        os._exit(130)
    _open_closed_streams()
    # Most commands make many objects that stay, in which the collector would look for garbage again and again.
    gc.set_threshold(100_000)
    from nmpolicy.cli.main import main  # noqa: PLC0415  # as above

    try:
        main(prog_name="nmpolicy")
    finally:
        quit_when_interrupted()


def _open_closed_streams() -> None:
    """Open what the caller closed, so that no file gets its number; and let nobody read errors that nobody wants."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115  # until the process ends


if __name__ == "__main__":
    run()
