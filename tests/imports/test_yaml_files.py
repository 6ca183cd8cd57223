"""Reading YAML: text stays text, and nothing in a file can run, grow or hide."""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from each_case import each_case
from nmpolicy.errors import MissingExtraError, UnreadableDocumentError
from nmpolicy.imports.open_states.yaml_files import read_yaml


def read(text: str | bytes) -> Any:
    return read_yaml(BytesIO(text.encode() if isinstance(text, str) else text))


@each_case("written", ["no", "on", "012", "1e3", "1_000", "12:30", "2021-01-19", "2021-02-30", "0x1f", ".inf"])
def test_a_scalar_is_text_as_it_is_written(written: str) -> None:
    assert read(f"a: {written}") == {"a": written}
    assert read(f"{written}: a") == {written: "a"}


@pytest.mark.parametrize("written", ["", "~", "null", "!!null x"])
def test_null_is_nothing(written: str) -> None:
    assert read(f"a: {written}") == {"a": None}
    assert read("a: 'null'\nb: ''\nc: !!str null") == {"a": "null", "b": "", "c": "null"}


def test_lists_objects_line_ends_and_encodings() -> None:
    assert read("a: [b, {c: [d]}]\r\ne:\r\n- f\r\n- g: h\r\n") == {"a": ["b", {"c": ["d"]}], "e": ["f", {"g": "h"}]}
    assert read("\ufeffa: ñ") == read("a: ñ".encode("utf-16")) == {"a": "ñ"}
    assert read("") is None
    assert read("- a\n- b\n") == ["a", "b"]


def test_an_alias_repeats_a_value() -> None:
    assert read("a: &x [b]\nc: *x\nd: &y e\nf: *y") == {"a": ["b"], "c": ["b"], "d": "e", "f": "e"}


LAUGHS = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)


@each_case(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", "line 3: 'a' is a duplicate key; keep one of the two"),
        (
            "a: !!python/object/apply:os.system [ls]",
            "line 1: the tag 'tag:yaml.org,2002:python/object/apply:os.system'",
        ),
        ("a: !own b", "line 1: the tag '!own' is not supported; write plain values"),
        ("a: !!binary aGVsbG8=", "line 1: the tag 'tag:yaml.org,2002:binary' is not supported"),
        ("a: &x [*x]", "line 1: the alias *x does not refer to an earlier anchor"),
        (LAUGHS, "line 6: the file has more than 1,000,000 values, including those of aliases"),
        ("[" * 200, "line 1: the file is nested more than 100 levels deep"),
        ("x: &a {k: v}\ny:\n  <<: *a", "line 3: a merge key (<<) is not supported; write the keys out"),
        ("? [a]\n: b", "line 1: a key is not a text; write it as one"),
        ("x: &a b\n*a : c", "line 2: a key is not a text; write it as one"),
        ("--- a\n--- b", "line 2: the file has several YAML documents; write each in its own file"),
        ("a:\n\t- b", "the file is not YAML (line 2): found character that cannot start any token"),
        ("a: b: c", "the file is not YAML (line 1)"),
        ("a: \x00", "the file is not YAML"),
        (b"\xff\xffa", "the file is not YAML: invalid leading UTF-8 octet"),
        ('a: "\\ud800"', "the file is not YAML (line 1)"),
    ],
)
def test_what_is_refused(text: str | bytes, message: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read(text)
    assert message in str(caught.value)
    assert caught.value.path == "standard input"


def test_the_parser_without_libyaml_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml  # noqa: PLC0415

    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert read("a: no\nb: [1, ~]") == {"a": "no", "b": ["1", None]}
    with pytest.raises(UnreadableDocumentError, match="half of a surrogate pair"):
        read('a: "\\ud800"')
    with pytest.raises(UnreadableDocumentError, match="the file is not YAML"):
        read(b"a: \xff")


def test_a_missing_file_and_a_missing_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableDocumentError):
        read_yaml(tmp_path / "none.yml")
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(MissingExtraError):
        read("a: b")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<!DOCTYPE html><p>Not found", "it is an HTML page, not YAML; download"),
        ("- a, b\n- c, d: e: f\n- g, h\n", "the file is not YAML (line 2)"),
        ("a: b: c", "the file is not YAML (line 1)"),
    ],
)
def test_a_file_of_another_kind_is_told(text: str, what: str) -> None:
    with pytest.raises(UnreadableDocumentError) as raised:
        read(text)
    assert what in str(raised.value)


def test_a_list_with_commas_is_yaml() -> None:
    assert read("- a, b\n- c, d\n") == ["a, b", "c, d"]
