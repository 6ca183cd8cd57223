"""A spoiled data set, and a project with settings."""

from pathlib import Path

import attrs
import pytest

import nmpolicy as nm


@pytest.fixture
def spoiled(albuquerque: nm.Collection, tmp_path: Path) -> Path:
    """The data set with its order's authority removed."""
    path = tmp_path / "spoiled.json"
    nm.dump(albuquerque.replace(attrs.evolve(albuquerque.orders[0], issued_by=())), path)
    return path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The `pyproject.toml` of a project, whose `data` folder is the current one."""
    folder = tmp_path / "project" / "data"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder.parent / "pyproject.toml"
