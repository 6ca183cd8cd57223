"""Records that are built without their constructors are like all others."""

import json
import pickle
import weakref

import pytest
from attrs.exceptions import FrozenInstanceError

import nmpolicy as nm
from nmpolicy.records.collection import PARTS, TABLES
from nmpolicy.records.traversal import parts_of
from nmpolicy.serialization.documents import structure_data
from nmpolicy.vocabulary.extra import Extra
from valid_documents import complete_document


def test_records_are_like_those_that_constructors_build() -> None:
    document = complete_document()
    read, built = nm.loads(json.dumps(document)), structure_data(document, nm.Collection, (), "refuse")
    assert [*map(repr, read)] == [*map(repr, built)]
    assert pickle.loads(pickle.dumps(read)) == read == built  # noqa: S301  # our own
    parts = [part for record in read for _, part in parts_of(record)]
    assert {*map(type, parts)} == {*TABLES.values(), *PARTS}
    assert [*map(type, parts)] == [type(part) for record in built for _, part in parts_of(record)]
    assert {hash(part) for part in parts} == {hash(part) for record in built for _, part in parts_of(record)}
    for part in parts:
        assert weakref.ref(part)() == part
        with pytest.raises(FrozenInstanceError):
            part.extra = Extra({"x-a": 1})
        with pytest.raises(FrozenInstanceError):
            del part.extra
