"""A file is replaced completely, by one writer or by several, and a link, a pipe or a device never is."""

import errno
import fcntl
import gc
import gzip
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

import nmpolicy as nm
from nmpolicy.errors import UnwritableFileError
from nmpolicy.serialization import unfinished
from nmpolicy.serialization.file_writing import write_atomically
from nmpolicy.serialization.unfinished import folder_beside

DEMO = nm.Collection(id="demo", title="A demonstration")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def in_a_child(work: Callable[[], object]) -> int:
    """Do some work in a child process, and return the number of the process."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(1)
    return child


def killed_while_writing(path: Path) -> None:
    def work() -> None:
        with folder_beside(path) as folder:
            (folder / path.name).write_text("half")
            os.kill(os.getpid(), signal.SIGKILL)

    os.waitpid(in_a_child(work), 0)


@pytest.mark.parametrize("name", ["demo.json", "ä" * 125 + ".json", "x" * 250 + ".json"])
def test_the_next_write_deletes_what_killed_ones_left(tmp_path: Path, name: str) -> None:
    path, other = tmp_path / name, tmp_path / "other.json"
    for _ in range(2):
        killed_while_writing(path)
        killed_while_writing(other)
        (left,) = set(names(tmp_path)) - {name, ".other.json.0.nmpolicy-tmp"}  # it does not become more
        assert left.startswith(f".{name[:5]}")
        assert left.endswith(".nmpolicy-tmp")
    nm.dump(DEMO, path)
    assert nm.load(path) == DEMO
    assert names(tmp_path) == [".other.json.0.nmpolicy-tmp", name]


def test_living_writers_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "demo.json"

    def slowly(text: bytes) -> Iterator[bytes]:
        yield text
        killed_while_writing(path)
        write_atomically(path, [b"inside"])
        assert path.read_bytes() == b"inside"
        yield text

    write_atomically(path, slowly(b"one"))
    assert (path.read_bytes(), names(tmp_path)) == (b"oneone", ["demo.json"])
    with folder_beside(path) as first, folder_beside(path) as second:
        assert (first.name, second.name) == (".demo.json.0.nmpolicy-tmp", ".demo.json.1.nmpolicy-tmp")


def test_many_writers_of_one_file_leave_one_of_theirs(tmp_path: Path) -> None:
    path, texts = tmp_path / "demo.bin", [bytes([number]) * 50_000 for number in range(4)]

    def write(text: bytes) -> None:
        for _ in range(20):
            write_atomically(path, [text[:20_000], text[20_000:]])
        os._exit(0)

    children = [in_a_child(lambda text=text: write(text)) for text in texts]  # type: ignore[misc]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    assert path.read_bytes() in texts
    assert names(tmp_path) == ["demo.bin"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # files that the interrupt left open
def test_an_interrupt_at_any_step_interrupts_and_leaves_nothing(tmp_path: Path) -> None:
    """Interrupt the first call of a function, then the fifth, and so on, until one write is not interrupted."""
    path = tmp_path / "demo.json.gz"
    steps = 0
    for step in count(1, 4):
        path.write_bytes(b"old")
        interrupted, steps = interrupt(lambda: write_atomically(path, [b"a", b"b"]), step)
        assert names(tmp_path) == [path.name]
        if not interrupted:
            break
        assert path.read_bytes() == b"old" or gzip.decompress(path.read_bytes()) == b"ab"
    gc.collect()  # the files that the interrupt left open, so that no later test is blamed for them
    assert (steps > 100, gzip.decompress(path.read_bytes())) == (True, b"ab")


def interrupt(work: Callable[[], object], step: int) -> tuple[bool, int]:
    """Do some work, and interrupt it before or after one of the calls in it. Python handles signals there."""
    steps = 0

    def count_step(_frame: object, event: str, called: object) -> None:
        nonlocal steps
        if event != "return" and called is not sys.setprofile:
            steps += 1
            if steps == step:
                raise KeyboardInterrupt

    try:
        sys.setprofile(count_step)
        work()
    except KeyboardInterrupt:
        return True, steps
    finally:
        sys.setprofile(None)
    return False, steps


def test_a_changed_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "demo.json.gz"
    path.write_bytes(gzip.compress(b"read"))
    write_atomically(path, [b"first"], read=b"read")
    for saved in (b"saved", b"firs", b"first, and more"):
        path.write_bytes(gzip.compress(saved))
        with pytest.raises(UnwritableFileError, match="it was changed by someone else after it was read"):
            write_atomically(path, [b"new"], read=b"first")
        assert gzip.decompress(path.read_bytes()) == saved
    path.unlink()
    with pytest.raises(UnwritableFileError, match="it was changed"):
        write_atomically(path, [b"new"], read=b"first")
    assert names(tmp_path) == []


def test_links_stay_links(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to("new.json")
    (tmp_path / "loop").symlink_to("pool")
    (tmp_path / "pool").symlink_to("loop")
    (tmp_path / "far").symlink_to("nowhere/new.json")
    nm.dump(DEMO, tmp_path / "dangling")
    assert nm.load(tmp_path / "new.json") == DEMO
    with pytest.raises(
        UnwritableFileError, match="it is a loop of symbolic links; delete one of them, or name another"
    ):
        nm.dump(DEMO, tmp_path / "loop")
    with pytest.raises(UnwritableFileError, match="nowhere does not exist; make it with `mkdir -p"):
        nm.dump(DEMO, tmp_path / "far")
    assert names(tmp_path) == ["dangling", "far", "loop", "new.json", "pool"]
    assert all((tmp_path / name).is_symlink() for name in ("dangling", "far", "loop", "pool"))


def test_a_pipe_is_not_rewritten(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnwritableFileError, match="a pipe or a device, which cannot be rewritten; read it as standard"):
        write_atomically(tmp_path / "pipe", [b"new"], read=b"old")


def test_what_standard_output_had_before_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text("before\n")
    code = "import nmpolicy as nm; nm.dump(nm.Collection(id='demo', title='T'), '/dev/stdout', indent=None)"
    with path.open("a") as log:
        subprocess.run([sys.executable, "-c", code], stdout=log, check=True)  # noqa: S603  # our own code
    assert path.read_text() == 'before\n{"nmpolicy":1,"id":"demo","title":"T"}\n'
    assert names(tmp_path) == ["log"]


def test_an_open_file_of_another_process_is_not_taken_for_ours(tmp_path: Path) -> None:
    """Both processes have the pipe open under the same number, and the other one's leads elsewhere."""
    path = tmp_path / "log"
    path.write_text("old")
    command = [sys.executable, "-c", "input()"]
    with path.open("a") as log, subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log) as other:  # noqa: S603
        write_atomically(f"/proc/{other.pid}/fd/1", [b"new"])
        other.communicate(b"\n")
    assert path.read_text() == "new"


