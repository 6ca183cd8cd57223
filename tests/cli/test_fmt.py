"""fmt."""

import os
import threading
from pathlib import Path

import nmpolicy as nm
from command_line import run
from file_size_limit import file_size_limit


def test_fmt_writes_canonical_form_and_then_leaves_it_alone(tmp_path: Path, albuquerque: nm.Collection) -> None:
    backwards = albuquerque.with_records(reversed(list(albuquerque)))
    for name in ("a.json", "a.jsonl", "a.json.gz"):
        path = tmp_path / name
        nm.dump(backwards, path)
        assert run("fmt", "--check", str(path)) == (1, f"not in canonical form: {path}\n")
        assert nm.load(path) == backwards
        assert run("fmt", str(path)) == (0, f"rewritten: {path}\n")
        before = path.stat()
        assert nm.load(path) == albuquerque.sorted()
        assert run("fmt", str(path)) == run("fmt", "--check", str(path)) == (0, "")
        assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_fmt_drops_defaults_and_any_other_layout(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        '{"title": "T",\r\n"people": [], "notes": [], "id": "demo", "nmpolicy": 1, "$schema": "s.json"}', "utf-8"
    )
    assert run("fmt", str(path))[0] == 0
    assert path.read_text("utf-8") == (
        '{\n  "nmpolicy": 1,\n  "$schema": "s.json",\n  "id": "demo",\n  "title": "T"\n}\n'
    )


def test_fmt_reads_standard_input() -> None:
    given = '{"nmpolicy": 1, "id": "demo", "title": "T\\u00fc"}'
    assert run("fmt", "-", text=given) == (0, '{\n  "nmpolicy": 1,\n  "id": "demo",\n  "title": "Tü"\n}\n')


def test_fmt_reports_invalid_files_and_continues(tmp_path: Path) -> None:
    good, bad, missing = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "missing.json"
    good.write_text('{"nmpolicy": 1, "id": "demo", "title": "T"}')
    bad.write_text('{"nmpolicy": 1, "id": "demo", "title": "T", "x": 1}')
    code, shown = run("fmt", str(bad), str(good))
    assert (code, "NMP013" in shown, good.read_text().count("\n")) == (1, True, 5)
    assert bad.read_text() == '{"nmpolicy": 1, "id": "demo", "title": "T", "x": 1}'
    assert run("fmt", str(missing))[0] == 2
    assert run("fmt", "--unknown", "keep", str(bad))[0] == 0
    assert '"x": 1' in bad.read_text()


def test_fmt_reports_a_file_that_it_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"nmpolicy": 1, "id": "demo", "title": "T"}')
    with file_size_limit():
        code, shown = run("fmt", str(path))
    assert (code, "cannot be written: File too large" in shown) == (2, True)
    assert path.read_text() == '{"nmpolicy": 1, "id": "demo", "title": "T"}'


def test_fmt_formats_other_files_beside_one_that_it_cannot_write(tmp_path: Path) -> None:
    """It reports invalid ones, too."""
    text = '{"nmpolicy": 1, "id": "demo", "title": "T"}'
    pipe, bad, good = tmp_path / "pipe", tmp_path / "bad.json", tmp_path / "good.json"
    os.mkfifo(pipe)
    bad.write_text("{")
    good.write_text(text)
    writer = threading.Thread(target=pipe.write_text, args=(text, "utf-8"))
    writer.start()
    code, shown = run("fmt", str(pipe), str(bad), str(good))
    writer.join()
    assert (code, good.read_text().count("\n")) == (2, 5)
    assert f"Error: {pipe} cannot be written: it is a pipe" in shown
    assert "error NMP003" in shown


def test_fmt_reads_a_file_once(tmp_path: Path, albuquerque: nm.Collection) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    text = nm.dumps(albuquerque.sorted())
    writer = threading.Thread(target=pipe.write_text, args=(text, "utf-8"))
    writer.start()
    assert run("fmt", "--check", str(pipe)) == (0, "")
    writer.join()


def test_fmt_checks_standard_input() -> None:
    form = '{\n  "nmpolicy": 1,\n  "id": "demo",\n  "title": "T"\n}\n'
    assert run("fmt", "--check", "-", text=form) == (0, "")
    assert run("fmt", "--check", "-", text=form.replace("\n", " ")) == (1, "not in canonical form: -\n")
