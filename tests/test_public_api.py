"""The public names are frozen: a change of this list is a change of the interface."""

import subprocess
import sys
from collections.abc import Iterator
from inspect import getdoc

import attrs
import pytest

import nmpolicy as nm

PUBLIC = [
    "Actor",
    "AnchorCheck",
    "Basis",
    "Change",
    "ChangeKind",
    "Collection",
    "Conflict",
    "ConflictKind",
    "DatePrecision",
    "Deadline",
    "Delay",
    "Deontic",
    "DocumentError",
    "Due",
    "DuplicateIdError",
    "Duty",
    "Event",
    "EventKind",
    "Evidence",
    "Extra",
    "Finding",
    "Force",
    "Gap",
    "Holder",
    "Instrument",
    "InvalidCollectionError",
    "InvalidDateError",
    "InvalidDocumentError",
    "InvalidIdError",
    "InvalidRuleError",
    "InvalidTermError",
    "InvalidTypeError",
    "InvalidValueError",
    "Lines",
    "Link",
    "LostProcessError",
    "Match",
    "Measure",
    "MeasureKind",
    "Medium",
    "Membership",
    "Merged",
    "Milestone",
    "Moment",
    "NMPolicyError",
    "Objection",
    "Order",
    "OrderKind",
    "Organization",
    "OrganizationClassification",
    "Overlap",
    "PartialDate",
    "Person",
    "Position",
    "Post",
    "Problem",
    "Provision",
    "ProvisionFunction",
    "ProvisionKind",
    "Reason",
    "Record",
    "Ref",
    "Reference",
    "Relation",
    "RelationKind",
    "Report",
    "Rule",
    "Severity",
    "Source",
    "SourceKind",
    "SourcedRecord",
    "Stage",
    "Stance",
    "Standpoint",
    "Statement",
    "StatementMode",
    "Suppression",
    "Survey",
    "TargetStance",
    "Term",
    "UndecidedOrderError",
    "UnknownDatasetError",
    "UnknownFieldWarning",
    "UnknownIdError",
    "UnknownRuleError",
    "UnreadableDocumentError",
    "UnwritableFileError",
    "Vacancy",
    "Verification",
    "Vote",
    "anchor",
    "capacities",
    "catalog",
    "changes",
    "configure_converter",
    "datasets",
    "delays",
    "due",
    "dump",
    "dump_lines",
    "dumps",
    "duties",
    "find_actors",
    "forces",
    "gaps",
    "holders",
    "in_force",
    "json_schema",
    "lineage",
    "load",
    "load_dataset",
    "load_lines",
    "loads",
    "make_converter",
    "merge",
    "overlaps",
    "placed",
    "positions",
    "rule",
    "standpoints",
    "timeline",
    "vacancies",
    "validate",
    "verify",
]


def test_the_public_names_are_these() -> None:
    assert nm.__all__ == PUBLIC == sorted(PUBLIC)
    assert set(PUBLIC) <= set(dir(nm))
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        nm.lode  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018


@pytest.mark.parametrize("name", [name for name in PUBLIC if name != "Actor"])
def test_every_public_name_says_what_it_is(name: str) -> None:
    assert getdoc(getattr(nm, name))


def errors(cls: type[BaseException] = nm.NMPolicyError) -> Iterator[type[BaseException]]:
    for sub in cls.__subclasses__():
        yield sub
        yield from errors(sub)


def test_every_exception_has_one_base() -> None:
    named = {getattr(nm, name) for name in PUBLIC if name.endswith("Error")}
    assert named <= {nm.NMPolicyError, *errors()}


def test_importing_it_prints_nothing_and_brings_nothing_heavy() -> None:
    code = "import sys, nmpolicy; print(sorted({'cattrs', 'dateutil', 'rich', 'hypothesis', 'click', 'msgspec'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)  # noqa: S603
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_records_are_attrs_classes_that_evolve() -> None:
    city = nm.Organization(id="city", name="A city")
    assert attrs.evolve(city, name="Another") == nm.Organization(id="city", name="Another")
