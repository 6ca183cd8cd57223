"""Commands that write into their input keep what someone else saved there, and links, pipes and devices stay."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import nmpolicy as nm
from command_line import ROOT, run

DRAFT = ROOT / "examples" / "draft" / "draft.json"
TEXT = (ROOT / "examples" / "draft" / "gazette.txt").read_text("utf-8")
MERGE = ROOT / "examples" / "merge"
SAVED = '{"nmpolicy": 1, "id": "demo", "title": "What someone saved"}'
CHANGED = "cannot be written: it was changed by someone else after it was read, and is left as it is; try again"


def feed(pipe: Path, text: str, first: Callable[[], object] = lambda: None) -> threading.Thread:
    """Make a pipe. When it is opened for reading, do something, and then write a text."""
    os.mkfifo(pipe)

    def write() -> None:
        with pipe.open("w", encoding="utf-8") as file:
            first()
            file.write(text)

    thread = threading.Thread(target=write)
    thread.start()
    return thread


def anchored(tmp_path: Path) -> Path:
    """A draft whose quotes are anchored."""
    path = tmp_path / "draft.json"
    lines = DRAFT.read_text("utf-8").replace('by May 1"', 'by May 15"').splitlines()
    path.write_text("\n".join(line for line in lines if "leaf-blowers.fine" not in line), "utf-8")
    return path


def test_anchor_and_verify_keep_what_was_saved_while_they_ran(tmp_path: Path) -> None:
    path, gazette = anchored(tmp_path), tmp_path / "gazette.txt"
    gazette.write_text(TEXT, "utf-8")
    before = path.read_bytes()
    thread = feed(tmp_path / "pipe", TEXT, lambda: path.write_text(SAVED))
    code, shown = run("anchor", str(path), "--text", f"gazette={tmp_path}/pipe", "--write")
    thread.join()
    assert (code, CHANGED in shown, path.read_text()) == (2, True, SAVED)
    path.write_bytes(before)
    assert run("anchor", str(path), "--text", f"gazette={gazette}", "--write")[0] == 0
    thread = feed(tmp_path / "second", f"Advertisement\n\n{TEXT}", lambda: path.write_text(SAVED))
    code, shown = run("verify", str(path), "--text", f"gazette={tmp_path}/second", "--write")
    thread.join()
    assert (code, CHANGED in shown, path.read_text()) == (2, True, SAVED)


def test_merge_keeps_what_was_saved_while_it_ran(tmp_path: Path) -> None:
    ours = tmp_path / "ours.json"
    ours.write_bytes((MERGE / "ours.json").read_bytes())
    thread = feed(tmp_path / "pipe", (MERGE / "ours.json").read_text("utf-8"), lambda: ours.write_text(SAVED))
    code, shown = run("merge", str(ours), str(tmp_path / "pipe"), "-o", str(ours), "--force")
    thread.join()
    assert (code, CHANGED in shown, ours.read_text()) == (2, True, SAVED)
    ours.write_bytes((MERGE / "ours.json").read_bytes())
    assert run("merge", str(ours), str(MERGE / "ours.json"), "-o", str(ours), "--force")[0] == 0


def test_fmt_keeps_what_was_saved_while_it_ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"nmpolicy": 1, "id": "demo", "title": "T"}')
    sort = nm.Collection.sorted

    def sorted_late(self: nm.Collection) -> nm.Collection:
        path.write_text(SAVED)
        return sort(self)

    monkeypatch.setattr(nm.Collection, "sorted", sorted_late)
    code, shown = run("fmt", str(path))
    assert (code, shown, path.read_text()) == (2, f"Error: {path} {CHANGED}\n", SAVED)
    assert [*tmp_path.iterdir()] == [path]


def test_a_pipe_is_not_rewritten_or_read_twice(tmp_path: Path) -> None:
    pipe, other = tmp_path / "pipe", str(MERGE / "ours.json")
    thread = feed(pipe, SAVED)
    code, shown = run("fmt", str(pipe))
    thread.join()
    assert (code, "a pipe or a device, which cannot be rewritten; read it as standard input, -" in shown) == (2, True)
    once = f"Error: {pipe} is a pipe, which can be used only once; name another file\n"
    text = f"gazette={MERGE}/story.txt"
    assert run("merge", str(pipe), str(pipe), "-o", str(tmp_path / "out.json")) == (2, once)
    assert run("merge", str(pipe), other, "-o", str(pipe)) == (2, once)
    assert (
        run("anchor", str(pipe), "--text", text, "--write")
        == run("verify", str(pipe), "--text", text, "--write")
        == (2, once)
    )


def test_merge_writes_into_a_pipe_and_a_device(tmp_path: Path) -> None:
    ours, pipe = str(MERGE / "ours.json"), tmp_path / "pipe"
    os.mkfifo(pipe)
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(pipe.read_text("utf-8")))
    thread.start()
    assert run("merge", ours, ours, "-o", str(pipe))[0] == 0
    thread.join()
    assert nm.loads(found[0]) == nm.load(ours)
    assert pipe.is_fifo()
    assert run("merge", ours, ours, "--base", os.devnull, "-o", os.devnull)[0] == 0


@pytest.mark.parametrize("name", ["loop.json", "dangling.json", "link.json"])
def test_merge_keeps_links(tmp_path: Path, name: str) -> None:
    ours = str(MERGE / "ours.json")
    (tmp_path / "loop.json").symlink_to("loop.json")
    (tmp_path / "dangling.json").symlink_to("new.json")
    (tmp_path / "link.json").symlink_to("old.json")
    (tmp_path / "old.json").touch()
    code, shown = run("merge", ours, ours, "-o", str(tmp_path / name), "--force")
    assert (tmp_path / name).is_symlink()
    if name == "loop.json":
        assert (code, "it is a loop of symbolic links; delete one of them, or name another file" in shown) == (2, True)
    else:
        assert (code, nm.load(tmp_path / name)) == (0, nm.load(ours))


def test_pairs_are_proposed_in_utf_8(tmp_path: Path) -> None:
    for name, title in (("ours", "Raúl"), ("theirs", "Raul")):
        person = nm.Person(id=name, name=f"{title} González")
        nm.dump(nm.Collection(id=name, title=name).add(person), tmp_path / f"{name}.json")
    done = subprocess.run(  # our own command
        [sys.executable, "-m", "nmpolicy", "merge", "ours.json", "theirs.json", "--propose", "-"],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert "Raúl González" in done.stdout.decode("utf-8")


def test_a_command_that_is_told_to_end_leaves_nothing(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from nmpolicy.__main__ import run\n"
        "from nmpolicy.serialization import file_writing\n"
        "def end(path): os.kill(os.getpid(), signal.SIGTERM)\n"
        "file_writing.sync = end\n"
        f"sys.argv[1:] = ['merge', {str(MERGE / 'ours.json')!r}, {str(MERGE / 'ours.json')!r}, '-o', 'out.json']\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, check=False)  # noqa: S603  # as above
    assert (done.returncode, done.stdout, done.stderr, [*tmp_path.iterdir()]) == (143, b"", b"", [])
