"""Reading the pairs of ids that --same takes."""

from pathlib import Path

import pytest

from nmpolicy.cli.pair_files import read_pairs
from nmpolicy.cli.terminal import CommandError


def test_pairs_come_from_options_and_files(tmp_path: Path) -> None:
    path = tmp_path / "same.txt"
    path.write_bytes(
        "\ufeff# Two coders\r\n\r\nmayor = chief  # one office\r\neo-1.report=eo-01.report\r\n  a\t=\tb\n#c = d\n".encode()
    )
    assert read_pairs(["x=y", str(path), "a=b"]) == {
        ("x", "y"): "--same x=y",
        ("mayor", "chief"): f"{path}, line 3",
        ("eo-1.report", "eo-01.report"): f"{path}, line 4",
        ("a", "b"): f"{path}, line 5",
    }
    path.write_text("")
    assert read_pairs([str(path)]) == read_pairs([]) == {}


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("mayor chief", "'mayor chief'"),
        ("mayor=", "'mayor='"),
        ("a=b=c", "'a=b=c'"),
        ("Mayor=chief", "'Mayor=chief'"),
        ("a=b#c", "'a=b#c'"),
        ("a = b, c = d", "'a = b, c = d'"),
        ('{"a": "b"}', '\'{"a": "b"}\''),
    ],
)
def test_a_line_that_is_no_pair_is_refused(line: str, shown: str, tmp_path: Path) -> None:
    path = tmp_path / "same.txt"
    path.write_text(f"x = y\n{line}\n", "utf-8")
    with pytest.raises(CommandError) as raised:
        read_pairs([str(path)])
    assert raised.value.message == f"{path}, line 2: expected two ids, such as mayor=the-mayor, not {shown}"


def test_what_is_neither_a_pair_nor_a_file_is_refused(tmp_path: Path) -> None:
    for value, reason in (
        (str(tmp_path / "none.txt"), "No such file or directory"),
        ("Mayor=Chief", "No such file or directory"),
        (str(tmp_path), "it is a folder"),
        ("a\0b", "embedded null"),
        ("", "it is a folder"),
    ):
        with pytest.raises(CommandError, match="neither a pair of ids, such as mayor=the-mayor, nor a file") as raised:
            read_pairs([value])
        assert reason in raised.value.message
    path = tmp_path / "latin.txt"
    path.write_bytes(b"a = b  # \xe9")
    with pytest.raises(CommandError, match="is not a text file in UTF-8; write a pair of ids on each line"):
        read_pairs([str(path)])
