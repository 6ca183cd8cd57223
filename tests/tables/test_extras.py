"""A package that is not installed is named, with what installs it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nmpolicy import tables
from nmpolicy.errors import MissingExtraError
from nmpolicy.records.collection import Collection
from nmpolicy.tables.extras import from_extra

COLLECTION = Collection(id="demo", title="A demonstration")


@pytest.mark.parametrize(
    ("package", "extra", "work"),
    [
        ("pandas", "pandas", lambda _: tables.to_frames(COLLECTION)),
        ("pyarrow", "parquet", lambda _: tables.to_arrow(COLLECTION)),
        ("pyarrow.parquet", "parquet", lambda folder: tables.write_parquet(COLLECTION, folder / "out")),
    ],
)
def test_a_format_names_its_extra(
    package: str, extra: str, work: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(
        MissingExtraError, match=rf"{package} is not installed; run .* \"nmpolicy\[{extra}\]\""
    ) as caught:
        work(tmp_path)
    assert (caught.value.package, caught.value.extra) == (package, extra)
    assert not any(tmp_path.iterdir())


def test_an_error_of_an_installed_package_is_its_own() -> None:
    with pytest.raises(ImportError, match="cannot import name") as caught, from_extra("parquet"):
        from sys import no_such_name  # type: ignore[attr-defined]  # noqa: F401, PLC0415
    assert not isinstance(caught.value, MissingExtraError)
