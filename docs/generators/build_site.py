"""Builds the documentation site, in `site/`.

The pages link to files outside `docs/`, such as the examples, so that the links also work where the repository is
shown. The site is built from `build/docs/`, with a copy of the pages and of those files; each link is adapted.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import shorten

ROOT = Path(__file__).parents[2]
STAGED = ROOT / "build" / "docs"
SITE = ROOT / "site"
#: The target of a link to a file of the repository, without an anchor.
_LINK = re.compile(r"(?<=\]\()(?!\w+:|#)[^)\s#]+")
#: Links, emphasis and marks of code, which plain text does without.
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|[`*]")
_MOST = 200  # characters of a description
#: Code is left as it is: a block, or text between backquotes.
_CODE_BLOCK = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(rf"({_CODE_BLOCK.pattern}|`[^`\n]+`)", re.DOTALL | re.MULTILINE)


def stage(root: Path, target: Path) -> None:
    """Copy the pages below `root / "docs"` to a folder, and every file that they link to.

    Raises a `ValueError` if a link leads to nothing, to a folder, or to the README, of which the site has none.
    """
    shutil.rmtree(target, ignore_errors=True)
    waiting = [path for path in (root / "docs").rglob("*") if path.is_file() and path.parent.name != "generators"]
    copied = set()
    while waiting:
        path = waiting.pop()
        if path in copied or "__pycache__" in path.parts:
            continue
        copied.add(path)
        copy = target / place(path.relative_to(root))
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            text, linked = adapt(path, root)
            copy.write_text(f"{head(text)}\n\n{text}", "utf-8")
            waiting += linked
        else:
            shutil.copyfile(path, copy)


def place(path: Path) -> Path:
    """Return the place on the site of a file of the repository: the content of `docs/` is at the top."""
    return path.relative_to("docs") if path.parts[0] == "docs" else path


def adapt(page: Path, root: Path) -> tuple[str, list[Path]]:
    """Return the text of a page with the links that the site needs, and the files that it links to."""
    linked = []
    here = place(page.relative_to(root)).parent

    def adapted(link: re.Match[str]) -> str:
        file = Path(os.path.normpath(page.parent / link[0]))
        if not file.is_file() or file == root / "README.md":
            raise ValueError(f"{page.relative_to(root)} links to {link[0]}; link to a file, and to no README.md")
        linked.append(file)
        return os.path.relpath(place(file.relative_to(root)), here)

    parts = _CODE.split(page.read_text("utf-8"))
    return "".join(part if i % 2 else _LINK.sub(adapted, part) for i, part in enumerate(parts)), linked


def head(text: str) -> str:
    r"""Return the title of a page, and the start of its first paragraph, for browsers and search engines.

    >>> print(head("# The `show` command\n\nIt shows *who* did [what](a.md), as\nSVG.\n\n## Forms"))
    ---
    title: "The show command"
    description: "It shows who did what, as SVG."
    ---
    """
    blocks = [_MARKUP.sub(r"\1", block) for block in _CODE_BLOCK.sub("", text).split("\n\n")]
    title = next(block for block in blocks if block.startswith("# ")).removeprefix("# ")
    paragraph = shorten(next((block for block in blocks if block[:1].isalnum()), ""), _MOST, placeholder=" …")
    return f"---\ntitle: {json.dumps(title)}\ndescription: {json.dumps(paragraph)}\n---"


def build() -> None:
    """Build the site. Exits with an error if Zensical finds a broken link, or anything else to warn of."""
    stage(ROOT, STAGED)
    shutil.rmtree(SITE, ignore_errors=True)
    zensical = Path(sys.executable).parent / "zensical"
    if subprocess.run([zensical, "build", "--strict", "--clean"], cwd=ROOT, check=False).returncode:  # noqa: S603
        sys.exit("The site was not built; see above.")
    # A page that is opened from disk can load a script, but no JSON.
    (SITE / "search.js").write_text(f"var __index = {(SITE / 'search.json').read_text('utf-8')}", "utf-8")


if __name__ == "__main__":
    build()
