"""New files and folders are made completely or not at all, and what exists is kept."""

import multiprocessing
import os
import signal
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from file_size_limit import file_size_limit
from nmpolicy.errors import InvalidTypeError, InvalidValueError, OutputExistsError, UnwritableFileError
from nmpolicy.serialization.file_writing import write_atomically
from nmpolicy.serialization.outputs import output_file, output_folder

MARKER, NAMES = "package.json", ("package.json", "people.csv", "votes.csv")
OLD = {"package.json": "old package", "people.csv": "old people"}
NEW = {"package.json": "new package", "votes.csv": "new votes"}


def fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text)


def write_folder(folder: Path, files: dict[str, str], *, force: bool = False) -> None:
    with output_folder(folder, marker=MARKER, names=NAMES, force=force) as unfinished:
        assert not any(unfinished.iterdir())
        fill(unfinished, files)


def write_file(path: Path, text: str, *, force: bool = False) -> None:
    with output_file(path, force=force) as unfinished:
        unfinished.write_text(text)


def held(folder: Path) -> dict[str, str]:
    """The files in a folder and in its folders, with their texts."""
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def visible(folder: Path) -> list[str]:
    return [name for name in names(folder) if not name.startswith(".")]


def killed(work: Callable[[], None]) -> None:
    """Run some work in a child process, which kills itself in the middle of it."""
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL


def kill_me(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The path of an old output, a folder."""
    write_folder(tmp_path / "out", OLD)
    return tmp_path / "out"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The path of an old output, a file."""
    write_file(tmp_path / "out.db", "old")
    return tmp_path / "out.db"


def test_a_new_output_is_there_alone(out: Path, file: Path) -> None:
    assert (held(out), file.read_text()) == (OLD, "old")
    assert names(out.parent) == ["out", "out.db"]


def test_an_old_output_is_replaced_only_by_force(out: Path, file: Path) -> None:
    before = held(out.parent)
    with pytest.raises(OutputExistsError, match="it exists; choose another name, or pass force=True to") as caught:
        write_folder(out, NEW)
    assert isinstance(caught.value, FileExistsError)
    with pytest.raises(OutputExistsError, match="it exists"):
        write_file(file, "new")
    assert held(out.parent) == before
    write_folder(out, NEW, force=True)
    write_file(file, "new", force=True)
    assert held(out.parent) == {"out.db": "new"} | {f"out/{name}": text for name, text in NEW.items()}


def test_an_output_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    out, file = tmp_path / "out", tmp_path / "out.db"
    with pytest.raises(OutputExistsError), output_folder(out, marker=MARKER, names=NAMES):
        write_folder(out, OLD)

    def late() -> None:
        with output_file(file) as unfinished:
            unfinished.write_text("new")
            file.write_text("old")

    with pytest.raises(OutputExistsError):
        late()
    assert (held(out), file.read_text()) == (OLD, "old")
    assert names(tmp_path) == ["out", "out.db"]


def test_an_error_leaves_the_old_output(out: Path, file: Path) -> None:
    before = held(out.parent)

    def fail() -> None:
        with (
            output_folder(out, marker=MARKER, names=NAMES, force=True) as unfinished,
            output_file(file, force=True) as unfinished_file,
        ):
            fill(unfinished, NEW)
            unfinished_file.write_text("new")
            unfinished_file.with_name("out.db-journal").touch()
            raise ValueError("a bad cell")

    with pytest.raises(ValueError, match="a bad cell"):
        fail()
    assert names(out.parent) == ["out", "out.db"]
    assert held(out.parent) == before


def test_a_full_disk_leaves_the_old_output(out: Path, file: Path) -> None:
    before = held(out.parent)
    with file_size_limit(), pytest.raises(UnwritableFileError, match="File too large") as caught:
        write_folder(out, NEW, force=True)
    assert caught.value.filename == str(out)
    with file_size_limit(), pytest.raises(UnwritableFileError, match="File too large") as caught:
        write_file(file, "a longer text", force=True)
    assert caught.value.filename == str(file)
    with (
        file_size_limit(),
        pytest.raises(UnwritableFileError, match="File too large") as caught,
        output_file(file, force=True) as unfinished,
    ):
        write_atomically(unfinished, [b"a longer text"])
    assert caught.value.filename == str(file)
    assert held(out.parent) == before


def test_a_folder_is_written_without_more_threads(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", fail)
    write_folder(out, NEW, force=True)
    assert held(out) == NEW


def test_a_killed_run_leaves_the_old_output_and_does_not_disturb_the_next(out: Path, file: Path) -> None:
    def work() -> None:
        with (
            output_folder(out, marker=MARKER, names=NAMES, force=True) as unfinished,
            output_file(file, force=True) as unfinished_file,
        ):
            fill(unfinished, NEW)
            unfinished_file.write_text("new")
            kill_me()

    killed(work)
    assert (held(out), file.read_text(), visible(out.parent)) == (OLD, "old", ["out", "out.db"])
    write_folder(out, NEW, force=True)
    write_file(file, "new", force=True)
    assert (held(out), file.read_text(), visible(out.parent)) == (NEW, "new", ["out", "out.db"])
    assert names(out.parent) == ["out", "out.db"]  # what the killed run left is deleted


@pytest.mark.parametrize("force", [True, False])
def test_a_folder_moved_aside_by_a_killed_run_gets_its_name_back(
    out: Path, monkeypatch: pytest.MonkeyPatch, *, force: bool
) -> None:
    rename = Path.rename

    def rename_once(self: Path, target: Path) -> None:
        rename(self, target)
        kill_me()

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename_once)
        killed(lambda: write_folder(out, NEW, force=True))
    assert (visible(out.parent), held(out.with_name(".out.nmpolicy-old"))) == ([], OLD)
    if force:
        write_folder(out, NEW, force=True)
        assert held(out) == NEW
    else:
        with pytest.raises(OutputExistsError):
            write_folder(out, NEW)
        assert held(out) == OLD
    assert not out.with_name(".out.nmpolicy-old").exists()


@pytest.mark.parametrize("step", ["outputs._discard", "unfinished._delete"])
def test_a_run_killed_while_it_deletes_leaves_the_new_folder(
    out: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(f"nmpolicy.serialization.{step}", kill_me)
        killed(lambda: write_folder(out, NEW, force=True))
    left = ".out.nmpolicy-old" if step.endswith("discard") else ".out.0.nmpolicy-tmp"
    assert (held(out), left in names(out.parent)) == (NEW, True)
    write_folder(out, OLD, force=True)
    assert (held(out), names(out.parent)) == (OLD, ["out"])


def test_an_interrupt_after_the_swap_leaves_the_new_folder_alone(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> None:
        rename(self, target)
        if target == out:
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_folder(out, NEW, force=True)
    assert (held(out), names(out.parent)) == (NEW, ["out"])


def test_a_failed_swap_puts_the_old_folder_back(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def fail(self: Path, target: Path) -> None:
        if self.parent.suffix == ".nmpolicy-tmp":
            raise PermissionError(1, "Operation not permitted")
        rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(UnwritableFileError, match="not permitted"):
        write_folder(out, NEW, force=True)
    assert held(out.parent) == {f"out/{name}": text for name, text in OLD.items()}


def test_a_failed_move_leaves_the_old_folder(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(UnwritableFileError, match="not permitted"):
        write_folder(out, NEW, force=True)
    assert held(out.parent) == {f"out/{name}": text for name, text in OLD.items()}


def test_a_folder_with_other_files_is_kept(out: Path) -> None:
    (out / "notes.txt").write_text("mine")
    with pytest.raises(UnwritableFileError, match=r"it has other files \(notes.txt\), and they are kept") as caught:
        write_folder(out, NEW, force=True)
    assert not isinstance(caught.value, OutputExistsError)
    assert held(out) == OLD | {"notes.txt": "mine"}
    for name in ("a", "b", "c", "d"):
        (out / name).touch()
    with pytest.raises(UnwritableFileError, match=r"\(a, b, c, …\)"):
        write_folder(out, NEW)
    (out / "notes.txt").rename(out.parent / "notes.txt")
    for name in ("a", "b", "c", "d"):
        (out / name).unlink()
    (out / "votes.csv").mkdir()
    with pytest.raises(UnwritableFileError, match=r"\(votes.csv\)"):
        write_folder(out, NEW, force=True)
    (out / "votes.csv").rmdir()
    (out / "votes.csv").symlink_to(out.parent / "notes.txt")
    with pytest.raises(UnwritableFileError, match=r"\(votes.csv\)"):
        write_folder(out, NEW, force=True)
    assert (out.parent / "notes.txt").read_text() == "mine"


def test_a_file_that_appears_while_the_folder_is_deleted_is_kept(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def rename_late(self: Path, target: Path) -> None:
        if self == out:
            (out / "notes.txt").write_text("mine")
        rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename_late)
        write_folder(out, NEW, force=True)
    rest = out.with_name(".out.nmpolicy-old")
    assert (held(out), held(rest)) == (NEW, OLD | {"notes.txt": "mine"})
    with pytest.raises(UnwritableFileError, match="nmpolicy-old is in the way; if no other export is running, move it"):
        write_folder(out, OLD, force=True)
    assert (held(out), held(rest)) == (NEW, OLD | {"notes.txt": "mine"})


def test_a_folder_that_no_export_wrote_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(OutputExistsError):
        write_folder(out, NEW)
    (out / ".DS_Store").touch()
    write_folder(out, NEW, force=True)  # an empty folder is replaced
    (out / MARKER).unlink()
    (out / ".DS_Store").touch()
    with pytest.raises(UnwritableFileError, match=r"it has no package.json, so it is not an old output"):
        write_folder(out, OLD, force=True)
    assert held(out) == {"votes.csv": "new votes", ".DS_Store": ""}


@pytest.mark.parametrize(
    ("name", "file_reason", "folder_reason"),
    [
        ("missing/place/out", "the folder {}/missing/place does not exist; make it with `mkdir -p", None),
        ("text/out", "{}/text is not a folder; choose another one", None),
        ("link", "it is a symbolic link; name what it points to, or another place", None),
        ("broken", "it is a symbolic link", None),
        ("link/", "it is a symbolic link", None),
        ("pipe", "it is a device or a pipe; name a file", "it is not a folder; choose another name"),
        ("folder", "it is a folder; name a file", "it exists"),
        ("text", "it exists", "it is not a folder; choose another name"),
        ("a\0b", "embedded null", None),
        ("\ud800", "surrogates not allowed", None),
        ("a" * 256, "File name too long", None),
        (".", "it is a folder; name a file", "it is the current folder, or holds it; name a new folder"),
        ("..", "it is a folder; name a file", "it is the current folder, or holds it; name a new folder"),
        ("folder/..", "it is a folder; name a file", "it is the current folder, or holds it; name a new folder"),
        ("/", "it is a folder; name a file", "it is the current folder, or holds it; name a new folder"),
        ("/dev/full", "it is a device or a pipe; name a file", "it is not a folder; choose another name"),
    ],
)
def test_an_impossible_place_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, file_reason: str, folder_reason: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("text").touch()
    Path("link").symlink_to("folder")
    Path("broken").symlink_to("nowhere")
    os.mkfifo("pipe")
    before = names(tmp_path)
    place = name if name == "." or name.startswith("/") else f"{tmp_path}/{name}"
    for force in (True, False):
        if force and "exists" in file_reason:
            continue
        with pytest.raises(UnwritableFileError) as caught, output_file(place, force=force):
            raise AssertionError("the block must not run")
        assert file_reason.format(tmp_path) in str(caught.value)
        assert str(caught.value).startswith(f"{place} cannot be written: ")
    if folder_reason != "it exists":
        with pytest.raises(UnwritableFileError) as caught, output_folder(place, marker=MARKER, names=(), force=True):
            raise AssertionError("the block must not run")
        assert (folder_reason or file_reason).format(tmp_path) in str(caught.value)
    assert names(tmp_path) == before


def test_only_a_path_is_a_place() -> None:
    with pytest.raises(InvalidTypeError, match="expected a path, not 5"), output_file(5):  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        raise AssertionError
    with pytest.raises(InvalidValueError, match="the path is empty"), output_folder("", marker=MARKER, names=()):
        raise AssertionError


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Let the system ask about the rights of an ordinary user, since the superuser may write anywhere."""
    user = os.getuid()
    os.setreuid(65_534 if user == 0 else user, -1)
    try:
        yield
    finally:
        os.setreuid(user, -1)


def test_a_folder_in_which_no_file_can_be_made_is_refused(tmp_path: Path) -> None:
    parent = tmp_path / "parent"
    parent.mkdir()
    opened = os.open(parent, os.O_RDONLY)
    parent.rmdir()  # it is still there for those that have it open
    try:
        with pytest.raises(UnwritableFileError, match=r"no file can be made in the folder .*; choose another one"):
            write_file(Path(f"/proc/self/fd/{opened}/out"), "new")
    finally:
        os.close(opened)


def test_a_read_only_folder_is_refused() -> None:
    with TemporaryDirectory() as name:  # pytest's own folders are closed to others
        parent, out = Path(name), Path(name, "out")
        write_folder(out, OLD)
        out.chmod(0o555)
        parent.chmod(0o555)
        with ordinary_user(), pytest.raises(UnwritableFileError, match=r"you may not write into the folder .*; choose"):
            write_file(out.with_name("new"), "new")
        parent.chmod(0o777)
        with (
            ordinary_user(),
            pytest.raises(UnwritableFileError, match="you may not write into it; choose another name"),
        ):
            write_folder(out, NEW, force=True)
        out.chmod(0o755)
        assert held(out) == OLD
        assert names(parent) == ["out"]


def test_permissions_are_kept(out: Path, file: Path) -> None:
    out.chmod(0o750)
    (out / MARKER).chmod(0o600)
    file.chmod(0o640)
    usual = out.parent / "usual"
    usual.touch()
    write_folder(out, NEW, force=True)
    write_file(file, "new", force=True)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (out, out / MARKER, file)]
    assert modes == [0o750, 0o600, 0o640]
    assert (out / "votes.csv").stat().st_mode == usual.stat().st_mode


def test_an_output_is_private_while_it_is_written(tmp_path: Path) -> None:
    with output_file(tmp_path / "out.db") as unfinished:
        assert unfinished.name == "out.db"  # libraries choose a format by the end of the name
        assert stat.S_IMODE(unfinished.parent.stat().st_mode) == 0o700
        unfinished.touch()


def test_a_path_through_a_link_is_followed(out: Path) -> None:
    link = out.parent / "link"
    link.symlink_to(out)
    write_file(link / "votes.csv", "through the link")
    write_folder(link / ".." / "new", NEW)
    assert (out / "votes.csv").read_text() == "through the link"
    assert visible(out.parent) == ["link", "new", "out"]
