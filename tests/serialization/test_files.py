"""Files are written completely or not at all."""

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import nmpolicy as nm
from nmpolicy.errors import InvalidTypeError, InvalidValueError, UnwritableFileError
from nmpolicy.serialization.lines import dump_lines

OLD = nm.Collection(id="demo", title="Old")
NEW = nm.Collection(id="demo", title="New, Raúl")


def test_what_is_dumped_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "demo.json"
    nm.dump(NEW, path)
    nm.dump(NEW, str(path))
    assert nm.load(path) == nm.load(str(path)) == NEW
    assert path.read_text("utf-8") == nm.dumps(NEW)
    assert [entry.name for entry in tmp_path.iterdir()] == ["demo.json"]


def test_permissions_are_kept_and_a_new_file_gets_the_usual_ones(tmp_path: Path) -> None:
    path, usual = tmp_path / "demo.json", tmp_path / "usual"
    usual.touch()
    nm.dump(OLD, path)
    assert path.stat().st_mode == usual.stat().st_mode
    path.chmod(0o640)
    nm.dump(NEW, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "demo.json", tmp_path / "link.json"
    nm.dump(OLD, path)
    link.symlink_to(path)
    nm.dump(NEW, link)
    assert link.is_symlink()
    assert nm.load(path) == NEW


def test_the_old_file_is_replaced_and_not_overwritten(tmp_path: Path) -> None:
    path, other_name = tmp_path / "demo.json", tmp_path / "other.json"
    nm.dump(OLD, path)
    os.link(path, other_name)
    nm.dump(NEW, path)
    assert nm.load(other_name) == OLD
    assert nm.load(path) == NEW


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "demo.json"
    nm.dump(OLD, path)
    _, hard = limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))  # no file may grow beyond ten bytes
    try:
        with pytest.raises(UnwritableFileError):
            nm.dump(NEW, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert nm.load(path) == OLD
    assert [entry.name for entry in tmp_path.iterdir()] == ["demo.json"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    nm.dump(NEW, pipe)
    assert os.read(reader, 10_000).decode() == nm.dumps(NEW)
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_long_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 250)
    nm.dump(NEW, path)
    assert nm.load(path) == NEW


@pytest.mark.parametrize("name", ["a\0b.json", "\ud800.json"])
def test_an_impossible_file_name_is_an_unwritable_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnwritableFileError):
        nm.dump(NEW, tmp_path / name)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "demo.json"
    path.mkdir()
    with pytest.raises(UnwritableFileError) as caught:
        nm.dump(NEW, path)
    assert isinstance(caught.value, OSError)
    assert (caught.value.filename, [entry.name for entry in tmp_path.iterdir()]) == (str(path), ["demo.json"])
    with pytest.raises(UnwritableFileError, match="does not exist; make it with `mkdir -p"):
        nm.dump(NEW, tmp_path / "missing" / "demo.json")


def test_only_a_collection_is_dumped_and_only_text_is_loaded() -> None:
    with pytest.raises(InvalidTypeError, match="expected a Collection"):
        nm.dumps(nm.Person(id="a"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(InvalidTypeError, match="expected JSON as text or bytes"):
        nm.loads({})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(InvalidTypeError, match="expected a Collection"):
        nm.validate("demo.json")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


SMALL = nm.Collection(id="demo", title="Small")
LARGE = nm.Collection.of([nm.Person(id=f"p-{number}") for number in range(500)], id="demo", title="Large")


def test_a_signal_leaves_nothing_behind(tmp_path: Path) -> None:
    class Interrupted(BaseException):
        pass

    def made() -> Iterator[nm.Record]:
        yield nm.Person(id="a")
        raise Interrupted

    path = tmp_path / "demo.jsonl"
    with pytest.raises(Interrupted):
        dump_lines(made(), path, header=SMALL)
    assert list(tmp_path.iterdir()) == []


def test_a_full_device_is_an_unwritable_file() -> None:
    with pytest.raises(UnwritableFileError, match="No space left"):
        nm.dump(LARGE, "/dev/full")
    with pytest.raises(InvalidValueError, match="-1 is not an indent"):
        nm.dumps(NEW, indent=-1)


def test_a_private_file_is_private_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "demo.jsonl"
    nm.dump(OLD, path)
    path.chmod(0o600)

    def seen() -> Iterator[nm.Record]:
        (unfinished,) = tmp_path.glob(".*.nmpolicy-tmp")
        assert stat.S_IMODE(unfinished.stat().st_mode) == 0o700  # of the folder that holds it
        yield nm.Person(id="a")

    dump_lines(seen(), path, header=SMALL)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives files away")
def test_the_owner_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "demo.json"
    nm.dump(OLD, path)
    os.chown(path, 12_345, 54_321)
    nm.dump(NEW, path)
    assert (path.stat().st_uid, path.stat().st_gid) == (12_345, 54_321)


def test_devices_and_pipes_are_written_to() -> None:
    nm.dump(LARGE, os.devnull)
    code = "import nmpolicy as nm; nm.dump(nm.Collection(id='demo', title='T'), '/dev/stdout', indent=None)"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True)  # noqa: S603  # our own code
    assert done.stdout == b'{"nmpolicy":1,"id":"demo","title":"T"}\n'


def test_only_a_collection_can_be_dumped(tmp_path: Path) -> None:
    with pytest.raises(InvalidTypeError, match="expected a Collection, not 'a title'"):
        nm.dump("a title", tmp_path / "a.jsonl")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
