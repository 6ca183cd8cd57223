"""Follow a tutorial as a reader does: in an empty folder with the wheel, each step as printed.

Run it with `python tests/outside/follow_tutorial.py docs/tutorials/first-order.md WHEEL`.
pip has to reach its index. At the end, there must be a `page.html`.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)


def run(command: str) -> str:
    """Run a command in the current folder, with the virtual environment there, and return what it prints."""
    print(f"$ {command}", flush=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    path = f"{Path.cwd() / '.venv' / 'bin'}{os.pathsep}{kept['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", command],
        env=kept | {"PATH": path, "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    print(done.stdout, end="")
    return done.stdout


def save(file: Path, text: str, language: str) -> None:
    """Save a block as a file, or make the change that a diff shows."""
    if language == "diff":
        old, new = ("".join(line[1:] for line in text.splitlines() if line[0] == sign) for sign in "-+")
        text = file.read_text("utf-8").replace(old, new)
    file.write_text(text, "utf-8")


def follow(page: str) -> None:
    """Do what each block of a page says. Stop if a command prints something else."""
    for language, file, text in BLOCK.findall(page):
        if file:
            save(Path(file), text, language)
        elif language == "python":
            with Path("order.py").open("a", encoding="utf-8") as script:
                script.write(text)
        elif language == "sh":
            run(text)
        elif language == "console":
            for step in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, expected = step.partition("\n")
                if not doctest.OutputChecker().check_output(expected, run(command), doctest.ELLIPSIS):
                    sys.exit(f"The page shows:\n{expected}")
    if not Path("page.html").is_file():
        sys.exit("No step wrote page.html.")


if __name__ == "__main__":
    text, wheel, start = Path(sys.argv[1]).read_text("utf-8"), Path(sys.argv[2]).resolve(), time.monotonic()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        shutil.copy(wheel, folder)
        follow(text)
    print(f"{sys.argv[1]}: every step worked, in {time.monotonic() - start:.0f} seconds")
