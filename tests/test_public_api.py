"""The names of the root package. Changing this list changes the public interface."""

import copy
import pickle
import re
import subprocess
import sys
from importlib.metadata import version
from inspect import getdoc
from pathlib import Path

import attrs
import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import NMPolicyError
from nmpolicy.vocabulary.definitions import Term
from results import RESULTS

PUBLIC = [
    "Actor",
    "Basis",
    "Collection",
    "CollectionBuilder",
    "Deadline",
    "Deontic",
    "Event",
    "EventKind",
    "Evidence",
    "FileReport",
    "Finding",
    "Identifier",
    "Instrument",
    "LegalBasis",
    "LogicalOperator",
    "Measure",
    "MeasureKind",
    "Medium",
    "Membership",
    "Milestone",
    "MonetaryAmount",
    "NMPolicyError",
    "Note",
    "Objection",
    "Order",
    "OrderKind",
    "Organization",
    "OrganizationClassification",
    "PartialDate",
    "Participant",
    "Person",
    "Post",
    "Provision",
    "ProvisionCoverage",
    "ProvisionFunction",
    "ProvisionKind",
    "Record",
    "Relation",
    "RelationKind",
    "Source",
    "SourceKind",
    "Stage",
    "Stance",
    "Statement",
    "StatementMode",
    "Suppression",
    "TargetStance",
    "Vote",
    "VoteEvent",
    "VoteOption",
    "VoteRequirement",
    "anchor",
    "anchor_quotes",
    "check_files",
    "datasets",
    "diff",
    "due",
    "dump",
    "dumps",
    "duties",
    "exports",
    "extract_text",
    "find",
    "find_actors",
    "imports",
    "in_force",
    "in_force_all",
    "iso_dates",
    "likely_same",
    "lineage",
    "load",
    "load_dataset",
    "loads",
    "merge",
    "offices",
    "provision_gaps",
    "publication_delays",
    "redact",
    "report",
    "rule",
    "series",
    "slug",
    "stances",
    "stances_by_actor",
    "tables",
    "timeline",
    "validate",
    "verify",
]
STUB = Path(nm.__file__).with_suffix(".pyi").read_text("utf-8")
#: The module and the name of each public name, as the stub lists them.
STUBBED: list[tuple[str, str]] = re.findall(r"^from \.(\S*) import (\w+) as \2$", STUB, re.MULTILINE)


def run(code: str) -> str:
    """Run code in a new interpreter, and return what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    assert done.stderr == ""
    return done.stdout


def test_the_public_names_are_these() -> None:
    assert sorted(vars(nm)["__all__"]) == sorted(name for _, name in STUBBED) == PUBLIC == sorted(PUBLIC)
    assert set(PUBLIC) <= set(dir(nm))


def test_the_version_is_that_of_the_project() -> None:
    assert nm.__version__ == version("nmpolicy")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="lode"):
        nm.lode  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018


@each_case("name", [name for name in PUBLIC if name != "Actor"])  # a union has no docstring of its own
def test_every_public_name_is_documented(name: str) -> None:
    value = getattr(nm, name)
    text = getdoc(value)
    assert text
    if not (isinstance(value, type) and issubclass(value, Term)):  # terms have a page of their own
        assert ".. versionadded:: " in text


def test_any_name_can_be_the_first_to_be_imported() -> None:
    # One name from each package is enough to meet an import cycle, and each import of the records takes a while.
    first = {module.split(".")[0]: name for module, name in STUBBED}
    code = f"""
import importlib, sys
for name in {[*first.values()]}:
    for module in [module for module in sys.modules if module.split(".")[0] == "nmpolicy"]:
        del sys.modules[module]
    getattr(importlib.import_module("nmpolicy"), name)
"""
    assert run(code) == ""


def test_importing_prints_nothing_and_loads_nothing_slow() -> None:
    slow = {"attrs", "cattrs", "click", "dateutil", "hypothesis", "msgspec", "rich"}
    assert run(f"import sys, nmpolicy; print({slow} & set(sys.modules))") == "set()\n"


@each_case("name", RESULTS)
def test_results_can_be_pickled_and_copied(name: str, albuquerque: nm.Collection) -> None:
    result = RESULTS[name](albuquerque)
    for again in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result), copy.copy(result)):  # noqa: S301
        assert again == result
        assert type(again) is type(result)


def test_records_can_be_changed_with_evolve() -> None:
    city = nm.Organization(id="city", name="A city")
    assert attrs.evolve(city, name="Another") == nm.Organization(id="city", name="Another")


def test_all_exceptions_share_one_base_class() -> None:
    assert nm.NMPolicyError is NMPolicyError
    with pytest.raises(nm.NMPolicyError, match="no-such-set"):
        nm.load_dataset("no-such-set")
