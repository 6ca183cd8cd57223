"""Runs the example notebook, and returns it with its outputs."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
NOTEBOOK = "examples/albuquerque.ipynb"
_SECONDS = 60  # for one cell
#: The metadata about the program that ran a notebook. The version of Python is left out, because it does not matter.
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook() -> str:
    """Run every cell of the notebook in a new kernel, and return its text with the outputs.

    Raises an error if a cell does.
    """
    # Slow to import, and most generated files do not need them.
    import nbformat  # noqa: PLC0415
    from nbclient import NotebookClient  # noqa: PLC0415

    document = nbformat.read(ROOT / NOTEBOOK, as_version=4)
    # Measuring coverage would print warnings of its own.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    with TemporaryDirectory() as folder:
        client = NotebookClient(
            document,
            timeout=_SECONDS,
            record_timing=False,
            resources={"metadata": {"path": str(ROOT)}},
            extra_arguments=["--log-level=ERROR"],  # else it warns that it listens on this machine
        )
        client.execute(env={**variables, "IPYTHONDIR": folder})
    document.metadata = nbformat.from_dict(_METADATA)
    text: str = nbformat.writes(document)
    return text.rstrip("\n") + "\n"
