"""Typed, sourced records of what a city orders: orders, provisions, actors and statements.

Everything that a program needs is here, by one name: `import nmpolicy as nm`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

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
    from nmpolicy.analysis.anchors import AnchorCheck, Match, Verification, anchor, verify
    from nmpolicy.analysis.changes import Change, ChangeKind, changes
    from nmpolicy.analysis.compilation import Delay, Gap, delays, gaps
    from nmpolicy.analysis.deadlines import Due, due
    from nmpolicy.analysis.duties import Duty, duties
    from nmpolicy.analysis.force import Force, forces, in_force
    from nmpolicy.analysis.holders import Holder, Overlap, Vacancy, capacities, holders, overlaps, vacancies
    from nmpolicy.analysis.joining import Conflict, ConflictKind
    from nmpolicy.analysis.lineage import Link, lineage
    from nmpolicy.analysis.merging import Merged, merge
    from nmpolicy.analysis.names import find_actors
    from nmpolicy.analysis.reckoning import Reason
    from nmpolicy.analysis.stances import Standpoint, standpoints
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

#: Reading, writing, checking and asking take longer to import than all the rest: each from its first use on.
_AT_FIRST_USE = {
    "AnchorCheck": "analysis.anchors",
    "Change": "analysis.changes",
    "ChangeKind": "analysis.changes",
    "Conflict": "analysis.joining",
    "ConflictKind": "analysis.joining",
    "Delay": "analysis.compilation",
    "Due": "analysis.deadlines",
    "Duty": "analysis.duties",
    "Finding": "rules.catalog",
    "Force": "analysis.force",
    "Gap": "analysis.compilation",
    "Holder": "analysis.holders",
    "Lines": "wire.lines",
    "Link": "analysis.lineage",
    "Match": "analysis.anchors",
    "Merged": "analysis.merging",
    "Overlap": "analysis.holders",
    "Reason": "analysis.reckoning",
    "Report": "rules.report",
    "Rule": "rules.catalog",
    "Standpoint": "analysis.stances",
    "Vacancy": "analysis.holders",
    "Verification": "analysis.anchors",
    "anchor": "analysis.anchors",
    "capacities": "analysis.holders",
    "catalog": "rules.custom",
    "changes": "analysis.changes",
    "configure_converter": "wire.converter",
    "datasets": "dataset",
    "delays": "analysis.compilation",
    "due": "analysis.deadlines",
    "dump": "wire.files",
    "dump_lines": "wire.lines",
    "dumps": "wire.documents",
    "duties": "analysis.duties",
    "find_actors": "analysis.names",
    "forces": "analysis.force",
    "gaps": "analysis.compilation",
    "holders": "analysis.holders",
    "in_force": "analysis.force",
    "json_schema": "wire.schema",
    "lineage": "analysis.lineage",
    "load": "wire.files",
    "load_dataset": "dataset",
    "load_lines": "wire.lines",
    "loads": "wire.documents",
    "make_converter": "wire.converter",
    "merge": "analysis.merging",
    "overlaps": "analysis.holders",
    "placed": "rules.catalog",
    "rule": "rules.custom",
    "standpoints": "analysis.stances",
    "vacancies": "analysis.holders",
    "validate": "rules.report",
    "verify": "analysis.anchors",
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
