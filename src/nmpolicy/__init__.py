"""Typed, sourced records of what a city orders: orders, provisions, actors and statements.

Everything that a program needs is here, by one name: `import nmpolicy as nm`.
"""

from nmpolicy.analysis.positions import Position, positions
from nmpolicy.analysis.timeline import Moment, timeline
from nmpolicy.dataset import datasets, load_dataset
from nmpolicy.errors import (
    DocumentError,
    DuplicateIdError,
    InvalidDateError,
    InvalidDocumentError,
    InvalidIdError,
    InvalidTermError,
    InvalidTypeError,
    InvalidValueError,
    NMPolicyError,
    UndecidedOrderError,
    UnknownDatasetError,
    UnknownIdError,
    UnreadableDocumentError,
    UnwritableFileError,
)
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.actors import Actor, Membership, Organization, Person, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.evidence import Evidence, SourcedRecord
from nmpolicy.records.instruments import Instrument, Measure, Milestone, Order, Vote
from nmpolicy.records.provisions import Deadline, Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement, TargetStance
from nmpolicy.records.walk import Reference
from nmpolicy.rules.catalog import Rule, catalog
from nmpolicy.rules.report import Report, validate
from nmpolicy.vocabulary.dates import PartialDate
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
from nmpolicy.wire.converter import configure_converter, make_converter
from nmpolicy.wire.files import dump, dumps, load, loads

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
    "Instrument",
    "InvalidDateError",
    "InvalidDocumentError",
    "InvalidIdError",
    "InvalidTermError",
    "InvalidTypeError",
    "InvalidValueError",
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
    "TargetStance",
    "Term",
    "UndecidedOrderError",
    "UnknownDatasetError",
    "UnknownIdError",
    "UnreadableDocumentError",
    "UnwritableFileError",
    "Vote",
    "catalog",
    "configure_converter",
    "datasets",
    "dump",
    "dumps",
    "load",
    "load_dataset",
    "loads",
    "make_converter",
    "positions",
    "timeline",
    "validate",
]
