"""Typed, sourced records of what a city orders: orders, provisions, actors and statements.

Everything that a program needs is here, by one name: `import nmpolicy as nm`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from nmpolicy.analysis.force import Force, Reason, forces, in_force
from nmpolicy.analysis.positions import Position, positions
from nmpolicy.analysis.timeline import Moment, timeline
from nmpolicy.errors import (
    DocumentError,
    DuplicateIdError,
    InvalidCollectionError,
    InvalidDateError,
    InvalidDocumentError,
    InvalidIdError,
    InvalidRuleError,
    InvalidTermError,
    InvalidTypeError,
    InvalidValueError,
    LostProcessError,
    NMPolicyError,
    UndecidedOrderError,
    UnknownDatasetError,
    UnknownFieldWarning,
    UnknownIdError,
    UnknownRuleError,
    UnreadableDocumentError,
    UnwritableFileError,
)
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.actors import Actor, Membership, Organization, Person, Post
from nmpolicy.records.base import Record, Suppression
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.evidence import Evidence, SourcedRecord
from nmpolicy.records.instruments import Instrument, Measure, Milestone, Order, Vote
from nmpolicy.records.provisions import Deadline, Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement, TargetStance
from nmpolicy.records.survey import Survey
from nmpolicy.records.walk import Reference
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.references import Ref
from nmpolicy.vocabulary.terms import (
    Basis,
    DatePrecision,
    Deontic,
    EventKind,
    MeasureKind,
    Medium,
    Objection,
    OrderKind,
    OrganizationClassification,
    ProvisionFunction,
    ProvisionKind,
    RelationKind,
    SourceKind,
    Stage,
    Stance,
    StatementMode,
    Term,
)

if TYPE_CHECKING:
    from nmpolicy.dataset import datasets, load_dataset
    from nmpolicy.rules.catalog import Finding, Rule, placed
    from nmpolicy.rules.custom import catalog, rule
    from nmpolicy.rules.report import Report, validate
    from nmpolicy.wire.converter import configure_converter, make_converter
    from nmpolicy.wire.documents import dumps, loads
    from nmpolicy.wire.files import dump, load
    from nmpolicy.wire.lines import Lines, dump_lines, load_lines
    from nmpolicy.wire.schema import json_schema

__all__ = [
    "Actor",
    "Basis",
    "Collection",
    "DatePrecision",
    "Deadline",
    "Deontic",
    "DocumentError",
    "DuplicateIdError",
    "Event",
    "EventKind",
    "Evidence",
    "Extra",
    "Finding",
    "Force",
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
    "LostProcessError",
    "Measure",
    "MeasureKind",
    "Medium",
    "Membership",
    "Milestone",
    "Moment",
    "NMPolicyError",
    "Objection",
    "Order",
    "OrderKind",
    "Organization",
    "OrganizationClassification",
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
    "Vote",
    "catalog",
    "configure_converter",
    "datasets",
    "dump",
    "dump_lines",
    "dumps",
    "forces",
    "in_force",
    "json_schema",
    "load",
    "load_dataset",
    "load_lines",
    "loads",
    "make_converter",
    "placed",
    "positions",
    "rule",
    "timeline",
    "validate",
]

#: Reading, writing and checking take longer to import than all the rest: each from its first use on.
_AT_FIRST_USE = {
    "Finding": "rules.catalog",
    "Lines": "wire.lines",
    "Report": "rules.report",
    "Rule": "rules.catalog",
    "catalog": "rules.custom",
    "configure_converter": "wire.converter",
    "datasets": "dataset",
    "dump": "wire.files",
    "dump_lines": "wire.lines",
    "dumps": "wire.documents",
    "json_schema": "wire.schema",
    "load": "wire.files",
    "load_dataset": "dataset",
    "load_lines": "wire.lines",
    "loads": "wire.documents",
    "make_converter": "wire.converter",
    "placed": "rules.catalog",
    "rule": "rules.custom",
    "validate": "rules.report",
}


if not TYPE_CHECKING:  # a type checker would take every name for one that there is

    def __getattr__(name: str) -> object:
        """A public name that is imported when it is first asked for."""
        if name not in _AT_FIRST_USE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(f"{__name__}.{_AT_FIRST_USE[name]}"), name)
        return found


def __dir__() -> list[str]:
    """Every public name, imported or not."""
    return sorted({*globals(), *__all__})
