"""The records that the benchmarks time: shaped like the bundled article, and without findings."""

import runpy
from pathlib import Path

import nmpolicy as nm
from nmpolicy.records.traversal import parts_of

ARTICLE = nm.load_dataset("albuquerque-immigrant-friendly-2025")
MAKE = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "sample_collections.py"))["collection"]
GENERATED: nm.Collection = MAKE(3)


def test_no_rule_finds_anything() -> None:
    assert nm.validate(GENERATED).problems == ()


def test_every_copy_has_the_records_and_the_parts_of_the_article() -> None:
    for table, records in ARTICLE.tables().items():
        copies = GENERATED.tables()[table]
        assert len(copies) == 3 * len(records)
        assert sum(1 for each in copies for _ in parts_of(each)) == 3 * sum(
            1 for each in records for _ in parts_of(each)
        )
    size = len(nm.dumps(ARTICLE))
    assert 2.9 * size < len(nm.dumps(GENERATED)) < 3.3 * size


def test_copies_share_no_id_name_or_digest() -> None:
    for values in (
        [each.id for each in GENERATED],
        [each.name for each in GENERATED.people if each.name],
        [each.title for each in GENERATED.orders],
    ):
        assert len(set(values)) == len(values)
    digests = {each.digest for order in GENERATED.orders for each in order.evidence}
    assert len(digests) == 3 * len({each.digest for order in ARTICLE.orders for each in order.evidence})


def test_every_run_makes_the_same() -> None:
    assert MAKE(2) == MAKE(2)