def test_errors_of_the_content_come_through(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield b"a"
        raise ConnectionError("the server is gone")

    with pytest.raises(ConnectionError, match="the server is gone"):
        write_atomically(tmp_path / "a.gz", failing())
    assert names(tmp_path) == []


def test_threads_write_one_file(tmp_path: Path) -> None:
    threads = [threading.Thread(target=nm.dump, args=(DEMO, tmp_path / "a.json")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (nm.load(tmp_path / "a.json"), names(tmp_path)) == (DEMO, ["a.json"])


def test_a_second_interrupt_in_the_cleanup_leaves_nothing_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete = unfinished._delete  # noqa: SLF001  # to interrupt it
    interrupts = [KeyboardInterrupt, KeyboardInterrupt]

    def interrupted(folder: Path) -> None:
        if interrupts:
            raise interrupts.pop()
        delete(folder)

    monkeypatch.setattr(unfinished, "_delete", interrupted)
    with pytest.raises(KeyboardInterrupt), folder_beside(tmp_path / "a.json"):
        interrupts.pop()
    assert names(tmp_path) == []
    interrupts.append(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "a.json", [b"a"])
    assert names(tmp_path) == ["a.json"]


def test_without_locks_nothing_that_was_left_is_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_file: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    killed_while_writing(tmp_path / "a.json")
    monkeypatch.setattr(fcntl, "flock", none)
    write_atomically(tmp_path / "a.json", [b"a"])
    assert names(tmp_path) == [".a.json.0.nmpolicy-tmp", "a.json"]


def test_a_folder_that_another_process_deleted_and_made_for_itself_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, theirs = unfinished._opened, list[Path]()  # noqa: SLF001  # to come between making and locking a folder

    def taken(folder: Path) -> int:
        if theirs or not folder.exists():
            return opened(folder)
        folder.rmdir()
        try:
            return opened(folder)
        finally:
            folder.mkdir()
            theirs.append(folder)

    monkeypatch.setattr(unfinished, "_opened", taken)
    with folder_beside(tmp_path / "a.json") as ours:
        assert [ours.name, *(each.name for each in theirs)] == [".a.json.1.nmpolicy-tmp", ".a.json.0.nmpolicy-tmp"]


def test_a_folder_that_another_process_took_for_left_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False])
    with monkeypatch.context() as patch:
        patch.setattr(unfinished, "_locked", lambda _file, _folder: next(answers, True))
        write_atomically(tmp_path / "a.json", [b"a"])
        assert names(tmp_path) == [".a.json.0.nmpolicy-tmp", "a.json"]
    write_atomically(tmp_path / "a.json", [b"a"])
    assert names(tmp_path) == ["a.json"]
